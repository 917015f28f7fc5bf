"""Choosers of organizations and resources: in the panels that point at them, and as blocks."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.auth import user_has_any_page_permission
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.forms.choosers import BaseFilterForm, SearchFilterMixin
from wagtail.admin.views.generic import chooser as views
from wagtail.admin.viewsets.chooser import ChooserViewSet
from wagtail.permissions import policy_registry

from .forms import AbsentFieldsMixin, is_key
from .library.text import clean_query


class SearchForm(SearchFilterMixin, BaseFilterForm):
    def clean_q(self) -> str:
        return clean_query(self.cleaned_data["q"])


class RecordForm(AbsentFieldsMixin, WagtailAdminModelForm):
    """What makes a record; the register asks for the rest."""


class ForEditorsMixin:
    """Open to those who may edit some page, or have a right on the records."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        policy = policy_registry.get_by_type(self.model_class)  # type: ignore[attr-defined]
        may_choose = policy.user_has_any_permission(request.user, {"add", "change", "delete", "view"})
        if not may_choose and not user_has_any_page_permission(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]


class CreationMixin:
    def get_creation_form_class(self) -> type[forms.ModelForm]:
        return forms.modelform_factory(self.model_class, RecordForm, fields=self.form_fields)  # type: ignore[attr-defined]


class ChooseView(ForEditorsMixin, CreationMixin, views.ChooseView):
    filter_form_class = SearchForm


class ChooseResultsView(ForEditorsMixin, views.ChooseResultsView):
    filter_form_class = SearchForm


class CreateView(CreationMixin, views.CreateView):
    """For who may add records."""


class ChosenView(ForEditorsMixin, views.ChosenView):
    def get_object(self, pk: str) -> Any:
        if not is_key(pk):
            raise Http404
        return super().get_object(pk)


class ChosenMultipleView(ForEditorsMixin, views.ChosenMultipleView):
    def get_objects(self, pks: Iterable[str]) -> Any:
        return super().get_objects([pk for pk in pks if is_key(pk)][:100])


class RecordChooserViewSet(ChooserViewSet):
    choose_view_class = ChooseView
    choose_results_view_class = ChooseResultsView
    chosen_view_class = ChosenView
    chosen_multiple_view_class = ChosenMultipleView
    create_view_class = CreateView
    per_page = 20


class OrganisationChooserViewSet(RecordChooserViewSet):
    model = "wagtail_pmi.Organisation"
    form_fields = ["name", "kind", "url"]
    icon = "group"
    choose_one_text = _("Choose an organization")
    choose_another_text = _("Choose another organization")
    edit_item_text = _("Edit this organization")
    creation_tab_label = _("New organization")
    create_action_label = _("Create and choose")


class ResourceChooserViewSet(RecordChooserViewSet):
    model = "wagtail_pmi.Resource"
    form_fields = ["title", "kind", "url", "publisher"]
    icon = "doc-full-inverse"
    choose_one_text = _("Choose a resource")
    choose_another_text = _("Choose another resource")
    edit_item_text = _("Edit this resource")
    creation_tab_label = _("New resource")
    create_action_label = _("Create and choose")


organisation_chooser = OrganisationChooserViewSet(
    "wagtail_pmi_organisation_chooser", url_prefix="wagtail_pmi/organisation-chooser"
)
resource_chooser = ResourceChooserViewSet("wagtail_pmi_resource_chooser", url_prefix="wagtail_pmi/resource-chooser")

OrganisationChooserBlock = organisation_chooser.get_block_class("OrganisationChooserBlock", __name__)
ResourceChooserBlock = resource_chooser.get_block_class("ResourceChooserBlock", __name__)
