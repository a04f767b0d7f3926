"""Indonesian words about what recommended actions rest on; data only.

What is to be done stands in the office's own `recommendations.yaml`; here is only what was found.
"""

from __future__ import annotations

# What a rule about one indicator rests on, by indicator, the count concerned, and what is taken off it.
INDICATOR = {
    ("A1.utama", "unmet", ""): "Sebanyak {unmet} dari {known} bantuan dalam SK tahun anggaran {year} belum "
    "disalurkan.",
    ("A4.utama", "unmet", ""): "Sebanyak {unmet} dari {known} penerima yang wajib dipantau belum dikunjungi "
    "tatap muka pada {period}.",
    ("A6.melebihi", "met", ""): "Sebanyak {met} dari {known} pendamping aktif mendampingi penerima lebih "
    "banyak daripada beban baku.",
    ("B3.berkembang", "unmet", "B1.utama"): "Sebanyak {concerned} dari {other_met} usaha yang masih "
    "berjalan diketahui belum mencapai ambang kenaikan laba.",
    ("B4.belum_berjalan", "met", ""): "Usaha {met} dari {known} penerima belum berjalan pada akhir {period}.",
    ("B4.berhenti_sementara", "met", ""): "Usaha {met} dari {known} penerima berhenti sementara pada akhir "
    "{period}.",
    ("D1.awal", "missing", ""): "Pendapatan rumah tangga sebelum bantuan belum diketahui bagi {missing} "
    "penerima yang pendapatannya sekarang diketahui.",
    ("D1.utama", "missing", "B1.utama"): "Pendapatan rumah tangga {concerned} dari {other_known} "
    "penerima yang keadaan usahanya diketahui belum tercatat lengkap.",
    ("D2.utama", "met", ""): "Sebanyak {met} dari {known} penerima yang sebelum bantuan di bawah garis "
    "kemiskinan dan dapat dinilai memenuhi indikasi keluar dari kategori fakir miskin (proksi).",
    ("E2.utama", "unmet", ""): "Bukti {unmet} dari {known} bantuan yang buktinya sudah harus ada belum "
    "lengkap.",
    ("E3.bansos_serupa", "met", ""): "Sebanyak {met} dari {known} bantuan yang diperiksa tercatat pada "
    "penerima bantuan serupa.",
    ("E3.utama", "met", ""): "Sebanyak {met} dari {known} bantuan yang diperiksa ditandai dengan satu hal "
    "atau lebih yang perlu diklarifikasi.",
    ("E4.utama", "met", ""): "Pada {met} dari {known} penerima yang asetnya dilihat tercatat indikasi tidak "
    "sesuai peruntukan.",
    ("E5.lewat_tenggat", "met", ""): "Sebanyak {met} dari {known} rekomendasi pemeriksaan yang tenggatnya "
    "ditetapkan belum selesai dan lewat tenggat.",
    ("E7.utama", "unmet", ""): "Sebanyak {unmet} dari {known} tindakan laporan sebelumnya yang tenggatnya "
    "sudah tiba belum selesai.",
    ("E8.aktif_perlu_penjelasan", "known", ""): "Rantai rupiah tahun {year}: {rupiah} pada {known} bantuan "
    "belum sampai pada usaha yang aktif dan perlu penjelasan.",
    ("E8.salur_perlu_penjelasan", "", ""): "Rantai rupiah tahun {year}: selisih SP2D neto dan penyaluran "
    "{rupiah} perlu penjelasan.",
    ("E8.sk_perlu_penjelasan", "known", ""): "Rantai rupiah tahun {year}: {rupiah} pada {known} bantuan "
    "dalam SK tidak disalurkan sampai akhir tahun anggaran dan perlu penjelasan.",
    ("E8.terlihat_perlu_penjelasan", "known", ""): "Rantai rupiah tahun {year}: aset {known} bantuan "
    "senilai {rupiah} tidak ada lagi pada kunjungan terakhir dan perlu penjelasan.",
}  # fmt: skip
# For an indicator that the office adds: its name in the catalogue, and its counts.
SHARE = "{name}: {met} dari {known}."
SHARE_MISSING = "{name}: {met} dari {known}; belum diketahui {missing}."
UNKNOWN = "{name}: belum diketahui {missing}."
RUPIAH = "{name}: {rupiah}."
RUPIAH_YEAR = "{name}, bantuan tahun {year}: {rupiah}."
FIGURE = "{name}: {value}."
# A figure that is no finding of an audit must say so wherever it stands.
INDICATION = " Indikasi, belum merupakan hasil pemeriksaan."
INDICATIONS = ("E3", "E4")

CAUSE = "{cause} dicatat sebagai penyebab utama pada {concerned} dari {cases} {cases_name}."
CAUSE_UNKNOWN = "Penyebab utama belum diketahui pada {concerned} dari {cases} {cases_name}."
UNKNOWN_CAUSES = ("P9", "99")
BOTH_CASES = "usaha yang berhenti permanen, menurun, atau berhenti sementara"

KINDS = "Kelompok usaha yang berkaitan dengan {name}: {parts}{rest}."
KIND = "{kind} {met} dari {known}"
REST = "; kelompok usaha lainnya {met} dari {known}"
# A label may hold commas itself ("jasa, kerajinan, dan lainnya").
NEXT, LAST, LAST_OF_TWO, NEXT_PART = ", ", ", serta ", " serta ", "; "

# Whose office it is: in the report of the province that of each district, in a district's its own.
LOCAL = "kabupaten/kota"
