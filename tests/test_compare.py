"""Two to four practices side by side, chosen by the address."""

import re
from html import unescape

import pytest
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import PageViewRestriction

from wagtail_pmi.models import AdoptionLesson, BestPracticePage, PracticePrerequisite
from wagtail_pmi.testing import make_adoption, make_city, make_membership, make_practice, make_topic

from .corpus import HOSTILE

pytestmark = pytest.mark.django_db

TITLES = ["Alpha", "Beta", "Gamma", "Delta", "Epsilon"]


@pytest.fixture
def practices(network):
    made = {title.lower(): make_practice(network, title) for title in TITLES}
    for practice in made.values():
        practice.prerequisites = [
            PracticePrerequisite(kind="partner", text="People.", rule=[("population", {"least": 1000, "most": None})])
        ]
        practice.components.create(title="A part", role="core")
        practice.save()
    return made


def address(*slugs, like=""):
    query = [f"practice={slug}" for slug in slugs] + ([f"like={like}"] if like else [])
    return f"/practices/compare/?{'&'.join(query)}"


def columns_of(response):
    return [column.practice.title for column in response.context["columns"]]


def text_of(response):
    assert response.status_code == 200
    html = response.content.decode()
    return " ".join(unescape(re.sub(r"<(style|script).*?</\1>|<[^>]*>", " ", html, flags=re.S)).split())


def rows_of(response):
    """Label of each row → the texts of its cells."""
    table = re.search(r"<tbody>(.*?)</tbody>", response.content.decode(), re.S)[1]
    found = {}
    for row in re.findall(r"<tr>(.*?)</tr>", table, re.S):
        label, *cells = (
            " ".join(unescape(re.sub(r"<[^>]*>", " ", cell)).split())
            for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.S)
        )
        found[label] = cells
    return found


class TestChoice:
    def test_columns_stand_in_the_order_of_the_address(self, client, practices):
        assert columns_of(client.get(address("gamma", "alpha"))) == ["Gamma", "Alpha"]

    def test_nothing_chosen_asks_for_practices(self, client, practices):
        response = client.get("/practices/compare/")
        assert "Choose two to four practices" in text_of(response)
        assert response.context["columns"] == []

    def test_one_asks_for_another(self, client, practices):
        response = client.get(address("alpha"))
        assert "Chosen: Alpha. Choose another one to compare it with." in text_of(response)
        html = response.content.decode()
        assert '<input type="hidden" name="practice" value="alpha">' in html
        assert '<option value="beta">' in html and '<option value="alpha">' not in html

    def test_more_than_four_are_cut_and_said(self, client, practices):
        response = client.get(address("alpha", "beta", "gamma", "delta", "epsilon"))
        assert columns_of(response) == TITLES[:4]
        assert "At most 4 practices can be compared. Left out: Epsilon." in text_of(response)
        assert 'id="pmi-add"' not in response.content.decode()

    def test_one_that_there_is_not_is_named(self, client, practices):
        response = client.get(address("alpha", "nowhere", "beta"))
        assert columns_of(response) == ["Alpha", "Beta"]
        assert "There is no practice “nowhere” in this list." in text_of(response)

    def test_one_named_twice_counts_once(self, client, practices):
        response = client.get(address("alpha", "alpha", "beta", "alpha"))
        assert columns_of(response) == ["Alpha", "Beta"]
        assert "There is no practice" not in text_of(response)

    def test_each_column_can_be_removed(self, client, practices):
        html = client.get(address("alpha", "beta", "gamma")).content.decode()
        assert 'href="/practices/compare/?practice=alpha&amp;practice=gamma"' in html

    def test_removing_and_adding_keep_the_city(self, client, network, practices):
        make_city(network, "Boston")
        html = client.get(address("alpha", "beta", like="boston")).content.decode()
        assert 'href="/practices/compare/?practice=beta&amp;like=boston"' in html
        assert '<input type="hidden" name="like" value="boston">' in html

    def test_the_list_lets_a_reader_tick_and_compare_in_one_form(self, client, practices):
        html = client.get("/practices/").content.decode()
        assert html.count('type="checkbox" name="practice"') == len(TITLES)
        form = re.search(r'<form[^>]*id="pmi-compare"[^>]*>(.*?)</form>', html, re.S)
        assert 'method="get" action="/practices/compare/"' in form[0] and "<form" not in form[1]
        assert 'value="alpha" form="pmi-compare"' in html

    def test_no_other_list_has_boxes(self, client, network, practices):
        practices["alpha"].topics.set([make_topic("Housing")])
        practices["alpha"].save()
        assert 'name="practice"' not in client.get("/topics/housing/").content.decode()

    def test_a_practice_leads_there(self, client, practices):
        assert 'href="/practices/compare/?practice=alpha"' in client.get("/practices/alpha/").content.decode()

    def test_the_address_is_taken(self, network, practices):
        practice = practices["alpha"]
        practice.slug = "compare"
        with pytest.raises(ValidationError) as error:
            practice.full_clean()
        assert "slug" in error.value.error_dict


