"""Page one, the covering letter, and the lines that go along by chat."""

from __future__ import annotations

from evalhelpers import formats, narrative, tables
from evalhelpers.blocks import Block, Letter, Message, Span, Table, Tile, Tiles
from evalhelpers.catalogue import indicator
from evalhelpers.findings import (
    CausesVerdict,
    ChainVerdict,
    ChangeVerdict,
    FlowsVerdict,
    HeadlineVerdict,
    Named,
    ShareVerdict,
    target,
)
from evalhelpers.narrative import Words, fill
from evalhelpers.workbook.view import View, items, lead, note, present, prose, steps, together

# The three levels' first two and what goes wrong; the fourth tile is money.
_TILES = ("B1.utama", "B3.berkembang", "C1.utama")
MOST_ACTIONS = 3


def summary(view: View) -> tuple[Block, ...]:
    """Return page one: the three levels, the key figures, five to seven findings, targets, three actions."""
    words, found, voice = view.voice.chapters, view.decisions, view.voice
    nobody = found.headline.verdict is HeadlineVerdict.NO_ONE
    return present(
        view.heading("ringkasan"),
        lead(narrative.headline(found.headline, voice)),
        note("warning", failed(view)) if view.province and view.missing_districts else None,
        None if nobody else key_figures(view),
        None if nobody else items(points(view)),
        view.subheading("angka_kunci"),
        key_table(view),
        view.subheading("tindakan"),
        first_actions(view),
        note("method", words.CAVEAT, words.PROXY),
    )


def points(view: View) -> list[Words]:
    """Return the five to seven findings a leader asks for; what the key figures say is not repeated."""
    found, voice, shares = view.decisions, view.voice, view.decisions.shares
    poor = narrative.change(found.since_baseline, voice, baseline=True)
    if found.since_baseline.verdict in (ChangeVerdict.WITHHELD, ChangeVerdict.NO_BASELINE):
        poor = narrative.share(shares["D1.utama"], voice)
    spent = [narrative.share(shares["A1.utama"], voice)]
    if found.chain.verdict is not ChainVerdict.NO_CHAIN:
        spent.append(narrative.chain(found.chain, voice))
    why, earlier = found.causes["berhenti_permanen"], shares["E7.utama"]
    # Where no stop is on record, how many there may be says more than that there are no causes.
    stopped = narrative.causes(why, voice)
    if why.verdict is CausesVerdict.NO_CASES:
        stopped = narrative.share(shares["C1.utama"], voice)
    return [
        visited(view),
        narrative.change(found.changes["B1.utama"], voice),
        stopped,
        narrative.money(found.money["semua"], voice),
        poor,
        together(*spent),
        *([] if earlier.verdict is ShareVerdict.NO_ONE else [narrative.share(earlier, voice)]),
    ]


def visited(view: View) -> Words:
    """Return how many were visited, and how many were reached by telephone instead."""
    said = narrative.share(view.decisions.shares["A4.utama"], view.voice)
    cell = view.public.cell("A4", "telepon", "semua", str(view.period))
    if cell is None or not cell.numerator:
        return said
    return together(said, narrative.phoned(Named(cell.fact_id("numerator"), cell.numerator), view.voice))


def key_figures(view: View) -> Tiles:
    """Return the four key figures: active, profit risen, stopped for good, rupiah to be explained."""
    found, voice = view.decisions, view.voice
    tiles = []
    for name in _TILES:
        code, measure = name.split(".")
        share, before = found.shares[name], found.changes[name].before
        wanted = wanted_value(view, code, measure)
        verdict = target(view.public.cell(code, measure, "semua", str(view.period)), wanted)
        number, detail = narrative.key_figure(share, before, verdict, wanted, voice)
        tiles.append(Tile(voice.displays.TILES[name], number, detail, narrative.target_state(verdict)))
    number, detail = narrative.money_figure(found.chain, voice)
    tiles.append(Tile(voice.displays.TILES["E8"], number, detail))
    return Tiles(tuple(tiles))


def first_actions(view: View) -> Block:
    """Return the actions that would help most people, with who and until when."""
    words = view.voice.chapters
    if not view.actions:
        return prose(words.ACTIONS_NONE)
    return steps([action_line(view, at) for at in range(min(MOST_ACTIONS, len(view.actions)))])


