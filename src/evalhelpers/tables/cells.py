"""One public cell → one table cell: text under its fact id, or the mark that stands for no number."""

from __future__ import annotations

from evalhelpers import formats
from evalhelpers.blocks import Fact, Span
from evalhelpers.catalogue import INDICATORS
from evalhelpers.disclosure import Cell, Public
from evalhelpers.narrative import Voice


def cell_of(public: Public, code: str, measure: str, group: str, period: str) -> Cell | None:
    """Return one public cell, and refuse anything that disclosure did not make."""
    if not isinstance(public, Public):
        raise TypeError(f"tables menerima hasil disclosure.protect, bukan {type(public).__name__}")
    return public.cell(code, measure, group, period)


def fact(cell: Cell, column: str, text: str) -> Fact:
    """Return a number of a cell as text under its fact id."""
    return Fact(cell.fact_id(column), formats.machine(getattr(cell, column)), text)


def mark(cell: Cell | None, voice: Voice) -> str:
    """Return what stands for a number that is hidden or not there."""
    return cell.hidden if cell is not None and cell.hidden else str(voice.verdicts.NONE)


def everyone(cell: Cell) -> float:
    """Return N: those known and those not."""
    return (cell.denominator or 0) + (cell.missing or 0)


def count(cell: Cell | None, column: str, voice: Voice) -> Span:
    """Write one of the counts."""
    value = None if cell is None or cell.hidden else getattr(cell, column)
    if cell is None or value is None:
        return mark(cell, voice)
    return fact(cell, column, formats.count(value, language=voice.language))


def amount(cell: Cell, column: str, voice: Voice) -> Span:
    """Write a count, or money where the indicator counts money."""
    money = INDICATORS[cell.code].counts == "money"
    return rupiah(cell, column, voice) if money and column != "missing" else count(cell, column, voice)


def rupiah(cell: Cell, column: str, voice: Voice) -> Span:
    """Write an amount of money in full."""
    value = None if cell.hidden else getattr(cell, column)
    if value is None:
        return mark(cell, voice)
    return fact(cell, column, formats.rupiah(value, language=voice.language))


def met_of_known(cell: Cell | None, voice: Voice) -> Span:
    """Write "33 dari 41"."""
    if cell is None or cell.hidden or cell.numerator is None or not cell.denominator:
        return mark(cell, voice)
    if INDICATORS[cell.code].counts == "money":
        amounts = [
            formats.rupiah_short(x, language=voice.language) for x in (cell.numerator, cell.denominator)
        ]
        text = voice.displays.OF.format(met=amounts[0], known=amounts[1])
    else:
        text = voice.of(cell.numerator, cell.denominator)
    return fact(cell, "numerator", text)


def of_everyone(cell: Cell | None, voice: Voice) -> Span:
    """Write "33 dari 48", over all persons."""
    if cell is None or cell.hidden or cell.numerator is None or not everyone(cell):
        return mark(cell, voice)
    return fact(cell, "numerator", voice.of(cell.numerator, everyone(cell)))


def percent(cell: Cell | None, voice: Voice) -> Span:
    """Write the share; none where the denominator is too small for a percentage."""
    if cell is None or cell.hidden or cell.value is None:
        return mark(cell, voice)
    text = voice.percent(cell.value, cell.denominator or 0)
    return fact(cell, "value", text) if text else str(voice.verdicts.NONE)


def bound(cell: Cell | None, column: str, voice: Voice) -> Span:
    """Write one end of what is possible."""
    value = None if cell is None or cell.hidden else getattr(cell, column)
    if cell is None or value is None:
        return mark(cell, voice)
    text = voice.percent(value, everyone(cell)) if (cell.denominator or 0) >= formats.FEW else ""
    return fact(cell, column, text) if text else str(voice.verdicts.NONE)


def possible(cell: Cell | None, voice: Voice) -> Span:
    """Write "68,8%–83,3%"; nothing where everyone is known."""
    if cell is None or cell.hidden or cell.bound_low is None or cell.bound_high is None or not everyone(cell):
        return mark(cell, voice)
    ends = [voice.percent(x, everyone(cell)) for x in (cell.bound_low, cell.bound_high)]
    # Nobody unknown: there is nothing to bound.
    if not all(ends) or not cell.missing or (cell.denominator or 0) < formats.FEW:
        return str(voice.verdicts.NONE)
    return fact(cell, "bound_low", voice.displays.RANGE.format(low=ends[0], high=ends[1]))


def interval(cell: Cell | None, voice: Voice) -> Span:
    """Write the 95% interval."""
    if (
        cell is None
        or cell.hidden
        or cell.low is None
        or cell.high is None
        or (cell.denominator or 0) < formats.FEW
    ):
        return mark(cell, voice)
    ends = [voice.percent(x, cell.denominator or 0) for x in (cell.low, cell.high)]
    return fact(cell, "low", voice.displays.RANGE.format(low=ends[0], high=ends[1]))


def money(cell: Cell | None, voice: Voice) -> Span:
    """Write a value in rupiah, or a relative change as a share."""
    if cell is None or cell.hidden or cell.value is None:
        return mark(cell, voice)
    if cell.unit == "share":
        return percent(cell, voice)
    return fact(cell, "value", formats.rupiah(cell.value, language=voice.language))
