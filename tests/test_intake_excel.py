"""Workbooks as they are: digits, errors, hidden parts, and files that are no workbook or an evil one."""

from __future__ import annotations

import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from intake_files import SITI, VISIT, Error, read, workbook

from evalhelpers.clean import nik
from evalhelpers.errors import SourceError
from evalhelpers.intake import sheet_xml
from evalhelpers.intake.excel import OLE, read_workbook
from evalhelpers.intake.sheet import EncryptedError, Sheet, TooLargeError

MOMENT = datetime(2025, 3, 12, 8, 30, tzinfo=UTC).replace(tzinfo=None)
DAY = MOMENT.replace(hour=0, minute=0)
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def only(path: Path) -> Sheet:
    (sheet,) = read_workbook(path)
    return sheet


def with_xml(path: Path, data: str, *, before: str = "", after: str = "") -> Path:
    """Write a workbook whose one sheet has this XML."""
    workbook(path, {"S": [["x"]]})
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    text = f'<worksheet xmlns="{MAIN}">{before}<sheetData>{data}</sheetData>{after}</worksheet>'
    members["xl/worksheets/sheet1.xml"] = text.encode()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def inline(reference: str, text: str) -> str:
    return f'<c r="{reference}" t="inlineStr"><is><t>{text}</t></is></c>'


def test_each_cell_comes_as_text_with_its_kind(tmp_path: Path) -> None:
    row = [
        "Siti",
        12,
        0.25,
        DAY,
        MOMENT,
        True,
        Error("#N/A"),
        None,
        " x ",
    ]
    assert list(only(workbook(tmp_path / "a.xlsx", {"S": [row]})).rows()) == [[
        ("Siti", "text"), ("12", "number"), ("0.25", "number"), ("2025-03-12", "date"),
        ("2025-03-12 08:30:00", "date"), ("1", "bool"), ("#N/A", "error"), ("", "blank"), ("x", "text"),
    ]]  # fmt: skip


@pytest.mark.parametrize(("written", "expected", "verdict"), [
    ("6501051203850001", "6501051203850001", ""),
    ("6.5010512038500010E+15", "6501051203850001", ""),
    ("9471051203850001", "9471051203850001", "N02"),
    ("6.50105120385E15", "6501051203850000", "N02"),
    ("650105120385000", "650105120385000", "N02"),
])  # fmt: skip
def test_a_number_keeps_the_digits_it_is_written_with(
    tmp_path: Path, written: str, expected: str, verdict: str
) -> None:
    head = "".join(inline(f"{'ABCDEFG'[at]}1", text) for at, text in enumerate(VISIT))
    rest = "".join(inline(f"{'BCDEFG'[at]}2", text) for at, text in enumerate(SITI[1:]))
    rows = f'<row r="1">{head}</row><row r="2"><c r="A2"><v>{written}</v></c>{rest}</row>'
    (table,), _, _ = read(with_xml(tmp_path / "a.xlsx", rows))
    assert table.cells["nik"].tolist() == [expected]
    assert table.kinds["nik"].tolist() == ["number"]
    assert nik.parse(table.cells["nik"], table.kinds["nik"]).code.tolist() == [verdict]


def test_a_nik_kept_as_text_stays_as_it_is(tmp_path: Path) -> None:
    texts = ["6501051203850001", "'6501051203850001", "6,50105E+15", "0012"]
    rows = list(only(workbook(tmp_path / "a.xlsx", {"S": [[text] for text in texts]})).rows())
    assert [row[0] for row in rows] == [(text, "text") for text in texts]


def test_row_numbers_are_those_excel_shows(tmp_path: Path) -> None:
    (table,), (line,), _ = read(workbook(tmp_path / "a.xlsx", {"S": [[], [], VISIT, [], SITI]}))
    assert table.cells.index.tolist() == [5]
    assert (line.read, line.not_data) == (5, 4)


