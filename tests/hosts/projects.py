"""A host project in a folder of its own, with settings of its own, run in processes of its own."""

from __future__ import annotations

import os
import re
import shlex
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
FENCE = re.compile(r"^( *)```(\w+)\n(.*?)^ *```", re.M | re.S)
# "# home/models.py" or "{# home/templates/x.html #}" as the first line of a block.
NAMED_FILE = re.compile(r"\A(?:\{#|#) ([\w./]+\.\w+)(?: #\})?\n")
# Commands that would ask, and what createsuperuser would be told.
ASKING = ("createsuperuser", "remove_stale_contenttypes")
SUPERUSER = {"username": "admin", "email": "admin@example.org", "password": "a long password"}


@dataclass(frozen=True)
class Code:
    """A code block of the documentation."""

    language: str
    text: str

    @property
    def file(self) -> str | None:
        match = NAMED_FILE.match(self.text)
        return match[1] if match else None


def code_of(page: str, heading: str | None = None) -> list[Code]:
    """The code blocks of a page below docs/, or of the one section under this heading."""
    text = (DOCS / page).read_text("utf-8")
    if heading:
        _before, found, text = text.partition(f"\n## {heading}\n")
        assert found, f"{page} has no section {heading!r}."
        text = text.partition("\n## ")[0]
    return [Code(match[2], re.sub(rf"^{match[1]}", "", match[3], flags=re.M)) for match in FENCE.finditer(text)]


class Project:
    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def start(self) -> None:
        """What a developer types first: wagtail start mysite."""
        self.run(str(Path(sys.executable).with_name("wagtail")), "start", "mysite", ".")

    def follow(self, page: str, heading: str | None = None) -> None:
        """Do what a page of the documentation says: its templates, additions to modules and commands, in their order."""
        for code in code_of(page, heading):
            if code.file and code.language == "html":
                self.write(code.file, code.text)
            elif code.file:
                self.append(code.file, code.text)
            elif code.language == "sh":
                for line in code.text.splitlines():
                    self.type(line)

    def type(self, line: str) -> None:
        """A line of a terminal. What is installed, and where we are, is no matter here."""
        words = shlex.split(line)
        if words[:2] == ["python", "manage.py"] and words[2] != "runserver":
            self.manage(*words[2:])
        else:
            assert words[0] in ("python", "pip", "cd", "wagtail"), line

    def manage(self, *arguments: str) -> str:
        if arguments[0] in ASKING:
            arguments = (*arguments, "--noinput")
        return self.run(sys.executable, "manage.py", *arguments)

    @contextmanager
    def serving(self) -> Iterator[str]:
        """The address that the project is served on meanwhile."""
        with closing(socket.socket()) as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        command = [sys.executable, "manage.py", "runserver", "--noreload", str(port)]
        server = subprocess.Popen(
            command, cwd=self.folder, env=self.environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        try:
            _await(port)
            yield f"localhost:{port}"
        finally:
            server.kill()
            server.wait()

    def append(self, file: str, text: str) -> None:
        path = self.folder / file
        self.write(file, f"{path.read_text('utf-8')}\n\n{text}" if path.exists() else text)

    def write(self, file: str, text: str) -> None:
        path = self.folder / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")

    def test(self, *modules: str, database: str = ":memory:") -> str:
        """Run modules of tests within the project; `database` is a migrated one, else it is migrated from zero."""
        self.append("mysite/settings/test.py", TEST_SETTINGS.format(database=database))
        command = ["-m", "pytest", "-v", "--tb=short", "--reuse-db", "-p", "no:cacheprovider"]
        options = [f"--rootdir={ROOT}", f"--config-file={ROOT / 'pyproject.toml'}", "--ds=mysite.settings.test"]
        paths = [str(ROOT / "tests/hosts" / module) for module in modules]
        return self.run(sys.executable, *command, *options, *paths)

    def run(self, *command: str) -> str:
        """What the command prints. Fails, with all of that, unless it ends with status 0."""
        done = subprocess.run(
            command, cwd=self.folder, env=self.environment(), capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, f"{shlex.join(command)}\n{done.stdout}\n{done.stderr}"
        return done.stdout

    def environment(self) -> dict[str, str]:
        superuser = {f"DJANGO_SUPERUSER_{name.upper()}": value for name, value in SUPERUSER.items()}
        own = {
            "DJANGO_SETTINGS_MODULE": "mysite.settings.dev",
            "PYTHONPATH": os.pathsep.join([str(self.folder), str(ROOT)]),
            "TEST_DATABASE": "",
        }
        return os.environ | superuser | own


def _await(port: int) -> None:
    for _attempt in range(300):
        with closing(socket.socket()) as client:
            if client.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise TimeoutError(f"Nothing answers on port {port}.")


TEST_SETTINGS = """
import gc

from .dev import *

# Migrating makes many objects that stay: looking for garbage among them takes a quarter of the time.
gc.set_threshold(100_000, 50, 50)
DEBUG = False
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
DATABASES["default"]["TEST"] = {{"NAME": "{database}"}}
"""