def action_line(view: View, at: int) -> Words:
    """Return an action in one line: what, who, until when."""
    action = view.actions[at]
    return fill(view.voice.chapters.ACTION, text=action.text, owner=action.owner, deadline=action.deadline)


def failed(view: View) -> Words:
    """Name the districts whose data could not be read."""
    places = [(view.voice.label("kab_kota", slug),) for slug in view.missing_districts]
    return fill(view.voice.chapters.FAILED, places=narrative.listed(places, view.voice))


def key_table(view: View) -> Table:
    """Return the table of page one, with each indicator held against its target."""
    targets, states, earlier = {}, {}, view.period.year_earlier()
    for name in tables.KEY_SHARES:
        code, measure = name.split(".")
        wanted = wanted_value(view, code, measure)
        verdict = target(view.public.cell(code, measure, "semua", str(view.period)), wanted)
        at_most = indicator(code).good == "down"
        targets[name] = narrative.target(verdict, wanted, view.voice, at_most=at_most)
        states[name] = narrative.target_state(verdict)
    return tables.key(
        view.public, view.voice, period=str(view.period), before=str(view.before), year_before=str(earlier),
        year_before_name=formats.period(earlier, language=view.voice.language), targets=targets,
        states=states, no_budget=view.voice.displays.NOTES["district_budget"],
    )  # fmt: skip


def wanted_value(view: View, code: str, measure: str) -> float | None:
    """Return the target of a measure for the period's year; None where the office has set none."""
    stated = view.project.programme.targets
    first = measure == next(iter(indicator(code).units))
    years = stated.get(f"{code}.{measure}") or (stated.get(code) if first else None) or {}
    return years.get(str(view.period.year))


def letter(view: View) -> tuple[Block, ...]:
    """Return the covering letter to the Gubernur; only the province's report has one (method, rule 38)."""
    if not view.province:
        return ()
    words, voice, found, run = view.voice.chapters, view.voice, view.decisions, view.run
    said = {
        name: text.format(place=bare(voice.place), period=voice.period) for name, text in words.LETTER.items()
    }
    said["number"] = run.letter_number or words.NOT_SET
    said["date"] = formats.date(run.report_date, language=voice.language)
    body: list[Words] = [view.say(words.LETTER_OPENING), narrative.headline(found.headline, voice)]
    if found.headline.verdict is not HeadlineVerdict.NO_ONE:
        change = narrative.change(found.changes["B1.utama"], voice)
        flows = found.flows.verdict is FlowsVerdict.SHOWN
        body.append(together(change, narrative.flows(found.flows, voice)) if flows else change)
        body.append(narrative.causes(found.causes["berhenti_permanen"], voice))
    money = [narrative.budget(found.budget, voice)]
    if found.chain.verdict is not ChainVerdict.NO_CHAIN:
        money.append(narrative.chain(found.chain, voice))
    body.append(together(*money))
    if view.actions:
        body.append(suggested(view))
    body.append((words.LETTER_CLOSING,))
    head = tuple((words.LETTER_HEAD[name], said[name]) for name in words.LETTER_HEAD)
    return (Letter("nota-dinas", words.LETTER_TITLE, head, tuple(body)),)


def suggested(view: View) -> Words:
    """Return the first actions in one sentence."""
    words = view.voice.chapters
    first = [narrative.within(action.text) for action in view.actions[:MOST_ACTIONS]]
    if len(first) == 1:
        return fill(words.LETTER_ACTION, action=first[0])
    numbered = [
        fill("({number}) {text}", number=str(at), text=text) for at, text in enumerate(first, start=1)
    ]
    return fill(words.LETTER_ACTIONS, actions=narrative.listed(numbered, view.voice, long=True))


def bare(place: str) -> str:
    """Return the province's name as its head bears it.

    >>> bare("Provinsi Kalimantan Utara")
    'Kalimantan Utara'
    """
    return place.removeprefix("Provinsi ")


def message(view: View) -> tuple[Block, ...]:
    """Return what a chat message says of the report: the levels, what stopped, the first action."""
    words, voice, found = view.voice.chapters, view.voice, view.decisions
    first: Words = (words.MESSAGE["no_actions"],)
    if view.actions:
        first = fill(words.MESSAGE["actions"], action=narrative.within(action_line(view, 0)))
    lines: tuple[tuple[Span, ...], ...] = (
        narrative.headline(found.headline, voice),
        narrative.share(found.shares["C1.utama"], voice),
        first,
    )
    return (Message(lines),)
