"""How fast is a file of boxes durable in PostgreSQL, with every rule on, measured against not storing it?

The file, the baselines and the import are those of bench_import.py; only the database is another one. Its
server is the one of the tests, here with every commit synced to disk, on the same machine. The clock runs
from opening the database to the published job; as with SQLite, the process has loaded its programs before,
the driver among them. Three programs share two processors, and a run may come out a tenth higher or lower:
each size is imported several times, each time into a new database, and the median counts.

    python bench/bench_postgres.py [--rows 200000 1000000] [--runs 5]
"""

import argparse
import statistics
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))


def main() -> None:
    """Print one line per run, and the median of every size."""
    # Found only now that the path is set.
    from bench_import import HEAD, compare  # noqa: PLC0415

    from tests.postgres import PostgresServer  # noqa: PLC0415

    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rows", type=int, nargs="+", default=[200_000, 1_000_000])
    options.add_argument("--runs", type=int, default=5)
    chosen = options.parse_args()
    server = PostgresServer({"fsync": "on", "synchronous_commit": "on", "full_page_writes": "on"})
    try:
        print(HEAD)
        for rows in chosen.rows:
            ratios = []
            for _ in range(chosen.runs):
                with tempfile.TemporaryDirectory() as name:
                    (Path(name) / "database").write_text(server.url(server.create()))
                    ratios.append(compare(rows, Path(name)))
            print(f"{rows:>10,} median of {chosen.runs}: {statistics.median(ratios):.3f} (limit 0.25)")
    finally:
        server.close()


if __name__ == "__main__":
    main()
