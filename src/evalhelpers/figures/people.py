"""Charts that count persons: statuses, levels, two periods, causes, poverty, districts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from evalhelpers import formats
from evalhelpers.blocks import Chart
from evalhelpers.catalogue import CAUSES, LEVELS, STATUSES, UNMONITORED
from evalhelpers.disclosure import Cell, Public
from evalhelpers.figures.canvas import Bar, Dot, bars, dots
from evalhelpers.narrative import Voice

_STATUS_COLOUR = {"belum_berjalan": "middle", "berhenti_sementara": "middle", "berhenti_permanen": "bad"}


def mix(public: Public, voice: Voice, theme: Mapping[str, str], *, period: str) -> Chart | None:
    """Draw persons by status at the period's end; None where there is no one."""
    words, rows, parts = voice.displays, [], []
    everyone = 0.0
    for status in (*STATUSES, UNMONITORED):
        cell = need(public).cell("B4", status, "semua", period)
        if cell is None or cell.numerator is None:
            continue
        everyone = cell.denominator or 0.0
        if not cell.numerator:
            continue
        label = voice.label("status_usaha", status)
        text = voice.with_percent(cell.numerator, everyone, cell.value)
        rows.append(
            Bar(label, cell.numerator, text, _STATUS_COLOUR.get(status, "accent"), status == UNMONITORED)
        )
        parts.append(f"{label.lower()} {text}")
    if not everyone:
        return None
    alt = words.ALT["mix"].format(
        known=formats.count(everyone, language=voice.language), place=voice.place, period=voice.period,
        parts="; ".join(parts),
    )  # fmt: skip
    return Chart(
        "gambar-keadaan",
        words.CAPTIONS["mix"].format(place=voice.place, period=voice.period),
        bars(rows, anchor="gambar-keadaan", theme=theme),
        alt,
        (voice.chapters.READING["mix"],),
        voice.chapters.SOURCE,
    )


def levels(public: Public, voice: Voice, theme: Mapping[str, str], *, period: str) -> Chart | None:
    """Draw the three levels of success with the range of what is possible."""
    cells = [(voice.name("B3", level), need(public).cell("B3", level, "semua", period)) for level in LEVELS]
    if not any(_known(cell) for _, cell in cells):
        return None
    words = voice.displays
    return Chart(
        "gambar-tingkat",
        words.CAPTIONS["levels"].format(place=voice.place, period=voice.period),
        dots([_dot(n, c, voice) for n, c in cells], anchor="gambar-tingkat", theme=theme, ticks=ticks(voice)),
        words.ALT["levels"].format(place=voice.place, period=voice.period, parts=_parts(cells, voice)),
        (voice.chapters.READING["levels"],),
        voice.chapters.SOURCE,
    )


def trend(
    public: Public, voice: Voice, theme: Mapping[str, str], *, period: str, before: str
) -> Chart | None:
    """Draw coverage, activity and failure at two periods' ends: hollow before, full now."""
    words, rows, parts = voice.displays, [], []
    for code in ("A4", "B1", "C1"):
        now, earlier = (need(public).cell(code, "utama", "semua", p) for p in (period, before))
        if now is None or earlier is None or not (_known(now) and _known(earlier)):
            continue
        name = voice.name(code)
        text = f"{_percent(earlier, voice)} → {_percent(now, voice)}"
        if not (_percent(earlier, voice) and _percent(now, voice)):
            text = f"{_of(earlier, voice)} → {_of(now, voice)}"
        # A percentage of fewer than ten is not printed, so it is not drawn either.
        drawn = min(now.denominator or 0, earlier.denominator or 0) >= 10
        rows.append(Dot(name, text, now.value if drawn else None, before=earlier.value if drawn else None))
        parts.append(
            words.ALT["trend_part"].format(
                label=name, before=voice.before, now=voice.period,
                before_text=_with_percent(earlier, voice), now_text=_with_percent(now, voice),
            )
        )  # fmt: skip
    if not rows:
        return None
    return Chart(
        "gambar-dua-periode",
        words.CAPTIONS["trend"].format(place=voice.place, before=voice.before, period=voice.period),
        dots(rows, anchor="gambar-dua-periode", theme=theme, ticks=ticks(voice)),
        words.ALT["trend"].format(place=voice.place, parts="; ".join(parts)),
        (voice.chapters.READING["trend"],),
        voice.chapters.SOURCE,
    )


def causes(
    public: Public, voice: Voice, theme: Mapping[str, str], *, period: str, measure: str
) -> Chart | None:
    """Draw the primary causes of one kind of case; a hidden count has a name and no bar."""
    words, rows, parts = voice.displays, [], []
    for code in CAUSES:
        cell = need(public).cell("C2", measure, f"penyebab={code}", period)
        if cell is None or (not cell.hidden and not cell.denominator):
            continue
        label = voice.label("penyebab", code)
        if cell.hidden or cell.numerator is None:
            rows.append(Bar(label, 0, cell.hidden, empty=True))
            parts.append(words.ALT["hidden_part"].format(label=label.lower()))
            continue
        text = voice.with_percent(cell.numerator, cell.denominator or 0, cell.value)
        rows.append(Bar(label, cell.numerator, text, "unknown" if code == "P9" else "accent"))
        parts.append(f"{label.lower()} {text}")
    if not any(not row.empty for row in rows):
        return None
    anchor = f"gambar-penyebab-{measure.split('_')[0]}"
    return Chart(
        anchor,
        words.CAPTIONS[f"causes_{measure}"].format(place=voice.place, period=voice.period),
        bars(rows, anchor=anchor, theme=theme),
        words.ALT["causes"].format(
            cases_name=voice.verdicts.CASES[measure],
            place=voice.place,
            period=voice.period,
            parts="; ".join(parts),
        ),
        hidden_notes(rows, voice),
        voice.chapters.SOURCE,
    )


