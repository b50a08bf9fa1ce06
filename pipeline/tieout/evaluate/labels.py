"""Labelled releases on disk: `<id>.labels.json` beside the release as published."""

import json
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from tieout.evaluate.soundness import malformed_labels
from tieout.schema import Record

LABELS_SUFFIX = ".labels.json"
RELEASE_SUFFIXES = (".txt", ".htm", ".html", ".md")


class LabelsError(ValueError):
    """A folder or a file that holds no labels that can be used; the message says what was found."""


@dataclass(frozen=True, slots=True)
class LabelledRelease:
    """A release on disk (`path`) and the labels that people gave it."""

    id: str
    path: Path
    labels: Record


def read_labelled(folder: Path) -> tuple[LabelledRelease, ...]:
    """The labelled releases of a folder, by name. Raises `LabelsError` where there is none, or one is unreadable."""
    files = sorted(folder.glob(f"*{LABELS_SUFFIX}"))
    if not files:
        there = f"{sum(1 for _ in folder.iterdir())} files" if folder.is_dir() else "no such folder"
        raise LabelsError(f"{folder}: no *{LABELS_SUFFIX} there ({there})")
    return tuple(_read_one(file) for file in files)


def _read_one(file: Path) -> LabelledRelease:
    labelled = read_labels(file)
    wrong = list(malformed_labels(labelled.labels))
    if wrong:
        more = f" (and {len(wrong) - 1} more: tieout label --check)" if len(wrong) > 1 else ""
        raise LabelsError(f"{file}: {wrong[0]}{more}")
    return labelled


def read_labels(file: Path) -> LabelledRelease:
    """One labels file and the release that stands beside it; what is wrong with single facts is left to be checked.

    Raises `LabelsError` for a file that is no labels or has no release beside it.
    """
    try:
        labels = json.loads(file.read_text("utf-8"), parse_float=Decimal)
    except (OSError, ValueError, RecursionError) as error:
        raise LabelsError(f"{file}: no labels can be read: {error}") from error
    if not isinstance(labels, dict) or not isinstance(labels.get("facts"), list):
        raise LabelsError(f"{file}: labels are an object with a list of facts")
    name = file.name.removesuffix(LABELS_SUFFIX)
    named = [file.parent / Path(labels["release"]).name] if isinstance(labels.get("release"), str) else []
    places = [*named, *(file.parent / f"{name}{suffix}" for suffix in RELEASE_SUFFIXES)]
    path = next((place for place in places if place.is_file()), None)
    if path is None:
        raise LabelsError(f"{file}: no release beside it; looked for {', '.join(p.name for p in places)}")
    return LabelledRelease(name, path, labels)


LABEL_FIELDS = (
    *("start", "end", "quote", "value", "unit", "metric", "label", "segment", "basis", "aspect", "period", "versus"),
    *("status", "bound", "tie", "cells"),
)
"""The fields of a fact that people label."""
UNSAID_FIELDS = frozenset({"versus", "bound", "cells"})
"""Those of them that are left out where they are empty."""
SAMPLE = 10
"""Cells of a table that are labelled."""


def record_to_labels(record: Record) -> Record:
    """Labels to be corrected by hand, from a report's record: facts, people, tables and some cells of each."""
    return {
        **{name: record.get(name) for name in ("release", "issuer", "released", "reporting_period", "currency")},
        "people": [{"name": person["name"], "title": person["title"]} for person in record["people"]],
        "facts": [_fact_to_label(fact) for fact in record["facts"]],
        "tables": [_table_to_label(table) for table in record["tables"]],
    }


def _fact_to_label(fact: Record) -> Record:
    return {name: fact[name] for name in LABEL_FIELDS if fact[name] or name not in UNSAID_FIELDS}


def _table_to_label(table: Record) -> Record:
    """A table with up to `SAMPLE` of its cells, spread over the whole of it."""
    cells = table["cells"]
    count = min(SAMPLE, len(cells))
    sample = (cells[k * len(cells) // count] for k in range(count))
    columns = [
        {name: column[name] for name in ("period", "measure") if column.get(name)} for column in table["columns"]
    ]
    return {
        **{name: table[name] for name in ("title", "kind", "scale", "currency")},
        "columns": columns,
        "cells": [{name: cell[name] for name in ("row", "col", "value", "unit", "metric")} for cell in sample],
    }
