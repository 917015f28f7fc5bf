"""The form of a ledger entry: it takes only what its user may say, whatever is sent."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.permissions import policy_registry

from .forms import RowsKnowParentMixin
from .visibility import Viewer, visible_to


def choosable_entries(viewer: Viewer) -> QuerySet[Any]:
    """What an entry may be “adopted from”: every entry, of whatever city and network, that the viewer may see."""
    shown = Q(pk__in=[])
    for network in apps.get_model("wagtail_pmi", "NetworkPage").objects.all():
        shown |= Q(pk__in=network.get_adoptions(viewer).order_by().values("pk"))
    return apps.get_model("wagtail_pmi", "Adoption").objects.filter(shown)


class AdoptionForm(RowsKnowParentMixin, WagtailAdminModelForm):
    """Without a user (`for_user`) nothing is checked but the entry itself."""

    def clean_city(self) -> Any:
        city, stored, user = self.cleaned_data["city"], self._stored, self.for_user
        if city is None and (stored is None or stored.city_id):
            raise ValidationError(_("Choose the city whose entry this is."))
        if city is None or user is None or (stored and stored.city_id == city.pk):
            return city
        policy: Any = policy_registry.get_by_type(self._meta.model)
        if stored is None:
            publishing = self.data.get("action-publish") and policy.user_has_permission(user, "publish")
            action = "publish" if publishing else "add"
            allowed = policy.user_has_permission_for_city(user, action, city)
        else:
            allowed = policy.user_has_permission_for_instance(user, "publish", stored)
            allowed = allowed and policy.user_has_permission_for_city(user, "publish", city)
        if not allowed:
            if not self._viewer.sees(city):
                self._forget("city")
            if stored is None:
                raise ValidationError(_("You may not do this for that city: choose a city whose page you may edit."))
            raise ValidationError(_("An entry stays with its city: only who may publish both cities' pages moves it."))
        return city

    def clean_practice(self) -> Any:
        practice = self.cleaned_data["practice"]
        if practice is None or self.for_user is None or (self._stored and self._stored.practice_id == practice.pk):
            return practice
        pages: Any = policy_registry.get_by_type(type(practice))
        if not self._sees(practice) and not pages.user_has_permission_for_instance(self.for_user, "change", practice):
            self._refuse("practice")
        return practice

    def clean_adopted_from(self) -> Any:
        origin = self.cleaned_data["adopted_from"]
        if origin is None or self.for_user is None or (self._stored and self._stored.adopted_from_id == origin.pk):
            return origin
        if not choosable_entries(self._viewer).filter(pk=origin.pk).exists():
            self._refuse("adopted_from")
        return origin

    @cached_property
    def _viewer(self) -> Viewer:
        return Viewer(self.for_user)

    @cached_property
    def _stored(self) -> Any:
        """The entry as it is kept, while the instance at hand may be a draft of it."""
        entries = self._meta.model._base_manager.select_related("city", "network")
        return entries.filter(pk=self.instance.pk).first() if self.instance.pk else None

    def _sees(self, page: Any) -> bool:
        return visible_to(self._viewer, type(page)._default_manager.filter(pk=page.pk)).exists()

    def _refuse(self, name: str) -> None:
        """As what is not there is refused; the chooser does not get to say its title."""
        self._forget(name)
        raise ValidationError(self.fields[name].error_messages["invalid_choice"], code="invalid_choice")

    def _forget(self, name: str) -> None:
        self.data: Any = self.data.copy()
        self.data[self.add_prefix(name)] = ""
