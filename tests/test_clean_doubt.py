"""What can be read two ways is told, what cannot be meant is refused, and the short way reads as the long one."""

from __future__ import annotations

import json
from datetime import date, time
from pathlib import Path
from types import SimpleNamespace

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evalhelpers.clean import choices, dates, nik, people, places, rupiah
from evalhelpers.clean.model import Parsed
from evalhelpers.clean.numbers import parse_count, parse_number
from evalhelpers.clean.tables import CleanContext, Cleaned, clean
from evalhelpers.dictionary import codes
from evalhelpers.intake.model import RawTable
from evalhelpers.issues import PROBLEMS
from evalhelpers.params import read_project

ROOT = Path(__file__).parents[1]
NAUGHTY = ROOT.parent / "shared" / "data" / "hostile" / "strings_blns" / "blns.json"
PROJECT = read_project(ROOT)
CONTEXT = CleanContext(PROJECT.districts, PROJECT.reference, PROJECT.not_names)
HOME = CONTEXT.home_codes
# Shows nothing and is dropped, but keeps a cell from being read the short way.
UNSEEN = "\u200b"


def texts(*values: str | None) -> pd.Series:
    return pd.Series(list(values), dtype="str")


def one(parsed: Parsed) -> tuple[object, str]:
    value = parsed.value.iloc[0]
    return (None if pd.isna(value) else value), parsed.code.iloc[0]


def read(
    table: str, row_id: bool = False, not_collected: frozenset[str] = frozenset(), **cells: str | None
) -> Cleaned:
    frame = pd.DataFrame(
        {name: texts(value) for name, value in cells.items()}, index=pd.Index([7], name="row")
    )
    for name, value in cells.items():
        frame[name] = texts(value).set_axis(frame.index)
    kinds = frame.notna().map(lambda filled: "text" if filled else "blank").astype("str")
    raw = RawTable(table, "a.xlsx", "S", frame, kinds, row_id=row_id, not_collected=not_collected)
    return clean(raw, CONTEXT)


def grant(**changes: str | None) -> dict[str, str | None]:
    return {
        "id_bantuan": "UEP-2025-0001", "nik": "6571014506900001", "nama": "Siti Aminah", "jenis_kelamin": "P",
        "kab_kota": "Tarakan", "jenis_usaha": "kios", "no_sk": "1", "tgl_sk": "1/2/2025", "tahun_anggaran": "2025",
        "nilai_sk": "2 jt", "bentuk_bantuan": "uang",
    } | changes  # fmt: skip


class TestMoney:
    @pytest.mark.parametrize(
        ("text", "value", "code"),
        [
            ("1.500 ribu", 1_500, "rupiah_low_confidence"),
            ("1,250 jt", 1_250_000, "rupiah_low_confidence"),
            ("1 juta 500", None, "rupiah_unreadable"),
            ("1 juta 500.000", 1_500_000, ""),
            ("500 ribu 1 juta", None, "rupiah_unreadable"),
            ("1 500 000", 1_500_000, ""),
            ("1 50 000", None, "rupiah_unreadable"),
            ("(500.000", None, "rupiah_unreadable"),
            ("'1500000", 1_500_000, ""),
            ("Rp1.500.000,–", 1_500_000, ""),
            ("Rp -", None, ""),
            ("1.500.000 – 2.000.000", None, "rupiah_range"),
            ("1e9999999999999999999", None, "rupiah_unreadable"),
            ("1e999", None, "rupiah_unreadable"),
            ("9" * 16, None, "rupiah_unreadable"),
        ],
    )
    def test_amounts_on_the_edge(self, text: str, value: int | None, code: str) -> None:
        assert one(rupiah.parse(texts(text))) == (value, code)

    @pytest.mark.parametrize(
        ("text", "decimal"), [("12,50", "."), ("1,5", "."), ("12.50", ","), ("1.2.3", ".")]
    )
    def test_a_cell_that_contradicts_the_stated_mark_is_not_read(self, text: str, decimal: str) -> None:
        assert one(rupiah.parse(texts(text), decimal=decimal)) == (None, "rupiah_unreadable")

    @pytest.mark.parametrize("text", ["abc", "nan", "inf", "-Infinity", "1.2.3", ""])
    def test_a_number_cell_that_holds_no_number_stops_nothing(self, text: str) -> None:
        value, _ = one(rupiah.parse(texts(text), pd.Series(["number"])))
        assert value is None

    @given(
        st.integers(0, 10**14), st.sampled_from(["{}", "Rp {}", "rp.{}", "Rp{},-", "{},00"]), st.booleans()
    )
    def test_the_short_way_reads_as_the_long_way(self, amount: int, form: str, dotted: bool) -> None:
        text = form.format(f"{amount:,}".replace(",", ".") if dotted else amount)
        assert one(rupiah.parse(texts(text))) == one(rupiah.parse(texts(text + UNSEEN))) == (amount, "")


