"""Phrases for times: which are found, what they say, how parts of a header make one."""

import re
from datetime import date
from itertools import pairwise

import pytest

from tieout.mentions import PeriodMention
from tieout.periods import combine, find_periods, parse_period
from tieout.rules import load_rules

RULES = load_rules("periods")["rule"]


def said(mention: PeriodMention) -> str:
    """The fields that a mention has, in a line, places and rule left out."""
    names = ("unit", "count", "ordinal", "year", "month", "day", "relation")
    shown = " ".join(f"{name[0]}{getattr(mention, name)}" for name in names if getattr(mention, name) is not None)
    marks = [mark for mark in ("instant", "comparative", "fiscal") if getattr(mention, mark)]
    return " ".join([shown, *marks])


@pytest.mark.parametrize(("rule", "text"), [(r["name"], text) for r in RULES for text in r["matches"]])
def test_each_rule_finds_its_examples(rule: str, text: str) -> None:
    assert rule in [m.rule for m in find_periods(text)]


@pytest.mark.parametrize(("rule", "text"), [(r["name"], text) for r in RULES for text in r["rejects"]])
def test_each_rule_leaves_what_it_rejects(rule: str, text: str) -> None:
    assert rule not in [m.rule for m in find_periods(text)]


HEADERS = [
    ("Three Months Ended December 31,", "umonth c3 m12 d31"),
    ("13 Weeks Ended November 2, 2024", "uweek c13 y2024 m11 d2"),
    ("Q1 2020", "uquarter o1 y2020"),
    ("1Q20", "uquarter o1 y2020"),
    ("Q2 FY24", "uquarter o2 y2024 fiscal"),
    ("FY 2024", "uyear y2024 fiscal"),
    ("As of March 31,", "uday m3 d31 instant"),
    ("Fiscal Year Ended", "uyear fiscal"),
    ("December 31, 2002", "uday y2002 m12 d31 instant"),
    ("31 December 2024", "uday y2024 m12 d31 instant"),
    ("Mar. 31, 2020", "uday y2020 m3 d31 instant"),
    ("3/31/2020", "uday y2020 m3 d31 instant"),
    ("February 3, 2024 (1)", "uday y2024 m2 d3 instant"),
    ("2002", "uyear y2002"),
    ("Nine months", "umonth c9"),
    ("Year-to-date", "uyear rto date"),
    ("YTD", "uyear rto date"),
    ("LTM", "umonth c12 rtrailing"),
    ("Trailing twelve months", "umonth c12 rtrailing"),
    ("First half", "uhalf o1"),
    ("H1 2023", "uhalf o1 y2023"),
    ("For the Quarter Ended Dec. 31, 2008", "uquarter y2008 m12 d31"),
]


@pytest.mark.parametrize(("text", "expected"), HEADERS)
def test_a_whole_header_is_parsed(text: str, expected: str) -> None:
    mention = parse_period(text)
    assert mention is not None
    assert said(mention) == expected


@pytest.mark.parametrize("text", ["Net sales", "2020 compared with 2019", "", "% Change", "$2,002", "Total 2002"])
def test_other_words_are_no_header(text: str) -> None:
    assert parse_period(text) is None


PROSE = [
    ("in the fourth quarter of 2002", "fourth quarter of 2002", "uquarter o4 y2002"),
    ("for the first nine months of 2004", "first nine months of 2004", "umonth c9 o1 y2004"),
    ("expects full year 2020 sales", "full year 2020", "uyear y2020"),
    ("from the prior-year quarter", "prior-year quarter", "uquarter rprior year"),
    ("in the year-ago period", "year-ago period", "uperiod rprior year"),
    ("than a year ago", "a year ago", "uyear rprior year"),
    ("the same period of 2001", "same period of 2001", "uperiod y2001 rsame"),
    ("the same quarter last year", "same quarter last year", "uquarter rprior year"),
    ("the previous quarter", "previous quarter", "uquarter rprevious"),
    ("rose 3% sequentially", "sequentially", "uquarter rprevious comparative"),
    ("up 5% year over year", "year over year", "uyear rprior year comparative"),
    ("up 5% y/y", "y/y", "uyear rprior year comparative"),
    ("over the next twelve months", "next twelve months", "umonth c12 rnext"),
    ("so far this year", "this year", "uyear rcurrent"),
    ("third quarter last year", "third quarter last year", "uquarter o3 rprior year"),
    ("sales in January 2020", "January 2020", "umonth y2020 m1"),
    ("held in October", "October", "umonth m10"),
    ("cash at quarter end", "quarter end", "uquarter instant"),
    ("cash at the end of the quarter", "end of the quarter", "uquarter instant"),
    ("since year-end 2002", "year-end 2002", "uyear y2002 instant"),
    ("the June 2023 quarter", "June 2023 quarter", "uquarter y2023 m6"),
    ("fiscal 2024 fourth quarter ended September 28, 2024", None, "uquarter o4 y2024 m9 d28 fiscal"),
    ('13-week period ("fourth quarter") ended January 28, 2023', None, "uweek c13 y2023 m1 d28"),
]


