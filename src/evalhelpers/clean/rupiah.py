"""Amounts of money as the field writes them, into whole rupiah."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal

import pandas as pd

from evalhelpers.clean.model import Parsed, by_distinct

_SCALE = {
    **dict.fromkeys(("rb", "ribu", "rban", "ribuan", "k"), 1_000),
    **dict.fromkeys(("jt", "juta", "jutaan", "jtan"), 1_000_000),
    **dict.fromkeys(("milyar", "miliar", "mlr"), 1_000_000_000),
}
_OTHER_UNIT = re.compile(r"(per|/|se|tiap)\s*-?\s*(hari|hr|minggu|mgg|tahun|thn|orang|bungkus|kg|ekor)")
_PER_MONTH = re.compile(r"(per|/|se|tiap)\s*-?\s*(bulan|bln)\b")
_ABOUT = re.compile(r"^(±|\+/?-|~|sekitar|kira[- ]?kira|kurang lebih|kl\.?|lebih kurang|rata[- ]?rata)\s*")
_RANGE = re.compile(r"\d[\d.,]*\s*[a-z]*\s*(-|–|s/?d\.?|sd|sampai|hingga)\s*(rp\.?)?\s*\d")
_PART = re.compile(r"([\d.,]+)\s*([a-z]*)")
_SCIENCE = re.compile(r"[+-]?\d+([.,]\d+)?e[+-]?\d+")
_LIMIT = Decimal(10) ** 15


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
    return by_distinct(values, kinds, lambda text, kind: _one(text, kind, decimal), "Int64")


def _one(text: str, kind: str, decimal: str) -> tuple[int | None, str]:
    text = text.casefold().replace("−", "-").strip()
    if kind == "number" or _SCIENCE.fullmatch(text):
        return _whole(Decimal(text.replace(",", ".")), "")
    if _OTHER_UNIT.search(text):
        return None, "rupiah_unit"
    text = _PER_MONTH.sub("", text).strip()
    code = "rupiah_low_confidence" if _ABOUT.match(text) else ""
    text = _ABOUT.sub("", text)
    text = re.sub(r"^(-?)\s*(rp|idr)\.?\s*", r"\1", text).strip()
    text = re.sub(r",\s*-+$|\.\s*-+$|=$", "", text).strip()
    negative = bool(re.fullmatch(r"\(.*\)|-.*", text))
    text = re.sub(r"^(rp|idr)\.?\s*", "", text.strip("()").lstrip("-").strip())
    text = re.sub(r"\b(rupiah|rp)\b", "", text).strip()
    if _RANGE.search(text):
        return None, "rupiah_range"
    parts = _PART.findall(text)
    if not parts or _PART.sub("", text).strip():
        return None, "rupiah_unreadable"
    total = Decimal(0)
    for number, word in parts:
        if word not in _SCALE and word:
            return None, "rupiah_unreadable"
        amount, is_sure = _number(number, scaled=bool(word), decimal=decimal)
        if amount is None or (len(parts) > 1 and not word and number != parts[-1][0]):
            return None, "rupiah_unreadable"
        code = code if is_sure else "rupiah_low_confidence"
        total += amount * _SCALE.get(word, 1)
    return _whole(-total if negative else total, code)


def _whole(amount: Decimal, code: str) -> tuple[int | None, str]:
    if not amount.is_finite() or abs(amount) >= _LIMIT:
        return None, "rupiah_unreadable"
    return int(amount.quantize(Decimal(1), rounding=ROUND_HALF_UP)), code


def _number(text: str, *, scaled: bool, decimal: str) -> tuple[Decimal | None, bool]:
    """Read digits with dots and commas; say whether the reading is the only sensible one."""
    text = text.strip(".,") if text[-1:] in ".," else text
    if not re.fullmatch(r"\d[\d.,]*", text):
        return None, True
    if decimal:
        other = "," if decimal == "." else "."
        return _as_decimal(text.replace(other, ""), decimal), True
    dots, commas = text.count("."), text.count(",")
    if dots and commas:
        mark = "." if text.rfind(".") > text.rfind(",") else ","
        other = "," if mark == "." else "."
        whole, _, _ = text.rpartition(mark)
        if not _grouped(whole, other):
            return None, True
        return _as_decimal(text.replace(other, ""), mark), True
    if not dots and not commas:
        return Decimal(text), True
    mark = "." if dots else ","
    if scaled and dots + commas == 1:
        return _as_decimal(text, mark), True
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
