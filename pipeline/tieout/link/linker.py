"""Figures to facts: sentence by sentence, with what headings and earlier sentences have set."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from tieout.calendar import Calendar
from tieout.facts import Fact, Period, Quantity, UnitKind
from tieout.link.clauses import ClauseReader, Sentence
from tieout.link.cues import Cues, load_cues
from tieout.link.roles import Role, read_roles
from tieout.link.segments import SegmentWords, find_segment, leading_segment, segment_names, segment_of_block
from tieout.link.signs import read_status, signed_value
from tieout.link.subjects import Subject, SubjectReader
from tieout.link.times import Timing, read_times
from tieout.mentions import FigureMention, MetricMention, PeriodMention
from tieout.metrics import Metric, metric_for_unit, metrics
from tieout.release import Block, Release
from tieout.tables import Table

_QUARTER = 80  # days: the least that a quarter has
# Metrics whose percentages are always changes.
_CHANGES = frozenset({"ComparableSales", "OrganicRevenue"})
# Rules of timing that rest on words of the sentence itself.
_NAMED = frozenset({"period behind", "period before", "respectively"})
# "Larkfield Instruments, Inc. (NASDAQ: LKFD)": the name before a ticker, or before what the headline says it does
_ISSUER = re.compile(r"(?P<name>(?:[A-Z][\w.&'-]*,?\s+){1,6})(?:\((?:the |NYSE|NASDAQ|Nasdaq|OTC|AMEX|LSE|TSX)|(?:Reports|Announces|REPORTS|ANNOUNCES)\b)")
_PART_HEADING = re.compile(r"\b(?:segment|results|highlights)\b", re.IGNORECASE)
_RATES = frozenset({"percent", "per share", "ratio"})
_REGULAR = re.compile(r"\b(?:quarterly|regular)\b")
_PAID_ON = re.compile(r"\b(?:paid|payable|payment|scheduled)\b[^,;]*$")
_NOW = re.compile(r"\b(?:currently|today|presently)\b")
_OUTLOOK = re.compile(r"\b(?:outlook|guidance|forecast|targets)\b", re.I)
# A dividend declared or paid on a day is one of the quarter that holds the day.
_DECLARED = frozenset({"DividendsPerShare", "DividendsPaid"})
_CONFIDENCE = {"named before": 0.95, "named behind": 0.9, "move of": 0.9, "as before": 0.9, "carried on": 0.8, "noun before": 0.75, "noun behind": 0.7, "behind": 0.7, "share of": 0.75}
_TIME_CONFIDENCE = {"period behind": 0.97, "period before": 0.97, "respectively": 0.95, "period of comparison": 0.9, "period carried on": 0.85, "a year before, implied": 0.85}


@dataclass(frozen=True, slots=True)
class Mentions:
    """All that the taggers found, each kind in text order."""

    figures: Sequence[FigureMention]
    periods: Sequence[PeriodMention]
    metrics: Sequence[MetricMention]
    speakers: Sequence[tuple[int, int, str]] = ()


def link_figures(release: Release, mentions: Mentions, calendar: Calendar, tables: Sequence[Table]) -> tuple[Fact, ...]:
    """A fact for every figure, in text order.

    Of the tables only labels are looked at, never a value, so that a wrong number cannot pull its own link.
    """
    walk = _Walk(release, mentions, calendar, tables)
    return tuple(fact for block in release.blocks if block.end > block.start for fact in walk.block(block))


class _Walk:
    """The state that runs along the blocks: the section's period and whether it is an outlook."""

    def __init__(self, release: Release, mentions: Mentions, calendar: Calendar, tables: Sequence[Table]) -> None:
        self._release = release
        self._calendar = calendar
        self._words = SegmentWords(segment_names(tables), _issuer_words(release))
        self._segments: dict[str, None] = {}  # those met so far, in order
        self._cues: Cues = load_cues()
        self._clauses = ClauseReader(release.text, mentions.figures, mentions.metrics, mentions.periods)
        self._subjects = SubjectReader(release.text, self._cues)
        self._speakers = mentions.speakers
        self._section: Period | None = calendar.reporting_period
        self._lead_in: Period | None = None
        self._outlook = False
        self._section_segment: str | None = None

    def block(self, block: Block) -> Iterator[Fact]:
        """The facts of one block of prose."""
        text = self._release.text[block.start : block.end]
        self._subjects.forget()
        sentences = list(self._clauses.sentences(block.start, block.end))
        heading = block.kind in ("heading", "headline", "caption")
        if heading:
            self._lead_in = None
            if block.kind != "caption" and len(text) < 120:
                self._outlook = bool(_OUTLOOK.search(text)) and not any(s.figures for s in sentences)
                self._section = self._heading_period(sentences) or self._calendar.reporting_period
        elif block.kind != "bullet":
            self._lead_in = None
        context = self._lead_in or self._section
        if heading and len(text) < 120:
            self._section_segment = self._named_part(text)
        segment = self._section_segment
        if len(sentences) > 1 and not sentences[0].figures:
            segment = self._named_part(self._release.text[sentences[0].start : sentences[0].end]) or segment
        for sentence, following in zip(sentences, [*sentences[1:], None], strict=True):
            roles = read_roles(sentence, self._cues)
            dated = heading or self._lead_in is not None or any(not p.comparative for p in sentence.periods)
            timings, left = read_times(sentence, roles, context, self._resolve, self._year_before, self._cues)
            context = left if self._goes_on(left) else context
            subjects = self._subjects.read(sentence, roles)
            for gap in sentence.gaps:
                segment = segment_of_block(gap) or segment
            said: Fact | None = None
            for k, figure in enumerate(sentence.figures):
                fact = self._fact(sentence, k, figure, roles, timings[k], subjects[k], segment, dated, following)
                if roles[k].side == "main":
                    said = fact
                elif said is not None and fact.segment is None and fact.metric == said.metric:
                    fact = replace(fact, segment=said.segment)  # "online sales were $5 million, compared to net sales of $4 million"
                yield fact
        if text.rstrip().endswith(":"):
            self._lead_in = context

    def _heading_period(self, sentences: list[Sentence]) -> Period | None:
        for sentence in sentences:
            for mention in sentence.periods:
                if not mention.comparative and mention.unit in ("quarter", "year", "half", "month", "week"):
                    return self._resolve(mention, self._calendar.reporting_period)
        return None

    def _resolve(self, mention: PeriodMention, context: Period | None) -> Period | None:
        period = self._calendar.resolve(mention, context=self._span(context)) or self._to_date(mention)
        if mention.unit == "day" and period is not None and period.end == self._calendar.released:
            before = self._release.text[max(0, mention.start - 6) : mention.start].lower()
            if not before.endswith(("as of ", " at ", " on ")) and self._release.text[mention.start : mention.start + 2].lower() != "as":
                return None  # the dateline
        return period

    def _year_in_progress(self) -> Period | None:
        """The fiscal year that the day of the release lies in: what a rate is expected for where no time is named."""
        fiscal, released = self._calendar.fiscal, self._calendar.released
        return fiscal.span(fiscal.locate(released)[0]) if fiscal and released else None

    def _to_date(self, mention: PeriodMention) -> Period | None:
        """ "For the nine months" in a third quarter's release: the year to date, where the length fits it."""
        fiscal, reporting = self._calendar.fiscal, self._calendar.reporting_period
        definite = self._release.text[max(0, mention.start - 4) : mention.start].lower() == "the "
        if not definite or fiscal is None or reporting is None or mention.count is None or mention.end - mention.start > 16:
            return None
        year, quarter = fiscal.locate(reporting.end)
        for quarters in (1, quarter):
            if mention.count == {"month": 3, "week": 13}.get(mention.unit, 0) * quarters:
                return fiscal.span(year, quarter - quarters + 1, quarter)
        return None

    def _span(self, period: Period | None) -> Period | None:
        """The quarter or year under report, or the one a year or a quarter before, that a balance date ends."""
        reporting = self._calendar.reporting_period
        if period is None or period.start is not None or reporting is None:
            return period
        near = (reporting, self._calendar.shift_years(reporting, -1), self._calendar.previous_quarter(reporting))
        return next((span for span in near if span.end == period.end), period)

    def _goes_on(self, period: Period | None) -> bool:
        """Whether the next sentence still speaks of `period`: one that runs to the reported day, or is yet to come.

        A sentence about last year's quarter, or a day on which a dividend is paid, sets no scene.
        """
        reporting = self._calendar.reporting_period
        if period is None or reporting is None:
            return period is not None
        return period.end == reporting.end or (period.end > reporting.end and period.days >= _QUARTER)

    def _year_before(self, period: Period) -> Period | None:
        return self._calendar.shift_years(period, -1)

    def _fact(self, sentence: Sentence, k: int, figure: FigureMention, roles: list[Role], timing: Timing, subject: Subject, block_segment: str | None, dated: bool, following: Sentence | None) -> Fact:
        role = roles[k]
        kind = figure.kind
        if role.aspect == "change" and kind == "percent" and k + 1 < len(sentence.figures) and roles[k + 1].rule == "move to" and sentence.figures[k + 1].kind == "per share":
            kind = "per share"  # "book value rose 5% to $10.68 per share"
        if role.aspect == "change" and kind == "percent" and k and role.rule == "move before" and sentence.figures[k - 1].kind == "per share" and subject.rule == "carried on":
            kind = "per share"  # "$0.40 per share, up 5%": the growth is that of the amount per share
        role = _growth_by_name(role, figure, subject, self._cues)
        metric, label, non_gaap = self._metric(figure, kind, role, subject)
        organic = self._said_organic(sentence, k)
        non_gaap = non_gaap or organic or self._said_non_gaap(sentence, k)
        known = metrics()[metric] if metric else None
        if non_gaap and known is not None and known.adjusted and not known.non_gaap:
            metric = known.adjusted
            known = metrics()[metric]
        if organic and metric == "Revenues":
            metric = "OrganicRevenue"
            known = metrics()[metric]
        reporting = self._calendar.reporting_period
        over = timing.rule in _NAMED and timing.period is not None and reporting is not None and timing.period.end <= reporting.end
        status = read_status(sentence, k, self._cues, outlook=self._outlook and not over)
        release = self._release
        timed = known or (metrics()[subject.metric] if subject.metric else None)
        segment = self._segment(subject, label) or block_segment
        may_be_negative = subject.metric is not None and metrics()[subject.metric].signed
        rule = f"{role.rule}; {subject.rule}; {timing.rule}"
        period = timing.period
        if known is None and subject.metric is None and period is not None and self._cues.balance.search(label.lower()):
            period = Period(period.end) if timing.rule == "period carried on" and reporting and period.end == reporting.end else period
        if status == "guidance" and period is not None and period.start is not None and reporting is not None and period.end < reporting.end:
            period = self._calendar.shift_years(period, 1)  # "in the first quarter we expect": the one to come
        past = period is None or reporting is None or period.end <= reporting.end
        if status == "guidance" and timing.rule == "period carried on" and past:
            period = self._year_in_progress() if figure.kind in _RATES else None
        if figure.kind == "quantity" and timing.rule == "period carried on" and not dated and not (known is not None and known.period_type == "duration"):
            period = None  # "serves 400 hospitals": a count that no time is named for
            if self._calendar.released and _NOW.search(sentence.gaps[k].text):
                period = Period(self._calendar.released)
        value = signed_value(figure, role, loss=subject.loss, may_be_negative=may_be_negative)
        payment = self._payment_day(sentence, following, k) if metric in _DECLARED and status != "guidance" else None
        if payment is not None:
            regular = _REGULAR.search(label.lower() + sentence.gaps[k].text[-40:])
            period = self._quarter_of(payment.end) if regular else payment
        elif metric in _DECLARED and period is not None and period.start is None and timing.rule != "period carried on":
            period = self._quarter_of(period.end)
        return Fact(
            quantity=Quantity(value, figure.unit, figure.step),
            metric=metric,
            label=label,
            segment=segment,
            basis="non-gaap" if non_gaap or (known is not None and known.non_gaap) else "gaap",
            aspect=role.aspect,
            period=self._fit(period, timed if "average" not in (subject.before + label).lower() else None),
            versus=self._fit(timing.versus, timed),
            status=status,
            bound=figure.bound,
            hedge=figure.hedge,
            place=release.place(figure.start, figure.end),
            quote=release.text[figure.start : figure.end],
            speaker=next((name for start, end, name in self._speakers if start <= figure.start < end), None),
            rule=rule,
            confidence=round(_CONFIDENCE.get(subject.rule, 0.5) * _TIME_CONFIDENCE.get(timing.rule, 0.6), 3),
        )

    def _metric(self, figure: FigureMention, kind: UnitKind, role: Role, subject: Subject) -> tuple[str | None, str, bool]:
        """The canonical metric in the figure's own kind of unit, its label, and whether it is non-GAAP."""
        if subject.metric is None:
            return None, subject.label, subject.non_gaap
        name = metric_for_unit(subject.metric, kind, aspect=role.aspect)
        if name == "EarningsPerShare":
            words = f"{figure.noun or ''} {subject.label}".lower()
            if "diluted" in words and "basic" not in words:
                name = "EarningsPerShareDiluted"
            elif "basic" in words and "diluted" not in words:
                name = "EarningsPerShareBasic"
        if name is None:
            return None, _full_label(subject, figure), subject.non_gaap
        return name, subject.label, subject.non_gaap

    def _said_organic(self, sentence: Sentence, k: int) -> bool:
        """Whether the figure is said to be in constant currency or organic: "(up 4% in constant currency)"."""
        before = re.split(r"[);]", sentence.gaps[k].text)[-1] if k == 0 or ")" in sentence.gaps[k].text else ""
        behind = re.split(r"[,;(]", sentence.gaps[k + 1].text[:40], maxsplit=1)[0]
        return bool(self._cues.organic.search(behind) or self._cues.organic_before.search(before))

    def _said_non_gaap(self, sentence: Sentence, k: int) -> bool:
        """Whether words right behind the figure, in its bracket or clause, make it an adjusted one."""
        behind = sentence.gaps[k + 1].text[:48]
        return bool(re.match(r"^\s*(?:on\s+an?\s+(?:adjusted|non-gaap|pro forma)\s+basis|[^.;]{0,30}\bexcluding\b)", behind))

    def _payment_day(self, sentence: Sentence, following: Sentence | None, k: int) -> Period | None:
        """The day on which a dividend is said to be paid, later in the sentence or in the next one."""
        for gap in (*sentence.gaps[k + 1 :], *(following.gaps[:1] if following else ())):
            for at, mention in gap.periods:
                if mention.unit == "day" and _PAID_ON.search(gap.text, max(0, at - 40), at):
                    return self._calendar.resolve(mention)
        return None

    def _named_part(self, text: str) -> str | None:
        """The segment that a heading, or the short sentence before a paragraph, consists of."""
        words = _PART_HEADING.sub("", text.strip()).strip(" .:-–—")
        return words if 0 < len(words) < 60 and words.lower() in self._words.names else None

    def _segment(self, subject: Subject, label: str) -> str | None:
        """The part of the company that the words of the subject name."""
        if subject.metric is None:
            return leading_segment(label, self._segments)
        segment = find_segment(subject.before, subject.label, subject.behind, self._words, self._cues)
        if segment is not None and segment[:1].isupper():
            self._segments.setdefault(segment)
        return segment

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


