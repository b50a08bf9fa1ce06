"""What each figure measures: a metric that the release names, or the words it uses."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from tieout.facts import UnitKind
from tieout.frozen import quick
from tieout.link.clauses import Gap, Sentence
from tieout.link.cues import METRIC, Cues
from tieout.link.phrases import (
    Span,
    bound_phrase,
    head_metric,
    is_hanging,
    item_phrase,
    moved_phrase,
    object_phrase,
    plain,
    whole_phrase,
)
from tieout.link.roles import MEMORY, Role
from tieout.mentions import FigureMention, MetricMention
from tieout.metrics import metric

_PRICED: frozenset[UnitKind] = frozenset({"per share", "unit price"})
_COUNTED: frozenset[UnitKind] = frozenset({"quantity", "shares"})
_LOSS_OF = re.compile(r"\b(?:a|net|operating)?\s*(?:loss|deficit)\s+of\s+\w*\s*$")
_OBJECT = re.compile(r"[^,;.(]{0,70}")


@quick
@dataclass(frozen=True, slots=True)
class Subject:
    """The thing measured: canonical `metric` (or `None`) and `label`, the release's words for it.

    `before` and `behind` are the words around the metric's name, where a segment may stand, `phrase` is the whole noun
    phrase. `loss` is set where the words say that the amount is negative, `non_gaap` where they say that it is
    adjusted. `rule` says how it was found; `reach` is how far into the gap behind the figure its words go.
    """

    metric: str | None
    label: str
    before: str
    behind: str
    loss: bool
    non_gaap: bool
    rule: str
    phrase: str = ""
    reach: int = 0


def _worded(label: str, rule: str, *, loss: bool = False, non_gaap: bool = False, reach: int = 0) -> Subject:
    """A subject that no metric names."""
    return Subject(None, label, "", "", loss, non_gaap, rule, label, reach)


@dataclass(frozen=True)
class View:
    """One figure of a sentence with the subjects `found` before it, and the `last` one of the block."""

    text: str
    cues: Cues
    sentence: Sentence
    k: int
    roles: list[Role]
    found: Sequence[Subject]
    last: Subject | None

    @property
    def figure(self) -> FigureMention:
        return self.sentence.figures[self.k]

    @property
    def role(self) -> Role:
        return self.roles[self.k]

    @property
    def left(self) -> Gap:
        return self.sentence.gaps[self.k]

    @property
    def right(self) -> Gap:
        return self.sentence.gaps[self.k + 1]

    @cached_property
    def bound(self) -> Subject | None:
        """What a copula, "of" or a verb of motion binds to the figure behind it."""
        gap, cues = self.left, self.cues
        floor = max(gap.lead, self.found[-1].reach if self.found else 0)
        span = bound_phrase(gap, self.role, floor, cues, opens=gap.start == self.sentence.start)
        if span is None:
            return None
        start, end = span
        non_gaap = bool(cues.non_gaap.search(gap.text, start, end))
        if head := head_metric(gap, span):
            if not is_hanging(gap, start, head[0], cues):
                return self.named(gap, head, span, "named before")
            return _worded(self.words(gap, span), "noun before", non_gaap=non_gaap)
        label = plain(gap.raw[start:end], cues)
        words = label.lower().split()
        if not words or cues.pronoun.fullmatch(words[0]) or cues.pronoun.fullmatch(words[-1]):
            return None
        if all(word in cues.generic for word in words):
            return None
        return _worded(label, "noun before", loss=bool(cues.loss.search(gap.text, start)), non_gaap=non_gaap)

    @cached_property
    def transitive(self) -> bool:
        """Whether the figure is the object of a verb: "recorded $5 million of severance"."""
        return self.role.rule != "comparison" and bool(self.cues.transitive_left.search(self.left.text))

    @cached_property
    def ahead(self) -> Subject | None:
        """What stands behind the figure, or behind the figures linked to it, or the words of what was done with it."""
        if self.role.share:
            return None
        found = self.behind(self.right, priced=self.figure.kind in _PRICED)
        return found or (self._beyond() or self._done() if self.transitive else None)

    def behind(self, gap: Gap, *, priced: bool) -> Subject | None:
        """The phrase behind the figure: "provision for loan losses", "in bad debt expense", "increase in sales"."""
        moved = moved_phrase(gap, self.cues) if self.role.rule == "move behind" else None
        placed = moved or object_phrase(gap, gap.lead if priced else 0, self.cues)
        if placed is None:
            return None
        (start, end), rule = placed
        metrics = [(at, m) for at, m in gap.metrics if max(start, 0 if moved else gap.lead) <= at < end]
        if metrics:
            rule = "named behind" if rule == "noun behind" else rule
            head = metrics[-1] if moved else metrics[0]
            return replace(self.named(gap, head, (start, end), rule), reach=max(end, head[0] + 1))
        phrase = self.words(gap, (start, end))
        if not phrase or (moved and rule == "noun behind" and " " not in phrase):
            return None
        return _worded(phrase, rule, non_gaap=bool(self.cues.non_gaap.search(gap.text, start, end)), reach=end)

    def _beyond(self) -> Subject | None:
        """ "paid $5 million, or $1 per share, in dividends": what stands behind the figures linked to this one."""
        last = self.k
        while last + 1 < len(self.roles) and self.roles[last + 1].linked and last < self.k + MEMORY:
            last += 1
        return self.behind(self.sentence.gaps[last + 1], priced=True) if last > self.k else None

    def _done(self) -> Subject | None:
        """ "borrowed $5 million under the credit line": what was done with the amount, in the words that say it."""
        verb = self.cues.transitive_left.search(self.left.text)
        behind = _OBJECT.match(self.right.raw)
        if verb is None or behind is None:
            return None
        words = f"{self.cues.hedges_left.sub('', verb[0])} {behind[0].replace(METRIC, '')}"
        return _worded(plain(words, self.cues), "verb and object", reach=behind.end())

    @cached_property
    def carried(self) -> Subject | None:
        """The subject of the sentence so far: on the side compared with, that of the like figure of the main side.

        A count of one thing is never carried on to a count of another.
        """
        figures, kind = self.sentence.figures, self.figure.kind
        since = max(0, self.k - MEMORY)
        if self.role.side == "other":
            main = [i for i in range(since, self.k) if self.roles[i].side == "main"]
            alike = [i for i in main if figures[i].kind == kind and self.roles[i].aspect == "level"]
            whole = [i for i in main if not self.roles[i].share]
            i = (alike or whole or [-1])[-1]
            if i >= 0 and (kind != "quantity" or figures[i].noun == self.figure.noun):
                return self._carry(self.found[i])
        free = kind != "quantity" or self.role.aspect == "change"
        for i in range(self.k - 1, since - 1, -1):
            if not self.roles[i].share and (free or not self.figure.noun or figures[i].noun == self.figure.noun):
                return self._carry(self.found[i])
        return self._carry(self.last) if self.last is not None and free else None

    def _carry(self, subject: Subject) -> Subject:
        return replace(subject, rule="carried on", reach=0)

    def named(self, gap: Gap, head: tuple[int, MetricMention], span: Span, rule: str) -> Subject:
        """The subject that the metric at `head` names, in the phrase `span` of the gap."""
        at, mention = head
        start, end = span
        name, tail = self.text[mention.start : mention.end], gap.text[end:]
        lower = name.lower()
        loss = bool(self.cues.loss.search(lower)) and not self.cues.not_loss.search(lower)
        turned = bool(_LOSS_OF.search(tail)) or (rule == "named before" and bool(self.cues.loss.search(tail)))
        non_gaap = mention.non_gaap or bool(self.cues.basis.search(gap.text))
        phrase = self.words(gap, (start, max(end, at + 1)))
        return Subject(
            mention.metric, name, gap.raw[start:at], gap.raw[at + 1 : end], loss or turned, non_gaap, rule, phrase
        )

    def words(self, gap: Gap, span: Span) -> str:
        """The phrase of the gap with the metrics' names put back."""
        start, end = span
        phrase = gap.raw[start:end]
        for at, mention in gap.metrics:
            if start <= at < end:
                phrase = phrase.replace(METRIC, self.text[mention.start : mention.end], 1)
        return plain(phrase, self.cues)


