"""Money: amounts, amounts per share ("EPS of $0.43") and unit prices ("$122.02 per short ton")."""

import re
from dataclasses import dataclass, replace
from functools import cache

from tieout.facts import unit_kind
from tieout.rules import load_rules
from tieout.tag.marks import alternatives, marks
from tieout.tag.negatives import is_par_value
from tieout.tag.nouns import Counted, abbreviation_after, compound_at, noun_rules, singular
from tieout.tag.reading import NO_FIGURE, Reading, Rule, Unit

_PER_SHARE_LIMIT = 1000
"""An amount per share is printed without magnitude and below this."""
_NEAR = 60
"""Characters within which words such as "EPS" make even "$2" an amount per share."""
_FAR = 400
"""Characters within which they make one of "$2.05"."""
_CENTS = -2
_UNSCALED = (None, _CENTS)


@dataclass(frozen=True, slots=True)
class _Patterns:
    """What stands after an amount per share (`share`, `eps`) or per something (`per`), or before it (`priced`)."""

    share: re.Pattern[str]
    eps: re.Pattern[str]
    per: re.Pattern[str]
    priced: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    rules = load_rules("units")["per_share"]
    noun = alternatives([*rules["nouns"], *(f"{word}s" for word in rules["nouns"])])
    kinds = alternatives(rules["kinds"])
    # "per diluted share", "a share", "basic and diluted per common share"
    per_share = (
        r"(?:(?:basic|diluted) (?:and (?:basic|diluted) )?)?"
        rf"(?:per|an?|for each|each) (?:(?:{kinds})[ ,/-] ?){{0,6}}(?P<noun>{noun})(?![\w-])"
    )
    # "in adjusted diluted EPS", "on a per-share basis", "quarterly cash dividend"
    dividend = alternatives(rules["dividend"])
    eps = (
        rf"\)? (?:(?:{alternatives(rules['between'])}) ){{0,6}}"
        rf"(?:(?P<noun>EPS|earnings per (?:(?:{kinds}) )?share)|per[ -](?:diluted[ -])?share|{dividend})(?!\w)"
    )
    priced = (
        rf"(?P<share>(?<![\w-])(?:{alternatives(rules['before'])})|/share(?!\w))"
        rf"|(?<![\w-])(?:(?P<other>{alternatives(rules['unless'])})|(?P<per>per [a-z]))"
    )
    return _Patterns(
        share=re.compile(rf"\)?,?[ -]\(?{per_share}|/(?P<slash>share)\b", re.IGNORECASE),
        eps=re.compile(eps, re.IGNORECASE),
        per=re.compile(r"\)?(?: (?:per|for each) |/| (?P<article>an?) )(?=[A-Za-z])", re.IGNORECASE),
        priced=re.compile(priced, re.IGNORECASE),
    )


def _par_value(reading: Reading) -> Unit | None:
    """A par value is no figure."""
    numeral = reading.numeral
    if numeral.currency is None or numeral.power is not None:
        return None
    return NO_FIGURE if is_par_value(reading.text, numeral.start, numeral.end) else None


def _exchange_rate(reading: Reading) -> Unit | None:
    """The one of "1 USD to 0.88 EUR" is no figure."""
    numeral = reading.numeral
    one = numeral.number == 1 and numeral.power is None and not numeral.places and numeral.currency is not None
    return NO_FIGURE if one and _EQUALS.match(reading.text, numeral.end) else None


_EQUALS = re.compile(r" (?:=|to|equals|buys|is equal to) [A-Z$€£¥]*\s?\d")


def _per_share_after(reading: Reading) -> Unit | None:
    """Money followed by "per diluted share", "a share", or, unscaled, by "of diluted EPS" within a few words."""
    text, numeral = reading.text, reading.numeral
    if numeral.currency is None:
        return None
    if text[numeral.last : numeral.end].strip() in load_rules("units")["per_share"]["cents"]:
        return Unit(f"{numeral.currency}/share", "cents per share", "share")
    patterns = _patterns()
    found = patterns.share.match(text, numeral.end)
    if found is None and numeral.power in _UNSCALED and numeral.number < _PER_SHARE_LIMIT:
        found = patterns.eps.match(text, numeral.end)
    return Unit(f"{numeral.currency}/share", "per share after", found["noun"]) if found is not None else None


