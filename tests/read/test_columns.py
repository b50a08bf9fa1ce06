"""Fixed-width tables: every printed cell in its row and column. Companies and figures are invented."""

import json
from decimal import Decimal
from pathlib import Path
from textwrap import dedent

import pytest

from tieout.numerals import parse_numeral
from tieout.read.chunks import text_to_chunks
from tieout.read.page import show, shown_to_lines
from tieout.read.prose import ProseBuilder
from tieout.read.text import read_text
from tieout.release import RawTable

RELEASES = Path(__file__).parents[3] / "shared" / "releases"


def tables_of(source: str) -> list[RawTable]:
    prose = ProseBuilder()
    read_text(prose, source, 0, len(source))
    return [block.table for block in prose.finish()[2] if block.table is not None]


def grid_of(table: RawTable) -> list[list[str]]:
    """The rows of a table as printed; a heading over several columns stands in each of them."""
    grid = [[""] * table.columns for _ in range(table.rows)]
    for cell in table.cells:
        for column in range(cell.column, cell.column + cell.colspan):
            grid[cell.row][column] = cell.text
    return grid


def rows_of(source: str) -> list[list[str]]:
    tables = tables_of(dedent(source))
    assert len(tables) == 1
    return grid_of(tables[0])


# How chunks are cut


@pytest.mark.parametrize(
    ("line", "chunks"),
    [
        # SGML-era exhibits
        ("Income taxes      $   35    $  (85)", ["Income taxes", "$   35", "$  (85)"]),
        ("Other                4,180 ,000     3,351,000", ["Other", "4,180 ,000", "3,351,000"]),
        ("Loss per share   $(0.01)  $ (0.08)   $.40", ["Loss per share", "$(0.01)", "$ (0.08)", "$.40"]),
        ("Change   -26%    1011%    N/A    --", ["Change", "-26%", "1011%", "N/A", "--"]),
        # text drawn from HTML: marks and brackets in cells of their own
        ("Tax   (5,846   )    (4,880    )", ["Tax", "(5,846   )", "(4,880    )"]),
        ("Margin   15.9      %      15.7    %", ["Margin", "15.9      %", "15.7    %"]),
        ("Growth   (8.8         )%     53.3           %", ["Growth", "(8.8         )%", "53.3           %"]),
        ("Cost   (1.9 %)   (656 )", ["Cost", "(1.9 %)", "(656 )"]),
        ("Return   17.9       % 16.1       %", ["Return", "17.9       %", "16.1       %"]),
        # text from PDF
        ("Guidance   ~ $    1.04  ~ $    1.13", ["Guidance", "~ $    1.04", "~ $    1.13"]),
        ("Gain   —      (2,277)   —", ["Gain", "—", "(2,277)", "—"]),
        # ranges and phrases
        ("Revenue   $2,350 - $2,450    4% to    5%", ["Revenue", "$2,350 - $2,450", "4% to    5%"]),
        ("Margin   12.5%   150 bps", ["Margin", "12.5%", "150 bps"]),
        # words with numbers in them are words
        ("Common stock, $.01 par value   289", ["Common stock, $.01 par value", "289"]),
        ("Net sales (1)   94,930", ["Net sales (1)", "94,930"]),
        ("Return on equity ^(1)   14.6", ["Return on equity ^(1)", "14.6"]),
    ],
)
def test_line_is_cut_into_chunks(line: str, chunks: list[str]) -> None:
    assert [line[c.start : c.end] for c in text_to_chunks(line)] == chunks


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("2003     2002", ["year", "year"]),
        ("2003 (1)     2002", ["year", "year"]),
        ("n/m      NA     **", ["none", "none", "none"]),
        ("$ 5      $      $", ["figure", "lone", "lone"]),
        ("(10,246)    (b)", ["figure", "note"]),
        ("12 stores   9", ["words", "figure"]),
    ],
)
def test_chunk_has_a_kind(text: str, kinds: list[str]) -> None:
    assert [c.kind for c in text_to_chunks(text)] == kinds


def test_tabs_stand_at_every_eighth_column_and_keep_their_places() -> None:
    source = "Cash \t\t$ 1,048"
    (line,) = shown_to_lines(show(source), 0, len(source))
    assert line.text == "Cash            $ 1,048"
    assert source[line.at(16) : line.until(23)] == "$ 1,048"


# Marked tables


