"""Builds the example network from `content/*.toml` and drawings made by `artwork`.

What is there already, by slug, stays as it is: loading again adds only what is missing.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from functools import cached_property
from io import BytesIO
from pathlib import Path
from typing import Any

from django.contrib.auth import get_user_model
from django.core.files.images import ImageFile
from django.db import transaction
from wagtail.images.models import Image
from wagtail.models import Collection, Page, Site

from wagtail_pmi import models
from wagtail_pmi.editors import found_editors, get_collection
from wagtail_pmi.founding import found_network, ship_topics
from wagtail_pmi.moderation import found_moderation
from wagtail_pmi.vocabularies import MembershipKind

from .artwork import draw

CONTENT = Path(__file__).parent / "content"
SLUG = "network"
LICENCES = {"CC BY 4.0": "CC-BY-4.0"}
CHILDREN = {"components", "steps", "prerequisites", "metrics", "risks", "lessons", "citations", "links"}
TERMS = {"topics": models.Topic, "priorities": models.Topic, "beneficiaries": models.Beneficiary}
PAGES = {
    "city": models.MemberCityPage,
    "practice": models.BestPracticePage,
    "expert": models.ExpertPage,
    "post": models.BlogPostPage,
}


def read(name: str) -> dict[str, Any]:
    return tomllib.loads((CONTENT / f"{name}.toml").read_text("utf-8"))


class Loader:
    def __init__(self, say: Callable[[str], object] = print) -> None:
        self.say = say
        self.created: dict[tuple[str, str], dict[str, Any]] = {}

    @transaction.atomic
    def load(self, host: str, port: int) -> None:
        """Everything, or on any error nothing."""
        ship_topics()
        for row in read("beneficiaries")["beneficiary"]:
            models.Beneficiary.objects.get_or_create(code=row["code"], defaults=row)
        self.network = self._found(read("network")["network"]["title"], host, port)
        self.editors = found_editors(self.network)
        found_moderation(self.network)
        for kind, file in (("expert", "experts"), ("city", "cities"), ("practice", "practices"), ("post", "posts")):
            self._add_pages(kind, read(file)[kind])
        self._fill_pages()
        self._fill_network(read("network")["network"])
        self._fill_ledger(read("adoptions")["adoption"])
        self._add_users()

    def _found(self, title: str, host: str, port: int) -> models.NetworkPage:
        root = Page.get_first_root_node()
        network = found_network(root, title, SLUG)
        site = Site.objects.filter(is_default_site=True).first() or Site(is_default_site=True)
        if site.root_page_id != network.pk:
            welcome, site.root_page = site.root_page_id, network
            site.hostname, site.port, site.site_name = host, port, title
            site.save()
            Page.objects.filter(pk=welcome, depth=2, numchild=0).exclude(pk=network.pk).delete()
        return network

    # Pages are made first and filled after, since they point at each other.

    def _add_pages(self, kind: str, rows: list[dict[str, Any]]) -> None:
        model = PAGES[kind]
        parent = model.allowed_parent_page_models()[0].objects.child_of(self.network).get()
        there = set(model.objects.child_of(parent).values_list("slug", flat=True))
        new = [row for row in rows if row["slug"] not in there]
        self.say(f"{model._meta.verbose_name_plural}: {len(new)} to load, {len(there)} there already")
        for row in new:
            page = model(live=False, **self._plain_fields(model, row))
            page.image = self._image(row["artwork"], row["image_alt"])
            parent.add_child(instance=page)
            self.created[kind, row["slug"]] = row

    def _plain_fields(self, model: Any, row: dict[str, Any]) -> dict[str, Any]:
        names = {field.name for field in model._meta.concrete_fields} - {"origin_city", "body", "solution", "image"}
        fields = {name: value for name, value in row.items() if name in names}
        if "licence" in fields:
            fields["licence"] = LICENCES[fields["licence"]]
        return fields

    def _fill_pages(self) -> None:
        for done, ((kind, slug), row) in enumerate(self.created.items(), 1):
            page = self._page(kind, slug)
            for name in {"body", "solution"} & row.keys():
                setattr(page, name, [self._block(block) for block in row[name]])
            for name, model in TERMS.items():
                if name in row:
                    getattr(page, name).set(self._terms(model, row[name]))
            if "keywords" in row:
                page.keywords.set(row["keywords"])
            for name in CHILDREN & row.keys():
                setattr(page, name, [page._meta.get_field(name).related_model(**child) for child in row[name]])
            getattr(self, f"_fill_{kind}", lambda page, row: None)(page, row)
            page.full_clean()
            page.save_revision().publish()
            if done % 20 == 0:
                self.say(f"  {done} of {len(self.created)} published")

    def _fill_practice(self, page: models.BestPracticePage, row: dict[str, Any]) -> None:
        page.origin_city = self._page("city", row["origin_city"]) if "origin_city" in row else None
        page.experts.set([self._page("expert", slug) for slug in row["experts"]])
        page.related_practices.set([self._page("practice", slug) for slug in row["related"]])
        page.ratings = [models.ExternalRating(**rating) for rating in row.get("external_ratings", [])]
        page.contacts = [
            models.PracticeContact(expert=self._page("expert", contact["expert"]), role=contact["role"])
            for contact in row["contacts"]
        ]
        page.kit = [models.PracticeResource(resource=self._resource(entry)) for entry in row["resources"]]

    def _fill_post(self, page: models.BlogPostPage, row: dict[str, Any]) -> None:
        page.cities.set([self._page("city", slug) for slug in row["cities"]])
        page.practices.set([self._page("practice", slug) for slug in row["practices"]])
        page.authors = [
            models.PostAuthor(expert=self._page("expert", author["expert"]))
            if "expert" in author
            else models.PostAuthor(**author)
            for author in row["authors"]
        ]

    def _fill_network(self, row: dict[str, Any]) -> None:
        network = models.NetworkPage.objects.get(pk=self.network.pk)
        if network.introduction:
            return
        network.tagline, network.contact_email = row["tagline"], row["contact_email"]
        network.introduction = f"<p>{row['intro']}</p>"
        network.body = [self._block(block) for block in row["body"]]
        featured = [("practice", slug) for slug in row["featured_practices"]]
        featured += [("post", slug) for slug in row["featured_posts"]]
        network.features = [models.NetworkFeature(page=self._page(*key)) for key in featured]
        network.partners = [self._partner(partner) for partner in row["partners"]]
        network.links = [models.NetworkLink(**link) for link in row["resources"]]
        network.full_clean()
        network.save_revision().publish()

    def _fill_ledger(self, rows: list[dict[str, Any]]) -> None:
        entries = {(entry.city.slug, entry.practice.slug): entry for entry in self._entries()}
        new = [row for row in rows if (row["city"], row["practice"]) not in entries]
        self.say(f"adoptions: {len(new)} to load, {len(entries)} there already")
        for row in new:
            city, practice = self._page("city", row.pop("city")), self._page("practice", row.pop("practice"))
            origin = entries.get((row.pop("adopted_from", ""), practice.slug))
            narrative = [("paragraph", row.pop("narrative"))] if "narrative" in row else []
            adaptations = [self._adaptation(practice, child) for child in row.pop("adaptations", [])]
            lessons = [models.AdoptionLesson(**child) for child in row.pop("lessons", [])]
            entry = models.Adoption(
                city=city, practice=practice, adopted_from=origin, narrative=narrative, source_kind="staff", **row
            )
            entry.adaptations, entry.lessons = adaptations, lessons
            entry.full_clean()
            entry.save()
            entries[city.slug, practice.slug] = entry

    def _entries(self) -> Any:
        entries = models.Adoption.objects.of_network(self.network).filter(city__isnull=False, practice__isnull=False)
        return entries.select_related("city", "practice")

    def _adaptation(self, practice: Any, row: dict[str, Any]) -> models.AdoptionAdaptation:
        component = practice.components.filter(title=row.pop("component")).first()
        return models.AdoptionAdaptation(component=component, **row)

    def _partner(self, row: dict[str, Any]) -> models.NetworkPartner:
        defaults = {"kind": row["kind"], "url": row["url"]}
        organisation, _created = models.Organisation.objects.get_or_create(name=row["name"], defaults=defaults)
        return models.NetworkPartner(organisation=organisation, role=row["role"], starts_on=row["starts_on"])

    def _resource(self, row: dict[str, Any]) -> models.Resource:
        resource, _created = models.Resource.objects.get_or_create(url=row["url"], title=row["title"], defaults=row)
        return resource

    def _block(self, block: dict[str, Any]) -> tuple[str, Any]:
        kind = block["type"]
        if kind in PAGES:
            return kind, self._page(kind, block["slug"])
        if kind == "paragraph":
            return kind, block["html"]
        return kind, self._value({name: value for name, value in block.items() if name != "type"})

    def _value(self, row: dict[str, Any]) -> dict[str, Any]:
        """A block of several fields, with what its words stand for in the place of them."""
        lists = {name: rows for name, rows in row.items() if isinstance(rows, list)}
        value = row | {
            name: [self._value(each) if isinstance(each, dict) else each for each in rows]
            for name, rows in lists.items()
        }
        if "cities" in value:
            value["cities"] = [self._page("city", slug) for slug in value["cities"]]
        if "artwork" in value:
            value["image"] = self._image(value.pop("artwork"), value["alt"])
        if "html" in value:
            value["text"] = value.pop("html")
        if "expert" in value:
            value["expert"] = self._page("expert", value["expert"])
        if "page" in value:
            value["page"] = self._page("practice", value["page"])
        if "publisher" in value:
            note = value.pop("note")
            value = {"resource": self._resource(value), "document": None, "note": note}
        return value

    def _page(self, kind: str, slug: str) -> Any:
        return PAGES[kind].objects.descendant_of(self.network).get(slug=slug)

    def _terms(self, model: Any, codes: list[str]) -> list[Any]:
        terms = {term.code: term for term in model.objects.filter(code__in=codes)}
        return [terms[code] for code in codes]

    def _image(self, key: str, description: str) -> Image:
        title = f"Example illustration {key}"
        image = Image.objects.filter(title=title, collection=self._collection).first()
        if image is None:
            file = ImageFile(BytesIO(draw(key)), name=f"{key}.jpg")
            image = Image(title=title, description=description, file=file, collection=self._collection)
            image.save()
        return image

    @cached_property
    def _collection(self) -> Collection:
        return get_collection(self.editors) or Collection.get_first_root_node()

    def _add_users(self) -> None:
        users = get_user_model()
        if not users.objects.filter(username="admin").exists():
            users.objects.create_superuser("admin", "admin@example.org", "admin")
        if not users.objects.filter(username="editor").exists():
            editor = users.objects.create_user("editor", "editor@example.org", "editor")
            editor.groups.add(self.editors)
            models.Membership.objects.create(user=editor, network=self.network, kind=MembershipKind.EDITOR)
        if not users.objects.filter(username="chief").exists():
            chief = users.objects.create_user("chief", "chief@example.org", "chief")
            models.Membership.objects.create(
                user=chief,
                network=self.network,
                kind=MembershipKind.REPRESENTATIVE,
                city=self._page("city", "wichita"),
            )
