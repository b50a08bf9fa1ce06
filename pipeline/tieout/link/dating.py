"""From the period that the words name to the days that a fact is for."""

import re
from datetime import date

from tieout.calendar import Calendar
from tieout.facts import Period, Status
from tieout.fiscal import DAY
from tieout.link.cues import Cues
from tieout.link.held import is_leverage, timed_by
from tieout.link.naming import Name
from tieout.link.roles import MEMORY
from tieout.link.statement import Statement
from tieout.mentions import PeriodMention
from tieout.metrics import Metric

_QUARTER = 80  # days: the least that a quarter has
_SHORT = 19  # characters of "twelve-month period": a longer mention says more than a length
_LENGTHS = {"month": 3, "week": 13}  # of a quarter
# Rules of timing that rest on words of the sentence itself.
_NAMED = frozenset({"period behind", "period before", "respectively"})
_CARRIED = "period carried on"
# What is expected to run at some rate is expected for the year in progress, where no time is named.
_RATES = frozenset({"percent", "per share", "ratio", "unit price"})
# A dividend declared or paid on a day is one of the quarter that holds the day.
_DECLARED = frozenset({"DividendsPerShare", "DividendsPaid"})
_REGULAR = re.compile(r"\b(?:quarterly|regular)\b")
_PAID_ON = re.compile(r"\b(?:paid|payable|payment|scheduled)\b[^,;]*$")
_PAYMENT = re.compile(r"\bpayments? of\s*$")
_SETS = re.compile(r"\b(?:declar|announc|approv|maintain|rais|increas|boost)\w+|\b(?:stays|remains|left|keeps|kept)\b")
_WAS = re.compile(r"\b(?:was|were|paid)\b")
_PACE = re.compile(r"\b(annual|quarterly)\s+(?:(?:record|net|total|adjusted|consolidated|reported)\s+)*$")
_CLAUSE = 90  # characters before a count in which its verb is looked for
_REST = re.compile(r"\b(?:rest|remainder|balance) of (?:the\s+|our\s+)?(?:fiscal\s+(?:year\s+)?)?$")
_BEFORE = 32  # characters before a period in which it is said to be the rest of it
_EDGED = ("month", "quarter", "half")
_END_OF = re.compile(r"(?:the )?end of ", re.IGNORECASE)
_OPENING = re.compile(r"\b(?:beginning|start|outset) of (?:the |its |our )?$")
_TO_DAY = re.compile(r"\s+(?:period|quarter)\b")
_AS_OF = ("as of ", " at ", " on ")


