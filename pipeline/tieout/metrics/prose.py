"""Metrics named in prose: one pass over the words, the longest name at each place."""

import re
from functools import cache

from tieout.mentions import MetricMention
from tieout.metrics.catalogue import metric
from tieout.metrics.phrases import REJECTED, plain, sign_pattern, trie, walk
from tieout.rules import load_rules

_WORD = re.compile(r"[a-z0-9][a-z0-9&]*|%")
# A prefix stands at most this far before the name: "adjusted pro forma consolidated ".
_REACH = 48
_COMPARED = re.compile(r"\bcompar(?:ed|es|ing|ison) $")
_AMOUNT = re.compile(r" (?:about |approximately |nearly |just )?[$€£¥]?\d")


def find_metrics(text: str) -> list[MetricMention]:
    """Every metric that the text names, leftmost and longest, without overlaps, in order.

    A mention takes in the words that make it non-GAAP, before or after the name.

    >>> [(m.metric, m.non_gaap) for m in find_metrics("Net sales rose; adjusted diluted EPS was $0.31.")]
    [('Revenues', False), ('AdjustedEPS', True)]
    """
    folded = plain(text)
    root = trie("prose")
    mentions: list[MetricMention] = []
    until = 0
    for word in _WORD.finditer(folded):
        start = word.start()
        if start < until or word[0] not in root:
            continue
        if folded[start - 1 : start] == "(" and _sign().match(folded, start - 1):
            continue
        found = walk(root, word[0], folded, word.end())
        if found is not None and found.metric == REJECTED and _moved_to(folded, start, found.end):
            name = walk(root, word[0], folded[start : found.end - len(" to")], word.end() - start)
            found = name and name._replace(end=start + name.end)
        if found is None:
            continue
        if found.metric == REJECTED:
            # "compared to total loans" is no ratio to loans
            until = word.end() if word[0] == "to" and _COMPARED.search(folded, 0, start) else found.end
            continue
        end = found.end - (folded[found.end - 1] == ")" and "(" not in folded[start : found.end])
        mention = _mention(folded, start, end, found.metric, until)
        mentions.append(mention)
        until = mention.end
    return mentions


def _moved_to(folded: str, start: int, end: int) -> bool:
    """Whether the words end in a "to" that leads to an amount: "the allowance for loan losses to 1.3%" is no ratio."""
    return folded[start:end].endswith(" to") and _AMOUNT.match(folded, end) is not None


def _mention(folded: str, start: int, end: int, name: str, since: int) -> MetricMention:
    """The mention with what stands before and after it taken into account."""
    named = metric(name)
    if bracket := _leading_sign().search(folded, max(since, start - 20), start):
        start = bracket.start()
    if bracket := _trailing_sign().match(folded, end):
        end = bracket.end()
    prefix = _prefix().search(folded, max(since, start - _REACH), start)
    if prefix is None:
        suffix = _suffix().match(folded, end)
        kind = suffix.lastgroup if suffix else None
    else:
        suffix, kind = None, prefix.lastgroup
    # "core deposits" and "revenue excluding freight" are as GAAP has them; "core earnings" and "EPS excluding" are not.
    if kind in ("profit", "excluding"):
        kind = "adjusted" if named.adjusted else None
    if kind == "organic" and name != "Revenues":
        kind = "adjusted"
    if kind is None:
        return MetricMention(start, end, name, named.non_gaap)
    if prefix:
        start = prefix.start()
    if suffix:
        end = suffix.end()
    return MetricMention(start, end, adjusted_name(name, organic=kind == "organic"), True)


def adjusted_name(name: str, *, organic: bool = False) -> str:
    """What a metric is called once adjusted, where that has a name of its own.

    >>> adjusted_name("NetIncomeLoss"), adjusted_name("Revenues"), adjusted_name("Revenues", organic=True)
    ('AdjustedNetIncome', 'Revenues', 'OrganicRevenue')
    """
    return "OrganicRevenue" if organic else metric(name).adjusted or name


def any_of(phrases: list[str]) -> str:
    """A pattern for one of these phrases, longest first, blanks in it matching hyphens too."""
    longest_first = sorted(phrases, key=len, reverse=True)
    return "(?:" + "|".join(re.escape(p).replace(r"\ ", "[ -]") for p in longest_first) + ")"


@cache
def _sign() -> re.Pattern[str]:
    return re.compile(sign_pattern())


@cache
def _leading_sign() -> re.Pattern[str]:
    return re.compile(sign_pattern() + r"[ /]\Z")


@cache
def _trailing_sign() -> re.Pattern[str]:
    return re.compile(r"[ /]?" + sign_pattern())


@cache
def _prefix() -> re.Pattern[str]:
    words = load_rules("metrics")["prefixes"]
    between = f"(?:{any_of(words['between'])}|{any_of(words['adjusted'])})"
    kinds = "|".join(f"(?P<{kind}>{any_of(words[kind])})" for kind in ("organic", "adjusted", "profit"))
    return re.compile(rf"(?<![a-z0-9])(?:{kinds})(?:[ ,(-]{{1,2}}{between}){{0,3}}[ ,)*-]{{1,3}}\Z")


@cache
def _suffix() -> re.Pattern[str]:
    words = load_rules("metrics")["suffixes"]
    excluding = [p for p in words["adjusted"] if "exclud" in p or "exclusive" in p]
    adjusted = [p for p in words["adjusted"] if p not in excluding]
    groups = {"adjusted": adjusted, "excluding": excluding, "organic": words["organic"]}
    kinds = "|".join(f"(?P<{kind}>{any_of(phrases)})" for kind, phrases in groups.items())
    return re.compile(rf"[ (-]{{1,3}}(?:{kinds})\)?(?![a-z0-9])")
