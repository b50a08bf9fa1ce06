"""Cases of other people's test suites that cannot stand in an earnings release, left out by reason.

Each rule looks at what a case prints, never at what we make of it. A case that could stand in a release stays in, whether
it is read right or not.
"""

import re
from collections.abc import Callable
from typing import Any

Rule = Callable[[dict[str, Any], str, str], bool]
"""Of a labelled span, the text it stands in and the words it prints: whether it is left out."""

_LENGTHS = r"years?|quarters?|months?|weeks?|days?|hours?|minutes?|seconds?|sec|decades?|centur(?:y|ies)|Ga|gigaann(?:um|a)|annum|h|D|Y|s"
_NUMBER_WORD = (
    r"(?:zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|sixty|seventy|eighty"
    r"|ninety|hundred|thousand|million|billion)"
)


def _says(pattern: str) -> Rule:
    """A rule for what the span itself prints."""
    compiled = re.compile(pattern, re.IGNORECASE)
    return lambda span, text, printed: compiled.search(printed) is not None


def _whole(pattern: str) -> Rule:
    """A rule for the whole of what the span prints."""
    compiled = re.compile(pattern, re.IGNORECASE)
    return lambda span, text, printed: compiled.fullmatch(printed) is not None


def _no_number(span: dict[str, Any], text: str, printed: str) -> bool:
    return not re.search(rf"\d|[¼½¾⅓⅔]|\b{_NUMBER_WORD}\b", printed, re.IGNORECASE)


def _bare(span: dict[str, Any], text: str, printed: str) -> bool:
    return (
        span["type"] == "MONEY"
        and span.get("start") is None
        and (not span.get("unit") or re.fullmatch(r"[\d\s.,'’]+", text.strip()) is not None)
    )


def _nothing_counted(span: dict[str, Any], text: str, printed: str) -> bool:
    return span.get("unit") == "dimensionless" and span["type"] == "QUANTITY"


def _other_currency(span: dict[str, Any], text: str, printed: str) -> bool:
    """A symbol in `unit` that is neither a currency's mark, nor a code, nor an English name of one."""
    unit = str(span.get("unit") or "")
    known = re.compile(r"[$€£¥₹₩₪₽₺₫₱฿₴₦₡₭₸]|[A-Z]{2,3}\$|[A-Z]{3}|Rs\.?|R\$|[A-Z]\$|RM|RMB|kr|zł|Kč|Rp")
    return span["type"] == "MONEY" and span.get("start") is None and bool(unit) and known.fullmatch(unit) is None


QUANTITY_AND_MONEY: tuple[tuple[str, Rule], ...] = (
    ("no number is printed: 'a penny', 'absolute zero', '%' alone", _no_number),
    (
        "count in words, no figure by labels/GUIDE.md",
        lambda s, t, p: s["type"] == "QUANTITY" and not re.search(r"\d", p),
    ),
    ("length of time, no figure by labels/GUIDE.md", _whole(rf"[\d.,]+[- ]?(?:{_LENGTHS})")),
    ("number that counts and measures nothing: years, names, '42 is the answer'", _nothing_counted),
    (
        "scientific notation or a unit of physics",
        _says(r"\d+[ex×]-?10|\de-?\d|\^|\+/-|[kmc]m/s2|/m\^?[23]|/cm|\bGy\b|\bs-1|\d b$|\dK$"),
    ),
    (
        "degrees of an angle or of no scale named beside them, or a bare C",
        _says(r"\d°$|\d['\"]+$|\d½['\"]|\dC$|^⅓|tbsp"),
    ),
    ("unit that is a word of its own: '2 in'", _whole(r"\d+ in")),
    ("name of a product: '32K word memory'", lambda s, t, p: p == "32K"),
    (
        "voice-assistant phrasing: cents without their name, 'rmb 10 usd 20'",
        _says(
            r"(?:dollars?|rupees?|ringgit|UAH) (?:and )?\d+(?:c| \w+)?$|\$ ?\d+ and \w+$|(?:dollars?) and \d+$"
            r"|^(?:rmb|usd) \d+$|dollar rmb|^[a-z]+(?: [a-z]+)? \d+$|^percent of"
        ),
    ),
    (
        "slang or a misspelt currency",
        _whole(r"[\d.]+ ?(?:c|LE|L\.E|l\.e\.|geneh|egyptianpound|Saudiriyal|malaysia ringgits?)"),
    ),
    (
        "currency's name that several countries share: no ISO code follows",
        _whole(r"[\d.]+ (?:dinars?|rials?|pesos?|crowns?|francs?)"),
    ),
    ("no ISO currency: bitcoin and tokens", _says(r"₿|satoshi|\bBTC\b|\bSPL\b|\bCUC\$")),
    ("malformed price tag", _says(r"\$ ?\.\.|\$\.\d+,|\d\. \d|,-|\d, \d\d ")),
    ("thousands parted by a point, in English a decimal point", _whole(r"\D*\d{1,3}\.\d{3}\D*")),
    ("price tag without a currency: a bare number is no amount", _bare),
    ("currency symbol of no English text", _other_currency),
)
"""Reasons and rules for money, percentages and quantities, in the order in which they are asked."""

