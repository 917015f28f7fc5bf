"""Counting and merging terms: everything is re-pointed, drafts too, and the old address leads to the new."""

import pytest
from django.core.exceptions import ValidationError

from wagtail_pmi.library.terms import merge_terms, relation_to, term_counts, with_term
from wagtail_pmi.models import (
    Beneficiary,
    BestPracticePage,
    BlogPostPage,
    Keyword,
    MemberCityPage,
    Organisation,
    Topic,
)
from wagtail_pmi.testing import make_city, make_expert, make_post, make_practice, make_topic

pytestmark = pytest.mark.django_db


def fresh(page):
    return type(page).objects.get(pk=page.pk)


def drafted(page):
    return fresh(page).get_latest_revision_as_object()


def names(relation):
    return sorted(term.name for term in relation.all())


class TestRelation:
    def test_is_found_for_each_type(self):
        assert relation_to(BestPracticePage, Topic) == "topics"
        assert relation_to(MemberCityPage, Topic) == "priorities"
        assert relation_to(BlogPostPage, Keyword) == "keywords"
        assert relation_to(MemberCityPage, Keyword) is None

    def test_a_type_without_the_vocabulary_has_no_rows_of_it(self, network):
        make_city(network)
        assert not with_term(MemberCityPage.objects.all(), Keyword.objects.create(name="x")).exists()

    def test_a_topic_of_the_upper_level_stands_for_those_below(self, network):
        upper = make_topic("Upper")
        page = make_practice(network, topics=[make_topic("Lower", parent=upper), make_topic("Lower 2", parent=upper)])
        make_practice(network)
        assert list(with_term(BestPracticePage.objects.all(), upper)) == [page]

    def test_counts_are_over_all_types_and_without_unused_terms(self, network):
        used, _unused = make_topic("Used"), make_topic("Unused")
        rows = [make_practice(network, topics=[used]), make_city(network, priorities=[used]), make_city(network)]
        found = term_counts(Topic, [type(row).objects.all() for row in rows[:2]])
        assert [(count.term.name, count.count) for count in found] == [("Used", 2)]


