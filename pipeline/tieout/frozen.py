"""Frozen dataclasses that are quick to make."""

from dataclasses import MISSING, fields
from typing import Any, TypeVar

T = TypeVar("T")


def quick(cls: type[T]) -> type[T]:
    """A frozen dataclass with slots, with an `__init__` that takes half the time; to be put above `@dataclass`.

    The one that `dataclass` writes looks each field up by name, through `object.__setattr__`; a release is some 15,000
    values of a few fields each. This one calls the slots themselves. The class is as frozen as before. It has no
    `default_factory` and no `__post_init__`.

    >>> from dataclasses import dataclass
    >>> @quick
    ... @dataclass(frozen=True, slots=True)
    ... class Span:
    ...     start: int
    ...     end: int = 0
    >>> Span(3), Span(start=1, end=2) == Span(1, 2)
    (Span(start=3, end=0), True)
    """
    names = [field.name for field in fields(cls)]  # type: ignore[arg-type]
    scope: dict[str, Any] = {f"_set_{name}": cls.__dict__[name].__set__ for name in names}
    arguments = []
    for field in fields(cls):  # type: ignore[arg-type]
        assert field.init and not field.kw_only and field.default_factory is MISSING
        scope[f"_default_{field.name}"] = field.default
        arguments.append(field.name if field.default is MISSING else f"{field.name}=_default_{field.name}")
    body = "".join(f"\n  _set_{name}(self, {name})" for name in names)
    exec(f"def __init__(self, {', '.join(arguments)}):{body}", scope)
    scope["__init__"].__qualname__ = f"{cls.__qualname__}.__init__"
    cls.__init__ = scope["__init__"]  # type: ignore[method-assign]
    return cls
