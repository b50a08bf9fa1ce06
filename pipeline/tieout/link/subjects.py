"""What each figure measures: a metric that the release names, or the words it uses."""

import re
from collections.abc import Callable
from dataclasses import replace

from tieout.facts import UnitKind
from tieout.link.behind import whole_phrase
from tieout.link.clauses import Sentence
from tieout.link.cues import METRIC, Cues
from tieout.link.lists import alike, listed, paired
from tieout.link.phrases import SAID, interrupted_phrase, item_phrase, plain, resumption
from tieout.link.roles import MEMORY, Role
from tieout.link.transactions import by_verb, debt_bought, impact, price, returned
from tieout.link.view import COUNTED, PRICED, Subject, View, worded
from tieout.link.wording import completed, of_whole
from tieout.metrics import metric, metric_for_unit

# "income of our | shops"
_HANGS = re.compile(r"\w\s+(?:attributable to|of|at|in|from)\s")
# "included in other liabilities was"
_INCLUDED_IN = re.compile(r"\W*included in\b[^;.]*\b(?:was|were|is|are)\s+(?:\w+\s+)?$")
# "backlog included over"
_INCLUDING = re.compile(r"\binclud(?:ing|ed|es)\s+(?:(?:over|more|than|about|approximately|nearly|some)\s+){0,2}$")
# what is counted, and may include others of its kind
_HOLDING_COUNTS = frozenset({"Backlog", "Bookings", "Stores", "Customers"})
# "net income of $5 million | and EPS of"
_AND_ITS = re.compile(rf"[\s,]*and\s+{METRIC}\s+of\s*")


def _as_before(view: View) -> Subject | None:
    """ "$5 million, or $1 per share": the thing just spoken of, unless "and" brings a thing of its own."""
    if not view.role.linked or not view.found:
        return None
    if view.role.rule == "and" and view.found[-1].reach:  # "$5 million of severance and $2 million of fees"
        own = view.behind(view.right, priced=view.figure.kind in PRICED)
        if own is not None:
            return own
    return replace(view.found[-1], rule="as before", reach=0)


def _item_in_brackets(view: View) -> Subject | None:
    """ "the closing of a plant ($5,000), severance ($2,000)": an item of a list with its amount in brackets."""
    if view.text[view.figure.start] != "(" or view.role.side == "other":
        return None
    gap = view.left
    if gap.text.rstrip().endswith(SAID):
        return None  # "a loss per share of ($0.05)"
    span = item_phrase(gap)
    metrics = [(at, m) for at, m in gap.metrics if at >= span[0]]
    if metrics:
        return view.named(gap, metrics[0], span, "item before")
    label = view.words(gap, span)
    return worded(label, "item before") if label else None


def _resumed(view: View) -> Subject | None:
    """ "Income (after a provision of $2 million) was $5 million": the phrase that an aside with a figure interrupts."""
    mark = resumption(view.left, view.cues)
    if mark is None:
        return None
    gaps = view.sentence.gaps
    for i in range(view.k - 1, max(-1, view.k - 1 - MEMORY), -1):
        if i > 0 and mark == "," and view.cues.aside_opens.match(gaps[i].text, gaps[i].lead):
            return replace(view.found[i - 1], rule="resumed", reach=0)  # "income of $5 million, which included"
        found = interrupted_phrase(gaps[i], mark, view.cues, opens=i == 0)
        if found is not None:
            subject = view.spoken_of(*found)
            return None if subject is None else replace(subject, rule="resumed")
    return None


def _that_means(view: View) -> Subject | None:
    """ "We expect revenue of $5 million. This reflects 8% growth.": a move of what was spoken of."""
    if view.role.aspect != "change" or view.k or view.left.metrics:
        return None
    return view.carried if view.cues.that_means.match(view.left.text) else None


def _held_count(view: View) -> Subject | None:
    """ "Backlog included 900 airplanes", "40 shops, including 29 in Utah": of what has been counted."""
    if view.figure.kind != "quantity" or not _INCLUDING.search(view.left.text):
        return None
    held = view.left.metrics[-1][1] if view.left.metrics else None
    if held is not None and held.metric in _HOLDING_COUNTS:
        at = view.left.metrics[-1][0]
        return view.named(view.left, (at, held), (at, at + 1), "held count")
    before = view.found[-1] if view.found and held is None else None
    if before is None or before.metric not in _HOLDING_COUNTS:
        return None
    bare = not (view.figure.noun or view.right.text.lstrip().startswith(METRIC)) or before.metric != "Stores"
    return replace(before, rule="held count", reach=0) if bare else None


