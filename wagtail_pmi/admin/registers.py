"""The base of every register: a list of plain records in the admin, with what is declared and nothing else.

Who may do what is asked of the model's permission policy. A query string may search, sort, turn pages and use the
declared filters; with anything else in it, it leads back to the list.
"""

from __future__ import annotations

import re
from typing import Any

from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.utils import lookup_field
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.permissions import policy_registry
from wagtail_modeladmin.helpers import AdminURLHelper, DjangoORMSearchHandler, PermissionHelper
from wagtail_modeladmin.menus import ModelAdminMenuItem
from wagtail_modeladmin.options import ModelAdmin
from wagtail_modeladmin.views import CreateView, DeleteView, HistoryView, IndexView, InspectView

from ..library.text import clean_query
from .scope import all_networks
from .spreadsheets import PlainSpreadsheetMixin
from .usage import usage_of

# Who has one of these rights sees the records; the right to add shows none.
SEEING = ("view", "change", "delete")
# Columns by number, "-" for the other direction, as in "2.-0".
_ORDER = re.compile(r"-?[0-9]{1,2}(\.-?[0-9]{1,2}){0,5}")


class PolicyPermissionHelper(PermissionHelper):
    @property
    def policy(self) -> Any:
        return policy_registry.get_by_type(self.model)

    def user_can_list(self, user: Any) -> bool:
        return self.policy.user_has_any_permission(user, SEEING)

    def user_can_create(self, user: Any) -> bool:
        return self.policy.user_has_permission(user, "add")

    def user_can_inspect_obj(self, user: Any, obj: Model) -> bool:
        return self.policy.user_has_any_permission_for_instance(user, SEEING, obj)

    def user_can_edit_obj(self, user: Any, obj: Model) -> bool:
        return self.policy.user_has_permission_for_instance(user, "change", obj)

    def user_can_delete_obj(self, user: Any, obj: Model) -> bool:
        return self.policy.user_has_permission_for_instance(user, "delete", obj)


class RecordURLHelper(AdminURLHelper):
    """Addresses with keys that every database takes."""

    def _get_object_specific_action_url_pattern(self, action: str) -> str:
        return rf"^{self.base_url_path}/{action}/(?P<instance_pk>[0-9]{{1,18}})/$"


class CleanSearchHandler(DjangoORMSearchHandler):
    def search_queryset(self, queryset: QuerySet[Any], search_term: str, **kwargs: Any) -> QuerySet[Any]:
        words = clean_query(search_term)
        if search_term.strip() and not words:
            return queryset.none()
        return super().search_queryset(queryset, words, **kwargs)


class RegisterMenuItem(ModelAdminMenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return bool(all_networks(request)) and super().is_shown(request)


class RegisterIndexView(PlainSpreadsheetMixin, IndexView):
    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return super().dispatch(request, *args, **kwargs)
        except IncorrectLookupParameters:
            return redirect(self.index_url)

    def get_filters(self, request: HttpRequest) -> Any:
        found = super().get_filters(request)
        _specs, _has_filters, undeclared, _distinct = found
        if undeclared or not _ORDER.fullmatch(self.params.get(self.ORDER_VAR, "0")):
            raise IncorrectLookupParameters
        return found

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        self.page_num: int = max(self.page_num, 1)
        return super().get_context_data(**kwargs)

    def get_heading(self, queryset: QuerySet[Any], field: str) -> str:
        return field

    def to_row_dict(self, item: Model) -> dict[str, Any]:
        values = {name: lookup_field(name, item, self.model_admin)[2] for name in self.list_export}
        return {name: "" if value is None else value for name, value in values.items()}


class RegisterCreateView(CreateView):
    def get_success_url(self) -> str:
        """The list, or another form for who may add and not see."""
        return self.index_url if self.permission_helper.user_can_list(self.request.user) else self.create_url


class RegisterHistoryView(HistoryView):
    def check_action_permitted(self, user: Any) -> bool:
        return self.permission_helper.user_can_inspect_obj(user, self.instance)


class RegisterInspectView(InspectView):
    def get_field_label(self, field_name: str, field: Any = None) -> str:
        return capfirst(super().get_field_label(field_name, field))

    def get_document_field_display(self, field_name: str, field: Any) -> str:
        """The title: the file may be gone, or be one that the reader of this page may not open."""
        return str(getattr(self.instance, field_name))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        usage = usage_of(self.instance, self.request.user)
        return super().get_context_data(**{"usage": usage, **kwargs})


class RegisterDeleteView(DeleteView):
    """Refuses to delete what is in use, and says where."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**{"usage": usage_of(self.instance, self.request.user), **kwargs})

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if usage_of(self.instance, request.user):
            return self.render_to_response(self.get_context_data())
        return super().post(request, *args, **kwargs)


class Register(ModelAdmin):
    """Stands in a `ViewSetGroup`, beside Wagtail's own viewsets."""

    add_to_admin_menu = False
    # What to do about a record that is in use and shall be deleted.
    advice: Any = _("Take it off here first:")
    inspect_view_enabled = True
    index_view_extra_css = inspect_view_extra_css = ["wagtail_pmi/admin/lists.css"]
    list_per_page = 50
    list_display: tuple[str, ...] = ()
    list_export: tuple[str, ...] = ()
    list_select_related: tuple[str, ...] = ()
    index_view_class = RegisterIndexView
    create_view_class = RegisterCreateView
    inspect_view_class = RegisterInspectView
    delete_view_class = RegisterDeleteView
    history_view_class = RegisterHistoryView
    inspect_template_name = "wagtail_pmi/admin/inspect.html"
    delete_template_name = "wagtail_pmi/admin/delete.html"
    permission_helper_class = PolicyPermissionHelper
    url_helper_class = RecordURLHelper
    search_handler_class = CleanSearchHandler

    def __init__(self, parent: Any = None) -> None:
        super().__init__(parent)
        self.export_filename = str(self.opts.model_name)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        policy = self.permission_helper.policy
        rows = policy.instances_user_has_any_permission_for(request.user, SEEING)
        return rows.order_by(*(self.get_ordering(request) or self.opts.ordering))

    def get_menu_item(self, order: int | None = None) -> RegisterMenuItem:
        return RegisterMenuItem(self, order or self.get_menu_order())

    def on_register(self) -> None:
        """Nothing, nor has it addresses of a viewset: `register_with_wagtail()` says it all, before viewsets are."""

    def get_urlpatterns(self) -> list[Any]:
        return []
