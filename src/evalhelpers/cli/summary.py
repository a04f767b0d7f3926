"""What a command prints: the row account, problems by kind, and what became of each report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table

from evalhelpers.issues import FATE_LABELS, FATES, AccountLine

if TYPE_CHECKING:
    import pandas as pd

    from evalhelpers.press.run import Result

STATUS_LABELS = {
    "ok": "terbit",
    "unchanged": "tidak berubah",
    "old": "lama",
    "missing": "belum ada",
    "failed": "gagal",
    "refused": "ditahan gerbang",
    "skipped": "tidak dijalankan",
}


def console(*, error: bool = False) -> Console:
    """Return a console that never invents colours or markup in text that came from files."""
    return Console(stderr=error, highlight=False, markup=False, soft_wrap=True)


def by_table(account: Iterable[AccountLine]) -> list[AccountLine]:
    """Add the account lines of each table, in order of appearance; rows of no table come last."""
    totals: dict[str, AccountLine] = {}
    for line in account:
        sofar = totals.get(line.table)
        if sofar is None:
            totals[line.table] = replace(line, file="", sheet="")
        else:
            sums = {name: getattr(sofar, name) + getattr(line, name) for name in ("read", *FATES)}
            totals[line.table] = replace(sofar, **sums)
    return sorted(totals.values(), key=lambda line: line.table == "")


def show_account(out: Console, account: Sequence[AccountLine]) -> None:
    """Print rows read and their fates per table, with the total."""
    table = Table(title="Neraca baris", title_justify="left", box=None, pad_edge=False)
    table.add_column("tabel")
    for label in ("dibaca", *FATE_LABELS.values()):
        table.add_column(label, justify="right")
    lines = by_table(account)
    for line in lines:
        table.add_row(line.table or "(tanpa tabel)", *(str(getattr(line, name)) for name in ("read", *FATES)))
    table.add_row("jumlah", *(str(sum(getattr(line, name) for line in lines)) for name in ("read", *FATES)))
    out.print(table)
    out.print(
        f"Setiap baris dari {len({line.file for line in account})} berkas berakhir di tepat satu kolom; "
        "neraca per berkas dan lembar seimbang."
    )


def show_issues(out: Console, issues: pd.DataFrame) -> None:
    """Print how often each kind of problem occurred, most urgent first."""
    from evalhelpers.issues import PROBLEMS

    if issues.empty:
        out.print("Tidak ada masalah data.")
        return
    rank = {"error": 0, "warning": 1, "info": 2}
    labels = {"error": "galat", "warning": "peringatan", "info": "catatan"}
    counts = Counter(issues["code"])
    table = Table(title="Masalah data", title_justify="left", box=None, pad_edge=False)
    for name in ("tingkat", "kode", "apa yang ditemukan"):
        table.add_column(name)
    table.add_column("jumlah", justify="right")
    for code, count in sorted(
        counts.items(), key=lambda item: (rank[PROBLEMS[item[0]].level], -item[1], item[0])
    ):
        table.add_row(labels[PROBLEMS[code].level], code, PROBLEMS[code].wrong, str(count))
    out.print(table)


def show_results(out: Console, results: Sequence[Result]) -> None:
    """Print one closing line for the batch, and one for each report that is not there."""
    counts: Counter[str] = Counter(result.status for result in results)
    words = ", ".join(
        f"{counts[status]} {STATUS_LABELS[status]}" for status in STATUS_LABELS if counts[status]
    )
    out.print(f"Laporan: {words or 'tidak ada'}.")
    for result in results:
        if result.status not in ("ok", "unchanged"):
            out.print(f"  {result.period} {result.district}: {STATUS_LABELS[result.status]}. {result.cause}")
