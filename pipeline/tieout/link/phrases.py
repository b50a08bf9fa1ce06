"""Noun phrases beside a figure, found without a parser: from verbs, commas and connectives to the words that bind."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from tieout.link.clauses import Gap
from tieout.link.cues import METRIC, PERIOD, Cues
from tieout.link.roles import Role
from tieout.mentions import MetricMention

Span = tuple[int, int]
"""Start and end of a phrase in a gap's masked text."""

_SHORT_NAME = 12  # characters of a bracket that holds no more than a name given to the thing before it
_FARTHER = 80  # characters before "from" in which the verb with its object stands
_NEAR = 24  # characters before a figure in which a verb of motion is still its own

_TIME = re.compile(rf"(?:,\s*)?(?:\b(?:for|in|during|at|as of|on|of|through|from)\s+)?(?:\bthe\s+)?{PERIOD}(?:['’]s)?")
# "systems installed in the", where the time is left out
_DANGLING = re.compile(r"(?:\s+(?:in|of|on|for|at|to|by|with|from|during|the|a|an|and|or|our|its))+$", re.IGNORECASE)
_BRACKETS = re.compile(r"\([^()]*\)")
# "costs, which dropped", "income, which in the quarter increased to"
_RELATIVE = re.compile(rf",?\s+(?:which|that)(?:,?\s+(?:in|for|during)?\s*(?:the\s+)?{PERIOD},?)*\s*$")
# "insurance cost $5 million"; "the cost of" is a noun
_COST = re.compile(r"\bcosts?(?:\s+(?:us|it|them|the company))?(?:\s+(?:about|some|nearly|roughly|approximately))*\s*$")
_LABEL = re.compile(r"\s*(?:[\w&'’/%-]+\s+){1,6}$")
_LABEL_END = re.compile(
    r"\b(?:of|in|for|to|by|than|from|on|with|at|and|or|a|an|the|as|about|over|after|under|up|down)\s+$"
)
# " in the prior quarter and": a phrase that opens with a preposition belongs to the figure before it
_HANGS_ON = re.compile(r"\s*(?:in|for|at|on|of|from|to|per|by|during|as of|over|under)\s")
# " in the prior quarter and the cost of deposits was"
_AND_THE = re.compile(r"\band\s+(?=(?:the|our|its|an?)\s)")
_WITHOUT, _WITHOUT_COMMA = re.compile(r"\b(?:excluding|including)\s*$"), re.compile(r"[^,;:.]+")
_SPAN = re.compile(rf"{METRIC}\s+from\s+$")
# "$2.26 per share from continuing operations, up 12%"
_FROM_METRIC = re.compile(rf"\s*from\s+{METRIC},?\s")
# what hangs on a noun before it: "operating income of our stores"
_HANGING = re.compile(
    r"\b(?:attributable to|of|in|at|from)\s+(?:(?:the|our|its|company's|company’s|total|all)\s+)*(?:[\w’'&-]+\s+){0,3}$"
)
_PREPOSITION = re.compile(r"\b(?:of|in|for|to|by|than|from|on)\s+(?:\w+\s+)?$")
# "... (“Adjusted EBITDA”)": the short name that was just given
_NAME_OPENS, _NAME_CLOSES = re.compile(r"\([\"“'‘]*$"), re.compile(r"[\"”'’]*\)")
_AND = re.compile(r"\band\s*$")
_ITS_OBJECT = re.compile(rf"(?:its|our|their|the|total)\s[^,;]+$|{METRIC}$")
# where an item of a list begins
_ITEM = re.compile(r"[,;:.]\s+(?:and\s+)?|\bincluding\s+")
# verbs that hold an amount of something else: "net loss included $5 million of severance"
_HOLDING = re.compile(r"includ|exclud|reflect|had|has|have|with|offset")
# "losses included in other expense were": where a thing is shown, not a verb of its own
_IN_PLACE = re.compile(
    r"(?:included|recorded|reported|recognized|reflected|held)\s+(?:in|on|for|within|under|as part of)\s"
    r"|(?:received|earned|generated|provided|produced|issued|purchased)\s+(?:from|by|under)\s"
)
_CAPITAL_BEFORE, _CAPITAL_NEXT = re.compile(r"\b[A-Z][\w&-]*\s+$"), re.compile(r"\s+[A-Z]")
_SMALL = re.compile(r"\b[a-z]{3,}")
# "on track to | deliver savings of", "we | expect charges of"
_VERB_FOLLOWS = re.compile(r"\b(?:to|we|they|it)\s+(?:(?:now|also|currently|still|only)\s+)?$")
# "were hedged at an average floor of"
_AT_A = re.compile(r"\bat\s+an?\s+")
SAID = (" of", " was", " were")