def poverty(public: Public, voice: Voice, theme: Mapping[str, str], *, period: str) -> Chart | None:
    """Draw the share at or above the poverty line before the aid and now, the same persons."""
    words = voice.displays
    # The caption says what is measured; beside the dots stands only when.
    cells = [
        (words.FIGURE_LABELS[when], need(public).cell("D1", measure, "semua", period))
        for when, measure in (("before_aid", "awal"), ("now", "utama"))
    ]
    if not all(_known(cell) for _, cell in cells):
        return None
    rows = [_dot(name, cell, voice, hollow=at == 0) for at, (name, cell) in enumerate(cells)]
    return Chart(
        "gambar-kesejahteraan",
        words.CAPTIONS["poverty"].format(place=voice.place, period=voice.period),
        dots(rows, anchor="gambar-kesejahteraan", theme=theme, ticks=ticks(voice)),
        words.ALT["poverty"].format(place=voice.place, period=voice.period, parts=_parts(cells, voice)),
        (voice.chapters.READING["poverty"],),
        voice.chapters.SOURCE_POVERTY,
    )


def places(
    public: Public, voice: Voice, theme: Mapping[str, str], *, period: str, districts: Sequence[str]
) -> Chart | None:
    """Draw the share still active per district, in the order given, with interval and possible range."""
    cells = [
        (voice.label("kab_kota", slug), need(public).cell("B1", "utama", f"kab_kota={slug}", period))
        for slug in districts
    ]
    if not any(_known(cell) for _, cell in cells):
        return None
    words = voice.displays
    return Chart(
        "gambar-kabkota",
        words.CAPTIONS["places"].format(period=voice.period),
        dots(
            [_dot(n, c, voice, interval=True) for n, c in cells],
            anchor="gambar-kabkota",
            theme=theme,
            ticks=ticks(voice),
        ),
        words.ALT["places"].format(period=voice.period, parts=_parts(cells, voice)),
        (voice.chapters.READING["places"],),
        voice.chapters.SOURCE,
    )


def need(public: Public) -> Public:
    """Return what disclosure let through, and refuse anything else."""
    if not isinstance(public, Public):
        raise TypeError(f"figures menerima hasil disclosure.protect, bukan {type(public).__name__}")
    return public


def ticks(voice: Voice) -> list[str]:
    """Return the texts below a scale of shares."""
    return [formats.share(at / 4, formats.FEW, language=voice.language) for at in range(5)]


def hidden_notes(rows: Sequence[Bar], voice: Voice) -> tuple[str, ...]:
    """Explain the marks that stand for hidden numbers, where they occur."""
    notes = voice.displays.NOTES
    shown = {row.text for row in rows if row.empty}
    return tuple(notes[key] for key, mark in (("few", "<5"), ("other", "*")) if mark in shown)


def _known(cell: Cell | None) -> bool:
    return cell is not None and not cell.hidden and bool(cell.denominator) and cell.value is not None


def _of(cell: Cell, voice: Voice) -> str:
    return voice.of(cell.numerator or 0, cell.denominator or 0)


def _percent(cell: Cell, voice: Voice) -> str:
    return voice.percent(cell.value or 0, cell.denominator or 0)


def _with_percent(cell: Cell, voice: Voice) -> str:
    percent = _percent(cell, voice)
    return f"{_of(cell, voice)} ({percent})" if percent else _of(cell, voice)


def _dot(name: str, cell: Cell | None, voice: Voice, *, interval: bool = False, hollow: bool = False) -> Dot:
    if cell is None or not _known(cell):
        hidden = cell.hidden if cell and cell.hidden else voice.verdicts.NONE
        return Dot(name, hidden, None)
    if (cell.denominator or 0) < 10:
        return Dot(name, _of(cell, voice), None)
    bounds = None if cell.bound_low is None or cell.bound_high is None else (cell.bound_low, cell.bound_high)
    inner = (cell.low, cell.high) if interval and cell.low is not None and cell.high is not None else None
    return Dot(name, _with_percent(cell, voice), cell.value, bounds, inner, hollow=hollow)


def _parts(cells: Sequence[tuple[str, Cell | None]], voice: Voice) -> str:
    words, parts = voice.displays.ALT, []
    for name, cell in cells:
        if cell is None or not _known(cell):
            key = "hidden_part" if cell and cell.hidden else "nothing_part"
            parts.append(words[key].format(label=name))
            continue
        low, high = (
            voice.percent(b or 0, (cell.denominator or 0) + (cell.missing or 0))
            for b in (cell.bound_low, cell.bound_high)
        )
        bounds = (
            words["bounds"].format(low=low, high=high)
            if cell.missing and (cell.denominator or 0) >= 10
            else ""
        )
        parts.append(words["level_part"].format(label=name, text=_with_percent(cell, voice), bounds=bounds))
    return "; ".join(parts)
