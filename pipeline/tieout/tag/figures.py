"""Figures in prose: one scan for numerals, then what each counts, by an ordered list of rules.

A numeral is a figure if it is money, a percentage, points, a ratio, or counts a noun; all else (dates, names, clock
times) is none. Rules look only at the words around a numeral, in its own sentence.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from tieout.facts import unit_kind
from tieout.mentions import FigureMention, PeriodMention
from tieout.tag.antecedents import Nouns
from tieout.tag.bare import SENTENCE_RULES
from tieout.tag.context import Sentences, around, is_minus
from tieout.tag.counts import COUNT_RULES
from tieout.tag.marks import scaled
from tieout.tag.prices import MONEY_RULES, priced_before
from tieout.tag.printed import Printed, scan
from tieout.tag.reading import NO_FIGURE, Reading, Unit, first
from tieout.tag.scales import Pair, share
from tieout.tag.words import IN_WORDS, scan_words

_PRICED_OR_COUNTED = ("per share", "unit price", "quantity", "shares")
# "60,000 VHS and more than 2,000 DVD titles": a list whose first has a word of its own after it
_JOINED = re.compile(
    r"(?: [A-Za-z]+(?:-[A-Za-z]+)?)?,? (?:and|or)"
    r"(?: (?:approximately|about|nearly|some|more than|over|up to|at least))* "
    # "83 of the company's 121 hotels"
    r"| of (?:the|our|its|their|all) (?:[A-Za-z]+['’]s? )?"
)
_JOINED_REACH = 50
_CENTS = -2
_MINUS = re.compile(r"(?<!\w)(?<!or )(?:minus|negative) \Z", re.IGNORECASE)  # but "plus or minus"
_MINUS_REACH = 12
# "more than 425,000 products and 1,600 vendors": nothing but words between
_LISTED = re.compile(r"[A-Za-z’' -]{1,60} and ")


def find_figures(text: str, *, periods: Sequence[PeriodMention] = ()) -> list[FigureMention]:
    """Every figure of `text`, in order, none overlapping; offsets are into `text`. Numerals inside `periods` are none.

    >>> text = "Net loss was $5.1 million, or ($0.43) per share, on 2.1 million short tons, down 7-8%."
    >>> for m in find_figures(text):
    ...     print(text[m.start : m.end], m.value, m.unit, m.bound)
    $5.1 million 5100000 USD None
    ($0.43) -0.43 USD/share None
    2.1 million 2100000 short ton None
    7 7 % low
    8% 8 % high
    """
    printed = _merged(list(scan(text, periods=periods)), list(scan_words(text)))
    numerals, pairs = share(text, _with_cents(text, printed))
    units = _units(text, numerals, pairs, Sentences(text))
    found = [
        _mention(text, numeral, unit) if unit is not None else None
        for numeral, unit in zip(numerals, units, strict=True)
    ]
    _carry_bounds(text, found)
    for pair in pairs:
        low, high = found[pair.left], found[pair.right]
        if pair.range_ and low is not None and high is not None and low.unit == high.unit:
            found[pair.left] = replace(low, bound="low", range_with=high.start)
            found[pair.right] = replace(high, bound="high", range_with=low.start, hedge=high.hedge or low.hedge)
    return [mention for mention in found if mention is not None]


def _merged(digits: list[Printed], words: list[Printed]) -> list[Printed]:
    """Numerals in digits and in words by their place; digits win where they overlap."""
    if not words:
        return digits
    whole: list[Printed] = []
    for numeral in sorted([*digits, *words], key=lambda n: (n.start, n.rule == IN_WORDS)):
        if not whole or numeral.start >= whole[-1].end:
            whole.append(numeral)
    return whole


def _with_cents(text: str, numerals: list[Printed]) -> list[Printed]:
    """The numerals, "thirteen dollars and five cents" made one."""
    whole: list[Printed] = []
    for numeral in numerals:
        before = whole[-1] if whole else None
        if (
            before is not None
            and numeral.power == _CENTS
            and before.power is None
            and before.currency == numeral.currency
            and text[before.end : numeral.start] in (" ", " and ")
        ):
            number = before.number + scaled(numeral.number, _CENTS)
            step = scaled(numeral.step, _CENTS)
            whole[-1] = replace(before, end=numeral.end, number=number, step=step)
        else:
            whole.append(numeral)
    return whole


def _units(text: str, numerals: Sequence[Printed], pairs: Sequence[Pair], sentences: Sentences) -> list[Unit | None]:
    """The unit of each numeral; `None` for those that are no figures.

    Two passes: backwards for what stands after a numeral (its noun, or the noun it shares with the next), then
    forwards for what only the sentence before it tells.
    """
    units: list[Unit | None] = [None] * len(numerals)
    follows = {pair.left for pair in pairs}
    ranged = {i for pair in pairs if pair.range_ for i in (pair.left, pair.right)}
    ends = {pair.right for pair in pairs if pair.range_}
    nouns = Nouns(text)
    starts = [sentences.start(numeral.start) for numeral in numerals]
    sentence = -1
    for i in range(len(numerals) - 1, -1, -1):
        following = units[i + 1] if i in follows or _joined(text, numerals, i) else None
        if following is NO_FIGURE:
            following = None
        numeral = numerals[i]
        rules = MONEY_RULES if numeral.currency is not None else COUNT_RULES
        units[i] = first(rules, Reading(text, numeral, starts[i], following, ranged=i in ranged))
    currencies = {numeral.currency for numeral in numerals if numeral.currency is not None}
    currency = currencies.pop() if len(currencies) == 1 else None
    preceding: Unit | None = None
    prior: tuple[Printed, Unit] | None = None
    money: str | None = None
    for i, numeral in enumerate(numerals):
        if sentence != (sentence := sentences.number(numeral.start)):
            preceding, money, prior = None, None, None
        unit = units[i]
        reading = Reading(text, numeral, starts[i], None, preceding, money, currency, prior, nouns, ranged=i in ranged)
        if unit is None and i in ends and units[i - 1] not in (None, NO_FIGURE):
            unit = units[i] = units[i - 1]  # "340,000-380,000"
        elif unit is None:
            unit = units[i] = first(SENTENCE_RULES, reading)
        elif unit.name == numeral.currency:
            unit = units[i] = priced_before(reading) or unit
        if unit is not None and unit is not NO_FIGURE:
            prior = (numeral, unit)
            if unit_kind(unit.name) in _PRICED_OR_COUNTED:
                preceding = unit
        money = numeral.currency or money
    return [None if unit is NO_FIGURE else unit for unit in units]


def _joined(text: str, numerals: Sequence[Printed], i: int) -> bool:
    """Whether a numeral and the next stand in one list."""
    if i + 1 >= len(numerals) or numerals[i + 1].start - numerals[i].end > _JOINED_REACH:
        return False
    return _JOINED.fullmatch(text, numerals[i].end, numerals[i + 1].start) is not None


def _mention(text: str, numeral: Printed, unit: Unit) -> FigureMention:
    """The mention of a numeral whose unit is known."""
    power = numeral.power or 0
    negative = (
        numeral.negative
        or (numeral.bracketed and is_minus(text, numeral.start))
        or _MINUS.search(text, max(0, numeral.start - _MINUS_REACH), numeral.start) is not None
    )
    value = scaled(numeral.number, power)
    words = around(text, numeral.start, numeral.end)
    return FigureMention(
        start=numeral.start,
        end=numeral.end,
        kind=unit_kind(unit.name),
        value=-value if negative and value else value,
        unit=unit.name,
        step=scaled(numeral.step, power),
        rule=unit.rule,
        bound=words.bound,
        hedge=words.hedge,
        noun=unit.noun,
    )


def _carry_bounds(text: str, found: list[FigureMention | None]) -> None:
    """A bound on a quantity holds for the next of its list too: "over 425,000 products and 1,600 vendors"."""
    for i in range(1, len(found)):
        before, mention = found[i - 1], found[i]
        if before is None or mention is None or before.bound is None or mention.bound is not None:
            continue
        if before.kind == mention.kind == "quantity" and _LISTED.fullmatch(text, before.end, mention.start):
            found[i] = replace(mention, bound=before.bound)
