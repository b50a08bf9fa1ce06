"""What the words around a table say of its scale and currency, and which figures the scale does not govern."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache

from tieout.rules import load_rules
from tieout.table.words import cue, cues, pattern, plain


@dataclass(frozen=True, slots=True)
class Scale:
    """A statement of scale: powers of ten for money and for counts of shares.

    `shares` is `None` where the words leave it open ("dollars in millions"). `currency` is a code of ISO 4217.
    `statement` are the words that said so.
    `counted` is a counted noun and its own power of ten, where that is what is scaled: "short tons in thousands".
    `excepted` are words for rows that the scale does not govern ("except RevPAR and average daily rate").
    """

    money: int
    shares: int | None
    currency: str | None = None
    statement: str = ""
    counted: tuple[str, int] | None = None
    excepted: tuple[str, ...] = ()

    def excepts(self, label: str) -> bool:
        """Whether the row with this label is one that the scale does not govern."""
        return bool(self.excepted) and any(re.search(rf"\b{re.escape(w)}s?\b", plain(label)) for w in self.excepted)


@lru_cache(maxsize=1 << 13)
def text_to_scale(text: str) -> Scale | None:
    """The scale that a caption, header or label states, or `None`.

    >>> s = text_to_scale("(In millions, except number of shares, which are reflected in thousands)")
    >>> s.money, s.shares
    (6, 3)
    >>> s = text_to_scale("(In thousands, except share and per share data)")
    >>> s.money, s.shares
    (3, 0)
    """
    words = plain(text)
    if not cue("scale_statement").find(words):
        return None
    opens = pattern("scale_except", "opens").search(words)
    main, rest = (words[: opens.start()], words[opens.start() :]) if opens else (words, "")
    own = cue("share_scale").find(words)
    exponent = _exponent(main.replace(own[0], "") if own else main)
    if exponent is None:
        exponent = _exponent(main if _exponent(main) is not None else words)
    if exponent is None:
        return None
    shares: int | None = exponent
    if own:
        shares = _exponent(own[0])
    elif pattern("scale_except", "shares").search(rest):
        shares = 0
    elif _money_only(main):
        shares = None
    counted = _counted(words)
    if (
        counted
        and not own
        and not _money_only(main.replace(counted[1], ""))
        and _exponent(words.replace(counted[1], "")) is None
    ):
        return Scale(0, 0, None, text, (counted[0], exponent))
    return Scale(
        exponent,
        shares,
        text_to_currency(text),
        text,
        (counted[0], exponent) if counted else None,
        _excepted(rest[: opens.end() - opens.start()], rest[opens.end() - opens.start() :]) if opens else (),
    )


def _excepted(opens: str, words: str) -> tuple[str, ...]:
    """The things that are named after "except", but for those that their own units tell: shares, percentages."""
    if "per" in opens:
        return ()
    named = pattern("scale_except", "told").sub(" ", words)
    parts = pattern("scale_except", "between").split(named)
    return tuple(
        re.sub(r"(?<=[^s])s$", "", part) for part in map(str.strip, parts) if re.fullmatch(r"[a-z][a-z -]{2,40}", part)
    )


def first_scale(texts: Iterable[str]) -> Scale | None:
    """The scale stated by the first of `texts` that states one."""
    return next((s for s in map(text_to_scale, texts) if s), None)


@lru_cache(maxsize=1 << 13)
def text_to_currency(text: str) -> str | None:
    """The currency that words or marks name ("Euros in millions", "US$"), as a code, or `None`.

    >>> text_to_currency("(millions of euros)"), text_to_currency("US$ in thousands"), text_to_currency("Sales")
    ('EUR', 'USD', None)
    """
    found = _currencies()[0].search(text)
    return _currencies()[1][found["name"].lower()] if found else None


@lru_cache(maxsize=256)
def mark_to_currency(mark: str) -> str:
    """The code of a printed currency mark; a code stays what it is."""
    return _currencies()[1].get(mark.lower(), "USD" if mark.endswith("$") else mark.upper())


def _exponent(words: str) -> int | None:
    """The power of ten that the words name first."""
    found = [(m.start(), int(c.name)) for c in cues("scale") if (m := c.find(words))]
    return min(found)[1] if found else None


def _counted(words: str) -> tuple[str, str] | None:
    """The counted noun that a statement scales, in the singular, and the words that do: "short tons in thousands"."""
    nouns = load_rules("captions")["counts"]["words"] | load_rules("captions")["counts"]["with_cue"]
    found = _counted_pattern().search(words)
    return (nouns[found[1]], found[0]) if found else None


@cache
def _counted_pattern() -> re.Pattern[str]:
    """A finder of counted nouns with a scale behind them."""
    counts = load_rules("captions")["counts"]
    nouns = "|".join(re.escape(w) for w in sorted([*counts["words"], *counts["with_cue"]], key=len, reverse=True))
    return re.compile(rf"\b({nouns}) (?:are )?in (?:thousands|millions)\b")


def _money_only(words: str) -> bool:
    """Whether a statement of scale speaks of money alone: "dollars in millions", "$ in 000's"."""
    return bool(re.search(r"\$|\bdollars?\b|\beuros?\b", words)) and not re.search(r"\bshares?\b", words)


@cache
def _currencies() -> tuple[re.Pattern[str], dict[str, str]]:
    """A finder of currency marks and words, and the code of each, in lower case."""
    rules = load_rules("units")
    codes: dict[str, str] = {}
    for entry in rules["currency"]:
        for word in (*entry["marks"], *entry["words"], *(f"{w}s" for w in entry["words"]), entry["code"]):
            codes.setdefault(word.lower(), entry["code"])
    words = "|".join(re.escape(w) for w in sorted(codes, key=len, reverse=True))
    behind = r"(?![A-Za-z])|(?<=[^\w\s])(?=(?:k|mm?|mn|mio|bn)\b)"  # £m
    before = r"(?-i:[MT](?=[A-Z]{3}(?![A-Za-z])))?"  # MSEK
    return re.compile(rf"(?<![A-Za-z]){before}(?P<name>{words})(?:{behind})", re.IGNORECASE), codes
