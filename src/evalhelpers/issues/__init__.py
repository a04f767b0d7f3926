"""Problems found in raw data, and the row account that shows nothing was lost.

Every row read ends in exactly one fate; the account balances per file, sheet and table.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields, replace

import pandas as pd

from evalhelpers.errors import DataError
from evalhelpers.issues.problems import CONFIRMABLE, PROBLEMS, Level, Problem

__all__ = [
    "CONFIRMABLE",
    "FATES",
    "FATE_LABELS",
    "ISSUE_COLUMNS",
    "PROBLEMS",
    "AccountLine",
    "Issue",
    "Level",
    "Problem",
    "at_rows",
    "frame",
    "require_balance",
]

FATES = ("kept", "quarantined", "duplicate", "superseded", "not_data")
FATE_LABELS = {
    "kept": "dipakai",
    "quarantined": "dikarantina",
    "duplicate": "rangkap persis",
    "superseded": "digantikan kiriman baru",
    "not_data": "bukan data",
}


@dataclass(frozen=True)
class Issue:
    """One problem at one place.

    `row` is the row number as Excel shows it (0: the whole file or sheet). `read` is what the cell
    held, masked where it identifies a person; `understood` what it was taken for. `district` is a
    slug or empty; `period` the half-year of the row's date or empty.
    """

    code: str
    file: str
    sheet: str = ""
    row: int = 0
    table: str = ""
    column: str = ""
    read: str = ""
    understood: str = ""
    district: str = ""
    period: str = ""


ISSUE_COLUMNS = tuple(f.name for f in fields(Issue))


def frame(issues: Iterable[Issue]) -> pd.DataFrame:
    """Return issues as a table: one row per issue, columns `ISSUE_COLUMNS`."""
    found = pd.DataFrame([asdict(issue) for issue in issues], columns=list(ISSUE_COLUMNS))
    return found.astype({name: "int64" if name == "row" else "str" for name in ISSUE_COLUMNS})


def at_rows(rows: pd.DataFrame, table: str, code: str | pd.Series, **more: str | pd.Series) -> pd.DataFrame:
    """Return one issue for each row of a table, on its index.

    `rows` have `_file`, `_sheet` and `_row`; `more` are further columns of an `Issue`.
    """
    place = {"file": rows["_file"].astype("str"), "sheet": rows["_sheet"].astype("str"), "row": rows["_row"]}
    values = {"code": code, **place, "table": table, **more}
    found = pd.DataFrame(values, index=rows.index).reindex(columns=list(ISSUE_COLUMNS), fill_value="")
    return found.astype({name: "str" for name in ISSUE_COLUMNS if name != "row"})


@dataclass(frozen=True)
class AccountLine:
    """The fate of the rows of one sheet as one table; counts of rows."""

    file: str
    sheet: str
    table: str
    read: int
    kept: int = 0
    quarantined: int = 0
    duplicate: int = 0
    superseded: int = 0
    not_data: int = 0

    @property
    def counts(self) -> dict[str, int]:
        """Return the rows read, and those of each fate."""
        return {name: getattr(self, name) for name in ("read", *FATES)}

    def plus(self, **counts: int) -> AccountLine:
        """Return the line with more rows, by the names of `counts`."""
        return replace(self, **{name: getattr(self, name) + more for name, more in counts.items()})

    @property
    def balanced(self) -> bool:
        """Say whether the fates add up to the rows read."""
        return self.read == sum(getattr(self, fate) for fate in FATES)


def require_balance(account: Iterable[AccountLine]) -> None:
    """Refuse an account in which a row has been lost or counted twice.

    Raises
    ------
    DataError
        Naming each line that does not balance.
    """
    wrong = [line for line in account if not line.balanced]
    if wrong:
        raise DataError("Neraca baris tidak seimbang: " + "; ".join(str(line) for line in wrong))
