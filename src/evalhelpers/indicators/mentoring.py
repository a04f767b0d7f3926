"""A4 to A6: who was visited, how often, and by how many mentors (method, rules 4, 5 and 29)."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from evalhelpers.indicators.page import Page
from evalhelpers.indicators.population import PROVINCE
from evalhelpers.indicators.rows import ALL, COUNTED, MET, Answers, Row, Units
from evalhelpers.indicators.visits import REFUSED, STOPPED


def covered(page: Page) -> Iterator[Row]:
    """Yield A4: of the persons due, those visited face to face, or by telephone only; attempts and exits."""
    seen = Answers(page.units, pd.Series(page.seen).astype("boolean"))
    by_telephone = Answers(page.units, pd.Series(page.met("telepon") & ~page.seen).astype("boolean"))
    for group, rows in page.parts:
        yield from page.place.share("A4", "utama", group, seen, rows[page.due[rows]])
    for group, rows in page.parts:
        yield from page.place.part("A4", "telepon", group, by_telephone, rows[page.due[rows]])
    attempts = _attempts(page)
    everything = np.arange(len(attempts))
    tried = Answers(
        Units("kunjungan", attempts["urutan"].to_numpy("int64")),
        pd.Series(True, index=attempts.index, dtype="boolean"),
    )
    everyone = np.flatnonzero(page.monitored)
    if len(everyone):
        yield page.place.count("A4", "percobaan", ALL, tried, everything)
        gone = Answers(page.units, pd.Series(page.exits).astype("boolean"))
        yield page.place.count("A4", "keluar", ALL, gone, everyone, denominator=len(everyone), missing=0)


def _attempts(page: Page) -> pd.DataFrame:
    """Return the visit rows of the period that met nobody of N(T) they looked for."""
    visits, people = page.tables["kunjungan"], page.everyone
    person = people.index.get_indexer(visits["id_penerima"])
    day, result = visits["tgl_kunjungan"], visits["hasil_kunjungan"]
    found = (
        (person >= 0) & (day >= page.start) & (day <= page.end)
        & result.notna() & (result != "bertemu") & ~visits["validasi"].isin(REFUSED)
    ).to_numpy(dtype=bool, na_value=False)  # fmt: skip
    rows, person = visits[found], person[found]
    after = page.monitored[person] & (
        rows["tgl_kunjungan"].to_numpy() > people["tgl_serah"].to_numpy()[person]
    )
    return rows[after].reset_index(drop=True)


def mentored(page: Page) -> Iterator[Row]:
    """Yield A5: persons due with enough mentor visits in the period, and the median number of them."""
    often = page.mentoring(page.start, page.end)
    least = page.rules.minimum_contacts
    if least is not None:
        enough = Answers(page.units, pd.Series(often >= least).astype("boolean"))
        for group, rows in page.parts:
            yield from page.place.part("A5", "utama", group, enough, rows[page.due[rows]])
    for group, everyone in page.parts:
        rows = everyone[page.due[everyone]]
        if len(rows):
            role = np.full(len(rows), COUNTED, dtype="int8")
            page.place.note(("A5", "median", group), page.units, rows, role, often[rows])
            yield page.place.row(
                "A5", "median", group, value=float(np.median(often[rows])), denominator=len(rows), missing=0
            )


def loads(page: Page) -> Iterator[Row]:
    """Yield A6: persons not stopped for good per mentor active on T, and mentors over the standard load.

    A mentor's load is counted among the persons of the page or group.
    """
    if "pendamping" not in page.tables:
        return
    mentors = page.tables["pendamping"]
    on_duty = mentors[(mentors["aktif_dari"] <= page.end) & ~(mentors["aktif_sampai"] < page.end)]
    yield from _load(page, ALL, page.place.district, on_duty)
    if page.is_province:
        homes = page.everyone["kab_kota"].iloc[np.flatnonzero(page.monitored)]
        for home in sorted({*on_duty["kab_kota"].dropna(), *homes.dropna()}):
            yield from _load(page, f"kab_kota={home}", str(home), on_duty)


def _load(page: Page, group: str, district: str, on_duty: pd.DataFrame) -> Iterator[Row]:
    people = page.everyone
    mine = page.monitored & (page.status["status"] != STOPPED).to_numpy()
    if district != PROVINCE:
        on_duty = on_duty[on_duty["kab_kota"] == district]
        mine = mine & (people["kab_kota"] == district).to_numpy(dtype=bool, na_value=False)
    mentors = on_duty.drop_duplicates("id_pendamping").sort_values("id_pendamping", kind="stable")
    rows = np.flatnonzero(mine)
    if len(mentors) or len(rows):
        numbers: Row = {"numerator": len(rows), "denominator": len(mentors), "missing": 0}
        if len(mentors):
            numbers["value"] = len(rows) / len(mentors)
        page.place.note(("A6", "utama", group), page.units, rows, np.full(len(rows), MET, dtype="int8"))
        yield page.place.row("A6", "utama", group, **numbers)
    load = people["id_pendamping"].iloc[rows].value_counts().reindex(mentors["id_pendamping"]).fillna(0)
    units = Units("pendamping", mentors["urutan"].to_numpy("int64"))
    over = Answers(units, pd.Series(load.to_numpy() > page.rules.mentor_load).astype("boolean"))
    yield from page.place.part("A6", "melebihi", group, over, np.arange(len(mentors)))
