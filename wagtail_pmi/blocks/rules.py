"""The form of a rule: one block for each condition that `library.fit` can decide, so that no editor types code."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.stream_block import StreamBlockValidationError

from ..geography import STATES
from ..vocabularies import FormOfGovernment, HomeRule, JurisdictionKind
from .base import BodyBlock

LARGEST = 10**15
MAX_CONDITIONS = 10
FACTS = _("What the city is")
GROUPS = _("Several together")


class RangeBlock(BodyBlock):
    """A number of a city: at least, at most, or both."""

    least = blocks.IntegerBlock(label=_("At least"), min_value=0, max_value=LARGEST, required=False)
    most = blocks.IntegerBlock(label=_("At most"), min_value=0, max_value=LARGEST, required=False)

    class Meta:
        icon = "order"

    def get_block_errors(self, value: Any) -> dict[str, str | Promise]:
        if all(value.get(name) in (None, "") for name in self.child_blocks):
            return {"least": _("Enter the least, the most, or both.")}
        least, most = (self._number(name, value) for name in ("least", "most"))
        if least is not None and most is not None and most < least:
            return {"most": _("The most cannot be below the least.")}
        return {}

    def _number(self, name: str, value: Any) -> int | None:
        """As the child reads it; what it refuses it says itself."""
        try:
            return self.child_blocks[name].clean(value.get(name))
        except ValidationError:
            return None


def _codes(choices: Any, label: str | Promise, icon: str) -> blocks.MultipleChoiceBlock:
    """Some of a vocabulary, without "unknown", which no city is asked to be."""
    known = [(code, name) for code, name in choices if code != "unknown"]
    return blocks.MultipleChoiceBlock(
        choices=known, label=label, icon=icon, group=FACTS, widget=forms.CheckboxSelectMultiple
    )


def _conditions() -> dict[str, blocks.Block]:
    """By the names of `fit.CONDITIONS`."""
    states = [(code, state.name) for code, state in sorted(STATES.items(), key=lambda pair: pair[1].name)]
    return {
        "population": RangeBlock(label=_("Population"), icon="group", group=FACTS),
        "budget": RangeBlock(label=_("Total budget in dollars"), group=FACTS),
        "employees": RangeBlock(label=_("Employees"), icon="user", group=FACTS),
        "form_of_government": _codes(FormOfGovernment.choices, _("One of these forms of government"), "clipboard-list"),
        "home_rule": _codes(HomeRule.choices, _("Home rule"), "key"),
        "kind": _codes(JurisdictionKind.choices, _("One of these kinds of jurisdiction"), "home"),
        "state": _codes(states, _("In one of these states"), "site"),
    }


class ConditionsBlock(blocks.StreamBlock):
    """Some conditions, of which any will do or none may hold."""

    def __init__(self, **kwargs: Any) -> None:
        options = {"max_num": MAX_CONDITIONS, "icon": "list-ul", "group": GROUPS}
        super().__init__(list(_conditions().items()), **{**options, **kwargs})


class RuleBlock(blocks.StreamBlock):
    """Conditions that must all hold. Those that contradict each other are refused."""

    def __init__(self, **kwargs: Any) -> None:
        any_of = ConditionsBlock(label=_("Any of these"), help_text=_("One of the conditions is enough."))
        none_of = ConditionsBlock(label=_("None of these"), help_text=_("Not one of the conditions may hold."))
        children = [*_conditions().items(), ("any_of", any_of), ("none_of", none_of)]
        super().__init__(children, **{"max_num": MAX_CONDITIONS, "collapsed": False, **kwargs})

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        impossible = [] if self.is_deferred_validation else _impossible(list(cleaned.raw_data))
        if impossible:
            message = gettext("No city can meet this: the conditions on “%(condition)s” contradict each other.")
            labels = [{"condition": self.child_blocks[name].label} for name in impossible]
            raise StreamBlockValidationError(non_block_errors=[ValidationError(message % label) for label in labels])
        return cleaned


def _impossible(rule: list[dict[str, Any]]) -> list[str]:
    """The names of conditions that exclude each other: ranges without a common number, lists without a common code."""
    ranges: dict[str, tuple[int, int]] = {}
    codes: dict[str, set[str]] = {}
    excluded = [below for condition in rule if condition["type"] == "none_of" for below in condition["value"]]
    for name, value in ((condition["type"], condition["value"]) for condition in rule):
        if isinstance(value, dict):
            low, high = ranges.get(name, (0, LARGEST))
            least, most = value["least"], value["most"]
            ranges[name] = (low if least is None else max(low, least), high if most is None else min(high, most))
        elif name not in ("any_of", "none_of"):
            codes[name] = codes.get(name, set(value)) & set(value)
    for condition in excluded:
        if condition["type"] in codes:
            codes[condition["type"]] -= set(condition["value"])
    empty = [name for name, (low, high) in ranges.items() if low > high]
    return [*empty, *(name for name, left in codes.items() if not left)]


def rule_block() -> RuleBlock:
    return RuleBlock()
