"""The causes of stopping and of declining: the primary one, and all that were named."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from evalhelpers import formats
from evalhelpers.blocks import Chart
from evalhelpers.catalogue import CAUSES
from evalhelpers.disclosure import Cell, Public
from evalhelpers.figures import said
from evalhelpers.figures.canvas import HATCH, SMALL, WIDTH, Palette, Sheet
from evalhelpers.figures.rows import GAP, heading
from evalhelpers.figures.typeface import width
from evalhelpers.narrative import Voice, Words


def causes(
    public: Public, voice: Voice, theme: Mapping[str, str], *, period: str, measure: str
) -> Chart | None:
    """Draw the causes of one kind of case: as the primary one, and as one of all that were named.

    Parameters
    ----------
    measure
        ``berhenti_permanen`` or ``menurun_atau_sementara``.
    """
    pairs = []
    for code in CAUSES:
        primary = said.need(public).cell("C2", measure, f"penyebab={code}", period)
        if primary is not None and (primary.hidden or primary.denominator):
            pairs.append((code, primary, public.cell("C2", f"{measure}_semua", f"penyebab={code}", period)))
    if not any(primary.numerator for _, primary, _ in pairs):
        return None
    texts = [(_cause(p, "primary", voice), _cause(a, "named", voice) if a else "") for _, p, a in pairs]
    sheet, palette = Sheet(), Palette.of(theme)
    room = WIDTH - max(width(text, SMALL) for pair in texts for text in pair) - 8
    most = max(cell.numerator or 0 for _, *both in pairs for cell in both if cell)
    parts = []
    for (code, primary, named), pair in zip(pairs, texts, strict=True):
        label = voice.label("penyebab", code)
        heading(sheet, label)
        fills = (HATCH if code == "P9" else palette.strong, palette.medium)
        for cell, text, fill in zip((primary, named), pair, fills, strict=True):
            if cell is None:
                continue
            long = room * (cell.numerator or 0) / most
            sheet.rect(0, sheet.y, long, 12, fill)
            sheet.text(long + (5 if long else 0), sheet.y + 10, text, size=SMALL)
            sheet.y += 13.5
        sheet.y += GAP - 4
        parts.append(_cause_told(label, primary, named, voice))
    anchor = f"gambar-penyebab-{measure.split('_')[0]}"
    words = voice.pictures
    known = next((primary.denominator for _, primary, _ in pairs if primary.denominator), None)
    cases = formats.count(known, language=voice.language)
    return said.chart(
        "causes", anchor, sheet, voice, title=_cause_title([p for _, p, _ in pairs], voice), parts=parts,
        notes=said.hidden_notes([text for pair in texts for text in pair], voice),
        caption=f"causes_{measure}", cases_name=words.CASES[measure], n=cases,
    )  # fmt: skip


def _cause(cell: Cell, kind: str, voice: Voice) -> str:
    name = voice.pictures.CAUSE_KINDS[kind]
    if cell.hidden or cell.numerator is None:
        return f"{name}: {said.mark(cell, voice)}"
    return f"{name}: {voice.with_percent(cell.numerator, cell.denominator or 0, cell.value)}"


def _cause_told(label: str, primary: Cell, named: Cell | None, voice: Voice) -> str:
    words, told = voice.pictures.ALT_PARTS, []
    for key, cell in (("cause_primary", primary), ("cause_named", named)):
        if cell is not None and cell.numerator is not None:
            text = voice.with_percent(cell.numerator, cell.denominator or 0, cell.value)
            told.append(words[key].format(text=text))
    if not told:
        return str(words["hidden"].format(label=said.lower_first(label)))
    return str(words["plain"].format(label=said.lower_first(label), text=", ".join(told)))


def _cause_title(cells: Sequence[Cell], voice: Voice) -> Words:
    words, shown = voice.pictures.TITLES, [cell for cell in cells if cell.numerator]

    def label(cell: Cell) -> str:
        return voice.label("penyebab", cell.group.partition("=")[2])

    first, *others = sorted(shown, key=lambda cell: -(cell.numerator or 0))
    cases = said.count(first, "denominator", voice)
    all_seen = not any(cell.hidden for cell in cells)
    is_ahead = all(3 <= (first.numerator or 0) - (cell.numerator or 0) for cell in others)
    unknown = first.group.endswith("P9")
    if all_seen and is_ahead and others and not unknown and (first.denominator or 0) >= formats.SEVERAL:
        slots = {"met": said.count(first, "numerator", voice), "value": said.percent(first, voice)}
        return said.fill(words["causes_lead"], lead=label(first), cases=cases, **slots)
    parts = [
        said.fill(
            voice.pictures.PART_OF, label=said.lower_first(label(c)), n=said.count(c, "numerator", voice)
        )
        for c in shown
    ]  # fmt: skip
    key = "causes" if all_seen else "causes_some"
    return said.fill(words[key], cases=cases, parts=said.listed(parts, voice))
