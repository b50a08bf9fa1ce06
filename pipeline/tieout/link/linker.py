"""Figures to facts: sentence by sentence, with what headings and earlier sentences have set."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

from tieout.calendar import Calendar
from tieout.facts import Fact, Period, Quantity
from tieout.issuer import find_issuer
from tieout.link.clauses import ClauseReader, Sentence
from tieout.link.constructions import read_roles
from tieout.link.cues import load_cues
from tieout.link.dating import Dating
from tieout.link.naming import Name, growth_by_name, name_figure, of_segment
from tieout.link.options import Options, Scene, read_options
from tieout.link.parts import SegmentWords, issuer_words, owner_names, segment_names, selling_parts
from tieout.link.proper import without_names
from tieout.link.sections import HEADINGS, LONGEST_HEADING, Sections
from tieout.link.segments import (
    bought_part,
    find_segment,
    has_listed_parts,
    has_part_inside,
    is_of_parts,
    leading_segment,
    listed_part,
    owning_segment,
    segment_behind,
    sharing_segment,
)
from tieout.link.signs import read_status, signed_value
from tieout.link.spoken import (
    acting_segment,
    apposed_segment,
    holding_segment,
    is_next_of_part,
    is_of_whole,
    is_spoken_of_again,
    segment_of_block,
    segment_of_heading,
    segment_of_opening,
)
from tieout.link.statement import Statement
from tieout.link.subjects import SubjectReader
from tieout.link.times import read_times
from tieout.link.view import Subject
from tieout.mentions import FigureMention, MetricMention, PeriodMention
from tieout.metrics import metrics
from tieout.release import Block, Release
from tieout.tables import Table


@dataclass(frozen=True, slots=True)
class Mentions:
    """All that the taggers found, each kind in text order."""

    figures: Sequence[FigureMention]
    periods: Sequence[PeriodMention]
    metrics: Sequence[MetricMention]
    speakers: Sequence[tuple[int, int, str]] = ()


def link_figures(
    release: Release,
    mentions: Mentions,
    calendar: Calendar,
    tables: Sequence[Table],
    *,
    options: list[Options] | None = None,
) -> tuple[Fact, ...]:
    """A fact for every figure, in text order.

    Of the tables only labels are looked at, never a value, so that a wrong number cannot pull its own link.
    `options` is filled with what each figure might mean besides, for a trained choice.
    """
    walk = _Walk(release, mentions, calendar, tables, options)
    return tuple(fact for block in release.blocks if block.end > block.start for fact in walk.block(block))


class _Walk:
    """The state that runs along the blocks: what their headings and lead-ins set for them."""

    def __init__(
        self,
        release: Release,
        mentions: Mentions,
        calendar: Calendar,
        tables: Sequence[Table],
        options: list[Options] | None,
    ) -> None:
        self._release = release
        self._calendar = calendar
        self._options = options
        self._cues = load_cues()
        self._dating = Dating(release.text, calendar, self._cues)
        issuer = issuer_words(find_issuer(release))
        owners = owner_names(release.text, issuer)
        self._words = SegmentWords(segment_names(tables), issuer, owners, selling_parts(tables))
        self._segments: dict[str, None] = {}  # those met so far, the last one last
        metrics_named = without_names(release.text, mentions.metrics, self._words.names | owners)
        self._clauses = ClauseReader(release.text, mentions.figures, metrics_named, mentions.periods)
        self._subjects = SubjectReader(release.text, self._cues)
        self._speakers = mentions.speakers
        self._sections = Sections(release, self._dating, self._cues)
        self._section_segment: str | None = None
        self._ahead = False  # whether the sentences before say that this one speaks of what is expected
        self._lead_in: Period | None = None
        self._lead_metric: str | None = None  # what the bullets behind a lead-in are parts of

    def block(self, block: Block) -> Iterator[Fact]:
        """The facts of one block of prose."""
        text = self._release.text[block.start : block.end]
        sentences = list(self._clauses.sentences(block.start, block.end))
        heading = block.kind in HEADINGS
        if heading or block.kind != "bullet":
            self._lead_in = self._lead_metric = None
        if heading and len(text) < LONGEST_HEADING and not self._is_time(text, sentences):
            self._section_segment = self._named_part(text)
        self._sections.read(block, text, sentences)
        segment = self._section_segment
        if len(sentences) > 1 and not sentences[0].figures:
            segment = self._named_part(self._release.text[sentences[0].start : sentences[0].end]) or segment
        self._subjects.forget()
        context = self._lead_in or self._sections.period
        recent: tuple[Period, ...] = ()
        led = expected = False
        for sentence, following in zip(sentences, [*sentences[1:], None], strict=True):
            if not sentence.figures:
                self._meet_subject(sentence)
            led = led or self._cues.plan_leads.search(sentence.gaps[0].text) is not None
            self._ahead = led or (expected and self._cues.that_means.match(sentence.gaps[0].text) is not None)
            opening = segment_of_opening(sentence.gaps[0].raw, self._words, self._cues)
            if is_of_whole(sentence.gaps[0]):
                segment = None
            outright = opening or segment_of_block(sentence.gaps[0], self._cues)
            gap = sentence.gaps[0]
            apposed = None if outright else apposed_segment(gap) or acting_segment(gap.raw, self._words, self._cues)
            if told := outright or apposed:
                self._met(told)
            segment = outright or segment
            roles = read_roles(sentence, self._cues)
            before = context
            timings, left = read_times(
                sentence, roles, context, self._dating.resolve, self._sections.compared_with, self._cues, recent
            )
            recent = tuple(dict.fromkeys(t.period for t in timings if t.period)) or recent
            context = left if self._dating.goes_on(left) else context
            subjects = self._subjects.read(sentence, roles)
            dated = heading or self._lead_in is not None or any(not p.comparative for p in sentence.periods)
            said: Fact | None = None
            for k, role in enumerate(roles):
                earlier = subjects[k - 1] if k else None
                statement = Statement(sentence, k, roles, timings[k], subjects[k], dated, following, earlier)
                fact = self._fact(statement, opening or apposed or segment)
                if said is not None and fact.segment is None and is_next_of_part(sentence.gaps[k], self._release.text):
                    fact = replace(fact, segment=said.segment)
                if role.side == "main":
                    said = fact
                elif said is not None and fact.segment is None and fact.metric == said.metric:
                    # "online sales were $5 million, compared to net sales of $4 million"
                    fact = replace(fact, segment=said.segment)
                if self._options is not None:
                    again = partial(self._again, statement, segment)
                    scene = Scene(
                        *(
                            self._subjects.views[k],
                            subjects,
                            timings[k],
                            fact,
                            again,
                            self._dating.resolve,
                            self._calendar,
                        ),
                        *(before, self._sections.period, block.kind, dated),
                    )
                    self._options.append(read_options(scene))
                expected = fact.status == "guidance"
                yield fact
        if text.rstrip().endswith(":"):
            self._lead_in = context
            named = [m.metric for sentence in sentences[-1:] for gap in sentence.gaps for _, m in gap.metrics]
            self._lead_metric = named[-1] if named and has_listed_parts(named[-1]) else None

    def _is_time(self, text: str, sentences: list[Sentence]) -> bool:
        """Whether a heading names a time and nothing else."""
        named = [mention for sentence in sentences for mention in sentence.periods]
        return bool(named) and sum(mention.end - mention.start for mention in named) >= len(text.strip()) - 2 * len(
            named
        )

    def _fact(self, statement: Statement, block_segment: str | None) -> Fact:
        statement = replace(statement, subject=self._of_part(statement))
        figure, subject, timing = statement.figure, statement.subject, statement.timing
        role = growth_by_name(statement.role, figure, subject, self._cues)
        name = name_figure(statement, role, self._cues)
        segment = self._segment(statement, name)
        if segment is None:
            segment = self._held(statement, name, block_segment)
        if segment is not None:
            name = of_segment(name)
        outlook = (self._sections.outlook or self._ahead) and not self._dating.is_over(statement)
        status = read_status(statement.sentence, statement.k, self._cues, label=name.label, outlook=outlook)
        if role.side == "other" and self._dating.is_over(statement):
            status = "actual"
        signed = subject.metric is not None and metrics()[subject.metric].signed
        value = signed_value(figure, role, loss=subject.loss, may_be_negative=signed)
        period = self._dating.period_of(statement, name, status)
        return Fact(
            quantity=Quantity(value, figure.unit, figure.step),
            metric=name.metric,
            label=name.label,
            segment=segment,
            basis="non-gaap" if name.non_gaap else "gaap",
            aspect=role.aspect,
            period=period,
            versus=self._dating.versus_of(statement, name, period) if role.aspect == "change" else None,
            status=status,
            bound=figure.bound,
            hedge=figure.hedge,
            place=self._release.place(figure.start, figure.end),
            quote=self._release.text[figure.start : figure.end],
            speaker=next((who for start, end, who in self._speakers if start <= figure.start < end), None),
            rule=f"{role.rule}; {subject.rule}; {timing.rule}",
            confidence=0.0,  # known once it is chosen
        )

    def _of_part(self, statement: Statement) -> Subject:
        """ "Services grew 5% to $6 million", where a table lists services under revenue: the revenue of that part."""
        subject, role = statement.subject, statement.role
        moved = role.aspect == "change" or role.rule == "move to"
        if subject.metric is not None or not moved:
            return subject
        if subject.label.lower() in self._words.selling:
            return replace(subject, metric="Revenues", before=f"{subject.label} ")
        part = listed_part(subject.label, self._words, self._cues) if self._lead_metric else None
        return replace(subject, metric=self._lead_metric, before=f"{part} ") if part else subject

    def _again(self, statement: Statement, block_segment: str | None, subject: Subject) -> Fact:
        """The fact with another subject; what it names is not remembered."""
        met = dict(self._segments)
        fact = self._fact(replace(statement, subject=subject), block_segment)
        self._segments = met
        return fact

    def _held(self, statement: Statement, name: Name, block_segment: str | None) -> str | None:
        """The part of which the sentence or the block speaks, where the words of the subject name none."""
        said = next(reversed(self._segments), None)
        if said is not None and is_spoken_of_again(statement.before):
            return said
        if not is_of_parts(name.metric):
            return None
        return holding_segment(statement.sentence.gaps[0].raw, self._segments, self._words) or block_segment

    def _named_part(self, text: str) -> str | None:
        """The segment that a heading, or the short sentence before a paragraph, consists of."""
        return segment_of_heading(text, self._words, self._segments)

    def _segment(self, statement: Statement, name: Name) -> str | None:
        """The part of the company that the words of the subject, or those behind the figure, name."""
        subject = statement.subject
        if subject.metric is None:
            shared = sharing_segment(name.label, self._words, self._cues) if statement.role.share else None
            return shared or owning_segment(subject.phrase) or leading_segment(name.label, self._segments, self._words)
        behind = subject.behind if is_of_parts(subject.metric) else ""
        label = subject.label.split(", of ")[0] if has_part_inside(subject.metric) else ""
        segment = find_segment(subject.before, label, behind, self._words, self._cues)
        if segment is None and is_of_parts(name.metric):
            segment = segment_behind(statement.sentence.gaps[statement.k + 1], self._words)
        if segment is None and name.metric == "Acquisition":
            return bought_part(self._release.text[statement.sentence.start : statement.figure.start])
        if segment is not None and segment[:1].isupper():
            self._met(segment)
        return segment

    def _meet_subject(self, sentence: Sentence) -> None:
        """Remember the part of which a sentence without figures speaks: "Outdoor sales rose"."""
        gap = sentence.gaps[0]
        for at, _ in gap.metrics[:1]:
            found = find_segment(gap.raw[:at], "", "", self._words, self._cues)
            if found is not None and found[:1].isupper():
                self._met(found)

    def _met(self, segment: str) -> None:
        self._segments.pop(segment, None)
        self._segments[segment] = None
