"""Who approves what is submitted, and the group through which a city's representatives keep its pages."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import CharField, Q, QuerySet
from django.db.models.functions import Cast
from django.db.models.signals import post_delete
from django.dispatch import receiver
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.models import Task, TaskState
from wagtail.permissions import policy_registry

from .base import Page


class PublisherApprovalTask(Task):
    """Approved by whoever may publish it themselves: the page, or the page of the city that an entry is about.

    So one task serves all networks of a site, and no group has to be named.
    """

    class Meta:
        verbose_name = _("approval by who may publish")
        verbose_name_plural = _("approvals by who may publish")

    @classmethod
    def get_description(cls) -> str:
        return gettext("Whoever may publish the page, or the page of the city of a ledger entry, can approve this task")

    def user_can_access_editor(self, obj: Any, user: Any) -> bool:
        return _may_publish(obj, user)

    def locked_for_user(self, obj: Any, user: Any) -> bool:
        return not _may_publish(obj, user)

    def user_can_lock(self, obj: Any, user: Any) -> bool:
        return _may_publish(obj, user)

    def get_actions(self, obj: Any, user: Any) -> list[tuple[str, Any, bool]]:
        """Name, label, and whether it asks for a comment."""
        if not _may_publish(obj, user):
            return []
        return [
            ("reject", _("Request changes"), True),
            ("approve", _("Approve"), False),
            ("approve", _("Approve with comment"), True),
        ]

    def get_task_states_user_can_moderate(self, user: Any, **kwargs: Any) -> QuerySet[TaskState]:
        mine = Q(pk__in=[])
        for model in (Page, apps.get_model("wagtail_pmi", "Adoption")):
            rows = policy_registry.get_by_type(model).instances_user_has_permission_for(user, "publish")
            # As text, which is how a workflow names its object.
            keys = rows.order_by().values_list(Cast("pk", output_field=CharField()), flat=True)
            of_type = ContentType.objects.get_for_model(model)
            mine |= Q(workflow_state__base_content_type=of_type, workflow_state__object_id__in=keys)
        return self.task_states.filter(mine, status=TaskState.STATUS_IN_PROGRESS)


def _may_publish(obj: Any, user: Any) -> bool:
    return policy_registry.get(obj).user_has_permission_for_instance(user, "publish", obj)


class CityGroup(models.Model):
    """The group whose people are the representatives of a city: memberships decide who is in it."""

    group = models.OneToOneField(
        Group, on_delete=models.CASCADE, related_name="pmi_city_group", verbose_name=_("group")
    )
    city = models.OneToOneField(
        "wagtail_pmi.MemberCityPage", on_delete=models.CASCADE, related_name="city_group", verbose_name=_("city")
    )

    class Meta:
        verbose_name = _("group of a city's representatives")
        verbose_name_plural = _("groups of cities' representatives")

    def __str__(self) -> str:
        return str(self.group)


@receiver(post_delete, sender=CityGroup)
def delete_group(instance: CityGroup, **kwargs: Any) -> None:
    """The group was made for the city, and goes with it."""
    Group.objects.filter(pk=instance.group_id).delete()
