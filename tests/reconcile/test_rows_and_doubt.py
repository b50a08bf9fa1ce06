"""Rows found by a few telling words, computations too vague to prove, and figures that those beside them confirm."""

from dataclasses import replace
from decimal import Decimal

import pytest
from tests.reconcile.test_findings import END, INCOME, Q4, Q4_BEFORE, change, fact, only, table

from tieout.facts import Fact, Finding, Period, Place, Tie
from tieout.reconcile import reconcile, tie_out
from tieout.tables import Table

COSTS = table(
    ("Aircraft fuel", ["728", "1,013"]),
    ("Impairment of mining interests", ["960", "0"]),
    ("Compensation", ["4,103", "4,337"]),
    ("Restatement costs", ["4,300", "0"]),
    ("Dividends paid", ["8,427", "8,452"]),
    ("Weighted average diluted shares", ["21,500", "21,400"]),
    unit="USD",
)
SHARES = table(("Diluted weighted average shares", ["21,500", "21,400"]), unit="shares", index=1)
REGIONS = table(
    ("Domestic segment", ["8,890", "9,569"]),
    ("Total United States", ["6,120", "6,010"]),
)
SUPPLY = table(
    ("Return on average equity", ["18.65%", "15.34%"]), ("Ending assets", ["844", "846"]), kind="operating", index=2
)
SUPPLY = replace(SUPPLY, title="Assets under management (millions)")
JANUARY = Period(Q4.start.replace(day=31), Q4.start) if Q4.start else Q4

ROWS = [
    # the words of costs and of shares tell nothing
    (fact("728000", "1000", metric=None, label="fuel expense"), COSTS, "tied", "level"),
    (fact("960000", "1000", metric="ImpairmentCharges", label="impairment charge"), COSTS, "tied", "level"),
    (fact("4103000", "1000", metric=None, label="helped to control compensation costs"), COSTS, "tied", "level"),
    (fact("728000", "1000", metric=None, label="lease expense"), COSTS, "absent", ""),
    # a part is a part with "segment" or without, and a country by any of its names
    (fact("8890000", "10000", label="revenue", segment="Domestic"), REGIONS, "tied", "level"),
    (fact("6120000", "10000", label="revenue", segment="U.S."), REGIONS, "tied", "level"),
    (fact("6120000", "10000", label="revenue", segment="Canada"), REGIONS, "absent", ""),
    # averages are what returns are over; an ending balance is of what its table is of
    (fact("18.65", "0.01", "%", metric="ReturnOnEquity", label="return on equity"), SUPPLY, "tied", "level"),
    (fact("844000", "1000", metric="AssetsUnderManagement", label="AUM", period=END), SUPPLY, "tied", "level"),
    # what happened in a month may be all of its quarter's; of a longer time it is not
    (fact("8427000", "1000", metric="DividendsPaid", label="dividends", period=JANUARY), COSTS, "tied", "level"),
]


@pytest.mark.parametrize(("stated", "printed", "tie", "operation"), ROWS)
def test_rows_by_their_telling_words(stated: Fact, printed: Table, tie: str, operation: str) -> None:
    finding = only(stated, printed)
    assert (finding.tie, finding.operation) == (tie, operation), finding.message


def test_a_charge_for_each_share() -> None:
    stated = fact("0.20", "0.01", "USD/share", metric=None, label="restatement costs per diluted share")
    assert only(stated, COSTS, SHARES).operation == "per share"
    assert only(replace(stated, label="storm costs per diluted share"), COSTS, SHARES).tie == "absent"


def test_an_adjustment_is_found_in_its_column_whatever_its_basis() -> None:
    printed = table(("Provision for income taxes", ["14,874", "(10,246)"]), periods=(Q4, Q4))
    total, adjustment = printed.cells
    printed = replace(printed, cells=(total, replace(adjustment, measure="other", basis="non-gaap")))
    stated = fact("10200000", "100000", metric="IncomeTaxExpenseBenefit", label="one-time income tax charge")
    assert only(stated, printed).tie == "tied"


MARGINS = table(("Gross margin", ["18.8%", "17.8%"]))


@pytest.mark.parametrize(("stated", "tie"), [("100", "derived"), ("105", "absent"), ("95", "absent")])
def test_margins_to_a_tenth_prove_no_basis_point(stated: str, tie: str) -> None:
    moved = change(stated, "1", "bp", metric="GrossMargin", label="gross margin", confidence=0.98)
    assert only(moved, MARGINS).tie == tie


def test_the_end_of_a_range_of_guidance_is_what_a_table_prints() -> None:
    outlook = table(("Revenues", ["5.0%", None]), kind="guidance")
    said = change("4.5", "0.1", status="guidance", bound="low")
    assert only(said, outlook).tie == "absent"
    assert only(replace(said, quantity=replace(said.quantity, value=Decimal("5.0"))), outlook).tie == "tied"


def beside(*facts: Fact) -> list[Fact]:
    """The facts, a few characters apart."""
    return [replace(f, place=Place(20 * k, 20 * k + 10)) for k, f in enumerate(facts)]


