"""Phrases for times ("three months ended March 31, 2020", "the prior-year quarter"): found and parsed, not resolved.

One compiled scan finds them, built from `rules/periods.toml`; each phrase is then read once by its own rule. What
days a phrase means is for `tieout.calendar`.
"""

import re
from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, lru_cache
from typing import Any

from tieout.mentions import PeriodMention
from tieout.rules import load_rules
from tieout.wording import alternatives

Fields = dict[str, Any]

_BOUNDARY = r"[^\w$€£¥#.,'’&@]"  # what may stand before a phrase: consumed, so that the scan can skip to it
_PLAIN = tuple(zip("\xa0\u2009\u202f‐‑–’‘", "   ---''", strict=True))  # marks that print alike
_NEVER = r"(?!)"
_HEADER = 200
"""Characters of a text that may be the header of a column, or a caption; more is prose."""
_JOINT = re.compile(r" (?:to|through|until|thru|till|and) (?:and including )?| ?[-—] ?(?=[a-z0-9])")
_NOTE_MARKS = re.compile(
    r"\((?:[0-9a-z*]{1,2}|unaudited|audited|restated|as restated|as adjusted)\)|[¹²³⁴⁵†‡§]", re.IGNORECASE
)
_JOINED = re.compile(r"(?:\s\([^()]{2,40}\))?\s?(?:,|,? and|,? or|/|-)(?: the| for the)?\s?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Rule:
    """A kind of phrase: the pattern that reads it, and the fields that its words do not spell."""

    name: str
    scan: str
    read: re.Pattern[str]
    fixed: tuple[tuple[str, Any], ...]
    capital: re.Pattern[str]


def find_periods(text: str) -> list[PeriodMention]:
    """Every phrase for a time in `text`, in order, none overlapping. Offsets are into `text`.

    >>> s = "In the three and nine months ended September 30, 2009 and in the prior-year quarter."
    >>> [(s[m.start : m.end], m.count, m.unit) for m in find_periods(s)[:2]]
    [('three', 3, 'month'), ('nine months ended September 30, 2009', 9, 'month')]
    """
    return list(_in_header(text)) if len(text) < _HEADER else _joined(text, list(_found(text)))


@lru_cache(maxsize=1 << 13)
def _in_header(text: str) -> tuple[PeriodMention, ...]:
    """The phrases of a short text: the same few head the tables of a release, and each is asked for again and again."""
    return tuple(_joined(text, list(_found(text))))


@lru_cache(maxsize=1 << 13)
def parse_period(text: str) -> PeriodMention | None:
    """The mention that the whole of `text` is (leading "as of", "for the", and trailing marks aside), or `None`.

    >>> parse_period("Three Months Ended March 31,").day
    31
    >>> parse_period("net sales") is None
    True
    """
    as_of, leading = _leads()
    if as_of.fullmatch(text):
        return PeriodMention(0, len(text), "day", "as of", instant=True)
    lead = leading.match(text)
    start = lead.end() if lead else 0
    mentions = find_periods(text)
    if len(mentions) != 1:
        return None
    mention = mentions[0]
    before, after = text[start : mention.start].strip(" \t\r\n\xa0("), _NOTE_MARKS.sub("", text[mention.end :])
    return mention if not before and not after.strip(" \t\r\n\xa0,.:;()*") else None


def combine(first: PeriodMention, second: PeriodMention) -> PeriodMention | None:
    """The mention that two parts of a header make together, or `None` where they contradict each other.

    A length, a day without a year, and a year complete one another in any order.

    >>> whole = combine(parse_period("Three Months Ended March 31,"), parse_period("2020"))
    >>> whole.count, whole.unit, whole.month, whole.day, whole.year
    (3, 'month', 3, 31, 2020)
    >>> combine(parse_period("2019"), parse_period("2020")) is None
    True
    """
    body, other = (second, first) if _weight(second) > _weight(first) else (first, second)
    if _weight(other) > 2:
        return None
    changes: Fields = {}
    for name in ("year", "month", "day", "fiscal", "first", "last", "relation"):
        mine, theirs = getattr(body, name), getattr(other, name)
        if mine is None:
            changes[name] = theirs
        elif theirs is not None and theirs != mine:
            return None
    start, end = min(first.start, second.start), max(first.end, second.end)
    rule = body.rule if body.rule == other.rule else f"{body.rule} + {other.rule}"
    return replace(body, start=start, end=end, rule=rule, **changes)


def _weight(mention: PeriodMention) -> int:
    """How much of a header's meaning a part carries: a year least, then a day, then a length."""
    if mention.unit == "year" and mention.rule in ("year", "fiscal year"):
        return 0
    if mention.unit == "day" and mention.month is None:  # "As of"
        return 1
    bare = mention.unit == "day" or (mention.unit == "month" and mention.count is None)
    return 2 if bare else 3


def _found(text: str) -> Iterator[PeriodMention]:
    """The phrases of `text` one by one, each read on its own."""
    rules, scan = _scanner()
    lower = " " + _lowered(text)
    for match in scan.finditer(lower):
        name = match.lastgroup or ""
        number = int(name[1:])
        rule = rules[number]
        start, end = match.start(name) - 1, match.end(name) - 1
        phrase = lower[start + 1 : end + 1]
        if rule.capital.search(phrase) and not any(c.isupper() for c in text[start:end]):
            continue
        fields = _read(number, phrase)
        if fields is not None:
            yield PeriodMention(start, end, rule=rule.name, **fields)
        elif joint := _JOINT.search(phrase) if rule.name.startswith("range") else None:
            for low, high in ((start, start + joint.start()), (start + joint.end(), end)):  # "2012 to 2011": no range
                yield from (replace(m, start=m.start + low, end=m.end + low) for m in _found(text[low:high]))


def _lowered(text: str) -> str:
    """The text in lower case with plain blanks, hyphens and quotes, every character where it was."""
    lower = text.lower()
    if len(lower) != len(text):  # a letter whose lower case is longer
        lower = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    if not lower.isascii():
        for mark, plain in _PLAIN:  # ten times as fast as str.translate
            lower = lower.replace(mark, plain)
    return lower


def _joined(text: str, mentions: list[PeriodMention]) -> list[PeriodMention]:
    """Let joined phrases share what one of them says: "three and nine months ended ...", "March 31, 2020 and 2019"."""
    for i in range(len(mentions) - 2, -1, -1):
        one, two = mentions[i], mentions[i + 1]
        if two.start - one.end > 50 or not _JOINED.fullmatch(text, one.end, two.start):
            continue
        if one.rule == "length coordinated" or one.rule == "ordinals coordinated":
            unit = two.unit if one.unit == "period" else one.unit
            shared = {k: getattr(two, k) for k in ("year", "month", "day", "fiscal", "relation")}
            mentions[i] = replace(one, unit=unit, **shared)
        elif (
            one.year is None and one.relation is None and one.unit in ("quarter", "half", "month", "week") and two.year
        ):
            if one.rule in ("month", "length") or two.unit == "day":
                continue
            mentions[i] = replace(one, year=two.year, month=two.month, day=two.day, fiscal=one.fiscal or two.fiscal)
    for i in range(1, len(mentions)):
        one, two = mentions[i - 1], mentions[i]
        if two.rule != "year" or one.year is None or one.rule in ("year", "fiscal year") or one.first or one.last:
            continue
        if two.start - one.end <= 6 and _JOINED.fullmatch(text, one.end, two.start):
            mentions[i] = replace(one, start=two.start, end=two.end, year=two.year)
    for i in range(len(mentions) - 1, 0, -1):  # "13-week fiscal quarter ended October 28, 2023"
        one, two = mentions[i - 1], mentions[i]
        long = one.count and one.unit in ("week", "month") and two.rule == "span ended" and two.day
        if long and text[one.end : two.start].strip().lower() in ("", "fiscal"):
            mentions[i - 1 : i + 1] = [replace(two, start=one.start, unit=one.unit, count=one.count)]
    return mentions


@lru_cache(maxsize=8192)
def _read(number: int, phrase: str) -> Fields | None:
    """The fields of the mention that `phrase` (lower case) is by a rule; `None` where it names no possible day."""
    rule = _scanner()[0][number]
    match = rule.read.fullmatch(phrase)
    if match is None:
        return None
    words: defaultdict[str, list[str]] = defaultdict(list)
    for name, value in match.groupdict().items():
        if value is not None:
            words[name.rstrip("0123456789")].append(value.replace("-", " ") if value[0].isalpha() else value)
    fields: Fields = dict(rule.fixed)
    tables = load_rules("periods")["words"]
    months = [tables["month"][w] for w in words["month"]]
    days = [int(w) for w in words["day"]]
    years = [int(w) for w in words["year"]] + [_short_year(w) for w in words["short"]]
    for w in words["slashed"]:
        year, month, day = _slashed(w)
        years.append(year)
        months.append(month)
        days += [] if day is None else [day]
    if "unit" in words:
        fields.setdefault("unit", tables["unit"][words["unit"][-1]])
    if "quarter" in words or "half" in words:
        unit = "quarter" if "quarter" in words else "half"
        fields |= {"unit": unit, "ordinal": int(words[unit][0])}
    if "count" in words:
        fields.setdefault("count", _count(words["count"][0]))
    if "ordinal" in words:
        fields["ordinal"] = tables["ordinal"][words["ordinal"][-1]]
    if "fiscal" in words:
        fields["fiscal"] = tables["fiscal"][words["fiscal"][-1]]
    if "fy" in words:
        fields["fiscal"] = True
    for name in ("relation", "stretch", "whichday", "yearly"):
        if name in words:
            fields["relation"] = tables[name][words[name][-1]]
    if "ago" in words:
        fields["relation"] = "prior year"
    if "weekday" in words:
        fields["ordinal"] = tables["weekday"][words["weekday"][0]]
    fields.setdefault("unit", "day" if months else "period")
    if fields["unit"] == "day" and months and rule.name != "length to day":
        fields["instant"] = True
    if fields.get("ordinal") == -1:
        fields["ordinal"] = 2 if fields["unit"] == "half" else 4
    if rule.name == "range from a year":  # "2014 through May 2018"
        months, days = [1, *months], [1, *days] if days else []
    if rule.name.startswith("range"):
        return _range(fields, months, days, years)
    if years:
        fields["year"] = years[-1]
    if months:
        fields["month"] = months[-1]
    if days:
        fields["day"] = days[-1]
        if days[-1] > monthrange(fields.get("year", 2000), fields["month"])[1]:
            return None
    return fields


def _range(fields: Fields, months: list[int], days: list[int], years: list[int]) -> Fields | None:
    """The fields of a span from one day or month or year to another; without a year, of the months that it counts."""
    head, tail = (months[0], months[-1]) if months else (1, 12)
    if not years and len(days) > 1 and head == tail:  # "June 3 to 5"
        return fields | {"unit": "day", "month": tail, "day": days[-1], "instant": True}
    if not years:
        count = (tail - head) % 12 + 1
        return fields | {"unit": "month", "count": count, "month": tail, "day": days[-1] if days else None}
    last_year = years[-1]
    first_day = days[0] if len(days) >= max(len(months), 1) else 1
    last_day = days[-1] if days else monthrange(last_year, tail)[1]
    first_year = years[0] if len(years) > 1 else last_year - ((head, first_day) > (tail, last_day))
    try:
        first, last = date(first_year, head, first_day), date(last_year, tail, last_day)
    except ValueError:
        return None
    return fields | {"first": first, "last": last, "year": last_year} if first <= last else None


def _count(word: str) -> int:
    """A count in words or digits as a number."""
    known: dict[str, int] = load_rules("periods")["words"]["count"]
    return known[word] if word in known else int(word)


def _short_year(digits: str) -> int:
    """The year of two digits: 70 to 99 are of the 20th century."""
    return int(digits) + (1900 if int(digits) >= 70 else 2000)


def _slashed(text: str) -> tuple[int, int, int | None]:
    """Year, month and day of "3/31/2020" or "2020-03-31"; no day of "3/2020"."""
    a, b, *last = re.split("[/-]", text)
    if not last:
        return int(b), int(a), None
    c = last[0]
    if len(a) == 4:
        return int(a), int(b), int(c)
    return (int(c) if len(c) == 4 else _short_year(c)), int(a), int(b)


@cache
def _leads() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Patterns of "as of" alone, and of the words that may lead a header."""
    data = load_rules("periods")
    as_of = alternatives(data["instants"])
    words = alternatives(data["instants"] + data["leading"])
    return re.compile(rf"\s*{as_of}\W*", re.IGNORECASE), re.compile(rf"(?:(?:{words})\s+)+", re.IGNORECASE)


@cache
def _scanner() -> tuple[tuple[Rule, ...], re.Pattern[str]]:
    """The rules, and the one pattern that finds their phrases in lower-case text, a blank put before it."""
    data = load_rules("periods")
    tables = data["words"]
    rules = tuple(_rule(entry, data) for entry in data["rule"])
    openers = {word.split()[0] for table in tables.values() for word in table} | set(data["starters"])
    opening = rf"(?={data['starting_number']}|(?:{alternatives(openers, blank='[ -]')})(?![a-z]))"
    body = "|".join(f"(?P<r{i}>{rule.scan})" for i, rule in enumerate(rules))
    return rules, re.compile(f"{_BOUNDARY}{opening}(?:{body})")


def _rule(entry: Fields, data: Fields) -> Rule:
    """A rule of the file, its pattern expanded."""
    pattern = _expanded(entry["pattern"], data)
    scan = re.sub(r"\(\?P<\w+>", "(?:", pattern)
    before = "|".join(rf"(?<=\b{word} )" for word in entry.get("before", ()))
    scan = (
        (f"(?:{before})" if before else "") + "".join(rf"(?<!\b{w}[ -])" for w in entry.get("unless_before", ())) + scan
    )
    if "after" in entry:
        scan += f"(?={re.sub(r'[(][?]P<[^>]*>', '(?:', _expanded(entry['after'], data))})"
    if "unless_after" in entry:
        scan += f"(?!{entry['unless_after']})"
    return Rule(
        name=entry["name"],
        scan=scan,
        read=re.compile(pattern),
        fixed=tuple(entry.get("set", {}).items()),
        capital=re.compile(entry.get("capital", _NEVER)),
    )


def _expanded(pattern: str, data: Fields) -> str:
    """The pattern with its fragments put in, blanks and `~` spelled out, and its groups numbered apart."""
    names = re.compile(r"\{([a-z]+)\}")
    while found := names.search(pattern):
        name = found[1]
        if name in data["fragments"]:
            part = f"(?:{data['fragments'][name]})"
        else:
            words = alternatives(data["words"][name], blank="~")
            part = f"(?P<{name}>{words}{'|[0-9]{1,2}' if name == 'count' else ''})"
        pattern = pattern[: found.start()] + part + pattern[found.end() :]
    numbers = iter(range(1000))
    pattern = re.sub(r"\(\?P<([a-z]+)>", lambda m: f"(?P<{m[1]}{next(numbers)}>", pattern)
    return pattern.replace("~", "[ -]")
