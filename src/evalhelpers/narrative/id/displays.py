"""Indonesian captions, headers, labels, notes and alternative texts of tables and figures; data only."""

from __future__ import annotations

ALL = "Semua"
# The printed name of a group, where the label of its value alone would not tell what it is.
VALUE_NAMES = {
    "tahun": "Bantuan tahun {value}",
    "tahun_lhp": "LHP tahun {value}",
    "tahun_bentuk": "Bantuan tahun {value}",
    "kode_rekening": "Rekening {value}",
    "pendamping": "Pendamping {value}",
    "sumber_baseline": "Sumber data awal: {value}",
    "bulan": "{value} bulan sejak bantuan pertama",
}
SCOPES = {"semua": "termasuk usaha yang berhenti", "keadaan=aktif": "usaha yang masih berjalan saja"}
UNKNOWN_PLACE = "Kabupaten/kota tidak diketahui"
IN_FORCE = "Pagu yang berlaku"
DISABILITY = {
    "ya": "Penyandang disabilitas",
    "tidak": "Bukan penyandang disabilitas",
    "tidak_ada_data": "Disabilitas tidak diketahui",
}
CONTACTS = {
    "0": "Tidak dikunjungi pendamping",
    "1-2": "1–2 kunjungan pendamping",
    "3-5": "3–5 kunjungan pendamping",
    "6+": "6 kunjungan pendamping atau lebih",
}
BUDGET_STAGES = {"murni": "APBD murni", "perubahan": "APBD Perubahan"}

