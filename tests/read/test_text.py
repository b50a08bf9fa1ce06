"""Plain text to prose: paragraphs, headings, bullets and footnotes, each character placed in the source."""

import json
import re
from pathlib import Path
from textwrap import dedent

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tieout.read import page, regions
from tieout.read.prose import ProseBuilder
from tieout.read.text import read_text
from tieout.release import Block, SourceMap
from tieout.rules import load_rules

RELEASES = Path(__file__).parents[3] / "shared" / "releases"


def read(source: str) -> tuple[str, SourceMap, tuple[Block, ...]]:
    prose = ProseBuilder()
    read_text(prose, source, 0, len(source))
    return prose.finish()


def blocks_of(source: str) -> list[tuple[str, str]]:
    text, _, blocks = read(dedent(source))
    return [(b.kind, text[b.start : b.end]) for b in blocks]


def texts_of(source: str) -> list[str]:
    return [text for _, text in blocks_of(source)]


BODY = """\
NORTON, CA (March 13, 2003) - Norton Blood Services reported today that
revenues for the quarter grew 14% to $7.4 million from $6.5 million, and that
the loss was $54,000.
"""


# Paragraphs


@pytest.mark.parametrize(
    ("source", "texts"),
    [
        pytest.param(
            "Sales rose  14%  to  $7.4 million  in\nthe  quarter  ended  December\n31,  2002.\n",
            ["Sales rose 14% to $7.4 million in the quarter ended December 31, 2002."],
            id="justified",
        ),
        pytest.param(
            "We will meet the goal with better re-\npricing of contracts and with more\nrooms.\n",
            ["We will meet the goal with better re-pricing of contracts and with more rooms."],
            id="hyphen at the line end",
        ),
        pytest.param(
            "A replay will be available when you call 800-\n555-0100 through March.\n",
            ["A replay will be available when you call 800-555-0100 through March."],
            id="telephone number",
        ),
        pytest.param(
            "The solution is in use for all kinds of pre-\nand post-trade work.\n",
            ["The solution is in use for all kinds of pre- and post-trade work."],
            id="hanging hyphen",
        ),
        pytest.param(
            "First paragraph of the release, with words.\n\nSecond paragraph of it, with words.\n",
            ["First paragraph of the release, with words.", "Second paragraph of it, with words."],
            id="blank lines",
        ),
        pytest.param(
            "     The first paragraph is indented and goes on\nin a second line.\n"
            "     The next one is indented, too, and goes on\nin a fourth line.\n",
            [
                "The first paragraph is indented and goes on in a second line.",
                "The next one is indented, too, and goes on in a fourth line.",
            ],
            id="indented first lines",
        ),
        pytest.param(
            "today announced results for the second-\n\nquarter of the year, in which sales rose.\n",
            ["today announced results for the second-quarter of the year, in which sales rose."],
            id="double spaced",
        ),
        pytest.param(
            "Record revenue of $103.6 billion;\r\nRecord profit of $16.7 billion.\r\n"
            "Norton today reported results for the quarter and the year, in which sales grew.\r\n",
            [
                "Record revenue of $103.6 billion;",
                "Record profit of $16.7 billion.",
                "Norton today reported results for the quarter and the year, in which sales grew.",
            ],
            id="a list of lines",
        ),
    ],
)
def test_lines_are_put_together(source: str, texts: list[str]) -> None:
    assert texts_of(source) == texts


@pytest.mark.parametrize(
    "between",
    [
        "\n                     -more-\n<PAGE>\n\n",
        "\n<PAGE>   2\n",
        "\n\n                       2\n\f",
        "\n                  - 2 -\n\f\n",
        "\n\n                      (more)\n\f",
    ],
)
def test_paragraph_goes_on_over_a_page_break(between: str) -> None:
    first = "In addition, each of the programs of the company in the new locations and the\nold ones has been"
    assert texts_of(f"{first}{between}assigned a schedule.\n") == [
        "In addition, each of the programs of the company in the new locations and the old ones has been "
        "assigned a schedule."
    ]


def test_running_head_with_its_page_number_is_left_out() -> None:
    head = "NRTB Reports Third Quarter Results\nJanuary 29, 2009\nPage {}\n\n"
    source = "".join(f"<PAGE>\n\n{head.format(n)}Paragraph {n} of the release ends here.\n\n" for n in (2, 3, 4))
    assert texts_of(source) == [f"Paragraph {n} of the release ends here." for n in (2, 3, 4)]


