"""Importing this module loads rules and model: for worker processes, and for the server that they are forked from.

It is the one module that does something when it is imported, and nothing but `tieout.workers` should import it. The
server does so once; what it has loaded its workers share, so that one starts in a tenth of a second and costs little
memory.
"""

import gc

gc.disable()  # a quarter of a million values are made to stay: to look through them time and again finds nothing

from tieout.analysis import analyze  # noqa: E402

_TEXT = """\
QUILLWORKS REPORTS FIRST QUARTER RESULTS

DAYTON, Ohio, April 25, 2024 - Quillworks Inc. today reported results for the quarter ended March 31, 2024.

Revenues for the first quarter of 2024 rose 5% to $7.4 million, or $0.12 per share, from a year ago. The company sold
1.2 million short tons, 300 gizmos and five million shares, and expects sales of $30 to $31 million for fiscal 2024.

"We sold more," said Ada Quill, chief executive officer.

                             QUILLWORKS INC.
                     STATEMENTS OF OPERATIONS
                          (in thousands)

                                   Three months ended
                                        March 31,
                                     2024        2023
                                   --------    --------
Revenues                            $7,391      $7,040
Cost of revenues                     4,100       3,900
"""
_PAGE = (
    f"<html><body><p>{_TEXT[:600]}</p><table><tr><td>Revenues</td><td>$</td><td>7,391</td></tr></table></body></html>"
)

try:
    for release in (_TEXT, _PAGE):
        analyze(release)
except Exception as error:  # the server would end with any other kind; a worker then tells
    raise ImportError(f"rules and model cannot be loaded: {error}") from error
gc.enable()
gc.collect()
gc.freeze()  # they stay: no collection needs to look at them again
