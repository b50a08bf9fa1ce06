"""The marks and words around a numeral, as patterns: currencies, magnitudes, percent, points, ratios."""

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from tieout.rules import load_rules

DASHES = "-−–—‐‑"
"""The characters that print a minus or the middle of a range."""
_NEVER = r"(?!)"
_BEHIND = ("$", "zł", "Kč", "元")  # marks of more than one sign that stand behind a numeral, too, end so
_CODE_AND_SIGN = re.compile(r"[A-Z]{3}\$")  # "AUD$", which is printed "aud$" too


@dataclass(frozen=True, slots=True)
class Marks:
    """Compiled patterns and the tables that read what they match.

    `left` is to be searched in the few characters before a numeral, up to its first digit; `right` to be matched where
    its digits end. `currency` gives the ISO code of a mark, code or word (words in lower case), `minor` the code of
    which a word names the hundredth, `power` the power of ten of a magnitude, `prefixed` that of a code such as "MSEK".
    `spaced` are the last signs, blank included, of marks that end like a word: "Rs ".
    """

    left: re.Pattern[str]
    right: re.Pattern[str]
    currency: dict[str, str]
    minor: dict[str, str]
    power: dict[str, int]
    prefixed: dict[str, int]
    money_only: frozenset[str]
    spaced: frozenset[str]


def alternatives(words: object) -> str:
    """A pattern for any of `words`, longest first, whose blanks match a blank or a hyphen.

    >>> alternatives(["US dollar", "dollar"])
    'US[ -]dollar|dollar'
    """
    assert isinstance(words, list | tuple | set | frozenset | dict)
    return "|".join(re.escape(w).replace(r"\ ", "[ -]") for w in sorted(words, key=lambda w: (-len(w), w))) or _NEVER


@cache
def marks() -> Marks:
    """The marks of rules/units.toml, compiled once."""
    rules = load_rules("units")
    listed = rules["currency_codes"]
    codes: list[str] = listed["codes"].split()
    currency = {code: code for code in codes}
    prefixed: dict[str, int] = {}  # "MSEK"
    for prefix, exponent in listed["prefixes"].items():
        prefixed |= {prefix + code: exponent for code in listed["prefixed"]}
        currency |= {prefix + code: code for code in listed["prefixed"]}
    codes += prefixed
    minor: dict[str, str] = {}
    signs: list[str] = []  # "$", "US$", "Rs"
    words: list[str] = []  # "Canadian dollar"
    for entry in rules["currency"]:
        before = len(signs)
        signs += entry["marks"]
        words += entry["words"]
        signs += [mark.lower() for mark in entry["marks"] if _CODE_AND_SIGN.fullmatch(mark)]
        currency |= dict.fromkeys(signs[before:], entry["code"])
        currency |= {word.lower(): entry["code"] for word in entry["words"]}
        currency |= {plural(word).lower(): entry["code"] for word in entry["words"]}
        minor |= {word.lower(): entry["code"] for word in entry["minor"]}
        minor |= {plural(word).lower(): entry["code"] for word in entry["minor"]}
    magnitudes, percent = rules["magnitudes"], rules["percent"]
    power: dict[str, int] = magnitudes["words"] | {f"{w}s": n for w, n in magnitudes["words"].items()}
    letters: dict[str, int] = magnitudes["letters"]
    behind = [sign for sign in signs if len(sign) == 1 or sign.endswith(_BEHIND)]
    spaced = frozenset(f"{sign[-2:]} " for sign in signs if sign[-1:].islower())
    dash = f"[{re.escape(DASHES)}]"
    left = re.compile(
        r"(?P<open>\()?"
        rf"(?P<minus>{dash}|\+)?"
        # a mark may not be the end of a word ("years 5"); "#" is the pound sign of seven-bit texts
        rf"(?:(?<![A-Za-z/])(?P<mark>{alternatives(signs)}|{alternatives(codes)}|#) ?)?"
        r"(?P<inner>\()?"
        rf"(?P<second>{dash})?"
        r"\Z"
    )
    right = re.compile(
        # "7.4 million", "7.4-million"; "5M"; "5 MM"
        rf"(?:[ -]?(?P<word>(?i:{alternatives(power)}))(?![A-Za-z])"
        rf"|(?P<letter>{alternatives(letters)})(?![\w/])"
        rf"| (?P<spaced>MM|M|B|bn|mn|m)(?![\w/'’&-]))?"
        r"(?P<close>\))?"
        r"(?:"
        rf"(?P<points>[ -]?(?i:{alternatives(percent['percentage_points'])})s?(?!\w))"
        rf"|(?P<percent> ?%|[ -]?(?i:{alternatives(percent['words'])})(?!\w))"
        rf"|(?P<basis>[ -]?(?i:{alternatives(percent['basis_points'])})s?(?!\w))"
        r"|(?P<times> ?[x×X](?![\w-]))"
        rf"|(?P<minor>(?:[ -](?i:{alternatives([w for w in minor if len(w) > 1])})(?![\w])| ?¢|p(?!\w)))"
        rf"|(?P<money> (?:of )?(?i:{alternatives([*words, *map(plural, words)])})(?![\w])"
        rf"| ?(?:{alternatives(codes)})(?!\w)| ?(?:{alternatives(behind)})(?! ?\(?\d))"
        r")?"
    )
    money_only = frozenset(magnitudes["money_only"])
    return Marks(left, right, currency, minor, power | letters, prefixed, money_only, spaced)


def plural(word: str) -> str:
    """The regular plural of a currency's or unit's name.

    >>> plural("US dollar"), plural("penny"), plural("¢")
    ('US dollars', 'pennies', '¢')
    """
    if word.endswith("y"):
        return word[:-1] + "ies"
    return word + "s" if word[-1:].isalpha() and not word.endswith("s") and len(word) > 1 else word


def scaled(number: Decimal, power: int) -> Decimal:
    """A number times ten to the power of its magnitude, written out.

    >>> scaled(Decimal("7.4"), 6), scaled(Decimal("12.5"), -2)
    (Decimal('7400000'), Decimal('0.125'))
    """
    value = number.scaleb(power)
    exponent = value.as_tuple().exponent
    return value.quantize(Decimal(1)) if isinstance(exponent, int) and exponent > 0 else value
