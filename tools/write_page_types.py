"""Writes docs/reference/page-types.md from the models. Run it as `python -m tools.write_page_types`."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

TARGET = Path(__file__).resolve().parent.parent / "docs" / "reference" / "page-types.md"
INTRODUCTION = """# Page types and fields

Made from the code by `python -m tools.write_page_types`. A star marks what is required. Every page has Wagtail's own fields (title, slug, …) too.
Codes of the vocabularies are in `wagtail_pmi/vocabularies.py`; they never change once released.
"""


def render() -> str:
    from wagtail_pmi import models

    names = [name for name in models.__all__ if name != "TaxonomyTerm"]
    own = [getattr(models, name) for name in names]
    main = [model for model in own if not any(isinstance(field, _parental()) for field in model._meta.local_fields)]
    return "\n".join([INTRODUCTION, *(line for model in main for line in _section(model))])


def _parental() -> Any:
    from modelcluster.fields import ParentalKey

    return ParentalKey


def _section(model: Any) -> Iterator[str]:
    yield f"## {model.__name__}\n"
    yield f"{(model.__doc__ or '').strip().splitlines()[0]}\n" if _has_docstring(model) else ""
    yield from _table(model)
    for relation in model._meta.related_objects:
        child = relation.related_model
        if isinstance(relation.field, _parental()) and child._meta.app_label == "wagtail_pmi":
            yield f"### {relation.get_accessor_name()}: {child._meta.verbose_name_plural}\n"
            yield from _table(child)


def _has_docstring(model: Any) -> bool:
    return bool(model.__doc__) and not model.__doc__.startswith(f"{model.__name__}(")


def _table(model: Any) -> Iterator[str]:
    fields = [field for field in _fields(model) if field.editable and not field.auto_created]
    if fields:
        yield "| field | what | |\n| --- | --- | --- |"
        for field in fields:
            star = "" if field.blank or field.has_default() else "*"
            yield f"| `{field.name}`{star} | {field.verbose_name} | {field.help_text} |"
        yield ""


def _fields(model: Any) -> list[Any]:
    from wagtail_pmi.models.base import Page

    inherited = {field.name for field in Page._meta.get_fields()} if issubclass(model, Page) else set()
    left_out = inherited | {"sort_order", "tag", "content_object", "uid"}
    fields = [*model._meta.fields, *model._meta.many_to_many]
    return [field for field in fields if field.name not in left_out and not isinstance(field, _parental())]


if __name__ == "__main__":
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "example_site.settings")
    django.setup()
    TARGET.write_text(render(), "utf-8")
