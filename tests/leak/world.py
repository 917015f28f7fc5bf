"""A network in which one thing of each kind is hidden in each way, and something visible points at all of them.

Every text of a hidden thing holds a canary: "canary" + state + kind. No surface may show one to somebody who may not
see the thing.
"""

import datetime
from dataclasses import dataclass, field

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.utils import timezone
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Collection, CollectionViewRestriction, PageViewRestriction

from wagtail_pmi import models
from wagtail_pmi.testing import (
    make_adoption,
    make_city,
    make_expert,
    make_image,
    make_membership,
    make_network,
    make_post,
    make_practice,
    make_topic,
)

BUILDERS = {"city": make_city, "practice": make_practice, "expert": make_expert, "post": make_post}
INDEXES = {
    "city": models.MemberCityIndexPage,
    "practice": models.BestPracticeIndexPage,
    "expert": models.ExpertIndexPage,
    "post": models.BlogIndexPage,
}
# State → whether somebody who is signed in, but nothing more, sees it.
STATES = {
    "draft": False,
    "unpublished": False,
    "scheduled": False,
    "expired": False,
    "login": True,
    "group": False,
    "password": False,
    "hiddenparent": False,
    "closedparent": False,
    "alias": True,
}


def canary(state: str, kind: str) -> str:
    return f"canary{state}{kind}"


@dataclass
class World:
    network: models.NetworkPage
    other_network: models.NetworkPage
    visible: dict[str, object]
    hidden: dict[tuple[str, str], object] = field(default_factory=dict)
    users: dict[str, object] = field(default_factory=dict)


def build_world() -> World:
    network = make_network(title="Open network")
    other = make_network(title="canaryothernetwork", slug="other", as_site_root=False)
    visible = {kind: builder(network, f"Open {kind}") for kind, builder in BUILDERS.items()}
    world = World(network, other, visible)
    for kind, builder in BUILDERS.items():
        for state in STATES:
            home = other if state == "alias" else network
            page = _make(home, kind, state, builder)
            world.hidden[state, kind] = _hide(_alias(page, network) if state == "alias" else page, state)
        builder(other, canary("othernetwork", kind))
    _point_at_everything(world)
    _hide_rows_and_files(world)
    _fill_the_ledger(world)
    _speak_without_a_name(world)
    _leave_a_stale_draft(world)
    _add_users(world)
    return world


def _make(network, kind, state, builder):
    word = canary(state, kind)
    topic = make_topic(f"topic {word}")
    fields = {
        "city": {
            "summary": word,
            "state": "GU",
            "priorities": [topic],
            "population": 7_000_000,
            "website": f"https://{word}.example",
        },
        "practice": {"summary": word, "problem": word, "topics": [topic], "keywords": [f"keyword {word}"]},
        "expert": {"summary": word, "bio": word, "affiliation": word, "topics": [topic]},
        "post": {"teaser": word, "topics": [topic], "keywords": [f"keyword {word}"], "date": datetime.date(1987, 1, 1)},
    }[kind]
    page = builder(network, f"title {word}", **fields)
    if state in ("hiddenparent", "closedparent"):
        parent = _hidden_index(network, kind, state)
        page.move(parent, pos="last-child")
    return type(page).objects.get(pk=page.pk)


def _alias(page, network):
    """An alias in the network of a page elsewhere, which is put under a restriction of its own only later."""
    index = type(page).allowed_parent_page_models()[0].objects.filter(path__startswith=network.path).first()
    alias = page.create_alias(parent=index, update_slug=f"alias-{page.slug}")
    PageViewRestriction.objects.create(page=page, restriction_type="login")
    return type(page).objects.get(pk=alias.pk)


def _hidden_index(network, kind, state):
    network.refresh_from_db()
    index = INDEXES[kind](title=f"index {canary(state, kind)}", slug=f"{state}-{kind}", live=state != "hiddenparent")
    network.add_child(instance=index)
    if state == "closedparent":
        PageViewRestriction.objects.create(page=index, restriction_type="password", password="secret")
    return index


