"""What is counted or priced: the noun after a numeral, in the singular, by the word lists of rules/units.toml."""

import re
from dataclasses import dataclass
from functools import cache

from tieout.rules import load_rules
from tieout.tag.marks import alternatives

REACH = 12
"""How many words after a numeral its noun may stand ("1.2 million newly leased refrigerated rail freight cars")."""


@dataclass(frozen=True, slots=True)
class Counted:
    """A counted noun: its unit (singular, lower case) and where its words stand, `[start, end)`."""

    unit: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class NounRules:
    """The word lists of `[nouns]`, as sets."""

    compounds: dict[str, str]
    irregular: dict[str, str]
    uncounted: frozenset[str]
    common: frozenset[str]
    stops: frozenset[str]
    joins: frozenset[str]
    time: frozenset[str]
    time_counted: frozenset[str]
    measures: frozenset[str]
    moves: frozenset[str]
    magnitudes: frozenset[str]


@cache
def noun_rules() -> NounRules:
    """The rules for nouns, read once. Compounds are keyed by their plural and their singular."""
    nouns = load_rules("units")["nouns"]
    irregular: dict[str, str] = nouns["irregular"]
    plural_of = {one: many for many, one in irregular.items() if one in ("foot",)}
    compounds: dict[str, str] = {}
    for words in nouns["compounds"]:
        head, _, rest = words.partition(" of ")
        *modifiers, noun = head.split(" ")
        many = " ".join([*modifiers, plural_of.get(noun, noun + "s")]) + (f" of {rest}" if rest else "")
        compounds[words] = compounds[many] = words
    return NounRules(
        compounds=compounds,
        irregular=irregular,
        uncounted=frozenset(nouns["uncounted"]),
        common=frozenset(nouns["common"]),
        stops=frozenset(nouns["stops"]),
        joins=frozenset(nouns["joins"]),
        time=frozenset(nouns["time"]),
        time_counted=frozenset(nouns["time_counted"]),
        measures=frozenset(nouns["measures"]),
        moves=frozenset(nouns["moves"]),
        magnitudes=frozenset(load_rules("units")["magnitudes"]["words"]),
    )


# A word of a noun phrase with what parts it from the word before: a blank, a hyphen, a comma of a list, or the sign in
# "Book & Music titles".
_WORD = re.compile(
    r"[®™]{0,2}(?P<gap>, | & (?=[A-Za-z])|- (?=[a-z])|[ -])(?P<word>(?:[A-Z]\.){2,4}|[A-Za-z][A-Za-z'’]*+)(?![@_]|\.\w)"
)
# A slash ("produced/acquired"), or a short name in brackets ("Small Business Administration (SBA) loans"), inside one.
_SLASH = re.compile(r"/[A-Za-z]+| \([“\"]?[A-Z]{2,6}[”\"]?\)(?= [a-z])")
# "per day", "a week"; "Bbl/d"; "Boe (barrels of oil equivalent) per day"
_RATE = re.compile(
    r"(?: \([^()]{2,40}\))?"
    r"(?:(?: per | a |/)(?P<rate>day|week|month|hour|minute|second)(?![A-Za-z])|(?P<daily> daily|/d)(?![A-Za-z])"
    r"|(?P<hourly>/hr?)(?![A-Za-z]))"
)
_PER = re.compile(r" per (?=[A-Za-z])")


def singular(word: str) -> str:
    """The singular of a plural noun in lower case; other words come back as they are.

    >>> [singular(w) for w in ("stores", "countries", "branches", "feet", "employee", "glass", "movies")]
    ['store', 'country', 'branch', 'foot', 'employee', 'glass', 'movie']
    """
    one = noun_rules().irregular.get(word)
    if one is not None:
        return one
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("ches", "shes", "xes", "sses", "zzes")):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def is_plural(word: str) -> bool:
    """Whether a word in lower case can be the plural of something countable.

    >>> [w for w in ("stores", "people", "sales", "status", "gross", "store") if is_plural(w)]
    ['stores', 'people']
    """
    rules = noun_rules()
    if word in rules.irregular:
        return True
    if len(word) < 3 or word[-1] != "s" or word[-2] in "sui'’":
        return False
    return word not in rules.uncounted and word not in rules.stops


