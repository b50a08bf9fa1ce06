"""The constructions that tell a level from a move, and the main side from the one compared with."""

import re
from collections.abc import Callable

from tieout.link.clauses import Sentence
from tieout.link.cues import METRIC, PERIOD, Cues
from tieout.link.roles import DATED_BRACKET, MEMORY, Role, Seen
from tieout.mentions import FigureMention

# Between an amount and its growth: ", an increase of 5%", " (up 5%)", " and up 5%".
_JOINTS = frozenset({"", "a", "an", "the", "or", "and", "or a", "or an", "representing", "which was"})
_JOINTS |= {"representing a", "representing an"}
# "3.07% down from 4.05%": a level, and what it came down from
_FROM_HERE = re.compile(r"(?:up|down)\s+from\b")
# "(121.4 yen a year earlier)": what stands behind the figure in its brackets
_DATED_BEHIND = re.compile(rf"[\w\s-]{{0,24}}?(?:\b(?:in|at|for|on)\s+)?(?:the\s+)?{PERIOD}\s*\)")
# "net sales up 8%, services by 5%": nothing but a name and "by" since the figure before
_ALSO_BY = re.compile(rf"^[\s,]*(?:and|while)?(?:\s+(?!\w+ed\b|led\b)[\w{METRIC}-]+){{1,6}}\s+by\s*$")
# "a gain of 12% on the $61 million of the year before"
_GROWN_ON = re.compile(r"\s*on\s+(?:the\s+)?")
# "42.9 percent, after 42.4 percent at year-end"
_AFTER = re.compile(r"[\s,]*after\s+")
# "... in 2003 and the cost of deposits was": a statement of its own
_ANEW = re.compile(r"\band\b[^.;]{0,80}\b(?:was|were|is|are)\b")
# "an increase of 50 percent from 1,510 and 564 percent from 340"
_FROM = re.compile(r"\s*from\b")
# "compared to an increase of 5%": a move of the other side
_COMPARED_MOVE = re.compile(r"\b(?:compared|versus|vs\.?|against)(?:\s+(?:to|with))?\s+(?:an?\s+)?(?:\w+\s+)?$")
_RANGING = re.compile(r"\brang(?:e|es|ed|ing)\s+from\s*\$?\s*$")
# "stayed above 95%": a bound, no comparison
_BOUND = re.compile(r"\b(?:above|below|over|under)\s*$")
_MINUS = frozenset("-–−")
_RANGE = 4  # times: how much larger the high end of a range of moves may be
# "9% growth or 13%", "16% year over year (17%": where words stand between
_OR_TAIL = re.compile(r"[\s,]*\(?or\b[^,;]{0,20}$|\s*\($")
# "$5 million of cash dividends, or $0.43 per share"
_OF_IT_OR = re.compile(rf"\s+(?:of|in)\s+{METRIC},?\s+or\s+")
_BY_A, _A_THING = re.compile(r"\bby an?\s*$"), re.compile(rf"\s+(?:[\w-]+\s+){{0,2}}{METRIC}")
# Units in which the same move can be said again: "$3 million, or 6%".
_MOVABLE = frozenset({"percent", "points", "money", "quantity", "shares"})


def read_roles(sentence: Sentence, cues: Cues) -> list[Role]:
    """A role for each figure of the sentence, in order."""
    roles: list[Role] = []
    for k in range(len(sentence.figures)):
        seen = Seen(sentence, k, roles, cues)
        roles.append(next((r for rule in _PRECEDENCE if (r := rule(seen)) is not None), None) or _level(seen))
    return roles


def _direction(match: re.Match[str]) -> int:
    groups = match.groupdict()
    return 1 if groups.get("up") else -1 if groups.get("down") else 0