def test_figures_on_their_own_line_stay() -> None:
    assert texts_of("The number of the day:\n\n2\n\nstores.\n") == ["The number of the day:", "2", "stores."]


# Kinds


def test_headline_over_the_body() -> None:
    head = "                    NORTON BLOOD ANNOUNCES\n               FOURTH QUARTER RESULTS FOR 2002\n\n"
    assert blocks_of(head + BODY)[0] == ("headline", "NORTON BLOOD ANNOUNCES FOURTH QUARTER RESULTS FOR 2002")


def test_left_aligned_headline_goes_on_where_it_dangles() -> None:
    head = "Exhibit 99.1\nNorton Blood Announces Results for\nFirst Quarter of 2020\n\n"
    assert blocks_of(head + BODY)[:2] == [
        ("heading", "Exhibit 99.1"),
        ("headline", "Norton Blood Announces Results for First Quarter of 2020"),
    ]


@pytest.mark.parametrize(
    "line",
    ["Contact: Jane Roe, Investor Relations Desk", "For Immediate Release on This Day", "N E W S   R E L E A S E"],
)
def test_the_desk_s_marks_are_no_headline(line: str) -> None:
    assert all(kind != "headline" for kind, _ in blocks_of(f"{line}\n\n{BODY}"))


@pytest.mark.parametrize("mark", ["o       ", "o ", "•  ", "- ", "* ", "\uf0b7 ", "-- "])
def test_bullets(mark: str) -> None:
    source = f"{mark}Sales grew to $33.1 million in the quarter.\n\n{mark}Costs fell by 5%.\n"
    assert blocks_of(source) == [
        ("bullet", "Sales grew to $33.1 million in the quarter."),
        ("bullet", "Costs fell by 5%."),
    ]


def test_bullet_goes_on_in_hanging_lines() -> None:
    source = "o  Portfolio purchases with a face value of $3.5 billion and a\n   purchase price of $126 million\n"
    assert texts_of(source) == [
        "Portfolio purchases with a face value of $3.5 billion and a purchase price of $126 million"
    ]


@pytest.mark.parametrize("mark", ["(1) ", "^(1)  ", "* ", "NOTE: "])
def test_footnotes(mark: str) -> None:
    table = (
        "                   2003      2002\nSales           $ 1,200   $ 1,100\nCost                800       700\n\n"
    )
    assert blocks_of(f"{table}{mark}Excludes the stores that were closed.\n")[1][0] == "footnote"


def test_headings() -> None:
    assert blocks_of(f"{BODY}\nConference Call\n\nA call will be held.\n")[1] == ("heading", "Conference Call")


def test_words_over_a_table_are_blocks_of_their_own() -> None:
    source = """\
                    Norton Foods, Inc.
              Statements of Operations
                   (In thousands)

                              2003      2002
        Sales              $ 1,200   $ 1,100
        Cost                   800       700
        """
    assert blocks_of(source) == [
        ("caption", "Norton Foods, Inc."),
        ("caption", "Statements of Operations"),
        ("caption", "(In thousands)"),
        ("table", ""),
    ]


def test_prose_and_tables_keep_their_order() -> None:
    table = (
        "\n                   2003      2002\nSales           $ 1,200   $ 1,100\nCost                800       700\n\n"
    )
    assert [kind for kind, _ in blocks_of(BODY + table + BODY + table)] == ["paragraph", "table", "paragraph", "table"]


# Characters


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("Sales\x97our best\x97rose to \x80 5.", "Sales—our best—rose to € 5."),  # cp1252 read as Latin-1
        ("Sales\xa0rose\u2003to\u202f$5.", "Sales rose to $5."),
        ("Sales\trose to\t\t$5.", "Sales rose to $5."),
    ],
)
def test_characters_are_shown_as_a_reader_sees_them(source: str, text: str) -> None:
    assert texts_of(source) == [text]


def test_every_character_is_placed() -> None:
    source = "Sales  rose  14%  to re-\npricing\x97the  best,\n\n-more-\n\nand on.\n"
    text, places, _ = read(source)
    for k, character in enumerate(text):
        start, end = places.to_source(k, k + 1)
        assert character.isspace() or page.show(source[start:end]) == character


def test_only_the_span_is_read() -> None:
    prose = ProseBuilder()
    read_text(prose, "left out. Sales rose. left out", 10, 21)
    text, places, _ = prose.finish()
    assert (text, places.to_source(0, 5)) == ("Sales rose.", (10, 15))


