"""The part of the company that a figure is limited to, in the release's words."""

import re
from collections.abc import Iterable
from functools import cache

from tieout.link.clauses import Gap
from tieout.link.cues import PERIOD, Cues
from tieout.link.parts import SegmentWords
from tieout.metrics import find_metrics
from tieout.rules import load_rules

_SPLIT = re.compile(r"[^\w'’&/.+-]+")
# "Net sales for the Outdoor segment", "Sales to schools", "Revenue in Northern Europe"
_BEHIND = re.compile(
    rf"^\s*(?P<link>for|in|of|from|to|at|within|by)\s+(?P<words>(?:the\s+|our\s+|its\s+)?[^,;.:()\u2014{PERIOD}]{{2,60}}?)"
    r"(?=\s+(?:(?:business\s+)?segment|division|(?-i:business)|region|category|unit)\b|[,;.:()\u2014]|\s*$"
    r"|\s+(?:was|were|is|are|increased|decreased|grew|declined|rose|fell|totaled|accounts?|accounted)\b)",
    re.I,
)
# "$5 million of severance at the Leeds foundry", "21.9% in light industrial"
_BEHIND_FIGURE = re.compile(
    r"^\s*(?:in|at|for|from)\s+(?:the\s+|our\s+|its\s+)?(?P<words>[^,;.:()\u2014]{2,50}?)"
    r"(?P<part>\s+(?:segment|division|business|region))?(?=\s*(?:[,;.:()\u2014]|$|\s(?:and|compared|versus|while)\b))"
)
# "income attributable to the Company's Outdoor stores"
_OWNED = re.compile(
    r"\battributable to\s+(?:(?:the|our|its|[Cc]ompany['’]s)\s+)*(?P<words>[A-Z][\w&/’'-]*(?:\s+[A-Z][\w&/’'-]*){0,4})"
)
# "loss on the sale of the Outdoor business"
_OF_PART = re.compile(
    r"\b(?:of|in|at|for) (?:the|our|its) (?P<words>[A-Z][\w&/’'-]*(?: [A-Z][\w&/’'-]*){0,4})"
    r" (?:segment|division|business)\b"
)
# "acquired Mirada Commerce Center", "the sale of the operations of The Mirada"
_BOUGHT = re.compile(
    r"\b(?:acquired?|acquiring|acquisition of|purchased?|purchase of|bought|sold|sale of|divestiture of) "
    r"(?:(?:all|substantially|of|the|its|our|assets|operations|business|stock|outstanding|shares) ){0,6}"
    r"(?P<words>[A-Z][\w&.’'-]*(?: (?:(?:and|of|at|&) )?[A-Z][\w&’'-]*){1,5})"
)
_CAPITALS = re.compile(r"[A-Z][\w.&/'’-]*(?: (?:(?:and|&) )?[A-Z][\w.&/'’-]*)*")
_DETERMINER = re.compile(r"^(?:the|our|its)\s+", re.I)
PART_WORD = re.compile(r"\s+(?:segment|division)$", re.I)
_OWNER = re.compile(r"(?:(?<=s)['’]|['’]s)$")  # "Construction Industries’ sales"
_SHORT = 3  # words of a name in lower case ("consumer loans")
_BUYERS = 6  # words for those sold to ("state and local government")
_PARTS = 5  # words of a part that has a share ("state and local government")
_NAMED = 2  # one word alone may be anything ("coal", "leather")
POSSESSIVE = re.compile(r"['’]s?$")
LONGEST = 8  # words of a segment's name; more is a clause
OF_COMPANY = re.compile(
    r"^(?:the\s+)?(?:company|quarter|year|period|first|second|third|fourth|three|six|nine|twelve|continuing|common|shareholders|stockholders)\b",
    re.I,
)


def is_of_parts(metric: str | None) -> bool:
    """Whether a figure of the metric may be one of a part of the company: a tax rate or a dividend never is.

    >>> is_of_parts("Revenues"), is_of_parts("DividendsPerShare")
    (True, False)
    """
    return metric is None or metric not in _whole_only()