MARKED = """\
    <TABLE>
    <CAPTION>
                                   Three Months Ended         Year Ended
                                      December 31,           December 31,
                                    2002       2001        2002       2001
                                  --------   --------    --------   --------
    <S>                           <C>        <C>         <C>        <C>
    Revenues                      $  7,375   $  6,464    $ 27,817   $ 25,199
                                  ========   ========    ========   ========
    Income before income
     taxes                        $     35   $    (85)   $   (742)  $    513
    Weighted average shares
     outstanding:
       Basic                         7,751      7,590       7,673      7,534
    </TABLE>
    """


def test_marked_table() -> None:
    assert rows_of(MARKED) == [
        ["", "Three Months Ended", "Three Months Ended", "Year Ended", "Year Ended"],
        ["", "December 31,", "December 31,", "December 31,", "December 31,"],
        ["", "2002", "2001", "2002", "2001"],
        ["Revenues", "$ 7,375", "$ 6,464", "$ 27,817", "$ 25,199"],
        ["Income before income taxes", "$ 35", "$ (85)", "$ (742)", "$ 513"],
        ["Weighted average shares outstanding:", "", "", "", ""],
        ["Basic", "7,751", "7,590", "7,673", "7,534"],
    ]


def test_cells_point_at_their_evidence() -> None:
    source = dedent(MARKED)
    (table,) = tables_of(source)
    for cell in table.cells:
        if cell.column:
            assert " ".join(source[cell.start : cell.end].split()) == cell.text
        else:
            assert " ".join(source[cell.start : cell.end].split()).startswith(cell.text.split()[0])


def test_wrapped_label_spans_its_lines() -> None:
    source = dedent(MARKED)
    (table,) = tables_of(source)
    label = next(c for c in table.cells if c.text == "Income before income taxes")
    assert " ".join(source[label.start : label.end].split()) == label.text


def test_indent_is_the_blanks_before_the_label() -> None:
    (table,) = tables_of(dedent(MARKED))
    assert [c.indent for c in table.cells if c.text in ("Revenues", "Basic")] == [0.0, 3.0]


def test_heading_words_are_marked_as_such() -> None:
    (table,) = tables_of(dedent(MARKED))
    assert {c.row for c in table.cells if c.header} == {0, 1, 2}


# Columns


@pytest.mark.parametrize(
    ("source", "rows"),
    [
        pytest.param(  # cells left empty
            """\
            Loans             Norton    Sutton    Weston
            Housing             $ 75      $ --    $1,289
            Land               8,780        --    16,816
            Building                       221    11,622
            Other                100        15
            """,
            [
                ["Loans", "Norton", "Sutton", "Weston"],
                ["Housing", "$ 75", "$ --", "$1,289"],
                ["Land", "8,780", "--", "16,816"],
                ["Building", "", "221", "11,622"],
                ["Other", "100", "15", ""],
            ],
            id="gaps",
        ),
        pytest.param(  # a column as wide as a digit
            """\
                          2009     2008
            Stores           4        3
            Offices         12        9
            Staff        1,480    1,395
            """,
            [["", "2009", "2008"], ["Stores", "4", "3"], ["Offices", "12", "9"], ["Staff", "1,480", "1,395"]],
            id="digits",
        ),
        pytest.param(  # percentages beside amounts in some rows only
            """\
                         Dec 31, 2008         Dec 31, 2007
            Mortgage     $  167,737           $  164,933
            Business        201,683              183,286
            Total        $  369,420   100%    $  348,219   100%
            """,
            [
                ["", "Dec 31, 2008", "Dec 31, 2008", "Dec 31, 2007", "Dec 31, 2007"],
                ["Mortgage", "$ 167,737", "", "$ 164,933", ""],
                ["Business", "201,683", "", "183,286", ""],
                ["Total", "$ 369,420", "100%", "$ 348,219", "100%"],
            ],
            id="percent columns",
        ),
        pytest.param(  # stacked headings of unequal height, a change column between
            """\
            (in 000s)       Quarter              Quarter
                             Ended     Three      Ended
                            Dec 31,    Month     Dec 31,
                             2008      Change     2007
            -----------------------------------------------
            Interest      $   18,363    -7%   $   24,917
            Fees                 747    -9%          893
            """,
            [
                ["(in 000s)", "Quarter", "", "Quarter"],
                ["", "Ended", "Three", "Ended"],
                ["", "Dec 31,", "Month", "Dec 31,"],
                ["", "2008", "Change", "2007"],
                ["Interest", "$ 18,363", "-7%", "$ 24,917"],
                ["Fees", "747", "-9%", "893"],
            ],
            id="stacked",
        ),
        pytest.param(  # dot leaders
            """\
                                         2003        2002
            Sales ................... $ 1,200     $ 1,100
            Cost of sales ...........     800         700
            """,
            [["", "2003", "2002"], ["Sales", "$ 1,200", "$ 1,100"], ["Cost of sales", "800", "700"]],
            id="leaders",
        ),
    ],
)
def test_figures_stand_in_their_columns(source: str, rows: list[list[str]]) -> None:
    assert rows_of(source) == rows