def _range(seen: Seen) -> Role | None:
    """ "$1.20 to $1.25": the other end of a range."""
    last, start = seen.last, seen.figure.range_with
    if last is None or start is None or start != seen.sentence.figures[seen.k - 1].start:
        return None
    return Role(last.aspect, last.direction, last.side, last.group, True, last.share, "range")


def _in_brackets(seen: Seen) -> Role | None:
    """ "$26.6 million ($21.4 million)", "(2007: $21.4 million)": the like figure of the year before."""
    last = seen.last
    if last is None:
        return None
    same = seen.figure.kind == seen.sentence.figures[seen.k - 1].kind
    behind = same and seen.left.rstrip().endswith("(") and _DATED_BEHIND.match(seen.right) is not None
    dated = behind or bool(DATED_BRACKET.search(seen.left))
    alike = last.aspect == "level" and same
    bracketed = alike and _is_bracketed(seen)
    if not dated and not bracketed:
        return None
    if bracketed and seen.figure.value == seen.sentence.figures[seen.k - 1].value:  # "five percent (5%)"
        return Role("level", 0, last.side, last.group, True, last.share, "or")
    return Role("level", 0, "other", seen.further, False, last.share, "comparison in brackets")


def _is_bracketed(seen: Seen) -> bool:
    """Whether nothing but the figure stands in the brackets behind the figure before."""
    before, quote = seen.left.strip(), seen.sentence.quotes[seen.k]
    if before == "(":
        return seen.right.lstrip().startswith(")")
    return before == "" and quote.startswith("(") and quote.endswith(")")


def _is_a_thing(seen: Seen) -> bool:
    """ "Income was reduced by a $2 million provision for losses": what moved something, not how far it moved."""
    return seen.figure.kind == "money" and bool(_BY_A.search(seen.left) and _A_THING.match(seen.right))


def _move_before(seen: Seen) -> Role | None:
    """ "increased 5%", "(up 5% in constant currency)", "an increase of 5%"."""
    match = seen.cues.change_left.search(seen.comparable)
    if match is None and seen.figure.kind in ("percent", "points"):
        match = seen.cues.ratio_left.search(seen.comparable)
    if match is None:
        return None
    if _is_a_thing(seen):
        return None
    apart = seen.left[: match.start()].strip(" ,(-–—")
    together = seen.last is not None and seen.last.side == "main" and apart in _JOINTS
    if seen.last is not None and seen.last.aspect == "change" and _COMPARED_MOVE.search(seen.left, 0, match.start()):
        return Role("change", _direction(match), "other", seen.further, False, False, "move before")
    group = seen.group if together else seen.fresh
    return Role("change", _direction(match), "main", group, False, False, "move before")


def _move_of(seen: Seen) -> Role | None:
    """ "an increase in net sales of 5%", "increased net sales 5%"."""
    match = seen.cues.change_of_left.search(seen.comparable)
    if match is None and seen.figure.kind in ("percent", "points"):
        patterns = (seen.cues.change_object_left, seen.cues.change_is_left, seen.cues.ratio_object_left)
        match = next((found for pattern in patterns if (found := pattern.search(seen.comparable))), None)
    return Role("change", _direction(match), "main", seen.fresh, False, False, "move of") if match else None


def _growth_to(seen: Seen) -> Role | None:
    """ "Revenue growth accelerated to 15%, from 9%": growths, both of them."""
    if seen.figure.kind not in ("percent", "points"):
        return None
    if seen.cues.growth_to_left.search(seen.comparable):
        return Role("change", 1, "main", seen.fresh, False, False, "growth to")
    last = seen.last
    if last is None or last.rule != "growth to" or seen.names or not seen.cues.comparison_left.search(seen.comparable):
        return None
    return Role("change", 1, "other", seen.further, False, False, "comparison")


