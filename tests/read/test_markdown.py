"""Markdown to prose and tables."""

from textwrap import dedent

import pytest

from tieout.read.markdown import looks_like_markdown, read_markdown
from tieout.read.prose import ProseBuilder
from tieout.release import Block, RawTable

SOURCE = dedent(
    """\
    # Norton Foods Reports Third-Quarter Results

    **NORTON, November 5, 2024** -- Norton Foods today reported sales of \\$12.4 million, up *5%* from
    last year. See [the site](https://norton.example/x).

    ## Highlights

    - Sales of $12.4 million
    * Margin of 31.2%

    **Statements of Income**
    (in thousands)

    | | Three Months<br>Ended | **2023** |
    |:---|---:|---:|
    | **Sales** | $12,400 | $11,800 |
    | Cost \\| freight | (8,100) | (7,900) |
    | Net | 4,300 | — |

    (1) Excludes freight.
    """
)


def read(source: str) -> tuple[str, tuple[Block, ...]]:
    prose = ProseBuilder()
    read_markdown(prose, source, 0, len(source))
    text, _, blocks = prose.finish()
    return text, blocks


def table() -> RawTable:
    return next(b.table for b in read(SOURCE)[1] if b.table is not None)


def test_blocks() -> None:
    text, blocks = read(SOURCE)
    assert [(b.kind, text[b.start : b.end]) for b in blocks] == [
        ("headline", "Norton Foods Reports Third-Quarter Results"),
        (
            "paragraph",
            "NORTON, November 5, 2024 -- Norton Foods today reported sales of $12.4 million, up 5% from last year. "
            "See the site.",
        ),
        ("heading", "Highlights"),
        ("bullet", "Sales of $12.4 million"),
        ("bullet", "Margin of 31.2%"),
        ("paragraph", "Statements of Income (in thousands)"),
        ("table", ""),
        ("footnote", "(1) Excludes freight."),
    ]


def test_grid() -> None:
    assert [(c.row, c.column, c.text) for c in table().cells] == [
        (0, 1, "Three Months Ended"),
        (0, 2, "2023"),
        (1, 0, "Sales"),
        (1, 1, "$12,400"),
        (1, 2, "$11,800"),
        (2, 0, "Cost | freight"),
        (2, 1, "(8,100)"),
        (2, 2, "(7,900)"),
        (3, 0, "Net"),
        (3, 1, "4,300"),
        (3, 2, "—"),
    ]


def test_cells_point_at_their_evidence() -> None:
    assert [SOURCE[c.start : c.end] for c in table().cells if c.row == 1] == ["Sales", "$12,400", "$11,800"]


def test_caption() -> None:
    assert table().caption == ("Statements of Income", "(in thousands)")


@pytest.mark.parametrize(
    ("source", "is_markdown"),
    [
        ("| a | b |\n|---|---|\n| 1 | 2 |", True),
        ("a | b\n--- | ---:\n1 | 2", True),
        ("# One\n\ntext\n\n## Two\n", True),
        ("Sales      5\n-----   ----\n", False),
        ("# 1 in its field\n", False),
        ("Norton | Sutton | Weston\n", False),
        ("", False),
    ],
)
def test_what_looks_like_markdown(source: str, is_markdown: bool) -> None:
    assert looks_like_markdown(source, 0, len(source)) is is_markdown
