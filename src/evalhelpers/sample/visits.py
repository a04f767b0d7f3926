"""The truth about visits: who was called on when, by whom, and with what result."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from evalhelpers.sample import names, observed
from evalhelpers.sample.business import Business
from evalhelpers.sample.mentors import Mentoring, month_index, on_duty
from evalhelpers.sample.setting import (
    COVERAGE_GAP,
    MONITOR_MONTHS,
    MONTHS,
    SEMESTERS,
    Random,
    Scene,
    stream,
)

_DAY = np.timedelta64(1, "D")
_NEVER = np.datetime64("2099-12-31")
# What comes of calling on people who are not met: chance, result, role, mode. The rest is never called on.
_MISSED = (
    (0.30, "tidak_di_tempat", "dinsos_kab", "tatap_muka"),
    (0.06, "tidak_ditemukan", "dinsos_kab", "tatap_muka"),
    (0.03, "menolak", "dinsos_kab", "tatap_muka"),
    (0.16, "bertemu", "dinsos_kab", "telepon"),
    (0.03, "tidak_di_tempat", "pendamping", "pihak_ketiga"),
)


@dataclass(frozen=True)
class Course:
    """The course of the programme so far: grants, the day each was handed over, mentors, businesses."""

    scene: Scene
    grants: pd.DataFrame
    handed: pd.Series
    mentoring: Mentoring
    business: Business


def visits(course: Course, seed: int) -> pd.DataFrame:
    """Return one row per visit in order of date, with dictionary columns plus `grant`, a row number."""
    rng = stream(seed, "visits")
    frame = pd.concat([_half_year(rng, course, year, half) for year, half in SEMESTERS], ignore_index=True)
    frame = frame.sort_values(["tgl_kunjungan", "grant", "peran_petugas"], kind="stable", ignore_index=True)
    # Joint visits are recorded once.
    frame = frame.drop_duplicates(["grant", "tgl_kunjungan"], ignore_index=True)
    for column in ("id_bantuan", "nik", "nama", "kab_kota", "kecamatan", "kode_kecamatan"):
        frame[column] = course.grants[column].to_numpy()[frame["grant"]]
    frame = _visitors(rng, frame, course)
    return observed.fill(rng, frame, course.grants, course.business)


def _half_year(rng: Random, course: Course, year: int, half: int) -> pd.DataFrame:
    first = np.datetime64(date(year, 6 * half - 5, 1))
    last = np.datetime64(date(year, 6 * half, 30 if half == 1 else 31))
    given = course.handed.to_numpy().astype("datetime64[D]")
    low = np.maximum(first, given + 14 * _DAY)
    high = np.minimum(last, _leaving_day(course) - _DAY)
    age = (last - given).astype("int64") / 30.44
    stopped = course.business.stopped_on.astype("datetime64[D]") < first - 60 * _DAY
    # People late in the programme, and those known to have stopped, are called on less.
    chance = _coverage(course, year, half) * np.where(age > 24, 0.5, 1.0) * np.where(stopped, 0.35, 1.0)
    able = ~np.isnat(given) & (low < high - 5 * _DAY) & (age <= MONITOR_MONTHS)
    met = able & (rng.random(len(given)) < chance)
    calls = _meetings(rng, course, np.flatnonzero(met), high)
    missed = np.flatnonzero(able & ~met & ~stopped)
    odds = [share for share, *_ in _MISSED]
    fate = rng.choice(len(_MISSED) + 1, len(missed), p=[*odds, 1 - sum(odds)])
    calls += [(missed[fate == index], *how) for index, (_, *how) in enumerate(_MISSED)]
    parts = [
        pd.DataFrame(
            {
                "grant": rows,
                "tgl_kunjungan": _days(rng, low[rows], high[rows]),
                "hasil_kunjungan": result,
                "peran_petugas": role,
                "cara": mode,
            }
        )
        for rows, result, role, mode in calls
    ]
    return pd.concat([*parts, _farewells(rng, course, first, last)], ignore_index=True)


Call = tuple[np.ndarray, str, str, str]


def _meetings(rng: Random, course: Course, met: np.ndarray, high: np.ndarray) -> list[Call]:
    """Return the calls on people who are met: mentors by their habit, the office where they do not come."""
    mentoring = course.mentoring
    slot = mentoring.slot[met]
    month = np.clip(month_index(pd.Series(high[met])) - 2, 0, MONTHS - 1)
    count = np.where(mentoring.served[slot, month] >= 0, rng.poisson(mentoring.rate[slot] * 0.6), 0)
    chance = rng.random((4, len(met)))
    face = "tatap_muka"
    return [
        (np.repeat(met, count), "bertemu", "pendamping", face),
        (met[(chance[0] < 0.66) | (count == 0)], "bertemu", "dinsos_kab", face),
        (met[chance[1] < 0.07], "bertemu", "dinsos_prov", face),
        (met[chance[2] < 0.008], "bertemu", "inspektorat", face),
        (met[chance[3] < 0.06], "tidak_di_tempat", "dinsos_kab", face),
    ]


def _days(rng: Random, low: np.ndarray, high: np.ndarray) -> np.ndarray:
    """Draw a day between two days each, later days a little likelier."""
    span = (high - low).astype("int64")
    return low + np.floor(np.sqrt(rng.random(len(low))) * (span + 1)).clip(max=span).astype("timedelta64[D]")


def _coverage(course: Course, year: int, half: int) -> np.ndarray:
    usual = {
        plan.slug: min(plan.coverage + COVERAGE_GAP.get((plan.slug, year, half), 0.0), 0.98)
        for plan in course.scene.plans
    }
    return course.grants["kab_kota"].map(usual).to_numpy(dtype=float)


def _leaving_day(course: Course) -> np.ndarray:
    """Return the day from which the grant is no longer visited: exit, or the person's next grant."""
    grants = course.grants
    gone = grants["tgl_status"].where(grants["status_administrasi"] != "aktif")
    following = course.handed.groupby(grants["nik"]).shift(-1)
    days = pd.concat([gone, following], axis=1).min(axis=1).to_numpy().astype("datetime64[D]")
    return np.where(np.isnat(days), _NEVER, days)


