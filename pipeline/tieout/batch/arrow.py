"""pyarrow, which is an extra: the core and the text formats do without it."""

from importlib import import_module
from typing import Any


class ArrowMissingError(ImportError):
    """pyarrow is wanted and not installed; the message says how to get it."""


def arrow(module: str = "pyarrow") -> Any:
    """The module `pyarrow`, or one of its submodules. Raises `ArrowMissingError`."""
    try:
        return import_module(module)
    except ImportError as error:
        raise ArrowMissingError(
            "Parquet needs pyarrow: pip install 'tieout[batch]', or choose --format jsonl or csv"
        ) from error