def test_label_that_ends_in_numbers_is_no_column() -> None:
    rows = rows_of(
        """\
                                                        2005           2004
        Cash                                       $   4,059      $   3,344
        Common stock, 13,595,000 shares in
          2005 and 13,432,000 in 2004                    136            134
        """
    )
    assert rows[-1] == ["Common stock, 13,595,000 shares in 2005 and 13,432,000 in 2004", "136", "134"]


# Text drawn from HTML: left-aligned cells, labels cut at the width of their column


def test_figure_one_blank_behind_a_label() -> None:
    rows = rows_of(
        """\
                                         2020        2019
        Enclosures                       $  258.5    $  255.5
        Heat Tracing                     120.5       145.1
        Wiring and Fastening of Machines 141.9       137.4
        """
    )
    assert rows[-1] == ["Wiring and Fastening of Machines", "141.9", "137.4"]


def test_rest_of_a_label_under_its_figures() -> None:
    rows = rows_of(
        """\
                                      2024           2023
        Income before provision for   $ 29,610       $ 26,998
        income taxes
        Shares used in computing      15,242,853     15,672,400
        diluted earnings per share
        """
    )
    assert [row[0] for row in rows[1:]] == [
        "Income before provision for income taxes",
        "Shares used in computing diluted earnings per share",
    ]


def test_label_on_the_line_above_its_figures() -> None:
    rows = rows_of(
        """\
                                     2020          2019
        Revenues

        Commissions
                                $ 155,954     $ 112,760
        Services
                                    8,642         7,366
        """
    )
    assert rows[1:] == [["Revenues", "", ""], ["Commissions", "$ 155,954", "$ 112,760"], ["Services", "8,642", "7,366"]]


def test_blank_lines_between_all_rows() -> None:
    rows = rows_of(
        """\
                           2020            2019

        Net sales          $ 711,850       $ 632,921

        Tax                (5,846   )      (4,880    )

        Margin             15.9      %     15.7     %
        """
    )
    assert rows[1:] == [
        ["Net sales", "$ 711,850", "$ 632,921"],
        ["Tax", "(5,846 )", "(4,880 )"],
        ["Margin", "15.9 %", "15.7 %"],
    ]


def test_day_that_wrapped_under_its_month_finishes_the_heading() -> None:
    rows = rows_of(
        """\
                      Three Months Ended March
                      31,
                      2020          2019
        Net sales     $ 711,850     $ 632,921
        Cost          598,732       533,574
        """
    )
    assert rows[0] == ["", "Three Months Ended March 31,", "Three Months Ended March 31,"]


def test_headings_one_blank_apart_are_told_by_where_columns_begin() -> None:
    rows = rows_of(
        """\
                    Q1 2020   Q1 2019   % Change Q1 2020   Q1 2019
        America     $428.6    $357.9    20%      $71.8     $13.5
        Europe      $250.4    $282.6    -11%     $26.7     $30.4
        """
    )
    assert rows[0] == ["", "Q1 2020", "Q1 2019", "% Change", "Q1 2020", "Q1 2019"]


# Text from PDF: nothing is straight


def test_words_over_the_last_of_several_columns_do_not_reach_over_all() -> None:
    source = """
                            Three Months Ended              Six Months Ended
                                              EPS                             EPS
                       EBITDA    EBIT  Income  cents   EBITDA    EBIT  Income  cents
        Net income      1,109     109     109   7.30    2,181     181     181  12.30
        Interest        2,035      35      35   2.30    4,070      70      70   4.70
        """
    assert rows_of(source)[1] == ["", "", "", "", "EPS", "", "", "", "EPS"]


def test_order_tells_columns_where_edges_do_not() -> None:
    rows = rows_of(
        """\
                                               Three Months Ended            Six Months Ended
                                         July 29, 2023   July 30, 2022   July 29, 2023   July 30, 2022
        Revenue                            $     9,583   $    10,329   $    19,050   $    20,976
        Cost of sales                                    7,363          8,042         14,680         16,336
         Restructuring                                         (7)           34              (16)           35
        Gain on sale                               21                      -            21                     -
        """
    )
    assert rows == [
        ["", "Three Months Ended", "Three Months Ended", "Six Months Ended", "Six Months Ended"],
        ["", "July 29, 2023", "July 30, 2022", "July 29, 2023", "July 30, 2022"],
        ["Revenue", "$ 9,583", "$ 10,329", "$ 19,050", "$ 20,976"],
        ["Cost of sales", "7,363", "8,042", "14,680", "16,336"],
        ["Restructuring", "(7)", "34", "(16)", "35"],
        ["Gain on sale", "21", "-", "21", "-"],
    ]


