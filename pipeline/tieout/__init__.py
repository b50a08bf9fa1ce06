"""Every figure of an earnings release: what it measures, for which period, and whether its tables bear it out.

`analyze` does it all; `read`, `read_tables` and `load` are its stages for those who need one alone.
"""

from importlib import import_module
from typing import TYPE_CHECKING

from tieout.read import ReadError, read  # at once: else the name `read` would be the package it comes from

if TYPE_CHECKING:
    from tieout.analysis import analyze, analyze_exhibits, pipe
    from tieout.facts import Fact, Finding
    from tieout.release import Release
    from tieout.report import Report
    from tieout.table import read_tables
    from tieout.tag.language import load

__all__ = [
    "Fact",
    "Finding",
    "ReadError",
    "Release",
    "Report",
    "analyze",
    "analyze_exhibits",
    "load",
    "pipe",
    "read",
    "read_tables",
]

_HOMES = {
    "Fact": "facts",
    "Finding": "facts",
    "Release": "release",
    "Report": "report",
    "analyze": "analysis",
    "analyze_exhibits": "analysis",
    "load": "tag.language",
    "pipe": "analysis",
    "read_tables": "table",
}
"""The module that each public name comes from, imported when the name is first asked for: spaCy alone takes 0.6 s."""


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}; it has: {', '.join(__all__)}")
    value: object = getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    globals()[name] = value  # found at once from now on
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
