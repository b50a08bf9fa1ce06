"""Libraries that only some outputs need: they come with an extra of the package, and are loaded on first use."""

from importlib import import_module
from typing import Any


class ExtraMissingError(ImportError):
    """A library is wanted and not installed; the message says how to get it."""


def load_extra(module: str, *, extra: str, needed_for: str) -> Any:
    """The module. Raises `ExtraMissingError`, which names the extra it comes with."""
    try:
        return import_module(module)
    except ImportError as error:
        name = module.partition(".")[0]
        raise ExtraMissingError(f"{needed_for} needs {name}: pip install 'tieout[{extra}]'") from error
