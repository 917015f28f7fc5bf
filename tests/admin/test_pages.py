"""The pages in the editor: made, saved, previewed, published, copied, moved and deleted, and nothing typed is lost."""

import pytest
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data, querydict_from_html, rich_text, streamfield

from wagtail_pmi.models import (
    BestPracticeIndexPage,
    BestPracticePage,
    BlogIndexPage,
    BlogPostPage,
    ExpertIndexPage,
    ExpertPage,
    MemberCityIndexPage,
    MemberCityPage,
    Membership,
    NetworkFeature,
    NetworkPage,
    PostAuthor,
    PracticeContact,
    PracticeLesson,
)
from wagtail_pmi.models.base import Page
from wagtail_pmi.testing import make_city, make_expert, make_membership, make_post, make_practice, make_topic

pytestmark = pytest.mark.django_db

INDEXES = {
    MemberCityPage: MemberCityIndexPage,
    BestPracticePage: BestPracticeIndexPage,
    ExpertPage: ExpertIndexPage,
    BlogPostPage: BlogIndexPage,
}
TYPES = [NetworkPage, *INDEXES.values(), *INDEXES]
INLINES = {
    NetworkPage: ["features", "partners", "links"],
    BestPracticePage: [
        "ratings",
        "components",
        "steps",
        "prerequisites",
        "metrics",
        "risks",
        "lessons",
        "kit",
        "contacts",
        "citations",
    ],
    ExpertPage: ["links"],
    BlogPostPage: ["authors"],
}
STREAMS = {NetworkPage: "body", MemberCityPage: "body", BestPracticePage: "solution", BlogPostPage: "body"}
each_type = pytest.mark.parametrize("model", TYPES, ids=lambda model: model.__name__)
each_content = pytest.mark.parametrize("model", INDEXES, ids=lambda model: model.__name__)


def minimal(model):
    """What an editor must at least fill in."""
    stream = streamfield([("paragraph", rich_text("<p>Words of the body.</p>"))])
    fields = {
        MemberCityPage: {
            "summary": "A city.",
            "kind": "city",
            "country": "US",
            "state": "MA",
            "population": "400000",
            "population_year": "2020",
            "population_source": "Census",
            "form_of_government": "unknown",
            "home_rule": "unknown",
            "membership_status": "active",
            "body": streamfield([]),
        },
        BestPracticePage: {
            "summary": "A plan.",
            "problem": rich_text("<p>A problem.</p>"),
            "why_it_works": rich_text(""),
            "solution": stream,
            "topics": [],
            "status": "operating",
            "evidence_level": "0",
            "disparity_effect": "unknown",
            "cost_band": "unknown",
            "cost_currency": "USD",
            "licence": "CC-BY-4.0",
        },
        ExpertPage: {"summary": "Somebody.", "bio": rich_text(""), "availability": "open"},
        BlogPostPage: {"teaser": "News.", "date": "2026-05-01", "body": stream, "licence": "CC-BY-4.0"},
        NetworkPage: {"introduction": rich_text(""), "body": streamfield([])},
    }.get(model, {"introduction": rich_text("")})
    topics = {"topics": make_topic().pk} if model in (BestPracticePage, ExpertPage) else {}
    inlines = {name: inline_formset([]) for name in INLINES.get(model, [])}
    common = {"title": "The title", "slug": "the-title", "comments": inline_formset([])}
    return (
        nested_form_data(common | {name: value for name, value in fields.items() if name != "topics"} | inlines)
        | topics
    )


@pytest.fixture
def parent(network):
    def parent(model):
        if model is NetworkPage:
            return Page.objects.get(depth=1)
        return INDEXES[model].objects.get() if model in INDEXES else network

    return parent


def add_url(model, parent, name="add"):
    return reverse(f"wagtailadmin_pages:{name}", args=["wagtail_pmi", model._meta.model_name, parent.pk])


def url(name, page):
    return reverse(f"wagtailadmin_pages:{name}", args=[page.pk])


