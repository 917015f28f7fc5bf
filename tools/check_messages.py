"""Says where the translations lag behind the texts of the package; status 1 when they do. Needs GNU gettext.

`make messages` brings them up to date: it gathers the texts, and compiles what is translated.
"""

import difflib
import gettext
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

PACKAGE = Path(__file__).resolve().parent.parent / "wagtail_pmi"
LANGUAGES = sorted(path.name for path in (PACKAGE / "locale").iterdir())
GATHER = ["makemessages", "--no-wrap", "--no-obsolete", "--no-location"]


def django_admin(*arguments: str, cwd: Path) -> None:
    subprocess.run([sys.executable, "-m", "django", *arguments], cwd=cwd, check=True, stdout=subprocess.DEVNULL)


def update() -> None:
    languages = [part for language in LANGUAGES for part in ("--locale", language)]
    django_admin(*GATHER, *languages, cwd=PACKAGE)
    django_admin("compilemessages", *languages, cwd=PACKAGE)


def problems_of(language: str, fresh: Path) -> list[str]:
    """`fresh` is a copy of the package in which the texts were just gathered and compiled."""
    folder = Path("locale") / language / "LC_MESSAGES"
    found = [
        line.rstrip()
        for line in difflib.unified_diff(*(lines_of(root / folder / "django.po") for root in (PACKAGE, fresh)), n=1)
    ]
    for kind, option in (("not translated", "--untranslated"), ("to be looked at again (fuzzy)", "--only-fuzzy")):
        command = ["msgattrib", option, "--no-wrap", fresh / folder / "django.po"]
        output = subprocess.run(command, capture_output=True, text=True, check=True).stdout
        found += [f"{kind}: {line}" for line in output.splitlines() if line.startswith("msgid ") and line != 'msgid ""']
    if catalog_of(PACKAGE / folder / "django.mo") != catalog_of(fresh / folder / "django.mo"):
        found.append("django.mo is not what django.po says")
    return found


def lines_of(path: Path) -> list[str]:
    return [line for line in path.read_text("utf-8").splitlines() if not line.startswith('"POT-Creation-Date')]


def catalog_of(path: Path) -> dict:
    with path.open("rb") as file:
        catalog = gettext.GNUTranslations(file)._catalog
    return {key: text for key, text in catalog.items() if key}


def main() -> int:
    if "--update" in sys.argv:
        update()
        return 0
    found = []
    with TemporaryDirectory() as room:
        fresh = Path(room) / "wagtail_pmi"
        shutil.copytree(PACKAGE, fresh, ignore=shutil.ignore_patterns("__pycache__", "static", "data"))
        for language in LANGUAGES:
            django_admin(*GATHER, "--locale", language, cwd=fresh)
            django_admin("compilemessages", "--locale", language, cwd=fresh)
            found += [f"{language}: {problem}" for problem in problems_of(language, fresh)]
    for problem in found:
        print(problem)
    if found:
        print("Run `make messages`, translate what is new in the .po files, and run it again.", file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
