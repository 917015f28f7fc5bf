"""What a membership, a partner, a link, a resource and an organization need to hold together."""

import datetime

import pytest
from django.utils import timezone
from wagtail.documents import get_document_model

from tests.mixins.examples import errors_of
from wagtail_pmi.models import Membership, NetworkLink, NetworkPartner, Organisation, Resource
from wagtail_pmi.testing import make_city, make_expert, make_membership, make_network

pytestmark = pytest.mark.django_db

EARLY, LATE = datetime.date(2026, 1, 1), datetime.date(2026, 1, 2)


class TestMembership:
    @pytest.fixture
    def membership(self, network, admin_user):
        return lambda **fields: Membership(**{"user": admin_user, "network": network, "kind": "editor"} | fields)

    def test_does_not_end_before_it_begins(self, membership):
        assert list(errors_of(membership(starts_on=LATE, ends_on=EARLY))) == ["ends_on"]
        assert errors_of(membership(starts_on=EARLY, ends_on=EARLY)) == {}

    @pytest.mark.parametrize("kind", ["representative", "city_staff"])
    def test_of_a_city_names_the_city(self, membership, network, kind):
        assert list(errors_of(membership(kind=kind))) == ["city"]
        assert errors_of(membership(kind=kind, city=make_city(network))) == {}

    def test_of_an_expert_names_the_expert(self, membership, network):
        assert list(errors_of(membership(kind="expert"))) == ["expert"]
        assert errors_of(membership(kind="expert", expert=make_expert(network))) == {}

    @pytest.mark.parametrize("name, make", [("city", make_city), ("expert", make_expert)])
    def test_names_a_page_of_its_own_network(self, membership, network, name, make):
        other = make_network(title="Other", as_site_root=False)
        kind = "representative" if name == "city" else name
        assert errors_of(membership(kind=kind, **{name: make(network)})) == {}
        assert list(errors_of(membership(kind=kind, **{name: make(other)}))) == [name]

    def test_all_errors_come_in_one_go(self, membership):
        wrong = membership(kind="city_staff", starts_on=LATE, ends_on=EARLY)
        assert set(errors_of(wrong)) == {"ends_on", "city"}

    def test_begins_today_when_nothing_is_said(self, membership):
        found = membership()
        found.save()
        assert Membership.objects.in_force().filter(pk=found.pk).exists()

    @pytest.mark.parametrize(
        "starts, ends, holds",
        [
            (0, None, True),
            (0, 0, True),
            (-9, 0, True),
            (1, None, False),
            (-9, -1, False),
            (-9, None, True),
            (1, 2, False),
        ],
    )
    def test_holds_from_its_first_day_to_its_last(self, network, starts, ends, holds):
        today = timezone.localdate()
        ends_on = None if ends is None else today + datetime.timedelta(ends)
        made = make_membership(network, starts_on=today + datetime.timedelta(starts), ends_on=ends_on)
        assert Membership.objects.in_force().filter(pk=made.pk).exists() is holds


class TestNetworkRows:
    def test_a_partnership_does_not_end_before_it_begins(self, network):
        partner = {"network": network, "organisation": Organisation.objects.create(name="A university")}
        assert list(errors_of(NetworkPartner(starts_on=LATE, ends_on=EARLY, **partner))) == ["ends_on"]
        assert errors_of(NetworkPartner(starts_on=EARLY, ends_on=LATE, **partner)) == {}
        assert errors_of(NetworkPartner(ends_on=LATE, **partner)) == {}

    @pytest.mark.parametrize("fields", [{}, {"title": "A guide"}, {"url": "https://example.org/"}])
    def test_a_link_leads_somewhere_and_has_a_name(self, network, fields):
        assert list(errors_of(NetworkLink(network=network, **fields))) == ["__all__"]

    def test_a_link_is_a_title_with_an_address_or_a_resource(self, network):
        resource = Resource.objects.create(title="A toolkit", kind="toolkit", url="https://example.org/")
        assert errors_of(NetworkLink(network=network, title="A guide", url="https://example.org/")) == {}
        assert errors_of(NetworkLink(network=network, resource=resource)) == {}

    def test_a_link_is_of_the_web(self, network):
        assert "url" in errors_of(NetworkLink(network=network, title="x", url="javascript:alert(1)"))


class TestResource:
    def test_is_a_file_or_an_address(self):
        document = get_document_model().objects.create(title="A paper")
        assert errors_of(Resource(title="x", kind="toolkit", url="https://example.org/")) == {}
        assert errors_of(Resource(title="x", kind="toolkit", file=document)) == {}

    def test_is_not_both_and_not_neither(self):
        document = get_document_model().objects.create(title="A paper")
        both = Resource(title="x", kind="toolkit", url="https://example.org/", file=document)
        assert set(errors_of(both)) == {"file", "url"}
        assert set(errors_of(Resource(title="x", kind="toolkit"))) == {"file", "url"}

    @pytest.mark.parametrize("language", ["en", "es-MX", "zh-Hant-TW", "gsw"])
    def test_language_is_a_tag(self, language):
        assert errors_of(Resource(title="x", kind="toolkit", url="https://example.org/", language=language)) == {}

    @pytest.mark.parametrize("language", ["English", "e", "en_US", "en-", "ÄÖ"])
    def test_language_is_nothing_else(self, language):
        wrong = Resource(title="x", kind="toolkit", url="https://example.org/", language=language)
        assert list(errors_of(wrong)) == ["language"]


class TestOrganisation:
    def test_identifiers_have_their_form(self):
        assert errors_of(Organisation(name="Harvard", ror="03vek6s52", wikidata="Q13371")) == {}

    @pytest.mark.parametrize("ror", ["3vek6s520", "03VEK6S52", "03vek6s5", "https://ror.org/03vek6s52", "03vek6s5²"])
    def test_other_ror_ids_are_refused(self, ror):
        assert "ror" in errors_of(Organisation(name="Harvard", ror=ror))

    def test_two_cities_may_have_a_department_of_the_same_name(self):
        Organisation.objects.create(name="Department of Innovation")
        assert not errors_of(Organisation(name="Department of Innovation"))
