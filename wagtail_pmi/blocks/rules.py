"""The form of a rule: one block for each condition that `library.fit` can decide, so that no editor types code."""

from __future__ import annotations

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from ..geography import STATES
from ..vocabularies import FormOfGovernment, HomeRule, JurisdictionKind
from .base import BodyBlock


class RangeBlock(BodyBlock):
    """A number of a city: at least, at most, or both."""

    least = blocks.IntegerBlock(label=_("At least"), min_value=0, max_value=10**15, required=False)
    most = blocks.IntegerBlock(label=_("At most"), min_value=0, max_value=10**15, required=False)

    class Meta:
        icon = "order"

    def get_block_errors(self, value: Any) -> dict[str, str | Promise]:
        least, most = value.get("least"), value.get("most")
        if least is None and most is None:
            return {"least": _("Enter the least, the most, or both.")}
        if least is not None and most is not None and most < least:
            return {"most": _("The most cannot be below the least.")}
        return {}


def _codes(choices: Any) -> list[tuple[str, Any]]:
    """Without "unknown", which no city is asked to be."""
    return [(code, label) for code, label in choices if code != "unknown"]


def _conditions() -> dict[str, blocks.Block]:
    """By the names of `fit.CONDITIONS`."""
    states = [(code, state.name) for code, state in sorted(STATES.items(), key=lambda pair: pair[1].name)]
    several = {"required": True}
    return {
        "population": RangeBlock(label=_("Population")),
        "budget": RangeBlock(label=_("Total budget in dollars")),
        "employees": RangeBlock(label=_("Employees")),
        "form_of_government": blocks.MultipleChoiceBlock(
            choices=_codes(FormOfGovernment.choices), label=_("One of these forms of government"), **several
        ),
        "home_rule": blocks.MultipleChoiceBlock(choices=_codes(HomeRule.choices), label=_("Home rule"), **several),
        "kind": blocks.MultipleChoiceBlock(
            choices=JurisdictionKind.choices, label=_("One of these kinds of jurisdiction"), **several
        ),
        "state": blocks.MultipleChoiceBlock(choices=states, label=_("In one of these states"), **several),
    }


class ConditionsBlock(blocks.StreamBlock):
    """Some conditions, of which any will do or none may hold."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(list(_conditions().items()), **{"min_num": 1, **kwargs})


def rule_block() -> blocks.StreamBlock:
    """Conditions that must all hold."""
    return blocks.StreamBlock(
        [
            *_conditions().items(),
            ("any_of", ConditionsBlock(label=_("Any of these"))),
            ("none_of", ConditionsBlock(label=_("None of these"))),
        ],
        collapsed=False,
    )
