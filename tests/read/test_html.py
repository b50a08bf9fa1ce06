"""HTML: what is prose and what a table, each character at its place, whatever the markup."""

import time

import lxml.html
import pytest

from tieout.read import read
from tieout.release import RawTable, Release


def html(body: str) -> Release:
    """The release that a page with this body is."""
    return read(f"<html><body>{body}</body></html>")


def kinds(body: str) -> list[tuple[str, str]]:
    """The kind and the text of each block."""
    release = html(body)
    return [(b.kind, release.text[b.start : b.end]) for b in release.blocks]


def grid(table: RawTable) -> list[tuple[int, int, str]]:
    """The cells by row and column."""
    return [(c.row, c.column, c.text) for c in table.cells]


# --- text and its places


@pytest.mark.parametrize(
    ("body", "text"),
    [
        pytest.param("<p>Sales  rose\n 5%.</p>", "Sales rose 5%.", id="white space folds"),
        pytest.param("<p>R&amp;D rose 5&#37;, costs&nbsp;fell</p>", "R&D rose 5%, costs fell", id="entities"),
        pytest.param("<p>Brandt&#146;s &#x93;best&#x94; year</p>", "Brandt’s “best” year", id="cp1252 by number"),
        pytest.param("<p>Brandt\x92s \x93best\x94 year</p>", "Brandt’s “best” year", id="cp1252 read as latin-1"),
        pytest.param("<p>AT&T and R&D; S&P 500</p>", "AT&T and R&D; S&P 500", id="bare ampersands"),
        pytest.param("<p>Sales<b> rose </b>5%</p>", "Sales rose 5%", id="blanks beside tags"),
        pytest.param("<p>$<font>1</font>2.<b>5</b> mil<i>lion</i></p>", "$12.5 million", id="tags split numbers"),
        pytest.param("<p>$\u200b7.4 non\xadGAAP</p>", "$7.4 nonGAAP", id="characters of no width"),
        pytest.param("<p>Sales\u2009rose\u202f5\u2007%</p>", "Sales rose 5 %", id="blanks of every kind"),
        pytest.param("<p>one<p>two<div>three</div>four", "one\ntwo\nthree\nfour", id="unclosed paragraphs"),
        pytest.param("<p>Sales<sup>1</sup> were $5.31<sup>(2)</sup>.</p>", "Sales were $5.31.", id="raised marks"),
        pytest.param("<p>the 1<sup>st</sup> of May, Vita<sup>®</sup></p>", "the 1st of May, Vita®", id="raised words"),
        pytest.param("<p>Sales<sup>1</sup></p><p>/Brandt/", "Sales\n/Brandt/", id="raised mark at the end"),
        pytest.param("<p>a par value of 1<sup>2</sup>/3 cents</p>", "a par value of 1 2/3 cents", id="raised fraction"),
        pytest.param(
            "<p>Sales<font style='font-size:6pt;position:relative;top:-3pt'>(1)</font> rose</p>",
            "Sales rose",
            id="raised by style",
        ),
        pytest.param("<p>a <span style='display:none'>not <b>this</b></span>b</p>", "a b", id="not displayed"),
        pytest.param("<div style='DISPLAY: NONE'><p>no<table><td>no</table></div>yes", "yes", id="nor what is in it"),
        pytest.param("<ix:header><ix:hidden>2024</ix:hidden></ix:header>Sales", "Sales", id="hidden inline XBRL"),
        pytest.param(
            "Sales of $<ix:nonFraction name='us-gaap:Revenues' scale='6'>7.4</ix:nonFraction> million",
            "Sales of $7.4 million",
            id="inline XBRL is seen through",
        ),
        pytest.param("a<!-- no <p>no</p> -->b", "ab", id="comment"),
        pytest.param("a<!-- never closed> b", "a b", id="unclosed comment"),
        pytest.param("a<script>if (1<2) '<p>no'</script>b<style>p {}</style>c", "abc", id="scripts and styles"),
        pytest.param("growth <5% and > 3%, a < b", "growth <5% and > 3%, a < b", id="signs that are no tags"),
        pytest.param("<p>Sales rose <b", "Sales rose", id="tag cut at the end"),
        pytest.param('<img alt="up > 5%">Sales', "Sales", id="> in an attribute"),
        pytest.param("<p>(1)<font style='padding-left:9pt'>Restated</font></p>", "(1) Restated", id="padding"),
        pytest.param("<p>Sales</p><p>2</p><p>rose</p>", "Sales\nrose", id="page numbers are left out"),
    ],
)  # fmt: skip
def test_text(body: str, text: str) -> None:
    assert html(body).text == text


