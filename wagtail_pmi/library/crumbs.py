"""A step of the breadcrumbs that is no page of its own."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Crumb:
    title: str
    crumb_url: str
