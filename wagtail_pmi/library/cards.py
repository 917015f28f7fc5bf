"""The one query plan of a card: what a listing, a reference or a related item loads, in a constant number of queries."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any, TypeVar

from django.core.exceptions import FieldDoesNotExist
from django.db.models import Model, Prefetch, QuerySet, prefetch_related_objects
from wagtail.images import get_image_model
from wagtail.images.exceptions import InvalidFilterSpecError
from wagtail.images.models import SourceImageIOError

M = TypeVar("M", bound=Model)

# What an image is shown as → the renditions of it, smallest first.
RENDITIONS: dict[str, tuple[str, ...]] = {
    "card": ("fill-480x300|format-webp", "fill-960x600|format-webp"),
    "portrait": ("fill-160x160|format-webp", "fill-320x320|format-webp"),
    "wide": ("width-800|format-webp", "width-1600|format-webp"),
    "share": ("fill-1200x630|format-jpeg",),
}


def with_renditions(images: QuerySet[M]) -> QuerySet[M]:
    return images.prefetch_renditions(*(spec for specs in RENDITIONS.values() for spec in specs))  # type: ignore[attr-defined]


def get_renditions(image: Any, kind: str) -> list[Any]:
    """The renditions of an image, smallest first, without two of one width; none where its file is gone."""
    specs = [f"{spec}|preserve-svg" if image.is_svg() else spec for spec in RENDITIONS[kind]]
    try:
        # A small image has fewer widths than renditions: none is enlarged.
        by_width = {rendition.width: rendition for rendition in image.get_renditions(*specs).values()}
    except (SourceImageIOError, InvalidFilterSpecError, OSError):
        return []
    return [by_width[width] for width in sorted(by_width)]


def with_card_data(pages: QuerySet[M]) -> QuerySet[M]:
    """`pages` with the image and the topics that their cards show, and without their bodies."""
    model = pages.model
    topics = getattr(model, "topics_field", "topics")
    plan: list[str | Prefetch] = []
    for name in ("image", topics):
        try:
            model._meta.get_field(name)
        except FieldDoesNotExist:
            continue
        plan.append(Prefetch("image", with_renditions(get_image_model().objects.all())) if name == "image" else name)
    return pages.prefetch_related(*plan).defer_streamfields()  # type: ignore[attr-defined]


def attach_images(pages: Iterable[Any]) -> None:
    """Load the images of pages at hand, of whatever types, with their renditions: two queries."""
    pages = [page for page in pages if getattr(page, "image_id", None)]
    keys = {page.image_id for page in pages}
    images = {image.pk: image for image in with_renditions(get_image_model()._default_manager.filter(pk__in=keys))}
    for page in pages:
        page.image = images.get(page.image_id)


def attach_topics(pages: Iterable[Any]) -> None:
    """Load the topics of pages at hand: one query for each type."""
    by_type: dict[type[Any], list[Any]] = defaultdict(list)
    for page in pages:
        by_type[type(page)].append(page)
    for model, members in by_type.items():
        relation = getattr(model, "topics_field", "topics")
        if hasattr(model, relation):
            prefetch_related_objects(members, relation)
