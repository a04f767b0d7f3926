"""Spending and budget per account, as of a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from evalhelpers.periods import Period
from oracle.people import Page, Record


@dataclass
class Account:
    """What is known of one account of a year: spending before returns, returns, both budgets."""

    code: str
    place: str | None
    spent: int | None
    returned: int
    original: int | None
    amended: int | None

    @property
    def in_force(self) -> int:
        return (self.original if self.amended is None else self.amended) or 0


def net(account: Account) -> int | None:
    return None if account.spent is None else account.spent - account.returned


def accounts_of(page: Page, year: int, day: date) -> list[Account]:
    """Return the accounts of a year with a row up to a day."""
    rows_of: dict[tuple[str, str | None], list[Record]] = {}
    for row in page.table("anggaran"):
        if row["tahun_anggaran"] == year and page.has(row):
            rows_of.setdefault((row["kode_rekening"], row["kab_kota"]), []).append(row)
    found = []
    for (code, place), rows in rows_of.items():
        told = [row for row in rows if _end(row) <= day]
        told.sort(key=_end)
        if told:
            returned = sum(row["pengembalian"] or 0 for row in rows if _returned_on(row) <= day)
            amounts = (_last(told, "pagu_murni"), _last(told, "pagu_perubahan"))
            found.append(Account(code, place, _spent(told), returned, *amounts))
    return found


def _end(row: Record) -> date:
    return Period.parse(row["periode"]).end


def _returned_on(row: Record) -> date:
    return row["tgl_pengembalian"] or _end(row)


def _last(rows: list[Record], column: str) -> int | None:
    told = [row[column] for row in rows if row[column] is not None]
    return told[-1] if told else None


def _spent(rows: list[Record]) -> int | None:
    """Return the last cumulative figure and what single quarters add to it since."""
    spent = None
    for row in rows:
        if row["realisasi_kumulatif"] is not None:
            spent = row["realisasi_kumulatif"]
        elif row["realisasi_triwulan"] is not None:
            spent = (spent or 0) + row["realisasi_triwulan"]
    return spent
