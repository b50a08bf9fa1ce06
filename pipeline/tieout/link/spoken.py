"""The part of the company that a heading, an opening or a verb says a sentence or a block speaks of."""

import re
from collections.abc import Iterable
from functools import cache

from tieout.link.clauses import Gap
from tieout.link.cues import METRIC, Cues
from tieout.link.parts import SegmentWords
from tieout.link.segments import LONGEST, OF_COMPANY, PART_WORD, POSSESSIVE, leading_segment
from tieout.metrics import find_metrics
from tieout.periods import find_periods
from tieout.rules import load_rules

_FEW = 3  # words before a segment that a sentence may open with
# "Outdoor: sales of", "Outdoor — Sales were", "Outdoor. Sales were"
_LEAD_IN = re.compile(r"^[\"“•\s-]*(?P<words>[A-Z][^.:;—–]{1,60}?)\s*(?:[:—–]|\.(?=\s))\s*")
# "the Outdoor segment", "our Outdoor division"
_OUTRIGHT = re.compile(
    r"\b(?:[Tt]he|[Oo]ur|[Ii]ts)\s+((?:[A-Z][\w&/'’-]*\s+(?:and\s+|&\s+)?){1,6})(?:segment|division)\b"
)
# "In Europe, sales", "At Outdoor, we"
_OPENING = re.compile(
    r"[\s“\"•·-]*(?:In|At|Within|For) (?:the |our )?"
    r"(?P<name>[A-Z][\w.&/'’-]*(?:(?: (?:and|&|of))? [A-Z][\w.&/'’-]*){0,4})"
    r"(?: (?:segment|division|business|region))?(?:,| (?=we\b|our\b|the\b|net\b|sales\b|revenues?\b))"
)
# "the division's revenues", "income of that segment"
_AGAIN = re.compile(
    r"\b(?:the|this|that)\s+(?:segment|division|business unit|region)(?:['’]s)?(?=\s+(?!segment\b|of\b|in\b)|[,.]|$)"
)
# "the company's major division, Outdoor, grew"
_APPOSED = re.compile(r"\b(?:segment|division), (?P<words>[A-Z][\w&/'’.-]*(?: (?:(?:and|&) )?[A-Z][\w&/'’.-]*){0,5}),")
# "Outdoor generated record net revenues of", "- Outdoor delivered 40 boats"
_ACTS = re.compile(r"[\W\d]*(?P<words>[A-Z][\w&/’'.-]*(?:,? (?:(?:and|&) )?[A-Z][\w&/’'.-]*){0,5}) (?P<verb>\w+)")
# "Outdoor rental income includes", "(1) Outdoor operating profit reflects"
_HOLDS = re.compile(
    r"^(?:\W*\(?\d\)\s*)?\W*(?P<words>[A-Z][^,;.:()]{2,80}?)\s(?:includes?|included|reflects?|reflected|excludes?|excluded)\s"
)
_NEXT_OF_PART = re.compile(rf"[^;]{{0,60}};\s+{METRIC}\s")
_THE_COMPANY = re.compile(r"^[^,;]{0,40}\b(?:[Tt]he Company|[Tt]otal [Cc]ompany|[Cc]onsolidated)\b(?!['’])")
_BUSINESS = re.compile(r"^business$", re.IGNORECASE)


def segment_of_heading(text: str, words: SegmentWords, known: Iterable[str] = ()) -> str | None:
    """The part of the company that a heading names and nothing else, but for times: a known one, or called a segment.

    `known` are parts that were met before.

    >>> known = SegmentWords(frozenset({"mgm china"}), frozenset())
    >>> segment_of_heading("MGM China", known), segment_of_heading("Domestic Segment Q2 FY24 Results", known)
    ('MGM China', 'Domestic')
    >>> segment_of_heading("Income Taxes", known), segment_of_heading("Major Segment and Brand Results", known)
    (None, None)
    """
    for mention in reversed(find_periods(text)):
        text = f"{text[: mention.start]} {text[mention.end :]}"
    name = " ".join(_around().sub(" ", text).split()).strip(" .:-–—,")
    if not name or len(name.split()) > LONGEST or find_metrics(name) or _whole().search(name) or _BUSINESS.match(name):
        return None
    if (
        _segment_and().search(text) or " ," in name
    ):  # "Major Segment and Brand Performance", "our division, Outdoor, grew"
        return None
    called = bool(re.search(r"\w\W+(?:segment|division)\b", text, re.IGNORECASE))
    lower = name.lower()
    met = lower in words.names or lower in words.owners or any(lower == part.lower() for part in known)
    return name if met or (called and name[:1].isupper()) else None


