"""Time and memory over growing inputs of the worst kinds: seconds and megabytes for each megabyte must not grow.

    python benchmarks/growth.py [--base 0.25] [--only NAME] [--sizes 1 2 4 8] [--large]

Every input is made here, at sizes of `--base` megabytes times 1, 2, 4 and 8, and read in a process of its own, so that
its peak of memory is its own. `--large` adds one file of 50 MB and one table of a million cells. A row that grows more
than by six tenths from the first size to the last is called out, and the exit status is 1.
"""

import argparse
import random
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress

MB = 1_000_000
TOLERATED = 1.6
"""So much more time for a megabyte at the largest size than at the smallest is noise and caches; more is growth."""
SPARE = 20.0
"""Megabytes for a megabyte that are always fine: at small sizes much of it was there from before."""
FLOOR = 0.05
"""Seconds under which a run says nothing."""
ROW = "<tr><td>Net sales</td><td>$</td><td>1,234</td><td></td><td>$</td><td>(987</td><td>)</td></tr>\n"
HEAD = "<tr><td></td><td colspan=3>2024</td><td colspan=3>2023</td></tr>\n"
PROSE = "<p>Net sales for the quarter ended June 30, 2024 rose 5.2% to $7.4 million from $7.0 million.</p>\n"
LINE = "Net sales ....................     $ 1,234     $ (987)\n"


