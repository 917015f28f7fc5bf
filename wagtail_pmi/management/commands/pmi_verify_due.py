from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from wagtail_pmi.digest import digests, mail, one_line
from wagtail_pmi.models import NetworkPage


class Command(BaseCommand):
    help = (
        "Mails everybody who answers for practices, experts or adoptions that are due to be verified one digest, "
        "with links that confirm. Exits with status 1 when a mail could not be sent."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="Say who would get what, and send nothing.")
        parser.add_argument("--network", type=int, metavar="ID", help="Only what is in the network of this page id.")

    def handle(self, *args: Any, dry_run: bool, network: int | None, **options: Any) -> None:
        networks = list(NetworkPage.objects.filter(**({} if network is None else {"pk": network})))
        if network is not None and not networks:
            there = ", ".join(f"{page.pk} ({one_line(page)})" for page in NetworkPage.objects.order_by("pk"))
            raise CommandError(f"There is no network with the id {network}. The networks are: {there or 'none yet'}.")
        found, nobody = digests(networks)
        failed = 0
        for digest in found:
            if dry_run:
                self.stdout.write(f"{one_line(digest.address)}:")
                self.stdout.write("".join(f"  {one_line(item)}\n" for item in digest.items), ending="")
            else:
                failed += not self._send(digest)
        for item in nobody:
            self.stderr.write(f"Nobody to ask about {one_line(item)}: give it an owner, or the network an editor.")
        sent = len(found) - failed
        self.stdout.write(f"{sent} mails would be sent." if dry_run else f"{sent} mails sent.")
        if failed:
            raise CommandError(f"{failed} mails could not be sent: see above.", returncode=1)

    def _send(self, digest: Any) -> bool:
        """Whether it was sent. A failure is told without the address and what may hold it."""
        try:
            mail(digest).send()
        except Exception as error:  # of whatever kind the site's mail backend has
            self.stderr.write(f"The mail to user {digest.user.pk} could not be sent: {type(error).__name__}.")
            return False
        return True
