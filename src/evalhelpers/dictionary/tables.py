"""The eight tables: columns, types, labels and the header words seen in the field.

The last one, `pemadanan`, is optional: an office need not have matched anything.
"""

from __future__ import annotations

from evalhelpers.dictionary import codes as c
from evalhelpers.dictionary.model import Column, Table

_CRITERIA = {
    "a": "tidak bekerja",
    "b": "khawatir atau tidak makan",
    "c": "pengeluaran makanan lebih dari separuh",
    "d": "tidak belanja pakaian",
    "e": "lantai tanah atau plester",
    "f": "dinding bambu, papan, atau sejenis",
    "g": "tidak punya jamban sendiri",
    "h": "listrik 450 VA atau tidak ada",
}
_PAPERS = {
    "dtks": "bukti DTKS/DTSEN",
    "rek_desa": "rekomendasi desa/lurah",
    "rek_dinsos": "rekomendasi dinas sosial kabupaten/kota",
    "surat_usaha": "surat keterangan usaha",
    "rab": "RAB",
    "ktp": "fotokopi KTP",
    "kk": "fotokopi KK",
    "pakta": "pakta integritas",
}


def _criteria(moment: str) -> tuple[Column, ...]:
    return tuple(
        Column(f"kriteria_fm_{key}", "yesno", f"Kriteria {key}: {text} ({moment})", f"Criterion {key} ({moment})",
               person="S", codes=c.YES_NO, headers=(f"kriteria {key}", f"kriteria fm {key}", f"fm {key}"))
        for key, text in _CRITERIA.items()
    )  # fmt: skip


def _papers() -> tuple[Column, ...]:
    return tuple(
        Column(f"dok_{key}", "yesno", f"Dokumen: {text}", f"Paper: {key}", codes=c.YES_NO,
               headers=(text, f"dokumen {key}", key if key in {"rab", "ktp", "kk"} else f"ada {key}"))
        for key, text in _PAPERS.items()
    )  # fmt: skip


