"""Everything but money: percentages, points, ratios, and quantities with the noun that they count."""

import re
from dataclasses import replace

from tieout.facts import unit_kind
from tieout.tag.cues import MULTIPLE, SLOT, cue_patterns
from tieout.tag.negatives import is_name, is_security
from tieout.tag.nouns import Counted, abbreviation_after, noun_after, noun_rules, rate_after
from tieout.tag.printed import is_year
from tieout.tag.quantulum import unit_candidate, unit_name
from tieout.tag.reading import NO_FIGURE, Reading, Rule, Unit
from tieout.tag.words import IN_WORDS

_CUES = 90
"""Characters before a number of days or points in which words such as "days sales outstanding" say what it is."""
_CUES_AFTER = 30
_MOST_POINTS = 150
"""More points than these are of an index, not of a percentage."""
# digits and a hyphen directly before a numeral; a capitalised word that is no plural after it
_MODEL_START = re.compile(r"\d-\Z")
_PLAN = re.compile(r"(?:401|403|457|529|10|20|8|6)[kK]")
_TITLED = re.compile(r" [A-Z][a-z]")
_NAMED = re.compile(r" [A-Z][a-z]++(?<!s) [A-Z]")
_YEAR_BEFORE = re.compile(r"(?<!\d)(?:19|20)\d\d \Z")
_DEFINED = re.compile(r"(?<![\d.,])1 [A-Za-z][A-Za-z -]{0,30} (?:is|equals|=)[a-z ]{0,20} \Z")
# "1 in 4 households", "converted at 6 Mcf per Bbl"
_PROPORTION = re.compile(
    r"(?<![\w.,])(?:1|[Oo]ne|two|three) (?:in|out of) (?:every )?\Z|\bconverted (?:at|using) [a-z ]{0,20}\Z"
)
_RANKED = re.compile(r" (?:\w+ )?(?:Best|Most|Top|Largest|Fastest|Greatest|Hottest) [A-Z]")  # a list's name
_MODEL_BEFORE = re.compile(r"\d[A-Z](?:,| and|, and| or) \Z|[ (]\d{1,3} \Z")  # "777X and 767 programs", "120 787 jets"
_MODEL_NEXT = re.compile(
    r" (?:\d{3}-\d{1,4}|[A-Z]{1,3}-?\d{2,3}(?:-\d{2,4})?)[A-Z]{0,2}(?= [A-Za-z])"
)  # "30 787-9 airplanes"


def _in_words(reading: Reading) -> Unit | None:
    """Millions in words are money or, with a noun, a count, which is no figure: "four billion barrels"."""
    numeral = reading.numeral
    if numeral.rule != IN_WORDS or not numeral.bare:
        return None
    return NO_FIGURE if cue_patterns().word.match(reading.text, numeral.end) else None


def _printed_unit(reading: Reading) -> Unit | None:
    """A percentage, points or a ratio, unless it is the rate in a security's name ("7.5% Senior Notes")."""
    numeral = reading.numeral
    if numeral.unit is None:
        return None
    if numeral.unit == "%" and is_security(reading.text, numeral.end):
        return NO_FIGURE
    return Unit(numeral.unit, numeral.rule)


def _name(reading: Reading) -> Unit | None:
    """A bare number that is a year, or part of a name, a date, a reference or a time, is no figure."""
    text, numeral = reading.text, reading.numeral
    if numeral.glued:
        return None if abbreviation_after(text, numeral.end) else NO_FIGURE
    patterns = cue_patterns()
    if not reading.ranged and patterns.model.search(text[max(0, numeral.start - 2) : numeral.end + 2]):
        return NO_FIGURE
    if _MODEL_START.search(text, max(0, numeral.start - SLOT), numeral.start):
        chain = text.rfind(" ", max(0, numeral.start - SLOT), numeral.start) + 1
        if is_name(text, chain, numeral.end, reading.sentence):
            return NO_FIGURE  # "Boeing 737-800"
    if numeral.lettered and _PLAN.fullmatch(text, numeral.first, numeral.end):
        return NO_FIGURE  # "401k"
    if numeral.lettered and _NAMED.match(text, numeral.end):
        return NO_FIGURE  # "340B Drug Pricing"
    if patterns.telephone.search(text[max(0, numeral.start - 5) : numeral.end + 5]):
        return NO_FIGURE
    if _DEFINED.search(text, max(0, numeral.start - 2 * SLOT), numeral.start):
        return NO_FIGURE  # "1 short ton is equivalent to 0.907185 metric tons"
    if _PROPORTION.search(text, max(0, numeral.start - 2 * SLOT), numeral.start):
        return NO_FIGURE
    if numeral.power is not None:
        return None
    if _YEAR_BEFORE.search(text, max(0, numeral.start - 6), numeral.start) and _TITLED.match(text, numeral.end):
        return NO_FIGURE  # "the 2019 100 Best Employers list"
    if numeral.bracketed or is_name(text, numeral.start, numeral.end, reading.sentence):
        return NO_FIGURE
    if _RANKED.match(text, numeral.end) or _MODEL_BEFORE.search(text, max(0, numeral.start - 8), numeral.start):
        return NO_FIGURE
    if is_year(numeral):
        noun = noun_after(text, numeral.end)
        if noun is None or noun.unit not in noun_rules().common or noun.start - numeral.end > 1:
            return NO_FIGURE
    return None


