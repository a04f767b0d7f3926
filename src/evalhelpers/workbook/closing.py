"""Conclusions and appendix."""

from __future__ import annotations

from evalhelpers import __version__, formats, narrative, tables
from evalhelpers.blocks import Block, Span, Table
from evalhelpers.catalogue import indicator
from evalhelpers.disclosure.families import SMALL
from evalhelpers.findings import BudgetVerdict, HeadlineVerdict
from evalhelpers.issues import PROBLEMS
from evalhelpers.narrative import Words, fill
from evalhelpers.workbook.view import View, items, present, prose

MOST_PROBLEMS = 10


def conclusions(view: View) -> tuple[Block, ...]:
    """Return what the verdicts allow to say, and nothing else."""
    words, voice, found = view.voice.chapters, view.voice, view.decisions
    said: list[Words] = [narrative.headline(found.headline, voice)]
    if found.headline.verdict is not HeadlineVerdict.NO_ONE:
        said += [
            narrative.change(found.changes[name], voice) for name in ("A4.utama", "B1.utama", "C1.utama")
        ]
        said += [
            narrative.money(found.money["semua"], voice),
            narrative.change(found.since_baseline, voice, baseline=True),
        ]
    if found.budget.verdict is BudgetVerdict.SHOWN:
        said.append(narrative.budget(found.budget, voice))
    unseen = found.headline.unmonitored
    open_points: list[Words | str] = [words.RECOMMENDATIONS]
    if unseen.value:
        open_points.insert(0, fill(words.FOLLOW_UP_DATA, unmonitored=voice.count(unseen)))
    return (
        view.heading("penutup"),
        view.subheading("kesimpulan"),
        items(said),
        prose(words.CAVEAT),
        view.subheading("rekomendasi"),
        prose(*open_points),
        *follow_up(view),
        prose(words.CLOSING),
    )


def follow_up(view: View) -> tuple[Block, ...]:
    """Return what became of audit findings and of earlier recommendations, where there are any."""
    notes, period = view.voice.displays.NOTES, str(view.period)
    names = [("E5", m, "semua") for m in indicator("E5").units] + [("E7", "utama", "semua")]
    audited = view.public.cell("E5", "utama", "semua", period) is not None
    found = tables.listing(
        view.public, view.voice, period=period, names=names, caption="follow_up",
        anchor="tabel-tindak-lanjut", notes=(notes["audit"],) if audited else (),
        source=view.voice.chapters.SOURCE_FOLLOW_UP,
    )  # fmt: skip
    return (view.subheading("tindak_lanjut"), found) if found else ()


def appendix(view: View) -> tuple[Block, ...]:
    """Return definitions, all indicators, data problems by kind, and where the numbers come from."""
    words, period = view.voice.chapters, str(view.period)
    years = [group for group, _ in view.groups("E8", "tahun") if group != f"tahun={view.period.year}"]
    chains = tables.chain(view.public, view.voice, period=period, groups=years) if years else None
    return present(
        view.heading("lampiran"),
        view.subheading("definisi"),
        tables.definitions(view.voice),
        view.subheading("rinci"),
        tables.detail(view.public, view.voice, period=period),
        view.subheading("rantai_lalu") if chains else None,
        chains,
        view.subheading("masalah"),
        *problems(view),
        view.subheading("asal"),
        prose(words.PROVENANCE),
        provenance(view),
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
    return (tables.framed("problems", "tabel-masalah", head, rows, view.voice, text=(0, 1), source=""),)


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
        *((name, not_set) for name in _not_set(view)),
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
