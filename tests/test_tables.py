"""Tables: counts beside percentages, marks explained, nothing hidden shown."""

from __future__ import annotations

import pandas as pd
import pytest
from public_values import (
    BEFORE,
    NOW,
    VOICE,
    causes,
    chain,
    example,
    public,
    row,
    share,
    survival,
    units,
)

from evalhelpers import tables
from evalhelpers.blocks import Fact, Span, Table
from evalhelpers.catalogue import INDICATORS
from evalhelpers.narrative.id import chapters, displays


def text(span: Span) -> str:
    return span if isinstance(span, str) else span.text


def cells(table: Table) -> list[list[str]]:
    return [[text(span) for span in line] for line in table.rows]


def shares(values, **more) -> Table:
    return tables.shares(
        values, VOICE, period=NOW, code="B1", caption="groups", **{"groups": [("semua", "Semua")], **more}
    )


def key(values, states: dict[str, str] | None = None, **targets: str) -> Table:
    wanted = dict.fromkeys(tables.KEY_SHARES, "target belum ditetapkan")
    return tables.key(
        values, VOICE, period=NOW, before=BEFORE, year_before="2024-S1", states=states or {},
        year_before_name="Semester I Tahun 2024", targets={**wanted, **targets}, no_budget="–",
    )  # fmt: skip


def test_what_runs_from_1_january_is_compared_with_the_year_before() -> None:
    values = public(
        share(30, 40, 40, "A1"), share(35, 50, 50, "A1", period=BEFORE), share(9, 45, 45, "A1", period="2024-S1"),
        share(30, 40, 48), share(35, 50, 50, period=BEFORE), share(9, 45, 45, period="2024-S1"),
    )  # fmt: skip
    table = key(values)
    told = {line[0]: line[2] for line in cells(table)}
    assert told[VOICE.name("A1")] == "9 dari 45 (20,0%)"
    assert told[VOICE.name("B1")] == "35 dari 50 (70,0%)"
    assert table.notes[0] == (
        "Pembanding: Semester II Tahun 2024; untuk penyaluran dan serapan anggaran, yang kumulatif sejak 1 Januari: "
        "Semester I Tahun 2024."
    )


def test_income_now_stands_against_its_target_and_the_period_before() -> None:
    """The same persons before the aid are told in a finding of page one (see the tests of the workbook)."""
    values = public(
        share(20, 40, 48, "D1"), share(15, 50, 50, "D1", period=BEFORE), share(5, 40, 40, "D1", "awal")
    )
    lines = cells(key(values, **{"D1.utama": "60,0%: belum tercapai"}))
    assert [VOICE.name("D1"), "20 dari 40 (50,0%)", "15 dari 50 (30,0%)", "60,0%: belum tercapai"] in lines
    # Before the aid is no period, and has no target.
    assert VOICE.name("D1", "awal") not in " ".join(line[0] for line in lines)


def test_evidence_of_spending_is_a_row_where_there_is_any() -> None:
    name = VOICE.name("E2")
    assert name not in [line[0] for line in cells(key(example()))]
    assert [name, "30 dari 40 (75,0%)", "–"] in cells(key(public(share(30, 40, 40, "E2"))))


def test_page_one_holds_each_indicator_against_its_target_in_words_and_state() -> None:
    states = {"B1.utama": "bad", "C1.utama": "good"}
    table = key(example(), states, **{"B1.utama": "90,0%: belum tercapai", "C1.utama": "20,0%: tercapai"})
    assert [column.text for column in table.columns] == ["Indikator", "Sekarang", "Pembanding", "Target"]
    told = {line[0]: (line[-1], state) for line, state in zip(cells(table), table.states, strict=True)}
    assert told[VOICE.name("B1")] == ("90,0%: belum tercapai", "bad")
    assert told[VOICE.name("C1")] == ("20,0%: tercapai", "good")
    assert told[VOICE.name("A4")] == ("target belum ditetapkan", "")


def test_where_no_target_is_set_it_is_said_once_and_no_row_has_a_state() -> None:
    table = key(example())
    assert [column.text for column in table.columns] == ["Indikator", "Sekarang", "Pembanding"]
    assert not any(table.states)
    assert "Untuk semua indikator di atas, target belum ditetapkan." in table.notes