def form_of(admin_client, page):
    """What the editor's form of a page holds, as a browser would send it back."""
    response = admin_client.get(url("edit", page))
    assert response.status_code == 200
    data = querydict_from_html(response.content.decode(), form_id="page-edit-form").dict()
    if stream := STREAMS.get(type(page)):
        data |= nested_form_data({stream: streamfield([("paragraph", rich_text("<p>Words of the body.</p>"))])})
    for relation in ("topics", "priorities"):
        if hasattr(page, relation):
            data[relation] = [topic.pk for topic in getattr(page, relation).all()]
    return data


def errors_in(response):
    form = response.context and response.context.get("form")
    return form and (form.errors, {name: formset.errors for name, formset in form.formsets.items()})


@each_type
class TestEachType:
    def test_is_made_as_a_draft(self, admin_client, parent, model):
        response = admin_client.post(add_url(model, parent(model)), minimal(model))
        assert response.status_code == 302, errors_in(response)
        page = model.objects.get(slug="the-title")
        assert not page.live and page.get_latest_revision_as_object().title == "The title"

    def test_is_published_and_answers(self, admin_client, client, network, parent, model):
        response = admin_client.post(add_url(model, parent(model)), minimal(model) | {"action-publish": "1"})
        assert response.status_code == 302, errors_in(response)
        page = model.objects.get(slug="the-title")
        assert page.live
        if model is not NetworkPage:  # which stands outside the site of the tests
            assert "The title" in client.get(page.get_url()).content.decode()

    def test_what_was_typed_is_kept_on_error(self, admin_client, parent, model):
        typed = {"go_live_at": "2999-01-01 09:00"}
        if hasattr(Page, "seo_title"):
            typed |= {"slug": "typed-slug", "seo_title": "Typed title"}
        data = minimal(model) | typed | {"title": "", "action-publish": "1"}
        before = model.objects.count()
        response = admin_client.post(add_url(model, parent(model)), data)
        assert response.status_code == 200
        assert "title" in response.context["form"].errors
        html = response.content.decode()
        assert [value for value in typed.values() if f'value="{value}"' not in html] == []
        assert model.objects.count() == before

    def test_preview_of_what_is_not_saved(self, admin_client, parent, model):
        address = add_url(model, parent(model), "preview_on_add")
        answer = admin_client.post(address, minimal(model) | {"title": "Only previewed"})
        assert answer.json()["is_valid"]
        response = admin_client.get(address)
        assert response.status_code == 200
        assert "Only previewed" in response.content.decode()
        assert not model.objects.filter(title="Only previewed").exists()

    def test_form_of_a_saved_page_saves_again_unchanged(self, admin_client, parent, model):
        admin_client.post(add_url(model, parent(model)), minimal(model) | {"action-publish": "1"})
        page = model.objects.get(slug="the-title")
        response = admin_client.post(url("edit", page), form_of(admin_client, page) | {"action-publish": "1"})
        assert response.status_code == 302, errors_in(response)
        after = model.objects.get(pk=page.pk)
        assert (after.title, after.slug, after.live) == (page.title, page.slug, True)
        assert not after.has_unpublished_changes

    def test_is_not_made_by_who_may_not(self, client, network, parent, model):
        client.force_login(make_membership(network).user)
        assert client.post(add_url(model, parent(model)), minimal(model)).status_code in (302, 403)
        assert not model.objects.filter(slug="the-title").exists()


class TestRequired:
    @pytest.mark.parametrize(
        "model, name",
        [
            (MemberCityPage, "summary"),
            (MemberCityPage, "state"),
            (BestPracticePage, "topics"),
            (BestPracticePage, "problem"),
            (ExpertPage, "topics"),
            (ExpertPage, "summary"),
            (BlogPostPage, "teaser"),
            (BlogPostPage, "date"),
        ],
    )
    def test_nothing_is_published_without(self, admin_client, parent, model, name):
        data = minimal(model) | {"action-publish": "1"}
        data.pop(name)
        response = admin_client.post(add_url(model, parent(model)), data)
        assert response.status_code == 200
        assert name in response.context["form"].errors
        assert not model.objects.filter(slug="the-title").exists()

    def test_a_draft_may_lack_most_of_it(self, admin_client, parent):
        data = minimal(BestPracticePage) | {"summary": "", "problem": rich_text("")}
        data.pop("topics")
        response = admin_client.post(add_url(BestPracticePage, parent(BestPracticePage)), data)
        assert response.status_code == 302, errors_in(response)
        page = BestPracticePage.objects.get()
        assert not page.live
        assert admin_client.get(url("view_draft", page)).status_code == 200

    def test_errors_stand_at_their_fields_all_at_once(self, admin_client, parent):
        data = minimal(MemberCityPage) | {"geoid": "25", "latitude": "1", "budget_total": "1", "action-publish": "1"}
        response = admin_client.post(add_url(MemberCityPage, parent(MemberCityPage)), data)
        assert set(response.context["form"].errors) == {"geoid", "longitude", "budget_year"}


