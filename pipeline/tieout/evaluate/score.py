"""Agreement of a report with labels: figures matched by place and judged by field, cells by value, row and period.

Labels and reports are records of one schema (`tieout.schema`).
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import accumulate
from math import isclose

from tieout.schema import Record

CORE_FIELDS = ("value", "unit", "metric", "aspect", "period", "status")
"""A fact is right when all of these are; strictly right when its basis and its segment are, too."""
FIELDS = (*CORE_FIELDS, "basis", "segment", "tie")
DEFAULTS = {"aspect": "level", "status": "actual", "basis": "gaap", "tie": "absent"}
PER_SHARE_EARNINGS = frozenset({"EarningsPerShareBasic", "EarningsPerShareDiluted"})
EITHER_PER_SHARE = "EarningsPerShare"
"""The metric of a figure that is basic and diluted at once, or does not say: agrees with both."""

RELATIVE_TOLERANCE = 1e-6
PERIOD_SLACK = 7
"""Days that the ends of one period may differ by: 52/53-week years against calendar ones."""
ALIKE = 0.5
"""Share of words in common from which two labels name one thing."""
LAST_ALIKE = 0.6
"""The same for the last parts of two label paths, which are shorter."""
UNSAID = frozenset({"the", "of", "a", "an", "and", "in", "for", "its", "our", "total"})


@dataclass(frozen=True, slots=True)
class Miss:
    """A disagreement: `kind` says which ("missed", "spurious", "cell", or the wrong fields), with both sides.

    `context` are the words before the figure, the figure, and the words behind it, where they are known.
    """

    release: str
    kind: str
    label: Record | None
    predicted: Record | None
    context: tuple[str, str, str] | None = None


@dataclass(frozen=True, slots=True)
class Score:
    """How one report agrees with its labels: counts to be summed over releases, what is wrong, and what is right.

    `right` and `right_ties` name facts and ties by offset and quote; `unsound` says of labels that cannot be right.
    """

    release: str
    counts: Counter[str]
    misses: tuple[Miss, ...]
    right: tuple[str, ...]
    right_ties: tuple[str, ...] = ()
    unsound: tuple[str, ...] = ()


def score_report(labels: Record, report: Record, *, release: str) -> Score:
    """Counts of agreement between the labels of one release and a report of it."""
    counts: Counter[str] = Counter()
    misses: list[Miss] = []
    right: list[str] = []
    ties: list[str] = []
    _score_facts(labels.get("facts", ()), report.get("facts", ()), release, counts, misses, right, ties)
    _score_cells(labels.get("tables", ()), report.get("tables", ()), release, counts, misses)
    _score_people(labels.get("people", ()), report.get("people", ()), counts)
    return Score(release, counts, tuple(misses), tuple(right), tuple(ties))


def _score_facts(
    labels: Sequence[Record],
    facts: Sequence[Record],
    release: str,
    counts: Counter[str],
    misses: list[Miss],
    right: list[str],
    ties: list[str],
) -> None:
    counts["labelled"] += len(labels)
    counts["predicted"] += len(facts)
    matched, spurious = match_by_place(labels, facts)
    for label, fact in matched:
        if fact is None:
            misses.append(Miss(release, "missed", label, None))
            continue
        counts["found"] += 1
        verdict = judge(label, fact)
        counts.update(f"right {field}" for field in FIELDS if verdict[field])
        counts["right magnitude"] += same_value(abs(label["value"] or 0), abs(fact.get("value") or 0))
        counts[f"tie {_field(label, 'tie')}->{_field(fact, 'tie')}"] += 1
        name = f"{label['start']} {label['quote']}"
        if verdict["tie"]:
            ties.append(name)
        wrong = [field for field in CORE_FIELDS if not verdict[field]]
        if wrong:
            misses.append(Miss(release, ",".join(wrong), label, fact))
            continue
        counts["right"] += 1
        counts["strictly right"] += verdict["basis"] and verdict["segment"]
        right.append(name)
    misses.extend(Miss(release, "spurious", None, fact) for fact in spurious)


def match_by_place(
    labels: Iterable[Record], facts: Iterable[Record]
) -> tuple[list[tuple[Record, Record | None]], list[Record]]:
    """Each label, in order, with the unmatched fact that overlaps it most; and the facts that match none.

    >>> label, fact = {"start": 10, "end": 14}, {"start": 12, "end": 20}
    >>> match_by_place([label], [fact, {"start": 20, "end": 21}])
    ([({'start': 10, 'end': 14}, {'start': 12, 'end': 20})], [{'start': 20, 'end': 21}])
    """
    ordered = sorted(facts, key=lambda fact: fact["start"])
    reach = list(accumulate((fact["end"] for fact in ordered), max))  # no fact up to k ends after reach[k]
    taken = [False] * len(ordered)
    matched: list[tuple[Record, Record | None]] = []
    first = 0
    for label in sorted(labels, key=lambda label: label["start"]):
        while first < len(ordered) and reach[first] <= label["start"]:
            first += 1
        best, widest = None, 0
        for k in range(first, len(ordered)):
            if ordered[k]["start"] >= label["end"]:
                break
            overlap = min(label["end"], ordered[k]["end"]) - max(label["start"], ordered[k]["start"])
            if overlap > widest and not taken[k]:
                best, widest = k, overlap
        if best is not None:
            taken[best] = True
        matched.append((label, None if best is None else ordered[best]))
    return matched, [fact for fact, used in zip(ordered, taken, strict=True) if not used]


def judge(label: Record, fact: Record) -> dict[str, bool]:
    """For each of `FIELDS`, whether the fact agrees with the label."""
    same = {
        "value": same_value(label["value"], fact.get("value")),
        "unit": same_unit(label["unit"], fact.get("unit")),
        "metric": same_metric(label, fact),
        "period": same_period(label.get("period"), fact.get("period")),
        "segment": same_segment(label.get("segment"), fact.get("segment")),
    }
    return {field: same[field] if field in same else _field(label, field) == _field(fact, field) for field in FIELDS}


def _field(record: Record, field: str) -> str:
    return str(record.get(field, DEFAULTS[field]))


def _score_cells(
    labelled: Sequence[Record],
    tables: Sequence[Record],
    release: str,
    counts: Counter[str],
    misses: list[Miss],
) -> None:
    """Only amounts of a period are judged: columns of changes and of shares have no period that is sure."""
    by_magnitude: defaultdict[float, list[Record]] = defaultdict(list)
    for table in tables:
        for cell in table.get("cells", ()):
            if cell.get("value") is not None:
                by_magnitude[_magnitude(cell)].append(cell)
    for table in labelled:
        columns = table["columns"]
        for cell in table.get("cells", ()):
            column = columns[cell["col"]] if cell["col"] < len(columns) else {}
            if column.get("measure") or cell.get("value") is None:
                continue
            alike = [c for c in by_magnitude[_magnitude(cell)] if same_value(cell["value"], c["value"])]
            named = [c for c in alike if same_row(cell["row"], c.get("row"))]
            full = [c for c in named if same_period(column.get("period"), c.get("period"))]
            counts["cells"] += 1
            counts["cell value"] += bool(alike)
            counts["cell row"] += bool(named)
            counts["cell full"] += bool(full)
            counts["cell unit"] += any(same_unit(cell.get("unit"), c.get("unit")) for c in full)
            if not full:
                labelled_cell = {**cell, "period": column.get("period")}
                misses.append(Miss(release, "cell", labelled_cell, next(iter(named or alike), None)))


def _magnitude(cell: Record) -> float:
    return round(abs(float(cell["value"])), 6)


def _score_people(labels: Iterable[Record], people: Iterable[Record], counts: Counter[str]) -> None:
    ours, theirs = ({name_key(person["name"]) for person in side} for side in (people, labels))
    counts["people labelled"] += len(theirs)
    counts["people predicted"] += len(ours)
    counts["people found"] += len(ours & theirs)


def same_value(label: object, value: object) -> bool:
    """Whether two numbers are one, but for what a float loses."""
    if label is None or value is None:
        return label is value
    one, other = float(str(label)), float(str(value))
    return isclose(one, other, rel_tol=0, abs_tol=RELATIVE_TOLERANCE * max(abs(one), 1e-9))


def same_unit(label: str | None, unit: str | None) -> bool:
    """Whether two units are one: in the singular or plural, and percent for percentage points.

    >>> same_unit("store", "Stores"), same_unit("%", "pp"), same_unit("USD", "EUR")
    (True, True, False)
    """
    one, other = ((u or "").lower().strip() for u in (label, unit))
    return one == other or {one, other} <= {"%", "pp"} or (bool(_words(one)) and _words(one) == _words(other))


def same_period(label: str | None, period: str | None) -> bool:
    """Whether two periods are one, give or take a week at either end; both may be none.

    >>> same_period("2024-09-29/2024-12-28", "2024-10-01/2024-12-31"), same_period("2024-12-31", None)
    (True, False)
    """
    one, other = _days(label), _days(period)
    return len(one) == len(other) and all(abs(a - b) <= PERIOD_SLACK for a, b in zip(one, other, strict=True))


def _days(period: str | None) -> list[int]:
    """The ordinals of a period's days; empty for none, and for what is no period."""
    try:
        return [date.fromisoformat(day).toordinal() for day in period.split("/")] if period else []
    except ValueError:
        return []


