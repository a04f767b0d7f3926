"""Indonesian captions, headers, labels, notes and alternative texts of tables and figures; data only."""

from __future__ import annotations

INDICATORS = {
    "A1.utama": "Bantuan disalurkan",
    "A4.utama": "Dikunjungi tatap muka",
    "B1.utama": "Usaha masih berjalan",
    "B3.bertahan": "Masih berjalan",
    "B3.berkembang": "Laba meningkat",
    "B3.graduasi": "Di atas garis kemiskinan (proksi)",
    "C1.utama": "Usaha berhenti permanen",
    "D1.utama": "Pendapatan di atas garis kemiskinan, sekarang",
    "D1.awal": "Pendapatan di atas garis kemiskinan, awal",
    "E1.utama": "Serapan anggaran",
}
MEASURES = {
    "median_persen": "Median perubahan laba (persen)",
    "median_rp": "Median perubahan laba (Rp)",
    "median_laba": "Median laba sebulan",
    "rata_laba": "Rata-rata laba sebulan",
}
ALL = "Semua"
VALUE_NAMES = {"tahun": "Bantuan tahun {value}", "kode_rekening": "Rekening {value}"}
SCOPES = {"semua": "termasuk usaha yang berhenti", "keadaan=aktif": "usaha yang masih berjalan saja"}
CASES = {
    "berhenti_permanen": "Berhenti permanen",
    "berhenti_permanen_baru": "Berhenti permanen, baru",
    "menurun_atau_sementara": "Menurun atau berhenti sementara",
    "menurun_atau_sementara_baru": "Menurun atau berhenti sementara, baru",
}
UNMONITORED = "Belum terpantau"
UNKNOWN_PLACE = "Kabupaten/kota tidak diketahui"
IN_FORCE = "Pagu yang berlaku"
BUDGET_STAGES = {"murni": "APBD murni", "perubahan": "APBD Perubahan"}

COLUMNS = {
    "indicator": "Indikator",
    "group": "Kelompok",
    "met_of_known": "Jumlah",
    "of_everyone": "Dari seluruh penerima",
    "percent": "Persen",
    "bounds": "Batas yang mungkin",
    "bound_low": "Terendah",
    "bound_high": "Tertinggi",
    "interval": "Selang kepercayaan 95%",
    "unknown": "Belum diketahui",
    "before": "Pembanding",
    "target": "Target",
    "status": "Keadaan usaha",
    "level": "Tingkat",
    "cause": "Penyebab utama",
    "new_cases": "Baru",
    "all_cases": "Seluruhnya",
    "measure": "Ukuran",
    "value": "Nilai",
    "persons": "Penerima",
    "year_before": "Setahun sebelumnya",
    "budget_row": "Pagu dan rekening",
    "budget": "Pagu",
    "spent": "Realisasi",
    "absorbed": "Serapan",
    "table": "Tabel",
    "read": "Dibaca",
    "kept": "Dipakai",
    "quarantined": "Dikarantina",
    "duplicate": "Rangkap",
    "superseded": "Digantikan",
    "problem": "Masalah",
    "rows": "Banyaknya",
    "treatment": "Penanganan",
    "definition": "Definisi",
    "numerator": "Pembilang",
    "denominator": "Penyebut",
    "item": "Keterangan",
    "content": "Isi",
    "place": "Kabupaten/kota",
    "verdict": "Terhadap kabupaten/kota lainnya",
}
CAPTIONS = {
    "key": "Angka kunci {place}, {period}",
    "coverage": "Penerima yang dikunjungi tatap muka, {place}, {period}",
    "account": "Neraca baris data",
    "delivery": "Bantuan yang disalurkan, {place}, sampai akhir {period}",
    "budget": "Pagu dan realisasi, sampai akhir {period}",
    "mix": "Penerima menurut keadaan usaha, {place}, akhir {period}",
    "levels": "Tiga tingkat keberhasilan dari seluruh penerima, {place}, akhir {period}",
    "groups": "Usaha yang masih berjalan menurut kelompok, {place}, akhir {period}",
    "profit": "Laba bersih sebulan, {place}, akhir {period}",
    "causes_berhenti_permanen": "Penyebab usaha berhenti permanen, {place}, akhir {period}",
    "causes_menurun_atau_sementara": "Penyebab usaha menurun atau berhenti sementara, {place}, akhir "
    "{period}",
    "poverty": "Penerima pada atau di atas garis kemiskinan (proksi), {place}, akhir {period}",
    "places": "Usaha yang masih berjalan menurut kabupaten/kota, akhir {period}",
    "definitions": "Definisi indikator",
    "detail": "Seluruh indikator, {place}, {period}",
    "problems": "Masalah data menurut jenis",
    "provenance": "Asal data laporan ini",
    "profit_change": "Median perubahan laba bersih sebulan, {place}, akhir {period}",
    "trend": "Pemantauan dan keadaan usaha, {place}, {before} dan {period}",
}
NOTES = {
    "few": "<5: kurang dari lima orang; angka tidak ditampilkan untuk melindungi penerima.",
    "other": "*: disembunyikan agar angka lain yang kecil tidak dapat dihitung balik.",
    "none": "–: tidak ada angka, atau persentase dari kurang dari sepuluh yang tidak ditulis.",
    "bounds": "Batas yang mungkin: terendah bila semua yang belum diketahui tidak memenuhi, tertinggi bila "
    "semuanya memenuhi.",
    "levels": "Ketiga tingkat dihitung terhadap seluruh penerima; yang belum terpantau terhitung belum "
    "mencapai.",
    "before": "Pembanding: {before}.",
    "no_target": "Untuk semua indikator di atas, {said}.",
    "year_before": "Setahun sebelumnya: {before}.",
    "new": "Baru: keadaan yang pertama kali ditemukan pada periode ini.",
    "district_budget": "– (tercatat di tingkat provinsi)",
    "budgets": "Realisasi yang sama dibandingkan dengan setiap pagu.",
    "order": "Urutan mengikuti kode wilayah.",
    "machine": "Rincian menurut kelompok lainnya ada pada indikator.csv.",
}
OF = "{met} dari {known}"
RANGE = "{low}–{high}"
TOTAL = "Jumlah"
HIDDEN_FEW, HIDDEN_OTHER = "<5", "*"
TREATMENT = {"error": "dikarantina", "warning": "dipakai dengan tanda", "info": "dicatat"}
PROVENANCE = {
    "period": "Periode",
    "compare": "Periode pembanding",
    "report_date": "Tanggal laporan",
    "cutoff": "Batas data",
    "status": "Status",
    "success_level": "Tingkat keberhasilan yang dipakai",
    "rules": "Aturan hitung",
    "table": "Data {table}",
    "table_rows": "{rows} baris",
    "baseline": "Sumber laba awal (banyaknya bantuan)",
    "version": "Versi program",
}
RULES_TEXT = (
    "kenaikan laba {gain}; masa tunggu {due} hari; jendela status {lookback} bulan; masa evaluasi {monitor} "
    "bulan; sel terkecil {cell}"
)
STATUS = {"draft": "Konsep", "final": "Final"}

