"""A workbook being written: its sheets, its formats, and text that stays text."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from io import BytesIO
from typing import Any

from tieout.extras import load_extra
from tieout.facts import Quantity, Tie
from tieout.output.terminal import printable
from tieout.output.words import quantity_to_words
from tieout.output.workbook.numbers import number_format, quantity_to_number

CREATED = datetime(1980, 1, 1)
"""The day that every workbook says it was made: the same report is the same bytes."""
MOST_CHARACTERS = 32_000
"""Of a cell; Excel takes 32,767."""
MOST_LINKS = 60_000
"""On a sheet; Excel takes 65,530."""
TIP_CHARACTERS = 250
LINE_POINTS = 15
MOST_LINES = 26
"""Of text in a row: Excel has none higher than 409 points."""
FIRST_YEAR = 1900
"""Excel has no date before it."""
COLOURS = {
    Tie.TIED: {"bg_color": "#D8F0DD", "font_color": "#12552A"},
    Tie.DERIVED: {"bg_color": "#DCEBF7", "font_color": "#1B4B72"},
    Tie.CONTRADICTED: {"bg_color": "#F9D0CE", "font_color": "#8C1813"},
    Tie.ABSENT: {"bg_color": "#EEEEEE", "font_color": "#666666"},
}
HEAD = {"bold": True, "bg_color": "#22384F", "font_color": "#FFFFFF", "text_wrap": True, "valign": "vcenter"}
WRAPPED = {"text_wrap": True}
DATE = {"num_format": "yyyy-mm-dd", "align": "left"}
LINK = {"font_color": "#1155CC", "underline": 1}
Look = dict[str, Any]
"""Properties of a cell's format, as xlsxwriter calls them."""


class Book:
    """A workbook in memory. Raises `ExtraMissingError` without xlsxwriter."""

    def __init__(self) -> None:
        writer = load_extra("xlsxwriter", needed_for="a workbook")
        self._bytes = BytesIO()
        options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        self._book = writer.Workbook(self._bytes, options)
        self._book.set_properties({"created": CREATED, "author": "tieout"})
        self._formats: dict[str, Any] = {}

    def add_sheet(self, name: str) -> "Sheet":
        """A new last sheet."""
        return Sheet(self, name, self._book.add_worksheet(name))

    def look(self, look: Look) -> Any:
        """The format with these properties."""
        key = repr(sorted(look.items()))
        if key not in self._formats:
            self._formats[key] = self._book.add_format({"valign": "top", **look})
        return self._formats[key]

    def to_bytes(self) -> bytes:
        """The finished file."""
        self._book.close()
        return self._bytes.getvalue()


@dataclass
class Sheet:
    """A sheet; rows and columns are counted from 0."""

    book: Book
    name: str
    page: Any
    links: int = field(default=0)

    def set_columns(self, columns: Sequence[tuple[str, int]], *, frozen: int, pages: int = 1) -> None:
        """A header row that stays in sight, with the names and widths of columns; so do the first `frozen` columns.

        Printed, the columns are as wide as so many pages.
        """
        for column, (name, width) in enumerate(columns):
            self.page.set_column(column, column, width)
            self.text(0, column, name, HEAD)
        self.page.set_row(0, 2 * LINE_POINTS)
        self.page.freeze_panes(1, frozen)
        self.page.repeat_rows(0)
        self.page.repeat_columns(0, frozen - 1)
        self.set_paper(pages=pages)

    def set_height(self, row: int, texts: Iterable[tuple[str, int]]) -> None:
        """A row as high as its texts need in columns of these widths: not every program sees to that itself."""
        lines = max((-(-len(text) // max(1, width - 2)) for text, width in texts), default=1)
        if lines > 1:
            self.page.set_row(row, LINE_POINTS * min(lines, MOST_LINES))

    def set_paper(self, *, pages: int = 1) -> None:
        """Printed across, as wide as so many pages."""
        self.page.set_landscape()
        self.page.set_paper(9)
        self.page.fit_to_pages(pages, 0)
        self.page.hide_gridlines(2)

    def text(self, row: int, column: int, text: str | None, look: Look | None = None) -> None:
        """Text as text; an empty cell where there is none."""
        if text:
            self.page.write_string(row, column, as_text(text), self.book.look(look or {}))
        elif look:
            self.page.write_blank(row, column, None, self.book.look(look))

    def number(self, row: int, column: int, number: int | float, look: Look | None = None) -> None:
        """A number."""
        self.page.write_number(row, column, number, self.book.look(look or {}))

    def day(self, row: int, column: int, day: date | None) -> None:
        """A date, where Excel has it."""
        if day is not None and day.year > FIRST_YEAR:
            self.page.write_datetime(row, column, day, self.book.look(DATE))
        elif day is not None:
            self.text(row, column, str(day))

    def quantity(
        self,
        row: int,
        column: int,
        quantity: Quantity,
        look: Look | None = None,
        *,
        scale: int | None = None,
        nil: bool = False,
    ) -> None:
        """A quantity as a number with the digits stated, in brackets where `scale` is a table's; else in words."""
        number = quantity_to_number(quantity)
        if number is None:
            self.text(row, column, quantity_to_words(quantity), {"align": "right", **(look or {})})
            return
        shown = '"–"_)' if nil else number_format(quantity, scale=scale or 1, brackets=scale is not None)
        self.number(row, column, number, {**(look or {}), "num_format": shown})

    def link(self, row: int, column: int, target: str, text: str, look: Look | None = None, *, tip: str = "") -> None:
        """Text that leads to another cell of the workbook, such as "Figures!A7"; a number may be written over it."""
        if self.links >= MOST_LINKS:
            self.text(row, column, text, look)
            return
        self.links += 1
        style = self.book.look(look if look is not None else LINK)
        self.page.write_url(row, column, f"internal:{target}", style, as_text(text), as_text(tip)[:TIP_CHARACTERS])


def as_text(text: str) -> str:
    """Text of a release as a cell may hold it: on one line, no control characters, not too long."""
    return " ".join(printable(text).split())[:MOST_CHARACTERS]
