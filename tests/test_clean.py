"""What the field writes, and what is understood; nothing is guessed silently and nothing raises."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evalhelpers import formats
from evalhelpers.clean import choices, dates, nik, people, places, rupiah
from evalhelpers.clean.numbers import parse_count, parse_period
from evalhelpers.clean.tables import CleanContext, clean
from evalhelpers.dictionary import codes
from evalhelpers.intake.model import RawTable
from evalhelpers.issues import PROBLEMS
from evalhelpers.params import read_project

ROOT = Path(__file__).parents[1]
NAUGHTY = ROOT.parent / "shared" / "data" / "hostile" / "strings_blns" / "blns.json"
PROJECT = read_project(ROOT)
DISTRICTS = CleanContext(PROJECT.districts, PROJECT.reference, PROJECT.not_names).district_names


def one(parsed, at: int = 0) -> tuple[object, str]:
    value = parsed.value.iloc[at]
    return (None if pd.isna(value) else value), parsed.code.iloc[at]


def texts(*values: str | None) -> pd.Series:
    return pd.Series(list(values), dtype="str")


@pytest.mark.parametrize(
    ("text", "value", "code"),
    [
        ("Rp 1.500.000", 1_500_000, ""),
        ("Rp.1.500.000,-", 1_500_000, ""),
        ("1.500.000,00", 1_500_000, ""),
        ("1,500,000.00", 1_500_000, ""),
        ("1,5 jt", 1_500_000, ""),
        ("1.5jt", 1_500_000, ""),
        ("2 juta", 2_000_000, ""),
        ("1 juta 500 ribu", 1_500_000, ""),
        ("500 rb", 500_000, ""),
        ("500k", 500_000, ""),
        ("750rban", 750_000, ""),
        ("Rp1,25 miliar", 1_250_000_000, ""),
        ("1.500", 1_500, ""),
        ("1,500", 1_500, "rupiah_low_confidence"),
        ("12,50", 13, ""),
        ("1071.48110261187", 1_071, ""),
        ("-74.4558", -74, ""),
        ("(250.000)", -250_000, ""),
        ("1e+05", 100_000, ""),
        ("500.000/bulan", 500_000, ""),
        ("±1jt", 1_000_000, "rupiah_low_confidence"),
        ("1-2 juta", None, "rupiah_range"),
        ("1 s/d 2 jt", None, "rupiah_range"),
        ("per hari 100rb", None, "rupiah_unit"),
        ("100.000/minggu", None, "rupiah_unit"),
        ("2 m", None, "rupiah_unreadable"),
        ("tdk tentu", None, "rupiah_unreadable"),
        ("nihil", None, "rupiah_unreadable"),
        ("1.50.000", None, "rupiah_unreadable"),
        ("-", None, ""),
        ("", None, ""),
    ],
)
def test_money_as_it_is_written(text: str, value: int | None, code: str) -> None:
    assert one(rupiah.parse(texts(text))) == (value, code)


def test_a_number_cell_is_the_number_it_is_and_a_stated_mark_decides() -> None:
    kinds = pd.Series(["number"])
    assert one(rupiah.parse(texts("1500.5"), kinds)) == (1501, "")
    assert one(rupiah.parse(texts("1.500"), decimal=".")) == (2, "")
    assert one(rupiah.parse(texts("#REF!"), pd.Series(["error"]))) == (None, "formula_error")


@given(st.integers(-(10**12), 10**12))
def test_money_that_we_write_is_read_back(amount: int) -> None:
    written = formats.rupiah(amount)
    assert one(rupiah.parse(texts(written)))[0] == amount


@pytest.mark.parametrize(
    ("text", "kind", "value", "code"),
    [
        ("12/3/2025", "text", date(2025, 3, 12), ""),
        ("12-03-25", "text", date(2025, 3, 12), ""),
        ("12 Maret 2025", "text", date(2025, 3, 12), ""),
        ("12 mrt 2025", "text", date(2025, 3, 12), ""),
        ("Senin, 12 Agt 2024", "text", date(2024, 8, 12), ""),
        ("3 Nopember 2024", "text", date(2024, 11, 3), ""),
        ("2025-03-12 00:00:00", "text", date(2025, 3, 12), ""),
        ("Tarakan, 12 Maret 1985", "text", date(1985, 3, 12), ""),
        ("45728", "number", date(2025, 3, 12), ""),
        ("45728", "text", date(2025, 3, 12), "date_from_number"),
        ("Maret 2025", "text", date(2025, 3, 15), "date_month_only"),
        ("31 Juni 2025", "text", None, "date_impossible"),
        ("3/25/2025", "text", None, "date_impossible"),
        ("12 Marct 2025", "text", None, "date_unreadable"),
        ("kemarin", "text", None, "date_unreadable"),
        ("99999", "number", None, "date_unreadable"),
    ],
)
def test_dates_as_they_are_written(text: str, kind: str, value: date | None, code: str) -> None:
    found, reason = one(dates.parse(texts(text), pd.Series([kind])))
    assert (found.date() if found is not None else None, reason) == (value, code)


@given(st.dates(date(2000, 1, 1), date(2049, 12, 31)))
def test_dates_that_we_write_are_read_back(day: date) -> None:
    for text in (formats.date(day), day.isoformat(), f"{day:%d/%m/%Y}", f"{day:%d-%m-%y}"):
        assert one(dates.parse(texts(text)))[0].date() == day


@pytest.mark.parametrize(
    ("text", "zone", "value"),
    [
        ("2025-06-30T17:30:00", "UTC", "2025-07-01 01:30"),
        ("2025-06-30T17:30:00+08:00", "UTC", "2025-06-30 17:30"),
        ("2025-06-30T17:30:00Z", "", "2025-07-01 01:30"),
        ("30/06/2025 17:30:00", "Asia/Makassar", "2025-06-30 17:30"),
    ],
)
def test_times_are_those_of_the_office(text: str, zone: str, value: str) -> None:
    assert one(dates.parse_times(texts(text), zone=zone))[0] == pd.Timestamp(value)


@pytest.mark.parametrize(
    ("text", "kind", "value", "code"),
    [
        ("6501 0512 0385 0001", "text", "6501051203850001", ""),
        ("'6501051203850001", "text", "6501051203850001", ""),
        ("NIK: 6501.0512.0385.0001", "text", "6501051203850001", ""),
        ("6404055203850001", "text", "6404055203850001", ""),
        ("9471051203850001", "text", "9471051203850001", ""),
        ("650105120385000", "text", None, "N01"),
        ("6,50105E+15", "text", None, "N02"),
        ("6501051203850001.0", "text", None, "N02"),
        ("6501051203850000", "number", None, "N02"),
        ("6501051203850001", "number", "6501051203850001", ""),
        ("6501051203850000", "text", None, "N03"),
        ("6501058103850001", "text", None, "N04"),
        ("6501053002850001", "text", None, "N04"),
        ("6501052902000001", "text", "6501052902000001", ""),
        ("6599051203850001", "text", "6599051203850001", "N05"),
        ("1234567890123456", "text", None, "N09"),
        ("1111111111111111", "text", None, "N09"),
    ],
)
def test_niks_and_what_is_wrong_with_them(text: str, kind: str, value: str | None, code: str) -> None:
    home = frozenset({"6501", "6502", "6503", "6504", "6571"})
    assert one(nik.parse(texts(text), pd.Series([kind]), home_codes=home)) == (value, code)


def test_a_nik_says_sex_and_birthday() -> None:
    numbers = texts("6501055203850001", "6501051203850001", None)
    assert nik.sex(numbers).tolist()[:2] == ["P", "L"]
    born = nik.birthday(numbers, pd.Series(pd.to_datetime(["2024-05-01"] * 3)))
    assert born.iloc[0] == pd.Timestamp(1985, 3, 12)
    assert pd.isna(born.iloc[2])


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("KTT", "tana-tidung"),
        ("Tanah Tidung", "tana-tidung"),
        ("Kab. T. Tidung", "tana-tidung"),
        ("KAB BULUNGAN", "bulungan"),
        ("Bulongan", "bulungan"),
        ("Tg. Selor", "bulungan"),
        ("Kodya Tarakan", "tarakan"),
        ("65.02", "malinau"),
        ("6571", "tarakan"),
        ("64.04", "bulungan"),
        ("BPS 6502", "bulungan"),
        ("6571 - Kota Tarakan", "tarakan"),
        ("Kab. Bulungan (65.01)", "bulungan"),
        ("6404", None),
        ("Malinau Kota", None),
        ("Kota Tanjung Selor", None),
        ("Kabupaten Malinau Kutai", None),
        ("KTT tambang", None),
        ("Berau", None),
    ],
)
def test_districts_by_their_spellings_and_codes(text: str, value: str | None) -> None:
    found, code = one(DISTRICTS.parse(texts(text)))
    assert found == value
    assert code == ("" if value else "place_unknown")


@pytest.mark.parametrize("text", ["6502", "6501", "6503 Bulungan", "Tarakan (65.01)"])
def test_a_number_that_may_mean_two_districts_or_another_than_its_name_is_told(text: str) -> None:
    assert one(DISTRICTS.parse(texts(text))) == (None, "place_ambiguous")


def test_the_two_districts_a_number_may_mean_are_named() -> None:
    assert DISTRICTS.either("6502") == "bulungan atau malinau"


def test_a_kecamatan_is_known_by_either_code() -> None:
    known = TestTables.context.kecamatan
    found = known.parse(texts("65.01.05", "6502050", "650105", "6502050 Tg Selor"), texts(*["bulungan"] * 4))
    assert found.value.tolist() == ["65.01.05"] * 4
    assert known.parse(texts("65.01.05"), texts("malinau")).code.tolist() == ["kecamatan_unknown"]


def test_a_village_counts_only_inside_its_kecamatan() -> None:
    table = pd.DataFrame(
        [
            ("65.01.01.1001", "Karang Anyar", "65.01.01", ""),
            ("65.71.01.1002", "Karang Anyar", "65.71.01", "6571030002"),
            ("65.02.05.2003", "Long Sa'an II", "65.02.05", ""),
        ]
    )
    known = places.Within(table, "desa_unknown")
    parsed = known.parse(
        texts(
            "Kel. Karang Anyar", "karang anyar", "Long Saan 2", "6571030002", "Karang Anyar", "Karang Anyer"
        ),
        texts("65.71.01", "65.01.01", "65.02.05", "65.71.01", "65.02.05", "65.01.01"),
    )
    assert parsed.value.astype("str").tolist()[:4] == [
        "65.71.01.1002", "65.01.01.1001", "65.02.05.2003", "65.71.01.1002",
    ]  # fmt: skip
    assert parsed.code.tolist() == ["", "", "", "", "desa_unknown", "place_close"]
    assert known.parse(texts("Apa pun"), texts("65.99.99")).code.tolist() == [""]


def test_a_kecamatan_counts_only_inside_its_district() -> None:
    known = TestTables.context.kecamatan
    parsed = known.parse(
        texts("Sei Menggaris", "Tg. Palas", "Sebatik", "Sebatik"),
        texts("nunukan", "bulungan", "malinau", None),
    )
    assert parsed.value.tolist()[:2] == ["65.03.13", "65.01.01"]
    assert parsed.code.tolist() == ["", "", "kecamatan_unknown", ""]


@pytest.mark.parametrize(
    ("text", "value", "code"),
    [
        ("blm jalan", "belum_berjalan", ""),
        ("Gulung tikar", "berhenti_permanen", ""),
        ("MACET", "menurun", ""),
        ("stabil.", "tetap", ""),
        ("berkembng", "berkembang", "choice_close"),
        ("entahlah", None, "choice_unknown"),
    ],
)
def test_status_words(text: str, value: str | None, code: str) -> None:
    assert one(choices.parse(texts(text), codes.STATUS)) == (value, code)


@pytest.mark.parametrize(
    ("text", "value"),
    [("v", "ya"), ("√", "ya"), ("ya.", "ya"), ("tdk", "tidak"), ("0", "tidak"), ("x", None)],
)
def test_yes_no_and_the_cross_that_means_either(text: str, value: str | None) -> None:
    assert one(choices.parse(texts(text), codes.YES_NO))[0] == value


def test_several_answers_in_one_cell() -> None:
    parsed = choices.parse_many(
        texts("22 31", "Pasar jenuh/sepi pembeli, banjir", "22; apa saja"), codes.CAUSE
    )
    assert parsed.value.tolist() == ["22 31", "22 31", "22"]
    assert parsed.code.tolist() == ["", "", "choice_unknown"]


def test_every_word_of_the_dictionary_is_understood_as_its_own_code() -> None:
    for group in (
        codes.STATUS,
        codes.RESULT,
        codes.ROLE,
        codes.MODE,
        codes.ASSET,
        codes.SEX,
        codes.ADMIN_STATUS,
        codes.DOCUMENT,
    ):
        for code in group:
            for word in (code.value, code.id):
                assert one(choices.parse(texts(word), group)) == (code.value, "")


def test_names_are_compared_without_titles() -> None:
    names = texts(
        "Hj. SITI  Aminah", "Alm. Budi Santoso", "Bpk. H. Ahmad Nur'aini, S.Pd", "Maryam binti Yusuf"
    )
    assert people.normalise_name(names).tolist() == [
        "siti aminah",
        "budi santoso",
        "ahmad nuraini",
        "maryam binti yusuf",
    ]
    assert people.is_late(names).tolist() == [False, True, False, False]


def test_periods_take_their_year_from_the_row() -> None:
    parsed = parse_period(
        texts("TW I", "Triwulan III 2024", "2025-S1", "Semester II", "lima"),
        texts("2025", "", "", "2023", "2025"),
    )
    assert parsed.value.tolist()[:4] == ["2025-TW1", "2024-TW3", "2025-S1", "2023-S2"]
    assert parsed.code.iloc[4] == "period_unreadable"


def test_counts_with_their_units() -> None:
    assert parse_count(texts("5 orang", "12.0", "banyak")).value.tolist()[:2] == [5, 12]


@given(st.text(max_size=30), st.sampled_from(["text", "number", "date", "bool"]))
def test_no_parser_raises_whatever_is_in_the_cell(text: str, kind: str) -> None:
    cells, kinds = texts(text), pd.Series([kind])
    if kind == "number":
        cells = texts("12.5" if not text.isdigit() else text[:15])
    for parse in (rupiah.parse, dates.parse, nik.parse, parse_count):
        value, code = one(parse(cells, kinds))
        assert isinstance(code, str)
        assert value is None or code == "" or code.startswith(("rupiah_low", "date_", "N05"))
    choices.parse_many(cells, codes.CAUSE)
    DISTRICTS.parse(cells)


def test_naughty_strings_are_only_strings() -> None:
    if not NAUGHTY.exists():
        pytest.skip("shared/data is not here")
    cells = texts(*json.loads(NAUGHTY.read_text(encoding="utf-8")))
    for parse in (rupiah.parse, dates.parse, nik.parse, dates.parse_times):
        assert len(parse(cells).value) == len(cells)
    assert choices.parse(cells, codes.BUSINESS).code.isin(["", "choice_unknown", "choice_close"]).all()
    people.normalise_name(cells)


class TestTables:
    context = CleanContext(PROJECT.districts, PROJECT.reference, PROJECT.not_names)

    def clean(self, table: str, **cells: str | None):
        frame = pd.DataFrame({name: texts(value) for name, value in cells.items()})
        frame.index = pd.Index([7], name="row")
        kinds = frame.map(lambda x: "text" if isinstance(x, str) else "blank")
        return clean(RawTable(table, "a.xlsx", "S", frame, kinds), self.context)

    def visit(self, **changes: str | None):
        good = {
            "id_bantuan": "UEP-2025-0001", "tgl_kunjungan": "12 Maret 2025", "peran_petugas": "Pendamping",
            "cara": "tatap muka", "hasil_kunjungan": "bertemu", "status_usaha": "tetap", "laba_bulan": "1,5 jt",
        }  # fmt: skip
        return self.clean("kunjungan", **{**good, **changes})

    def test_a_good_row_is_typed_and_says_nothing(self) -> None:
        done = self.visit()
        assert done.issues.empty
        row = done.frame.iloc[0]
        assert (row["tgl_kunjungan"], row["laba_bulan"], row["_row"]) == (
            pd.Timestamp(2025, 3, 12),
            1_500_000,
            7,
        )

    def test_an_optional_cell_that_cannot_be_read_is_a_warning_with_what_was_read(self) -> None:
        [issue] = self.visit(laba_bulan="tdk tentu").issues.itertuples()
        assert (issue.code, issue.column, issue.row, issue.read) == (
            "rupiah_unreadable",
            "laba_bulan",
            7,
            "tdk tentu",
        )

    def test_a_required_cell_that_cannot_be_read_says_both(self) -> None:
        assert [i.code for i in self.visit(tgl_kunjungan="31 Juni 2025").issues.itertuples()] == [
            "date_impossible",
            "required_unreadable",
        ]
        assert [i.code for i in self.visit(cara=None).issues.itertuples()] == ["required_blank"]

    def test_a_number_out_of_range_is_not_used(self) -> None:
        done = self.visit(jml_anggota_rt="45")
        assert [i.code for i in done.issues.itertuples()] == ["out_of_range_optional"]
        assert done.frame["jml_anggota_rt"].isna().all()

    def test_an_unknown_word_is_told_with_the_nearest_choices(self) -> None:
        [issue] = self.visit(status_usaha="berkemb").issues.itertuples()
        assert issue.code == "choice_unknown"
        assert "Berkembang" in issue.understood

    def test_a_month_is_enough_only_for_the_day_a_business_stopped(self) -> None:
        assert self.visit(tgl_berhenti="Maret 2025").frame["tgl_berhenti"].iloc[0] == pd.Timestamp(
            2025, 3, 15
        )
        assert self.visit(tgl_kunjungan="Maret 2025").frame["tgl_kunjungan"].isna().all()

    def test_a_grant_with_a_damaged_nik_is_kept_to_be_corrected(self) -> None:
        done = self.clean(
            "penerima", id_bantuan="UEP-2025-0001", nik="6,50105E+15", nama="Siti Aminah", jenis_kelamin="P",
            kab_kota="KTT", jenis_usaha="kios", no_sk="1", tgl_sk="1/2/2025", tahun_anggaran="2025", nilai_sk="2 jt",
            bentuk_bantuan="uang",
        )  # fmt: skip
        assert [i.code for i in done.issues.itertuples()] == ["N02"]

    @pytest.mark.parametrize("number", ["6,50105E+15", "650105", "x"])
    def test_a_damaged_family_card_number_is_told_and_costs_nothing_else(self, number: str) -> None:
        done = self.clean(
            "penerima", id_bantuan="UEP-2025-0001", nik="6501055203850001", no_kk=number, nama="Siti Aminah",
            jenis_kelamin="P", kab_kota="KTT", jenis_usaha="kios", no_sk="1", tgl_sk="1/2/2025", tahun_anggaran="2025",
            nilai_sk="2 jt", bentuk_bantuan="uang",
        )  # fmt: skip
        assert [i.code for i in done.issues.itertuples()] == ["kk_unreadable"]
        assert PROBLEMS["kk_unreadable"].level == "warning"


def test_every_reason_a_parser_can_give_has_words() -> None:
    """A code without words stops the whole preparation at the first row that has it."""
    pattern = re.compile(
        r'"(N\d\d|(?:rupiah|date|choice|place|kecamatan|count|number|period|kk|required|out_of)_[a-z_]+)"'
    )
    raised = set()
    for path in (ROOT / "src/evalhelpers/clean").glob("*.py"):
        raised |= set(pattern.findall(path.read_text(encoding="utf-8")))
    assert {"kk_unreadable", "N02", "rupiah_range"} <= raised
    assert raised - set(PROBLEMS) == set()
