"""What part a figure plays in its sentence, and what its construction can be told by."""

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from tieout.facts import Aspect
from tieout.frozen import quick
from tieout.link.clauses import Gap, Sentence
from tieout.link.cues import METRIC, PERIOD, Cues
from tieout.link.zones import OWN_CLAUSE
from tieout.mentions import FigureMention

Side = Literal["main", "other"]

MEMORY = 24
"""Figures of a sentence that another is read in the light of: no sentence of prose has more, and time stays linear."""

DATED_BRACKET = re.compile(rf"\((?:the )?{PERIOD}\s*[:,]\s*$")
"""A bracket that opens with a time: "(2007: $21.4 million)"."""

# "5 percent from a year ago on a reported basis and 7 percent", "up 5% in USD and 7%"
_BASIS = re.compile(
    r"\bon an? [\w -]{1,24}\bbasis\b|\bas reported\b"
    r"|\bin (?:both )?(?:usd|u\.s\. dollars?|dollars|reported terms)\b|\by/y\b"
)


@quick
@dataclass(frozen=True, slots=True)
class Role:
    """How one figure is meant. `direction` is +1 up, -1 down, 0 none said.

    Figures of one `group` speak of the same time: the amount, its per-share form, its growth. `linked` figures say
    the same thing as the figure before in another unit ("or $0.08 per share"). `share` is a part of a whole
    ("7 percent of sales"). `rule` names the construction that was recognised.
    """

    aspect: Aspect
    direction: int
    side: Side
    group: int
    linked: bool
    share: bool
    rule: str


@dataclass(frozen=True)
class Seen:
    """One figure of a sentence with the roles of those before it."""

    sentence: Sentence
    k: int
    before: list[Role]
    cues: Cues

    @cached_property
    def figure(self) -> FigureMention:
        return self.sentence.figures[self.k]

    @cached_property
    def left(self) -> str:
        """Masked text since the figure before, without the words of its unit."""
        gap = self.sentence.gaps[self.k]
        return gap.text[gap.lead :]

    @cached_property
    def right(self) -> str:
        """Masked text up to the next figure."""
        return self.sentence.gaps[self.k + 1].text

    @cached_property
    def beyond(self) -> Gap:
        """What stands behind the figure, or behind the range that it opens: "3 to 4 percent higher"."""
        k, figures = self.k, self.sentence.figures
        opens = k + 1 < len(figures) and figures[k + 1].range_with == figures[k].start
        return self.sentence.gaps[k + 2 if opens else k + 1]

    @cached_property
    def names(self) -> bool:
        """Whether a metric is named since the figure before."""
        return bool(self.sentence.gaps[self.k].metrics)

    @cached_property
    def last(self) -> Role | None:
        """The role that this figure may go on from, past a bracket: "$40.8 million ($36.2 million), or 9.3%"."""
        if not self.before:
            return None
        last = self.before[-1]
        closed = ")" in self.left or self.sentence.quotes[self.k - 1].endswith(")")
        if last.rule == "comparison in brackets" and closed and not DATED_BRACKET.search(self.left):
            return next((r for r in reversed(self.before[-MEMORY:]) if r.side == "main"), last)
        return last

    @property
    def group(self) -> int:
        return self.last.group if self.last else 0

    @cached_property
    def fresh(self) -> int:
        """The group of a figure that need not go with the one before."""
        last = self.last
        turn = self.cues.turn.search(self.left) or OWN_CLAUSE.search(self.left)
        anew = last is not None and (self.names or last.side == "other" or turn is not None)
        return self.further if anew else self.group

    @cached_property
    def further(self) -> int:
        """A group that no figure before belongs to."""
        return max((role.group for role in self.before[-MEMORY:]), default=-1) + 1

    @cached_property
    def share(self) -> bool:
        """Whether the figure is a part of a whole: "7 percent of sales"."""
        return self.figure.kind == "percent" and self.right.lstrip().startswith(("of ", f"of{METRIC}"))

    @cached_property
    def comparable(self) -> str:
        """The text before without words that bound the figure: the "over" of "to over 400" compares nothing."""
        text = self.left
        if self.figure.bound or self.figure.hedge:
            while (match := self.cues.bound_left.search(text)) and match[0].strip() != "by":
                text = text[: match.start()]
        return text

    @cached_property
    def tail(self) -> str:
        """What is left of the text before without what belongs to the figure before: its move, its basis, its period.

        "growth and", "on a GAAP basis and", "in the quarter and", "year over year and" leave "and".
        """
        text = self.left
        moved = self.cues.change_right.match(text) if self.last and self.last.rule == "move behind" else None
        text = text[moved.end() :] if moved else text
        text = _BASIS.sub("", text)
        if PERIOD not in text or self.cues.moves.search(text):
            return text
        return text.rsplit(PERIOD, 1)[-1]
