"""The sixteen-digit population number (NIK): what can be told from its digits.

`PP KK CC DDMMYY SSSS`: where it was first registered, date of birth (day + 40 for women), serial.
It never changes when a person moves, so another province is ordinary.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

import pandas as pd

from evalhelpers.clean.model import Parsed, by_distinct

PROVINCES = frozenset(
    [
        *range(11, 20),
        21,
        *range(31, 37),
        *range(51, 54),
        *range(61, 66),
        *range(71, 77),
        81,
        82,
        *range(91, 98),
    ]
)
_SCIENCE = re.compile(r"\d([.,]\d+)?[Ee]\+?\d+")
_DECORATION = re.compile(r"[\s.\-'’`\u00a0:]|^nik|^no\.?", re.IGNORECASE)
# Doubles hold whole numbers exactly up to here.
_EXACT = 2**53


def parse(
    values: pd.Series, kinds: pd.Series | None = None, *, home_codes: frozenset[str] = frozenset()
) -> Parsed:
    """Parse a column of NIKs.

    Parameters
    ----------
    home_codes
        District codes (four digits) of the own province; with them an unknown district of it is told.

    Returns
    -------
    Parsed
        Text of 16 digits, missing where the number is damaged. Codes: ``N01`` not 16 digits, ``N02``
        digits lost in a
        number cell, ``N03`` serial 0000, ``N04`` impossible date of birth, ``N05`` unknown region (the
        number is kept), ``N09`` a made-up sequence.

    Examples
    --------
    >>> found = parse(pd.Series(["6501 0512 0385 0001", "6,50105E+15", "650105120385001"]))
    >>> found.code.tolist()
    ['', 'N02', 'N01']
    """
    return by_distinct(values, kinds, lambda text, kind: _one(text, kind, home_codes), "str")


def _one(text: str, kind: str, home_codes: frozenset[str]) -> tuple[str | None, str]:
    if _SCIENCE.fullmatch(text):
        return None, "N02"
    if text.endswith(".0") and text[:-2].isdigit():
        return None, "N02"
    digits = _DECORATION.sub("", _DECORATION.sub("", text))
    if not (digits.isascii() and digits.isdigit()) or len(digits) != 16:
        return None, "N02" if kind == "number" and len(digits) >= 15 else "N01"
    if kind == "number" and (digits.endswith("0") or int(digits) > _EXACT):
        # A spreadsheet keeps fifteen digits and writes 0 for the sixteenth.
        return None, "N02"
    if len(set(digits)) == 1 or digits in "12345678901234567890" or digits in "98765432109876543210":
        return None, "N09"
    if digits.endswith("0000"):
        return None, "N03"
    if not _has_birthday(digits):
        return None, "N04"
    known = int(digits[:2]) in PROVINCES and (
        digits[:2] != "65" or not home_codes or digits[:4] in home_codes
    )
    return digits, "" if known else "N05"


def _has_birthday(digits: str) -> bool:
    day, month, year = int(digits[6:8]), int(digits[8:10]), int(digits[10:12])
    day -= 40 if day > 40 else 0
    return 1 <= month <= 12 and any(
        1 <= day <= monthrange(century + year, month)[1] for century in (1900, 2000)
    )


def sex(nik: pd.Series) -> pd.Series:
    """Return L or P as the day of birth says; missing where there is no NIK."""
    day = pd.to_numeric(nik.str[6:8])
    return day.gt(40).map({True: "P", False: "L"}).where(nik.notna()).astype("str")


def birthday(nik: pd.Series, on: pd.Series) -> pd.Series:
    """Return the date of birth that makes the person 17 to 100 on a day; missing if none does.

    `on` is the day (the SK's date), on the same index.
    """
    days = [
        _birthday(text, at) if isinstance(text, str) and at == at else None
        for text, at in zip(nik, on, strict=True)
    ]
    return pd.Series(days, index=nik.index, dtype="datetime64[s]")


def _birthday(digits: str, on: pd.Timestamp) -> date | None:
    day, month, year = int(digits[6:8]) % 40, int(digits[8:10]), int(digits[10:12])
    for century in (1900, 2000):
        try:
            found = date(century + year, month, day)
        except ValueError:
            continue
        if 17 <= (on.date() - found).days / 365.25 < 101:
            return found
    return None


def mask(text: str) -> str:
    """Return a NIK with all but its region hidden.

    >>> mask("6501051203850001")
    '650105**********'
    """
    return text[:6] + "*" * max(len(text) - 6, 0)