PENERIMA = Table(
    "penerima", "Register penerima", "Register of grants", "satu baris per bantuan", ("id_bantuan",),
    (
        Column("id_bantuan", "text", "Nomor register bantuan", "Grant number", headers=("no register", "nomor register", "id bantuan", "no reg", "kode penerima", "id penerima", "no register uep")),
        Column("nik", "nik", "NIK", "National id number", person="L", required=True, kept=False, headers=("nik", "no nik", "nomor induk kependudukan", "no ktp", "nomor ktp", "nik ktp")),
        Column("no_kk", "nik", "Nomor KK", "Family card number", person="L", kept=False, headers=("no kk", "nomor kk", "nomor kartu keluarga", "kk no")),
        Column("nama", "text", "Nama penerima", "Name", person="L", required=True, kept=False, headers=("nama", "nama penerima", "nama lengkap", "nama kpm", "penerima manfaat", "nama penerima bantuan")),
        Column("jenis_kelamin", "code", "Jenis kelamin", "Sex", person="Q", required=True, codes=c.SEX, headers=("jk", "l p", "jenis kelamin", "kelamin", "sex", "gender")),
        Column("tgl_lahir", "date", "Tanggal lahir", "Date of birth", person="L", kept=False, headers=("tanggal lahir", "tgl lahir", "ttl", "tempat tanggal lahir")),
        Column("alamat", "text", "Alamat", "Address", person="L", kept=False, headers=("alamat", "alamat lengkap", "alamat domisili")),
        Column("rt_rw", "text", "RT/RW", "Neighbourhood", person="L", kept=False, headers=("rt rw", "rt")),
        Column("desa_kel", "place", "Desa/kelurahan", "Village", person="Q", kept=False, headers=("desa", "kelurahan", "desa kelurahan", "desa kel")),
        Column("kecamatan", "place", "Kecamatan", "Sub-district", person="Q", kept=False, headers=("kecamatan", "kec")),
        Column("kab_kota", "place", "Kabupaten/kota", "District", person="Q", required=True, headers=("kabupaten kota", "kab kota", "kabupaten", "kab", "kota", "daerah", "wilayah")),
        Column("no_hp", "text", "Nomor HP", "Phone", person="L", kept=False, headers=("no hp", "nomor hp", "hp", "telepon", "no telp", "no wa")),
        Column("disabilitas", "yesno", "Penyandang disabilitas", "Disability", person="S", codes=c.YES_NO_UNKNOWN, headers=("disabilitas", "difabel", "penyandang disabilitas")),
        Column("jml_anggota_rt", "count", "Jumlah anggota rumah tangga", "Household size", "orang", person="Q", low=1, high=20, headers=("jumlah anggota rumah tangga", "jml anggota rt", "jumlah anggota keluarga", "jml jiwa", "anggota rt", "jumlah art", "tanggungan")),
        Column("status_dtks", "code", "Status DTKS", "DTKS status", codes=c.DTKS, headers=("dtks", "status dtks", "terdaftar dtks", "status dtks dtsen")),
        Column("desil_dtsen", "count", "Desil DTSEN", "DTSEN decile", person="S", low=1, high=10, headers=("desil", "desil dtsen")),
        Column("tgl_cek_dtsen", "date", "Tanggal cek DTSEN", "DTSEN check date", headers=("tanggal cek dtsen", "tgl cek dtsen")),
        Column("jenis_usaha", "code", "Jenis usaha", "Kind of business", person="Q", required=True, codes=c.BUSINESS, headers=("jenis usaha", "usaha", "bidang usaha", "jenis usaha yang dijalankan")),
        Column("lama_usaha_bln", "count", "Lama usaha sebelum bantuan", "Age of business", "bulan", low=0, high=720, headers=("lama usaha", "lama usaha bulan", "lama usaha bln")),
        Column("no_sk", "text", "Nomor SK", "Decree number", required=True, headers=("no sk", "nomor sk", "sk nomor", "nomor keputusan", "no sk gubernur", "sk gubernur nomor")),
        Column("tgl_sk", "date", "Tanggal SK", "Decree date", required=True, headers=("tanggal sk", "tgl sk", "tanggal penetapan sk", "tanggal sk gubernur", "sk gubernur tanggal")),
        Column("tahun_anggaran", "count", "Tahun anggaran", "Fiscal year", required=True, low=2000, high=2100, headers=("tahun anggaran", "ta", "tahun")),
        Column("tahap", "code", "Tahap anggaran", "Budget stage", codes=c.BUDGET_STAGE, headers=("tahap", "tahap anggaran", "murni perubahan", "apbd")),
        Column("nilai_usulan", "rupiah", "Nilai usulan", "Amount applied for", "Rp", person="S", low=0, headers=("nilai usulan", "usulan rp", "jumlah usulan", "usulan")),
        Column("nilai_sk", "rupiah", "Nilai SK", "Amount in decree", "Rp", person="S", required=True, low=0, usual=(500_000, 5_000_000), headers=("nilai sk", "nilai bantuan", "besaran bantuan", "jumlah bantuan", "bantuan rp", "besar bantuan", "nilai bantuan sk")),
        Column("nilai_salur", "rupiah", "Nilai disalurkan", "Amount paid", "Rp", person="S", low=0, usual=(500_000, 5_000_000), headers=("nilai salur", "nilai disalurkan", "jumlah disalurkan", "realisasi penyaluran", "realisasi rp", "disalurkan")),
        Column("bentuk_bantuan", "code", "Bentuk bantuan", "Form of aid", required=True, codes=c.AID_FORM, headers=("bentuk bantuan", "bentuk", "uang barang", "jenis bantuan")),
        Column("tgl_salur", "date", "Tanggal penyaluran", "Date of payment", headers=("tanggal salur", "tgl salur", "tanggal penyaluran", "tgl penyaluran", "tanggal transfer", "tanggal pencairan")),
        Column("no_bast", "text", "Nomor BAST", "Hand-over record number", headers=("no bast", "nomor bast")),
        Column("tgl_bast", "date", "Tanggal BAST", "Hand-over record date", headers=("tanggal bast", "tgl bast", "tanggal serah terima")),
        Column("cara_salur", "code", "Cara penyaluran", "Way of payment", codes=c.PAYMENT, headers=("cara salur", "cara penyaluran", "cara pembayaran")),
        Column("laba_baseline", "rupiah", "Laba sebulan sebelum bantuan", "Baseline profit", "Rp per bulan", person="S", headers=("laba baseline", "laba awal", "laba sebelum bantuan", "pendapatan bersih sebelum", "laba sebelum", "laba bersih sebelum")),
        Column("omzet_baseline", "rupiah", "Omzet sebulan sebelum bantuan", "Baseline revenue", "Rp per bulan", person="S", low=0, headers=("omzet baseline", "omzet awal", "omzet sebelum", "omset sebelum", "omzet sebelum bantuan")),
        Column("tgl_baseline", "date", "Tanggal data awal", "Baseline date", headers=("tanggal baseline", "tgl baseline", "tanggal data awal", "tanggal usulan", "tgl usulan")),
        Column("sumber_baseline", "code", "Sumber data awal", "Baseline source", codes=c.BASELINE_SOURCE, headers=("sumber baseline", "sumber data awal")),
        Column("pendapatan_rt_baseline", "rupiah", "Pendapatan rumah tangga sebulan sebelum bantuan", "Baseline household income", "Rp per bulan", person="S", low=0, headers=("pendapatan rt baseline", "pendapatan rumah tangga sebelum", "pendapatan rt sebelum bantuan", "pendapatan rt awal", "pendapatan keluarga awal", "penghasilan rumah tangga sebelum")),
        *_criteria("awal"),
        *_papers(),
        Column("id_pendamping", "text", "Kode pendamping", "Mentor id", headers=("id pendamping", "kode pendamping", "pendamping")),
        Column("bansos_lain", "codes", "Bantuan sosial lain", "Other aid", person="S", codes=c.OTHER_AID, headers=("bansos lain", "bantuan lain", "bansos lain yang diterima")),
        Column("status_administrasi", "code", "Status administrasi", "Administrative status", person="S", codes=c.ADMIN_STATUS, headers=("status administrasi", "keterangan status", "status penerima", "ket status")),
        Column("tgl_status", "date", "Tanggal status", "Status date", headers=("tanggal status", "tgl status", "tgl perubahan status")),
    ),
)  # fmt: skip

