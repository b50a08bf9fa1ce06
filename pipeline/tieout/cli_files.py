"""The files that a command is given, one after the other; what cannot be used is a line on standard error."""

import sys
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeAlias, TypeVar

from tieout.output.console import complain, with_progress

Source: TypeAlias = Path | bytes
Result = TypeVar("Result")


def results_of(
    files: list[Path], work: Callable[..., Iterator[Result]], unusable: list[Path]
) -> Iterator[tuple[str, Result]]:
    """What `work` makes of each file, by the file's name, with "#2" and so on for further exhibits in it.

    What it cannot use goes to standard error and `unusable`.
    """
    from tieout.read import ReadError

    for file in with_progress(files, total=len(files)):
        piped = str(file) == "-"
        name = "standard input" if piped else file.name
        try:
            results = list(work(sys.stdin.buffer.read() if piped else file, name=name))
        except (ReadError, OSError) as error:
            complain(str(error) if file.name in str(error) else f"{name}: {error}")
        except Exception as error:  # a fault of ours: the other files are still worth having
            at = traceback.extract_tb(error.__traceback__)[-1]
            complain(f"{name}: internal error, {type(error).__name__}: {error} ({Path(at.filename).name}:{at.lineno})")
        else:
            yield from zip((name, *(f"{name}#{k}" for k in range(2, len(results) + 1))), results, strict=True)
            continue
        unusable.append(file)