def _moved_in(view: View) -> Subject | None:
    """ "Offset by a $2 million increase in wages", "an increase of 12% in freight": what the move is one of."""
    found = view.moved
    if found is None or (found.metric is None and not found.label[:1].islower()):
        return None
    bound = view.bound
    firm = bound is None or bound.metric is None or found.metric is not None
    return found if firm or view.cues.item.search(found.label.lower()) else None


def _plain_profit(view: View) -> Subject | None:
    """ "Operating income was $5 million, compared with a loss of $1 million": a profit or loss of what was named."""
    bound = view.bound
    if bound is None or not view.cues.profit.fullmatch(bound.label.lower()):
        return None
    meant = view.carried if view.role.side == "other" else view.named_as_profit
    if meant is None or meant.metric is None or not metric(meant.metric).signed:
        return None
    return replace(meant, loss="loss" in bound.label.lower(), reach=0)


def _named_before(view: View) -> Subject | None:
    """ "Net sales for the quarter were $5 million": the metric that is bound to the figure."""
    bound = view.bound
    if bound is None or bound.metric is None:
        return None
    if view.figure.kind == "money" and _HANGS.search(bound.before) and "quantity" in metric(bound.metric).kinds:
        fits = metric_for_unit(bound.metric, view.figure.kind) is not None  # not "income of our shops was $5 million"
        return bound if fits else worded(bound.phrase, "noun before", non_gaap=bound.non_gaap)
    if view.figure.kind != "quantity":
        return replace(bound, non_gaap=True) if _shares_basis(view, bound) else bound
    noun = (view.figure.noun or "").lower()
    if "quantity" in metric(bound.metric).kinds:
        return None if noun and view.left.text.endswith(" in ") else bound  # "in 14 states"
    measured = view.cues.measure.fullmatch(noun) is not None  # "sales of 1,200 tons"
    return bound if measured and metric_for_unit(bound.metric, "quantity") else None


def _shares_basis(view: View, eps: Subject) -> bool:
    """ "Adjusted net income of $5 million and EPS of $1": the per-share form of what was just said to be adjusted."""
    if not view.found or not view.found[-1].non_gaap or not (eps.metric or "").startswith("EarningsPerShare"):
        return False
    earned = view.found[-1].metric in ("AdjustedNetIncome", "NetIncomeLoss")
    return earned and _AND_ITS.fullmatch(view.left.text) is not None


def _inverted(view: View) -> Subject | None:
    """ "Included in other liabilities was $5 million of deferred revenue": named behind, whatever stands before."""
    return view.behind(view.right, priced=False) if _INCLUDED_IN.match(view.left.text) else None


def _of_metric(view: View) -> Subject | None:
    """ "Following $5 million in provisions for loan losses": a metric that the figure is an amount of."""
    if view.bound is not None or view.role.share or view.role.aspect == "change":
        return None
    found = view.behind(view.right, priced=view.figure.kind in PRICED)
    if found is None or found.metric in (None, "Cash") or found.rule != "behind":
        return None
    return found if metric_for_unit(found.metric or "", view.figure.kind) else None


def _compared(view: View) -> Subject | None:
    """ "..., compared to $4 million", "... to $5 million": nothing new is named, so it is the same thing."""
    silent = view.bound is None or view.role.rule == "move to"
    if view.transitive or not silent or (view.role.side == "main" and view.role.rule != "move to"):
        return None
    return view.carried


def _growth(view: View) -> Subject | None:
    """ "..., up 5%": the growth, or the next count in the same unit, of the thing spoken of in this sentence."""
    ahead = view.ahead
    if view.k == 0 or view.bound is not None or (ahead is not None and ahead.metric is not None):
        return None
    if ahead is not None and ahead.rule == "verb and object":
        ahead = None
    only_unit = ahead is not None and view.figure.noun is not None and ahead.label.lower() == view.figure.noun.lower()
    return view.carried if view.role.rule == "move before" or only_unit else None


