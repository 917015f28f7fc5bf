"""Model fields of the package, with a `deconstruct()` that keeps migrations quiet in a host's hands."""

from functools import cached_property
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.blocks import StreamBlock
from wagtail.fields import StreamField


class BodyField(StreamField):
    """A StreamField filled from the package's block registry.

    Its blocks are no part of a migration: a site adds or removes blocks without one appearing in this package.
    """

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(block_types=[], **kwargs)

    def make_block(self) -> StreamBlock:
        from .blocks.streams import body_block

        return body_block()

    @cached_property
    def stream_block(self) -> StreamBlock:
        block = self.make_block()
        block.set_meta_options(self.block_opts)
        return block

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        name, path, _args, kwargs = models.Field.deconstruct(self)
        return name, path, [], kwargs


class RuleField(BodyField):
    """Conditions on a city, as `wagtail_pmi.library.fit` reads them: each a block, entered through a form."""

    def make_block(self) -> StreamBlock:
        from .blocks.rules import rule_block

        return rule_block()


class TermsField(ParentalManyToManyField):
    """Terms of a controlled vocabulary: chosen from a tree of those that are current."""

    def formfield(self, **kwargs: Any) -> Any:
        from .forms import TermsFormField

        terms = self.remote_field.model._default_manager.current()
        return super().formfield(**{"form_class": TermsFormField, "queryset": terms, **kwargs})


class CodeListField(models.JSONField):
    """Several codes of one vocabulary, as a JSON list in the vocabulary's order."""

    def __init__(self, *, vocabulary: type[models.TextChoices] | None = None, **kwargs: Any) -> None:
        self.vocabulary = vocabulary
        super().__init__(**{"default": list, "blank": True, **kwargs})

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        name, path, args, kwargs = super().deconstruct()
        return name, path, list(args), kwargs

    def validate(self, value: Any, model_instance: models.Model | None) -> None:
        super().validate(value, model_instance)
        codes = value if isinstance(value, list) else [value]
        unknown = [code for code in codes if self.vocabulary and code not in self.vocabulary.values]
        if not isinstance(value, list) or unknown:
            raise ValidationError(
                _("Choose from the list; “%(codes)s” is not in it."),
                code="invalid_choice",
                params={"codes": ", ".join(map(str, unknown)) or value},
            )

    def formfield(self, **kwargs: Any) -> Any:
        kwargs.pop("encoder", None), kwargs.pop("decoder", None)
        return models.Field.formfield(
            self,
            **{
                "form_class": forms.MultipleChoiceField,
                "choices": self.vocabulary.choices if self.vocabulary else [],
                "widget": forms.CheckboxSelectMultiple,
                **kwargs,
            },
        )
