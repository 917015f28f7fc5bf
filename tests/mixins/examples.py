"""Valid pages that are not in the database, and what is wrong with them once something is changed."""

import datetime

from django.core.exceptions import ValidationError

from wagtail_pmi.models import BestPracticePage, BlogPostPage, ExpertPage, MemberCityPage

# What the page tree fills in when a page is added to it.
OF_THE_TREE = {"path", "depth", "numchild", "content_type"}


def city(**fields) -> MemberCityPage:
    defaults = {
        "state": "MA",
        "population": 400_000,
        "population_year": 2020,
        "population_source": "U.S. Census Bureau",
        "summary": "A city.",
    }
    return MemberCityPage(title="Boston", slug="boston", **defaults | fields)


def practice(**fields) -> BestPracticePage:
    defaults = {"summary": "A plan.", "problem": "<p>A problem.</p>", "solution": [("paragraph", "<p>Done.</p>")]}
    return BestPracticePage(title="CitiStat", slug="citistat", **defaults | fields)


def expert(**fields) -> ExpertPage:
    return ExpertPage(title="Ann Other", slug="ann-other", **{"summary": "Somebody who knows.", **fields})


def post(**fields) -> BlogPostPage:
    defaults = {
        "teaser": "News.",
        "date": datetime.date(2026, 5, 1),
        "body": [("paragraph", "<p>What happened.</p>")],
    }
    return BlogPostPage(title="A post", slug="a-post", **defaults | fields)


def errors_of(instance) -> dict[str, list[str]]:
    """Field → messages of one `full_clean()`; empty where nothing is wrong."""
    try:
        instance.full_clean(exclude=OF_THE_TREE)
    except ValidationError as error:
        return error.message_dict
    return {}
