"""Memberships are kept by those who may edit the network's page."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.permission_policies import ModelPermissionPolicy

from ..models import Membership, NetworkPage
from .scope import editable_pages, may_edit


class MembershipPermissionPolicy(ModelPermissionPolicy):
    """The rights on the model, in the networks whose page the user may edit."""

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Membership) -> bool:
        return self.user_has_any_permission_for_instance(user, [action], instance)

    def user_has_any_permission_for_instance(self, user: Any, actions: Iterable[str], instance: Membership) -> bool:
        return self.user_has_any_permission(user, actions) and may_edit(user, instance.network)

    def instances_user_has_permission_for(self, user: Any, action: str) -> QuerySet[Membership]:
        return self.instances_user_has_any_permission_for(user, [action])

    def instances_user_has_any_permission_for(self, user: Any, actions: Iterable[str]) -> QuerySet[Membership]:
        if not self.user_has_any_permission(user, actions):
            return Membership.objects.none()
        return Membership.objects.filter(network__in=editable_pages(user, NetworkPage).values("pk"))


class MembershipForm(WagtailAdminModelForm):
    def clean_network(self) -> NetworkPage:
        network = self.cleaned_data["network"]
        if not may_edit(self.for_user, network):
            raise ValidationError(_("Choose a network whose page you may edit."))
        return network
