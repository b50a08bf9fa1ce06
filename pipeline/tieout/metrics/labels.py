"""The metric that a table's row states, from its label and the headings over it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from tieout.facts import UnitKind
from tieout.metrics.catalogue import metric, metric_for_unit
from tieout.metrics.phrases import END, REJECTED, plain, sign_pattern, skipped, trie
from tieout.metrics.prose import adjusted_name, any_of
from tieout.rules import load_rules
from tieout.tables import TableKind


@dataclass(frozen=True, slots=True)
class MetricMatch:
    """The metric of a row, and whether the row's words say that it is non-GAAP."""

    metric: str
    non_gaap: bool


def match_label(
    label: str, *, path: Sequence[str] = (), kind: UnitKind | None = None, table_kind: TableKind | None = None
) -> MetricMatch | None:
    """The metric that a row is, not one that it merely contains; `None` where it is none of ours.

    `path` are the headings over the row, outermost first, without the label. `kind` is the unit of the row's
    amounts, not of a column of changes or shares beside them. A table's title, or the words over a column, may
    stand among the headings: rows under "Net revenues by brand" are revenues.

    >>> match_label("Diluted", path=("EARNINGS PER SHARE:",), kind="per share")
    MetricMatch(metric='EarningsPerShareDiluted', non_gaap=False)
    >>> match_label("Revenue growth") is None
    True
    """
    return _match(label, tuple(path[-2:]), kind, table_kind)


@lru_cache(maxsize=1 << 14)
def _match(
    label: str, path: tuple[str, ...], kind: UnitKind | None, table_kind: TableKind | None
) -> MetricMatch | None:
    for words, inherited in _readings(label, path):
        found = _words_to_match(words)
        if found == REJECTED:
            if inherited:
                break
            return None
        if isinstance(found, MetricMatch):
            if inherited and not metric(found.metric).breakdown:
                break
            if not found.non_gaap and any(_is_adjusted(heading) for heading in path):
                found = MetricMatch(adjusted_name(found.metric), True)
            if not _stands_in(found.metric, table_kind):
                return None
            return _in_unit(found, kind)
    return None


def _readings(label: str, path: tuple[str, ...]) -> Iterator[tuple[str, bool]]:
    """The ways to read a row, surest first: alone, with its headings, or (`True`) as a part of its heading."""
    own = clean_label(label)
    above = [clean_label(heading) for heading in path]
    if own and own not in _qualifiers():
        yield own, False
        if (found := _PER.search(own)) and _prices(own[: found.start()]):
            yield own[: found.start()], False
    if above:
        yield f"{above[-1]} {own}".strip(), False
        yield f"{own} {above[-1]}".strip(), False
        if len(above) > 1:
            yield f"{above[-2]} {above[-1]} {own}".strip(), False
            yield f"{above[-2]} {own}".strip(), False
        if not _not_part().search(own):
            for heading in reversed(above):
                yield from ((name, True) for name in _endings(_BY.sub("", heading)))


def _prices(words: str) -> bool:
    """Whether the words name a price, which may be per anything: "average realized price" per ounce."""
    found = _words_to_match(words)
    return isinstance(found, MetricMatch) and "unit price" in metric(found.metric).kinds


def _is_adjusted(heading: str) -> bool:
    """Whether all rows under a heading are non-GAAP: "Adjusted company results", not "Non-GAAP measures"."""
    words = clean_label(heading)
    found = _prefix().match(words + " ")
    if found is None or found.lastgroup != "adjusted" or words.startswith("non"):
        return False
    rest = words[found.end() :].split()
    return not any(_name(rest[:n]) for n in range(1, len(rest) + 1))


def _endings(heading: str) -> Iterator[str]:
    """A heading, then without its first words: "north segment net revenues" down to "net revenues"."""
    words = heading.split()
    for first in range(len(words)):
        yield " ".join(words[first:])


# (1), (a), (Note 7), (unaudited), (in millions), and marks of footnotes.
_NOTE = re.compile(
    r"\((?:\d{1,2}|[a-z]|notes? [\d, and]+|see [^()]*|unaudited"
    r"|[^()]*(?:million|thousand|dollars|billion)s?[^()]*)\)|[*†‡§]+"
)
# "Accounts receivable, net of allowance of $446": what follows says what the amount is after.
_TAIL = re.compile(
    r"[ ,(-]*(?:\bnet of\b(?! recover)|, ?less\b|\bless (?:allowance|accumulated)|\bincluding\b|\bincludes\b"
    r"|\bexclusive of\b|, excluding|\(excluding).*$"
)
# "Net income attributable to Oak Mills, Inc.", but not to noncontrolling interests.
_ATTRIBUTABLE = re.compile(
    r" (?:attributable|applicable|allocable|available) to (?!.*(?:non-? ?controlling|minority|redeemable))"
    r".*?(?= per | as |,? (?:basic|diluted)| - |$)"
)
_PER = re.compile(r" per (?!share\b|unit\b)[^ ]+(?: [^ ]+)?$")
_BY = re.compile(r" by .*$")
_BRACKETS = re.compile(r"\([^()]*\)")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_BLANKS = re.compile(r"[^a-z0-9&%]+")