def _unit_price_after(reading: Reading) -> Unit | None:
    """Money followed by "per barrel", "a ton", "/MWh"."""
    numeral = reading.numeral
    if numeral.currency is None:
        return None
    return _price(reading, priced(reading.text, numeral.end), "unit price after")


def _rate_of_exchange(reading: Reading) -> Unit | None:
    """Money for one of another currency: "103 yen to the dollar"."""
    numeral = reading.numeral
    found = _for_one().match(reading.text, numeral.end) if numeral.currency is not None else None
    if found is None or numeral.power not in _UNSCALED:
        return None
    other = marks().currency.get(found["money"].replace("-", " ").lower())
    return Unit(f"{numeral.currency}/{other}", "rate of exchange", found["money"]) if other else None


@cache
def _for_one() -> re.Pattern[str]:
    """What stands after the first currency of a rate of exchange."""
    words = [word for entry in load_rules("units")["currency"] for word in entry["words"]]
    return re.compile(rf" (?:to|per|against) (?:the |one |a |each )?(?P<money>(?i:{alternatives(words)}))(?!\w)")


def _priced_like_next(reading: Reading) -> Unit | None:
    """Unscaled money beside unscaled money that has its "per" words: "to $250,000 from $100,000 per account"."""
    numeral, following = reading.numeral, reading.following
    if numeral.currency is None or numeral.power not in _UNSCALED or following is None:
        return None
    if unit_kind(following.name) not in ("per share", "unit price") or not following.name.startswith(numeral.currency):
        return None
    if following.name.endswith("/share") and numeral.number >= _PER_SHARE_LIMIT:
        return None
    return replace(following, rule=f"{following.rule}, shared")


def _money(reading: Reading) -> Unit | None:
    """Money with nothing after it that prices it."""
    numeral = reading.numeral
    return Unit(numeral.currency, numeral.rule) if numeral.currency is not None else None


def priced_before(reading: Reading) -> Unit | None:
    """Unscaled money after "EPS", "dividend" or "per short ton", or after a figure that is per one, in its sentence."""
    numeral, text, before = reading.numeral, reading.text, reading.preceding
    like = _compared_with(reading)
    if like is not None:
        return replace(like, rule="compared with like")
    if numeral.currency is None or numeral.power not in _UNSCALED or numeral.number >= _PER_SHARE_LIMIT:
        return None
    cents = numeral.places >= 2 or numeral.power == _CENTS
    since = max(reading.sentence, numeral.start - (_FAR if cents else _NEAR))
    if _restates(reading) or _of_shares(reading):
        return Unit(f"{numeral.currency}/share", "per share before")
    cues = list(_patterns().priced.finditer(text, since, numeral.start))
    if not cues:
        alike = before is not None and cents and before.name.startswith(f"{numeral.currency}/")
        return replace(before, rule="per share before") if alike and before is not None else None
    cue = cues[-1]
    if cue["share"] is not None:
        return Unit(f"{numeral.currency}/share", "per share before", cue["share"])
    if cue["per"] is not None:
        return _price(reading, priced(text, cue.start("per") - 1), "unit price before")
    return None


def _compared_with(reading: Reading) -> Unit | None:
    """The price that unscaled money is compared with, or the other end of a range of: "$340 a ton against $485"."""
    numeral = reading.numeral
    if reading.prior is None or numeral.power not in _UNSCALED:
        return None
    like, unit = reading.prior
    if not unit.name.startswith(f"{numeral.currency}/") or like.places != numeral.places:
        return None
    gap = reading.text[max(like.end, numeral.start - _NEAR) : numeral.start]
    pair = len(unit.name) == len("JPY/USD") and unit.name.isupper() and gap.rstrip().endswith("(")
    return unit if pair or reading.ranged or _COMPARED.search(gap) else None