@pytest.mark.parametrize(("text", "phrase", "expected"), PROSE)
def test_prose_phrases(text: str, phrase: str | None, expected: str) -> None:
    (mention,) = find_periods(text)
    assert text[mention.start : mention.end] == (phrase or text)
    assert said(mention) == expected


JOINED = [
    ("three and nine months ended September 30, 2009", ["umonth c3 y2009 m9 d30", "umonth c9 y2009 m9 d30"]),
    ("the fourth quarter and year ended December 31, 2002", ["uquarter o4 y2002 m12 d31", "uyear y2002 m12 d31"]),
    ("three months ended March 31, 2020 and 2019", ["umonth c3 y2020 m3 d31", "umonth c3 y2019 m3 d31"]),
    ("the fourth quarter and full year 2020", ["uquarter o4 y2020", "uyear y2020"]),
    ("the 13-week fiscal quarter ended October 28, 2023", ["uweek c13 y2023 m10 d28 fiscal"]),
    ("first and second quarters of 2020", ["uquarter o1 y2020", "uquarter o2 y2020"]),
    ("in 2002 and 2001", ["uyear y2002", "uyear y2001"]),
    ("June 30, 2004 and December 31, 2003", ["uday y2004 m6 d30 instant", "uday y2003 m12 d31 instant"]),
]


@pytest.mark.parametrize(("text", "expected"), JOINED)
def test_joined_phrases_share_what_one_says(text: str, expected: list[str]) -> None:
    assert [said(m) for m in find_periods(text)] == expected


RANGES = [
    ("from January 1 to March 31, 2020", date(2020, 1, 1), date(2020, 3, 31)),
    ("July 2019 through March 2020", date(2019, 7, 1), date(2020, 3, 31)),
    ("November 17 to January 3, 1999", date(1998, 11, 17), date(1999, 1, 3)),
    ("between 2014 and 2016", date(2014, 1, 1), date(2016, 12, 31)),
]


@pytest.mark.parametrize(("text", "first", "last"), RANGES)
def test_ranges_have_both_ends(text: str, first: date, last: date) -> None:
    (mention,) = find_periods(text)
    assert (mention.first, mention.last) == (first, last)


@pytest.mark.parametrize(
    "text",
    [
        "the Tern Reform Act of 1995",
        "6% Senior Notes due 2010",
        "1633 Broadway",
        "a quarter-point cut",
        "second to none",
        "sold 2,002 units",
        "we may march on",
        "$2002 million",
        "model 2002-7",
        "February 30, 2003",
    ],
)
def test_what_is_no_period_is_left(text: str) -> None:
    assert find_periods(text) == []


COMBINED = [
    ("Three Months Ended March 31,", "2020", "umonth c3 y2020 m3 d31"),
    ("Three Months Ended", "March 31, 2020", "umonth c3 y2020 m3 d31"),
    ("2020", "Fourth Quarter", "uquarter o4 y2020"),
    ("As of", "June 30, 2004", "uday y2004 m6 d30 instant"),
    ("December 31,", "2002", "uday y2002 m12 d31 instant"),
    ("Quarter Ended", "June 2019", "uquarter y2019 m6"),
    ("Years Ended December 31,", "2005", "uyear y2005 m12 d31"),
]


@pytest.mark.parametrize(("one", "other", "expected"), COMBINED)
def test_parts_of_a_header_make_one(one: str, other: str, expected: str) -> None:
    first, second = parse_period(one), parse_period(other)
    assert first is not None and second is not None
    whole = combine(first, second)
    assert whole is not None
    assert said(whole) == expected


CONTRADICTING = [("2019", "2020"), ("Three months", "Nine months"), ("March 31,", "June 30,")]


@pytest.mark.parametrize(("one", "other"), CONTRADICTING)
def test_parts_that_contradict_make_none(one: str, other: str) -> None:
    first, second = parse_period(one), parse_period(other)
    assert first is not None and second is not None
    assert combine(first, second) is None


def test_offsets_survive_odd_letters() -> None:
    text = "İstanbul: the fourth\u00a0quarter of\u00a02002"
    (mention,) = find_periods(text)
    assert text[mention.start : mention.end] == "fourth\u00a0quarter of\u00a02002"


def test_mentions_do_not_overlap() -> None:
    text = "Q1 2020, three months ended March 31, 2020 and 2019, March 31, 2020, 2020 first quarter, YTD 2020. " * 20
    mentions = find_periods(text)
    assert all(one.end <= two.start for one, two in pairwise(mentions))


def test_rule_patterns_are_composed_of_known_names() -> None:
    data = load_rules("periods")
    known = set(data["fragments"]) | set(data["words"])
    used = {n for r in RULES for n in re.findall(r"\{([a-z]+)\}", r["pattern"] + r.get("after", ""))}
    assert used <= known