class TestDates:
    @pytest.mark.parametrize(
        ("text", "value", "code"),
        [
            ("2025-06-30T17:30:00Z", date(2025, 7, 1), ""),
            ("2025-06-30T17:30:00.000+08:00", date(2025, 6, 30), ""),
            ("2025-06-30T17:30:00+99:99", None, "date_unreadable"),
            ("03/2025", date(2025, 3, 15), "date_month_only"),
            ("Maret-2025", date(2025, 3, 15), "date_month_only"),
            ("13/2025", None, "date_impossible"),
            ("12Maret2025", date(2025, 3, 12), ""),
            ("tgl 12 Maret 2025", date(2025, 3, 12), ""),
            # A clock with PM goes with the month first: which of the two is the day cannot be known.
            ("6/7/2025 5:30:00 PM", None, "date_unreadable"),
            ("Mei-25", None, "date_unreadable"),
            ("12/03/49", date(2049, 3, 12), ""),
            ("12/03/50", date(1950, 3, 12), ""),
        ],
    )
    def test_dates_on_the_edge(self, text: str, value: date | None, code: str) -> None:
        found, reason = one(dates.parse(texts(text)))
        assert (found.date() if isinstance(found, pd.Timestamp) else None, reason) == (value, code)

    def test_a_zone_of_the_source_is_honoured(self) -> None:
        at = dates.parse_times(texts("2025-06-30T23:30:00", "30/06/2025 23:30"), zone="Asia/Jakarta").value
        assert at.tolist() == [pd.Timestamp(2025, 7, 1, 0, 30)] * 2

    @given(
        st.dates(date(1950, 1, 1), date(2099, 12, 31)),
        st.times(),
        st.sampled_from(["", "UTC", "Asia/Jakarta"]),
    )
    def test_the_short_way_reads_as_the_long_way(self, day: date, at: time, zone: str) -> None:
        text = f"{day}T{at:%H:%M:%S}"
        short, long = (dates.parse_times(texts(t), zone=zone) for t in (text, text + UNSEEN))
        assert one(short) == one(long)
        assert short.value.dtype == long.value.dtype == "datetime64[s]"


