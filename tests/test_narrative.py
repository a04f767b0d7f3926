"""Sentences read whole: the ordinary case, and every case that is not."""

from __future__ import annotations

import pytest
from public_values import BEFORE, NOW, VOICE, causes, example, levels, mix, public, row, share

from evalhelpers import findings as f
from evalhelpers import narrative
from evalhelpers.blocks import Fact
from evalhelpers.narrative import plain


def say(values, code: str = "B1", measure: str = "utama") -> str:
    return plain(narrative.share(f.share(values, code, measure, period=NOW), VOICE))


def compare(x: int, n: int, y: int, m: int, code: str = "B1") -> str:
    values = public(share(x, n, n + 5, code), share(y, m, m + 5, code, period=BEFORE))
    return plain(narrative.change(f.change(values, code, period=NOW, before=BEFORE), VOICE))


def test_the_headline_has_the_shape_of_the_method() -> None:
    assert plain(narrative.headline(f.headline(example(), period=NOW), VOICE)) == (
        "Dari 48 penerima: 33 usahanya masih berjalan, 19 labanya meningkat, 4 juga berada di atas garis kemiskinan "
        "(proksi); 7 belum terpantau."
    )


@pytest.mark.parametrize(
    ("known", "unseen", "text"),
    [
        (
            (41, 39, 0), 7,
            "Dari 48 penerima: 33 usahanya masih berjalan, 19 labanya meningkat; 7 belum terpantau. Yang juga berada di "
            "atas garis kemiskinan (proksi) belum diketahui.",
        ),
        (
            (41, 0, 5), 7,
            "Dari 48 penerima: 33 usahanya masih berjalan, belum ada yang memenuhi ketiganya sampai berada di atas garis "
            "kemiskinan (proksi); 7 belum terpantau. Yang labanya meningkat belum diketahui.",
        ),
        (
            (41, 0, 0), 0,
            "Dari 41 penerima: 33 usahanya masih berjalan; seluruh penerima dipantau. Yang labanya meningkat dan yang "
            "juga berada di atas garis kemiskinan (proksi) belum diketahui.",
        ),
        (
            (0, 0, 0), 7,
            "Dari 48 penerima belum satu pun terpantau: yang usahanya masih berjalan, yang labanya meningkat, dan yang "
            "juga berada di atas garis kemiskinan (proksi) belum diketahui.",
        ),
    ],
)  # fmt: skip
def test_a_level_of_which_nothing_is_known_is_said_not_to_be(
    known: tuple[int, int, int], unseen: int, text: str
) -> None:
    assert plain(narrative.headline(f.headline(levels(known, unseen), period=NOW), VOICE)) == text


def test_ordinary_share() -> None:
    assert say(example()) == (
        "Usaha 33 dari 41 penerima yang keadaannya diketahui masih berjalan (80,5 persen). Dari seluruh 48 penerima, "
        "7 belum terpantau: bila usaha mereka semuanya berhenti, angkanya 68,8 persen; bila semuanya berjalan, "
        "83,3 persen."
    )


def test_coverage() -> None:
    assert say(example(), "A4") == (
        "Dari 48 penerima yang wajib dipantau pada Semester I Tahun 2025, 41 orang (85,4 persen) berhasil dikunjungi "
        "tatap muka; 7 orang belum dikunjungi."
    )


def test_actions_of_earlier_reports() -> None:
    assert say(public(share(5, 6, 6, "E7")), "E7") == (
        "Dari 6 tindakan yang direkomendasikan laporan sebelumnya dan sudah jatuh tempo, 5 telah selesai sampai akhir "
        "Semester I Tahun 2025."
    )


def test_suppressed_share() -> None:
    assert say(public(row("D1", denominator=6, missing=2, hidden="<5")), "D1") == (
        "Banyaknya penerima pada atau di atas garis kemiskinan (proksi) tidak ditampilkan untuk melindungi penerima "
        "yang jumlahnya sedikit."
    )


def test_no_baseline() -> None:
    found = f.change(example(), "B1", period=NOW, before=BEFORE)
    assert plain(narrative.change(found, VOICE)) == (
        "Banyaknya penerima yang usahanya masih berjalan belum dapat dibandingkan dengan keadaan pada Semester II "
        "Tahun 2024: datanya belum cukup."
    )


