"""Rows to labelled rows: headings over them by indentation and wording, wrapped labels joined, totals closing."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from tieout.frozen import quick
from tieout.rules import load_rules
from tieout.table.grid import GridRow
from tieout.table.words import pattern, plain

STEP = 0.5
"""Less difference than this in indentation (blanks or points) is none."""
CENTERED = 10.0
"""A heading that stands so much further right than the row under it is centered over the table."""


@quick
@dataclass(frozen=True, slots=True)
class PathRow:
    """A row of figures with the headings over it, outermost first, its own label last."""

    row: GridRow
    label: str
    path: tuple[str, ...]


@dataclass(slots=True)
class _Heading:
    """An open heading: its label, depth, whether it ends with a colon, and whether (deeper) rows stood under it.

    A `section` is a heading centered over the rows; only another heading, or its own total, closes it.
    """

    label: str
    indent: float
    colon: bool
    nested: bool = False
    used: bool = False
    section: bool = False


def rows_to_paths(rows: Sequence[GridRow]) -> tuple[PathRow, ...]:
    """The rows of figures among `rows` (data and words alone), each with its path.

    A label alone on its row opens a heading; rows no deeper than a heading that has deeper ones under it, and its
    total, close it.
    """
    out: list[PathRow] = []
    open_: list[_Heading] = []
    carried = ""
    for k, row in enumerate(rows):
        following = rows[k + 1] if k + 1 < len(rows) else None
        label = _clean(f"{carried} {row.label}" if carried else row.label)
        if row.kind == "data":
            carried = ""
            indent = row.indent
            if label:
                _close(open_, label, indent)
            path = (*(h.label for h in open_), label) if label else tuple(h.label for h in open_)
            out.append(PathRow(row, label, path))
            for heading in open_:
                heading.used = True
                heading.nested = heading.nested or indent > heading.indent + STEP
            if is_total(label):
                _close_total(open_, label)
        elif row.kind == "text" and label and not pattern("rows", "mark").fullmatch(label):
            if out and out[-1].row.index == row.index - 1 and _continues(out[-1].label, label, following):
                joined = f"{out[-1].label} {label}"
                out[-1] = replace(out[-1], label=joined, path=(*out[-1].path[:-1], joined))
            elif _wraps(label, row, following):
                carried = label
            else:
                carried = ""
                _open(open_, label, row, following)
    return tuple(out)


@lru_cache(maxsize=1 << 13)
def _clean(label: str) -> str:
    """A label without dot leaders and double blanks."""
    return pattern("rows", "leaders").sub("", " ".join(label.split()))


def _open(open_: list[_Heading], label: str, row: GridRow, following: GridRow | None) -> None:
    """Open a heading; others that are no shallower, and that rows have stood under, are closed by it.

    A heading centered over shallower rows is the outermost.
    """
    indent, section = row.indent, False
    if following is not None and following.indent < indent - STEP:
        section = indent - following.indent >= CENTERED
        indent = following.indent
        if section:
            open_.clear()
    while open_ and open_[-1].indent > indent + STEP:
        open_.pop()
    while open_ and abs(open_[-1].indent - indent) <= STEP and (open_[-1].used or not _holds(open_[-1], label)):
        open_.pop()
    open_.append(_Heading(label, indent, label.endswith(":"), section=section))


def _holds(heading: _Heading, label: str) -> bool:
    """Whether an unused heading is the parent of another at the same depth: capitals over small letters."""
    return (heading.label.isupper() and not label.isupper()) or not heading.colon


def _close(open_: list[_Heading], label: str, indent: float) -> None:
    """Close the headings that a row of figures at `indent` no longer stands under."""
    while open_ and (open_[-1].indent > indent + STEP or (open_[-1].nested and open_[-1].indent >= indent - STEP)):
        if is_total(label) and open_[-1].indent <= indent + STEP:
            break  # a heading's total belongs to it even at its own depth
        open_.pop()


def is_total(label: str) -> bool:
    """Whether a label is that of a total."""
    return bool(pattern("rows", "total").search(plain(label)))


def _close_total(open_: list[_Heading], label: str) -> None:
    """Close the innermost heading that a total names ("Total current assets"), else the innermost used one."""
    words = _stems(label)
    for k in range(len(open_) - 1, -1, -1):
        if _stems(open_[k].label) & words:
            del open_[k:]
            return
    if open_ and open_[-1].used and not open_[-1].section:
        open_.pop()


def _stems(label: str) -> set[str]:
    """The words of a label that tell it from another, without plural endings."""
    empty = load_rules("captions")["rows"]["empty"]
    return {w.rstrip("s") for w in re.findall(r"[a-z0-9&]{3,}", plain(label)) if w not in empty}


def _wraps(label: str, row: GridRow, following: GridRow | None) -> bool:
    """Whether a label alone on its row runs on in the next row's label."""
    if following is None or following.index != row.index + 1 or label.endswith(":") or not following.label:
        return False
    if following.kind == "text" and not pattern("rows", "runs_on").search(plain(label)):
        return False
    first = following.label.lstrip("( ")
    return (
        bool(pattern("rows", "runs_on").search(plain(label)))
        or first[:1].islower()
        or label.count("(") > label.count(")")
    )


def _continues(label: str, rest: str, following: GridRow | None) -> bool:
    """Whether a label alone on its row is the end of the label above it, whose figures stood on its first line."""
    if not label or rest.endswith(":"):
        return False
    return bool(pattern("rows", "runs_on").search(plain(label))) and (rest[:1].islower() or rest[:1].isdigit())
