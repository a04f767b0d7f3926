"""Figures over time: states and success at period ends, how long businesses last, what changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from evalhelpers import formats
from evalhelpers.blocks import Chart, Fact
from evalhelpers.catalogue import GAINS, LOSSES
from evalhelpers.disclosure import Cell, Public
from evalhelpers.figures import said
from evalhelpers.figures.axes import Below, Moment, Step, fitting, moments, steps
from evalhelpers.figures.canvas import HATCH, Palette, Sheet
from evalhelpers.figures.people import part_rows, statuses
from evalhelpers.figures.rows import Bar, Stack, bars, stacks
from evalhelpers.narrative import Voice, Words

Periods = Sequence[tuple[str, str]]
_MARKED = (6, 12, 24)


def stages(public: Public, voice: Voice, theme: Mapping[str, str], *, periods: Periods) -> Chart | None:
    """Draw persons by state at the end of each period, one bar a period; without anyone no bar.

    Parameters
    ----------
    periods
        Code and short name, the oldest first, such as ``("2025-S1", "S1 2025")``; the last is the report's.
    """
    palette, rows, parts = Palette.of(theme), [], []
    fills = (palette.strong, palette.medium, palette.pale, palette.waiting, palette.stopped, HATCH)
    for code, name in periods:
        found = statuses(said.need(public), "semua", code, voice.pictures.STAGE_CLASSES)
        if found is None:
            continue
        if isinstance(found, Cell):
            rows.append(Stack(name, said.mark(found, voice)))
            parts.append(voice.pictures.ALT_PARTS["hidden"].format(label=name))
            continue
        whole = voice.pictures.PEOPLE.format(n=formats.count(found.everyone, language=voice.language))
        pieces = ((label, n, fill) for (label, n), fill in zip(found.classes, fills, strict=True))
        rows.append(Stack(name, whole, part_rows(pieces, voice)))
        inner = ", ".join(f"{part.name} {part.text}" for part in rows[-1].parts if part.value)
        parts.append(voice.pictures.ALT_PARTS["stack"].format(label=name, whole=whole, parts=inner))
    if not any(row.parts for row in rows):
        return None
    sheet = Sheet()
    stacks(sheet, rows, named=len(rows) - 1)
    title = _stage_title(public, voice, periods[-1][0])
    notes = said.stack_notes(rows, voice)
    return said.chart("stages", "gambar-keadaan", sheet, voice, title=title, parts=parts, notes=notes)


def _stage_title(public: Public, voice: Voice, period: str) -> Words:
    words = voice.pictures
    active = public.cell("B1", "utama", "semua", period)
    stopped, unseen = (
        public.cell("B4", m, "semua", period) for m in ("berhenti_permanen", "belum_terpantau")
    )
    if unseen is None or unseen.numerator is None or not unseen.denominator:
        return ()
    everyone = said.count(unseen, "denominator", voice)
    if unseen.numerator == unseen.denominator:
        return said.fill(words.TITLES["stages_unseen"], everyone=everyone)
    parts = []
    for key, cell in (("active", active), ("stopped", stopped), ("unseen", unseen)):
        if cell is None or cell.numerator is None:
            return ()
        some, none = words.STAGE_PARTS[key]
        parts.append(said.fill(some if cell.numerator else none, n=said.count(cell, "numerator", voice)))
    return said.fill(words.TITLES["stages"], everyone=everyone, parts=said.listed(parts, voice))


def success(public: Public, voice: Voice, theme: Mapping[str, str], *, periods: Periods) -> Chart | None:
    """Draw the share active at period ends with interval and bounds, and below it the share with more profit.

    A percentage of fewer than ten is no point; periods without anyone known are left out, and so are the
    oldest where there are more than fit.

    Parameters
    ----------
    periods
        Code and short name, the oldest first; the last is the report's.
    """
    words, palette, sheet, parts = voice.pictures, Palette.of(theme), Sheet(), []
    used = []
    for key, code, measure in (("active", "B1", "utama"), ("profit", "B3", "berkembang")):
        found = []
        for period, name in periods:
            cell = said.need(public).cell(code, measure, "semua", period)
            if cell is not None and said.is_known(cell):
                found.append((period, name, cell))
        if not any((cell.denominator or 0) >= formats.FEW for *_, cell in found):
            continue
        shown = [_moment(name, cell, voice) for _, name, cell in found]
        fits = fitting(shown)
        label = words.SERIES[key]
        moments(
            sheet, label, shown[-fits:], ticks=said.ticks(voice, 2), colour=palette.strong,
            band=palette.medium,
        )  # fmt: skip
        told = [
            words.ALT_PARTS["moment"].format(name=name, text=said.of_known(cell, voice))
            for _, name, cell in found[-fits:]
        ]
        parts.append(words.ALT_PARTS["series"].format(label=label, parts=", ".join(told)))
        used.append(key)
    if "active" not in used:
        return None
    caption = "success" if "profit" in used else "success_active"
    return said.chart(
        "success", "gambar-keberhasilan", sheet, voice, title=_success_title(public, voice, periods),
        parts=parts, caption=caption,
    )  # fmt: skip


def _moment(name: str, cell: Cell, voice: Voice) -> Moment:
    counts = "/".join(
        formats.count(n, language=voice.language) for n in (cell.numerator or 0, cell.denominator or 0)
    )
    if (cell.denominator or 0) < formats.FEW:
        return Moment(name, counts, "", None)
    bounds = None if cell.bound_low is None or cell.bound_high is None else (cell.bound_low, cell.bound_high)
    inner = None if cell.low is None or cell.high is None else (cell.low, cell.high)
    text = voice.percent(cell.value or 0, cell.denominator or 0)
    return Moment(name, counts, text, cell.value, bounds, inner)


def _success_title(public: Public, voice: Voice, periods: Periods) -> Words:
    words, (*earlier, now) = voice.pictures.TITLES, [code for code, _ in periods]
    cell = public.cell("B1", "utama", "semua", now)
    if cell is None or not said.is_known(cell):
        return ()
    slots: dict[str, str | Words] = {
        "share": said.share(cell, voice, voice.pictures.KNOWN),
        "period": formats.period(now, language=voice.language),
    }
    for code in reversed(earlier):
        other = public.cell("B1", "utama", "semua", code)
        if other is not None and said.is_known(other):
            before = formats.period(code, language=voice.language)
            return said.fill(words["success_before"], **slots, before=before, other=said.share(other, voice))
    return said.fill(words["success"], **slots)


def survival(public: Public, voice: Voice, theme: Mapping[str, str], *, period: str) -> Chart | None:
    """Draw the curve of not having stopped for good, its interval, and how many were still observed.

    Read from B2.kurva, month by month; None without two months of it.
    """
    cells: dict[int, Cell] = {}
    for group in said.need(public).groups("bulan", period):
        cell = public.cell("B2", "kurva", f"bulan={group}", period)
        if group.isdecimal() and cell is not None and not cell.hidden and cell.value is not None:
            cells[int(group)] = cell
    months = sorted(cells)
    if len(months) < 2 or months[0] != 0:
        return None
    words, palette, sheet = voice.pictures, Palette.of(theme), Sheet()

    def value(month: int) -> str:
        cell = cells[month]
        return formats.share(cell.value, int(cell.denominator or 0), language=voice.language)

    def risk(month: int) -> str:
        return formats.count(cells[month].denominator, language=voice.language) if month in cells else ""

    marked = [month for month in _MARKED if month in cells]
    scale = [month for month in range(0, max(months) + 6, 6) if month < max(months) + 6]
    steps(
        sheet, [_step(month, cells[month]) for month in months], ticks=said.ticks(voice, 2),
        marked=[(m, value(m)) for m in marked],
        below=[Below(m, formats.count(m, language=voice.language), risk(m)) for m in scale],
        names=(words.SURVIVAL_LINES["months"], words.SURVIVAL_LINES["risk"]),
        colour=palette.strong, band=palette.pale,
    )  # fmt: skip
    told = marked or months[-1:]
    parts = [words.ALT_PARTS["step"].format(months=m, value=value(m), risk=risk(m)) for m in (0, *told)]
    last = cells[12 if 12 in cells else told[-1]]
    title = said.fill(
        words.TITLES["survival"], months=last.group.partition("=")[2], value=said.percent(last, voice),
        risk=said.count(last, "denominator", voice),
    )  # fmt: skip
    return said.chart("survival", "gambar-bertahan", sheet, voice, title=title, parts=parts)


def _step(month: int, cell: Cell) -> Step:
    inner = None if cell.low is None or cell.high is None else (cell.low, cell.high)
    return Step(float(month), cell.value or 0.0, inner)


def flows(public: Public, voice: Voice, theme: Mapping[str, str], *, period: str) -> Chart | None:
    """Draw the way from those active before to those active now, gain by gain and loss by loss.

    Read from B10. Where a part is hidden only the two ends are drawn: the others would tell its length.
    """
    words, palette = voice.pictures, Palette.of(theme)
    names = ("aktif_lalu", *GAINS, *LOSSES, "aktif_kini")
    cells = {name: said.need(public).cell("B10", name, "semua", period) for name in names}
    first, last = cells["aktif_lalu"], cells["aktif_kini"]
    if not first or not last or first.value is None or last.value is None:
        return None
    hidden = any(cell is None or cell.value is None for cell in cells.values())
    rows, parts, level = [], [], 0.0
    for name, cell in cells.items():
        if cell is None:
            continue
        label = voice.name("B10", name)
        if name in words.FLOWS:
            label = words.FLOWS[name].format(before=voice.before, period=voice.period)
        if cell.value is None:
            rows.append(Bar(label, said.mark(cell, voice), None, HATCH))
            parts.append(words.ALT_PARTS["hidden"].format(label=said.lower_first(label)))
            continue
        text, fill, start, size = (
            formats.count(cell.value, language=voice.language),
            palette.strong,
            0.0,
            cell.value,
        )
        if name in (*GAINS, *LOSSES):
            gain = name in GAINS
            text = ("+" if gain else "−") + text if cell.value else text
            fill = palette.medium if gain else HATCH if name == "tak_terpantau" else palette.waiting
            start, size = level, cell.value if gain else -cell.value
            level += size
        else:
            level = cell.value
        drawn = None if hidden and name in (*GAINS, *LOSSES) else size
        rows.append(Bar(label, text, drawn, fill, start))
        parts.append(words.ALT_PARTS["plain"].format(label=said.lower_first(label), text=text))
    sheet = Sheet()
    bars(sheet, rows)
    return said.chart(
        "flows", "gambar-perubahan", sheet, voice, title=_flow_title(first, last, cells["berhenti"], voice),
        parts=parts, notes=said.hidden_notes([row.text for row in rows], voice),
    )  # fmt: skip


def _flow_title(first: Cell, last: Cell, stopped: Cell | None, voice: Voice) -> Words:
    words, before, now = voice.pictures, first.value or 0.0, last.value or 0.0
    key = "flows_more" if now > before else "flows_less" if now < before else "flows_same"
    if not now:
        key = "flows_none" if not before else "flows_ended"
    elif not before:
        key = "flows_begun"
    more: Words = ()
    if stopped is not None and stopped.value:
        more = said.fill(words.STOPPED_SINCE, n=said.count(stopped, "value", voice))
    slots: dict[str, Fact | Words] = {
        "before": said.count(first, "value", voice), "now": said.count(last, "value", voice), "more": more
    }  # fmt: skip
    return said.fill(words.TITLES[key], **slots)
