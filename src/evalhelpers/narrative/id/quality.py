"""The words of the data-quality page, for the office and nobody else."""

from __future__ import annotations

TITLE = "Mutu data"
TITLES = {
    "neraca": "Neraca baris",
    "masalah": "Masalah menurut jenis",
    "berkas": "Masalah menurut berkas",
    "kelengkapan": "Kelengkapan isian",
    "petugas": "Pola petugas yang patut dilihat",
    "tindakan": "Yang perlu dikerjakan",
}
INTRO = {
    "neraca": "Setiap baris yang dibaca berakhir di tepat satu kolom. Baris yang dikarantina tidak masuk "
    "laporan sampai diperbaiki.",
    "masalah": "Dihitung per sel, dibandingkan dengan {before}. Baris yang dikarantina tidak masuk "
    "laporan; baris yang bertanda tetap dipakai.",
    "berkas": "Berkas dengan masalah terbanyak ditulis paling atas; mulailah dari sana.",
    "kelengkapan": "Persentase baris yang terisi, dibandingkan dengan {before}; yang paling sering kosong "
    "di atas. Kunjungan dihitung bila penerimanya ditemui. Kosong berarti tidak ditanyakan atau tidak "
    "dijawab, dan tidak ada yang diisi otomatis. Sebagian isian memang hanya berlaku untuk keadaan "
    "tertentu, misalnya penyebab.",
    "petugas": "Pola di bawah ini alasan untuk bertanya, bukan bukti kesalahan. Satu petugas dapat "
    "mengunjungi banyak orang dalam satu kegiatan, dan keadaan yang mirip memang ada.",
}
ACCOUNT = (
    "Untuk {place} {period} dibaca {read} baris: {kept} dipakai, {quarantined} dikarantina, {duplicate} "
    "rangkap persis, {superseded} digantikan kiriman yang lebih baru."
)
ACCOUNT_NONE = "Belum ada baris data untuk {place} {period}."
CHANGE = "Pada {before} dibaca {read_before} baris, {quarantined_before} di antaranya dikarantina."
NO_ISSUES = "Tidak ada masalah yang tercatat untuk {place} {period}."
NO_VISITS = "Belum ada kunjungan yang menemui penerima untuk {place} {period}."
NO_PATTERN = "Tidak ada pola yang melewati batas berikut:"
PATTERNS = "{count} dari {visitors} petugas melewati salah satu batas berikut:"
LIMITS = (
    "lebih dari {many} kunjungan dalam satu hari",
    "sedikitnya {least} kunjungan, dan sedikitnya {share} dari kunjungannya, berisi jawaban yang sama persis "
    "untuk orang yang berbeda",
    "sedikitnya {rounded} dari laba yang disebut (paling sedikit {least_round} jawaban) merupakan kelipatan "
    "{round_to}",
)
FULL = "{count} isian lain terisi pada semua baris."
FLAGS = {"many": "banyak dalam sehari", "same": "jawaban sama", "rounded": "laba dibulatkan"}
NOBODY = "(petugas tidak disebut)"
TODO = (
    "Kirim daftar perbaikan {file} kepada {place}: {errors} isian segera diperbaiki, {warnings} isian perlu "
    "dicek."
)
OFFICE = "petugas data provinsi"
ANSWERS = "Jawaban ditulis pada daftar itu dan dikembalikan; berkas asal tidak perlu diubah."
TODO_NONE = "Tidak ada isian yang harus diperbaiki."
COLUMNS = {
    "table": "Tabel",
    "read": "Dibaca",
    "kept": "Dipakai",
    "quarantined": "Dikarantina",
    "duplicate": "Rangkap",
    "superseded": "Digantikan",
    "problem": "Masalah",
    "treatment": "Penanganan",
    "now": "Periode ini",
    "before": "Sebelumnya",
    "file": "Berkas",
    "error": "Segera",
    "warning": "Perlu dicek",
    "column": "Isian",
    "filled": "Terisi",
    "filled_before": "Sebelumnya",
    "visitor": "Petugas",
    "visits": "Kunjungan",
    "days": "Hari",
    "most": "Terbanyak sehari",
    "alike": "Jawaban sama",
    "round": "Laba bulat",
    "look": "Patut dilihat",
}
CAPTIONS = {
    "neraca": "Baris data {place}, {period}",
    "masalah": "Masalah data {place}, {period}",
    "berkas": "Masalah per berkas, {place}, {period}",
    "kelengkapan": "Isian yang ada, {place}, {period}",
    "petugas": "Petugas dan kunjungannya, {place}, {period}",
}
NONE = "–"
