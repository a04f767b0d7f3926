"""The data-quality page: what it counts, what it finds worth a look, and that it names nobody."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from builders import grant, tables, visit
from test_prepare import grant as raw_grant
from test_prepare import nik, write_book
from test_prepare import visit as raw_visit
from typer.testing import CliRunner

from evalhelpers import quality
from evalhelpers.cli import app
from evalhelpers.issues import Issue, frame
from evalhelpers.periods import Period

ROOT = Path(__file__).parents[1]
NOW, BEFORE = Period.parse("2025-S1"), Period.parse("2024-S2")


def seen(visitor: str | None, day: str, person: str, **answers: object) -> dict[str, object]:
    """Return a visit whose answers are unlike any other's unless stated."""
    own = {"laba_bulan": 1_000_001 + hash(person) % 9_999, "omzet_bulan": 3_000_000, "jml_anggota_rt": 4}
    return visit(person, day, id_petugas=visitor, **(own | answers))


def visitors(*rows: dict[str, object]) -> pd.DataFrame:
    data = tables([grant(f"p{n}") for n in range(30)], rows)
    return quality.visitors(data["kunjungan"], NOW).set_index("visitor")


def test_many_visits_on_one_day_are_worth_a_look_from_the_ninth() -> None:
    busy = [seen("A", "2025-03-10", f"p{n}") for n in range(9)]
    calm = [seen("B", "2025-03-10", f"p{n}") for n in range(8)]
    found = visitors(*busy, *calm)
    assert found[["visits", "days", "most"]].to_dict("index") == {
        "A": {"visits": 9, "days": 1, "most": 9}, "B": {"visits": 8, "days": 1, "most": 8},
    }  # fmt: skip
    assert found["many"].to_dict() == {"A": True, "B": False}


def test_the_same_answers_for_different_persons_are_worth_a_look() -> None:
    same = {"laba_bulan": 750_000, "omzet_bulan": 2_000_000, "jml_anggota_rt": 5}
    copied = [seen("A", f"2025-03-1{n}", f"p{n}", **same) for n in range(3)]
    # The same person twice, and another visitor's person, are no copies.
    honest = [seen("B", f"2025-03-1{n}", "p7", **same) for n in range(3)]
    found = visitors(*copied, *honest, *[seen("A", "2025-04-01", f"p{n}") for n in range(10, 20)])
    assert found["alike"].to_dict() == {"A": 3, "B": 0}
    assert found["same"].to_dict() == {"A": True, "B": False}


def test_answers_left_blank_are_not_alike() -> None:
    blank = dict.fromkeys(("laba_bulan", "omzet_bulan", "jml_anggota_rt"))
    assert visitors(*(seen("A", "2025-03-10", f"p{n}", **blank) for n in range(4)))["alike"].tolist() == [0]


@pytest.mark.parametrize(("odd", "unusual"), [(0, True), (1, True), (2, False)])
def test_round_profits_are_worth_a_look_from_nine_in_ten(odd: int, unusual: bool) -> None:
    rows = [
        seen("A", f"2025-03-{n + 1:02d}", f"p{n}", laba_bulan=620_000 if n < odd else 500_000 * (n + 1))
        for n in range(10)
    ]
    assert visitors(*rows)["rounded"].tolist() == [unusual]


def test_few_round_profits_say_nothing_and_visits_of_nobody_named_are_only_counted() -> None:
    few = [seen("A", f"2025-03-{n + 1:02d}", f"p{n}", laba_bulan=500_000) for n in range(9)]
    nobody = [seen(None, "2025-03-10", f"p{n}") for n in range(12)]
    found = visitors(*few, *nobody)
    assert not found.loc["A", "rounded"]
    assert found.loc["", "most"] == 12
    assert not found.loc["", "many"]


def test_only_the_periods_visits_that_met_somebody_count() -> None:
    rows = [
        seen("A", "2024-12-31", "p1"), seen("A", "2025-01-01", "p2"), seen("A", "2025-06-30", "p3"),
        seen("A", "2025-07-01", "p4"), seen("A", "2025-02-01", "p5", hasil_kunjungan="tidak_di_rumah"),
    ]  # fmt: skip
    assert visitors(*rows)["visits"].tolist() == [2]
    assert visitors().empty


