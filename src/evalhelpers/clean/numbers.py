"""Counts, plain numbers and periods."""

from __future__ import annotations

import re

import pandas as pd

from evalhelpers.clean.choices import plain
from evalhelpers.clean.model import Easy, Parsed, by_distinct
from evalhelpers.errors import ParamError
from evalhelpers.periods import Period

_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_COUNT = re.compile(r"([+-]?\d+)(?:[.,]0+)?(?:\s+[a-z/]+)*", re.IGNORECASE)
_EASY = Easy(r"[+-]?[0-9]{1,15}(\.[0-9]+)?", lambda texts: texts.astype("Float64"), ("text", "number"))
_QUARTER = re.compile(r"(?:triwulan|tw|kuartal|q)\s*(i{1,3}|iv|[1-4])")
_HALF = re.compile(r"(?:semester|sem|smt|s)\s*(i{1,2}|[12])")


def parse_count(values: pd.Series, kinds: pd.Series | None = None) -> Parsed:
    """Parse whole numbers, with or without a unit word (``Int64``); code ``count_unreadable``.

    >>> parse_count(pd.Series(["5", "4 orang", "banyak"])).code.tolist()
    ['', '', 'count_unreadable']
    """
    return by_distinct(values, kinds, _count, "Int64")


def parse_number(values: pd.Series, kinds: pd.Series | None = None) -> Parsed:
    """Parse numbers with decimal comma or point (``Float64``); code ``number_unreadable``."""
    return by_distinct(values, kinds, _number, "Float64", _EASY)


def parse_period(values: pd.Series, years: pd.Series) -> Parsed:
    """Parse periods such as ``2025-TW1``, ``TW I 2025`` or ``Triwulan I``; code ``period_unreadable``.

    `years`, on the same index, holds the fiscal year for texts that name none.
    """
    joined = (values.astype("str") + "\n" + years.astype("str").fillna("")).where(values.notna())
    return by_distinct(joined, None, _period, "str")


def _count(text: str, _: str) -> tuple[int | None, str]:
    found = _COUNT.fullmatch(text)
    if not found or len(found[1]) > 12:
        return None, "count_unreadable"
    return int(found[1]), ""


def _number(text: str, _: str) -> tuple[float | None, str]:
    plain_text = text.rstrip("%").strip()
    if plain_text.count(",") == 1 and "." not in plain_text:
        plain_text = plain_text.replace(",", ".")
    if not re.fullmatch(r"[+-]?\d{1,15}(\.\d+)?([Ee][+-]?\d{1,2})?", plain_text):
        return None, "number_unreadable"
    return float(plain_text), ""


def _period(text: str, _: str) -> tuple[str | None, str]:
    words, _, year = text.partition("\n")
    try:
        return str(Period.parse(words.strip().upper())), ""
    except ParamError:
        pass
    key = plain(words)
    stated = re.search(r"\b20\d\d\b", key)
    year = stated[0] if stated else plain(year)[:4]
    key = re.sub(r"\b20\d\d\b|\btahun\b|\bta\b", " ", key).strip()
    if not re.fullmatch(r"20\d\d", year):
        return None, "period_unreadable"
    if found := _QUARTER.fullmatch(key):
        return f"{year}-TW{_ROMAN.get(found[1]) or found[1]}", ""
    if found := _HALF.fullmatch(key):
        return f"{year}-S{_ROMAN.get(found[1]) or found[1]}", ""
    if key in _ROMAN or key in ("1", "2", "3", "4"):
        return f"{year}-TW{_ROMAN.get(key) or key}", ""
    return (year, "") if not key else (None, "period_unreadable")
