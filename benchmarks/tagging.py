"""The taggers on sentences that others have labelled: money, percentages, quantities.

usage: tagging.py [--shared ../shared] [--misses N] [SET ...]

Left out of the labels is what labels/GUIDE.md says is no figure: par values, rates in the names of securities. A set is
printed as spans found by overlap (precision, recall, F1, false positives only where the set is exhaustive for the type)
and the share of labelled values that are right; a range that a suite reads as its middle is right if ours has the same.
From suites of test cases, those that cannot stand in a release, and from news, amounts without a number or a currency,
are left out by the rules of left_out.py: how many for which reason is printed, with --left-out each of them. Sets that are not there are named and left out.
"""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

from left_out import reason_of

from tieout.mentions import FigureMention
from tieout.periods import find_periods
from tieout.tag.components import entity_of
from tieout.tag.figures import find_figures
from tieout.tag.negatives import is_par_value, is_security

SETS = ("fire", "meantime", "ixbrl_prose", "tatqa_prose", "recognizers", "unit_suites")
SUITES = ("recognizers", "unit_suites")
NEWS = ("fire", "meantime")
TYPES = ("MONEY", "PERCENT", "QUANTITY")


def main() -> None:
    """Score the sets that are there and print one row for each set and type."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("sets", nargs="*", default=SETS)
    arguments.add_argument("--shared", type=Path, default=Path("../shared"))
    arguments.add_argument(
        "--misses", type=int, default=0, help="print up to N misses, false positives and wrong values"
    )
    arguments.add_argument("--all", action="store_true", help="leave no case of the suites out")
    arguments.add_argument("--left-out", action="store_true", help="print every case that is left out")
    given = arguments.parse_args()
    print("set".ljust(14), "type".ljust(9), *(h.rjust(7) for h in ("gold", "P", "R", "F1", "value", "valued")))
    for name in given.sets:
        path = given.shared / "external" / f"{name}.jsonl"
        if not path.is_file():
            print(name.ljust(14), f"not there: {path}")
            continue
        errors: list[str] = []
        gold = list(cases(path))
        judged = name in SUITES + NEWS and not given.all
        reasons = leave_out(gold, news=name in NEWS, everything=given.left_out) if judged else Counter()
        tallies = score(gold, errors)
        for kind, tally in tallies.items():
            print(name.ljust(14), kind.ljust(9), *row(tally))
        print("".join(f"  left out {count:4d}: {reason}\n" for reason, count in reasons.items()), end="")
        print(*errors[: given.misses], sep="\n", end="\n" if given.misses else "")


def cases(path: Path) -> Iterator[dict[str, Any]]:
    """The cases of a set that could stand in a release; those with no English text or no text at all are left out."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            case = json.loads(line)
            if case.get("text") and case.get("english", True):
                yield case


def leave_out(gold: list[dict[str, Any]], *, news: bool, everything: bool) -> Counter[str]:
    """Take the labelled spans that cannot stand in a release out of `gold`; how many for which reason.

    They are neither to be found nor false where they are found.
    """
    reasons: Counter[str] = Counter()
    for case in gold:
        stay = []
        for span in case["spans"]:
            reason = reason_of(span, case["text"], news=news) if span["type"] in TYPES else None
            if reason is None:
                stay.append(span)
                continue
            reasons[reason] += 1
            case.setdefault("ignored", []).append(span)
            if everything:
                print(f"  left out: {case['text']!r}: {span['text']!r}: {reason}")
        case["spans"] = stay
    return reasons