def plain(phrase: str, cues: Cues) -> str:
    """A phrase as a label: times and articles dropped, white space folded.

    >>> from tieout.link.cues import load_cues
    >>> plain(" the total cost  of sales,", load_cues())
    'cost of sales'
    """
    timeless = _TIME.sub(" ", phrase) if PERIOD in phrase else phrase
    phrase = " ".join(timeless.split()).strip(" ,;:-–—\"“”'’()•")
    phrase = _DANGLING.sub("", phrase)
    while (shorter := cues.determiner.sub("", phrase)) != phrase:
        phrase = shorter
    return phrase


def without_asides(gap: Gap, cues: Cues) -> Gap:
    """The gap with brackets and asides between commas blanked, all of it as long as before.

    "Costs (all in), which include freight, were" says "Costs were".
    """
    spans = [m.span() for m in _BRACKETS.finditer(gap.text) if METRIC not in m[0] or len(m[0]) >= _SHORT_NAME]
    text = _blanked(gap.text, spans)
    asides = [m.span() for m in cues.aside.finditer(text)]
    if not (spans or asides):
        return gap
    text, raw = _blanked(text, asides), _blanked(gap.raw, spans + asides)
    metrics = tuple((at, m) for at, m in gap.metrics if text[at] == METRIC)
    return replace(gap, text=text, raw=raw, metrics=metrics)


def _blanked(text: str, spans: Iterable[Span]) -> str:
    for start, end in spans:
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def bound_phrase(gap: Gap, role: Role, floor: int, cues: Cues, *, opens: bool) -> Span | None:
    """The phrase that a copula, "of" or a verb of motion binds to the figure behind the gap.

    It begins at `floor` or later; `opens` says that the gap opens its sentence, so that a preposition at its head
    does not belong to a figure before.
    """
    if not opens and role.rule.startswith("move") and _FROM_METRIC.match(gap.text, floor):
        return None
    limits = _limits(gap, role, floor, cues, opens=opens)
    if limits is None or limits[1] <= limits[0]:
        return None
    return phrase_before(gap, limits, cues, opens=opens)


def phrase_before(gap: Gap, limits: Span, cues: Cues, *, opens: bool) -> Span | None:
    """The noun phrase that ends where the limits end, and begins within them."""
    floor, end = limits
    text = gap.text
    if relative := _RELATIVE.search(text, floor, end):
        end = relative.start()
    start = _left_edge(gap, text, floor, end, cues)
    if without := _WITHOUT.search(text, floor, start):  # "unit cost excluding fuel was"
        longer = _left_edge(gap, text, floor, without.start(), cues)
        named = _WITHOUT_COMMA.fullmatch(text, longer, end) and plain(gap.raw[longer : without.start()], cues)
        start = longer if named and not _has_verb(text, longer, without.start(), cues) else start
    shown = [at for at, _ in gap.metrics if start <= at < end]
    if not shown:
        # "Toy sales, the largest category, rose": the words next to the verb are an aside
        before = [at for at, _ in gap.metrics if floor <= at < start and not _has_verb(text, at, start, cues)]
        if before:
            return _left_edge(gap, text, floor, before[0], cues), end
        if start == floor and not opens and _HANGS_ON.match(gap.text, floor):
            joint = _AND_THE.search(text, floor, end)
            return (joint.end(), end) if joint else None
    return start, end


