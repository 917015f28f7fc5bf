"""How the pages of the ledger grow: `python -m benchmarks.ledger`. Ends with 1 where the number of queries grows."""

from __future__ import annotations

import argparse
import datetime
import io
import os
import platform
import statistics
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

RESULTS = Path(__file__).parent / "results"


def main() -> int:
    options = read_options()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "benchmarks.settings")
    import django

    django.setup()
    from django.db import connection

    own = connection.settings_dict["NAME"]
    # An existing scratch database is somebody's: Django asks whether to delete it, and hears "no".
    sys.stdin = io.StringIO("no\n")
    connection.creation.create_test_db(verbosity=0, autoclobber=False, serialize=False)
    try:
        return run(options)
    finally:
        connection.creation.destroy_test_db(own, verbosity=0)


def read_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cities", type=int, default=400)
    parser.add_argument("--practices", type=int, default=500)
    parser.add_argument("--adoptions", type=int, default=10_000)
    parser.add_argument("--requests", type=int, default=20, help="timed requests of each address")
    return parser.parse_args()


def run(options: argparse.Namespace) -> int:
    from .building import Builder

    start = time.perf_counter()
    builder = Builder(options.cities, options.practices)
    few = max(options.adoptions // 10, 1)
    builder.add_adoptions(few)
    addresses = choose(builder, options.adoptions)
    before = {name: count_queries(address) for name, address in addresses.items()}
    builder.add_adoptions(options.adoptions)
    built = time.perf_counter() - start
    print(f"Built in {built:.0f} s")
    rows = [measure(name, address, before[name], options.requests) for name, address in addresses.items()]
    report = write(options, few, built, rows)
    print(report)
    grown = [row["name"] for row in rows if row["queries"] != row["before"]]
    if grown:
        print(f"The number of queries grew: {', '.join(grown)}", file=sys.stderr)
    return 1 if grown else 0


def choose(builder: Any, adoptions: int) -> dict[str, str]:
    """Addresses by what they are: a practice with as many adopters as most, and the one with the most."""
    small = Counter(entry.practice.slug for entry in builder.entries)
    large = Counter(practice.slug for _city, practice in builder.pairs[:adoptions])
    shared = [slug for slug, _count in large.most_common() if small[slug] > 1]
    most, few = shared[0], shared[len(shared) // 2]
    print(f"Adopters: {large[few]:,} of the typical practice, {large[most]:,} of the one with the most")
    city = builder.entries[0].city.slug
    return {
        "practice, typical": f"/practices/{few}/",
        "practice, most adopters": f"/practices/{most}/",
        "peers ranking (most adopters)": f"/practices/{most}/?like={city}",
        "city": f"/cities/{city}/",
        "ledger, first page": "/adoptions/",
        "ledger, filtered": "/adoptions/?region=south&stage=sustainment&sort=city",
        "ledger, words": "/adoptions/?q=practice+0001",
        "network": "/",
        "network diffusion": "/diffusion/",
        "network diffusion, JSON": "/diffusion/json/",
        "practice diffusion, typical": f"/practices/{few}/diffusion/",
        "practice diffusion, most adopters": f"/practices/{most}/diffusion/",
    }


def get(address: str) -> Any:
    from django.test import Client

    response = Client().get(address, headers={"host": "localhost"})
    if response.status_code != 200:
        raise SystemExit(f"{address} answered {response.status_code}")
    return response


def count_queries(address: str) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    get(address)
    with CaptureQueriesContext(connection) as queries:
        get(address)
    return len(queries)


def measure(name: str, address: str, before: int, requests: int) -> dict[str, Any]:
    queries, times = count_queries(address), []
    for _number in range(requests):
        start = time.perf_counter()
        response = get(address)
        times.append(1000 * (time.perf_counter() - start))
    ordered = sorted(times)
    return {
        "name": name,
        "before": before,
        "queries": queries,
        "p50": statistics.median(times),
        "p95": ordered[min(len(ordered) - 1, round(0.95 * len(ordered)))],
        "size": len(response.content) / 1024,
    }


def write(options: argparse.Namespace, few: int, built: float, rows: list[dict[str, Any]]) -> str:
    import django
    import wagtail
    from django.db import connection

    table = [
        f"| | queries at {few:,} | queries at {options.adoptions:,} | p50 ms | p95 ms | KiB |",
        "| --- |" + " ---: |" * 5,
    ]
    table += [
        f"| {row['name']} | {row['before']} | {row['queries']} | {row['p50']:.0f} | {row['p95']:.0f} | {row['size']:.0f} |"
        for row in rows
    ]
    text = "\n".join(
        [
            f"# The ledger on {connection.vendor}",
            "",
            f"{datetime.date.today()}; {options.cities:,} cities, {options.practices:,} practices, "
            f"{options.adoptions:,} adoptions, built in {built:.0f} s; {options.requests} requests each, one at a time, "
            "through the test client, nothing cached.",
            f"Two shared cores, other work beside it: times are indicative. Python {platform.python_version()}, "
            f"Django {django.get_version()}, Wagtail {wagtail.__version__}.",
            "",
            *table,
            "",
        ]
    )
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / f"ledger-{connection.vendor}.md").write_text(text, "utf-8")
    return text


if __name__ == "__main__":
    sys.exit(main())
