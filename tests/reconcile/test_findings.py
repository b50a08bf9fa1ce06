"""Facts against small tables: what is tied, derived, contradicted and absent, and why."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from tieout.facts import Fact, Finding, Period, Place, Quantity
from tieout.metrics import match_label
from tieout.reconcile import reconcile
from tieout.tables import Cell, Column, Row, Table

Q4, Q4_BEFORE = Period(date(2031, 12, 31), date(2031, 10, 1)), Period(date(2030, 12, 31), date(2030, 10, 1))
YEAR = Period(date(2031, 12, 31), date(2031, 1, 1))
END, END_BEFORE = Period(date(2031, 12, 31)), Period(date(2030, 12, 31))
Printed = tuple[str, Sequence[str | None]]


def table(
    *rows: Printed,
    periods: Sequence[Period] = (Q4, Q4_BEFORE),
    unit: str = "USD",
    scale: int = 1000,
    index: int = 0,
    kind: Any = "income_statement",
    **common: Any,
) -> Table:
    """A table of rows (path, printed figures), one column a period; brackets are negative."""
    cells, heads = [], []
    for number, (path, figures) in enumerate(rows):
        *over, label = path.split(" > ")
        heads.append(Row(label, (*over, label)))
        for column, text in enumerate(figures):
            if text is not None:
                cells.append(
                    _cell(number, column, text, periods[column], unit, scale, label, tuple(over), kind, common)
                )
    return Table(
        index, Place(0, 1), "Statements", kind, scale, "USD", (Column(""),) * len(periods), tuple(heads), tuple(cells)
    )


def _cell(
    row: int, column: int, text: str, period: Period, unit: str, scale: int, label: str, over: tuple[str, ...],
    kind: Any, common: dict[str, Any],
) -> Cell:  # fmt: skip
    unit = "%" if text.endswith("%") else "USD/share" if "." in text and unit == "USD" else unit
    factor = scale if unit in ("USD", "shares") else 1
    digits = text.strip("()%").replace(",", "")
    step = Decimal(1).scaleb(-len(digits.partition(".")[2])) * factor
    value = Decimal(digits) * factor * (-1 if text.startswith("(") else 1)
    quantity = Quantity(value, unit, step)
    match = match_label(label, path=over, kind=quantity.kind if unit != "%" else None, table_kind=kind)
    given = {"metric": match.metric if match else None, "basis": "non-gaap" if match and match.non_gaap else "gaap"}
    return Cell(row, column, text, Place(0, 1, row=row, column=column), quantity, period=period, **{**given, **common})


def fact(value: str, step: str, unit: str = "USD", **given: Any) -> Fact:
    """A fact on revenue of the quarter, unless given otherwise."""
    fields: dict[str, Any] = {
        "metric": "Revenues", "label": "revenues", "segment": None, "basis": "gaap", "aspect": "level", "period": Q4,
        "versus": None, "status": "actual", "bound": None, "hedge": None, "place": Place(0, 1), "quote": value,
        "speaker": None, "rule": "level; named before; period before", "confidence": 0.9, **given,
    }  # fmt: skip
    return Fact(Quantity(Decimal(value), unit, Decimal(step)), **fields)


def change(value: str, step: str, unit: str = "%", **given: Any) -> Fact:
    return fact(value, step, unit, aspect="change", versus=given.pop("versus", Q4_BEFORE), **given)


def only(stated: Fact, *tables: Table) -> Finding:
    (finding,) = reconcile([stated], tables)
    return finding


INCOME = table(
    ("Revenues", ["7,375", "6,464"]),
    ("Gross profit", ["1,475", "1,100"]),
    ("Net (loss) income", ["(591)", "323"]),
    ("(Loss) income per share > Basic", ["(0.08)", "0.04"]),
    ("(Loss) income per share > Diluted", ["(0.08)", "0.04"]),
    ("Provision for doubtful accounts", ["256", "75"]),
)
BALANCE = table(
    ("Cash and cash equivalents", ["363", "270"]),
    ("Investments", ["136", "230"]),
    ("Total assets", ["1,954", "1,801"]),
    periods=(END, END_BEFORE),
    kind="balance_sheet",
)

FINDINGS = [
    # printed in a cell, at the precision that the prose states
    (fact("7400000", "100000"), "tied", "level"),
    (fact("-591000", "1000", metric="NetIncomeLoss", label="net loss"), "tied", "level"),
    (fact("-0.08", "0.01", "USD/share", metric="EarningsPerShare", label="loss per share"), "tied", "level"),
    (fact("363000", "1000", metric="Cash", label="cash", period=END), "tied", "level"),
    (fact("256000", "1000", metric=None, label="bad debt expense"), "tied", "level"),
    # a balance stated for the quarter stands at its end
    (fact("1954000", "1000", metric="Assets", label="total assets", period=Q4), "tied", "level"),
    # follows from cells
    (change("14", "1"), "derived", "growth"),
    (change("900000", "100000", "USD"), "derived", "difference"),
    (fact("20.0", "0.1", "%", metric="GrossMargin", label="gross margin"), "derived", "formula"),
    (change("300", "10", "bp", metric="GrossMargin", label="gross margin"), "derived", "formula"),
    (fact("8.0", "0.1", "%", metric=None, label="net loss as a percentage of revenues"), "derived", "share"),
    (fact("499000", "1000", metric="Cash", label="cash and investments", period=END), "derived", "sum"),
    # the same thing, and another value
    (fact("7300000", "100000"), "contradicted", "level"),
    (fact("200000", "100000", metric=None, label="bad debt expense", confidence=1.0), "contradicted", "level"),
    (change("-14.1", "0.1", confidence=1.0), "absent", ""),  # which way it went is the linker's to tell
    # the tables are silent, or it is not certain what the figure is
    (fact("400", "1", "store", metric="Stores", label="stores"), "absent", ""),
    (fact("12000000", "100000", label="revenues of the north", segment="North"), "absent", ""),
    (fact("7400000", "100000", period=YEAR), "absent", ""),
    (fact("8100000", "100000", status="guidance"), "absent", ""),
    (fact("2500000", "100000"), "absent", ""),  # too far off to be a slip of this figure
    (fact("1400000", "100000", confidence=0.94), "absent", ""),  # one of two digits, but too far off as well
    (fact("7735000", "1000", label="cash revenues"), "absent", ""),  # which may leave out what is not yet paid
    (fact("1475000", "1000", rule="level; named behind; period carried on", confidence=0.81), "absent", ""),
]


@pytest.mark.parametrize(("stated", "tie", "operation"), FINDINGS)
def test_what_the_tables_say(stated: Fact, tie: str, operation: str) -> None:
    finding = only(stated, INCOME, BALANCE)
    assert (finding.tie, finding.operation) == (tie, operation), finding.message


REASONS = [
    (fact("7370000000", "10000000"), "scale"),
    (fact("591000", "1000", metric="NetIncomeLoss", label="net income"), "sign"),
    (fact("7735000", "1000"), "swapped digits"),
    (fact("7875000", "1000"), "one digit"),
    (fact("775000", "1000", confidence=1.0), "one digit"),
    (fact("6464000", "1000", confidence=1.0), "other period"),
    (fact("1475000", "1000", confidence=1.0), "other row"),
]


@pytest.mark.parametrize(("stated", "diagnosis"), REASONS)
def test_what_a_wrong_figure_would_be_right_for(stated: Fact, diagnosis: str) -> None:
    finding = only(stated, INCOME)
    assert (finding.tie, finding.diagnosis) == ("contradicted", diagnosis), finding.message


def test_a_contradiction_names_both_values_the_gap_and_the_place() -> None:
    finding = only(fact("7875000", "1000", quote="$7,875,000"), INCOME)
    for said in (
        "revenues",
        "$7,875,000",
        '"Statements"',
        'row "Revenues"',
        "7,375",
        "500,000 USD apart",
        "7875 for 7375",
    ):
        assert said in finding.message


def test_a_figure_of_another_column_is_an_error_if_its_words_say_what_it_is_of_or_that_cell_is_stated_beside() -> None:
    wrong, right = fact("6464000", "1000"), fact("6464000", "1000", period=Q4_BEFORE)
    assert only(wrong, INCOME).diagnosis == "other period"
    assert only(fact("6464000", "1000", confidence=0.6), INCOME).tie == "absent"
    first, second = reconcile([wrong, right], [INCOME])
    assert (first.tie, first.diagnosis, second.tie) == ("contradicted", "other period", "tied")


def test_a_printed_change_goes_before_a_computed_one() -> None:
    changes = table(("Revenues", ["14%"]), periods=(Q4,), index=1, measure="change_percent")
    finding = only(change("14", "1"), INCOME, changes)
    assert (finding.tie, finding.operation) == ("tied", "printed change")


def test_growth_of_the_rounded_figures_counts_too() -> None:
    figures = table(("Revenues", ["7,449", "6,451"]))
    levels = [fact("7400000", "100000"), fact("6500000", "100000", period=Q4_BEFORE)]
    *_, finding = reconcile([*levels, change("13", "1")], [figures])
    assert finding.tie == "derived"  # 15.5 % of the cells, 13.8 % of 7.4 and 6.5, down to 12.2 % of their rounding


def test_cells_are_named_by_table_row_and_column() -> None:
    (ref,) = only(
        fact("6500000", "100000", period=Q4_BEFORE), BALANCE, table(("Revenues", ["1", "6,464"]), index=1)
    ).cells
    assert (ref.table, ref.row, ref.column) == (1, 0, 1)


def test_a_part_does_not_contradict_the_whole() -> None:
    parts = table(("Revenues > Products", ["5,000", "4,000"]), ("Revenues > Total revenues", ["7,375", "6,464"]))
    finding = only(fact("7300000", "100000"), parts)
    assert 'row "Revenues > Total revenues"' in finding.message


def test_average_balances_are_not_balances() -> None:
    averages = table(("Average assets", ["1,900", "1,800"]), periods=(END, END_BEFORE), kind="other")
    assert only(fact("1900000", "1000", metric=None, label="assets", period=END), averages).tie == "absent"


def test_organic_revenue_is_what_a_row_at_constant_currency_holds() -> None:
    rows = table(
        ("Percentage change y/y constant currency", ["16%"]), periods=(Q4,), metric="OrganicRevenue", basis="non-gaap"
    )
    assert only(change("16", "1", metric="OrganicRevenue", basis="non-gaap"), rows).tie == "tied"
    assert only(change("16", "1"), rows).tie == "absent"


def test_basic_is_not_diluted() -> None:
    shares = table(("Basic earnings per share", ["2.29", "1.70"]), ("Diluted earnings per share", ["2.15", "1.57"]))
    stated = fact("2.29", "0.01", "USD/share", metric="EarningsPerShareDiluted", label="diluted EPS", confidence=1.0)
    finding = only(stated, shares)
    assert (finding.tie, finding.diagnosis) == ("contradicted", "other metric")


def test_a_figure_per_share_before_the_diluted_one_is_basic() -> None:
    rows = table(("Income per share > Basic", ["0.89", "0.75"]), ("Income per share > Diluted", ["0.88", "0.74"]))
    given = {"metric": "EarningsPerShare", "label": "net income per share"}
    diluted = {"metric": "EarningsPerShareDiluted", "label": "diluted EPS"}
    for said, metric, at, tie in (
        ("0.89", given, 20, "tied"),
        ("0.88", given, 20, "contradicted"),
        ("0.88", given, 2000, "tied"),  # another sentence: it may be either
        ("0.88", diluted, 20, "tied"),
    ):
        behind = fact("0.88", "0.01", "USD/share", place=Place(at, at + 1), **diluted)
        assert ties([rows], fact(said, "0.01", "USD/share", **metric), behind)[0] == tie, (said, at)


def test_expenses_in_brackets_are_amounts() -> None:
    bracketed = table(("Capital expenditures", ["(6,572)", "(5,100)"]), kind="cash_flow")
    stated = fact("6600000", "100000", metric="CapitalExpenditures", label="capital expenditures")
    assert only(stated, bracketed).tie == "tied"


def test_no_tables_no_findings_but_absent() -> None:
    assert [f.tie for f in reconcile([fact("1", "1"), fact("2", "1", period=None)], [])] == ["absent", "absent"]


def test_of_what_is_likely_its_row_a_figure_with_a_wrong_digit_needs_another_figure_of_it() -> None:
    rows = table(("Gross price realization", ["8,914", "8,200"]), scale=1000)
    given = {"metric": None, "label": "price realization"}
    assert only(fact("7352000", "1000", **given), rows).tie == "absent"
    assert only(fact("8614000", "1000", **given), rows).tie == "absent"
    assert only(fact("8941000", "1000", **given), rows).diagnosis == "swapped digits"
    before = fact("8200000", "1000", period=Q4_BEFORE, place=Place(30, 31), **given)
    first, _ = reconcile([fact("8614000", "1000", **given), before], [rows])
    assert first.diagnosis == "one digit"


def test_a_misprint_comes_alone_and_a_wrong_link_in_company() -> None:
    level, growth = fact("7355000", "1000"), change("18", "1", place=Place(40, 41))
    base = fact("6464000", "1000", period=Q4_BEFORE, place=Place(20, 21))
    assert [f.tie for f in reconcile([level, base], [INCOME])] == ["contradicted", "tied"]
    another = fact("1200000", "1000", period=Q4, label="revenues", place=Place(60, 61))
    assert [f.tie for f in reconcile([growth, another], [INCOME])] == ["absent", "absent"]


def test_a_change_whose_amounts_stand_beside_it_is_wrong_however_far_off() -> None:
    levels = [fact("7375000", "1000"), fact("6464000", "1000", period=Q4_BEFORE, place=Place(20, 21))]
    for said, tie in (("14", "derived"), ("17", "contradicted"), ("40", "absent"), ("-17", "absent")):
        *_, finding = reconcile([*levels, change(said, "1", place=Place(40, 41))], [INCOME])
        assert finding.tie == tie, (said, finding.message)


def test_figures_that_rest_on_a_misprint_are_misprinted_with_it() -> None:
    cells = [fact("7735000", "1000"), fact("6464000", "1000", period=Q4_BEFORE, place=Place(20, 21))]
    first, second, third = reconcile([*cells, change("20", "1", place=Place(40, 41))], [INCOME])
    assert (first.diagnosis, second.tie, third.tie) == ("swapped digits", "tied", "contradicted")


def test_a_note_in_thousands_is_no_contradiction() -> None:
    assert only(fact("7375", "1"), INCOME).tie == "absent"


def test_no_facts() -> None:
    assert reconcile([], [INCOME]) == ()


Q1, Q2, Q3 = (Period(date(2031, m + 2, d), date(2031, m, 1)) for m, d in ((1, 31), (4, 30), (7, 30)))
HALF = Period(date(2031, 6, 30), date(2031, 1, 1))
RENTS = table(
    ("Rental revenues", ["6,100", "5,900"]),
    ("Impairment of leased towers", ["1,210", "0"]),
    ("Operating result (EBIT)", ["2,450", "2,210"]),
    ("Interest paid", ["310", "290"]),
)
STATISTICS = table(
    ("Towers in service", ["1,204", "1,150"]),
    ("Comparable tower sales", ["4.1%", "2.0%"]),
    ("Reserves/Net loans", ["2.1%", "1.6%"]),
    ("Deferred rent, beginning of period", ["700", "650"]),
    kind="operating",
    scale=1,
)
QUARTERS = table(
    ("Provision for loan losses", ["400", "300", "200"]),
    ("Revenues", ["4,100", "4,000", "3,900"]),
    periods=(Q3, Q2, Q1),
)
HALVES = table(("Revenues", ["4,000", "7,900"]), periods=(Q2, HALF))

REACHES = [
    # by the words of the label where the row has no metric
    (fact("1210000", "1000", metric="ImpairmentCharges", label="impairment"), RENTS, "tied", "level"),
    (fact("310000", "1000", metric=None, label="interest"), RENTS, "tied", "level"),
    # by an abbreviation in brackets
    (fact("2450000", "10000", metric="OperatingIncomeLoss", label="EBIT"), RENTS, "tied", "level"),
    # by the noun that is counted, where the table has no unit for it
    (fact("1204", "1", "tower", metric=None, label="in service"), STATISTICS, "tied", "level"),
    # a ratio by both of its sides
    (
        fact("2.1", "0.1", "%", metric=None, label="loan reserves as a percentage of net loans"),
        STATISTICS,
        "tied",
        "share",
    ),
    # at the beginning of the column's period
    (
        fact("700", "1", metric=None, label="deferred rent", period=Period(date(2031, 9, 30))),
        STATISTICS,
        "tied",
        "level",
    ),
    # over several periods of one row
    (
        fact("900000", "1000", metric="ProvisionForCreditLosses", label="provision", period=Period(Q3.end, Q1.start)),
        QUARTERS,
        "derived",
        "sum of periods",
    ),
    (fact("3900000", "1000", period=Q1), HALVES, "derived", "rest of periods"),
    (
        fact("4000000", "1000", label="average revenues", period=Period(Q3.end, Q1.start)),
        QUARTERS,
        "derived",
        "average",
    ),
    # what is taken out of what
    (
        fact("3660000", "1000", metric=None, label="operating result before impairment of leased towers"),
        RENTS,
        "derived",
        "rest",
    ),
    (fact("40.2", "0.1", "%", metric=None, label="operating result, of rental revenues"), RENTS, "derived", "share"),
]


@pytest.mark.parametrize(("stated", "printed", "tie", "operation"), REACHES)
def test_how_far_labels_and_periods_reach(stated: Fact, printed: Table, tie: str, operation: str) -> None:
    finding = only(stated, printed)
    assert (finding.tie, finding.operation) == (tie, operation), finding.message


def test_a_segment_that_no_table_knows_is_none() -> None:
    assert only(fact("7400000", "100000", segment="the Company's"), INCOME).tie == "tied"


def test_a_part_that_is_named_is_not_the_whole() -> None:
    parts = table(("North", ["4,100", "3,900"]), ("Revenues", ["7,375", "6,464"]))
    assert only(fact("7375000", "1000", segment="North"), parts).tie != "tied"


def test_figures_that_meet_at_half_a_unit_are_not_one() -> None:
    shares = table(("Diluted earnings per share", ["0.56", "0.50"]))
    stated = fact("0.57", "0.01", "USD/share", metric="EarningsPerShareDiluted", label="diluted EPS")
    assert only(stated, shares).tie != "tied"


def test_a_figure_beside_that_states_what_is_due_makes_this_one_something_else() -> None:
    due, other = fact("7375000", "1000", place=Place(10, 14)), fact("6464000", "1000", place=Place(30, 34))
    assert [f.tie for f in reconcile([due, other], [INCOME])] == ["tied", "absent"]


def test_a_table_whose_scale_is_in_doubt_contradicts_no_scale() -> None:
    unscaled = table(("Revenues", ["7,375", "6,464"]), ("Gross profit", ["1,475", "1,100"]), scale=1)
    stated = [
        fact("7375000", "1000"),
        fact("1475000", "1000", metric="GrossProfit", label="gross profit", place=Place(50, 60)),
    ]
    assert [f.tie for f in reconcile(stated, [unscaled])] == ["absent", "absent"]


def test_a_cell_that_repeats_its_neighbour_is_what_is_wrong() -> None:
    repeated = table(("Revenues", ["6,464", "6,464"]))
    finding = only(fact("7375000", "1000"), repeated)
    assert (finding.tie, finding.diagnosis) == ("contradicted", "other period")
    assert "the cell repeats that of another column" in finding.message


def test_a_coarse_cell_does_not_bear_out_what_the_amounts_contradict() -> None:
    coarse = table(("Revenues", ["14%"]), periods=(Q4,), index=1, measure="change_percent")
    assert only(change("13.7", "0.1"), INCOME, coarse).tie != "tied"


EQUITY = table(
    ("Total stockholders' equity", ["52,000", "50,000"]),
    periods=(END, Period(date(2031, 9, 30))),
    kind="balance_sheet",
    index=1,
)
EARNED = table(("Net income", ["1,475", "1,100"]))
YEARLY = {"metric": "ReturnOnEquity", "label": "return on equity"}


@pytest.mark.parametrize(
    ("said", "step", "tie"),
    [
        ("11.35", "0.01", "derived"),  # four quarters, over equity at the end
        ("11.25", "0.01", "derived"),  # 365 of 92 days, over equity at the end
        ("11.47", "0.01", "derived"),  # 365 of 92 days, over the average
        ("12.00", "0.01", "absent"),  # which is meant is rarely said: nothing is contradicted
    ],
)
def test_a_return_put_to_a_year(said: str, step: str, tie: str) -> None:
    finding = only(fact(said, step, "%", **YEARLY), EARNED, EQUITY)
    assert (finding.tie, finding.operation) == (tie, "annualized" if tie == "derived" else ""), finding.message


def test_a_proof_names_the_operation_its_cells_and_what_rounding_leaves() -> None:
    rounded = table(("Revenues", ["7.4", "6.5"]), scale=1)
    cells = [replace(c, quantity=Quantity(Decimal(c.text) * 10**6, "USD", Decimal(100000))) for c in rounded.cells]
    finding = only(change("14", "1"), replace(rounded, cells=tuple(cells)))
    assert "14 follows as growth (13.86 %, between 12.21 % and 15.5 %) from" in finding.message
    assert '"Statements", row "Revenues", 2031-10-01/2031-12-31: 7.4' in finding.message


def before(**given: Any) -> Fact:
    return fact("6464000", "1000", period=Q4_BEFORE, place=Place(20, 21), **given)


def ties(tables: Sequence[Table], *facts: Fact) -> list[str]:
    return [str(finding.tie) for finding in reconcile(facts, tables)]


def test_two_digits_tell_a_misprint_of_the_only_cell_or_of_a_sure_link() -> None:
    for confidence, tie in ((0.97, "contradicted"), (0.8, "absent"), (0.6, "absent")):
        assert only(fact("8.4e6", "1e5", confidence=confidence), INCOME).tie == tie


def test_an_adjusted_figure_may_stand_two_digits_from_the_other() -> None:
    shares = table(("Diluted earnings per share", ["0.56", "0.50"]))
    given = {"metric": "EarningsPerShareDiluted", "label": "diluted EPS", "confidence": 0.97}
    assert only(fact("0.51", "0.01", "USD/share", **given), shares).tie == "absent"
    assert only(fact("0.65", "0.01", "USD/share", **given), shares).diagnosis == "swapped digits"


def test_one_digit_of_a_change_is_wrong_where_its_row_is_stated_beside_it() -> None:
    rows = table(("Revenues", ["6,850", "6,464"]))
    for said, confidence, tie in (("6", 0.97, "derived"), ("3", 0.97, "contradicted"), ("3", 0.9, "absent")):
        assert ties([rows], before(), change(said, "1", confidence=confidence))[1] == tie
    assert ties([rows], before(), change("-3", "1", confidence=0.97))[1] == "absent"
    assert ties([rows], change("3", "1", confidence=0.97)) == ["absent"]


def test_the_value_of_the_row_beside_is_wrong_though_something_else_disagrees() -> None:
    cash = fact("363000", "1000", metric="Cash", label="cash", period=END, confidence=0.97, place=Place(20, 21))
    off = fact("8000000", "1000", place=Place(40, 41))
    assert ties([BALANCE, INCOME], cash, off)[0] == "tied"
    for said, confidence, tie in (
        ("136000", 0.97, "contradicted"),
        ("136000", 0.8, "absent"),
        ("300000", 0.97, "absent"),
    ):
        wrong = fact(said, "1000", metric="Cash", label="cash", period=END, confidence=confidence)
        assert ties([BALANCE, INCOME], wrong, off)[0] == tie


def test_a_figure_of_which_the_row_is_only_possible_tells_by_its_digits() -> None:
    rows = table(
        ("Installed base of machines under long-term contract abroad", ["8,914", "8,200"]), unit="machines", scale=1
    )
    given = {"metric": None, "label": "machines under contract", "unit": "machines"}
    assert only(fact("8914", "1", **given), rows).tie == "tied"
    assert only(fact("8941", "1", **given), rows).diagnosis == "swapped digits"
    assert only(fact("8614", "1", **given), rows).tie == "absent"
    beside = fact("8200", "1", period=Q4_BEFORE, place=Place(20, 21), **given)
    assert ties([rows], fact("8614", "1", **given), beside) == ["contradicted", "tied"]
    assert ties([rows], fact("8614", "1", **{**given, "basis": "non-gaap"}), beside) == ["absent", "tied"]


def test_a_figure_stated_twice_and_misprinted_once() -> None:
    right = fact("7375000", "1000", place=Place(20, 21))
    for said, step, tie in (
        ("7735000", "1000", "contradicted"),
        ("7875000", "1000", "contradicted"),
        ("7830000", "10000", "absent"),
        ("6464000", "1000", "absent"),
    ):
        assert ties([INCOME], fact(said, step, confidence=0.6), right) == [tie, "tied"]


def test_a_link_in_doubt_contradicts_by_its_digits_alone() -> None:
    for said, step, confidence, tie in (
        ("7735000", "1000", 0.45, "contradicted"),
        ("7875000", "1000", 0.45, "contradicted"),
        ("7875000", "1000", 0.3, "absent"),
        ("7870000", "10000", 0.45, "absent"),
        ("6464000", "1000", 0.45, "absent"),
        ("7370000000", "10000000", 0.45, "absent"),
    ):
        finding = only(fact(said, step, confidence=confidence), INCOME)
        assert finding.tie == tie, (said, confidence, finding.message)


def test_a_cell_with_the_wrong_sign_is_told_of_all_figures_that_rest_on_it() -> None:
    rows = table(("Operating income", ["(1,475)", "1,100"]))
    given = {"metric": "OperatingIncomeLoss", "label": "operating income"}
    stated = [fact("1475000", "1000", place=Place(at, at + 1), **given) for at in (0, 20)]
    assert ties([rows], *stated) == ["contradicted", "contradicted"]


def test_no_figure_is_right_for_a_dash() -> None:
    single = table(("Borrowings", ["1,367,000", "953,000"]), periods=(END, END_BEFORE), scale=1, kind="balance_sheet")
    rounded = table(("Borrowings", ["0"]), periods=(END_BEFORE,), index=1, kind="balance_sheet")
    loans = fact("343", "1", metric="Debt", label="borrowings", period=END)
    assert only(loans, single, rounded).tie == "absent"