def _farewells(rng: Random, course: Course, first: np.datetime64, last: np.datetime64) -> pd.DataFrame:
    """Return the visit that learns of a death or a move, in the half-year it happened."""
    gone = course.grants["tgl_status"].to_numpy().astype("datetime64[D]")
    status = course.grants["status_administrasi"].to_numpy()
    told = np.isin(status, ["meninggal", "pindah"]) & (gone >= first) & (gone < last - 10 * _DAY)
    told &= gone > course.handed.to_numpy().astype("datetime64[D]")
    rows = np.flatnonzero(told & (rng.random(len(gone)) < 0.7))
    return pd.DataFrame(
        {
            "grant": rows,
            "tgl_kunjungan": _days(rng, gone[rows] + 2 * _DAY, np.full(len(rows), last)),
            "hasil_kunjungan": status[rows],
            "peran_petugas": "pendamping",
            "cara": "tatap_muka",
        }
    )


def _visitors(rng: Random, frame: pd.DataFrame, course: Course) -> pd.DataFrame:
    """Name the visitor; where a mentor's place was vacant on the day, the district office went instead."""
    mentor = on_duty(course.mentoring, frame["grant"].to_numpy(), frame["tgl_kunjungan"])
    role = frame["peran_petugas"].mask((frame["peran_petugas"] == "pendamping") & mentor.isna(), "dinsos_kab")
    slugs = [plan.slug for plan in course.scene.plans]
    local = names.full_names(rng, rng.random(3 * len(slugs)) < 0.5).reshape(-1, 3)
    central = names.full_names(rng, rng.random(6) < 0.5).reshape(2, 3)
    place = pd.Categorical(frame["kab_kota"], categories=slugs).codes
    one = rng.integers(0, 3, len(frame))
    staff = np.where(
        role == "dinsos_kab", local[place, one], central[(role == "inspektorat").astype(int), one]
    )
    by_mentor = role == "pendamping"
    who = course.mentoring.table.set_index("id_pendamping")["nama"]
    return frame.assign(
        peran_petugas=role,
        id_petugas=mentor.where(by_mentor),
        petugas=np.where(by_mentor, mentor.map(who), staff),
    )