# Rules


@pytest.mark.parametrize("group", [g for g, rule in load_rules("layout").items() if "matches" in rule])
def test_rules_match_and_reject_their_examples(group: str) -> None:
    rule = load_rules("layout")[group]
    fragments = "|".join(rule.get("words") or rule["lines"])
    whole = re.compile(rf"(?:{fragments})", re.IGNORECASE)
    word = re.compile(rf"(?<![A-Za-z])(?:{fragments})(?![A-Za-z])", re.IGNORECASE)
    last = re.compile(rf"(?:^|\s)(?:{fragments})$", re.IGNORECASE)
    first = re.compile(rf"(?:{fragments})(?![A-Za-z])", re.IGNORECASE)
    find = {
        "furniture": whole.fullmatch,
        "nothing": whole.fullmatch,
        "period": word.search,
        "abbreviation": word.search,
        "dangling": last.search,
        "beginning": first.match,
    }.get(group, whole.search)
    assert [text for text in rule["matches"] if not find(text)] == []
    assert [text for text in rule["rejects"] if find(text)] == []


# Robustness


LINES = st.lists(
    st.one_of(
        st.text(alphabet="aA1,.$%()-=_ \t|•\x97\xa0\u2003—*#<>", max_size=60),
        st.sampled_from(
            [
                "<TABLE>",
                "</TABLE>",
                "<CAPTION>",
                "<S>   <C>   <C>",
                "<PAGE>   3",
                "\f",
                "-more-",
                "",
                "   2003     2002",
                "Sales      $ 1,200     1,100",
                "Cost            800       (700)",
                "Net 5,000 6,000",
                "      Three Months Ended",
                "-----------  ----------",
                "(1) A note of the table.",
                "| a | 1 |",
                "|---|--:|",
            ]
        ),
    ),
    max_size=30,
)


@settings(max_examples=150, deadline=None)
@given(LINES, st.sampled_from(["\n", "\r\n", "\r"]))
def test_any_text_is_read_and_every_place_is_in_it(lines: list[str], end: str) -> None:
    source = end.join(lines)
    _, places, blocks = read(source)
    for block in blocks:
        assert 0 <= block.place.start <= block.place.end <= len(source)
        if block.table is None:
            start, stop = places.to_source(block.start, block.end)
            assert block.place.start <= start < stop <= block.place.end
            continue
        for cell in block.table.cells:
            assert 0 <= cell.start < cell.end <= len(source)
            assert 0 <= cell.row < block.table.rows
            assert cell.column >= 0
            assert cell.column + cell.colspan <= block.table.columns
            assert cell.text


@pytest.mark.parametrize(
    "unit",
    [
        "1",
        "1 ",
        " ",
        "a",
        "|",
        "$ ",
        "(",
        "- ",
        ". ",
        "_",
        "1,000 2,000 ",
        "Sales    1,234    5,678\n",
        "x y\n",
        "\f1\n",
        "\n",
    ],
)
def test_work_grows_with_the_input(unit: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Counts the lines that are looked at: twice the input must not cost more than twice as many, and a few."""
    looked = 0
    line_to_row = regions.line_to_row

    def counted(number: int, line: page.Line) -> object:
        nonlocal looked
        looked += 1
        return line_to_row(number, line)

    monkeypatch.setattr(regions, "line_to_row", counted)
    read(unit * 1000)
    once, looked = looked, 0
    read(unit * 2000)
    assert looked <= 2 * once + 50


# The labelled releases


@pytest.mark.skipif(not RELEASES.is_dir(), reason="the labelled releases are not here")
def test_every_labelled_fact_is_in_the_prose() -> None:
    lost = []
    for labels in sorted([*RELEASES.glob("labelled/*.labels.json"), *RELEASES.glob("rendered/*.labels.json")]):
        path = labels.with_name(labels.name.replace(".labels.json", ".txt"))
        if not path.exists():
            continue
        source = path.read_bytes().decode("utf-8")
        text, _, blocks = read(source)
        spans = [(b.place.start, b.place.end) for b in blocks if b.table is None]
        folded = re.sub(r"\s", "", text)
        for fact in json.loads(labels.read_text("utf-8"))["facts"]:
            quote = re.sub(r"\s", "", source[fact["start"] : fact["end"]])
            if not any(a <= fact["start"] and fact["end"] <= b for a, b in spans) or quote not in folded:
                lost.append((path.name, source[fact["start"] : fact["end"]]))
    assert lost == []