def _limits(gap: Gap, role: Role, floor: int, cues: Cues, *, opens: bool) -> Span | None:
    """Between where a bound phrase can lie: `None` where nothing binds one to the figure."""
    text, end = gap.text, len(gap.text)
    if role.rule == "comparison" and (origin := _moved_from(text, floor, cues)):
        return origin
    moved = cues.change_left.search(text) or cues.ratio_left.search(text) if role.rule == "move before" else None
    if role.rule == "comparison":
        floor = max([floor, *(m.end() for m in cues.comparison.finditer(text))])
    if moved:
        end = len(text[: moved.start()].rstrip(" :"))  # "Net sales: up 5%"
    elif role.rule == "growth to" and (match := cues.growth_to_left.search(text)):
        end = match.start()
    elif role.rule == "move of" and (match := cues.change_of_left.search(text)):
        floor = match.start() + match[0].index(" in ") + len(" in ")
    elif role.rule == "move by" and (match := cues.change_by_left.search(text)):
        verb_end = next(match.end(side) for side in ("up", "down", "neutral") if match[side])
        by = text.rindex(" by", verb_end)
        if plain(gap.raw[verb_end:by], cues):  # "increased its dividend by 5%"
            floor, end = max(floor, verb_end), by
        else:  # "costs were reduced by 5%"
            end = match.start()
    elif role.rule != "comparison" and (verb := cues.transitive_left.search(text)) and not text.rstrip().endswith(SAID):
        if not text[: verb.start()].rstrip().endswith(METRIC) or _HOLDING.search(verb[0]):
            return None
        end = verb.start()  # "with cloud revenue generating $5 million"
    if role.rule == "level" and (span := _SPAN.search(text, floor)):
        end = span.start() + 1  # "loss per share from $0.04 to $0.06"
        return floor, end
    if end == len(text) and (cost := _COST.search(text, floor)):
        return floor, cost.start()
    trailing = cues.trailing.search(text, 0, end)
    tail = trailing.start() if trailing else end
    if end == len(text) and not role.rule.startswith("move b") and not cues.binding.search(text, max(0, tail - 1)):
        return _label_limits(text, floor, cues, opens=opens)
    return _first_of_two(text, floor, _before_motion(text, tail, cues), cues)


def _first_of_two(text: str, floor: int, end: int, cues: Cues) -> Span:
    """The limits, of two verbs joined by "and" before the first: "sales grew in all regions and were $5 million"."""
    if not _AND.search(text, floor, end):
        return floor, end
    verbs = (pattern.search(text, floor, end) for pattern in (cues.finite, cues.moves))
    return floor, min((verb.start() for verb in verbs if verb), default=end)


def _moved_from(text: str, floor: int, cues: Cues) -> Span | None:
    """What a verb of motion moved "from" the figure: "the rate rose from 5%", "raised its rate from 5%".

    Not so ", up from 5%".
    """
    start = cues.from_left.search(text)
    if start is None:
        return None
    end = start.start()
    verbs = list(cues.shifts.finditer(text, max(floor, end - _FARTHER), end))
    if not verbs:
        return None
    verb, between = verbs[-1], text[verbs[-1].end() : end].strip()
    if _ITS_OBJECT.match(between):
        return verb.end(), end
    if (between and not between.endswith("ly")) or text[floor : verb.start()].rstrip()[-1:] in ("", ",", ")"):
        return None
    return floor, _before_motion(text, end, cues)


def _label_limits(text: str, floor: int, cues: Cues, *, opens: bool) -> Span | None:
    """A few words without a verb at the head of a sentence, right before the figure: "Operating ratio 91.6%"."""
    start = max(floor, text.rfind(";") + 1)
    if not (opens or start > floor) or not _LABEL.match(text, start) or _LABEL_END.search(text):
        return None
    if any(pattern.search(text, start) for pattern in (cues.finite, cues.moves, cues.comparison)):
        return None
    if any(not verb[0].endswith("ing") for verb in cues.transitive.finditer(text, start)):  # not "Operating ratio"
        return None
    return start, len(text)


def resumption(gap: Gap, cues: Cues) -> str | None:
    """The mark, a comma or a closing bracket, behind which the gap goes on with the verb of a phrase before it.

    "Income (after a provision of $2 million) was $5 million": the phrase stands before the bracket.
    """
    found = cues.resumes.search(gap.text)
    if found is None or (found["mark"] == ")" and "(" in gap.text[: found.start()]):
        return None
    return found["mark"]


