"""Reading and checking the reference tables; every problem names its file and line."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import pandas as pd

from evalhelpers.errors import ParamError

PROVINCE = "provinsi"
# Columns in order, each with its kind; "!" where it may not be blank.
_COLUMNS = {
    "kecamatan": {
        "kode_kemendagri": "text", "kecamatan": "text", "kab_kota": "text", "kode_bps": "text",
    },
    "kode_lama": {"kode_kemendagri": "text", "kab_kota": "text"},
    "garis_kemiskinan": {
        "wilayah": "text", "tahun": "whole!", "bulan": "whole!", "rupiah": "whole", "status": "status!",
        "sumber": "text", "tanggal_terbit": "date", "catatan": "text",
    },
    "ihk": {"bulan": "month!", "perubahan": "change", "sumber": "text"},
    "desa": {"kode_kemendagri": "text", "desa": "text", "kode_kecamatan": "text", "kode_bps": "text"},
    "penduduk_miskin": {
        "wilayah": "text", "tahun": "whole!", "bulan": "whole!", "jumlah": "whole", "persen": "percent",
        "status": "status!", "sumber": "text", "tanggal_terbit": "date", "catatan": "text",
    },
    "upah_minimum": {
        "wilayah": "text", "tahun": "whole!", "rupiah": "money", "status": "status!", "sumber": "text",
        "tanggal_terbit": "date", "catatan": "text",
    },
    "kejadian": {
        "tanggal": "date!", "kab_kota": "text!", "kecamatan": "text", "jenis": "text!", "sumber": "text!",
    },
}  # fmt: skip
_KEYS = {
    "garis_kemiskinan": ["wilayah", "tahun", "bulan", "status", "tanggal_terbit"],
    "ihk": ["bulan"],
    "penduduk_miskin": ["wilayah", "tahun", "bulan", "status", "tanggal_terbit"],
    "upah_minimum": ["wilayah", "tahun", "status", "tanggal_terbit"],
}
# What a row is there for: none of them where the status says that there is none.
_FIGURES = {
    "garis_kemiskinan": ["rupiah"],
    "penduduk_miskin": ["jumlah", "persen"],
    "upah_minimum": ["rupiah"],
}
_STATUSES = ("resmi", "turunan", "kosong")
# A poverty line may also be one that was quoted before it was released.
_STATUSES_OF = {"garis_kemiskinan": (*_STATUSES, "belum_dikonfirmasi")}
# The statuses of figures that are used, from the day they were published.
_USED = {"penduduk_miskin": ["resmi", "turunan"]}
_SHAPES = {
    "whole": (r"[0-9]+", "bukan bilangan bulat; tulis angka saja, tanpa titik pemisah ribuan"),
    "money": (r"[0-9]+(\.[0-9]{1,2})?", "bukan bilangan; tulis rupiah tanpa titik pemisah ribuan"),
    "percent": (r"[0-9]{1,2}(\.[0-9]+)?|100", "bukan bilangan 0 sampai 100; desimal ditulis dengan titik"),
    "change": (r"-?[0-9]*\.?[0-9]+", "bukan bilangan; desimal ditulis dengan titik"),
    "month": (r"20[0-9]{2}-(?:0[1-9]|1[0-2])", "bukan bulan seperti 2025-03"),
}
_DTYPES = {"whole": "Int64", "money": "Float64", "percent": "Float64", "change": "float64"}
_DTYPES |= {"date": "datetime64[s]"}
# Prices have never changed by more in a month; a percentage typed as a share would.
_MOST_MONTHLY = 0.1
_EVENTS = {
    "tanggal": "datetime64[s]", "kab_kota": "str", "kode_kecamatan": "str", "jenis": "str", "sumber": "str",
}  # fmt: skip


def _none_of(columns: dict[str, str]) -> pd.DataFrame:
    return pd.DataFrame({name: pd.Series([], dtype=dtype) for name, dtype in columns.items()})


def _empty(name: str) -> pd.DataFrame:
    return _none_of({c: _DTYPES.get(kind.rstrip("!"), "str") for c, kind in _COLUMNS[name].items()})


@dataclass(frozen=True)
class Reference:
    """Reference tables as text and numbers.

    Attributes
    ----------
    kecamatan
        One row per sub-district: ``kode_kemendagri``, ``kecamatan``, ``kab_kota`` (slug), ``kode_bps``.
    old_codes
        District codes of before the province existed: ``kode_kemendagri``, ``kab_kota``.
    poverty
        One row per area and month: ``wilayah`` (slug), ``tahun``, ``bulan``, ``rupiah`` per head and
        month, ``status``, ``sumber``, ``tanggal_terbit``.
    cpi
        One row per month (``bulan`` as ``2025-03``): ``perubahan``, the published month-on-month
        change as a share.
    villages
        One row per village, where the office supplies them: ``kode_kemendagri``, ``desa``,
        ``kode_kecamatan``, ``kode_bps``.
    poor
        One row per area and month: ``wilayah`` (slug or ``provinsi``), ``tahun``, ``bulan``, ``jumlah``
        poor persons, ``persen``, ``status``, ``sumber``, ``tanggal_terbit``.
    wages
        One row per area and year: ``wilayah``, ``tahun``, ``rupiah`` a month, ``status``, ``sumber``,
        ``tanggal_terbit``.
    events
        One row per event: ``tanggal``, ``kab_kota`` (slug), ``kode_kecamatan`` (empty: the whole
        district), ``jenis``, ``sumber``.
    """

    kecamatan: pd.DataFrame
    old_codes: pd.DataFrame
    poverty: pd.DataFrame
    cpi: pd.DataFrame
    villages: pd.DataFrame = field(default_factory=partial(_empty, "desa"))
    poor: pd.DataFrame = field(default_factory=partial(_empty, "penduduk_miskin"))
    wages: pd.DataFrame = field(default_factory=partial(_empty, "upah_minimum"))
    events: pd.DataFrame = field(default_factory=partial(_none_of, _EVENTS))


def read(folder: Path) -> Reference:
    """Read the reference tables of a parameter folder; a file that is not there is an empty table.

    Raises
    ------
    ParamError
        Naming every line that is torn or repeated, lacks a column or holds an unreadable figure.
    """
    problems: list[str] = []
    tables = {name: _File(folder / "reference" / f"{name}.csv", problems).table() for name in _COLUMNS}
    kecamatan = tables["kecamatan"]
    villages = _File(folder / "reference" / "desa.csv", problems)
    known = tables["desa"]["kode_kecamatan"].isin(kecamatan["kode_kemendagri"])
    villages.refuse(tables["desa"]["kode_kecamatan"], ~known, "tidak ada di kecamatan.csv")
    events = _File(folder / "reference" / "kejadian.csv", problems)
    tables["kejadian"] = events.placed(tables["kejadian"], kecamatan)
    if problems:
        raise ParamError(*problems)
    return Reference(*(tables[name].reset_index(drop=True) for name in _COLUMNS))


class _File:
    """One CSV file; what is wrong in it joins the problems."""

    def __init__(self, path: Path, problems: list[str]) -> None:
        self.path, self.problems = path, problems

    def table(self) -> pd.DataFrame:
        """Return the typed rows, indexed by line."""
        name = self.path.stem
        texts = self.texts(list(_COLUMNS[name]))
        typed = texts.assign(**{c: self.typed(texts[c], kind) for c, kind in _COLUMNS[name].items()})
        key = _KEYS.get(name)
        for line in typed.index[typed.duplicated(key)] if key else ():
            self.say(line, f"{', '.join(key or ())} sudah ada di baris lain")
        if name in _FIGURES:
            self.founded(texts, texts[_FIGURES[name]].ne("").any(axis=1))
        return typed

    def texts(self, columns: Sequence[str]) -> pd.DataFrame:
        """Return the cells as text; rows and columns that are torn are left out."""
        header: list[str] = list(columns)
        rows: list[tuple[int, list[str]]] = []
        if self.path.exists():
            try:
                with self.path.open(encoding="utf-8-sig", newline="") as file:
                    reader = csv.reader(file, strict=True)
                    header = next(reader, [])
                    rows = [(reader.line_num, row) for row in reader if row]
            except (UnicodeDecodeError, csv.Error) as error:
                self.problems.append(f"{self.path}: bukan CSV berkode UTF-8: {error}")
            if missing := [c for c in columns if header.count(c) != 1]:
                self.say(1, f"kolom {', '.join(missing)} tidak ada atau ganda")
                return pd.DataFrame(columns=list(columns), dtype="str")
        whole = {line: row for line, row in rows if len(row) == len(header)}
        for line, row in rows:
            if line not in whole:
                self.say(
                    line,
                    f"{len(row)} sel, padahal kolomnya {len(header)}; teks yang memuat koma diberi kutip",
                )
        found = pd.DataFrame(list(whole.values()), index=list(whole), columns=header, dtype="str")
        return found[list(columns)]

    def typed(self, texts: pd.Series, kind: str) -> pd.Series:
        """Return one column in its type; a cell that is not of it is a problem and missing."""
        kind, required = kind.rstrip("!"), kind.endswith("!")
        if required:
            self.refuse(texts, texts == "", "tidak boleh kosong")
        given = texts != ""
        if kind in _SHAPES:
            shape, wrong = _SHAPES[kind]
            is_right = texts.str.fullmatch(shape).astype(bool)
            self.refuse(texts, given & ~is_right, wrong)
            texts = texts.where(is_right)
        if kind == "status":
            words = _STATUSES_OF.get(self.path.stem, _STATUSES)
            self.refuse(texts, given & ~texts.isin(words), f"bukan salah satu dari {', '.join(words)}")
        if kind == "date":
            days = pd.to_datetime(texts.where(given), format="%Y-%m-%d", errors="coerce")
            self.refuse(texts, given & days.isna(), "bukan tanggal seperti 2025-03-31")
            return days.astype(_DTYPES[kind])
        if kind not in _DTYPES:
            return texts
        numbers = pd.to_numeric(texts).astype(_DTYPES[kind])
        if kind == "change":
            large = numbers.abs() > _MOST_MONTHLY
            self.refuse(texts, large, "terlalu besar; tulis 0,35 persen sebagai 0.0035")
        return numbers

    def founded(self, texts: pd.DataFrame, has: pd.Series) -> None:
        """Refuse figures that do not go with their status, or do not say where they come from."""
        status = texts["status"]
        self.refuse(status, has & (status == "kosong"), "tetapi angkanya terisi")
        self.refuse(
            status, ~has & ~status.isin(["", "kosong"]), "tetapi angkanya kosong; tulis status kosong"
        )
        self.refuse(texts["sumber"], has & (texts["sumber"] == ""), "tidak boleh kosong bila ada angka")
        used = has & status.isin(_USED.get(self.path.stem, ["resmi"]))
        undated = used & (texts["tanggal_terbit"] == "")
        self.refuse(texts["tanggal_terbit"], undated, "tidak boleh kosong: tanpa itu angkanya tidak dipakai")

    def placed(self, events: pd.DataFrame, kecamatan: pd.DataFrame) -> pd.DataFrame:
        """Return events with the code of their sub-district, which must lie in their district."""
        names = zip(kecamatan["kab_kota"], kecamatan["kecamatan"].map(_plain), strict=True)
        codes = dict(zip(names, kecamatan["kode_kemendagri"], strict=True))
        found = [
            codes.get((district, _plain(name)), "")
            for district, name in zip(events["kab_kota"], events["kecamatan"], strict=True)
        ]
        placed = events.assign(kode_kecamatan=pd.Series(found, index=events.index, dtype="str"))
        lost = (events["kecamatan"] != "") & (placed["kode_kecamatan"] == "")
        self.refuse(events["kecamatan"], lost, "tidak ada di kabupaten/kota itu menurut kecamatan.csv")
        return placed[list(_EVENTS)]

    def refuse(self, given: pd.Series, where: pd.Series, wrong: str) -> None:
        """Add a problem for each cell in `where`."""
        for line in given.index[where.fillna(False).astype(bool)]:
            shown = f"{given[line]!r} " if isinstance(given[line], str) and given[line] else ""
            self.say(line, f"{given.name} {shown}{wrong}")

    def say(self, line: int, wrong: str) -> None:
        """Add a problem of one line."""
        self.problems.append(f"{self.path}:{line}: {wrong}")


def _plain(name: str) -> str:
    return " ".join(name.split()).casefold()
