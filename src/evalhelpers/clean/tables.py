"""One raw table to typed columns, driven by the dictionary: one parser per kind of column."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

import pandas as pd

from evalhelpers.clean import choices, dates, nik, places, rupiah
from evalhelpers.clean.model import Parsed, by_distinct, is_blank
from evalhelpers.clean.numbers import parse_count, parse_number, parse_period
from evalhelpers.dictionary import Column, code_label, table
from evalhelpers.intake.model import RawTable
from evalhelpers.issues import Issue
from evalhelpers.reference import Reference

# A row can do without these even though a table cannot: a grant with a damaged NIK or an unknown
# place is still a grant, and who it belongs to is settled by its register number (method, rules 1 and 25).
SPARED = {"penerima": {"nik", "kab_kota"}, "kunjungan": set()}
# Only for the day a business stopped is a month good enough.
MONTH_IS_ENOUGH = {"tgl_berhenti"}
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
        return places.Districts(self.districts, self.not_names)

    @cached_property
    def kecamatan(self) -> places.SubDistricts:
        """Return what knows sub-districts within their district."""
        return places.SubDistricts(self.reference.kecamatan)

    @cached_property
    def home_codes(self) -> frozenset[str]:
        """Return the four-digit codes of the province's districts, as NIKs carry them."""
        return frozenset(d.kode_kemendagri.replace(".", "") for d in self.districts if d.kode_kemendagri)


@dataclass(frozen=True)
class Cleaned:
    """A cleaned table: one row per data row, in source order.

    `frame` has every column of the dictionary, typed (missing where the file has none),
    ``kode_kecamatan`` and ``kode_desa``, and where the row came from: ``_file``, ``_sheet``, ``_row``,
    ``_order``. `issues` are not masked.
    """

    table: str
    frame: pd.DataFrame
    issues: tuple[Issue, ...]


def clean(raw: RawTable, context: CleanContext) -> Cleaned:
    """Parse every column of a raw table; what cannot be read becomes missing and an issue."""
    spec = table(raw.table)
    rows = len(raw.cells)
    columns: dict[str, pd.Series] = {}
    issues: list[Issue] = []
    for column in spec.columns:
        if column.name not in raw.cells:
            dtype = _DTYPES.get(column.kind, "str")
            columns[column.name] = pd.Series([None] * rows, index=raw.cells.index, dtype=dtype)
            if column.required and column.name not in raw.not_collected | SPARED.get(raw.table, set()):
                issues += [_issue(raw, column.name, "required_blank", row) for row in raw.cells.index]
            continue
        texts, kinds = raw.cells[column.name], raw.kinds[column.name]
        parsed = _parse(column, texts, kinds, raw, context)
        if column.kind == "date" and column.name not in MONTH_IS_ENOUGH:
            parsed = Parsed(parsed.value.mask(parsed.code == "date_month_only"), parsed.code)
        columns[column.name] = parsed.value
        issues += _problems(raw, column, texts, parsed)
    frame = pd.DataFrame(columns, index=raw.cells.index)
    frame["kode_kecamatan"], found = _kecamatan(frame, raw, context)
    frame["kode_desa"] = pd.Series([None] * rows, index=frame.index, dtype="str")
    issues += found
    frame = frame.assign(_file=raw.file, _sheet=raw.sheet, _row=frame.index, _order=raw.order)
    return Cleaned(raw.table, frame.reset_index(drop=True), tuple(issues))


def _parse(
    column: Column, texts: pd.Series, kinds: pd.Series, raw: RawTable, context: CleanContext
) -> Parsed:
    match column.kind:
        case "rupiah":
            return rupiah.parse(texts, kinds, decimal=raw.decimal)
        case "date":
            return dates.parse(texts, kinds)
        case "timestamp":
            return dates.parse_times(texts, kinds, zone=raw.timezone)
        case "nik" if column.name == "nik":
            return nik.parse(texts, kinds, home_codes=context.home_codes)
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
            return by_distinct(texts, kinds, lambda text, _: (" ".join(text.split()), ""), "str")


def _problems(raw: RawTable, column: Column, texts: pd.Series, parsed: Parsed) -> list[Issue]:
    found: list[Issue] = []
    bad = parsed.code[parsed.code != ""]
    for row, code in bad.items():
        text, value = texts.at[row], parsed.value.at[row]
        understood = _understood(column, value) if pd.notna(value) else _hint(column, code, text)
        found.append(_issue(raw, column.name, code, row, str(text), understood))
    if column.required and column.name not in SPARED.get(raw.table, set()):
        lost = parsed.value.isna()
        for row in parsed.value.index[lost]:
            blank = parsed.code.at[row] == "" and is_blank(texts.at[row])
            found.append(_issue(raw, column.name, "required_blank" if blank else "required_unreadable", row))
    if column.low is not None or column.high is not None:
        low = float("-inf") if column.low is None else column.low
        high = float("inf") if column.high is None else column.high
        outside = ~parsed.value.between(low, high).fillna(True).astype(bool)
        code = "out_of_range" if column.required else "out_of_range_optional"
        found += [_issue(raw, column.name, code, row, str(texts.at[row])) for row in texts.index[outside]]
        parsed.value[outside] = None
    if column.usual:
        strange = ~parsed.value.between(*column.usual).fillna(True).astype(bool)
        found += [
            _issue(raw, column.name, "unusual_value", row, str(texts.at[row])) for row in texts.index[strange]
        ]
    return found


def _understood(column: Column, value: object) -> str:
    if column.codes:
        return " ".join(code_label(column.codes, part) for part in str(value).split(" "))
    return str(value)[:10] if isinstance(value, pd.Timestamp) else str(value)


def _hint(column: Column, code: str, text: object) -> str:
    if code == "choice_unknown" and isinstance(text, str):
        near = choices.nearest(text, column.codes)
        return f"pilihan terdekat: {near}" if near else ""
    return ""


def _kecamatan(frame: pd.DataFrame, raw: RawTable, context: CleanContext) -> tuple[pd.Series, list[Issue]]:
    if "kecamatan" not in raw.cells:
        return pd.Series([None] * len(frame), index=frame.index, dtype="str"), []
    parsed = context.kecamatan.parse(raw.cells["kecamatan"], frame["kab_kota"])
    found = [
        _issue(
            raw, "kecamatan", code, row, str(raw.cells.at[row, "kecamatan"]), str(parsed.value.at[row] or "")
        )
        for row, code in parsed.code[parsed.code != ""].items()
    ]
    return parsed.value, found


def _issue(raw: RawTable, column: str, code: str, row: object, read: str = "", understood: str = "") -> Issue:
    shown = "" if read in ("nan", "None") else read
    return Issue(
        code,
        raw.file,
        raw.sheet,
        int(str(row)),
        raw.table,
        column,
        shown,
        "" if understood == "nan" else understood,
    )
