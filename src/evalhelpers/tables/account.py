"""Tables of every rupiah: the chain from budget to active businesses, and what has to be clarified."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from evalhelpers.blocks import Table
from evalhelpers.catalogue import TO_BE_EXPLAINED, indicator, rupiah_chain
from evalhelpers.disclosure import Public
from evalhelpers.narrative import Voice
from evalhelpers.tables import cells
from evalhelpers.tables.frame import Row, framed

_BELOW = "– "


def chain(public: Public, voice: Voice, *, period: str, groups: Sequence[str]) -> Table | None:
    """Return the chain of a grant year: stages, and below each the gap to the next by reason.

    Of one year also the number of grants is told; several stand side by side. Gaps of nothing are left
    out. None where no year has a chain.

    Parameters
    ----------
    groups
        ``tahun=2024``, or ``tahun_bentuk=2024-uang``.
    """
    rows: list[Row] = []
    findings = []
    for measure in _chained(public, period, groups):
        found = [cells.cell_of(public, "E8", measure, group, period) for group in groups]
        is_gap = "_" in measure
        if not any(cell and (not is_gap or cell.hidden or cell.value) for cell in found):
            continue
        if measure.endswith(TO_BE_EXPLAINED):
            findings.append(len(rows))
        # A gap stands below the stage it leads from, so that its reason is name enough.
        name = voice.name("E8", measure)
        name = _BELOW + name.partition(": ")[2] if is_gap else name
        shown = [cells.value(cell, voice) for cell in found]
        if len(groups) == 1:
            shown.append(cells.count(found[0], "denominator", voice))
        rows.append((name, *shown))
    if not rows:
        return None
    notes, source = (voice.displays.NOTES["chain"],), voice.chapters.SOURCE_ACCOUNT
    if len(groups) > 1:
        head = ("stage", *(voice.group(group) for group in groups))
        return framed(
            "chains", "tabel-rantai-tahun", head, rows, voice, notes=notes, total=findings, source=source
        )
    return framed(
        "chain", f"tabel-rantai-{groups[0].partition('=')[2]}", ("stage", "rupiah", "grants"), rows, voice,
        notes=notes, total=findings, source=source, group=voice.group(groups[0], within=True),
    )  # fmt: skip


def _chained(public: Public, period: str, groups: Sequence[str]) -> Iterator[str]:
    """Return stages and gaps in the order of the chain."""
    has_assets = any(cells.cell_of(public, "E8", "terlihat", group, period) for group in groups)
    for stage, gaps in rupiah_chain(has_assets=has_assets):
        yield from (stage, *gaps)


def flags(public: Public, voice: Voice, *, period: str) -> Table | None:
    """Return every matter to be clarified: flagged of those checked; None where there are no grants."""
    words = voice.displays
    if cells.cell_of(public, "E3", "utama", "semua", period) is None:
        return None
    names = [m for m, unit in indicator("E3").units.items() if unit == "share" and m != "utama"]
    rows: list[Row] = []
    for measure in (*names, "utama"):
        cell = cells.cell_of(public, "E3", measure, "semua", period)
        name = voice.name("E3", measure)
        if cell is None:
            rows.append((name, words.NOT_CHECKED, *[str(voice.verdicts.NONE)] * 2))
        else:
            shown = cells.met_of_known(cell, voice), cells.percent(cell, voice)
            rows.append((name, *shown, cells.count(cell, "missing", voice)))
    return framed(
        "flags", "tabel-klarifikasi", ("flag", "flagged", "percent", "not_checked"), rows, voice,
        notes=(voice.chapters.INDICATION, words.NOTES["not_checked"]), total=(len(rows) - 1,),
        source=voice.chapters.SOURCE_ACCOUNT,
    )  # fmt: skip
