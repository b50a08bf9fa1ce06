"""One figure as its sentence shows it: what stands before and behind it, and what it may measure by that."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from operator import itemgetter

from tieout.facts import UnitKind
from tieout.frozen import quick
from tieout.link.behind import moved_phrase, object_phrase
from tieout.link.clauses import Gap, Sentence
from tieout.link.cues import METRIC, PERIOD, Cues
from tieout.link.phrases import (
    Span,
    bound_phrase,
    head_metric,
    is_hanging,
    plain,
    without_asides,
)
from tieout.link.roles import MEMORY, Role
from tieout.mentions import FigureMention, MetricMention
from tieout.metrics import metric, metric_for_unit

PRICED: frozenset[UnitKind] = frozenset({"per share", "unit price"})
COUNTED: frozenset[UnitKind] = frozenset({"quantity", "shares"})
_LOSS = re.compile(r"loss(?:es)?(?: of)?")  # "Adjusted EPS loss of $2.74"
_LOSS_OF = re.compile(r"\b(?:a|net|operating)?\s*(?:loss|deficit)\s+of\s+\w*\s*$")
_IN = re.compile(rf"\s+in\s+(?!(?:the\s+)?{PERIOD})")
_IN_OR_OF = re.compile(rf"\s+(?:in|of)\s+(?!(?:the\s+)?{PERIOD})")
_RISE_IN = re.compile(rf"[\s-]*(?:[\w-]+\s+){{0,3}}in\s+(?!(?:the\s+)?{PERIOD})")
_RISE_OF = re.compile(
    r"\b(?:increase|decrease|decline|rise|drop|reduction|improvement|growth|gain)s?\s+of\s+"
    r"(?:(?:about|approximately|nearly|over|more than)\s+)?$"
)
# "$6.68, including a $0.02 benefit, compared to": the benefit is no match for what is compared
_HELD = re.compile(r"\b(?:includ|exclud)(?:ing|es|ed)\s+(?:an?\s+)?(?:\w+\s+)?$")
# "40 customers with over $1 million"
_THRESHOLD = re.compile(
    rf"[^,;.]{{0,40}}\b(?:with(?:\s+(?:\w+|{METRIC})\s+of)?|over|above|exceeding|(?:more|greater) than|at least)\s+"
)
_OBJECT = re.compile(rf"[^,;.({METRIC}]{{0,70}}")
_REST = re.compile(r"[\s,]*[^,;.(]{0,70}")


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


def worded(label: str, rule: str, *, loss: bool = False, non_gaap: bool = False, reach: int = 0) -> Subject:
    """A subject that no metric names."""
    return Subject(None, label, "", "", loss, non_gaap, rule, label, reach)


@dataclass(frozen=True)
class View:
    """One figure of a sentence with the subjects `found` before it, and the `last` one of the block.

    `before` are the amounts of the last sentence that had any: the kind of unit and the subject of each, in order.
    """

    text: str
    cues: Cues
    sentence: Sentence
    k: int
    roles: list[Role]
    found: Sequence[Subject]
    last: Subject | None
    before: Sequence[tuple[UnitKind, Subject]] = ()

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
    def plain_left(self) -> Gap:
        """The gap before the figure without its brackets and asides."""
        return without_asides(self.left, self.cues)

    @cached_property
    def bound(self) -> Subject | None:
        """What a copula, "of" or a verb of motion binds to the figure behind it."""
        gap, cues = self.plain_left, self.cues
        floor = max(gap.lead, self.found[-1].reach if self.found else 0)
        span = bound_phrase(gap, self.role, floor, cues, opens=gap.start == self.sentence.start)
        return None if span is None else self.spoken_of(gap, span)

    def spoken_of(self, gap: Gap, span: Span) -> Subject | None:
        """The subject that the phrase `span` before the figure names, if it names one."""
        start, end = span
        cues = self.cues
        non_gaap = bool(cues.non_gaap.search(gap.text, start, end))
        if head := head_metric(gap, span):
            if not is_hanging(gap, start, head[0], cues):
                return self.named(gap, head, span, "named before")
            return worded(self.words(gap, span), "noun before", non_gaap=non_gaap)
        label = plain(gap.raw[start:end], cues)
        words = label.lower().split()
        if cues.manner.fullmatch(label.lower()):
            return None
        if not words or cues.pronoun.fullmatch(words[0]) or cues.pronoun.fullmatch(words[-1]):
            return None
        if all(word in cues.generic for word in words) and not (len(words) > 1 and cues.item.search(words[-1])):
            return None
        return worded(label, "noun before", loss=bool(cues.loss.search(gap.text, start)), non_gaap=non_gaap)

    @cached_property
    def named_as_profit(self) -> Subject | None:
        """ "Adjusted EPS was a loss of $1": the metric that is said to be a loss."""
        gap = self.plain_left
        if len(gap.metrics) < 2:
            return None
        (at, mention), (loss_at, _) = gap.metrics[-2:]
        if not self.cues.copula.fullmatch(gap.text, at + 1, loss_at):
            return None
        return self.named(gap, (at, mention), (at, at + 1), "named before")

    @cached_property
    def transitive(self) -> bool:
        """Whether the figure is the object of a verb: "recorded $5 million of severance"."""
        return self.role.rule != "comparison" and bool(self.cues.transitive_left.search(self.left.text))

    @cached_property
    def ahead(self) -> Subject | None:
        """What stands behind the figure, or behind the figures linked to it, or the words of what was done with it."""
        if self.role.share:
            return None
        found = self.behind(self.right, priced=self.figure.kind in PRICED)
        if found is None and self.transitive:
            return self._beyond() or self._further() or self._done()
        ranges = self.k + 1 < len(self.roles) and self.roles[self.k + 1].rule == "range"
        return self._beyond() if found is None and ranges else found

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
        if self.cues.manner.fullmatch(phrase.lower()):
            return None
        if not phrase or (moved and rule == "noun behind" and " " not in phrase):
            return None
        return worded(phrase, rule, non_gaap=bool(self.cues.non_gaap.search(gap.text, start, end)), reach=end)

    @cached_property
    def moved(self) -> Subject | None:
        """What an increase or decrease of the figure is one of: "a $2 million increase in wages"."""
        if self.role.rule == "move behind":
            found = self.behind(self.right, priced=False)
            return found if found is not None and _RISE_IN.match(self.right.text) else None
        joint = (
            _IN if self.figure.kind == "percent" else _IN_OR_OF
        )  # "an increase of $5 million of rent", "of 5% in rent"
        if self.role.rule == "move before" and _RISE_OF.search(self.left.text) and joint.match(self.right.text):
            return self.behind(self.right, priced=False)
        return None

    def _beyond(self) -> Subject | None:
        """ "paid $5 million, or $1 per share, in dividends": what stands behind the figures linked to this one."""
        last = self._last_linked
        counted = self.sentence.figures[last].kind in COUNTED
        return self.behind(self.sentence.gaps[last + 1], priced=not counted) if last > self.k else None

    @property
    def gap_beyond(self) -> Gap:
        """The gap behind the figure and those that say the same again."""
        return self.sentence.gaps[self._last_linked + 1]

    @cached_property
    def _last_linked(self) -> int:
        """The last of the figures that say the same again: "$5 million, or $1 per share"."""
        last = self.k
        while last + 1 < len(self.roles) and self.roles[last + 1].linked and last < self.k + MEMORY:
            last += 1
        return last

    def _further(self) -> Subject | None:
        """ "paid $5 million as part of its dividend program": the one metric named in the rest of the clause."""
        gap = self.gap_beyond
        clause = _REST.match(gap.text, gap.lead)
        named = [(at, m) for at, m in gap.metrics if clause and at < clause.end()]
        if len(named) != 1 or self.cues.finite.search(gap.text, 0, named[0][0]):
            return None
        at = named[0][0]
        return replace(self.named(gap, named[0], (at, at + 1), "named further on"), reach=at + 1)

    def _done(self) -> Subject | None:
        """ "borrowed $5 million under the credit line": what was done with the amount, in the words that say it."""
        verb = self.cues.transitive_left.search(self.left.text)
        behind = _OBJECT.match(self.right.raw)
        if verb is None or behind is None:
            return None
        words = f"{self.cues.hedges_left.sub('', verb[0])} {behind[0].replace(METRIC, '')}"
        return worded(plain(words, self.cues), "verb and object", reach=behind.end())

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
            alike = [i for i in alike if not _HELD.search(self.sentence.gaps[i].text)] or alike
            whole = [i for i in main if not self.roles[i].share]
            i = (alike or whole or [-1])[-1]
            if i >= 0 and (kind != "quantity" or figures[i].noun == self.figure.noun):
                return self._carry(self.found[i])
        free = kind != "quantity" or self.role.aspect == "change"
        for i in range(self.k - 1, since - 1, -1):
            if self._is_threshold(i):
                continue
            if not self.roles[i].share and (free or not self.figure.noun or figures[i].noun == self.figure.noun):
                return self._carry(self.found[i])
        return self._carry(self.last) if self.last is not None and free else None

    def _is_threshold(self, i: int) -> bool:
        """Whether an amount only says which things are counted: "40 customers with over $1 million in sales"."""
        if i == 0 or self.sentence.figures[i].kind != "money" or self.sentence.figures[i - 1].kind != "quantity":
            return False
        return _THRESHOLD.fullmatch(self.sentence.gaps[i].text) is not None

    def _carry(self, subject: Subject) -> Subject:
        kind, name = self.figure.kind, subject.metric
        counted = name is not None and kind in ("money", "per share") and metric(name).kinds[0] == "quantity"
        if name is not None and counted and metric_for_unit(name, kind) is None:  # no money of a number of shops
            return worded(subject.phrase, "carried on", non_gaap=subject.non_gaap)
        return replace(subject, rule="carried on", reach=0)

    def named(self, gap: Gap, head: tuple[int, MetricMention], span: Span, rule: str) -> Subject:
        """The subject that the metric at `head` names, in the phrase `span` of the gap."""
        at, mention = head
        start, end = span
        name, tail = self.text[mention.start : mention.end], gap.text[end:]
        lower = name.lower()
        loss = bool(self.cues.loss.search(lower)) and not self.cues.not_loss.search(lower)
        following = bisect_right(gap.metrics, at, key=itemgetter(0))
        at_next, beside = gap.metrics[following] if following < len(gap.metrics) else (at, mention)
        lost = (
            at_next > at
            and not gap.text[at + 1 : at_next].strip()
            and _LOSS.fullmatch(self.text[beside.start : beside.end].lower()) is not None
        )
        turned = (
            lost
            or (("loss" in gap.text or "deficit" in gap.text) and bool(_LOSS_OF.search(gap.text, at + 1)))
            or (rule == "named before" and bool(self.cues.loss.search(tail)))
        )
        non_gaap = (
            mention.non_gaap
            or lower.startswith("adjusted ")
            or bool(self.cues.basis.search(gap.text))
            or bool(self.cues.would_have.search(gap.text))
        )
        phrase = self.words(gap, (start, max(end, at + 1)))
        return Subject(
            mention.metric, name, gap.raw[start:at], gap.raw[at + 1 : end], loss or turned, non_gaap, rule, phrase
        )

    def words(self, gap: Gap, span: Span) -> str:
        """The phrase of the gap as a label, with the metrics' names put back."""
        return plain(self.printed(gap, span), self.cues)

    def printed(self, gap: Gap, span: Span) -> str:
        """The phrase of the gap with the metrics' names put back."""
        start, end = span
        names = (self.text[m.start : m.end] for a, m in gap.metrics if start <= a < end)
        first, *pieces = gap.raw[start:end].split(METRIC)
        phrase = first + "".join(next(names, METRIC) + piece for piece in pieces)
        return " ".join(phrase.split())
