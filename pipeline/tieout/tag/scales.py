"""What neighbours share: the magnitude, currency or unit printed once for a range or a list ("$90-95 million")."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from tieout.rules import load_rules
from tieout.tag.marks import DASHES, alternatives, scaled
from tieout.tag.printed import Printed, is_year

_GAP = 45
"""Characters between two numerals beyond which nothing is shared: " and approximately more than "."""


# the unit that both ends of a range print
_DOUBLED = re.compile(r"(?P<unit> [A-Za-z°][a-z²³]{0,12}(?: [a-z]{2,12})?)(?= (?:to|and) )")


@dataclass(frozen=True, slots=True)
class Pair:
    """Two numerals next to each other: `range_` where the words between make them the two ends of one."""

    left: int
    right: int
    range_: bool


@cache
def _links() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """What may stand between two numerals of a range or a list; words before the first that make or bar a range."""
    rules = load_rules("units")
    links = rules["links"]
    soft = alternatives([*rules["hedges"]["words"], *rules["bounds"]["low"], *rules["bounds"]["high"], "a", "an"])
    range_ = re.compile(
        rf" ?[{re.escape(DASHES)}] ?|,? (?:to|through)(?: (?:{soft}))? (?:a )?|-to-|- to ", re.IGNORECASE
    )
    list_ = re.compile(
        rf"(?:[,;] (?:(?:and|or|to) )?|,? (?:and|or|versus|vs\.?|from|to) )(?:(?:{soft}) ){{0,2}}| ?/ ?| & ",
        re.IGNORECASE,
    )
    opens = re.compile(rf"(?:^|\W)(?:{alternatives(links['range_before'])})\s(?:(?:{soft})\s)?\(?\Z", re.IGNORECASE)
    moves = re.compile(rf"(?:^|\W)(?:{alternatives(links['moves'])})\s(?:(?:{soft})\s)?\(?\Z", re.IGNORECASE)
    return range_, list_, opens, moves


def share(text: str, numerals: Sequence[Printed]) -> tuple[list[Printed], list[Pair]]:
    """The numerals with what they share filled in, and the pairs that stand in one range or list.

    >>> from tieout.tag.printed import scan
    >>> text = "between $90 and 95 million, or 5 to 7 percent"
    >>> shared, _ = share(text, list(scan(text)))
    >>> [(n.number.__str__(), n.power, n.currency or n.unit) for n in shared]
    [('90', 6, 'USD'), ('95', 6, 'USD'), ('5', None, '%'), ('7', None, '%')]
    """
    whole = list(numerals)
    pairs: list[Pair] = []
    range_words, list_words, opens, moves = _links()
    for i in range(len(whole) - 2, -1, -1):
        a, b = whole[i], whole[i + 1]
        if b.start - a.end > _GAP or b.start < a.end:
            continue
        gap = text[a.end : b.start]
        if not b.negative and text[b.start] in DASHES:  # "$500" "-$600 million"
            gap += text[b.start]
        doubled = _DOUBLED.match(gap)
        if doubled is not None and text.startswith(doubled["unit"], b.end):  # "44 mg to 50 mg"
            gap = gap[doubled.end() :]
        before = text[max(0, a.start - 40) : a.start]
        spelled = range_words.fullmatch(gap) is not None
        between = " and " in gap and opens.search(before) is not None and list_words.fullmatch(gap) is not None
        if not spelled and not between and list_words.fullmatch(gap) is None:
            continue
        dashed = gap.strip() in DASHES
        halved = a.bare and a.power is None and not b.bare  # "growth of 5 to 7 percent" moves nowhere
        ranging = dashed or ((spelled or between) and (halved or moves.search(before) is None))
        a, b, ranging = _shared(a, b, ranging, restated=gap.strip() in (", or", "or"))
        whole[i], whole[i + 1] = a, b
        same = (a.currency, a.unit) == (b.currency, b.unit)
        ranging = ranging and same and scaled(a.number, a.power or 0) <= scaled(b.number, b.power or 0)
        pairs.append(Pair(i, i + 1, ranging))
    pairs.reverse()
    return whole, pairs


def _shared(a: Printed, b: Printed, ranging: bool, *, restated: bool) -> tuple[Printed, Printed, bool]:
    """Both numerals with what one prints for both, and whether they may still be a range."""
    if a.bare and a.power is None and is_year(a):
        return a, b, False
    if a.bare and b.unit is not None:
        if a.power is not None or restated:  # "108.84, or 1.3% more"
            return a, b, False
        return replace(a, unit=b.unit, rule=f"{b.rule} shared"), b, ranging
    if b.bare and a.unit == "x" and ranging and b.power is None:
        return a, replace(b, unit="x", rule="times shared"), ranging
    if b.bare and a.currency is not None and ranging and (b.power is not None or a.places == b.places) and not b.glued:
        b = replace(b, currency=a.currency, rule="currency shared")
    if a.bare and b.currency is not None and b.power == -2 and a.power is None:  # "five to 10 cents"
        return replace(a, currency=b.currency, power=-2, rule="currency shared"), b, ranging
    if a.bare and b.currency is not None and ranging and b.rule in ("currency after", "currency shared"):
        a = replace(a, currency=b.currency, rule="currency shared")
    alike = a.currency == b.currency and a.unit is None and b.unit is None
    if (
        alike
        and a.power is None
        and b.power is not None
        and b.power > 0
        and (a.number < 1000 and (a.number <= b.number if ranging else a.places == b.places))
    ):
        a = replace(a, power=b.power, rule=f"{a.rule}, magnitude shared")
    return a, b, ranging
