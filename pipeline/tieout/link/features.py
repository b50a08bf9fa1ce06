"""The features that the choice between options goes by: words, order, distance, kinds of units. Never a value.

A feature is a phrase such as "before, 2 figures between" hashed to a row of the model's table. What holds of the
figure itself, whatever the option, counts only in combination with what sort of option it is.
"""

import re
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from spacy.strings import hash_string

from tieout.facts import Fact, Period
from tieout.link.subjects import View
from tieout.link.times import Timing
from tieout.mentions import FigureMention
from tieout.metrics import metrics

Features = NDArray[np.uint32]
"""The hashes of an option's features, in no order."""
Words = list[str]

_WORD = re.compile(r"[\w%$&'’-]+|[^\w\s]")
_MARKS = ",;(:—"
_LINKING = frozenset(
    "and while with including of in from was were to or on compared versus than for at by".split()
)  # small words that tell how what stands between hangs together
_FAR = 17  # words
_MIX = np.uint64(0x9E3779B97F4A7C15)


def figure_words(view: View, fact: Fact, timing: Timing, block: str, *, dated: bool) -> Words:
    """What holds of the figure whatever it means: its kind, its part in the sentence, the words next to it."""
    role = view.role
    left, right = _WORD.findall(view.left.text[-40:]), _WORD.findall(view.right.text[:40])
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


def period_words(period: Period | None, said: Words, rule: Period | None) -> tuple[Words, Words]:
    """What speaks for an option of period, and what sort of option it is."""
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
    return [*said, tie, form], sorts


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


def mixed(task: str, option: tuple[Words, Words], figure: Words) -> Features:
    """The hashes of an option's own features and of each sort of option with each feature of the figure."""
    own, sorts = option
    alone = _hashes(task, own)
    crossed = (_hashes(task, sorts)[:, None] * _MIX) ^ _hashes("figure", figure)[None, :] * np.uint64(31)
    rows = np.concatenate([alone, (crossed ^ (crossed >> np.uint64(29))).ravel()])
    return np.unique((rows ^ (rows >> np.uint64(32))).astype(np.uint32))


def _hashes(task: str, words: Words) -> NDArray[np.uint64]:
    return np.array([_hash(task, word) for word in words], dtype=np.uint64)


@lru_cache(maxsize=65536)
def _hash(task: str, word: str) -> int:
    return int(hash_string(f"{task} {word}"))


def _far(count: int) -> str:
    """A number of words, coarser the larger it is."""
    if count < 3:
        return str(count)
    return "3-4" if count < 5 else "5-8" if count < 9 else "9-16" if count < _FAR else "17+"
