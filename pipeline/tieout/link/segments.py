"""The part of the company that a figure is limited to, in the release's words."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from tieout.link.clauses import Gap
from tieout.link.cues import PERIOD, Cues
from tieout.metrics import find_metrics
from tieout.periods import find_periods
from tieout.tables import Table

_SPLIT = re.compile(r"[^\w'’&/.+-]+")
# "Net sales for the Outdoor segment", "Sales to schools", "Revenue in Northern Europe"
_BEHIND = re.compile(
    rf"^\s*(?:for|in|of|from|to|at|within|by)\s+(?P<words>(?:the\s+)?[^,;.:()\u2014{PERIOD}]{{2,60}}?)"
    r"(?=\s+(?:segment|division|business|region|category|unit)\b|[,;.:()\u2014]|\s*$|\s+(?:was|were|is|are|increased|decreased|grew|declined|rose|fell|totaled)\b)",
    re.I,
)
# "the Outdoor segment", "our Outdoor division"
_OUTRIGHT = re.compile(
    r"\b(?:[Tt]he|[Oo]ur|[Ii]ts)\s+((?:[A-Z][\w&/'’-]*\s+(?:and\s+|&\s+)?){1,6})(?:segment|division)\b"
)
# "In Europe, sales", "At Outdoor, we"
_OPENING = re.compile(
    r"[\s“\"•·-]*(?:In|At|Within|For) (?:the |our )?"
    r"(?P<name>[A-Z][\w.&/'’-]*(?:(?: (?:and|&|of))? [A-Z][\w.&/'’-]*){0,4})"
    r"(?: (?:segment|division|business|region))?(?:,| (?=we\b|our\b|the\b|net\b|sales\b|revenues?\b))"
)
_PART_HEADING = re.compile(r"\b(?:segment|division|results|highlights|performance|review)\b", re.IGNORECASE)
_WHOLE_HEADING = re.compile(
    r"\b(?:total|consolidated|company|summary|reporting|information|supplemental|business segment)\b|^business$",
    re.IGNORECASE,
)
_OWNS = re.compile(
    r"(?<![\w’'])(?P<name>[A-Z][\w.&-]*(?: (?:(?:and|&) )?[A-Z][\w.&-]*){0,4})(?:['’]s? | (?:segment|division)\b)"
)
_SHORT = 3  # words of a name in lower case ("consumer loans")
_VERBAL = re.compile(
    r"\b(?:now|that|which|who|looks?|calls?|called|leaves?|accounts?|assumes?|confirm\w*|foresees?|yield\w*|restated|calculated|identified|manage|board|management|exhibit|bringing|achieving)\b"
)
_POSSESSIVE = re.compile(r"['’]s?$")
_OWNER = re.compile(r"(?:(?<=s)['’]|['’]s)$")  # "Construction Industries’ sales"
_LONGEST = 8  # words of a segment's name; more is a clause
_OF_COMPANY = re.compile(
    r"^(?:the\s+)?(?:company|quarter|year|period|first|second|third|fourth|three|six|nine|twelve|continuing|common|shareholders|stockholders)\b",
    re.I,
)


def segment_names(tables: Iterable[Table]) -> frozenset[str]:
    """Row and column words of the release's tables that may name a part of the company, lower case. No values."""
    names = set()
    for table in tables:
        for row in table.rows:
            if row.metric is None and 2 < len(row.label) < 60:
                names.add(row.label.lower().rstrip(":").strip())
        for column in table.columns:
            if column.qualifier:
                names.add(column.qualifier.lower())
        names.update(cell.segment.lower() for cell in table.cells if cell.segment)
    return frozenset(names)


@dataclass(frozen=True, slots=True)
class SegmentWords:
    """What a release calls its parts: `names` from its tables' labels, `issuer`: words of its name.

    `owners` are names that its prose gives things to ("Aflac Japan's revenues"). All are in lower case.
    """

    names: frozenset[str]
    issuer: frozenset[str]
    owners: frozenset[str] = frozenset()


