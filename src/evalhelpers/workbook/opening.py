"""Executive summary, introduction, methods and data quality."""

from __future__ import annotations

from evalhelpers import formats, narrative, tables
from evalhelpers.blocks import Block, Span, Table
from evalhelpers.catalogue import indicator
from evalhelpers.findings import CausesVerdict, HeadlineVerdict, ShareVerdict, target
from evalhelpers.narrative import Words, fill
from evalhelpers.workbook.view import View, items, note, present, prose

_FATES = ("kept", "quarantined", "duplicate", "superseded")


def summary(view: View) -> tuple[Block, ...]:
    """Return page one: the three levels, what stands behind them, the key table."""
    words, found, voice = view.voice.chapters, view.decisions, view.voice
    blocks: list[Block] = [view.heading("ringkasan"), prose(narrative.headline(found.headline, voice))]
    if view.province and view.missing_districts:
        blocks.append(note("warning", failed(view)))
    why = found.causes["berhenti_permanen"]
    stopped = narrative.share(found.shares["C1.utama"], voice)
    if why.verdict is not CausesVerdict.NO_CASES:
        stopped = _together(stopped, narrative.causes(why, voice))
    bullets: list[Words] = [
        narrative.share(found.shares["A4.utama"], voice),
        _together(
            narrative.share(found.shares["B1.utama"], voice),
            narrative.change(found.changes["B1.utama"], voice),
        ),
        stopped,
        narrative.money(found.money["semua"], voice),
        _together(
            narrative.share(found.shares["D1.utama"], voice), narrative.share(found.shares["D1.awal"], voice)
        ),
        _together(narrative.share(found.shares["A1.utama"], voice), narrative.budget(found.budget, voice)),
    ]
    if found.shares["E7.utama"].verdict is not ShareVerdict.NO_ONE:
        bullets.append(narrative.share(found.shares["E7.utama"], voice))
    if found.headline.verdict is not HeadlineVerdict.NO_ONE:
        blocks.append(items(bullets))
    blocks += [view.subheading("angka_kunci"), key_table(view), note("method", words.CAVEAT, words.PROXY)]
    return tuple(blocks)


def _together(first: Words, second: Words) -> Words:
    return fill("{first} {second}", first=first, second=second)


def failed(view: View) -> Words:
    """Name the districts whose data could not be read."""
    places = [(view.voice.label("kab_kota", slug),) for slug in view.missing_districts]
    return fill(view.voice.chapters.FAILED, places=narrative.listed(places, view.voice))


def key_table(view: View) -> Table:
    """Return the table of page one, with each indicator held against its target."""
    targets, earlier = {}, view.period.year_earlier()
    for name in tables.KEY_SHARES:
        if name in tables.BASELINES:
            continue
        code, measure = name.split(".")
        wanted = wanted_value(view, code, measure)
        verdict = target(view.public.cell(code, measure, "semua", str(view.period)), wanted)
        targets[name] = narrative.target(verdict, wanted, view.voice)
    return tables.key(
        view.public, view.voice, period=str(view.period), before=str(view.before), year_before=str(earlier),
        year_before_name=formats.period(earlier, language=view.voice.language), targets=targets,
        no_budget=view.voice.displays.NOTES["district_budget"],
    )  # fmt: skip


def wanted_value(view: View, code: str, measure: str) -> float | None:
    """Return the target of a measure for the period's year; None where the office has set none."""
    stated = view.project.programme.targets
    first = measure == next(iter(indicator(code).units))
    years = stated.get(f"{code}.{measure}") or (stated.get(code) if first else None) or {}
    return years.get(str(view.period.year))


def introduction(view: View) -> tuple[Block, ...]:
    """Return background, purpose, legal basis and scope."""
    words, programme = view.voice.chapters, view.project.programme
    legal: tuple[Block, ...] = (prose(words.LEGAL_BLANK),)
    if programme.legal_basis:
        legal = (prose(words.LEGAL), items(programme.legal_basis))
    nobody = not view.decisions.headline.everyone.value
    scope = view.say(
        words.SCOPE_EMPTY if nobody else words.SCOPE,
        everyone=view.voice.count(view.decisions.headline.everyone),
        due=str(view.rules.due_after_days),
        months=str(view.rules.monitor_months),
        end=formats.date(view.period.end, language=view.voice.language),
    )
    repeated = view.fact(f"data.bantuan_ganda/semua/{view.period}/persons", view.repeated)
    again = view.say(words.REPEATED if view.repeated else words.REPEATED_NONE, repeated=repeated)
    return (
        view.heading("pendahuluan"),
        view.subheading("latar"),
        prose(view.say(words.BACKGROUND, programme=programme.name), words.PURPOSE),
        view.subheading("dasar"),
        *legal,
        view.subheading("lingkup"),
        prose(scope) if nobody else prose(scope, again),
    )


def methods(view: View) -> tuple[Block, ...]:
    """Return who is counted, coverage, how numbers are made, and what became of the rows read."""
    words, voice, rules = view.voice.chapters, view.voice, view.rules
    end = formats.date(view.period.end, language=voice.language)
    start = formats.date(view.period.window_start(rules.lookback_months), language=voice.language)
    modes = "/".join(voice.label("cara", mode).lower() for mode in rules.valid_modes)
    coverage = view.groups("A4", "kab_kota" if view.province else "tahun")
    return present(
        view.heading("metodologi"),
        view.subheading("penerima"),
        prose(words.WHO),
        view.subheading("cakupan"),
        prose(narrative.share(view.decisions.shares["A4.utama"], voice)),
        tables.shares(
            view.public, voice, period=str(view.period), code="A4", caption="coverage",
            groups=[("semua", voice.displays.ALL), *coverage],
        ),
        view.subheading("ukuran"),
        prose(
            view.say(words.WINDOW, window_start=start, end=end, modes=modes),
            words.ACTIVE[rules.ganti_usaha_aktif],
            words.CARRIED,
            words.BOUNDS,
            words.SMALL,
        ),
        view.subheading("mutu"),
        *quality(view),
    )  # fmt: skip


def quality(view: View) -> tuple[Block, ...]:
    """Return what became of the rows read for this place."""
    words, read = view.voice.chapters, view.account["tables"]
    if not read:
        return (prose(words.QUALITY_NONE),)
    total = {fate: sum(fates[fate] for fates in read.values()) for fate in ("read", *_FATES)}
    slots = {fate: view.fact(f"data.baris/semua/{view.period}/{fate}", n) for fate, n in total.items()}
    blocks: list[Block] = [prose(view.say(words.QUALITY, **slots)), row_table(view, read, total)]
    if view.province and view.missing_districts:
        blocks.insert(0, note("warning", failed(view)))
    return tuple(blocks)


def row_table(view: View, read: dict[str, dict[str, int]], total: dict[str, int]) -> Table:
    """Return the row account per table with its total."""
    names = ("read", *_FATES)
    lines = [(view.voice.label("tabel", table), fates) for table, fates in read.items()]
    lines.append((view.voice.displays.TOTAL, total))
    rows: list[tuple[Span, ...]] = [
        (name, *(formats.count(fates[n], language=view.voice.language) for n in names))
        for name, fates in lines
    ]
    head = ("table", *names)
    return tables.framed("account", "tabel-neraca", head, rows, view.voice, total=(len(rows) - 1,), source="")
