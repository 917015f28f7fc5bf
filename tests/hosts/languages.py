"""A site with a base page of its own, in English and Spanish."""

import pytest
from django.test import RequestFactory
from django.utils import translation
from wagtail.models import Locale

from wagtail_pmi.models import BestPracticePage, MemberCityPage, NetworkPage
from wagtail_pmi.models.base import Page
from wagtail_pmi.outputs.sitemap import sitemap
from wagtail_pmi.testing import make_practice

pytestmark = pytest.mark.django_db


@pytest.fixture
def spanish(network):
    """The network in Spanish, with its sections and what stands in them."""
    make_practice(network, "CitiStat")
    locale = Locale.objects.create(language_code="es")
    for page in Page.objects.filter(path__startswith=network.path).order_by("path"):
        copy = page.specific.copy_for_translation(locale, copy_parents=True)
        copy.save_revision().publish()
    return NetworkPage.objects.get(locale=locale)


def test_pages_build_on_the_base_page_of_the_site():
    assert Page.__name__ == "BasePage"
    assert issubclass(MemberCityPage, Page)


def test_a_page_and_its_translation_share_their_uid(spanish):
    english, translated = BestPracticePage.objects.order_by("path")
    assert english.uid == translated.uid
    assert english.locale != translated.locale


def test_each_list_holds_the_pages_of_its_language(spanish, client):
    for prefix in ("", "/es"):
        response = client.get(f"{prefix}/practices/")
        assert response.context["listing"].count == 1, prefix
        assert response.context["listing"].results[0].locale == response.context["page"].locale


def test_a_page_says_its_language(spanish, client):
    assert '<html lang="es"' in client.get("/es/practices/citistat/").content.decode()
    assert '<html lang="en"' in client.get("/practices/citistat/").content.decode()


def test_the_address_names_the_language_whatever_is_active(spanish):
    with translation.override("es"):
        assert BestPracticePage.objects.get(locale__language_code="en").url == "/practices/citistat/"
    assert BestPracticePage.objects.get(locale__language_code="es").url == "/es/practices/citistat/"


def test_the_sitemap_of_the_site_has_the_pages_of_both_languages(spanish):
    content = sitemap(RequestFactory().get("/sitemap.xml")).render().content.decode()
    assert "localhost/practices/citistat/" in content
