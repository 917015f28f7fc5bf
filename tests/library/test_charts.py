"""Charts are drawn to scale, within their frame, whatever the numbers."""

import re
from decimal import Decimal
from itertools import pairwise

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from wagtail_pmi.library.charts import LINE_BOTTOM, LINE_TOP, MARKERS, bar_chart, line_chart, make_axis, nice_ticks
from wagtail_pmi.library.tables import MAX_SERIES, Row, Table

numbers = st.decimals(-(10**14), 10**14, places=2) | st.decimals(-1, 1, places=6) | st.integers(-5, 5).map(Decimal)
tables = st.integers(1, MAX_SERIES).flatmap(
    lambda count: st.lists(
        st.builds(Row, st.text(max_size=90), st.tuples(*[st.none() | numbers] * count)), min_size=1, max_size=9
    ).map(lambda rows: Table("Label", ("Name",) * count, tuple(rows)))
)


def table(*rows):
    return Table(
        "Year", ("A", "B", "C", "D")[: len(rows[0])], tuple(Row(f"Row {n}", _exact(row)) for n, row in enumerate(rows))
    )


def _exact(row):
    return tuple(None if value is None else Decimal(str(value)) for value in row)


def share(text):
    assert re.fullmatch(r"-?\d+\.\d\d%", text), text
    return float(text[:-1])


class TestTicks:
    @pytest.mark.parametrize(
        "low, high, expected",
        [
            (0, 10, [0, 2, 4, 6, 8, 10]),
            (0, 61, [0, 20, 40, 60, 80]),
            (-12, 22, [-20, -10, 0, 10, 20, 30]),
            (583122, 585708, [583000, 584000, 585000, 586000]),
            (0, "0.3", ["0.0", "0.1", "0.2", "0.3"]),
            (0, 0, [0, "0.2"]),
            (-7, -7, [-8, -6]),
        ],
    )
    def test_are_round_numbers_that_enclose_all(self, low, high, expected):
        assert nice_ticks(Decimal(low), Decimal(high)) == tuple(map(Decimal, expected))

    @given(numbers, numbers, st.integers(1, 5))
    def test_enclose_any_two_numbers_in_few_equal_steps(self, one, other, intervals):
        low, high = sorted([one, other])
        ticks = nice_ticks(low, high, intervals)
        assert ticks[0] <= low and ticks[-1] >= high
        assert 2 <= len(ticks) <= intervals + 2
        [step] = {after - before for before, after in pairwise(ticks)}
        assert str(step.normalize().as_tuple().digits) in {"(1,)", "(2,)", "(5,)"}

    @pytest.mark.parametrize(
        "high, scale, last",
        [
            (5_000_000, "", "5,000,000"),
            (90_000_000, "millions", "100"),
            (90_000_000_000, "billions", "100"),
            (900_000_000_000_000, "trillions", "1,000"),
        ],
    )
    def test_large_numbers_are_counted_in_millions_and_more(self, high, scale, last):
        axis = make_axis(Decimal(0), Decimal(high))
        assert (axis.scale, axis.labels[-1]) == (scale, last)