def test_print_tells_columns_where_place_is_uncertain() -> None:
    rows = rows_of(
        """\
                                            2023                         2022
                                     Amount     to Sales        Amount     to Sales
        Sales                   $   25,530        100.0     $   24,020        100.0
        Cost                              8,212         32.2          7,919         33.0
        Selling                         6,665         26.1            6,226         25.9
        Research                       3,829         15.0           3,703         15.4
        Average shares                     2,625.7                      2,667.9
        """
    )
    assert rows[-1] == ["Average shares", "2,625.7", "", "2,667.9", ""]


# Collapsed white space


def test_collapsed_lines_are_aligned_from_the_right() -> None:
    rows = rows_of(
        """\
        Three Months Ended Six Months Ended
        June 30, June 30,
        2003 2002 2003 2002
        Rentals $131,419 $113,643 $262,456 $226,145
        Sales 15,608 14,150 38,646 31,165
        Total 177,741 151,162 369,001 307,825
        """
    )
    assert rows == [
        ["", "Three Months Ended", "Three Months Ended", "Six Months Ended", "Six Months Ended"],
        ["", "June 30,", "June 30,", "June 30,", "June 30,"],
        ["", "2003", "2002", "2003", "2002"],
        ["Rentals", "$131,419", "$113,643", "$262,456", "$226,145"],
        ["Sales", "15,608", "14,150", "38,646", "31,165"],
        ["Total", "177,741", "151,162", "369,001", "307,825"],
    ]


def test_release_on_a_single_line() -> None:
    source = (
        "Norton Rents reported record sales of $177.7 million for the quarter. "
        * 8
        + "Norton Rents and Subsidiaries Statements of Earnings (In thousands) (Unaudited) Three Months Ended June 30, "
        "2003 2002 Revenues: Rentals $131,419 $113,643 Sales 15,608 14,150 Other 5,844 4,568 Bank Fees 7,325 "
        "Interest Income 612 845 Rent 233 198 Total 177,741 151,162 SOURCE Norton Rents"
    )
    (table,) = tables_of(source)
    assert table.caption == ("Norton Rents and Subsidiaries Statements of Earnings", "(In thousands)", "(Unaudited)")
    assert grid_of(table) == [
        ["", "Three Months Ended", "Three Months Ended"],
        ["", "June 30,", "June 30,"],
        ["", "2003", "2002"],
        ["Revenues:", "", ""],
        ["Rentals", "$131,419", "$113,643"],
        ["Sales", "15,608", "14,150"],
        ["Other", "5,844", "4,568"],
        ["Bank Fees", "", "7,325"],
        ["Interest Income", "612", "845"],
        ["Rent", "233", "198"],
        ["Total", "177,741", "151,162"],
    ]
    assert all(" ".join(source[c.start : c.end].split()) == c.text for c in table.cells if c.column and not c.header)


def test_sentence_before_a_table_on_a_single_line_may_end_in_a_percentage() -> None:
    prose = "Norton Rents reported record sales of $177.7 million for the quarter, and rents grew by 4% to 5%. " * 6
    rows = (
        "(In thousands) 2003 2002 Rentals $131,419 $113,643 Sales 15,608 14,150 Other 5,844 4,568 Total 152,871 132,361"
    )
    (table,) = tables_of(f"{prose}Norton Rents {rows}")
    assert table.caption == ("Norton Rents", "(In thousands)")


# Several tables


def test_tables_under_one_another_are_told_by_their_headings() -> None:
    source = dedent(
        """\
        LOANS
         (in 000s)          Dec 31, 2008      Dec 31, 2007
         -------------------------------------------------
         Mortgage            $   154,294       $   152,422
         Business                201,683           183,286


        DEPOSITS
         (in 000s)          Dec 31, 2008      Dec 31, 2007
         -------------------------------------------------
         Savings             $    17,677       $    18,880
         Checking                 76,626            71,300
        """
    )
    assert [table.caption for table in tables_of(source)] == [("LOANS",), ("DEPOSITS",)]


