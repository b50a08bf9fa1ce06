"""Notes that print their amounts in the units of the table above them."""

import pytest

from tieout.facts import Place
from tieout.release import Block, BlockKind, Release, SourceMap
from tieout.tables import Table
from tieout.tag.figures import find_figures
from tieout.tag.notes import in_table_units


def values(text: str, *, scale: int, kind: BlockKind = "footnote") -> list[str]:
    """The values of a note `text` that stands under a table of `scale`."""
    table = Place(0, 10)
    end = 11 + len(text)
    blocks = (Block("table", 0, 0, table), Block(kind, 0, len(text), Place(11, end)))
    release = Release("?" * 11 + text, text, SourceMap((0,), (11,), (end,), len(text)), blocks, "text", "utf-8")
    tables = [Table(0, table, "", "other", scale, "USD", (), (), ())]
    return [str(m.value) for m in in_table_units(find_figures(text), release, tables)]


@pytest.mark.parametrize(
    ("text", "scale", "expected"),
    [
        ("(1) Includes sales of $409,459.", 1000, ["409459000"]),
        ("(1) Includes weighted average shares of 137,586.", 1000, ["137586000"]),
        ("(1) Includes a charge of $12.5 before tax.", 1_000_000, ["12500000"]),
        # a round number of thousands is in dollars, a printed magnitude counts, and so does a scale of one
        ("(1) Includes sales of $278,000.", 1000, ["278000"]),
        ("(1) Includes sales of $1.5 million.", 1000, ["1500000"]),
        ("(1) Includes sales of $409,459.", 1, ["409459"]),
        ("(1) Includes $0.51 per share.", 1000, ["0.51"]),
        ("(1) Includes $0.51 per share.", 1_000_000, ["0.51"]),
    ],
)
def test_notes(text: str, scale: int, expected: list[str]) -> None:
    assert values(text, scale=scale) == expected


def test_prose_counts_shares_one_by_one() -> None:
    assert values("It bought back 56,601 shares.", scale=1000, kind="paragraph") == ["56601"]
