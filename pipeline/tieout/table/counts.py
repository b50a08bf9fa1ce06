"""What a row counts, or gives per one of: "Number of stores", "Oil (Bbl/d)", "Average price per short ton"."""

import re
from functools import cache, lru_cache

from tieout.rules import load_rules
from tieout.table.words import cue, pattern

_BRACKET = re.compile(r"\(([^()]{1,30})\)")


def label_to_price(words: str) -> str | None:
    """The thing that the amounts of a row are per, with a stroke before it, or `None`. `words` are plain.

    >>> label_to_price("average selling price per short ton"), label_to_price("net sales")
    ('/short ton', None)
    """
    price = cue("unit_price").find(words)
    if price:
        return "/" + noun_to_singular(price[1])
    return "/day" if cue("daily").find(words) and not bracket_to_counted(words) else None


def label_to_counted(words: str) -> str | None:
    """The counted noun that a label is about: where it begins or ends with one, or a word of counting stands by.

    >>> label_to_counted("number of rooms"), label_to_counted("rooms"), label_to_counted("stores")
    ('room', None, 'store')
    """
    rule = load_rules("captions")["counts"]
    nouns, counting, money = _patterns()
    body = re.sub(r"\([^)]*\)", " ", words).strip(" :,-*")
    found = nouns.search(body)
    if not found or money.search(f"{body[: found.start()]} {body[found.end() :]}"):
        return None
    if counting.search(body):
        return str((rule["words"] | rule["with_cue"])[found[0]])
    at_edge = found.start() == 0 or found.end() == len(body)
    return rule["words"].get(found[0]) if at_edge else None


def is_counting(words: str) -> bool:
    """Whether words of counting stand by the noun that a label is about: "tons shipped", "number of stores"."""
    return bool(_patterns()[1].search(words)) and label_to_counted(words) is not None


def bracket_to_counted(words: str) -> str | None:
    """The thing that a bracket in a label says is counted, by the day where it says that.

    >>> bracket_to_counted("natural gas liquids (bbl/d)"), bracket_to_counted("gain (loss)")
    ('barrel/day', None)
    """
    if "(" not in words:
        return None
    for text in reversed(_BRACKET.findall(words)):
        noun = pattern("bracket", "lead").sub("", text.strip())
        rate = pattern("bracket", "per_day").search(noun)
        unit = _things().get(noun[: rate.start()] if rate else noun)
        if unit:
            return f"{unit}/day" if rate else unit
    return None


def says_hundredths(words: str) -> bool:
    """Whether a label says in a bracket that its amounts are cents or pence.

    >>> says_hundredths("eps (diluted us cents)"), says_hundredths("eps (diluted)")
    (True, False)
    """
    if "(" not in words:
        return False
    texts = (text.strip() for text in _BRACKET.findall(words))
    return any(text in _hundredths() or text.rpartition(" ")[2] in _hundredths() for text in texts)


def names_hundredths(words: str) -> bool:
    """Whether words over a column, brackets broken off between its lines, name cents or pence: "EPS | US | cents)"."""
    return not _hundredths().isdisjoint(re.findall(r"[a-z]{2,}", words))


@lru_cache(maxsize=1 << 10)
def noun_to_singular(noun: str) -> str:
    """A thing in the singular, spelled out.

    >>> noun_to_singular("short tons"), noun_to_singular("bbl")
    ('short ton', 'barrel')
    """
    rules = load_rules("units")
    noun = noun.strip().rstrip(".")
    for named in (load_rules("captions")["unit_price"]["units"], _things()):
        if noun in named:
            return str(named[noun])
    words = noun.split()
    words[-1] = rules["nouns"]["irregular"].get(words[-1], words[-1])
    last = words[-1]
    if last.endswith("s") and not last.endswith("ss"):
        last = last[:-1]
    return " ".join([*words[:-1], last])


@cache
def _things() -> dict[str, str]:
    """The singular of every counted noun and abbreviation, by the noun in lower case."""
    counts = load_rules("captions")["counts"]
    shortened = {k.lower(): str(v) for k, v in load_rules("units")["abbreviations"].items()}
    return {**shortened, **counts["with_cue"], **counts["words"]}


@cache
def _hundredths() -> frozenset[str]:
    """What a bracket says of cents."""
    return frozenset(load_rules("captions")["bracket"]["hundredths"])


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Finders of counted nouns, of words of counting, and of words that make it money."""
    rule = load_rules("captions")["counts"]
    nouns = "|".join(re.escape(w) for w in sorted([*rule["words"], *rule["with_cue"]], key=len, reverse=True))
    return re.compile(rf"\b(?:{nouns})\b(?!\.)"), re.compile(rule["cue"]), re.compile(rule["unless"])
