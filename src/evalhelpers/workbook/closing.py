"""Chapter VIII, conclusions and recommendations, and the appendix."""

from __future__ import annotations

from evalhelpers import __version__, formats, narrative, tables
from evalhelpers.blocks import Block, Span, Table
from evalhelpers.disclosure.families import SMALL
from evalhelpers.findings import ChainVerdict, ChangeVerdict, HeadlineVerdict, ShareVerdict
from evalhelpers.issues import PROBLEMS
from evalhelpers.narrative import Words
from evalhelpers.reference import poverty_line, wage_floor
from evalhelpers.workbook.view import View, in_print, items, lead, note, present, prose

MOST_PROBLEMS = 10


def conclusions(view: View) -> tuple[Block, ...]:
    """Return what the verdicts allow to say, what is to be done, and what became of earlier actions."""
    words, voice, found = view.voice.chapters, view.voice, view.decisions
    earlier = found.shares["E7.utama"]
    return present(
        view.heading("penutup"),
        view.subheading("kesimpulan"),
        lead(narrative.headline(found.headline, voice)),
        *concluded(view),
        view.subheading("rekomendasi"),
        lead(words.ACTIONS if view.actions else words.ACTIONS_NONE),
        actions(view) if view.actions else None,
        *(
            ()
            if earlier.verdict is ShareVerdict.NO_ONE
            else (view.subheading("periode_lalu"), lead(narrative.share(earlier, voice)))
        ),
        prose(words.CLOSING),
    )


def concluded(view: View) -> tuple[Block, ...]:
    """Return the conclusions, and what they do not prove."""
    words, voice, found = view.voice.chapters, view.voice, view.decisions
    if found.headline.verdict is HeadlineVerdict.NO_ONE:
        return (prose(words.CONCLUSIONS_NONE),)
    changes = [found.changes[name] for name in ("A4.utama", "B1.utama", "C1.utama")]
    unclear = [one for one in changes if one.verdict is ChangeVerdict.UNCLEAR]
    alone = [one for one in changes if one.verdict is ChangeVerdict.NO_BASELINE]
    said: list[Words] = [narrative.change(one, voice) for one in changes if one not in (*unclear, *alone)]
    said += [narrative.unchanged(unclear, voice)] if unclear else []
    said += [narrative.incomparable(alone, voice)] if alone else []
    said += [
        narrative.money(found.money["semua"], voice),
        narrative.change(found.since_baseline, voice, baseline=True),
    ]
    if found.chain.verdict is not ChainVerdict.NO_CHAIN:
        said.append(narrative.chain(found.chain, voice))
    return (items(said), note("limits", words.CAVEAT))


def actions(view: View) -> Table:
    """Return every recommended action: what, who and until when, on which findings with what expected."""
    words = view.voice.chapters
    rows: list[tuple[Span, ...]] = [
        (
            words.ACTION_ROW.format(number=at, text=narrative.plain(action.text)),
            words.ACTION_WHO.format(owner=action.owner, deadline=action.deadline),
            f"{narrative.plain(action.evidence)} {narrative.plain(action.effect)}",
        )
        for at, action in enumerate(view.actions, start=1)
    ]
    head = ("action", "owner", "evidence")
    return tables.framed("actions", "tabel-tindakan", head, rows, view.voice, text=(0, 1, 2), source="")


def appendix(view: View) -> tuple[Block, ...]:
    """Return definitions, detailed tables, data problems by kind, and where the numbers come from."""
    words = view.voice.chapters
    return present(
        view.heading("lampiran"),
        view.subheading("definisi"),
        *in_print(tables.definitions(view.voice)),
        view.subheading("rinci"),
        *details(view),
        view.subheading("garis_dipakai"),
        *in_print(poverty_lines(view)),
        view.subheading("masalah"),
        *problems(view),
        view.subheading("asal"),
        prose(words.PROVENANCE),
        provenance(view),
    )


def details(view: View) -> tuple[Table, ...]:
    """Return the tables behind the figures, and all indicators that stand nowhere else."""
    public, voice, period = view.public, view.voice, str(view.period)
    earlier = view.period.year_earlier()
    everyone = ("semua", voice.displays.ALL)
    years = [group for group, _ in view.groups("E8", "tahun") if group != f"tahun={view.period.year}"]
    papers = public.cell("E2", "utama", "semua", period) is not None
    groups = [*view.groups("B1", "tahun"), *view.groups("B1", "kelompok_usaha")]
    return in_print(
        tables.shares(
            public, voice, period=period, code="A4", caption="coverage",
            groups=[everyone, *view.groups("A4", "kab_kota" if view.province else "tahun")],
        ),
        tables.mix(public, voice, period=period, before=str(view.before)),
        tables.levels(public, voice, period=period),
        tables.shares(
            public, voice, period=period, code="B1", caption="groups", groups=[everyone, *groups],
            notes=(voice.displays.NOTES["machine"],),
        ),
        tables.profit(
            public, voice, period=period, year_before=str(earlier),
            year_before_name=formats.period(earlier, language=voice.language),
        ),
        tables.shares(
            public, voice, period=period, code="D1", caption="poverty", measures=("awal", "utama"),
            groups=[everyone], head="measure", source=voice.chapters.SOURCE_POVERTY,
        ),
        tables.shares(
            public, voice, period=period, code="E2", caption="papers", head="papers",
            source=voice.chapters.SOURCE_ACCOUNT,
            groups=[("semua", voice.displays.ALL_PAPERS), *view.groups("E2", "dokumen")],
        )
        if papers
        else None,
        tables.chain(public, voice, period=period, groups=years) if years else None,
        tables.detail(public, voice, period=period),
    )  # fmt: skip


