"""A numeral with what rules may look at, and what a rule decides."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from tieout.frozen import quick
from tieout.tag.antecedents import Nouns
from tieout.tag.printed import Printed


@quick
@dataclass(frozen=True, slots=True)
class Unit:
    """What a rule has decided: the unit, the rule's name, the noun's words as printed and where they end."""

    name: str
    rule: str
    noun: str | None = None
    end: int = 0


NO_FIGURE = Unit("", "no figure")
"""What a rule says of a numeral that is no figure: no later rule is asked."""


@quick
@dataclass(frozen=True, slots=True)
class Reading:
    """A numeral in its text, and what is known of its sentence, which begins at `sentence`.

    `following` is the unit of the next numeral where both stand in one list, `preceding` that of the last thing counted
    or priced in the sentence, `money` the currency of the last amount in it, `currency` the text's, if it has but one;
    `prior` is the last figure before it in the sentence and its unit, `nouns` are the text's.
    `ranged` numerals are ends of a range.
    """

    text: str
    numeral: Printed
    sentence: int
    following: Unit | None = None
    preceding: Unit | None = None
    money: str | None = None
    currency: str | None = None
    prior: tuple[Printed, Unit] | None = None
    nouns: Nouns | None = None
    ranged: bool = False


Rule = Callable[[Reading], Unit | None]
"""A rule decides on a unit, on `NO_FIGURE`, or, with `None`, leaves the decision to the rules after it."""


def first(rules: Sequence[Rule], reading: Reading) -> Unit | None:
    """What the first rule decides that decides anything."""
    for rule in rules:
        unit = rule(reading)
        if unit is not None:
            return unit
    return None