def test_wide_interval_claims_nothing() -> None:
    assert compare(33, 41, 30, 40) == (
        "Banyaknya penerima yang usahanya masih berjalan: 30 dari 40 pada Semester II Tahun 2024, 33 dari 41 pada "
        "Semester I Tahun 2025; selisihnya belum cukup kuat untuk disebut perubahan."
    )


def test_zero_known() -> None:
    assert say(public(share(0, 0, 7))) == (
        "Keadaan usaha 7 penerima belum diketahui: belum ada kunjungan yang sah dalam enam bulan terakhir."
    )


def test_zero_met() -> None:
    assert say(public(share(0, 6, 8, "C1")), "C1") == (
        "Tidak ada usaha yang tercatat berhenti permanen di antara 6 penerima yang keadaannya diketahui. Dari seluruh "
        "8 penerima, 2 belum terpantau, sehingga jumlahnya paling banyak 2."
    )


def test_nobody_to_evaluate() -> None:
    assert say(public(share(1, 2, 3, "C1"))) == (
        "Belum ada penerima di Kota Tarakan yang masuk masa evaluasi pada Semester I Tahun 2025."
    )


def test_census() -> None:
    assert say(public(share(40, 60, 60))) == (
        "Seluruh penerima dipantau: usaha 40 dari 60 penerima masih berjalan (66,7 persen)."
    )


def test_under_ten_only_counts() -> None:
    assert say(public(share(6, 8, 10))) == (
        "Usaha 6 dari 8 penerima yang keadaannya diketahui masih berjalan. Dari seluruh 10 penerima, 2 belum "
        "terpantau, sehingga usaha yang masih berjalan paling banyak 8."
    )


def test_from_ten_to_thirty_no_decimals() -> None:
    assert "(72 persen)" in say(public(share(18, 25, 40)))


def test_a_rise_and_a_fall() -> None:
    assert compare(90, 100, 60, 100) == (
        "Bagian penerima yang usahanya masih berjalan naik 30,0 persen poin: 60 dari 100 (60,0 persen) pada Semester "
        "II Tahun 2024, 90 dari 100 (90,0 persen) pada Semester I Tahun 2025."
    )
    assert "turun 30,0 persen poin" in compare(60, 100, 90, 100)


def test_steady_is_a_claim_of_its_own() -> None:
    assert "relatif tetap" in compare(1500, 3000, 1500, 3000)
    assert "relatif tetap" not in compare(33, 41, 33, 41)


def test_since_before_the_aid() -> None:
    values = public(share(40, 80, 90, "D1"), share(10, 78, 80, "D1", "awal"))
    found = f.change(values, "D1", period=NOW, before=NOW, from_measure="awal")
    text = plain(narrative.change(found, VOICE, baseline=True))
    assert text.startswith(
        "Bagian penerima pada atau di atas garis kemiskinan (proksi) naik 37,2 persen poin: "
    )
    assert "10 dari 78 (12,8 persen) sebelum bantuan" in text


def test_the_mix_lists_what_occurs() -> None:
    assert plain(narrative.mix(f.mix(example(), period=NOW), VOICE)) == (
        "Keadaan usaha 48 penerima pada akhir Semester I Tahun 2025: 10 berkembang, 17 tetap, 6 menurun, 2 berhenti "
        "sementara, 6 berhenti permanen, dan 7 belum terpantau."
    )


def test_causes_without_ranking_under_thirty() -> None:
    found = f.causes(public(causes({"P1": 4, "P3": 6})), "berhenti_permanen", period=NOW)
    assert plain(narrative.causes(found, VOICE)) == (
        "Penyebab utama yang dicatat pada 10 usaha yang berhenti permanen ialah kurang pendampingan (4) dan faktor "
        "eksternal (6)."
    )


def test_causes_with_a_hidden_group_do_not_name_it() -> None:
    found = f.causes(public(causes({"P1": 2, "P3": 6}, hidden="P1 P2")), "berhenti_permanen", period=NOW)
    text = plain(narrative.causes(found, VOICE))
    assert "faktor eksternal (6)" in text
    assert "pendampingan" not in text


def test_profit_tells_of_how_many_persons_it_is() -> None:
    values = public(
        row("B5", "median_persen", value=-0.125, denominator=40),
        row("B5", "median_rp", value=-50_000, denominator=40),
    )
    words = narrative.money(f.money(values, period=NOW), VOICE)
    assert plain(words) == (
        "Nilai tengah (median) perubahan laba bersih sebulan: turun 12,5 persen (Rp50.000) pada 40 penerima yang "
        "labanya sebelum dan sesudah bantuan diketahui (termasuk yang usahanya berhenti)."
    )
    # The sign that the word stands for is still in the number held against the machine-readable values.
    told = [(span.id, span.value) for span in words if isinstance(span, Fact)]
    assert ("B5.median_persen/semua/2025-S1/value", "-0.125") in told
    assert ("B5.median_rp/semua/2025-S1/value", "-50000") in told