@pytest.mark.parametrize(
    ("body", "words", "evidence"),
    [
        ("<p>Sales were $7.4\n   million</p>", "$7.4 million", "$7.4\n   million"),
        ("<p>Sales of $<b>7</b>.4 million</p>", "$7.4", "$<b>7</b>.4"),
        ("<p>R&amp;D: 5&#37; &mdash; up</p>", "5%", "5&#37;"),
        ("<p>Brandt\x92s 12% rise</p>", "12%", "12%"),
        ("<p>Brandt\x92s rise</p>", "Brandt’s", "Brandt\x92s"),
        ("<ul><li>Sales rose 5%</ul>", "5%", "5%"),
        ("<p>• Sales rose&nbsp;5%</p>", "rose 5%", "rose&nbsp;5%"),
    ],
)
def test_place(body: str, words: str, evidence: str) -> None:
    release = html(body)
    start = release.text.index(words)
    place = release.place(start, start + len(words))
    assert release.source[place.start : place.end] == evidence


# --- blocks


@pytest.mark.parametrize(
    ("body", "blocks"),
    [
        pytest.param(
            "<p><b>Brandt Foods Reports Record Second Quarter</b></p><p>Sales rose.</p>",
            [("headline", "Brandt Foods Reports Record Second Quarter"), ("paragraph", "Sales rose.")],
            id="headline",
        ),
        pytest.param(
            "<p>Exhibit 99.1<p><b>For Immediate Release</b><p>Brandt Foods Reports Second Quarter<p>Sales.",
            [
                ("paragraph", "Exhibit 99.1"),
                ("heading", "For Immediate Release"),
                ("headline", "Brandt Foods Reports Second Quarter"),
                ("paragraph", "Sales."),
            ],
            id="headline in plain print, under other lines",
        ),
        pytest.param(
            "<p style='margin:0'><b>BRANDT FOODS REPORTS SECOND QUARTER</b></p><p style='margin:0'><b>SALES</b></p>",
            [("headline", "BRANDT FOODS REPORTS SECOND QUARTER SALES")],
            id="headline of two paragraphs",
        ),
        pytest.param(
            "<h2>Brandt Foods Reports<br>Record Second Quarter</h2>",
            [("headline", "Brandt Foods Reports Record Second Quarter")],
            id="a break in a headline is a blank",
        ),
        pytest.param(
            "<p><b>Outlook</b><br>We expect sales to rise.</p>",
            [("heading", "Outlook"), ("paragraph", "We expect sales to rise.")],
            id="a break behind a bold heading parts it",
        ),
        pytest.param(
            "<div>Sales rose.<br>Costs fell.<br><br>Outlook</div>",
            [("paragraph", "Sales rose."), ("paragraph", "Costs fell."), ("paragraph", "Outlook")],
            id="a break behind a sentence parts paragraphs",
        ),
        pytest.param(
            "<p>Highlights<br>• Sales rose<br>• Costs fell</p>",
            [("paragraph", "Highlights"), ("bullet", "Sales rose"), ("bullet", "Costs fell")],
            id="bullets behind breaks",
        ),
        pytest.param("<ul><li>One<li><p>Two</p></li></ul>", [("bullet", "One"), ("bullet", "Two")], id="list items"),
        pytest.param(
            "<p>\x95 One</p><p>- Two</p><p>o Three</p><p>·&nbsp;&nbsp;Four</p><p>-5% it was</p>",
            [
                ("bullet", "One"),
                ("bullet", "Two"),
                ("bullet", "Three"),
                ("bullet", "Four"),
                ("paragraph", "-5% it was"),
            ],
            id="marks of bullets",
        ),
        pytest.param("<p>•</p><p>Sales rose</p>", [("bullet", "Sales rose")], id="a mark on a line of its own"),
        pytest.param(
            "<p>* One</p><p>* Two</p><p>(1) Restated</p><p>* See note</p><p>** See both</p>",
            [
                ("bullet", "One"),
                ("bullet", "Two"),
                ("footnote", "(1) Restated"),
                ("footnote", "* See note"),
                ("footnote", "** See both"),
            ],
            id="stars mark bullets and footnotes",
        ),
        pytest.param(
            "<p><sup>1</sup>Restated</p><p><sup>(2)</sup> Pro forma</p>",
            [("footnote", "Restated"), ("footnote", "(2) Pro forma")],
            id="raised marks of footnotes",
        ),
    ],
)  # fmt: skip
def test_blocks(body: str, blocks: list[tuple[str, str]]) -> None:
    assert kinds(body) == blocks


