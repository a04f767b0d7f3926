"""Figures that count persons: visits, levels, kinds of business, income against the poverty line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from evalhelpers import formats
from evalhelpers.blocks import Chart
from evalhelpers.catalogue import LEVELS
from evalhelpers.disclosure import Cell, Public
from evalhelpers.figures import said
from evalhelpers.figures.canvas import HATCH, Palette, Sheet
from evalhelpers.figures.rows import Dot, Part, Stack, dots, stacks
from evalhelpers.narrative import Voice, Words

Groups = Sequence[tuple[str, str]]


class Whole(NamedTuple):
    """The statuses of a group's persons, put together into classes: name and persons of each."""

    classes: tuple[tuple[str, float], ...]
    everyone: float


def statuses(
    public: Public, group: str, period: str, classes: Mapping[str, Iterable[str]]
) -> Whole | Cell | None:
    """Return how many persons of a group are in each class; the hidden cell if one of them is hidden.

    One hidden part would follow from the lengths of the others, so then nothing is drawn. None where
    there is no one.
    """
    found = []
    everyone = 0.0
    for name, members in classes.items():
        total = 0.0
        for status in members:
            cell = public.cell("B4", status, group, period)
            if cell is None:
                continue
            if cell.hidden:
                return cell
            total += cell.numerator or 0
            everyone = cell.denominator or everyone
        found.append((name, total))
    return Whole(tuple(found), everyone) if everyone else None


def coverage(
    public: Public, voice: Voice, theme: Mapping[str, str], *, period: str, groups: Groups
) -> Chart | None:  # fmt: skip
    """Draw who of those due was visited face to face, only by telephone, and not, group by group.

    Parameters
    ----------
    groups
        Group of the values and its printed name, in order; the title speaks of everyone.
    """
    palette, rows, parts = Palette.of(theme), [], []
    for group, label in groups:
        met = said.need(public).cell("A4", "utama", group, period)
        if met is None or not met.denominator:
            continue
        row = _visited(met, public.cell("A4", "telepon", group, period), label, voice, palette)
        rows.append(row)
        parts.append(_told(row, voice))
    if not any(row.parts for row in rows):
        return None
    sheet = Sheet()
    stacks(sheet, rows)
    title = said.shared("coverage", public.cell("A4", "utama", "semua", period), voice)
    notes = said.stack_notes(rows, voice)
    return said.chart("coverage", "gambar-kunjungan", sheet, voice, title=title, parts=parts, notes=notes)


def _visited(met: Cell, phone: Cell | None, label: str, voice: Voice, palette: Palette) -> Stack:
    words = voice.pictures.COVERAGE_PARTS
    if met.hidden or met.numerator is None:
        return Stack(label, said.mark(met, voice))
    rest = (met.denominator or 0) - met.numerator
    pieces = [("face", met.numerator, palette.strong)]
    if phone is None or phone.hidden or phone.numerator is None:
        pieces.append(("not_face", rest, HATCH))
    else:
        pieces += [("phone", phone.numerator, palette.medium), ("other", rest - phone.numerator, HATCH)]
    return Stack(label, said.of_known(met, voice), part_rows(((words[k], n, f) for k, n, f in pieces), voice))


def part_rows(pieces: Iterable[tuple[str, float, str]], voice: Voice) -> tuple[Part, ...]:
    """Return the pieces of a stack from name, count and fill."""
    return tuple(Part(n, fill, formats.count(n, language=voice.language), name) for name, n, fill in pieces)


def _told(row: Stack, voice: Voice) -> str:
    """Return what an alternative text says of a stacked bar."""
    words = voice.pictures.ALT_PARTS
    if not row.parts:
        return str(words["hidden"].format(label=row.label))
    inner = ", ".join(words["plain"].format(label=p.name, text=p.text) for p in row.parts if p.value)
    return str(words["stack"].format(label=row.label, whole=row.text, parts=inner))


def levels(public: Public, voice: Voice, theme: Mapping[str, str], *, period: str) -> Chart | None:
    """Draw the three levels of success with the range of what is possible."""
    cells = [
        (voice.name("B3", level), said.need(public).cell("B3", level, "semua", period)) for level in LEVELS
    ]
    if not any(said.is_known(cell) for _, cell in cells):
        return None
    rows, sheet = [dot(name, cell, voice) for name, cell in cells], Sheet()
    shares(sheet, rows, voice, theme)
    return said.chart(
        "levels", "gambar-tingkat", sheet, voice, title=_level_title(public, voice, period),
        parts=[dot_told(name, cell, voice) for name, cell in cells],
        notes=said.hidden_notes([row.text for row in rows], voice),
    )  # fmt: skip


def _level_title(public: Public, voice: Voice, period: str) -> Words:
    everyone = public.cell("B4", "belum_terpantau", "semua", period)
    parts = []
    for level in LEVELS:
        cell = public.cell("B3", level, "semua", period)
        if cell is not None and said.is_known(cell) and cell.numerator is not None:
            some, none = voice.pictures.LEVEL_PARTS[level]
            shown = said.count(cell, "numerator", voice)
            parts.append(said.fill(some if cell.numerator else none, n=shown))
    if everyone is None or not everyone.denominator or not parts:
        return ()
    count, listed = said.count(everyone, "denominator", voice), said.listed(parts, voice)
    return said.fill(voice.pictures.TITLES["levels"], everyone=count, parts=listed)


