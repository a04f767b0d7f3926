"""Tables that count persons: statuses, levels, shares by group, causes, districts."""

from __future__ import annotations

from collections.abc import Sequence

from evalhelpers.blocks import Table
from evalhelpers.catalogue import CAUSES, LEVELS, STATUSES, UNMONITORED
from evalhelpers.disclosure import Cell, Public
from evalhelpers.narrative import Voice
from evalhelpers.tables import cells
from evalhelpers.tables.frame import Row, framed


def mix(public: Public, voice: Voice, *, period: str, before: str) -> Table:
    """Return persons by status, now and before, with the total."""
    rows = [
        (
            voice.label("status_usaha", status),
            cells.count(cells.cell_of(public, "B4", status, "semua", period), "numerator", voice),
            cells.percent(cells.cell_of(public, "B4", status, "semua", period), voice),
            cells.count(cells.cell_of(public, "B4", status, "semua", before), "numerator", voice),
        )
        for status in (*STATUSES, UNMONITORED)
    ]
    whole = [
        cells.count(cells.cell_of(public, "B4", UNMONITORED, "semua", p), "denominator", voice)
        for p in (period, before)
    ]
    rows.append((voice.displays.TOTAL, whole[0], voice.verdicts.NONE, whole[1]))
    notes = (voice.displays.NOTES["before"].format(before=voice.before),)
    head = ("status", "persons", "percent", "before")
    return framed("mix", "tabel-keadaan", head, rows, voice, notes=notes, total=(len(rows) - 1,))


def levels(public: Public, voice: Voice, *, period: str) -> Table:
    """Return the sensitivity table: the three levels over all persons, with what is possible."""
    rows = []
    for level in LEVELS:
        cell = cells.cell_of(public, "B3", level, "semua", period)
        rows.append(
            (
                voice.name("B3", level),
                cells.of_everyone(cell, voice),
                cells.bound(cell, "bound_low", voice),
                cells.bound(cell, "bound_high", voice),
                cells.count(cell, "missing", voice),
            )
        )
    head = ("level", "of_everyone", "bound_low", "bound_high", "unknown")
    return framed("levels", "tabel-tingkat", head, rows, voice, notes=(voice.displays.NOTES["levels"],))


def shares(
    public: Public,
    voice: Voice,
    *,
    period: str,
    code: str,
    groups: Sequence[tuple[str, str]],
    caption: str,
    measures: Sequence[str] = ("utama",),
    head: str = "group",
    notes: Sequence[str] = (),
    source: str | None = None,
) -> Table:
    """Return one share for several groups or measures: count and per cent, possible range and unknown.

    Parameters
    ----------
    groups
        Group of the values and its printed name, in order; a group without persons is left out.
    measures
        With several, rows are named after the measures.
    """
    found = [
        (
            label if len(measures) == 1 else voice.name(code, measure),
            cells.cell_of(public, code, measure, group, period),
        )
        for measure in measures
        for group, label in groups
        if group == "semua" or public.cell(code, measure, group, period) is not None
    ]
    rows: list[Row] = [
        (name, cells.met_of_known(cell, voice), cells.percent(cell, voice)) for name, cell in found
    ]
    columns: tuple[str, ...] = (head, "met_of_known", "percent")
    # Where everyone is known there is nothing to bound, and two columns less to read on a phone.
    if any(cell is not None and cell.missing for _, cell in found):
        rows = [
            (*row, cells.possible(c, voice), cells.unknown(c, voice))
            for row, (_, c) in zip(rows, found, strict=True)
        ]
        columns = (*columns, "bounds", "unknown")
    return framed(caption, f"tabel-{caption}", columns, rows, voice, notes=notes, source=source)


def causes(public: Public, voice: Voice, *, period: str, measure: str) -> Table:
    """Return the primary causes of one kind of case: new in the period, all, per cent, and supported."""

    def cell(kind: str, code: str) -> Cell | None:
        return cells.cell_of(public, "C2", measure + kind, f"penyebab={code}", period)

    rows: list[Row] = [
        (
            voice.label("penyebab", code),
            cells.count(cell("_baru", code), "numerator", voice),
            cells.count(cell("", code), "numerator", voice),
            cells.percent(cell("", code), voice),
        )
        for code in CAUSES
    ]
    head: tuple[str, ...] = ("cause", "new_cases", "all_cases", "percent")
    # Other evidence is looked for only in the report of the province.
    if any(cell("_terbukti", code) for code in CAUSES):
        rows = [
            (*row, cells.met_of_known(cell("_terbukti", code), voice))
            for row, code in zip(rows, CAUSES, strict=True)
        ]
        head = (*head, "supported")
    anchor = f"tabel-penyebab-{measure.split('_')[0]}"
    return framed(f"causes_{measure}", anchor, head, rows, voice, notes=(voice.displays.NOTES["new"],))


def places(public: Public, voice: Voice, *, period: str, rows: Sequence[tuple[str, str]]) -> Table:
    """Return the share still active per district with interval and verdict.

    Parameters
    ----------
    rows
        District slug and its worded verdict, in the order to print.
    """
    lines = []
    for slug, verdict in rows:
        cell = cells.cell_of(public, "B1", "utama", f"kab_kota={slug}", period)
        lines.append(
            (
                voice.label("kab_kota", slug),
                cells.met_of_known(cell, voice),
                cells.percent(cell, voice),
                cells.interval(cell, voice),
                cells.possible(cell, voice),
                verdict,
            )
        )
    head = ("place", "met_of_known", "percent", "interval", "bounds", "verdict")
    return framed(
        "places", "tabel-kabkota", head, lines, voice, text=(0, 5),
        notes=(voice.displays.NOTES["order"], voice.displays.NOTES["interval_places"]),
    )  # fmt: skip


def equity(public: Public, voice: Voice, *, period: str, districts: Sequence[str]) -> Table:
    """Return each district's share of the recipients beside its share of the province's poor, in order."""
    rows = [
        (
            voice.label("kab_kota", slug),
            *(
                cells.with_percent(cells.cell_of(public, "A8", m, f"kab_kota={slug}", period), voice)
                for m in ("penerima", "miskin")
            ),
        )
        for slug in districts
    ]
    notes = (voice.displays.NOTES["poor"],)
    return framed(
        "equity",
        "tabel-pemerataan",
        ("place", "recipients", "poor"),
        rows,
        voice,
        notes=notes,
        source=voice.chapters.SOURCE_EQUITY,
    )
