"""The registers of recipients: one Excel workbook per district and year, as each office lays it out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from evalhelpers.sample.files import headings
from evalhelpers.sample.files.grid import Grid, Head, data_row, header, save
from evalhelpers.sample.files.texts import Hand
from evalhelpers.sample.ledger import Cell, Ledger, Mark, RawRow
from evalhelpers.sample.setting import Plan


@dataclass(frozen=True)
class Office:
    """How a district office keeps its register.

    `sections` writes a row per kecamatan instead of the column, `subtotals` a sum below each;
    `one_book` keeps all years in one workbook, a sheet each; `hidden` names a column hidden from view,
    `misspelt` gives headers as they were mistyped.
    """

    hand: Hand
    blocks: tuple[str, ...]
    grouped: bool
    numbering: bool = True
    sections: bool = False
    subtotals: bool = False
    one_book: bool = False
    guide: bool = False
    hidden: str = ""
    misspelt: dict[str, str] = field(default_factory=dict)


_ALL = ("place", "home", "shop", "need", "file", "decree", "payment", "close")
OFFICES = {
    "bulungan": Office(
        Hand({"rp": 5, "dots": 2, "number": 1}, {"long": 5, "excel": 2}),
        ("place", "shop", "decree", "payment", "home", "need", "file", "close"),
        grouped=True, guide=True,
    ),
    "malinau": Office(
        Hand({"number": 6, "jt": 3, "rb": 2}, {"excel": 5, "short": 2}, words=0.5),
        ("decree", "place", "home", "shop", "payment", "need", "file", "close"),
        grouped=True, subtotals=True, hidden="no_kk",
    ),
    "nunukan": Office(
        Hand({"dots": 5, "rp_dash": 3, "cents": 1}, {"slash": 6, "long": 2}, capitals=0.8),
        ("place", "home", "need", "shop", "decree", "payment", "file", "close"),
        grouped=False, sections=True,
    ),
    "tana-tidung": Office(
        Hand({"jt": 4, "rb": 3, "rp": 3}, {"dash": 5, "slash": 3}, words=0.5),
        ("shop", "place", "decree", "payment", "file", "need", "home", "close"),
        grouped=False, one_book=True, numbering=False,
        misspelt={"tgl_lahir": "Tangal Lahir", "tgl_kunjungan": "Tangal Monev"},
    ),
    "tarakan": Office(
        Hand({"number": 8, "rp": 1}, {"excel": 8, "dash": 1}, words=0.1), _ALL, grouped=False, hidden="no_kk",
    ),
}  # fmt: skip
DEFAULT = Office(Hand({"number": 1}, {"excel": 1}, words=0.0), _ALL, grouped=False)


def office(plan: Plan) -> Office:
    """Return how a district keeps its register."""
    return OFFICES.get(plan.slug, DEFAULT)


def write(dest: Path, plan: Plan, years: dict[int, list[RawRow]], ledger: Ledger) -> None:
    """Write the workbooks of one district."""
    keeping = office(plan)
    folder = dest / "penerima"
    if keeping.one_book:
        sheets = {str(year): rows for year, rows in years.items()}
        _book(dest, folder / f"Daftar Penerima UEP {plan.name}.xlsx", plan, sheets, ledger)
        return
    for year, rows in years.items():
        _book(
            dest,
            folder / f"Data Penerima UEP {plan.name} {year}.xlsx",
            plan,
            {f"Penerima {year}": rows},
            ledger,
        )


def _book(dest: Path, path: Path, plan: Plan, sheets: dict[str, list[RawRow]], ledger: Ledger) -> None:
    keeping = office(plan)
    file = path.relative_to(dest).as_posix()
    grids: dict[str, Grid] = {}
    if keeping.guide:
        grids["Petunjuk"] = guide()
        ledger.plant(file, "Petunjuk", 0, "", Mark("", "cover_sheet", True, "not_data", "sheet_unknown"))
    for sheet, rows in sheets.items():
        grids[sheet] = _sheet(plan, rows, ledger, file, sheet)
    save(path, grids, ledger, dest)


def _sheet(plan: Plan, rows: list[RawRow], ledger: Ledger, file: str, sheet: str) -> Grid:
    keeping = office(plan)
    without = ("kecamatan",) if keeping.sections else ()
    heads = headings.register(keeping.blocks, grouped=keeping.grouped, without=without)
    heads = mistype(heads, keeping, "penerima", ledger, file, sheet)
    grid = Grid()
    letterhead(grid, f"PEMERINTAH {_rank(plan).upper()}", len(heads))
    grid.add("DAFTAR PENERIMA BANTUAN USAHA EKONOMI PRODUKTIF (UEP) PERORANGAN")
    year = rows[0].cells["tahun_anggaran"] if rows else ""
    grid.add(f"TAHUN ANGGARAN {year}")
    grid.add()
    header(grid, heads, numbering=keeping.numbering)
    total = _body(grid, heads, rows, keeping, ledger, file, sheet)
    _sum_row(grid, heads, "JUMLAH", total)
    signature(grid, len(heads))
    if keeping.hidden:
        grid.hidden_columns.add(next(i for i, head in enumerate(heads) if head.column == keeping.hidden))
        ledger.plant(
            file, sheet, 0, "penerima", Mark(keeping.hidden, "hidden_column", True, "kept", "hidden_rows")
        )
    return grid


def mistype(
    heads: list[Head], keeping: Office, table: str, ledger: Ledger, file: str, sheet: str
) -> list[Head]:
    """Write some headers with a letter missing, as happens when a form is retyped."""
    for head in heads:
        if head.column in keeping.misspelt:
            mark = Mark(head.column, "header_misspelt", True, "kept", "header_close_match")
            ledger.plant(file, sheet, 0, table, mark)
    return [Head(h.column, keeping.misspelt.get(h.column, h.text), h.group) for h in heads]


def _body(
    grid: Grid,
    heads: Sequence[Head],
    rows: list[RawRow],
    keeping: Office,
    ledger: Ledger,
    file: str,
    sheet: str,
) -> int:
    """Write the rows, by kecamatan where the office does; return the sum of the decrees' amounts."""
    parts: dict[str, list[RawRow]] = {}
    for raw in rows:
        parts.setdefault(
            str(raw.truth["kecamatan"]) if keeping.sections or keeping.subtotals else "", []
        ).append(raw)
    counter = 0
    total = 0
    for place in sorted(parts):
        if keeping.sections:
            grid.add(f"Kecamatan {place}")
        part = 0
        for raw in parts[place]:
            counter += 1
            ledger.note(raw, file, sheet, data_row(grid, heads, raw, counter))
            part += int(raw.truth["nilai_sk"])
        if keeping.subtotals:
            _sum_row(grid, heads, f"Jumlah Kec. {place}", part)
        total += part
    return total