def _move_behind(seen: Seen) -> Role | None:
    """ "a 5% increase", "5% higher"."""
    behind = seen.beyond
    match = seen.cues.change_right.match(behind.text, behind.lead)
    if match is None or seen.share or _FROM_HERE.search(behind.text, match.start(), match.end() + 6):
        return None
    alone = seen.last is not None and seen.last.side == "main" and not seen.names
    together = alone and bool(seen.cues.or_left.match(seen.left))
    group = seen.group if together else seen.fresh
    return Role("change", _direction(match), "main", group, False, False, "move behind")


def _move_by(seen: Seen) -> Role | None:
    """ "increased the dividend by 5%"."""
    match = None if _is_a_thing(seen) else seen.cues.change_by_left.search(seen.comparable)
    return Role("change", _direction(match), "main", seen.fresh, False, False, "move by") if match else None


def _signed(seen: Seen) -> Role | None:
    """ "sales of $5 million (+4%)", "East, +5%; West, -3%": a percentage whose sign is printed as the move it is."""
    if seen.figure.kind not in ("percent", "points"):
        return None
    quotes = seen.sentence.quotes
    mark = quotes[seen.k].lstrip("(")[:1] or " "
    of_amount = quotes[seen.k].startswith("(") and quotes[seen.k].endswith(")") and seen.last is not None
    beside = any(q.lstrip("(").startswith("+") for q in quotes[max(0, seen.k - MEMORY) : seen.k + MEMORY])
    if mark != "+" and not (mark in _MINUS and (of_amount or beside)):
        return None
    return Role("change", 1 if mark == "+" else -1, "main", seen.fresh, False, False, "signed move")


def _move_by_too(seen: Seen) -> Role | None:
    """ "Net sales fell by $5 million and service revenue by $2 million": the verb is not said again."""
    last = seen.last
    if last is None or last.aspect != "change" or last.side != "main" or not _ALSO_BY.search(seen.left):
        return None
    return Role("change", last.direction, "main", seen.fresh, False, False, "move by too")


def _move_from(seen: Seen) -> Role | None:
    """ "An increase of 50 percent from 1,510 in 1997 and 564 percent from 340 in 1996": a percentage from somewhere."""
    moved = next((r for r in reversed(seen.before[-MEMORY:]) if r.aspect == "change"), None)
    if moved is None or seen.names or seen.figure.kind != "percent" or not _FROM.match(seen.right):
        return None
    return Role("change", moved.direction, "main", seen.further, False, False, "move from")


def _move_to(seen: Seen) -> Role | None:
    """ "increased 5% to $5 million": where a move led; "growth of 1% to 3%" is a range of moves."""
    last = seen.last
    if last is None or last.aspect != "change" or last.side != "main" or seen.names:
        return None
    if not seen.cues.to_left.search(seen.left) or seen.cues.comparison_left.search(seen.left):
        return None
    start = seen.sentence.figures[seen.k - 1]
    if seen.left.strip() == "to" and start.kind == seen.figure.kind == "percent" and _is_range(start, seen.figure):
        return Role("change", last.direction, "main", last.group, True, False, "range")
    return Role("level", 0, "main", last.group, False, seen.share, "move to")


def _is_range(start: FigureMention, end: FigureMention) -> bool:
    """Whether two moves in percent are near enough to be the ends of one range: "up 5% to 6%", not "up 1% to 31%"."""
    return abs(start.value) < abs(end.value) <= _RANGE * abs(start.value)


def _or(seen: Seen) -> Role | None:
    """ "$5 million, or $0.08 per share", "$3 million, or 6%": the same again in another unit."""
    last = seen.last
    if last is None or (seen.names and not _OF_IT_OR.fullmatch(seen.left)):
        return None
    if not (seen.names or seen.cues.or_left.match(seen.left) or _OR_TAIL.match(seen.tail)):
        return None
    if last.aspect == "change" and seen.figure.kind in _MOVABLE and not seen.share:
        return Role("change", last.direction, last.side, last.group, True, False, "or")
    return Role("level", 0, last.side, last.group, True, seen.share, "or")


