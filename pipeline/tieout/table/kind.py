"""What kind of table it is, and its title: by the words over it, else by the labels of its rows."""

import re
from collections.abc import Sequence
from functools import cache
from typing import cast

from tieout.periods import find_periods
from tieout.rules import load_rules
from tieout.table.header import TITLE_LENGTH, text_to_mentions
from tieout.table.scale import text_to_scale
from tieout.table.words import first_cue, pattern, plain
from tieout.tables import TableKind


def words_to_kind(titles: Sequence[str], labels: Sequence[str]) -> TableKind:
    """The kind of a table with these lines over it (nearest last) and these row labels.

    >>> words_to_kind(["Acme Corp", "Consolidated Balance Sheets", "(in thousands)"], [])
    'balance_sheet'
    """
    for title in reversed(titles):
        found = first_cue("kind", title[-TITLE_LENGTH:])
        if found:
            return cast(TableKind, found)
    return labels_to_kind(labels) or "other"


def labels_to_kind(labels: Sequence[str]) -> TableKind | None:
    """The statement that row labels show a table to be, or `None`.

    >>> labels_to_kind(["Net sales", "Total expenses", "Income before taxes", "Net income"])
    'income_statement'
    """
    words = [plain(label) for label in labels]
    for name, needed in _row_rules():
        if all(any(p.search(w) for w in words) for p in needed):
            return name
    return None


def lines_to_title(lines: Sequence[str]) -> str:
    """The title among the lines over a table: the nearest that names a kind, else that is neither time nor scale.

    "(Unaudited)" is none, either.

    >>> lines_to_title(["Acme Corp", "Consolidated Balance Sheets", "(in thousands)", "June 30, 2004"])
    'Consolidated Balance Sheets'
    """
    short = [line for line in lines if len(line) <= TITLE_LENGTH]
    for line in reversed(short):
        if first_cue("kind", line):
            return line
    for line in reversed(short):
        if not text_to_scale(line) and not text_to_mentions(line) and _names(line):
            return line
    for line in reversed(short):  # "Free cash flow, trailing four quarters"
        if not text_to_scale(line) and _names(_without_times(line)):
            return line
    return lines[-1] if lines else ""


def _without_times(line: str) -> str:
    """A line without its phrases for times."""
    for mention in reversed(find_periods(line)):
        line = f"{line[: mention.start]} {line[mention.end :]}"
    return line


def _names(line: str) -> bool:
    """Whether words are left of a line without those that say nothing of what a table holds."""
    return bool(re.search(r"[a-z]{3}", pattern("header", "filler").sub(" ", plain(line))))


@cache
def _row_rules() -> tuple[tuple[TableKind, tuple[re.Pattern[str], ...]], ...]:
    """For each statement the patterns that its row labels must meet, all of them."""
    rules = load_rules("captions")["kind_rows"]
    return tuple((r["name"], tuple(re.compile(p) for p in r["all"])) for r in rules)
