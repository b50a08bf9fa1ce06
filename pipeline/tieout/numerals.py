"""Printed numerals to exact values: digits, their separators, sign, brackets and marks; nothing about words."""

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache

from tieout.frozen import quick
from tieout.rules import load_rules

MINUS = "-\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe63\uff0d\x96\x97"
"""Every dash that is printed for a minus; the last two are cp1252 dashes that were read as Latin-1."""

_DASH = re.escape(MINUS)
_DIGITS = "|".join(
    (
        r"\d{1,3}(?:\.\d{3})+,\d+",  # 1.234,5: point for thousands and comma for decimals, only where both stand
        r"\d{1,3}(?:[ \u00a0\u202f']\d{3})+(?:[.,]\d+)?",  # 1 234,5 and 1'234.50
        r"\d[\d,]*(?:\.\d*)?",  # 1,234.5
        r"\.\d+",  # .08
    )
)
_SIGN = re.compile(rf"[(\[<{_DASH}]")


@quick
@dataclass(frozen=True, slots=True)
class Numeral:
    """A numeral as printed: `value` with its printed sign, `step` the weight of its last digit.

    `mark` is the currency mark or code as printed ("$", "US$", "EUR"); `percent` and `times` tell of a "%" or "x"
    after it.
    """

    value: Decimal
    step: Decimal
    negative: bool = False
    mark: str | None = None
    percent: bool = False
    times: bool = False


@lru_cache(maxsize=1 << 15)
def parse_numeral(text: str) -> Numeral | None:
    """The numeral that the whole of `text` prints, or `None`: brackets, a minus before or after, are its sign.

    >>> parse_numeral("$ (5,846 )").value, parse_numeral("1,234.5").step
    (Decimal('-5846'), Decimal('0.1'))
    >>> [str(parse_numeral(t).value) for t in ("−12", "300-", "(.08)", "<41>", "1 234,5", "(5.7%)")]
    ['-12', '-300', '-0.08', '-41', '1234.5', '-5.7']
    >>> parse_numeral("12-31") is parse_numeral("Level 2") is None
    True
    """
    numeral, currency = _patterns()
    found = numeral.fullmatch(text)
    if found is None:
        return None
    before, after = found["before"], found["after"]
    mark = currency.search(before)
    value = Decimal(_plain(found["digits"]))
    negative = bool(_SIGN.search(before) or _closes(after))
    exponent = value.as_tuple().exponent
    assert isinstance(exponent, int)
    return Numeral(
        value=-value if negative and value else value,
        step=Decimal(1).scaleb(exponent),
        negative=negative,
        mark=mark[0] if mark else None,
        percent="%" in after,
        times="x" in after.lower(),
    )


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """The pattern of a numeral with its marks, and that of a currency mark or code: US$, C$, €, EUR."""
    codes = "|".join(entry["code"] for entry in load_rules("units")["currency"])
    mark = rf"[A-Z]{{0,3}}[$€£¥₹₩]|(?:{codes})(?![A-Za-z])"
    numeral = (
        rf"(?P<before>(?:[\s+(\[<{_DASH}]|{mark})*)"
        rf"(?P<digits>{_DIGITS})"
        rf"(?P<after>[\s)\]>%xX{_DASH}]*)"
    )
    return re.compile(numeral), re.compile(mark)


def _plain(digits: str) -> str:
    """Digits with a decimal point and nothing else."""
    if "," in digits and not re.fullmatch(r"[\d,]+(?:\.\d*)?", digits):  # a decimal comma
        return re.sub(r"[^\d,]", "", digits).replace(",", ".")
    return re.sub(r"[^\d.]", "", digits)


def _closes(after: str) -> bool:
    """Whether what follows the digits makes them negative: a closing bracket, or a minus at the end."""
    return any(c in ")]>" or c in MINUS for c in after)
