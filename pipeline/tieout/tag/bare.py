"""Bare numbers: what only the sentence before them tells."""

import re
from dataclasses import replace

from tieout.facts import unit_kind
from tieout.tag.cues import MULTIPLE, SLOT, cue_patterns
from tieout.tag.nouns import noun_rules
from tieout.tag.reading import NO_FIGURE, Reading, Rule, Unit
from tieout.tag.words import IN_WORDS

# what stands after a number of what was counted before it: " more than", " of them", " have been shut", " franchised.",
# " in Canada"
_SAME = re.compile(
    r" (?:more|fewer)(?= than| by| in|[.,;)]|\Z)| of (?:them|which|whom)(?!\w)"
    r"|(?P<does> (?:have|has|had|were|was|are|is|remain|remained) )"
    r"|(?P<where> in (?:the )?[A-Z])"
    r"|(?P<state> (?:[a-z]+ed|online|offline|overseas|abroad|offshore|elsewhere)(?=[.,;)]|\Z))"
)
_COMPARED = re.compile(r" (?:from|instead of|versus|vs\.?|against|compared (?:with|to)) \Z", re.IGNORECASE)
# before a level, not a change: "to 53.8 basis points", but "rose 5%"
_STATED = re.compile(r"(?:(?<!\w)(?:to|was|were|is|are|at|of|averaged|reached|totaled)|:) \Z", re.IGNORECASE)
_LISTED = 60
"""Characters from one count of a list to the next: " in the Republic of Ireland and Northern Ireland, "."""


def _money_in_words(reading: Reading) -> Unit | None:
    """Millions in words where the sentence speaks of money: "$5 billion on top of the four billion"."""
    numeral = reading.numeral
    if numeral.rule != IN_WORDS or not numeral.bare:
        return None
    return Unit(reading.money, "currency of the sentence") if reading.money is not None else NO_FIGURE


def _ratio(reading: Reading) -> Unit | None:
    """A bare decimal after "ratio", "leverage", "coverage"; or "3.5 times"; or "2.1 to 1"."""
    numeral, text = reading.numeral, reading.text
    if not numeral.bare or numeral.power is not None or numeral.glued:
        return None
    patterns = cue_patterns()
    if patterns.to_one.match(text, numeral.end):
        return Unit("x", "ratio to one")
    if MULTIPLE.match(text, numeral.end):
        return Unit("x", "times")
    if not numeral.places:
        return None
    if patterns.times.match(text, numeral.end):
        return Unit("x", "times")
    if patterns.word.match(text, numeral.end) or not patterns.ratio.search(text, reading.sentence, numeral.start):
        return None
    return Unit("x", "ratio before")


def _noun_of_sentence(reading: Reading) -> Unit | None:
    """A bare number where the sentence wants a figure, counting the noun before it: "headcount was 536"."""
    numeral, text = reading.numeral, reading.text
    if not numeral.bare or numeral.glued or numeral.lettered or (numeral.bracketed and numeral.power is None):
        return None
    patterns = cue_patterns()
    grouped = "," in text[numeral.first : numeral.last]
    named = patterns.word.match(text, numeral.end) is not None and not (reading.ranged and grouped)
    if named and numeral.power is None:
        return None
    before = text[max(reading.sentence, numeral.start - SLOT) : numeral.start]
    if numeral.power is None and not patterns.slot.search(before) and not (grouped and before.endswith((", ", "; "))):
        return None
    if numeral.number >= 1000 and numeral.power is None and not grouped:
        return None  # a year before 1900, a code
    counted, since = reading.preceding, reading.sentence
    if counted is not None and unit_kind(counted.name) in ("quantity", "shares"):
        since = max(since, counted.end)
    else:
        counted = None
    whole = numeral.power is not None or not numeral.places
    name = reading.nouns.before(since, numeral.start) if whole and reading.nouns is not None else None
    if name is not None and name not in noun_rules().time:
        return Unit("shares" if name == "share" else name, "noun before")
    if numeral.power is None and patterns.days.search(text, reading.sentence, numeral.start):
        return Unit("day", "days before")
    if counted is not None:
        return replace(counted, rule="noun before")
    if numeral.power is None or named:
        return None
    if reading.money is not None:
        return Unit(reading.money, "currency of the sentence")
    if reading.currency is not None and before.endswith(" of "):
        return Unit(reading.currency, "currency of the text")
    return Unit("", "magnitude alone")


def _more_of_the_same(reading: Reading) -> Unit | None:
    """A bare number of what was counted before it: "2,611 drivers, 109 more than", "96 of them owned and 31 leased"."""
    numeral, text, counted = reading.numeral, reading.text, reading.preceding
    if counted is None or unit_kind(counted.name) not in ("quantity", "shares"):
        return None
    if not numeral.bare or numeral.glued or numeral.bracketed or numeral.places:
        return None
    after, before = _SAME.match(text, numeral.end), text[numeral.start - 5 : numeral.start]
    if after is None:
        return None
    listed = before.endswith((", ", " and ", " or "))
    if (after["does"] and not before.endswith(", ")) or (after["state"] and not listed):
        return None
    if after["where"]:  # "629 in Norway, 110 in Canada and 42 in Mexico"
        near = reading.prior is not None and reading.prior[1].name == counted.name
        if not near or not listed or numeral.start - (reading.prior[0].end if reading.prior else 0) > _LISTED:
            return None
    return replace(counted, rule="counted before")


def _compared_with_like(reading: Reading) -> Unit | None:
    """A bare number compared with a percentage, points or a ratio: "slipped to 53.8 basis points from 54.0"."""
    numeral, text = reading.numeral, reading.text
    if reading.prior is None or not numeral.bare or numeral.power is not None or numeral.glued:
        return None
    like, unit = reading.prior
    if unit_kind(unit.name) not in ("percent", "points", "ratio") or like.places != numeral.places:
        return None
    if not _COMPARED.search(text, max(like.end, numeral.start - SLOT), numeral.start):
        return None
    if not _STATED.search(text, max(0, like.start - SLOT), like.start) or cue_patterns().word.match(text, numeral.end):
        return None
    return replace(unit, rule="compared with like")


SENTENCE_RULES: tuple[Rule, ...] = (_money_in_words, _ratio, _more_of_the_same, _compared_with_like, _noun_of_sentence)
"""Rules for what only the sentence before a numeral tells."""