KUNJUNGAN = Table(
    "kunjungan", "Kunjungan pemantauan", "Visits", "satu baris per kunjungan", ("id_kunjungan",),
    (
        Column("id_kunjungan", "text", "Nomor kunjungan", "Visit number", headers=("id kunjungan", "no kunjungan", "rootuuid", "uuid", "_uuid", "key", "instanceid", "_id")),
        Column("id_bantuan", "text", "Nomor register bantuan", "Grant number", headers=("no register", "nomor register", "id bantuan", "no reg", "kode penerima", "id penerima", "nomor register penerima")),
        Column("nik", "nik", "NIK", "National id number", person="L", kept=False, headers=("nik", "no nik", "nik penerima", "no ktp", "nik sesuai ktp")),
        Column("nama", "text", "Nama penerima", "Name", person="L", kept=False, headers=("nama", "nama penerima", "nama lengkap", "nama kpm", "nama lengkap penerima")),
        Column("kab_kota", "place", "Kabupaten/kota", "District", person="Q", headers=("kabupaten kota", "kab kota", "kabupaten", "kab", "kota")),
        Column("kecamatan", "place", "Kecamatan", "Sub-district", person="Q", kept=False, headers=("kecamatan", "kec")),
        Column("tgl_kunjungan", "date", "Tanggal kunjungan", "Visit date", required=True, headers=("tanggal kunjungan", "tgl kunjungan", "tanggal monev", "tgl monev", "tanggal pemantauan", "tanggal visit", "kapan kunjungan dilakukan", "tanggal monitoring", "tanggal monev", "hari tanggal kunjungan", "hari tanggal")),
        Column("waktu_kirim", "timestamp", "Waktu pengiriman", "Submission time", headers=("submission time", "_submission_time", "submissiondate", "timestamp", "cap waktu")),
        Column("petugas", "text", "Nama petugas", "Visitor", person="L", kept=False, headers=("petugas", "nama petugas", "kode petugas", "enumerator", "nama petugas pemantau", "_submitted_by", "petugas monitoring", "nama pendamping")),
        Column("id_petugas", "text", "Kode petugas", "Visitor id", headers=("id petugas", "kode pendamping", "id pendamping")),
        Column("peran_petugas", "code", "Peran petugas", "Role of visitor", required=True, codes=c.ROLE, headers=("peran petugas", "peran", "jabatan petugas", "peran anda")),
        Column("cara", "code", "Cara kunjungan", "Mode", required=True, codes=c.MODE, headers=("cara", "cara kunjungan", "metode kunjungan", "bagaimana kunjungan dilakukan")),
        Column("hasil_kunjungan", "code", "Hasil kunjungan", "Result", required=True, codes=c.RESULT, headers=("hasil kunjungan", "hasil", "hasil pertemuan", "apakah penerima ditemui")),
        Column("status_usaha", "code", "Keadaan usaha", "Business status", codes=c.STATUS, headers=("status usaha", "keadaan usaha", "kondisi usaha", "perkembangan usaha", "bagaimana keadaan usaha saat ini")),
        Column("tgl_berhenti", "date", "Tanggal berhenti", "Date of stopping", headers=("tanggal berhenti", "tgl berhenti", "sejak kapan berhenti")),
        Column("omzet_bulan", "rupiah", "Omzet sebulan", "Monthly revenue", "Rp per bulan", person="S", low=0, headers=("omzet bulan", "omzet", "omset", "omzet sebulan", "penjualan sebulan", "berapa omzet sebulan")),
        Column("biaya_bulan", "rupiah", "Biaya sebulan", "Monthly cost", "Rp per bulan", person="S", low=0, headers=("biaya bulan", "biaya", "biaya sebulan", "pengeluaran usaha", "berapa biaya usaha sebulan")),
        Column("laba_bulan", "rupiah", "Laba bersih sebulan", "Monthly net profit", "Rp per bulan", person="S", headers=("laba bulan", "laba", "laba bersih", "laba sebulan", "keuntungan", "pendapatan bersih", "untung bersih", "berapa laba bersih sebulan")),
        Column("pendapatan_rt_bulan", "rupiah", "Pendapatan rumah tangga sebulan", "Monthly household income", "Rp per bulan", person="S", low=0, headers=("pendapatan rt bulan", "pendapatan rumah tangga", "pendapatan rt", "penghasilan rumah tangga", "pendapatan keluarga sebulan", "berapa pendapatan rumah tangga sebulan")),
        Column("jml_anggota_rt", "count", "Jumlah anggota rumah tangga", "Household size", "orang", person="Q", low=1, high=20, headers=("jumlah anggota rumah tangga", "jml anggota rt", "jumlah anggota keluarga", "jml jiwa", "anggota rt", "jumlah art")),
        Column("tabungan_ada", "yesno", "Punya tabungan", "Has savings", person="S", codes=c.YES_NO, headers=("tabungan ada", "ada tabungan", "punya tabungan", "apakah punya tabungan", "menabung")),
        Column("tabungan_rp", "rupiah", "Jumlah tabungan", "Savings", "Rp", person="S", low=0, headers=("tabungan rp", "jumlah tabungan")),
        Column("utang_rp", "rupiah", "Jumlah utang", "Debt", "Rp", person="S", low=0, headers=("utang rp", "jumlah utang", "utang")),
        Column("aset_bantuan_status", "code", "Keadaan barang bantuan", "State of the aid", codes=c.ASSET, headers=("aset bantuan status", "aset bantuan", "kondisi aset bantuan", "keadaan barang bantuan", "barang bantuan")),
        Column("nilai_aset_usaha", "rupiah", "Nilai aset usaha", "Business assets", "Rp", person="S", low=0, headers=("nilai aset usaha", "nilai aset", "aset usaha")),
        Column("tenaga_kerja", "count", "Tenaga kerja", "Workers", "orang", low=0, high=200, headers=("tenaga kerja", "jumlah tenaga kerja", "pekerja")),
        Column("pembukuan", "yesno", "Ada pembukuan", "Keeps books", codes=c.YES_NO, headers=("pembukuan", "ada pembukuan", "catatan keuangan")),
        Column("jumlah_pendampingan_3bln", "count", "Pendampingan dalam 3 bulan", "Mentor contacts in 3 months", "kali", low=0, high=120, headers=("jumlah pendampingan 3bln", "jumlah pendampingan", "pendampingan 3 bulan", "berapa kali didampingi 3 bulan terakhir", "jumlah pendampingan 3 bulan")),
        Column("tgl_pendampingan_terakhir", "date", "Tanggal pendampingan terakhir", "Last mentor contact", headers=("tanggal pendampingan terakhir", "tgl pendampingan terakhir", "pendampingan terakhir")),
        Column("penyebab_utama", "code", "Penyebab utama", "Primary cause", person="S", codes=c.CAUSE, headers=("penyebab utama", "penyebab", "sebab utama", "apa penyebab utama")),
        Column("penyebab_semua", "codes", "Semua penyebab", "All causes", person="S", codes=c.CAUSE, headers=("penyebab semua", "penyebab lain", "semua penyebab", "apa saja penyebabnya", "penyebab lainnya")),
        Column("sumber_atribusi", "code", "Menurut siapa", "According to", codes=c.ATTRIBUTION, headers=("sumber atribusi", "sumber penyebab", "menurut siapa", "penyebab menurut siapa")),
        Column("uraian_kendala", "text", "Uraian kendala", "Difficulties", person="L", kept=False, headers=("uraian kendala", "kendala", "uraian", "catatan", "ceritakan kendala")),
        Column("kebutuhan", "text", "Kebutuhan", "Needs", person="L", kept=False, headers=("kebutuhan", "kebutuhan penerima")),
        Column("rekomendasi_petugas", "text", "Rekomendasi petugas", "Recommendation", person="L", kept=False, headers=("rekomendasi petugas", "rekomendasi", "saran petugas")),
        *_criteria("saat kunjungan"),
        Column("foto_usaha", "text", "Foto usaha", "Photo of business", person="L", kept=False, headers=("foto usaha", "foto")),
        Column("foto_penerima", "text", "Foto penerima", "Photo of recipient", person="L", kept=False, headers=("foto penerima",)),
        Column("lat", "number", "Lintang", "Latitude", person="L", kept=False, headers=("lat", "lintang", "_lokasi_latitude", "lokasi latitude")),
        Column("lon", "number", "Bujur", "Longitude", person="L", kept=False, headers=("lon", "bujur", "_lokasi_longitude", "lokasi longitude")),
        Column("validasi", "code", "Validasi", "Validation", codes=c.VALIDATION, headers=("validasi", "validation status", "_validation_status", "status validasi", "review state", "reviewstate")),
    ),
)  # fmt: skip

