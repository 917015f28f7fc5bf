"""Recording a city's stage: a short form, and what becomes of it, a published entry or one submitted to moderation."""

from __future__ import annotations

from enum import Enum
from typing import Any

from django import forms
from django.apps import apps
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.locks import WorkflowLock
from wagtail.log_actions import log
from wagtail.models import WorkflowState
from wagtail.permissions import policy_registry

from .vocabularies import AdoptionStage, EndReason


class Recorded(Enum):
    """What became of what was recorded."""

    PUBLISHED = "published"
    SUBMITTED = "submitted"
    DRAFTED = "drafted"


def open_entries(cities: list[Any], practice: Any = None) -> list[Any]:
    """The open entries of the cities, as last recorded: of one practice, or of all."""
    entries = apps.get_model("wagtail_pmi", "Adoption").objects.filter(
        city_key__in=[city.translation_key for city in cities], open_marker=True
    )
    if practice is not None:
        entries = entries.of_practice(practice)
    return list(entries.select_related("city", "practice").order_by("practice_title", "city_title", "pk"))


class RecordForm(forms.Form):
    """How far a city is with a practice. It belongs to one of `cities`, whatever is sent."""

    city = forms.ChoiceField(label=_("City"))
    stage = forms.ChoiceField(label=_("Stage"), choices=[("", _("Choose a stage")), *AdoptionStage.choices])
    stage_since = forms.DateField(
        label=_("In this stage since"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("The first of the month or of the year where no more is known."),
    )
    end_reason = forms.ChoiceField(
        label=_("Why it was declined or ended"),
        choices=[("", _("It has not ended")), *EndReason.choices],
        required=False,
        help_text=_("An honest end is worth as much to others as a success."),
    )

    def __init__(self, *args: Any, user: Any, practice: Any, cities: list[Any], **kwargs: Any) -> None:
        self.user, self.practice = user, practice
        self.cities = {str(city.pk): city for city in cities}
        super().__init__(*args, **{"initial": {"stage_since": timezone.localdate()}, **kwargs})
        self.fields["city"].choices = [(key, city.title) for key, city in self.cities.items()]  # type: ignore[attr-defined]
        if len(cities) == 1:
            del self.fields["city"]
        for field in self.fields.values():
            field.widget.attrs["class"] = "pmi-input"

    def get_obstacle(self) -> Any:
        """A sentence, before anything is typed, when the entry of the only city must not be changed now."""
        cities = list(self.cities.values())
        return (
            _what_stands_in_the_way(_entry_of(cities[0], self.practice), cities[0], self.user)
            if len(cities) == 1
            else None
        )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        city = self.cities.get(data.get("city", "")) if "city" in self.fields else next(iter(self.cities.values()))
        if city is None:
            return data
        self.entry = _entry_of(city, self.practice)
        if problem := _what_stands_in_the_way(self.entry, city, self.user):
            raise ValidationError(problem)
        for name in ("stage", "stage_since", "end_reason"):
            if name in data:
                setattr(self.entry, name, data[name])
        try:
            self.entry.full_clean()
        except ValidationError as error:
            self._take_over(error)
        return data

    def _take_over(self, error: ValidationError) -> None:
        """What the entry finds wrong, at the fields of this form, and above it what is about others."""
        for name, messages in error.message_dict.items():
            if name in self.errors:
                continue
            if name in self.fields:
                self.add_error(name, messages)
            elif name in (NON_FIELD_ERRORS, "city", "practice"):
                self.add_error(None, messages)
            else:
                label = capfirst(self.entry._meta.get_field(name).verbose_name)
                self.add_error(None, [f"{label}: {message}" for message in messages])

    def record(self) -> Recorded | None:
        """Publish the change, or submit it to moderation. None, with an error, when somebody else was faster."""
        try:
            with transaction.atomic():
                return self._record()
        except IntegrityError:
            self.add_error(None, _("Somebody recorded this at the same moment. Look at it, and record again."))
            return None

    def _record(self) -> Recorded:
        entry, user, is_new = self.entry, self.user, self.entry.pk is None
        if is_new:
            entry.save()
            log(instance=entry, action="wagtail.create", user=user)
        revision = entry.save_revision(user=user, log_action=not is_new)
        if policy_registry.get(entry).user_has_permission_for_instance(user, "publish", entry):
            revision.publish(user=user, skip_permission_checks=True)
            return Recorded.PUBLISHED
        state, workflow = entry.current_workflow_state, entry.get_workflow()
        if state and state.status == WorkflowState.STATUS_NEEDS_CHANGES:
            state.resume(user)
        elif not state and workflow:
            workflow.start(entry, user)
        return Recorded.SUBMITTED if state or workflow else Recorded.DRAFTED


def _entry_of(city: Any, practice: Any) -> Any:
    """The open entry of the city as it was last drafted, else a new one."""
    adoption = apps.get_model("wagtail_pmi", "Adoption")
    stored = adoption.objects.of_city(city).of_practice(practice).filter(open_marker=True).first()
    if stored is None:
        return adoption(city=city, practice=practice, live=False)
    return stored.get_latest_revision_as_object()


def _what_stands_in_the_way(entry: Any, city: Any, user: Any) -> Any:
    """A sentence when the entry must not be changed now."""
    if entry.pk is None:
        return None
    if entry.city is None or entry.city.translation_key != city.translation_key:
        return _("An editor of the network is moving this entry to another city. Ask them to publish that first.")
    lock = entry.get_lock()
    if not lock or not lock.for_user(user):
        return None
    if isinstance(lock, WorkflowLock):
        return _("An earlier change waits for an editor of the network. Record again when they have decided.")
    return _("An editor of the network has locked this entry. Ask them to unlock it.")
