"""What is printed about the numbers an auditor asked for, and how they compare with the published page."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import pandas as pd

from evalhelpers import formats
from evalhelpers.audit.about import About, cells, is_rupiah, name, rules, text
from evalhelpers.audit.choice import NUMBERS
from evalhelpers.catalogue import NOT_COUNTED, indicator
from evalhelpers.disclosure import Cell
from evalhelpers.disclosure.public import TELLING
from evalhelpers.indicators.page import INSIDE
from evalhelpers.indicators.tracing import CHAIN, Trace

# Of more values than this only one line each is printed.
_MANY = 12
# Units that are always rounded in print.
_ROUNDED = ("share", "probability")


def lines(trace: Trace, asked: pd.DataFrame, about: About) -> Iterator[str]:
    """Yield what is said about some values of an indicator: what it is, each value, and who is left out."""
    one, voice, words = indicator(trace.code), about.voice, about.voice.audit
    language = voice.language
    yield f"{one.code} {one.name[language]}"
    yield ". ".join([f"{voice.place}, {voice.period}", *about.lines]) + "."
    yield ""
    yield one.definition[language]
    for key, said in (("numerator", one.numerator), ("denominator", one.denominator)):
        if said[language] != NOT_COUNTED:
            yield f"{words.ABOUT[key]}: {said[language]}"
    yield f"{words.ABOUT['rules']}: {rules(trace.code)}"
    if asked.empty:
        yield ""
        yield words.NOTES["no_values"]
        return
    shown = cells(asked)
    if len(shown) > _MANY:
        yield ""
        yield from (_line(cell, about) for cell in shown)
    for cell in shown if len(shown) <= _MANY else ():
        yield ""
        yield from _value(trace, cell, about)
    yield ""
    more = len(trace.values) - len(asked)
    if more:
        yield words.MORE_GROUPS.format(count=formats.count(more, language=language))
    yield from _left_out(trace, about)


def _line(cell: Cell, about: About) -> str:
    """Return one value with its name."""
    voice, words = about.voice, about.voice.audit
    shown = words.NO_VALUE
    if cell.value is not None:
        shown = text(cell, "value", voice)
        if cell.unit in _ROUNDED or cell.value != int(cell.value):
            shown = words.EXACT.format(shown=shown, exact=formats.machine(cell.value))
    return str(
        words.VALUE_LINE.format(
            measure=voice.name(cell.code, cell.measure),
            group=voice.group(cell.group),
            id=name(cell),
            value=shown,
        )
    )


def _value(trace: Trace, cell: Cell, about: About) -> Iterator[str]:
    """Yield one value with all that belongs to it."""
    voice, words = about.voice, about.voice.audit
    yield _line(cell, about)
    counts = {n: text(cell, n, voice) for n in words.COUNTS if getattr(cell, n) is not None}
    if counts:
        yield "  " + "; ".join(words.COUNTS[number].format(count=count) for number, count in counts.items())
    if cell.low is not None and cell.high is not None:
        yield "  " + words.INTERVAL_LINE.format(low=text(cell, "low", voice), high=text(cell, "high", voice))
    if cell.bound_low is not None and cell.bound_high is not None:
        ends = {"low": text(cell, "bound_low", voice), "high": text(cell, "bound_high", voice)}
        yield "  " + words.BOUNDS_LINE.format(**ends)
    yield from ("  " + line for line in _rows(trace, cell, about))


def _rows(trace: Trace, cell: Cell, about: About) -> Iterator[str]:
    voice, words = about.voice, about.voice.audit
    rows = trace.tally(cell.measure, cell.group)
    if not rows:
        yield words.NO_ROWS_LINE
        return
    parts = (
        words.ROLE_PART.format(
            count=formats.count(count, language=voice.language), role=words.ROLES[role].lower()
        )
        for role, count in rows.items()
    )
    yield words.ROLES_LINE.format(roles="; ".join(parts))
    added = trace.added(cell.measure, cell.group)
    if added and (cell.code == CHAIN or is_rupiah(cell, "denominator")):
        met, counted = (
            formats.rupiah(added[role], language=voice.language) for role in ("pembilang", "penyebut")
        )
        yield words.AMOUNT_LINE.format(met=met, counted=counted)
    reasons = trace.of(cell.measure, cell.group)["reason"]
    if known := _counted(reasons[reasons != ""], about):
        yield words.UNKNOWN_LINE
        yield from (f"  {line}" for line in known)


def _counted(reasons: Iterable[str], about: About) -> list[str]:
    """Return the reasons with how often each holds, most often first."""
    words = about.voice.audit
    counts = sorted(Counter(reasons).items(), key=lambda item: (-item[1], item[0]))
    return [
        words.REASON_PART.format(
            reason=words.REASONS[reason], count=formats.count(count, language=about.voice.language)
        )
        for reason, count in counts
    ]


def _left_out(trace: Trace, about: About) -> Iterator[str]:
    words = about.voice.audit
    if trace.left_out.empty:
        yield words.LEFT_OUT_NONE
        return
    yield words.LEFT_OUT_LINE.format(count=formats.count(len(trace.left_out), language=about.voice.language))
    yield from (f"  {line}" for line in _counted(trace.left_out["reason"], about))


@dataclass(frozen=True)
class Compared:
    """Which values are not those that were published, and how many the page hides."""

    different: tuple[str, ...]
    hidden: int


def compare(asked: pd.DataFrame, published: str) -> Compared:
    """Hold values against the text of the `indikator.csv` of their page."""
    told = {
        (row["code"], row["measure"], row["period"], row["group"]): row
        for row in csv.DictReader(io.StringIO(published, newline=""))
    }
    different, hidden = [], 0
    for cell in cells(asked):
        if cell.group.startswith(f"{INSIDE}="):
            continue  # never on a page
        row = told.get((cell.code, cell.measure, cell.period, cell.group))
        ours = {number: formats.machine(getattr(cell, number)) for number in NUMBERS}
        if (
            row is not None
            and not any(row[number] for number in TELLING)
            and any(ours[number] for number in TELLING)
        ):
            hidden += 1
        elif row is None or any(row[number] != ours[number] for number in NUMBERS):
            different.append(name(cell))
    return Compared(tuple(different), hidden)