def has_part_inside(metric: str) -> bool:
    """Whether the metric's own name may hold a part of the company: "license revenue", but not "store sales growth"."""
    return metric in load_rules("segments")["inside"]["metrics"]


def has_listed_parts(metric: str) -> bool:
    """Whether bullets behind a lead-in that names the metric may be its parts, one each."""
    return metric in load_rules("segments")["listed"]["metrics"]


def listed_part(label: str, words: SegmentWords, cues: Cues) -> str | None:
    """The part that a bullet's own words begin with, where its lead-in says what is measured of the parts.

    >>> from tieout.link.cues import load_cues
    >>> nothing = SegmentWords(frozenset(), frozenset())
    >>> listed_part("Eastmarket family globally", nothing, load_cues())
    'Eastmarket'
    >>> listed_part("Higher costs", nothing, load_cues())
    """
    match = _CAPITALS.match(label)
    return find_segment(f"{match[0]} ", "", "", words, cues) if match and not cues.item.search(label.lower()) else None


def find_segment(before: str, name: str, behind: str, words: SegmentWords, cues: Cues) -> str | None:
    """The segment that stands directly before, inside or behind a metric's `name`.

    >>> from tieout.link.cues import load_cues
    >>> nothing = SegmentWords(frozenset(), frozenset())
    >>> find_segment("our Online Store ", "sales", "", nothing, load_cues())
    'Online Store'
    >>> find_segment("total ", "license revenue", "", nothing, load_cues())
    'license'
    >>> find_segment("total ", "net sales", " for the Outdoor segment", nothing, load_cues())
    'Outdoor'
    """
    inside = cues.part.match(name)
    owner, _, nearest = before.rpartition(PERIOD)
    if not nearest.strip(" -") and _OWNER.search(owner.rstrip()):  # "Aflac Japan's second-quarter revenues"
        nearest = owner.rsplit(PERIOD, 1)[-1]
    phrase = [w for w in _SPLIT.split(f"{nearest} {inside['part'] if inside else ''}") if w]
    while phrase and (phrase[0].lower() in cues.generic or POSSESSIVE.sub("", phrase[0].lower()) in words.issuer):
        phrase.pop(0)
    while phrase and phrase[-1].lower() in cues.generic:
        phrase.pop()
    if 0 < len(phrase) <= LONGEST and _is_name(phrase, words, cues, limits=inside is not None):
        return _OWNER.sub("", PART_WORD.sub("", " ".join(phrase)))
    if match := _BEHIND.match(behind):
        return _behind(match, behind[match.end() :], inside is not None, words, cues)
    return None


def _behind(match: re.Match[str], rest: str, sold: bool, words: SegmentWords, cues: Cues) -> str | None:
    """The words behind "for", "in" or "to" if they name a part: `sold` says that they stand behind sales or loans."""
    found = _OWNER.sub("", _DETERMINER.sub("", match["words"].strip()))
    if OF_COMPANY.match(found) or found.lower() in cues.generic or rest.strip().startswith("to "):
        return None
    if (cues.generic | words.issuer).issuperset(found.lower().split()):  # "net sales for the Corvane Group"
        return None
    named = found[:1].isupper() or found.lower() in words.names
    if named or rest.strip().startswith(("segment", "division", "business segment")):
        return found
    said = found.lower().split()
    if not sold or _unnamed().search(found.lower()):
        return None
    if match["link"].lower() == "to":  # "sales to state and local government"
        return found if len(said) <= _BUYERS else None
    alone = not rest.lstrip().startswith(",") and not cues.generic.intersection(
        said
    )  # not "sales of oil, gas and coal"
    return found if alone and len(said) <= _SHORT and match["link"].lower() in ("of", "from") else None


