"""What a site may build upon: types of the same name, subclasses, forms with fewer fields."""

import pytest
from django.core.files.storage import default_storage
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.models import AbstractPage

from tests.testapp.models import BlogIndexPage, OurPracticePage
from wagtail_pmi import models
from wagtail_pmi.library.terms import term_counts
from wagtail_pmi.models import BestPracticeIndexPage, BestPracticePage, BlogPostPage, Topic
from wagtail_pmi.models.base import Page
from wagtail_pmi.testing import make_city, make_image, make_post, make_practice, make_topic

pytestmark = pytest.mark.django_db


def add_our_practice(network, title="Ours", **fields):
    index = BestPracticeIndexPage.objects.descendant_of(network).get()
    texts = {"summary": "A summary", "problem": "<p>A problem</p>"}
    return index.add_child(instance=OurPracticePage(title=title, **texts, **fields))


class TestASiteWithATypeOfTheSameName:
    def test_both_have_their_pages(self, network):
        theirs = Page.objects.get(depth=1).add_child(instance=BlogIndexPage(title="Theirs", slug="theirs"))
        assert BlogIndexPage.objects.get() == theirs
        assert models.BlogIndexPage.objects.get().slug == "blog"


class TestASubclassOfOneOfOurTypes:
    def test_is_offered_below_the_list_of_its_parent_type(self):
        assert OurPracticePage in BestPracticeIndexPage.clean_subpage_models()
        assert BestPracticeIndexPage in OurPracticePage.clean_parent_page_models()
        assert OurPracticePage not in models.BlogIndexPage.clean_subpage_models()

    def test_renders_with_the_template_of_its_parent_and_is_listed(self, network, client):
        add_our_practice(network, budget_code="B-7")
        page = client.get("/practices/ours/")
        assert page.status_code == 200
        assert "wagtail_pmi/best_practice_page.html" in [template.name for template in page.templates]
        assert [row.title for row in client.get("/practices/").context["listing"].results] == ["Ours"]

    def test_stands_among_the_others_for_previous_and_next(self, network, client):
        make_practice(network, "A first")
        add_our_practice(network, "B second")
        make_practice(network, "C third")
        neighbors = client.get("/practices/b-second/").context["neighbors"]
        assert [neighbors["previous"].title, neighbors["next"].title] == ["A first", "C third"]
        assert client.get("/practices/a-first/").context["neighbors"]["next"].title == "B second"


def test_a_form_without_a_field_says_above_the_form_what_is_wrong_with_it(network):
    practice = make_practice(network)
    practice.evidence_level = 3
    panels = ObjectList([FieldPanel("title")]).bind_to_model(BestPracticePage)
    form = panels.get_form_class()({"title": "New"}, instance=practice)
    assert not form.is_valid()
    assert any("basis" in message for message in form.non_field_errors())


@pytest.mark.parametrize("slug", ["rss", "atom"])
def test_a_post_cannot_take_the_address_of_a_feed(network, slug):
    post = make_post(network)
    post.slug = slug
    with pytest.raises(Exception, match="taken by the network"):
        post.full_clean()


def test_a_section_cannot_take_the_address_of_the_terms(network):
    index = BestPracticeIndexPage.objects.get()
    index.slug = "topics"
    with pytest.raises(Exception, match="taken by the network"):
        index.full_clean()


def test_a_page_whose_image_file_is_gone_still_answers(network, client):
    image = make_image()
    make_practice(network, "Gone", image=image, image_alt="Gone")
    default_storage.delete(image.file.name)
    assert client.get("/practices/gone/").status_code == 200


def test_a_draft_that_names_a_deleted_resource_can_still_be_published(network):
    resource = models.Resource.objects.create(title="A resource", kind="toolkit", url="https://example.org/")
    practice = make_practice(network)
    practice.kit.add(models.PracticeResource(resource=resource))
    revision = practice.save_revision()
    resource.delete()
    revision.publish()
    assert BestPracticePage.objects.get().kit.count() == 0


def test_a_topic_of_the_upper_level_counts_each_row_once(network):
    parent = make_topic("Parent")
    children = [make_topic(name, parent=parent) for name in ("One", "Two")]
    make_practice(network, topics=[parent, *children])
    make_practice(network, topics=children[:1])
    counts = {count.term.name: count.count for count in term_counts(Topic, [BestPracticePage.objects.all()])}
    assert counts == {"Parent": 2, "One": 2, "Two": 1}


def test_a_hidden_city_of_the_same_slug_adds_nothing_to_a_filter(network, client):
    city = make_city(network, "Same")
    hidden = models.MemberCityIndexPage(title="More cities", slug="more")
    network.add_child(instance=hidden)
    values = {"state": "MA", "population": 1, "population_year": 2020, "population_source": "x", "summary": "x"}
    twin = hidden.add_child(instance=models.MemberCityPage(title="Same", slug="same", live=False, **values))
    shown = make_post(network, "Shown", cities=[city])
    make_post(network, "Other", cities=[twin])
    assert [row.pk for row in client.get("/blog/?city=same").context["listing"].results] == [shown.pk]


def test_no_row_of_a_page_protects_what_it_points_at():
    """A draft that names something deleted under PROTECT could neither be edited nor published."""
    clusterable = [model for model in map(models.__dict__.get, models.__all__) if model is not models.TaxonomyTerm]
    children = [
        relation.related_model
        for model in clusterable
        if issubclass(model, AbstractPage)
        for relation in model._meta.related_objects
        if type(relation.field).__name__ == "ParentalKey" and relation.related_model._meta.app_label == "wagtail_pmi"
    ]
    rules = {
        f"{child.__name__}.{field.name}": field.remote_field.on_delete.__name__
        for child in {*children, BlogPostPage, BestPracticePage}
        for field in child._meta.local_fields
        if field.remote_field
    }
    assert len(rules) > 15
    assert {name for name, rule in rules.items() if rule not in ("CASCADE", "SET_NULL")} == set()
