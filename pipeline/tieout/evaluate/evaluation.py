"""The analysis scored over labelled releases, and compared with an earlier run."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

from tieout.analysis import analyze_exhibits
from tieout.evaluate.bootstrap import score_intervals
from tieout.evaluate.labels import LabelledRelease, LabelsError
from tieout.evaluate.places import context_of, source_to_text
from tieout.evaluate.score import CORE_FIELDS, FIELDS, Miss, Score, score_report, summarize
from tieout.evaluate.soundness import unsound_labels
from tieout.metrics import metrics
from tieout.release import Release
from tieout.report import Report
from tieout.schema import Record

GATED_SCORES = (
    *("figure_f1", *CORE_FIELDS, "tie", "fact_f1", "fact_strict_f1"),
    *("cell_value", "cell_row", "cell_full", "cell_unit", "people_f1"),
)
"""The scores over all releases that may not fall below those of an earlier run.

Those of fields are held to all labelled figures: as shares of the figures found they would fall where more are found.
"""

TIE_OF = "tie of "
RIGHT = {"right": "", "right_ties": TIE_OF}
"""What a run keeps of each release: names of facts, and of ties, with the words that tell them apart."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """What changed since an earlier run: facts by release and place, and scores that fell (name, before, now)."""

    gained: tuple[str, ...]
    lost: tuple[str, ...]
    fallen: tuple[tuple[str, Decimal, Decimal], ...]


def evaluate(releases: Iterable[LabelledRelease]) -> Iterator[Score]:
    """A score for each labelled release, as it is analyzed. Raises `tieout.ReadError` for what is no release."""
    for labelled in releases:
        reports = list(analyze_exhibits(labelled.path, name=labelled.path.name))
        score = score_report(labelled.labels, reports_to_record(reports), release=labelled.id)
        exhibits = [report.release for report in reports]
        unsound = tuple(unsound_labels(labelled.labels, exhibits[0].source, metrics()))
        yield replace(score, misses=tuple(with_contexts(score.misses, exhibits)), unsound=unsound)


def reports_to_record(reports: Sequence[Report]) -> Record:
    """The reports of the exhibits of one file as one, the tables of the later ones counted on."""
    records = [report.to_dict() for report in reports]
    whole: Record = {**records[0], "facts": [], "tables": [], "people": []}
    for record in records:
        for fact in record["facts"]:
            cells = [{**cell, "table": cell["table"] + len(whole["tables"])} for cell in fact["cells"]]
            whole["facts"].append({**fact, "cells": cells})
        whole["tables"] += record["tables"]
        whole["people"] += record["people"]
    return whole


def with_contexts(misses: Iterable[Miss], releases: Sequence[Release]) -> Iterator[Miss]:
    """The disagreements with the words around each figure, taken from the exhibit that holds it."""
    known = [(release, source_to_text(release)) for release in releases]
    for miss in misses:
        side = next((side for side in (miss.label, miss.predicted) if side and "start" in side), None)
        if side is None:
            yield miss
            continue
        start, end = side["start"], side["end"]
        release, in_text = next((pair for pair in known if pair[1](start, end)), known[0])
        yield replace(miss, context=context_of(release, in_text, start, end))


def total_of(scores: Iterable[Score]) -> Record:
    """The scores over all figures, cells and people of many releases."""
    return summarize(sum((score.counts for score in scores), Counter()))


def scores_to_record(scores: Sequence[Score]) -> Record:
    """Scores in total, with intervals, and by release, to four digits, and the facts that are right, by release."""
    return {
        "total": _rounded(total_of(scores)),
        "intervals": {name: list(map(_four_digits, ends)) for name, ends in score_intervals(scores).items()},
        "releases": {score.release: _rounded(summarize(score.counts)) for score in scores},
        "right": {score.release: list(score.right) for score in scores},
        "right_ties": {score.release: list(score.right_ties) for score in scores},
    }


def _rounded(summary: Record) -> Record:
    return {name: _four_digits(x) if isinstance(x, float) else x for name, x in summary.items()}


def _four_digits(share: float) -> Decimal:
    return Decimal(f"{share:.4f}")


def misses_to_records(misses: Iterable[Miss]) -> list[Record]:
    """Disagreements with both sides and the words around each figure."""
    return [
        {
            **{"release": miss.release, "kind": miss.kind, "label": miss.label, "predicted": miss.predicted},
            **{"context": list(miss.context) if miss.context else None},
        }
        for miss in misses
    ]


def read_scores(path: Path) -> Record:
    """The scores of an earlier run, as `scores_to_record` made them. Raises `LabelsError`."""
    try:
        record: Record = json.loads(path.read_text("utf-8"), parse_float=Decimal)
    except (OSError, UnicodeDecodeError, json.JSONDecodeError) as error:
        raise LabelsError(f"{path}: no scores can be read: {error}") from error
    if not isinstance(record, dict) or not {"total", "right"} <= record.keys():
        raise LabelsError(f"{path}: no scores of an earlier run; write them with `tieout evaluate DIR --json`")
    return record


def compare(before: Record, now: Record) -> Comparison:
    """Facts gained and lost between two runs of `scores_to_record`, and the gated scores that fell."""
    kinds = [kind for kind in RIGHT if kind in before]
    then, today = (_right(run, kinds) for run in (before, now))
    changed = ((name, _gated(before["total"], name), _gated(now["total"], name)) for name in GATED_SCORES)
    return Comparison(
        gained=_named(today - then),
        lost=_named(then - today),
        fallen=tuple((name, was, is_) for name, was, is_ in changed if is_ < was),
    )


def _named(changed: set[str]) -> tuple[str, ...]:
    """Facts and ties in order; the tie of a fact that has changed itself goes without saying."""
    return tuple(sorted(x for x in changed if TIE_OF not in x or x.replace(TIE_OF, "", 1) not in changed))


def _gated(total: Record, name: str) -> Decimal:
    """A score as it is compared: that of a field as a share of all labelled figures; 0 where a run did not have it."""
    score = Decimal(total.get(name, 0))
    return round(score * total["figure_recall"], 4) if name in FIELDS else score


def _right(run: Record, kinds: Iterable[str]) -> set[str]:
    """What is right in a run, named with its release."""
    return {
        f"{release}: {RIGHT[kind]}{fact}" for kind in kinds for release, facts in run[kind].items() for fact in facts
    }
