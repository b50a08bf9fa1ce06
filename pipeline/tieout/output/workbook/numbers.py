"""Quantities as Excel holds and shows them."""

import re
from decimal import Decimal

from tieout.facts import Quantity

EXACT_DIGITS = 15
"""Significant digits of a number that Excel keeps."""
THOUSANDS = {1: "", 10**3: ",", 10**6: ",,", 10**9: ",,,"}
"""What makes a format show a number in thousands, millions, billions."""
NOT_NUMERAL = re.compile(r"[^0-9.]")
MOST_DECIMALS = 12
PERCENT = 100


def quantity_to_number(quantity: Quantity) -> float | None:
    """The number in a cell: base units, a percentage as a fraction; `None` where Excel would lose digits of it.

    >>> quantity_to_number(Quantity(Decimal("7.6"), "%", Decimal("0.1")))
    0.076
    >>> quantity_to_number(Quantity(Decimal("12345678901234567"), "USD", Decimal(1))) is None
    True
    """
    value = quantity.value / PERCENT if quantity.unit == "%" else quantity.value
    digits = value.normalize().as_tuple()
    if not value.is_finite() or len(digits.digits) > EXACT_DIGITS or abs(value.adjusted()) > PERCENT:
        return None
    return float(value)


def number_format(quantity: Quantity, *, scale: int = 1, brackets: bool = False) -> str:
    """The number format that shows the digits stated: in units of `scale` where it is thousands, millions or billions.

    `brackets` shows negative numbers as statements do.

    >>> number_format(Quantity(Decimal("486200000"), "USD", Decimal(100000)), scale=10**6)
    '#,##0.0,,'
    >>> number_format(Quantity(Decimal("-0.31"), "USD/share", Decimal("0.01")), brackets=True)
    '#,##0.00_);(#,##0.00)'
    >>> number_format(Quantity(Decimal("7.6"), "%", Decimal("0.1")))
    '0.0%'
    """
    if quantity.unit == "%":
        shown = f"0{_decimals(quantity.step)}%"
    elif quantity.unit == "x":
        shown = f'#,##0{_decimals(quantity.step)}"x"'
    else:
        scale = scale if scale in THOUSANDS else 1
        shown = f"#,##0{_decimals(quantity.step / scale)}{THOUSANDS[scale]}"
    return f"{shown}_);({shown})" if brackets else shown


def printed_scale(text: str, value: Decimal) -> int:
    """In which thousands a cell prints its value: 1 where in none.

    >>> printed_scale("$ 84,613", Decimal(84613000)), printed_scale("0.52", Decimal("0.52"))
    (1000, 1)
    """
    digits = NOT_NUMERAL.sub("", text)
    if not digits.replace(".", "", 1).isdecimal() or not Decimal(digits):
        return 1
    ratio = abs(value) / Decimal(digits)
    return int(ratio) if ratio in THOUSANDS else 1


def last_digit(value: Decimal) -> Decimal:
    """The weight of a number's last digit that is not zero.

    >>> last_digit(Decimal("7.638")), last_digit(Decimal("34500000.0"))
    (Decimal('0.001'), Decimal('1E+5'))
    """
    exponent = value.normalize().as_tuple().exponent
    return Decimal(1).scaleb(exponent) if isinstance(exponent, int) else Decimal(1)


def _decimals(step: Decimal) -> str:
    """The places after the point that a last digit of this weight needs."""
    places = min(MOST_DECIMALS, max(0, -last_digit(step).adjusted()))
    return "." + "0" * places if places else ""