def _object(view: View) -> Subject | None:
    """ "recorded $5 million of severance", "$10 million provision for loan losses", "400 stores": named behind."""
    ahead, bound = view.ahead, view.bound
    if ahead is None:
        return None
    counted = view.figure.kind in COUNTED and not view.cues.measure.fullmatch((view.figure.noun or "").lower())
    parallel = bool(view.found) and view.found[-1].reach > 0  # "$5 million in cash and $7 million of debt"
    firm = view.transitive or counted or parallel or ahead.rule in ("named behind", "noun behind", "move of")
    if view.carried is not None and not firm:
        return None
    money = view.figure.kind in ("money", "per share")  # "charges of $5 million for offices": no number of offices
    fits = ahead.metric is not None and (not money or metric_for_unit(ahead.metric, view.figure.kind) is not None)
    return ahead if bound is None or view.transitive or fits or counted else None


def _noun_before(view: View) -> Subject | None:
    """ "Cash collections were $5 million": words that are bound to the figure and name no metric."""
    return view.bound


def _whole(view: View) -> Subject | None:
    """ "More than 90% of the awards were new": a share named by its whole alone."""
    if not view.role.share or view.found:
        return None
    return worded(view.words(view.right, whole_phrase(view.right, view.cues)), "whole behind")


def _carried_on(view: View) -> Subject | None:
    """The thing that the sentence, or the one before, has been speaking of."""
    return view.carried


def _loosely_ahead(view: View) -> Subject | None:
    """Whatever stands behind the figure."""
    return view.ahead


def _nearest(view: View) -> Subject | None:
    """Nothing binds: the nearest metric of the sentence, before the figure or right behind it."""
    gaps, k = view.sentence.gaps, view.k
    for i in range(k, max(-1, k - MEMORY), -1):
        if gaps[i].metrics:
            at, mention = gaps[i].metrics[-1]
            return view.named(gaps[i], (at, mention), (at, at + 1), "nearest before")
    if gaps[k + 1].metrics:
        at, mention = gaps[k + 1].metrics[0]
        return view.named(gaps[k + 1], (at, mention), (at, at + 1), "nearest behind")
    return None


def _around(view: View) -> Subject:
    """The words around, for want of anything better."""
    words = plain(view.right.raw[:60].replace(METRIC, ""), view.cues)
    return worded(words or plain(view.left.raw[-60:].replace(METRIC, ""), view.cues), "words around")


_PRECEDENCE: tuple[Callable[[View], Subject | None], ...] = (
    paired,
    alike,
    _as_before,
    _item_in_brackets,
    _resumed,
    _inverted,
    _that_means,
    _held_count,
    _moved_in,
    _plain_profit,
    debt_bought,
    returned,
    impact,
    _named_before,
    by_verb,
    price,
    _of_metric,
    _compared,
    _growth,
    _object,
    _noun_before,
    _whole,
    _carried_on,
    _loosely_ahead,
    _nearest,
)
"""The ways in which a figure finds its subject, the surest first."""


class SubjectReader:
    """Finds subjects sentence by sentence, remembering what was spoken of last in the block."""

    def __init__(self, text: str, cues: Cues) -> None:
        self._text = text
        self._cues = cues
        self._last: Subject | None = None
        self._before: list[tuple[UnitKind, Subject]] = []
        self.views: list[View] = []
        """How each figure of the sentence read last was seen."""

    @property
    def last(self) -> Subject | None:
        """What was spoken of last in the block."""
        return self._last

    def forget(self) -> None:
        """Begin a new block."""
        self._last = None
        self._before = []

    def read(self, sentence: Sentence, roles: list[Role]) -> list[Subject]:
        """A subject for each figure of the sentence, in order."""
        found: list[Subject] = []
        self.views = []
        for k, role in enumerate(roles):
            view = View(self._text, self._cues, sentence, k, roles, tuple(found), self._last, self._before)
            self.views.append(view)
            subject = listed(view) or self._choose(view)
            found.append(subject)
            if role.side == "main" and not role.share:
                self._last = subject
        if found:
            amounts = [i for i, role in enumerate(roles) if role.side == "main" and role.aspect == "level"]
            self._before = [(sentence.figures[i].kind, found[i]) for i in amounts]
        return found

    def _choose(self, view: View) -> Subject:
        subject = next((s for rule in _PRECEDENCE if (s := rule(view)) is not None), None) or _around(view)
        return of_whole(view, subject) if view.role.share else completed(view, subject)
