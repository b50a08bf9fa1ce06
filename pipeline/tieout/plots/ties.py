"""The figures of a release by their tie: a square each."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tieout.facts import Tie
from tieout.plots.style import drawing, one_line, write_title

if TYPE_CHECKING:
    from matplotlib.figure import Figure

COLOURS = {Tie.TIED: "#2a7f4f", Tie.DERIVED: "#7cb3dc", Tie.CONTRADICTED: "#c4241c", Tie.ABSENT: "#d5d5d5"}
MOST_ROWS = 24
A_LINE = 60
"""Figures side by side in a row."""
WORST_FIRST = (Tie.CONTRADICTED, Tie.TIED, Tie.DERIVED, Tie.ABSENT)
"""The order of the figures in a row."""
LABEL_CHARACTERS = 34


@dataclass(frozen=True, slots=True)
class Row:
    """Figures that stand side by side, under a name, and what is said of those that are wrong."""

    name: str
    ties: tuple[Tie, ...]
    notes: tuple[str, ...] = ()


def plot_ties(rows: Sequence[Row], *, title: str, subtitle: str = "") -> "Figure":
    """A square for each figure, a row for each name, coloured by tie; what is contradicted is told beside its row.

    Raises `ExtraMissingError` without matplotlib.
    """
    with drawing():
        return _draw_ties(_fold(rows), title, subtitle)


def _fold(rows: Sequence[Row]) -> list[Row]:
    """As many rows as can be read: the last one holds the figures of all others."""
    if len(rows) <= MOST_ROWS:
        return list(rows)
    kept, others = rows[: MOST_ROWS - 1], rows[MOST_ROWS - 1 :]
    rest = Row(
        f"{len(others)} others",
        tuple(tie for row in others for tie in row.ties),
        tuple(note for row in others for note in row.notes),
    )
    return [*kept, rest]


def _draw_ties(rows: Sequence[Row], title: str, subtitle: str) -> "Figure":
    from matplotlib.collections import PatchCollection
    from matplotlib.patches import Rectangle

    from tieout.plots.picture import Picture

    lines = [max(1, -(-len(row.ties) // A_LINE)) for row in rows]
    widest = min(A_LINE, max((len(row.ties) for row in rows), default=1))
    step, left, top = 0.21 if widest <= A_LINE / 2 else 0.16, 2.7, 1.05
    ends = (min(A_LINE, len(row.ties)) * step + (2.6 if row.notes else 0.2) for row in rows)
    width, height = left + max([4.0, *ends]), top + (sum(lines) + 0.3 * len(rows)) * step + 0.25
    figure = Picture(figsize=(width, height))
    axes = figure.add_axes((left / width, 0.2 / height, (width - left) / width, (height - top - 0.2) / height))
    axes.set_xlim(0, (width - left) / step)
    axes.set_ylim((height - top - 0.2) / step, 0)
    axes.set_axis_off()
    squares, at = [], 0.0
    for row, count in zip(rows, lines, strict=True):
        axes.text(-0.8, at + 0.5, one_line(row.name, LABEL_CHARACTERS), ha="right", va="center", fontsize=9)
        for k, tie in enumerate(sorted(row.ties, key=WORST_FIRST.index)):
            down, across = divmod(k, A_LINE)
            squares.append(Rectangle((across + 0.06, at + down + 0.06), 0.88, 0.88, color=COLOURS[tie]))
        if row.notes:
            end = min(A_LINE, len(row.ties)) + 0.6
            axes.text(end, at + 0.5, _notes(row.notes), va="center", fontsize=8, color=COLOURS[Tie.CONTRADICTED])
        at += count + 0.3
    axes.add_collection(PatchCollection(squares, match_original=True, linewidths=0))
    write_title(figure, title, subtitle)
    _write_counts(figure, Counter(tie for row in rows for tie in row.ties))
    return figure


def _notes(notes: Sequence[str]) -> str:
    """As many notes as fit beside a row."""
    more = f" and {len(notes) - 1} more" if len(notes) > 1 else ""
    return one_line(notes[0], LABEL_CHARACTERS) + more


def _write_counts(figure: "Figure", counts: Mapping[Tie, int]) -> None:
    """How many figures there are of each tie, in its colour: the key to the picture."""
    width, height = figure.get_figwidth(), figure.get_figheight()
    x = 0.15
    for tie in Tie:
        words = f"■ {counts[tie]} {tie}"
        colour = COLOURS[tie] if tie is not Tie.ABSENT else "#9a9a9a"
        figure.text(x / width, 1 - 0.82 / height, words, fontsize=9.5, color=colour, fontweight="bold")
        x += 0.25 + 0.093 * len(words)


def rows_by_name(figures: Iterable[tuple[str, Tie, str]]) -> list[Row]:
    """Rows of names, ties and notes: the names of most figures first, an empty name ("others") last."""
    found: dict[str, list[tuple[Tie, str]]] = {}
    for name, tie, note in figures:
        found.setdefault(name, []).append((tie, note))
    order = sorted(found, key=lambda name: (not name, -len(found[name]), name))
    return [
        Row(name or "no metric", tuple(tie for tie, _ in found[name]), tuple(note for _, note in found[name] if note))
        for name in order
    ]
