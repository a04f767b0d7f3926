"""Tables over indicators: page one, all values, definitions; and those of money."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from evalhelpers.blocks import Table
from evalhelpers.catalogue import INDICATORS, NOT_COUNTED, Indicator, units
from evalhelpers.disclosure import Cell, Public
from evalhelpers.narrative import Voice
from evalhelpers.tables import cells
from evalhelpers.tables.frame import Row, framed

KEY_SHARES = (
    "A1.utama",
    "A4.utama",
    "B1.utama",
    "B3.berkembang",
    "B3.graduasi",
    "C1.utama",
    "D1.utama",
    "E1.utama",
    "E2.utama",
)
# What runs from 1 January says nothing beside a period of another length.
_CUMULATIVE = ("A1", "E1")
_WHERE_THERE = ("E2",)
# Of B5: how many profits are of a lesser kind than the others.
_MARKED = ("dihitung", "nominal")
_PROFITS = ("median_persen", "median_rp", "median_laba", "rata_laba", "pergeseran_rp")
_BY_YEAR = ("E6",)
_WHOLE = ("A1", "B1", "B3", "B4", "B5", "B9", "B10", "D2", "D3", "E1", "E5", "E7", "E8")
# What a table of its own, or a figure, has whole is not printed twice: the page is read on a phone.
_ELSEWHERE = {
    **{code: tuple(INDICATORS[code].units) for code in _WHOLE},
    "A4": ("utama",),
    "B2": ("bulan_6", "bulan_12", "bulan_24", "kurva"),
    "D1": ("awal", "utama"),
    "E2": ("utama",),
    "E3": tuple(measure for measure in INDICATORS["E3"].units if measure != "rp"),
}


def key(
    public: Public,
    voice: Voice,
    *,
    period: str,
    before: str,
    year_before: str,
    year_before_name: str,
    targets: Mapping[str, str],
    states: Mapping[str, str],
    no_budget: str,
) -> Table:
    """Return the small table of page one: indicator, now, before, target.

    Parameters
    ----------
    year_before
        The same period a year earlier, beside which figures that run from 1 January stand.
    targets, states
        Worded target and verdict, and the state that stands for it, by code and measure.
    no_budget
        What stands for E1 where the budget is not split by district.
    """
    rows: list[Row] = []
    shown: list[str] = []
    for name in KEY_SHARES:
        code, measure = name.split(".")
        then = year_before if code in _CUMULATIVE else before
        now, earlier = (cells.cell_of(public, code, measure, "semua", p) for p in (period, then))
        if code in _WHERE_THERE and now is None:
            continue
        amount = cells.with_percent(now, voice)
        if code == "E1" and (now is None or not now.denominator):
            amount = no_budget
        rows.append(
            (
                voice.name(code, measure),
                amount,
                cells.with_percent(earlier, voice),
                targets.get(name, voice.verdicts.NONE),
            )
        )
        shown.append(states.get(name, ""))
    words = voice.displays.NOTES
    notes: tuple[str, ...] = (
        words["before" if voice.before == year_before_name else "compared"].format(
            before=voice.before, year_before=year_before_name
        ),
        *((words["none"],) if any(voice.verdicts.NONE in row for row in rows) else ()),
    )
    head = ("indicator", "now", "before", "target")
    if len(set(targets.values())) > 1:
        made = framed("key", "tabel-kunci", head, rows, voice, notes=notes, text=(0, 3))
        return replace(made, states=tuple(shown))
    # No target is set: said once below, not in every row.
    said = next(iter(targets.values()), "")
    notes += (words["no_target"].format(said=said),)
    return framed("key", "tabel-kunci", head[:-1], [row[:-1] for row in rows], voice, notes=notes)


def profit(public: Public, voice: Voice, *, period: str, year_before: str, year_before_name: str) -> Table:
    """Return the measures of profit, for all and for the active, beside the same period a year earlier."""
    rows: list[Row] = []
    for group, scope in voice.displays.SCOPES.items():
        for measure in _PROFITS:
            now, earlier = (cells.cell_of(public, "B5", measure, group, p) for p in (period, year_before))
            rows.append(
                (
                    f"{voice.name('B5', measure)}, {scope}",
                    cells.value(now, voice),
                    cells.interval(now, voice),
                    cells.count(now, "denominator", voice),
                    cells.value(earlier, voice),
                )
            )
    words = voice.displays.NOTES
    notes = [words["year_before"].format(before=year_before_name), words["interval_profit"]]
    for measure in _MARKED:
        cell = cells.cell_of(public, "B5", measure, "semua", period)
        if cell is not None and not cell.hidden and cell.value:
            notes.append(words[measure].format(of=voice.of(cell.value, cell.denominator or 0)))
    head = ("measure", "value", "interval", "persons", "year_before")
    return framed("profit", "tabel-laba", head, rows, voice, notes=notes)


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


def listing(
    public: Public,
    voice: Voice,
    *,
    period: str,
    names: Sequence[tuple[str, str, str]],
    caption: str,
    anchor: str,
    is_coded: bool = False,
    notes: Sequence[str] = (),
    source: str | None = None,
) -> Table | None:
    """Return indicators of any unit: what each was made from, its value, possible range and unknown.

    Parameters
    ----------
    names
        Code, measure and group of each row; what has no number is left out, None if that is all.
    is_coded
        Whether rows begin with the indicator's code.
    """
    found: list[tuple[str, Cell]] = []
    for code, measure, group in names:
        cell = cells.cell_of(public, code, measure, group, period)
        # A row of neither number says nothing, unless it says that its numbers are hidden.
        if cell is None or (cell.value is None and not cell.denominator and not cell.hidden):
            continue
        name = f"{code} {voice.name(code, measure)}" if is_coded else voice.name(code, measure)
        found.append((name if group == "semua" else f"{name}, {voice.group(group, within=True)}", cell))
    if not found:
        return None
    rows: list[Row] = [(name, cells.amount(c, voice), cells.value(c, voice)) for name, c in found]
    head: tuple[str, ...] = ("indicator" if is_coded else "measure", "amount", "value")
    if any(cell.missing for _, cell in found):
        rows = [
            (*row, cells.possible(c, voice), cells.unknown(c, voice))
            for row, (_, c) in zip(rows, found, strict=True)
        ]
        head = (*head, "bounds", "unknown")
    return framed(caption, anchor, head, rows, voice, notes=notes, source=source)


def detail(public: Public, voice: Voice, *, period: str) -> Table | None:
    """Return the indicators of the place by code, but those that stand in a table of their own.

    What exists only by grant year has one row a year.
    """
    years = [f"tahun={year}" for year in public.groups("tahun", period)]
    names = [
        (code, measure, group)
        for code, item in INDICATORS.items()
        for measure in item.units
        if measure not in _ELSEWHERE.get(code, ())
        for group in (years if code in _BY_YEAR else ["semua"])
    ]
    elsewhere = voice.displays.NOTES["elsewhere"].format(codes=", ".join(sorted(_ELSEWHERE)))
    notes = (elsewhere, voice.displays.NOTES["machine"], voice.chapters.INDICATION)
    return listing(
        public, voice, period=period, names=names, caption="detail", anchor="tabel-rinci", is_coded=True,
        notes=notes,
    )  # fmt: skip


def definitions(voice: Voice) -> Table:
    """Return the operational definitions of the catalogue: what is counted, of what, in which unit."""
    rows = [
        (f"{code} {item.name[voice.language]}", _defined(item, voice)) for code, item in INDICATORS.items()
    ]
    return framed(
        "definitions", "tabel-definisi", ("indicator", "definition"), rows, voice, text=(0, 1), source="",
        notes=(voice.displays.NOTES["rules"],),
    )  # fmt: skip


def _defined(item: Indicator, voice: Voice) -> str:
    words, language = voice.displays.DEFINITION, voice.language
    numerator, denominator = item.numerator[language], item.denominator[language]
    lines = [item.definition[language]]
    if numerator == NOT_COUNTED:
        lines.append(words["counted"].format(text=denominator))
    else:
        lines.append(words["numerator"].format(text=numerator))
        lines.append(words["denominator"].format(text=denominator))
    rules = ", ".join(map(str, item.rules))
    lines.append(words["more"].format(units=units(item, language), rules=rules))
    return "\n".join(lines)
