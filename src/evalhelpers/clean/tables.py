"""One raw table to typed columns, driven by the dictionary: one parser per kind of column."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import pandas as pd

from evalhelpers.clean import choices, dates, nik, places, rupiah
from evalhelpers.clean.model import Easy, Parsed, by_distinct, is_blank
from evalhelpers.clean.noted import Noted
from evalhelpers.clean.numbers import parse_count, parse_number, parse_period
from evalhelpers.dictionary import Column, code_label, table
from evalhelpers.intake.model import RawTable
from evalhelpers.reference import Reference

# A row can do without these even though a table cannot: a grant with a damaged NIK is still a grant and
# known by its register number (see `_identified` for one without either), and one without a district still
# counts in the province (method, rules 1 and 25).
SPARED = {"penerima": {"nik", "kab_kota"}, "kunjungan": set()}
# Only for the day a business stopped is a month good enough.
MONTH_IS_ENOUGH = {"tgl_berhenti"}
# Plain words with single spaces between; nothing that short or bare could be a word for "blank".
_PLAIN_WORDS = Easy(r"[!-~]{5,}( [!-~]+)*|[!-~]+( [!-~]+)+", lambda texts: texts)
_STROKES = dict.fromkeys(("-", "–", "—"), "tidak")
_DTYPES = {
    "count": "Int64",
    "rupiah": "Int64",
    "number": "Float64",
    "date": "datetime64[s]",
    "timestamp": "datetime64[s]",
}


@dataclass(frozen=True)
class CleanContext:
    """What the parsers need to know of the project: its districts and reference tables."""

    districts: tuple[places.District, ...]
    reference: Reference
    not_names: tuple[str, ...] = field(default=())

    @cached_property
    def district_names(self) -> places.Districts:
        """Return what knows districts by name."""
        old = self.reference.old_codes
        codes = dict(zip(old["kode_kemendagri"], old["kab_kota"], strict=True)) if len(old) else {}
        return places.Districts(self.districts, self.not_names, codes)

    @cached_property
    def kecamatan(self) -> places.Within:
        """Return what knows sub-districts within their district."""
        columns = ["kode_kemendagri", "kecamatan", "kab_kota", "kode_bps"]
        return places.Within(self.reference.kecamatan[columns], "kecamatan_unknown")

    @cached_property
    def villages(self) -> places.Within:
        """Return what knows villages within their sub-district."""
        columns = ["kode_kemendagri", "desa", "kode_kecamatan", "kode_bps"]
        return places.Within(self.reference.villages[columns], "desa_unknown")

    @cached_property
    def home_codes(self) -> frozenset[str]:
        """Return the four-digit codes of the province's districts, as NIKs carry them."""
        return frozenset(d.kode_kemendagri.replace(".", "") for d in self.districts if d.kode_kemendagri)


@dataclass(frozen=True)
class Cleaned:
    """A cleaned table: one row per data row, in source order.

    `frame` has every column of the dictionary, typed (missing where the file has none), codes and places as
    categories, ``kode_kecamatan`` and ``kode_desa``, and where the row came from: ``_file``, ``_sheet``,
    ``_row``. `issues` has one row per issue, the columns of an `Issue`, not masked.
    """

    table: str
    frame: pd.DataFrame
    issues: pd.DataFrame


