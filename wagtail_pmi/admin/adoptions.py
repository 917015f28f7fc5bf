"""The ledger in the admin: its list with filters, drafts and workflow, and confirming many entries at once."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.forms import RadioSelect
from django.http import HttpRequest
from django.utils.functional import classproperty
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django_filters import ChoiceFilter
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.menu import MenuItem
from wagtail.permissions import policy_registry
from wagtail.snippets.action_menu import PublishMenuItem, UnpublishMenuItem
from wagtail.snippets.bulk_actions.snippet_bulk_action import SnippetBulkAction
from wagtail.snippets.views.snippets import SnippetViewSet

from ..confirming import is_due
from ..ledger_policy import ANY_RIGHT
from ..models import Adoption
from .ledger_views import (
    AdoptionChooserViewSet,
    IndexView,
    OwnEntriesActionMixin,
    OwnEntryMixin,
    may,
    own_entries,
)
from .scope import all_networks, networks_of


class LedgerFilterSet(WagtailFilterSet):
    network = ChoiceFilter(label=_("Network"), widget=RadioSelect, empty_label=_("All"))
    due = ChoiceFilter(
        label=_("Confirmation"),
        method="filter_due",
        widget=RadioSelect,
        empty_label=_("All"),
        choices=[("yes", _("Due"))],
    )

    class Meta:
        model = Adoption
        fields = ["stage", "network", "role", "source_kind", "visibility"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(str(network.pk), network.title) for network in networks_of(self.request)]
        self.filters["network"].extra["choices"] = choices

    def filter_due(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return rows.filter(is_due("adoption"), open_marker=True)


class LedgerMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        rights = policy_registry.get_by_type(Adoption)
        return bool(all_networks(request)) and rights.user_has_any_permission(request.user, ANY_RIGHT)


class AdoptionViewSet(SnippetViewSet):
    model = Adoption
    chooser_viewset_class = AdoptionChooserViewSet
    index_view_class = IndexView
    icon = "history"
    menu_label = _("Adoptions")
    list_display = ["__str__", "stage", "stage_since", "confirmed_on"]
    filterset_class = LedgerFilterSet
    ordering = ["practice_title", "city_title", "pk"]
    list_per_page = 50
    # The group Network has its menu item.
    menu_item_is_registered = True
    menu_item_class = LedgerMenuItem

    def get_queryset(self, request: HttpRequest) -> QuerySet[Adoption]:
        return own_entries(request.user)

    def get_permissions_to_register(self) -> QuerySet[Permission]:
        """None to give to a group: rights on the ledger follow those on pages."""
        return Permission.objects.none()

    def construct_view(self, view_class: Any, **kwargs: Any) -> Any:
        return super().construct_view(type(view_class.__name__, (OwnEntryMixin, view_class), {}), **kwargs)


def offer_actions(menu_items: list[Any], request: HttpRequest, context: dict[str, Any]) -> None:
    """Wagtail asks for a right on the model before it offers to publish or unpublish; here the entry's city decides."""
    if context["model"] is not Adoption:
        return
    entry, rights = context.get("instance"), policy_registry.get_by_type(Adoption)
    if entry is None:
        allowed = rights.user_has_permission(request.user, "publish")
    else:
        allowed = rights.user_has_permission_for_instance(request.user, "publish", entry)
    menu_items[:] = [item for item in menu_items if not isinstance(item, (PublishMenuItem, UnpublishMenuItem))]
    if allowed and not context.get("locked_for_user"):
        menu_items.append(PublishMenuItem(order=30))
        if context["view"] == "edit" and entry and entry.live:
            menu_items.append(UnpublishMenuItem(order=20))
    menu_items.sort(key=lambda item: item.order)


class ConfirmBulkAction(OwnEntriesActionMixin, SnippetBulkAction):
    """ "What these entries say is true today." """

    display_name = _("Confirmed today")
    aria_label = _("Say that the chosen entries are true today")
    action_type = "confirm"
    template_name = "wagtail_pmi/admin/confirm_adoptions.html"
    action_priority = 10

    @classproperty
    def models(cls) -> list[Any]:  # noqa: N805
        return [Adoption]

    def check_perm(self, entry: Adoption) -> bool:
        lock = entry.get_lock()
        return may(self.request.user, "publish", entry) and not (lock and lock.for_user(self.request.user))

    def object_context(self, snippet: Adoption) -> dict[str, Any]:
        return super().object_context(snippet) | {"is_published": snippet.live}

    @classmethod
    def execute_action(cls, objects: Iterable[Adoption], user: Any = None, **kwargs: Any) -> tuple[int, int]:
        entries = [entry for entry in objects if entry.live]
        for entry in entries:
            entry.confirm(user=user, by=str(user.get_full_name() or user.get_username()) if user else "")
        return len(entries), 0

    def get_execution_context(self) -> dict[str, Any]:
        return super().get_execution_context() | {"user": self.request.user}

    def get_success_message(self, num_parent_objects: int, num_child_objects: int) -> str:
        text = ngettext(
            "%(count)d entry is confirmed today.", "%(count)d entries are confirmed today.", num_parent_objects
        )
        return text % {"count": num_parent_objects}