@pytest.mark.parametrize(
    ("change", "rupiah", "said"),
    [
        (0.3, 300_000, "sebulan: naik 30,0 persen (Rp300.000) pada"),
        (-0.3, -300_000, "sebulan: turun 30,0 persen (Rp300.000) pada"),
        (0.0, 0, "sebulan: 0,0 persen (Rp0) pada"),
        # The medians of both may lie on either side of nil.
        (0.02, -5_000, "sebulan: naik 2,0 persen (turun Rp5.000) pada"),
    ],
)
def test_profit_went_up_or_down_in_a_word(change: float, rupiah: int, said: str) -> None:
    values = public(
        row("B5", "median_persen", value=change, denominator=40),
        row("B5", "median_rp", value=rupiah, denominator=40),
    )
    assert said in plain(narrative.money(f.money(values, period=NOW), VOICE))


def test_budget() -> None:
    values = public(row("E1", value=0.968, numerator=242_000_000, denominator=250_000_000, missing=0))
    found = f.budget(values, period=NOW, province=True)
    assert plain(narrative.budget(found, VOICE)) == (
        "Realisasi SP2D neto sampai akhir Semester I Tahun 2025 ialah Rp242 juta dari pagu Rp250 juta (96,8 persen)."
    )
    assert found.spent is not None
    assert (
        plain(narrative.in_words(found.spent, VOICE)) == "Terbilang: dua ratus empat puluh dua juta rupiah."
    )


def test_a_district_points_to_the_province_for_its_budget() -> None:
    found = f.budget(example(), period=NOW, province=False)
    assert plain(narrative.budget(found, VOICE)) == (
        "Anggaran dan realisasinya tercatat di tingkat provinsi, tidak dirinci menurut kabupaten/kota."
    )


def test_target_words() -> None:
    assert narrative.target(f.TargetVerdict.NOT_SET, None, VOICE) == "target belum ditetapkan"
    assert narrative.target(f.TargetVerdict.OPEN, 0.75, VOICE) == "75,0%: belum dapat dipastikan"


def test_every_number_is_a_fact_with_its_machine_value() -> None:
    words = narrative.share(f.share(example(), "B1", period=NOW), VOICE)
    facts = {s.id: (s.value, s.text) for s in words if isinstance(s, Fact)}
    assert facts["B1.utama/semua/2025-S1/value"] == ("0.8048780488", "80,5 persen")
    assert facts["B1.utama/semua/2025-S1/bound_low"] == ("0.6875", "68,8 persen")
    assert facts["B4.belum_terpantau/semua/2025-S1/denominator"] == ("48", "48")
    assert not any(c.isdigit() for s in words if isinstance(s, str) for c in s)


def test_names_of_places_and_lists() -> None:
    assert plain(narrative.listed([("a",), ("b",), ("c",)], VOICE)) == "a, b, dan c"
    assert plain(narrative.listed([("a",), ("b",)], VOICE)) == "a dan b"
    assert plain(narrative.listed([], VOICE)) == ""


def test_the_year_of_an_audit_report_is_named_as_such() -> None:
    assert VOICE.group("tahun_lhp=2024") == "LHP tahun 2024"


def test_a_small_district_is_not_compared() -> None:
    found = f.places(
        public(share(60, 80, 90), share(9, 12, 12, group="kab_kota=malinau")),
        "B1",
        period=NOW,
        districts=["malinau"],
    )
    assert found[0].verdict is f.PlaceVerdict.TOO_FEW
    assert VOICE.verdicts.PLACE_SHORT[found[0].verdict] == "tidak cukup data untuk perbandingan"
    assert plain(narrative.compared(found, VOICE)) == (
        "Belum ada kabupaten/kota yang datanya cukup untuk dibandingkan."
    )


def test_a_mix_of_no_one() -> None:
    assert plain(
        narrative.mix(f.mix(public(mix({"tetap": 0} | {"menurun": 1}, period=BEFORE)), period=NOW), VOICE)
    ) == ("Belum ada penerima di Kota Tarakan yang masuk masa evaluasi pada Semester I Tahun 2025.")
