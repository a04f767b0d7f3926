"""Deliveries and budget, development of businesses, causes, welfare, comparison of districts."""

from __future__ import annotations

from evalhelpers import figures, formats, narrative, tables
from evalhelpers.blocks import Block
from evalhelpers.dataset import UNKNOWN
from evalhelpers.findings import BudgetVerdict, Named, PlaceVerdict
from evalhelpers.narrative import Words, fill
from evalhelpers.reference import Line, poverty_line
from evalhelpers.workbook.view import View, items, note, present, prose

CASES = ("berhenti_permanen", "menurun_atau_sementara")


def delivery(view: View) -> tuple[Block, ...]:
    """Return how many grants were handed over and how much of the budget was spent."""
    words, voice, found, period = view.voice.chapters, view.voice, view.decisions, str(view.period)
    spent: list[Words] = [narrative.budget(found.budget, voice)]
    if found.budget.verdict is BudgetVerdict.SHOWN and found.budget.spent:
        spent.append(narrative.in_words(found.budget.spent, voice))
    rows = [
        *view.groups("E1", "pagu"),
        *view.groups("E1", "kode_rekening"),
        ("semua", voice.displays.IN_FORCE),
    ]
    split = view.groups("A1", "kab_kota") if view.province else []
    has_budget = found.budget.verdict is BudgetVerdict.SHOWN
    return present(
        view.heading("penyaluran"),
        view.subheading("bantuan"),
        prose(narrative.share(found.shares["A1.utama"], voice), words.CUMULATIVE),
        figures.delivery(view.public, voice, view.theme, period=period),
        tables.shares(
            view.public, voice, period=period, code="A1", caption="delivery",
            groups=[("semua", voice.displays.ALL), *view.groups("A1", "bentuk_bantuan"), *split],
        ),
        view.subheading("anggaran"),
        prose(*spent),
        figures.budget(view.public, voice, view.theme, period=period),
        tables.budget(view.public, voice, period=period, groups=rows) if has_budget else None,
        note("method", words.BUDGET_NOTE) if has_budget else None,
        *equity(view),
        *accounted(view),
    )  # fmt: skip


def equity(view: View) -> tuple[Block, ...]:
    """Return the districts' shares of recipients and of the poor; only in the report of the province."""
    period, slugs = str(view.period), view.districts
    if not any(view.public.cell("A8", "penerima", f"kab_kota={slug}", period) for slug in slugs):
        return ()
    return (
        view.subheading("pemerataan"),
        tables.equity(view.public, view.voice, period=period, districts=slugs),
    )


def accounted(view: View) -> tuple[Block, ...]:
    """Return papers of account, matters to be clarified, and the year's chain of rupiah, where known."""
    voice, period = view.voice, str(view.period)
    blocks: list[Block] = []
    if view.public.cell("E2", "utama", "semua", period) is not None:
        papers = tables.shares(
            view.public, voice, period=period, code="E2", caption="papers", head="papers",
            source=voice.chapters.SOURCE_ACCOUNT,
            groups=[("semua", voice.displays.ALL_PAPERS), *view.groups("E2", "dokumen")],
        )  # fmt: skip
        blocks += [view.subheading("bukti"), papers]
    flags = tables.flags(view.public, voice, period=period)
    blocks += [view.subheading("klarifikasi"), flags] if flags else []
    chain = tables.chain(view.public, voice, period=period, groups=[f"tahun={view.period.year}"])
    blocks += [view.subheading("rantai"), chain] if chain else []
    return tuple(blocks)


