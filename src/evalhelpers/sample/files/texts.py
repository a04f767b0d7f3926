"""How a clerk writes a value: money, dates, codes, names, places. Every form has exactly one reading."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from evalhelpers.dictionary import TABLES, Code, Column
from evalhelpers.sample.ledger import Cell
from evalhelpers.sample.setting import Plan, Random

MONTHS = ("Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober",
          "November", "Desember")  # fmt: skip
SHORT = ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des")


@dataclass(frozen=True)
class Hand:
    """The habits of one clerk: forms of money and dates with their weights, and liking for own words.

    `words` is the chance that a coded value is written in field words instead of its label.
    """

    money: dict[str, float]
    dates: dict[str, float]
    words: float = 0.3
    capitals: float = 0.2


def dotted(value: int) -> str:
    """Return a whole number with dots between thousands.

    >>> dotted(1500000)
    '1.500.000'
    """
    return f"{value:,}".replace(",", ".")


def _millions(value: int) -> Cell:
    if value < 1_000_000 or value % 50_000:
        return dotted(value)
    return f"{value / 1_000_000:.2f}".rstrip("0").rstrip(".").replace(".", ",") + " jt"


def _thousands(value: int) -> Cell:
    return f"{value // 1000} rb" if 0 < value < 1_000_000 and value % 1000 == 0 else f"Rp{dotted(value)}"


MONEY: dict[str, Callable[[int], Cell]] = {
    "number": lambda v: v,
    "rp": lambda v: f"Rp {dotted(v)}",
    "rp_dash": lambda v: f"Rp. {dotted(v)},-",
    "dots": lambda v: dotted(v),
    "cents": lambda v: f"{dotted(v)},00",
    "jt": _millions,
    "rb": _thousands,
}
DATES: dict[str, Callable[[date], Cell]] = {
    "excel": lambda d: d,
    "long": lambda d: f"{d.day} {MONTHS[d.month - 1]} {d.year}",
    "short": lambda d: f"{d.day:02d} {SHORT[d.month - 1]} {d.year}",
    "slash": lambda d: f"{d.day}/{d.month}/{d.year}",
    "slash_full": lambda d: f"{d:%d/%m/%Y}",
    "dash": lambda d: f"{d:%d-%m-%y}",
    "iso": lambda d: d.isoformat(),
}


def choose(rng: Random, weights: dict[str, float]) -> str:
    """Draw one key by its weight."""
    point = rng.random() * sum(weights.values())
    for key, weight in weights.items():
        point -= weight
        if point < 0:
            return key
    return next(reversed(weights))


def _plain(text: str) -> str:
    return " ".join("".join(ch if ch.isalnum() else " " for ch in text.lower()).split())


_YES_NO = {"ya": ("ya", "y", "v"), "tidak": ("tidak", "tdk", "t")}


def spoken(codes: tuple[Code, ...]) -> dict[str, tuple[str, ...]]:
    """Return per code the field words that mean this code alone."""
    owners: dict[str, set[str]] = {}
    for code in codes:
        for word in (code.value, code.id, *code.words):
            owners.setdefault(_plain(word), set()).add(code.value)
    return {
        code.value: tuple(
            w for w in code.words if _plain(w) and not _plain(w).isdigit() and len(owners[_plain(w)]) == 1
        )
        for code in codes
    }


def _period(value: str) -> str:
    """Write a quarter without the year, which stands in its own column, and a half-year with it."""
    year, part = value.split("-")
    number = ("I", "II", "III", "IV")[int(part[-1]) - 1]
    return f"TW {number}" if part.startswith("TW") else f"Semester {number} {year}"


class Writer:
    """Writes the truth of one table the way one clerk does."""

    def __init__(self, table: str, hand: Hand, rng: Random, plan: Plan | None = None) -> None:
        self.columns = {c.name: c for c in TABLES[table].columns}
        self.hand, self.rng, self.plan = hand, rng, plan
        self.words = {
            c.name: _YES_NO if c.kind == "yesno" else spoken(c.codes)
            for c in self.columns.values()
            if c.codes
        }

    def row(self, values: dict[str, object]) -> dict[str, Cell]:
        """Return the cells of one row; a missing value is an empty cell."""
        return {name: self.cell(column, values[name]) for name, column in self.columns.items()}

    def cell(self, column: Column, value: Any) -> Cell:
        """Return one cell."""
        if pd.isna(value):
            return None
        match column.kind:
            case "rupiah":
                return MONEY[choose(self.rng, self.hand.money)](int(value))
            case "date":
                # Two digits cannot tell the century of a birth.
                forms = {
                    k: w for k, w in self.hand.dates.items() if column.name != "tgl_lahir" or k != "dash"
                }
                return DATES[choose(self.rng, forms)](pd.Timestamp(value).date())
            case "count":
                return self._count(column, int(value))
            case "period":
                return _period(str(value))
            case "number":
                return float(value)
            case "code" | "yesno":
                return self._code(column, str(value))
            case "codes":
                return ", ".join(str(self._label(column, part)) for part in str(value).split())
            case "place":
                return self._place(column.name, str(value))
            case _:
                return self._name(str(value)) if column.name == "nama" else str(value)

    def _count(self, column: Column, value: int) -> Cell:
        return f"{value} {column.unit}" if column.unit and self.rng.random() < self.hand.words / 5 else value

    def _label(self, column: Column, value: str) -> str:
        return next(code.id for code in column.codes if code.value == value)

    def _code(self, column: Column, value: str) -> str:
        words = self.words[column.name].get(value, ())
        if words and self.rng.random() < self.hand.words:
            word = words[int(self.rng.integers(len(words)))]
            return word.upper() if self.rng.random() < 0.2 else word.capitalize()
        return self._label(column, value)

    def _place(self, name: str, value: str) -> str:
        if name == "kab_kota" and self.plan is not None:
            return self.plan.spellings[int(self.rng.integers(len(self.plan.spellings)))]
        if name == "kecamatan":
            chance = self.rng.random()
            if chance < 0.15:
                return f"Kec. {value}"
            if chance < 0.30:
                return value.replace("Tanjung ", "Tg. ")
        return value

    def _name(self, value: str) -> str:
        chance = self.rng.random()
        if chance < self.hand.capitals:
            return value.upper()
        if chance < self.hand.capitals + 0.05:
            return value + " "
        if chance < self.hand.capitals + 0.10:
            return value.replace(" ", "  ")
        if chance < self.hand.capitals + 0.12:
            return value.replace(" ", "\u00a0")
        return f"Sdr. {value}" if chance < self.hand.capitals + 0.15 else value