# --- tables that are none


@pytest.mark.parametrize(
    ("body", "blocks"),
    [
        pytest.param(
            "<table><tr><td>&nbsp;<td>•<td>Sales rose 5%</table><table><tr><td><td>•</td><td>Margin: 9.0%</table>",
            [("bullet", "Sales rose 5%"), ("bullet", "Margin: 9.0%")],
            id="bullets",
        ),
        pytest.param(
            "<table><tr><td>(1)<td>Restated by $3.1 million.<tr><td>2<td>Net of tax.</table>",
            [("footnote", "(1) Restated by $3.1 million."), ("footnote", "Net of tax.")],
            id="footnotes",
        ),
        pytest.param(
            "<table><tr><td><p>Sales rose 5% to $7.4 million.</p><p>Costs fell.</p></td></tr></table>",
            [("paragraph", "Sales rose 5% to $7.4 million."), ("paragraph", "Costs fell.")],
            id="paragraphs",
        ),
        pytest.param(
            "<table><tr><td>Contact:<td>Jo Brandt<tr><td>Phone<td>(212) 555-0100</table>",
            [
                ("paragraph", "Contact:"),
                ("paragraph", "Jo Brandt"),
                ("paragraph", "Phone"),
                ("paragraph", "(212) 555-0100"),
            ],
            id="contacts",
        ),
        pytest.param(
            "<table><tr><td>Brandt Foods<td>2</table>",
            [("paragraph", "Brandt Foods")],
            id="a page's foot",
        ),
    ],
)  # fmt: skip
def test_layout_tables_are_prose(body: str, blocks: list[tuple[str, str]]) -> None:
    assert kinds(body) == blocks
    assert not html(body).tables


def test_wrapper_tables_are_descended_into() -> None:
    inner = "<table><tr><td>Sales<td>$<td>7,375</table>"
    release = html(f"<table><tr><td><p>Before the table.</p>{inner}<p>Behind it.</p><td>{inner}</table>")
    shape = [b.kind for b in release.blocks]
    assert shape == ["paragraph", "table", "paragraph", "table"]
    assert [grid(t) for t in release.tables] == [[(0, 0, "Sales"), (0, 1, "$"), (0, 2, "7,375")]] * 2


# --- tables of figures