def same_metric(label: Record, fact: Record) -> bool:
    """Whether both have the same metric or, where the label has none, the fact has none and a similar label."""
    ours, theirs = fact.get("metric"), label.get("metric")
    if not theirs:
        return not ours and similarity(label.get("label"), fact.get("label")) >= ALIKE
    pair = {ours, theirs}
    return ours == theirs or (EITHER_PER_SHARE in pair and not PER_SHARE_EARNINGS.isdisjoint(pair))


def same_segment(label: str | None, segment: str | None) -> bool:
    """Whether both name similar segments, or neither names one."""
    return similarity(label, segment) >= ALIKE if label and segment else not label and not segment


def same_row(label: str, row: str | None) -> bool:
    """Whether two label paths name one row, as a whole or by their last parts."""
    last, other = (path.split(" > ")[-1] for path in (label, row or ""))
    return similarity(label, row) >= ALIKE or similarity(last, other) >= LAST_ALIKE


def similarity(one: str | None, other: str | None) -> float:
    """The share of words that two labels have in common, from 0 to 1 (Dice); 1 if both have none.

    >>> similarity("net revenues", "total revenue")
    0.6666666666666666
    """
    ours, theirs = Counter(_words(one)), Counter(_words(other))
    if not ours or not theirs:
        return float(ours == theirs)
    return 2 * (ours & theirs).total() / (ours.total() + theirs.total())