def segment_of_opening(text: str, words: SegmentWords, cues: Cues) -> str | None:
    """The part of the company that a sentence begins with: "In the Americas, revenue fell", "Outdoor: sales of".

    >>> from tieout.link.cues import load_cues
    >>> nothing = SegmentWords(frozenset(), frozenset())
    >>> segment_of_opening("“In Metal Coatings we sold more.", nothing, load_cues())
    'Metal Coatings'
    >>> segment_of_opening("In addition, we sold more.", nothing, load_cues())
    """
    if match := _LEAD_IN.match(text):
        found = PART_WORD.sub("", match["words"])
        if found.lower() in words.names and (METRIC in text[match.end() :] or match[0].rstrip().endswith(".")):
            return found
    match = _OPENING.match(text)
    if match is None:
        return None
    name = match["name"]
    first = POSSESSIVE.sub("", name.split()[0].lower())
    odd = first in cues.generic or first in words.issuer or OF_COMPANY.match(name) or cues.non_gaap.search(name.lower())
    return None if odd or find_periods(name) or find_metrics(name) else name


def is_next_of_part(gap: Gap, text: str) -> bool:
    """Whether a list goes on with the next measure of the same part: "Outdoor revenue up 3%; pre-tax income up 15%"."""
    if _NEXT_OF_PART.match(gap.text) is None:
        return False
    named = gap.metrics[0][1]
    return text[named.start].islower() and named.metric in load_rules("segments")["listed"]["next"]


def is_spoken_of_again(text: str) -> bool:
    """Whether lower-case words mean a part named before: "the division's", "of that segment".

    >>> is_spoken_of_again(" and that segment’s margin passed "), is_spoken_of_again("the segment of the market")
    (True, False)
    """
    return _AGAIN.search(text) is not None


def holding_segment(text: str, known: Iterable[str], words: SegmentWords) -> str | None:
    """The part whose amount, as a sentence opens, holds another: "Outdoor rental income includes fees of".

    >>> nothing = SegmentWords(frozenset(), frozenset())
    >>> holding_segment("(1) Outdoor rental income includes fees of ", ["Outdoor"], nothing)
    'Outdoor'
    """
    match = _HOLDS.match(text)
    return leading_segment(match["words"].replace(METRIC, " sales"), known, words) if match else None


def apposed_segment(gap: Gap) -> str | None:
    """The part that a sentence names beside the word for it: "our largest division, Outdoor, grew"."""
    match = _APPOSED.search(gap.raw)
    return match["words"] if match else None


def acting_segment(text: str, words: SegmentWords, cues: Cues) -> str | None:
    """The part of the company that a sentence opens with and that does something: "Outdoor generated revenue of".

    >>> from tieout.link.cues import load_cues
    >>> known = SegmentWords(frozenset({"outdoor gear"}), frozenset())
    >>> acting_segment("Outdoor Gear generated revenue of ", known, load_cues())
    'Outdoor Gear'
    """
    match = _ACTS.match(text)
    if (
        match is None
        or match["words"].lower() not in words.names
        or words.issuer.issuperset(match["words"].lower().split())
    ):
        return None
    verb = match["verb"].lower()
    return match["words"] if cues.transitive.fullmatch(verb) and cues.past.search(verb) else None


def is_of_whole(gap: Gap) -> bool:
    """Whether a sentence turns to the company itself: "In July the Company repaid", "Total company backlog"."""
    return _THE_COMPANY.search(gap.raw) is not None


def segment_of_block(gap: Gap, cues: Cues) -> str | None:
    """A segment that the sentence names outright ("the Outdoor segment"), for the rest of its block."""
    match = _OUTRIGHT.search(gap.raw) if "segment" in gap.raw or "division" in gap.raw else None
    if match is None:
        return None
    before = gap.text[: match.start()]
    spoken_of = METRIC in before or len(before.split()) <= _FEW  # not "we finished projects for the Outdoor segment"
    if not spoken_of or cues.transitive.search(before) or cues.finite.search(before):
        return None
    return match[1].strip()


@cache
def _around() -> re.Pattern[str]:
    return re.compile(rf"\b{_any_of('around')}\b", re.IGNORECASE)


@cache
def _whole() -> re.Pattern[str]:
    return re.compile(rf"\b{_any_of('whole')}\b", re.IGNORECASE)


@cache
def _segment_and() -> re.Pattern[str]:
    """ "Major Segment and Brand Performance": of more than segments."""
    return re.compile(rf"\b(?:segments?|divisions?)\s+(?:and|&)\s+(?!{_any_of('around')}\b)", re.IGNORECASE)


def _any_of(key: str) -> str:
    return f"(?:{'|'.join(load_rules('segments')['heading'][key])})"
