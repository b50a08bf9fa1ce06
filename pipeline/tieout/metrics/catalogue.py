"""The canonical metrics as `rules/metrics.toml` has them, and what one becomes in another unit."""

from dataclasses import dataclass
from functools import cache
from typing import Any, Literal, get_args

from tieout.facts import Aspect, UnitKind
from tieout.rules import RulesError, load_rules
from tieout.tables import TableKind

PeriodType = Literal["duration", "instant"]
Balance = Literal["credit", "debit", "signed"]


@dataclass(frozen=True, slots=True)
class Formula:
    """`left operator right` over three metrics' values: how one follows from two others."""

    left: str
    operator: Literal["+", "-", "/"]
    right: str


@dataclass(frozen=True, slots=True)
class Metric:
    """A canonical metric: its US GAAP concepts, the kinds of unit it comes in, and how it is signed.

    `balance` is "signed" where losses, benefits or cash used are negative; "credit" and "debit" ones are stated
    positive, whatever sign a table prints. `adjusted` is its non-GAAP counterpart; `breakdown` says that rows under
    a heading of its name are parts of it; `not_in` lists tables whose rows of the name are something else. `wide` says
    that rows of different extent share the name, `either_sign` that tables print it with either sign.
    """

    name: str
    us_gaap: str | None
    concepts: tuple[str, ...]
    kinds: tuple[UnitKind, ...]
    period_type: PeriodType
    balance: Balance
    non_gaap: bool
    adjusted: str | None
    breakdown: bool
    not_in: tuple[TableKind, ...]
    wide: bool
    either_sign: bool
    formulas: tuple[Formula, ...]

    @property
    def signed(self) -> bool:
        """Whether its values may be negative."""
        return self.balance == "signed"


@cache
def metrics() -> dict[str, Metric]:
    """Every metric by name, in the order of the rule files. Raises `RulesError` for an entry that cannot be used."""
    rules = load_rules("metrics")["metric"]
    for name, rule in rules.items():
        _check(name, rule)
    return {
        name: Metric(
            name=name,
            us_gaap=rule.get("us_gaap"),
            concepts=tuple(rule.get("concepts", ())),
            kinds=tuple(rule["kinds"]),
            period_type=rule["period_type"],
            balance=rule["balance"],
            non_gaap=rule.get("non_gaap", False),
            adjusted=rule.get("adjusted"),
            breakdown=rule.get("breakdown", False),
            not_in=tuple(rule.get("not_in", ())),
            wide=rule.get("wide", False),
            either_sign=rule.get("either_sign", False),
            formulas=tuple(Formula(*text.split()) for text in rule.get("formula", ())),
        )
        for name, rule in rules.items()
    }


def _check(name: str, rule: dict[str, Any]) -> None:
    """That an entry says what it has to, in words that there are."""
    if missing := [key for key in ("kinds", "period_type", "balance", "names") if key not in rule]:
        raise RulesError(f"metric {name!r} lacks {', '.join(missing)}")
    told = (("kinds", rule["kinds"], UnitKind), ("period_type", [rule["period_type"]], PeriodType))
    for key, values, allowed in (*told, ("balance", [rule["balance"]], Balance)):
        if unknown := [value for value in values if value not in get_args(allowed)]:
            raise RulesError(f"metric {name!r}: no {key} {unknown[0]!r}; there are: {', '.join(get_args(allowed))}")


def metric(name: str) -> Metric:
    """The metric called `name`. Raises `KeyError` that lists the names there are.

    >>> metric("NetIncomeLoss").signed, metric("Cash").period_type
    (True, 'instant')
    """
    try:
        return metrics()[name]
    except KeyError:
        raise KeyError(f"no metric {name!r}; there are: {', '.join(metrics())}") from None


def metric_for_unit(name: str, kind: UnitKind, *, aspect: Aspect = "level") -> str | None:
    """What the metric called `name` becomes for a figure of this `kind`; `None` where it cannot have one.

    A change in percent is a change of the metric itself; one in points is of its margin or ratio.

    >>> metric_for_unit("NetIncomeLoss", "per share"), metric_for_unit("GrossProfit", "percent")
    ('EarningsPerShare', 'GrossMargin')
    >>> metric_for_unit("GrossProfit", "percent", aspect="change"), metric_for_unit("Revenues", "percent")
    ('GrossProfit', None)
    """
    measured = metric(name)
    if kind in measured.kinds or (kind == "percent" and aspect == "change"):
        return name
    if kind == "points" and "percent" in measured.kinds:
        return name
    return _units()[name].get(kind)


@cache
def _units() -> dict[str, dict[str, str]]:
    return {name: rule.get("units", {}) for name, rule in load_rules("metrics")["metric"].items()}
