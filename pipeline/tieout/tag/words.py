"""Money and percentages whose number is written in words: "five cents", "one-half of one percent", "four billion"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from tieout.rules import load_rules
from tieout.tag.marks import alternatives, marks, plural
from tieout.tag.printed import Printed

IN_WORDS = "number in words"
"""The rule of what is found here."""

_REACH = 60
"""Characters before a unit's name in which its number may stand: "twenty-two and three-quarters of one percent"."""

_NAME = 24
"""Characters of a unit's name before its last word, and of the word before it: "five New Zealand dollars"."""

_SINGLE = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_TEENS = ("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen")
_UNITS = {name: value for value, name in enumerate((*_SINGLE, *_TEENS))}
_TEN_NAMES = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_TENS = {name: 10 * value for value, name in enumerate(_TEN_NAMES, start=2)}
_PARTS = {
    "half": Decimal("0.5"),
    "quarter": Decimal("0.25"),
    "quarters": Decimal("0.25"),
    "tenth": Decimal("0.1"),
    "tenths": Decimal("0.1"),
    "eighth": Decimal("0.125"),
    "eighths": Decimal("0.125"),
}
_MAGNITUDES = {"hundred": 100, "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
_SMALL = ("a", "an", "and", "of")  # words inside a number in words
_BIG = "illion"
_BIG_END = re.compile(r"(?:m|b|tr)illion(?![a-z])")
_LAST_WORD = re.compile(rf"(?<![a-z])(?:{'|'.join((*_UNITS, *_TENS, *_PARTS, *_MAGNITUDES, 'a', 'an'))})(?=[ -])")
_ANY = "|".join(sorted({*_UNITS, *_TENS, *_PARTS, *_MAGNITUDES, *_SMALL}, key=len, reverse=True))
_NUMBER = re.compile(rf"(?<![\w-])(?:(?:{_ANY})[ -]){{1,12}}\Z", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Units:
    """`stems`: the last words of the names of units, to be found as strings; `name`: a whole name, to be matched."""

    stems: tuple[str, ...]
    name: re.Pattern[str]


@cache
def _units() -> _Units:
    rules = load_rules("units")
    percent = rules["percent"]
    words = [w for entry in rules["currency"] for w in entry["words"]]
    minor = [w for entry in rules["currency"] for w in entry["minor"] if len(w) > 1]
    points, basis = percent["percentage_points"], percent["basis_points"]
    spelled = [w for w in (*points, *basis, *percent["words"], *words, *minor) if len(w) > 2 and w.isascii()]
    stems = {re.split(r"[ -]", w)[-1].lower() for w in spelled}
    name = re.compile(
        rf"[ -](?:(?P<points>(?:{alternatives(points)})s?)"
        rf"|(?P<basis>(?:{alternatives(basis)})s?)"
        rf"|(?P<percent>{alternatives(percent['words'])})"
        rf"|(?P<minor>{alternatives([*minor, *map(plural, minor)])})"
        rf"|(?P<money>{alternatives([*words, *map(plural, words)])}))(?!\w)",
        re.IGNORECASE,
    )
    return _Units(tuple(sorted(s for s in stems if not any(o != s and o in s for o in stems))), name)


def _places(text: str) -> list[int]:
    """Where words stand that can end a number in words and be followed by a unit: the offset of the blank after each.

    Plain string searches for the stems come first: a pattern of all units, tried at each letter, takes far longer.
    """
    low = text.lower()
    if len(low) != len(text):  # İ
        low = "".join(c if len(c.lower()) > 1 else c.lower() for c in text)
    found: set[int] = set()
    for stem in _units().stems:
        at = low.find(stem)
        while at >= 0:
            begin = max(0, at - _NAME)
            for last in _LAST_WORD.finditer(low, begin, at):
                found.add(last.end())
            at = low.find(stem, at + len(stem))
    at = low.find(_BIG)
    while at >= 0:  # "four billion", of what the sentence tells
        word = _BIG_END.search(low, max(0, at - 2), at + len(_BIG) + 1)
        if word is not None and _LAST_WORD.search(low, max(0, word.start() - _NAME), word.start()):
            found.add(word.end())
        at = low.find(_BIG, at + 1)
    return sorted(found)


def scan_words(text: str) -> Iterator[Printed]:
    """Money, percentages and points with their number in words, in order.

    >>> [(str(n.number), n.power, n.unit or n.currency) for n in scan_words("five cents, or one-half of one percent")]
    [('5', -2, 'USD'), ('0.5', None, '%')]
    """
    table = marks()
    units = _units().name
    for place in _places(text):
        found = units.match(text, place)
        alone = found is None and text[place - len(_BIG) : place].lower() == _BIG
        if found is None and not alone:
            continue
        at = place + 1
        number = _NUMBER.search(text[max(0, at - _REACH) : place] + " ")
        if number is None:
            continue
        words = re.split(r"[ -]", number[0].strip(" -").lower())
        while words and not _begins(words):
            words.pop(0)
        if not words:
            continue
        words = _last_number(words)
        value = words_to_number(words)
        if value is None:
            continue
        start = _start_of(number[0], len(words), at)
        if text[max(0, start - 2) : start - 1].isdigit() or (start >= 2 and text[start - 2].isdigit()):
            continue  # "5 million dollars"
        power = None
        currency = unit = None
        name = found[0][1:].replace("-", " ").lower() if found is not None else ""
        if found is None:
            pass
        elif found["minor"] is not None:
            currency, power = table.minor[name], -2
        elif found["money"] is not None:
            currency = table.currency[name]
        else:
            unit = "pp" if found["points"] else "bp" if found["basis"] else "%"
        end = place if found is None else found.end()
        yield Printed(
            start, end, start, place, value, _step(value, words), power, False, False, currency, unit, IN_WORDS
        )


def _step(value: Decimal, words: list[str]) -> Decimal:
    """The weight of what is said last: a million in "five million", a tenth of it in "two and a half million"."""
    power = {"thousand": 3, "million": 6, "billion": 9, "trillion": 12}.get(words[-1], 0)
    exponent = value.scaleb(-power).normalize().as_tuple().exponent
    return Decimal(1).scaleb(power + min(0, exponent if isinstance(exponent, int) else 0))


def _begins(words: list[str]) -> bool:
    """Whether a number in words can begin with the first of `words`: not with "and", nor with the "a" of "a ten"."""
    if words[0] in ("a", "an"):
        return len(words) == 1 or words[1] in _MAGNITUDES or words[1] in _PARTS
    return words[0] not in ("and", "of") and words[0] not in _MAGNITUDES


def _last_number(words: list[str]) -> list[str]:
    """The words after an "and" that joins two numbers: "six and seven basis points", but not "two hundred and five"."""
    small = {*_UNITS, *_TENS}
    for i in range(len(words) - 2, 0, -1):
        if words[i] == "and" and words[i - 1] in small and words[i + 1] in small:
            return words[i + 1 :]
    return words


def _start_of(phrase: str, count: int, at: int) -> int:
    """Where the last `count` words of a phrase that ends at `at` begin."""
    return at - len(phrase) + list(re.finditer(r"[A-Za-z]+", phrase))[-count].start()


def words_to_number(words: list[str]) -> Decimal | None:
    """The number that words in lower case spell, or `None` where they spell none.

    >>> [str(words_to_number(w.split())) for w in ("twenty five", "one half of one", "two and a half million", "a")]
    ['25', '0.5', '2500000.0', 'None']
    """
    total, group = Decimal(0), Decimal(0)
    seen = counted = False  # any number word; a number word other than "a"
    pending: Decimal | None = None  # the count of a part: "three" of "three quarters"
    for i, word in enumerate(words):
        if word in _UNITS or word in _TENS:
            if words[i + 1 : i + 2] and words[i + 1] in _PARTS:
                pending = Decimal(_UNITS.get(word, _TENS.get(word, 0)))
            elif not (words[i - 1 : i] == ["of"] and word == "one"):  # "one-half of one percent"
                group += _UNITS.get(word, _TENS.get(word, 0))
            seen = counted = True
        elif word in _PARTS:
            group += (pending if pending is not None else Decimal(1)) * _PARTS[word]
            pending, seen, counted = None, True, True
        elif word in _MAGNITUDES:
            if not seen:
                return None
            if word == "hundred":
                group = (group or Decimal(1)) * 100
            else:
                total += (group or Decimal(1)) * _MAGNITUDES[word]
                group = Decimal(0)
            counted = True
        elif word in ("a", "an"):
            seen = True
    return total + group if counted else None