def development(view: View) -> tuple[Block, ...]:
    """Return statuses, the three levels, activity by group and profit."""
    words, voice, found = view.voice.chapters, view.voice, view.decisions
    period, before = str(view.period), str(view.before)
    earlier = view.period.year_earlier()
    gain = formats.share(view.rules.profit_gain, formats.FEW, language=voice.language, place="prose")
    explained = [view.say(text, gain=gain) for text in words.LEVELS.values()]
    groups = [*view.groups("B1", "tahun"), *view.groups("B1", "kelompok_usaha")]
    scopes = [(group, name[:1].upper() + name[1:]) for group, name in voice.displays.SCOPES.items()]
    # Without a single published price change the whole comparison is nominal, and must say so.
    prices = words.PRICES if len(view.project.reference.cpi) else words.PRICES_NOMINAL
    return present(
        view.heading("perkembangan"),
        view.subheading("keadaan"),
        prose(
            narrative.share(found.shares["B1.utama"], voice),
            narrative.mix(found.mix, voice),
        ),
        figures.mix(view.public, voice, view.theme, period=period),
        tables.mix(view.public, voice, period=period, before=before),
        figures.trend(view.public, voice, view.theme, period=period, before=before),
        view.subheading("tingkat"),
        prose(narrative.headline(found.headline, voice)),
        items(explained),
        prose(
            view.say(words.SUCCESS, level=words.LEVEL_NAMES[view.rules.success_level]),
            narrative.share(found.shares["B3.berkembang"], voice),
            narrative.share(found.shares["B3.graduasi"], voice),
        ),
        figures.levels(view.public, voice, view.theme, period=period),
        tables.levels(view.public, voice, period=period),
        view.subheading("kelompok"),
        tables.shares(
            view.public, voice, period=period, code="B1", caption="groups",
            groups=[("semua", voice.displays.ALL), *groups], notes=(voice.displays.NOTES["machine"],),
        ),
        view.subheading("laba"),
        prose(*(narrative.money(m, voice) for m in found.money.values())),
        figures.profit(
            view.public, voice, view.theme, period=period,
            groups=[*scopes, *view.groups("B5", "kelompok_usaha")],
        ),
        tables.profit(
            view.public, voice, period=period, year_before=str(earlier),
            year_before_name=formats.period(earlier, language=voice.language),
        ),
        note("method", words.SELF_REPORT, prices, words.CAVEAT),
        *by_year(view),
    )  # fmt: skip


def by_year(view: View) -> tuple[Block, ...]:
    """Return the states 12 and 24 months after the aid by grant year, where a year is old enough."""
    found = tables.anniversaries(view.public, view.voice, period=str(view.period))
    return (view.subheading("tahun_bantuan"), found) if found else ()


def districts(view: View) -> tuple[Block, ...]:
    """Return the comparison of districts in official order, with intervals and without a league table."""
    words, voice, period = view.voice.chapters, view.voice, str(view.period)
    found = view.decisions.places
    told = [narrative.place(p, voice) for p in found if p.verdict is not PlaceVerdict.TOO_FEW]
    few = [(voice.label("kab_kota", p.district),) for p in found if p.verdict is PlaceVerdict.TOO_FEW]
    sentences: tuple[Block, ...] = (items(told),) if told else ()
    if few:
        sentences = (*sentences, prose(fill(words.NO_COMPARISON, places=narrative.listed(few, voice))))
    unknown = view.public.cell("B1", "utama", f"kab_kota={UNKNOWN}", period)
    return present(
        view.subheading("kabkota"),
        *sentences,
        figures.places(view.public, voice, view.theme, period=period, districts=view.districts),
        tables.places(
            view.public, voice, period=period,
            rows=[(p.district, voice.verdicts.PLACE_SHORT[p.verdict]) for p in found],
        ),
        prose(words.UNKNOWN_PLACE) if unknown is not None and unknown.denominator else None,
        note("method", words.NOT_COMPARED),
    )  # fmt: skip


def causes(view: View) -> tuple[Block, ...]:
    """Return the causes of stopping and of declining, new cases and all."""
    words, voice, found, period = view.voice.chapters, view.voice, view.decisions, str(view.period)
    blocks: list[Block] = [
        view.heading("penyebab"),
        view.subheading("berhenti"),
        prose(
            narrative.share(found.shares["C1.utama"], voice),
            narrative.change(found.changes["C1.utama"], voice),
        ),
    ]
    for part, measure in zip(("sebab_berhenti", "sebab_menurun"), CASES, strict=True):
        blocks += present(
            view.subheading(part),
            prose(*_told(view, measure)),
            figures.causes(view.public, voice, view.theme, period=period, measure=measure),
            tables.causes(view.public, voice, period=period, measure=measure),
        )
    # Other evidence is looked for only in the report of the province.
    supported = any(view.groups("C2", "penyebab", f"{measure}_terbukti") for measure in CASES)
    said = words.SUPPORTED if supported else words.STATED
    return (*blocks, note("method", said, words.OTHER_WORK), *related(view))


