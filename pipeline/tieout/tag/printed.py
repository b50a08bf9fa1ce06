"""Numerals as prose prints them: one scan that starts at a digit, then the marks to the left and the right of each."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from tieout.frozen import quick
from tieout.mentions import PeriodMention
from tieout.tag.marks import DASHES, Marks, marks

# Digits and what may stand between them: "1,234.5", but also "10:30", "12/31/03" and "1.2.3", which are then dropped.
_DIGITS = re.compile(r"\d++(?:[.,:/]\d++)*")
# 1,234.5 or 1234.5; Indian "3,94,747"
_CLEAN = re.compile(r"\d{1,3}(?:,\d{2,3})*,\d{3}(?:\.\d+)?|\d++(?:\.\d++)?")
# 12,5 or 1.204,50 as continental companies print money and percentages; never three digits after the comma
_COMMA = re.compile(r"\d{1,3}(?:\.\d{3})*,\d{1,2}")
# 1.64,1: a footnote's number glued to a decimal
_NOTED = re.compile(r"(\d++(?:,\d{3})*\.\d{1,3}),\d")
# " 204 300" after the "1" of "SEK 1 204 300"
_GROUPS = re.compile(r"(?: \d{3})+(?:[.,]\d{1,2})?(?![.,:/]*\d)")
# " 1/2" after the "12" of "12 1/2 cents": fractions that decimals write exactly
_BROKEN = re.compile(r"[ -](?P<part>\d{1,2})/(?P<whole>2|4|8|16|32)(?![\d/]|st|nd|th)")
# 1/4 point, 1/2 cent
_PART = re.compile(r"(?P<part>\d{1,2})/(?P<whole>2|4|8|16|32)(?=%|[ -](?:percent|per cent|cent|point|inch|mile))")
# 1.4:1
_RATIO = re.compile(r"(\d{1,4}(?:\.\d{1,4})?):1(?:\.0+)?")
# after a numeral: a letter or an underscore makes it part of a name ("737s", "3D")
_GLUED = re.compile(r"[A-Za-z_°\"”″'’](?![A-Za-z]*\s?\))|['’]s\b")
_FRACTIONS = {"¼": Decimal("0.25"), "½": Decimal("0.5"), "¾": Decimal("0.75")}
_YEARS = range(1900, 2100)
_WORDLESS = 100
"""Characters on either side of a numeral among which there is a letter: where there is none it stands in a table, or in
rubbish by the megabyte, and is no figure of a sentence."""
_NO_WORDS = re.compile(rf"[\W\d_]{{{2 * _WORDLESS},}}+")
_LONGEST = 18
"""Digits of the longest numeral that is read as a number: longer ones are identifiers."""
_MARK_REACH = 12
"""Characters before a numeral in which its mark, sign and bracket stand: "(US$ -"."""


@quick
@dataclass(frozen=True, slots=True)
class Printed:
    """A numeral with the marks that stand at it, before anything is decided.

    `[start, end)` covers sign, brackets, mark, magnitude and unit words, `[first, last)` the digits alone. `number` and
    `step` are unsigned and unscaled; `power` is the magnitude's power of ten, or `None` where none is printed.
    `bracketed` marks a closed bracket around the whole ("($0.07)"), `negative` a minus, or a bracket inside the mark
    ("$(0.07)"). `glued` numerals are followed by a letter ("737s").
    """

    start: int
    end: int
    first: int
    last: int
    number: Decimal
    step: Decimal
    power: int | None
    negative: bool
    bracketed: bool
    currency: str | None
    unit: str | None
    rule: str
    glued: bool = False

    @property
    def bare(self) -> bool:
        """Whether neither currency nor unit is printed at it."""
        return self.currency is None and self.unit is None

    @property
    def lettered(self) -> bool:
        """Whether the magnitude is a letter or two ("340B"), which may be part of a name."""
        return self.power is not None and self.power > 0 and self.bare and self.end - self.last <= 3

    @property
    def places(self) -> int:
        """How many decimals are printed."""
        exponent = self.step.as_tuple().exponent
        return -exponent if isinstance(exponent, int) else 0


def is_year(numeral: Printed) -> bool:
    """Whether the digits are those of a year: "2003", not "2,003"."""
    return numeral.last - numeral.first == 4 and not numeral.places and int(numeral.number) in _YEARS


def scan(text: str, *, periods: Sequence[PeriodMention] = ()) -> Iterator[Printed]:
    """Every numeral of `text` that could be a figure, in order; those inside `periods` and inside names are left out.

    >>> [(text.number, text.power, text.currency) for text in scan("$7.4 million on 12/31/03, COVID-19")]
    [(Decimal('7.4'), 6, 'USD')]
    """
    table = marks()
    spans = sorted((p.start, p.end) for p in periods if not _is_count_of_days(p))
    at, floor = 0, 0  # index of the next period; end of the last numeral
    dead = -1  # where a chain of digits that is no number ends ("408-555-")
    wordless = ((found.start() + _WORDLESS, found.end() - _WORDLESS) for found in _NO_WORDS.finditer(text))
    mute = next(wordless, None)
    for found in _DIGITS.finditer(text):
        first, last = found.span()
        if first < floor:
            continue  # the "1/2" of "12 1/2"
        while mute is not None and mute[1] <= first:
            mute = next(wordless, None)
        if mute is not None and mute[0] <= first:
            continue
        while at < len(spans) and spans[at][1] <= first:
            at += 1
        if at < len(spans) and spans[at][0] <= first:
            dead = last
            continue
        read = _read(text, first, last, table, floor, dead)
        if read is None:
            dead = last
            continue
        floor = read.end
        yield read


def _is_count_of_days(period: PeriodMention) -> bool:
    """Whether a period is no more than "64 days", which may be days of sales, to be judged by its sentence."""
    return period.unit == "day" and period.count is not None and period.last is None and period.relation is None


def _read(text: str, first: int, last: int, table: Marks, floor: int, dead: int) -> Printed | None:
    """The numeral whose digits stand at `[first, last)`, or `None` for what cannot be a number."""
    digits = text[first:last]
    before = text[first - 1 : first]
    if before == "." and not text[first - 2 : first - 1].isalnum():
        first, digits = first - 1, "0." + digits  # ".08"
        before = text[first - 1 : first]
    if last - first > _LONGEST:
        return None
    ratio, continental = None, False
    if not _CLEAN.fullmatch(digits):
        ratio, noted = _RATIO.fullmatch(digits), _NOTED.fullmatch(digits)
        if noted is not None:
            digits, last = noted[1], last - len(digits) + len(noted[1])
        elif ratio is not None:
            digits = ratio[1]
        elif (fraction := _PART.match(text, first)) is not None and fraction.end("whole") == last:
            digits = f"{Decimal(fraction['part']) / Decimal(fraction['whole'])}"
        elif _COMMA.fullmatch(digits):
            digits, continental = digits.replace(".", "").replace(",", "."), True
        else:
            return None
    if before in DASHES and before and first - 1 <= dead:
        return None
    number = Decimal(digits.replace(",", ""))
    step = Decimal(1).scaleb(-len(digits.partition(".")[2]))
    broken = _BROKEN.match(text, last)
    if broken is not None and int(broken["part"]) < int(broken["whole"]) and digits.isdecimal():
        part = Decimal(broken["part"]) / Decimal(broken["whole"])
        number, step, last = number + part, Decimal(1).scaleb(int(part.as_tuple().exponent)), broken.end()
    # left: sign, brackets, mark
    start, negative, opened, inner, currency = first, False, False, False, None
    hashed, plus, left_mark = False, False, ""
    if before and not (
        before == " " and text[first - 2 : first - 1].islower() and text[first - 3 : first] not in table.spaced
    ):
        low = max(floor, first - _MARK_REACH)
        left = table.left.search(text[low:first])
        assert left is not None  # all of it is optional
        start = low + left.start()
        mark = left["mark"]
        hashed, left_mark = mark == "#", mark or ""
        currency = None if mark is None or hashed else table.currency[mark]
        opened, inner = left["open"] is not None, left["inner"] is not None
        if mark is None and inner and not opened:
            opened, inner = True, False
        ahead = text[start - 1 : start]
        signed = left["minus"] or left["second"]
        if signed:
            negative = not (ahead and (ahead.isalnum() or ahead in "%)’'."))  # a hyphen, or the middle of a range
            if not negative and mark is None:
                if ahead.isalpha():
                    return None  # COVID-19, mid-2004
                start = first
        if signed == "+":
            plus, negative = True, False
        if mark is None and not signed and (before.isalpha() or before in "_@&/\\+^=%"):
            return None  # Q1, A320
    groups = _GROUPS.match(text, last) if len(digits) <= 3 else None
    behind = table.right.match(text, groups.end()) if groups is not None else None
    if groups is not None and (currency is not None or (behind is not None and behind["money"] is not None)):
        # "SEK 1 204", "1 204 EUR"
        digits, last = digits + groups[0].replace(" ", "").replace(",", "."), groups.end()
        number, step = Decimal(digits), Decimal(1).scaleb(-len(digits.partition(".")[2]))
    # right: magnitude, unit, closing brackets
    at = last
    closed = inner and text[at : at + 1] == ")"
    if opened and not inner and text[at : at + 1] == ")":
        closed, at = True, at + 1
    elif closed:
        at += 1
    if inner and not closed:
        return None  # "$(5 more"
    right = table.right.match(text, at)
    assert right is not None
    word = right["word"] or right["letter"] or right["spaced"]
    power = None if word is None else table.power.get(word, table.power.get(word.lower()))
    unit, rule, end = _unit(text, at, right, table)
    money = right["money"] or right["minor"]
    if money is not None:
        named, minor = _money_after(right, table)
        if currency is None:
            currency, power = named, (-2 if minor else power)
            rule = "minor currency" if minor else "currency after"
        else:  # "$10 dollars" says it twice, "Rs 475 EUR" is two things
            rule, end = "currency before", end if named == currency else end - len(money)
    elif currency is not None:
        rule = "currency before"
    code = left_mark or (money or "").strip()
    if power is None and currency is not None and code in table.prefixed:
        power = table.prefixed[code]
    if unit == "x" and text[end - 1] == "X" and "." not in digits and number >= 100:
        return None  # 777X
    if hashed:
        if right["word"] is None:
            return None
        currency, rule = "GBP", "pound sign"
    if currency is None and (word in table.money_only or right["spaced"] == "m"):
        power, end = None, at
    if ratio is not None and unit is None and currency is None:
        unit, rule = "x", "ratio to one"
    if text[at : at + 1] in _FRACTIONS and power is None:
        number += _FRACTIONS[text[at]]
        step, at = Decimal("0.01"), at + 1
        right = table.right.match(text, at)
        assert right is not None
        unit, rule, end = _unit(text, at, right, table)
    if continental and currency is None and unit is None:
        return None  # "notes 1,2"
    bracketed = False
    if opened and not closed:
        if right["close"] is not None and end >= right.end("close"):
            closed = bracketed = True
        elif text[end : end + 1] == ")":
            bracketed, end = True, end + 1
        else:
            start = _after_bracket(text, start, first)
    elif opened and closed and not inner:
        # "(3)%" and "(3) million" are negative as "$(3)" is; "(3)" and "($3)" are for the context
        negative = negative or (end > at and currency is None)
        bracketed = not negative
    if inner and closed:
        negative = True
        if opened:
            if text[end : end + 1] == ")":
                end += 1
            else:
                start = _after_bracket(text, start, first)
    bracketed = bracketed and not plus
    glued = end == at and bool(_GLUED.match(text, end)) and not (opened or closed)
    return Printed(start, end, first, last, number, step, power, negative, bracketed, currency, unit, rule, glued)


def _unit(text: str, at: int, right: re.Match[str], table: Marks) -> tuple[str | None, str, int]:
    """The unit printed after the magnitude, the rule that read it, and where the figure ends."""
    end = right.end()
    if right["percent"] is not None:
        return "%", "percent", end
    if right["basis"] is not None:
        return "bp", "basis points", end
    if right["points"] is not None:
        return "pp", "percentage points", end
    if right["times"] is not None:
        return "x", "times", end
    if right["close"] is not None and right["money"] is None and right["minor"] is None:
        end = right.start("close")  # a bracket that may be someone else's
    return None, "number", end


def _money_after(right: re.Match[str], table: Marks) -> tuple[str, bool]:
    """The currency of the word, code or mark after a numeral, and whether it is a hundredth of it."""
    if right["minor"] is not None:
        return table.minor[right["minor"].strip(" -").replace("-", " ").lower()], True
    word = right["money"].strip().removeprefix("of ")
    return table.currency.get(word) or table.currency[word.replace("-", " ").lower()], False


def _after_bracket(text: str, start: int, first: int) -> int:
    """The start of a numeral without the bracket that opens before it but is not closed by it."""
    return text.index("(", start, first) + 1