def test_a_share_stands_beside_its_counts_and_bounds() -> None:
    assert cells(shares(example())) == [["Semua", "33 dari 41", "80,5%", "68,8%–83,3%", "7"]]


def test_where_everyone_is_known_there_are_no_bounds_to_read() -> None:
    table = shares(public(share(40, 60, 60)))
    assert [c.text for c in table.columns] == ["Kelompok", "Jumlah", "Persen"]
    assert cells(table) == [["Semua", "40 dari 60", "66,7%"]]


def test_under_ten_no_percentage_is_written_and_the_dash_is_explained_once() -> None:
    assert cells(shares(public(share(6, 8, 12)))) == [["Semua", "6 dari 8", "–", "–", "4"]]
    assert "Tanda – dalam tabel berarti" in chapters.SMALL
    assert key(example()).notes.count(displays.NOTES["none"]) == 1


def test_where_no_dash_stands_none_is_explained() -> None:
    names = [name.split(".") for name in tables.KEY_SHARES]
    periods = (NOW, BEFORE, "2024-S1")
    table = key(public([share(30, 40, 48, c, m, period=p) for c, m in names for p in periods]))
    assert not [cell for line in cells(table) for cell in line if cell == "–"]
    assert displays.NOTES["none"] not in table.notes


def test_numbers_keep_their_fact_ids() -> None:
    value = shares(example()).rows[0][2]
    assert value == Fact("B1.utama/semua/2025-S1/value", "0.8048780488", "80,5%")


def test_numbers_are_aligned_right_and_the_first_column_is_text() -> None:
    assert [c.numeric for c in shares(example()).columns] == [False, True, True, True, True]


CHAIN = {
    "sk": 100e6, "sk_belum_waktunya": 20e6, "sk_sisa": 0.0, "sk_perlu_penjelasan": -1e6, "disalurkan": 81e6,
    "bukti_belum_waktunya": 0.0, "bukti_perlu_penjelasan": 11e6, "bukti": 70e6,
    "aktif_belum_terpantau": 5e6, "aktif_perlu_penjelasan": 0.0, "aktif": 65e6,
}  # fmt: skip
PROVINCE = {
    "pagu": 220e6, "sp2d_sisa": 7e6, "sp2d": 213e6, "salur_perlu_penjelasan": 3e6, "sk": 210e6, "disalurkan": 210e6,
    "bukti": 210e6, "terlihat_belum_terpantau": 10e6, "terlihat": 200e6, "aktif_belum_terpantau": 50e6, "aktif": 150e6,
}  # fmt: skip


def anniversary():
    return public(
        share(33, 41, 48, "B9", "bulan_12", "tahun=2023"),
        share(19, 39, 48, "B9", "bulan_12_laba_naik", "tahun=2023"),
        share(4, 9, 48, "B9", "bulan_12_graduasi", "tahun=2023"),
        share(30, 40, 50, "B9", "bulan_12", "tahun=2022"),
        share(20, 35, 50, "B9", "bulan_24", "tahun=2022"),
    )


def test_every_table_is_as_wide_as_its_head() -> None:
    for table in (
        shares(example()),
        key(example()),
        tables.mix(example(), VOICE, period=NOW, before=BEFORE),
        tables.levels(example(), VOICE, period=NOW),
        tables.profit(
            example(), VOICE, period=NOW, year_before="2024-S1", year_before_name="Semester I Tahun 2024"
        ),
        tables.causes(public(causes({"P1": 40})), VOICE, period=NOW, measure="berhenti_permanen"),
        tables.detail(units(), VOICE, period=NOW),
        tables.definitions(VOICE),
        tables.survival(survival(), VOICE, period=NOW),
        tables.anniversaries(anniversary(), VOICE, period=NOW),
        tables.chain(public(chain(CHAIN)), VOICE, period=NOW, groups=["tahun=2025"]),
        tables.flags(public(share(1, 40, 48, "E3")), VOICE, period=NOW),
        tables.equity(public(), VOICE, period=NOW, districts=["malinau", "tarakan"]),
        tables.places(
            example(), VOICE, period=NOW, rows=[("tarakan", "tidak cukup data untuk perbandingan")]
        ),
    ):
        assert table is not None
        assert table.rows
        assert {len(line) for line in table.rows} == {len(table.columns)}
        assert table.caption
        assert "{" not in table.caption