def noun_after(text: str, at: int, *, lists: bool = True) -> Counted | None:
    """The noun counted by a numeral that ends at `at`, or `None` where no countable noun follows.

    With `lists` it may stand at the end of one ("book, music, and other titles"). The head is the first plural that
    qualifies no other; words before it qualify ("445 retail stores"). A singular counts where it is hyphened to the
    numeral ("395-unit").

    >>> noun_after("445 retail stores in 42 states", 3).unit
    'store'
    >>> noun_after("3 million book, music, and other titles", 9).unit
    'title'
    >>> noun_after("322,560 square-foot hall", 7).unit
    'square foot'
    """
    rules = noun_rules()
    seen: list[str] = []
    for step in range(REACH):
        found = _WORD.match(text, at)
        if found is None:
            return None
        word, gap = found["word"].lower(), found["gap"]
        if gap == ", " and (not lists or not seen or seen[-1] in rules.joins):
            return None
        if not seen:
            if len(gap) > 1:
                return None
            start = found.start("word")
        compound = _compound(text, found.start("word"), word)
        if compound is not None:
            return compound
        if step == 0 and gap == "-":
            known = word in rules.common or word in rules.measures
            return Counted(singular(word), start, found.end()) if known else None
        if step == 0 and word in rules.measures:
            return Counted(word, start, found.end())
        named = len(word) == 1 and found["word"].isupper()  # "class A shares"
        if word in rules.stops and gap != "-" and not named:
            return None
        qualifies = _before_plural(text, found.end(), word)  # "sales offices", "dry gas locations"
        if word in rules.uncounted and not qualifies:
            return None
        one = singular(word)
        # "VHS" is no plural, "ATMs" is, and so is "TONS"
        short = found["word"].isupper() and len(word) <= 4 and one not in rules.common
        if is_plural(word) and not short and not qualifies:
            if word in rules.moves and seen and seen[-1] in rules.common:
                one = seen[-1]  # "customer additions" are customers
            return Counted(one, start, found.end())
        seen.append(word)
        at = found.end()
        slash = _SLASH.match(text, at)
        if slash is not None:
            at = slash.end()
    return None


def _before_plural(text: str, at: int, word: str) -> bool:
    """Whether `word`, which ends at `at`, is followed by a plural, and so qualifies it.

    After a common plural another is a verb, unless it is as common: "ounces keeps", but "sales offices".
    """
    found = _WORD.match(text, at)
    if found is not None and found["gap"] == " & ":  # "Sales & Service stores", "sales & marketing employees"
        return found["word"][0].isupper() or word in noun_rules().uncounted
    if found is None or found["gap"] != " " or not is_plural(found["word"].lower()):
        return False
    common = noun_rules().common
    one = singular(word)
    return one == word or one not in common or singular(found["word"].lower()) in common


def _compound(text: str, at: int, first: str) -> Counted | None:
    """The longest unit of several words that starts at `at` with the word `first`."""
    if first not in _compound_starts():
        return None
    window = text[at : at + 40].lower().replace("-", " ")
    best = ""
    for words in _compound_starts()[first]:
        if len(words) > len(best) and window.startswith(words) and not window[len(words) : len(words) + 1].isalpha():
            best = words
    return Counted(noun_rules().compounds[best], at, at + len(best)) if best else None


@cache
def _compound_starts() -> dict[str, list[str]]:
    starts: dict[str, list[str]] = {}
    for words in noun_rules().compounds:
        starts.setdefault(re.split(r"[ -]", words)[0], []).append(words)
    return starts


def compound_at(text: str, at: int) -> Counted | None:
    """The unit of several words that starts at `at`, or `None`.

    >>> compound_at("per short ton", 4).unit
    'short ton'
    """
    word = _FIRST_WORD.match(text, at)
    return _compound(text, at, word[0].lower()) if word is not None else None


_FIRST_WORD = re.compile(r"[A-Za-z]+")


@cache
def _abbreviations() -> tuple[re.Pattern[str], dict[str, str]]:
    units: dict[str, str] = load_rules("units")["abbreviations"]
    # "45 MW", "45-MW"; "1,000 sq. ft."
    pattern = rf"[ -]?(?P<unit>{alternatives(units)})(?![\w'’&])(?:\.(?= [a-z])| (?:ft|feet)(?!\w)\.?)?"
    return re.compile(pattern), units


def abbreviation_after(text: str, at: int) -> Counted | None:
    """The abbreviated unit at `at`, after a blank, a hyphen or nothing, or `None`.

    >>> abbreviation_after("45 MW", 2).unit
    'megawatt'
    """
    pattern, units = _abbreviations()
    found = pattern.match(text, at)
    return Counted(units[found["unit"]], found.start("unit"), found.end("unit")) if found is not None else None


def rate_after(text: str, at: int) -> tuple[str, int] | None:
    """What a count is per, a unit of time or a counted noun, and where its words end.

    >>> rate_after("50,000 barrels per day", 14), rate_after("2.58 grams per tonne", 10)
    (('day', 22), ('tonne', 20))
    """
    found = _RATE.match(text, at)
    if found is not None:
        return found["rate"] or ("hour" if found["hourly"] else "day"), found.end()
    per = _PER.match(text, at)
    noun = compound_at(text, per.end()) or _common_at(text, per.end()) if per is not None else None
    return (noun.unit, noun.end) if noun is not None else None


def _common_at(text: str, at: int) -> Counted | None:
    """The one common noun in the singular that stands at `at`: the "tonne" of "grams per tonne"."""
    word = _FIRST_WORD.match(text, at)
    if word is None or word[0].lower() not in noun_rules().common - {"share"}:
        return None
    return Counted(word[0].lower(), at, word.end())
