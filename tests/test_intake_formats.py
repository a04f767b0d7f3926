"""Workbooks of other kinds: old ones, LibreOffice's, and what only bears a workbook's name."""

from __future__ import annotations

from pathlib import Path

import pytest
import xlwt
from intake_files import BUDI, SITI, VISIT, read
from odf import table as odf
from odf.opendocument import OpenDocumentSpreadsheet
from odf.style import Style, TableColumnProperties
from odf.text import P

from evalhelpers.errors import SourceError
from evalhelpers.intake.reader import read_file
from evalhelpers.intake.sheet import EncryptedError

SHARED = Path(__file__).parents[1].parent / "shared" / "data" / "hostile"


def old_book(path: Path) -> Path:
    """Write an .xls with a formula error and a hidden row and column."""
    book = xlwt.Workbook()
    sheet = book.add_sheet("Data")
    for row, values in enumerate([["KOP"], [*VISIT, "Omzet"], [*SITI, 1_500_000.0], [*BUDI, 2_000_000.0]]):
        for at, value in enumerate(values):
            sheet.write(row, at, value)
    sheet.write(4, 7, xlwt.Formula("1/0"))
    sheet.row(3).hidden = True
    sheet.col(1).hidden = True
    book.save(str(path))
    return path


def test_an_old_workbook_is_read_with_its_hidden_parts(tmp_path: Path) -> None:
    (table,), _, issues = read(old_book(tmp_path / "a.xls"))
    assert table.cells["nama"].tolist() == ["Siti Aminah", "Budi Lawai"]
    assert table.cells["omzet_bulan"].tolist() == ["1500000", "2000000"]
    assert table.kinds["omzet_bulan"].tolist() == ["number", "number"]
    assert [(issue.code, issue.understood) for issue in issues] == [("hidden_rows", "1 baris dan 1 kolom")]


def libre(path: Path, rows: list[list[object]], *, hidden: int = -1) -> Path:
    """Write an .ods; a row of it hidden, numbers with their value, errors as LibreOffice keeps them."""
    book = OpenDocumentSpreadsheet()
    style = Style(name="breit", family="table-column")
    style.addElement(TableColumnProperties(columnwidth="3cm"))
    book.automaticstyles.addElement(style)
    sheet = odf.Table(name="Data")
    sheet.addElement(odf.TableColumn(numbercolumnsrepeated=2, visibility="collapse"))
    for at, values in enumerate(rows):
        row = odf.TableRow(**({"visibility": "collapse"} if at == hidden else {}))
        for value in values:
            if isinstance(value, str) and value.startswith("#"):
                cell = odf.TableCell(valuetype="string", formula="of:=1/0", stringvalue="")
            elif isinstance(value, str):
                cell = odf.TableCell(valuetype="string")
            else:
                cell = odf.TableCell(valuetype="float", value=str(value))
            cell.addElement(P(text=str(value)))
            row.addElement(cell)
        sheet.addElement(row)
    book.spreadsheet.addElement(sheet)
    book.save(str(path))
    return path


def test_a_workbook_of_libreoffice_keeps_long_numbers_and_tells_errors(tmp_path: Path) -> None:
    rows = [
        [*VISIT, "Omzet"],
        [6501051203850001, *SITI[1:], "#DIV/0!"],
        [9471051203850001, *BUDI[1:], 250_000],
    ]
    (table,), _, issues = read(libre(tmp_path / "a.ods", rows, hidden=2))
    assert table.cells["nik"].tolist() == ["6501051203850001", "9471051203850001"]
    assert table.kinds["omzet_bulan"].tolist() == ["error", "number"]
    assert [(issue.code, issue.understood) for issue in issues] == [("hidden_rows", "1 baris dan 2 kolom")]


PAGE = """<html><head><meta charset="utf-8"></head><body><table><tr><td><table border=1>
<tr><th colspan=8>DAFTAR KUNJUNGAN</th></tr>
<tr>{head}<th rowspan=1>Omzet</th></tr>
<tr>{siti}<td>Rp&nbsp;1.500.000</td></tr>
<tr>{budi}<td>2,5 jt</td></tr>
</table></td></tr></table></body></html>"""


def row(values: list[str], tag: str = "td") -> str:
    return "".join(f"<{tag}>{value}</{tag}>" for value in values)


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252"])
def test_a_web_page_under_a_workbooks_name_is_read(tmp_path: Path, encoding: str) -> None:
    budi = [BUDI[0], "Désirée <b>Lawai</b>", *BUDI[2:]]
    text = PAGE.format(head=row(VISIT, "th"), siti=row(SITI), budi=row(budi))
    (tmp_path / "laporan.xls").write_text(text.replace("utf-8", encoding), encoding=encoding)
    (table,), (line,), issues = read(tmp_path / "laporan.xls")
    assert not issues
    assert table.cells["nama"].tolist() == ["Siti Aminah", "Désirée Lawai"]
    assert table.cells["omzet_bulan"].tolist() == ["Rp 1.500.000", "2,5 jt"]
    assert (line.sheet, line.read, line.not_data) == ("tabel 1", 4, 2)


def test_cells_that_span_rows_of_a_page_hold_for_each(tmp_path: Path) -> None:
    siti = row(SITI[:2]) + f'<td rowspan="2">{SITI[2]}</td>' + row(SITI[3:])
    text = PAGE.format(head=row(VISIT, "th"), siti=siti, budi=row([*BUDI[:2], *BUDI[3:]]))
    (tmp_path / "a.xls").write_text(text, encoding="utf-8")
    ((table,), _, _) = read(tmp_path / "a.xls")
    assert table.cells["kab_kota"].tolist() == ["Tarakan", "Tarakan"]


def test_tabs_under_a_workbooks_name_are_read(tmp_path: Path) -> None:
    (tmp_path / "a.xls").write_text("\n".join("\t".join(r) for r in (VISIT, SITI)), encoding="utf-8")
    ((table,), _, issues) = read(tmp_path / "a.xls")
    assert not issues
    assert table.cells["nama"].tolist() == ["Siti Aminah"]


@pytest.mark.parametrize(
    "content", [b"", b"garbage", b"<html><body>Maaf</body></html>", b"%PDF-1.7 \x00\x01" * 90]
)
def test_what_only_bears_the_name_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.xls"
    path.write_bytes(content)
    with pytest.raises(SourceError):
        read_file(path, {})


def test_an_old_workbook_behind_a_password_is_named_as_such() -> None:
    path = SHARED / "messytables_horror" / "encrypted_no_password.xls"
    if not path.exists():
        pytest.skip("shared/data is not here")
    with pytest.raises(EncryptedError, match="kata sandi"):
        read_file(path, {})