class TestBars:
    def test_are_as_long_as_their_numbers(self):
        bars = bar_chart(table([10], [5], [0])).bars
        assert share(bars[0].width) == pytest.approx(2 * share(bars[1].width), abs=0.02)
        assert share(bars[2].width) == 0

    def test_the_longest_bar_takes_all_the_room_there_is(self):
        chart = bar_chart(table([1_016_508], [342_259]))
        longest = share(chart.bars[0].width)
        beside = next(words for words in chart.words if words.text == "1,016,508")
        assert share(beside.x) == longest > 70
        assert [words.text for words in chart.words if words.y > chart.bottom] == ["0", "500,000", "1,000,000"]

    def test_negative_numbers_go_left_from_zero(self):
        chart = bar_chart(table([-10, 5]))
        left, right = chart.bars
        assert share(left.x) + share(left.width) == pytest.approx(share(chart.zero), abs=0.02)
        assert share(right.x) == pytest.approx(share(chart.zero), abs=0.02)

    def test_a_missing_number_is_said_and_has_no_bar(self):
        chart = bar_chart(table([None, 5]))
        assert share(chart.bars[0].width) == 0
        assert "none" in [words.text for words in chart.words]

    def test_the_numbers_are_written_at_their_ends(self):
        texts = [words.text for words in bar_chart(table([1234567.5, -3]), "$").words]
        assert "$1,234,567.5" in texts and "−$3" in texts

    def test_long_labels_take_more_lines_and_no_more_than_three(self):
        long = Table("City", ("A",), (Row("A city with a name " * 20, (Decimal(1),)), Row("x" * 300, (Decimal(2),))))
        short = table([1], [2])
        lines = [
            words.text
            for words in bar_chart(long).words
            if words.text.startswith(("A city", "x", "name", "city", "with"))
        ]
        assert 4 <= len(lines) <= 6 and max(map(len, lines)) <= 41
        assert bar_chart(long).height > bar_chart(short).height

    @given(tables)
    def test_nothing_leaves_the_frame_and_no_bar_lies_upon_another(self, made):
        chart = bar_chart(made, "$")
        for bar in chart.bars:
            assert share(bar.x) >= -0.02 and share(bar.x) + share(bar.width) <= 100.02
            assert 0 <= bar.y < chart.bottom < chart.height
        assert len({bar.y for bar in chart.bars}) == len(chart.bars)
        assert all(isinstance(words.y, int) and 0 <= words.y <= chart.height for words in chart.words)


class TestLines:
    def test_higher_numbers_are_higher(self):
        [line] = line_chart(table([1], [3], [2])).lines
        heights = [y for _x, y in line.points]
        assert heights[1] < heights[2] < heights[0]
        assert [share(x) for x, _y in line.points] == pytest.approx([16.67, 50, 83.33])

    def test_a_missing_number_leaves_a_gap(self):
        [line] = line_chart(table([1], [2], [None], [4], [None], [6])).lines
        assert len(line.points) == 4 and len(line.segments) == 1

    def test_one_point_is_a_point(self):
        [line] = line_chart(table([7])).lines
        assert [x for x, _y in line.points] == ["50.00%"] and line.segments == []

    def test_the_axis_begins_at_zero_unless_the_numbers_are_close_together_and_far_from_it(self):
        assert line_chart(table([10], [90])).zero == LINE_BOTTOM
        assert line_chart(table([583122], [585708])).zero is None
        assert line_chart(table([-5], [5])).zero not in (None, LINE_BOTTOM)
        assert line_chart(table([7], [7])).zero == LINE_BOTTOM

    def test_lines_differ_in_more_than_color(self):
        lines = line_chart(table([1, 2, 3, 4], [2, 3, 4, 5])).lines
        assert len({line.dash for line in lines}) == len({line.marker for line in lines}) == len(MARKERS) == 4

    def test_a_phone_shows_fewer_labels_than_a_desk(self):
        chart = line_chart(Table("Year", ("A",), tuple(Row(str(year), (Decimal(1),)) for year in range(1990, 2020))))
        below = [words for words in chart.words if words.y > LINE_BOTTOM + 8]
        always = [words for words in below if not words.is_wide]
        assert 2 <= len(always) <= 8 < len(below) <= 17

    @given(tables.filter(lambda made: made.numbers))
    def test_nothing_leaves_the_frame(self, made):
        chart = line_chart(made)
        for line in chart.lines:
            assert all(LINE_TOP <= y <= LINE_BOTTOM and 0 <= share(x) <= 100 for x, y in line.points)
        assert all(LINE_TOP <= y <= LINE_BOTTOM for y in chart.grid)
        assert all(words.y <= chart.height for words in chart.words)


@pytest.mark.parametrize("draw", [bar_chart, line_chart])
def test_positions_know_no_language_and_words_do(draw, settings):
    settings.USE_THOUSAND_SEPARATOR = True
    made = table([1234.5, -2000], [5678.25, None])

    def without_words(chart):
        return re.sub(r"text='[^']*'", "", repr(chart))

    english = draw(made)
    with translation.override("es"):
        spanish = draw(made)
    assert without_words(english) == without_words(spanish)
    assert [words.text for words in english.words] != [words.text for words in spanish.words]
