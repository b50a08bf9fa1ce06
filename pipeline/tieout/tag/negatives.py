"""What is a numeral and no figure: names, standards, forms, clock times, par values, rates in securities' names."""

import re
from dataclasses import dataclass
from functools import cache

from tieout.rules import load_rules

_LAST_WORD = re.compile(r"([A-Za-z&][A-Za-z&.'’]*:?|#:?)[\s-]{0,2}\Z")
_NAME_SIGNS = ("#", "®", "™")
_SPANS = "numbered spans of time"
_OWNER = re.compile(r"['’]s?\Z")  # "the Company’s 121 hotels"
_REACH = 20
"""Characters before a numeral in which the word before it is looked for."""


@dataclass(frozen=True, slots=True)
class Negatives:
    """The compiled rules of rules/not_figures.toml."""

    before: dict[str, str]
    after: re.Pattern[str]
    capitalised: frozenset[str]
    par_before: re.Pattern[str]
    par_after: re.Pattern[str]
    security: re.Pattern[str]


@cache
def negatives() -> Negatives:
    """The rules for what is no figure, compiled once."""
    rules = load_rules("not_figures")
    return Negatives(
        before={word: rule["name"] for rule in rules["before"] for word in rule["words"]},
        after=re.compile("|".join(f"(?:{rule['pattern']})" for rule in rules["after"])),
        capitalised=frozenset(rules["capitalised"]["except"]),
        par_before=re.compile(rules["par_value"]["before"], re.IGNORECASE),
        par_after=re.compile(rules["par_value"]["after"], re.IGNORECASE),
        security=re.compile(f"{rules['security']['after']}|{rules['security']['due']}"),
    )


def is_name(text: str, start: int, end: int, sentence: int) -> bool:
    """Whether the words around the bare numeral `[start, end)` make it part of a name, a reference, a date or a time.

    >>> is_name("under Rule 144 of the Act", 11, 14, 0), is_name("opened 144 stores", 7, 10, 0)
    (True, False)
    """
    rules = negatives()
    if rules.after.match(text, end):
        return True
    found = _LAST_WORD.search(text[max(0, start - _REACH) : start])
    if found is None:
        return text[max(0, start - 2) : start].strip()[-1:] in _NAME_SIGNS
    word = found[1]
    low = word.lower()
    if low in rules.before or low.rstrip(".:") in rules.before:
        return not (word.endswith(":") and rules.before.get(low.rstrip(":")) == _SPANS)  # "over $100,000 a year: 588"
    low = _OWNER.sub("", low)
    return (
        "," not in text[start:end]
        and word[0].isupper()
        and not word.isupper()
        and low not in rules.capitalised
        and start - len(found[0]) > sentence
        and low.rstrip(".:") not in rules.capitalised
    )


def is_par_value(text: str, start: int, end: int) -> bool:
    """Whether the amount of money `[start, end)` is a par value.

    >>> is_par_value("common stock, par value $0.01", 24, 29)
    True
    """
    rules = negatives()
    return bool(rules.par_after.match(text, end) or rules.par_before.search(text[max(0, start - 32) : start]))


def is_security(text: str, end: int) -> bool:
    """Whether the percentage that ends at `end` is the rate in a security's name.

    >>> is_security("its 7.5% Senior Notes due 2010", 8), is_security("7.5% of its notes", 4)
    (True, False)
    """
    return negatives().security.match(text, end) is not None
