"""Sign by metric, status by words: what a figure's number means once its metric is known."""

import re
from decimal import Decimal

from tieout.facts import Status
from tieout.link.clauses import Sentence
from tieout.link.cues import METRIC, PERIOD, Cues
from tieout.link.roles import Role
from tieout.mentions import FigureMention

# "$5 million is expected to be spent", "$4 million should become revenue"
_EXPECTED = re.compile(
    r"[^.,;:]{0,30}?\b(?:(?:is|are)\s+(?:now\s+|currently\s+)?(?:expected|anticipated|planned|projected|budgeted)"
    r"|should|will be)\b"
)
# "Raises Outlook for 2020; Net Sales up 8%": what is announced of an outlook says nothing of the next line
_TITLE = re.compile(rf"\s*(?:for\s+)?{PERIOD}?\s*;")
_ANNOUNCED = re.compile(
    rf"\b(?:rais|lift|lower|reaffirm|reiterat|updat|withdr)\w+\s+(?:[\w{PERIOD}-]+\s+){{0,3}}(?:outlook|guidance|forecast)\s+{METRIC}"
)
_JOINED = re.compile(r"\band\b")
_WINDOW = 220  # characters before a figure in which words tell that it is expected
# "compared with our guidance of $5 million, net sales were": what follows is done
_DONE_SINCE = re.compile(rf"{METRIC}[^.;]*?\b(?:was|were|had|totall?ed|amounted)\b(?!\s+(?:expected|projected))")
# "production guidance", "the $5 million capital budget"
_PLAN = re.compile(r"\b(?:budget|guidance|outlook|forecast)$")
_PLAN_BEHIND = re.compile(r"\s+(?:(?:capital|spending|annual|production)\s+)?(?:budget|guidance|outlook|forecast)\b")
_SIGNED_BY_LOSS = frozenset({"money", "per share", "percent"})


def signed_value(figure: FigureMention, role: Role, *, loss: bool, may_be_negative: bool) -> Decimal:
    """The figure's value with the sign that its metric gives it: a loss, a fall and cash used are negative.

    `may_be_negative` says that the metric is one of income or cash flow, whose losses are its negative amounts.
    """
    value = figure.value
    if role.aspect == "change":
        return -abs(value) if role.direction < 0 else value
    if loss and may_be_negative and figure.kind in _SIGNED_BY_LOSS:
        return -abs(value)
    return value


def read_status(sentence: Sentence, k: int, cues: Cues, *, label: str, outlook: bool) -> Status:
    """Whether figure k of the sentence is stated as done or as expected.

    A word of expectation counts in the stretch before the figure since the last full clause, and right behind it.
    In an `outlook` all is expected but what the sentence says has happened; what `label` calls a budget always is.
    """
    if _PLAN.search(label.lower()) or _PLAN_BEHIND.match(sentence.gaps[k + 1].text):
        return "guidance"
    before = " ".join(gap.text for gap in sentence.gaps[max(0, k - 3) : k + 1])[-_WINDOW:]
    told = [m.end() for m in cues.guidance.finditer(before) if not _TITLE.match(before, m.end())]
    if told:
        announced = [m.end() - 2 for m in _ANNOUNCED.finditer(before)]
        told = [end for end in told if end not in announced]
    if told and not _DONE_SINCE.search(before, told[-1]):
        return "guidance"
    if outlook and not told and not cues.done.search(before):
        return "guidance"
    ahead = _EXPECTED.match(sentence.gaps[k + 1].text)
    return "guidance" if ahead and not _JOINED.search(ahead[0]) else "actual"