def test_completeness_counts_what_could_be_asked_the_emptiest_first() -> None:
    rows = [
        visit("p1", laba_bulan=1), visit("p2", laba_bulan=None), visit("p3", laba_bulan=1, utang_rp=5),
        visit("p4", hasil_kunjungan="tidak_di_rumah", laba_bulan=None), visit("p1", "2024-10-01", laba_bulan=None),
    ]  # fmt: skip
    found = quality.completeness(tables([grant("p1")], rows), NOW, BEFORE).set_index(["table", "column"])
    assert found.loc[("kunjungan", "laba_bulan")].tolist() == [3, 2, 1, 0]
    assert found.loc[("kunjungan", "utang_rp")].tolist() == [3, 1, 1, 0]
    assert ("kunjungan", "tabungan_rp") not in found.index
    shares = found["filled"] / found["rows"]
    assert shares.dropna().is_monotonic_increasing


def issue(code: str, file: str = "a.xlsx", period: str = "2025-S1") -> Issue:
    return Issue(code, file, "S", 2, "kunjungan", "laba_bulan", period=period)


def test_problems_are_counted_by_kind_and_file_the_worst_first() -> None:
    log = frame([
        issue("rupiah_range"), issue("rupiah_range", "b.xlsx"), issue("required_blank", "b.xlsx"),
        issue("duplicate_row", "c.xlsx"), issue("rupiah_range", period="2024-S2"), issue("file_gone", period=""),
    ])  # fmt: skip
    now, before = quality.within(log, NOW), quality.within(log, BEFORE)
    assert quality.by_kind(now, before).to_numpy().tolist() == [
        ["required_blank", "error", 1, 0], ["rupiah_range", "warning", 2, 1], ["file_gone", "warning", 1, 1],
        ["duplicate_row", "info", 1, 0],
    ]  # fmt: skip
    assert quality.by_file(now).to_numpy().tolist() == [["b.xlsx", 1, 1], ["a.xlsx", 0, 2]]


@pytest.mark.parametrize(("period", "count"), [("2025-TW1", 2), ("2025-TW3", 1), ("2025", 3), ("2023-S1", 0)])
def test_a_period_has_the_problems_of_the_half_years_it_touches(period: str, count: int) -> None:
    log = frame([issue("N01"), issue("N01"), issue("N01", period="2025-S2"), issue("N01", period="2024-S1")])
    assert len(quality.within(log, Period.parse(period))) == count


def test_check_makes_a_page_for_each_district_that_names_nobody(tmp_path: Path) -> None:
    for name in ("params", "notebooks"):
        shutil.copytree(ROOT / name, tmp_path / name)
    rows = [raw_grant(n) for n in range(1, 7)]
    rows[0] |= {"jenis_usaha": "serabutan"}
    raw = tmp_path / "data" / "raw"
    write_book(raw / "register_tarakan_2024.xlsx", {"Register": ("penerima", rows)})
    seen = [
        raw_visit(n, tgl_kunjungan=f"{n}/3/2025", petugas="Budiman Laksana", laba_bulan=nik(n))
        for n in range(1, 7)
    ]
    write_book(raw / "monev.xlsx", {"Kunjungan": ("kunjungan", seen)})
    shown = CliRunner().invoke(app, ["check", "2025-S1", *_folders(tmp_path)])
    assert shown.exit_code == 0, shown.output
    pages = tmp_path / "outputs" / "internal" / "quality" / "2025-S1"
    assert {path.stem for path in pages.iterdir()} == {
        "provinsi", "bulungan", "malinau", "nunukan", "tana-tidung", "tarakan",
    }  # fmt: skip
    page = (pages / "tarakan.html").read_text(encoding="utf-8")
    text = re.sub(r"<[^>]+>", " ", page.partition("</style>")[2])
    assert "INTERNAL" in text
    assert "dibaca 6 baris: 5 dipakai, 1 dikarantina" in text
    assert re.search(r"Nilai uang tidak terbaca\.\s+dipakai dengan tanda\s+6\s+0", text)
    for secret in ("Budiman", "Laksana", *(nik(n) for n in range(1, 7)), "Siti Rahmawati"):
        assert secret not in page
    assert re.search(r"\ss-[a-z0-9]{12}\s", text)
    lists = list((tmp_path / "outputs/internal/corrections").glob("*/tarakan.xlsx"))
    assert all("Perbaikan" in openpyxl.load_workbook(path).sheetnames for path in lists)


def _folders(place: Path) -> list[str]:
    return [
        "--params", str(place / "params"), "--raw", str(place / "data/raw"),
        "--outputs", str(place / "outputs"), "--identity", str(place / "data/identity"),
    ]  # fmt: skip