def test_the_sensitivity_table_is_over_all_persons_and_never_rises() -> None:
    table = tables.levels(example(), VOICE, period=NOW)
    assert [line[1:3] for line in cells(table)] == [
        ["33 dari 48", "68,8%"],
        ["19 dari 48", "39,6%"],
        ["4 dari 48", "8,3%"],
    ]


def test_the_mix_ends_with_its_total() -> None:
    table = tables.mix(example(), VOICE, period=NOW, before=BEFORE)
    assert cells(table)[-1] == ["Jumlah", "48", "–", "–"]
    assert table.total == (len(table.rows) - 1,)
    assert sum(int(line[1]) for line in cells(table)[:-1]) == 48


def test_hidden_cells_show_their_mark_and_its_meaning() -> None:
    table = tables.causes(
        public(causes({"P1": 2, "P3": 6}, hidden="P1 P2")), VOICE, period=NOW, measure="berhenti_permanen"
    )
    assert [line[2] for line in cells(table)] == ["<5", "<5", "6", "0", "0"]
    assert displays.NOTES["few"] in table.notes
    assert displays.NOTES["other"] not in table.notes


def test_money_is_written_in_full() -> None:
    values = public(row("E1", value=0.968, numerator=242_000_000, denominator=250_000_000, missing=0))
    table = tables.budget(values, VOICE, period=NOW, groups=[("semua", "Pagu yang berlaku")])
    assert cells(table) == [["Pagu yang berlaku", "Rp250.000.000", "Rp242.000.000", "96,8%"]]


def test_raw_values_are_refused() -> None:
    with pytest.raises(TypeError, match=r"disclosure\.protect"):
        tables.mix(pd.DataFrame(), VOICE, period=NOW, before=BEFORE)  # type: ignore[arg-type]


def test_every_unit_is_written_as_its_reader_says_it() -> None:
    table = tables.detail(units(), VOICE, period=NOW)
    assert table is not None
    assert cells(table) == [
        ["A4 Kunjungan yang tidak bertemu penerima", "–", "19 kali", "–", "–"],
        ["A4 Keluar dari pemantauan", "48 penerima", "3", "–", "0"],
        ["A5 Median kunjungan pendamping", "48 penerima", "2,5 kali", "–", "0"],
        ["A6 Penerima per pendamping", "410 penerima, 35 pendamping", "11,7", "–", "0"],
        ["A7 Lama penyaluran (median)", "40 bantuan", "45 hari", "–", "3"],
        ["B2 Meninggal atau pindah tanpa menutup usaha", "41 penerima", "2", "–", "7"],
        ["B7 Aset bantuan lengkap dan dipakai", "Rp350,7 juta dari Rp476,1 juta", "73,7%", "–", "Rp146,6 juta"],
        [
            "E2 Nilai bantuan yang buktinya belum lengkap", "Rp188,3 juta dari Rp625,2 juta", "Rp188.300.000",
            "–", "0",
        ],
        [
            "E6 Biaya per penerima berhasil, bantuan tahun 2022", "Rp232,4 juta, 54 berhasil", "Rp4.303.704",
            "–", "13",
        ],
    ]  # fmt: skip


def test_criteria_are_means_and_a_change_of_them_carries_its_sign() -> None:
    names = [("D3", "awal", "semua"), ("D3", "utama", "semua"), ("E5", "rp", "semua")]
    table = tables.listing(units(), VOICE, period=NOW, names=names, caption="graduation", anchor="x")
    assert table is not None
    assert [line[1:3] for line in cells(table)] == [
        ["142 penerima", "3,46"],
        ["142 penerima", "−0,45"],
        ["Rp20 juta dari Rp23,5 juta", "85,1%"],
    ]


def test_a_listing_leaves_out_what_has_no_number_and_keeps_what_is_hidden() -> None:
    values = public(row("D2", denominator=0), row("D2", "kambuh", denominator=12, hidden="<5"))
    names = [("D2", "utama", "semua"), ("D2", "kambuh", "semua"), ("E7", "utama", "semua")]
    table = tables.listing(values, VOICE, period=NOW, names=names, caption="graduation", anchor="x")
    assert table is not None
    assert cells(table) == [["Kembali di bawah garis kemiskinan", "<5", "<5"]]
    assert displays.NOTES["few"] in table.notes
    assert tables.listing(public(), VOICE, period=NOW, names=names, caption="graduation", anchor="x") is None


