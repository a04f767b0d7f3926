"""Introduction, methods and data quality."""

from __future__ import annotations

from evalhelpers import figures, formats, tables
from evalhelpers.blocks import Block, Span, Table
from evalhelpers.workbook.summary import failed, visited
from evalhelpers.workbook.view import View, items, lead, note, present, prose

_FATES = ("kept", "quarantined", "duplicate", "superseded")


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
    """Return coverage, who is counted and how numbers are made, and what became of the rows read."""
    words, voice, rules = view.voice.chapters, view.voice, view.rules
    end = formats.date(view.period.end, language=voice.language)
    start = formats.date(view.period.window_start(rules.lookback_months), language=voice.language)
    modes = "/".join(voice.label("cara", mode).lower() for mode in rules.valid_modes)
    groups = view.groups("A4", "kab_kota" if view.province else "tahun")
    return present(
        view.heading("metodologi"),
        view.subheading("cakupan"),
        lead(visited(view)),
        figures.coverage(
            view.public, voice, view.theme, period=str(view.period),
            groups=[("semua", voice.displays.ALL), *groups],
        ),
        note("limits", words.LIMITS["cakupan"]),
        view.subheading("ukuran"),
        prose(
            words.WHO,
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
    blocks: list[Block] = [lead(view.say(words.QUALITY, **slots)), row_table(view, read, total)]
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
