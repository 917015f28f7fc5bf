"""How practices spread: what each number counts, what unknowns do, and a lineage that no data can break."""

import datetime
import uuid
from dataclasses import dataclass, field

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wagtail_pmi.geography import STATES, region_code, states_of
from wagtail_pmi.library.diffusion import (
    MAX_YEARS,
    adopted_on,
    adoption_curve,
    heat_map,
    most_adopted,
    residents_covered,
    time_to_adopt,
)
from wagtail_pmi.library.diffusion_figures import curve_figure, heat_drawing, most_adopted_figure
from wagtail_pmi.library.lineage import BOX, BOX_HEIGHT, COLUMN, ROW, lineage, shortened
from wagtail_pmi.vocabularies import AdoptionStage


@dataclass
class City:
    title: str = "Boston"
    translation_key: int = 1
    population: int | None = 1000
    population_year: int | None = 2020
    country: str = "US"
    state: str = "MA"


@dataclass
class Practice:
    title: str = "CitiStat"
    pk: int = 1
    translation_key: int = 1


@dataclass
class Entry:
    pk: int = 1
    stage: str = "operating"
    role: str = "adopter"
    adopted_from_id: int | None = None
    stage_since: datetime.date = datetime.date(2020, 1, 1)
    started_on: datetime.date | None = None
    launched_on: datetime.date | None = None
    ended_on: datetime.date | None = None
    population_reached: int | None = None
    city: City = field(default_factory=City)
    practice: Practice = field(default_factory=Practice)

    @property
    def uid(self):
        return uuid.UUID(int=self.pk)


def day(year):
    return datetime.date(year, 1, 1)


def launched(*years, **fields):
    return [Entry(pk=n, launched_on=day(year), **fields) for n, year in enumerate(years, 1)]


def years_of(curve):
    return [(point.year, point.adopted, point.active) for point in curve.points]


class TestDayOfAdoption:
    def test_is_the_launch_else_the_start_else_the_stage(self):
        assert adopted_on(Entry(launched_on=day(2012), started_on=day(2010))) == day(2012)
        assert adopted_on(Entry(started_on=day(2010))) == day(2010)
        assert adopted_on(Entry()) == day(2020)

    @pytest.mark.parametrize("stage", ["paused", "ended"])
    def test_the_day_of_a_stage_that_stopped_says_nothing_of_the_beginning(self, stage):
        assert adopted_on(Entry(stage=stage)) is None
        assert adoption_curve([Entry(stage=stage)]).unknown == 1

    @pytest.mark.parametrize("stage", ["watching", "exploring", "assessing", "planning", "declined"])
    def test_who_explores_plans_or_declined_has_not_adopted(self, stage):
        curve = adoption_curve([Entry(stage=stage, started_on=day(2015))])
        assert (curve.points, curve.unknown, curve.not_adopted) == ((), 0, 1)

    def test_a_stage_that_is_not_known_is_no_adoption(self):
        assert adoption_curve([Entry(stage="from the future")]).not_adopted == 1


class TestCurve:
    def test_counts_up_and_subtracts_who_ended(self):
        ended = Entry(pk=9, stage="ended", launched_on=day(2011), ended_on=day(2013))
        curve = adoption_curve([*launched(2010, 2012), ended])
        assert years_of(curve) == [(2010, 1, 1), (2011, 2, 2), (2012, 3, 3), (2013, 3, 2)]

    def test_who_paused_counts_no_longer_from_that_day(self):
        assert years_of(adoption_curve([Entry(stage="paused", launched_on=day(2019))]))[-1] == (2020, 1, 0)

    def test_an_end_before_the_beginning_never_makes_a_negative_count(self):
        assert years_of(adoption_curve([Entry(launched_on=day(2012), ended_on=day(1999))])) == [(2012, 1, 0)]

    def test_a_typing_error_in_a_year_does_not_draw_two_thousand_of_them(self):
        curve = adoption_curve(launched(2, 2020))
        assert len(curve.points) == MAX_YEARS
        assert curve.points[0].adopted == 1 and curve.adopted == 2

    def test_nothing_is_an_empty_curve_and_no_drawing(self):
        assert adoption_curve([]).adopted == 0
        assert curve_figure(adoption_curve([])) == {}

    def test_one_line_is_drawn_where_nothing_stopped(self):
        assert len(curve_figure(adoption_curve(launched(2010, 2011)))["series"]) == 1
        stopped = Entry(pk=3, stage="ended", launched_on=day(2010), ended_on=day(2011))
        assert len(curve_figure(adoption_curve([*launched(2010), stopped]))["series"]) == 2


