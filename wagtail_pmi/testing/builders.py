"""See the package docstring."""

from __future__ import annotations

import datetime
import io
import itertools
from typing import Any

from django.contrib.auth import get_user_model
from django.core.files.images import ImageFile
from django.utils.text import slugify
from PIL import Image as PillowImage
from wagtail.images import get_image_model
from wagtail.models import Site

from .. import models
from ..editors import found_editors
from ..founding import found_network
from ..models.base import Page
from ..vocabularies import AdoptionStage, MembershipKind

_numbers = itertools.count(1)

RELATIONS = (
    "topics",
    "beneficiaries",
    "priorities",
    "keywords",
    "experts",
    "related_practices",
    "cities",
    "practices",
)


def make_network(parent: Any = None, *, title: str = "Test network", as_site_root: bool = True, **fields: Any) -> Any:
    """A network page with its four index pages, by default the root page of the default site."""
    parent = parent or Page.objects.get(depth=1)
    network = found_network(parent, title, fields.pop("slug", None) or f"network-{next(_numbers)}")
    for name, value in fields.items():
        setattr(network, name, value)
    network.save()
    if as_site_root:
        Site.objects.update_or_create(
            is_default_site=True, defaults={"hostname": "localhost", "port": 80, "root_page": network}
        )
    network.refresh_from_db()
    return network


def make_city(network: Any, title: str | None = None, **fields: Any) -> models.MemberCityPage:
    defaults = {
        "state": "MA",
        "population": 400_000,
        "population_year": 2020,
        "population_source": "U.S. Census Bureau, 2020 Census",
        "summary": "A city that tries things out.",
        "latitude": 42.36,
        "longitude": -71.06,
    }
    return _add(network, models.MemberCityIndexPage, models.MemberCityPage, title, defaults | fields)


def make_practice(network: Any, title: str | None = None, **fields: Any) -> models.BestPracticePage:
    defaults = {
        "summary": "What the practice is and does.",
        "problem": "<p>What it answers.</p>",
        "solution": [("paragraph", "<p>What is done.</p>")],
    }
    return _add(network, models.BestPracticeIndexPage, models.BestPracticePage, title, defaults | fields)


def make_expert(network: Any, title: str | None = None, **fields: Any) -> models.ExpertPage:
    defaults = {"summary": "Somebody who knows. Fictional."}
    return _add(network, models.ExpertIndexPage, models.ExpertPage, title, defaults | fields)


def make_post(network: Any, title: str | None = None, **fields: Any) -> models.BlogPostPage:
    defaults = {
        "teaser": "What a city is up to.",
        "date": datetime.date(2026, 5, 1),
        "body": [("paragraph", "<p>What happened.</p>")],
    }
    return _add(network, models.BlogIndexPage, models.BlogPostPage, title, defaults | fields)


def make_topic(name: str | None = None, **fields: Any) -> models.Topic:
    return models.Topic.objects.create(name=name or f"Topic {next(_numbers)}", **fields)


def make_image(title: str = "Image", *, size: tuple[int, int] = (64, 40), **fields: Any) -> Any:
    content = io.BytesIO()
    PillowImage.new("RGB", size, "teal").save(content, "PNG")
    file = ImageFile(io.BytesIO(content.getvalue()), name=f"{slugify(title)}.png")
    return get_image_model().objects.create(title=title, file=file, **fields)


def make_membership(network: Any, user: Any = None, **fields: Any) -> models.Membership:
    """A membership in force; makes the user too, unless given one."""
    if user is None:
        users = get_user_model()
        user = users._default_manager.create_user(**{users.USERNAME_FIELD: f"member{next(_numbers)}@example.org"})
    defaults = {"kind": MembershipKind.EDITOR, "starts_on": datetime.date(2020, 1, 1)}
    return models.Membership.objects.create(user=user, network=network, **defaults | fields)


def make_editor(network: Any, name: str | None = None) -> Any:
    """A user with the rights of the network's editors and no others."""
    users = get_user_model()
    user = users._default_manager.create_user(**{users.USERNAME_FIELD: name or f"editor{next(_numbers)}@example.org"})
    user.groups.add(found_editors(network))
    return user


def make_adoption(city: Any, practice: Any, **fields: Any) -> models.Adoption:
    """A published entry of the ledger."""
    rows = {name: fields.pop(name) for name in ("outcomes", "adaptations", "lessons", "documents") if name in fields}
    defaults = {"stage": AdoptionStage.OPERATING, "stage_since": datetime.date(2020, 1, 1)}
    adoption = models.Adoption(city=city, practice=practice, **defaults | fields)
    for name, values in rows.items():
        setattr(adoption, name, values)
    adoption.save()
    return adoption


def _add(network: Any, index: Any, model: Any, title: str | None, fields: dict[str, Any]) -> Any:
    parent = index.objects.filter(path__startswith=network.path).first()
    title = title or f"{model._meta.verbose_name} {next(_numbers)}".capitalize()
    fields.setdefault("slug", slugify(title) or f"page-{next(_numbers)}")
    relations = {name: fields.pop(name) for name in RELATIONS if name in fields}
    page = parent.add_child(instance=model(title=title, **fields))
    for name, values in relations.items():
        getattr(page, name).set(values)
    if relations:
        page.save()
    return page
