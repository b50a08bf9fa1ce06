"""What part each figure plays in its sentence: a level or a move, of the main side or the one compared with."""

import re
from dataclasses import dataclass
from typing import Literal

from tieout.facts import Aspect
from tieout.link.clauses import Sentence
from tieout.link.cues import PERIOD, Cues

Side = Literal["main", "other"]

# Between an amount and its growth: ", an increase of 5%", " (up 5%)", " and up 5%".
_JOINTS = frozenset({"", "a", "an", "the", "or", "and", "or a", "or an", "representing a", "representing an", "representing", "which was"})
# "3.07% down from 4.05%": a level, and what it came down from
_FROM_HERE = re.compile(r"(?:up|down)\s+from\b")
_DATED_BRACKET = re.compile(rf"\((?:the )?{PERIOD}\s*[:,]\s*$")


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


def read_roles(sentence: Sentence, cues: Cues) -> list[Role]:
    """A role for each figure of the sentence, in order."""
    roles: list[Role] = []
    for k in range(len(sentence.figures)):
        roles.append(_read_role(sentence, k, roles, cues))
    return roles


def _direction(match: re.Match[str]) -> int:
    groups = match.groupdict()
    return 1 if groups.get("up") else -1 if groups.get("down") else 0


def _read_role(sentence: Sentence, k: int, before: list[Role], cues: Cues) -> Role:
    figure = sentence.figures[k]
    left, right = sentence.gaps[k].text, sentence.gaps[k + 1].text
    last = before[-1] if before else None
    if last is not None and last.rule == "comparison in brackets" and not _DATED_BRACKET.search(left):
        last = next((r for r in reversed(before) if r.side == "main"), last)  # "$40.8 million ($36.2 million), or 9.3%"
    group = last.group if last else 0
    starts_anew = last is not None and (bool(sentence.gaps[k].metrics) or last.side == "other" or bool(cues.turn.search(left)))
    fresh = group + 1 if starts_anew else group
    is_share = figure.kind == "percent" and right.lstrip().startswith(("of ", "of\ue001"))

    if figure.range_with is not None and last is not None and figure.range_with == sentence.figures[k - 1].start:
        return Role(last.aspect, last.direction, last.side, group, True, last.share, "range")

    if last is not None and _DATED_BRACKET.search(left):  # "$26.6 million (2007: $21.4 million)"
        return Role("level", 0, "other", group + 1, False, last.share, "comparison in brackets")
    if last is not None and last.aspect == "level" and figure.kind == sentence.figures[k - 1].kind and _is_bracketed(sentence, k):
        return Role("level", 0, "other", group + 1, False, last.share, "comparison in brackets")
    comparable = left
    if figure.bound or figure.hedge:  # "to over 400": "over" bounds the figure and compares nothing
        while match := cues.bound_left.search(comparable):
            comparable = comparable[: match.start()]
    main_group = group if last and last.side == "main" and not starts_anew else fresh

    # "increased 5%", "(up 5% in constant currency)", "an increase of 5%"
    match = cues.change_left.search(comparable)
    if match is None and figure.kind in ("percent", "points"):
        match = cues.ratio_left.search(comparable)
    if match:
        apart = left[: match.start()].strip(" ,(-–—")
        together = last is not None and last.side == "main" and apart in _JOINTS
        return Role("change", _direction(match), "main", group if together else fresh, False, False, "move before")
    # "an increase in net sales of 5%"
    if match := cues.change_of_left.search(comparable):
        return Role("change", _direction(match), "main", fresh, False, False, "move of")
    # "a 5% increase", "5% higher"
    if (match := cues.change_right.match(right, sentence.gaps[k + 1].lead)) and not is_share and not _FROM_HERE.match(right, match.start("up") if match["up"] else match.end()) and not _FROM_HERE.match(right, match.start("down") if match["down"] else match.end()):
        together = last is not None and last.side == "main" and not sentence.gaps[k].metrics and bool(cues.or_left.match(left))
        return Role("change", _direction(match), "main", group if together else fresh, False, False, "move behind")
    # "increased the dividend by 5%"
    if match := cues.change_by_left.search(comparable):
        return Role("change", _direction(match), "main", fresh, False, False, "move by")
    if last is not None and last.aspect == "change" and last.side == "main" and cues.to_left.search(left) and not sentence.gaps[k].metrics:
        return Role("level", 0, "main", group, False, is_share, "move to")
    # "in the quarter and", "year over year and": what stands up to the period belongs to the figure before
    tail = left.rsplit(PERIOD, 1)[-1] if PERIOD in left and not cues.moves.search(left) else left
    if last is not None and not sentence.gaps[k].metrics:
        if cues.or_left.match(left):
            if last.aspect == "change" and figure.kind in ("percent", "points", "money", "quantity", "shares") and not is_share:
                return Role("change", last.direction, last.side, group, True, False, "or")
            return Role("level", 0, last.side, group, True, is_share, "or")
        if cues.and_left.match(tail) and (tail is left or "and" in tail or "," in tail):
            if last.aspect == "change" and figure.kind in ("percent", "points") and not is_share:
                return Role("change", last.direction, last.side, group + 1, True, False, "and")
            alike = figure.kind == sentence.figures[k - 1].kind
            return Role("level", 0, last.side, group + 1 if alike or tail is not left else group, alike, is_share, "and")
    in_brackets = sentence.quotes[k].startswith("(")
    if not in_brackets and cues.comparison_left.search(comparable):
        return Role("level", 0, "other", group + 1 if last else 0, False, is_share, "comparison")
    if last is not None and last.side == "other" and left.lstrip(" ,").startswith("and ") and _is_parallel(sentence, k, before):
        return Role("level", 0, "other", last.group, False, is_share, "comparison and")
    if last is not None and last.side == "other" and not sentence.gaps[k].metrics and "and" in left.split() and not cues.to_left.search(left):
        return Role("level", 0, "other", group + 1, False, is_share, "comparison and")
    return Role("level", 0, "main", main_group if last else 0, False, is_share, "level")


def _is_bracketed(sentence: Sentence, k: int) -> bool:
    """ "Net profit: $26.6 million ($21.4 million)": nothing but the like figure in brackets, behind a figure."""
    before, behind = sentence.gaps[k].text.strip(), sentence.gaps[k + 1].text.lstrip()
    return (before == "(" and behind.startswith(")")) or (before == "" and sentence.quotes[k].startswith("(") and sentence.quotes[k].endswith(")"))


def _is_parallel(sentence: Sentence, k: int, before: list[Role]) -> bool:
    """ "Net income was $5 and EPS $1, compared to net income of $4 and EPS of $2": a metric of the main side again."""
    named = {m.metric for i, role in enumerate(before) if role.side == "main" for _, m in sentence.gaps[i].metrics}
    return any(m.metric in named for _, m in sentence.gaps[k].metrics)
