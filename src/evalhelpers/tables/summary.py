"""Tables over indicators: page one, all values, definitions; and those of money."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from evalhelpers.blocks import Table
from evalhelpers.catalogue import INDICATORS
from evalhelpers.disclosure import Public
from evalhelpers.narrative import Voice
from evalhelpers.tables import cells
from evalhelpers.tables.frame import Row, framed

KEY_SHARES = ("A1.utama", "A4.utama", "B1.utama", "B3.berkembang", "C1.utama", "D1.utama", "E1.utama")


def key(
    public: Public, voice: Voice, *, period: str, before: str, targets: Mapping[str, str], no_budget: str
) -> Table:
    """Return the small table of page one: indicator, count, per cent, before, target.

    Parameters
    ----------
    targets
        Worded target and verdict by code and measure.
    no_budget
        What stands for E1 where the budget is not split by district.
    """
    rows: list[Row] = []
    for name in KEY_SHARES:
        code, measure = name.split(".")
        now, earlier = (cells.cell_of(public, code, measure, "semua", p) for p in (period, before))
        amount = cells.met_of_known(now, voice)
        if code == "E1" and (now is None or not now.denominator):
            amount = no_budget
        rows.append(
            (
                voice.name(code, measure),
                amount,
                cells.percent(now, voice),
                cells.percent(earlier, voice),
                targets[name],
            )
        )
    notes: tuple[str, ...] = (voice.displays.NOTES["before"].format(before=voice.before),)
    head = ("indicator", "met_of_known", "percent", "before", "target")
    if len(set(targets.values())) > 1:
        return framed("key", "tabel-kunci", head, rows, voice, notes=notes, text=(0, 4))
    # No target is set: said once below, not in every row.
    said = next(iter(targets.values()), "")
    notes += (voice.displays.NOTES["no_target"].format(said=said),)
    return framed("key", "tabel-kunci", head[:-1], [row[:-1] for row in rows], voice, notes=notes)


def profit(public: Public, voice: Voice, *, period: str, year_before: str, year_before_name: str) -> Table:
    """Return the measures of profit, for all and for the active, beside the same period a year earlier."""
    rows = []
    for group, scope in voice.displays.SCOPES.items():
        for measure, name in voice.displays.MEASURES.items():
            now, earlier = (cells.cell_of(public, "B5", measure, group, p) for p in (period, year_before))
            rows.append(
                (
                    f"{name}, {scope}",
                    cells.money(now, voice),
                    cells.count(now, "denominator", voice),
                    cells.money(earlier, voice),
                )
            )
    notes = (voice.displays.NOTES["year_before"].format(before=year_before_name),)
    return framed(
        "profit", "tabel-laba", ("measure", "value", "persons", "year_before"), rows, voice, notes=notes
    )


def budget(public: Public, voice: Voice, *, period: str, groups: Sequence[tuple[str, str]]) -> Table:
    """Return budget, net spending and absorption; one row per group with a budget."""
    rows = []
    for group, label in groups:
        cell = cells.cell_of(public, "E1", "utama", group, period)
        if cell is not None and cell.denominator:
            rows.append(
                (
                    label,
                    cells.rupiah(cell, "denominator", voice),
                    cells.rupiah(cell, "numerator", voice),
                    cells.percent(cell, voice),
                )
            )
    head = ("budget_row", "budget", "spent", "absorbed")
    notes = (voice.displays.NOTES["budgets"],)
    return framed(
        "budget", "tabel-anggaran", head, rows, voice, notes=notes, source=voice.chapters.SOURCE_BUDGET
    )


def detail(public: Public, voice: Voice, *, period: str) -> Table:
    """Return every indicator and measure for all persons of the place."""
    rows = []
    for code, item in INDICATORS.items():
        for measure, unit in item.units.items():
            cell = cells.cell_of(public, code, measure, "semua", period)
            if cell is None:
                continue
            name = f"{code} {measure_name(code, measure, voice)}"
            shown = cells.money(cell, voice) if unit == "rp" else cells.percent(cell, voice)
            rows.append(
                (
                    name,
                    *(cells.amount(cell, c, voice) for c in ("numerator", "denominator", "missing")),
                    shown,
                )
            )
    head = ("indicator", "numerator", "denominator", "unknown", "value")
    return framed("detail", "tabel-rinci", head, rows, voice, notes=(voice.displays.NOTES["machine"],))


def definitions(voice: Voice) -> Table:
    """Return the operational definitions of the catalogue."""
    rows = [
        (f"{c} {item.name[voice.language]}", item.definition[voice.language])
        for c, item in INDICATORS.items()
    ]
    return framed(
        "definitions", "tabel-definisi", ("indicator", "definition"), rows, voice, text=(0, 1), source=""
    )


def measure_name(code: str, measure: str, voice: Voice) -> str:
    """Return the printed name of one measure of an indicator."""
    words = voice.displays
    own = words.MEASURES.get(measure) or words.INDICATORS.get(f"{code}.{measure}") or words.CASES.get(measure)
    if measure == "utama":
        own = INDICATORS[code].name[voice.language]
    return str(own or voice.label("status_usaha", measure))