def clean(raw: RawTable, context: CleanContext) -> Cleaned:
    """Parse every column of a raw table; what cannot be read becomes missing and an issue."""
    columns: dict[str, pd.Series] = {}
    noted = Noted(raw)
    month_first = dates.is_month_first(raw.cells[name] for name in _dated(raw))
    everywhere = pd.Series(True, index=raw.cells.index)
    for column in table(raw.table).columns:
        if column.name not in raw.cells:
            columns[column.name] = _missing(raw, dtype_of(column, context))
            if _is_required(raw, column) and column.name not in raw.not_collected:
                noted.add(column.name, everywhere, "required_blank")
            continue
        texts, kinds = raw.cells[column.name], raw.kinds[column.name]
        if column.kind == "yesno":
            # A stroke in a column of ticks is a no; elsewhere it is nothing.
            texts = texts.astype("str").replace(_STROKES)
        parsed = _parse(column, texts, kinds, raw, context, month_first=month_first)
        if column.kind == "date" and column.name not in MONTH_IS_ENOUGH:
            parsed = Parsed(parsed.value.mask(parsed.code == "date_month_only"), parsed.code)
        value = _bounded(column, parsed.value, noted)
        _note_unread(raw, column, parsed, noted, context)
        if column.kind == "text" and not column.name.startswith("id"):
            noted.add(column.name, _holds_nik(value), "nik_in_text")
        columns[column.name] = value
    noted.add("", pd.Series(raw.cells.index.isin(raw.shifted), index=raw.cells.index), "row_shifted")
    frame = pd.DataFrame(columns, index=raw.cells.index)
    if raw.table == "penerima":
        frame["nik"] = _identified(raw, frame, noted)
    frame["kode_kecamatan"] = _within("kecamatan", context.kecamatan, frame.get("kab_kota"), raw, noted)
    frame["kode_desa"] = _within("desa_kel", context.villages, frame["kode_kecamatan"], raw, noted)
    everything = np.zeros(len(frame), dtype=np.int8)
    frame = frame.assign(
        _file=pd.Categorical.from_codes(everything, [raw.file]),
        _sheet=pd.Categorical.from_codes(everything, [raw.sheet]),
        _row=frame.index,
    )
    return Cleaned(raw.table, frame.reset_index(drop=True), noted.frame())


def dtype_of(column: Column, context: CleanContext) -> str | pd.CategoricalDtype:
    """Return the type of a cleaned column."""
    if column.kind in ("code", "yesno"):
        return choices.dtype_of(column.codes)
    if column.name == "kab_kota":
        return context.district_names.dtype
    return _DTYPES.get(column.kind, "str")


def _holds_nik(texts: pd.Series) -> pd.Series:
    """Say which texts hold a NIK among other words."""
    distinct = pd.Series(texts.dropna().unique(), dtype="str")
    found = set(distinct[nik.is_within(distinct)])
    return texts.isin(found) if found else pd.Series(False, index=texts.index)


def _identified(raw: RawTable, frame: pd.DataFrame, noted: Noted) -> pd.Series:
    """Take out a NIK that is only the family card's number, and find rows that nothing identifies."""
    copied = frame["nik"].notna() & (frame["nik"] == frame["no_kk"])
    number = frame["nik"].mask(copied)
    noted.add("nik", copied, "N09")
    if not raw.row_id and "nik" not in raw.not_collected:
        noted.add("id_bantuan", number.isna() & frame["id_bantuan"].isna(), "identity_missing")
    return number


def _missing(raw: RawTable, dtype: str | pd.CategoricalDtype) -> pd.Series:
    return pd.Series(index=raw.cells.index, dtype=dtype)


def _is_required(raw: RawTable, column: Column) -> bool:
    return column.required and column.name not in SPARED.get(raw.table, set())


def _dated(raw: RawTable) -> list[str]:
    kinds = ("date", "timestamp")
    return [c.name for c in table(raw.table).columns if c.kind in kinds and c.name in raw.cells]


