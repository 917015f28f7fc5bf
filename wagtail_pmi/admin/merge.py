"""Merging one term into another, asked first and done in one go."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import FormView
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from ..library.terms import merge_terms


class MergeForm(forms.Form):
    target: forms.ModelChoiceField[Any] = forms.ModelChoiceField(queryset=None, label=gettext_lazy("Merge it into"))

    def __init__(self, *args: Any, term: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.term = term
        targets = type(term)._default_manager.current().exclude(pk=term.pk)
        self.fields["target"].queryset = targets  # type: ignore[attr-defined]

    def save(self) -> int:
        return merge_terms(self.term, self.cleaned_data["target"])


class MergeView(WagtailAdminTemplateMixin, FormView):
    """Needs the right to change and to delete terms of the vocabulary, since one of the two goes."""

    register: Any = None
    form_class = MergeForm
    template_name = "wagtail_pmi/admin/merge.html"
    page_title = gettext_lazy("Merge")

    @staticmethod
    def is_allowed(register: Any, user: Any, term: Any) -> bool:
        helper = register.permission_helper
        return helper.user_can_edit_obj(user, term) and helper.user_can_delete_obj(user, term)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.is_allowed(self.register, request.user, self.term):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)  # type: ignore[return-value]

    @cached_property
    def term(self) -> Any:
        return get_object_or_404(self.register.model._default_manager.current(), pk=self.kwargs["instance_pk"])

    @property
    def index_url(self) -> str:
        return self.register.url_helper.index_url

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"term": self.term}

    def get_page_subtitle(self) -> str:
        return str(self.term)

    def get_header_icon(self) -> str:
        return self.register.get_menu_icon()

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        plural = self.register.model._meta.verbose_name_plural
        steps = [{"url": self.index_url, "label": capfirst(plural)}]
        return [*self.breadcrumbs_items, *steps, {"url": "", "label": self.page_title, "sublabel": str(self.term)}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"term": self.term, "cancel_url": self.index_url}

    def form_valid(self, form: MergeForm) -> HttpResponse:
        try:
            changed = form.save()
        except ValidationError as error:
            form.add_error("target", error)
            return self.form_invalid(form)
        text = ngettext(
            "Merged “%(term)s” into “%(target)s”; %(count)d row changed.",
            "Merged “%(term)s” into “%(target)s”; %(count)d rows changed.",
            changed,
        )
        target = form.cleaned_data["target"]
        messages.success(self.request, text % {"term": self.term, "target": target, "count": changed})
        return redirect(self.index_url)