class TestNik:
    @pytest.mark.parametrize(
        ("text", "code"),
        [
            ("\u202a6501051203850001\u202c", ""),
            ('="6501051203850001"', ""),
            ("6501054003850001", "N04"),
            ("6501057203850001", "N04"),
            ("6501050013850001", "N04"),
            ("6501056902010001", "N04"),
            ("6501056902000001", ""),
            ("0987654321098765", "N09"),
            ("9901051203850001", "N05"),
        ],
    )
    def test_numbers_on_the_edge(self, text: str, code: str) -> None:
        assert nik.parse(texts(text), home_codes=HOME).code.iloc[0] == code

    @given(st.integers(0, 10**16 - 1))
    def test_the_short_way_reads_as_the_long_way(self, number: int) -> None:
        text = f"{number:016}"
        short, long = (nik.parse(texts(t), home_codes=HOME) for t in (text, text + UNSEEN))
        assert one(short) == one(long)

    @given(st.dates(date(1926, 1, 1), date(2007, 12, 31)), st.sampled_from(["L", "P"]), st.integers(1, 9999))
    def test_a_number_made_for_a_person_says_who_it_is(self, born: date, sex: str, serial: int) -> None:
        day = born.day + 40 * (sex == "P")
        number = nik.parse(texts(f"650101{day:02}{born:%m%y}{serial:04}")).value
        assert nik.sex(number).tolist() == [sex]
        assert nik.birthday(number, pd.Series([pd.Timestamp(2025, 1, 1)])).tolist() == [pd.Timestamp(born)]

    def test_a_family_card_number_is_sixteen_digits_or_missing(self) -> None:
        found = nik.parse_family(texts("6501 0512 0385 0001", "6,50105E+15", "12345", None))
        assert found.value.tolist()[0] == "6501051203850001"
        assert found.value.isna().tolist() == [False, True, True, True]
        assert found.code.tolist() == ["", "kk_unreadable", "kk_unreadable", ""]

    def test_a_number_copied_from_the_family_card_identifies_nobody(self) -> None:
        done = read("penerima", **grant(no_kk="6571014506900001"))
        assert [issue.code for issue in done.issues.itertuples()] == ["N09"]
        assert done.frame["nik"].isna().all()


class TestWhoIsIt:
    def test_a_grant_with_a_damaged_nik_and_no_number_is_refused(self) -> None:
        done = read("penerima", **grant(nik="650105", id_bantuan=None))
        assert [issue.code for issue in done.issues.itertuples()] == ["N01", "identity_missing"]
        assert PROBLEMS["identity_missing"].level == "error"

    def test_either_of_the_two_is_enough(self) -> None:
        assert read("penerima", **grant(id_bantuan=None)).issues.empty
        assert [i.code for i in read("penerima", **grant(nik="650105")).issues.itertuples()] == ["N01"]

    def test_where_the_row_number_is_the_key_or_niks_are_not_asked_none_is_missed(self) -> None:
        row = grant(nik=None, id_bantuan=None)
        assert read("penerima", row_id=True, **row).issues.empty
        assert read("penerima", not_collected=frozenset({"nik"}), **row).issues.empty


class TestPlaces:
    def test_a_name_that_a_kabupaten_and_a_kota_share_needs_its_kind(self) -> None:
        twins = places.Districts(
            [
                SimpleNamespace(slug=s, name=n, short="Malang", variants=(), kode_kemendagri="", kode_bps="")
                for s, n in (("kab-malang", "Kabupaten Malang"), ("kota-malang", "Kota Malang"))
            ]
        )
        parsed = twins.parse(texts("Kab. Malang", "KOTA MALANG", "Malang", "Kodya Malang"))
        assert parsed.value.iloc[[0, 1, 3]].tolist() == ["kab-malang", "kota-malang", "kota-malang"]
        assert parsed.code.tolist() == ["", "", "place_unknown", ""]

    def test_a_close_spelling_is_told_and_a_far_one_refused(self) -> None:
        parsed = CONTEXT.district_names.parse(texts("Nunukkan", "Kutai"))
        assert parsed.code.tolist() == ["place_close", "place_unknown"]
        done = read("penerima", **grant(kab_kota="Nunukkan"))
        [issue] = done.issues.itertuples()
        assert (issue.code, issue.read, issue.understood) == ("place_close", "Nunukkan", "nunukan")


