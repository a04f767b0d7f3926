"""Visit lists kept in Excel: a workbook per year with half-year sheets, or one workbook with them all."""

from __future__ import annotations

from pathlib import Path

from evalhelpers.sample.files import headings
from evalhelpers.sample.files.grid import Grid, data_row, header, save
from evalhelpers.sample.files.registers import letterhead, mistype, office, signature
from evalhelpers.sample.ledger import Ledger, Mark, RawRow
from evalhelpers.sample.setting import Plan

_HALVES = {"1": "Semester I", "2": "Semester II"}


def write(dest: Path, plan: Plan, halves: dict[str, list[RawRow]], ledger: Ledger) -> None:
    """Write the visit workbooks of one district; `halves` maps `2023-S1` to its rows."""
    keeping = office(plan)
    folder = dest / "kunjungan"
    if keeping.one_book:
        _book(dest, folder / f"Monev UEP {plan.name}.xlsx", plan, halves, ledger)
        return
    for year in sorted({half[:4] for half in halves}):
        sheets = {_HALVES[half[-1]]: rows for half, rows in halves.items() if half[:4] == year}
        _book(dest, folder / f"Monitoring UEP {plan.name} {year}.xlsx", plan, sheets, ledger)


def _book(dest: Path, path: Path, plan: Plan, sheets: dict[str, list[RawRow]], ledger: Ledger) -> None:
    keeping = office(plan)
    file = path.relative_to(dest).as_posix()
    grids: dict[str, Grid] = {}
    for sheet, rows in sheets.items():
        heads = mistype(headings.visit(grouped=keeping.grouped), keeping, "kunjungan", ledger, file, sheet)
        grid = Grid()
        letterhead(grid, f"DINAS SOSIAL {plan.name.upper()}", len(heads))
        grid.add("HASIL PEMANTAUAN PENERIMA BANTUAN UEP PERORANGAN")
        grid.add(sheet.upper())
        grid.add()
        header(grid, heads, numbering=keeping.numbering)
        for counter, raw in enumerate(rows, start=1):
            number = data_row(grid, heads, raw, counter)
            ledger.note(raw, file, sheet, number)
            if counter == 3 and keeping.grouped:
                grid.hidden_rows.add(number - 1)
                mark = Mark("", "hidden_row", True, "kept", "hidden_rows")
                ledger.plant(file, sheet, 0, "kunjungan", mark)
        grid.add(" ", None, " ")
        signature(grid, len(heads))
        grids[sheet] = grid
    save(path, grids, ledger, dest)