def test_an_error_in_the_last_cell_is_not_overlooked(tmp_path: Path) -> None:
    sheet = only(workbook(tmp_path / "a.xlsx", {"S": [["a"], [None, None, Error("#REF!")]]}))
    assert list(sheet.rows())[1] == [("", "blank"), ("", "blank"), ("#REF!", "error")]
    assert sheet.width == 3


def test_formatted_blank_rows_are_not_counted(tmp_path: Path) -> None:
    path = with_xml(
        tmp_path / "a.xlsx", f'<row r="1">{inline("A1", "x")}</row><row r="900"><c r="A900" s="0"/></row>'
    )
    assert only(path).numbers.tolist() == [1]


def test_hidden_rows_and_columns_are_read_and_told(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "a.xlsx", {"S": [VISIT, SITI, SITI]}, hidden_rows=[3], hidden_columns=["B:C", "K:XFD"]
    )
    (table,), _, (issue,) = read(path)
    assert len(table.cells) == 2
    assert (issue.code, issue.understood) == ("hidden_rows", "1 baris dan 2 kolom")


def test_hiding_only_what_is_unused_is_not_told(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", {"S": [VISIT, SITI]}, hidden_rows=[9], hidden_columns=["J:XFD"])
    assert read(path)[2] == []


def test_control_characters_and_no_break_spaces_do_not_reach_the_table(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "a.xlsx", {"S": [["\u00a0Siti\u00a0Aminah\x07 ", "<b>&=1+1</b>", "baris\ndua"]]}
    )
    assert [text for text, _ in next(only(path).rows())] == ["Siti Aminah", "<b>&=1+1</b>", "baris\ndua"]


@pytest.mark.parametrize("name", ["a.xls", "a.csv"])
def test_a_workbook_is_one_under_any_name(tmp_path: Path, name: str) -> None:
    workbook(tmp_path / "a.xlsx", {"S": [VISIT, SITI]}).rename(tmp_path / name)
    assert len(read(tmp_path / name)[0][0].cells) == 1


cells = st.one_of(
    st.none(),
    st.integers(-(10**15), 10**15),
    st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1, max_size=12).filter(
        lambda text: "_x" not in text.lower()
    ),
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(st.lists(cells, min_size=1, max_size=5), min_size=1, max_size=6))
def test_what_was_written_is_what_is_read(tmp_path: Path, rows: list[list[int | str | None]]) -> None:
    (sheet,) = read_workbook(workbook(tmp_path / "a.xlsx", {"S": rows}))
    found = {
        (number, at): text
        for number, row in zip(sheet.numbers.tolist(), sheet.rows(), strict=True)
        for at, (text, _) in enumerate(row)
        if text
    }
    assert found == {
        (number, at): str(value)
        for number, row in enumerate(rows, start=1)
        for at, value in enumerate(row)
        if value is not None
    }


def test_a_file_behind_a_password_is_named_as_such(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(OLE + b"\0" * 5_000_000 + "EncryptedPackage".encode("utf-16-le"))
    with pytest.raises(EncryptedError, match="kata sandi"):
        read_workbook(path)


@pytest.mark.parametrize(
    "content",
    [b"", b"garbage", b"<html><table></table></html>", OLE + b"\0" * 2000, b"PK\x03\x04" + b"\0" * 99],
)
def test_what_is_no_workbook_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(content)
    with pytest.raises(SourceError):
        read_workbook(path)


@pytest.mark.parametrize("keep", [0.3, 0.6, 0.95])
def test_a_truncated_workbook_is_refused(tmp_path: Path, keep: float) -> None:
    path = workbook(tmp_path / "a.xlsx", {"S": [VISIT, SITI]})
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * keep)])
    with pytest.raises(SourceError, match="rusak atau terpotong"):
        read_workbook(path)