ANGGARAN = Table(
    "anggaran", "Anggaran dan realisasi", "Budget", "satu baris per rekening per triwulan",
    ("tahun_anggaran", "kode_rekening", "kab_kota", "periode"),
    (
        Column("tahun_anggaran", "count", "Tahun anggaran", "Fiscal year", required=True, low=2000, high=2100, headers=("tahun anggaran", "ta", "tahun")),
        Column("kode_sub_kegiatan", "text", "Kode sub kegiatan", "Sub-activity code", headers=("kode sub kegiatan", "kode kegiatan")),
        Column("nama_sub_kegiatan", "text", "Nama sub kegiatan", "Sub-activity", headers=("nama sub kegiatan", "sub kegiatan")),
        Column("kode_rekening", "text", "Kode rekening", "Account code", required=True, headers=("kode rekening", "rekening", "no rekening belanja")),
        Column("nama_rekening", "text", "Nama rekening", "Account", headers=("nama rekening", "uraian rekening", "uraian")),
        Column("sumber_dana", "code", "Sumber dana", "Fund", codes=c.FUND, headers=("sumber dana",)),
        Column("kab_kota", "place", "Kabupaten/kota", "District", headers=("kabupaten kota", "kab kota", "kabupaten")),
        Column("pagu_murni", "rupiah", "Pagu APBD murni", "Original budget", "Rp", required=True, low=0, headers=("pagu murni", "pagu apbd murni", "apbd murni", "anggaran murni")),
        Column("pagu_perubahan", "rupiah", "Pagu APBD Perubahan", "Amended budget", "Rp", low=0, headers=("pagu perubahan", "pagu apbd perubahan", "apbd perubahan", "anggaran perubahan")),
        Column("target_penerima", "count", "Target penerima", "Target recipients", "orang", low=0, headers=("target penerima", "target", "sasaran")),
        Column("periode", "period", "Periode", "Period", required=True, headers=("periode", "triwulan", "tw")),
        Column("realisasi_kumulatif", "rupiah", "Realisasi kumulatif", "Cumulative spending", "Rp", low=0, headers=("realisasi kumulatif", "realisasi sd triwulan", "realisasi s d triwulan", "realisasi keuangan kumulatif", "realisasi sp2d")),
        Column("realisasi_triwulan", "rupiah", "Realisasi triwulan", "Spending in the quarter", "Rp", low=0, headers=("realisasi triwulan", "realisasi triwulan ini")),
        Column("no_sp2d", "text", "Nomor SP2D", "Payment order", headers=("no sp2d", "nomor sp2d")),
        Column("tgl_sp2d", "date", "Tanggal SP2D", "Payment order date", headers=("tanggal sp2d", "tgl sp2d")),
        Column("pengembalian", "rupiah", "Pengembalian (setor kembali)", "Returned", "Rp", low=0, headers=("pengembalian", "setor kembali", "setoran kembali", "sts")),
        Column("tgl_pengembalian", "date", "Tanggal pengembalian", "Date of return", headers=("tanggal pengembalian", "tgl pengembalian", "tgl setor", "tanggal setor")),
        Column("realisasi_fisik", "number", "Realisasi fisik", "Physical progress", "persen", low=0, high=100, headers=("realisasi fisik", "fisik")),
    ),
)  # fmt: skip

