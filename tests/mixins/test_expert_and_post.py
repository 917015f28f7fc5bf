"""What an expert's page and a post may and may not say."""

import pytest

from wagtail_pmi.models import PostAuthor
from wagtail_pmi.testing import make_expert
from wagtail_pmi.vocabularies import ExpertKind

from .examples import errors_of, expert, post

pytestmark = pytest.mark.django_db


class TestOrcid:
    @pytest.mark.parametrize("orcid", ["0000-0002-1825-0097", "0000-0001-5109-3700", "0000-0002-1694-233X", ""])
    def test_valid(self, orcid):
        assert errors_of(expert(orcid=orcid)) == {}

    @pytest.mark.parametrize("last", "012345689X")
    def test_every_other_check_digit_is_refused(self, last):
        assert list(errors_of(expert(orcid=f"0000-0002-1825-009{last}"))) == ["orcid"]

    @pytest.mark.parametrize(
        "orcid",
        [
            "0000000218250097",
            "0000-0002-1825-009",
            "0000-0002-1694-233x",
            "0000-0002-1825-00²7",
            "٠٠٠٠-٠٠٠٢-١٨٢٥-٠٠٩7",
            "----",
            "X",
            "0000-0002-1825-0097\n",
        ],
    )
    def test_other_forms_are_refused(self, orcid):
        assert "orcid" in errors_of(expert(orcid=orcid))


class TestKinds:
    def test_of_the_vocabulary_in_any_number(self):
        assert errors_of(expert(kinds=[])) == {}
        assert errors_of(expert(kinds=ExpertKind.values)) == {}
        assert expert(kinds=["funder"]).kind_labels == ["Funder"]

    @pytest.mark.parametrize(
        "kinds", [["wizard"], ["funder", "wizard"], "funder", 5, True, {"funder": 1}, [["funder"]], [None]]
    )
    def test_of_nothing_else(self, kinds):
        assert list(errors_of(expert(kinds=kinds))) == ["kinds"]

    def test_message_names_the_unknown_code_alone(self):
        [message] = errors_of(expert(kinds=["funder", "wizard"]))["kinds"]
        assert "wizard" in message and "funder" not in message

    def test_a_code_that_went_out_of_use_is_not_shown(self):
        assert expert(kinds=["wizard", "funder"]).kind_labels == ["Funder"]


class TestSource:
    def test_address_and_name_go_together(self):
        assert list(errors_of(post(canonical_url="https://example.org/"))) == ["source_name"]
        assert list(errors_of(post(source_name="A paper"))) == ["canonical_url"]
        assert errors_of(post(source_name="A paper", canonical_url="https://example.org/")) == {}

    def test_address_is_of_the_web(self):
        assert list(errors_of(post(source_name="A paper", canonical_url="javascript:alert(1)"))) == ["canonical_url"]


class TestAuthor:
    def test_is_an_expert_or_a_guest(self, network):
        page = make_expert(network)
        assert errors_of(PostAuthor(page=None, expert=page)).keys() <= {"page"}
        assert errors_of(PostAuthor(name="Guest")).keys() <= {"page"}

    def test_is_not_both_and_not_neither(self, network):
        page = make_expert(network)
        assert "__all__" in errors_of(PostAuthor(expert=page, name="Guest"))
        assert "__all__" in errors_of(PostAuthor())
        assert "__all__" in errors_of(PostAuthor(name="   "))


class TestReadingMinutes:
    @pytest.mark.parametrize("words, minutes", [(0, 1), (1, 1), (220, 1), (221, 2), (2200, 10)])
    def test_whole_and_at_least_one(self, words, minutes):
        assert post(body=[("paragraph", f"<p>{'word ' * words}</p>")]).reading_minutes == minutes

    def test_markup_is_not_read(self):
        body = [("paragraph", "<p>" + "<b>word</b> " * 220 + "</p>")]
        assert post(body=body).reading_minutes == 1

    def test_an_empty_body_takes_a_minute(self):
        assert post(body=[]).reading_minutes == 1
