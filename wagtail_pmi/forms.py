"""The form of a page, and the fields and widgets for choosing terms: from a tree, never typed into being."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from django import forms
from django.apps import apps
from django.core.exceptions import NON_FIELD_ERRORS
from django.db.models import Q
from django.forms.models import ModelChoiceIterator
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.models import AbstractPage

MAX_KEY_LENGTH = 18


def is_key(value: object) -> bool:
    """Whether it has the form of a primary key that every database takes."""
    text = str(value)
    return text.isascii() and text.isdigit() and len(text) <= MAX_KEY_LENGTH


class AbsentFieldsMixin:
    """What is wrong with a field that the form does not have is said above the form."""

    def add_error(self, field: str | None, error: Any) -> None:
        absent = [name for name in getattr(error, "error_dict", {}) if name not in self.fields]  # type: ignore[attr-defined]
        if field is None and absent:
            errors = dict(error.error_dict)
            general = [message for name in absent for message in errors.pop(name)]
            error = forms.ValidationError({**errors, NON_FIELD_ERRORS: general})
        super().add_error(field, error)  # type: ignore[misc]


class RowsKnowParentMixin:
    """A new row knows what it belongs to while it is checked, not only once it is saved."""

    def is_valid(self) -> bool:
        for formset in self.formsets.values():  # type: ignore[attr-defined]
            for form in formset.forms:
                setattr(form.instance, formset.fk.name, self.instance)  # type: ignore[attr-defined]
        return super().is_valid()  # type: ignore[misc]


class NetworkContentForm(AbsentFieldsMixin, WagtailAdminPageForm):
    """The form of a page: its lists of pages offer those of the network."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if title := self.fields.get("title"):
            title.help_text = self.instance.title_help_text or title.help_text
        pages = {name: field for name, field in self.fields.items() if _is_list_of_pages(field)}
        if network := pages and self._find_network():
            for name, field in pages.items():
                chosen = Q(pk__in=[page.pk for page in self.initial.get(name) or []])
                offered = field.queryset.filter(Q(path__startswith=network.path) | chosen)
                field.queryset = offered.exclude(pk=self.instance.pk).order_by("title")

    def _find_network(self) -> Any:
        networks: Any = apps.get_model("wagtail_pmi", "NetworkPage")._default_manager
        return self.parent_page and networks.ancestor_of(self.parent_page, inclusive=True).order_by("depth").last()


def _is_list_of_pages(field: forms.Field) -> bool:
    rows: Any = getattr(field, "queryset", None)
    return isinstance(field, forms.ModelMultipleChoiceField) and issubclass(rows.model, AbstractPage)


class TermIterator(ModelChoiceIterator):
    """Terms under their parents, which can be chosen too; what has no children stands by itself."""

    def __iter__(self) -> Iterator[tuple[Any, Any]]:
        terms = list(self.queryset.order_by("name"))
        tops = {term.pk for term in terms if not term.parent_id}
        below = defaultdict(list)
        for term in terms:
            if term.parent_id in tops:
                below[term.parent_id].append(self.choice(term))
        for term in terms:
            if term.pk in below:
                yield term.name, [self.choice(term), *below[term.pk]]
            elif term.parent_id not in tops:
                yield self.choice(term)


class TermTree(forms.CheckboxSelectMultiple):
    """Checkboxes in groups, with a search field that narrows them where there is JavaScript."""

    template_name = "wagtail_pmi/widgets/term_tree.html"

    class Media:
        css = {"all": ["wagtail_pmi/admin/term-tree.css"]}
        js = ["wagtail_pmi/admin/term-tree.js"]


class TermsFormField(forms.ModelMultipleChoiceField):
    widget = TermTree
    iterator = TermIterator

    def clean(self, value: Any) -> Any:
        for key in value or []:
            if len(str(key)) > MAX_KEY_LENGTH:  # which no database takes
                raise forms.ValidationError(
                    self.error_messages["invalid_pk_value"], code="invalid_pk_value", params={"pk": key}
                )
        return super().clean(value)