def _hide(page, state):
    changes = {
        "draft": {"live": False},
        "unpublished": {"live": False, "first_published_at": timezone.now(), "last_published_at": timezone.now()},
        "scheduled": {"live": False, "go_live_at": timezone.now() + datetime.timedelta(days=30)},
        "expired": {"expire_at": timezone.now() - datetime.timedelta(minutes=1)},
    }.get(state, {})
    for name, value in changes.items():
        setattr(page, name, value)
    if changes:
        page.save()
    if state in ("login", "group", "password"):
        kind = {"login": "login", "group": "groups", "password": "password"}[state]
        restriction = PageViewRestriction.objects.create(page=page, restriction_type=kind, password="secret")
        if state == "group":
            restriction.groups.add(Group.objects.get_or_create(name="Insiders")[0])
    return page


def _point_at_everything(world):
    """Every relation, block and link of the package, from something visible to everything hidden."""
    of = {kind: [page for (_state, its), page in world.hidden.items() if its == kind] for kind in BUILDERS}
    pages = [page for pages in of.values() for page in pages]
    links = "".join(f'<p>x <a linktype="page" id="{page.pk}">link</a></p>' for page in pages)
    body = [(kind, page) for kind in BUILDERS for page in of[kind]]
    body += [("paragraph", links), ("callout", {"kind": "note", "title": "", "text": links})]
    body += [("steps", {"steps": [{"title": "A step", "text": links}]})]
    body += [("accordion", {"sections": [{"title": "A question", "text": links}]})]
    body += [("contact", {"expert": expert, "role": expert.title}) for expert in of["expert"]]
    body += [
        ("call_to_action", {"heading": "Go", "text": "", "page": page, "url": "", "label": page.title})
        for page in pages
    ]

    practice = world.visible["practice"]
    practice.problem = practice.why_it_works = links
    practice.solution = body
    practice.origin_city = of["city"][0]
    practice.supersedes = practice.part_of = of["practice"][0]
    practice.experts.set(of["expert"])
    practice.related_practices.set(of["practice"])
    practice.contacts = [models.PracticeContact(expert=expert) for expert in of["expert"]]
    practice.save()

    post = world.visible["post"]
    post.body = body
    post.cities.set(of["city"])
    post.practices.set(of["practice"])
    post.authors = [models.PostAuthor(expert=expert) for expert in of["expert"]] + [
        models.PostAuthor(name="Open guest")
    ]
    post.save()

    city = world.visible["city"]
    city.body = body
    city.save()
    expert = world.visible["expert"]
    expert.bio = links
    expert.save()

    network = models.NetworkPage.objects.get(pk=world.network.pk)
    network.introduction, network.body = links, body
    network.features = [models.NetworkFeature(page=page) for page in of["practice"] + of["post"]]
    network.save()

    # And what is hidden points at what is visible, so that it turns up among what is related to it.
    for page in of["practice"]:
        page.origin_city = city
        page.related_practices.set([practice])
        page.experts.set([expert])
        page.save()
    for page in of["post"]:
        page.cities.set([city])
        page.practices.set([practice])
        page.authors = [models.PostAuthor(expert=expert)]
        page.save()


def _hide_rows_and_files(world):
    practice = models.BestPracticePage.objects.get(pk=world.visible["practice"].pk)
    for visibility in ("public", "members", "anonymised"):
        practice.lessons.add(
            models.PracticeLesson(kind="financing", text=f"canarylesson{visibility}", visibility=visibility)
        )
    root = Collection.get_first_root_node()
    closed = root.add_child(name="Closed")
    below = closed.add_child(name="Below closed")
    CollectionViewRestriction.objects.create(collection=closed, restriction_type="password", password="secret")
    image = make_image("canaryimage", collection=below)
    image.get_rendition("width-10")
    document = get_document_model().objects.create(title="canarydocument", collection=closed, file="canarydocument.txt")
    practice.image, practice.image_alt = image, "canaryimagealt"
    resource = models.Resource.objects.create(title="Open resource", kind="toolkit", file=document)
    practice.kit.add(models.PracticeResource(resource=resource))
    practice.why_it_works += f'<p><a linktype="document" id="{document.pk}">paper</a></p>'
    figure = {"image": image, "alt": "canaryimagealt", "caption": "canaryimagecaption", "credit": ""}
    film = {"title": "Open film", "url": "https://example.org/", "image": image, "alt": "canaryimagealt", "caption": ""}
    entries = [
        {"resource": resource, "document": None, "note": ""},
        {"resource": None, "document": document, "note": "canarydocumentnote"},
    ]
    practice.solution.extend([("image", figure), ("gallery", {"images": [figure, figure]}), ("embed", film)])
    practice.solution.append(("resources", {"entries": entries}))
    practice.save()
    for kind in ("city", "expert", "post"):
        page = type(world.visible[kind]).objects.get(pk=world.visible[kind].pk)
        page.image, page.image_alt = image, "canaryimagealt"
        page.save()
    assert get_image_model().objects.filter(collection=below).exists()