FIGURE_LABELS = {
    "budget": "Pagu",
    "spent": "Realisasi",
    "delivered": "Sudah disalurkan",
    "waiting": "Belum disalurkan",
}
ALT = {
    "mix": "Batang keadaan usaha {known} penerima di {place} pada akhir {period}: {parts}.",
    "levels": "Titik dan garis batas untuk tiga tingkat keberhasilan di {place} pada akhir {period}. "
    "{parts}.",
    "level_part": "{label}: {text}{bounds}",
    "bounds": ", batas yang mungkin {low} sampai {high}",
    "trend": "Titik pada dua periode di {place}. {parts}.",
    "trend_part": "{label}: {before_text} pada {before}, {now_text} pada {now}",
    "causes": "Batang penyebab utama {cases_name} di {place} pada akhir {period}: {parts}.",
    "profit": "Batang median perubahan laba bersih sebulan di {place} pada akhir {period}: {parts}.",
    "profit_part": "{label} {value} ({persons} orang)",
    "poverty": "Titik penerima pada atau di atas garis kemiskinan (proksi) di {place} pada akhir {period}, "
    "orang yang sama. {parts}.",
    "budget": "Batang pagu dan realisasi sampai akhir {period}: {parts}.",
    "delivery": "Batang {known} bantuan tahun anggaran {year} di {place} sampai akhir {period}: {parts}.",
    "places": "Titik dan selang usaha yang masih berjalan menurut kabupaten/kota, urut kode wilayah, pada "
    "akhir {period}. {parts}.",
    "hidden_part": "{label}: tidak ditampilkan",
    "nothing_part": "{label}: belum ada angka",
}
PIPELINE = "Nilai indikator: {values}; disembunyikan: {hidden}; temuan: {findings}."
MISSING_DATASET = (
    "Data bersih belum ada di {folder}. Jalankan `evalhelpers demo` untuk data contoh atau `evalhelpers "
    "check` untuk data Anda, lalu buka notebook ini lagi."
)
NOT_DECIDED = "Jalankan dahulu sel yang memuat, menghitung, dan melindungi data."
