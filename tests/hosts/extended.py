"""A site that overrides templates and has page types and a block of its own; our apps come before all others."""

import pytest
from django.conf import settings
from home.models import FellowPage, OurPracticePage, SitePage

from wagtail_pmi.blocks import body_block
from wagtail_pmi.models import BestPracticeIndexPage, BestPracticePage, BlogIndexPage
from wagtail_pmi.testing import make_city, make_practice

pytestmark = pytest.mark.django_db


def add_our_practice(network, title="Ours", **fields):
    index = BestPracticeIndexPage.objects.descendant_of(network).get()
    texts = {"summary": "A summary", "problem": "<p>A problem</p>"}
    return index.add_child(instance=OurPracticePage(title=title, budget_code="B-7", **texts, **fields))


def test_our_apps_come_first():
    assert settings.INSTALLED_APPS[:2] == ["wagtail_pmi", "wagtail_modeladmin"]


class TestASubclassOfOneOfOurTypes:
    def test_is_offered_below_the_list_of_its_parent_type_only(self):
        assert OurPracticePage in BestPracticeIndexPage.allowed_subpage_models()
        assert OurPracticePage not in BlogIndexPage.allowed_subpage_models()

    def test_is_shown_with_its_own_template_above_ours(self, network, client):
        add_our_practice(network)
        content = client.get("/practices/ours/").content.decode()
        assert "Budget code: B-7" in content
        assert "A problem" in content

    def test_is_listed_filtered_and_counted_as_its_parent_type(self, network, client):
        add_our_practice(network)
        make_practice(network, "Theirs")
        listing = client.get("/practices/?q=ours").context["listing"]
        assert [page.title for page in listing.results] == ["Ours"]
        assert client.get("/").context["figures"]["practices"] == 2

    def test_has_its_field_in_the_editor(self, network, admin_client):
        page = add_our_practice(network)
        assert 'name="budget_code"' in admin_client.get(f"/admin/pages/{page.pk}/edit/").content.decode()

    def test_is_found_as_what_it_is_by_the_type_it_extends(self, network):
        page = add_our_practice(network)
        assert BestPracticePage.objects.get().specific == page


class TestATypeOfTheSiteMadeOfOurMixin:
    @pytest.fixture
    def fellow(self, network):
        fields = {"summary": "Knows.", "affiliation": "A university", "cohort": "2026", "banner": "Welcome"}
        return network.get_parent().add_child(instance=FellowPage(title="Ann", **fields))

    def test_has_the_fields_of_the_mixin_of_the_site_and_its_own(self, network, fellow, client, rf):
        content = fellow.serve(rf.get("/")).render().content.decode()
        assert "Ann, A university" in content
        assert "Welcome 2026" in content
        assert issubclass(FellowPage, SitePage)

    def test_has_their_panels_in_the_editor(self, fellow, admin_client):
        content = admin_client.get(f"/admin/pages/{fellow.pk}/edit/").content.decode()
        assert all(f'name="{name}"' in content for name in ("banner", "cohort", "affiliation", "orcid"))

    def test_is_validated_as_the_mixin_says(self, fellow):
        fellow.orcid = "not an ORCID"
        with pytest.raises(Exception, match="orcid"):
            fellow.full_clean()


class TestATemplateOfTheSite:
    def test_is_the_shell_of_our_pages(self, network, client):
        response = client.get("/practices/")
        content = response.content.decode()
        assert "base.html" in [template.name for template in response.templates]
        assert "css/mysite.css" in content
        assert "wagtail_pmi/base.css" in content
        assert "My site</a></header>" in content
        assert content.count("<main") == 1
        assert '<main class="pmi pmi-main">' in content

    def test_stands_in_place_of_one_card(self, network, client):
        make_city(network, "Boston")
        assert "The city of Boston" in client.get("/cities/").content.decode()


def test_a_block_of_the_site_is_offered_beside_ours_and_shown(network, client):
    assert {"budget", "heading", "paragraph"} <= set(body_block().child_blocks)
    make_practice(network, "Costly", solution=[("budget", {"purpose": "Training", "dollars": 20_000})])
    assert "Training: $20" in client.get("/practices/costly/").content.decode()
