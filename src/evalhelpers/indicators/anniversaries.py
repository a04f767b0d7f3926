"""B9 state 12 and 24 months after the aid, by grant year; E6 what a success cost (method, rules 14, 34)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd

from evalhelpers.catalogue import STATUSES, UNMONITORED
from evalhelpers.indicators.budget import accounts
from evalhelpers.indicators.lines import Incomes
from evalhelpers.indicators.page import Page
from evalhelpers.indicators.population import both, third_level
from evalhelpers.indicators.profits import profits
from evalhelpers.indicators.rows import Answers, Row, Units, rupiah_of
from evalhelpers.indicators.visits import STOPPED, last_of, picked

MONTHS = (12, 24)
NEAR = np.timedelta64(90, "D")
FEWEST = 30
# A visit counts for the 12 months up to three months after them.
LAST_MONTHS = 15
_LEVELS = {"bertahan": "", "berkembang": "_laba_naik", "graduasi": "_graduasi"}


@dataclass(frozen=True)
class Anniversary:
    """What was known of everyone so many months after the aid; `parts`: the grant years past it."""

    units: Units
    status: pd.Series
    carried: pd.Series
    levels: dict[str, pd.Series]
    parts: list[tuple[str, np.ndarray]]


def anniversaries(page: Page) -> Iterator[Row]:
    """Yield B9 for both anniversaries."""
    for months in MONTHS:
        found = _anniversary(page, months)
        if found is None:
            continue
        for level, suffix in _LEVELS.items():
            answers = Answers(found.units, found.levels[level], found.carried)
            for group, rows in found.parts:
                yield from page.place.share("B9", f"bulan_{months}{suffix}", group, answers, rows)
        for status in (*STATUSES, UNMONITORED):
            answers = Answers(found.units, (found.status == status).astype("boolean"))
            for group, rows in found.parts:
                yield from page.place.part("B9", f"bulan_{months}_{status}", group, answers, rows)


def _anniversary(page: Page, months: int) -> Anniversary | None:
    """Return one anniversary, None where nobody has passed it."""
    people, visits, size = page.everyone, page.visits, len(page.everyone)
    handed = people["tgl_serah"]
    passed = page.here & (handed + pd.DateOffset(months=months + 3) <= page.end).to_numpy()
    if not passed.any():
        return None
    day = (handed + pd.DateOffset(months=months)).to_numpy().astype("datetime64[s]")
    nearest = _nearest(visits, day, size)
    state = picked(visits["state"], nearest)
    before = last_of(visits, _of(visits) < (day - NEAR)[visits["person"].to_numpy("int64")], size)
    stopped_before = (picked(visits["state"], before) == STOPPED).to_numpy(dtype=bool, na_value=False)
    carried = pd.Series(stopped_before & (nearest < 0))
    last = np.where(carried, before, nearest)
    status = state.mask(carried, STOPPED).fillna(UNMONITORED)
    known = status != UNMONITORED
    active = status.isin(page.rules.active).astype("boolean").where(known)
    money = profits(people, visits, pd.DataFrame({"status": status, "last": last}), page.reference)
    grown = both(active, page.gained(money.reset_index(drop=True), page.rules.profit_gain))
    incomes = Incomes(people, visits, page.rules, page.reference, passed)
    seen = picked(visits["tgl_kunjungan"], nearest).to_numpy()
    lasting = incomes.lasting(incomes.last(seen, seen))
    at = np.flatnonzero(passed)
    years = people["tahun"].iloc[at].groupby(people["tahun"].iloc[at].to_numpy(), sort=True).indices
    return Anniversary(
        units=page.persons_by(last),
        status=status,
        carried=carried,
        levels={"bertahan": active, "berkembang": grown, "graduasi": third_level(grown, lasting)},
        parts=[(f"tahun={year}", at[rows]) for year, rows in years.items()],
    )


def _of(visits: pd.DataFrame) -> np.ndarray:
    return visits["tgl_kunjungan"].to_numpy()


def _nearest(visits: pd.DataFrame, day: np.ndarray, size: int) -> np.ndarray:
    """Return per person the visit nearest a day, within 90 days of it; of two equally near the later."""
    distance = np.abs(_of(visits) - day[visits["person"].to_numpy("int64")])
    near = visits.assign(distance=distance)[distance <= NEAR]
    # Of those written to one place the last one stays: the nearest, and of two the later.
    near = near.sort_values(["distance", "tgl_kunjungan"], ascending=[False, True], kind="stable")
    found = np.full(size, -1)
    found[near["person"].to_numpy("int64")] = near.index.to_numpy()
    return found


def cost(page: Page) -> Iterator[Row]:
    """Yield E6: aid and operational cost of a grant year per person successful at 12 months.

    Only for the province, only where the state of 30 or more is known, all of the year's grants have passed
    the time, and nothing spent is left blank.
    """
    found = _anniversary(page, 12) if page.is_province else None
    if found is None:
        return
    answers = Answers(found.units, found.levels[page.rules.success_level], found.carried)
    active = Answers(found.units, found.levels["bertahan"], found.carried)
    for group, rows in found.parts:
        spent = _spent(page, int(group.partition("=")[2]))
        known = answers.known[rows]
        if spent is None or active.known[rows].sum() < FEWEST:
            continue
        successful = int((answers.yes[rows] & known).sum())
        numbers: Row = {"numerator": spent, "denominator": successful, "missing": int((~known).sum())}
        if successful:
            numbers["value"] = spent / successful
        page.place.note(("E6", "utama", group), answers.units, rows, answers.role(rows))
        yield page.place.row("E6", "utama", group, **numbers)


def _spent(page: Page, year: int) -> float | None:
    """Return the aid of a year and its net spending on accounts that do not pay aid.

    None while a grant of the year has not passed the 12 months, or where an account's spending is blank.
    """
    grants = page.grants[~page.called_off & (page.grants["tahun_anggaran"] == year).fillna(False)]
    handed = grants[grants["tgl_serah"] <= page.end]
    if not (handed["tgl_serah"] + pd.DateOffset(months=LAST_MONTHS) <= page.end).all():
        return None
    table = accounts(page, year)
    aid = tuple(code for codes in page.rules.aid_accounts.values() for code in codes)
    others = np.array([not str(code).startswith(aid) for code in table["kode_rekening"]], dtype=bool)
    operational = table.loc[others, "spent"]
    if operational.isna().any():
        return None
    return float(rupiah_of(handed["nilai_salur"]).sum() + operational.sum())