def fill(piece: str, size: int) -> str:
    """A piece over and over, up to a size."""
    return piece * max(size // len(piece), 1)


def tables(size: int) -> str:
    """Ordinary tables, prose between them."""
    return fill(PROSE + f"<table>{HEAD}{ROW * 30}</table>\n", size)


def one_table(size: int) -> str:
    """All rows in one table."""
    return f"<p>Results</p><table>{HEAD}{fill(ROW, size)}</table>"


def wide_table(size: int) -> str:
    """A few rows as wide as the file."""
    return (
        f"<p>Results</p><table>{('<tr><td>Net sales</td>' + fill('<td>1,234</td>', size // 4) + '</tr>') * 4}</table>"
    )


def unclosed(size: int) -> str:
    """Tags that are never closed."""
    return fill("<div><p><b>Net sales<table><tr><td>1,234<td><i>567<font>", size)


def wrongly_nested(size: int) -> str:
    """Tags closed in the wrong order, cells outside of rows, rows outside of tables."""
    return fill("<table><b><tr></table><td>Net sales</b><td>1,234</tr><p></td></table></i>", size)


def nested(size: int) -> str:
    """Tables within tables, 10,000 deep at the first size."""
    deep = size // 25
    return "<table><tr><td>" * deep + "1,234" + "</td></tr></table>" * deep


def cut_off(size: int) -> str:
    """A table that ends in the middle of a tag."""
    return one_table(size)[: size - 20] + "<td colspan="


def nulls(size: int) -> str:
    """NUL bytes among figures and within tags."""
    return fill("<p>Net\0 sales 1,2\x0034</p><ta\0ble><tr><td>\0</td><td>1,234</td></tr></table>\n", size)


def entities(size: int) -> str:
    """Entities that do not exist, and right-to-left marks."""
    return fill("<p>Net&bogus; &#99999999; sales \u200f\u202e$7.4&nbsp million&amp;amp;</p>", size)


def spans(size: int) -> str:
    """Cells that claim to span a thousand columns and rows."""
    return f"<table>{fill('<tr><td colspan=1000 rowspan=1000>1,234</td><td>5</td></tr>', size)}</table>"


def printed(size: int) -> str:
    """Fixed-width tables in plain text."""
    head = "\nSTATEMENTS OF OPERATIONS\n(in thousands)\n\n                                   2024         2023\n"
    return fill(head + LINE * 40, size)


def one_line(size: int) -> str:
    """Text without a line's end."""
    return fill("Net sales rose 5% to $7.4 million from $7.0 million. ", size)


def blanks(size: int) -> str:
    """A line of blanks, and lines of dots and rulers."""
    return "Net sales" + fill(" ", size // 3) + "1,234\n" + fill(".", size // 3) + "\n" + fill("-", size // 3) + "\n"


def markdown(size: int) -> str:
    """A table of Markdown pipes."""
    return "| | 2024 | 2023 |\n|---|---|---|\n" + fill("| Net sales | $1,234 | $(987) |\n", size)


def noise(size: int) -> str:
    """Random characters of markup and figures, the same each time."""
    chance = random.Random(1)
    words = ["<table>", "</table>", "<tr>", "<td>", "</td>", "1,234", "(", ")", "$", "%", "Net sales", "\n", "  ", "&"]
    return fill("".join(chance.choice(words) for _ in range(20_000)), size)


KINDS: dict[str, Callable[[int], str]] = {
    f.__name__: f
    for f in (
        *(tables, one_table, wide_table, unclosed, wrongly_nested, nested, cut_off, nulls, entities, spans),
        *(printed, one_line, blanks, markdown, noise),
    )
}


def source(kind: str, size: int) -> bytes:
    """The input of a kind, its text in another charset than it says for `wrong_charset`."""
    if kind == "wrong_charset":
        return b'<meta charset="utf-8">' + tables(size).replace("Net", "N\xe9t").encode("utf-16-le")
    return KINDS[kind](size).encode("utf-8")


def run(kind: str, size: int) -> None:
    """Read one input, understand and check its tables: seconds of CPU, megabytes at the peak, megabytes read."""
    from tieout.calendar import learn_calendar
    from tieout.footing import check_tables
    from tieout.read import ReadError, read
    from tieout.table import read_tables

    def understand(data: bytes) -> None:
        release = read(data)
        check_tables(read_tables(release, learn_calendar(release)))

    understand(source("tables", 10_000) + source("printed", 10_000))  # rules are loaded once
    data = source(kind, size)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    started = time.process_time()
    with suppress(ReadError):
        understand(data)
    spent = time.process_time() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    print(spent, peak / 1024, len(data) / MB)


def measured(kind: str, size: int) -> tuple[float, float, float]:
    """What `run` prints, from a process of its own."""
    command = [sys.executable, __file__, "--run", kind, str(size)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{kind} of {size} bytes: {done.stderr.strip().splitlines()[-1:] or done.returncode}")
    spent, peak, read_ = map(float, done.stdout.split())
    return spent, peak, read_


def main() -> None:
    """Read the arguments, measure, print a row a kind."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--base", type=float, default=0.25, help="Megabytes of the first size.")
    parser.add_argument("--sizes", type=int, nargs="+", default=[1, 2, 4, 8])
    parser.add_argument("--only", nargs="+", choices=[*KINDS, "wrong_charset"])
    parser.add_argument("--large", action="store_true")
    parser.add_argument("--run", nargs=2, metavar=("KIND", "BYTES"), help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.run:
        run(args.run[0], int(args.run[1]))
        return
    grown: list[str] = []
    steps = "".join(f"{f'x{n}':>8}" for n in args.sizes)
    print(f"{'':16}s/MB{steps[4:]}   MB/MB{steps[5:]}")
    for kind in args.only or [*KINDS, "wrong_charset"]:
        runs = [measured(kind, int(args.base * MB * n)) for n in args.sizes]
        pace = [spent / size for spent, _, size in runs]
        room = [peak / size for _, peak, size in runs]
        worse = runs[-1][0] > FLOOR and pace[-1] > pace[0] * TOLERATED and pace[-1] > pace[1] * TOLERATED
        fatter = room[-1] > max(room[0], SPARE) * TOLERATED
        grown += [kind] * (worse or fatter)
        figures = "".join([*(f"{p:8.3f}" for p in pace), *(f"{r:8.1f}" for r in room)])
        print(f"{kind:16}{figures}{'  GROWS' * (worse or fatter)}", flush=True)
    if args.large:
        for kind, size in (("tables", 50 * MB), ("one_table", 12 * MB)):
            spent, peak, size_ = measured(kind, size)
            print(f"{kind} of {size_:.0f} MB: {spent:.1f} s, {peak:.0f} MB")
    if grown:
        raise SystemExit(f"not linear: {', '.join(grown)}")


if __name__ == "__main__":
    main()
