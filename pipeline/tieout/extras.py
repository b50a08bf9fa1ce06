"""Libraries that only some outputs need: they come with an extra of the package, and are loaded on first use."""

from importlib import import_module
from typing import Any


class ExtraMissingError(ImportError):
    """A library is wanted and not installed; the message says how to get it."""


def load_extra(module: str, *, needed_for: str, otherwise: str = "") -> Any:
    """The module. Raises `ExtraMissingError`: what it is needed for, how to get it, and what to do `otherwise`.

    >>> load_extra("numpie.core", needed_for="a guess", otherwise=", or think")
    Traceback (most recent call last):
    tieout.extras.ExtraMissingError: a guess needs numpie: pip install numpie, or think
    """
    try:
        return import_module(module)
    except ImportError as error:
        name = module.partition(".")[0]
        raise ExtraMissingError(f"{needed_for} needs {name}: pip install {name}{otherwise}") from error