def related(view: View) -> tuple[Block, ...]:
    """Return what goes with stopping for good: mentors' visits and the kind of business, as counted."""
    voice, blocks = view.voice, []
    for caption, dimension in (("contacts", "kontak"), ("stopped_kinds", "kelompok_usaha")):
        if groups := view.groups("C1", dimension):
            found = tables.shares(
                view.public, voice, period=str(view.period), code="C1", caption=caption, groups=groups,
                notes=(voice.displays.NOTES["contacts"],) if dimension == "kontak" else (),
            )  # fmt: skip
            blocks.append(found)
    return (view.subheading("kaitan"), prose(voice.chapters.ASSOCIATION), *blocks) if blocks else ()


def _told(view: View, measure: str) -> list[Words]:
    """Say the causes of all cases, and of the new ones where these are not the same."""
    every, new = view.decisions.causes[measure], view.decisions.causes[f"{measure}_baru"]
    same = (new.cases.value if new.cases else 0) == (every.cases.value if every.cases else 0)
    return [narrative.causes(every, view.voice), *([] if same else [narrative.causes(new, view.voice)])]


def welfare(view: View) -> tuple[Block, ...]:
    """Return how household income stands against the poverty line, before the aid and now."""
    words, voice, found, period = view.voice.chapters, view.voice, view.decisions, str(view.period)
    return present(
        view.heading("kesejahteraan"),
        view.subheading("garis"),
        prose(
            narrative.share(found.shares["D1.utama"], voice),
            narrative.change(found.since_baseline, voice, baseline=True),
        ),
        figures.poverty(view.public, voice, view.theme, period=period),
        tables.shares(
            view.public, voice, period=period, code="D1", caption="poverty", measures=("awal", "utama"),
            groups=[("semua", voice.displays.ALL)], head="measure", source=words.SOURCE_POVERTY,
        ),
        prose(words.LINES),
        items(poverty_lines(view)),
        *graduation(view),
        note("method", words.PROXY, words.CAVEAT),
        *lasting(view),
    )  # fmt: skip


def graduation(view: View) -> tuple[Block, ...]:
    """Return who left the category of the extremely poor by proxy, and the criteria they meet."""
    notes = view.voice.displays.NOTES
    names = [("D2", "utama"), ("D2", "kambuh"), ("D3", "awal"), ("D3", "kini"), ("D3", "utama")]
    found = tables.listing(
        view.public, view.voice, period=str(view.period), caption="graduation", anchor="tabel-keluar",
        names=[(code, measure, "semua") for code, measure in names],
        notes=() if view.rules.max_kriteria_fm is not None else (notes["income_only"],),
    )  # fmt: skip
    return (view.subheading("keluar"), found) if found else ()


def lasting(view: View) -> tuple[Block, ...]:
    """Return how long businesses last from the first hand-over."""
    found = tables.survival(view.public, view.voice, period=str(view.period))
    return (view.subheading("lanjut"), found or prose(view.voice.chapters.SUSTAIN_NONE))


def poverty_lines(view: View) -> list[Words]:
    """Name the poverty lines of each district: of the status window's years and of those of its baselines.

    A line that stands in for a later year is named as older.
    """
    words, voice, rules = view.voice.chapters, view.voice, view.rules
    start = view.period.window_start(rules.lookback_months)
    slugs = view.districts if view.province else (view.district,)
    lines = []
    for slug in slugs:
        name = voice.label("kab_kota", slug)
        found: dict[int, Line] = {}
        older: dict[int, list[str]] = {}
        for year in sorted({start.year, view.period.year, *view.baseline_years.get(slug, ())}):
            line = poverty_line(
                view.project.reference,
                slug,
                year=year,
                known_on=rules.report_date,
                policy=rules.poverty_policy,
            )
            if line is not None:
                found[line.year] = line
                if line.is_older:
                    older.setdefault(line.year, []).append(str(year))
        told = []
        for line in found.values():
            fact_id = f"D1.garis/kab_kota={slug}/{line.year}/rupiah"
            view.facts[fact_id] = line.rupiah
            money = voice.rupiah(Named(fact_id, line.rupiah))
            used = narrative.listed([(year,) for year in older.get(line.year, ())], voice)
            template = words.LINE_OLD if used else words.LINE
            told.append(fill(template, year=str(line.year), rupiah=money, source=line.source, used=used))
        if told:
            lines.append(fill(words.LINES_OF, place=name, lines=narrative.listed(told, voice)))
        else:
            lines.append(fill(words.LINE_NONE, place=name))
    return lines
