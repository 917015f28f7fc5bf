"""Key figures, outcomes and timelines: what they show, refuse and tell."""

import re

import pytest
from django.utils import translation
from wagtail.blocks import StructBlockValidationError

from tests.blocks.reading import errors_of, show, tell, words_of

pytestmark = pytest.mark.django_db

OUTCOME = {"metric": "Days", "before": 12, "after": 3, "unit": "days", "direction": "down", "period": "2019 to 2022"}


def figure(**fields):
    return {"value": "48", "label": "closed in a week", "unit": "%", "year": 2024, **fields}


class TestKeyFigures:
    def test_a_figure_has_its_unit_words_year_and_source(self, network):
        figures = [figure(source="Auditor", source_url="https://x.org/a"), figure(value="1250000", unit="$")]
        html = show(network, ("key_figures", {"figures": figures}))
        assert words_of(html).startswith("closed in a week (2024) 48% Source: Auditor")
        assert 'href="https://x.org/a"' in html and "$1,250,000" in html

    def test_a_source_without_a_name_is_named_by_its_host(self, network):
        html = show(network, ("key_figures", {"figures": [figure(source_url="https://www.census.gov/x")]}))
        assert ">census.gov</a>" in html

    @pytest.mark.parametrize("value", ["NaN", "Infinity", "many", "", None, []])
    def test_what_is_no_number_is_left_out(self, network, value):
        html = show(network, ("key_figures", {"figures": [figure(value=value, label="Lost"), figure()]}))
        assert "Lost" not in html and "48%" in html
        assert tell(network, ("key_figures", {"figures": [figure(value=value)]}))[0]["figures"][0]["value"] is None

    def test_numbers_are_written_as_the_language_does_and_years_are_not(self, network, settings):
        settings.USE_THOUSAND_SEPARATOR = True
        with translation.override("de"):
            html = show(network, ("key_figures", {"figures": [figure(value="1234.5", unit="days")]}))
        assert "1.234,5" in html and "(2024)" in html

    def test_the_api_says_numbers_as_numbers(self, network):
        [told] = tell(network, ("key_figures", {"figures": [figure(value="0.1"), figure(value="1E+3", year=None)]}))
        assert [each["value"] for each in told["figures"]] == [0.1, 1000]
        assert [each["year"] for each in told["figures"]] == [2024, None]
        assert told["figures"][0].keys() == {"value", "label", "unit", "year", "source", "source_url"}

    def test_all_that_is_wrong_is_said_at_once(self, block):
        value = {"figures": [{"value": None, "label": "", "year": 99999, "source_url": "nowhere"}]}
        with pytest.raises(StructBlockValidationError) as caught:
            block["key_figures"].clean(block["key_figures"].to_python(value))
        assert {path.rpartition(".")[2] for path in errors_of(caught.value)} == {"value", "label", "year", "source_url"}

    @pytest.mark.parametrize("count, is_right", [(0, False), (1, True), (12, True), (13, False)])
    def test_there_are_one_to_twelve(self, block, count, is_right):
        value = block["key_figures"].to_python({"figures": [figure()] * count})
        if is_right:
            assert block["key_figures"].clean(value)
        else:
            with pytest.raises(StructBlockValidationError):
                block["key_figures"].clean(value)


class TestOutcomes:
    @pytest.mark.parametrize(
        "changes, words",
        [
            ({}, "Fell by 9 days (75%). As wanted."),
            ({"direction": "up"}, "Fell by 9 days (75%). Not as wanted."),
            ({"direction": ""}, "Fell by 9 days (75%)."),
            ({"before": None}, "– 3 days No earlier figure."),
            ({"after": 12}, "Unchanged."),
        ],
    )
    def test_the_change_is_worked_out_and_said_in_words(self, network, changes, words):
        html = show(network, ("outcomes", {"caption": "What changed", "rows": [OUTCOME | changes]}))
        shown = words_of(re.sub(r'<span class="pmi-outcomes__label".*?</span>', "", html))
        assert shown.endswith(words), shown

    def test_it_is_a_table_with_a_caption_and_headers(self, network):
        html = show(network, ("outcomes", {"caption": "What changed", "rows": [OUTCOME | {"source": "Auditor"}]}))
        assert "<caption>What changed</caption>" in html
        assert html.count('scope="col"') == 5 and html.count('scope="row"') == 1
        assert show(network, ("outcomes", {"caption": "x", "rows": [OUTCOME]})).count('scope="col"') == 4

    def test_the_api_tells_numbers_and_the_change(self, network):
        [told] = tell(network, ("outcomes", {"caption": "What changed", "rows": [OUTCOME, OUTCOME | {"before": None}]}))
        first, second = told["rows"]
        assert (first["before"], first["after"]) == (12, 3)
        assert first["change"].replace("\N{NO-BREAK SPACE}", " ") == "Fell by 9 days (75%)."
        assert first.keys() == second.keys() and second["before"] is None

    def test_an_outcome_without_a_number_is_left_out(self, network):
        html = show(network, ("outcomes", {"caption": "Gone", "rows": [OUTCOME | {"after": "soon"}]}))
        assert "Gone" not in html


class TestTimeline:
    @pytest.mark.parametrize(
        "date, shown",
        [
            ("2019", '<time datetime="2019">2019</time>'),
            ("2019-05", '<time datetime="2019-05">May 2019</time>'),
            ("2019-05-31", '<time datetime="2019-05-31">May 31, 2019</time>'),
            ("early 2020", ">early 2020<"),
            ("0000", ">0000<"),
            ("2019-13", ">2019-13<"),
        ],
    )
    def test_a_date_is_written_for_readers_and_machines_and_words_are_kept(self, network, date, shown):
        assert shown in show(network, ("timeline", {"events": [{"date": date, "title": "Begun", "text": ""}]}))

    def test_events_are_an_ordered_list_in_the_order_given(self, network):
        events = [{"date": "2020", "title": "Second"}, {"date": "1999", "title": "First", "text": "One.\n\nTwo."}]
        html = show(network, ("timeline", {"events": events}))
        assert html.count("<li>") == 2 and html.index("Second") < html.index("First")
        assert "<ol" in html and "<p>One.</p>" in html and "<p>Two.</p>" in html

    @pytest.mark.parametrize("date", ["2019-13", "2019-02-30", "2019-5", "0000-01"])
    def test_a_date_that_no_calendar_has_is_refused_with_all_else_that_is_wrong(self, block, date):
        with pytest.raises(StructBlockValidationError) as caught:
            block["timeline"].clean(block["timeline"].to_python({"events": [{"date": date, "title": ""}]}))
        found = errors_of(caught.value)
        assert {path.rpartition(".")[2] for path in found} == {"date", "title"}
        assert "Write a date of the calendar, such as 2019-05-31, or words." in str(found)