def _words(label: str | None) -> list[str]:
    return [word.rstrip("s") for word in re.findall(r"[a-z0-9]+", (label or "").lower()) if word not in UNSAID]


def name_key(name: str) -> tuple[str, str]:
    """First and last word of a name, without courtesy titles and generations.

    >>> name_key("Dr. Ada B. Quill, Jr.")
    ('ada', 'quill')
    """
    bare = re.sub(r"\b(?:mr|mrs|ms|dr|jr|sr|ii|iii|iv|phd|md|cpa)\b\.?", "", name.lower())
    words = re.findall(r"[a-z]+", bare) or [""]
    return words[0], words[-1]


def summarize(counts: Counter[str]) -> Record:
    """Scores from counts, of one release or summed over many: shares from 0 to 1, and the confusion of ties."""
    found, labelled, predicted = counts["found"], counts["labelled"], counts["predicted"]
    ties = {key.removeprefix("tie "): n for key, n in sorted(counts.items()) if key.startswith("tie ")}
    caught = ties.get("contradicted->contradicted", 0)
    cells = counts["cells"]
    return {
        "figures": labelled,
        "figure_recall": _share(found, labelled),
        "figure_precision": _share(found, predicted),
        "figure_f1": _f1(found, labelled, predicted),
        **{field: _share(counts[f"right {field}"], found) for field in ("magnitude", *FIELDS)},
        "fact_f1": _f1(counts["right"], labelled, predicted),
        "fact_strict_f1": _f1(counts["strictly right"], labelled, predicted),
        "contradicted_recall": _share(caught, sum(n for k, n in ties.items() if k.startswith("contradicted->"))),
        "contradicted_precision": _share(caught, sum(n for k, n in ties.items() if k.endswith("->contradicted"))),
        "cells": cells,
        **{f"cell_{part}": _share(counts[f"cell {part}"], cells) for part in ("value", "row", "full", "unit")},
        "people_f1": _f1(counts["people found"], counts["people labelled"], counts["people predicted"]),
        "ties": ties,
    }


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0


def _f1(hit: int, labelled: int, predicted: int) -> float:
    """Harmonic mean of recall and precision; 1 where there was nothing to find and nothing was found."""
    return 2 * hit / (labelled + predicted) if labelled + predicted else 1.0
