"""Everything but money: percentages, points, ratios, and quantities with the noun that they count."""

import re
from dataclasses import dataclass, replace
from functools import cache

from tieout.facts import unit_kind
from tieout.rules import load_rules
from tieout.tag.marks import alternatives
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
# what stands after a number of what was counted before it: " more than", " of them", " have been shut", " franchised."
_SAME = re.compile(
    r" (?:more|fewer)(?= than| by| in|[.,;)]|\Z)| of (?:them|which|whom)(?!\w)"
    r"|(?P<does> (?:have|has|had|were|was|are|is|remain|remained) )"
    r"|(?P<state> (?:[a-z]+ed|online|offline|overseas|abroad|offshore|elsewhere)(?=[.,;)]|\Z))"
)
_COMPARED = re.compile(r" (?:from|instead of|versus|vs\.?|against|compared (?:with|to)) \Z", re.IGNORECASE)
# before a level, not a change: "to 53.8 basis points", but "rose 5%"
_STATED = re.compile(r"(?:(?<!\w)(?:to|was|were|is|are|at|of|averaged|reached|totaled)|:) \Z", re.IGNORECASE)
_YEAR_BEFORE = re.compile(r"(?<!\d)(?:19|20)\d\d \Z")
_DEFINED = re.compile(r"(?<![\d.,])1 [A-Za-z][A-Za-z -]{0,30} (?:is|equals|=)[a-z ]{0,20} \Z")
# "1 in 4 households", "converted at 6 Mcf per Bbl"
_PROPORTION = re.compile(
    r"(?<![\w.,])(?:1|[Oo]ne|two|three) (?:in|out of) (?:every )?\Z|\bconverted (?:at|using) [a-z ]{0,20}\Z"
)
_RANKED = re.compile(r" (?:\w+ )?(?:Best|Most|Top|Largest|Fastest|Greatest|Hottest) [A-Z]")  # a list's name
_MODEL_BEFORE = re.compile(r"\d[A-Z](?:,| and|, and| or) \Z|[ (]\d{1,3} \Z")  # "777X and 767 programs", "120 787 jets"
_MODEL_NEXT = re.compile(r" (?:\d{3}-\d{1,4}|[A-Z]\d{2,3}(?:-\d{2,4})?)[A-Z]{0,2}(?= [a-z])")  # "30 787-9 airplanes"
_MULTIPLE = re.compile(r"[ -]times (?:the|that|those|as|more|greater|higher|larger|faster|our|its|their|what)(?!\w)")
_SLOT = 30
"""Characters in which the word stands that a bare number follows."""


@dataclass(frozen=True, slots=True)
class _Patterns:
    """Patterns of the rules below.

    `aside` may stand between a numeral and its noun; `days`, `points`, `index` and `ratio` are cues in the sentence;
    `sterling` stands before pounds of money,
    `times`, `to_one` and `word` stand after a numeral, `slot` before it; `telephone` and `model` are no numbers.
    """

    aside: re.Pattern[str]
    days: re.Pattern[str]
    points: re.Pattern[str]
    index: re.Pattern[str]
    ratio: re.Pattern[str]
    times: re.Pattern[str]
    to_one: re.Pattern[str]
    word: re.Pattern[str]
    slot: re.Pattern[str]
    sterling: re.Pattern[str]
    telephone: re.Pattern[str]
    model: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    rules = load_rules("units")
    nouns, percent = rules["nouns"], rules["percent"]
    ends = alternatives([*nouns["stops"], *nouns["joins"]])
    soft = alternatives([*rules["hedges"]["words"], *rules["bounds"]["low"], *rules["bounds"]["high"]])
    return _Patterns(
        # "5.0 million and 4.8 million, respectively, shares"; "50 of our stores", "63 of Acme's claims"
        aside=re.compile(
            r",? respectively,?(?= )|"
            r" of (?:our|its|the|these|those|their|all|[A-Z][A-Za-z]{0,30}['’]s)(?= [A-Za-z])"
        ),
        days=_any_word(nouns["time_cues"]),
        points=_any_word(percent["point_words"]),
        index=_any_word(percent["index_words"]),
        ratio=_any_word(rules["ratio"]["words"]),
        times=re.compile(r"[ -]times?(?!\w)"),
        # "2.1 to 1", "2-to-1"
        to_one=re.compile(r"[ -](?:to|-)[ -]?(?:1(?:\.0+)?|one)(?![\w.,-]?\d|\w)"),
        # a word that is neither a preposition nor a verb: the number counts or names something else
        word=re.compile(rf"[ -](?!(?:{ends})(?!\w))[A-Za-z]|[-/]\d"),
        slot=re.compile(rf"(?:(?<!\w)(?:{alternatives(nouns['before_number'])}) |\(|: )\Z", re.IGNORECASE),
        sterling=re.compile(rf"(?<!\w)(?:{alternatives(rules['pounds']['words'])})(?: (?:{soft}))? \Z", re.IGNORECASE),
        # 555-1212; 1-800-; (408) 555
        telephone=re.compile(r"(?<![\d,.$])\d{3}[-‐‑–]\d{4}(?![\d,.]\d)|\d-\d{3}-|\(\d{3}\) ?\d{3}"),
        # 737-10: digits on both sides of a hyphen that makes no range
        model=re.compile(r"^\d-|\d-\d\Z"),
    )