def findings(*facts: Fact) -> tuple[Finding, ...]:
    return reconcile(beside(*facts), [INCOME])


def test_a_figure_in_a_pair_is_confirmed_by_the_other() -> None:
    base = fact("6500000", "100000", period=Q4_BEFORE, confidence=0.97)
    for value, confidence, tie in (
        ("8900000", 0.97, "contradicted"),
        ("8900000", 0.8, "absent"),  # not sure enough what it is of
        ("38900000", 0.97, "absent"),  # too far off to be of this row
    ):
        assert findings(fact(value, "100000", confidence=confidence), base)[0].tie == tie
    assert findings(fact("8900000", "100000", confidence=0.97))[0].tie == "absent"  # alone


def test_a_change_between_both_its_amounts_is_of_them() -> None:
    later, earlier = fact("7400000", "100000"), fact("6500000", "100000", period=Q4_BEFORE)
    assert findings(later, change("58", "1", confidence=0.97), earlier)[1].tie == "contradicted"
    other = change("57", "1", confidence=0.97, basis="non-gaap")
    assert findings(later, change("58", "1", confidence=0.97), other, earlier)[1].tie == "absent"


def test_a_share_of_the_amount_before_it() -> None:
    part = fact("-591000", "1000", metric="NetIncomeLoss", label="net loss")
    share = fact("6.0", "0.1", "%", metric=None, label="net loss, of revenues", confidence=0.8)
    assert findings(part, share)[1].tie == "contradicted"
    assert findings(share)[0].tie == "absent"


DOUBTS = [
    # rounded to its first digit
    (fact("700000000", "1000000", label="revenues", confidence=0.97, quote="$700 million"), "704,000", "absent"),
    (fact("701000000", "1000000", label="revenues", confidence=0.97, quote="$701 million"), "704,000", "contradicted"),
    (fact("70.0e7", "1e6", label="revenues", confidence=0.97, quote="$700.0 million"), "704,000", "contradicted"),
]


@pytest.mark.parametrize(("stated", "printed", "tie"), DOUBTS)
def test_a_round_figure_is_rounded(stated: Fact, printed: str, tie: str) -> None:
    assert only(stated, table(("Revenues", [printed, "650,000"]))).tie == tie


def test_under_another_name_a_figure_is_another_thing() -> None:
    printed = table(("Noninterest income", ["1,888", "2,265"]))
    common = {"metric": "NoninterestIncome", "confidence": 0.96}
    whole = fact("1900000", "100000", label="noninterest income", **common)
    part = fact("1700000", "100000", label="fee income", **common)
    apart = [whole, replace(part, place=Place(9000, 9010))]
    assert reconcile(apart, [printed])[1].tie == "absent"
    same = [whole, replace(part, label="noninterest income", place=Place(9000, 9010))]
    assert reconcile(same, [printed])[1].tie == "contradicted"


@pytest.mark.parametrize(
    ("rule", "tie"),
    [("level; named before; period carried on", "absent"), ("level; named before; period behind", "contradicted")],
)
def test_a_quarter_is_told_from_its_year_by_its_own_words(rule: str, tie: str) -> None:
    year = Period(Q4.end, Q4.end.replace(month=1, day=1))
    printed = table(("Revenues", ["3,227", "10,209"]), periods=(Q4, year))
    stated = fact("10209000", "1000", confidence=0.97, rule=rule)
    assert only(stated, printed).tie == tie


def test_what_cells_say_of_each_other_names_the_figure_that_is_the_witness() -> None:
    printed = table(("Revenues", ["7,375", "6,464", "19%"]), periods=(Q4, Q4_BEFORE, Q4))
    later, earlier, moved = printed.cells
    moved = replace(moved, measure="change_percent", versus=Q4_BEFORE)
    stated = change("14", "1", confidence=0.97, place=Place(70, 75))
    _, (odd,) = tie_out([stated], [replace(printed, cells=(later, earlier, moved))])
    assert stated.place in odd.places and odd.facts == (0,)


def test_growth_is_told_as_the_cells_print_it() -> None:
    finding = only(change("17", "1"), table(("Revenues", ["56", "48"])))
    assert finding.tie is Tie.DERIVED and finding.computed is not None
    assert round(finding.computed, 2) == Decimal("16.67")


def test_shares_that_only_a_label_counts() -> None:
    stock = "Common stock, $.01 par value; 30,000,000 shares authorized; 13,595,000 and 13,432,000 shares issued"
    balance = table(
        (stock, ["136", "134"]),
        ("Total stockholders' equity", ["145,220", "114,470"]),
        periods=(END, Period(Q4_BEFORE.end)),
        kind="balance_sheet",
    )
    stated = fact("10.68", "0.01", "USD/share", metric="BookValuePerShare", label="book value", period=END)
    assert only(stated, balance).tie == "derived"
    assert only(replace(stated, quantity=replace(stated.quantity, value=Decimal("10.86"))), balance).tie == "absent"
