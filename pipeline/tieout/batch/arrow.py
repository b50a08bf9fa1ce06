"""pyarrow, which is an extra: the core and the text formats do without it."""

from typing import Any

from tieout.extras import load_extra


def arrow(module: str = "pyarrow") -> Any:
    """The module `pyarrow`, or one of its submodules. Raises `ExtraMissingError`."""
    return load_extra(module, needed_for="Parquet", otherwise=", or choose --format jsonl or csv")
