from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from wagtail.models import Site

from wagtail_pmi.founding import create_network
from wagtail_pmi.models.base import Page


class Command(BaseCommand):
    help = (
        "Creates a network with its sections, the shipped topics and a group of editors. "
        "Running it again adds only what is missing."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--site", required=True, help="Where it goes: HOST, HOST:PORT or the id of a Wagtail site.")
        parser.add_argument("--title", required=True, help="Title of the network.")
        parser.add_argument("--parent", type=int, help="Id of the page to put it under; else the site's root page.")

    def handle(self, *args: Any, site: str, title: str, parent: int | None, **options: Any) -> None:
        above = Page.objects.filter(pk=parent).first() if parent is not None else None
        if parent is not None and above is None:
            raise CommandError(f"There is no page with the id {parent}. Choose another --parent.")
        try:
            network, editors = create_network(find_site(site), title, above)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        self.stdout.write(f"{network.title}: {network.get_full_url() or network.url_path}")
        self.stdout.write(f"Its editors: the group “{editors}”.")


def find_site(name: str) -> Site:
    """The site of an id, a host or a host and port. Raises CommandError, with the sites there are."""
    host, _separator, port = name.partition(":")
    sites = Site.objects.filter(**({"pk": int(name)} if name.isdecimal() else {"hostname": host}))
    if port:
        sites = sites.filter(port=int(port)) if port.isdecimal() else sites.none()
    found = list(sites[:2])
    if len(found) == 1:
        return found[0]
    there = ", ".join(f"{site.pk} ({site.hostname}:{site.port})" for site in Site.objects.order_by("pk"))
    problem = "More than one site has" if found else "No site has"
    raise CommandError(f"{problem} the name {name!r}. The sites are: {there or 'none yet'}.")
