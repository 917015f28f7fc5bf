"""What waits for an editor: pages to verify, to complete, to publish. Asked of what readers see, but for drafts."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest

from ..confirming import is_due as family_is_due
from ..library.completeness import incomplete
from ..models import BestPracticePage, BlogPostPage, ExpertPage, MemberCityPage
from ..models.base import Page
from .scope import editable_pages, in_networks, networks_of

LISTED: tuple[Any, ...] = (MemberCityPage, BestPracticePage, ExpertPage, BlogPostPage)
# Types that are verified, each with its name in VERIFY_AFTER_MONTHS.
VERIFIED: dict[Any, str] = {BestPracticePage: "practice", ExpertPage: "expert"}


def pages_to_keep(request: HttpRequest) -> QuerySet[Any]:
    """The pages of networks that the user may edit; an alias is kept by its source."""
    return editable_pages(request.user).filter(in_networks(networks_of(request)), alias_of__isnull=True)


def is_due(model: Any) -> Q:
    """Condition on rows of a verified type: never verified, or due again."""
    return family_is_due(VERIFIED[model])


def needing_verification(pages: QuerySet[Any]) -> QuerySet[Any]:
    return _any_of(pages, [model._default_manager.filter(is_due(model)) for model in VERIFIED])


def lacking_something(pages: QuerySet[Any]) -> QuerySet[Any]:
    return _any_of(pages, [incomplete(model._default_manager.all(), model.completeness_fields) for model in LISTED])


def with_drafts(pages: QuerySet[Any]) -> QuerySet[Any]:
    """Never published, taken down, or changed since."""
    return pages.filter(Q(live=False) | Q(has_unpublished_changes=True))


def _any_of(pages: QuerySet[Any], rowsets: list[QuerySet[Any]]) -> QuerySet[Any]:
    chosen = Q(pk__in=[])
    for rows in rowsets:
        chosen |= Q(pk__in=rows.values("pk"))
    return pages.filter(chosen, live=True)


def type_of(page: Page) -> Any:
    """The listed type that a page is of; None for others."""
    return next((model for model in LISTED if isinstance(page, model)), None)