def _sum_row(grid: Grid, heads: Sequence[Head], label: str, total: int) -> None:
    cells: list[Cell] = [None] * len(heads)
    cells[0] = label
    cells[next(i for i, head in enumerate(heads) if head.column == "nilai_sk")] = total
    grid.add(*cells)


def _rank(plan: Plan) -> str:
    return plan.name if plan.name.startswith("Kota ") else f"Kabupaten {plan.name}"


def letterhead(grid: Grid, government: str, width: int) -> None:
    """Add the two lines of the letterhead, merged over the table, and a blank row."""
    for text in (government, "DINAS SOSIAL"):
        row = grid.add(text) - 1
        grid.merge(row, 0, row, width - 1)
    grid.add()


def signature(grid: Grid, width: int) -> None:
    """Add the signature block below the table, unsigned."""
    right = max(4, width // 2)
    grid.add()
    for left, other in (
        ("Mengetahui,", ""),
        ("Kepala Dinas Sosial", "Petugas Pendata"),
        ("", ""),
        ("(....................)", "(....................)"),
        ("NIP.", ""),
    ):
        cells: list[Cell] = [None] * (right + 1)
        cells[1], cells[right] = left or None, other or None
        grid.add(*cells)


def guide() -> Grid:
    """Return a cover sheet of instructions, which holds no data."""
    grid = Grid()
    grid.add("PETUNJUK PENGISIAN")
    grid.add()
    grid.add("1.", "Isilah satu baris untuk setiap bantuan.")
    grid.add("2.", "Tulis NIK sebagai teks, 16 angka.")
    grid.add("3.", "Jangan mengubah judul kolom.")
    return grid