class TestTimeToAdopt:
    def test_is_counted_from_the_first_originator(self):
        origin = Entry(pk=9, role="originator", launched_on=day(2000))
        found = time_to_adopt([origin, *launched(2004, 2010, 2012)], origin_year=1990)
        assert (found.origin_year, found.years, found.median) == (2000, (4, 10, 12), 10)
        assert (found.shortest, found.longest, found.unknown) == (4, 12, 0)

    def test_else_from_the_year_that_the_practice_gives(self):
        assert time_to_adopt(launched(1998, 2001), 1997).median == 2.5

    def test_unknown_and_contradicting_years_are_left_aside(self):
        entries = [*launched(1990, 2001), Entry(pk=7, stage="ended")]
        found = time_to_adopt(entries, 1997)
        assert (found.years, found.unknown) == ((4,), 2)

    def test_without_an_origin_nothing_is_counted(self):
        found = time_to_adopt(launched(2001))
        assert (found.origin_year, found.years, found.median, found.unknown, found.longest) == (None, (), None, 1, None)


class TestResidents:
    def test_a_city_counts_once_and_only_where_it_is_at_work(self):
        other = City(translation_key=2, population=500, population_year=2022)
        entries = [Entry(), Entry(pk=2), Entry(pk=3, city=other, stage="piloting")]
        entries.append(Entry(pk=4, city=City(translation_key=3), stage="ended"))
        found = residents_covered(entries)
        assert (found.covered, found.cities, found.counted) == (1500, 2, 0)
        assert (found.first_year, found.last_year) == (2020, 2022)

    @pytest.mark.parametrize(
        ("reached", "covered"), [([300], 300), ([5000], 1000), ([300, 400], 400), ([300, None], 1000)]
    )
    def test_what_an_entry_reaches_is_never_more_than_the_city_has(self, reached, covered):
        found = residents_covered(Entry(pk=n, population_reached=number) for n, number in enumerate(reached))
        assert found.covered == covered
        assert found.counted == (None not in reached)

    def test_a_city_without_a_population_adds_nothing(self):
        found = residents_covered([Entry(city=City(population=None, population_year=None))])
        assert (found.covered, found.first_year) == (0, None)


class TestHeatMap:
    def test_counts_open_entries_by_topic_and_region(self):
        abroad, island = City(country="BR", state="RS"), City(state="PR")
        entries = [
            Entry(),
            Entry(city=abroad),
            Entry(city=abroad, stage="ended"),
            Entry(city=island, stage="exploring"),
        ]
        heat = heat_map(entries, {1: [("data", "Data"), ("money", "Money")]})
        assert [code for code, _name in heat.columns][-2:] == ["territories", "abroad"]
        assert [row.counts for row in heat.rows] == [(1, 0, 0, 0, 1, 1)] * 2
        assert heat.highest == 1

    def test_territories_have_a_column_only_where_there_is_something(self):
        heat = heat_map([Entry()], {1: [("data", "Data")]})
        assert [code for code, _name in heat.columns] == ["northeast", "midwest", "south", "west", "abroad"]

    def test_a_practice_without_a_topic_is_in_no_row(self):
        heat = heat_map([Entry()], {})
        assert (heat.rows, heat.highest) == ((), 0)

    def test_every_cell_that_counts_something_is_colored(self):
        entries = [Entry(city=City(state=state)) for state in ("MA", "CA", "CA", "CA")]
        cells = heat_drawing(heat_map(entries, {1: [("data", "Data")]})).cells
        assert [cell.level for cell in cells] == [1, 0, 0, 3, 0]

    def test_every_state_is_in_one_region(self):
        regions = ["northeast", "midwest", "south", "west", "territories"]
        assert sorted(code for region in regions for code in states_of(region)) == sorted(STATES)
        assert states_of("abroad") == []
        assert region_code("US", "ZZ") == "territories"


class TestMostAdopted:
    def test_counts_adoptions_and_those_in_operation(self):
        other = Practice("311", 2, 2)
        entries = [Entry(), Entry(stage="ended"), Entry(stage="exploring"), Entry(practice=other)]
        found = [(one.practice.title, one.adopted, one.operating) for one in most_adopted(entries)]
        assert found == [("CitiStat", 2, 1), ("311", 1, 1)]

    def test_ends_at_the_limit_and_draws_nothing_of_nothing(self):
        entries = [Entry(practice=Practice(str(n), n, n)) for n in range(30)]
        assert len(most_adopted(entries)) == 10
        assert most_adopted_figure([]) == {}


def linked(*parents):
    """Entries numbered from 1, each adopted from the entry of that number, or none."""
    return [
        Entry(pk=n, adopted_from_id=parent, launched_on=day(2000 + n), city=City(f"City {n}"))
        for n, parent in enumerate(parents, 1)
    ]


def shape(found):
    return [(node.entry.pk, node.parent.pk if node.parent else None, node.depth) for node in found.nodes]


