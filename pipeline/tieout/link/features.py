"""The features that the choice between options goes by: words, order, distance, kinds of units. Never a value.

A feature is a phrase such as "before, 2 figures between" hashed to a row of the model's table. What holds of the
figure itself, whatever the option, counts only in combination with what sort of option it is.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from spacy.strings import get_string_id

from tieout.facts import Fact, Period
from tieout.link.times import Timing
from tieout.link.view import View
from tieout.mentions import FigureMention
from tieout.metrics import metrics

Features = NDArray[np.uint32]
"""The hashes of an option's features, in no order."""
Words = list[str]

_WORD = re.compile(r"[\w%$&'’-]+|[^\w\s]")
_MARKS = ",;(:—"
_LINKING = frozenset(
    [
        *("and", "while", "with", "including", "of", "in", "from", "was", "were"),
        *("to", "or", "on", "compared", "versus", "than", "for", "at", "by"),
    ]
)  # small words that tell how what stands between hangs together
_FAR = 17  # words
_NEAR = 80  # characters
_WEEK, _YEAR = 7, 365  # days
_MIX, _ODD, _SHIFT, _HALF = np.uint64(0x9E3779B97F4A7C15), np.uint64(31), np.uint64(29), np.uint64(32)


def figure_words(view: View, fact: Fact, timing: Timing, *, dated: bool) -> Words:
    """What holds of the figure whatever it means: its kind, its part in the sentence, the words next to it."""
    role = view.role
    left, right = _WORD.findall(view.left.text[-24:]), _WORD.findall(view.right.text[:24])
    subject, time = fact.rule.split("; ")[1:3]
    known = metrics()[fact.metric].period_type if fact.metric else "unknown"
    label = _WORD.findall(fact.label.lower()) or [""]
    has_period = any(view.sentence.gaps[i].periods for i in (view.k, view.k + 1))
    return [
        "",
        f"kind {view.figure.kind}",
        f"role {role.rule}",
        f"{role.aspect} {role.side} {role.share} {role.linked}",
        f"left {' '.join(left[-1:])}",
        f"right {' '.join(right[:1])}",
        f"subject {subject}",
        f"subject {subject} {role.rule}",
        f"time {time}",
        f"time {time} {role.rule}",
        f"{fact.status} {view.figure.kind}",
        f"{known} {has_period} {fact.status}",
        f"metric {fact.metric}",
        f"head {label[-1]}",
        f"dated {dated} {view.figure.kind}",
    ]


def sentence_clues(view: View, fact: Fact, block: str, reporting: Period | None, *, dated: bool) -> tuple[str, ...]:
    """How clear the sentence is: how much stands in it, what stands next to the figure, how usual its period is."""
    when = _relation(fact.period, reporting)
    time = fact.rule.rpartition("; ")[2]
    gaps, k = view.sentence.gaps, view.k
    metrics_here, periods_here = len(gaps[k].metrics), len(gaps[k].periods)
    behind = gaps[k + 1]
    return (
        f"figures {min(len(view.sentence.figures), 8) // 2}",
        f"figure {min(k, 4)}",
        f"block {block}",
        f"metrics before {min(metrics_here, 3)}, behind {min(len(behind.metrics), 2)}, {fact.metric is not None}",
        f"periods before {min(periods_here, 2)}, behind {min(len(behind.periods), 2)}",
        f"dated {dated}, {fact.quantity.kind}",
        f"gap {_far(len(gaps[k].text) // 6)}",
        f"{view.role.side} {view.role.aspect} {view.role.share}",
        f"is {fact.metric}" if fact.metric else "is not named",
        f"segment {fact.segment is not None}",
        f"{when}, {fact.status}",
        f"{when}, {time}",
        f"{when}, {view.role.side}, {view.role.rule}",
    )


def _relation(period: Period | None, reporting: Period | None) -> str:
    """How a period lies to the one reported on, by ends and lengths."""
    if period is None or reporting is None:
        return "no period"
    days = (period.end - reporting.end).days
    end = "ends then" if abs(days) < _WEEK else "ends later" if days > 0 else "ends before"
    if end == "ends before" and abs(days + _YEAR) < _WEEK:
        end = "ends a year before"
    length = period.days
    if length == 0:
        return f"{end}, a day"
    usual = next((n for n in (1, 2, 3, 4) if abs(length - n * _YEAR / 4) < 2 * _WEEK), 0)
    return f"{end}, {usual} quarters"


