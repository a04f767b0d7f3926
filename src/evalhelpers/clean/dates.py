"""Dates and times as the field writes them: day first, Indonesian months, Excel serials."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta, timezone
from typing import Any
from zoneinfo import ZoneInfo

import pandas as pd

from evalhelpers.clean.model import Easy, One, Parsed, by_distinct
from evalhelpers.intake.model import LOCAL_ZONE

WITA = timezone(timedelta(hours=8))
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
_OPENING = re.compile(
    r"^((senin|selasa|rabu|kamis|jum'?at|sabtu|minggu|ahad)\s*,?\s*)?((tgl|tanggal)\b\.?\s*)?", re.IGNORECASE
)
_TIME = re.compile(
    r"[ t]+(pukul\s*)?\d{1,2}[:.]\d{2}([:.]\d{2}(\.\d+)?)?\s*(wita|wib|[ap]\.?m\.?)?$", re.IGNORECASE
)
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
_NUMERIC = re.compile(r"(\d{1,2})\s*[-/.\s]\s*(\d{1,2})\s*[-/.\s]\s*(\d{4}|\d{2})")
_WORDS = re.compile(r"(\d{1,2})[-/.\s]*([a-z]+)[-/.,\s]*(\d{4}|\d{2})", re.IGNORECASE)
_MONTH_WORD = re.compile(r"([a-z]+)[-/.\s]*(\d{4})", re.IGNORECASE)
_MONTH_NUMBER = re.compile(r"(\d{1,2})[-/.](\d{4})")
# The two orders of numbers differ only where a slash divides them.
_SLASHED = re.compile(r"\s*(\d{1,2})/(\d{1,2})/(\d{4}|\d{2})\b")
_HALF_DAY = re.compile(r"\d\s*[ap]\.?m\.?$", re.IGNORECASE)
_AMERICAN = re.compile(r"([a-z]+)\.?\s+(\d{1,2})\s*,?\s+(\d{4})", re.IGNORECASE)
_STAMP = re.compile(
    r"(?P<day>.+?)[ T]+(?P<h>\d{1,2})[:.](?P<m>\d{2})([:.](?P<s>\d{2})(\.\d+)?)?"
    r"\s*(?P<half>[ap]\.?m\.?)?\s*(?P<zone>Z|[+-](0\d|1[0-4]):?[0-5]\d)?",
    re.IGNORECASE,
)
_ISO_STAMP = r"(19|20)[0-9]{2}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}:[0-9]{2}"


def is_month_first(columns: Iterable[pd.Series]) -> bool:
    """Say whether the dates of a table put the month first: some can be read only so, none only otherwise.

    >>> is_month_first([pd.Series(["10/12/2025", "10/13/2025 20:15:22"])])
    True
    """
    is_first = is_second = False
    for values in columns:
        for text in values.dropna().unique():
            found = _SLASHED.match(text)
            if found:
                first, second = int(found[1]), int(found[2])
                is_first |= first <= 12 < second <= 31
                is_second |= second <= 12 < first <= 31
    return is_first and not is_second


def parse(values: pd.Series, kinds: pd.Series | None = None, *, month_first: bool = False) -> Parsed:
    """Parse a column of dates; `month_first` as `is_month_first` has found for the table.

    Returns
    -------
    Parsed
        ``datetime64[s]`` at midnight. Codes: ``date_unreadable``, ``date_impossible`` (31 June),
        ``date_month_only`` (read as the 15th), ``date_from_number`` (digits that look like an Excel
        serial in a text cell), ``date_month_first`` (month and day read in that order).

    Examples
    --------
    >>> days = parse(pd.Series(["12/3/2025", "12 Maret 2025", "12-03-25"])).value
    >>> days.dt.strftime("%Y-%m-%d").unique().tolist()
    ['2025-03-12']
    """
    return by_distinct(values, kinds, _turned(_one, month_first), "datetime64[s]")


def _turned(read: One, month_first: bool) -> One:
    """Return a parser that takes the month of slashed dates for what comes first."""
    if not month_first:
        return read

    def turned(text: str, kind: str) -> tuple[Any, str]:
        found = _SLASHED.match(text)
        if not found:
            return read(text, kind)
        year = _year(found[3])
        value, code = read(f"{year}-{found[1]}-{found[2]}{text[found.end() :]}", kind)
        return value, code or ("date_month_first" if int(found[2]) <= 12 and found[1] != found[2] else "")

    return turned


def parse_times(
    values: pd.Series, kinds: pd.Series | None = None, *, zone: str = "", month_first: bool = False
) -> Parsed:
    """Parse a column of moments into WITA (UTC+8) without zone; codes as for `parse`.

    `zone` is that of texts without an offset: ``UTC``, as KoboToolbox exports them; empty is local time.
    """

    def read(texts: pd.Series) -> pd.Series:
        at = pd.to_datetime(texts, format="ISO8601", errors="coerce")
        if zone not in ("", LOCAL_ZONE):
            at = at.dt.tz_localize(zone, ambiguous="NaT", nonexistent="NaT").dt.tz_convert(WITA)
            at = at.dt.tz_localize(None)
        return at.astype("datetime64[s]")

    easy = Easy(_ISO_STAMP, read)
    one = _turned(lambda text, kind: _moment(text, kind, zone), month_first)
    return by_distinct(values, kinds, one, "datetime64[s]", easy)


def _one(text: str, kind: str) -> tuple[date | None, str]:
    if kind in ("number", "date") or re.fullmatch(r"\d{5}(\.\d+)?", text):
        serial = _from_serial(text)
        if serial is not None:
            return serial, "" if kind in ("number", "date") else "date_from_number"
    if _HALF_DAY.search(text) and (found := _SLASHED.match(text)) and max(int(found[1]), int(found[2])) <= 12:
        return None, "date_unreadable"  # who writes the hour so may write the month first
    if (found := _STAMP.fullmatch(text)) and found["zone"]:
        at, code = _moment(text, kind, "")
        return (at.date() if at else None), code
    text = _TIME.sub("", _OPENING.sub("", text.rstrip("."))).strip()
    if (found := _AMERICAN.fullmatch(text)) and found[1].casefold() in _MONTHS:
        return _day(int(found[3]), _MONTHS[found[1].casefold()], int(found[2]))
    if "," in text and not text[0].isdigit():
        text = text.rpartition(",")[2].strip()  # "Tarakan, 12 Maret 1985"
    if found := _ISO.fullmatch(text):
        return _day(int(found[1]), int(found[2]), int(found[3]))
    if found := _NUMERIC.fullmatch(text):
        return _day(_year(found[3]), int(found[2]), int(found[1]))
    if (found := _WORDS.fullmatch(text)) and found[2].casefold() in _MONTHS:
        return _day(_year(found[3]), _MONTHS[found[2].casefold()], int(found[1]))
    return _month(text)


def _month(text: str) -> tuple[date | None, str]:
    """Read a month without a day as its middle."""
    month = 0
    if (found := _MONTH_WORD.fullmatch(text)) or (found := _MONTH_NUMBER.fullmatch(text)):
        month = int(found[1]) if found[1].isdigit() else _MONTHS.get(found[1].casefold(), 0)
    if found is None or not month:
        return None, "date_unreadable"
    day, code = _day(int(found[2]), month, 15)
    return day, code or "date_month_only"


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
        return _local(at, zone), ""
    found = _STAMP.fullmatch(text)
    if not found:
        day, code = _one(text, kind)
        return (datetime.combine(day, datetime.min.time()), code) if day else (None, code)
    day, code = _one(found["day"].rstrip(","), "text")
    hour = int(found["h"])
    if found["half"] and 1 <= hour <= 12:
        hour = hour % 12 + 12 * (found["half"][0] in "pP")
    if day is None or hour > 23 or int(found["m"]) > 59 or int(found["s"] or 0) > 59:
        return None, code or "date_impossible"
    at = datetime(day.year, day.month, day.day, hour, int(found["m"]), int(found["s"] or 0))  # noqa: DTZ001
    return _local(at, found["zone"] or zone), code


def _local(at: datetime, zone: str) -> datetime:
    """Return the time in WITA; `zone` is a name, an offset such as `+07:00`, or empty for local time."""
    if zone in ("", LOCAL_ZONE):
        return at
    is_offset = zone[0] in "+-" or zone in "Zz"
    there = datetime.strptime(zone.upper(), "%z").tzinfo if is_offset else ZoneInfo(zone)
    return at.replace(tzinfo=there).astimezone(WITA).replace(tzinfo=None)
