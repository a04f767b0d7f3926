"""Dates and times as the field writes them: day first, Indonesian months, Excel serials."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

import pandas as pd

from evalhelpers.clean.model import Parsed, by_distinct

WITA = timedelta(hours=8)
_SERIAL_START = date(1899, 12, 30)
SERIALS = (36526, 55153)  # 2000 to 2050
_MONTHS = {
    word: number
    for number, words in enumerate(
        (
            "januari jan january", "februari feb pebruari peb february", "maret mar mrt march", "april apr",
            "mei may", "juni jun june", "juli jul july", "agustus agu agt ags agust aug august",
            "september sep sept", "oktober okt oct october", "november nov nop nopember",
            "desember des dec december",
        ),
        start=1,
    )
    for word in words.split()
}  # fmt: skip
_WEEKDAY = re.compile(r"^(senin|selasa|rabu|kamis|jum'?at|sabtu|minggu|ahad)\s*,?\s*", re.IGNORECASE)
_TIME = re.compile(
    r"[ t]+(pukul\s*)?\d{1,2}[:.]\d{2}([:.]\d{2}(\.\d+)?)?\s*(wita|wib|z|[+-]\d{2}:?\d{2})?$", re.IGNORECASE
)
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
_NUMERIC = re.compile(r"(\d{1,2})\s*[-/.\s]\s*(\d{1,2})\s*[-/.\s]\s*(\d{4}|\d{2})")
_WORDS = re.compile(r"(\d{1,2})\s*[-/.\s]\s*([a-z]+)\.?\s*[-/.,\s]\s*(\d{4}|\d{2})", re.IGNORECASE)
_MONTH_ONLY = re.compile(r"([a-z]+)\.?\s+(\d{4})", re.IGNORECASE)
_STAMP = re.compile(
    r"(?P<day>.+?)[ T]+(?P<h>\d{1,2})[:.](?P<m>\d{2})([:.](?P<s>\d{2})(\.\d+)?)?"
    r"\s*(?P<zone>Z|[+-]\d{2}:?\d{2})?",
    re.IGNORECASE,
)


def parse(values: pd.Series, kinds: pd.Series | None = None) -> Parsed:
    """Parse a column of dates.

    Returns
    -------
    Parsed
        ``datetime64[s]`` at midnight. Codes: ``date_unreadable``, ``date_impossible`` (31 June),
        ``date_month_only`` (read as the 15th), ``date_from_number`` (digits that look like an Excel
        serial in a text cell).

    Examples
    --------
    >>> days = parse(pd.Series(["12/3/2025", "12 Maret 2025", "12-03-25"])).value
    >>> days.dt.strftime("%Y-%m-%d").unique().tolist()
    ['2025-03-12']
    """
    return by_distinct(values, kinds, _one, "datetime64[s]")


def parse_times(values: pd.Series, kinds: pd.Series | None = None, *, zone: str = "") -> Parsed:
    """Parse a column of moments into WITA (UTC+8) without zone.

    `zone` is that of texts without an offset: ``UTC``, as KoboToolbox exports them, or local time.
    """
    return by_distinct(values, kinds, lambda text, kind: _moment(text, kind, zone), "datetime64[s]")


def _one(text: str, kind: str) -> tuple[date | None, str]:
    if kind in ("number", "date") or re.fullmatch(r"\d{5}(\.\d+)?", text):
        serial = _from_serial(text)
        if serial is not None:
            return serial, "" if kind in ("number", "date") else "date_from_number"
    text = _TIME.sub("", _WEEKDAY.sub("", text.strip().rstrip("."))).strip()
    if "," in text and not text[0].isdigit():
        text = text.rpartition(",")[2].strip()  # "Tarakan, 12 Maret 1985"
    if found := _ISO.fullmatch(text):
        return _day(int(found[1]), int(found[2]), int(found[3]))
    if found := _NUMERIC.fullmatch(text):
        return _day(_year(found[3]), int(found[2]), int(found[1]))
    if (found := _WORDS.fullmatch(text)) and found[2].casefold() in _MONTHS:
        return _day(_year(found[3]), _MONTHS[found[2].casefold()], int(found[1]))
    if (found := _MONTH_ONLY.fullmatch(text)) and found[1].casefold() in _MONTHS:
        return _day(int(found[2]), _MONTHS[found[1].casefold()], 15)[0], "date_month_only"
    return None, "date_unreadable"


def _from_serial(text: str) -> date | None:
    try:
        serial = float(text)
    except ValueError:
        return None
    return _SERIAL_START + timedelta(days=int(serial)) if SERIALS[0] <= serial <= SERIALS[1] else None


def _year(text: str) -> int:
    year = int(text)
    if len(text) == 4:
        return year
    return 2000 + year if year < 50 else 1900 + year


def _day(year: int, month: int, day: int) -> tuple[date | None, str]:
    try:
        found = date(year, month, day)
    except ValueError:
        return None, "date_impossible"
    return (found, "") if 1900 <= year <= 2100 else (None, "date_impossible")


def _moment(text: str, kind: str, zone: str) -> tuple[datetime | None, str]:
    if kind == "number":
        serial = _from_serial(text)
        if serial is None:
            return None, "date_unreadable"
        at = datetime.combine(serial, datetime.min.time()) + timedelta(days=float(text) % 1)
        return at + (WITA if zone == "UTC" else timedelta(0)), ""
    found = _STAMP.fullmatch(text)
    if not found:
        day, code = _one(text, kind)
        return (datetime.combine(day, datetime.min.time()), code) if day else (None, code)
    day, code = _one(found["day"].rstrip(","), "text")
    if day is None or int(found["h"]) > 23 or int(found["m"]) > 59 or int(found["s"] or 0) > 59:
        return None, code or "date_impossible"
    at = datetime(day.year, day.month, day.day, int(found["h"]), int(found["m"]), int(found["s"] or 0))  # noqa: DTZ001
    if found["zone"]:
        return at - _offset(found["zone"]) + WITA, code
    return at + (WITA if zone == "UTC" else timedelta(0)), code


def _offset(zone: str) -> timedelta:
    if zone.casefold() == "z":
        return timedelta(0)
    digits = zone[1:].replace(":", "")
    size = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    return -size if zone[0] == "-" else size