def test_the_detail_repeats_no_indicator_that_has_a_table_of_its_own_and_names_them() -> None:
    table = tables.detail(public(share(33, 41, 48), share(6, 41, 48, "C1")), VOICE, period=NOW)
    assert table is not None
    assert [line[0] for line in cells(table)] == ["C1 Usaha berhenti permanen"]
    assert any("B1," in note for note in table.notes)


def test_profit_shows_the_interval_of_its_shift() -> None:
    table = tables.profit(units(), VOICE, period=NOW, year_before="2024-S1", year_before_name="x")
    line = next(line for line in cells(table) if line[0].startswith("Pergeseran laba"))
    assert line[1:4] == ["Rp262.500", "Rp187.500–Rp350.000", "40"]


def test_profits_of_a_lesser_kind_are_counted_below_where_there_are_any() -> None:
    def notes(computed: int, nominal: int) -> str:
        counts = {"dihitung": computed, "nominal": nominal}
        values = public(row("B5", m, value=x, denominator=40, missing=8) for m, x in counts.items())
        table = tables.profit(values, VOICE, period=NOW, year_before="2024-S1", year_before_name="x")
        assert not [line for line in cells(table) if "dihitung" in line[0]]
        return " ".join(table.notes)

    assert "Laba 3 dari 40 penerima dihitung dari omzet dikurangi biaya." in notes(3, 7)
    assert "Perubahan laba 7 dari 40 penerima belum memperhitungkan kenaikan harga." in notes(3, 7)
    assert "dari 40" not in notes(0, 0)


def test_a_table_with_an_interval_names_its_method() -> None:
    profit = tables.profit(units(), VOICE, period=NOW, year_before="2024-S1", year_before_name="x")
    lasting = tables.survival(survival(), VOICE, period=NOW)
    places = tables.places(example(), VOICE, period=NOW, rows=[("tarakan", "x")])
    assert lasting is not None
    for table, method in ((profit, "Wilcoxon"), (lasting, "log-log"), (places, "inversi hipergeometrik")):
        assert any(method in note for note in table.notes)


def test_the_definitions_are_the_whole_catalogue() -> None:
    lines = cells(tables.definitions(VOICE))
    assert [name.split(" ", 1) for name, _ in lines] == [[c, i.name["id"]] for c, i in INDICATORS.items()]
    said = dict(lines)
    assert said["B1 Tingkat keberlangsungan usaha"].splitlines()[1:] == [
        "Pembilang: penerima yang usahanya masih berjalan.",
        "Penyebut: penerima yang keadaan usahanya diketahui.",
        "Satuan: persen. Aturan: 3, 7, 8, 9, 10, 11.",
    ]
    assert "Dihitung atas: bantuan yang sudah disalurkan." in said["A7 Lama penyaluran"]


def test_survival_has_its_interval_both_extremes_and_the_persons_at_risk() -> None:
    table = tables.survival(survival(), VOICE, period=NOW)
    assert table is not None
    assert [column.text for column in table.columns] == ["Sejak bantuan pertama", "6 bulan", "24 bulan"]
    assert cells(table) == [
        ["Peluang bertahan", "84,2%", "–"],
        ["Selang kepercayaan 95%", "70,0%–92,0%", "–"],
        ["Batas terendah dan tertinggi yang mungkin", "72,0%–86,0%", "–"],
        ["Masih diamati", "41", "8"],
        ["Sudah berhenti permanen", "6", "9"],
        ["Belum pernah dikunjungi", "7", "7"],
    ]
    assert tables.survival(public(), VOICE, period=NOW) is None


def test_grant_years_stand_in_order_each_with_its_counts() -> None:
    table = tables.anniversaries(anniversary(), VOICE, period=NOW)
    assert table is not None
    assert cells(table) == [
        ["2022, 12 bulan", "30 dari 40 (75,0%)", "–", "–", "60,0%–80,0%", "10"],
        ["2023, 12 bulan", "33 dari 41 (80,5%)", "19 dari 39 (48,7%)", "4 dari 9", "68,8%–83,3%", "7"],
        ["2022, 24 bulan", "20 dari 35 (57,1%)", "–", "–", "40,0%–70,0%", "15"],
    ]


