"""Chapter IV: states of businesses, what changed, the three levels, profit, kinds, grant years, districts."""

from __future__ import annotations

from evalhelpers import figures, formats, narrative, tables
from evalhelpers.blocks import Block
from evalhelpers.catalogue import LEVELS
from evalhelpers.dataset import UNKNOWN
from evalhelpers.findings import FlowsVerdict, MoneyVerdict, PlaceVerdict, RevisedVerdict
from evalhelpers.narrative import Words, fill
from evalhelpers.workbook.view import View, items, lead, note, present, prose


def development(view: View) -> tuple[Block, ...]:
    """Return states, changes, the three levels, profit and kinds of business."""
    return (
        view.heading("perkembangan"),
        *states(view),
        *changes(view),
        *levels(view),
        *profit(view),
        *kinds(view),
        *by_year(view),
    )


def states(view: View) -> tuple[Block, ...]:
    """Return how many businesses still run, and how their states have moved over the periods."""
    voice, found = view.voice, view.decisions
    return present(
        view.subheading("keadaan"),
        lead(narrative.share(found.shares["B1.utama"], voice)),
        prose(narrative.mix(found.mix, voice)),
        figures.stages(view.public, voice, view.theme, periods=view.timeline),
        note("limits", voice.chapters.LIMITS["keadaan"]),
    )


def changes(view: View) -> tuple[Block, ...]:
    """Return what changed since the last period and why; a revision of the data is told apart."""
    voice, found = view.voice, view.decisions
    said: list[Words] = []
    moved = found.flows.verdict is FlowsVerdict.SHOWN and any(n.value for n in found.flows.counts.values())
    if moved:
        said.append(narrative.flows(found.flows, voice))
    said += [narrative.revised(r, voice) for r in found.revised if r.verdict is RevisedVerdict.CHANGED]
    return present(
        view.subheading("perubahan"),
        lead(narrative.change(found.changes["B1.utama"], voice)),
        prose(*said) if said else None,
        figures.flows(view.public, voice, view.theme, period=str(view.period)) if moved else None,
        note("limits", voice.chapters.LIMITS["perubahan"]),
    )


def levels(view: View) -> tuple[Block, ...]:
    """Return the three levels of success, over the periods and with all that is possible."""
    words, voice, found = view.voice.chapters, view.voice, view.decisions
    used = view.rules.success_level
    gain = formats.share(view.rules.profit_gain, formats.FEW, language=voice.language, place="prose")
    return present(
        view.subheading("tingkat"),
        lead(narrative.share(found.shares[f"B3.{used}"], voice)),
        prose(
            view.say(words.SUCCESS, level=words.LEVEL_NAMES[used]),
            *(narrative.share(found.shares[f"B3.{level}"], voice) for level in LEVELS if level != used),
        ),
        items([view.say(text, gain=gain) for text in words.LEVELS.values()]),
        figures.levels(view.public, voice, view.theme, period=str(view.period)),
        figures.success(view.public, voice, view.theme, periods=view.timeline),
        note("limits", words.CAVEAT),
    )


def profit(view: View) -> tuple[Block, ...]:
    """Return how profit compares with before the aid, as a distribution."""
    words, voice, found = view.voice.chapters, view.voice, view.decisions
    # Without a single published price change the whole comparison is nominal, and must say so.
    prices = words.PRICES if len(view.project.reference.cpi) else words.PRICES_NOMINAL
    return present(
        view.subheading("laba"),
        lead(narrative.money(found.money["semua"], voice)),
        # Of too few persons it is said once.
        None
        if found.money["semua"].verdict is MoneyVerdict.WITHHELD
        else prose(narrative.money(found.money["keadaan=aktif"], voice)),
        figures.profit(view.public, voice, view.theme, period=str(view.period)),
        note("method", words.SELF_REPORT, prices),
    )


def kinds(view: View) -> tuple[Block, ...]:
    """Return the states by kind of business."""
    voice = view.voice
    groups = view.groups("B4", "kelompok_usaha")
    chart = figures.kinds(view.public, voice, view.theme, period=str(view.period), groups=groups)
    if chart is None:
        return ()
    words = voice.chapters
    return (
        view.subheading("kelompok"),
        chart,
        note("limits", words.LIMITS["kelompok"], words.NOT_COMPARED),
    )


def by_year(view: View) -> tuple[Block, ...]:
    """Return the states 12 and 24 months after the aid by grant year, where a year is old enough."""
    found = tables.anniversaries(view.public, view.voice, period=str(view.period))
    said = lead(view.voice.chapters.BY_YEAR)
    return (view.subheading("tahun_bantuan"), said, found) if found else ()


def districts(view: View) -> tuple[Block, ...]:
    """Return the comparison of districts in official order, with intervals and without a league table."""
    words, voice, period = view.voice.chapters, view.voice, str(view.period)
    found = view.decisions.places
    few = [(voice.label("kab_kota", p.district),) for p in found if p.verdict is PlaceVerdict.TOO_FEW]
    unknown = view.public.cell("B1", "utama", f"kab_kota={UNKNOWN}", period)
    remarks: list[Words | str] = []
    if few:
        remarks.append(fill(words.NO_COMPARISON, places=narrative.listed(few, voice)))
    if unknown is not None and unknown.denominator:
        remarks.append(words.UNKNOWN_PLACE)
    return present(
        view.subheading("kabkota"),
        lead(narrative.compared(found, voice)),
        prose(*remarks) if remarks else None,
        figures.area_map(
            view.public, voice, view.theme, period=period, districts=view.districts, shapes=shapes(view)
        ),
        figures.places(view.public, voice, view.theme, period=period, districts=view.districts),
        tables.places(
            view.public, voice, period=period,
            rows=[(p.district, voice.verdicts.PLACE_SHORT[p.verdict]) for p in found],
        ),
        note("limits", words.NOT_COMPARED),
    )  # fmt: skip


def shapes(view: View) -> dict[str, figures.Outline]:
    """Return the outlines of the districts that have one."""
    return {
        d.slug: figures.Outline(d.short, d.shape, d.label)
        for d in view.project.districts
        if d.shape and d.label
    }
