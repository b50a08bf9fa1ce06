"""What stands on a page for the page's sake and is taken out first: page numbers, running heads, "-more-"."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cache

from tieout.read.page import Line
from tieout.rules import load_rules

SHORT = 24
"""What stands there for the page is shorter than this, but for the name in "Brandt Foods, Inc. | Page 2"."""

HEAD = 5
"""A running head, with its page number, takes no more lines than this."""

_NUMBER = re.compile(r"(?:[A-Z]-)?\d{1,3}|[ivxl]{1,6}")
_DIGITS = re.compile(r"\d+")


def without_furniture(lines: Sequence[Line]) -> list[Line]:
    """`lines` with those that are there for the page turned into page breaks."""
    is_furniture = _furniture()
    marks = {
        n
        for n, line in enumerate(lines)
        if line.kind == "text"
        and (len(line.text) - line.indent < SHORT or "|" in line.text)
        and is_furniture(line.text.strip())
    }
    breaks = [n for n, line in enumerate(lines) if line.kind == "page"]
    for n in breaks:
        for k in (_next_text(lines, n, -1), _next_text(lines, n, 1)):
            if k is not None and _NUMBER.fullmatch(lines[k].text.strip()):
                marks.add(k)
    marks.update(_running_heads(lines, breaks, marks))
    if not marks:
        return list(lines)
    return [replace(line, kind="page", text="", offsets=None) if n in marks else line for n, line in enumerate(lines)]


def _next_text(lines: Sequence[Line], number: int, step: int) -> int | None:
    """The first line of words above or below a page break."""
    number += step
    while 0 <= number < len(lines) and lines[number].kind == "blank":
        number += step
    return number if 0 <= number < len(lines) and lines[number].kind == "text" else None


def _running_heads(lines: Sequence[Line], breaks: Sequence[int], marks: set[int]) -> Iterator[int]:
    """The lines between a page break and a page number under it that recur on other pages."""
    heads = [head for n in breaks if (head := _head_under(lines, n, marks))]
    counts = Counter(tuple(_DIGITS.sub("0", lines[k].text.strip()) for k in head) for head in heads)
    for head in heads:
        if counts[tuple(_DIGITS.sub("0", lines[k].text.strip()) for k in head)] > 1:
            yield from head


def _head_under(lines: Sequence[Line], number: int, marks: set[int]) -> list[int]:
    """The lines of words from a page break down to the page number under it, if it is near."""
    head: list[int] = []
    for k in range(number + 1, min(number + 3 * HEAD, len(lines))):
        if k in marks:
            return head
        if lines[k].kind == "text":
            head.append(k)
            if len(head) > HEAD:
                break
        elif lines[k].kind not in ("blank", "page"):
            break
    return []


@cache
def _furniture() -> Callable[[str], re.Match[str] | None]:
    return re.compile("|".join(load_rules("layout")["furniture"]["lines"]), re.IGNORECASE).fullmatch
