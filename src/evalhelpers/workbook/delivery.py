"""Chapter III: what was handed over, how much of the budget was spent, and to which districts it went."""

from __future__ import annotations

from evalhelpers import narrative, tables
from evalhelpers.blocks import Block
from evalhelpers.findings import BudgetVerdict
from evalhelpers.narrative import Words
from evalhelpers.workbook.view import View, lead, note, present, prose


def delivery(view: View) -> tuple[Block, ...]:
    """Return how many grants were handed over and how much of the budget was spent."""
    words, voice, found, period = view.voice.chapters, view.voice, view.decisions, str(view.period)
    split = view.groups("A1", "kab_kota") if view.province else []
    return present(
        view.heading("penyaluran"),
        view.subheading("bantuan"),
        lead(narrative.share(found.shares["A1.utama"], voice)),
        prose(*duration(view), words.CUMULATIVE),
        tables.shares(
            view.public, voice, period=period, code="A1", caption="delivery",
            groups=[("semua", voice.displays.ALL), *view.groups("A1", "bentuk_bantuan"), *split],
        ),
        note("limits", words.LIMITS["bantuan"]),
        *budget(view),
        *equity(view),
    )  # fmt: skip


def duration(view: View) -> tuple[Words, ...]:
    """Say how long it took from the SK to the hand-over, where known."""
    cell = view.public.cell("A7", "utama", "semua", str(view.period))
    if cell is None or cell.hidden or cell.value is None:
        return ()
    days = tables.cells.value(cell, view.voice)
    return (view.say(view.voice.chapters.DURATION, days=days),) if not isinstance(days, str) else ()


def budget(view: View) -> tuple[Block, ...]:
    """Return spending against the budget, the total also in words."""
    words, voice, found = view.voice.chapters, view.voice, view.decisions.budget
    has_budget = found.verdict is BudgetVerdict.SHOWN
    rows = [
        *view.groups("E1", "pagu"),
        *view.groups("E1", "kode_rekening"),
        ("semua", voice.displays.IN_FORCE),
    ]
    in_words = prose(narrative.in_words(found.spent, voice)) if has_budget and found.spent else None
    return present(
        view.subheading("anggaran"),
        lead(narrative.budget(found, voice)),
        in_words,
        tables.budget(view.public, voice, period=str(view.period), groups=rows) if has_budget else None,
        note("method", words.BUDGET_NOTE) if has_budget else None,
    )


def equity(view: View) -> tuple[Block, ...]:
    """Return the districts' shares of recipients and of the poor; only in the report of the province."""
    words, period, slugs = view.voice.chapters, str(view.period), view.districts
    if not any(view.public.cell("A8", "penerima", f"kab_kota={slug}", period) for slug in slugs):
        return ()
    return (
        view.subheading("pemerataan"),
        lead(words.EQUITY),
        tables.equity(view.public, view.voice, period=period, districts=slugs),
        note("limits", words.LIMITS["pemerataan"]),
    )
