"""Leaving: what of this package a site holds, what stands in the way of removing it, and removing it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from django.db.migrations.loader import MigrationLoader
from django.db.models import Model, Q, QuerySet
from modelcluster.fields import ParentalKey
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import AbstractPage, ReferenceIndex, Site, Workflow

from .models.base import Page, network_page_models
from .moderation import own_workflows

APP = "wagtail_pmi"
EXAMPLES = 5


@dataclass(frozen=True)
class Inventory:
    """What leaving would remove and what it leaves alone: names, or label → number."""

    pages: dict[str, int]
    rows: dict[str, int]
    tables: list[str]
    permissions: int
    groups: list[str]
    # Of the representatives of cities, which go with their cities.
    removed_groups: list[str]
    workflows: list[str]
    files: dict[str, int]
    # Migrations of other apps that are unapplied together with ours.
    dependents: list[str]
    # Sentences: what must be done before anything can be removed.
    obstacles: list[str]


def take_inventory() -> Inventory:
    models = apps.get_app_config(APP).get_models(include_auto_created=True)
    tables = {model._meta.db_table for model in models} & set(connection.introspection.table_names())
    return Inventory(
        pages=dict(sorted(Counter(_label(page.specific_class) for page in _pages()).items())),
        rows={_label(model): count for model in _records() if (count := model._base_manager.count())},
        tables=sorted(tables),
        permissions=Permission.objects.filter(content_type__app_label=APP).count(),
        groups=list(_groups().filter(pmi_city_group=None).values_list("name", flat=True)),
        removed_groups=list(_groups().exclude(pmi_city_group=None).values_list("name", flat=True)),
        workflows=list(own_workflows().order_by("name").values_list("name", flat=True)),
        files={_label(model): _count_used(model) for model in (get_image_model(), get_document_model())},
        dependents=_dependents(),
        obstacles=[*_sites_in_the_way(), *_pages_in_the_way()],
    )


@transaction.atomic
def remove_content() -> None:
    """Delete every page and row of the package. First see to it that the inventory names no obstacle."""
    while page := _pages().order_by("depth").first():
        page.specific.delete()  # and everything below it
    # While it can be seen which they are: without our task they would publish whatever is submitted.
    Workflow.objects.filter(pk__in=list(own_workflows().values_list("pk", flat=True))).delete()
    for model in _records():
        # A term protects its parent, and what it was merged into.
        model._base_manager.update(**{field.name: None for field in model._meta.fields if field.related_model is model})
        model._base_manager.all().delete()


def _pages() -> QuerySet[Any]:
    return Page.objects.filter(content_type__in=_content_types(network_page_models()))


def _records() -> list[Any]:
    """The models with rows of their own: neither pages nor what belongs to a page."""
    return [model for model in apps.get_app_config(APP).get_models() if not _is_of_a_page(model)]


def _is_of_a_page(model: type[Model]) -> bool:
    return issubclass(model, AbstractPage) or any(isinstance(field, ParentalKey) for field in model._meta.fields)


def _content_types(models: list[Any]) -> list[ContentType]:
    return list(ContentType.objects.get_for_models(*models).values())


def _label(model: Any) -> str:
    return str(model._meta.verbose_name_plural)


def _groups() -> QuerySet[Group]:
    own = Q(permissions__content_type__app_label=APP) | Q(page_permissions__page__in=_pages())
    return Group.objects.filter(own | Q(pmi_city_group__isnull=False)).distinct().order_by("name")


def _count_used(model: Any) -> int:
    """How many images or documents the pages and records of the package name."""
    sources = _content_types([*network_page_models(), *_records()])
    target = ContentType.objects.get_for_model(model)
    uses = ReferenceIndex.objects.filter(content_type__in=sources, to_content_type=target)
    return uses.values("to_object_id").distinct().count()


def _dependents() -> list[str]:
    loader = MigrationLoader(connection)
    ours = [key for key in loader.graph.nodes if key[0] == APP]
    others = {key for first in ours for key in loader.graph.backwards_plan(first) if key[0] != APP}
    return sorted(f"{app}.{name}" for app, name in others & set(loader.applied_migrations))


def _sites_in_the_way() -> list[str]:
    return [
        f"The site {site.hostname}:{site.port} has “{site.root_page}” as its root page, and would go with it. "
        "Choose another root page for the site."
        for site in Site.objects.filter(root_page__in=_pages()).select_related("root_page")
    ]


def _pages_in_the_way() -> list[str]:
    ours = set(_pages().values_list("path", flat=True))
    others = Page.objects.exclude(path__in=ours).filter(depth__gt=1).order_by("path")
    below = [page.title for page in others.only("path", "title") if page.path[: -page.steplen] in ours]
    names = ", ".join(below[:EXAMPLES]) + (", …" if len(below) > EXAMPLES else "")
    return [f"{len(below)} pages of other types stand below a network: {names}. Move or delete them."] if below else []