@lru_cache(maxsize=1 << 14)
def clean_label(label: str) -> str:
    """A label's words: without footnote marks, brackets of sign, and what it is net of.

    >>> clean_label("Net (loss) income (1)"), clean_label("Inventories, net of reserves of $2 (Note 3):")
    ('net income', 'inventories')
    """
    text = _NOTE.sub(" ", plain(label))
    text = _sign().sub(" ", text)
    text = _BRACKETS.sub(lambda found: found[0] if _kept().search(found[0]) else " ", text)
    text = _ATTRIBUTABLE.sub(" ", text)
    text = _TAIL.sub("", text) or text
    text = text.replace("'s ", " ").replace("'", "").replace(" & ", " and ")
    return re.sub(r"(?<=[a-z])\d$", "", _BLANKS.sub(" ", _YEAR.sub(" ", text)).strip())


@lru_cache(maxsize=1 << 14)
def _words_to_match(label: str) -> MetricMatch | str | None:
    """The match of clean words that are a name in full, `REJECTED`, or `None`."""
    for words in _trimmed(label):
        for text, kind in _without_adjustments(words):
            name = _name(text.split())
            if name == REJECTED:
                return REJECTED
            if name and kind:
                return MetricMatch(adjusted_name(name, organic=kind == "organic" and name == "Revenues"), True)
            if name:
                return MetricMatch(name, metric(name).non_gaap)
    return None


def _trimmed(label: str) -> Iterator[str]:
    """The label, then without one word or two at its ends that do not tell metrics apart."""
    yield label
    heads = [label]
    for _ in range(2):
        trimmed = _start().sub("", heads[-1])
        if trimmed == heads[-1]:
            break
        heads.append(trimmed)
    for head in heads:
        tail = head
        for _ in range(3):
            if tail != label:
                yield tail
            shorter = _end_words().sub("", tail)
            if shorter == tail:
                break
            tail = shorter


def _without_adjustments(words: str) -> Iterator[tuple[str, str | None]]:
    """The words as they are, then without the ones that make them non-GAAP, with their kind."""
    yield words, None
    if (found := _prefix().match(words)) and (rest := words[found.end() :]):
        kind = found.lastgroup
        name = _name(rest.split())
        if name and (kind != "profit" or (name != REJECTED and metric(name).adjusted)):
            yield rest, kind
        # "adjusted total diluted earnings per share"
        yield from ((text, kind) for text in (_suffix().sub("", rest),) if text != rest)
    if found := _suffix().search(words):
        yield words[: found.start()], found.lastgroup


def _name(words: Sequence[str]) -> str | None:
    """The metric that the words name from the first to the last, `REJECTED`, or `None`."""
    node = trie("rows")
    skip = skipped()
    for word in words:
        child = node.get(word)
        if child is None and word in skip:
            continue
        if child is None:
            return None
        node = child
    value: str | None = node.get(END)
    return value


def _stands_in(name: str, table_kind: TableKind | None) -> bool:
    """Whether a row of this table can be the metric: a cash-flow statement's "Inventories" is a change in them."""
    if table_kind in metric(name).not_in:
        return False
    if table_kind == "cash_flow":
        return metric(name).period_type == "duration" or name == "Cash"
    if table_kind == "balance_sheet":
        return metric(name).period_type == "instant"
    return True


def _in_unit(found: MetricMatch, kind: UnitKind | None) -> MetricMatch | None:
    """The match in the row's own unit; a share or growth in percent keeps the metric it is of."""
    if kind is None:
        return found
    name = metric_for_unit(found.metric, kind) or (found.metric if kind == "percent" else None)
    return MetricMatch(name, found.non_gaap) if name else None


@cache
def _qualifiers() -> frozenset[str]:
    return frozenset(clean_label(words) for words in load_rules("metrics")["words"]["qualifiers"])


@cache
def _not_part() -> re.Pattern[str]:
    return re.compile(rf"(?:^|(?<= )){any_of(load_rules('metrics')['words']['not_parts'])}(?= |$)")


@cache
def _sign() -> re.Pattern[str]:
    return re.compile(rf"[ /-]?{sign_pattern()}[ /]?")


@cache
def _kept() -> re.Pattern[str]:
    """Words in brackets that do tell metrics apart: "(diluted)", "(non-GAAP)"."""
    rules = load_rules("metrics")
    return re.compile(any_of([*rules["prefixes"]["adjusted"], *rules["words"]["qualifiers"]]))


@cache
def _start() -> re.Pattern[str]:
    return re.compile(rf"^{any_of(load_rules('metrics')['words']['label_start'])} ")


@cache
def _end_words() -> re.Pattern[str]:
    return re.compile(rf" {any_of(load_rules('metrics')['words']['label_end'])}$")


@cache
def _prefix() -> re.Pattern[str]:
    words = load_rules("metrics")["prefixes"]
    kinds = "|".join(f"(?P<{kind}>{any_of(words[kind])})" for kind in ("organic", "adjusted", "profit"))
    return re.compile(rf"(?:{kinds})(?: {any_of(words['adjusted'])})* ")


@cache
def _suffix() -> re.Pattern[str]:
    words = load_rules("metrics")["suffixes"]
    kinds = "|".join(f"(?P<{kind}>{any_of(words[kind])})" for kind in ("organic", "adjusted"))
    return re.compile(rf" (?:{kinds})(?: .*)?$")
