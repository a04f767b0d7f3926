"""The period grammar: `2025`, `2025-S1`, `2025-TW3`, `2025-06`.

A period is text in every table and file; `Period` is what the text means.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from evalhelpers.errors import ParamError

_GRAMMAR = re.compile(
    r"(?P<year>20\d\d)(?:-(?:S(?P<half>[12])|TW(?P<quarter>[1-4])|(?P<month>0[1-9]|1[0-2])))?",
    re.ASCII,
)
_MONTHS = {"year": 12, "half": 6, "quarter": 3, "month": 1}


@dataclass(frozen=True, order=True)
class Period:
    """A calendar year, half-year (S), quarter (TW) or month.

    Examples
    --------
    >>> Period.parse("2025-S1").end
    datetime.date(2025, 6, 30)
    >>> str(Period.parse("2025-TW1").previous())
    '2024-TW4'
    """

    start: date
    months: int

    @classmethod
    def parse(cls, text: str) -> Period:
        """Read a period.

        Raises
        ------
        ParamError
            If the text is not a period.
        """
        match = _GRAMMAR.fullmatch(text) if isinstance(text, str) else None
        if match is None:
            raise ParamError(
                f'{text!r} bukan periode; tulis misalnya "2025", "2025-S1", "2025-TW3" atau "2025-06"'
            )
        kind = next((k for k in ("half", "quarter", "month") if match[k]), "year")
        months = _MONTHS[kind]
        index = int(match[kind]) - 1 if kind != "year" else 0
        return cls(date(int(match["year"]), index * months + 1, 1), months)

    def __str__(self) -> str:
        index = (self.start.month - 1) // self.months + 1
        suffix = {12: "", 6: f"-S{index}", 3: f"-TW{index}", 1: f"-{index:02d}"}[self.months]
        return f"{self.start.year}{suffix}"

    @property
    def kind(self) -> str:
        """Return `year`, `half`, `quarter` or `month`."""
        return next(kind for kind, months in _MONTHS.items() if months == self.months)

    @property
    def index(self) -> int:
        """Return the number of the period within its year, from 1."""
        return (self.start.month - 1) // self.months + 1

    @property
    def year(self) -> int:
        """Return the calendar year, which is the fiscal year (tahun anggaran)."""
        return self.start.year

    @property
    def end(self) -> date:
        """Return the last day."""
        last = shift_months(self.start, self.months - 1)
        return last.replace(day=monthrange(last.year, last.month)[1])

    def contains(self, day: date) -> bool:
        """Say whether a day lies in the period, both ends included."""
        return self.start <= day <= self.end

    def previous(self) -> Period:
        """Return the period of the same kind just before."""
        return Period(shift_months(self.start, -self.months), self.months)

    def year_earlier(self) -> Period:
        """Return the same period of the year before, used for money (season)."""
        return Period(shift_months(self.start, -12), self.months)

    def window_start(self, lookback_months: int) -> date:
        """Return the first day of the status window: whole calendar months ending on `end`.

        >>> Period.parse("2025-TW1").window_start(6)
        datetime.date(2024, 10, 1)
        """
        return shift_months(self.end.replace(day=1), 1 - lookback_months)


def shift_months(day: date, months: int) -> date:
    """Move a date by whole months; a day the month lacks becomes its last day.

    >>> shift_months(date(2025, 8, 31), -6)
    datetime.date(2025, 2, 28)
    """
    total = day.year * 12 + day.month - 1 + months
    year, month = divmod(total, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