_COMPARED = re.compile(r" (?:from|instead of|versus|vs\.?|against|compared (?:with|to)) \Z", re.IGNORECASE)


def _restates(reading: Reading) -> bool:
    """Whether an amount restates the one before it per share: "$41.6 million, or $2.23"."""
    numeral = reading.numeral
    if reading.prior is None or (numeral.places < 2 and numeral.power != _CENTS):
        return False
    whole, unit = reading.prior
    large = (whole.power or 0) >= 3 or whole.number >= 10 * _PER_SHARE_LIMIT
    return unit.name == numeral.currency and large and reading.text[whole.end : numeral.start] in (", or ", " or ")


def _of_shares(reading: Reading) -> bool:
    """Whether an amount is the price of shares counted before it: "bought 12,000 shares at an average of $6.11"."""
    numeral, counted = reading.numeral, reading.preceding
    if counted is None or counted.name != "shares" or numeral.places < 2:
        return False
    between = reading.text[max(counted.end, numeral.start - _NEAR) : numeral.start]
    return _PRICED_AT.search(between) is not None


# "at prices between", "at an average price of", "average cost of"
_PRICED_AT = re.compile(
    r"\b(?:price|prices|cost|average) (?:per share )?(?:of|between|from|ranging from)(?: \S+ and)? \Z"
)


MONEY_RULES: tuple[Rule, ...] = (
    _par_value,
    _exchange_rate,
    _per_share_after,
    _rate_of_exchange,
    _unit_price_after,
    _priced_like_next,
    _money,
)
"""In the order in which they are asked; `priced_before` is for what these leave as plain money."""


def _price(reading: Reading, noun: Counted | None, rule: str) -> Unit | None:
    if noun is None:
        return None
    return Unit(f"{reading.numeral.currency}/{noun.unit}", rule, reading.text[noun.start : noun.end], noun.end)


_WORD = re.compile(r"[A-Za-z][A-Za-z]+")


def priced(text: str, at: int) -> Counted | None:
    """The noun of "per short ton", "a barrel" or "/MWh" at offset `at`, or `None`.

    >>> priced("$83.07 per short ton", 6).unit, priced("$5 a barrel", 2).unit
    ('short ton', 'barrel')
    >>> priced("$5 a year", 2) is priced("$5 million per year", 10) is None
    True
    """
    found = _patterns().per.match(text, at)
    if found is None:
        return None
    rules = load_rules("units")["nouns"]
    short = abbreviation_after(text, found.end())
    if short is not None:
        return short
    noun = compound_at(text, found.end()) or _priced_noun(text, found.end())
    if noun is None:
        return None
    if found["article"] is not None:
        return noun if noun.unit in noun_rules().common and text[noun.end : noun.end + 1] in " ,.;)" else None
    return noun if noun.unit not in rules["spans"] else None


def _priced_noun(text: str, at: int) -> Counted | None:
    """The noun that an amount at `at` is per: "mile", "loaded mile" (a mile), "thousand cubic feet" (of their own)."""
    nouns = noun_rules()
    word = _WORD.match(text, at)
    if word is None or word[0].lower() in nouns.stops - nouns.magnitudes:
        return None
    first = word[0].lower()
    if first in ("diluted", "basic"):  # "EPS per diluted sha re of $0.32"
        return Counted("share", at, word.end())
    next_ = word.end() + 1
    if text[word.end() : next_] == " ":
        second = compound_at(text, next_)
        if second is None and (after := _WORD.match(text, next_)) is not None:
            one = singular(after[0].lower())
            second = Counted(one, next_, after.end()) if one in nouns.common else None
        if second is not None and first in nouns.magnitudes:
            return Counted(f"{first} {second.unit}", at, second.end)
        if second is not None and first not in nouns.common and first not in nouns.time:
            return Counted(second.unit, at, second.end)
    return None if first in nouns.magnitudes else Counted(first, at, word.end())