def _and(seen: Seen) -> Role | None:
    """ "5% in the quarter and 6% year to date", "$5 million and $0.08": one more of its kind, or of the same time."""
    last, tail = seen.last, seen.tail
    if last is None or seen.names or not seen.cues.and_left.match(tail):
        return None
    parted = len(tail) < len(seen.left)
    if parted and "and" not in tail and "," not in tail:
        return None
    if last.aspect == "change" and seen.figure.kind in ("percent", "points") and not seen.share:
        return Role("change", last.direction, last.side, seen.further, True, False, "and")
    alike = seen.figure.kind == seen.sentence.figures[seen.k - 1].kind
    group = seen.further if alike or parted else last.group
    return Role("level", 0, last.side, group, alike, seen.share, "and")


def _comparison(seen: Seen) -> Role | None:
    """ "compared to $4 million", "from net sales of $4 million"."""
    grown = seen.last is not None and seen.last.aspect == "change" and _GROWN_ON.fullmatch(seen.left)
    if (
        _is_span_start(seen)
        or (seen.figure.bound and _BOUND.search(seen.left))
        or seen.cues.source_left.search(seen.left)
    ):
        return None
    alike = seen.last is not None and seen.figure.kind == seen.sentence.figures[seen.k - 1].kind
    grown = grown or (alike and _AFTER.fullmatch(seen.left))
    if seen.sentence.quotes[seen.k].startswith("(") or not (grown or seen.cues.comparison_left.search(seen.comparable)):
        return None
    return Role("level", 0, "other", seen.further, False, seen.share, "comparison")


def _is_span_start(seen: Seen) -> bool:
    """ "Prices from $120 to $450", "net sales: from $71 to $72 million": where nothing has moved, a range."""
    text, k = seen.left, seen.k
    if _RANGING.search(text):
        return True
    if not seen.cues.from_left.search(text) or k + 1 >= len(seen.sentence.figures):
        return False
    if seen.cues.moves.search(text) or seen.cues.ratio.search(text):
        return False
    alike = (
        seen.sentence.figures[k + 1].unit == seen.figure.unit or seen.sentence.figures[k + 1].kind == seen.figure.kind
    )
    onward = seen.right.strip() == "to" and alike
    return onward and (seen.last is None or seen.names)


def _compared_too(seen: Seen) -> Role | None:
    """ "compared to net income of $4 million and EPS of $2", "... at June 30, and $3 million at March 31"."""
    last = seen.last
    if last is None or last.side != "other":
        return None
    if seen.left.lstrip(" ,").startswith("and ") and _is_parallel(seen):
        return Role("level", 0, "other", last.group, False, seen.share, "comparison and")
    if seen.names or "and" not in seen.left.split() or seen.cues.to_left.search(seen.left):
        return None
    if _ANEW.search(seen.left):
        return None
    return Role("level", 0, "other", seen.further, False, seen.share, "comparison and")


def _is_parallel(seen: Seen) -> bool:
    """ "Net income was $5 and EPS $1, compared to net income of $4 and EPS of $2": a metric of the main side again."""
    since, gaps = max(0, seen.k - MEMORY), seen.sentence.gaps
    named = {m.metric for i in range(since, seen.k) if seen.before[i].side == "main" for _, m in gaps[i].metrics}
    return any(m.metric in named for _, m in gaps[seen.k].metrics)


def _level(seen: Seen) -> Role:
    """An amount of its own."""
    return Role("level", 0, "main", seen.fresh, False, seen.share, "level")


_PRECEDENCE: tuple[Callable[[Seen], Role | None], ...] = (
    _range,
    _in_brackets,
    _signed,
    _growth_to,
    _move_before,
    _move_of,
    _move_behind,
    _move_by,
    _move_by_too,
    _move_from,
    _move_to,
    _or,
    _and,
    _comparison,
    _compared_too,
)
"""The constructions, the most telling first."""
