"""Columns that follow from others: hand-over, age and business group, pseudonyms of stray identifiers."""

from __future__ import annotations

import re

import pandas as pd

from evalhelpers.dictionary import TABLES, codes
from evalhelpers.identity import Vault, mask, normalise

_AGE_EDGES = [17, 30, 45, 60, 121]
_AGE_NAMES = [code.value for code in codes.AGE_GROUPS]
_STAFF = {"penerima": "id_pendamping", "kunjungan": "id_petugas"}
_DIGIT = re.compile(r"\d")


def hand_over(grants: pd.DataFrame) -> pd.Series:
    """Return the day each grant reached the person: payment or hand-over record, the later if both."""
    return grants[["tgl_salur", "tgl_bast"]].max(axis=1).astype("datetime64[s]")


def age_group(born: pd.Series, on: pd.Series) -> pd.Series:
    """Return the age group on a day; missing where a date is missing or the age is under 17 or over 120."""
    birthday_ahead = (born.dt.month > on.dt.month) | (
        (born.dt.month == on.dt.month) & (born.dt.day > on.dt.day)
    )
    years = on.dt.year - born.dt.year - birthday_ahead.where(born.notna() & on.notna())
    return pd.cut(
        years.astype("Float64").astype("float64"), _AGE_EDGES, right=False, labels=_AGE_NAMES
    ).astype("str")


def business_group(kind: pd.Series) -> pd.Series:
    """Return the group of each kind of business; missing where the kind is."""
    return kind.map(codes.BUSINESS_GROUP).astype("str")


def staff_ids(frames: dict[str, pd.DataFrame], vault: Vault) -> None:
    """Replace names of staff by ids, in place, also in columns meant for ids.

    A name becomes the id of the mentor list where exactly one mentor has that name, else a pseudonym. A
    visit without the visitor's id gets that of the visitor's name.
    """
    mentors = frames["pendamping"].dropna(subset=["nama", "id_pendamping"])
    names = mentors["nama"].map(normalise)
    unique = mentors["id_pendamping"].groupby(names).agg(["first", "nunique"])
    ids = unique.loc[unique["nunique"] == 1, "first"].to_dict()
    for table, column in (*_STAFF.items(), ("pendamping", "id_pendamping")):
        values = frames[table][column]
        swaps = {
            text: ids.get(normalise(text)) or vault.pseudonym("s", normalise(text))
            for text in values.dropna().unique()
            if not _DIGIT.search(text)
        }
        frames[table][column] = _swapped(values, swaps)
    visits = frames["kunjungan"]
    names = visits["petugas"].where(visits["id_petugas"].isna())
    known = {text: _staff_id(text, ids, vault) for text in names.dropna().unique()}
    visits["id_petugas"] = visits["id_petugas"].fillna(names.map(known).astype("str"))


def _staff_id(name: str, ids: dict[str, str], vault: Vault) -> str:
    key = normalise(name)
    # A login such as "petugas1" is no name; the letters alone would be those of all logins.
    return ids.get(key) or vault.pseudonym("s", " ".join(name.split()).casefold())


def hide_numbers(frames: dict[str, pd.DataFrame], vault: Vault) -> None:
    """Replace kept texts that hold a NIK or phone number by a pseudonym of the whole text, in place.

    Some offices use the NIK as grant number. The same text gets the same pseudonym in every table,
    so that rows still belong together.
    """
    for table, frame in frames.items():
        for column in TABLES[table].columns:
            if column.kept and column.kind == "text":
                seen = frame[column.name].dropna().unique()
                swaps = {text: vault.pseudonym("x", text) for text in seen if mask(text) != text}
                frame[column.name] = _swapped(frame[column.name], swaps)


def _swapped(values: pd.Series, swaps: dict[str, str]) -> pd.Series:
    # Not `replace`, whose cost grows with the number of swaps.
    return values.map(swaps).astype("str").fillna(values) if swaps else values
