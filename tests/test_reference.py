"""Poverty lines and prices: which line counts, how prices join, and what a torn file says of itself."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from builders import reference
from hypothesis import given
from hypothesis import strategies as st

from evalhelpers import reference as tables
from evalhelpers.errors import DataError, ParamError
from evalhelpers.periods import shift_months
from evalhelpers.reference import Line, Reference, poverty_line, price_ratio

LINES = [
    ("tarakan", 2023, 819_621, "2023-12-01"),
    ("tarakan", 2024, 854_967, "2024-11-30"),
    ("bulungan", 2025, 594_190, "2025-11-01"),
]


def line(year: int, known_on: str, policy: str = "latest", known: Reference | None = None) -> Line | None:
    day = date.fromisoformat(known_on)
    return poverty_line(known or reference(LINES), "tarakan", year=year, known_on=day, policy=policy)


def test_the_line_of_the_year_itself_is_used_from_the_day_it_is_published() -> None:
    assert line(2024, "2024-11-30") == Line(854_967, 2024, "uji", is_older=False)
    assert line(2024, "2024-11-29") == Line(819_621, 2023, "uji", is_older=True)


def test_an_older_line_is_named_and_not_inflated_and_a_later_one_never_used() -> None:
    assert line(2026, "2026-12-31") == Line(854_967, 2024, "uji", is_older=True)
    assert line(2023, "2026-12-31") == Line(819_621, 2023, "uji", is_older=False)
    assert line(2022, "2026-12-31") is None


def test_the_policy_to_fail_takes_no_older_line_and_says_what_to_do() -> None:
    assert line(2024, "2024-11-30", "fail") == line(2024, "2024-11-30", "latest")
    for year, known_on in ((2025, "2026-12-31"), (2024, "2024-11-29"), (2022, "2026-12-31")):
        with pytest.raises(DataError, match=rf"tarakan tahun {year} .*garis_kemiskinan\.csv"):
            line(year, known_on, "fail")


@pytest.mark.parametrize(
    "change", [{"status": "turunan"}, {"bulan": 9}, {"rupiah": None}, {"tanggal_terbit": None}]
)
def test_only_official_published_lines_of_march_count(change: dict[str, object]) -> None:
    known = reference(LINES)
    ((column, value),) = change.items()
    known.poverty[column] = known.poverty[column].mask(known.poverty["tahun"] == 2024, value)
    assert line(2024, "2026-12-31", known=known) == Line(819_621, 2023, "uji", is_older=True)


def test_a_revised_line_counts_from_the_day_of_the_revision() -> None:
    known = reference([("tarakan", 2024, 860_000, "2025-06-01"), *LINES])
    assert line(2024, "2025-05-31", known=known) == line(2024, "2025-05-31")
    assert line(2024, "2025-06-01", known=known) == Line(860_000, 2024, "uji", is_older=False)


# Prices

CHANGES = st.lists(st.floats(-0.05, 0.1), min_size=24, max_size=24)
MONTHS = st.integers(0, 24)
START = date(2023, 12, 31)


def priced(changes: list[float]) -> Reference:
    months = [shift_months(START.replace(day=1), at) for at in range(1, len(changes) + 1)]
    return reference(prices={f"{m:%Y-%m}": x for m, x in zip(months, changes, strict=True)})


def test_prices_rise_by_the_product_of_the_months_after_the_first() -> None:
    known = reference(prices={"2023-12": 9.0, "2024-01": 0.10, "2024-02": 0.20, "2024-03": 9.0})
    assert price_ratio(known, date(2023, 12, 31), date(2024, 2, 1)) == pytest.approx(1.32)
    assert price_ratio(known, date(2024, 2, 1), date(2023, 12, 31)) == pytest.approx(1 / 1.32)


def test_within_a_month_prices_stand_still_even_unpublished() -> None:
    assert price_ratio(reference(), date(2024, 3, 1), date(2024, 3, 31)) == 1


@pytest.mark.parametrize("prices", [{"2024-01": 0.1}, {"2024-01": 0.1, "2024-02": float("nan")}])
def test_a_month_not_published_leaves_no_ratio(prices: dict[str, float]) -> None:
    known = reference(prices=prices | {"2024-03": 0.1})
    assert price_ratio(known, date(2023, 12, 5), date(2024, 3, 5)) is None
    assert price_ratio(known, date(2024, 3, 5), date(2023, 12, 5)) is None
    assert price_ratio(known, date(2023, 12, 5), date(2024, 1, 5)) == pytest.approx(1.1)


@given(CHANGES, MONTHS, MONTHS, MONTHS)
def test_price_ratios_join_end_to_end(changes: list[float], first: int, middle: int, last: int) -> None:
    known = priced(changes)
    a, b, c = (shift_months(START, at) for at in (first, middle, last))
    ab, bc, ac = price_ratio(known, a, b), price_ratio(known, b, c), price_ratio(known, a, c)
    assert ab is not None
    assert bc is not None
    assert ab * bc == pytest.approx(ac)


# Reading

HEADERS = {
    "garis_kemiskinan": "wilayah,tahun,bulan,rupiah,status,sumber,tanggal_terbit,catatan",
    "ihk": "bulan,perubahan,sumber",
}
GOOD = {
    "garis_kemiskinan": 'tarakan,2024,3,854967,resmi,"BPS, siaran pers",2024-11-30,',
    "ihk": "2024-01,0.0004,BPS",
}


def write(folder: Path, name: str, *lines: str) -> Path:
    path = folder / "reference" / f"{name}.csv"
    path.parent.mkdir(exist_ok=True)
    path.write_text("\n".join((HEADERS[name], *lines)) + "\n", encoding="utf-8")
    return path


def test_files_become_lines_and_prices(tmp_path: Path) -> None:
    for name, row in GOOD.items():
        write(tmp_path, name, row)
    known = tables.read(tmp_path)
    assert line(2024, "2025-01-01", known=known) == Line(854_967, 2024, "BPS, siaran pers", is_older=False)
    assert price_ratio(known, date(2023, 12, 1), date(2024, 1, 1)) == pytest.approx(1.0004)


def test_files_that_are_not_there_are_empty_tables(tmp_path: Path) -> None:
    known = tables.read(tmp_path)
    assert line(2024, "2025-01-01", known=known) is None
    assert price_ratio(known, date(2023, 12, 1), date(2024, 1, 1)) is None


@pytest.mark.parametrize(
    ("name", "row", "problem"),
    [
        ("garis_kemiskinan", "tarakan,2024,3,854.967 rupiah,resmi,BPS,2024-11-30,", "rupiah '854.967 rupiah' bukan bilangan"),
        ("garis_kemiskinan", "tarakan,2024,3,inf,resmi,BPS,2024-11-30,", "rupiah 'inf' bukan bilangan"),
        ("garis_kemiskinan", "tarakan,2024,3,1,resmi,BPS,30-11-2024,", "tanggal_terbit '30-11-2024' bukan tanggal"),
        ("garis_kemiskinan", "tarakan,2024,3,1,resmi,BPS, siaran pers,2024-11-30,", "9 sel, padahal kolomnya 8"),
        ("garis_kemiskinan", GOOD["garis_kemiskinan"], "sudah ada"),
        ("ihk", "2024-02,'0,04',BPS", "4 sel, padahal kolomnya 3"),
        ("ihk", "2024-02,0.04 persen,BPS", "perubahan '0.04 persen' bukan bilangan"),
        ("ihk", "2024-2,0.0004,BPS", "bulan '2024-2' bukan bulan"),
        ("ihk", "2024-01,0.0005,BPS", "bulan sudah ada"),
    ],
)  # fmt: skip
def test_a_wrong_row_is_refused_with_its_file_and_line(
    tmp_path: Path, name: str, row: str, problem: str
) -> None:
    path = write(tmp_path, name, GOOD[name], "", row)
    with pytest.raises(ParamError) as caught:
        tables.read(tmp_path)
    assert f"{path}:4: " in str(caught.value)
    assert problem in str(caught.value)


def test_all_problems_of_all_files_come_at_once(tmp_path: Path) -> None:
    write(tmp_path, "ihk", "x,y,z")
    write(tmp_path, "garis_kemiskinan", "tarakan,x,3,y,resmi,BPS,z,")
    with pytest.raises(ParamError) as caught:
        tables.read(tmp_path)
    assert sum(f"{value!r} bukan" in str(caught.value) for value in "xyz") == 3


@pytest.mark.parametrize(
    "content", [b"", b"bulan;perubahan;sumber\n", b"bulan,bulan,sumber\n", b"\xff\xfe", b'"']
)
def test_a_file_that_is_no_such_table_is_refused(tmp_path: Path, content: bytes) -> None:
    path = write(tmp_path, "ihk")
    path.write_bytes(content)
    with pytest.raises(ParamError, match=r"ihk\.csv"):
        tables.read(tmp_path)
