"""The tables of a release as a page of plain HTML: headers with periods, rows with their headings, exact numbers."""

from collections.abc import Iterator
from html import escape

from tieout.frame import column_names
from tieout.output.words import quantity_to_words
from tieout.release import Release
from tieout.tables import Cell, Table

STYLE = """
body { font-family: sans-serif; margin: 2em; }
table { border-collapse: collapse; margin: 1em 0 2em; font-variant-numeric: tabular-nums; }
caption { text-align: left; font-weight: bold; padding: .4em 0; }
th, td { padding: .15em .8em; border-bottom: 1px solid #ddd; text-align: right; vertical-align: bottom; }
tbody th { text-align: left; font-weight: normal; }
small { font-weight: normal; color: #666; }
"""


def tables_to_html(release: Release, tables: tuple[Table, ...]) -> Iterator[str]:
    """A whole page in pieces; every word of the release is escaped, and cells say where they stand in its source."""
    name = text_to_html(release.name or "release")
    yield f'<!DOCTYPE html>\n<html lang="en">\n<head><meta charset="utf-8"><title>{name}</title>\n'
    yield f"<style>{STYLE}</style></head>\n<body>\n<h1>{name}</h1>\n"
    for table in tables:
        yield from _table(table)
    yield "</body>\n</html>\n"


def _table(table: Table) -> Iterator[str]:
    scale = f", in {table.scale:,}s" if table.scale > 1 else ""
    kind = f"{table.kind.replace('_', ' ')}, {table.currency or 'no currency'}{scale}"
    title = text_to_html(table.title or "untitled")
    yield f'<table id="table-{table.index}">\n<caption>{title} <small>{text_to_html(kind)}</small>'
    heads = "".join(f'<th scope="col">{text_to_html(name)}</th>' for name in column_names(table.columns))
    yield f"</caption>\n<thead><tr><td></td>{heads}</tr></thead>\n<tbody>\n"
    cells: dict[tuple[int, int], list[Cell]] = {}
    for cell in table.cells:
        cells.setdefault((cell.row, cell.column), []).append(cell)
    for k, row in enumerate(table.rows):
        depth = f' style="padding-left: {len(row.path) + 0.5}em"' if len(row.path) > 1 else ""
        figures = "".join(_cell(cells.get((k, column), [])) for column in range(len(table.columns)))
        label = f'<th scope="row"{depth} title="{text_to_html(row.name)}">{text_to_html(row.label)}</th>'
        yield f"<tr>{label}{figures}</tr>\n"
    yield "</tbody>\n</table>\n"


def _cell(cells: list[Cell]) -> str:
    """A figure, or both ends of a range, with the offsets of its source."""
    if not cells:
        return "<td></td>"
    words = " to ".join(quantity_to_words(cell.quantity) if cell.quantity else cell.text for cell in cells)
    place = cells[0].place
    return f'<td data-start="{place.start}" data-end="{place.end}">{text_to_html(words)}</td>'


def text_to_html(text: str) -> str:
    """Text of a release as HTML: escaped, and without characters that HTML does not have."""
    return escape("".join(c if c.isprintable() else " " for c in text))