class TestRows:
    def test_unsaved_rows_are_in_the_preview(self, admin_client, parent):
        rows = nested_form_data(
            {
                "lessons": inline_formset(
                    [
                        {"kind": "financing", "text": f"Lesson {kind}", "visibility": kind}
                        for kind in ("public", "members")
                    ]
                ),
                "components": inline_formset([{"title": "A component", "text": "", "role": "core"}]),
                "citations": inline_formset([{"text": "A source", "url": ""}]),
            }
        )
        address = add_url(BestPracticePage, parent(BestPracticePage), "preview_on_add")
        assert admin_client.post(address, minimal(BestPracticePage) | rows).json()["is_valid"]
        html = admin_client.get(address).content.decode()
        assert all(words in html for words in ("Lesson public", "A component", "A source"))
        assert "Lesson members" not in html  # an administrator is no member

    def test_an_author_in_the_preview(self, admin_client, network, parent):
        expert = make_expert(network, "Ann Other")
        authors = [
            {"expert": expert.pk, "name": "", "affiliation": ""},
            {"expert": "", "name": "Guest", "affiliation": ""},
        ]
        address = add_url(BlogPostPage, parent(BlogPostPage), "preview_on_add")
        data = minimal(BlogPostPage) | nested_form_data({"authors": inline_formset(authors)})
        assert admin_client.post(address, data).json()["is_valid"]
        html = admin_client.get(address).content.decode()
        assert "Ann Other" in html and "Guest" in html

    def test_a_wrong_row_is_said_and_kept(self, admin_client, parent):
        authors = [{"expert": "", "name": "", "affiliation": "Typed affiliation"}]
        data = minimal(BlogPostPage) | nested_form_data({"authors": inline_formset(authors)}) | {"action-publish": "1"}
        response = admin_client.post(add_url(BlogPostPage, parent(BlogPostPage)), data)
        assert response.status_code == 200
        assert "Typed affiliation" in response.content.decode()
        assert not BlogPostPage.objects.exists()

    def test_a_huge_key_of_a_topic_is_an_error_and_no_crash(self, admin_client, parent):
        data = minimal(BestPracticePage) | {"topics": "9" * 40, "action-publish": "1"}
        response = admin_client.post(add_url(BestPracticePage, parent(BestPracticePage)), data)
        assert response.status_code == 200 and "topics" in response.context["form"].errors


