"""Rules between cells and tables; every breach is an issue at its row, all at once.

What a single cell may hold is settled when it is parsed; here columns and tables are held together.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd
import pandera.pandas as pa

from evalhelpers.dictionary import TABLES, Column
from evalhelpers.errors import DataError
from evalhelpers.issues import at_rows, frame
from evalhelpers.periods import Period

Frames = Mapping[str, pd.DataFrame]

_NEEDS_CAUSE = frozenset({"berhenti_permanen", "berhenti_sementara", "menurun"})
# An amount under this share of its column's median is probably written in thousands or millions; only
# where the column as a whole is in full rupiah.
_TINY, _FULL_RUPIAH = 0.02, 100_000
_HUGE = 100
_ALL_KINDS = {
    "count": "Int64",
    "rupiah": "Int64",
    "number": "Float64",
    "date": "datetime64[s]",
    "timestamp": "datetime64[s]",
}


def check(frames: Frames) -> pd.DataFrame:
    """Return every breach of a rule between cells, rows or tables, one row per issue.

    Parameters
    ----------
    frames
        Rows that are to be kept, by table: dictionary columns, ``_file``, ``_sheet``, ``_row``, and
        in `penerima` ``tgl_serah``, in `kunjungan` ``id_bantuan`` and ``id_penerima`` of the register.

    Raises
    ------
    DataError
        If a frame is not typed as the dictionary says: a fault of the program, not of the data.
    """
    for name, rows in frames.items():
        _require_types(name, rows)
    found = [
        *_grants(frames["penerima"]),
        *_visits(frames["kunjungan"], frames["penerima"]),
        *_budget(frames["anggaran"], frames["penerima"]),
        _matchings(frames["pemadanan"]),
    ]
    return pd.concat([frame(()), *(one for one in found if len(one))], ignore_index=True)


def schema(table: str) -> pa.DataFrameSchema:
    """Return the pandera schema of a cleaned table: dtype and closed list of every column."""
    return pa.DataFrameSchema({c.name: _column(c) for c in TABLES[table].columns}, strict=False)


def _column(column: Column) -> pa.Column:
    kind: Any = _ALL_KINDS.get(column.kind, "str")
    if column.kind in ("code", "yesno"):
        kind = pd.CategoricalDtype([code.value for code in column.codes])
    if column.name == "kab_kota":
        kind = pa.Category
    return pa.Column(kind, nullable=True, required=column.kept)


def _require_types(table: str, frame: pd.DataFrame) -> None:
    try:
        # Types alone tell: a closed list is part of its type. So no row need be looked at.
        schema(table).validate(frame.iloc[:0], lazy=True)
    except pa.errors.SchemaErrors as error:
        cases = error.failure_cases[["column", "check"]].drop_duplicates().head(5).to_dict("records")
        raise DataError(f"Tabel {table} tidak sesuai kamus data: {cases}") from error


def _at(
    rows: pd.DataFrame, where: pd.Series, code: str, table: str, column: str, read: str = ""
) -> pd.DataFrame:
    """Return an issue for each row in `where`; `read` names the column whose value is shown."""
    found = rows[where.fillna(False).astype(bool)]
    shown = pd.Series("", index=found.index, dtype="str")
    if read:
        values = found[read].dt.strftime("%Y-%m-%d") if found[read].dtype.kind == "M" else found[read]
        shown = values.astype("str").where(found[read].notna(), "")
    return at_rows(found, table, code, column=column, read=shown)


def _grants(grants: pd.DataFrame) -> Iterator[pd.DataFrame]:
    table = "penerima"
    given = grants["id_bantuan"].notna()
    yield _at(
        grants, given & grants.duplicated("id_bantuan"), "duplicate_grant", table, "id_bantuan", "id_bantuan"
    )
    known = grants[grants["nik"].notna()]
    again = known.duplicated(["no_sk", "nik"])
    yield _at(known, again, "N10", table, "nik")
    family = grants[grants["no_kk"].notna() & ~grants.index.isin(known.index[again])]
    twice = family.duplicated(["no_sk", "no_kk"]) & ~family.duplicated(["no_sk", "no_kk", "nik"])
    yield _at(family, twice, "N10_kk", table, "no_kk")
    yield from _birthdays(grants, known)
    late = grants["nama"].str.contains(r"\b(?:alm|almh|almarhum|almarhumah)\b", case=False)
    yield _at(grants, late & (grants["status_administrasi"] != "meninggal"), "late_name", table, "nama")
    yield from _magnitudes(table, grants)
    early = grants["tgl_salur"] < grants["tgl_sk"]
    yield _at(grants, early, "paid_before_decree", table, "tgl_salur", "tgl_salur")
    above = grants["nilai_salur"] > grants["nilai_sk"]
    yield _at(grants, above, "paid_above_decree", table, "nilai_salur", "nilai_salur")
    after = grants["tgl_baseline"] > grants["tgl_serah"]
    yield _at(grants, after, "baseline_after_handover", table, "tgl_baseline", "tgl_baseline")


def _birthdays(grants: pd.DataFrame, known: pd.DataFrame) -> Iterator[pd.DataFrame]:
    """Hold sex, date of birth and age against the NIK; `known` are the grants that have one."""
    table = "penerima"
    day = pd.to_numeric(known["nik"].str[6:8])
    implied = day.gt(40).map({True: "P", False: "L"})
    other = known["jenis_kelamin"].notna() & (known["jenis_kelamin"] != implied)
    yield _at(known, other, "N06", table, "jenis_kelamin", "jenis_kelamin")
    born, year, month = known["tgl_lahir"], known["nik"].str[10:12], known["nik"].str[8:10]
    numbered = year + month + (day % 40).astype("Int64").astype("str").str.zfill(2)
    other = born.notna() & (born.dt.strftime("%y%m%d") != numbered)
    yield _at(known, other, "N07", table, "tgl_lahir")
    age = _years(grants["tgl_lahir"], grants["tgl_sk"])
    yield _at(grants, (age < 17) | (age > 100), "N08", table, "tgl_lahir")
    # A NIK leaves the century open: of two ages a hundred years apart, neither fits from 1 to 16.
    age = _years(pd.to_datetime("20" + numbered, format="%Y%m%d", errors="coerce"), known["tgl_sk"]) % 100
    yield _at(known, born.isna() & age.between(1, 16), "N08", table, "nik")


def _years(born: pd.Series, on: pd.Series) -> pd.Series:
    """Return the age in whole years; missing where a date is."""
    ahead = (born.dt.month > on.dt.month) | ((born.dt.month == on.dt.month) & (born.dt.day > on.dt.day))
    return on.dt.year - born.dt.year - ahead


def _visits(visits: pd.DataFrame, grants: pd.DataFrame) -> Iterator[pd.DataFrame]:
    table = "kunjungan"
    days = grants.drop_duplicates("id_bantuan").set_index("id_bantuan")["tgl_serah"]
    handed = days.reindex(visits["id_bantuan"]).set_axis(visits.index)
    yield _at(
        visits,
        visits["tgl_kunjungan"] <= handed,
        "visit_before_handover",
        table,
        "tgl_kunjungan",
        "tgl_kunjungan",
    )
    met = visits["hasil_kunjungan"] == "bertemu"
    yield _at(visits, met & visits["status_usaha"].isna(), "status_missing", table, "status_usaha")
    lacks = visits["status_usaha"].isin(_NEEDS_CAUSE) & visits["penyebab_utama"].isna()
    yield _at(visits, lacks, "cause_missing", table, "penyebab_utama")
    stated, reckoned = visits["laba_bulan"], visits["omzet_bulan"] - visits["biaya_bulan"]
    size = pd.concat([stated.abs(), reckoned.abs()], axis=1).max(axis=1)
    # Without a cost the profit can at least be no more than the revenue.
    above = reckoned.isna() & (stated > visits["omzet_bulan"])
    differs = ((stated - reckoned).abs() > 0.5 * size).fillna(False) | above.fillna(False)
    yield _at(visits, differs, "profit_disagrees", table, "laba_bulan", "laba_bulan")
    yield from _magnitudes(table, visits)
    yield from _conflicts(visits[met & visits["status_usaha"].notna() & visits["id_penerima"].notna()])


def _magnitudes(table: str, rows: pd.DataFrame) -> Iterator[pd.DataFrame]:
    """Find monthly amounts that were probably written in thousands or millions."""
    for column in TABLES[table].columns:
        if column.unit != "Rp per bulan":
            continue
        amount = rows[column.name]
        usual = amount[amount > 0].median()
        if pd.notna(usual) and usual >= _FULL_RUPIAH:
            tiny = (amount > 0) & (amount < _TINY * usual)
            yield _at(rows, tiny, "profit_magnitude", table, column.name, column.name)
            yield _at(rows, amount > _HUGE * usual, "amount_huge", table, column.name, column.name)


def _conflicts(visits: pd.DataFrame) -> Iterator[pd.DataFrame]:
    """Find visits of one person on one day, by the same side, of which no submission is the later one."""
    same = ["id_penerima", "tgl_kunjungan", "of_mentor"]
    valid = visits.loc[
        ~visits["validasi"].isin(["ditolak", "ditunda"]),
        ["_file", "_sheet", "_row", "id_penerima", "tgl_kunjungan", "peran_petugas", "waktu_kirim"],
    ]
    # Nearly every person is visited once a day; only the others have to be looked at.
    valid = valid[valid.duplicated(["id_penerima", "tgl_kunjungan"], keep=False)]
    valid = valid.assign(of_mentor=valid["peran_petugas"] == "pendamping", unsent=valid["waktu_kirim"].isna())
    at_once = valid.duplicated([*same, "waktu_kirim"], keep=False)
    undecided = valid.duplicated(same, keep=False) & (
        valid.groupby(same)["unsent"].transform("any") | at_once
    )
    yield _at(valid, undecided, "same_day_conflict", "kunjungan", "tgl_kunjungan", "tgl_kunjungan")


def _matchings(matchings: pd.DataFrame) -> pd.DataFrame:
    """Find rows whose grant was matched the same way on the same day before, with another result."""
    same = ["id_bantuan", "jenis", "tgl_padan"]
    first = matchings.groupby(same, dropna=False, observed=True)["hasil"].transform("first")
    other = first.notna() & (matchings["hasil"].astype("str") != first.astype("str"))
    return _at(matchings, other, "matching_conflict", "pemadanan", "hasil", "hasil")


def _budget(budget: pd.DataFrame, grants: pd.DataFrame) -> Iterator[pd.DataFrame]:
    table = "anggaran"
    ends = budget["periode"].map(lambda text: Period.parse(text).end, na_action="ignore")
    ordered = budget.assign(ends=pd.to_datetime(ends)).sort_values("ends", kind="stable")
    account = ["tahun_anggaran", "kode_rekening", "kab_kota"]
    before = ordered.groupby(account, dropna=False)["realisasi_kumulatif"].shift()
    yield _at(
        ordered,
        ordered["realisasi_kumulatif"] < before,
        "cumulative_falls",
        table,
        "realisasi_kumulatif",
        "realisasi_kumulatif",
    )
    aid = ordered[ordered["kode_rekening"].str.startswith("5.1.06.01").fillna(False).astype(bool)]
    last = aid.drop_duplicates(account, keep="last")
    if last.empty:
        return
    returned = aid.groupby("tahun_anggaran")["pengembalian"].sum()
    spent = last.groupby("tahun_anggaran")["realisasi_kumulatif"].sum() - returned
    paid = grants.groupby("tahun_anggaran")["nilai_salur"].sum()
    for year in spent.index.intersection(paid.index):
        if spent[year] != paid[year]:
            row = last[last["tahun_anggaran"] == year].iloc[[-1]]
            more = {"read": str(int(spent[year])), "understood": f"register: {int(paid[year])}"}
            yield at_rows(row, table, "paid_not_budget", column="realisasi_kumulatif", **more)
