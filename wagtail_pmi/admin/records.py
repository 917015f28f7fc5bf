"""The registers: terms, organizations, resources and memberships."""

from __future__ import annotations

from typing import Any

from django.contrib.admin.decorators import display
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.urls import re_path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import ObjectList
from wagtail.models import ReferenceIndex
from wagtail_modeladmin.helpers import ButtonHelper

from ..library.terms import with_uses
from ..models import Beneficiary, Keyword, Membership, Organisation, Resource, Topic
from .filters import RegisterFilter, choice_filter
from .memberships import MembershipForm
from .merge import MergeView
from .registers import Register
from .scope import networks_of


class UpperTermFilter(RegisterFilter):
    parameter_name = "parent"
    title = _("upper term")

    def lookups(self, request: HttpRequest, model_admin: Any) -> Any:
        parents = model_admin.model._default_manager.current().filter(children__isnull=False).distinct()
        return list(parents.order_by("name").values_list("pk", "name"))


class NetworkFilter(RegisterFilter):
    parameter_name = "network"
    title = _("network")

    def lookups(self, request: HttpRequest, model_admin: Any) -> Any:
        networks = networks_of(request)
        return [(network.pk, network.title) for network in networks] if len(networks) > 1 else []


class TermButtonHelper(ButtonHelper):
    def get_buttons_for_obj(self, obj: Any, exclude: Any = None, **kwargs: Any) -> list[dict[str, Any]]:
        buttons = super().get_buttons_for_obj(obj, exclude=exclude, **kwargs)
        if MergeView.is_allowed(self.view.model_admin, self.request.user, obj):
            buttons.append(
                {
                    "url": self.url_helper.get_action_url("merge", obj.pk),
                    "label": _("Merge"),
                    "classname": self.finalise_classname(["button-secondary", *(kwargs.get("classnames_add") or [])]),
                    "title": _("Merge this term into another"),
                }
            )
        return buttons


class TermRegister(Register):
    menu_icon = "tag"
    advice = _("Merge it into another term, or take it off here first:")
    list_display: tuple[str, ...] = ("name", "code", "uses")
    list_select_related = ("parent",)
    list_export: tuple[str, ...] = ("code", "name", "slug", "parent", "description", "same_as", "uses")
    inspect_view_fields = ["name", "code", "slug", "parent", "description", "same_as"]
    search_fields = ("name", "code", "description")
    ordering = ("name",)
    button_helper_class = TermButtonHelper

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return with_uses(super().get_queryset(request).filter(merged_into__isnull=True))

    @display(description=_("uses"), ordering="uses")
    def uses(self, term: Any) -> int:
        return term.uses

    def merge_view(self, request: HttpRequest, instance_pk: str) -> HttpResponseBase:
        return MergeView.as_view(register=self)(request, instance_pk=instance_pk)

    def get_admin_urls_for_registration(self) -> tuple[Any, ...]:
        name, pattern = self.url_helper.get_action_url_name("merge"), self.url_helper.get_action_url_pattern("merge")
        return (*super().get_admin_urls_for_registration(), re_path(pattern, self.merge_view, name=name))


class TopicRegister(TermRegister):
    model = Topic
    list_display = ("name", "parent", "code", "uses")
    list_filter = (UpperTermFilter,)
    list_export = (*TermRegister.list_export, "cofog", "sdg")
    inspect_view_fields = [*TermRegister.inspect_view_fields, "cofog", "sdg"]


class BeneficiaryRegister(TermRegister):
    model = Beneficiary
    menu_icon = "group"


class KeywordRegister(TermRegister):
    model = Keyword


class SharedRecordRegister(Register):
    """Records that pages point at, wherever they do: in a field, a row or a block."""

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).annotate(uses=ReferenceIndex.usage_count_subquery(self.model))

    @display(description=_("uses"), ordering="uses")
    def uses(self, record: Any) -> int:
        return record.uses


class OrganisationRegister(SharedRecordRegister):
    model = Organisation
    menu_icon = "group"
    list_display = ("name", "kind", "url", "uses")
    list_filter = (choice_filter("kind", _("kind")),)
    list_export = ("uid", "name", "kind", "url", "ror", "wikidata", "uses")
    inspect_view_fields = ["name", "kind", "url", "logo", "ror", "wikidata"]
    search_fields = ("name",)


class ResourceRegister(SharedRecordRegister):
    model = Resource
    menu_icon = "doc-full-inverse"
    list_display = ("title", "kind", "publisher", "date", "uses")
    list_filter = (choice_filter("kind", _("kind")), choice_filter("licence", _("license")))
    list_select_related = ("file",)
    list_export = (
        *("uid", "title", "kind", "file", "url", "publisher", "date", "state", "language", "version", "licence"),
        *("link_status", "link_checked_on", "uses"),
    )
    inspect_view_fields = [
        *["title", "kind", "file", "url", "publisher", "date", "state", "language", "version", "licence"],
        *["link_status", "link_checked_on"],
    ]
    search_fields = ("title", "publisher")


class MembershipRegister(Register):
    """Of the networks whose page the user may edit."""

    model = Membership
    menu_icon = "key"
    list_display = ("user", "kind", "network", "place", "starts_on", "ends_on")
    list_filter = (choice_filter("kind", _("kind")), NetworkFilter)
    list_select_related = ("user", "network", "city", "expert")
    list_export = ("user", "kind", "network", "city", "expert", "starts_on", "ends_on")
    inspect_view_fields = ["user", "kind", "network", "city", "expert", "invited_by", "starts_on", "ends_on"]
    search_fields = ("city__title", "expert__title")
    edit_handler = ObjectList(Membership.panels, base_form_class=MembershipForm)

    @display(description=_("city or expert"))
    def place(self, membership: Membership) -> Any:
        return membership.city or membership.expert
