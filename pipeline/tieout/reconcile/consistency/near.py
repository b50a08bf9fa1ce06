"""What is compared with what: everything of one thing, in a release; what is near it, in a file of many."""

from collections.abc import Iterator, Sequence
from typing import TypeVar

NEAR = 32
"""Rows, or facts, of one thing that one of them is compared with: more than a release has."""

T = TypeVar("T")


def near_pairs(group: Sequence[T]) -> Iterator[tuple[T, T]]:
    """Every two of a group, but for those far apart in a long one: time stays linear in the copies of a release.

    >>> list(near_pairs("abc"))
    [('a', 'b'), ('a', 'c'), ('b', 'c')]
    """
    for k, one in enumerate(group):
        yield from ((one, other) for other in group[k + 1 : k + 1 + NEAR])
