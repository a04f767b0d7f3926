"""The defects planted on purpose, and how often; everything else in the raw files has one exact reading."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

from evalhelpers.sample.files import kobo
from evalhelpers.sample.files.texts import dotted
from evalhelpers.sample.ledger import Cell, Failed, Mark, RawRow
from evalhelpers.sample.setting import Random

Rows = list[RawRow]
# Where the truth of each table tells its grant.
_GRANT = {
    "penerima": "id_bantuan",
    "kunjungan": "bantuan",
    "dokumen": "id_bantuan",
    "pemadanan": "id_bantuan",
}


@dataclass(frozen=True)
class Spoilt:
    """A defect of one cell: what is written instead of the truth.

    `per` is how many per thousand rows of the table (at least one); `write` is the cell itself, or
    makes it from the truth's text. `instruments` and `where` limit the rows it can befall.
    """

    table: str
    per: float
    mark: Mark
    write: Cell | Callable[[str], Cell]
    instruments: tuple[str, ...] = ()
    where: Callable[[RawRow], bool] | None = None

    def fits(self, raw: RawRow) -> bool:
        """Say whether a row can carry the defect: it is clean and has something to spoil."""
        return (
            not raw.marks
            and raw.cells.get(self.mark.column) is not None
            and (not self.instruments or raw.source[0] in self.instruments)
            and (self.where is None or self.where(raw))
        )

    def befall(self, raw: RawRow) -> None:
        """Spoil the cell."""
        column = self.mark.column
        raw.cells[column] = self.write(str(raw.truth[column])) if callable(self.write) else self.write
        raw.marks.append(self.mark)


@dataclass(frozen=True)
class Repeated:
    """A row that appears a second time; `change` makes the second differ, `before` puts it first."""

    table: str
    per: float
    mark: Mark
    change: Callable[[RawRow], None] | None = None
    before: bool = False
    instruments: tuple[str, ...] = ()
    where: Callable[[RawRow], bool] | None = None

    def fits(self, raw: RawRow) -> bool:
        """Say whether a row can be repeated: it is clean and of a source where this happens."""
        return (
            not raw.marks
            and (not self.instruments or raw.source[0] in self.instruments)
            and (self.where is None or self.where(raw))
        )

    def befall(self, raw: RawRow) -> Rows:
        """Return the row and its repetition in order."""
        twin = raw.twin(self.mark)
        if self.change is not None:
            self.change(twin)
        raw.marks.append(Mark("", f"{self.mark.kind}_original", True))
        return [twin, raw] if self.before else [raw, twin]


def plant(tables: dict[str, Rows], rng: Random) -> None:
    """Spoil and repeat rows of `tables`, each at most once; only the generator decides which.

    People with two grants, or with the name of another in their district, are left alone: what becomes
    of their rows depends on others.
    """
    register = tables["penerima"]
    niks = Counter(raw.truth["nik"] for raw in register)
    names = Counter((raw.truth["nama"], raw.truth["kab_kota"]) for raw in register)
    single = {
        raw.key
        for raw in register
        if niks[raw.truth["nik"]] == 1 and names[raw.truth["nama"], raw.truth["kab_kota"]] == 1
    }
    for spoilt in CELLS:
        for raw in _draw(tables[spoilt.table], spoilt, single, rng):
            spoilt.befall(raw)
    for repeated in ROWS:
        rows = tables[repeated.table]
        pairs = {id(raw): repeated.befall(raw) for raw in _draw(rows, repeated, single, rng)}
        tables[repeated.table] = [row for raw in rows for row in pairs.get(id(raw), [raw])]
    _follow(tables)


def _follow(tables: dict[str, Rows]) -> None:
    """Mark what hangs on a spoilt grant.

    What belongs to a grant in quarantine waits until it is corrected, and what was paid no longer
    adds up to the budget; a form that knows people by NIK alone falls back on their names where the
    register lost the number.
    """
    held = [raw for raw in tables["penerima"] if any(mark.fate == "quarantined" for mark in raw.marks)]
    refused = {raw.key for raw in held} - {""}
    nameless = {raw.key for raw in tables["penerima"] for mark in raw.marks if mark.code in _NIK_LOST}
    for table in ("kunjungan", "dokumen", "pemadanan"):
        number = _GRANT[table]
        for raw in tables[table]:
            if any(mark.fate != "kept" for mark in raw.marks):
                continue
            if raw.truth[number] in refused:
                raw.marks.append(_WAITING)
            elif raw.source[0] == "google" and raw.truth[number] in nameless:
                raw.marks.append(_near("nama", "grant_without_nik", "matched_by_name"))
    # Also a person entered twice disturbs the sum, until one of the two rows is struck.
    for year in sorted(
        {raw.truth["tahun_anggaran"] for raw in held if not pd.isna(raw.truth["nilai_salur"])}
    ):
        last = [raw for raw in tables["anggaran"] if raw.truth["tahun_anggaran"] == year][-1]
        last.marks.append(_near("realisasi_kumulatif", "payments_in_doubt", "paid_not_budget"))


def _draw(rows: Rows, defect: Spoilt | Repeated, single: set[str], rng: Random) -> Rows:
    able = [raw for raw in rows if defect.fits(raw) and raw.truth[_GRANT[raw.table]] in single]
    count = min(len(able), max(1, round(len(rows) * defect.per / 1000)))
    return [able[index] for index in sorted(rng.choice(len(able), count, replace=False).tolist())]


def _typed_again(raw: RawRow) -> None:
    """Enter a person of the same decree again, under another register number."""
    raw.cells["id_bantuan"] = f"{raw.cells['id_bantuan']}-B"
    raw.cells["nama"] = str(raw.truth["nama"]).upper()
    raw.cells["no_bast"] = None
    raw.key = ""


def _stranger(raw: RawRow) -> None:
    """Turn a copy into a visit to somebody who is in no register."""
    raw.cells["id_bantuan"] = "UEP-2021-0" + str(raw.cells["id_bantuan"])[-3:]
    raw.cells["id_kunjungan"] = f"{raw.cells['id_kunjungan']}-X"
    raw.cells["nama"] = "Tanpa Nama Terang"
    raw.key = ""


def _no_grant(raw: RawRow) -> None:
    """Turn a copy into the result for a grant that is in no register."""
    raw.cells["id_bantuan"] = "UEP-2021-0" + str(raw.cells["id_bantuan"])[-3:]
    raw.key = ""


def _first_version(raw: RawRow) -> None:
    """Turn a copy into the submission as first sent, before its profit was put right."""
    raw.cells["waktu_kirim"] = kobo.utc(raw.truth["waktu_kirim"], -190)
    raw.cells["laba_bulan"] = int(raw.truth["laba_bulan"]) * 10
    raw.extra["_uuid"] = str(raw.cells["id_kunjungan"])[::-1]


def _sent_before(raw: RawRow) -> None:
    raw.cells["waktu_kirim"] = kobo.utc(raw.truth["waktu_kirim"], -3)


def _lost(column: str, kind: str, code: str) -> Mark:
    """Return the mark of a cell that cannot be read in a row that stays."""
    return Mark(column, kind, False, "kept", code)


def _near(column: str, kind: str, code: str) -> Mark:
    """Return the mark of a cell that can be read, but only with a warning."""
    return Mark(column, kind, True, "kept", code)


def _refused(column: str, kind: str, code: str) -> Mark:
    """Return the mark of a cell without which the row cannot stay."""
    return Mark(column, kind, False, "quarantined", code)


def _again(kind: str, fate: str) -> Mark:
    """Return the mark of a row that another row stands for."""
    return Mark("", kind, True, fate, f"{fate}_row")


def _other_sex(sex: str) -> str:
    return "L" if sex == "P" else "P"


def _filled(column: str) -> Callable[[RawRow], bool]:
    return lambda raw: raw.cells.get(column) is not None


def _under_a_million(raw: RawRow) -> bool:
    return 1000 <= int(raw.truth["laba_baseline"]) < 1_000_000


def _in(district: str) -> Callable[[RawRow], bool]:
    return lambda raw: raw.truth["kab_kota"] == district


def _letter_missing(code: str) -> str:
    word = code.replace("_", " ")
    return word[: len(word) // 2] + word[len(word) // 2 + 1 :]


def _serial(day: str) -> str:
    return str((pd.Timestamp(day) - pd.Timestamp(1899, 12, 30)).days)


_WAITING = Mark("id_bantuan", "grant_in_quarantine", True, "quarantined", "grant_held_back")
_NIK_LOST = ("N01", "N02", "N03", "N04", "N09")
_NO_GRANT = "no_grant_for_matching"
_EXCEL = ("excel",)
_TYPED = ("excel", "google")
CELLS: tuple[Spoilt, ...] = (
    # Identity numbers: what Excel destroys is gone, what clerks decorate is not.
    Spoilt("penerima", 18, Mark("nik", "nik_spaces", True), lambda n: f"{n[:4]} {n[4:8]} {n[8:12]} {n[12:]}"),
    Spoilt("penerima", 12, Mark("nik", "nik_apostrophe", True), lambda n: f"'{n}"),
    Spoilt("penerima", 5, Mark("nik", "nik_prefix", True), lambda n: f"NIK: {n}"),
    Spoilt("penerima", 7, _lost("nik", "nik_number", "N02"), lambda n: int(n) // 10 * 10),
    Spoilt("penerima", 5, _lost("nik", "nik_scientific", "N02"), lambda n: f"{n[0]},{n[1:6]}E+15"),
    Spoilt("penerima", 5, _lost("nik", "nik_15_digits", "N01"), lambda n: n[:-1]),
    Spoilt("penerima", 3, _lost("nik", "nik_month_19", "N04"), lambda n: f"{n[:8]}19{n[10:]}"),
    Spoilt("penerima", 4, _lost("jenis_kelamin", "sex_contradicts_nik", "N06"), _other_sex),
    Spoilt("penerima", 3, _lost("nik", "nik_sequence", "N09"), "1234567890123456"),
    Spoilt("penerima", 3, _lost("nik", "nik_serial_0000", "N03"), lambda n: f"{n[:12]}0000"),
    Spoilt("penerima", 3, _lost("tgl_lahir", "birth_date_other", "N07"),
           lambda day: f"{int(day[:4]) - 2}{day[4:10]}"),
    Spoilt("kunjungan", 2, _lost("nik", "nik_15_digits", "matched_by_name"), lambda n: n[:-1], ("google",)),
    # Answers that are not there or cannot be read.
    Spoilt("penerima", 3, _refused("nama", "name_blank", "required_blank"), None),
    Spoilt("penerima", 4, _near("nama", "name_of_the_late", "late_name"), lambda name: f"Alm. {name}",
           where=lambda raw: raw.truth["status_administrasi"] != "meninggal"),
    Spoilt("penerima", 7, _lost("laba_baseline", "profit_unsure", "rupiah_unreadable"), "tdk tentu"),
    Spoilt("penerima", 5, _lost("laba_baseline", "profit_range", "rupiah_range"), "1-2 juta"),
    Spoilt("penerima", 5, _lost("omzet_baseline", "formula_error", "formula_error"), Failed("#REF!")),
    Spoilt("penerima", 4, _lost("tgl_baseline", "date_impossible", "date_impossible"), "31 Juni 2024"),
    Spoilt("penerima", 3, _lost("kab_kota", "district_invented", "place_unknown"), "Kota Tanjung Selor",
           where=_in("bulungan")),
    Spoilt("penerima", 3, _lost("kab_kota", "district_bare_code", "place_ambiguous"), "6502",
           where=_in("malinau")),
    Spoilt("penerima", 3, _lost("kecamatan", "kecamatan_elsewhere", "kecamatan_unknown"), "Balikpapan Kota",
           where=_in("bulungan")),
    Spoilt("penerima", 3, _lost("jml_anggota_rt", "household_many", "count_unreadable"), "banyak"),
    Spoilt("penerima", 3, _near("laba_baseline", "profit_comma", "rupiah_low_confidence"),
           lambda rupiah: f"{int(rupiah):,}", where=_under_a_million),
    Spoilt("penerima", 5, _near("laba_baseline", "profit_about", "rupiah_low_confidence"),
           lambda rupiah: f"± {dotted(int(rupiah))}"),
    Spoilt("penerima", 5, _near("jenis_usaha", "business_misspelt", "choice_close"), _letter_missing),
    Spoilt("penerima", 3, _near("kab_kota", "district_misspelt", "place_close"), "Nunukn",
           where=_in("nunukan")),
    Spoilt("penerima", 4, _near("tgl_baseline", "date_as_number", "date_from_number"), _serial),
    Spoilt("penerima", 3, _refused("jenis_usaha", "business_unknown", "choice_unknown"), "serabutan"),
    Spoilt("penerima", 3, _lost("jml_anggota_rt", "household_of_45", "out_of_range_optional"), 45),
    Spoilt("kunjungan", 5, _lost("laba_bulan", "profit_unsure", "rupiah_unreadable"), "tdk tentu", _TYPED),
    Spoilt("kunjungan", 3, _lost("laba_bulan", "profit_range", "rupiah_range"), "1-2 juta", _TYPED),
    Spoilt("kunjungan", 2, _lost("laba_bulan", "profit_per_day", "rupiah_unit"), "50rb/hari", _TYPED),
    Spoilt("kunjungan", 2, _lost("laba_bulan", "profit_tenfold", "profit_disagrees"),
           lambda rupiah: int(rupiah) * 10, _TYPED, where=_filled("omzet_bulan")),
    Spoilt("kunjungan", 2, _lost("laba_bulan", "profit_in_thousands", "profit_magnitude"),
           lambda rupiah: int(rupiah) // 1000, _EXCEL),
    Spoilt("kunjungan", 2, _lost("tgl_kunjungan", "visit_years_early", "visit_before_handover"),
           lambda day: f"{int(day[:4]) - 3}{day[4:10]}", _EXCEL),
    Spoilt("kunjungan", 2, _near("id_bantuan", "register_mistyped", "matched_by_name"),
           lambda number: f"{number[:9]}9{number[10:]}", _EXCEL, where=_filled("nama")),
    Spoilt("kunjungan", 2, _lost("laba_bulan", "formula_error", "formula_error"), Failed("#N/A"), _EXCEL),
    Spoilt("kunjungan", 2, _refused("tgl_kunjungan", "date_impossible", "date_impossible"), "31 Juni 2024",
           _EXCEL),
    Spoilt("kunjungan", 2, _refused("tgl_kunjungan", "date_month_only", "date_month_only"), "Maret 2025",
           _EXCEL),
    Spoilt("kunjungan", 2, _refused("hasil_kunjungan", "result_blank", "required_blank"), None, _EXCEL),
    Spoilt("kunjungan", 2, _refused("hasil_kunjungan", "result_unknown", "choice_unknown"), "kurang jelas",
           _EXCEL),
    Spoilt("kunjungan", 2, _lost("status_usaha", "status_unknown", "choice_unknown"), "entahlah", _EXCEL),
    Spoilt("kunjungan", 2, _lost("penyebab_utama", "cause_blank", "cause_missing"), None, _EXCEL),
    Spoilt("dokumen", 1, _refused("jenis_dokumen", "paper_unknown", "choice_unknown"), "surat lain"),
    Spoilt("dokumen", 1, _lost("tgl", "paper_date_promised", "date_unreadable"), "menyusul"),
)  # fmt: skip
ROWS: tuple[Repeated, ...] = (
    Repeated("penerima", 7, _again("row_pasted_twice", "duplicate")),
    Repeated("penerima", 5, Mark("nik", "person_twice_in_decree", True, "quarantined", "N10"), _typed_again),
    Repeated("kunjungan", 4, _again("row_pasted_twice", "duplicate"), instruments=_EXCEL),
    Repeated("kunjungan", 2, Mark("id_bantuan", "stranger", True, "quarantined", "no_grant_for_visit"),
             _stranger, instruments=_EXCEL),
    Repeated("kunjungan", 3, _again("edited_submission", "superseded"), _first_version,
             before=True, instruments=("kobo",), where=_filled("laba_bulan")),
    Repeated("kunjungan", 3, _again("sent_twice", "superseded"), _sent_before,
             before=True, instruments=("kobo",)),
    Repeated("dokumen", 2, _again("row_pasted_twice", "duplicate")),
    Repeated("pemadanan", 2, _again("row_pasted_twice", "duplicate")),
    Repeated("pemadanan", 2, Mark("id_bantuan", "grant_unknown", True, "quarantined", _NO_GRANT), _no_grant),
)  # fmt: skip
