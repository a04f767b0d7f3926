"""Where a value comes from: the rows of the tables that are counted in it, and why others are not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import pandas as pd

from evalhelpers.catalogue import Rules, indicator
from evalhelpers.indicators import MAKERS, open_page, tidy
from evalhelpers.indicators.page import Page
from evalhelpers.indicators.population import Tables, monitored
from evalhelpers.indicators.rows import ALL, COUNTED, MET, UNKNOWN, Evidence, add_intervals
from evalhelpers.periods import Period
from evalhelpers.reference import Reference

ROLES = {MET: "pembilang", COUNTED: "penyebut", UNKNOWN: "belum_diketahui"}
LEFT_OUT = "tidak_dihitung"
COLUMNS = ("measure", "group", "table", "row", "visit", "role", "reason", "amount")
# Every reason there is: why something is not known, and why a grant is not counted.
UNKNOWN_REASONS = (
    "belum_pernah_dikunjungi",
    "belum_terpantau",
    "tidak_dikunjungi_periode_ini",
    "tidak_dikunjungi_waktu_itu",
    "aset_belum_dilihat",
    "jawaban_kosong",
    "belum_diserahkan",
    "tidak_diperiksa",
    "tanggal_selesai_kosong",
)
LEFT_OUT_REASONS = (
    "bantuan_batal",
    "tanpa_tanggal_sk",
    "sk_sesudah_periode",
    "tahun_anggaran_lain",
    "belum_diserahkan",
    "belum_jatuh_tempo",
    "bukti_belum_waktunya",
    "bantuan_lain_yang_menentukan",
    "meninggal_sebelum_serah",
    "lewat_masa_pantau",
    "tidak_wajib_dipantau",
    "sudah_berhenti_permanen",
    "waktunya_belum_lewat",
    "bukan_kasus",
    "tidak_berhenti_sebelumnya",
    "tidak_di_bawah_garis_sebelum_bantuan",
    "di_luar_pengertian",
)
# Indicators of the fiscal year's grants, whose population is not that of persons followed up.
_OF_YEAR = frozenset({"A1", "A2", "A3", "A7", "A8", "E3"})
# Those that follow persons beyond the months of monitoring.
_OF_EVERYONE = frozenset({"B2", "B9", "E6"})
# What is lacking to those whom no general reason leaves out.
_OUTSIDE = {
    "A4": "tidak_wajib_dipantau",
    "A5": "tidak_wajib_dipantau",
    "A6": "sudah_berhenti_permanen",
    "B9": "waktunya_belum_lewat",
    "C2": "bukan_kasus",
    "C3": "tidak_berhenti_sebelumnya",
    "D2": "tidak_di_bawah_garis_sebelum_bantuan",
    "E6": "waktunya_belum_lewat",
}
# Why an answer is lacking where the person's status is known, if not for an empty field.
_LACKING = {"B7": "aset_belum_dilihat", "E4": "aset_belum_dilihat", "C3": "tidak_dikunjungi_periode_ini"}
# Where amounts are added up also of those whose answer is not known.
_UNKNOWN_AMOUNTS = frozenset({"B7"})
CHAIN = "E8"


@dataclass(frozen=True)
class Trace:
    """All values of one indicator on one page, and the rows of the tables behind each.

    Attributes
    ----------
    values
        What `compute` gives for the indicator.
    left_out
        One row per grant of the page that is in no value of the indicator: ``row`` and ``reason``. Empty for
        indicators that do not count grants or persons, or that have no value on the page.
    """

    code: str
    values: pd.DataFrame
    left_out: pd.DataFrame
    page: Page = field(repr=False)
    ledger: tuple[Evidence, ...] = field(repr=False)

    @cached_property
    def rows(self) -> pd.DataFrame:
        """Return the rows behind all values.

        One row per value and counted unit: ``measure``, ``group``, ``table``, ``row`` (``urutan`` in that
        table), ``visit`` (``urutan`` of the visit that decides, missing where none does), ``role`` (one of
        `ROLES`), ``reason`` (why it is not known, else empty), ``amount`` (what it adds, missing where
        persons, grants or cases are counted).
        """
        behind = [_behind(self.page, self.code, evidence) for evidence in self.ledger]
        return pd.concat(behind, ignore_index=True) if behind else _nothing()

    def of(self, measure: str, group: str = ALL) -> pd.DataFrame:
        """Return the rows behind one value; none where it is not made from rows."""
        evidence = self._evidence.get((measure, group))
        return _nothing() if evidence is None else _behind(self.page, self.code, evidence)

    def tally(self, measure: str, group: str = ALL) -> dict[str, int]:
        """Count the rows behind one value by role; empty where it is not made from rows."""
        evidence = self._evidence.get((measure, group))
        if evidence is None:
            return {}
        return {name: int(np.count_nonzero(evidence.role == role)) for role, name in ROLES.items()}

    def added(self, measure: str, group: str = ALL) -> dict[str, float]:
        """Add the amounts of the rows behind one value by role; empty where it is not made from amounts."""
        evidence = self._evidence.get((measure, group))
        if evidence is None or not (evidence.code == CHAIN or evidence.amount is not None):
            return {}
        amount = np.nan_to_num(_amount(evidence))
        return {name: float(amount[evidence.role == role].sum()) for role, name in ROLES.items()}

    @cached_property
    def _evidence(self) -> dict[tuple[str, str], Evidence]:
        return {(evidence.measure, evidence.group): evidence for evidence in self.ledger}


def trace(
    tables: Tables,
    code: str,
    *,
    district: str,
    period: Period,
    rules: Rules,
    reference: Reference,
    districts: Sequence[str],
) -> Trace:
    """Trace one indicator; the parameters are those of `compute`.

    Raises
    ------
    DataError
        If there is no indicator of that code, or for what `compute` refuses.
    """
    [(_, found)] = traces(
        tables,
        [code],
        district=district,
        period=period,
        rules=rules,
        reference=reference,
        districts=districts,
    )
    return found


def traces(
    tables: Tables,
    codes: Iterable[str],
    *,
    district: str,
    period: Period,
    rules: Rules,
    reference: Reference,
    districts: Sequence[str],
) -> Iterator[tuple[str, Trace]]:
    """Trace several indicators of one page, each when it is asked for; what they share is made once.

    Raises
    ------
    DataError
        If there is no indicator of one of the codes, or for what `compute` refuses.
    """
    ledger: list[Evidence] = []
    page = open_page(
        tables,
        district=district,
        period=period,
        rules=rules,
        reference=reference,
        districts=districts,
        ledger=ledger,
    )
    for code in codes:
        ledger.clear()
        rows = list(MAKERS[indicator(code).code](page))
        add_intervals(rows)
        left_out = _left_out(page, code, ledger) if rows else _nobody()
        yield code, Trace(code, tidy(rows), left_out, page, tuple(ledger))


def _nothing() -> pd.DataFrame:
    return pd.DataFrame(columns=list(COLUMNS))


def _nobody() -> pd.DataFrame:
    return pd.DataFrame({"row": pd.Series(dtype="int64"), "reason": pd.Series(dtype="object")})


def _behind(page: Page, code: str, evidence: Evidence) -> pd.DataFrame:
    units, at = evidence.units, evidence.rows
    visit = np.full(len(at), -1) if units.visits is None else units.visits[at]
    unknown = evidence.role == UNKNOWN
    reason = _why_unknown(page, code, units.table, units.rows[at], visit) if unknown.any() else ""
    return pd.DataFrame(
        {
            "measure": evidence.measure,
            "group": evidence.group,
            "table": units.table,
            "row": units.rows[at],
            "visit": pd.Series(visit, dtype="Int64").mask(visit < 0),
            "role": pd.Series(evidence.role, dtype="int8").map(ROLES).astype("object"),
            "reason": np.where(unknown, reason, ""),
            "amount": _amount(evidence),
        }
    )


def _amount(evidence: Evidence) -> np.ndarray:
    """Return what each adds, missing where it is counted and not summed."""
    if evidence.amount is None:
        return np.full(len(evidence.rows), np.nan)
    counts = (evidence.role != UNKNOWN) | (evidence.code in _UNKNOWN_AMOUNTS)
    return np.where(counts, np.asarray(evidence.amount, dtype="float64"), np.nan)


def _why_unknown(page: Page, code: str, table: str, rows: np.ndarray, visit: np.ndarray) -> np.ndarray:
    """Return why the answer of each would not be known, if it is not."""
    if table != "penerima" or code in _OF_YEAR:
        other = "belum_diserahkan" if code in ("A1", "A7") else "tidak_diperiksa"
        return np.full(len(rows), "tanggal_selesai_kosong" if table == "rtl" else other, dtype=object)
    people = page.everyone
    at = pd.Index(people["urutan"]).get_indexer(rows)
    never = ~np.isin(np.arange(len(people)), page.visits["person"].to_numpy("int64"))
    if code in _OF_EVERYONE:
        why = np.where(visit < 0, "tidak_dikunjungi_waktu_itu", "jawaban_kosong")
    else:
        why = np.where(page.known[at], _LACKING.get(code, "jawaban_kosong"), "belum_terpantau")
    return np.where(never[at], "belum_pernah_dikunjungi", why)


def _left_out(page: Page, code: str, ledger: Sequence[Evidence]) -> pd.DataFrame:
    """Return the grants of the page in no value of the indicator, each with the first reason that holds."""
    if "penerima" not in indicator(code).tables:
        return _nobody()
    counted = [e.units.rows[e.rows] for e in ledger if e.units.table == "penerima"]
    grants = page.grants[~page.grants["urutan"].isin(np.concatenate(counted) if counted else [])]
    if code in _OF_YEAR:
        reasons = _reasons_of_year(page, grants)
    elif code in _OF_GRANTS:
        reasons = _OF_GRANTS[code](page, grants)
    else:
        reasons = _reasons_of_person(page, code, grants)
    outside = _OUTSIDE.get(code, "di_luar_pengertian")
    reason = np.select(list(_arrays(reasons).values()), list(reasons), default=outside)
    return pd.DataFrame({"row": grants["urutan"].to_numpy("int64"), "reason": reason.astype("object")})


def _reasons_of_year(page: Page, grants: pd.DataFrame) -> dict[str, pd.Series]:
    return {
        "tanpa_tanggal_sk": grants["tgl_sk"].isna(),
        "sk_sesudah_periode": grants["tgl_sk"] > page.end,
        "tahun_anggaran_lain": grants["tahun_anggaran"] != page.period.year,
        "bantuan_lain_yang_menentukan": grants["id_penerima"].isin(page.decreed["id_penerima"]),
    }


def _reasons_of_papers(page: Page, grants: pd.DataFrame) -> dict[str, pd.Series]:
    handed, days = grants["tgl_serah"], page.rules.papers_days or 0
    return {
        "bantuan_batal": _called_off(page, grants),
        "belum_diserahkan": handed.isna() | (handed > page.end),
        "bukti_belum_waktunya": handed > page.end - pd.Timedelta(days=days),
    }


def _reasons_of_chain(page: Page, grants: pd.DataFrame) -> dict[str, pd.Series]:
    return {
        "bantuan_batal": _called_off(page, grants),
        "tanpa_tanggal_sk": grants["tgl_sk"].isna(),
        "sk_sesudah_periode": grants["tgl_sk"] > page.end,
        "tahun_anggaran_lain": pd.Series(True, index=grants.index),
    }


_OF_GRANTS = {"E2": _reasons_of_papers, CHAIN: _reasons_of_chain}


def _reasons_of_person(page: Page, code: str, grants: pd.DataFrame) -> dict[str, pd.Series]:
    people = page.everyone
    handed, latest = grants["tgl_serah"], page.end - pd.Timedelta(days=page.rules.due_after_days)
    decisive = grants["urutan"].isin(people["urutan"])
    conditions = {
        "bantuan_batal": _called_off(page, grants),
        "belum_diserahkan": handed.isna() | (handed > page.end),
        "belum_jatuh_tempo": handed > latest,
        "bantuan_lain_yang_menentukan": grants["id_penerima"].isin(people.index) & ~decisive,
        "meninggal_sebelum_serah": ~grants["id_penerima"].isin(people.index),
    }
    if code not in _OF_EVERYONE:
        conditions["lewat_masa_pantau"] = ~monitored(grants, page.period, page.rules)
    return conditions


def _called_off(page: Page, grants: pd.DataFrame) -> pd.Series:
    return pd.Series(page.called_off, index=page.grants.index)[grants.index]


def _arrays(conditions: dict[str, pd.Series]) -> dict[str, np.ndarray]:
    return {name: mark.to_numpy(dtype=bool, na_value=False) for name, mark in conditions.items()}
