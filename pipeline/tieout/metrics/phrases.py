"""The names of metrics as a trie of words, and the walk through it over folded text."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import product
from typing import Any, Literal, NamedTuple

from tieout.rules import load_rules

Where = Literal["prose", "rows"]
Node = dict[str, Any]
"""A node of the trie: a child for each word, and under `END` the metric's name, or `REJECTED`."""

END = ""
REJECTED = "rejected"

_PLAIN = {"’": "'", "‘": "'", "–": "-", "—": "-", "−": "-", "‑": "-", "\u00a0": " "}


class Walk(NamedTuple):
    """Where the longest name ends, and the metric it names (or `REJECTED`)."""

    end: int
    metric: str


def plain(text: str) -> str:
    """The text in lower case with plain quotes, dashes and blanks, every character at its own offset.

    >>> plain("Stockholders’ Equity — net")
    "stockholders' equity - net"
    """
    lower = text.lower()
    if len(lower) != len(text):  # "İ" becomes two characters
        lower = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    if not lower.isascii():
        for mark, as_typed in _PLAIN.items():
            lower = lower.replace(mark, as_typed)
    return lower


@cache
def trie(where: Where) -> Node:
    """The names that stand in prose or in rows, with the rejected phrases among them."""
    rules = load_rules("metrics")
    root: Node = {}
    own = "prose_names" if where == "prose" else "row_names"
    for name, rule in rules["metric"].items():
        for phrase in [*rule["names"], *rule.get(own, ())]:
            _add(root, phrase, name)
    # A phrase rejected for one metric may be the name of another, which then stands.
    for rule in rules["metric"].values():
        for phrase in [*rule.get("rejects", ()), *(rule.get("row_rejects", ()) if where == "rows" else ())]:
            _add(root, phrase, REJECTED)
    return root


def _add(root: Node, phrase: str, value: str) -> None:
    """Put a phrase into the trie word by word, all its spellings at once: most of them begin alike."""
    nodes = {id(root): root}
    for spellings in _choices(phrase):
        reached: dict[int, Node] = {}
        for node in nodes.values():
            for words in spellings:
                end = node
                for word in words:
                    end = end.setdefault(word, {})
                reached[id(end)] = end
        nodes = reached
    for node in nodes.values():
        node.setdefault(END, value)


def phrase_to_words(phrase: str) -> Iterator[tuple[str, ...]]:
    """Every spelling of a name in the rules: `{fragment}` for one of several, `word?` for one that may be missing.

    >>> list(phrase_to_words("net? sales"))
    [('net', 'sales'), ('sales',)]
    """
    for parts in product(*_choices(phrase)):
        yield tuple(word for part in parts for word in part)


def _choices(phrase: str) -> list[Sequence[tuple[str, ...]]]:
    """The spellings of each part of a name in the rules."""
    choices: list[Sequence[tuple[str, ...]]] = []
    for word in phrase.split():
        if word.startswith("{"):
            choices.append(_fragment(word[1:-1]))
        elif word.endswith("?"):
            choices.append([(word[:-1],), ()])
        else:
            choices.append([tuple(_words(word))])
    return choices


@cache
def _fragment(name: str) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(_words(spelling)) for spelling in load_rules("metrics")["fragments"][name])


def _words(text: str) -> list[str]:
    return text.replace("-", " ").replace("'", "").split()


@cache
def skipped() -> frozenset[str]:
    """Words that say nothing inside a name: "net income per *common* share"."""
    return frozenset(load_rules("metrics")["words"]["skip"])


@cache
def sign_pattern() -> str:
    """Brackets that only say a row's sign: "(loss)", "(used in)"."""
    return r"\((?:" + "|".join(map(re.escape, load_rules("metrics")["words"]["sign"])) + r")\)"


@cache
def step_pattern() -> re.Pattern[str]:
    """From the end of one word of a name to the next, over blanks, commas, dashes and brackets of sign."""
    return re.compile(
        r"(?:'s?)?"  # stockholders' equity
        rf"(?:[ /-]?{sign_pattern()})?"  # net income (loss) per share; net (loss) income
        r"[ ,/(-]{1,3}"  # pre-tax; selling, general; per share - diluted
        r"([a-z0-9][a-z0-9&]*|%|&)\)?"  # per share (diluted)
    )


# From "attributable to" or the like over an issuer's name, but no amount, to "per share".
_GAP = re.compile(r" to (?:(?!(?:was|were|is|are) )[^ \n$€£¥]+ ){1,7}?(?=per )")
_GAP_WORDS = frozenset(("attributable", "applicable", "allocable", "available"))


_NOTED = 3  # letters: "q2", "h1" and "co2" are words


def walk(root: Node, first: str, text: str, start: int) -> Walk | None:
    """The longest name in `text`, as `plain` gives it, whose word `first` ends at `start`."""
    node = root.get(first)
    if node is None:
        return None
    step, skip = step_pattern(), skipped()
    best = Walk(start, node[END]) if END in node else None
    at = start
    over_name: tuple[Node, int] | None = None
    while True:
        found = step.match(text, at)
        word = found[1] if found else ""
        if found and word in _GAP_WORDS and (gap := _GAP.match(text, found.end())):
            over_name = node, gap.end() - 1
        child = node.get("and" if word == "&" else word) if found else None
        if (
            found and child is None and word[-1:].isdigit() and len(word) > _NOTED
        ):  # "EPS2", "rate1": the mark of a note
            child = node.get(word[:-1])
        if found and child is not None:
            node, at = child, found.end()
            if END in node:
                best = Walk(at, node[END])
        elif found and word in skip:
            at = found.end()
        elif over_name:
            (node, at), over_name = over_name, None
        else:
            return best