def poverty_lines(view: View) -> Table:
    """Return the poverty line of each district and year: of the status window and of the baselines.

    A line that stands in for a later year is named as older.
    """
    words, language = view.voice.displays, view.voice.language
    start = view.period.window_start(view.rules.lookback_months)
    rows: list[tuple[Span, ...]] = []
    for slug in view.districts if view.province else (view.district,):
        name = view.voice.label("kab_kota", slug)
        used: dict[int, list[int]] = {}
        lines = {}
        for year in sorted({start.year, view.period.year, *view.baseline_years.get(slug, ())}):
            line = poverty_line(
                view.project.reference, slug, year=year, known_on=view.rules.report_date,
                policy=view.rules.poverty_policy,
            )  # fmt: skip
            if line is not None:
                lines[line.year] = line
                used.setdefault(line.year, []).append(year)
        if not lines:
            rows.append((name, view.voice.verdicts.NONE, view.voice.verdicts.NONE, words.LINE_NONE))
        for year, line in lines.items():
            later = ", ".join(str(y) for y in used[year] if y != year)
            when = words.LINE_YEAR.format(year=year)
            source = words.LINE_OLD.format(source=line.source, used=later) if later else line.source
            rows.append((name, when, formats.rupiah(line.rupiah, language=language), source))
    # Beside the lines for those who know the wage, and never a measure of poverty (method, rule 39).
    wage = wage_floor(
        view.project.reference, view.district, year=view.period.year, known_on=view.rules.report_date
    )
    if wage is not None:
        name = words.WAGE_YEAR.format(year=wage.year)
        rows.append(
            (view.voice.place, name, formats.rupiah(wage.rupiah, language=language), words.WAGE_SOURCE)
        )
    return tables.framed(
        "lines",
        "tabel-garis",
        ("place", "figure_year", "line", "source"),
        rows,
        view.voice,
        text=(0, 1, 3),
        source="",
    )


def _default_level(view: View) -> str:
    words = view.voice.chapters
    level = words.LEVEL_NAMES[view.rules.success_level]
    return str(view.voice.displays.DEFAULT_LEVEL.format(level=level, not_set=words.NOT_SET))


def _not_set(view: View) -> list[str]:
    """Name what only the office can settle and has not (method, the blanks)."""
    rules, names = view.rules, view.voice.displays.SETTLED_BY_OFFICE
    given = {
        "desil_maks": rules.decile_limit,
        "max_kriteria_fm": rules.max_kriteria_fm,
        "minimum_contacts": rules.minimum_contacts,
        "batas_lpj": rules.papers_days,
        "tenggat_inspektorat": rules.audit_days.get("Inspektorat"),
        "bantuan_kedua": None,  # no parameter: the office has yet to decide
        "pergub": next((law for law in view.project.programme.legal_basis if "Gubernur" in law), None),
    }
    return [names[key] for key, value in given.items() if value is None]


def problems(view: View) -> tuple[Block, ...]:
    """Return the data problems of this place by kind, the most frequent first, the rare ones together.

    A kind with so few rows that it could point to a person is not named.
    """
    counts: dict[str, int] = view.account["issues"]
    if not counts:
        return (prose(view.voice.chapters.ISSUES_NONE),)
    words, language = view.voice.displays, view.voice.language
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    named = [(code, n) for code, n in ordered if n >= SMALL]
    # One kind more costs no more room than the line that would stand for it.
    fits = len(named) == len(ordered) == MOST_PROBLEMS + 1
    first = named if fits else named[:MOST_PROBLEMS]
    rows: list[tuple[Span, ...]] = [
        (PROBLEMS[code].wrong, words.TREATMENT[PROBLEMS[code].level], formats.count(n, language=language))
        for code, n in first
    ]
    if rest := ordered[len(first) :]:
        name = words.OTHER_PROBLEMS.format(kinds=formats.count(len(rest), language=language))
        total = formats.count(sum(n for _, n in rest), language=language)
        rows.append((name, view.voice.verdicts.NONE, total))
    head = ("problem", "treatment", "rows")
    return in_print(
        tables.framed("problems", "tabel-masalah", head, rows, view.voice, text=(0, 1), source="")
    )


def provenance(view: View) -> Table:
    """Return the parameters, the sources of the baseline, and the rows of data behind the report."""
    words, run, rules, language = view.voice.displays, view.run, view.rules, view.voice.language
    names, not_set = words.PROVENANCE, view.voice.chapters.NOT_SET
    counting = words.RULES_TEXT.format(
        gain=formats.share(rules.profit_gain, formats.FEW, language=language),
        due=rules.due_after_days,
        lookback=rules.lookback_months,
        monitor=rules.monitor_months,
        cell=SMALL,
    )
    sources = "; ".join(
        f"{view.voice.label('sumber_baseline', s).lower()} {formats.count(n, language=language)}"
        for s, n in view.sources.items()
    )
    rows = [
        (names["period"], view.voice.period),
        (names["compare"], view.voice.before),
        (names["report_date"], formats.date(run.report_date, language=language)),
        (names["cutoff"], formats.date(run.data_cutoff, language=language) if run.data_cutoff else not_set),
        (names["status"], words.STATUS[run.status]),
        (names["success_level"], _default_level(view)),
        (names["rules"], counting),
        (names["methods"], words.METHODS),
        *([(names["not_set"], "; ".join(blank))] if (blank := _not_set(view)) else []),
        (names["baseline"], sources or view.voice.verdicts.NONE),
    ]
    counts = "; ".join(
        f"{view.voice.label('tabel', table).lower()} {formats.count(n, language=language)}"
        for table, n in view.rows.items()
    )
    rows.append((names["tables"], counts))
    rows.append((names["version"], __version__))
    return tables.framed(
        "provenance", "tabel-asal", ("item", "content"), rows, view.voice, text=(0, 1), source=""
    )
