import os
import time
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from example_site.loading import Loader


class Command(BaseCommand):
    help = "Loads the example network. Running it again adds what is missing and changes nothing else."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--host", default="127.0.0.1", help="Host name of the site.")
        parser.add_argument("--port", type=int, default=int(os.environ.get("PORT") or 8000), help="Port of the site.")

    def handle(self, *args: Any, host: str, port: int, **options: Any) -> None:
        started = time.monotonic()
        Loader(say=self.stdout.write).load(host, port)
        address = f"http://{host}:{port}"
        self.stdout.write(
            f"""Example content is ready ({time.monotonic() - started:.0f} s).

  The network        {address}/
  Cities             {address}/cities/
  Practices          {address}/practices/
  Experts            {address}/experts/
  Blog               {address}/blog/
  Wagtail admin      {address}/admin/
                     sign in as editor, password editor (or admin, password admin;
                     or chief, password chief: a fictional chief of staff of Wichita)
"""
        )
