"""Speed and memory: tieout beside its peers on the same releases, in one run, as ratios; start; growth; workers.

    python -m benchmarks.speed [--only peers start copies corpus workers] [--shared ../shared] [--limit 12]
                               [--releases 100 300 1000]

`peers` measures the CPU time of each release in turn with each tool, so that whatever else the machine does weighs on
all of them alike, and prints the median of the ratios to BASE, which is `spacy.blank("en")` as it comes, tokenizing all
the text of the release, tables too. The peak of memory is that of a process of its own for each tool, over the same
releases. quantulum3 reads our prose sentence by sentence, the way it is quickest; edgartools only the tables.

`copies` and `corpus` are made from `corpus/`, so that they run anywhere; time and memory for each copy must not grow.
A peer that is not installed is named and left out (`pip install --group bench`).
"""

import argparse
import gc
import json
import re
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from benchmarks import runs

CORPUS = Path(__file__).parents[1] / "corpus"
_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n+")


# --- the tools: a release in, whatever they make of it out


def ours(data: bytes) -> object:
    """tieout, all of it: reading, tables, tags, links, reconciliation."""
    from tieout.analysis import analyze

    return analyze(data)


def base(data: bytes) -> object:
    """spaCy's tokenizer as it comes, over all the text of the release."""
    return _blank()(all_text(data))


def quantulum(data: bytes) -> object:
    """quantulum3 over the prose, by sentence."""
    from quantulum3 import parser

    return [parser.parse(sentence) for sentence in sentences(data)]


def edgartools(data: bytes) -> object:
    """edgartools, the tables of an HTML release alone."""
    from edgar.earnings import EarningsRelease

    page = SimpleNamespace(document="release.htm", content=data.decode("utf-8", "replace"))
    return EarningsRelease(page).to_facts_dataframe()


TOOLS: dict[str, Callable[[bytes], object]] = {
    "BASE": base,
    "tieout": ours,
    "quantulum3": quantulum,
    "edgartools": edgartools,
}
NEEDS = {"quantulum3": "quantulum3", "edgartools": "edgar", "BASE": "lxml"}


@cache
def _blank() -> Any:
    import spacy

    return spacy.blank("en")


@cache
def all_text(data: bytes) -> str:
    """The text of a release with its tables: of HTML what a browser would show, of text all of it."""
    if not is_html(data):
        return data.decode("utf-8", "replace")
    import lxml.html

    return str(lxml.html.fromstring(data).text_content())


@cache
def sentences(data: bytes) -> list[str]:
    """The sentences of the prose."""
    from tieout.read import read

    return [part for part in _SENTENCE.split(read(data).text) if part.strip()]


def is_html(data: bytes) -> bool:
    """Whether a release is HTML."""
    return b"<td" in data.lower() or b"<div" in data.lower()


# --- beside the peers


