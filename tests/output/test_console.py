"""The bar on long runs: only where someone sees it, and the items are the same."""

import sys
from io import StringIO

import pytest

from tieout.output.console import WORTH_A_BAR, with_progress


class Terminal(StringIO):
    """Standard error that says it is a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("stream", "total", "shown"),
    [(Terminal, WORTH_A_BAR, True), (Terminal, WORTH_A_BAR - 1, False), (StringIO, WORTH_A_BAR, False)],
    ids=["long, at a terminal", "short, at a terminal", "long, into a file"],
)
def test_bar_is_shown_where_it_is_seen_and_worth_it(
    stream: type[StringIO], total: int, shown: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    error = stream()
    monkeypatch.setattr(sys, "stderr", error)
    monkeypatch.setenv("TERM", "xterm")
    assert list(with_progress(range(total), total=total)) == list(range(total))
    assert bool(error.getvalue()) is shown
