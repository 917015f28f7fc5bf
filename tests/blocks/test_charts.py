"""Charts: what they show, refuse, find and tell."""

import re
from xml.etree import ElementTree

import pytest
from django.utils import translation
from wagtail.blocks import StructBlockValidationError

from tests.blocks.reading import errors_of, show, tell, words_of

pytestmark = pytest.mark.django_db

CHART = {
    "kind": "bar",
    "title": "Requests",
    "numbers": "Year; Opened; Closed\n2023; 5200.5; 4100\n2024; 6100;",
    "unit": "calls",
}


class TestChart:
    @pytest.mark.parametrize("kind", ["bar", "line"])
    def test_is_an_image_with_words_and_a_table_of_the_numbers(self, network, kind):
        html = show(network, ("chart", CHART | {"kind": kind, "source": "City", "note": "Within a week."}))
        root = ElementTree.fromstring(_drawing(html))
        assert root.get("role") == "img"
        words = {element.get("id"): element.text for element in root}
        assert words[root.get("aria-labelledby")] == "Requests"
        alternative = words[root.get("aria-describedby")].replace("\N{NO-BREAK SPACE}", " ")
        assert "Opened, Closed" in alternative and alternative.endswith("From 4,100 calls to 6,100 calls.")
        table = words_of(html[html.index("<table") : html.index("</table>")])
        assert table == "Requests Year Opened Closed 2023 5,200.5 4,100 2024 6,100 –"
        assert "Source: City" in words_of(html) and "Within a week." in html

    @pytest.mark.parametrize("kind", ["bar", "line"])
    def test_attributes_know_no_language(self, network, settings, kind):
        settings.USE_THOUSAND_SEPARATOR = True
        many = CHART | {
            "kind": kind,
            "numbers": "Year; A; B\n" + "".join(f"{year}; {year}.5; -{year}\n" for year in range(1980, 2026)),
        }
        english = show(network, ("chart", many))
        with translation.override("de"):
            german = show(network, ("chart", many))

        def attributes(html):
            return [sorted(element.attrib.items()) for element in ElementTree.fromstring(_drawing(html)).iter()]

        assert attributes(english) == attributes(german)
        assert "2.025,5" in german and "2,025.5" in english

    def test_style_stays_in_the_style_sheet(self, network):
        html = show(network, ("chart", CHART), ("chart", CHART | {"kind": "line"}))
        assert not re.search(r"\sstyle=|<style|<script", html)

    def test_several_on_a_page_share_no_id(self, network):
        html = show(network, *[("chart", CHART | {"kind": kind}) for kind in ("bar", "line", "bar")])
        ids = re.findall(r'\bid="([^"]+)"', html)
        assert len(ids) == len(set(ids)) >= 6
        used = re.findall(r'url\(#([^)]+)\)|aria-(?:labelled|described)by="([^"]+)"', html)
        assert {one or other for one, other in used} <= set(ids)

    def test_series_differ_in_pattern_dash_and_marker(self, network):
        numbers = "Year; A; B; C; D\n2023; 1; 2; 3; 4\n2024; 2; 3; 4; 5"
        bars = show(network, ("chart", CHART | {"numbers": numbers}))
        assert bars.count("<pattern") == 3
        lines = show(network, ("chart", CHART | {"numbers": numbers, "kind": "line"}))
        assert len(set(re.findall(r'stroke-dasharray="([^"]+)"', lines))) == 3
        assert len(set(re.findall(r'<path d="(M[^"]+Z)"', lines))) == 4

    @pytest.mark.parametrize(
        "numbers",
        ["", None, "x", "Year; A\n2023; soon", "a;b;c;d;e;f\n1;2;3;4;5;6", "\x00;\n;;;", "A; B\n1; " + "9" * 5000],
    )
    @pytest.mark.parametrize("kind", ["bar", "line", "pie"])
    def test_old_numbers_that_cannot_be_read_do_no_harm(self, network, numbers, kind):
        assert "Requests" in show(network, ("chart", CHART | {"numbers": numbers, "kind": kind}))
        assert (
            tell(network, ("chart", CHART | {"numbers": numbers}))[0].keys()
            == tell(network, ("chart", CHART))[0].keys()
        )

    def test_the_api_tells_what_one_needs_to_draw_it(self, network):
        [told] = tell(network, ("chart", CHART))
        assert (told["kind"], told["title"], told["unit"]) == ("bar", "Requests", "calls")
        assert (told["label_name"], told["series"]) == ("Year", ["Opened", "Closed"])
        assert told["rows"] == [{"label": "2023", "values": [5200.5, 4100]}, {"label": "2024", "values": [6100, None]}]

    def test_words_are_found_and_numbers_are_not(self, block):
        found = block["chart"].get_searchable_content(block["chart"].to_python(CHART | {"note": "A note"}))
        assert found == ["Requests", "A note", "Opened", "Closed", "2023", "2024"]

    @pytest.mark.parametrize("language, number", [("en", "1234"), ("es", "1.2340"), ("de", "1.2340")])
    def test_numbers_are_kept_as_the_editors_language_means_them(self, block, language, number):
        value = block["chart"].to_python(CHART | {"numbers": "Year; A\n2023; 1,234"})
        with translation.override(language):
            once = block["chart"].clean(value)
            again = block["chart"].clean(once)
        assert once["numbers"] == again["numbers"] == f"Year; A\n2023; {number}"

    def test_a_row_pasted_from_a_spreadsheet_may_end_with_a_gap(self, block):
        form = {
            "c-kind": "bar",
            "c-title": "T",
            "c-numbers": "Year\tA\tB\r\n2023\t1\t\r\n",
            "c-unit": "",
            "c-source": "",
            "c-source_url": "",
            "c-note": "",
        }
        value = block["chart"].clean(block["chart"].value_from_datadict(form, {}, "c"))
        assert value["numbers"] == "Year\tA\tB\n2023\t1\t"

    def test_all_that_is_wrong_is_said_at_once(self, block):
        value = block["chart"].to_python(
            CHART | {"title": "", "numbers": "Year; A\n; 1\n2024; soon", "source_url": "javascript:x"}
        )
        with pytest.raises(StructBlockValidationError) as caught:
            block["chart"].clean(value)
        found = errors_of(caught.value)
        assert found.keys() == {"title", "numbers", "source_url"} and len(found["numbers"]) == 2

    def test_a_draft_may_be_without_numbers_but_not_with_wrong_ones(self, block):
        chart = block["chart"]
        chart.defer_required_validation()
        try:
            assert chart.clean(chart.to_python({"kind": "bar", "title": "", "numbers": ""}))["numbers"] == ""
            with pytest.raises(StructBlockValidationError):
                chart.clean(chart.to_python(CHART | {"numbers": "Year; A\n2023; soon"}))
        finally:
            chart.restore_deferred_validation()


def _drawing(html):
    """The drawing itself: drawings hold small ones, so their ends are counted."""
    start = html.index('<svg class="pmi-chart__drawing')
    depth = 0
    for tag in re.finditer(r"<svg\b|</svg>", html[start:]):
        depth += 1 if tag[0] == "<svg" else -1
        if not depth:
            return html[start : start + tag.end()]
    raise AssertionError("The drawing has no end.")