COLUMNS = {
    "indicator": "Indikator",
    "group": "Kelompok",
    "met_of_known": "Jumlah",
    "of_everyone": "Dari seluruh penerima",
    "percent": "Persen",
    "now": "Sekarang",
    "action": "Tindakan",
    "owner": "Penanggung jawab dan tenggat",
    "evidence": "Dasar dan hasil yang diharapkan",
    "line": "Rupiah",
    "source": "Sumber",
    "figure_year": "Ukuran dan tahun",
    "bounds": "Batas terendah dan tertinggi yang mungkin",
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
    "amount": "Jumlah",
    "since": "Sejak bantuan pertama",
    "survival": "Peluang bertahan",
    "at_risk": "Masih diamati",
    "closed": "Sudah berhenti permanen",
    "never_seen": "Belum pernah dikunjungi",
    "grant_year": "Tahun bantuan dan waktu",
    "flag": "Hal",
    "flagged": "Ditandai dari yang diperiksa",
    "not_checked": "Tidak diperiksa",
    "supported": "Didukung bukti lain",
    "stage": "Tahap dan selisih",
    "rupiah": "Rupiah",
    "grants": "Bantuan",
    "papers": "Bukti",
    "recipients": "Bagian penerima",
    "poor": "Bagian penduduk miskin",
}
CAPTIONS = {
    "key": "Keadaan terhadap target, {place}, {period}",
    "actions": "Rekomendasi dan rencana tindak lanjut, {place}, {period}",
    "lines": "Garis kemiskinan kabupaten/kota yang dipakai, dan upah minimum",
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
    "definitions": "Definisi operasional seluruh indikator",
    "detail": "Indikator menurut kode, {place}, {period}",
    "survival": "Peluang usaha belum berhenti permanen, {place}, sampai akhir {period}",
    "anniversaries": "Keadaan pada 12 dan 24 bulan setelah bantuan menurut tahun bantuan, {place}, sampai "
    "akhir {period}",
    "contacts": "Usaha yang berhenti permanen menurut banyaknya kunjungan pendamping, {place}, akhir "
    "{period}",
    "stopped_kinds": "Usaha yang berhenti permanen menurut kelompok usaha, {place}, akhir {period}",
    "graduation": "Indikasi keluar dari kategori fakir miskin (proksi) dan kriteria, {place}, akhir {period}",
    "papers": "Bukti pertanggungjawaban yang ada, {place}, akhir {period}",
    "flags": "Hal yang perlu diklarifikasi, {place}, akhir {period}",
    "chain": "Rantai rupiah {group}, {place}, keadaan akhir {period}",
    "chains": "Rantai rupiah menurut tahun bantuan, {place}, keadaan akhir {period}",
    "equity": "Bagian penerima dan bagian penduduk miskin menurut kabupaten/kota, {period}",
    "follow_up": "Tindak lanjut hasil pemeriksaan dan rekomendasi, {place}, akhir {period}",
    "problems": "Masalah data menurut jenis",
    "provenance": "Asal data laporan ini",
}
NOTES = {
    "few": "<5: kurang dari lima; angka tidak ditampilkan untuk melindungi penerima.",
    "other": "*: 1 sampai 4 orang, atau disembunyikan agar angka sekecil itu tidak dapat dihitung balik.",
    "none": "–: tidak ada angka; persentase tidak ditulis bila yang dihitung kurang dari sepuluh.",
    "levels": "Ketiga tingkat dihitung terhadap seluruh penerima; yang belum diketahui terhitung belum "
    "mencapai.",
    "before": "Pembanding: {before}.",
    "compared": "Pembanding: {before}; untuk penyaluran dan serapan anggaran, yang kumulatif sejak 1 "
    "Januari: {year_before}.",
    "no_target": "Untuk semua indikator di atas, {said}.",
    "year_before": "Setahun sebelumnya: {before}.",
    "dihitung": "Laba {of} penerima dihitung dari omzet dikurangi biaya.",
    "nominal": "Perubahan laba {of} penerima belum memperhitungkan kenaikan harga.",
    # How the intervals of a table are made.
    "interval_profit": "Selang: statistik urutan (median); peringkat bertanda Wilcoxon (pergeseran).",
    "interval_places": "Selang: inversi hipergeometrik (populasi terhingga). Perbandingan: selang Newcombe "
    "dan koreksi Benjamini–Hochberg.",
    "interval_survival": "Selang: log-log.",
    "new": "Baru: keadaan yang pertama kali ditemukan pada periode ini.",
    "district_budget": "– (tercatat di tingkat provinsi)",
    "budgets": "Realisasi yang sama dibandingkan dengan setiap pagu.",
    "order": "Urutan mengikuti kode wilayah.",
    "elsewhere": "Yang ada pada tabel tersendiri tidak diulang: {codes}.",
    "machine": "Rincian menurut kelompok lainnya ada pada indikator.csv.",
    "not_checked": "Tidak diperiksa: belum ada hasil pemadanan; tidak berarti bersih.",
    "contacts": "Kunjungan dalam 183 hari sebelum usaha terakhir kali aktif; yang masih berjalan: sebelum "
    "akhir periode.",
    "survival": "Taksiran Kaplan-Meier sejak serah terima pertama, hanya bila sepuluh orang atau lebih masih "
    "diamati. Batas: yang belum pernah dikunjungi semuanya langsung berhenti, atau semuanya bertahan.",
    "anniversaries": "Hanya penerima yang bantuannya diserahkan sekurang-kurangnya 15 (27) bulan sebelum "
    "akhir periode.",
    "chain": "Di bawah setiap tahap: selisih ke tahap berikutnya menurut alasannya, kecuali yang nol. Hanya "
    "yang perlu penjelasan, dicetak tebal, harus dijawab.",
    "bounds_active": "Batas dihitung untuk usaha yang masih berjalan.",
    "income_only": "Batas kriteria fakir miskin belum ditetapkan kantor; hanya pendapatan yang diperiksa.",
    "rules": "Aturan: nomor aturan dalam metode evaluasi.",
    "audit": "Yang tidak dapat ditindaklanjuti dihitung tersendiri. Batas waktu dihitung sejak laporan hasil "
    "pemeriksaan diterima; bila batasnya belum ditetapkan kantor, lewat tenggat tidak dihitung.",
    "poor": "Penduduk miskin menurut BPS, tahun terbaru yang sudah terbit.",
}
OF = "{met} dari {known}"
TILES = {
    "B1.utama": "Usaha masih berjalan",
    "B3.berkembang": "Laba meningkat",
    "C1.utama": "Berhenti permanen",
    "E8": "Dana perlu penjelasan",
}
# What the column of counts says where "x dari n" would be wrong.
AMOUNTS = {
    "A6.utama": "{numerator} penerima, {denominator} pendamping",
    "B2": "{numerator} berhenti, {denominator} masih diamati",
    "E6.utama": "{numerator}, {denominator} berhasil",
}
COUNTED = {"grants": "{n} bantuan", "persons": "{n} penerima", "cases": "{n} kasus", "money": "{n}"}
ALL_PAPERS = "Seluruh bukti yang diwajibkan"
NOT_CHECKED = "tidak diperiksa"
MONTHS = "{months} bulan"
LINE_YEAR = "Garis kemiskinan Maret {year}, per orang sebulan"
WAGE_YEAR = "Upah minimum {year}, sebulan"
WAGE_SOURCE = "upah pekerja, bukan ukuran kemiskinan"
LINE_OLD = "{source}; dipakai pula untuk {used} tanpa disesuaikan"
LINE_NONE = "belum tersedia"
DEFINITION = {
    "numerator": "Pembilang: {text}.",
    "denominator": "Penyebut: {text}.",
    "counted": "Dihitung atas: {text}.",
    "more": "Satuan: {units}. Aturan: {rules}.",
}
RANGE = "{low}–{high}"
TOTAL = "Jumlah"
HIDDEN_FEW, HIDDEN_OTHER = "<5", "*"
OTHER_PROBLEMS = "Jenis masalah lainnya: {kinds}"
TREATMENT = {"error": "dikarantina", "warning": "dipakai dengan tanda", "info": "dicatat"}
PROVENANCE = {
    "period": "Periode",
    "compare": "Periode pembanding",
    "report_date": "Tanggal laporan",
    "cutoff": "Batas data",
    "status": "Status",
    "success_level": "Tingkat keberhasilan yang dipakai",
    "rules": "Aturan hitung",
    "tables": "Baris data menurut tabel",
    "baseline": "Sumber laba awal (banyaknya bantuan)",
    "methods": "Metode selang dan uji",
    "not_set": "Belum ditetapkan kantor",
    "version": "Versi program",
}
DEFAULT_LEVEL = "{level} (bawaan; penetapan kantor: {not_set})"
# Named as the parameter file has them, where it has them.
SETTLED_BY_OFFICE = {
    "desil_maks": "Batas desil kesejahteraan (desil_maks)",
    "max_kriteria_fm": "Batas kriteria fakir miskin (max_kriteria_fm)",
    "minimum_contacts": "Kunjungan pendamping paling sedikit (minimum_contacts)",
    "batas_lpj": "Batas waktu pertanggungjawaban (batas_lpj)",
    "tenggat_inspektorat": "Tenggat tindak lanjut Inspektorat (tenggat_tlhp)",
    "bantuan_kedua": "Boleh tidaknya bantuan kedua",
    "pergub": "Peraturan Gubernur yang menjadi dasar",
}
METHODS = (
    "Bagian: inversi hipergeometrik (populasi terhingga). Median: statistik urutan. Pergeseran laba: "
    "peringkat bertanda Wilcoxon. Peluang bertahan: log-log. Selisih antarperiode dan antarkabupaten/kota: "
    "Newcombe; uji kabupaten/kota: skor, dengan koreksi Benjamini–Hochberg."
)
RULES_TEXT = (
    "kenaikan laba {gain}; masa tunggu {due} hari; jendela status {lookback} bulan; masa evaluasi {monitor} "
    "bulan; sel terkecil {cell}"
)
STATUS = {"draft": "Konsep", "final": "Final"}

PIPELINE = "Nilai indikator: {values}; disembunyikan: {hidden}; temuan: {findings}."
MISSING_DATASET = (
    "Data bersih belum ada di {folder}. Jalankan `evalhelpers demo` untuk data contoh atau `evalhelpers "
    "check` untuk data Anda, lalu buka notebook ini lagi."
)
NOT_DECIDED = "Jalankan dahulu sel yang memuat, menghitung, dan melindungi data."