def _any_word(words: list[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<![A-Za-z])(?:{alternatives(words)})(?![A-Za-z])", re.IGNORECASE)


def _in_words(reading: Reading) -> Unit | None:
    """Millions in words are money or, with a noun, a count, which is no figure: "four billion barrels"."""
    numeral = reading.numeral
    if numeral.rule != IN_WORDS or not numeral.bare:
        return None
    return NO_FIGURE if _patterns().word.match(reading.text, numeral.end) else None


def _money_in_words(reading: Reading) -> Unit | None:
    """Millions in words where the sentence speaks of money: "$5 billion on top of the four billion"."""
    numeral = reading.numeral
    if numeral.rule != IN_WORDS or not numeral.bare:
        return None
    return Unit(reading.money, "currency of the sentence") if reading.money is not None else NO_FIGURE


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
    patterns = _patterns()
    if not reading.ranged and patterns.model.search(text[max(0, numeral.start - 2) : numeral.end + 2]):
        return NO_FIGURE
    if _MODEL_START.search(text, max(0, numeral.start - _SLOT), numeral.start):
        chain = text.rfind(" ", max(0, numeral.start - _SLOT), numeral.start) + 1
        if is_name(text, chain, numeral.end, reading.sentence):
            return NO_FIGURE  # "Boeing 737-800"
    if numeral.lettered and _PLAN.fullmatch(text, numeral.first, numeral.end):
        return NO_FIGURE  # "401k"
    if numeral.lettered and _NAMED.match(text, numeral.end):
        return NO_FIGURE  # "340B Drug Pricing"
    if patterns.telephone.search(text[max(0, numeral.start - 5) : numeral.end + 5]):
        return NO_FIGURE
    if _DEFINED.search(text, max(0, numeral.start - 2 * _SLOT), numeral.start):
        return NO_FIGURE  # "1 short ton is equivalent to 0.907185 metric tons"
    if _PROPORTION.search(text, max(0, numeral.start - 2 * _SLOT), numeral.start):
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
    aside = _patterns().aside.match(text, numeral.end) or _MODEL_NEXT.match(text, numeral.end)
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


def _ratio(reading: Reading) -> Unit | None:
    """A bare decimal after "ratio", "leverage", "coverage"; or "3.5 times"; or "2.1 to 1"."""
    numeral, text = reading.numeral, reading.text
    if not numeral.bare or numeral.power is not None or numeral.glued:
        return None
    patterns = _patterns()
    if patterns.to_one.match(text, numeral.end):
        return Unit("x", "ratio to one")
    if _MULTIPLE.match(text, numeral.end):
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
    patterns = _patterns()
    grouped = "," in text[numeral.first : numeral.last]
    named = patterns.word.match(text, numeral.end) is not None and not (reading.ranged and grouped)
    if named and numeral.power is None:
        return None
    before = text[max(reading.sentence, numeral.start - _SLOT) : numeral.start]
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
    return replace(counted, rule="counted before")


def _compared_with_like(reading: Reading) -> Unit | None:
    """A bare number compared with a percentage, points or a ratio: "slipped to 53.8 basis points from 54.0"."""
    numeral, text = reading.numeral, reading.text
    if reading.prior is None or not numeral.bare or numeral.power is not None or numeral.glued:
        return None
    like, unit = reading.prior
    if unit_kind(unit.name) not in ("percent", "points", "ratio") or like.places != numeral.places:
        return None
    if not _COMPARED.search(text, max(like.end, numeral.start - _SLOT), numeral.start):
        return None
    if not _STATED.search(text, max(0, like.start - _SLOT), like.start) or _patterns().word.match(text, numeral.end):
        return None
    return replace(unit, rule="compared with like")


COUNT_RULES: tuple[Rule, ...] = (_in_words, _printed_unit, _name, _abbreviation, _noun, _noun_of_next, _measured)
"""Rules for what stands at and after a numeral, in the order in which they are asked."""
SENTENCE_RULES: tuple[Rule, ...] = (_money_in_words, _ratio, _more_of_the_same, _compared_with_like, _noun_of_sentence)
"""Rules for what only the sentence before a numeral tells."""


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
    return _patterns().sterling.search(text, max(0, numeral.start - _SLOT), numeral.start) is not None


def _are_points(reading: Reading, noun: Counted) -> bool:
    """Whether "points" are percentage points: a margin or rate is spoken of, and no index."""
    numeral, patterns = reading.numeral, _patterns()
    if numeral.power is not None or numeral.number >= _MOST_POINTS:
        return False
    low, high = max(reading.sentence, numeral.start - _CUES), noun.end + _CUES_AFTER
    if patterns.index.search(reading.text, reading.sentence, high):
        return False
    return patterns.points.search(reading.text, low, high) is not None


def _time(reading: Reading, noun: Counted) -> Unit | None:
    """A length of time is no figure, save days of sales and their like, and times and hours by the million."""
    numeral, text = reading.numeral, reading.text
    if noun.unit == "time" and numeral.power is None and (numeral.places or _MULTIPLE.match(text, numeral.end)):
        return None  # a ratio
    unit = Unit(noun.unit, "counted noun", text[noun.start : noun.end], noun.end)
    if noun.unit in noun_rules().time_counted and numeral.power is not None:
        return unit
    low, high = max(reading.sentence, numeral.start - _CUES), noun.end + _CUES_AFTER
    return unit if noun.unit == "day" and _patterns().days.search(text, low, high) else NO_FIGURE