DOKUMEN = Table(
    "dokumen", "Dokumen pertanggungjawaban", "Accountability papers", "satu baris per bantuan per jenis dokumen",
    ("id_bantuan", "jenis_dokumen"),
    (
        Column("id_bantuan", "text", "Nomor register bantuan", "Grant number", required=True, headers=("no register", "nomor register", "id bantuan", "id penerima", "kode penerima")),
        Column("jenis_dokumen", "code", "Jenis dokumen", "Kind of paper", required=True, codes=c.DOCUMENT, headers=("jenis dokumen", "dokumen", "nama dokumen")),
        Column("ada", "yesno", "Ada", "Present", required=True, codes=c.YES_NO, headers=("ada", "ada tidak", "keberadaan", "status dokumen")),
        Column("tgl", "date", "Tanggal dokumen", "Date", headers=("tanggal dokumen", "tgl dokumen", "tanggal", "tgl")),
        Column("nilai", "rupiah", "Nilai", "Amount", "Rp", low=0, headers=("nilai dokumen", "nilai", "nilai rp")),
        Column("lokasi_berkas", "text", "Lokasi berkas", "Location of file", person="L", kept=False, headers=("lokasi berkas", "lokasi arsip", "berkas")),
    ),
)  # fmt: skip

TLHP = Table(
    "tlhp", "Tindak lanjut hasil pemeriksaan", "Audit follow-up", "satu baris per rekomendasi per tindak lanjut",
    ("no_lhp", "no_temuan", "tgl_tindak_lanjut"),
    (
        Column("no_lhp", "text", "Nomor LHP", "Audit report number", required=True, headers=("no lhp", "nomor lhp")),
        Column("tgl_lhp", "date", "Tanggal LHP", "Audit report date", required=True, headers=("tanggal lhp", "tgl lhp")),
        Column("tgl_terima_lhp", "date", "Tanggal terima LHP", "Date received", headers=("tanggal terima lhp", "tgl terima lhp", "tgl terima")),
        Column("pemeriksa", "code", "Pemeriksa", "Auditor", required=True, codes=c.AUDITOR, headers=("pemeriksa", "instansi pemeriksa")),
        Column("no_temuan", "text", "Nomor temuan", "Finding number", required=True, headers=("no temuan", "nomor temuan", "kode temuan")),
        Column("uraian", "text", "Uraian temuan", "Finding", person="L", kept=False, headers=("uraian temuan", "temuan")),
        Column("nilai_rp", "rupiah", "Nilai temuan", "Amount", "Rp", low=0, headers=("nilai temuan", "nilai rp", "nilai")),
        Column("rekomendasi", "text", "Rekomendasi", "Recommendation", person="L", kept=False, headers=("rekomendasi",)),
        Column("status", "code", "Status tindak lanjut", "Follow-up status", required=True, codes=c.FOLLOW_UP, headers=("status tindak lanjut", "status", "status tl")),
        Column("tgl_tindak_lanjut", "date", "Tanggal tindak lanjut", "Date of follow-up", headers=("tanggal tindak lanjut", "tgl tindak lanjut", "tgl tl")),
        Column("bukti", "text", "Bukti", "Evidence", person="L", kept=False, headers=("bukti", "bukti tindak lanjut")),
        Column("nilai_disetor", "rupiah", "Nilai disetor", "Amount settled", "Rp", low=0, headers=("nilai disetor", "disetor")),
    ),
)  # fmt: skip