def metric_words(fact: Fact, said: Words, rule: Fact, figure: FigureMention) -> tuple[Words, Words]:
    """What speaks for an option of metric or label, and what sort of option it is."""
    label = _WORD.findall(fact.label.lower())
    own = [*said, f"rules {fact is rule}", f"known {fact.metric is not None}"]
    if fact.metric is not None:
        fits = figure.kind in metrics()[fact.metric].kinds
        own += [f"is {fact.metric}", f"is {fact.metric} {figure.kind}", f"fits {fits} {figure.kind}"]
    else:
        own += [f"first {' '.join(label[:1])}", f"last {' '.join(label[-1:])}", f"length {_far(len(label))}"]
    if figure.noun:
        own.append(f"noun in label {figure.noun.lower() in fact.label.lower()}")
    sort = f"known {fact.metric is not None} rules {fact is rule}"
    where = " ".join(
        sorted({word for word in said if word.startswith(("rules", "named", "bound", "ahead", "carried", "of figure"))})
    )
    return own, [sort, where, *(w for w in said if w.startswith(("before", "behind")))]


def period_words(period: Period | None, said: Words, rule: Period | None, around: Words) -> tuple[Words, Words]:
    """What speaks for an option of period, and what sort of option it is; `around` are words near the figure."""
    form = "none" if period is None else "span" if period.start else "day"
    if period == rule:
        tie = "same"
    elif period and rule and period.end == rule.end:
        tie = "same end"
    else:
        tie = "other"
    where = " ".join(sorted({word for word in said if word.partition(" ")[0] not in _PLACED}))
    sorts = [
        form,
        f"{tie} {form}",
        where,
        *(w for w in said if w.startswith(("before", "behind", "end before", "end behind"))),
    ]
    return [*said, tie, form, *(f"{form} {word}" for word in around)], sorts


def words_around(view: View, fact: Fact) -> Words:
    """The words of the label and those near the figure: balances and flows are spoken of in words of their own."""
    left, right = view.left.text[-_NEAR:], view.right.text[: _NEAR // 2]
    said = [f"by {word}" for word in _WORD.findall(f"{left} {right}")]
    return [*said, *(f"of {word}" for word in _WORD.findall(fact.label.lower()))]


_PLACED = frozenset(("phrase", "unit", "before", "behind", "list", "near", "between", "mark", "link", "lead", "end"))


def words_between(view: View, gap: int, at: int, start: int, end: int) -> Words:
    """How a mention stands to the figure: the side, how far, how many figures, marks and small words between."""
    figure, k = view.figure, view.k
    is_before = end <= figure.start
    side = "before" if is_before else "behind"
    figures = k - gap if is_before else gap - k - 1
    between = view.text[end : figure.start] if is_before else view.text[figure.end : start]
    words = _WORD.findall(between[:160].lower())
    lead = _WORD.findall(view.sentence.gaps[gap].text[max(0, at - 30) : at])
    place = f"{side} {min(figures, 3)}"
    out = [
        place,
        f"{place} {view.role.rule}",
        f"{place} far {_far(len(words))}",
        f"lead {' '.join(lead[-1:])} {place}",
        f"lead {' '.join(lead[-2:])}",
    ]
    if words:
        out.append(f"near {side} {words[0] if is_before else words[-1]}")
        if figures == 0 and len(words) <= 4:
            out.append(f"between {side} {' '.join(words)}")
    out += [f"mark {mark} {place}" for mark in _MARKS if mark in between]
    out += [f"link {word} {place}" for word in _LINKING.intersection(words)]
    return out


def mixed(task: str, options: Sequence[tuple[Words, Words]], figure: Words) -> tuple[Features, ...]:
    """For each option the hashes of its own features, and of each sort of option with each feature of the figure."""
    shared = np.array([_hash("figure", word) for word in figure], dtype=np.uint64) * _ODD
    out = []
    for own, sorts in options:
        alone = np.array([_hash(task, word) for word in own], dtype=np.uint64)
        kinds = np.array([_hash(task, word) for word in sorts], dtype=np.uint64) * _MIX
        crossed = (kinds[:, None] ^ shared[None, :]).ravel()
        rows = np.concatenate([alone, crossed ^ (crossed >> _SHIFT)])
        out.append((rows ^ (rows >> _HALF)).astype(np.uint32))
    return tuple(out)


@lru_cache(maxsize=65536)
def _hash(task: str, word: str) -> int:
    return get_string_id(f"{task} {word}")


def _far(count: int) -> str:
    """A number of words, coarser the larger it is."""
    if count < 3:
        return str(count)
    return "3-4" if count < 5 else "5-8" if count < 9 else "9-16" if count < _FAR else "17+"
