"""Terms and what has them: the relation between a type and a vocabulary, counts over visible rows, and merging."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count, Model, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager
from wagtail.log_actions import log
from wagtail.models import Revision


@dataclass(frozen=True)
class TermCount:
    term: Any
    count: int


def relation_to(model: type[Model], vocabulary: type[Model]) -> str | None:
    """Name of the many-to-many relation from a type to a vocabulary, None where it has none."""
    return next((field.name for field in model._meta.many_to_many if field.related_model is vocabulary), None)


def with_term(rows: QuerySet[Any], term: Any) -> QuerySet[Any]:
    """Rows that have the term or, for a topic of the upper level, a term below it."""
    relation = relation_to(rows.model, type(term))
    if relation is None:
        return rows.none()
    condition = Q(**{relation: term}) | Q(**{f"{relation}__parent": term})
    return rows.filter(pk__in=rows.model._default_manager.filter(condition).values("pk"))


def term_counts(vocabulary: type[Any], rowsets: Iterable[QuerySet[Any]]) -> list[TermCount]:
    """The terms that any of the rows has, by name, each with the number of rows.

    A term of the upper level counts what has it or a term below it, as its page lists it. Two queries for each set,
    and one.
    """
    counts: Counter[int] = Counter()
    for rows in rowsets:
        relation = relation_to(rows.model, vocabulary)
        if relation:
            having = rows.model._default_manager.filter(pk__in=rows.order_by().values("pk")).order_by()
            below = having.filter(**{f"{relation}__parent__isnull": False}).values_list(relation)
            top = Coalesce(f"{relation}__parent", relation)
            tops = having.filter(**{f"{relation}__isnull": False}).annotate(top=top).values_list("top")
            for pairs in (below, tops):
                counts.update(dict(pairs.annotate(rows=Count("pk", distinct=True))))
    terms = vocabulary._default_manager.filter(pk__in=list(counts)).select_related("parent").order_by("name")
    return [TermCount(term, counts[term.pk]) for term in terms]


def with_uses(terms: QuerySet[Any]) -> QuerySet[Any]:
    """The terms, each with `uses`: how many saved rows, published or not, have it."""
    uses: Any = Value(0)
    for field in _relations_to(terms.model):
        _row_key, term_key = _foreign_keys(field)
        having = field.remote_field.through._default_manager.filter(**{term_key: OuterRef("pk")}).order_by()
        uses += Coalesce(Subquery(having.values(term_key).annotate(rows=Count("pk")).values("rows")), 0)
    return terms.annotate(uses=uses)


@transaction.atomic
def merge_terms(source: Any, target: Any) -> int:
    """Re-point everything that has `source`, published rows and drafts, and leave a signpost to `target`.

    Returns the number of published rows that changed. Raises ValidationError where the two cannot be merged.
    """
    source, target = _lock(source, target)
    _check_mergeable(source, target)
    changed = sum(_repoint_rows(relation, source, target) for relation in _relations_to(type(source)))
    _repoint_revisions(source, target)
    source.merged_terms.update(merged_into=target)
    source.children.update(parent=target)
    source.merged_into, source.parent = target, None
    source.save()
    log(source, "wagtail.edit", data={"merged_into": {"id": target.pk, "name": target.name}})
    return changed


def _lock(source: Any, target: Any) -> tuple[Any, Any]:
    """Both terms as they are now, held against another merge until this one is done."""
    if type(source) is not type(target) or source.pk == target.pk:
        raise ValidationError(_("Choose another term of the same vocabulary."))
    rows = type(source)._base_manager.select_for_update().filter(pk__in=[source.pk, target.pk]).order_by("pk")
    locked = {term.pk: term for term in rows}
    if len(locked) < 2:
        raise ValidationError(_("One of the two is gone; choose a current term."))
    return locked[source.pk], locked[target.pk]


def _check_mergeable(source: Any, target: Any) -> None:
    if source.merged_into_id or target.merged_into_id:
        raise ValidationError(_("One of the two was merged already; choose a current term."))
    if source.children.exists() and target.parent_id:
        raise ValidationError(_("This term has terms below it: merge it into one of the upper level."))


def _relations_to(vocabulary: type[Any]) -> list[Any]:
    """Every many-to-many field and tag manager, in whatever app, that points at the vocabulary."""
    fields = [field for model in apps.get_models() for field in model._meta.local_many_to_many]
    return [field for field in fields if field.related_model is vocabulary]


def _foreign_keys(field: Any) -> tuple[str, str]:
    """Names of the through table's keys to the row and to the term."""
    if isinstance(field, TaggableManager):
        return "content_object", "tag"
    return field.m2m_field_name(), field.m2m_reverse_field_name()


def _repoint_rows(field: Any, source: Any, target: Any) -> int:
    row_key, term_key = _foreign_keys(field)
    through = field.remote_field.through._default_manager
    having = through.filter(**{term_key: source})
    both = through.filter(**{term_key: target}).values_list(row_key, flat=True)
    duplicate, _rows = having.filter(**{f"{row_key}__in": list(both)}).delete()
    return int(duplicate + having.update(**{term_key: target}))


def _repoint_revisions(source: Any, target: Any) -> None:
    for field in _relations_to(type(source)):
        models = [model for model in apps.get_models() if issubclass(model, field.model)]
        types = ContentType.objects.get_for_models(*models, for_concrete_models=False).values()
        revisions = Revision.objects.filter(content_type__in=types)
        for revision in revisions.iterator(chunk_size=200):
            if _replace(revision.content, field, source.pk, target.pk):
                # Read again and held, since an editor may be saving this very draft.
                content = revisions.select_for_update().values_list("content", flat=True).get(pk=revision.pk)
                _replace(content, field, source.pk, target.pk)
                revisions.filter(pk=revision.pk).update(content=content)


def _replace(content: dict[str, Any], field: Any, old: int, new: int) -> bool:
    """Put `new` in the place of `old` in the content of a revision; whether there was anything to do."""
    if isinstance(field, TaggableManager):
        through = field.remote_field.through
        name = through._meta.get_field("content_object").remote_field.get_accessor_name()
        items = content.get(name) or []
        tagged = {item["tag"] for item in items}
        content[name] = [
            item | {"tag": new} if item["tag"] == old else item
            for item in items
            if not (item["tag"] == old and new in tagged)
        ]
        return old in tagged
    values = content.get(field.name) or []
    if old in values:
        content[field.name] = list(dict.fromkeys(new if value == old else value for value in values))
    return old in values
