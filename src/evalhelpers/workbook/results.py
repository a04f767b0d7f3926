"""Deliveries and budget, development of businesses, causes, welfare, comparison of districts."""

from __future__ import annotations

from evalhelpers import figures, formats, narrative, tables
from evalhelpers.blocks import Block
from evalhelpers.dataset import UNKNOWN
from evalhelpers.findings import BudgetVerdict, Named, PlaceVerdict
from evalhelpers.narrative import Words, fill
from evalhelpers.reference import Line, poverty_line
from evalhelpers.workbook.view import View, items, note, present, prose


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
    )  # fmt: skip


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
            narrative.change(found.changes["B1.utama"], voice),
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
    )  # fmt: skip


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
        note("method", words.SMALL),
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
    for part, measure in (
        ("sebab_berhenti", "berhenti_permanen"),
        ("sebab_menurun", "menurun_atau_sementara"),
    ):
        blocks += present(
            view.subheading(part),
            prose(*_told(view, measure)),
            figures.causes(view.public, voice, view.theme, period=period, measure=measure),
            tables.causes(view.public, voice, period=period, measure=measure),
        )
    return (*blocks, note("method", words.STATED, words.OTHER_WORK))


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
            narrative.share(found.shares["D1.awal"], voice),
            narrative.change(found.since_baseline, voice, baseline=True),
        ),
        figures.poverty(view.public, voice, view.theme, period=period),
        tables.shares(
            view.public, voice, period=period, code="D1", caption="poverty", measures=("awal", "utama"),
            groups=[("semua", voice.displays.ALL)], head="measure", source=words.SOURCE_POVERTY,
        ),
        prose(words.LINES),
        items(poverty_lines(view)),
        note("method", words.PROXY, words.CAVEAT),
        view.subheading("lanjut"),
        prose(words.SUSTAIN),
    )  # fmt: skip


def poverty_lines(view: View) -> list[Words]:
    """Name the poverty line of each district for each year of the status window, and older ones as such."""
    words, voice, rules = view.voice.chapters, view.voice, view.rules
    start = view.period.window_start(rules.lookback_months)
    slugs = view.districts if view.province else (view.district,)
    lines = []
    for slug in slugs:
        name = voice.label("kab_kota", slug)
        found: dict[Line, int] = {}
        for year in sorted({start.year, view.period.year}):
            line = poverty_line(
                view.project.reference,
                slug,
                year=year,
                known_on=rules.report_date,
                policy=rules.poverty_policy,
            )
            if line is not None:
                found[line] = year
        for line in found:
            fact_id = f"D1.garis/kab_kota={slug}/{line.year}/rupiah"
            view.facts[fact_id] = line.rupiah
            money = voice.rupiah(Named(fact_id, line.rupiah))
            template = words.LINE_OLD if line.is_older else words.LINE
            lines.append(fill(template, place=name, year=str(line.year), rupiah=money, source=line.source))
        if not found:
            lines.append(fill(words.LINE_NONE, place=name))
    return lines
