"""What a city offers to others, and what it seeks from them, as its ledger and its priorities tell."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from ..vocabularies import StageGroup, WillingToTalk
from .ledger import in_reading_order

RUNS = (StageGroup.SUSTAINMENT, StageGroup.IMPLEMENTATION)
TALKS = (WillingToTalk.YES, WillingToTalk.STAFF_ONLY)


@dataclass(frozen=True)
class Offers:
    talks: tuple[Any, ...] = ()  # entries of what runs and is talked about
    documents: tuple[Any, ...] = ()  # one row for each resource
    explores: tuple[Any, ...] = ()  # entries
    topics: tuple[Any, ...] = ()  # priorities for which nothing is in operation

    @property
    def gives(self) -> bool:
        return bool(self.talks or self.documents)

    @property
    def seeks(self) -> bool:
        return bool(self.explores or self.topics)


def offers(adoptions: Iterable[Any], priorities: Iterable[Any]) -> Offers:
    """Of one city's entries and priorities. Needs `documents` and the topics of the practices loaded."""
    entries = in_reading_order(adoptions)
    documents = {row.resource_id: row for entry in reversed(entries) for row in entry.documents.all()}
    in_operation = [entry for entry in entries if entry.stage_group == StageGroup.SUSTAINMENT]
    covered = {key for entry in in_operation for topic in entry.practice.topics.all() for key in _line(topic)}
    return Offers(
        talks=tuple(entry for entry in entries if entry.stage_group in RUNS and entry.willing_to_talk in TALKS),
        documents=tuple(sorted(documents.values(), key=lambda row: (row.resource.title, row.resource_id))),
        explores=tuple(entry for entry in entries if entry.stage_group == StageGroup.EXPLORATION),
        topics=tuple(topic for topic in priorities if topic.pk not in covered),
    )


def _line(topic: Any) -> tuple[Any, ...]:
    """A topic and what it belongs to: who does something about a part does something about the whole."""
    return topic.pk, topic.parent_id
