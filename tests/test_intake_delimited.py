"""Delimited text: whatever encoding and delimiter, every field comes through and every row has its line."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from intake_files import BUDI, SITI, VISIT, read

from evalhelpers.errors import SourceError
from evalhelpers.intake.delimited import read_delimited
from evalhelpers.intake.sheet import Sheet

SPECTRUM = Path(__file__).parents[1].parent / "shared" / "data" / "hostile" / "csv_spectrum"


def only(path: Path, **form: str) -> Sheet:
    (sheet,) = read_delimited(path, **form)
    return sheet


def texts(sheet: Sheet) -> list[list[str]]:
    return [[text for text, _ in row] for row in sheet.rows()]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_encoding_and_delimiter_are_found(tmp_path: Path, encoding: str, delimiter: str) -> None:
    name = "Désirée “Siti”" if encoding == "cp1252" else "Désirée Siti – 喜"
    rows = [VISIT, [SITI[0], name, *SITI[2:]], BUDI]
    (tmp_path / "a.csv").write_text("\n".join(delimiter.join(row) for row in rows), encoding=encoding)
    (table,), _, issues = read(tmp_path / "a.csv")
    assert not issues
    assert table.cells["nama"].tolist() == [name, "Budi Lawai"]


def test_a_stated_encoding_and_delimiter_are_used(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("a,b;c\n", encoding="cp1250")
    assert texts(only(path, encoding="cp1250", delimiter=";")) == [["a,b", "c"]]
    path.write_bytes(b"\xff\xfe\xfa")
    with pytest.raises(SourceError, match="utf-8"):
        read_delimited(path, encoding="utf-8")
    with pytest.raises(SourceError, match="nonesuch"):
        read_delimited(path, encoding="nonesuch")


def test_decimal_commas_do_not_make_the_delimiter(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("nama;laba;omzet\nA;1,5;2,5\nB;3,5;4,5\n", encoding="utf-8")
    assert texts(only(tmp_path / "a.csv"))[1] == ["A", "1,5", "2,5"]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_row_has_the_number_of_the_line_it_begins_on(tmp_path: Path, end: str) -> None:
    siti = [SITI[0], f'"Siti{end}{end}Aminah"', *SITI[2:]]
    content = end.join([",".join(VISIT), ",".join(siti), "", ",".join(BUDI)]) + end * 3
    (tmp_path / "a.csv").write_bytes(content.encode())
    (table,), (line,), _ = read(tmp_path / "a.csv")
    assert table.cells.index.tolist() == [2, 6]
    assert (line.read, line.not_data) == (4, 2)
    assert "Aminah" in table.cells["nama"].iloc[0]


def test_a_quotation_mark_that_is_never_closed_is_told_and_not_swallowed(tmp_path: Path) -> None:
    rows = [VISIT, SITI, ["1", '"Budi', *BUDI[2:]], *[SITI] * 20]
    (tmp_path / "a.csv").write_text("\n".join(",".join(row) for row in rows), encoding="utf-8")
    with pytest.raises(SourceError, match="baris 3 tidak ditutup"):
        read_delimited(tmp_path / "a.csv")


def test_a_quotation_mark_inside_a_field_is_text(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text('nama,toko\nA,5" pipa\nB,x\n', encoding="utf-8")
    assert texts(only(tmp_path / "a.csv"))[1:] == [["A", '5" pipa'], ["B", "x"]]


def test_short_rows_are_filled_and_a_line_that_names_the_delimiter_is_no_data(tmp_path: Path) -> None:
    content = "\n".join(["sep=;", ";".join(VISIT), ";".join([*SITI, "lebih"]), ";".join(BUDI)])
    (tmp_path / "a.csv").write_text(content, encoding="utf-8")
    (table,), (line,), _ = read(tmp_path / "a.csv")
    assert table.cells.index.tolist() == [3, 4]
    assert line.not_data == 2


@pytest.mark.parametrize("content", [b"\0" * 100_000, b"%PDF-1.4 \0\1\xff" * 50, b"a" * 2**25])
def test_what_is_no_text_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.csv").write_bytes(content)
    with pytest.raises(SourceError):
        read_delimited(tmp_path / "a.csv")


def test_google_forms_answers_are_visits_in_local_time(tmp_path: Path) -> None:
    header = ["Cap waktu", "NIK sesuai KTP", "Kapan kunjungan dilakukan?", "Peran Anda", "Bagaimana kunjungan dilakukan?",
              "Apakah penerima ditemui?", "Apa saja penyebabnya?"]  # fmt: skip
    row = [
        "30/06/2025 14:03:10",
        SITI[0],
        "30/06/2025",
        "Pendamping",
        "Tatap muka",
        "Bertemu",
        "Modal kecil, Utang",
    ]
    with (tmp_path / "a.csv").open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([header, row])
    (table,), _, issues = read(tmp_path / "a.csv")
    assert not issues
    assert (table.table, table.timezone) == ("kunjungan", "Asia/Makassar")
    assert table.cells.iloc[0].to_dict() == {
        "waktu_kirim": row[0], "nik": row[1], "tgl_kunjungan": row[2], "peran_petugas": row[3], "cara": row[4],
        "hasil_kunjungan": row[5], "penyebab_semua": row[6],
    }  # fmt: skip


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    rows=st.lists(
        st.lists(st.text(st.sampled_from('ab1 ,;\t|"\n.é'), max_size=8), min_size=3, max_size=3),
        min_size=1,
        max_size=8,
    ),
    delimiter=st.sampled_from(",;\t|"),
)
def test_what_a_csv_writer_wrote_is_what_is_read(
    tmp_path: Path, rows: list[list[str]], delimiter: str
) -> None:
    written = io.StringIO(newline="")
    csv.writer(written, delimiter=delimiter, quoting=csv.QUOTE_ALL).writerows(rows)
    path = tmp_path / "a.csv"
    path.write_bytes(written.getvalue().encode())
    wanted = [[value.strip() for value in row] for row in rows]
    while wanted and not any(wanted[-1]):
        wanted.pop()
    assert texts(only(path, delimiter=delimiter)) == wanted


@pytest.mark.parametrize(
    "path", sorted(SPECTRUM.glob("*.csv")) or [None], ids=lambda p: p.stem if p else "absent"
)
def test_the_csv_spectrum_is_read_as_its_twins_say(path: Path | None) -> None:
    if path is None:
        pytest.skip("shared/data is not here")
    header, *rows = texts(only(path, delimiter=","))
    twin = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    # Line ends within a field stay as they are written.
    assert [dict(zip(header, row, strict=True)) for row in rows] == [
        {key: value.replace("\r", "") for key, value in record.items()} for record in twin
    ]