def _abbreviation(reading: Reading) -> Unit | None:
    """A quantity with its unit abbreviated: "45 MW"."""
    noun = abbreviation_after(reading.text, reading.numeral.end)
    return _counted(reading, noun, "abbreviation") if noun is not None else None


def _noun(reading: Reading) -> Unit | None:
    """A quantity with its noun after it: "445 retail stores"."""
    text, numeral = reading.text, reading.numeral
    aside = cue_patterns().aside.match(text, numeral.end) or _MODEL_NEXT.match(text, numeral.end)
    whole = not numeral.places or numeral.power is not None
    noun = noun_after(text, aside.end() if aside else numeral.end, lists=whole)
    if noun is None or (numeral.number == 1 and not numeral.places and numeral.power is None):
        return None  # "1 short ton is ..." defines
    if noun.unit in noun_rules().time:
        return _time(reading, noun)
    if noun.unit == "pound" and noun.start == numeral.end + 1 and _are_sterling(reading, noun):
        return Unit("GBP", "pounds sterling", text[noun.start : noun.end], noun.end)
    if noun.unit == "point" and _are_points(reading, noun):
        return Unit("pp", "points", text[noun.start : noun.end], noun.end)
    return _counted(reading, noun, "counted noun")


def _noun_of_next(reading: Reading) -> Unit | None:
    """A bare number beside one with a noun: "1.4 million and 1.5 million shares"."""
    following = reading.following
    if following is None or unit_kind(following.name) not in ("quantity", "shares"):
        return None
    return replace(following, rule="counted noun, shared")


def _measured(reading: Reading) -> Unit | None:
    """A quantity whose unit is an abbreviation that our rules lack, by quantulum3."""
    candidate = unit_candidate(reading.text, reading.numeral.end)
    if candidate is None:
        return None
    word, end = candidate
    name = unit_name(word)
    return Unit(name, "quantulum3", reading.text[end - len(word) : end], end) if name else None


COUNT_RULES: tuple[Rule, ...] = (_in_words, _printed_unit, _name, _abbreviation, _noun, _noun_of_next, _measured)
"""Rules for what stands at and after a numeral, in the order in which they are asked."""


def _counted(reading: Reading, noun: Counted, rule: str) -> Unit:
    """The unit of a counted noun with its rate: "barrel/day"."""
    name = "shares" if noun.unit == "share" else noun.unit
    rate = rate_after(reading.text, noun.end)
    words = reading.text[noun.start : rate[1] if rate else noun.end]
    return Unit(f"{name}/{rate[0]}" if rate else name, rule, words, noun.end)


def _are_sterling(reading: Reading, noun: Counted) -> bool:
    """Whether "pounds" are money: the words before them spend or earn them, and nothing is weighed."""
    text, numeral = reading.text, reading.numeral
    if text.startswith(" of ", noun.end):
        return False
    return cue_patterns().sterling.search(text, max(0, numeral.start - SLOT), numeral.start) is not None


def _are_points(reading: Reading, noun: Counted) -> bool:
    """Whether "points" are percentage points: a margin or rate is spoken of, and no index."""
    numeral, patterns = reading.numeral, cue_patterns()
    if numeral.power is not None or numeral.number >= _MOST_POINTS:
        return False
    low, high = max(reading.sentence, numeral.start - _CUES), noun.end + _CUES_AFTER
    if patterns.index.search(reading.text, reading.sentence, high):
        return False
    return patterns.points.search(reading.text, low, high) is not None


def _time(reading: Reading, noun: Counted) -> Unit | None:
    """A length of time is no figure, save days of sales and their like, and times and hours by the million."""
    numeral, text = reading.numeral, reading.text
    if noun.unit == "time" and numeral.power is None and (numeral.places or MULTIPLE.match(text, numeral.end)):
        return None  # a ratio
    unit = Unit(noun.unit, "counted noun", text[noun.start : noun.end], noun.end)
    if noun.unit in noun_rules().time_counted and numeral.power is not None:
        return unit
    low, high = max(reading.sentence, numeral.start - _CUES), noun.end + _CUES_AFTER
    return unit if noun.unit == "day" and cue_patterns().days.search(text, low, high) else NO_FIGURE
