"""The Nu HTML checker has nothing to say about any kind of page."""

import json
import subprocess
from urllib.request import urlopen

from .conftest import NODE_MODULES
from .pages import KINDS


def test_every_kind_of_page_is_valid_html(live_site, tmp_path):
    for kind, path in KINDS.items():
        with urlopen(f"{live_site}{path}") as response:  # noqa: S310
            (tmp_path / f"{kind}.html").write_bytes(response.read())
    # All pages in one call: Java starts slowly.
    jar = NODE_MODULES / "vnu-jar" / "build" / "dist" / "vnu.jar"
    command = ["java", "-jar", str(jar), "--format", "json", "--stdout", "--exit-zero-always", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=True)
    messages = json.loads(done.stdout)["messages"]
    assert not messages, "\n".join(_described(message) for message in messages)


def _described(message) -> str:
    kind = message.get("url", "").rpartition("/")[2].removesuffix(".html")
    place = f"{kind}:{message.get('lastLine', '?')}"
    return (
        f"{place} {message.get('subType', message['type'])}: {message['message']}\n    {message.get('extract', '')!r}"
    )
