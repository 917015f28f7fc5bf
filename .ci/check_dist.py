"""Checks what is in the wheel and the sdist: everything that a site needs, and nothing of the project's workshop."""

import sys
import tarfile
import zipfile
from pathlib import Path

dist = Path(sys.argv[1])
(wheel,) = dist.glob("*.whl")
(sdist,) = dist.glob("*.tar.gz")
names = zipfile.ZipFile(wheel).namelist()
source = Path("wagtail_pmi")
wanted = {
    str(path)
    for path in source.rglob("*")
    if path.is_file() and "__pycache__" not in path.parts and path.suffix not in (".pyc", ".po")
}
problems = [f"missing in the wheel: {name}" for name in sorted(wanted - set(names))]
problems += [
    f"does not belong in the wheel: {name}"
    for name in names
    if not name.startswith("wagtail_pmi/") and ".dist-info/" not in name
]
for needed in ("wagtail_pmi/py.typed", "wagtail_pmi/templates/", "wagtail_pmi/static/", "wagtail_pmi/library/data/"):
    if not any(name.startswith(needed) for name in names):
        problems.append(f"missing in the wheel: {needed}")
if not any(name.endswith("licenses/LICENSE") for name in names):
    problems.append("missing in the wheel: LICENSE")
with tarfile.open(sdist) as archive:
    inside = {name.partition("/")[2] for name in archive.getnames()}
problems += [
    f"missing in the sdist: {name}" for name in ("LICENSE", "README.md", "pyproject.toml") if name not in inside
]
for problem in problems:
    sys.stdout.write(f"{problem}\n")
sys.stdout.write(f"{wheel.name}: {len(names)} files; {sdist.name}: {len(inside)} entries\n")
sys.exit(bool(problems))
