"""One public cell → one table cell: text under its fact id, or the mark that stands for no number."""

from __future__ import annotations

from evalhelpers import formats
from evalhelpers.blocks import Fact, Span
from evalhelpers.catalogue import INDICATORS
from evalhelpers.disclosure import Cell, Public
from evalhelpers.narrative import Voice

# Measures that count rupiah, though their indicator counts something else.
_MONEY = frozenset({"E2.belum_rp", "E3.rp", "E4.rp", "E5.rp"})
_COSTS = "E6"  # rupiah by persons
_CHANGES = frozenset({"D3.utama"})


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


def is_money(cell: Cell) -> bool:
    """Say whether numerator and denominator are rupiah."""
    return INDICATORS[cell.code].counts == "money" or f"{cell.code}.{cell.measure}" in _MONEY


def amount(cell: Cell | None, voice: Voice) -> Span:
    """Write what a value was made from: "33 dari 41", "Rp2 juta dari Rp9 juta", "41 penerima"."""
    if cell is None or cell.hidden or not (cell.denominator or cell.numerator):
        return mark(cell, voice)
    words = voice.displays
    if cell.numerator is None:
        text = words.COUNTED[INDICATORS[cell.code].counts].format(n=_counted(cell, "denominator", voice))
        return fact(cell, "denominator", text)
    own = words.AMOUNTS.get(f"{cell.code}.{cell.measure}") or words.AMOUNTS.get(cell.code)
    if own is None:
        return met_of_known(cell, voice)
    numbers = {column: _counted(cell, column, voice) for column in ("numerator", "denominator")}
    return fact(cell, "numerator", own.format(**numbers))


def unknown(cell: Cell | None, voice: Voice) -> Span:
    """Write how many, or how much, is not known."""
    if cell is None or cell.hidden or cell.missing is None:
        return mark(cell, voice)
    return fact(cell, "missing", _counted(cell, "missing", voice))


def _counted(cell: Cell, column: str, voice: Voice) -> str:
    number = getattr(cell, column) or 0
    money = is_money(cell) or (cell.code == _COSTS and column == "numerator")
    # Nothing unknown is no amount.
    write = formats.rupiah_short if money and (number or column != "missing") else formats.count
    return write(number, language=voice.language)


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
    amounts = [_counted(cell, column, voice) for column in ("numerator", "denominator")]
    return fact(cell, "numerator", voice.displays.OF.format(met=amounts[0], known=amounts[1]))


def with_percent(cell: Cell | None, voice: Voice) -> Span:
    """Write "33 dari 41 (80,5%)", without the percentage where there is none."""
    text = met_of_known(cell, voice)
    percentage = percent(cell, voice)
    if isinstance(text, str) or isinstance(percentage, str):
        return text
    return Fact(text.id, text.value, f"{text.text} ({percentage.text})")


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
    """Write the 95% interval, in the value's own unit."""
    if cell is None or cell.hidden or cell.low is None or cell.high is None:
        return mark(cell, voice)
    ends = [_figure(cell, end, voice) for end in (cell.low, cell.high)]
    if formats.MISSING in ends:
        return str(voice.verdicts.NONE)
    return fact(cell, "low", voice.displays.RANGE.format(low=ends[0], high=ends[1]))


def value(cell: Cell | None, voice: Voice) -> Span:
    """Write a value in its unit: per cent, rupiah, days, times, criteria, persons."""
    if cell is None or cell.hidden or cell.value is None:
        return mark(cell, voice)
    text = _figure(cell, cell.value, voice)
    return str(voice.verdicts.NONE) if text == formats.MISSING else fact(cell, "value", text)


def _figure(cell: Cell, number: float, voice: Voice) -> str:
    name, n = f"{cell.code}.{cell.measure}", int(cell.denominator or 0)
    return formats.figure(number, cell.unit, n, is_change=name in _CHANGES, language=voice.language)
