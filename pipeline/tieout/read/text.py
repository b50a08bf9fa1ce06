"""Plain text to prose and tables: SGML-era exhibits, wire copies, text drawn from HTML or PDF."""

import re
from collections.abc import Sequence
from dataclasses import replace

from tieout.facts import Notice
from tieout.read.collapsed import unfold
from tieout.read.columns import section_to_table
from tieout.read.markdown import looks_like_markdown, read_markdown
from tieout.read.page import Line, show, shown_to_lines
from tieout.read.pages import without_furniture
from tieout.read.paragraphs import Paragraph, add_paragraph, lines_to_paragraphs, page_width, with_headlines
from tieout.read.prose import ProseBuilder
from tieout.read.regions import lines_to_sections
from tieout.read.rows import has_power
from tieout.read.sections import Section

TITLE = 4
"""The headings over the prose that leads to a table are no more than this."""

INTRODUCTION = 2
"""Between a table's heading and the table stand no more paragraphs than this."""

_HEADINGS = ("heading", "caption")
_SENTENCE = re.compile(r"(?<=[a-z\d)][.!?]) +(?=[A-Z])")


def read_text(prose: ProseBuilder, source: str, start: int, end: int) -> list[Notice]:
    """Append the prose and the tables of `source[start:end]` to `prose`, in the order of the document."""
    if looks_like_markdown(source, start, end):
        return read_markdown(prose, source, start, end)
    lines = unfold(without_furniture(shown_to_lines(show(source), start, end)))
    width = page_width(lines)
    sections = lines_to_sections(lines, width=width)
    paragraphs = _between(lines, sections, width)
    scale: tuple[str, ...] = ()
    for k, block in enumerate(paragraphs):
        for paragraph in block:
            add_paragraph(prose, paragraph)
        if k < len(sections):
            scale = _scale_over(sections[k], block, scale)
            over = (*scale, *_headings_over(sections[k], block, scale), *_introduction(block))
            _add_section(prose, sections[k], over, footnotes=_footnotes(paragraphs[k + 1]))
    return []


def _add_section(prose: ProseBuilder, section: Section, over: Sequence[str], *, footnotes: tuple[str, ...]) -> None:
    """Append a table, behind the lines of its caption; `over` are words further up that belong to it, too."""
    for row in section.caption:
        add_paragraph(prose, Paragraph("caption", ((row.line, row.line.indent, len(row.line.text)),)))
    table = section_to_table(section)
    if table is not None:
        prose.add_table(replace(table, caption=(*over, *table.caption), footnotes=footnotes))


def _scale_over(section: Section, paragraphs: Sequence[Paragraph], last: tuple[str, ...]) -> tuple[str, ...]:
    """The scale for a table that does not tell its own: from a heading over the prose above it, else as before.

    `last` is what the table before was told so; a body of prose between the two ends its reach.
    """
    if any(has_power(row.line.text) for row in section.caption):
        return ()
    heads = [p.text for p in paragraphs if p.kind in _HEADINGS and has_power(p.text)]
    return (heads[-1],) if heads else last if not any(p.kind == "paragraph" for p in paragraphs) else ()


def _headings_over(section: Section, paragraphs: Sequence[Paragraph], told: Sequence[str]) -> tuple[str, ...]:
    """The headings over the prose above a table without a title of its own, but for what it is `told` already."""
    if section.caption:
        return ()
    last = next((k for k in range(len(paragraphs), 0, -1) if paragraphs[k - 1].kind in _HEADINGS), 0)
    first = last
    while first and last - first < TITLE and paragraphs[first - 1].kind in _HEADINGS:
        first -= 1
    if len(paragraphs) - last > INTRODUCTION:
        return ()
    return tuple(p.text for p in paragraphs[first:last] if p.text not in told)


def _introduction(paragraphs: Sequence[Paragraph]) -> tuple[str, ...]:
    """The sentence that leads to a table: the last one of the paragraph over it, where that ends in a colon."""
    text = paragraphs[-1].text if paragraphs else ""
    return (_SENTENCE.split(text)[-1],) if text.endswith(":") else ()


def _between(lines: Sequence[Line], sections: Sequence[Section], width: int) -> list[list[Paragraph]]:
    """The paragraphs before, between and behind the tables."""
    bounds = [0, *(n for s in sections for n in (s.first, s.end)), len(lines)]
    blocks = [
        lines_to_paragraphs(lines[a:b], width=width, under_table=a > 0)
        for a, b in zip(bounds[::2], bounds[1::2], strict=True)
    ]
    whole = with_headlines([p for block in blocks for p in block])
    result, at = [], 0
    for block in blocks:
        result.append(whole[at : at + len(block)])
        at += len(block)
    return result


def _footnotes(paragraphs: Sequence[Paragraph]) -> tuple[str, ...]:
    """The footnotes right under a table."""
    notes = []
    for paragraph in paragraphs:
        if paragraph.kind != "footnote":
            break
        notes.append(paragraph.text)
    return tuple(notes)
