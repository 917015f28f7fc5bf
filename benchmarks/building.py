"""A network with a ledger of many entries, the same for the same numbers."""

from __future__ import annotations

import datetime
import random
from typing import Any

from django.db import transaction
from wagtail.signal_handlers import disable_reference_index_auto_update

from wagtail_pmi.founding import ship_topics
from wagtail_pmi.geography import STATES
from wagtail_pmi.models import Adoption, AdoptionAdaptation, AdoptionLesson, Topic
from wagtail_pmi.testing import make_city, make_network, make_practice
from wagtail_pmi.vocabularies import AdoptionStage, FormOfGovernment

PARAGRAPHS = [("paragraph", f"<p>{'What is done, and how, in plain words. ' * 12}</p>")] * 8
STAGES = [*list(AdoptionStage), AdoptionStage.OPERATING, AdoptionStage.OPERATING, AdoptionStage.SCALED]


class Builder:
    def __init__(self, cities: int, practices: int, seed: int = 1) -> None:
        self.dice = random.Random(seed)  # noqa: S311
        with transaction.atomic(), disable_reference_index_auto_update():
            ship_topics()
            self.network = make_network(title="Benchmark")
            self.cities = [self._add_city(number) for number in range(cities)]
            topics = list(Topic.objects.filter(parent__isnull=False).order_by("code"))
            self.practices = [self._add_practice(number, topics) for number in range(practices)]
        self.pairs = self._get_pairs()
        self.entries: list[Adoption] = []

    def _add_city(self, number: int) -> Any:
        return make_city(
            self.network,
            f"City {number:04}",
            state=self.dice.choice(list(STATES)),
            population=self.dice.randint(20_000, 3_000_000),
            form_of_government=self.dice.choice(FormOfGovernment.values),
            latitude=self.dice.uniform(30, 45),
            longitude=self.dice.uniform(-120, -75),
            body=PARAGRAPHS,
        )

    def _add_practice(self, number: int, topics: list[Topic]) -> Any:
        chosen = self.dice.sample(topics, 2)
        return make_practice(self.network, f"Practice {number:04}", topics=chosen, solution=PARAGRAPHS)

    def _get_pairs(self) -> list[tuple[Any, Any]]:
        """Every pair of a city and a practice that there may be, popular practices more often first."""
        pairs = [
            (self.dice.random() ** ((place + 1) ** 0.5), city, practice)
            for place, practice in enumerate(self.practices)
            for city in self.cities
        ]
        pairs.sort(key=lambda pair: -pair[0])
        return [(city, practice) for _chance, city, practice in pairs]

    def add_adoptions(self, count: int) -> None:
        """As many more entries as make `count`, each with a change and a lesson."""
        # A part of the pairs that `count` at most will need, so that small and large ledgers have the same shape.
        new = [self._adoption(city, practice) for city, practice in self.pairs[len(self.entries) : count]]
        with transaction.atomic():
            Adoption.objects.bulk_create(new, batch_size=500)
            made = list(Adoption.objects.filter(uid__in=[entry.uid for entry in new]).order_by("slug"))
            AdoptionLesson.objects.bulk_create(
                [AdoptionLesson(adoption=entry, kind="financing", text="Learned by doing.") for entry in made], 500
            )
            AdoptionAdaptation.objects.bulk_create(
                [AdoptionAdaptation(adoption=entry, change="Fewer meetings.") for entry in made], 500
            )
            self._link(made)
        self.entries += made

    def _adoption(self, city: Any, practice: Any) -> Adoption:
        stage = self.dice.choice(STAGES)
        since = datetime.date(self.dice.randint(1995, 2025), self.dice.randint(1, 12), 1)
        return Adoption(
            network=self.network,
            city=city,
            practice=practice,
            city_title=city.title,
            practice_title=practice.title,
            city_key=city.translation_key,
            practice_key=practice.translation_key,
            slug=f"{city.slug}-{practice.slug}",
            stage=stage,
            stage_since=since,
            launched_on=since if self.dice.random() < 0.7 else None,
            end_reason="" if stage.is_open else "cost",
            open_marker=True if stage.is_open else None,
        )

    def _link(self, made: list[Adoption]) -> None:
        """Two of three were adopted from an earlier entry of the practice."""
        latest: dict[Any, list[Adoption]] = {}
        for entry in [*self.entries, *made]:
            earlier = latest.setdefault(entry.practice_id, [])
            if entry.adopted_from_id is None and earlier and self.dice.random() < 0.67:
                entry.adopted_from = self.dice.choice(earlier)
            earlier.append(entry)
        Adoption.objects.bulk_update(made, ["adopted_from"], batch_size=500)