class TestMerge:
    def test_every_relation_has_the_other_term(self, network):
        old, new = make_topic("Old"), make_topic("New")
        pages = [
            make_practice(network, topics=[old]),
            make_city(network, priorities=[old]),
            make_expert(network, topics=[old]),
            make_post(network, topics=[old]),
        ]
        assert merge_terms(old, new) == 4
        assert [names(getattr(fresh(page), relation_to(type(page), Topic))) for page in pages] == [["New"]] * 4

    def test_keywords_too(self, network):
        old, new = Keyword.objects.create(name="Old"), Keyword.objects.create(name="New")
        pages = [make_practice(network, keywords=[old]), make_post(network, keywords=[old])]
        merge_terms(old, new)
        assert [names(fresh(page).keywords) for page in pages] == [["New"], ["New"]]

    def test_what_had_both_has_one(self, network):
        old, new, other = make_topic("Old"), make_topic("New"), make_topic("Other")
        tags = Keyword.objects.create(name="Old"), Keyword.objects.create(name="New")
        page = make_practice(network, topics=[old, new, other], keywords=tags)
        merge_terms(old, new)
        merge_terms(*tags)
        assert names(fresh(page).topics) == ["New", "Other"]
        assert fresh(page).keyword_items.count() == 1

    def test_other_rows_and_vocabularies_stay(self, network):
        old, new, other = make_topic("Old"), make_topic("New"), make_topic("Other")
        tag, group = Keyword.objects.create(pk=old.pk, name="Old"), Beneficiary.objects.create(pk=old.pk, name="Old")
        page = make_practice(network, topics=[other], keywords=[tag], beneficiaries=[group])
        page.save_revision()
        assert merge_terms(old, new) == 0
        for version in (fresh(page), drafted(page)):
            assert names(version.topics) == ["Other"]
            assert names(version.keywords) == names(version.beneficiaries) == ["Old"]

    def test_no_term_is_merged_into_itself_or_another_vocabulary(self):
        topic = make_topic("Topic")
        for target in (topic, Topic.objects.get(pk=topic.pk), Keyword.objects.create(name="Keyword")):
            with pytest.raises(ValidationError):
                merge_terms(topic, target)
        topic.refresh_from_db()
        assert topic.merged_into is None

    def test_merged_terms_are_not_merged_again(self):
        old, new, third = make_topic("Old"), make_topic("New"), make_topic("Third")
        merge_terms(old, new)
        for source, target in ((old, third), (third, old)):
            with pytest.raises(ValidationError):
                merge_terms(source, target)

    def test_a_term_with_terms_below_goes_only_to_the_upper_level(self):
        upper, lower, other = make_topic("Upper"), make_topic("Lower"), make_topic("Other")
        lower.parent = upper
        lower.save()
        below_other = make_topic("Below other", parent=other)
        for target in (lower, below_other):
            with pytest.raises(ValidationError):
                merge_terms(upper, target)
        merge_terms(upper, other)
        lower.refresh_from_db()
        assert lower.parent == other

    def test_a_chain_of_merges_leads_to_its_end(self, client, network):
        first, second, third = make_topic("First"), make_topic("Second"), make_topic("Third")
        page = make_practice(network, topics=[first])
        merge_terms(first, second)
        merge_terms(second, third)
        assert names(fresh(page).topics) == ["Third"]
        for old in (first, second):
            response = client.get(network.get_term_url(old))
            assert (response.status_code, response.url) == (301, "/topics/third/")

    def test_old_addresses_and_lists_show_the_new_term(self, client, network):
        old, new = make_topic("Old"), make_topic("New")
        make_practice(network, "CitiStat", topics=[old])
        merge_terms(old, new)
        assert client.get("/topics/old/", follow=True).redirect_chain == [("/topics/new/", 301)]
        assert [count.term for count in client.get("/topics/").context["terms"]] == [new]
        assert client.get("/practices/?topic=new").context["listing"].count == 1
        assert client.get("/practices/?topic=old").context["listing"].invalid

    def test_a_failure_changes_nothing(self, network, monkeypatch):
        old, new = make_topic("Old"), make_topic("New")
        page = make_practice(network, topics=[old])
        monkeypatch.setattr(Topic, "save", lambda *args, **kwargs: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            merge_terms(old, new)
        assert names(fresh(page).topics) == ["Old"]


class TestMergeInDrafts:
    @pytest.mark.parametrize("had_both", [False, True])
    def test_chosen_terms_and_keywords_are_replaced_once(self, network, had_both):
        topics, tags = [make_topic("Old"), make_topic("New")], [Keyword.objects.create(name=n) for n in ("Old", "New")]
        drafts = []
        for page in (make_practice(network), make_post(network)):
            page.topics.set(topics if had_both else topics[:1])
            page.keywords.set(tags if had_both else tags[:1])
            page.save_revision()
            drafts.append(page)
        city = make_city(network)
        city.priorities.set(topics if had_both else topics[:1])
        city.save_revision()
        assert merge_terms(*topics) == 0
        merge_terms(*tags)
        assert names(drafted(city).priorities) == ["New"]
        for page in drafts:
            draft = drafted(page)
            assert names(draft.topics) == names(draft.keywords) == ["New"]
            assert len(draft.keyword_items.all()) == 1
            draft.save_revision().publish()
            assert names(fresh(page).topics) == names(fresh(page).keywords) == ["New"]

    def test_what_was_never_published_too(self, network):
        old, new = make_topic("Old"), make_topic("New")
        page = make_practice(network, live=False)
        page.topics.set([old])
        page.save_revision()
        merge_terms(old, new)
        assert names(drafted(page).topics) == ["New"]

    def test_a_scheduled_revision_too(self, network):
        old, new = make_topic("Old"), make_topic("New")
        page = make_practice(network)
        page.topics.set([old])
        earlier = page.save_revision()
        page.topics.set([])
        page.save_revision()
        merge_terms(old, new)
        earlier.refresh_from_db()
        assert names(earlier.as_object().topics) == ["New"]


class TestOldNames:
    def test_typing_the_old_name_gives_the_new_keyword(self, network):
        old, new = Keyword.objects.create(name="Old"), Keyword.objects.create(name="New")
        merge_terms(old, new)
        page = make_practice(network, keywords=["old"])
        assert names(fresh(page).keywords) == ["New"]

    def test_typing_both_names_gives_it_once(self, network):
        old, new = Keyword.objects.create(name="Old"), Keyword.objects.create(name="New")
        merge_terms(old, new)
        for typed in (["Old", "New"], ["New", "Old"]):
            page = make_practice(network, keywords=typed)
            assert fresh(page).keyword_items.count() == 1
            page = fresh(page)
            page.keywords.add("Old")
            page.save()
            assert fresh(page).keyword_items.count() == 1


def test_an_organisation_is_no_term(network):
    assert relation_to(Organisation, Topic) is None