STATEMENT = """
<p align=center><b>BRANDT FOODS, INC.</b></p>
<p align=center><b>Statements of Operations</b></p>
<p align=center>(in thousands, except per share data)</p>
<table border=0>
<tr><td></td><td colspan="5">Three months ended June 30,</td></tr>
<tr><td>&nbsp;</td><td colspan=2 align=center><b>2004</b></td><td></td><td colspan=2 align=center>2003</td></tr>
<tr><td><b>Revenues</b><sup>(1)</sup></td><td>$</td><td align=right>7,375</td><td></td><td>$</td><td>7,021</td></tr>
<tr><td style="padding-left:10pt">Products</td><td></td><td>(5,1<b>2</b>0</td><td>)</td><td></td><td>(4,900)</td></tr>
</table>
<p>(1) Net of returns.</p>
<p>* Restated.</p>
<p>Sales rose.</p>
"""


def test_grid() -> None:
    (table,) = html(STATEMENT).tables
    assert (table.rows, table.columns, table.format) == (4, 6, "html")
    assert grid(table) == [
        (0, 1, "Three months ended June 30,"),
        (1, 1, "2004"),
        (1, 4, "2003"),
        (2, 0, "Revenues"),
        (2, 1, "$"),
        (2, 2, "7,375"),
        (2, 4, "$"),
        (2, 5, "7,021"),
        (3, 0, "Products"),
        (3, 2, "(5,120"),
        (3, 3, ")"),
        (3, 5, "(4,900)"),
    ]
    assert [c.colspan for c in table.cells[:3]] == [5, 2, 2]


def test_style_of_cells() -> None:
    (table,) = html(STATEMENT).tables
    assert [c.text for c in table.cells if c.bold] == ["2004", "Revenues"]
    assert {c.text: c.indent for c in table.cells if c.indent} == {"Products": 10.0}


def test_caption_and_footnotes_are_the_tables_and_stay_in_the_prose() -> None:
    release = html(STATEMENT)
    (table,) = release.tables
    assert table.caption == ("BRANDT FOODS, INC.", "Statements of Operations", "(in thousands, except per share data)")
    assert table.footnotes == ("(1) Net of returns.", "* Restated.")
    for words in (*table.caption, *table.footnotes):
        assert words in release.text
    assert [b.kind for b in release.blocks] == [
        "heading", "heading", "caption", "table", "footnote", "footnote", "paragraph",
    ]  # fmt: skip


def test_the_places_of_a_table() -> None:
    release = html(STATEMENT)
    (table,) = release.tables
    place = table.place
    assert release.source[place.start :].startswith("<table border=0>")
    assert release.source[: place.end].endswith("</table>")
    evidence = {c.text: release.source[c.start : c.end] for c in table.cells}
    assert evidence["7,375"] == "7,375"
    assert evidence["(5,120"] == "(5,1<b>2</b>0"


@pytest.mark.parametrize(
    ("above", "caption"),
    [
        ("<p>Sales rose in all regions.</p><p><b>Sales</b></p>", ("Sales",)),
        ("<p><b>Brandt Foods<br>Balance Sheets</b></p>", ("Brandt Foods", "Balance Sheets")),
        ("<p>We sell food. The table shows sales (in thousands):</p>", ("The table shows sales (in thousands):",)),
        ("<p>Phone: (212) 555-0100</p>", ()),
        ("<ul><li>Sales rose</ul>", ()),
    ],
)
def test_caption(above: str, caption: tuple[str, ...]) -> None:
    (table,) = html(f"{above}<table><tr><td>Sales<td>$<td>7,375</table>").tables
    assert table.caption == caption