def peers(args: argparse.Namespace) -> None:
    """The table of ratios, of the text releases and of the HTML ones."""
    folders = (args.shared / "releases" / name for name in ("labelled", "unlabelled"))
    files = [path for folder in folders for path in sorted(folder.glob("*")) if path.suffix in (".txt", ".htm")]
    files = files or sorted(path for path in CORPUS.glob("*") if path.suffix in (".txt", ".htm"))
    tools = [name for name in TOOLS if find_spec(NEEDS.get(name, "tieout"))]
    for name in TOOLS.keys() - tools:
        print(f"{name}: not installed (pip install --group bench)")
    for suffix in (".txt", ".htm"):
        of_kind = [path for path in files if path.suffix == suffix]
        step = max(len(of_kind) // args.limit, 1)
        chosen = of_kind[::step][: args.limit]
        used = [name for name in tools if name != "edgartools" or suffix == ".htm"]
        times: dict[str, list[float]] = {name: [] for name in used}
        for name in used:
            TOOLS[name](of_kind[-1].read_bytes())  # rules, units, lazy imports
        gc.collect()  # as the workers of `tieout run` do it: no collection looks at rules and models, and few are made
        gc.freeze()
        gc.set_threshold(50_000)
        for path in chosen:
            data = path.read_bytes()
            all_text(data), sentences(data)
            for name in used:
                runs = args.runs if name in ("BASE", "tieout") else 1
                times[name].append(min(cpu(TOOLS[name], data) for _ in range(runs)))
        print(f"\n{len(chosen)} {suffix} releases    ms each  x BASE  x tieout   MB at the peak")
        for name in used:
            ratios = [spent / least for spent, least in zip(times[name], times["BASE"], strict=True)]
            to_ours = [spent / own for spent, own in zip(times[name], times["tieout"], strict=True)]
            each, of_base, of_ours = (statistics.median(n) for n in (times[name], ratios, to_ours))
            peak = in_process("peak", name, *map(str, chosen))["peak"]
            print(f"{name:22}{each * 1000:10.1f}{of_base:8.2f}{of_ours:10.2f}{peak:17.0f}", flush=True)


def cpu(work: Callable[[bytes], object], data: bytes) -> float:
    """Seconds of CPU that a piece of work takes."""
    began = time.process_time()
    work(data)
    return time.process_time() - began


def peak_of(name: str, *paths: str) -> dict[str, float]:
    """The peak of this process after a tool has read all of some files, in megabytes."""
    for path in paths:
        TOOLS[name](Path(path).read_bytes())
    return {"peak": runs.peak_memory()}


# --- start


def start(args: argparse.Namespace) -> None:
    """What it takes to import the package, and to analyze the first release."""
    release = CORPUS / "cindermark-2023q2.htm"
    imported = "import tieout"
    analyzed = f"{imported}; tieout.analyze({str(release)!r})"
    for label, code in (("import tieout", imported), ("import and first analysis", analyzed)):
        script = f"import time; w, c = time.perf_counter(), time.process_time(); {code}\n"
        script += "print(time.perf_counter() - w, time.process_time() - c)"
        runs = [subprocess.run([sys.executable, "-c", script], capture_output=True, text=True) for _ in range(5)]
        wall, spent = (min(n) for n in zip(*(map(float, run.stdout.split()) for run in runs), strict=True))
        print(f"{label:28}{wall:7.3f} s, {spent:.3f} s of CPU (least of 5)")


# --- growth


def copies(args: argparse.Namespace) -> None:
    """From 1 to 100 copies of a release in one file.

    Every figure then has as many rows that fit it as there are copies; it is looked for in so many at most, which are
    reached before the last size but one.
    """
    for name in ("cindermark-2023q2.htm", "bitterfork-2014q4.txt"):
        print(f"\n{name}, copies in one file: ms and MB for each copy")
        rows = []
        for count in (1, 10, 50, 100):
            measured = in_process("copy", name, str(count))
            rows.append((measured["spent"] / count, measured["peak"] / count))
            print(f"{count:8}{rows[-1][0] * 1000:10.1f} ms{rows[-1][1]:10.2f} MB", flush=True)
        runs.judge([spent for spent, _ in rows[-2:]], "time")
        runs.judge([peak for _, peak in rows[-2:]], "memory")


def copy_of(name: str, count: str) -> dict[str, float]:
    """Seconds and megabytes that a file of so many copies takes, when rules and model are there."""
    from tieout.analysis import analyze

    data = (CORPUS / name).read_bytes()
    if is_html(data):
        head, body, tail = re.split(rb"(?is)<body[^>]*>|</body>", data, maxsplit=2)
        whole = head + b"<body>" + body * int(count) + b"</body>" + tail
    else:
        whole = (data + b"\n\n") * int(count)
    analyze(data)
    before = runs.peak_memory()
    spent = cpu(analyze, whole)
    return {"spent": spent, "peak": runs.peak_memory() - before}


def corpus(args: argparse.Namespace) -> None:
    """Runs over more and more releases, by `tieout run` with all cores."""
    runs.growth(args.releases, workers=0)


def workers(args: argparse.Namespace) -> None:
    """Two workers against one."""
    runs.two_against_one(max(args.releases))


# --- processes of their own

INSIDE: dict[str, Callable[..., dict[str, float]]] = {"peak": peak_of, "copy": copy_of}
PARTS: dict[str, Callable[[argparse.Namespace], None]] = {
    "peers": peers,
    "start": start,
    "copies": copies,
    "corpus": corpus,
    "workers": workers,
}


def in_process(what: str, *arguments: str) -> dict[str, float]:
    """What a function of `INSIDE` finds in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.speed", "--inside", what, *arguments]
    done = subprocess.run(command, cwd=CORPUS.parent, capture_output=True, text=True, start_new_session=True)
    if done.returncode:
        raise SystemExit(f"{what} {' '.join(arguments)[:100]}: {done.stderr.strip()[-800:]}")
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def main() -> None:
    """Read the arguments, run the parts that are asked for."""
    if sys.argv[1:2] == ["--inside"]:
        print(json.dumps(INSIDE[sys.argv[2]](*sys.argv[3:])))
        return
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", nargs="+", choices=PARTS, default=list(PARTS))
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--limit", type=int, default=12, help="Releases of each kind beside the peers.")
    parser.add_argument("--runs", type=int, default=3, help="The least of so many runs of tieout and BASE counts.")
    parser.add_argument("--releases", type=int, nargs="+", default=[100, 300, 1000], help="Sizes of the runs.")
    args = parser.parse_args()
    args.shared = args.shared.resolve()
    for name in args.only:
        PARTS[name](args)


if __name__ == "__main__":
    main()
