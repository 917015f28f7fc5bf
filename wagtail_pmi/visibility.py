"""The one gate: what may this viewer see?

Every list, count, related row, feed, map and link of the package takes its rows from `visible_to()` (a queryset,
narrowed in SQL) or asks `Viewer.sees()` (one object at hand, answered in memory). Both rest on the same two
definitions: the page's own state, and the *closed* branches of the tree, which are the unpublished or expired
pages that have children and the pages under a restriction that this viewer has not passed.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

import swapper
from django.apps import apps
from django.db.models import CharField, Exists, ExpressionWrapper, F, Model, OuterRef, Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from wagtail.models import (
    AbstractPage,
    BaseViewRestriction,
    Collection,
    CollectionMember,
    CollectionViewRestriction,
    DraftStateMixin,
    PageViewRestriction,
)

from .vocabularies import Visibility

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser

    from .models import NetworkPage

M = TypeVar("M", bound=Model)
FEW_BRANCHES = 50


class Viewer:
    """Somebody who looks: a user (None for the public) and the shared passwords they have entered.

    What a viewer may see is read once and kept, so one viewer serves one request.
    """

    def __init__(
        self,
        user: AbstractBaseUser | None = None,
        passed_pages: Iterable[int] = (),
        passed_collections: Iterable[int] = (),
    ) -> None:
        self.user: Any = user if user is not None and user.is_authenticated and user.is_active else None
        self._passed = {PageViewRestriction: list(passed_pages), CollectionViewRestriction: list(passed_collections)}
        self._memberships: dict[Any, bool] = {}

    @classmethod
    def of(cls, request: HttpRequest | None) -> Viewer:
        """The viewer behind a request, made once for each request; the public where there is none."""
        if request is None:
            return cls()
        if not hasattr(request, "_pmi_viewer"):
            session: Any = getattr(request, "session", {})
            request._pmi_viewer = cls(  # type: ignore[attr-defined]
                getattr(request, "user", None),
                session.get(PageViewRestriction.passed_view_restrictions_session_key, ()),
                session.get(CollectionViewRestriction.passed_view_restrictions_session_key, ()),
            )
        return request._pmi_viewer  # type: ignore[attr-defined]

    @classmethod
    def public_of(cls, request: HttpRequest | None) -> Viewer:
        """The public, whoever asks, made once for each request: for feeds, sitemaps and what machines are told."""
        if request is None:
            return cls()
        if not hasattr(request, "_pmi_public_viewer"):
            viewer = cls.of(request)
            request._pmi_public_viewer = viewer if viewer.is_public else cls()  # type: ignore[attr-defined]
        return request._pmi_public_viewer  # type: ignore[attr-defined]

    @classmethod
    def forget(cls, request: HttpRequest) -> Viewer:
        """The public, for an answer that is the same for everybody: from now on nothing looks at who asks."""
        request._pmi_viewer = request._pmi_public_viewer = cls()  # type: ignore[attr-defined]
        return request._pmi_viewer  # type: ignore[attr-defined]

    @property
    def is_public(self) -> bool:
        """Nobody in particular: not signed in, and no shared password entered."""
        return self.user is None and not any(self._passed.values())

    def sees(self, obj: Model | None) -> bool:
        """Whether one page, image or document may be shown. At most one query for each viewer and kind."""
        if isinstance(obj, AbstractPage):
            return obj.live and not _is_expired(obj) and not obj.path.startswith(self._closed_paths)
        if isinstance(obj, CollectionMember):
            return obj.collection_id not in self._closed_collections
        if obj is None:
            return False
        raise TypeError(f"The gate knows no rule for {type(obj).__name__}.")

    def is_member(self, network: NetworkPage) -> bool:
        """Whether a membership of this network, in whatever language, is in force today."""
        if self.user is None:
            return False
        key = network.translation_key
        if key not in self._memberships:
            memberships = apps.get_model("wagtail_pmi", "Membership").objects.in_force()
            self._memberships[key] = memberships.filter(user=self.user, network__translation_key=key).exists()
        return self._memberships[key]

    def levels(self, network: NetworkPage) -> list[str]:
        """The values of a row's `visibility` that this viewer may see; none sees an anonymised row with its city.

        `library.candour` tells what is said without one.
        """
        return [Visibility.PUBLIC, Visibility.MEMBERS] if self.is_member(network) else [Visibility.PUBLIC]

    def rows(self, rows: Iterable[M], network: NetworkPage | None) -> list[M]:
        """Those of a page's own rows that this viewer may see, asked of the rows at hand: a draft's in its preview."""
        levels = self.levels(network) if network else [Visibility.PUBLIC]
        return [row for row in rows if row.visibility in levels]  # type: ignore[attr-defined]

    @cached_property
    def _closed_paths(self) -> tuple[str, ...]:
        return tuple(_closed_pages(self).values_list("path", flat=True))

    @cached_property
    def _closed_collections(self) -> frozenset[int]:
        refused = _refused(self, CollectionViewRestriction).alias(below=_outer_path())
        closed = Collection.objects.filter(Exists(refused.filter(below__startswith=F("collection__path"))))
        return frozenset(closed.values_list("pk", flat=True))


def public(rows: QuerySet[M], network: NetworkPage | None = None) -> QuerySet[M]:
    """Those of `rows` that everybody may see."""
    return visible_to(Viewer(), rows, network)


def visible_to(viewer: Viewer, rows: QuerySet[M], network: NetworkPage | None = None) -> QuerySet[M]:
    """Those of `rows` that the viewer may see.

    Pages and their subclasses, images and documents; rows with a `visibility` of their own need the network
    whose members may see more (the page they belong to has been asked for before).
    """
    model = rows.model
    if issubclass(model, AbstractPage):
        return rows.filter(_not_expired(), live=True).exclude(_below_closed(viewer))
    if issubclass(model, CollectionMember):
        return rows.exclude(collection__in=viewer._closed_collections)
    if any(field.name == "visibility" for field in model._meta.fields):
        if network is None:
            raise ValueError(f"Name the network whose members may see more of {model.__name__}.")
        return _with_pages(viewer, rows.filter(visibility__in=viewer.levels(network)))
    raise TypeError(f"The gate knows no rule for {model.__name__}.")


def _with_pages(viewer: Viewer, rows: QuerySet[M]) -> QuerySet[M]:
    """Of drafted rows the live ones, and of rows that name pages in `shown_with` those whose pages are all visible."""
    if issubclass(rows.model, DraftStateMixin):
        rows = rows.filter(_not_expired(), live=True)
    for name in getattr(rows.model, "shown_with", ()):
        pages: Any = rows.model._meta.get_field(name).related_model
        rows = rows.filter(**{f"{name}__in": visible_to(viewer, pages._base_manager.order_by())})
    return rows


def load_visible(viewer: Viewer, rows: Iterable[Any], name: str) -> list[Any]:
    """Those of `rows` whose page, a foreign key called `name`, the viewer may see; all pages loaded in one query."""
    rows = list(rows)
    keys = {getattr(row, f"{name}_id") for row in rows} - {None}
    if not keys:
        return []
    model = rows[0]._meta.get_field(name).related_model
    pages = {page.pk: page for page in visible_to(viewer, model._default_manager.filter(pk__in=keys))}
    for row in rows:
        if page := pages.get(getattr(row, f"{name}_id")):
            setattr(row, name, page)
    return [row for row in rows if getattr(row, f"{name}_id") in pages]


def _is_expired(page: AbstractPage) -> bool:
    return page.expire_at is not None and page.expire_at <= timezone.now()


def _not_expired() -> Q:
    return Q(expire_at__isnull=True) | Q(expire_at__gt=timezone.now())


def _below_closed(viewer: Viewer) -> Q | Exists:
    """As their paths while the closed branches are few: the other way looks at every page for every row."""
    if len(viewer._closed_paths) <= FEW_BRANCHES:
        condition = Q(pk__in=[])
        for path in viewer._closed_paths:
            condition |= Q(path__startswith=path)
        return condition
    closed = _closed_pages(viewer).alias(below=_outer_path())
    return Exists(closed.filter(below__startswith=F("path")))


def _outer_path() -> ExpressionWrapper:
    return ExpressionWrapper(OuterRef("path"), output_field=CharField())


def _closed_pages(viewer: Viewer) -> QuerySet[Any]:
    pages = swapper.load_model("wagtailcore", "Page")._base_manager
    unpublished = Q(numchild__gt=0) & (Q(live=False) | Q(expire_at__lte=timezone.now()))
    refused = _refused(viewer, PageViewRestriction).values("page")
    # Wagtail holds an alias under the restrictions of its source.
    aliases = Q(alias_of__in=refused) | Q(alias_of__alias_of__in=refused)
    return pages.filter(unpublished | Q(pk__in=refused) | aliases)


def _refused(viewer: Viewer, restrictions: type[BaseViewRestriction]) -> QuerySet[Any]:
    """Restrictions that the viewer does not pass; a kind that is not known here is never passed."""
    user = viewer.user
    passed = Q(restriction_type=BaseViewRestriction.NONE)
    passed |= Q(restriction_type=BaseViewRestriction.PASSWORD, pk__in=viewer._passed[restrictions])
    if user is not None:
        passed |= Q(restriction_type=BaseViewRestriction.LOGIN)
        grouped = Q(restriction_type=BaseViewRestriction.GROUPS)
        passed |= grouped if user.is_superuser else grouped & Q(groups__in=user.groups.all())
    return restrictions._default_manager.exclude(pk__in=restrictions._default_manager.filter(passed).values("pk"))