@pytest.mark.parametrize(
    ("rows", "cells"),
    [
        pytest.param(
            "<tr><td rowspan=2>Sales<td>$1.2<td rowspan=2>5%<tr><td>$1.3<td>x",
            [(0, 0, "Sales"), (0, 1, "$1.2"), (0, 2, "5%"), (1, 1, "$1.3"), (1, 3, "x")],
            id="cells reach down",
        ),
        pytest.param(
            "<tr><td colspan=2>Net<td style='display:none'>x<td>$2<tr style='display:none'><td>x<tr><td>a<td>b<td>$1",
            [(0, 0, "Net"), (0, 2, "$2"), (1, 0, "a"), (1, 1, "b"), (1, 2, "$1")],
            id="cells and rows not displayed take no place",
        ),
        pytest.param(
            "<tr><td colspan=0>Sales<td colspan=-1>$1.2<td colspan=x>$1.3<td rowspan=99999999999>$1.4",
            [(0, 0, "Sales"), (0, 1, "$1.2"), (0, 2, "$1.3"), (0, 3, "$1.4")],
            id="absurd spans",
        ),
        pytest.param("<td>Sales<td>$1.2<tr><td>Net", [(0, 0, "Sales"), (0, 1, "$1.2"), (1, 0, "Net")], id="no row"),
        pytest.param("<tr><th>Sales</th><td>$1<br>.2</td>", [(0, 0, "Sales"), (0, 1, "$1 .2")], id="a break in a cell"),
        pytest.param("<tr><td><p>Net</p><p>sales</p><td>$1.2", [(0, 0, "Net sales"), (0, 1, "$1.2")], id="paragraphs"),
    ],
)  # fmt: skip
def test_spans(rows: str, cells: list[tuple[int, int, str]]) -> None:
    (table,) = html(f"<table>{rows}</table>").tables
    assert grid(table) == cells


@pytest.mark.parametrize(
    ("cell", "indent"),
    [
        ("<td>Sales", 0.0),
        ("<td style='padding-left:20px'>Sales", 15.0),
        ("<td style='padding:2px 1pt 2px 13pt'>Sales", 13.0),
        ("<td style='padding:0 1pt'>Sales", 1.0),
        ("<td><p style='margin-left:1em;text-indent:-1em'>Sales", 0.0),
        ("<td><div style='padding-left:9pt'><p style='text-indent:9pt'>Sales", 18.0),
        ("<td>&nbsp;&nbsp;&#160;\xa0Sales", 10.0),
        ("<td><font>&nbsp;&nbsp;</font><font>Sales", 5.0),
    ],
)
def test_indent(cell: str, indent: float) -> None:
    (table,) = html(f"<table><tr>{cell}<td>$1.2</table>").tables
    assert table.cells[0].indent == indent


@pytest.mark.parametrize(
    ("rows", "is_table"),
    [
        ("<tr><td>Sales<td>$<td>18<tr><td>Costs<td><td>27", True),
        ("<tr><td>Sales<td>58<td>%", True),
        ("<tr><td>Sales<td>18<td>16<tr><td>Costs<td>77<td>71", True),
        ("<tr><td>Sales<td>~$1.70 billion", True),
        ("<tr><td>Sales<td>$2,350 - $2,450", True),
        ("<tr><td>Operations<td>3<tr><td>Balance sheets<td>4<tr><td>Cash flows<td>5<tr><td>Notes<td>6", False),
        ("<tr><td>2004<td>2003<td>2002<td>2001", False),
        ("<tr><td>Released<td>7/29/04", False),
        ("<tr><td>Chair<td>Jo Brandt", False),
    ],
)
def test_which_tables_hold_figures(rows: str, is_table: bool) -> None:
    assert bool(html(f"<table>{rows}</table>").tables) is is_table


BESIDE = "Sales rose 5% to $7.4 million as new stores opened in the north. " * 3


def test_prose_in_a_table_of_figures_is_taken_out_of_it() -> None:
    release = html(
        f"<table><tr><td rowspan=3>{BESIDE}</td><td>Sales<td>$7.4<td>$7.0</tr><tr><td>Costs<td>6.1<td>5.9"
        "<tr><td>Margin<td>17%<td>16%<tr><td colspan=4>(1) Net of tax.</table>"
    )
    (table,) = release.tables
    assert [c.text for c in table.cells if len(c.text) > 6] == []
    assert table.footnotes == ("(1) Net of tax.",)
    assert [b.kind for b in release.blocks] == ["table", "paragraph", "footnote"]


