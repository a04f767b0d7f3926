"""Chapter VI: household income against the poverty line, leaving extreme poverty by proxy, lasting."""

from __future__ import annotations

from evalhelpers import figures, narrative, tables
from evalhelpers.blocks import Block
from evalhelpers.findings import SurvivalVerdict
from evalhelpers.workbook.view import View, in_print, lead, note, present, prose


def welfare(view: View) -> tuple[Block, ...]:
    """Return how household income stands against the poverty line, before the aid and now."""
    words, voice, found, period = view.voice.chapters, view.voice, view.decisions, str(view.period)
    return present(
        view.heading("kesejahteraan"),
        view.subheading("garis"),
        lead(narrative.share(found.shares["D1.utama"], voice)),
        prose(narrative.change(found.since_baseline, voice, baseline=True), words.LINES),
        figures.poverty(view.public, voice, view.theme, period=period),
        note("limits", words.PROXY, words.CAVEAT),
        *graduation(view),
        *lasting(view),
    )


def graduation(view: View) -> tuple[Block, ...]:
    """Return who left the category of the extremely poor by proxy, and the criteria they meet."""
    notes = view.voice.displays.NOTES
    names = [("D2", "utama"), ("D2", "kambuh"), ("D3", "awal"), ("D3", "kini"), ("D3", "utama")]
    found = tables.listing(
        view.public, view.voice, period=str(view.period), caption="graduation", anchor="tabel-keluar",
        names=[(code, measure, "semua") for code, measure in names],
        notes=() if view.rules.max_kriteria_fm is not None else (notes["income_only"],),
    )  # fmt: skip
    said = lead(narrative.share(view.decisions.shares["D2.utama"], view.voice))
    return (view.subheading("keluar"), said, found) if found else ()


def lasting(view: View) -> tuple[Block, ...]:
    """Return how long businesses last from the first hand-over."""
    voice = view.voice
    has_curve = view.decisions.survival.verdict is SurvivalVerdict.SHOWN
    return present(
        view.subheading("lanjut"),
        lead(narrative.survival(view.decisions.survival, voice)),
        figures.survival(view.public, voice, view.theme, period=str(view.period)) if has_curve else None,
        *in_print(tables.survival(view.public, voice, period=str(view.period))),
        note("limits", voice.chapters.LIMITS["lanjut"]),
    )
