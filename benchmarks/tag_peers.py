"""Money and percentages of labelled releases and of sentences of filings, by us and by others: right, and how long.

usage: tag_peers.py [--shared ../shared] [--only PEER ...] [--runs 3]

All read the same prose in one run, on one core: the text of labelled releases, cut into sentences for those that want
them, and paragraphs of ixbrl_prose, par values and the rates in names of securities left out. A labelled amount or
percentage is right where a figure is found in its place with its value, whatever its sign or unit. Time is the best of `--runs` over all of it, models loaded before, and the
ratio to a blank spaCy tokenizing the same text. What is not installed is named and left out:

    pip install quantulum3 recognizers-text-suite "emoji<2" grapheme
"""

import argparse
import importlib.util
import json
import re
import sys
import time
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tagging import is_figure

from tieout.read import read

PARAGRAPHS = 600
"""Of ixbrl_prose, so many paragraphs, evenly spread: some peers take a second for ten."""
_SENTENCE = re.compile(r"(?<=[.!?]) (?=[A-Z“\"(])|\n+")

Found = tuple[int, int, float]
Tagger = Callable[[str], Iterator[Found]]


@dataclass(frozen=True, slots=True)
class Case:
    """A text with its labelled amounts and percentages: start, end and absolute value."""

    text: str
    wanted: tuple[Found, ...]


