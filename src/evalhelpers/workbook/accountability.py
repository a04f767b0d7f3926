"""Chapter VII: does every rupiah reach its purpose, papers, matters to be clarified, audit follow-up."""

from __future__ import annotations

from evalhelpers import figures, narrative, tables
from evalhelpers.blocks import Block
from evalhelpers.catalogue import indicator
from evalhelpers.findings import AuditVerdict, ChainVerdict, FlagsVerdict, PapersVerdict
from evalhelpers.workbook.view import View, lead, note, present


def accountability(view: View) -> tuple[Block, ...]:
    """Return the year's chain of rupiah, papers of account, flags and the follow-up of audits."""
    found = (*chain(view), *papers(view), *flags(view), *audit(view))
    return (view.heading("akuntabilitas"), *(found or (lead(view.voice.chapters.ACCOUNT_NONE),)))


def chain(view: View) -> tuple[Block, ...]:
    """Return where the money of the year's grants is."""
    voice, finding, period = view.voice, view.decisions.chain, str(view.period)
    if finding.verdict is ChainVerdict.NO_CHAIN:
        return ()
    group = f"tahun={view.period.year}"
    return present(
        view.subheading("rantai"),
        lead(narrative.chain(finding, voice)),
        figures.chain(view.public, voice, view.theme, period=period, group=group),
        tables.chain(view.public, voice, period=period, groups=[group]),
        note("limits", voice.chapters.LIMITS["rantai"]),
    )


def papers(view: View) -> tuple[Block, ...]:
    """Return which papers of account are there."""
    voice, finding = view.voice, view.decisions.papers
    if finding.verdict is PapersVerdict.NONE:
        return ()
    return present(
        view.subheading("bukti"),
        lead(narrative.papers(finding, voice)),
        figures.papers(
            view.public, voice, view.theme, period=str(view.period),
            groups=view.groups("E2", "dokumen"),
        ),
        note("limits", voice.chapters.LIMITS["bukti"]),
    )  # fmt: skip


def flags(view: View) -> tuple[Block, ...]:
    """Return the matters to be clarified, each with how many grants were checked."""
    voice, finding = view.voice, view.decisions.flags
    if finding.verdict is FlagsVerdict.NONE:
        return ()
    return present(
        view.subheading("klarifikasi"),
        lead(narrative.flags(finding, voice)),
        tables.flags(view.public, voice, period=str(view.period)),
    )


def audit(view: View) -> tuple[Block, ...]:
    """Return what became of audit findings."""
    voice, finding = view.voice, view.decisions.audit
    if finding.verdict is AuditVerdict.NONE:
        return ()
    return present(
        view.subheading("inspektorat"),
        lead(narrative.audit(finding, voice)),
        tables.listing(
            view.public, voice, period=str(view.period), caption="follow_up", anchor="tabel-tindak-lanjut",
            names=[("E5", m, "semua") for m in indicator("E5").units],
            notes=(voice.displays.NOTES["audit"],), source=voice.chapters.SOURCE_FOLLOW_UP,
        ),
        note("limits", voice.chapters.LIMITS["inspektorat"]),
    )  # fmt: skip
