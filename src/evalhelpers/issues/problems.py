"""Every kind of problem: its level, what is wrong and what to do, for the officer who can mend it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Level = Literal["error", "warning", "info"]


@dataclass(frozen=True)
class Problem:
    """What an issue code means, in plain Indonesian.

    An ``error`` on a row quarantines it (on a file or sheet: it is not read); a ``warning`` keeps and
    marks it; ``info`` is only noted.
    """

    level: Level
    wrong: str
    todo: str


def _error(wrong: str, todo: str) -> Problem:
    return Problem("error", wrong, todo)


def _warning(wrong: str, todo: str) -> Problem:
    return Problem("warning", wrong, todo)


def _info(wrong: str, todo: str = "Tidak perlu tindakan.") -> Problem:
    return Problem("info", wrong, todo)


_ASK_NIK = "Minta NIK yang benar dari KTP atau KK dan ketik sebagai teks. Bantuan dalam register tetap dihitung menurut nomor register."
_CELL = "Tulis isian yang benar pada kolom jawaban."

PROBLEMS: dict[str, Problem] = {
    # Files and sheets
    "file_unreadable": _error("Berkas tidak dapat dibaca.", "Buka berkas itu di Excel, simpan ulang sebagai .xlsx, lalu kirim ulang."),
    "file_encrypted": _error("Berkas dilindungi kata sandi.", "Hapus kata sandinya (Berkas > Info > Lindungi) lalu kirim ulang."),
    "file_too_large": _error("Isi berkas jauh lebih besar daripada wajar.", "Periksa asal berkas; salin datanya ke buku kerja baru lalu kirim ulang."),
    "file_empty": _error("Berkas kosong.", "Kirim ulang berkas yang berisi data."),
    "file_skipped": _info("Jenis berkas ini bukan data.", "Pindahkan dari folder berkas mentah bila mengganggu."),
    "file_gone": _warning("Berkas yang dulu ada kini tidak ada.", "Pastikan berkas itu memang tidak dipakai lagi."),
    "sheet_gone": _error("Lembar yang dulu ada di berkas ini kini tidak ada.", "Kirim ulang berkas dengan lembar itu. Bila memang tidak dipakai lagi, hapus outputs/internal/files.json."),
    "no_table": _error("Tidak ada tabel yang dikenali dalam berkas.", "Tulis arti kolomnya di params/sources.yaml; contohnya ada di README."),
    "sheet_unknown": _info("Lembar ini bukan tabel data.", "Tidak perlu tindakan bila memang lembar petunjuk atau rekap."),
    "column_missing": _error("Kolom wajib tidak ditemukan.", "Tambahkan kolomnya, atau tulis artinya di params/sources.yaml."),
    "header_ambiguous": _error("Judul kolom dapat berarti lebih dari satu hal.", "Tulis arti kolomnya di params/sources.yaml."),
    "header_close_match": _warning("Judul kolom tidak persis sama; dibaca sebagai kolom yang paling mirip.", "Pastikan artinya benar; perbaiki ejaannya di berkas asal."),
    "column_unused": _warning("Kolom ini terisi tetapi tidak dikenal, sehingga tidak dipakai.", "Bila artinya seperti yang dipahami, tambahkan baris itu di params/sources.yaml."),
    "columns_joined": _warning("Isian ini ada di beberapa kolom yang tidak pernah berbeda isinya; digabung.", "Pastikan kolom-kolom itu memang isian yang sama."),
    "hidden_rows": _info("Ada baris atau kolom tersembunyi; isinya ikut dibaca.", "Pastikan baris atau kolom itu memang data."),
    "formula_error": _warning("Rumus menghasilkan galat; isinya tidak terbaca.", _CELL),
    # Correction lists that came back
    "amendment_stale": _warning("Baris yang dijawab sudah berubah atau tidak ada lagi; jawabannya tidak dipakai.", "Pakai daftar perbaikan yang terbaru."),
    "amendment_not_a_cell": _warning("Masalah ini bukan tentang satu sel, sehingga tidak dapat dijawab pada daftar; atau kolom berkas, lembar, dan baris pada daftar terhapus.", "Perbaiki di berkas asal atau params/sources.yaml; kirim daftar dengan semua kolomnya."),
    "amendment_conflict": _warning("Masalah ini dijawab dua kali dengan isi berbeda; tidak satu pun dipakai.", "Hapus daftar perbaikan yang lama, atau samakan jawabannya."),
    # Rows
    "duplicate_row": _info("Baris sama persis dengan baris lain.", "Hapus salah satunya di berkas asal."),
    "superseded_row": _info("Kiriman ini sudah digantikan kiriman yang lebih baru."),
    "row_shifted": _error("Baris ini berisi lebih banyak sel daripada judul kolom, sehingga isinya bergeser.", "Beri tanda kutip pada isian yang memuat pemisah, lalu kirim ulang."),
    "required_blank": _error("Isian wajib kosong.", "Lengkapi isian ini."),
    "required_unreadable": _error("Isian wajib tidak terbaca.", _CELL),
    "identity_missing": _error("Tidak ada nomor register maupun NIK yang benar, sehingga orangnya tidak dikenali.", "Isi nomor register atau NIK."),
    "out_of_range": _error("Isian wajib di luar batas yang mungkin.", "Periksa angka ini pada sumbernya."),
    "out_of_range_optional": _warning("Angka di luar batas yang mungkin; tidak dipakai.", "Periksa angka ini pada sumbernya."),
    "unusual_value": _warning("Angka tidak lazim; tetap dipakai.", "Periksa angka ini pada sumbernya."),
    # NIK
    "N01": _warning("NIK tidak berisi tepat 16 angka.", _ASK_NIK),
    "N02": _warning("NIK rusak karena disimpan sebagai bilangan; angka terakhirnya hilang.", _ASK_NIK),
    "N03": _warning("Nomor urut NIK 0000; kemungkinan rusak oleh Excel.", _ASK_NIK),
    "N04": _warning("Tanggal lahir dalam NIK tidak mungkin.", _ASK_NIK),
    "N05": _warning("Kode wilayah dalam NIK tidak dikenal.", "Cocokkan NIK dengan KTP."),
    "N06": _warning("Jenis kelamin berbeda dengan yang tersirat dalam NIK.", "Cocokkan jenis kelamin dan NIK dengan KTP."),
    "N07": _warning("Tanggal lahir berbeda dengan yang tersirat dalam NIK.", "Cocokkan tanggal lahir dan NIK dengan KTP."),
    "N08": _warning("Umur saat SK di luar 17 sampai 100 tahun menurut tanggal lahir atau NIK.", "Cocokkan tanggal lahir dan NIK dengan KTP."),
    "N09": _warning("NIK berupa urutan atau angka kembar, atau sama dengan nomor KK.", _ASK_NIK),
    "N10": _error("NIK yang sama sudah ada dalam SK yang sama.", "Pastikan orang ini tidak menerima dua kali; hapus baris yang salah."),
    "N10_kk": _warning("Nomor KK yang sama ada lebih dari sekali dalam SK yang sama.", "Pastikan satu keluarga memang menerima lebih dari satu bantuan."),
    "nik_in_text": _warning("Ada NIK di kolom ini; disamarkan dan tidak dipakai.", "Pindahkan NIK ke kolom NIK; jangan menulisnya di kolom lain."),
    "kk_unreadable": _warning("Nomor KK tidak berisi tepat 16 angka; tidak dipakai.", "Minta nomor KK yang benar dan ketik sebagai teks."),
    # Values
    "rupiah_unreadable": _warning("Nilai uang tidak terbaca.", "Tulis satu angka rupiah, misalnya 1.500.000."),
    "rupiah_range": _warning("Nilai uang berupa kisaran; tidak dipakai.", "Tulis satu angka rupiah."),
    "rupiah_unit": _warning("Nilai uang bukan per bulan; tidak dipakai.", "Tulis jumlahnya untuk satu bulan."),
    "rupiah_low_confidence": _warning("Nilai uang dapat dibaca dua cara.", "Pastikan angka yang dipahami sudah benar."),
    "date_unreadable": _warning("Tanggal tidak terbaca.", "Tulis tanggal seperti 12 Maret 2025."),
    "date_impossible": _warning("Tanggal tidak ada dalam kalender.", "Tulis tanggal yang benar."),
    "date_month_only": _warning("Tanggal hanya berisi bulan.", "Lengkapi tanggalnya."),
    "date_month_first": _warning("Tanggal di tabel ini ditulis bulan dahulu; dibaca begitu.", "Pastikan tanggal yang dipahami sudah benar."),
    "date_from_number": _warning("Tanggal berupa angka; dibaca sebagai nomor tanggal Excel.", "Pastikan tanggal yang dipahami sudah benar."),
    "choice_unknown": _warning("Pilihan tidak dikenal; tidak dipakai.", "Pilih salah satu dari daftar pada kolom jawaban."),
    "choice_close": _warning("Pilihan salah ketik; dibaca sebagai yang paling mirip.", "Pastikan pilihan yang dipahami sudah benar."),
    "place_unknown": _warning("Kabupaten/kota tidak dikenal.", "Tulis nama kabupaten/kota yang benar."),
    "place_ambiguous": _warning("Kode kabupaten/kota dapat berarti dua daerah; tidak dipakai.", "Tulis nama kabupaten/kota, atau kode Kemendagri dengan titik seperti 65.01."),
    "place_close": _warning("Nama tempat salah ketik; dibaca sebagai yang paling mirip.", "Pastikan tempat yang dipahami sudah benar."),
    "kecamatan_unknown": _warning("Kecamatan tidak ada di kabupaten/kota itu.", "Cocokkan kecamatan dengan kabupaten/kota."),
    "desa_unknown": _warning("Desa/kelurahan tidak ada di kecamatan itu.", "Cocokkan desa/kelurahan dengan kecamatan."),
    "count_unreadable": _warning("Bilangan tidak terbaca.", "Tulis satu bilangan bulat."),
    "number_unreadable": _warning("Bilangan tidak terbaca.", "Tulis satu bilangan."),
    "period_unreadable": _warning("Periode tidak terbaca.", "Tulis seperti TW I atau 2025-TW1."),
    # Between cells and tables
    "duplicate_grant": _error("Nomor register sudah dipakai baris lain.", "Beri nomor register yang berbeda, atau hapus baris yang salah."),
    "late_name": _warning("Nama ditulis dengan Alm./Almh., tetapi status administrasi bukan meninggal.", "Perbarui status administrasi dan tanggalnya."),
    "paid_before_decree": _warning("Tanggal penyaluran mendahului tanggal SK.", "Periksa kedua tanggal itu."),
    "paid_above_decree": _warning("Nilai disalurkan melebihi nilai SK.", "Periksa kedua nilai itu; jelaskan bila memang benar."),
    "baseline_after_handover": _warning("Data awal dicatat setelah bantuan diserahkan; tidak dipakai sebagai data awal.", "Periksa tanggal data awal."),
    "visit_before_handover": _warning("Kunjungan mendahului penyerahan bantuan; tidak dihitung.", "Periksa tanggal kunjungan dan tanggal penyerahan."),
    "status_missing": _warning("Penerima ditemui tetapi keadaan usahanya tidak terbaca; kunjungan tidak dihitung.", "Isi keadaan usaha."),
    "cause_missing": _warning("Usaha berhenti atau menurun tanpa penyebab; dihitung sebagai tidak diketahui.", "Isi penyebab utama."),
    "profit_disagrees": _warning("Laba berbeda lebih dari separuh dengan omzet dikurangi biaya.", "Pastikan ketiga angka itu benar."),
    "profit_magnitude": _warning("Nilai uang jauh lebih kecil daripada lazimnya; mungkin ditulis dalam ribuan atau jutaan.", "Tulis nilainya dalam rupiah penuh."),
    "amount_huge": _warning("Nilai uang jauh lebih besar daripada lazimnya; mungkin kelebihan angka nol.", "Periksa angka ini pada sumbernya."),
    "columns_ignored": _info("Kolom-kolom ini tidak dikenal dan tidak dipakai.", "Bila berisi data program, tulis artinya di params/sources.yaml."),
    "same_day_conflict": _warning("Dua kunjungan pada hari yang sama tidak sama isinya; yang terakhir dipakai.", "Hapus kunjungan yang salah."),
    "person_matched": _warning("Tanpa NIK yang benar; orangnya dicocokkan menurut nama, tanggal lahir, dan desa.", _ASK_NIK),
    "possible_double": _warning("Mungkin orang yang sama dengan penerima lain yang NIK-nya berbeda; tidak digabung.", "Cocokkan kedua baris dengan KTP; perbaiki NIK bila memang orang yang sama."),
    "no_grant_for_visit": _error("Kunjungan tidak cocok dengan satu pun penerima dalam register.", "Periksa nomor register atau NIK."),
    "no_grant_for_document": _error("Dokumen tidak cocok dengan satu pun bantuan dalam register.", "Periksa nomor register."),
    "no_grant_for_matching": _error("Hasil pemadanan tidak cocok dengan satu pun bantuan dalam register.", "Periksa nomor register."),
    "matching_conflict": _warning("Pemadanan yang sama pada hari yang sama punya hasil lain; yang terakhir dipakai.", "Hapus baris yang salah."),
    "grant_held_back": _error("Bantuan yang dimaksud sedang dikarantina.", "Perbaiki dahulu baris bantuan itu dalam register."),
    "grant_number_unknown": _warning("Nomor register tidak ada; dicocokkan menurut NIK.", "Perbaiki nomor register."),
    "identity_conflict": _error("Nomor register dan NIK menunjuk orang yang berbeda.", "Periksa nomor register dan NIK."),
    "nik_not_in_register": _warning("NIK berbeda dengan NIK dalam register; dicocokkan menurut nomor register.", "Samakan NIK dengan register."),
    "matched_by_name": _warning("Dicocokkan menurut nama dan kabupaten/kota karena nomor register dan NIK tidak ada.", "Isi nomor register."),
    "cumulative_falls": _warning("Realisasi kumulatif turun dari triwulan sebelumnya.", "Periksa apakah angka ini per triwulan, bukan kumulatif."),
    "paid_not_budget": _warning("Jumlah yang disalurkan dalam register berbeda dengan realisasi anggaran tahun itu.", "Cocokkan register dengan buku realisasi."),
}  # fmt: skip

# Doubts about a value that is there and used: an officer who has looked may say that it is right.
CONFIRMABLE = frozenset({
    "unusual_value", "N05", "N06", "N07", "N08", "N10_kk", "rupiah_low_confidence", "date_month_first",
    "date_from_number", "choice_close", "place_close", "late_name", "paid_before_decree", "paid_above_decree",
    "baseline_after_handover", "visit_before_handover", "profit_disagrees", "profit_magnitude", "amount_huge",
    "same_day_conflict", "matching_conflict", "grant_number_unknown", "nik_not_in_register", "matched_by_name", "person_matched",
    "possible_double", "cumulative_falls", "paid_not_budget",
})  # fmt: skip
