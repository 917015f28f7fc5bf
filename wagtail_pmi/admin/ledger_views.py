"""The views of the ledger in the admin, each held to the rights on the entries that it is about."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from wagtail.permissions import policy_registry
from wagtail.snippets.bulk_actions.delete import DeleteBulkAction
from wagtail.snippets.views import chooser as choosers
from wagtail.snippets.views import snippets

from ..forms import is_key
from ..ledger_form import choosable_entries
from ..ledger_policy import ANY_RIGHT, EntryRights
from ..models import Adoption
from ..visibility import Viewer


def own_entries(user: Any) -> QuerySet[Adoption]:
    """The entries that the user has any right on, with the pages that this rests on."""
    entries = policy_registry.get_by_type(Adoption).instances_user_has_any_permission_for(user, ANY_RIGHT)
    return entries.select_related("city", "practice", "network", "latest_revision")


def may(user: Any, action: str, entry: Adoption) -> bool:
    return policy_registry.get_by_type(Adoption).user_has_permission_for_instance(user, action, entry)


class OwnEntryMixin:
    """Mixed into every view: one of an entry asks for rights on that entry, and not on some entry."""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        if "pk" in kwargs:
            entry = _find_entry(kwargs["pk"])
            rights = EntryRights(policy_registry.get_by_type(Adoption), entry)
            if not rights.user_has_any_permission(request.user, ANY_RIGHT):
                raise PermissionDenied
            self.permission_policy = rights
        super().setup(request, *args, **kwargs)  # type: ignore[misc]


def _find_entry(key: Any) -> Adoption:
    try:
        return Adoption.objects.select_related("city", "network").get(pk=unquote(str(key)))
    except (Adoption.DoesNotExist, ValueError, OverflowError) as error:
        raise Http404 from error


class IndexView(snippets.IndexView):
    """A row leads only to what may be done to it."""

    def get_edit_url(self, instance: Adoption) -> str | None:
        return super().get_edit_url(instance) if may(self.request.user, "change", instance) else None

    def get_copy_url(self, instance: Adoption) -> str | None:
        return super().get_copy_url(instance) if may(self.request.user, "add", instance) else None

    def get_delete_url(self, instance: Adoption) -> str | None:
        return super().get_delete_url(instance) if may(self.request.user, "delete", instance) else None


class OwnEntriesActionMixin:
    """A bulk action that neither counts nor names an entry on which the user has no right."""

    def get_all_objects_in_listing_query(self, parent_id: Any) -> Any:
        return own_entries(self.request.user).values_list("pk", flat=True)  # type: ignore[attr-defined]

    def get_actionable_objects(self) -> tuple[list[Adoption], dict[str, list[Adoption]]]:
        objects, refused = super().get_actionable_objects()  # type: ignore[misc]
        user = self.request.user  # type: ignore[attr-defined]
        return objects, {name: [entry for entry in rows if may(user, "view", entry)] for name, rows in refused.items()}

    @classmethod
    def get_queryset(cls, model: Any, object_ids: Iterable[Any]) -> list[Adoption]:
        keys = [int(key) for key in object_ids if is_key(key)]
        return list(Adoption.objects.filter(pk__in=keys).select_related("city", "network", "practice"))


class DeleteEntries(OwnEntriesActionMixin, DeleteBulkAction):
    models = [Adoption]


class ChooserMixin:
    """For those who keep some part of the ledger: whatever entry they may see on the site, and no other."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not policy_registry.get_by_type(Adoption).user_has_any_permission(request.user, ANY_RIGHT):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]

    def get_object_list(self) -> QuerySet[Adoption]:
        return choosable_entries(Viewer.of(self.request)).select_related("city", "practice")  # type: ignore[attr-defined]

    def get_object(self, pk: Any) -> Adoption:
        # Digits and nothing else: " 5", "+5" and "0_5" are a key to the database, too.
        if not is_key(str(pk)):
            raise Http404
        return self.get_object_list().get(pk=pk)

    def get_objects(self, pks: Iterable[Any]) -> QuerySet[Adoption]:
        return self.get_object_list().filter(pk__in=[pk for pk in pks if is_key(pk)])


class ChooseView(ChooserMixin, choosers.ChooseView):
    pass


class ChooseResultsView(ChooserMixin, choosers.ChooseResultsView):
    pass


class ChosenView(ChooserMixin, choosers.SnippetChosenView):
    pass


class ChosenMultipleView(ChooserMixin, choosers.SnippetChosenMultipleView):
    pass


class AdoptionChooserViewSet(choosers.SnippetChooserViewSet):
    choose_view_class = ChooseView
    choose_results_view_class = ChooseResultsView
    chosen_view_class = ChosenView
    chosen_multiple_view_class = ChosenMultipleView