class TestChoices:
    @pytest.mark.parametrize(
        ("text", "value", "code"),
        [
            ("22 dan 31", "22 31", ""),
            ("banjir/sakit", "31 33", ""),
            ("banjir & sakit", "31 33", ""),
            ("Pasar jenuh/sepi pembeli", "22", ""),
            ("banjir, sakitt", "31 33", "choice_close"),
            ("banjir, sakitt, serabutan", "31 33", "choice_unknown"),
            ("P1, P3", "10 30", ""),
            (" , ", None, ""),
        ],
    )
    def test_several_answers_in_one_cell(self, text: str, value: str | None, code: str) -> None:
        assert one(choices.parse_many(texts(text), codes.CAUSE)) == (value, code)

    @pytest.mark.parametrize("group", codes.CAUSE_GROUPS)
    def test_a_form_that_asks_only_for_the_group_of_causes_is_understood(self, group) -> None:
        assert group.id == "Tidak diketahui" or one(choices.parse(texts(group.id), codes.CAUSE))[1] == ""
        assert one(choices.parse(texts(group.value), codes.CAUSE))[0][0] == group.value[1]

    def test_saying_the_opposite_is_not_a_misspelling(self) -> None:
        for text in ("tidak berjalan", "tidak berkembang", "belum berkembang", "tidak aktif", "tidak lancar"):
            assert one(choices.parse(texts(text), codes.STATUS)) == (None, "choice_unknown")


def test_text_is_tidied_and_its_digits_are_left_alone() -> None:
    frame = read("penerima", **grant(no_sk="  188.44 /\u00a0 0012 ", no_bast="000123", alamat="n/a")).frame
    assert frame.loc[0, ["no_sk", "no_bast"]].tolist() == ["188.44 / 0012", "000123"]
    assert pd.isna(frame.loc[0, "alamat"])


def test_a_formula_error_is_told_and_hints_at_nothing() -> None:
    cells = pd.DataFrame({"status_usaha": texts("#REF!")}, index=pd.Index([4], name="row"))
    cells["status_usaha"] = texts("#REF!").set_axis(cells.index)
    raw = RawTable("kunjungan", "a.xlsx", "S", cells, cells.map(lambda _: "error").astype("str"))
    [issue] = [issue for issue in clean(raw, CONTEXT).issues.itertuples() if issue.column == "status_usaha"]
    assert (issue.code, issue.read, issue.understood) == ("formula_error", "#REF!", "")


def test_every_code_a_parser_answers_has_words_for_the_clerk() -> None:
    if not NAUGHTY.exists():
        pytest.skip("shared/data is not here")
    hostile = json.loads(NAUGHTY.read_text(encoding="utf-8"))
    cells = texts(
        *hostile,
        "1-2 juta",
        "5 rb/hari",
        "1,500",
        "31 Juni 2025",
        "Mei 2025",
        "45728",
        "berkembng",
        "Nunukkan",
    )
    answered = set()
    for kind in ("text", "number", "date", "bool", "error"):
        kinds = pd.Series([kind] * len(cells))
        for parse in (
            rupiah.parse,
            dates.parse,
            dates.parse_times,
            nik.parse,
            nik.parse_family,
            parse_count,
            parse_number,
        ):
            answered |= set(parse(cells, kinds).code)
        for group in (codes.STATUS, codes.YES_NO, codes.CAUSE):
            answered |= set(choices.parse(cells, group, kinds).code) | set(
                choices.parse_many(cells, group, kinds).code
            )
        answered |= set(CONTEXT.district_names.parse(cells, kinds).code)
    assert answered - {""} <= set(PROBLEMS)
    assert people.normalise_name(cells).notna().all()


@given(
    st.lists(
        st.one_of(st.none(), st.text(max_size=12), st.sampled_from(["ya", "-", "1.500", "12/3/2025"])),
        max_size=8,
    )
)
def test_a_column_keeps_its_length_its_order_and_its_gaps(values: list[str | None]) -> None:
    cells = pd.Series(values, index=range(10, 10 + len(values)), dtype="str")
    parsed = rupiah.parse(cells)
    assert parsed.value.index.equals(cells.index)
    assert parsed.code.index.equals(cells.index)
    assert parsed.value.dtype == "Int64"
    alone = [one(rupiah.parse(texts(value))) for value in values]
    together = [one(Parsed(parsed.value.iloc[[i]], parsed.code.iloc[[i]])) for i in range(len(values))]
    assert alone == together