def owner_names(text: str, issuer: frozenset[str]) -> frozenset[str]:
    """Proper names that own something or are called a segment, lower case, but for the issuer's own.

    >>> text = "Corvane Japan's sales rose, the Outdoor segment's fell, and so did Corvane's."
    >>> sorted(owner_names(text, frozenset({"corvane"})))
    ['corvane japan', 'outdoor']
    """
    names = {" ".join(match["name"].lower().split()) for match in _OWNS.finditer(text)}
    return frozenset(name for name in names if not issuer.issuperset(name.split()))


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
    phrase = [w for w in _SPLIT.split(f"{before.rsplit(PERIOD, 1)[-1]} {inside['part'] if inside else ''}") if w]
    while phrase and (phrase[0].lower() in cues.generic or _POSSESSIVE.sub("", phrase[0].lower()) in words.issuer):
        phrase.pop(0)
    while phrase and phrase[-1].lower() in cues.generic:
        phrase.pop()
    if 0 < len(phrase) <= _LONGEST and _is_name(phrase, words, cues, limits=inside is not None):
        return _OWNER.sub("", " ".join(phrase))
    if match := _BEHIND.match(behind):
        found = _OWNER.sub("", re.sub(r"^the\s+", "", match["words"].strip(), flags=re.I))
        named = found[:1].isupper() or found.lower() in words.names
        if (
            not _OF_COMPANY.match(found)
            and found.lower() not in cues.generic
            and (named or behind[match.end() :].strip().startswith(("segment", "division")))
        ):
            return found
    return None


def _is_name(phrase: list[str], words: SegmentWords, cues: Cues, *, limits: bool) -> bool:
    """Whether words before a metric name a part of the company: a row of its tables, a proper name, a short noun.

    `limits` is true of metrics that nouns in lower case limit: "license revenue", "consumer loans".
    """
    joined = " ".join(phrase)
    lower = joined.lower()
    if lower in words.names or (len(phrase) > 1 and lower.endswith((" segment", " division")) and joined[:1].isupper()):
        return True
    alone = cues.part.fullmatch(joined)
    if alone is not None and not alone["part"]:
        return False
    if joined.endswith("-") or any(not c.isalnum() for c in joined if c not in " '’&/.+-") or joined.isdigit():
        return False
    if (
        cues.transitive.search(lower)
        or cues.moves.search(lower)
        or cues.guidance.search(lower)
        or _VERBAL.search(lower)
    ):
        return False
    proper = all(
        w[:1].isupper() or w[:1].isdigit() or w in ("and", "of", "the", "for", "products", "services", "segment", "&")
        for w in phrase
    )
    return proper or (limits and len(phrase) <= _SHORT)


def leading_segment(label: str, known: Iterable[str]) -> str | None:
    """The known segment that a label without a metric begins with ("Outdoor" of "Outdoor cash margin")."""
    lower = label.lower()
    return max((name for name in known if lower.startswith(f"{name.lower()} ")), key=len, default=None)


def segment_of_block(gap: Gap, cues: Cues) -> str | None:
    """A segment that the sentence names outright ("the Outdoor segment"), for the rest of its block."""
    match = _OUTRIGHT.search(gap.raw)
    if (
        match is None
        or cues.transitive.search(gap.text, 0, match.start())
        or cues.finite.search(gap.text, 0, match.start())
    ):
        return None  # "we finished projects for the Outdoor segment"
    return match[1].strip()


def segment_of_heading(text: str, words: SegmentWords) -> str | None:
    """The part of the company that a heading names and nothing else, but for times: a known one, or called a segment.

    >>> known = SegmentWords(frozenset({"mgm china"}), frozenset())
    >>> segment_of_heading("MGM China", known), segment_of_heading("Domestic Segment Q2 FY24 Results", known)
    ('MGM China', 'Domestic')
    >>> segment_of_heading("Income Taxes", known), segment_of_heading("Segment Results", known)
    (None, None)
    """
    for mention in reversed(find_periods(text)):
        text = f"{text[: mention.start]} {text[mention.end :]}"
    name = " ".join(_PART_HEADING.sub(" ", text).split()).strip(" .:-–—,")
    if not name or len(name.split()) > _LONGEST or find_metrics(name) or _WHOLE_HEADING.search(name):
        return None
    called = bool(re.search(r"\w\W+(?:segment|division)\b", text, re.IGNORECASE))
    lower = name.lower()
    return name if lower in words.names or lower in words.owners or (called and name[:1].isupper()) else None


def segment_of_opening(text: str, words: SegmentWords, cues: Cues) -> str | None:
    """The part of the company that a sentence begins with: "In the Americas, revenue fell".

    >>> from tieout.link.cues import load_cues
    >>> nothing = SegmentWords(frozenset(), frozenset())
    >>> segment_of_opening("“In Metal Coatings we sold more.", nothing, load_cues())
    'Metal Coatings'
    >>> segment_of_opening("In addition, we sold more.", nothing, load_cues())
    """
    match = _OPENING.match(text)
    if match is None:
        return None
    name = match["name"]
    first = _POSSESSIVE.sub("", name.split()[0].lower())
    odd = (
        first in cues.generic or first in words.issuer or _OF_COMPANY.match(name) or cues.non_gaap.search(name.lower())
    )
    return None if odd or find_periods(name) or find_metrics(name) else name
