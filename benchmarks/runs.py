"""Many releases by `tieout run`: whether time and memory for each grow with their number, and what a second worker gains.

    python -m benchmarks.runs [--releases 100 1000 10000] [--workers 0] [--copies 400]

The releases are those of `corpus/` over and over, each with a few amounts of its own, so that no two are the same to a
cache or to spaCy's vocabulary. Each run is in a session of its own, whose processes are watched: the CPU time of all of
them, and the peaks of the parent's memory and of the largest worker's. Two workers are set against one by the clock,
with the start of the processes, over as many releases as `--copies` says (0: not at all).
"""

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from pathlib import Path

CORPUS = Path(__file__).parents[1] / "corpus"
TOLERATED = 1.6
"""So much more time or memory at the largest size than at the smallest is noise; more is growth."""
_AMOUNT = re.compile(r"\$(\d)(?=[\d.,])")  # "$7.4 million" becomes "$1237.4 million"
_VARIED = 4  # amounts of a release


def growth(releases: Sequence[int], workers: int) -> None:
    """Runs over more and more releases."""
    print("\nreleases by tieout run:   a second  CPU ms each   MB at the peak: parent, largest worker")
    rows = []
    for count in releases:
        done = in_session(count, workers)
        rows.append((done["spent"] / count, done["parent"], done["worker"]))
        pace = f"{count:22}{count / done['wall']:13.1f}{rows[-1][0] * 1000:13.1f}"
        print(f"{pace}{done['parent']:24.0f}{done['worker']:16.0f}", flush=True)
    for what, figures in zip(
        ("time", "the parent's memory", "a worker's memory"), zip(*rows, strict=True), strict=True
    ):
        judge(figures, what)


def two_against_one(count: int) -> None:
    """Two workers against one, on a machine with nothing else to do."""
    one, two = (in_session(count, workers) for workers in (1, 2))
    gain, of_cpu = one["wall"] / two["wall"], one["spent"] / two["spent"] * 2
    print(f"\n{count} releases: 1 worker {one['wall']:.1f} s, 2 workers {two['wall']:.1f} s: {gain:.2f} x")
    print(f"(start of the processes included; by the CPU time, whatever else the machine does: {of_cpu:.2f} x)")


def judge(figures: Sequence[float], what: str) -> None:
    """Say so where the last figure is so much more than the first that it is no noise."""
    if figures[-1] > figures[0] * TOLERATED:
        print(f"  {what} GROWS: x {figures[-1] / figures[0]:.2f}")


def in_session(count: int, workers: int) -> dict[str, float]:
    """What `run` finds in a session of its own."""
    command = [sys.executable, "-m", "benchmarks.runs", "--run", str(count), str(workers)]
    done = subprocess.run(command, cwd=CORPUS.parent, capture_output=True, text=True, start_new_session=True)
    if done.returncode:
        raise SystemExit(f"{count} releases by {workers} workers: {done.stderr.strip()[-800:]}")
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def run(count: int, workers: int) -> dict[str, float]:
    """A run over so many releases: seconds by the clock and of CPU, megabytes of the parent and the largest worker."""
    from tieout.batch.run import Settings, run_corpus

    with tempfile.TemporaryDirectory() as folder:
        given = Path(folder) / "in.jsonl"
        write_releases(given, count)
        watch = Watch()
        watch.start()
        began = time.perf_counter()
        progress = run_corpus([str(given)], Path(folder) / "out", settings=Settings(workers=workers))
        wall = time.perf_counter() - began
        watch.over.set()
        watch.join()
    assert progress.sources == count and not progress.failures, progress
    parent = watch.peaks.pop(str(os.getpid()))
    return {"wall": wall, "spent": sum(watch.spent.values()), "parent": parent, "worker": max(watch.peaks.values())}


def write_releases(path: Path, count: int) -> None:
    """So many releases as JSON Lines, no two alike."""
    sources = [source for source in sorted(CORPUS.glob("*")) if source.suffix in (".txt", ".htm")]
    texts = [source.read_text("utf-8", "replace") for source in sources]
    with path.open("w", encoding="utf-8") as lines:
        for number in range(count):
            text = _AMOUNT.sub(rf"${number}\g<1>", texts[number % len(texts)], count=_VARIED)
            lines.write(json.dumps({"id": f"{number:06d}", "text": text}) + "\n")


class Watch(threading.Thread):
    """Looks now and then at every process of this session: CPU seconds, peak of memory in megabytes."""

    def __init__(self) -> None:
        super().__init__()
        self.spent: dict[str, float] = {}
        self.peaks: dict[str, float] = {}
        self.over = threading.Event()

    def run(self) -> None:
        session, tick = str(os.getsid(0)), os.sysconf("SC_CLK_TCK")
        while not self.over.wait(0.2):
            for path in Path("/proc").glob("[0-9]*/stat"):
                try:
                    fields = path.read_text().rpartition(")")[2].split()
                except OSError:
                    continue
                if fields[3] == session:
                    self.spent[path.parent.name] = (int(fields[11]) + int(fields[12])) / tick
                    self.peaks[path.parent.name] = peak_memory(path.parent.name)


def peak_memory(process: str = "self") -> float:
    """The most memory that a process has had since it was started, in megabytes; 0 for one that is gone."""
    try:
        status = Path(f"/proc/{process}/status").read_text()
    except OSError:
        return 0.0
    found = re.search(r"VmHWM:\s*(\d+) kB", status)
    return int(found[1]) / 1024 if found else 0.0


def main() -> None:
    """Read the arguments, measure, print a row a run."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--releases", type=int, nargs="+", default=[100, 300, 1000])
    parser.add_argument("--workers", type=int, default=0, help="0: all cores.")
    parser.add_argument("--copies", type=int, default=400, help="Releases for two workers against one.")
    parser.add_argument("--run", type=int, nargs=2, metavar=("RELEASES", "WORKERS"), help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.run:
        print(json.dumps(run(*args.run)))
        return
    growth(args.releases, args.workers)
    if args.copies:
        two_against_one(args.copies)


if __name__ == "__main__":
    main()