class TestTable:
    def test_says_of_each_what_is_known(self, client, network, practices):
        alpha = practices["alpha"]
        alpha.topics.set([make_topic("Housing")])
        for name, value in {
            "problem": "<p>It is <b>slow</b>.</p>",
            "approach": "process",
            "evidence_level": 1,
            "evidence_note": "Told by one city.",
            "staff_fte_min": 1,
            "staff_fte_max": 2,
            "months_to_launch_min": 3,
            "replicability_cost": 3,
            "cost_annual_min": "50000",
            "cost_price_year": 2024,
        }.items():
            setattr(alpha, name, value)
        alpha.components.create(title="Another", role="adaptable")
        alpha.lessons.create(kind="financing", text="Too dear.", is_failure=True)
        alpha.save()
        boston = make_city(network, "Boston")
        make_adoption(boston, alpha, stage="ended", end_reason="cost")
        rows = rows_of(client.get(address("alpha", "beta")))
        assert rows["The problem"][0] == "It is slow."
        assert rows["Topics"] == ["Housing", "–"]
        assert rows["Approach"][0] == "Process"
        assert rows["Evidence"][0].startswith("Evidence 1 of 5") and "Told by one city." in rows["Evidence"][0]
        assert rows["Who did this"] == ["1 Ended (Cost)", "Nobody in this network yet"]
        assert rows["Staff"] == ["1 to 2 full-time equivalents", "–"]
        assert rows["Time to launch"] == ["from 3 months", "–"]
        assert rows["How easy to replicate"] == ["100 of 100", "–"]
        assert rows["Cost"] == ["Each year: from 50,000 USD Prices of 2024.", "–"]
        assert rows["Components"] == ["1 core, 1 adaptable", "1 core, 0 adaptable"]
        assert rows["Lessons about failures"] == ["1", "0"]
        assert rows["Prerequisites"][0] == "People. · Essential"
        assert rows["Last verified"] == ["Not yet", "Not yet"]
        assert "Most like your city" not in rows

    def test_for_a_city_says_what_it_meets_pays_and_who_is_like_it(self, client, network, practices):
        make_city(network, "Boston", population=500_000, population_year=2020)
        alpha = practices["alpha"]
        alpha.cost_one_off_min, alpha.cost_price_year, alpha.cost_per_resident = "1.50", 2024, True
        alpha.save()
        for number, size in enumerate([400_000, 50_000, 300_000, 450_000]):
            make_adoption(make_city(network, f"City {number}", population=size), alpha)
        rows = rows_of(client.get(address("alpha", "beta", like="boston")))
        assert "Once: from 750,000 USD" in rows["Cost"][0].replace("about ", "")
        assert "Calculated for 500,000 residents (2020)." in rows["Cost"][0]
        assert re.findall(r"City \d", rows["Most like your city"][0]) == ["City 3", "City 0", "City 2"]
        assert rows["Prerequisites"][0].startswith("1 met Met People.")

    def test_a_city_that_there_is_not_is_said(self, client, network, practices):
        make_city(network, "Boston")
        response = client.get(address("alpha", "beta", like="nowhere"))
        assert "There is no such city in this network." in text_of(response)
        assert response.context["city"] is None

    def test_tells_search_engines_to_stay_away(self, client, practices):
        html = client.get(address("alpha", "beta") + "&utm=x").content.decode()
        assert '<meta name="robots" content="noindex">' in html
        canonical = "http://localhost/practices/compare/?practice=alpha&amp;practice=beta"
        assert f'<link rel="canonical" href="{canonical}">' in html
        assert 'name="robots"' not in client.get("/practices/").content.decode()


