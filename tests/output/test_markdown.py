"""Markdown for people and language models, taken apart by a parser of it."""

from collections.abc import Iterator

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token

from tieout.output.files import tables_to_text
from tieout.output.markdown import report_to_markdown, reports_to_markdown, text_to_markdown
from tieout.report import Report

PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
OURS = {"heading_open", "paragraph_open", "bullet_list_open", "list_item_open", "strong_open", "inline", "text"}
OURS |= {"table_open", "thead_open", "tbody_open", "tr_open", "th_open", "td_open", "softbreak"}


def tokens_of(text: str) -> Iterator[Token]:
    for token in PARSER.parse(text):
        yield token
        yield from token.children or ()


def shown(text: str) -> str:
    """What a reader sees of an inline text."""
    return "".join(token.content for token in tokens_of(text) if token.type == "text")


@pytest.mark.parametrize(
    "text",
    [
        *(
            "a | b",
            "`code`",
            "<b>bold</b>",
            "<!-- x -->",
            "*em* _em_ **strong**",
            "~~gone~~",
            "[link](http://x.example)",
        ),
        *("![picture](x)", "&lt;&amp;&#42;", "back\\slash \\", "<http://x.example>", "[1]: x", "50% of $1.2 million"),
    ],
)
def test_text_is_read_as_it_was(text: str) -> None:
    assert shown(f"- **x** {text_to_markdown(text)}") == f"x {text}"
    row = [token.content for token in tokens_of(f"| a | b |\n|---|---|\n| {text_to_markdown(text)} | 2 |\n")]
    assert "2" in row
    assert {token.type for token in tokens_of(f"- x {text_to_markdown(text)}") if token.nesting != -1} <= OURS


def test_control_characters_and_line_ends_are_blanks() -> None:
    assert text_to_markdown("two\r\n\r\nlines\x1b[2J") == "two lines \\[2J"


def test_problems_stand_first_with_their_arithmetic(report: Report) -> None:
    text = "".join(report_to_markdown(report))
    assert text.startswith("# hollis-lane.txt\n\nHollis Lane Furniture, Inc., released 2033-10-26, ")
    headings = [line for line in text.splitlines() if line.startswith("## ")]
    assert headings == ["## Problems", "## Headline figures", "## Figures", "## Tables"]
    (problem,) = (line for line in text.splitlines() if line.startswith("- **contradicted**"))
    assert "“$86,413,000”" in problem and "84,613" in problem and "swapped digits" in problem
    assert "- EarningsPerShareDiluted: 0.52 USD/share, 3 months to 2033-09-30 (tied)" in text


def test_every_figure_and_row_is_there(report: Report) -> None:
    text = "".join(report_to_markdown(report))
    rows = [line for line in text.splitlines() if line.startswith("| ")]
    heads = 1 + len(report.tables)
    assert len(rows) == heads + len(report.facts) + sum(len(table.rows) for table in report.tables)
    assert "| Net sales | 84,613,000 | 77,804,000 |" in rows
    assert "| Net income per diluted share (USD/share) | 0.52 | 0.46 |" in rows


def test_words_of_a_release_mark_nothing_up(hostile: Report) -> None:
    text = "".join(report_to_markdown(hostile))
    assert {token.type for token in tokens_of(text) if token.nesting != -1} <= OURS
    widths = {line.replace("\\|", "").count("|") for line in text.splitlines() if line.startswith("| ")}
    assert widths == {8, 2 + len(hostile.tables[0].columns)}


def test_reports_stand_one_after_the_other(report: Report) -> None:
    one = "".join(reports_to_markdown([report]))
    assert "".join(reports_to_markdown([report, report])) == f"{one}\n{one}"


def test_tables_alone(report: Report) -> None:
    text = "".join(tables_to_text([(report.release, report.tables)], format="markdown", many=False))
    assert text.startswith("# hollis-lane.txt\n\n### 0. CONSOLIDATED STATEMENTS OF INCOME\n")