RTL = Table(
    "rtl", "Rencana tindak lanjut", "Follow-up plan", "satu baris per tindakan", ("id",),
    (
        Column("id", "text", "Nomor tindakan", "Action number", required=True, headers=("id", "id rtl", "no rtl", "nomor tindakan")),
        Column("periode", "period", "Periode laporan", "Report period", required=True, headers=("periode", "periode laporan")),
        Column("kab_kota", "place", "Kabupaten/kota", "District", headers=("kabupaten kota", "kab kota")),
        Column("tindakan", "text", "Tindakan", "Action", person="L", kept=False, headers=("tindakan", "rencana tindak lanjut", "uraian tindakan")),
        Column("penanggung_jawab", "text", "Penanggung jawab", "Responsible", person="L", kept=False, headers=("penanggung jawab", "pj")),
        Column("tenggat", "date", "Tenggat", "Due date", required=True, headers=("tenggat", "batas waktu", "tenggat waktu")),
        Column("status", "code", "Status", "Status", required=True, codes=c.ACTION, headers=("status rtl", "status", "status tindakan")),
        Column("tgl", "date", "Tanggal status", "Status date", headers=("tanggal selesai", "tgl selesai", "tgl status")),
        Column("bukti", "text", "Bukti", "Evidence", person="L", kept=False, headers=("bukti",)),
    ),
)  # fmt: skip

