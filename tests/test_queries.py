"""Promise P7: the number of queries of every view is constant in the number of rows."""

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.signal_handlers import disable_reference_index_auto_update

from wagtail_pmi.models import (
    Adoption,
    AdoptionAdaptation,
    AdoptionDocument,
    AdoptionLesson,
    AdoptionOutcome,
    PostAuthor,
    PracticeComponent,
    PracticeContact,
    PracticeLesson,
    PracticeResource,
    Resource,
)
from wagtail_pmi.testing import make_adoption, make_city, make_expert, make_image, make_post, make_practice, make_topic

PAGES = ["/", "/cities/", "/practices/", "/experts/", "/blog/", "/topics/", "/topics/shared/", "/keywords/shared/"]
PAGES += ["/blog/rss/", "/blog/atom/", "/sitemap.xml", "/practices/?q=plan", "/practices/?topic=shared&sort=newest"]
PAGES += ["/cities/?state=MA", "/blog/?keyword=shared"]
DETAILS = ["/cities/first/", "/practices/first/", "/experts/first/", "/blog/first/"]
PAGES += ["/adoptions/", "/adoptions/?q=first&sort=city", "/diffusion/", "/diffusion/json/"]
DETAILS += ["/practices/first/diffusion/", "/practices/first/diffusion/json/"]
DETAILS += ["/adoptions/first-first/", "/practices/first/?like=first"]
DETAILS += ["/practices/first/brief/?like=first", "/practices/first/brief/md/?like=first", "/practices/first/card/"]
DETAILS += ["/practices/first/cite/bib/", "/oembed/?url=http://localhost/practices/first/"]
# With nothing cached; the detail page measured here holds every kind of block and relation.
MOST_OF_A_LISTING, MOST_OF_A_PAGE = 30, 72


@pytest.fixture
def fill(network, settings):
    """Makes so many more of each type, all related to the first of each."""
    settings.WAGTAIL_PMI = {"PAGE_SIZE": 100}
    topic, image = make_topic("Shared"), make_image()
    common = {"image": image, "image_alt": "An image"}
    first = {}

    def add(title):
        city = make_city(network, title, priorities=[topic], form_of_government="commission", **common)
        expert = make_expert(network, title, topics=[topic], **common)
        labels = {"topics": [topic], "keywords": ["shared"]}
        practice = make_practice(network, title, summary="A plan", **labels, **common)
        post = make_post(network, title, **labels, **common)
        return {"city": city, "expert": expert, "practice": practice, "post": post}

    def relate(made):
        """Points the first of each at all the others, and all the others at it."""
        for pages in made:
            pages["practice"].origin_city = first["city"]
            pages["practice"].experts.set([first["expert"]])
            pages["practice"].related_practices.set([first["practice"]])
            pages["practice"].save()
            pages["post"].cities.set([first["city"]])
            pages["post"].practices.set([first["practice"]])
            pages["post"].authors = [PostAuthor(expert=first["expert"])]
            pages["post"].save()
            url = "https://example.org/"
            resource = Resource.objects.create(title="A resource", kind="toolkit", url=url)
            first["practice"].kit.add(PracticeResource(resource=resource))
            first["practice"].contacts.add(PracticeContact(expert=pages["expert"]))
            first["practice"].lessons.add(PracticeLesson(kind="financing", text="Learned."))
            first["practice"].solution.extend([(kind, pages[kind]) for kind in ("practice", "city", "expert", "post")])
            first["practice"].solution.append(("image", {"image": image, "alt": "An image"}))
            first["post"].authors.add(PostAuthor(expert=pages["expert"]))
            adopt(pages)
        first["practice"].save()
        first["post"].save()

    def adopt(pages):
        """The first city adopted every practice, and every city the first practice, from the first city."""
        rows = {
            "lessons": lambda: [
                AdoptionLesson(kind="financing", text="Learned."),
                AdoptionLesson(kind="financing", text="Learned in secret.", visibility="anonymised"),
            ],
            "adaptations": lambda: [AdoptionAdaptation(component=component, change="Changed.")],
            "outcomes": lambda: [AdoptionOutcome(name="Days", value=1, source="A report")],
            "documents": lambda: [AdoptionDocument(resource=Resource.objects.first())],
        }
        component = first["practice"].components.first() or PracticeComponent.objects.create(
            page=first["practice"], title="Fees"
        )
        made = {name: build() for name, build in rows.items()}
        if pages["city"] != first["city"]:
            make_adoption(first["city"], pages["practice"], **made)
            made = {name: build() for name, build in rows.items()}
            origin = Adoption.objects.get(city=first["city"], practice=first["practice"])
            make_adoption(pages["city"], first["practice"], adopted_from=origin, **made)
        else:
            make_adoption(first["city"], first["practice"], **made)

    def fill(count):
        # Wagtail's index of references is no part of what a reader's request costs, and slow to keep here.
        with disable_reference_index_auto_update():
            made = [add("First" if not (first or number) else f"Page {number} of {count}") for number in range(count)]
            first.update(first or made[0])
            relate(made)

    return fill


def count_queries(client, address: str) -> int:
    client.get(address)  # makes the renditions, once for each image
    cache.clear()
    with CaptureQueriesContext(connection) as queries:
        response = client.get(address)
    assert response.status_code == 200
    return len(queries)


def test_pages_cost_the_same_for_1_20_and_100_rows(client, fill):
    costs = []
    for more in (1, 19, 80):
        fill(more)
        costs.append({address: count_queries(client, address) for address in PAGES + DETAILS})
    assert len(client.get("/practices/").context["listing"].results) == 100
    # A detail page shows more related things from 1 to 20; from then on it must not cost more.
    assert costs[1] == costs[2]
    assert {address: costs[0][address] for address in PAGES} == {address: costs[1][address] for address in PAGES}
    listings = {address: cost for address, cost in costs[2].items() if address in PAGES}
    assert max(listings.values()) <= MOST_OF_A_LISTING, listings
    assert max(costs[2].values()) <= MOST_OF_A_PAGE, costs[2]
