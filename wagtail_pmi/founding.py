"""Founding a network: its page, its sections, the topics that the package ships and its editors. Safe to repeat."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

from django.conf import settings
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _
from wagtail.models import Site

from .editors import found_editors
from .models import (
    BestPracticeIndexPage,
    BlogIndexPage,
    ExpertIndexPage,
    MemberCityIndexPage,
    NetworkPage,
    Topic,
)
from .moderation import found_moderation


@transaction.atomic
def ship_topics() -> None:
    """Make the shipped topics that are missing, by code or name; those that are there stay as their keepers left them."""
    groups = json.loads(files("wagtail_pmi.library").joinpath("data/topics.json").read_text("utf-8"))
    for group in groups:
        defaults = {"name": group["name"], "cofog": group["cofog"]}
        parent = _ship_topic(group["code"], defaults)
        parent = parent.merged_into or parent.parent or parent
        for topic in group["topics"]:
            defaults = {"name": topic["name"], "cofog": group["cofog"], "sdg": topic["sdg"], "parent": parent}
            _ship_topic(topic["code"], defaults)


def _ship_topic(code: str, defaults: dict[str, Any]) -> Topic:
    """The topic of this code, else the one that a keeper gave this name to, else a new one."""
    topics = Topic.objects.select_related("parent", "merged_into")
    there = topics.filter(code=code).first() or topics.filter(name__iexact=defaults["name"]).first()
    return there or topics.create(code=code, **defaults)


@transaction.atomic
def found_network(parent: Any, title: str, slug: str) -> NetworkPage:
    """The network of this slug below `parent`, made with its sections where they are missing."""
    network = NetworkPage.objects.child_of(parent).filter(slug=slug).first()
    if network is None:
        network = parent.add_child(instance=NetworkPage(title=title, slug=slug))
    return _with_sections(network)


def _with_sections(network: NetworkPage) -> NetworkPage:
    for model, name, section_slug in (
        (MemberCityIndexPage, _("Cities"), "cities"),
        (BestPracticeIndexPage, _("Practices"), "practices"),
        (ExpertIndexPage, _("Experts"), "experts"),
        (BlogIndexPage, _("Blog"), "blog"),
    ):
        if not model.objects.child_of(network).exists():
            network.add_child(instance=model(title=name, slug=section_slug))
            network.refresh_from_db()
    return network


@transaction.atomic
def create_network(site: Site, title: str, parent: Any = None) -> tuple[NetworkPage, Group]:
    """A network of this title on the site, complete: sections, topics, editors, moderation. What is there already is kept.

    It goes below `parent`, else below the site's root page. Raises ValidationError on "title" or "parent".
    """
    above = parent or site.root_page
    if not above.path.startswith(site.root_page.path):
        raise ValidationError({"parent": _("This page belongs to another site: choose one of %s.") % site})
    network = _find_network(above, title)
    if network is None:
        if not NetworkPage.can_create_at(above):
            message = _("A page of the type “%(type)s” takes no network below it: choose another parent.")
            raise ValidationError({"parent": message % {"type": above.page_type_display_name}})
        network = _add_network(above, title)
    ship_topics()
    found_moderation(network)
    return _with_sections(network), found_editors(network)


def _find_network(above: Any, title: str) -> NetworkPage | None:
    """The network of this title, else of the address that it would get: the page itself or one below it."""
    near = NetworkPage.objects.child_of(above) | NetworkPage.objects.filter(pk=above.pk)
    return near.filter(title=title).first() or near.filter(slug=_slug_of(title)).first()


def _add_network(above: Any, title: str) -> NetworkPage:
    try:
        return above.add_child(instance=NetworkPage(title=title, slug=_slug_of(title)))
    except ValidationError as error:
        raise ValidationError({"title": error.messages}) from error


def _slug_of(title: str) -> str:
    return slugify(title, allow_unicode=getattr(settings, "WAGTAIL_ALLOW_UNICODE_SLUGS", True)) or "network"