class TestCopyMoveDelete:
    @pytest.fixture
    def linked(self, network):
        """A city, an expert and a practice that others point at."""
        city, expert = make_city(network, "Boston"), make_expert(network, "Ann Other")
        first = make_practice(network, "First", origin_city=city, experts=[expert])
        second = make_practice(network, "Second", related_practices=[first], supersedes=first, part_of=first)
        post = make_post(
            network, "A post", cities=[city], practices=[first], body=[("city", city), ("practice", first)]
        )
        PostAuthor.objects.create(page=post, expert=expert)
        PracticeContact.objects.create(page=first, expert=expert)
        PracticeLesson.objects.create(page=first, kind="financing", text="Kept.")
        NetworkFeature.objects.create(network=network, page=first)
        for kind, target in (("city_staff", {"city": city}), ("expert", {"expert": expert})):
            make_membership(network, kind=kind, **target)
        for page in (first, second, post):
            type(page).objects.get(pk=page.pk).save_revision()
        return {"city": city, "expert": expert, "practice": first, "others": [second, post]}

    @pytest.mark.parametrize("name", ["city", "expert", "practice"])
    def test_deleting_what_others_point_at_keeps_the_others(self, admin_client, client, linked, network, name):
        target = linked[name]
        others = [page for key in ("city", "expert", "practice") if key != name for page in [linked[key]]] + linked[
            "others"
        ]
        assert admin_client.get(url("delete", target)).status_code == 200
        assert admin_client.post(url("delete", target)).status_code == 302
        assert not Page.objects.filter(pk=target.pk).exists()
        for page in [network, *others]:
            assert client.get(page.get_url()).status_code == 200
            assert admin_client.get(url("edit", page)).status_code == 200
            # Their drafts still name the deleted page: they can be opened and published.
            draft = type(page).objects.get(pk=page.pk).get_latest_revision_as_object()
            draft.save_revision().publish()
            assert client.get(page.get_url()).status_code == 200
        for address in ("/cities/", "/practices/", "/experts/", "/blog/", "/blog/rss/", "/sitemap.xml"):
            assert client.get(address).status_code == 200
        assert Membership.objects.in_force().count() == 2

    def test_a_copy_has_the_rows_and_leaves_the_original_its_own(self, admin_client, linked):
        practice = linked["practice"]
        data = {
            "new_title": "Copy",
            "new_slug": "copy",
            "new_parent_page": practice.get_parent().pk,
            "copy_subpages": "",
        }
        assert admin_client.post(url("copy", practice), data | {"publish_copies": "on"}).status_code == 302
        copy = BestPracticePage.objects.get(slug="copy")
        assert copy.translation_key != practice.translation_key
        for page in (practice, copy):
            assert PracticeLesson.objects.filter(page=page).count() == 1
            assert page.origin_city == linked["city"]

    def test_a_copied_network_has_no_members(self, admin_client, linked, network):
        copy = network.copy(recursive=True, update_attrs={"slug": "copied", "title": "Copied"})
        assert Membership.objects.count() == Membership.objects.filter(network=network).count() == 2
        assert copy.get_children().count() == network.get_children().count()

    def test_moving_the_network_keeps_its_members(self, admin_client, linked, network):
        home = Page.objects.get(depth=1)
        below = home.add_child(instance=Page(title="Below", slug="below"))
        network.refresh_from_db()
        admin_client.post(reverse("wagtailadmin_pages:move_confirm", args=[network.pk, below.pk]))
        network.refresh_from_db()
        assert network.get_parent().pk == below.pk
        assert Membership.objects.in_force().filter(network=network).count() == 2
        assert not any(Page.find_problems())

    def test_a_page_is_not_moved_where_its_type_may_not_stand(self, admin_client, linked):
        wrong = MemberCityIndexPage.objects.get()
        address = reverse("wagtailadmin_pages:move_confirm", args=[linked["practice"].pk, wrong.pk])
        admin_client.post(address)
        assert BestPracticePage.objects.get(pk=linked["practice"].pk).get_parent().pk != wrong.pk

    def test_an_alias_counts_nothing_twice(self, client, linked, network):
        topic = make_topic("Housing")
        practice = BestPracticePage.objects.get(pk=linked["practice"].pk)
        practice.topics.set([topic])
        practice.save()
        before = client.get("/").context["figures"], client.get("/topics/").context["terms"]
        practice.create_alias(update_slug="again")
        assert (client.get("/").context["figures"], client.get("/topics/").context["terms"]) == before
        assert len(client.get("/cities/boston/").context["related"]["practices"]) == 1


@each_content
def test_titles_are_escaped_in_the_editor(admin_client, network, model):
    make = {
        MemberCityPage: make_city,
        BestPracticePage: make_practice,
        ExpertPage: make_expert,
        BlogPostPage: make_post,
    }
    page = make[model](network, "<script>alert(1)</script>", slug="evil")
    for name in ("edit", "delete", "copy", "move", "history", "usage"):
        html = admin_client.get(url(name, page)).content.decode()
        assert "<script>alert(1)</script>" not in html, name


def test_the_editor_sees_what_is_missing(admin_client, network):
    html = admin_client.get(url("edit", make_practice(network))).content.decode()
    assert "why it works" in html