def _paired(view: View) -> Subject | None:
    """ "Net income was $5 and EPS was $1, up 36% and 34%": as many moves in a row as amounts before them."""
    k, roles, found = view.k, view.roles, view.found
    first = k if k + 1 < len(roles) and roles[k + 1].rule == "and" else k - 1 if roles[k].rule == "and" else 0
    if first < 2 or not all(roles[i].aspect == "change" for i in (first, first + 1)):
        return None
    amounts = all(roles[i].aspect == "level" for i in (first - 2, first - 1))
    return (
        replace(found[k - 2], rule="paired", reach=0)
        if amounts and found[first - 2].metric != found[first - 1].metric
        else None
    )


def _as_before(view: View) -> Subject | None:
    """ "$5 million, or $1 per share": the thing just spoken of, unless "and" brings a thing of its own."""
    if not view.role.linked or not view.found:
        return None
    if view.role.rule == "and" and view.found[-1].reach:  # "$5 million of severance and $2 million of fees"
        own = view.behind(view.right, priced=view.figure.kind in _PRICED)
        if own is not None:
            return own
    return replace(view.found[-1], rule="as before", reach=0)


def _item_in_brackets(view: View) -> Subject | None:
    """ "the closing of a plant ($5,000), severance ($2,000)": an item of a list with its amount in brackets."""
    if view.text[view.figure.start] != "(" or view.role.side == "other":
        return None
    gap = view.left
    span = item_phrase(gap)
    metrics = [(at, m) for at, m in gap.metrics if at >= span[0]]
    if metrics:
        return view.named(gap, metrics[0], span, "item before")
    label = view.words(gap, span)
    return _worded(label, "item before") if label else None