def test_an_archive_larger_than_a_workbook_is_refused_before_it_is_unpacked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = workbook(tmp_path / "a.xlsx", {"S": [["x" * 30_000]]})
    monkeypatch.setattr(sheet_xml, "MAX_UNPACKED", 10_000)
    monkeypatch.setattr(zipfile.ZipFile, "open", lambda *_: pytest.fail("unpacked"))
    with pytest.raises(TooLargeError):
        read_workbook(path)


def test_an_archive_that_lies_about_its_size_is_refused(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", {"S": [["x"] * 50] * 50})
    with zipfile.ZipFile(path) as archive:
        true_size = archive.getinfo("xl/worksheets/sheet1.xml").file_size
    data = path.read_bytes()
    at = data.rindex(b"xl/worksheets/sheet1.xml") - 46 + 24
    assert int.from_bytes(data[at : at + 4], "little") == true_size
    path.write_bytes(data[:at] + (100).to_bytes(4, "little") + data[at + 4 :])
    with pytest.raises(SourceError, match="rusak"):
        read_workbook(path)


@pytest.mark.parametrize("reference", ["XFD1048576", "A99999999999"])
def test_a_sheet_that_claims_too_much_is_refused(tmp_path: Path, reference: str) -> None:
    row = reference.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    path = with_xml(
        tmp_path / "a.xlsx",
        f'<row r="1">{inline("A1", "x")}</row><row r="{row}">{inline(reference, "y")}</row>',
    )
    with pytest.raises(TooLargeError, match="baris kali"):
        read_workbook(path)


def test_one_word_in_the_last_column_or_row_is_not_too_much(tmp_path: Path) -> None:
    top = "".join(inline(f"{'ABCDEFG'[at]}1", text) for at, text in enumerate(VISIT)) + inline("XFD1", "x")
    row = "".join(inline(f"{'ABCDEFG'[at]}2", text) for at, text in enumerate(SITI))
    path = with_xml(tmp_path / "a.xlsx", f'<row r="1">{top}</row><row r="2">{row}</row>')
    assert len(read(path)[0][0].cells) == 1


def test_a_title_merged_over_everything_does_not_hang(tmp_path: Path) -> None:
    block = (
        '<mergeCells><mergeCell ref="A1:XFD1048576"/>'
        + '<mergeCell ref="A1:XFD60"/>' * 2000
        + "</mergeCells>"
    )
    path = with_xml(
        tmp_path / "a.xlsx", f'<row r="1">{inline("A1", "x")}{inline("XFD1", "y")}</row>', after=block
    )
    assert [issue.code for issue in read(path)[2]] == ["sheet_unknown"]


@pytest.mark.parametrize("member", ["xl/workbook.xml", "xl/worksheets/sheet1.xml"])
def test_entities_are_refused(tmp_path: Path, member: str) -> None:
    path = workbook(tmp_path / "a.xlsx", {"S": [["x"]]})
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    evil = b'<!DOCTYPE a [<!ENTITY b "c"><!ENTITY d "&b;&b;">]>'
    head, _, rest = members[member].partition(b"?>")
    members[member] = head + b"?>" + evil + rest
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    with pytest.raises(SourceError, match="entitas"):
        read_workbook(path)


def test_prefixed_and_strict_xml_is_read_alike(tmp_path: Path) -> None:
    path = with_xml(
        tmp_path / "a.xlsx", '<row r="1" hidden="true"><c r="A1"><v>6501051203850001</v></c></row>'
    )
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    text = members["xl/worksheets/sheet1.xml"].decode()
    for tag in ("worksheet", "sheetData", "row", "c", "v"):
        text = (
            text.replace(f"<{tag}>", f"<x:{tag}>")
            .replace(f"<{tag} ", f"<x:{tag} ")
            .replace(f"</{tag}>", f"</x:{tag}>")
        )
    members["xl/worksheets/sheet1.xml"] = text.replace("xmlns=", "xmlns:x=").encode()
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    sheet = only(path)
    assert (list(sheet.rows()), sheet.hidden) == ([[("6501051203850001", "number")]], "1 baris")
