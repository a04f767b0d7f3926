"""Numbers, money, shares, dates and periods as text; the only place where a number becomes text.

Rounding is half away from zero, from the unrounded value. Missing is "–" for a reader and "" for a
machine.
"""

from __future__ import annotations

import datetime as dt
import math
from decimal import ROUND_HALF_UP, Decimal, localcontext
from typing import Literal

from babel.dates import format_date
from babel.numbers import format_decimal

from evalhelpers.errors import DataError
from evalhelpers.periods import Period

Number = int | float | Decimal
Place = Literal["table", "prose"]

MISSING = "–"
FEW, SEVERAL = 10, 30  # below FEW counts only; below SEVERAL percentages without decimals
_LOCALE = {"id": "id_ID", "en": "en_GB"}
_PERCENT = {"id": " persen", "en": " per cent"}
_POINTS = {"id": " persen poin", "en": " percentage points"}
_COUNTED = {"days": {"id": " hari", "en": " days"}, "contacts": {"id": " kali", "en": " times"}}
_PERIODS = {
    "id": {
        "year": "Tahun {year}",
        "half": "Semester {roman} Tahun {year}",
        "quarter": "Triwulan {roman} Tahun {year}",
        "month": "{month} {year}",
    },
    "en": {
        "year": "{year}",
        "half": "half-year {index} of {year}",
        "quarter": "quarter {index} of {year}",
        "month": "{month} {year}",
    },
}  # fmt: skip
_SHORT_PERIODS = {
    "id": {
        "year": "{year}",
        "half": "Sem. {roman} {year}",
        "quarter": "TW {roman} {year}",
        "month": "{month} {year}",
    },
    "en": {
        "year": "{year}",
        "half": "H{index} {year}",
        "quarter": "Q{index} {year}",
        "month": "{month} {year}",
    },
}
_MILLION = Decimal(10) ** 6
_ROMAN = ("", "I", "II", "III", "IV")
_SCALES = {
    "id": ((Decimal(10) ** 12, "triliun"), (Decimal(10) ** 9, "miliar"), (_MILLION, "juta")),
    "en": ((Decimal(10) ** 12, "trillion"), (Decimal(10) ** 9, "billion"), (_MILLION, "million")),
}


def is_missing(value: Number | None) -> bool:
    """Say whether there is no number."""
    return value is None or (isinstance(value, float) and math.isnan(value)) or value != value


def machine(value: Number | None) -> str:
    """Write a number for a machine: decimal point, at most ten significant digits, "" if missing.

    >>> machine(33 / 41), machine(1500000), machine(0.5), machine(None)
    ('0.8048780488', '1500000', '0.5', '')
    """
    if value is None or is_missing(value):
        return ""
    exact = Decimal(repr(float(value))) if isinstance(value, float) else Decimal(str(value))
    with localcontext() as context:
        context.prec, context.rounding = 10, ROUND_HALF_UP
        rounded = +exact
    text = format(rounded, "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in ("-0", "") else text


def rounded(value: Number, digits: int = 0) -> Decimal:
    """Round half away from zero; never a negative zero.

    >>> rounded(0.125, 2), rounded(-2.5)
    (Decimal('0.13'), Decimal('-3'))
    """
    exact = Decimal(repr(float(value))) if isinstance(value, float) else Decimal(str(value))
    result = exact.quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_UP)
    return abs(result) if result == 0 else result


def number(value: Number | None, digits: int = 0, *, language: str = "id") -> str:
    """Write a number with thousands groups and a fixed number of decimals.

    >>> number(1460), number(-0.04, 1), number(5.54, 2)
    ('1.460', '0,0', '5,54')
    """
    if value is None or is_missing(value):
        return MISSING
    pattern = "#,##0" + ("." + "0" * digits if digits else "")
    text: str = format_decimal(rounded(value, digits), format=pattern, locale=_LOCALE[language])
    return text.replace("-", "−")


def count(value: Number | None, *, language: str = "id") -> str:
    """Write a whole number of persons or things.

    >>> count(1460)
    '1.460'
    """
    return number(value, 0, language=language)


def decimals(n: int) -> int:
    """Return the decimals of a percentage over `n`: none under 30, one from 30."""
    return 1 if n >= SEVERAL else 0


def share(value: Number | None, n: int, *, language: str = "id", place: Place = "table") -> str:
    """Write a share (0 to 1) over `n` as a percentage; under 10 only counts are given.

    >>> share(33 / 48, 48), share(33 / 48, 48, place="prose"), share(0.75, 20), share(0.5, 8)
    ('68,8%', '68,8 persen', '75%', '–')
    """
    if value is None or is_missing(value) or n < FEW:
        return MISSING
    text = number(Decimal(repr(float(value))) * 100, decimals(n), language=language)
    return text + ("%" if place == "table" else _PERCENT[language])


def gap(value: Number | None, n: int, *, language: str = "id") -> str:
    """Write the size of a difference of shares over `n` in percentage points, without a sign.

    >>> gap(-0.015, 100)
    '1,5 persen poin'
    """
    if value is None or is_missing(value) or n < FEW:
        return MISSING
    size = abs(Decimal(repr(float(value)))) * 100
    return number(size, decimals(n), language=language) + _POINTS[language]