def test_a_long_label_stays_in_its_row() -> None:
    label = (
        "Common stock, $0.01 par value. "
        + "Authorized 140,000 shares, issued 1,200 and 1,100 shares at the dates shown. " * 2
    )
    (table,) = html(f"<table><tr><td>{label}<td>$7.4<td>$7.0<tr><td>Debt<td>$1.2<td>$1.1</table>").tables
    assert table.cells[0].text == label.strip()


def test_an_unclosed_table_ends_where_the_prose_goes_on() -> None:
    release = html("<table><tr><td>Sales</td><td>$1.2</td></tr><p>Sales rose.</p><table><tr><td>Costs<td>$1.1</table>")
    assert [b.kind for b in release.blocks] == ["table", "paragraph", "table"]


@pytest.mark.parametrize("body", [STATEMENT, STATEMENT.upper(), STATEMENT.replace("</td>", "").replace("</tr>", "")])
def test_cells_are_those_of_lxml(body: str) -> None:
    page = lxml.html.fromstring(body.replace("<sup>(1)</sup>", "").replace("<SUP>(1)</SUP>", ""))
    expected = [" ".join(cell.text_content().split()) for cell in page.iter("td")]
    (table,) = html(body).tables
    assert [c.text for c in table.cells] == [text for text in expected if text]


# --- preformatted text


def test_preformatted_text_is_read_as_plain_text() -> None:
    release = html(
        "<p>Sales rose.</p><pre>\n"
        "                 2004      2003\n"
        "<b>Sales</b>          $  7,375  $  7,021\n"
        "R&amp;D               420       390\n"
        "</pre><p>Costs fell.</p>"
    )
    assert release.text.startswith("Sales rose.") and release.text.endswith("Costs fell.")
    (table,) = release.tables
    texts = {c.text: release.source[c.start : c.end] for c in table.cells}
    assert texts["R&D"] == "R&amp;D"
    assert texts["420"] == "420"


# --- whatever comes: time is linear, nothing is lost

N = 20_000


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("<table><tr><td>" * N + "Sales $1.2", id="nested tables"),
        pytest.param("<table><tr><td>a" * (N // 2) + "</table>" * N, id="nested tables with words"),
        pytest.param("<div><b>" * N + "Sales", id="unclosed"),
        pytest.param("</div></b></td></table>" * N + "Sales", id="closed too often"),
        pytest.param("<!--" * N + "Sales", id="unclosed comments"),
        pytest.param("<p" * N + ">Sales", id="unclosed tags"),
        pytest.param('<p title="' * N + ">Sales", id="unclosed quotes"),
        pytest.param("&amp" * N + "Sales", id="entities"),
        pytest.param("<br>a" * N, id="breaks"),
        pytest.param("<p><b>of" * N, id="headings that dangle"),
        pytest.param("<pre>a" * N, id="preformatted"),
        pytest.param("<title>" * N + "</title><p>Sales", id="titles"),
        pytest.param("<script>" * N, id="scripts"),
        pytest.param("<table>" + "<tr>" + "<td rowspan=1000 colspan=1000>$1" * 300 + "<tr><td>$1.2" * 1000, id="spans"),
        pytest.param("<table><tr><td>$1.2" + " " * N + "&nbsp;" * N + "</table>", id="blanks"),
        pytest.param("<DOCUMENT><TYPE>" * N, id="empty documents"),
        pytest.param("<p>(" + "1" * N + "</p>" + "<sup>" + "1(" * N, id="long marks"),
    ],
)
def test_time_is_linear(body: str) -> None:
    start = time.perf_counter()
    html(body)
    once = time.perf_counter() - start
    assert once < 5, "linear time takes a fraction of a second here, quadratic time minutes"
