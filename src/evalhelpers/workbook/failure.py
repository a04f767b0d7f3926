"""Chapter V: which businesses stopped or declined, with which causes recorded, and what goes with it."""

from __future__ import annotations

from evalhelpers import figures, narrative, tables
from evalhelpers.blocks import Block, Table
from evalhelpers.findings import CausesVerdict
from evalhelpers.narrative import Words
from evalhelpers.workbook.view import View, in_print, lead, note, present, prose

CASES = ("berhenti_permanen", "menurun_atau_sementara")


def causes(view: View) -> tuple[Block, ...]:
    """Return the causes of stopping and of declining, new cases and all."""
    words, voice, found, period = view.voice.chapters, view.voice, view.decisions, str(view.period)
    blocks: list[Block] = [
        view.heading("penyebab"),
        view.subheading("berhenti"),
        lead(narrative.share(found.shares["C1.utama"], voice)),
        prose(narrative.change(found.changes["C1.utama"], voice)),
    ]
    for part, measure in zip(("sebab_berhenti", "sebab_menurun"), CASES, strict=True):
        every, *new = told(view, measure)
        blocks += present(
            view.subheading(part),
            lead(every),
            prose(*new) if new else None,
            figures.causes(view.public, voice, view.theme, period=period, measure=measure),
            # Where nothing happened the sentence says it all.
            *(
                ()
                if found.causes[measure].verdict is CausesVerdict.NO_CASES
                else in_print(tables.causes(view.public, voice, period=period, measure=measure))
            ),
        )
    # Other evidence is looked for only in the report of the province.
    supported = any(view.groups("C2", "penyebab", f"{measure}_terbukti") for measure in CASES)
    said = words.SUPPORTED if supported else words.STATED
    return (*blocks, note("limits", said, words.OTHER_WORK), *related(view))


def told(view: View, measure: str) -> list[Words]:
    """Say the causes of all cases, and of the new ones where these are not the same."""
    every, new = view.decisions.causes[measure], view.decisions.causes[f"{measure}_baru"]
    same = (new.cases.value if new.cases else 0) == (every.cases.value if every.cases else 0)
    return [narrative.causes(every, view.voice), *([] if same else [narrative.causes(new, view.voice)])]


def related(view: View) -> tuple[Block, ...]:
    """Return what goes with stopping for good: mentors' visits and the kind of business, as counted."""
    contacts, kinds = (
        _stopped(view, caption, dimension)
        for caption, dimension in (("contacts", "kontak"), ("stopped_kinds", "kelompok_usaha"))
    )
    if not contacts and not kinds:
        return ()
    return present(
        view.subheading("kaitan"), prose(view.voice.chapters.ASSOCIATION), contacts, *in_print(kinds)
    )


def _stopped(view: View, caption: str, dimension: str) -> Table | None:
    groups = view.groups("C1", dimension)
    if not groups:
        return None
    return tables.shares(
        view.public, view.voice, period=str(view.period), code="C1", caption=caption, groups=groups,
        notes=(view.voice.displays.NOTES["contacts"],) if dimension == "kontak" else (),
    )  # fmt: skip
