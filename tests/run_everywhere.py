"""Runs the suite on each service, then the browser tests. Arguments go to pytest.

    python tests/run_everywhere.py -n auto

A service that does not answer is named and makes the run fail: what was not run is not tested.
"""

import os
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parent.parent
POSTGRES_URL = os.environ.get("POSTGRES_URL") or "postgres://postgres@127.0.0.1:5432/postgres"
MARIADB_URL = os.environ.get("MARIADB_URL") or "mysql://root@127.0.0.1:3306/test"
REDIS_URL = os.environ.get("REDIS_URL") or "redis://127.0.0.1:6379/0"
PORTS = {"postgres": 5432, "postgresql": 5432, "mysql": 3306, "redis": 6379, "rediss": 6379}

RUNS = (
    # The host sites of test_hosts.py have settings of their own, with SQLite; the table of rights knows no database.
    (
        "PostgreSQL and Redis",
        {"DATABASE_URL": POSTGRES_URL, "CACHE_URL": REDIS_URL},
        ["-k", "not hosts and not permissions"],
    ),
    # Hostile input, the cost in queries and the example content are tried on SQLite and PostgreSQL.
    (
        "MariaDB and Redis",
        {"DATABASE_URL": MARIADB_URL, "CACHE_URL": REDIS_URL},
        ["-k", "not hosts and not permissions and not hostile and not queries and not loading and not every_block"],
    ),
    # One Chromium and one site for all of them.
    ("browser", {"DATABASE_URL": "", "CACHE_URL": ""}, ["-m", "browser", "-n", "0"]),
)


def silent(urls: dict[str, str]) -> list[str]:
    """Those of the services that nothing answers for."""
    return [f"{name} ({url})" for name, url in urls.items() if url and not _answers(url)]


def _answers(url: str) -> bool:
    parts = urlsplit(url)
    try:
        with socket.create_connection((parts.hostname or "127.0.0.1", parts.port or PORTS[parts.scheme]), timeout=5):
            return True
    except OSError:
        return False


def main(arguments: list[str]) -> int:
    verdicts: dict[str, str] = {}
    for name, environment, extra in RUNS:
        print(f"\n== {name}", flush=True)
        if missing := silent(environment):
            verdicts[name] = f"NOT RUN: no answer from {', '.join(missing)}"
            print(verdicts[name], flush=True)
            continue
        started = time.monotonic()
        done = subprocess.run(
            [sys.executable, "-m", "pytest", *arguments, *extra], cwd=ROOT, env=os.environ | environment, check=False
        )
        verdicts[name] = f"{'ok' if done.returncode == 0 else 'FAILED'} ({time.monotonic() - started:.0f} s)"
    print("\n== Summary")
    for name, verdict in verdicts.items():
        print(f"{name}: {verdict}")
    return 0 if all(verdict.startswith("ok") for verdict in verdicts.values()) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
