"""Terms: their names, addresses and codes, two levels, and choosing among them."""

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import ProtectedError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.mixins.examples import errors_of
from wagtail_pmi.models import Beneficiary, BestPracticePage, Keyword, Topic
from wagtail_pmi.testing import make_practice, make_topic
from wagtail_pmi.validators import validate_code

pytestmark = pytest.mark.django_db


class TestAddressAndCode:
    def test_are_made_of_the_name(self):
        topic = make_topic("Public health")
        assert (topic.slug, topic.code) == ("public-health", "public_health")

    def test_stay_as_they_were_given(self):
        topic = make_topic("Public health", slug="health", code="h1")
        topic.name = "Health"
        topic.save()
        assert (topic.slug, topic.code) == ("health", "h1")

    def test_names_that_look_alike_have_addresses_of_their_own(self):
        terms = [Keyword.objects.create(name=name) for name in ("C", "C++", "C#", "C?")]
        assert len({term.slug for term in terms}) == len({term.code for term in terms}) == 4
        assert [term.slug for term in terms] == ["c", "c-2", "c-3", "c-4"]

    def test_two_vocabularies_may_share_an_address(self):
        assert make_topic("Youth").slug == Beneficiary.objects.create(name="Youth").slug == "youth"

    @pytest.mark.parametrize("name", ["🎉", "+++", "…", "-", "_", "👨‍👩‍👧‍👦", "¿?"])
    def test_names_without_letters_have_some_too(self, client, network, name):
        first, second = Keyword.objects.create(name=name), Keyword.objects.create(name=name + "!")
        assert first.slug != second.slug
        make_practice(network, keywords=[first])
        assert client.get(network.get_term_url(first)).status_code == 200

    @pytest.mark.parametrize("name", ["x" * 100, "日" * 100, "a b " * 25, "é" * 99 + "!"])
    def test_long_names_fit_twice(self, name):
        for number in ("", "?"):
            term = Keyword.objects.create(name=name[: 100 - len(number)] + number)
            term.refresh_from_db()
            assert len(term.slug) <= 100 and len(term.code) <= 100
            validate_code(term.code)

    @pytest.mark.parametrize(
        "name", ["日本", "Größe", "العربية", "naïve", "../../x", "<script>", "a/b", "?page=2", "%00"]
    )
    def test_address_of_any_name_answers(self, client, network, name):
        topic = make_topic(name)
        make_practice(network, "CitiStat", topics=[topic])
        response = client.get(network.get_term_url(topic))
        assert response.status_code == 200
        assert "CitiStat" in response.content.decode()

    @settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=100).filter(str.strip))
    def test_whatever_the_name_the_page_of_the_term_answers(self, client, network, name):
        with transaction.atomic():
            term = Keyword.objects.create(name=name)
            practice = BestPracticePage.objects.first() or make_practice(network, "CitiStat")
            practice.keywords.set([term])
            practice.save()
            validate_code(term.code)
            assert Keyword.objects.get(slug=term.slug) == term
            assert client.get(network.get_term_url(term)).status_code == 200
            transaction.set_rollback(True)

    @pytest.mark.parametrize("code", ["Public", "public-health", "public health", "_x", "é", "x\n", ""])
    def test_code_has_its_form(self, code):
        assert ("code" in errors_of(Topic(name="Health", slug="health", code=code))) is bool(code)

    @pytest.mark.parametrize("url", ["javascript:alert(1)", "Q100"])
    def test_equal_concept_is_an_address_of_the_web(self, url):
        assert "same_as" in errors_of(Topic(name="Health", slug="health", code="health", same_as=url))

    def test_control_characters_go_from_the_name(self):
        topic = Topic(name="Public\x07 health\u2028 ", slug="health", code="health")
        assert errors_of(topic) == {}
        assert topic.name == "Public health"

    def test_a_name_needs_more_than_control_characters(self):
        assert "name" in errors_of(Topic(name="\x01\x02", slug="health", code="health"))

    def test_a_term_is_made_without_address_and_code(self):
        topic = Topic(name="Health")
        assert errors_of(topic) == {}


class TestLevels:
    def test_there_are_two(self):
        upper = make_topic("Upper")
        lower = make_topic("Lower", parent=upper)
        assert errors_of(lower) == {}
        assert list(errors_of(Topic(name="Third", slug="third", code="third", parent=lower))) == ["parent"]

    def test_no_term_is_its_own_parent(self):
        topic = make_topic()
        topic.parent = topic
        assert list(errors_of(topic)) == ["parent"]

    def test_what_has_terms_below_it_stays_above(self):
        upper, other = make_topic("Upper"), make_topic("Other")
        make_topic("Lower", parent=upper)
        upper.parent = other
        assert list(errors_of(upper)) == ["parent"]

    def test_a_merged_term_is_no_parent(self):
        old = make_topic("Old", merged_into=make_topic("New"))
        assert list(errors_of(Topic(name="x", slug="x", code="x", parent=old))) == ["parent"]

    def test_a_parent_is_not_deleted_from_above_its_terms(self):
        upper = make_topic("Upper")
        make_topic("Lower", parent=upper)
        with pytest.raises(ProtectedError):
            upper.delete()


class TestChoosing:
    @pytest.fixture
    def field(self):
        return BestPracticePage._meta.get_field("topics").formfield()

    def labels(self, field):
        return [
            (label, [text for _value, text in value]) if isinstance(value, list) else label
            for label, value in ((a, b) if isinstance(b, list) else (b, None) for a, b in field.choices)
        ]

    def test_terms_stand_under_their_parents(self, field):
        parent = make_topic("Community")
        make_topic("Parks", parent=parent)
        make_topic("Housing", parent=parent)
        make_topic("Alone")
        assert self.labels(field) == ["Alone", ("Community", ["Community", "Housing", "Parks"])]

    def test_merged_terms_are_not_offered(self, field):
        make_topic("Old", merged_into=make_topic("New"))
        assert self.labels(field) == ["New"]

    def test_a_merged_term_cannot_be_chosen(self, field):
        old = make_topic("Old", merged_into=make_topic("New"))
        with pytest.raises(ValidationError):
            field.clean([str(old.pk)])

    @pytest.mark.parametrize("value", ["A new topic", "0", "999999", "-1", "1e3", "9" * 50, "\x00"])
    def test_no_term_is_typed_into_being(self, field, value):
        make_topic("Housing")
        with pytest.raises(ValidationError):
            field.clean([value])
        assert Topic.objects.count() == 1

    def test_chosen_terms_come_back(self, field):
        topic = make_topic("Housing")
        assert list(field.clean([str(topic.pk)])) == [topic]
