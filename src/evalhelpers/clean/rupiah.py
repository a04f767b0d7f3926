"""Amounts of money as the field writes them, into whole rupiah."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal

import pandas as pd

from evalhelpers.clean.model import Easy, Parsed, by_distinct

_SCALE = {
    **dict.fromkeys(("rb", "ribu", "rban", "ribuan", "k"), 1_000),
    **dict.fromkeys(("jt", "juta", "jutaan", "jtan"), 1_000_000),
    **dict.fromkeys(("milyar", "miliar", "mlr"), 1_000_000_000),
}
_OTHER_UNIT = re.compile(r"(per|/|se|tiap)\s*-?\s*(hari|hr|minggu|mgg|tahun|thn|orang|bungkus|kg|ekor)")
_PER_MONTH = re.compile(r"(per|/|se|tiap)\s*-?\s*(bulan|bln)\b")
_ABOUT = re.compile(r"^(±|\+/?-|~|sekitar|kira[- ]?kira|kurang lebih|kl\.?|lebih kurang|rata[- ]?rata)\s*")
_RANGE = re.compile(r"\d[\d.,]*\s*[a-z]*\s*(-|s/?d\.?|sd|sampai|hingga)\s*(rp\.?)?\s*\d")
_PART = re.compile(r"(\d[\d.,]*)\s*([a-z]*)")
_SCIENCE = re.compile(r"[+-]?\d{1,20}([.,]\d{1,20})?e[+-]?\d{1,3}")
_NUMBER = re.compile(rf"[+-]?\d{{1,20}}(\.\d+)?|{_SCIENCE.pattern}")
_SPACED = re.compile(r"\d{1,3}( \d{3})+")
_LIMIT = Decimal(10) ** 15
# Digits alone, or in groups with dots, as most amounts are written.
_EASY = Easy(
    r"(?i:rp\.? ?)?([0-9]{1,15}|[0-9]{1,3}(\.[0-9]{3}){1,4})(,-|,00)?",
    lambda texts: texts.str.replace(r"(,-|,00)$|[^0-9]", "", regex=True).astype("Int64"),
)


def parse(values: pd.Series, kinds: pd.Series | None = None, *, decimal: str = "") -> Parsed:
    """Parse a column of amounts.

    Parameters
    ----------
    values, kinds
        Texts, and the kind of each cell; a number cell is taken as the number it is.
    decimal
        The decimal mark where the source states it; else it is told per cell.

    Returns
    -------
    Parsed
        Whole rupiah (``Int64``), rounded half away from zero. Codes: ``rupiah_unreadable``,
        ``rupiah_range``, ``rupiah_unit`` (per day or week: not converted), ``rupiah_low_confidence``
        (``1,500`` or "about": read, but to be looked at).

    Examples
    --------
    >>> texts = pd.Series(["Rp 1.500.000", "1,5 jt", "750rb", "(2.000)", "1-2 juta"])
    >>> parse(texts).value.tolist()
    [1500000, 1500000, 750000, -2000, <NA>]
    """
    easy = None if decimal else _EASY
    return by_distinct(values, kinds, lambda text, kind: _one(text, kind, decimal), "Int64", easy)


def _one(text: str, kind: str, decimal: str) -> tuple[int | None, str]:
    text = re.sub("[−–—]", "-", text.casefold()).lstrip("'")
    if (_NUMBER if kind == "number" else _SCIENCE).fullmatch(text):
        return _whole(Decimal(text.replace(",", ".")), "")
    if _OTHER_UNIT.search(text):
        return None, "rupiah_unit"
    text = _PER_MONTH.sub("", text).strip()
    code = "rupiah_low_confidence" if _ABOUT.match(text) else ""
    text, negative = _unsigned(_ABOUT.sub("", text))
    if not text:
        return None, ""  # "Rp -", which is how a spreadsheet shows nothing
    if _RANGE.search(text):
        return None, "rupiah_range"
    amount, is_sure = _sum(text, decimal)
    if amount is None:
        return None, "rupiah_unreadable"
    return _whole(-amount if negative else amount, code if is_sure else "rupiah_low_confidence")


def _unsigned(text: str) -> tuple[str, bool]:
    """Return the text without currency, sign and closing dash, and whether it is negative."""
    text = re.sub(r"^([+-]?)\s*(rp|idr)\.?\s*", r"\1", text).strip()
    text = re.sub(r"[,.]\s*-+$|=$|\brupiah$|\brp$", "", text).strip()
    negative = bool(re.fullmatch(r"\(.*\)|-.*", text))
    text = text[1:-1] if text.startswith("(") and negative else text.lstrip("+-")
    return re.sub(r"^\s*(rp|idr)\.?\s*", "", text).strip(), negative


def _sum(text: str, decimal: str) -> tuple[Decimal | None, bool]:
    """Add up the parts of an amount such as "1 juta 500 ribu", each smaller than the one before."""
    if _SPACED.fullmatch(text):
        text = text.replace(" ", "")
    parts = _PART.findall(text)
    if not parts or _PART.sub("", text).strip():
        return None, True
    total, is_sure, above = Decimal(0), True, _LIMIT
    for number, word in parts:
        scale = _SCALE.get(word, 0 if word else 1)
        amount, fits = _number(number, is_scaled=bool(word), decimal=decimal)
        # "1 juta 500" leaves out of what: nobody says it for 1.000.500.
        if (
            not scale
            or amount is None
            or amount * scale >= above
            or (amount < 1000 and scale == 1 < len(parts))
        ):
            return None, True
        total, is_sure, above = total + amount * scale, is_sure and fits, Decimal(scale)
    return total, is_sure


def _whole(amount: Decimal, code: str) -> tuple[int | None, str]:
    if not amount.is_finite() or abs(amount) >= _LIMIT:
        return None, "rupiah_unreadable"
    return int(amount.quantize(Decimal(1), rounding=ROUND_HALF_UP)), code


def _number(text: str, *, is_scaled: bool, decimal: str) -> tuple[Decimal | None, bool]:
    """Read digits with dots and commas; say whether the reading is the only sensible one."""
    text = text.strip(".,") if text[-1:] in ".," else text
    if not re.fullmatch(r"\d[\d.,]*", text):
        return None, True
    dots, commas = text.count("."), text.count(",")
    if decimal or (dots and commas):
        mark = decimal or ("." if text.rfind(".") > text.rfind(",") else ",")
        other = "," if mark == "." else "."
        whole, _, rest = text.partition(mark)
        if other in rest or not (_grouped(whole, other) or whole.isdigit()):
            return None, True
        return _as_decimal(text.replace(other, ""), mark), True
    if not dots and not commas:
        return Decimal(text), True
    mark = "." if dots else ","
    if is_scaled and dots + commas == 1:
        # "1.500 ribu" is fifteen hundred to some and a million and a half to others.
        return _as_decimal(text, mark), not _grouped(text, mark)
    if _grouped(text, mark):
        # "1,500" is fifteen hundred to some and one and a half to others.
        return Decimal(text.replace(mark, "")), mark == "." or commas > 1
    tail = len(text) - text.rfind(mark) - 1
    if dots + commas == 1 and tail != 3:
        return _as_decimal(text, mark), True
    return None, True


def _grouped(text: str, mark: str) -> bool:
    return bool(re.fullmatch(rf"\d{{1,3}}({re.escape(mark)}\d{{3}})*", text))


def _as_decimal(text: str, mark: str) -> Decimal | None:
    return Decimal(text.replace(mark, ".")) if text.count(mark) <= 1 else None
