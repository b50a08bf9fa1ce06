"""How all pictures look, and what is written over them."""

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tieout.extras import load_extra

if TYPE_CHECKING:
    from matplotlib.figure import Figure

INK, FAINT = "#222222", "#767676"
STYLE = {
    "font.family": "DejaVu Sans",  # comes with matplotlib: the same on every machine
    "font.size": 9,
    "text.color": INK,
    "text.parse_math": False,  # "$7.4 million and $5.0 million" is no formula
    "axes.edgecolor": FAINT,
    "xtick.color": FAINT,
    "ytick.color": FAINT,
    "svg.hashsalt": "tieout",
    "svg.fonttype": "path",
}
DOTS = 150
"""Of an inch, in pictures made of dots."""
TITLE_CHARACTERS = 80
SUBTITLE_CHARACTERS = 110


@contextmanager
def drawing() -> Iterator[None]:
    """Our style alone, whatever the user's own settings are. Raises `ExtraMissingError` without matplotlib."""
    matplotlib = load_extra("matplotlib", needed_for="a plot")
    with matplotlib.rc_context(), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of letters that the font lacks
        matplotlib.rcdefaults()
        matplotlib.rcParams.update(STYLE)
        yield


def figure_to_bytes(figure: "Figure", format: str) -> bytes:
    """The contents of a file in "png", "svg" or "pdf"."""
    out = BytesIO()
    metadata: dict[str, dict[str, Any]] = {
        "png": {"Software": None},
        "svg": {"Date": None, "Creator": "tieout"},
        "pdf": {"CreationDate": None, "Producer": None, "Creator": "tieout"},
    }
    with drawing():
        figure.savefig(out, format=format, dpi=DOTS, metadata=metadata[format], facecolor="white")
    return out.getvalue()


def picture_format(path: Path) -> str | None:
    """What the suffix of a picture says it is; `None` where we make none such."""
    suffix = path.suffix.lower().removeprefix(".")
    return suffix if suffix in ("png", "svg", "pdf") else None


def write_title(figure: "Figure", title: str, subtitle: str) -> None:
    """The two lines at the top, at the left."""
    height = figure.get_figheight()
    figure.text(
        0.15 / figure.get_figwidth(),
        1 - 0.32 / height,
        one_line(title, TITLE_CHARACTERS),
        fontsize=13,
        fontweight="bold",
    )
    figure.text(
        0.15 / figure.get_figwidth(),
        1 - 0.54 / height,
        one_line(subtitle, SUBTITLE_CHARACTERS),
        fontsize=9,
        color=FAINT,
    )


def one_line(text: str, most: int) -> str:
    """Text on one line without control characters, cut where it is too long."""
    line = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return line if len(line) <= most else line[: most - 1] + "…"