def shares(sheet: Sheet, rows: Sequence[Dot], voice: Voice, theme: Mapping[str, str]) -> None:
    """Draw rows of shares in the house colours."""
    palette = Palette.of(theme)
    dots(sheet, rows, ticks=said.ticks(voice), colour=palette.strong, band=palette.medium)


def dot(
    name: str, cell: Cell | None, voice: Voice, *, interval: bool = False, hollow: bool = False,
    remark: str = "",
) -> Dot:  # fmt: skip
    """Return the row of a share; of fewer than ten only counts are told."""
    if cell is None or not said.is_known(cell):
        return Dot(name, said.mark(cell, voice), None, remark=remark)
    if (cell.denominator or 0) < formats.FEW:
        return Dot(name, said.of_known(cell, voice), None, remark=remark)
    bounds = None if cell.bound_low is None or cell.bound_high is None else (cell.bound_low, cell.bound_high)
    inner = (cell.low, cell.high) if interval and cell.low is not None and cell.high is not None else None
    return Dot(name, said.of_known(cell, voice), cell.value, bounds, inner, hollow, remark)


def dot_told(name: str, cell: Cell | None, voice: Voice) -> str:
    """Return what an alternative text says of a share, with the range of what is possible."""
    words = voice.pictures.ALT_PARTS
    if cell is None or not said.is_known(cell):
        return str(words["hidden" if cell and cell.hidden else "nothing"].format(label=name))
    everyone = (cell.denominator or 0) + (cell.missing or 0)
    low, high = (voice.percent(b or 0, everyone) for b in (cell.bound_low, cell.bound_high))
    told = bool(cell.missing) and (cell.denominator or 0) >= formats.FEW
    bounds = words["bounds"].format(low=low, high=high) if told else ""
    return str(words["share"].format(label=name, text=said.of_known(cell, voice), bounds=bounds))


def kinds(
    public: Public, voice: Voice, theme: Mapping[str, str], *, period: str, groups: Groups
) -> Chart | None:
    """Draw the state of businesses by kind, in the order given; what is hidden in part is not drawn."""
    palette, rows, parts, stopped = Palette.of(theme), [], [], []
    classes = _kinds(said.need(public), voice, period)
    fills = (palette.strong, palette.waiting, palette.stopped, HATCH)
    for group, label in groups:
        found = statuses(public, group, period, classes)
        if found is None:
            continue
        if isinstance(found, Cell):
            rows.append(Stack(label, said.mark(found, voice)))
        else:
            whole = voice.pictures.PEOPLE.format(n=formats.count(found.everyone, language=voice.language))
            pieces = ((name, n, fill) for (name, n), fill in zip(found.classes, fills, strict=True))
            rows.append(Stack(label, whole, part_rows(pieces, voice)))
            if cell := public.cell("B4", "berhenti_permanen", group, period):
                stopped.append((label, cell))
        parts.append(_told(rows[-1], voice))
    if not any(row.parts for row in rows):
        return None
    sheet = Sheet()
    stacks(sheet, rows)
    return said.chart(
        "kinds", "gambar-kelompok-usaha", sheet, voice, parts=parts,
        title=_stopped_title(stopped, voice) if len(stopped) == len(rows) else (),
        notes=said.stack_notes(rows, voice),
    )  # fmt: skip


def _kinds(public: Public, voice: Voice, period: str) -> Mapping[str, Sequence[str]]:
    """Return the classes whose first is what B1 counts as active."""
    active = public.cell("B1", "utama", "semua", period)
    classes: dict[str, Sequence[str]] = voice.pictures.KIND_CLASSES
    strict: dict[str, Sequence[str]] = voice.pictures.KIND_CLASSES_STRICT
    found = statuses(public, "semua", period, strict)
    if active is None or active.numerator is None or not isinstance(found, Whole):
        return classes
    cell = public.cell("B4", "ganti_usaha", "semua", period)
    changed = (cell.numerator or 0) if cell else 0
    return strict if changed and active.numerator == found.classes[0][1] else classes


def _stopped_title(stopped: Sequence[tuple[str, Cell]], voice: Voice) -> Words:
    words = voice.pictures
    if not any(cell.numerator for _, cell in stopped):
        return said.fill(words.TITLES["kinds_none"])
    parts = [
        said.fill(
            words.PART_FROM, label=said.lower_first(label), met=said.count(cell, "numerator", voice),
            known=said.count(cell, "denominator", voice),
        )
        for label, cell in stopped
    ]  # fmt: skip
    return said.fill(words.TITLES["kinds"], parts=said.listed(parts, voice))


def poverty(public: Public, voice: Voice, theme: Mapping[str, str], *, period: str) -> Chart | None:
    """Draw the share at or above the poverty line before the aid and now, the same persons."""
    # The caption says what is measured; beside the dots stands only when.
    names = voice.pictures.POVERTY_LABELS
    before, now = (said.need(public).cell("D1", measure, "semua", period) for measure in ("awal", "utama"))
    if before is None or now is None or not (said.is_known(before) and said.is_known(now)):
        return None
    rows = [dot(names["before"], before, voice, hollow=True), dot(names["now"], now, voice)]
    sheet = Sheet()
    shares(sheet, rows, voice, theme)
    slots = {"now": said.share(now, voice), "before": said.share(before, voice)}
    return said.chart(
        "poverty", "gambar-kesejahteraan", sheet, voice, source=voice.chapters.SOURCE_POVERTY,
        title=said.fill(voice.pictures.TITLES["poverty"], **slots),
        parts=[dot_told(names["before"], before, voice), dot_told(names["now"], now, voice)],
    )  # fmt: skip
