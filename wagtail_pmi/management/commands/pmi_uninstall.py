from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from wagtail_pmi.leaving import Inventory, remove_content, take_inventory


class Command(BaseCommand):
    help = (
        "Removes all pages and records of wagtail_pmi, so that its tables can be dropped and the app taken out. "
        "With --dry-run it only says what that would be."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        how = parser.add_mutually_exclusive_group(required=True)
        how.add_argument("--dry-run", action="store_true", help="Say what would be removed, and remove nothing.")
        how.add_argument("--yes", action="store_true", help="Remove it. There is no way back but a backup.")

    def handle(self, *args: Any, yes: bool, **options: Any) -> None:
        inventory = take_inventory()
        self._say(inventory)
        if not yes:
            return
        if inventory.obstacles:
            raise CommandError("Nothing was removed: see what must be done before.")
        remove_content()
        self.stdout.write(self.style.SUCCESS("All pages and records of wagtail_pmi are removed."))

    def _say(self, found: Inventory) -> None:
        self._list("To be done before", found.obstacles)
        self._list("Removed by pmi_uninstall: pages", _counted(found.pages))
        self._list("Removed by pmi_uninstall: records", _counted(found.rows))
        self._list("Removed by pmi_uninstall: groups of cities' representatives", found.removed_groups)
        self._list("Removed by pmi_uninstall: workflows that only ask for approval by who may publish", found.workflows)
        self._list("Dropped by “migrate wagtail_pmi zero”: tables", found.tables)
        self._list("Unapplied with them: migrations of other apps that build on ours", found.dependents)
        permissions = [f"{found.permissions} permissions"] if found.permissions else []
        self._list("Removed by “remove_stale_contenttypes”, once the app is taken out", permissions)
        self._list("Kept, without their rights in the networks: groups", found.groups)
        self._list("Kept: files that the pages name", _counted(found.files))

    def _list(self, heading: str, lines: list[str]) -> None:
        if lines:
            self.stdout.write(self.style.MIGRATE_HEADING(heading))
            self.stdout.write("".join(f"  {line}\n" for line in lines), ending="")


def _counted(numbers: dict[str, int]) -> list[str]:
    return [f"{number} {label}" for label, number in numbers.items() if number]