def main() -> None:
    """Run every tagger that is there over the same cases and print a row each."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--only", nargs="+", choices=list(TAGGERS))
    parser.add_argument("--runs", type=int, default=3)
    given = parser.parse_args()
    sets = {
        "releases": list(releases(given.shared / "releases" / "labelled")),
        "filings": list(filings(given.shared / "external" / "ixbrl_prose.jsonl")),
    }
    for name, cases in sets.items():
        if not cases:
            print(f"{name}: not there")
            continue
        labelled = sum(len(case.wanted) for case in cases)
        size = sum(len(case.text) for case in cases)
        base = timed(tokenizer(), cases, given.runs)
        print(f"{name}: {labelled} labelled figures in {size / 1000:.0f} KB; blank spaCy {base:.2f} s")
        ours_spent = 0.0
        for peer in given.only or TAGGERS:
            tagger = TAGGERS[peer]()
            if tagger is None:
                print(f"  {peer:18} not installed")
                continue
            right = sum(count_right(case, list(tagger(case.text))) for case in cases)
            spent = timed(tagger, cases, given.runs if peer.startswith("tieout") else 1)
            ours_spent = ours_spent or spent
            times = f"{spent:7.2f} s, {spent / base:6.1f} x blank spaCy, {spent / ours_spent:6.1f} x the first"
            print(f"  {peer:18} right {right / labelled:.4f} ({right}), {times}", flush=True)


def releases(folder: Path) -> Iterator[Case]:
    """The prose of labelled releases; places of labels moved from the source to the prose."""
    for path in sorted(folder.glob("*.labels.json")):
        labels = json.loads(path.read_text("utf-8"))
        release = read(folder / labels["release"])
        places = [release.place(i, i + 1).start for i in range(len(release.text))]
        wanted = []
        for fact in labels["facts"]:
            if fact["unit"] == "%" or re.match(r"[A-Z]{3}(?:/|$)", fact["unit"]):
                inside = [i for i, at in enumerate(places) if fact["start"] <= at < fact["end"]]
                if inside:
                    wanted.append((inside[0], inside[-1] + 1, abs(float(fact["value"]))))
        yield Case(release.text, tuple(wanted))


def filings(path: Path) -> Iterator[Case]:
    """Paragraphs of filings with the amounts and percentages that the filers tagged."""
    if not path.is_file():
        return
    lines = path.read_text("utf-8").splitlines()
    for line in lines[:: max(len(lines) // PARAGRAPHS, 1)]:
        case = json.loads(line)
        wanted = [
            (s["start"], s["end"], abs(float(s["shown"] if s["type"] == "PERCENT" else s["value"])))
            for s in case["spans"]
            if s["type"] in ("MONEY", "PERCENT") and not s.get("implied_scale") and is_figure(case["text"], s)
        ]
        yield Case(case["text"], tuple(wanted))


def count_right(case: Case, found: list[Found]) -> int:
    """How many labelled figures have one found in their place with their value."""
    return sum(
        any(f[0] < end and start < f[1] and abs(abs(f[2]) - value) <= 1e-6 * max(value, 1e-9) for f in found)
        for start, end, value in case.wanted
    )


def timed(tagger: Tagger, cases: list[Case], runs: int) -> float:
    """The shortest time that a tagger takes over all the texts, in seconds of CPU."""
    best = float("inf")
    for _ in range(runs):
        started = time.process_time()
        for case in cases:
            for _found in tagger(case.text):
                pass
        best = min(best, time.process_time() - started)
    return best


def sentences(text: str) -> Iterator[tuple[int, str]]:
    """The sentences of a text and where they begin."""
    at = 0
    for cut in _SENTENCE.finditer(text):
        yield at, text[at : cut.start()]
        at = cut.end()
    yield at, text[at:]


def tokenizer() -> Tagger:
    """A blank spaCy, which finds nothing."""
    import spacy

    nlp = spacy.blank("en")

    def tokenize(text: str) -> Iterator[Found]:
        nlp(text)
        yield from ()

    return tokenize


def ours() -> Tagger | None:
    """Our figures as the pipeline gives them: tokens, periods, figures."""
    from tieout.tag.language import load

    nlp = load()
    nlp.disable_pipes("tieout_metrics", "tieout_people")

    def tag(text: str) -> Iterator[Found]:
        doc = nlp(text)
        for span in doc.spans["figures"]:
            mention = span._.figure
            yield mention.start, mention.end, float(mention.value)

    return tag


def ours_bare() -> Tagger | None:
    """Our figures without spaCy: the scan for periods and the scan for figures."""
    from tieout.periods import find_periods
    from tieout.tag.figures import find_figures

    def tag(text: str) -> Iterator[Found]:
        for mention in find_figures(text, periods=find_periods(text)):
            yield mention.start, mention.end, float(mention.value)

    return tag


def quantulum() -> Tagger | None:
    """quantulum3, a sentence at a time: over whole texts its time grows with their square."""
    if importlib.util.find_spec("quantulum3") is None:
        return None
    warnings.simplefilter("ignore")
    from quantulum3 import parser

    def tag(text: str) -> Iterator[Found]:
        for at, sentence in sentences(text):
            try:
                quantities = parser.parse(sentence)
            except Exception:
                continue
            for quantity in quantities:
                yield at + quantity.span[0], at + quantity.span[1], quantity.value

    next(tag("It sold 5 kg."), None)
    return tag


def recognizers() -> Tagger | None:
    """Recognizers-Text, a sentence at a time: currencies and percentages."""
    if importlib.util.find_spec("recognizers_number_with_unit") is None:
        return None
    warnings.simplefilter("ignore")
    from recognizers_number import recognize_percentage
    from recognizers_number_with_unit import recognize_currency

    def tag(text: str) -> Iterator[Found]:
        for at, sentence in sentences(text):
            for recognize in (recognize_currency, recognize_percentage):
                for found in recognize(sentence, "en-us"):
                    value = str(found.resolution.get("value") or "").strip("%")
                    if re.fullmatch(r"-?[\d.]+(?:E[+-]?\d+)?", value):
                        yield at + found.start, at + found.end + 1, float(value)

    next(tag("It sold $5."), None)
    return tag


TAGGERS: dict[str, Callable[[], Tagger | None]] = {
    "tieout": ours,
    "tieout, no spaCy": ours_bare,
    "quantulum3": quantulum,
    "Recognizers-Text": recognizers,
}

if __name__ == "__main__":
    sys.exit(main())
