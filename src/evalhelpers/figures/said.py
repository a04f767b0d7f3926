"""What figures say in words: numbers as facts of one cell, the finding above, the marks of hidden numbers."""

from __future__ import annotations

from collections.abc import Sequence

from evalhelpers import formats
from evalhelpers.blocks import Chart, Fact
from evalhelpers.disclosure import Cell, Public
from evalhelpers.figures.canvas import Sheet
from evalhelpers.figures.rows import Stack
from evalhelpers.narrative import Voice, Words, fill, listed, lower_first

__all__ = [
    "amount",
    "chart",
    "count",
    "fill",
    "hidden_notes",
    "is_known",
    "listed",
    "lower_first",
    "mark",
    "need",
    "of_known",
    "percent",
    "share",
    "shared",
    "stack_notes",
    "ticks",
]  # fmt: skip


def need(public: Public) -> Public:
    """Return what disclosure let through, and refuse anything else."""
    if not isinstance(public, Public):
        raise TypeError(f"figures menerima hasil disclosure.protect, bukan {type(public).__name__}")
    return public


def is_known(cell: Cell | None) -> bool:
    """Say whether a cell holds a share of somebody."""
    return cell is not None and not cell.hidden and bool(cell.denominator) and cell.value is not None


def mark(cell: Cell | None, voice: Voice) -> str:
    """Return what stands for a number that is not shown, or that there is not."""
    return cell.hidden if cell and cell.hidden else str(voice.verdicts.NONE)


def of_known(cell: Cell, voice: Voice) -> str:
    """Write "33 dari 41 (80,5%)", without the percentage where there are too few for one."""
    counts = voice.of(cell.numerator or 0, cell.denominator or 0)
    shown = voice.percent(cell.value or 0, cell.denominator or 0)
    return f"{counts} ({shown})" if shown else counts


def count(cell: Cell, column: str, voice: Voice) -> Fact:
    """Word one of a cell's counts; the cell must have it."""
    value = getattr(cell, column)
    return Fact(cell.fact_id(column), formats.machine(value), formats.count(value, language=voice.language))


def percent(cell: Cell, voice: Voice) -> Fact:
    """Word a cell's share in prose; its denominator decides the decimals."""
    n = int(cell.denominator or 0)
    shown = formats.share(cell.value, n, language=voice.language, place="prose")
    return Fact(cell.fact_id("value"), formats.machine(cell.value), shown)


def amount(cell: Cell, voice: Voice) -> Fact:
    """Word a cell's rupiah, rounded for reading."""
    shown = formats.rupiah_short(cell.value, language=voice.language)
    return Fact(cell.fact_id("value"), formats.machine(cell.value), shown)


def share(cell: Cell, voice: Voice, whom: str = "") -> Words:
    """Say "33 dari 41 (80,5 persen)" with the facts of a cell; `whom` names those counted."""
    few = (cell.denominator or 0) < formats.FEW
    template = voice.pictures.SHARE_FEW if few else voice.pictures.SHARE
    return fill(template, whom=whom, **_slots(cell, voice))


def shared(key: str, cell: Cell | None, voice: Voice) -> Words:
    """Say a share as the finding of figure `key`; nothing where it is not known."""
    if cell is None or not is_known(cell) or cell.numerator is None:
        return ()
    met, known = cell.numerator, cell.denominator or 0
    if known > 1 and met in (0, known):
        key += "_none" if not met else "_all"
    elif known < formats.FEW:
        key += "_few"
    return fill(voice.pictures.TITLES[key], **_slots(cell, voice))


def _slots(cell: Cell, voice: Voice) -> dict[str, str | Fact | Words]:
    return {
        "met": count(cell, "numerator", voice),
        "known": count(cell, "denominator", voice),
        "value": percent(cell, voice),
    }


def ticks(voice: Voice, steps: int = 4) -> list[str]:
    """Return the texts of a scale of shares from 0 to 100 per cent in so many steps."""
    return [formats.share(at / steps, formats.FEW, language=voice.language) for at in range(steps + 1)]


def hidden_notes(texts: Sequence[str], voice: Voice) -> tuple[str, ...]:
    """Explain the marks that stand for hidden numbers, where they occur among texts."""
    notes, seen = voice.displays.NOTES, {word for text in texts for word in text.split()}
    return tuple(notes[key] for key, sign in (("few", "<5"), ("other", "*")) if sign in seen)


def stack_notes(rows: Sequence[Stack], voice: Voice) -> tuple[str, ...]:
    """Explain the marks beside stacked bars, and why some of the bars are short."""
    short = any(0 < sum(part.value for part in row.parts) < formats.FEW for row in rows)
    marks = hidden_notes([row.text for row in rows], voice)
    return (voice.pictures.NOTES["short"], *marks) if short else marks


def chart(
    key: str, anchor: str, sheet: Sheet, voice: Voice, *, title: Words, parts: Sequence[str],
    notes: Sequence[str] = (), source: str = "", caption: str = "", **slots: str,
) -> Chart:  # fmt: skip
    """Return a figure with its words: the caption, the reading and the alternative text of `key`.

    Parameters
    ----------
    parts
        What the alternative text lists, row by row.
    notes
        Notes besides the reading, such as the marks of hidden numbers.
    source
        Where its numbers come from; without, what is monitored.
    caption
        The key of its caption, where it has one of its own.
    slots
        More names for the texts of the figure.
    """
    words = voice.pictures
    slots = {"place": voice.place, "period": voice.period, "before": voice.before, **slots}
    reading = [text.format(**slots) for text in words.READING[key]]
    return Chart(
        anchor,
        words.CAPTIONS[caption or key].format(**slots),
        sheet.svg(anchor),
        words.ALT[key].format(parts="; ".join(parts), **slots),
        (*reading, *notes),
        source or voice.chapters.SOURCE,
        title,
    )