def figure(
    value: Number | None,
    unit: str,
    n: int,
    *,
    is_change: bool = False,
    language: str = "id",
    place: Place = "table",
) -> str:
    """Write a value of any unit of the catalogue, made over `n`.

    Shares and probabilities are percentages, and nothing under 10, as are means of criteria; medians of
    days and contacts have a decimal only where they are not whole. A change carries its sign.

    >>> figure(0.842, "probability", 41), figure(45, "days", 12), figure(2.5, "contacts", 40)
    ('84,2%', '45 hari', '2,5 kali')
    >>> figure(-0.85, "criteria", 40, is_change=True), figure(3.44, "criteria", 12), figure(1.4, "persons", 5)
    ('−0,85', '3,4', '1,4')
    """
    if value is None or is_missing(value):
        return MISSING
    if unit in ("share", "probability"):
        return share(value, n, language=language, place=place)
    if unit == "rp":
        return rupiah(value, language=language)
    if unit == "criteria":
        if n < FEW:
            return MISSING
        digits = decimals(n) + 1
        text = number(value, digits, language=language)
        return f"+{text}" if is_change and rounded(value, digits) > 0 else text
    whole = rounded(value, 1) == rounded(value)
    return number(value, 0 if whole else 1, language=language) + _COUNTED.get(unit, {}).get(language, "")


def rupiah(value: Number | None, *, language: str = "id") -> str:
    """Write money in full.

    >>> rupiah(1500000), rupiah(-2500)
    ('Rp1.500.000', '−Rp2.500')
    """
    if value is None or is_missing(value):
        return MISSING
    text = number(abs(rounded(value)), language=language)
    return f"{'−' if rounded(value) < 0 else ''}Rp{text}"


def rupiah_short(value: Number | None, *, language: str = "id") -> str:
    """Write money for reading: `Rp1,25 miliar`, `Rp125 juta`; under a million in full.

    >>> rupiah_short(1_250_000_000), rupiah_short(125_000_000), rupiah_short(850_000)
    ('Rp1,25 miliar', 'Rp125 juta', 'Rp850.000')
    """
    if value is None or is_missing(value):
        return MISSING
    size = abs(rounded(value))
    for scale, word in _SCALES[language]:
        # 999,999,999 rounds up to the next scale: "Rp1 miliar", never "Rp1.000 juta".
        below = scale / 1000 if scale > _MILLION else 1
        if rounded(size / below, 2) * below >= scale:
            text = number(size / scale, 2, language=language)
            sign = format_decimal(Decimal("1.1"), locale=_LOCALE[language])[1]
            text = text.rstrip("0").rstrip(sign) if sign in text else text
            return f"{'−' if rounded(value) < 0 else ''}Rp{text} {word}"
    return rupiah(value, language=language)


def date(value: dt.date | str, *, language: str = "id") -> str:
    """Write a date in full; text must be ISO.

    >>> date("2025-03-12")
    '12 Maret 2025'
    """
    day = dt.date.fromisoformat(value) if isinstance(value, str) else value
    return str(format_date(day, "d MMMM y", locale=_LOCALE[language]))


def period(value: Period | str, *, language: str = "id") -> str:
    """Write a period in full.

    >>> period("2025-TW3"), period("2025-S1"), period("2025-06")
    ('Triwulan III Tahun 2025', 'Semester I Tahun 2025', 'Juni 2025')
    """
    one = Period.parse(value) if isinstance(value, str) else value
    month = format_date(one.start, "MMMM", locale=_LOCALE[language])
    roman = _ROMAN[one.index] if one.kind in ("half", "quarter") else ""
    return _PERIODS[language][one.kind].format(year=one.year, index=one.index, roman=roman, month=month)


def period_short(value: Period | str, *, language: str = "id") -> str:
    """Write a period for the axis of a figure.

    >>> period_short("2025-TW3"), period_short("2025-S1"), period_short("2025-06"), period_short("2025")
    ('TW III 2025', 'Sem. I 2025', 'Jun 2025', '2025')
    """
    one = Period.parse(value) if isinstance(value, str) else value
    month = format_date(one.start, "MMM", locale=_LOCALE[language])
    roman = _ROMAN[one.index] if one.kind in ("half", "quarter") else ""
    template = _SHORT_PERIODS[language][one.kind]
    return template.format(year=one.year, index=one.index, roman=roman, month=month)


_UNITS = (
    "",
    "satu",
    "dua",
    "tiga",
    "empat",
    "lima",
    "enam",
    "tujuh",
    "delapan",
    "sembilan",
    "sepuluh",
    "sebelas",
)
_THOUSANDS = ("", "ribu", "juta", "miliar", "triliun")


def terbilang(value: int, *, currency: str = "rupiah") -> str:
    """Write a whole amount in Indonesian words.

    >>> terbilang(1_500_000)
    'satu juta lima ratus ribu rupiah'
    >>> terbilang(0)
    'nol rupiah'

    Raises
    ------
    DataError
        From a thousand trillion on.
    """
    if abs(value) >= 10**15:
        raise DataError(f"{value} terlalu besar untuk ditulis dengan huruf")
    groups, rest = [], abs(value)
    for word in _THOUSANDS:
        rest, group = divmod(rest, 1000)
        if group == 1 and word == "ribu":
            groups.append("seribu")
        elif group:
            groups.append(f"{_hundreds(group)} {word}".strip())
    words = " ".join(reversed(groups)) or "nol"
    return f"{'minus ' if value < 0 else ''}{words} {currency}".strip()


def _hundreds(value: int) -> str:
    if value < 12:
        return _UNITS[value]
    if value < 20:
        return f"{_UNITS[value - 10]} belas"
    if value < 100:
        return f"{_UNITS[value // 10]} puluh {_UNITS[value % 10]}".strip()
    hundreds = "seratus" if value < 200 else f"{_UNITS[value // 100]} ratus"
    return f"{hundreds} {_hundreds(value % 100)}".strip() if value % 100 else hundreds
