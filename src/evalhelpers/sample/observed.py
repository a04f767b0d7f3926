"""The truth about what a visitor finds: business, money, causes, household."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from evalhelpers.sample.business import NOT_YET, PAUSED, STOPPED, Business
from evalhelpers.sample.mentors import month_index
from evalhelpers.sample.people import CRITERIA
from evalhelpers.sample.setting import KINDS, Random

_RUNNING = ("berkembang", "tetap", "menurun", "ganti_usaha")
_TROUBLE = ("menurun", "berhenti_sementara", "berhenti_permanen")
# What is left of the aid, with a business that runs and with one that stopped.
_KEPT = {"lengkap_dipakai": 0.80, "sebagian": 0.12, "rusak": 0.04, "tidak_dilihat": 0.04}
_LEFT = {"sebagian": 0.30, "rusak": 0.20, "hilang": 0.12, "dijual": 0.10, "dipindahtangankan": 0.07,
         "lengkap_dipakai": 0.05, "tidak_dilihat": 0.16}  # fmt: skip

Columns = dict[str, pd.Series]


@dataclass(frozen=True)
class _Look:
    """One entry per visit: the grants' facts on the visit's index, and what the business was like."""

    grants: pd.DataFrame
    met: np.ndarray
    month: np.ndarray
    status: np.ndarray
    growth: np.ndarray

    @property
    def running(self) -> np.ndarray:
        return self.met & np.isin(self.status, _RUNNING)

    @property
    def trouble(self) -> np.ndarray:
        return self.met & np.isin(self.status, _TROUBLE)


def fill(rng: Random, frame: pd.DataFrame, grants: pd.DataFrame, business: Business) -> pd.DataFrame:
    """Fill in what the visitor found; only a meeting tells anything about the business."""
    rows = frame["grant"].to_numpy()
    month = month_index(frame["tgl_kunjungan"])
    ended = pd.Series(business.stopped_on[rows])
    growth = business.growth[rows, month] + rng.normal(0, 0.06, len(frame))
    look = _Look(
        grants.iloc[rows].reset_index(drop=True),
        (frame["hasil_kunjungan"] == "bertemu").to_numpy(),
        month,
        _status(frame, business, rows, month, growth),
        growth,
    )
    stopped = look.met & (look.status == "berhenti_permanen")
    # A cause is that of the month of the stop, however late the visit.
    when = np.where(month_index(ended) >= 0, np.minimum(month, month_index(ended)), month)
    return frame.assign(
        status_usaha=_text(look.status, look.met),
        tgl_berhenti=ended.where(stopped & (rng.random(len(frame)) < 0.8)),
        **_money(rng, frame, look),
        **_causes(rng, frame, look, business.cause[rows, when]),
        **_household(rng, look),
        **_aid(rng, frame, look, business.mentored[rows, month]),
    )


def _status(
    frame: pd.DataFrame, business: Business, rows: np.ndarray, month: np.ndarray, growth: np.ndarray
) -> np.ndarray:
    day = frame["tgl_kunjungan"].to_numpy()
    state = business.state[rows, month]
    not_yet_stopped = (state == STOPPED) & (day < business.stopped_on[rows])
    state = np.where(not_yet_stopped, business.state[rows, np.maximum(month - 1, 0)], state)
    gain = growth - business.growth[rows, np.maximum(month - 6, 0)]
    return np.select(
        [
            state == NOT_YET,
            state == PAUSED,
            state == STOPPED,
            day >= business.changed_on[rows],
            (growth < -0.08) | (gain < -0.09),
            (growth > 0.15) & (gain > 0.03),
        ],
        ["belum_berjalan", "berhenti_sementara", "berhenti_permanen", "ganti_usaha", "menurun", "berkembang"],
        "tetap",
    )


def _text(values: np.ndarray, where: np.ndarray) -> pd.Series:
    return pd.Series(values, dtype="str").where(where)


def _whole(values: np.ndarray, step: int, where: np.ndarray) -> pd.Series:
    rounded = (np.rint(np.where(where, values, 0) / step) * step).astype("int64")
    return pd.Series(rounded, dtype="Int64").where(where)


def _money(rng: Random, frame: pd.DataFrame, look: _Look) -> Columns:
    """Return profit, revenue and cost, which add up, and a household income no less than the profit."""
    size = len(frame)
    base = look.grants["true_profit"].to_numpy()
    margin = look.grants["jenis_usaha"].map({name: kind.margin for name, kind in KINDS.items()}).to_numpy()
    profit = np.where(look.running, np.rint(base * np.exp(look.growth) / 25_000).clip(min=2) * 25_000, 0)
    revenue = np.rint(profit / (margin * rng.uniform(0.85, 1.15, size)) / 25_000) * 25_000
    years = (frame["tgl_kunjungan"] - look.grants["tgl_sk"]).dt.days.to_numpy() / 365.25
    rise = np.exp(0.09 * years + rng.normal(0.02, 0.12, size))
    other = (look.grants["true_income"].to_numpy() - base) * rise
    # Most of those whose business stands still earn something elsewhere.
    fallback = np.where(look.running, 0, base * rng.uniform(0.2, 0.9, size) * (rng.random(size) < 0.7))
    income = np.maximum(np.rint((profit + other + fallback) / 50_000).clip(min=1) * 50_000, profit)
    answers = look.running & (rng.random(size) < 0.96)
    return {
        "omzet_bulan": _whole(revenue, 25_000, answers),
        "biaya_bulan": _whole(revenue - profit, 25_000, answers),
        "laba_bulan": _whole(profit, 25_000, look.running & (rng.random(size) < 0.975)),
        "pendapatan_rt_bulan": _whole(income, 25_000, look.met & (rng.random(size) < 0.95)),
    }


def _causes(rng: Random, frame: pd.DataFrame, look: _Look, cause: np.ndarray) -> Columns:
    """Return the main cause, all causes in order of their codes, and who says so."""
    size = len(frame)
    cause = cause.astype(object)
    second = cause[rng.permutation(size)]
    more = (rng.random(size) < 0.4) & (second != cause) & (second != "99") & (cause != "99")
    both = np.minimum(cause, second) + " " + np.maximum(cause, second)
    visitor = np.where(frame["peran_petugas"] == "pendamping", "pendamping", "petugas")
    return {
        "penyebab_utama": _text(cause, look.trouble),
        "penyebab_semua": _text(np.where(more, both, cause), look.trouble),
        "sumber_atribusi": _text(np.where(rng.random(size) < 0.6, "penerima", visitor), look.trouble),
    }


def _household(rng: Random, look: _Look) -> Columns:
    size = len(look.met)
    members = look.grants["jml_anggota_rt"].to_numpy() + rng.choice([-1, 0, 1], size, p=[0.05, 0.88, 0.07])
    likely = np.where(look.status == "berkembang", 0.6, np.where(look.running, 0.35, 0.12))
    saves = rng.random(size) < likely
    columns = {
        "jml_anggota_rt": _whole(members.clip(1, 12), 1, look.met),
        "tabungan_ada": _text(np.where(saves, "ya", "tidak"), look.met),
        "tabungan_rp": _whole(np.exp(rng.normal(13.0, 0.7, size)), 50_000, look.met & saves),
        "utang_rp": _whole(np.exp(rng.normal(13.8, 0.6, size)), 100_000, look.met & (rng.random(size) < 0.3)),
        "nilai_aset_usaha": _whole(np.exp(rng.normal(14.8, 0.6, size)), 100_000, look.running),
        "tenaga_kerja": _whole(1 + rng.poisson(0.6, size), 1, look.running),
        "pembukuan": _text(np.where(rng.random(size) < 0.28, "ya", "tidak"), look.met),
    }
    for key in CRITERIA:
        before = (look.grants[f"kriteria_fm_{key}"] == "ya").to_numpy()
        now = rng.random(size) < np.where(before, 0.80, 0.05)
        columns[f"kriteria_fm_{key}"] = _text(np.where(now, "ya", "tidak"), look.met)
    return columns


def _aid(rng: Random, frame: pd.DataFrame, look: _Look, mentored: np.ndarray) -> Columns:
    """Return what is left of the aid, and how often the mentor came according to the recipient."""
    size = len(frame)
    kept = rng.choice(list(_KEPT), size, p=list(_KEPT.values()))
    left = rng.choice(list(_LEFT), size, p=list(_LEFT.values()))
    state = np.where(np.isin(look.status, ("berhenti_permanen", "berhenti_sementara")), left, kept)
    contacts = rng.poisson(np.where(mentored, 2.2, 0.6))
    recent = frame["tgl_kunjungan"] - pd.to_timedelta(rng.integers(4, 85, size), unit="D")
    return {
        "aset_bantuan_status": _text(
            np.where(frame["cara"] == "tatap_muka", state, "tidak_dilihat"), look.met
        ),
        "jumlah_pendampingan_3bln": _whole(contacts, 1, look.met),
        "tgl_pendampingan_terakhir": recent.where(look.met & (contacts > 0)),
    }
