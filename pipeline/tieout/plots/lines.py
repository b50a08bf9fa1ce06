"""Metrics over time: a line each."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

from tieout.facts import unit_kind
from tieout.plots.style import FAINT, drawing, write_title
from tieout.series import Series

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

LINES = ("#1b4b72", "#c8641a", "#2a7f4f", "#7a4a9c", "#8c6d1f", "#b0336b")
GAP = 1.6
"""A time without values is a gap where it is so many times the shortest between two values."""
MOST_ENDS = 14
"""Ends of periods that are named below a picture."""
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
SYMBOLS = {"USD": "$", "EUR": "€", "GBP": "£", "JPY": "¥", "INR": "₹"}
MAGNITUDES = ((Decimal(10**12), "T"), (Decimal(10**9), "B"), (Decimal(10**6), "M"), (Decimal(10**3), "K"))


def plot_series(series: Sequence[Series], *, title: str, subtitle: str = "") -> "Figure":
    """A line for each series, named at its end; what is counted in different units has panels of its own.

    Raises `ExtraMissingError` without matplotlib.
    """
    with drawing():
        return _draw_series([one for one in series if one.points], title, subtitle)


def _draw_series(series: Sequence[Series], title: str, subtitle: str) -> "Figure":
    from tieout.plots.picture import Picture

    panels: dict[str, list[Series]] = {}
    for one in series:
        panels.setdefault(one.unit, []).append(one)
    width, top, foot, tall = 9.0, 0.85, 0.5, 2.7
    height = top + foot + tall * max(1, len(panels))
    figure = Picture(figsize=(width, height))
    if not panels:
        write_title(figure, title, subtitle)
        return figure
    grid = figure.subplots(len(panels), 1, sharex=True, squeeze=False)
    figure.subplots_adjust(left=0.09, right=0.76, top=1 - top / height, bottom=foot / height, hspace=0.22)
    colours = iter(LINES * (1 + len(series) // len(LINES)))
    for axes, (unit, lines) in zip(grid[:, 0], panels.items(), strict=True):
        _draw_panel(axes, unit, lines, colours)
    _date_axis(grid[-1, 0], [end for one in series for end, _ in one.points])
    write_title(figure, title, subtitle)
    return figure


def _draw_panel(axes: "Axes", unit: str, lines: Sequence[Series], colours: Iterator[str]) -> None:
    """Lines over the days of one axis of values, each with its name and last value where it ends."""
    from matplotlib.ticker import FuncFormatter, MaxNLocator

    ends: list[tuple[float, str, str]] = []
    for one, colour in zip(lines, colours, strict=False):
        days, values = zip(*one.points, strict=True)
        numbers = [float(value) for value in values]
        for start, count in _unbroken(days):
            part = slice(start, start + count)
            axes.plot(days[part], numbers[part], color=colour, linewidth=1.8)
        axes.plot(days, numbers, color=colour, linewidth=0.9, linestyle=(0, (1, 3)), zorder=1)
        axes.plot(days, numbers, "o", color=colour, markersize=4.5, markeredgecolor="white", clip_on=False, zorder=3)
        ends.append((numbers[-1], f"{one.metric} {amount_to_words(values[-1], unit)}", colour))
    _, high = axes.get_ylim()
    least = min(value for one in lines for _, value in one.points)
    if least < 0 < high:
        axes.axhline(0, color=FAINT, linewidth=0.8, zorder=1)
        axes.spines["bottom"].set_visible(False)
    elif 0 <= least < Decimal(high) / 2:
        axes.set_ylim(0, high)
    axes.yaxis.set_major_locator(MaxNLocator(5, steps=[1, 2, 2.5, 5, 10]))
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: amount_to_words(Decimal(repr(float(value))), unit)))
    axes.grid(axis="y", color="#e6e6e6", linewidth=0.8)
    axes.set_axisbelow(True)
    axes.tick_params(length=0)
    axes.spines[["left", "right", "top"]].set_visible(False)
    last = max(one.points[-1][0] for one in lines)
    bottom, top = axes.get_ylim()
    for (_, words, colour), y in zip(ends, spread([end[0] for end in ends], (top - bottom) / 12), strict=True):
        axes.annotate(words, (last, y), (10, 0), textcoords="offset points", color=colour, va="center", fontsize=8.5)


def _unbroken(days: Sequence[date]) -> Iterator[tuple[int, int]]:
    """The first position and the number of values of each stretch without a gap."""
    gaps = [(after - before).days for before, after in pairwise(days)]
    start = 0
    for k, gap in enumerate(gaps, start=1):
        if gap > GAP * min(gaps):
            yield start, k - start
            start = k
    yield start, len(days) - start


def spread(heights: Sequence[float], gap: float) -> list[float]:
    """Heights moved apart, upwards from the lowest, until none is nearer to another than `gap`; in the given order.

    >>> spread([1.0, 5.0, 1.5], 1.0)
    [1.0, 5.0, 2.0]
    """
    moved = list(heights)
    order = sorted(range(len(moved)), key=lambda k: moved[k])
    for below, above in pairwise(order):
        moved[above] = max(moved[above], moved[below] + gap)
    return moved


def _date_axis(axes: "Axes", days: Sequence[date]) -> None:
    """The ends of periods, as many as there is room for."""
    from matplotlib.dates import date2num

    margin = max(timedelta(20), (max(days) - min(days)) * 0.03)
    low, high = date2num([min(days) - margin, max(days) + margin])  # type: ignore[no-untyped-call]
    axes.set_xlim(low, high)
    shown = spaced(days, (max(days) - min(days)) / MOST_ENDS)
    axes.set_xticks(date2num(shown), [f"{MONTHS[day.month - 1]}\n{day.year}" for day in shown])  # type: ignore[no-untyped-call]


def spaced(days: Sequence[date], gap: timedelta) -> list[date]:
    """Days at least `gap` apart, among them the last.

    >>> [day.month for day in spaced([date(2031, month, 1) for month in range(1, 9)], timedelta(59))]
    [2, 4, 6, 8]
    """
    kept: list[date] = []
    for day in sorted(set(days), reverse=True):
        if not kept or kept[-1] - day >= gap:
            kept.append(day)
    return kept[::-1]


def amount_to_words(value: Decimal, unit: str) -> str:
    """An amount as short as an axis wants it.

    >>> [amount_to_words(Decimal(n), "USD") for n in ("7391000", "-1250000000", "0", "94036000000")]
    ['$7.39M', '-$1.25B', '$0', '$94B']
    >>> amount_to_words(Decimal("1.57"), "USD/share"), amount_to_words(Decimal("34.5"), "%")
    ('$1.57', '34.5%')
    """
    currency, _, per = unit.partition("/")
    symbol = ""
    if unit_kind(unit) in ("money", "per share", "unit price"):
        symbol = SYMBOLS.get(currency, f"{currency} ")
    size, letter = next(((size, letter) for size, letter in MAGNITUDES if abs(value) >= size), (Decimal(1), ""))
    digits = ".2f" if per and not letter else ".3g" if letter else ".4g"
    sign = "-" if value < 0 else ""
    return f"{sign}{symbol}{float(abs(value) / size):{digits}}{letter}{'%' if unit == '%' else ''}"