def _full_label(subject: Subject, figure: FigureMention) -> str:
    """Where no metric fits, the whole phrase, with what the figure is a price of."""
    words = subject.label if subject.rule == "share of" else subject.phrase or subject.label
    return f"{words} per {figure.noun}" if figure.kind == "unit price" and figure.noun and figure.noun not in words else words


def _growth_by_name(role: Role, figure: FigureMention, subject: Subject, cues: Cues) -> Role:
    """ "Organic growth of 5%", "comparable sales of -2%": the name itself says that the percentage is a change."""
    if role.aspect == "change" or role.share or figure.kind not in ("percent", "points") or subject.metric is None:
        return role
    moved = cues.moves.search(subject.label.lower())
    if moved is None and subject.metric not in _CHANGES:
        return role
    direction = 0 if moved is None else 1 if moved["up"] else -1 if moved["down"] else 0
    return replace(role, aspect="change", direction=direction)


def _issuer_words(release: Release) -> frozenset[str]:
    """Words of the name under which the issuer reports: the capitalised ones at the head of the first sentences."""
    words: set[str] = set()
    for block in release.blocks:
        if block.kind in ("paragraph", "headline") and (match := _ISSUER.search(release.text, block.start, block.end)):
            words.update(w.lower() for w in re.findall(r"[A-Z][\w-]+", match["name"]))
    return frozenset(words)
