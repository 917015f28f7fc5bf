"""What the previews of blocks show: an image, pages and a resource that are in no database."""

import datetime
from types import SimpleNamespace
from typing import Any

from django.apps import apps
from django.templatetags.static import static
from wagtail.images import get_image_model

PAGES: dict[str, dict[str, Any]] = {
    "MemberCityPage": {
        "title": "Example City",
        "state": "MA",
        "population": 400_000,
        "population_year": 2020,
        "summary": "A fictional city that counts first, and then acts.",
    },
    "BestPracticePage": {
        "title": "Walk every block once a year",
        "summary": "Crews and residents walk each block together and agree on what to mend first. Fictional.",
        "evidence_level": 2,
    },
    "ExpertPage": {
        "title": "Ann Example",
        "role": "Former deputy mayor",
        "affiliation": "Example University",
        "summary": "Has walked more blocks than most. Fictional.",
    },
    "BlogPostPage": {
        "title": "What we saw on foot",
        "date": datetime.date(2026, 5, 1),
        "teaser": "Notes from the first hundred blocks. Fictional.",
    },
}


def example_image() -> Any:
    """An image of the site's model, with one rendition: a drawing that the package brings."""
    drawing = SimpleNamespace(url=static("wagtail_pmi/examples/bridge.svg"), width=960, height=600)
    image = get_image_model()(title="Bridge", width=drawing.width, height=drawing.height)
    image.is_svg = lambda: True
    image.get_renditions = lambda *specs: {specs[0]: drawing}
    return image


def example_page(name: str) -> Any:
    """A page of one of our types, with an address that leads nowhere."""
    page = apps.get_model("wagtail_pmi", name)(**PAGES[name])
    page.image = example_image()
    page.get_url = lambda *args, **kwargs: "#"
    return page


def example_resource() -> Any:
    return apps.get_model("wagtail_pmi", "Resource")(
        title="Checklist for a walk", kind="toolkit", url="https://example.org/checklist", publisher="Example City"
    )
