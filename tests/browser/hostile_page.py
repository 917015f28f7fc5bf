"""Makes a page with every block of the registry, each holding every payload, and prints its address.

Run in a process of its own with the settings of the site in question.
"""

import os
from itertools import cycle
from pathlib import Path


def make() -> str:
    from tests.blocks.filling import Filler, body_of, page_with
    from tests.blocks.payloads import ADDRESSES, TEXTS
    from wagtail_pmi.models import NetworkPage

    class Reusing(Filler):
        """Points at a few things, each called by a payload, instead of making new ones for each."""

        made: dict = {}

        def _reuse(self, key, make):
            if len(self.made.setdefault(key, [])) < len(TEXTS):
                self.made[key].append(make())
                self.made[key, "in turn"] = cycle(self.made[key])
            return next(self.made[key, "in turn"])

        def page(self, model_name):
            return self._reuse(model_name, lambda: super(Reusing, self).page(model_name))

        def image(self):
            return self._reuse("image", super().image)

        def document(self):
            return self._reuse("document", super().document)

    network = NetworkPage.objects.get()
    fillers = [Reusing(network, words=text, html=f"<p>x</p>{text}", title=text) for text in TEXTS]
    fillers += [
        Reusing(network, words="Words", html=f'<p><a href="{address}">x</a></p>', url=address) for address in ADDRESSES
    ]
    return page_with(network, body_of(fillers)).get_url()


if __name__ == "__main__":
    import django

    django.setup()
    Path(os.environ["HOSTILE_PAGE"]).write_text(make(), "utf-8")