def _is_name(phrase: list[str], words: SegmentWords, cues: Cues, *, limits: bool) -> bool:
    """Whether words before a metric name a part of the company: a row of its tables, a proper name, a short noun.

    `limits` is true of metrics that nouns in lower case limit: "license revenue", "consumer loans".
    """
    joined = " ".join(phrase)
    lower = joined.lower()
    if lower in words.names or (len(phrase) > 1 and lower.endswith((" segment", " division")) and joined[:1].isupper()):
        return True
    alone = cues.part.fullmatch(joined)
    if (alone is not None and not alone["part"]) or joined.endswith("-"):
        return False
    if any(not c.isalnum() for c in joined if c not in " '’&/.+-") or not any(c.isalpha() for c in joined):
        return False
    if cues.transitive.search(lower) or cues.moves.search(lower) or cues.guidance.search(lower):
        return False
    proper = all(
        w[:1].isupper() or w[:1].isdigit() or w in ("and", "of", "the", "for", "products", "services", "segment", "&")
        for w in phrase
    )
    # a capital inside a name makes it one: "Asset Management"
    if _unnamed().search(joined[:1].lower() + joined[1:] if proper else lower):
        return False
    return proper or (limits and len(phrase) <= _SHORT)


def leading_segment(label: str, known: Iterable[str], words: SegmentWords) -> str | None:
    """The part with which a label without a metric begins: one met before, or a name that a table vouches for.

    >>> leading_segment("Outdoor cash margin", ["Outdoor"], SegmentWords(frozenset(), frozenset()))
    'Outdoor'
    """
    lower = label.lower()
    found = max((name for name in known if lower.startswith(f"{name.lower()} ")), key=len, default=None)
    if found is not None or not label[:1].isupper():
        return found
    said = label.split()
    for n in range(min(len(said) - 1, LONGEST), 1, -1):  # one word may be capital for opening the sentence
        name = " ".join(said[:n])
        if name.lower() in words.names and all(word[:1].isupper() for word in said[:n]):
            return name
    return None


def sharing_segment(label: str, words: SegmentWords, cues: Cues) -> str | None:
    """The part of "part, of whole", where the whole is sales or loans: who or what they come from, not a cost.

    >>> from tieout.link.cues import load_cues
    >>> nothing, cues = SegmentWords(frozenset(), frozenset()), load_cues()
    >>> sharing_segment("private brands, of sales", nothing, cues)
    'private brands'
    >>> sharing_segment("compensation, of revenues", nothing, cues)
    """
    part, _, whole = label.partition(", of ")
    said = part.lower().split()
    if not 0 < len(said) <= _PARTS or not any(has_part_inside(m.metric) for m in find_metrics(whole)):
        return None
    if part.lower() in words.names:
        return part
    cost = any(cues.item.search(word) for word in said) or find_metrics(part)
    odd = _unnamed().search(part.lower()) or cues.moves.search(part.lower()) or cues.transitive.search(part.lower())
    return None if cost or odd or len(said) < _NAMED or cues.generic.issuperset(said) else part


def owning_segment(phrase: str) -> str | None:
    """The part to which a phrase attributes what it names: "income attributable to the Outdoor stores".

    >>> owning_segment("operating income attributable to the Company's Outdoor division")
    'Outdoor'
    """
    match = _OWNED.search(phrase) or _OF_PART.search(phrase)
    return match["words"] if match and not OF_COMPANY.match(match["words"]) else None


def bought_part(text: str) -> str | None:
    """The business that a sentence says was bought or sold, named last in the text before its price.

    >>> bought_part("The company acquired Mirada Commerce Center, an industrial park, for a purchase price of ")
    'Mirada Commerce Center'
    >>> bought_part("The company acquired an industrial park for a purchase price of ")
    """
    found = [match["words"] for match in _BOUGHT.finditer(text)]
    return found[-1] if found and not OF_COMPANY.match(found[-1]) else None


def segment_behind(gap: Gap, words: SegmentWords) -> str | None:
    """The part named right behind a figure ("21.9% in light industrial"), where a table or "segment" vouches for it."""
    match = _BEHIND_FIGURE.match(gap.raw)
    if match is None:
        return None
    found = match["words"].strip()
    return found if found.lower() in words.names or (match["part"] and found[:1].isupper()) else None


@cache
def _whole_only() -> frozenset[str]:
    return frozenset(load_rules("segments")["whole"]["metrics"])


@cache
def _unnamed() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(load_rules('segments')['unnamed']['words'])})\b")
