"""What a practice would cost a city: the range as it was entered or, where it is for each resident, for all of them."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

# Low and high end; one of them may be missing.
Range = tuple[Decimal | None, Decimal | None]

SIGNIFICANT_DIGITS = 2


@dataclass(frozen=True)
class CityCost:
    one_off: Range | None
    annual: Range | None
    currency: str
    price_year: int | None
    per_resident: bool  # the amounts are for each resident
    scaled: bool  # they were, and are now for all residents of a city: rounded, so say "about"
    residents: int | None = None
    residents_year: int | None = None

    @property
    def is_known(self) -> bool:
        return self.one_off is not None or self.annual is not None


def cost_for(practice: Any, city: Any = None) -> CityCost:
    """The cost of a practice (`EffortMixin`) for a city (`PopulationMixin`), if one is given."""
    residents = city.population if city is not None and practice.cost_per_resident else None
    scale = residents or None  # of a city without residents nothing is known
    return CityCost(
        one_off=_range(practice.cost_one_off_min, practice.cost_one_off_max, scale),
        annual=_range(practice.cost_annual_min, practice.cost_annual_max, scale),
        currency=practice.cost_currency,
        price_year=practice.cost_price_year,
        per_resident=practice.cost_per_resident and not scale,
        scaled=bool(scale),
        residents=scale,
        residents_year=city.population_year if scale else None,
    )


def _range(low: Any, high: Any, scale: int | None) -> Range | None:
    if low is None and high is None:
        return None
    return _scaled(low, scale), _scaled(high, scale)


def _scaled(amount: Any, scale: int | None) -> Decimal | None:
    if amount is None:
        return None
    return rounded(Decimal(amount) * scale) if scale else Decimal(amount)


def rounded(amount: Decimal, digits: int = SIGNIFICANT_DIGITS) -> Decimal:
    """To so many significant digits: an estimate for each resident is no more exact when it is multiplied."""
    if not amount:
        return Decimal(0)
    return Decimal(format(round(amount, digits - 1 - amount.adjusted()), "f"))
