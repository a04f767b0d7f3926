"""Tables of what became of grants with time: survival, and the state 12 and 24 months after the aid."""

from __future__ import annotations

from evalhelpers.blocks import Table
from evalhelpers.catalogue import LEVELS
from evalhelpers.disclosure import Public
from evalhelpers.narrative import Voice
from evalhelpers.tables import cells
from evalhelpers.tables.frame import Row, framed

_MONTHS = (6, 12, 24)
_LEVELS = {"": "bertahan", "_laba_naik": "berkembang", "_graduasi": "graduasi"}


def survival(public: Public, voice: Voice, *, period: str) -> Table | None:
    """Return the survival of businesses with interval, both extremes and persons at risk, a column a time."""
    words = voice.displays
    found = [(m, cells.cell_of(public, "B2", f"bulan_{m}", "semua", period)) for m in _MONTHS]
    there = [(months, cell) for months, cell in found if cell is not None]
    if not there:
        return None
    shown = [cell for _, cell in there]
    rows: list[Row] = [
        (words.COLUMNS["survival"], *(cells.value(cell, voice) for cell in shown)),
        (words.COLUMNS["interval"], *(cells.interval(cell, voice) for cell in shown)),
        (words.COLUMNS["bounds"], *(cells.possible(cell, voice) for cell in shown)),
    ]
    for name, column in (("at_risk", "denominator"), ("closed", "numerator"), ("never_seen", "missing")):
        rows.append((words.COLUMNS[name], *(cells.count(cell, column, voice) for cell in shown)))
    notes = (words.NOTES["survival"], words.NOTES["interval_survival"])
    head = ("since", *(words.MONTHS.format(months=months) for months, _ in there))
    return framed("survival", "tabel-bertahan", head, rows, voice, notes=notes)


def anniversaries(public: Public, voice: Voice, *, period: str) -> Table | None:
    """Return the three levels 12 and 24 months after the aid, one row per grant year; None if none is due."""
    rows: list[Row] = []
    for months in (12, 24):
        for year in public.groups("tahun", period):
            found = [
                cells.cell_of(public, "B9", f"bulan_{months}{kind}", f"tahun={year}", period)
                for kind in _LEVELS
            ]
            if found[0] is not None:
                name = f"{year}, {voice.displays.MONTHS.format(months=months)}"
                shown = [cells.with_percent(cell, voice) for cell in found]
                rows.append((name, *shown, cells.possible(found[0], voice), cells.unknown(found[0], voice)))
    head = ("grant_year", *(voice.name("B3", level) for level in LEVELS), "bounds", "unknown")
    notes = (voice.displays.NOTES["anniversaries"], voice.displays.NOTES["bounds_active"])
    return framed("anniversaries", "tabel-tahun-bantuan", head, rows, voice, notes=notes) if rows else None