PERIODS: tuple[tuple[str, Rule], ...] = (
    (
        "clock time or part of a day",
        _says(
            r"\d:\d\d|\bhours?\b|\bminutes?\b|\bsec(?:onds?)?\b|\d ?[ap]\.?m\b|lunch|dinner|morning|right now|^\d+h$|at this time|½"
        ),
    ),
    (
        "day of the week as a calendar assistant is asked for it",
        _says(r"\b(?:mon|tue|wed|thu|fri|sat|sun)(?:days?|s)?\b|weekend|week of the|week \d"),
    ),
    (
        "day or month without its month or year: 'on the 4th', '2/15'",
        _whole(
            r"(?:the |on |on the |this )?\d{1,2}(?:st|nd|rd|th)?(?:[/-]\d{1,2})?|(?:on )?the first|\d\d/\d\d/\d\d|between \d+/\d+-\d+/\d+|feb 30(?: \d+)?"
        ),
    ),
    ("month in lower case that is a verb, too", _whole(r"may")),
    (
        "day of a month in words, or the ides",
        _says(r"ides|\bof (?:march|april)|^march first|^january first|from april the|two thousand"),
    ),
    ("abbreviations of planners: EOM, BOY", _says(r"\b(?:EOM|EOY|BOM|BOY|otd|sy\d\d)\b")),
    ("season or school year", _says(r"season|summer|winter|spring|school")),
    ("holiday", _says(r"holiday|workers' day|new year day|eid")),
    (
        "length of time without place in time",
        _whole(
            rf"(?:one|a|an|few|a few|several|all|another|each|that|\d+|one and (?:a )?(?:half|quarter)) ?(?:and a? ?(?:half|quarter) )?(?:{_LENGTHS})|the (?:year|day|hour)(?: before)?|\d+[DYhm]|bi-monthly"
        ),
    ),
    (
        "year before Christ's or beyond 2099, or digits run together",
        _says(r"a\.d\.|\b2[1-9]\d\d\b|^20\d{6}$|^90 s$|^1998$"),
    ),
    ("no time is named", _whole(r"till date|tomorrows")),
)
"""Reasons and rules for periods."""


NEWS: tuple[tuple[str, Rule], ...] = (
    ("no number is printed: 'billions of dollars'", lambda s, t, p: s["type"] == "MONEY" and _no_number(s, t, p)),
    (
        "count labelled as money: no currency is printed or meant",
        lambda s, t, p: (
            s["type"] == "MONEY" and bool(re.fullmatch(r"[\d,.]+(?: (?:lakh|crore|million))?", p)) and _counts(s, t)
        ),
    ),
)
"""Reasons and rules for labels in sentences of news."""


def _counts(span: dict[str, Any], text: str) -> bool:
    """Whether a plural in lower case follows: "1,100 dealerships"."""
    return re.match(r" [a-z]{3,}s\b", text[span["end"] :]) is not None


def reason_of(span: dict[str, Any], text: str, *, news: bool = False) -> str | None:
    """Why a labelled span is left out, or `None` where it stays in."""
    start, end = span.get("start"), span.get("end")
    printed = text[start:end] if start is not None and end is not None else text
    for reason, rule in NEWS if news else PERIODS if span["type"] == "PERIOD" else QUANTITY_AND_MONEY:
        if rule(span, text, printed):
            return reason
    return None