def test_the_chain_of_a_district_goes_from_the_decree_to_active_businesses() -> None:
    table = tables.chain(public(chain(CHAIN)), VOICE, period=NOW, groups=["tahun=2025"])
    assert table is not None
    assert table.caption.startswith("Rantai rupiah bantuan tahun 2025, ")
    assert cells(table) == [
        ["Nilai SK", "Rp100.000.000", "10"],
        ["– belum waktunya", "Rp20.000.000", "10"],
        ["– perlu penjelasan", "−Rp1.000.000", "10"],
        ["Disalurkan", "Rp81.000.000", "10"],
        ["– perlu penjelasan", "Rp11.000.000", "10"],
        ["Bukti lengkap", "Rp70.000.000", "10"],
        ["– belum terpantau", "Rp5.000.000", "10"],
        ["Pada usaha aktif", "Rp65.000.000", "10"],
    ]
    # What needs explaining, and nothing else, is set off.
    assert table.total == (2, 4)


def test_the_chain_of_the_province_begins_with_the_budget_and_years_stand_side_by_side() -> None:
    values = public(chain(PROVINCE), chain({"pagu": 300e6, "sk": 290e6}, "tahun=2024"))
    table = tables.chain(values, VOICE, period=NOW, groups=["tahun=2024", "tahun=2025"])
    assert table is not None
    assert [column.text for column in table.columns] == [
        "Tahap dan selisih", "Bantuan tahun 2024", "Bantuan tahun 2025",
    ]  # fmt: skip
    assert [name for name, *_ in cells(table)] == [
        "Pagu yang berlaku", "– sisa atau efisiensi", "SP2D neto", "– perlu penjelasan", "Nilai SK", "Disalurkan",
        "Bukti lengkap", "– belum terpantau", "Aset terlihat", "– belum terpantau", "Pada usaha aktif",
    ]  # fmt: skip
    assert cells(table)[0][1:] == ["Rp300.000.000", "Rp220.000.000"]
    assert tables.chain(values, VOICE, period=NOW, groups=["tahun=2023"]) is None


def test_the_chain_of_one_form_of_aid_is_named_so() -> None:
    group = "tahun_bentuk=2025-uang"
    table = tables.chain(public(chain(CHAIN, group)), VOICE, period=NOW, groups=[group])
    assert table is not None
    assert "bantuan tahun 2025, uang" in table.caption


def test_a_matter_that_nobody_checked_is_not_clean() -> None:
    values = public(share(2, 40, 48, "E3", "nik_ganda"), share(2, 48, 48, "E3"))
    table = tables.flags(values, VOICE, period=NOW)
    assert table is not None
    told = {line[0]: line[1:] for line in cells(table)}
    assert told["NIK ganda"] == ["2 dari 40", "5,0%", "8"]
    assert told["KK ganda"] == ["tidak diperiksa", "–", "–"]
    assert table.total == (len(table.rows) - 1,)
    assert chapters.INDICATION in table.notes
    assert tables.flags(public(), VOICE, period=NOW) is None


def test_causes_tell_what_other_evidence_supports_where_it_was_looked_for() -> None:
    supported = row("C2", "berhenti_permanen_terbukti", "penyebab=P2", numerator=2, denominator=8, value=0.25)
    values = public(causes({"P2": 8, "P3": 11}), supported)
    table = tables.causes(values, VOICE, period=NOW, measure="berhenti_permanen")
    assert table.columns[-1].text == "Didukung bukti lain"
    assert [line[-1] for line in cells(table)] == ["–", "2 dari 8", "–", "–", "–"]


def test_equity_puts_both_shares_side_by_side_in_the_order_given() -> None:
    group = "kab_kota=tarakan"
    values = public(
        row("A8", "penerima", group, value=20 / 78, numerator=20, denominator=78, missing=0),
        row("A8", "miskin", group, value=15_320 / 47_830, numerator=15_320, denominator=47_830, missing=0),
    )
    table = tables.equity(values, VOICE, period=NOW, districts=["malinau", "tarakan"])
    assert cells(table) == [
        ["Kabupaten Malinau", "–", "–"],
        ["Kota Tarakan", "20 dari 78 (25,6%)", "15.320 dari 47.830 (32,0%)"],
    ]