class TestGate:
    @pytest.mark.parametrize("hidden", ["draft", "restricted"])
    def test_a_hidden_practice_is_as_one_that_there_is_not(self, client, practices, hidden):
        beta = practices["beta"]
        if hidden == "draft":
            BestPracticePage.objects.get(pk=beta.pk).unpublish()
        else:
            PageViewRestriction.objects.create(page=beta, restriction_type="login")
        response = client.get(address("alpha", "beta", "gamma"))
        assert columns_of(response) == ["Alpha", "Gamma"]
        assert "There is no practice “beta” in this list." in text_of(response)
        assert "Beta" not in text_of(response)

    def test_counts_what_the_viewer_may_see(self, client, network, practices):
        alpha = practices["alpha"]
        alpha.lessons.create(kind="financing", text="Too dear.", is_failure=True, visibility="members")
        alpha.save()
        lessons = [AdoptionLesson(kind="financing", text="Ours.", is_failure=True, visibility="members")]
        make_adoption(make_city(network, "Boston"), alpha, lessons=lessons)
        make_adoption(make_city(network, "Quiet"), alpha, visibility="members")
        there = address("alpha", "beta")
        rows = rows_of(client.get(there))
        assert (rows["Lessons about failures"][0], rows["Who did this"][0]) == ("0", "1 Operating")
        client.force_login(make_membership(network).user)
        response = client.get(there)
        rows = rows_of(response)
        assert (rows["Lessons about failures"][0], rows["Who did this"][0]) == ("2", "2 Operating")
        assert "private" in response["Cache-Control"]

    def test_is_closed_with_its_list(self, client, network, practices):
        listed = network.get_children().get(slug="practices").specific
        listed.expire_at = timezone.now()
        listed.save()
        assert client.get(address("alpha", "beta")).status_code == 404

    def test_hostile_choices_do_no_harm(self, client, network, practices):
        make_city(network, "Boston")
        client.raise_request_exception = False
        for value in HOSTILE:
            query = f"practice=alpha&practice={value}&practice=beta&like={value}"
            response = client.get("/practices/compare/", QUERY_STRING=query)
            assert response.status_code == 200, value[:80]
            if "&" not in value:
                assert columns_of(response) == ["Alpha", "Beta"], value[:80]

    def test_floods_are_cut(self, client, practices):
        query = "&".join(f"practice=x{n}" for n in range(900))
        response = client.get(f"/practices/compare/?practice=alpha&practice=beta&{query}")
        assert columns_of(response) == ["Alpha", "Beta"]
        assert len(response.content) < 60_000

    def test_what_was_asked_for_is_escaped(self, client, practices):
        html = client.get("/practices/compare/", {"practice": "<script>x</script>"}).content.decode()
        assert "<script>x" not in html and "&lt;script&gt;x" in html


def count_queries(client, there):
    client.get(there)
    cache.clear()
    with CaptureQueriesContext(connection) as queries:
        assert client.get(there).status_code == 200
    return len(queries)


def test_costs_the_same_for_2_and_4_practices_and_1_and_20_adopters(client, network, practices):
    make_city(network, "Mine", slug="mine", priorities=[make_topic("Housing")])

    def adopt(count):
        for _number in range(count):
            city = make_city(network)
            for practice in practices.values():
                make_adoption(city, practice, lessons=[AdoptionLesson(kind="financing", text="Learned.")])

    pages = [address("alpha", "beta", like="mine"), address("alpha", "beta", "gamma", "delta", like="mine")]
    adopt(1)
    few = [count_queries(client, there) for there in pages]
    adopt(19)
    many = [count_queries(client, there) for there in pages]
    assert few[0] == few[1] == many[0] == many[1]
    assert many[0] <= 30