def interrupted_phrase(gap: Gap, mark: str, cues: Cues, *, opens: bool) -> tuple[Gap, Span] | None:
    """The gap up to the aside that the `mark` closes, with the phrase that the aside interrupts."""
    if mark == ")":
        at = gap.text.rfind("(")
        at = at if ")" not in gap.text[at:] else -1
    else:
        at = max((m.start() for m in cues.aside_opens.finditer(gap.text)), default=-1)
    if at < 0:
        return None
    metrics = tuple((a, m) for a, m in gap.metrics if a < at)
    head = without_asides(replace(gap, text=gap.text[:at], raw=gap.raw[:at], metrics=metrics), cues)
    span = phrase_before(head, (head.lead, at), cues, opens=opens)
    return (head, span) if span and plain(head.raw[slice(*span)], cues) else None


def _before_motion(text: str, end: int, cues: Cues) -> int:
    """`end` moved before the verbs of motion and copulas that stand right before it."""
    while match := cues.moves.search(text, max(0, end - _NEAR), end):
        rest = text[match.end() : end].strip()
        if (rest and not rest.endswith("ly")) or match[0] == "growth":  # a noun: "sales growth: 5%"
            break
        trailing = cues.trailing.search(text, 0, match.start())
        end = trailing.start() if trailing else match.start()
    return end


def _left_edge(gap: Gap, text: str, floor: int, end: int, cues: Cues) -> int:
    """Where the phrase that ends at `end` begins: behind the last verb, comma or connective before it."""
    edges = sorted((e for e in _edges(gap, text, floor, end, cues) if e < end), reverse=True)
    return next((e for e in edges if plain(gap.raw[e:end], cues)), floor)


def _edges(gap: Gap, text: str, floor: int, end: int, cues: Cues) -> Iterator[int]:
    for pattern in (cues.clause, cues.moves, cues.finite):
        yield from (m.end() for m in pattern.finditer(text, floor, end) if not _IN_PLACE.match(text, m.start(), end))
    yield from (m.end() for m in _AT_A.finditer(text, floor, end))
    for match in cues.comparison.finditer(text, floor, end):
        if " " in match[0]:  # not the "from" of "income from assets sold"
            yield match.end()
    for match in cues.transitive.finditer(text, floor, end):
        # "purchase price" is a noun, "purchased" and "to purchase" are verbs
        verb = cues.past.search(match[0]) or _VERB_FOLLOWS.search(
            text, max(floor, match.start() - _NEAR), match.start()
        )
        if verb and not _is_in_name(gap, match.start(), match.end()) and not _IN_PLACE.match(text, match.start(), end):
            yield match.end()


def _is_in_name(gap: Gap, start: int, end: int) -> bool:
    """Whether a verb's form is a word of a proper name: "International Operated Markets increased"."""
    raw = gap.raw
    capital = raw[start].isupper() and _CAPITAL_NEXT.match(raw, end) and _CAPITAL_BEFORE.search(raw, 0, start)
    return bool(capital) and _SMALL.search(raw, end) is not None


def _has_verb(text: str, start: int, end: int, cues: Cues) -> bool:
    return bool(cues.finite.search(text, start, end) or cues.moves.search(text, start, end))


def head_metric(gap: Gap, span: Span) -> tuple[int, MetricMention] | None:
    """Of the metrics in a phrase the one it is about: a name just given in brackets, or the first on its own feet."""
    start, end = span
    metrics = [(at, m) for at, m in gap.metrics if start <= at < end]
    if not metrics:
        return None
    last_at = metrics[-1][0]
    if _NAME_CLOSES.match(gap.text, last_at + 1) and _NAME_OPENS.search(gap.text[:last_at]):
        # "diluted earnings per share (EPS)": the long name may say more
        longer = len(metrics) > 1 and metrics[-2][1].metric.startswith(metrics[-1][1].metric)
        return metrics[-2] if longer else metrics[-1]
    return next(((at, m) for at, m in metrics if not _PREPOSITION.search(gap.text[:at])), metrics[-1])


def is_hanging(gap: Gap, start: int, at: int, cues: Cues) -> bool:
    """Whether the metric at `at` only hangs on another head of the phrase: "operating income of our stores"."""
    hanging = _HANGING.search(gap.text[start:at])
    if not hanging or cues.light.search(gap.text, start, at):
        return False
    head = plain(gap.raw[start : start + hanging.start()], cues).lower().split()
    return any(word not in cues.generic for word in head)


def item_phrase(gap: Gap) -> Span:
    """The last item of a list before the figure: "the closing of a plant ($5,000), severance" -> "severance"."""
    return max((m.end() for m in _ITEM.finditer(gap.text)), default=gap.lead), len(gap.text)
