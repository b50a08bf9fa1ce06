"""What was done with an amount, and to what, where a verb says it: bought back, returned, sold, earned."""

import re

from tieout.link.cues import METRIC, PERIOD
from tieout.link.segments import bought_part
from tieout.link.view import COUNTED, PRICED, Subject, View, worded

_RETURNED = re.compile(r"\breturn(?:ed|ing|s)?\s+(?:(?:a|total|of|more|than|over|approximately|nearly|about)\s+){0,5}$")
_TO_HOLDERS = re.compile(r"\s+(?:in cash\s+|of cash\s+)?to\s+(?:(?:its|our|the)\s+)?(?:share|stock|unit)holders\b")
_FOR = re.compile(r"\bfor\s+(?:(?:about|approximately|nearly|some|over|just|roughly|a total of)\s+)?$")
_NOUN = 40  # characters behind a count in which its noun stands
_EARNED = re.compile(r"^(?:EarningsPerShare|AdjustedEPS)")
# "reduced earnings per share for the quarter by"
_MOVED_IT = re.compile(
    rf"\b(?:reduced|lowered|decreased|increased|affected|impacted|benefited|benefitted|hurt|boosted)\s+(?!its|our)"
    rf"(?:[\w'’-]+\s+){{0,4}}{METRIC}(?:\s+(?:and\s+)?(?:[\w'’-]+|[{PERIOD}{METRIC}])){{0,8}}?\s+(?:by\s+)?(?:about\s+|approximately\s+)?$"
)


def debt_bought(view: View) -> Subject | None:
    """ "Repurchased $5 million of its senior notes": debt that is bought back, not shares."""
    named = view.left.metrics
    if view.figure.kind != "money" or not named or named[-1][1].metric != "ShareRepurchases":
        return None
    owed = view.behind(view.right, priced=False)
    if owed is None or not (owed.metric == "Debt" or view.cues.debt.match(view.right.text)):
        return None
    mention = named[-1][1]
    verb = view.text[mention.start : mention.end].lower()
    return worded(f"{owed.phrase} {verb}", "behind", reach=owed.reach)


def returned(view: View) -> Subject | None:
    """ "Returned $9 million to shareholders through dividends of $5 million and ...": the sum of both kinds."""
    told = _TO_HOLDERS.match(view.right.text)
    if view.figure.kind != "money" or told is None or not _RETURNED.search(view.left.text):
        return None
    one = len(view.right.metrics) == 1 and not view.right.text.rstrip().endswith(" of")
    return None if one else worded("returned to shareholders", "verb and object", reach=told.end())


def impact(view: View) -> Subject | None:
    """ "The provision reduced earnings per share by $0.15": how much something else moved what was earned."""
    bound = view.bound
    if view.figure.kind != "per share" or bound is None or not _EARNED.search(bound.metric or ""):
        return None
    if not _MOVED_IT.search(view.left.text) or view.cues.guidance.search(view.left.text):
        return None
    return worded(f"impact on {bound.label}", "verb and object")


def by_verb(view: View) -> Subject | None:
    """ "Repurchased 40,000 shares for $2 million": the verb says what is counted, and what is paid for it."""
    if view.left.metrics:
        return None
    kind, gaps = view.figure.kind, view.sentence.gaps
    for verb in view.cues.verbs:
        name = verb.kinds.get(kind)
        if name is None or verb.not_of.match(_counted_noun(view)):
            continue
        found = verb.pattern.search(view.left.text) if view.transitive else None
        if done := verb.passive.match(view.right.text):
            found = verb.pattern.search(view.words(view.right, done.span()).lower())
        counted = _counted_before(view) if kind == "money" else None
        if found is None and counted is not None:
            found = verb.pattern.search(gaps[counted].text) or verb.pattern.search(view.found[counted].label.lower())
        if found:
            return Subject(name, found[0], "", "", verb.loss, False, "verb")
    return None


def _counted_noun(view: View) -> str:
    """The words behind a count that name what is counted."""
    return view.text[view.figure.end : view.figure.end + _NOUN].lower()


def _counted_before(view: View) -> int | None:
    """The count, next to the figure or before the price of one, that the figure is paid for."""
    for i in range(view.k - 1, max(-1, view.k - 3), -1):
        kind = view.sentence.figures[i].kind
        if kind in COUNTED:
            return i
        if kind not in PRICED:
            return None
    return None


def price(view: View) -> Subject | None:
    """ "It bought the Laurel Mill, with 264 homes, for $51 million": what is paid for a part that is named."""
    if view.figure.kind != "money" or view.left.metrics or not _FOR.search(view.left.text):
        return None
    said = view.text[view.sentence.start : view.figure.start]
    return Subject("Acquisition", "price", "", "", False, False, "price") if bought_part(said) else None
