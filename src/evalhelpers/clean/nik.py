"""The sixteen-digit population number (NIK): what can be told from its digits.

`PP KK CC DDMMYY SSSS`: where it was first registered, date of birth (day + 40 for women), serial.
It never changes when a person moves, so another province is ordinary.
"""

from __future__ import annotations

import re
from datetime import date

import numpy as np
import pandas as pd

from evalhelpers.clean.model import Easy, Parsed, by_distinct

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
_DECORATION = re.compile(r"""[\s.\-'’`":=]|^nik|^no\.?|^kk""", re.IGNORECASE)
_IN_TEXT = r"[0-9](?:[ .'-]?[0-9]){15}"
_RUN = re.compile(r"(?<![0-9.,])[0-9](?:[ .'-]?[0-9])*")
# Doubles hold whole numbers exactly up to here.
_EXACT = 2**53
# Nothing to strip; what is wrong with the digits is asked of all numbers alike.
_SIXTEEN = Easy(r"[0-9]{16}", lambda texts: texts)
_DAYS = np.array([0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31])


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
        digits lost in a number cell, ``N03`` serial 0000, ``N04`` impossible date of birth, ``N05``
        unknown region (the number is kept), ``N09`` a made-up sequence.

    Examples
    --------
    >>> found = parse(pd.Series(["6501 0512 0385 0001", "6,50105E+15", "650105120385001"]))
    >>> found.code.tolist()
    ['', 'N02', 'N01']
    """
    found = by_distinct(values, kinds, _digits, "str", _SIXTEEN)
    read = found.value.notna()
    code = found.code.copy()
    code[read] = _faults(found.value[read], home_codes)
    return Parsed(found.value.where(code.isin(["", "N05"])), code)


def parse_family(values: pd.Series, kinds: pd.Series | None = None) -> Parsed:
    """Parse a column of family card numbers: 16 digits, else missing with the code ``kk_unreadable``."""
    found = by_distinct(values, kinds, _digits, "str", _SIXTEEN)
    return Parsed(found.value, found.code.where(~found.code.isin(["N01", "N02"]), "kk_unreadable"))


def _digits(text: str, kind: str) -> tuple[str | None, str]:
    if _SCIENCE.fullmatch(text) or (text.endswith(".0") and text[:-2].isdigit()):
        return None, "N02"
    digits = _DECORATION.sub("", _DECORATION.sub("", text))
    if not (digits.isascii() and digits.isdigit()) or len(digits) != 16:
        return None, "N02" if kind == "number" and len(digits) >= 15 else "N01"
    if kind == "number" and (digits.endswith("0") or int(digits) > _EXACT):
        # A spreadsheet keeps fifteen digits and writes 0 for the sixteenth.
        return None, "N02"
    return digits, ""


def _faults(numbers: pd.Series, home_codes: frozenset[str]) -> np.ndarray:
    """Return what is wrong with each number of 16 digits: its code, or empty."""
    digit = np.array(numbers.tolist(), dtype="S16").view("u1").reshape(-1, 16) - ord("0")
    pair = digit[:, ::2].astype(int) * 10 + digit[:, 1::2]
    step = np.diff(digit.astype(int)) % 10
    made_up = np.isin(step[:, 0], (0, 1, 9)) & (step == step[:, :1]).all(axis=1)
    born, month = pair[:, 3] - 40 * (pair[:, 3] > 40), pair[:, 4]
    # Of the two centuries only 1900 and 2000 differ, and 2000 had a 29th of February.
    last = _DAYS[np.minimum(month, 12)] + ((month == 2) & (pair[:, 5] % 4 == 0))
    no_birthday = (month < 1) | (month > 12) | (born < 1) | (born > last)
    known = np.isin(pair[:, 0], list(PROVINCES))
    if home_codes:
        at_home = np.isin(pair[:, 0], [int(code[:2]) for code in home_codes])
        known &= ~at_home | numbers.str[:4].isin(home_codes).to_numpy(bool)
    return np.select(
        [made_up, (pair[:, 6:] == 0).all(axis=1), no_birthday, ~known], ["N09", "N03", "N04", "N05"], ""
    )


def is_within(texts: pd.Series) -> np.ndarray:
    """Say which texts hold what can only be a NIK: sixteen digits, grouped or not, with a date of birth."""
    may = texts.str.contains(_IN_TEXT, regex=True)
    found = may.to_numpy(bool, copy=True)
    for at in np.flatnonzero(found):
        numbers = [re.sub(r"\D", "", one[0]) for one in _RUN.finditer(texts.iloc[at])]
        whole = pd.Series([number for number in numbers if len(number) == 16], dtype="str")
        found[at] = bool((_faults(whole, frozenset()) == "").any()) if len(whole) else False
    return found


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
        if 17 <= on.year - found.year - ((on.month, on.day) < (found.month, found.day)) <= 100:
            return found
    return None


def mask(text: str) -> str:
    """Return a NIK with all but its region hidden.

    >>> mask("6501051203850001")
    '650105**********'
    """
    return text[:6] + "*" * max(len(text) - 6, 0)
