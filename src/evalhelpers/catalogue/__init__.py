"""What each indicator is, and the frozen rules that decide its numbers.

The definitions are those of the evaluation method; nothing is computed here.
"""

from __future__ import annotations

from evalhelpers.catalogue import accountability, business, causes, delivery, money, poverty
from evalhelpers.catalogue.accountability import TO_BE_EXPLAINED, rupiah_chain
from evalhelpers.catalogue.model import (
    CAUSES,
    COLUMNS,
    GAINS,
    KEY,
    LEVELS,
    LOSSES,
    STATUSES,
    UNMONITORED,
    Indicator,
    Measure,
    Rules,
)
from evalhelpers.catalogue.printed import NOT_COUNTED, UNIT_NAMES, page, units
from evalhelpers.errors import DataError

__all__ = [
    "CAUSES",
    "COLUMNS",
    "GAINS",
    "INDICATORS",
    "KEY",
    "LEVELS",
    "LOSSES",
    "NOT_COUNTED",
    "STATUSES",
    "TO_BE_EXPLAINED",
    "UNIT_NAMES",
    "UNMONITORED",
    "Indicator",
    "Measure",
    "Rules",
    "indicator",
    "page",
    "rupiah_chain",
    "units",
]

_FAMILIES = (delivery, business, money, causes, poverty, accountability)
# B10 comes after B9.
INDICATORS: dict[str, Indicator] = {
    item.code: item
    for item in sorted(
        (i for family in _FAMILIES for i in family.INDICATORS), key=lambda i: (i.code[0], int(i.code[1:]))
    )
}


def indicator(code: str) -> Indicator:
    """Return one indicator.

    Raises
    ------
    DataError
        If there is none of that code.
    """
    try:
        return INDICATORS[code]
    except KeyError:
        raise DataError(f"Indikator {code!r} tidak ada; yang ada: {', '.join(INDICATORS)}") from None
