"""The words of an auditor's books and lists, and of what is printed about one number."""

from __future__ import annotations

ROLES = {
    "pembilang": "Pembilang",
    "penyebut": "Penyebut saja",
    "belum_diketahui": "Belum diketahui",
    "tidak_dihitung": "Tidak dihitung",
}
REASONS = {
    "belum_pernah_dikunjungi": "Belum pernah dikunjungi secara sah",
    "belum_terpantau": "Kunjungan sah terakhir sebelum jendela pemantauan",
    "tidak_dikunjungi_periode_ini": "Tidak ada kunjungan sah pada periode ini",
    "tidak_dikunjungi_waktu_itu": "Tidak ada kunjungan sah di sekitar waktu itu",
    "aset_belum_dilihat": "Aset bantuan belum dilihat",
    "jawaban_kosong": "Isian yang diperlukan kosong atau belum cukup",
    "belum_diserahkan": "Belum diserahkan",
    "tidak_diperiksa": "Tidak diperiksa",
    "tanggal_selesai_kosong": "Dinyatakan selesai tanpa tanggal",
    "bantuan_batal": "Bantuan dibatalkan",
    "tanpa_tanggal_sk": "Tanggal SK kosong",
    "sk_sesudah_periode": "SK sesudah akhir periode",
    "tahun_anggaran_lain": "Tahun anggaran lain",
    "belum_jatuh_tempo": "Belum lewat masa tunggu setelah serah terima",
    "bukti_belum_waktunya": "Batas waktu bukti belum lewat",
    "bantuan_lain_yang_menentukan": "Orang ini dihitung menurut bantuannya yang lain",
    "meninggal_sebelum_serah": "Penerima meninggal sebelum serah terima",
    "lewat_masa_pantau": "Sudah lewat masa pemantauan",
    "tidak_wajib_dipantau": "Tidak wajib dikunjungi pada periode ini",
    "sudah_berhenti_permanen": "Usaha sudah berhenti permanen",
    "waktunya_belum_lewat": "Waktu itu dan masa kunjungannya belum lewat",
    "bukan_kasus": "Usahanya tidak menurun dan tidak berhenti",
    "tidak_berhenti_sebelumnya": "Usahanya tidak berhenti pada akhir periode sebelumnya",
    "tidak_di_bawah_garis_sebelum_bantuan": "Tidak diketahui di bawah garis kemiskinan sebelum bantuan",
    "di_luar_pengertian": "Di luar pengertian indikator ini",
}
TITLE = "Asal angka {place}, {period}"
SAMPLE = "DATA CONTOH, bukan data sebenarnya"
TITLES = {"contents": "Daftar isi", "rows": "{code} baris"}
WARNING = (
    "Hanya untuk kantor dan pemeriksa: memuat data perorangan tersamar, dan sel kecil tidak disembunyikan. "
    "Nama dan NIK tidak ada di sini; orangnya dicari lewat berkas, lembar, dan baris asal."
)
DATA_TO = "Data sampai {date}"
NO_DATA = "Belum ada kunjungan sampai akhir periode"
CONTENTS = {
    "code": "Kode",
    "name": "Indikator",
    "measure": "Ukuran",
    "group": "Kelompok",
    "value": "Nilai",
    "unit": "Satuan",
    "sheet": "Angkanya",
    "rows_sheet": "Barisnya",
    "rows": "Banyaknya baris",
    "left_out": "Tidak dihitung",
}
ABOUT = {
    "definition": "Definisi",
    "numerator": "Pembilang",
    "denominator": "Penyebut",
    "rules": "Aturan metode evaluasi",
    "tables": "Tabel sumber",
}
VALUES = {
    "id": "ukuran",
    "measure": "nama ukuran",
    "group": "kelompok",
    "label": "nama kelompok",
    "value": "nilai",
    "unit": "satuan",
    "numerator": "pembilang",
    "denominator": "penyebut",
    "missing": "belum diketahui",
    "low": "selang 95% bawah",
    "high": "selang 95% atas",
    "bound_low": "batas terendah",
    "bound_high": "batas tertinggi",
    "met": "baris pembilang",
    "counted": "baris penyebut saja",
    "unknown": "baris belum diketahui",
}
ROWS = {
    "measure": "ukuran",
    "group": "kelompok",
    "role": "peran",
    "reason": "alasan",
    "amount": "jumlah",
    "id_penerima": "id_penerima",
    "id_bantuan": "id_bantuan",
    "table": "tabel",
    "key": "kunci baris",
    "berkas": "berkas",
    "lembar": "lembar",
    "baris": "baris",
    "visit_day": "tgl kunjungan penentu",
    "visit_berkas": "berkas kunjungan",
    "visit_lembar": "lembar kunjungan",
    "visit_baris": "baris kunjungan",
}
LEFT_OUT = {"reason": "Bantuan yang tidak dihitung, menurut alasan", "count": "banyaknya"}
TOTAL = "Jumlah"
NOTES = {
    "no_values": "Tidak ada angka untuk indikator ini pada halaman dan periode ini.",
    "rows": "Baris di balik angka ada pada lembar {sheet}: {listed} baris, termasuk {left_out} bantuan yang "
    "tidak dihitung.",
    "some_groups": "Yang didaftar ialah baris di balik kelompok {all}; kelompok lain terdiri atas sebagian "
    "baris yang sama.",
    "every_group": "Ukuran tanpa kelompok {all} didaftar menurut semua kelompoknya.",
    "asked": "Yang didaftar ialah baris di balik angka yang diminta.",
    "no_rows": "Sebagian angka berasal dari tabel acuan atau dari jumlah per rekening dan tidak punya baris "
    "sendiri: {measures}.",
    "cut": "Lembar {sheet} hanya memuat {listed} baris pertama dari {all}: batas Excel. Buka angka itu satu "
    "per satu dengan `evalhelpers trace`.",
    "visits": "Tanggal dan tempat kunjungan ialah kunjungan yang menentukan; kosong bila tidak ada.",
}

