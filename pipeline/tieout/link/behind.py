"""Noun phrases behind a figure, found without a parser: up to the next verb, connective or mark."""

import re

from tieout.link.clauses import Gap
from tieout.link.cues import METRIC, PERIOD, Cues
from tieout.link.phrases import Span

_LONGEST = 90  # characters of a phrase behind a figure; more is a clause

# "... of debt and the rest": a new clause behind "and"
_NEW_CLAUSE = re.compile(rf"\s+and\s+(?=(?:the|a|an|our|its|we|it)\s|{METRIC}|$)|\s+and\s*$")
# "$5 million of severance", "$5 million after tax of severance"
_OF = re.compile(
    r"(?:\s+(?:after[- ]tax|pre-?tax|before tax|net of tax)(?=\s))?\s+(?:of|in|for)\s+(?:(?:the|our|its|total)\s+)?"
)
# "$5 million and $4 million, respectively, of severance"
_RESPECTIVELY = re.compile(r"\s*,?\s*respectively,?(?=\s+(?:of|in|for)\s)")
_OF_WHOLE = re.compile(rf"\s*of\s+(?:(?:the\s+)?{PERIOD}\s+)?")
_OF_MOVE = re.compile(r"\s+(?:in|of)\s+")
# "charges of $5 million in the quarter, respectively, | for severance"
_COMPLETING = re.compile(
    rf"[\s,*]*(?:(?:in|for|during)?\s*(?:the\s+)?{PERIOD}[\s,]*(?:and\s+)?)*(?:respectively,?\s*)?"
    r"(?P<link>of|for|from|on|to|under|due to|in connection with|(?:related|relating|attributable) to"
    r"|(?:associated|connected) with|resulting from)\s+(?:(?:the|our|its|a|an)\s+)*"
)
_DATED = re.compile(rf"\s*{PERIOD}\s*")
_IS = re.compile(r"\s*\b(?:was|were|is|are)\s+")
# "charges associated with the closing of a plant": the verb goes with the noun
_CAUSED = re.compile(r"\b(?:charges?|expenses?|costs?|loss(?:es)?)\s+(?:associated|related|attributable|connected)\s*$")
_AND_OTHER = re.compile(r"(?:,\s+[\w -]{2,30}?){1,6},?\s+and\s+other\s+[\w-]+")


def moved_phrase(gap: Gap, cues: Cues) -> tuple[Span, str] | None:
    """What a move behind the figure is one of ("increase in rental income", "rental rate increase"), and its form."""
    match = cues.change_right.match(gap.text)
    if match is None:
        return None
    if any(at < match.end() for at, _ in gap.metrics):
        return (0, match.end()), "named behind"
    if tail := _OF_MOVE.match(gap.text, match.end()):
        return _stretch(gap, tail.end(), cues), "move of"
    side = next(side for side in ("up", "down", "neutral") if match[side])
    return (gap.lead, match.start(side)), "noun behind"


def object_phrase(gap: Gap, lead: int, cues: Cues) -> tuple[Span, str] | None:
    """What stands right behind the figure ("provision for loan losses", "in bad debt expense"), and its form."""
    if told := _RESPECTIVELY.match(gap.text, lead):
        lead = told.end()
    of = _OF.match(gap.text, lead)
    start = of.end() if of else len(gap.text) - len(gap.text[lead:].lstrip(" -"))
    if cues.joined.match(gap.text, start):
        return None
    return _stretch(gap, start, cues), "behind" if of else "noun behind"


def completing_phrase(gap: Gap, start: int, cues: Cues) -> tuple[str, Span] | None:
    """What completes a name given before the figure: "charges of $5 million | for | severance"."""
    link = _COMPLETING.match(gap.text, start)
    if link is None:
        return None
    start = link.end()
    if dated := _DATED.match(gap.text, start):
        if link["link"] != "on":
            return None
        start = dated.end()  # "impact on first quarter revenues"
    span = _stretch(gap, start, cues)
    return (link["link"].strip(), span) if span[1] > span[0] else None


def predicate_phrase(gap: Gap, start: int, cues: Cues) -> Span | None:
    """What is said of a whole: "90% of the awards | were | for new business"."""
    verb = _IS.match(gap.text, start)
    return _stretch(gap, verb.end(), cues) if verb else None


def whole_phrase(gap: Gap, cues: Cues) -> Span:
    """The whole that a share is of: "of total revenues"."""
    of = _OF_WHOLE.match(gap.raw)
    return _stretch(gap, of.end() if of else 0, cues)


def _stretch(gap: Gap, start: int, cues: Cues) -> Span:
    """The noun phrase that begins at `start`: to the next verb, connective or mark."""
    stop = cues.stop.search(gap.raw, start)
    if stop and _CAUSED.search(gap.raw, start, stop.start()):  # "charges associated | with the closing"
        stop = cues.stop.search(gap.raw, stop.end())
    if stop and (others := _AND_OTHER.match(gap.raw, stop.start())):  # "book, music, and other titles"
        stop = cues.stop.search(gap.raw, others.end())
    end = stop.start() if stop else len(gap.raw)
    joint = _NEW_CLAUSE.search(gap.raw, start, end)
    return start, min(joint.start() if joint else end, start + _LONGEST)