def score(gold: list[dict[str, Any]], errors: list[str]) -> dict[str, Counter[str]]:
    """For each type, what was found of it; `errors` gets a line for each miss, false positive and wrong value."""
    tallies: dict[str, Counter[str]] = {kind: Counter() for kind in TYPES}
    for case in gold:
        text = case["text"]
        mentions = [(m.start, m.end, entity_of(m), m) for m in find_figures(text, periods=find_periods(text))]
        for kind, tally in tallies.items():
            wanted = [s for s in map(placed(text), case["spans"]) if s["type"] == kind and is_figure(text, s)]
            ignored = [placed(text)(s) for s in case.get("ignored", ())]
            have = [m for m in mentions if m[2] == kind]
            for span in wanted:
                tally["gold"] += 1
                over = [m for m in have if m[0] < span["end"] and span["start"] < m[1]]
                tally["hit"] += bool(over)
                value = span.get("value")
                valued = isinstance(value, int | float)
                right = valued and (any(same(m[3].value, m[3].unit, span) for m in over) or middle(over, span))
                tally["valued"] += valued
                tally["right"] += right
                if not over or (valued and not right):
                    said = ", ".join(f"{text[m[0] : m[1]]!r} = {m[3].value} {m[3].unit}" for m in over) or "nothing"
                    errors.append(f"  {kind} {shown(text, span['start'], span['end'])} {value}: {said}")
            if kind in (case.get("exhaustive") or ()):
                tally["exhaustive"] += 1
                for m in have:
                    if not any(m[0] < s["end"] and s["start"] < m[1] for s in [*wanted, *ignored]):
                        tally["false"] += 1
                        errors.append(f"  false  {kind} {shown(text, m[0], m[1])} {m[3].rule}")
    return {kind: tally for kind, tally in tallies.items() if tally["gold"]}


def placed(text: str) -> Callable[[dict[str, Any]], dict[str, Any]]:
    """Spans without a place, as the whole of a short text has them, are placed over all of it."""
    return lambda span: span if span.get("start") is not None else {**span, "start": 0, "end": len(text)}


def middle(found: list[tuple[int, int, str, FigureMention]], span: dict[str, Any]) -> bool:
    """Whether two figures were found whose middle is the labelled value."""
    if len(found) != 2:
        return False
    return abs(float(found[0][3].value + found[1][3].value) / 2 - span["value"]) <= 1e-6 * max(abs(span["value"]), 1e-9)


def is_figure(text: str, span: dict[str, Any]) -> bool:
    """Whether the guide for labels would call the span a figure at all."""
    start, end = span.get("start"), span.get("end")
    if start is None or end is None:
        return False
    if span["type"] == "PERCENT" and is_security(text, end):
        return False
    return not (span["type"] == "MONEY" and is_par_value(text, start, end))


def same(value: Decimal, unit: str, span: dict[str, Any]) -> bool:
    """Whether a value is the labelled one: percentages also as fractions, amounts scaled by a note also as printed."""
    wanted = [span["value"], *([span["shown"]] if "shown" in span else [])]
    if span["type"] == "PERCENT":
        wanted += [span["value"] * 100, span["value"] / 100]
    if "shown" in span and not span.get("implied_scale") and span["type"] != "PERCENT":
        wanted = [span["value"]]
    if str(span.get("unit", "")).lower() in ("cent", "cents", "pence", "penny", "p", "¢"):
        wanted.append(span["value"] / 100)  # a set that gives cents as the unit
    return any(abs(abs(float(value)) - abs(w)) <= 1e-6 * max(abs(w), 1e-9) for w in wanted)


def row(tally: Counter[str]) -> list[str]:
    """The printed numbers of one set and type."""
    recall = tally["hit"] / tally["gold"]
    precision = tally["hit"] / (tally["hit"] + tally["false"]) if tally["hit"] else 0.0
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    judged = tally["exhaustive"] > 0
    return [
        f"{tally['gold']:7d}",
        f"{precision:7.4f}" if judged else "      -",
        f"{recall:7.4f}",
        f"{f1:7.4f}" if judged else "      -",
        f"{tally['right'] / tally['valued']:7.4f}" if tally["valued"] else "      -",
        f"{tally['valued']:7d}",
    ]


def shown(text: str, start: int, end: int) -> str:
    """A span in its surroundings, for people."""
    return repr(text[max(0, start - 40) : start] + "[[" + text[start:end] + "]]" + text[end : end + 30])


if __name__ == "__main__":
    sys.exit(main())