class TestLineage:
    def test_parents_come_before_children_and_trees_before_the_rest(self):
        found = lineage(linked(None, None, 2, 2, 3))
        assert shape(found) == [(2, None, 0), (3, 2, 1), (5, 3, 2), (4, 2, 1), (1, None, 0)]
        assert (found.trees, found.linked, found.generations) == (1, 3, 2)
        assert found.lone_y is not None

    def test_an_origin_that_is_not_there_is_as_if_there_were_none(self):
        assert (
            shape(lineage(linked(99, 1)))
            == shape(lineage(linked(None, 1)))
            == [
                (1, None, 0),
                (2, 1, 1),
            ]
        )

    @pytest.mark.parametrize("parents", [(1,), (2, 1), (2, 3, 1), (2, 3, 2)])
    def test_a_circle_is_cut_at_its_earliest_entry(self, parents):
        found = lineage(linked(*parents))
        assert sorted(node.entry.pk for node in found.nodes) == list(range(1, len(parents) + 1))
        assert found.nodes[0].parent is None

    def test_a_very_long_line_is_no_recursion(self):
        found = lineage(linked(None, *range(1, 3000)))
        assert found.generations == 2999

    def test_nothing_is_an_empty_drawing(self):
        found = lineage([])
        assert (found.nodes, found.edges, found.generations) == ((), (), 0)

    def test_only_entries_without_links_stand_in_rows_of_three(self):
        found = lineage(linked(*[None] * 7))
        assert {node.x for node in found.nodes} == {1, 1 + COLUMN, 1 + 2 * COLUMN}
        assert found.lone_y is None and found.edges == ()

    def test_a_year_that_is_not_known_stays_so(self):
        assert lineage([Entry(stage="ended")]).nodes[0].year is None

    @pytest.mark.parametrize(
        ("title", "label"),
        [
            ("Boston", "Boston"),
            ("Louisville/Jefferson County", "Louisville/Jefferson Co…"),
            ("東" * 20, "東" * 11 + "…"),
        ],
    )
    def test_a_label_fits_into_its_box(self, title, label):
        assert shortened(title, 24) == label


DATES = st.none() | st.dates(datetime.date(1950, 1, 1), datetime.date(2030, 1, 1))


@st.composite
def forests(draw):
    """Entries that name any other, or themselves, or nobody, or somebody who is not there."""
    size = draw(st.integers(0, 24))
    return [
        Entry(
            pk=n,
            adopted_from_id=draw(st.none() | st.integers(1, size + 2)),
            stage=draw(st.sampled_from(AdoptionStage.values)),
            role=draw(st.sampled_from(["originator", "adopter"])),
            started_on=draw(DATES),
            launched_on=draw(DATES),
            ended_on=draw(DATES),
            population_reached=draw(st.none() | st.integers(0, 3000)),
            city=City(
                draw(st.sampled_from("ABC")),
                n % 5,
                1000 + n % 5,
                2020,
                *draw(st.sampled_from([("US", "MA"), ("BR", "")])),
            ),
            practice=Practice(pk=n % 3, translation_key=n % 3),
        )
        for n in range(1, size + 1)
    ]


@given(forests())
def test_every_entry_is_in_the_lineage_once_and_nothing_overlaps(entries):
    found = lineage(entries)
    assert sorted(node.entry.pk for node in found.nodes) == sorted(entry.pk for entry in entries)
    places = [(node.x, node.y) for node in found.nodes]
    assert all(x + BOX <= found.width and y + BOX_HEIGHT <= found.height for x, y in places)
    for n, (x, y) in enumerate(places):
        for other_x, other_y in places[:n]:
            assert abs(x - other_x) >= BOX or abs(y - other_y) >= BOX_HEIGHT
    assert len(found.edges) == found.linked
    assert ROW > BOX_HEIGHT


@given(forests())
def test_a_parent_stands_before_its_children_and_one_step_above(entries):
    depths = {}
    for node in lineage(entries).nodes:
        assert node.depth == (depths[node.parent.pk] + 1 if node.parent else 0)
        depths[node.entry.pk] = node.depth


@given(forests())
def test_the_curve_holds_every_dated_entry_and_says_how_many_are_aside(entries):
    curve = adoption_curve(entries)
    assert curve.adopted == sum(adopted_on(entry) is not None for entry in entries)
    assert curve.adopted + curve.unknown + curve.not_adopted == len(entries)
    assert all(0 <= point.active <= point.adopted for point in curve.points)


@given(forests(), st.randoms(use_true_random=False))
def test_the_order_of_the_entries_changes_nothing(entries, dice):
    topics = {0: [("data", "Data")], 1: [("data", "Data"), ("money", "Money")]}

    def everything(rows):
        heat, most = heat_map(rows, topics), most_adopted(rows)
        return lineage(rows), adoption_curve(rows), time_to_adopt(rows, 1990), residents_covered(rows), heat, most

    before = everything(entries)
    mixed = list(entries)
    dice.shuffle(mixed)
    assert everything(mixed) == before
