"""Charts of money and deliveries."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from evalhelpers import formats
from evalhelpers.blocks import Chart
from evalhelpers.disclosure import Public
from evalhelpers.figures.canvas import Bar, bars
from evalhelpers.figures.people import hidden_notes, need
from evalhelpers.narrative import Voice


def profit(
    public: Public, voice: Voice, theme: Mapping[str, str], *, period: str, groups: Sequence[tuple[str, str]]
) -> Chart | None:
    """Draw the median change of monthly profit in rupiah for groups of five persons or more.

    Parameters
    ----------
    groups
        Group of the values and its printed name, in order.
    """
    words, rows, parts = voice.displays, [], []
    for group, label in groups:
        cell = need(public).cell("B5", "median_rp", group, period)
        if cell is None:
            continue
        if cell.hidden or cell.value is None:
            rows.append(Bar(label, 0, cell.hidden or voice.verdicts.NONE, empty=True))
            continue
        money = formats.rupiah(cell.value, language=voice.language)
        persons = formats.count(cell.denominator or 0, language=voice.language)
        rows.append(Bar(label, cell.value, f"{money} (n = {persons})", "bad" if cell.value < 0 else "accent"))
        parts.append(words.ALT["profit_part"].format(label=label.lower(), value=money, persons=persons))
    if not parts:
        return None
    return Chart(
        "gambar-laba",
        words.CAPTIONS["profit_change"].format(place=voice.place, period=voice.period),
        bars(rows, anchor="gambar-laba", theme=theme),
        words.ALT["profit"].format(place=voice.place, period=voice.period, parts="; ".join(parts)),
        hidden_notes(rows, voice),
        voice.chapters.SOURCE,
    )


def budget(public: Public, voice: Voice, theme: Mapping[str, str], *, period: str) -> Chart | None:
    """Draw the budget in force and net spending; None where the budget is not split by district."""
    cell = need(public).cell("E1", "utama", "semua", period)
    if cell is None or not cell.denominator or cell.numerator is None or cell.value is None:
        return None
    words = voice.displays
    percent = voice.percent(cell.value, cell.denominator)
    rows, parts = [], []
    for key, amount, colour in (("budget", cell.denominator, "unknown"), ("spent", cell.numerator, "accent")):
        label = words.FIGURE_LABELS[key]
        text = formats.rupiah_short(amount, language=voice.language) + (
            f" ({percent})" if key == "spent" else ""
        )
        rows.append(Bar(label, amount, text, colour))
        parts.append(f"{label.lower()} {text}")
    return Chart(
        "gambar-anggaran",
        words.CAPTIONS["budget"].format(period=voice.period),
        bars(rows, anchor="gambar-anggaran", theme=theme),
        words.ALT["budget"].format(period=voice.period, parts="; ".join(parts)),
        (),
        voice.chapters.SOURCE_BUDGET,
    )


def delivery(public: Public, voice: Voice, theme: Mapping[str, str], *, period: str) -> Chart | None:
    """Draw the grants of the year's SK: handed over and still waiting."""
    cell = need(public).cell("A1", "utama", "semua", period)
    if cell is None or cell.hidden or not cell.denominator or cell.numerator is None:
        return None
    words = voice.displays
    waiting = cell.denominator - cell.numerator
    rows, parts = [], []
    for key, count, share in (
        ("delivered", cell.numerator, cell.value),
        ("waiting", waiting, None if cell.value is None else 1 - cell.value),
    ):
        label = words.FIGURE_LABELS[key]
        text = voice.with_percent(count, cell.denominator, share)
        rows.append(Bar(label, count, text, hatched=key == "waiting"))
        parts.append(f"{label.lower()} {text}")
    return Chart(
        "gambar-penyaluran",
        words.CAPTIONS["delivery"].format(place=voice.place, period=voice.period),
        bars(rows, anchor="gambar-penyaluran", theme=theme),
        words.ALT["delivery"].format(
            place=voice.place, period=voice.period, year=voice.year, parts="; ".join(parts),
            known=formats.count(cell.denominator, language=voice.language),
        ),
        (),
        voice.chapters.SOURCE,
    )  # fmt: skip
