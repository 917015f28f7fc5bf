from typing import Any

from django.core.management.base import BaseCommand

from wagtail_pmi.representatives import follow_memberships


class Command(BaseCommand):
    help = (
        "Gives the accounts of city representatives their rights on the day on which a membership begins, and takes "
        "them on the day after it ends. Let cron or a timer run it once a day, soon after midnight."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        came, left = follow_memberships()
        self.stdout.write(f"{came} people got the rights of a city's representative, {left} lost them.")