def _parse(
    column: Column,
    texts: pd.Series,
    kinds: pd.Series,
    raw: RawTable,
    context: CleanContext,
    *,
    month_first: bool,
) -> Parsed:
    match column.kind:
        case "rupiah":
            return rupiah.parse(texts, kinds, decimal=raw.decimal)
        case "date":
            return dates.parse(texts, kinds, month_first=month_first)
        case "timestamp":
            return dates.parse_times(texts, kinds, zone=raw.timezone, month_first=month_first)
        case "nik" if column.name == "nik":
            return nik.parse(texts, kinds, home_codes=context.home_codes)
        case "nik":
            return nik.parse_family(texts, kinds)
        case "count":
            return parse_count(texts, kinds)
        case "number":
            return parse_number(texts, kinds)
        case "code" | "yesno":
            return choices.parse(texts, column.codes, kinds)
        case "codes":
            return choices.parse_many(texts, column.codes, kinds)
        case "place" if column.name == "kab_kota":
            return context.district_names.parse(texts, kinds)
        case "period":
            year = (
                raw.cells["tahun_anggaran"]
                if "tahun_anggaran" in raw.cells
                else pd.Series("", index=texts.index)
            )
            return parse_period(texts, year)
        case _:
            return by_distinct(
                texts, kinds, lambda text, _: (" ".join(text.split()), ""), "str", _PLAIN_WORDS
            )


def _bounded(column: Column, value: pd.Series, noted: Noted) -> pd.Series:
    """Take out what is impossible, and note what is unusual."""
    if column.low is not None or column.high is not None:
        low = float("-inf") if column.low is None else column.low
        high = float("inf") if column.high is None else column.high
        outside = _outside(value, low, high)
        noted.add(column.name, outside, "out_of_range" if column.required else "out_of_range_optional")
        value = value.mask(outside)
    if column.usual:
        noted.add(column.name, _outside(value, *column.usual), "unusual_value")
    return value


def _outside(value: pd.Series, low: float, high: float) -> pd.Series:
    return value.notna() & ~value.between(low, high).fillna(True).astype(bool)


def _note_unread(raw: RawTable, column: Column, parsed: Parsed, noted: Noted, context: CleanContext) -> None:
    """Note what could not be read or only with a doubt, and what a row cannot do without."""
    texts, doubtful = raw.cells[column.name], parsed.code != ""
    if doubtful.any():
        codes = parsed.code[doubtful]
        meant = _meanings(column, texts[doubtful].astype("str"), parsed.value[doubtful], codes)
        if column.name == "kab_kota":
            meant = [
                context.district_names.either(text) if code == "place_ambiguous" else said
                for text, code, said in zip(texts[doubtful], codes, meant, strict=True)
            ]
        noted.add(column.name, doubtful, codes, meant)
    if _is_required(raw, column):
        lost = parsed.value.isna()
        empty = lost & ~doubtful
        empty[empty] = texts[empty].astype("object").map(is_blank).astype(bool)
        noted.add(column.name, empty, "required_blank")
        noted.add(column.name, lost & ~empty, "required_unreadable")


def _meanings(column: Column, texts: pd.Series, values: pd.Series, codes: pd.Series) -> Iterable[str]:
    """Return for each cell what it was taken for, or the choices nearest to it."""
    is_time = column.kind in ("date", "timestamp")
    shown = (values.dt.strftime("%Y-%m-%d") if is_time else values.astype("str")).where(values.notna(), "")
    if not column.codes:
        return shown
    unknown = texts.where(codes == "choice_unknown", "")
    pairs = list(zip(shown, unknown, strict=True))
    words = {pair: _meaning(column, *pair) for pair in set(pairs)}
    return [words[pair] for pair in pairs]


def _meaning(column: Column, value: str, text: str) -> str:
    if value:
        return " ".join(code_label(column.codes, part) for part in value.split(" "))
    near = choices.nearest(text, column.codes)
    return f"pilihan terdekat: {near}" if near else ""


def _within(column: str, known: places.Within, parents: pd.Series, raw: RawTable, noted: Noted) -> pd.Series:
    """Return the codes of a column of places, each within its parent."""
    if parents is None or column not in raw.cells:
        return _missing(raw, known.dtype)
    parsed = known.parse(raw.cells[column], parents)
    doubtful = parsed.code != ""
    noted.add(column, doubtful, parsed.code[doubtful], parsed.value[doubtful].astype("str").fillna(""))
    return parsed.value
