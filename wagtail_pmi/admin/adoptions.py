"""The ledger in the admin: its list with filters, drafts and workflow, and confirming many entries at once."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.forms import RadioSelect
from django.http import HttpRequest, HttpResponse
from django.utils.functional import classproperty
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django_filters import ChoiceFilter
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.menu import MenuItem
from wagtail.permissions import policy_registry
from wagtail.snippets.bulk_actions.snippet_bulk_action import SnippetBulkAction
from wagtail.snippets.views import chooser as choosers
from wagtail.snippets.views.snippets import SnippetViewSet

from ..confirming import is_due
from ..models import Adoption
from .scope import all_networks

RIGHTS = {"add", "change", "publish", "delete", "view"}


class KeepersOnlyMixin:
    """The entries of all networks are told to those alone who have a right on the ledger."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        policy = policy_registry.get_by_type(Adoption)
        if not policy.user_has_any_permission(request.user, RIGHTS):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]


class ChooseView(KeepersOnlyMixin, choosers.ChooseView):
    pass


class ChooseResultsView(KeepersOnlyMixin, choosers.ChooseResultsView):
    pass


class ChosenView(KeepersOnlyMixin, choosers.SnippetChosenView):
    pass


class ChosenMultipleView(KeepersOnlyMixin, choosers.SnippetChosenMultipleView):
    pass


class AdoptionChooserViewSet(choosers.SnippetChooserViewSet):
    choose_view_class = ChooseView
    choose_results_view_class = ChooseResultsView
    chosen_view_class = ChosenView
    chosen_multiple_view_class = ChosenMultipleView


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
        choices = [(str(network.pk), network.title) for network in all_networks(self.request)]
        self.filters["network"].extra["choices"] = choices

    def filter_due(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return rows.filter(is_due("adoption"), open_marker=True)


class LedgerMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        rights = policy_registry.get_by_type(Adoption)
        return bool(all_networks(request)) and rights.user_has_any_permission(request.user, RIGHTS)


class AdoptionViewSet(SnippetViewSet):
    model = Adoption
    chooser_viewset_class = AdoptionChooserViewSet
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
        return Adoption.objects.select_related("city", "practice", "latest_revision")


class ConfirmBulkAction(SnippetBulkAction):
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
        can_publish = self.permission_policy.user_has_permission_for_instance(self.request.user, "publish", entry)
        lock = entry.get_lock()
        return can_publish and not (lock and lock.for_user(self.request.user))

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
