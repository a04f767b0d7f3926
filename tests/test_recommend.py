"""What is recommended, on what evidence, in which order: nothing without numbers that may be shown."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import builders
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from public_values import NOW, VOICE, causes, chain, example, public, row, share

from evalhelpers import formats
from evalhelpers.blocks import Fact
from evalhelpers.catalogue import COLUMNS
from evalhelpers.dictionary import codes
from evalhelpers.disclosure import Public, protect
from evalhelpers.narrative import Voice, plain
from evalhelpers.params import Condition, Deed, Rule, read_project
from evalhelpers.recommend import Action, derived, recommend

RULES = read_project(Path(__file__).parents[1]).recommendations
REPORT_DATE = date(2025, 7, 15)
GROUPS = {"penyebab": codes.CAUSE_GROUPS, "rinci": codes.CAUSE, "kelompok_usaha": codes.GROUPS}
LABELS = {name: {code.value: code.id for code in group} for name, group in GROUPS.items()}
DISTRICT = replace(VOICE, labels={**VOICE.labels, **LABELS})
PROVINCE = replace(DISTRICT, place="Provinsi Kalimantan Utara")
STOPPED, DECLINING = "berhenti_permanen", "menurun_atau_sementara"
CAUSED = {"P1": 2, "P2": 5, "P3": 5, "P4": 4, "P9": 1}
Values = list[dict[str, Any]]


def of_province(values: Public) -> Public:
    return Public(values.frame.assign(district="provinsi"))


def say(values: Public, rules: Sequence[Rule] = RULES, voice: Voice = DISTRICT) -> tuple[Action, ...]:
    return recommend(values, rules, voice, period=NOW, report_date=REPORT_DATE)


def ids(values: Public, *rules: Rule) -> list[str]:
    return [action.id for action in say(values, rules or RULES)]


def rule(name: str = "satu", replaces: tuple[str, ...] = (), **when: Any) -> Rule:
    """Return a rule that says what it counts."""
    condition = Condition(**when)
    action = f"Mengurus {{{condition.counts}}}" if condition.counts else "Mengurus"
    return Rule(
        id=name, when=condition, do=Deed(action=action, owner="x", days=1, effect="y."), replaces=replaces
    )


def count(code: str, measure: str, x: int, n: int) -> dict[str, Any]:
    return row(code, measure, value=x / n, numerator=x, denominator=n, missing=0)


def both(counts: dict[str, int]) -> Values:
    """Return the causes of both tables, the same in each."""
    return [*causes(counts), *causes(counts, DECLINING)]


def detail(code: str, stopped: int = 3, declining: int = 1) -> Values:
    """Return the causes of both tables with one detail among them."""
    found = both(CAUSED)
    for measure, x in ((STOPPED, stopped), (DECLINING, declining)):
        found.append({**count("C2", measure, x, sum(CAUSED.values())), "group": f"rinci={code}"})
    return found


def kinds(**counts: tuple[int, int]) -> Values:
    """Return C1 of all and by kind of business, each (stopped, known)."""
    x, n = (sum(pair[at] for pair in counts.values()) for at in (0, 1))
    parts = [share(a, b, b, "C1", group=f"kelompok_usaha={kind}") for kind, (a, b) in counts.items()]
    return [share(x, n, n, "C1"), *parts]


# Every rule the office begins with, read whole: action, owner, deadline, evidence, expected effect.

GOLDEN: dict[str, tuple[Any, ...]] = {
    "kunjungan": (
        "district", [share(53, 60, 60, "A4")],
        "Mengunjungi tatap muka 7 penerima yang belum dikunjungi dan mencatat keadaan usaha, laba, "
        "serta pendapatannya",
        "Dinas Sosial Kota Tarakan bersama pendamping",
        "13 September 2025",
        "Sebanyak 7 dari 60 penerima yang wajib dipantau belum dikunjungi tatap muka pada Semester I "
        "Tahun 2025.",
        "Keadaan usaha 7 penerima itu diharapkan diketahui pada laporan berikutnya.",
    ),
    "berhenti_sementara": (
        "district", [count("B4", "berhenti_sementara", 2, 62)],
        "Mengunjungi kembali 2 penerima yang usahanya berhenti sementara dan menyepakati waktu "
        "memulai lagi",
        "Dinas Sosial Kota Tarakan bersama pendamping",
        "29 Agustus 2025",
        "Usaha 2 dari 62 penerima berhenti sementara pada akhir Semester I Tahun 2025.",
        "Keadaan 2 usaha itu diharapkan jelas: berjalan kembali atau ditutup.",
    ),
    "belum_berjalan": (
        "province", [count("B4", "belum_berjalan", 5, 235)],
        "Mendampingi 5 penerima yang usahanya belum berjalan sampai bantuan dipakai untuk memulai "
        "usaha",
        "Dinas Sosial kabupaten/kota bersama pendamping",
        "29 Agustus 2025",
        "Usaha 5 dari 235 penerima belum berjalan pada akhir Semester I Tahun 2025.",
        "Sebanyak 5 usaha diharapkan mulai berjalan atau diketahui kendalanya.",
    ),
    "beban_pendamping": (
        "province", [count("A6", "melebihi", 4, 21)],
        "Membagi ulang penerima dampingan 4 pendamping yang melebihi beban baku atau menambah "
        "pendamping",
        "Dinas Sosial Provinsi",
        "13 Oktober 2025",
        "Sebanyak 4 dari 21 pendamping aktif mendampingi penerima lebih banyak daripada beban baku.",
        "Beban 4 pendamping itu diharapkan tidak lagi melebihi beban baku.",
    ),
    "pendampingan": (
        "province", both(CAUSED),
        "Menjadwalkan kunjungan pendamping dan pelatihan bagi 4 penerima dengan penyebab kurang "
        "pendampingan",
        "Dinas Sosial kabupaten/kota bersama pendamping",
        "13 September 2025",
        "Kurang pendampingan dicatat sebagai penyebab utama pada 4 dari 34 usaha yang berhenti "
        "permanen, menurun, atau berhenti sementara.",
        "Sebanyak 4 penerima diharapkan memperoleh pendampingan yang terjadwal.",
    ),
    "jenis_usaha": (
        "province", both(CAUSED),
        "Menilai kembali jenis usaha dan pasar bersama 10 penerima, lalu menyepakati penyesuaian atau "
        "ganti usaha",
        "Dinas Sosial kabupaten/kota bersama pendamping",
        "13 Oktober 2025",
        "Jenis usaha kurang tepat dicatat sebagai penyebab utama pada 10 dari 34 usaha yang berhenti "
        "permanen, menurun, atau berhenti sementara.",
        "Sebanyak 10 penerima diharapkan memiliki rencana usaha yang sesuai dengan keterampilan dan "
        "pasar setempat.",
    ),
    "faktor_eksternal": (
        "district", both(CAUSED),
        "Membahas kendala dari luar usaha bersama 10 penerima dan merujuknya kepada perangkat daerah "
        "yang berwenang",
        "Dinas Sosial Kota Tarakan",
        "13 Oktober 2025",
        "Faktor eksternal dicatat sebagai penyebab utama pada 10 dari 34 usaha yang berhenti "
        "permanen, menurun, atau berhenti sementara.",
        "Kendala dari luar usaha pada 10 penerima diharapkan ditangani atau dirujuk.",
    ),
    "bencana_cuaca": (
        "province", detail("31"),
        "Menyusun rencana pemulihan dan penyesuaian musim bersama 4 penerima dengan penyebab bencana "
        "atau cuaca",
        "Dinas Sosial kabupaten/kota bersama badan penanggulangan bencana daerah",
        "13 Oktober 2025",
        "Bencana/cuaca dicatat sebagai penyebab utama pada 4 dari 34 usaha yang berhenti permanen, "
        "menurun, atau berhenti sementara.",
        "Sebanyak 4 penerima diharapkan memiliki rencana usaha yang memperhitungkan bencana dan "
        "musim.",
    ),
    "harga": (
        "province", detail("32"),
        "Menghubungkan 4 penerima dengan penyebab harga bahan atau harga jual ke pemasok dan "
        "informasi harga",
        "Dinas Sosial Provinsi bersama dinas perdagangan",
        "13 Oktober 2025",
        "Harga bahan/jual dicatat sebagai penyebab utama pada 4 dari 34 usaha yang berhenti permanen, "
        "menurun, atau berhenti sementara.",
        "Sebanyak 4 penerima diharapkan memperoleh pilihan pemasok dan informasi harga.",
    ),
    "sakit_keluarga": (
        "province", detail("33"),
        "Menawarkan rujukan layanan kesehatan dan perlindungan sosial kepada keluarga 4 penerima "
        "dengan penyebab sakit, kematian, atau mengurus keluarga",
        "Dinas Sosial kabupaten/kota",
        "29 Agustus 2025",
        "Sakit/meninggal/mengurus keluarga dicatat sebagai penyebab utama pada 4 dari 34 usaha yang "
        "berhenti permanen, menurun, atau berhenti sementara.",
        "Keluarga 4 penerima diharapkan terhubung dengan layanan yang mereka perlukan.",
    ),
    "hama_penyakit": (
        "province", detail("34"),
        "Meminta pendampingan teknis penyuluh bagi 4 penerima dengan penyebab hama atau penyakit "
        "ternak dan tanaman",
        "Dinas Sosial Provinsi bersama dinas pertanian",
        "13 September 2025",
        "Hama/penyakit ternak-tanaman dicatat sebagai penyebab utama pada 4 dari 34 usaha yang "
        "berhenti permanen, menurun, atau berhenti sementara.",
        "Sebanyak 4 penerima diharapkan memperoleh bimbingan teknis penyuluh.",
    ),
    "persaingan": (
        "province", detail("36"),
        "Membantu 4 penerima dengan penyebab persaingan membedakan produk dan mencari pasar lain",
        "Dinas Sosial Provinsi bersama dinas koperasi dan usaha kecil",
        "13 Oktober 2025",
        "Persaingan dicatat sebagai penyebab utama pada 4 dari 34 usaha yang berhenti permanen, "
        "menurun, atau berhenti sementara.",
        "Sebanyak 4 penerima diharapkan memiliki rencana produk dan pasar.",
    ),
    "akses": (
        "province", detail("37"),
        "Membahas kendala transportasi dan akses 4 penerima dengan dinas perhubungan dan pemerintah "
        "desa",
        "Dinas Sosial kabupaten/kota",
        "13 Oktober 2025",
        "Transportasi/akses dicatat sebagai penyebab utama pada 4 dari 34 usaha yang berhenti "
        "permanen, menurun, atau berhenti sementara.",
        "Kendala akses 4 penerima diharapkan ditangani atau masuk usulan kegiatan daerah.",
    ),
    "pengelolaan_bantuan": (
        "district", both(CAUSED),
        "Memberi bimbingan pengelolaan modal dan utang kepada 8 penerima dengan penyebab penggunaan "
        "bantuan atau perilaku, serta mencatat yang beralih pekerjaan",
        "Dinas Sosial Kota Tarakan bersama pendamping",
        "13 September 2025",
        "Penggunaan bantuan/perilaku dicatat sebagai penyebab utama pada 8 dari 34 usaha yang "
        "berhenti permanen, menurun, atau berhenti sementara.",
        "Sebanyak 8 penerima diharapkan memiliki rencana pengelolaan modal atau tercatat beralih "
        "pekerjaan.",
    ),
    "penyebab_belum_diketahui": (
        "district", both(CAUSED),
        "Menanyakan dan mencatat penyebab pada 2 usaha yang penyebabnya belum diketahui",
        "Pendamping",
        "29 Agustus 2025",
        "Penyebab utama belum diketahui pada 2 dari 34 usaha yang berhenti permanen, menurun, atau "
        "berhenti sementara.",
        "Penyebab pada 2 usaha itu diharapkan tercatat sehingga tindakannya dapat ditentukan.",
    ),
    "kelompok_usaha": (
        "province", kinds(perikanan=(10, 40), kuliner=(3, 92), jasa_kerajinan=(6, 20), peternakan=(2, 9)),
        "Meninjau kelayakan dan pasar kelompok usaha perikanan serta jasa, kerajinan, dan lainnya "
        "sebelum usulan berikutnya ditetapkan, dimulai dari 16 usaha yang berhenti permanen",
        "Dinas Sosial Provinsi",
        "12 November 2025",
        "Kelompok usaha yang berkaitan dengan usaha berhenti permanen: perikanan 10 dari 40; jasa, "
        "kerajinan, dan lainnya 6 dari 20; kelompok usaha lainnya 5 dari 101.",
        "Asesmen usulan berikutnya diharapkan memuat kendala yang dicatat pada 16 usaha kelompok itu.",
    ),
    "laba": (
        "district", [share(33, 41, 48), share(19, 39, 48, "B3", "berkembang")],
        "Menyusun rencana peningkatan laba bersama 12 penerima yang usahanya berjalan tetapi belum "
        "mencapai ambang kenaikan laba",
        "Dinas Sosial Kota Tarakan bersama pendamping",
        "13 Oktober 2025",
        "Sebanyak 12 dari 33 usaha yang masih berjalan diketahui belum mencapai ambang kenaikan laba.",
        "Sebanyak 12 penerima diharapkan memiliki rencana produk, harga, dan pemasaran.",
    ),
    "pemutakhiran_dtsen": (
        "district", [share(5, 43, 50, "D2")],
        "Mengusulkan pemutakhiran DTSEN bagi 5 penerima yang memenuhi indikasi keluar dari kategori "
        "fakir miskin (proksi)",
        "Dinas Sosial Kota Tarakan",
        "13 September 2025",
        "Sebanyak 5 dari 43 penerima yang sebelum bantuan di bawah garis kemiskinan dan dapat dinilai "
        "memenuhi indikasi keluar dari kategori fakir miskin (proksi).",
        "Keadaan 5 penerima itu diharapkan ditetapkan melalui pemutakhiran DTSEN.",
    ),
    "penyaluran": (
        "district", [share(17, 20, 20, "A1")],
        "Menyalurkan 3 bantuan tahun 2025 yang sudah ditetapkan dengan SK tetapi belum disalurkan",
        "Dinas Sosial Provinsi",
        "13 September 2025",
        "Sebanyak 3 dari 20 bantuan dalam SK tahun anggaran 2025 belum disalurkan.",
        "Sebanyak 3 bantuan diharapkan sampai kepada penerima dalam tahun anggaran berjalan.",
    ),
    "sk_belum_disalurkan": (
        "district", [*chain({"sk_perlu_penjelasan": 5_500_000}), share(17, 20, 20, "A1")],
        "Menjelaskan keadaan 10 bantuan tahun 2025 senilai Rp5,5 juta yang belum disalurkan sampai "
        "tahun anggaran berakhir",
        "Dinas Sosial Provinsi",
        "14 Agustus 2025",
        "Rantai rupiah tahun 2025: Rp5,5 juta pada 10 bantuan dalam SK tidak disalurkan sampai akhir "
        "tahun anggaran dan perlu penjelasan.",
        "Nilai Rp5,5 juta itu diharapkan jelas: disalurkan, disetor kembali, atau dibatalkan.",
    ),
    "bukti": (
        "district", [share(77, 102, 102, "E2"), row("E2", "belum_rp", value=76_500_000)],
        "Melengkapi bukti pertanggungjawaban 25 bantuan senilai Rp76,5 juta",
        "Dinas Sosial Kota Tarakan bersama penerima",
        "13 September 2025",
        "Bukti 25 dari 102 bantuan yang buktinya sudah harus ada belum lengkap.",
        "Bukti 25 bantuan itu diharapkan lengkap sehingga Rp76,5 juta dapat dipertanggungjawabkan.",
    ),
    "sp2d_belum_disalurkan": (
        "province", chain({"salur_perlu_penjelasan": 4_000_000}),
        "Menjelaskan SP2D neto tahun 2025 sebesar Rp4 juta yang belum tercatat disalurkan kepada "
        "penerima",
        "Dinas Sosial Provinsi",
        "14 Agustus 2025",
        "Rantai rupiah tahun 2025: selisih SP2D neto dan penyaluran Rp4 juta perlu penjelasan.",
        "Selisih Rp4 juta diharapkan terjelaskan dengan bukti penyaluran atau setoran kembali.",
    ),
    "salur_melebihi_sp2d": (
        "province", chain({"salur_perlu_penjelasan": -4_000_000}),
        "Mencocokkan catatan SP2D dan penyaluran tahun 2025, yang selisihnya −Rp4 juta: penyaluran "
        "melebihi SP2D neto",
        "Dinas Sosial Provinsi",
        "14 Agustus 2025",
        "Rantai rupiah tahun 2025: selisih SP2D neto dan penyaluran −Rp4 juta perlu penjelasan.",
        "Catatan SP2D dan penyaluran diharapkan cocok sehingga selisih −Rp4 juta terjelaskan.",
    ),
    "aset_tidak_ada": (
        "province", chain({"terlihat_perlu_penjelasan": 6_500_000}),
        "Menelusuri aset 10 bantuan tahun 2025 senilai Rp6,5 juta yang tidak ada lagi pada kunjungan "
        "terakhir",
        "Dinas Sosial kabupaten/kota",
        "29 Agustus 2025",
        "Rantai rupiah tahun 2025: aset 10 bantuan senilai Rp6,5 juta tidak ada lagi pada kunjungan "
        "terakhir dan perlu penjelasan.",
        "Keberadaan aset 10 bantuan itu diharapkan jelas dan tercatat.",
    ),
    "aset_usaha_tidak_aktif": (
        "province", chain({"aktif_perlu_penjelasan": 6_500_000}),
        "Menetapkan tindak lanjut atas aset 10 bantuan tahun 2025 senilai Rp6,5 juta yang usahanya "
        "tidak aktif",
        "Dinas Sosial kabupaten/kota",
        "13 September 2025",
        "Rantai rupiah tahun 2025: Rp6,5 juta pada 10 bantuan belum sampai pada usaha yang aktif dan "
        "perlu penjelasan.",
        "Aset 10 bantuan itu diharapkan dipakai kembali atau jelas penyelesaiannya.",
    ),
    "aset_atau_usaha_tidak_aktif": (
        "district", chain({"aktif_perlu_penjelasan": 6_500_000}),
        "Menjelaskan keadaan 10 bantuan tahun 2025 senilai Rp6,5 juta yang asetnya tidak ada lagi "
        "atau usahanya tidak aktif",
        "Dinas Sosial Kota Tarakan",
        "29 Agustus 2025",
        "Rantai rupiah tahun 2025: Rp6,5 juta pada 10 bantuan belum sampai pada usaha yang aktif dan "
        "perlu penjelasan.",
        "Keberadaan aset dan keadaan usaha 10 bantuan itu diharapkan jelas dan tercatat.",
    ),
    "peruntukan": (
        "district", [share(6, 57, 62, "E4")],
        "Mengklarifikasi penggunaan aset bantuan kepada 6 penerima dan menyampaikan hasilnya kepada "
        "Inspektorat",
        "Dinas Sosial Kota Tarakan",
        "29 Agustus 2025",
        "Pada 6 dari 57 penerima yang asetnya dilihat tercatat indikasi tidak sesuai peruntukan. "
        "Indikasi, belum merupakan hasil pemeriksaan.",
        "Keterangan atas indikasi pada 6 penerima itu diharapkan jelas dan tercatat.",
    ),
    "klarifikasi": (
        "province", [share(8, 78, 78, "E3"), share(3, 39, 78, "E3", "bansos_serupa")],
        "Mengklarifikasi 8 bantuan yang ditandai kepada penerima dan instansi terkait, lalu mencatat "
        "hasilnya",
        "Dinas Sosial Provinsi",
        "29 Agustus 2025",
        "Sebanyak 8 dari 78 bantuan yang diperiksa ditandai dengan satu hal atau lebih yang perlu "
        "diklarifikasi. Indikasi, belum merupakan hasil pemeriksaan.",
        "Keterangan atas 8 bantuan itu diharapkan jelas sebelum pemeriksaan.",
    ),
    "bantuan_serupa": (
        "province", [share(3, 39, 78, "E3", "bansos_serupa")],
        "Mencocokkan 3 bantuan yang penerimanya tercatat menerima bantuan serupa dengan instansi "
        "pemberi bantuan itu",
        "Dinas Sosial Provinsi",
        "29 Agustus 2025",
        "Sebanyak 3 dari 39 bantuan yang diperiksa tercatat pada penerima bantuan serupa. Indikasi, "
        "belum merupakan hasil pemeriksaan.",
        "Keterangan atas 3 bantuan itu diharapkan jelas sebelum pemeriksaan.",
    ),
    "hasil_pemeriksaan": (
        "province", [count("E5", "lewat_tenggat", 2, 4)],
        "Menyelesaikan 2 rekomendasi pemeriksaan yang lewat tenggat dan menyampaikan buktinya kepada "
        "pemeriksa",
        "Dinas Sosial Provinsi",
        "14 Agustus 2025",
        "Sebanyak 2 dari 4 rekomendasi pemeriksaan yang tenggatnya ditetapkan belum selesai dan lewat "
        "tenggat.",
        "Sebanyak 2 rekomendasi pemeriksaan diharapkan berstatus selesai.",
    ),
    "rekomendasi_lalu": (
        "district", [share(5, 6, 6, "E7")],
        "Menyelesaikan 1 tindakan dari laporan sebelumnya yang tenggatnya sudah tiba atau menetapkan "
        "tenggat baru",
        "Penanggung jawab setiap tindakan",
        "14 Agustus 2025",
        "Sebanyak 1 dari 6 tindakan laporan sebelumnya yang tenggatnya sudah tiba belum selesai.",
        "Sebanyak 1 tindakan diharapkan selesai atau memiliki tenggat baru.",
    ),
    "pendapatan": (
        "district", [share(33, 41, 48), share(12, 38, 48, "D1")],
        "Menanyakan dan mencatat pendapatan rumah tangga 3 penerima pada kunjungan berikutnya",
        "Pendamping",
        "13 Oktober 2025",
        "Pendapatan rumah tangga 3 dari 41 penerima yang keadaan usahanya diketahui belum tercatat "
        "lengkap.",
        "Pendapatan 3 penerima itu diharapkan dapat dibandingkan dengan garis kemiskinan.",
    ),
    "data_awal": (
        "district", [share(9, 49, 54, "D1", "awal")],
        "Melengkapi pendapatan sebelum bantuan bagi 5 penerima dari berkas usulan atau asesmen",
        "Dinas Sosial Kota Tarakan",
        "13 September 2025",
        "Pendapatan rumah tangga sebelum bantuan belum diketahui bagi 5 penerima yang pendapatannya "
        "sekarang diketahui.",
        "Keadaan 5 penerima itu diharapkan dapat dibandingkan sebelum dan sesudah bantuan.",
    ),
}  # fmt: skip


def golden(name: str) -> tuple[Public, Voice]:
    level, values = GOLDEN[name][:2]
    return (of_province(public(values)), PROVINCE) if level == "province" else (public(values), DISTRICT)


def test_every_rule_of_the_office_is_read_here() -> None:
    assert list(GOLDEN) == [one.id for one in RULES]


@pytest.mark.parametrize("name", GOLDEN)
def test_the_words_of_each_rule(name: str) -> None:
    values, voice = golden(name)
    (one,) = (action for action in say(values, voice=voice) if action.id == name)
    said = (plain(one.text), one.owner, one.deadline, plain(one.evidence), plain(one.effect))
    assert said == GOLDEN[name][2:]


def test_the_office_claims_no_cause_and_no_rank_and_is_brief() -> None:
    forbidden = re.compile(
        r"karena|berdampak|akibat|menyebabkan|berkat|tertinggi|terendah|terbanyak|paling", re.I
    )
    for one in RULES:
        action, effect = one.do.action, one.do.effect
        assert len(action.split()) <= 30
        assert action[0].isupper()
        assert not action.endswith(".")
        assert effect.endswith(".")
        assert "diharapkan" in effect
        assert not forbidden.search(f"{action} {effect}"), one.id
        assert not re.search(r"\b\d", f"{action} {effect}"), "numbers come from the values"


# Evidence


def test_without_evidence_nothing_is_recommended() -> None:
    assert say(public()) == ()
    assert say(public(share(60, 60, 60, "A4"), share(5, 5, 5, "E7"), chain({"sk_perlu_penjelasan": 0}))) == ()


@pytest.mark.parametrize("name", GOLDEN)
def test_a_hidden_cell_is_no_evidence(name: str) -> None:
    values, voice = golden(name)
    frame = values.frame.assign(hidden="<5")
    frame.loc[:, ["value", "numerator", "low", "high", "bound_low", "bound_high"]] = float("nan")
    assert say(Public(frame), voice=voice) == ()


def test_raw_values_are_refused() -> None:
    with pytest.raises(TypeError, match=r"disclosure\.protect"):
        say(example().frame)  # type: ignore[arg-type]


def test_a_cause_hidden_in_one_table_rests_on_the_other_alone() -> None:
    values = public(causes(CAUSED, hidden="P2"), causes({"P2": 3, "P3": 4}, DECLINING))
    (action,) = (one for one in say(values) if one.id == "jenis_usaha")
    assert action.persons is not None
    assert (action.persons.id, action.persons.value) == (f"C2.{DECLINING}/penyebab=P2/{NOW}/numerator", 3)
    assert plain(action.evidence) == (
        "Jenis usaha kurang tepat dicatat sebagai penyebab utama pada 3 dari 7 usaha yang menurun atau berhenti "
        "sementara."
    )


def test_a_detail_whose_group_is_hidden_stands_out_of_nothing() -> None:
    values = [{**one, "hidden": "*"} if one["group"] == "penyebab=P3" else one for one in detail("31")]
    for one in values:
        if one.get("hidden"):
            one.update(value=None, numerator=None)
    assert ids(public(values), rule(cause="31", at_least_share=0.01)) == []
    assert ids(public(values), rule(cause="31")) == ["satu"]


def test_a_count_less_one_that_is_hidden_is_not_known() -> None:
    hidden = {**row("B1"), "denominator": 41, "missing": 7, "hidden": "*"}
    assert "pendapatan" in ids(public(share(12, 38, 48, "D1"), share(33, 41, 48)))
    assert "pendapatan" not in ids(public(share(12, 38, 48, "D1"), hidden))


def test_a_rule_is_for_its_level() -> None:
    values = public(chain({"aktif_perlu_penjelasan": 6_500_000}))
    assert ids(values) == ["aset_atau_usaha_tidak_aktif"]
    assert ids(of_province(values)) == ["aset_usaha_tidak_aktif"]


def test_the_chain_is_that_of_the_periods_year() -> None:
    values = public(chain({"aktif_perlu_penjelasan": 6_500_000}, group="tahun=2024"))
    assert say(values) == ()


def test_counts_taken_off_one_another_are_the_persons_themselves() -> None:
    """Six active without a gain, five active with one, two active with no baseline, three stopped, four unseen."""
    kinds_of = {"datar": 6, "naik": 5, "tanpa_awal": 2, "berhenti": 3, "tak_terlihat": 4}
    grants, visits = [], []
    for kind, n in kinds_of.items():
        for at in range(n):
            person = f"{kind}{at}"
            profit = None if kind == "tanpa_awal" else 1_000_000
            grants.append(builders.grant(person, laba_baseline=profit, tgl_baseline="2024-05-01"))
            if kind != "tak_terlihat":
                status = "berhenti_permanen" if kind == "berhenti" else "tetap"
                now = {"datar": 1_000_000, "naik": 2_000_000, "tanpa_awal": 900_000}.get(kind)
                # Three of those who are active do not tell their household's income.
                told = {} if kind == "datar" and at < 3 else {"pendapatan_rt_bulan": 3e6, "jml_anggota_rt": 3}
                visits.append(builders.visit(person, status=status, laba_bulan=now, **told))
    values = protect(builders.values(builders.tables(grants, visits), district="provinsi"))
    found = {one.id: one.persons.value for one in say(values, voice=PROVINCE) if one.persons}
    assert (found["laba"], found["pendapatan"], found["kunjungan"]) == (6, 3, 4)


# Thresholds


@pytest.mark.parametrize(
    ("when", "values", "applies"),
    [
        ({"indicator": "A4", "concerned": "unmet", "at_least": 7}, [share(53, 60, 60, "A4")], True),
        ({"indicator": "A4", "concerned": "unmet", "at_least": 8}, [share(53, 60, 60, "A4")], False),
        ({"indicator": "A4", "below": 0.7}, [share(42, 60, 60, "A4")], False),
        ({"indicator": "A4", "below": 0.7}, [share(41, 60, 60, "A4")], True),
        ({"indicator": "A4", "above": 0.7}, [share(42, 60, 60, "A4")], False),
        ({"indicator": "A4", "above": 0.7}, [share(43, 60, 60, "A4")], True),
        ({"indicator": "A4", "above": 0.5, "below": 0.7}, [share(30, 60, 60, "A4")], False),
        ({"indicator": "D1", "below": 0.5}, [share(0, 0, 48, "D1")], False),
        ({"indicator": "D1", "concerned": "missing"}, [share(0, 0, 48, "D1")], True),
        ({"indicator": "A4", "concerned": "met"}, [share(0, 60, 60, "A4")], False),
        ({"cause": "P2", "at_least": 10}, both(CAUSED), True),
        ({"cause": "P2", "at_least": 11}, both(CAUSED), False),
        ({"cause": "P2", "cases": STOPPED, "at_least": 5}, both(CAUSED), True),
        ({"cause": "P2", "cases": STOPPED, "at_least": 6}, both(CAUSED), False),
        ({"cause": "31", "at_least_share": 0.4}, detail("31", 3, 1), True),
        ({"cause": "31", "at_least_share": 0.4}, detail("31", 3, 0), False),
        ({"cause": "P1", "at_least_share": 0.1}, both({"P1": 1, "P2": 9}), True),
        ({"cause": "P1", "at_least_share": 0.11}, both({"P1": 1, "P2": 9}), False),
        # 0.3 less 0.2 is a tenth, though not in binary numbers.
        ({"indicator": "C1", "kind": "each", "margin": 0.1}, kinds(kuliner=(3, 10), jasa_kerajinan=(4, 20)), True),
        ({"indicator": "C1", "kind": "each", "margin": 0.11}, kinds(kuliner=(3, 10), jasa_kerajinan=(4, 20)), False),
        ({"indicator": "C1", "kind": "each", "margin": 0.1}, kinds(kuliner=(9, 9), jasa_kerajinan=(0, 90)), False),
        ({"indicator": "C1", "kind": "each", "margin": 0.1}, kinds(kuliner=(9, 90), jasa_kerajinan=(0, 9)), False),
        ({"indicator": "C1", "kind": "kuliner", "margin": 0.1}, kinds(kuliner=(0, 20), pertanian=(9, 20)), False),
        ({"indicator": "C1", "kind": "pertanian", "margin": 0.1}, kinds(kuliner=(0, 20), pertanian=(9, 20)), True),
    ],
)  # fmt: skip
def test_a_rule_applies_from_its_threshold_on(when: dict[str, Any], values: Values, applies: bool) -> None:
    assert ids(public(values), rule(**when)) == (["satu"] if applies else [])


# Order and replacement


def test_those_about_most_persons_come_first_and_equal_ones_as_the_office_has_them() -> None:
    values = public(
        share(53, 60, 60, "A4"), share(10, 30, 30, "B8"), share(50, 57, 57, "B6"), share(1, 9, 9, "E7")
    )
    names = [("audit", "E7"), ("visits", "A4"), ("savers", "B8"), ("profit", "B6")]
    given = [rule(name, indicator=code, concerned="unmet") for name, code in names]
    assert ids(values, *given) == ["savers", "visits", "profit", "audit"]
    assert say(values, given)[-1].persons is None  # recommendations of an audit are no persons
    assert ids(values, *reversed(given)) == ["savers", "profit", "visits", "audit"]


def test_a_more_specific_rule_takes_the_place_of_the_general_only_where_it_applies() -> None:
    assert "faktor_eksternal" not in ids(of_province(public(detail("31", 3, 1))))
    assert "bencana_cuaca" in ids(of_province(public(detail("31", 3, 1))))
    assert "faktor_eksternal" in ids(of_province(public(detail("31", 3, 0))))


def test_what_is_replaced_still_takes_the_place_of_others() -> None:
    given = [
        rule("a", indicator="A4", concerned="unmet"),
        rule("b", ("a",), indicator="A4", concerned="unmet"),
    ]
    given.append(rule("c", ("b",), indicator="A4", concerned="unmet"))
    assert ids(public(share(53, 60, 60, "A4")), *given) == ["c"]


# Words


@pytest.mark.parametrize(
    ("when", "value", "said"),
    [
        ({"indicator": "B8", "concerned": "unmet"}, share(10, 30, 48, "B8"), "Menabung: 10 dari 30."),
        ({"indicator": "B8", "concerned": "missing"}, share(10, 30, 48, "B8"), "Menabung: 10 dari 30; belum diketahui 18."),
        ({"indicator": "B8", "concerned": "missing"}, share(0, 0, 48, "B8"), "Menabung: belum diketahui 48."),
        ({"indicator": "B8", "below": 0.9}, share(5, 8, 8, "B8"), "Menabung: 5 dari 8."),
        ({"indicator": "A7", "above": 30}, row("A7", value=45, denominator=40, missing=3), "Lama penyaluran (median): 45 hari."),
        ({"indicator": "E1", "below": 0.9}, row("E1", value=0.5, numerator=5e7, denominator=1e8), "Serapan anggaran: 50,0 persen."),
        ({"indicator": "B5.median_rp", "below": 0}, row("B5", "median_rp", value=-250_000, denominator=30), "Median perubahan laba (Rp): −Rp250.000."),
    ],
)  # fmt: skip
def test_an_indicator_that_the_office_adds_has_a_sentence_too(
    when: dict[str, Any], value: Any, said: str
) -> None:
    (action,) = say(public(value), [rule(**when)])
    assert plain(action.evidence) == said


def test_a_cause_that_nobody_knows_is_said_to_be_unknown() -> None:
    (action,) = say(public(causes({"P9": 3})), [rule(cause="P9")])
    assert (
        plain(action.evidence) == "Penyebab utama belum diketahui pada 3 dari 3 usaha yang berhenti permanen."
    )


def test_kinds_of_business_are_named_with_all_others_beside_them_and_no_rank() -> None:
    counts = kinds(pertanian=(6, 20), kuliner=(6, 20), perdagangan=(0, 100))
    (action,) = (one for one in say(public(counts)) if one.id == "kelompok_usaha")
    assert "kelompok usaha kuliner serta pertanian" in plain(action.text)  # in the dictionary's order
    assert plain(action.evidence).endswith(
        "kuliner 6 dari 20; pertanian 6 dari 20; kelompok usaha lainnya 0 dari 100."
    )


# Every number is one of the public values, or one that `derived` gives


@settings(max_examples=60)
@given(st.data())
def test_every_number_in_words_is_a_number_of_the_values(data: st.DataObject) -> None:
    def some(code: str, measure: str = "utama", group: str = "semua", everyone: int = 0) -> dict[str, Any]:
        n = data.draw(st.integers(0, everyone))
        return share(data.draw(st.integers(0, n)), n, everyone, code, measure, group)

    everyone = data.draw(st.integers(1, 80))
    names = [
        ("A1", "utama"),
        ("A4", "utama"),
        ("B1", "utama"),
        ("B3", "berkembang"),
        ("D1", "utama"),
        ("D1", "awal"),
    ]
    names += [
        ("D2", "utama"),
        ("E2", "utama"),
        ("E4", "utama"),
        ("B4", "berhenti_sementara"),
        ("E7", "utama"),
    ]
    values = [some(code, measure, everyone=everyone) for code, measure in names]
    values += kinds(
        kuliner=(data.draw(st.integers(0, 12)), 12), perikanan=(data.draw(st.integers(0, 30)), 30)
    )
    values += chain({"aktif_perlu_penjelasan": data.draw(st.integers(0, 10**8))})
    values.append(row("E2", "belum_rp", value=data.draw(st.integers(0, 10**9))))
    hidden = "".join(data.draw(st.lists(st.sampled_from(["P1", "P2", "P3"]), max_size=2)))
    for measure in (STOPPED, DECLINING):
        counted = {cause: data.draw(st.integers(0, 9)) for cause in ("P1", "P2", "P3", "P4")} | {"P9": 1}
        values += causes(counted, measure, hidden=hidden)
    shown = public(values)
    actions = say(shown)
    known = {
        f"{one.code}.{one.measure}/{one.group}/{one.period}/{column}": formats.machine(getattr(one, column))
        for one in shown.frame.itertuples()
        for column in COLUMNS[5:13]
    }
    own = derived(actions)
    assert not own.keys() & known.keys()
    known |= {name: formats.machine(value) for name, value in own.items()}
    for action in actions:
        facts = [span for words in (action.text, action.effect, action.evidence) for span in words]
        facts = [span for span in facts if isinstance(span, Fact)]
        assert facts, "nothing is recommended without a number"
        assert all(known[fact.id] == fact.value for fact in facts)
        if action.persons:
            assert known[action.persons.id] == formats.machine(action.persons.value)
            assert action.persons.value >= 1
    sizes = [action.persons.value if action.persons else 0 for action in actions]
    assert sizes == sorted(sizes, reverse=True)
