"""Figures of money: the chain of rupiah, profit as a distribution, papers of account."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from evalhelpers import formats
from evalhelpers.blocks import Chart
from evalhelpers.catalogue import TO_BE_EXPLAINED, rupiah_chain
from evalhelpers.disclosure import Cell, Public
from evalhelpers.figures import said
from evalhelpers.figures.canvas import HATCH, QUIET, SMALL, WIDTH, Palette, Sheet
from evalhelpers.figures.people import part_rows
from evalhelpers.figures.rows import BAR, GAP, Bar, Stack, bars, heading, stacks
from evalhelpers.figures.typeface import wrap
from evalhelpers.narrative import Voice, Words

_UNSEEN = "belum_terpantau"


@dataclass(frozen=True)
class _Gap:
    cell: Cell
    name: str
    text: str
    fill: str


def chain(public: Public, voice: Voice, theme: Mapping[str, str], *, period: str, group: str) -> Chart | None:
    """Draw the rupiah of a grant year from stage to stage, and at the end of each bar what does not go on.

    Parameters
    ----------
    group
        ``tahun=2024``.
    """
    palette, sheet, parts, findings = Palette.of(theme), Sheet(), [], []
    stages = list(_chained(said.need(public), voice, palette, group, period))
    shown = [cell.value for cell, _ in stages if cell.value is not None]
    if not shown or max(shown) <= 0:
        return None
    scale = WIDTH / max(shown)
    for cell, gaps in stages:
        name, text = voice.name("E8", cell.measure), _money(cell, voice)
        heading(sheet, name, text)
        if cell.value is not None:
            _stage(sheet, cell.value, gaps, scale, palette)
        for gap in gaps:
            _explained(sheet, gap)
        sheet.y += GAP - 2
        told = ", ".join(f"{gap.name} {gap.text}" for gap in gaps)
        key = "gaps" if gaps else "gap"
        parts.append(voice.pictures.ALT_PARTS[key].format(stage=said.lower_first(name), text=text, gaps=told))
        findings += [gap for gap in gaps if gap.cell.measure.endswith(TO_BE_EXPLAINED)]
    named = voice.group(group, within=True)
    texts = [text for cell, gaps in stages for text in (_money(cell, voice), *(gap.text for gap in gaps))]
    return said.chart(
        "chain", f"gambar-rantai-{group.partition('=')[2]}", sheet, voice, parts=parts,
        title=_chain_title({cell.measure: cell for cell, _ in stages}, findings, voice), group=named,
        source=voice.chapters.SOURCE_ACCOUNT, notes=said.hidden_notes(texts, voice),
    )  # fmt: skip


def _chained(
    public: Public, voice: Voice, palette: Palette, group: str, period: str
) -> Iterator[tuple[Cell, list[_Gap]]]:
    """Return the stages there are in the order of the chain, each with its gaps that are not nothing."""
    has_assets = public.cell("E8", "terlihat", group, period) is not None
    for stage, measures in rupiah_chain(has_assets=has_assets):
        cell = public.cell("E8", stage, group, period)
        if cell is None:
            continue
        gaps = []
        for measure in measures:
            found = public.cell("E8", measure, group, period)
            if found is not None and (found.hidden or found.value):
                name = voice.name("E8", measure).partition(": ")[2]
                gaps.append(_Gap(found, name, _money(found, voice), _gap_fill(measure, palette)))
        yield cell, gaps


def _gap_fill(measure: str, palette: Palette) -> str:
    if measure.endswith(TO_BE_EXPLAINED):
        return palette.finding
    return HATCH if measure.endswith(_UNSEEN) else palette.pale


def _money(cell: Cell, voice: Voice) -> str:
    if cell.hidden or cell.value is None:
        return said.mark(cell, voice)
    shown = formats.rupiah_short(cell.value, language=voice.language)
    if not cell.denominator:
        return shown
    grants = formats.count(cell.denominator, language=voice.language)
    return str(voice.pictures.GRANTS.format(rupiah=shown, n=grants))


def _stage(sheet: Sheet, value: float, gaps: Sequence[_Gap], scale: float, palette: Palette) -> None:
    """Draw a stage: what goes on, then the gaps; with a hidden gap its whole length in one piece."""
    known = [] if any(gap.cell.hidden for gap in gaps) else [g for g in gaps if (g.cell.value or 0) > 0]
    lost = sum(gap.cell.value or 0 for gap in known)
    left = max(value - lost, 0) * scale
    hidden = len(known) < len(gaps) and any(gap.cell.hidden for gap in gaps)
    sheet.rect(0, sheet.y, left, BAR, palette.pale if hidden else palette.medium)
    for gap in known:
        wide = (gap.cell.value or 0) * scale
        sheet.rect(
            left + 1,
            sheet.y,
            max(wide - 1, 1.5),
            BAR,
            gap.fill,
            edge=QUIET if gap.fill == palette.pale else "",
        )
        left += wide
    sheet.y += BAR + 2


def _explained(sheet: Sheet, gap: _Gap) -> None:
    """Write what a gap is beside a sample of its fill."""
    for index, line in enumerate(wrap(f"{gap.name} {gap.text}", WIDTH - 18, SMALL)):
        sheet.y += 14
        if not index:
            sheet.rect(4, sheet.y - 11, 9, 9, gap.fill, edge=QUIET)
        sheet.text(18, sheet.y - 3, line, size=SMALL)


def _chain_title(stages: Mapping[str, Cell], findings: Sequence[_Gap], voice: Voice) -> Words:
    words = voice.pictures
    shown = {key: cell for key, cell in stages.items() if cell.value is not None}
    pair = next(
        (
            p
            for p in (("disalurkan", "aktif"), ("disalurkan", "bukti"), ("sk", "disalurkan"))
            if set(p) <= set(shown)
        ),
        None,
    )
    if pair is None:
        return ()
    first, last = (shown[key] for key in pair)
    open_gaps = [gap.cell for gap in findings]
    if any(cell.hidden for cell in open_gaps):
        explain: Words = said.fill(words.CHAIN_EXPLAIN["some_hidden"])
    elif open_gaps:
        amounts = [
            said.fill(
                words.CHAIN_GAP,
                step=said.lower_first(voice.name("E8", c.measure).partition(": ")[0]),
                n=said.amount(c, voice),
            )
            for c in open_gaps
        ]
        explain = said.fill(words.CHAIN_EXPLAIN["some"], parts=said.listed(amounts, voice))
    else:
        explain = said.fill(words.CHAIN_EXPLAIN["none"])
    return said.fill(
        words.TITLES["chain"], first=said.amount(first, voice), last=said.amount(last, voice),
        explain=explain,
        from_stage=words.CHAIN_FROM[pair[0]], to_stage=words.CHAIN_TO[pair[1]],
    )  # fmt: skip


def profit(public: Public, voice: Voice, theme: Mapping[str, str], *, period: str) -> Chart | None:
    """Draw persons by change of monthly profit in classes, from B5.sebaran; never a point for a person."""
    words, palette = voice.pictures, Palette.of(theme)
    fills = (palette.stopped, palette.waiting, palette.pale, palette.medium, palette.strong, palette.strong)
    rows, parts, cells = [], [], {}
    for (name, label), fill in zip(words.PROFIT_CLASSES.items(), fills, strict=True):
        cell = said.need(public).cell("B5", "sebaran", f"perubahan_laba={name}", period)
        if cell is None or (not cell.hidden and not cell.denominator):
            continue
        cells[name] = cell
        if cell.hidden or cell.numerator is None:
            rows.append(Bar(label, said.mark(cell, voice), None, fill))
            parts.append(words.ALT_PARTS["hidden"].format(label=said.lower_first(label)))
            continue
        text = voice.with_percent(cell.numerator, cell.denominator or 0, cell.value)
        rows.append(Bar(label, text, cell.numerator, fill))
        parts.append(words.ALT_PARTS["plain"].format(label=said.lower_first(label), text=text))
    known = next((cell.denominator for cell in cells.values() if cell.denominator), 0)
    if not known or all(row.value is None for row in rows):
        return None
    sheet = Sheet()
    bars(sheet, rows)
    return said.chart(
        "profit", "gambar-laba", sheet, voice, title=_profit_title(cells, voice), parts=parts,
        notes=said.hidden_notes([row.text for row in rows], voice),
        n=formats.count(known, language=voice.language),
    )  # fmt: skip


def _profit_title(cells: Mapping[str, Cell], voice: Voice) -> Words:
    words, parts = voice.pictures, []
    for name, (some, none) in words.PROFIT_PARTS.items():
        cell = cells.get(name)
        if cell is None or cell.numerator is None:
            return ()
        parts.append(said.fill(some if cell.numerator else none, n=said.count(cell, "numerator", voice)))
    known = said.count(next(iter(cells.values())), "denominator", voice)
    return said.fill(words.TITLES["profit"], known=known, parts=said.listed(parts, voice))


def papers(
    public: Public, voice: Voice, theme: Mapping[str, str], *, period: str, groups: Sequence[tuple[str, str]]
) -> Chart | None:
    """Draw how many grants have their papers of account, all of them and paper by paper.

    Parameters
    ----------
    groups
        ``dokumen=<kind>`` and its printed name, in order; all papers together always come first.
    """
    words, palette, rows, parts = voice.pictures, Palette.of(theme), [], []
    for group, label in (("semua", voice.displays.ALL_PAPERS), *groups):
        cell = said.need(public).cell("E2", "utama", group, period)
        if cell is None or (not cell.hidden and not cell.denominator):
            continue
        if cell.hidden or cell.numerator is None:
            rows.append(Stack(label, said.mark(cell, voice)))
            parts.append(words.ALT_PARTS["hidden"].format(label=label))
            continue
        missing = (cell.denominator or 0) - cell.numerator
        pieces = (
            (words.PAPER_PARTS["there"], cell.numerator, palette.strong),
            (words.PAPER_PARTS["missing"], missing, HATCH),
        )
        rows.append(Stack(label, said.of_known(cell, voice), part_rows(pieces, voice)))
        parts.append(words.ALT_PARTS["plain"].format(label=said.lower_first(label), text=rows[-1].text))
    if not any(row.parts for row in rows):
        return None
    sheet = Sheet()
    stacks(sheet, rows)
    title = said.shared("papers", public.cell("E2", "utama", "semua", period), voice)
    notes = said.stack_notes(rows, voice)
    return said.chart(
        "papers", "gambar-bukti", sheet, voice, title=title, parts=parts, notes=notes,
        source=voice.chapters.SOURCE_ACCOUNT,
    )  # fmt: skip
