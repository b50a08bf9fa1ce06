"""Every benchmark on text and tables that others have labelled, one after the other, each with its table.

    python -m benchmarks.external [--shared ../shared] [--only tagging linking ...]

The data is not part of this repository: a benchmark whose sets are not there is named and skipped. Exit status 1 where
one of them fails to run.
"""

import argparse
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Benchmark:
    """A script beside this one, what it measures, and the sets that it needs, as paths under the shared folder.

    `given` are its arguments: "{shared}" stands for that folder.
    """

    script: str
    measures: str
    sets: tuple[str, ...]
    given: tuple[str, ...] = ("--shared", "{shared}")

    def missing(self, shared: Path) -> list[Path]:
        """The sets that are not there."""
        return [shared / name for name in self.sets if not (shared / name).exists()]

    def command(self, shared: Path) -> list[str]:
        """How it is run."""
        return [sys.executable, str(HERE / self.script), *(word.format(shared=shared) for word in self.given)]


def _external(*names: str) -> tuple[str, ...]:
    return tuple(f"external/{name}.jsonl" for name in names)


BENCHMARKS = {
    "tagging": Benchmark(
        "tagging.py",
        "money, percentages and quantities: spans and values",
        _external("fire", "meantime", "ixbrl_prose", "tatqa_prose", "recognizers", "unit_suites"),
    ),
    "periods": Benchmark(
        "periods.py",
        "periods and people: spans; the calendar of labelled releases",
        _external("fire", "meantime", "recognizers", "unit_suites"),
    ),
    "linking": Benchmark("linking.py", "metric and period of a figure", _external("fire", "kpi_edgar", "ixbrl_prose")),
    "tables": Benchmark(
        "tables.py",
        "cells of filings: value, sign, scale, period",
        _external("ixbrl_tables"),
        ("{shared}/external/ixbrl_tables.jsonl", "--limit", "0"),
    ),
    "ties": Benchmark(
        "ties.py",
        "figures tied to cells, and answers derived from them",
        _external("ixbrl_recon", "ixbrl_tables", "ixbrl_prose", "tatqa_tables"),
    ),
    "xbrl": Benchmark(
        "xbrl.py",
        "tables of releases against the companies' own tagged facts",
        ("releases/xbrl", "releases/unlabelled"),
    ),
}
"""In the order of the pipeline's stages."""


def main() -> int:
    """Run what was asked for; the number of benchmarks that failed, as an exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--shared", type=Path, default=Path("../shared"), help="Folder that holds external/ and releases/."
    )
    parser.add_argument("--only", nargs="+", choices=BENCHMARKS, default=list(BENCHMARKS))
    given = parser.parse_args()
    failed = 0
    for name in given.only:
        benchmark = BENCHMARKS[name]
        print(f"== {name}: {benchmark.measures}", flush=True)
        missing = benchmark.missing(given.shared)
        if missing:
            print(f"skipped, not there: {', '.join(map(str, missing))}\n")
            continue
        started = time.perf_counter()
        done = subprocess.run(benchmark.command(given.shared))
        failed += done.returncode != 0
        outcome = "done" if done.returncode == 0 else f"failed with status {done.returncode}"
        print(f"{outcome} in {time.perf_counter() - started:.0f} s\n", flush=True)
    return min(failed, 1)


if __name__ == "__main__":
    sys.exit(main())