VALUE_LINE = "{measure}, {group} ({id}): {value}"
EXACT = "{shown}, tepatnya {exact}"
NO_VALUE = "tidak ada nilai"
COUNTS = {
    "numerator": "pembilang {count}",
    "denominator": "penyebut {count}",
    "missing": "belum diketahui {count}",
}
INTERVAL_LINE = "selang kepercayaan 95%: {low} sampai {high}"
BOUNDS_LINE = (
    "batas yang mungkin: {low} bila semua yang belum diketahui tidak memenuhi, {high} bila semuanya memenuhi"
)
ROLES_LINE = "baris: {roles}"
ROLE_PART = "{count} {role}"
AMOUNT_LINE = "jumlah dari baris: {met} pembilang; {counted} penyebut saja"
UNKNOWN_LINE = "yang belum diketahui:"
REASON_PART = "{reason}: {count}"
NO_ROWS_LINE = "tanpa baris sendiri: dari tabel acuan, atau jumlah per rekening (lihat E1)"
LEFT_OUT_LINE = "Bantuan yang tidak dihitung: {count}"
LEFT_OUT_NONE = "Tidak ada bantuan yang tidak dihitung."
MORE_GROUPS = "{count} angka lain dari indikator ini ada di buku."
SAME = "Sama dengan angka halaman yang terbit ({path})."
DIFFERENT = (
    "BERBEDA dari halaman yang terbit ({path}): {ids}. Data, parameter, atau program berubah setelah halaman "
    "dibuat; jalankan `evalhelpers run {period}`."
)
NOT_PUBLISHED = "Halaman ini belum terbit; angka tidak dapat dibandingkan."
BOOK = "Ditulis: {path}"
HIDDEN = "{count} angka disembunyikan pada halaman yang terbit dan tidak dibandingkan."

SPOT = {
    "title": "Uji petik {place}, {period}",
    "list": "Daftar uji petik",
    "how": "Cara pengambilan",
}
SPOT_COLUMNS = {
    "number": "no",
    "id_penerima": "id_penerima",
    "id_bantuan": "id_bantuan",
    "place": "kabupaten/kota",
    "kode_kecamatan": "kode kecamatan",
    "stratum": "strata",
    "status": "keadaan usaha tercatat",
    "visit_day": "tgl kunjungan",
    "berkas": "berkas register",
    "lembar": "lembar register",
    "baris": "baris register",
    "visit_berkas": "berkas kunjungan",
    "visit_lembar": "lembar kunjungan",
    "visit_baris": "baris kunjungan",
    "weight": "bobot",
}
SPOT_FOUND = "keadaan usaha ditemukan"
SPOT_BLANK = (
    "tgl uji petik",
    "keadaan usaha ditemukan",
    "aset ditemukan",
    "bukti",
    "catatan",
    "nama pemeriksa",
)
STRATA = {
    "aktif": "Masih berjalan",
    "berhenti_permanen": "Berhenti permanen",
    "lainnya": "Keadaan lain",
    "belum_terpantau": "Belum terpantau",
}
SPOT_TABLE = {
    "place": "kabupaten/kota",
    "stratum": "strata",
    "population": "penerima (N)",
    "sample": "diambil (n)",
    "weight": "bobot (N/n)",
}
SPOT_FACTS = {
    "period": "Periode",
    "data_to": "Data sampai",
    "population": "Penerima yang dievaluasi (N)",
    "asked": "Banyaknya yang diminta",
    "sample": "Banyaknya yang diambil (n)",
    "seed": "Benih acak",
}
SPOT_HOW = (
    "Yang diambil ialah penerima yang dievaluasi pada akhir periode, dari seluruh provinsi.",
    "Strata: kabupaten/kota dan keadaan usaha yang tercatat (masih berjalan, berhenti permanen, keadaan "
    "lain, belum terpantau).",
    "Jatah setiap strata sebanding dengan banyaknya penerima (sisa terbesar); selama cukup, setiap strata "
    "mendapat sedikitnya satu.",
    "Di dalam strata, penerima diurutkan menurut SHA-256 dari benih|periode|id_penerima (UTF-8), lalu "
    "diambil dari atas. Siapa pun dapat mengulanginya dari benih yang sama.",
    "Benih sebaiknya ditetapkan pemeriksa sebelum melihat daftar, dan tidak diganti sesudahnya.",
    "Bobot: banyaknya penerima yang diwakili satu orang dalam daftar; pakai bobot ini bila hasil uji petik "
    "ditaksir untuk seluruh penerima.",
    "Kolom kosong diisi pemeriksa. Orangnya dicari lewat berkas, lembar, dan baris register.",
)
SPOT_ALL = "Yang diminta {asked}, penerima hanya {population}: semuanya diambil."
SPOT_FEW = "Yang diminta {asked}, strata yang berisi {strata}: {without} strata tidak terwakili."
SPOT_NOBODY = "Tidak ada penerima yang dievaluasi pada {period}; tidak ada yang diambil."
SPOT_KEPT = "Daftar sebelumnya, yang mungkin sudah diisi, disimpan sebagai {path}"
SPOT_SUMMARY = "{sample} dari {population} penerima, {strata} strata, benih {seed}, {period}."
SPOT_LINE = "{place}, {stratum}: {sample} dari {population}"
