"""The workflow that a network's pages and its ledger go through before they are published."""

from __future__ import annotations

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import QuerySet
from django.dispatch import receiver
from django.utils.translation import gettext as _
from wagtail.models import Workflow, WorkflowContentType, WorkflowPage, WorkflowTask
from wagtail.signals import copy_for_translation_done

from .models import Adoption, NetworkPage, PublisherApprovalTask


@transaction.atomic
def found_moderation(network: NetworkPage) -> Workflow:
    """The workflow of all networks, assigned to this one's page and to the ledger where they have none of their own.

    One that an administrator deactivated stays so, and is assigned to nothing.
    """
    workflow = Workflow.objects.filter(workflow_tasks__task__in=_tasks()).order_by("pk").first() or _make_workflow()
    if workflow.active:
        WorkflowPage.objects.get_or_create(page_id=network.pk, defaults={"workflow": workflow})
        ledger = ContentType.objects.get_for_model(Adoption)
        WorkflowContentType.objects.get_or_create(content_type=ledger, defaults={"workflow": workflow})
    return workflow


def own_workflows() -> QuerySet[Workflow]:
    """Workflows that consist of our task alone: without it they would approve everything by themselves."""
    others = WorkflowTask.objects.exclude(task__in=_tasks())
    ours = Workflow.objects.filter(workflow_tasks__task__in=_tasks())
    return ours.exclude(pk__in=others.values("workflow")).distinct()


@receiver(copy_for_translation_done)
def share_moderation(source_obj: Any, target_obj: Any, **kwargs: Any) -> None:
    """The translation of a network's page, which stands outside the network, goes through the same workflow."""
    if isinstance(source_obj, NetworkPage):
        for rule in WorkflowPage.objects.filter(page_id=source_obj.pk):
            WorkflowPage.objects.get_or_create(page_id=target_obj.pk, defaults={"workflow": rule.workflow})


def _tasks() -> QuerySet[Any]:
    return PublisherApprovalTask.objects.values("pk")


def _make_workflow() -> Workflow:
    workflow = Workflow.objects.create(name=_("Network moderation"))
    task = PublisherApprovalTask.objects.order_by("pk").first()
    task = task or PublisherApprovalTask.objects.create(name=_("Approval by who may publish"))
    WorkflowTask.objects.create(workflow=workflow, task=task)
    return workflow