PENDAMPING = Table(
    "pendamping", "Pendamping", "Mentors", "satu baris per pendamping per masa tugas", ("id_pendamping", "aktif_dari"),
    (
        Column("id_pendamping", "text", "Kode pendamping", "Mentor id", required=True, headers=("id pendamping", "kode pendamping", "no pendamping")),
        Column("nama", "text", "Nama pendamping", "Name", person="L", kept=False, headers=("nama pendamping", "nama")),
        Column("kab_kota", "place", "Wilayah tugas", "District", required=True, headers=("wilayah tugas", "wilayah", "kabupaten kota", "kab kota")),
        Column("aktif_dari", "date", "Aktif dari", "Active from", required=True, headers=("aktif dari", "mulai tugas", "tmt")),
        Column("aktif_sampai", "date", "Aktif sampai", "Active until", headers=("aktif sampai", "selesai tugas", "sampai dengan")),
        Column("laporan_bulanan", "count", "Jumlah laporan bulanan", "Monthly reports", "laporan", low=0, headers=("laporan bulanan", "jumlah laporan")),
    ),
)  # fmt: skip

PEMADANAN = Table(
    "pemadanan", "Hasil pemadanan", "Matching with other registers", "satu baris per bantuan per jenis pemadanan per tanggal",
    ("id_bantuan", "jenis", "tgl_padan"),
    (
        Column("id_bantuan", "text", "Nomor register bantuan", "Grant number", required=True, headers=("no register", "nomor register", "id bantuan", "id penerima", "kode penerima")),
        Column("jenis", "code", "Jenis pemadanan", "Kind of matching", required=True, codes=c.MATCHING, headers=("jenis pemadanan", "jenis padan", "jenis pengecekan", "pemadanan")),
        Column("hasil", "code", "Hasil pemadanan", "Result of matching", required=True, codes=c.MATCHED, headers=("hasil pemadanan", "hasil padan", "hasil pengecekan", "status pemadanan", "status padan")),
        Column("tgl_padan", "date", "Tanggal pemadanan", "Date of matching", headers=("tanggal pemadanan", "tgl pemadanan", "tanggal padan", "tgl padan", "tanggal pengecekan")),
        Column("sumber", "text", "Sumber data pembanding", "Register matched against", headers=("sumber data", "sumber data pembanding", "sumber pemadanan", "dipadankan dengan", "data pembanding")),
    ),
)  # fmt: skip

TABLES = {t.name: t for t in (PENERIMA, KUNJUNGAN, ANGGARAN, DOKUMEN, TLHP, RTL, PENDAMPING, PEMADANAN)}