class Dating:
    """The calendar of a release, as the linker asks it."""

    def __init__(self, text: str, calendar: Calendar, cues: Cues) -> None:
        self._text = text
        self._calendar = calendar
        self._cues = cues

    @property
    def reporting(self) -> Period | None:
        """The period that the release reports on."""
        return self._calendar.reporting_period

    def resolve(self, mention: PeriodMention, context: Period | None) -> Period | None:
        """The days that a mention means in the light of `context`; `None` for the dateline."""
        period = self._calendar.resolve(mention, context=self._span(context)) or self._to_date(mention)
        if mention.unit == "year" and period is not None and self.reporting is not None:
            before = self._text[max(0, mention.start - _BEFORE) : mention.start].lower()
            if _REST.search(before) and period.start and period.start <= self.reporting.end < period.end:
                return Period(period.end, self.reporting.end + DAY)
        if period is not None and (edge := self._edge(mention, period)) is not None:
            return edge
        if mention.unit == "month" and mention.month is not None and period is not None and period.start is not None:
            period = self._through(mention, period)
        if mention.unit == "day" and period is not None and period.end == self._calendar.released:
            before = self._text[max(0, mention.start - 6) : mention.start + 2].lower()
            if not before.endswith("as") and not before[:-2].endswith(_AS_OF):
                return None
        return period

    def _edge(self, mention: PeriodMention, period: Period) -> Period | None:
        """ "At end of March", "at the beginning of the quarter": days; "in the March 31, 2019 period": a quarter."""
        if period.start is None:
            quarter = mention.unit == "day" and _TO_DAY.match(self._text, mention.end)
            return self._quarter_of(period.end) if quarter else None
        before = self._text[max(0, mention.start - _BEFORE) : mention.start].lower()
        if mention.unit in _EDGED and (_END_OF.match(self._text, mention.start) or before.endswith(" end of ")):
            return Period(period.end)
        return Period(period.start - DAY) if _OPENING.search(before) else None

    def year_before(self, period: Period) -> Period:
        """The same span a year earlier."""
        return self._calendar.shift_years(period, -1)

    def goes_on(self, period: Period | None) -> bool:
        """Whether the next sentence still speaks of `period`: one that runs to the reported day, or is yet to come.

        A sentence about last year's quarter, or a day on which a dividend is paid, sets no scene.
        """
        if period is None or self.reporting is None:
            return period is not None
        lasting = period.days >= min(_QUARTER, self.reporting.days)
        return (
            lasting or not period.start
            if period.end == self.reporting.end
            else period.end > self.reporting.end and lasting
        )

    def is_over(self, statement: Statement) -> bool:
        """Whether the sentence itself names a time that had passed by the end of the reported period."""
        period = statement.timing.period
        named = statement.timing.rule in _NAMED
        return named and period is not None and self.reporting is not None and period.end <= self.reporting.end

    def period_of(self, statement: Statement, name: Name, status: Status) -> Period | None:
        """The days that the fact is for."""
        period = statement.timing.period
        if name.metric in _DECLARED and status != "guidance":
            period = self._dividend(statement, name, period)
        elif status == "guidance":
            period = self._expected(statement, period)
        elif statement.timing.rule == _CARRIED:
            period = self._unsaid(statement, name, self._paced(statement, period))
        elif not statement.timing.exact:
            period = self._passed(period)
        if period is not None and is_leverage(statement, name):
            return Period(period.end)
        average = "average" in f"{statement.subject.before}{name.label}".lower()
        told = (statement.timing.exact and period == statement.timing.period) or self._flows(statement)
        moved = statement.role.aspect == "change" and period is not None and period.start is not None
        return period if told and not moved else self._fit(period, None if average else timed_by(statement, name))

    def versus_of(self, statement: Statement, name: Name, period: Period | None) -> Period | None:
        """The earlier days that a change for `period` is measured from: those named, else the year before."""
        named = self._fit(statement.timing.versus, timed_by(statement, name))
        return named or (self.year_before(period) if period is not None else None)

    def _dividend(self, statement: Statement, name: Name, period: Period | None) -> Period | None:
        """The day that a dividend is said to be paid; for regular ones the quarter that holds the day."""
        paid = self._payment_day(statement)
        if paid is not None:
            regular = _REGULAR.search(name.label.lower() + statement.before[-40:])
            payment = _PAYMENT.search(statement.before)  # "the next quarterly dividend payment of $0.31"
            return self._quarter_of(paid.end) if regular and not payment else paid
        if statement.timing.rule == _CARRIED:
            return self._now_set(statement) or period
        if not statement.timing.exact and _WAS.search(statement.before):
            return self._passed(period)
        return self._quarter_of(period.end) if period is not None and period.start is None else period

    def _now_set(self, statement: Statement) -> Period | None:
        """ "Declares quarterly dividend of $0.30", without a time: the quarter that holds the day of release."""
        gaps = statement.sentence.gaps[max(0, statement.k - 2) : statement.k + 2]
        said = " ".join([*(gap.raw for gap in gaps), statement.subject.label]).lower()
        told = any(statement.sentence.periods) or not (_REGULAR.search(said) and _SETS.search(said))
        return None if told or self._calendar.released is None else self._quarter_of(self._calendar.released)

    def _payment_day(self, statement: Statement) -> Period | None:
        """The day named with "payable" or the like, later in the sentence or in the next one."""
        gaps = statement.sentence.gaps[statement.k + 1 : statement.k + MEMORY]
        for gap in (*gaps, *(statement.following.gaps[:1] if statement.following else ())):
            for at, mention in gap.periods:
                if mention.unit == "day" and _PAID_ON.search(gap.text, max(0, at - 40), at):
                    return self._calendar.resolve(mention)
        return None

    def _expected(self, statement: Statement, period: Period | None) -> Period | None:
        """A time to come: "in the first quarter we expect" is the next one, a rate without a time is for this year."""
        ahead = period is not None and (self.reporting is None or period.end > self.reporting.end)
        if ahead or self.reporting is None:
            return period
        if statement.timing.rule == _CARRIED or period is None:
            return self._year_in_progress() if statement.figure.kind in _RATES else None
        if period.start is not None and period.end < self.reporting.end and not statement.timing.exact:
            return self._calendar.shift_years(period, 1)
        return period

    def _passed(self, period: Period | None) -> Period | None:
        """ "The fourth quarter" of what has happened, in a first quarter's release, is last year's."""
        released = self._calendar.released or (self.reporting.end if self.reporting else None)
        ahead = period is not None and period.start is not None and released is not None and period.start > released
        return self._calendar.shift_years(period, -1) if period is not None and ahead else period

    def _unsaid(self, statement: Statement, name: Name, period: Period | None) -> Period | None:
        """Where no time is named: counts of what there is have none, balances are for the reported day."""
        if statement.figure.kind == "quantity" and not statement.dated:
            duration = name.known is not None and name.known.period_type == "duration"
            return period if duration else self._counted(statement, name, period)
        if statement.figure.kind == "quantity" and self._stands(statement, period):
            return self._today() or period
        if self._flows(statement):
            return self._span(period)
        balance = statement.subject.metric is None and self._cues.balance.search(name.label.lower())
        if balance and period is not None and self.reporting is not None and period.end == self.reporting.end:
            return Period(period.end)
        return period

    def _paced(self, statement: Statement, period: Period | None) -> Period | None:
        """ "Annual revenue", "quarterly net income" of a fourth quarter's release: the year or quarter it ends."""
        pace = _PACE.search(statement.subject.before.lower())
        fiscal = self._calendar.fiscal
        if pace is None or period is None or period.start is None or fiscal is None:
            return period
        year, quarter = fiscal.locate(period.end)
        if quarter < 4:
            return period
        return fiscal.span(year) if pace[1] == "annual" else fiscal.span(year, quarter, quarter)

    def _stands(self, statement: Statement, period: Period | None) -> bool:
        """ "With 2019 revenues of $1.4 billion, Acme employs 5,000 people": the year is that of the revenues alone."""
        over = period is not None and period.start is not None and statement.k > 0
        return over and self._cues.standing.search(statement.before) is not None

    def _counted(self, statement: Statement, name: Name, period: Period | None) -> Period | None:
        """What "operates 23 stores" counts is so on the day of release; what was counted is of the reported time.

        So is what is said to have moved: "1,208 customers, up 52%". "Our 5,000 employees" are those of today.
        """
        said = " ".join(gap.text for gap in statement.sentence.gaps[max(0, statement.k - 3) : statement.k + 1])[
            -_CLAUSE:
        ]
        standing = [m.start() for m in self._cues.standing.finditer(said)]
        done = [m.start() for m in self._cues.done.finditer(said)]
        if standing and max(standing) >= max(done, default=0):
            return self._today()
        if done or self._cues.done.match(statement.behind.lstrip()):
            return period
        moved = any(role.aspect == "change" for role in statement.roles)
        if name.known is None or name.known.period_type == "duration":
            return None
        return period if moved else self._today()

    def _today(self) -> Period | None:
        return Period(self._calendar.released) if self._calendar.released else None

    def _flows(self, statement: Statement) -> bool:
        """Whether a verb before the figure tells of a flow, whatever its object: "drew $5 million on its facility"."""
        return self._cues.flow_left.search(statement.before) is not None

    def _year_in_progress(self) -> Period | None:
        """The fiscal year that the day of the release lies in."""
        fiscal, released = self._calendar.fiscal, self._calendar.released
        return fiscal.span(fiscal.locate(released)[0]) if fiscal and released else None

    def _through(self, mention: PeriodMention, month: Period) -> Period:
        """ "Through June": the fiscal year up to the end of the month."""
        fiscal, before = self._calendar.fiscal, self._text[max(0, mention.start - 8) : mention.start].lower()
        passed = self._calendar.released is not None and month.end <= self._calendar.released
        if fiscal is None or not passed or not before.endswith("through "):
            return month
        year, _ = fiscal.locate(month.end)
        return Period(month.end, fiscal.span(year).start)

    def _to_date(self, mention: PeriodMention) -> Period | None:
        """ "For the nine months", "nine-month sales" in a third quarter's release: the year to date, if it is as long.

        A length at the head of a line or before a noun counts as one with "the" does; "in three months" does not.
        """
        fiscal = self._calendar.fiscal
        before = self._text[max(0, mention.start - 4) : mention.start].lower()
        words = self._text[mention.start : mention.end]
        definite = before == "the " or not before or before.endswith("\n") or ("-" in words and words[:1].isupper())
        told = mention.relation is not None or len(words) > _SHORT
        if not definite or told or fiscal is None or self.reporting is None:
            return None
        year, quarter = fiscal.locate(self.reporting.end)
        for quarters in (1, quarter):
            if mention.count is not None and mention.count == _LENGTHS.get(mention.unit, 0) * quarters:
                return fiscal.span(year, quarter - quarters + 1, quarter)
        return None

    def _span(self, period: Period | None) -> Period | None:
        """The quarter or year under report, or the one a year or a quarter before, that a balance date ends."""
        if period is None or period.start is not None or self.reporting is None:
            return period
        reporting = self.reporting
        near = (reporting, self._calendar.shift_years(reporting, -1), self._calendar.previous_quarter(reporting))
        return next((span for span in near if span.end == period.end), period)

    def _quarter_of(self, day: date) -> Period:
        """The fiscal quarter that holds `day`."""
        fiscal = self._calendar.fiscal
        if fiscal is None:
            return Period(day)
        year, quarter = fiscal.locate(day)
        return fiscal.span(year, quarter, quarter)

    def _fit(self, period: Period | None, known: Metric | None) -> Period | None:
        """A balance is for a day, a flow for a span of days."""
        if period is None or known is None:
            return period
        return Period(period.end) if known.period_type == "instant" else self._span(period)
