"""Periods, people and the calendar on text that others have labelled, and on labelled releases.

usage: periods.py [--shared ../shared] [--misses N] [--all] [--left-out]

Spans count as found by overlap and exactly; false positives only where a set is exhaustive for the type. From suites of
test cases, those that cannot stand in a release are left out by the rules of left_out.py, each counted under its reason
(`--left-out` prints them, `--all` leaves none out); where a phrase spells its year its dates are scored too. For releases:
whether the reporting period (within 7 days) and the day of release are those of the labels, and F1 of the people.
What is not there is named and left out.
"""

import argparse
import json
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from dates import labelled_periods, means, why_unvalued
from left_out import reason_of

from tieout.calendar import learn_calendar
from tieout.facts import Period
from tieout.periods import find_periods
from tieout.read import read
from tieout.tag.people import find_people, people_of

SETS = (
    ("fire", "PERIOD"),
    ("meantime", "PERIOD"),
    ("recognizers", "PERIOD"),
    ("unit_suites", "PERIOD"),
    ("fire", "PERSON"),
    ("meantime", "PERSON"),
)
SUITES = ("recognizers", "unit_suites")
SLACK = 7  # days that a label's period may be off: 52/53-week years without printed dates
Span = tuple[int, int]


def main() -> None:
    """Score what is there and print a row for each set and for the releases."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--shared", type=Path, default=Path("../shared"))
    arguments.add_argument("--misses", type=int, default=0, help="print up to N misses and false positives of each set")
    arguments.add_argument("--all", action="store_true", help="leave no case of the suites out")
    arguments.add_argument("--left-out", action="store_true", help="print every case that is left out")
    given = arguments.parse_args()
    heads = ("gold", "P", "R", "F1", "exact", "value", "valued")
    print("set".ljust(14), "type".ljust(8), *(h.rjust(7) for h in heads))
    for name, kind in SETS:
        path = given.shared / "external" / f"{name}.jsonl"
        if path.is_file():
            errors: list[str] = []
            gold = list(cases(path))
            reasons = leave_out(gold, everything=given.left_out) if name in SUITES and not given.all else Counter()
            tally = score(gold, kind, spans_of(kind), errors)
            values = score_values(gold, errors) if name in SUITES and not given.all else Counter()
            print(name.ljust(14), kind.ljust(8), *row(tally), *valued(values))
            print("".join(f"  left out {count:4d}: {reason}\n" for reason, count in reasons.items()), end="")
            print("".join(f"  value left out {n:4d}: {why}\n" for why, n in values.items() if " " in why), end="")
            print("".join(f"  {error}\n" for error in errors[: given.misses]), end="")
        else:
            print(name.ljust(14), f"not there: {path}")
    releases(given.shared / "releases" / "labelled")


def spans_of(kind: str) -> Callable[[str], list[Span]]:
    """The tagger of a type, as a function from text to spans."""
    find: Callable[[str], list[Any]] = find_periods if kind == "PERIOD" else find_people
    return lambda text: [(m.start, m.end) for m in find(text)]


def cases(path: Path) -> Iterator[dict[str, Any]]:
    """The cases of a set."""
    with path.open(encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines if line.strip())


def leave_out(gold: list[dict[str, Any]], *, everything: bool) -> Counter[str]:
    """Take the periods that cannot stand in a release out of `gold`; how many for which reason.

    They are neither to be found nor false where they are found.
    """
    reasons: Counter[str] = Counter()
    for case in gold:
        for span in [s for s in case["spans"] if s["type"] == "PERIOD"]:
            reason = reason_of(span, case["text"])
            if reason is not None:
                reasons[reason] += 1
                case["spans"].remove(span)
                case.setdefault("ignored", []).append(span)
                if everything:
                    print(f"  left out: {case['text']!r}: {span['text']!r}: {reason}")
    return reasons


def score_values(gold: list[dict[str, Any]], errors: list[str]) -> Counter[str]:
    """Of periods that spell their year, how many resolve to the labelled dates; the others under their reason."""
    tally: Counter[str] = Counter()
    for case in gold:
        have = find_periods(case["text"])
        for span in case["spans"]:
            if span["type"] != "PERIOD" or not labelled_periods(span):
                continue
            reason = why_unvalued(span)
            if reason is not None:
                tally[reason] += 1
                continue
            tally["valued"] += 1
            right = any(m.start < span["end"] and span["start"] < m.end and means(m, span) for m in have)
            tally["right"] += right
            if not right:
                errors.append(f"value  {case['text']!r}: {span['text']!r}: {[m.rule for m in have]}")
    return tally


def valued(tally: Counter[str]) -> list[str]:
    """The printed share of right values, and how many there are."""
    return [f"{tally['right'] / tally['valued']:7.4f}", f"{tally['valued']:7d}"] if tally["valued"] else []


def score(
    gold: list[dict[str, Any]], kind: str, tagger: Callable[[str], list[Span]], errors: list[str]
) -> Counter[str]:
    """Counts of spans found, missed and false; `errors` gets a line for each that is not found."""
    tally: Counter[str] = Counter()
    for case in gold:
        text, have = case["text"], tagger(case["text"])
        ignored = [(s["start"], s["end"]) for s in case.get("ignored", ())]
        want = [(s["start"], s["end"]) for s in case["spans"] if s["type"] == kind and s.get("start") is not None]
        tally["gold"] += len(want)
        tally["exact"] += len(set(want) & set(have))
        missed = [w for w in want if not any(overlap(w, h) for h in have)]
        tally["hit"] += len(want) - len(missed)
        false = (
            [h for h in have if not any(overlap(w, h) for w in [*want, *ignored])]
            if kind in (case.get("exhaustive") or ())
            else []
        )
        tally["false"] += len(false)
        errors += [
            f"{what} {shown(text, span)}" for what, spans in (("missed", missed), ("false", false)) for span in spans
        ]
    return tally


def overlap(one: Span, other: Span) -> bool:
    """Whether two spans share a character."""
    return one[0] < other[1] and other[0] < one[1]


def row(tally: Counter[str]) -> list[str]:
    """The printed numbers of a set."""
    recall = tally["hit"] / max(tally["gold"], 1)
    precision = tally["hit"] / max(tally["hit"] + tally["false"], 1)
    f1 = 2 * precision * recall / max(precision + recall, 1e-9)
    return [
        f"{tally['gold']:7d}",
        *(f"{x:7.4f}" for x in (precision, recall, f1, tally["exact"] / max(tally["gold"], 1))),
    ]


def releases(folder: Path) -> None:
    """Print how many labelled releases have their period and day right, and F1 of their people."""
    tally: Counter[str] = Counter()
    for path in sorted(folder.glob("*.labels.json")):
        labels = json.loads(path.read_text("utf-8"))
        release = read(folder / labels["release"])
        calendar = learn_calendar(release)
        tally["releases"] += 1
        tally["period"] += near(calendar.reporting_period, labels["reporting_period"])
        tally["released"] += str(calendar.released) == labels["released"]
        gold = {ends_of(person["name"]) for person in labels["people"]}
        have = {ends_of(person.name) for person in people_of(find_people(release.text))}
        tally.update(people=len(gold), named=len(have), both=len(gold & have))
    if not tally:
        print(f"releases       not there: {folder}")
        return
    f1 = 2 * tally["both"] / (tally["people"] + tally["named"])
    print(f"releases {tally['releases']}: period {tally['period']}, day {tally['released']}, people F1 {f1:.4f}")


def near(period: Period | None, label: str) -> bool:
    """Whether a period is the labelled one, each end within the slack."""
    wanted = Period.parse(label)
    if period is None or (period.start is None) != (wanted.start is None):
        return False
    ends: list[tuple[date, date]] = [(period.end, wanted.end)]
    if period.start and wanted.start:
        ends.append((period.start, wanted.start))
    return all(abs((a - b).days) <= SLACK for a, b in ends)


def ends_of(name: str) -> tuple[str, str]:
    """First and last word of a name, what comes before and after it left out."""
    words = re.findall(r"[a-z]+", re.sub(r"\b(?:mr|mrs|ms|dr|jr|sr|ii|iii|iv|phd|md|cpa)\b\.?", "", name.lower()))
    return (words[0], words[-1]) if words else ("", "")


def shown(text: str, span: Span) -> str:
    """A span in its surroundings."""
    start, end = span
    return repr(f"{text[max(0, start - 40) : start]}[[{text[start:end]}]]{text[end : end + 30]}")


if __name__ == "__main__":
    sys.exit(main())