def _named_before(view: View) -> Subject | None:
    """ "Net sales for the quarter were $5 million": the metric that is bound to the figure."""
    bound = view.bound
    if bound is None or bound.metric is None:
        return None
    return bound if view.figure.kind != "quantity" or "quantity" in metric(bound.metric).kinds else None


def _by_verb(view: View) -> Subject | None:
    """ "repurchased 40,000 shares for $2 million": the verb says what is counted, and what is paid for it."""
    if view.left.metrics:
        return None
    kind, k = view.figure.kind, view.k
    paid = kind == "money" and k > 0 and view.sentence.figures[k - 1].kind in _COUNTED
    for verb in view.cues.verbs:
        name = verb.kinds.get(kind)
        if name is None:
            continue
        found = verb.pattern.search(view.left.text) if view.transitive else None
        if found is None and paid:
            found = verb.pattern.search(view.sentence.gaps[k - 1].text)
        if found:
            return Subject(name, found[0], "", "", verb.loss, False, "verb")
    return None


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
    counted = view.figure.kind in _COUNTED and not view.cues.measure.fullmatch((view.figure.noun or "").lower())
    parallel = bool(view.found) and view.found[-1].reach > 0  # "$5 million in cash and $7 million of debt"
    firm = view.transitive or counted or parallel or ahead.rule in ("named behind", "noun behind", "move of")
    if view.carried is not None and not firm:
        return None
    return ahead if bound is None or view.transitive or ahead.metric is not None or counted else None


def _noun_before(view: View) -> Subject | None:
    """ "Cash collections were $5 million": words that are bound to the figure and name no metric."""
    return view.bound


def _whole(view: View) -> Subject | None:
    """ "More than 90% of the awards were new": a share named by its whole alone."""
    if not view.role.share or view.found:
        return None
    return _worded(view.words(view.right, whole_phrase(view.right, view.cues)), "whole behind")


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
    return _worded(words or plain(view.left.raw[-60:].replace(METRIC, ""), view.cues), "words around")


_PRECEDENCE: tuple[Callable[[View], Subject | None], ...] = (
    _paired,
    _as_before,
    _item_in_brackets,
    _named_before,
    _by_verb,
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
        self.views: list[View] = []
        """How each figure of the sentence read last was seen."""

    @property
    def last(self) -> Subject | None:
        """What was spoken of last in the block."""
        return self._last

    def forget(self) -> None:
        """Begin a new block."""
        self._last = None

    def read(self, sentence: Sentence, roles: list[Role]) -> list[Subject]:
        """A subject for each figure of the sentence, in order."""
        found: list[Subject] = []
        self.views = []
        for k, role in enumerate(roles):
            view = View(self._text, self._cues, sentence, k, roles, tuple(found), self._last)
            self.views.append(view)
            subject = _listed(view) or self._choose(view)
            found.append(subject)
            if role.side == "main" and not role.share:
                self._last = subject
        return found

    def _choose(self, view: View) -> Subject:
        subject = next((s for rule in _PRECEDENCE if (s := rule(view)) is not None), None) or _around(view)
        if not view.role.share:
            return subject
        whole = view.words(view.right, whole_phrase(view.right, view.cues))
        return replace(subject, label=f"{subject.label}, of {whole}" if whole else subject.label, rule="share of")


def _listed(view: View) -> Subject | None:
    """ "Sales and net income grew 6% and 7%, respectively": as many metrics before a list as it has figures."""
    roles, gaps = view.roles, view.sentence.gaps
    last = view.k
    while last + 1 < len(roles) and roles[last + 1].rule == "and" and last < view.k + MEMORY:
        last += 1
    if not gaps[last + 1].text.lstrip(" ,").startswith("respectively"):
        return None
    first = last
    while first and roles[first].rule == "and" and first > view.k - MEMORY:
        first -= 1
    metrics = gaps[first].metrics
    if not len(metrics) == last - first + 1 > 1:
        return None
    at, mention = metrics[view.k - first]
    return view.named(gaps[first], (at, mention), (at, at + 1), "respectively")