def _fill_the_ledger(world):
    """An entry for each way in which it, its city or its practice is hidden, and one with rows of each visibility."""
    city, practice = world.visible["city"], world.visible["practice"]
    for (state, kind), page in world.hidden.items():
        word = canary(state, kind)
        if kind == "city":
            make_adoption(page, practice, **_told(word))
        elif kind == "practice":
            make_adoption(city, page, **_told(word))
    ended = {"stage": "ended", "end_reason": "cost"}
    for name in ("public", "members", "anonymised"):
        word = f"canaryledger{name}"
        make_adoption(city, practice, **ended, visibility=name, **_told(word))
        rows = _told(f"canaryrows{name}", visibility=name)
        make_adoption(
            city,
            practice,
            **ended,
            **{key: rows[key] for key in ("lessons", "outcomes", "narrative")} | {"narrative_visibility": name},
        )
    make_adoption(city, practice, **ended, live=False, **_told("canaryledgerdraft"))
    yesterday = timezone.now() - datetime.timedelta(days=1)
    make_adoption(city, practice, **ended, expire_at=yesterday, **_told("canaryledgerexpired"))
    origin = models.Adoption.objects.get(local_name="canaryledgeranonymised")
    make_adoption(city, practice, adopted_from=origin, local_name="Open entry")


def _told(word, **row):
    return {
        "local_name": word,
        "lead_department": word,
        "barriers": word,
        "narrative": [("paragraph", f"<p>{word}</p>")],
        "confirmed_on": datetime.date(2024, 1, 1),
        "confirmed_by": word,
        "outcomes": [models.AdoptionOutcome(name=word, value=1, source=word, **row)],
        "lessons": [models.AdoptionLesson(kind="financing", text=word, **row)],
        "adaptations": [models.AdoptionAdaptation(change=word, reason=word)],
    }


def _speak_without_a_name(world):
    """Three cities of a kind adopted the candid practice; of the reticent one's three adopters one is hidden."""
    alike = {"form_of_government": "commission", "population": 60_000}
    cities = [make_city(world.network, f"Alike {letter}", **alike) for letter in "ABC"]
    for name in ("candid", "reticent"):
        practice = make_practice(world.network, f"{name.title()} practice")
        told = {
            "lessons": [models.AdoptionLesson(kind="financing", text=f"canary{name}lesson", visibility="anonymised")],
            "outcomes": [
                models.AdoptionOutcome(
                    name=f"canary{name}outcome",
                    value=1,
                    source="canarysource",
                    period="canaryperiod",
                    visibility="anonymised",
                )
            ],
            "narrative": [
                ("paragraph", f'<p>canary{name}narrative <a href="https://canarylink.example/">there</a></p>'),
                ("quote", {"text": "We did.", "attribution": "canaryattribution", "source_url": ""}),
            ],
            "narrative_visibility": "anonymised",
        }
        make_adoption(cities[0], practice, **told)
        make_adoption(cities[1], practice)
        make_adoption(cities[2], practice, live=name == "candid")
        named = f"In Alike A canary{name}named"
        make_adoption(
            cities[0],
            practice,
            stage="ended",
            end_reason="cost",
            lessons=[models.AdoptionLesson(kind="financing", text=named, visibility="anonymised")],
            outcomes=[models.AdoptionOutcome(name=named, value=1, source="A report", visibility="anonymised")],
            narrative=[("paragraph", f"<p>{named}</p>")],
            narrative_visibility="anonymised",
        )


def _leave_a_stale_draft(world):
    for page in world.visible.values():
        page = type(page).objects.get(pk=page.pk)
        page.title = f"canarystale {page.title}"
        page.save_revision()


def _add_users(world):
    users = get_user_model()
    world.users["signed in"] = users.objects.create_user("outsider")
    world.users["member"] = make_membership(world.network).user
    former = make_membership(world.network, ends_on=datetime.date(2021, 1, 1))
    world.users["former member"] = former.user
    world.users["member of another network"] = make_membership(world.other_network).user