def test_headings_over_a_part_do_not_begin_a_table() -> None:
    (table,) = tables_of(
        dedent(
            """\
                                   2020         2019         Change
            Net sales              $ 711,850    $ 632,921    12 %
            Turns                  21           17

                                   % of         % of
            Product Mix:           Net Sales    Net Sales
            Notebooks              28     %     28     %
            Desktops               11           12
            """
        )
    )
    assert grid_of(table)[-1] == ["Desktops", "11", "12", ""]


def test_page_break_inside_a_table() -> None:
    rows = rows_of(
        """\
                              2008        2007
        Interest          $ 18,363    $ 24,917
        Fees                   747         893

                           -more-
        <PAGE>

        Norton Bank Reports
        Page 2

        Rent                 1,180       1,232
        Data                   243         234

        <PAGE>

        Norton Bank Reports
        Page 3

        Other                  152         197
        """
    )
    assert [row[0] for row in rows] == ["", "Interest", "Fees", "Rent", "Data", "Other"]


def test_footnotes_are_the_table_s() -> None:
    (table,) = tables_of(
        dedent(
            """\
                                   2020        2019
            Net sales (1)      $ 711,850   $ 632,921
            Cost                 598,732     533,574

            (1) Excludes the stores that were
            closed in the year.
            """
        )
    )
    assert table.footnotes == ("(1) Excludes the stores that were closed in the year.",)


def test_sentence_that_leads_to_a_table_is_its_caption() -> None:
    (table,) = tables_of(
        dedent(
            """\
            The bank is sound. The following table shows its loans by county and by kind of borrower in
            thousands at the end of December:

                                     Norton    Sutton
            Housing                   $  75    $1,289
            Land                      8,780    16,816
            """
        )
    )
    assert table.caption == (
        "The following table shows its loans by county and by kind of borrower in thousands at the end of December:",
    )


def test_scale_over_the_prose_above_a_table_is_its_caption() -> None:
    (table,) = tables_of(
        dedent(
            """\
            ($ in millions)

            The figures below are not those of our statements, but leave out what does not come back every
            year, as the notes explain at length.

                                     2023      2022
            Sales                   $ 750    $1,289
            Cost                      880       816
            """
        )
    )
    assert table.caption == ("($ in millions)",)


# No tables


@pytest.mark.parametrize(
    "source",
    [
        pytest.param(
            """\
            Sales  grew  14%  to $7.4 million from  $6.5
            million in  the same  quarter of  2001
            and  the loss was  $54,000, or  $0.01
            per  share, against  $28,000, or  $0.00
            """,
            id="justified prose",
        ),
        pytest.param(
            """\
            Norton Rents                      Sutton Rents
            Jane Roe                          John Doe
            +61 3 9226 9028                   +61 3 9226 9070
            +61 448 881 174                   +41 78 698 69 40
            """,
            id="telephone numbers",
        ),
        pytest.param(
            """\
            Investor Relations                Media
            Jane Roe                          John Doe
            (555) 555-0100                    (555) 555-0142
            """,
            id="telephone numbers in brackets",
        ),
        pytest.param("The quarter ended\n\n      5.4\n\nas planned.\n", id="a figure on its own"),
    ],
)
def test_no_table(source: str) -> None:
    assert tables_of(dedent(source)) == []


# The labelled releases


def figures_by_column(table: RawTable) -> dict[int, list[Decimal]]:
    """The figures of each column that holds any, columns counted from 0 as labels count them."""
    columns: dict[int, list[Decimal]] = {}
    for cell in table.cells:
        numeral = parse_numeral(cell.text.removesuffix(" bps").removeprefix(">"))
        if cell.column and not cell.header and numeral is not None:
            columns.setdefault(cell.column, []).append(numeral.value)
    return dict(enumerate(columns[k] for k in sorted(columns)))


@pytest.mark.skipif(not RELEASES.is_dir(), reason="the labelled releases are not here")
def test_labelled_cells_stand_in_their_columns() -> None:
    found = count = 0
    for labels in sorted([*RELEASES.glob("labelled/*.labels.json"), *RELEASES.glob("rendered/*.labels.json")]):
        path = labels.with_name(labels.name.replace(".labels.json", ".txt"))
        if not path.exists():
            continue
        tables = [figures_by_column(t) for t in tables_of(path.read_bytes().decode("utf-8"))]
        for gold in json.loads(labels.read_text("utf-8"))["tables"]:
            wanted = [(c["col"], Decimal(str(c["value"]))) for c in gold["cells"]]
            scales = (1, gold.get("scale") or 1, 1000, 1000000)
            count += len(wanted)
            found += max(
                sum(any(v * s == value for v in columns.get(col, []) for s in scales) for col, value in wanted)
                for columns in tables
            )
    assert found / count >= 0.97
