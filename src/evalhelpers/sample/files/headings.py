"""Header words of the offices' own lists, and the order of their columns."""

from __future__ import annotations

from evalhelpers.sample.files.grid import Head

# Text of a register column, its two-row form (group, text), and a second office's word for it.
_REGISTER: dict[str, tuple[str, str, str]] = {
    "id_bantuan": ("", "No Register", "Nomor Register"),
    "nama": ("", "Nama Penerima", "Nama Lengkap"),
    "nik": ("", "NIK", "No. KTP"),
    "no_kk": ("", "No. KK", "Nomor KK"),
    "jenis_kelamin": ("", "L/P", "Jenis Kelamin"),
    "tgl_lahir": ("", "Tgl Lahir", "Tanggal Lahir"),
    "alamat": ("Alamat", "Alamat Lengkap", "Alamat"),
    "rt_rw": ("Alamat", "RT/RW", "RT/RW"),
    "desa_kel": ("Alamat", "Desa/Kel", "Desa/Kelurahan"),
    "kecamatan": ("Alamat", "Kecamatan", "Kecamatan"),
    "kab_kota": ("", "Kab/Kota", "Kabupaten/Kota"),
    "no_hp": ("", "No. HP", "No. HP"),
    "disabilitas": ("", "Disabilitas", "Penyandang Disabilitas"),
    "jml_anggota_rt": ("", "Jml Anggota RT", "Jumlah Anggota Keluarga"),
    "status_dtks": ("", "Status DTKS", "Status DTKS/DTSEN"),
    "desil_dtsen": ("", "Desil DTSEN", "Desil"),
    "tgl_cek_dtsen": ("", "Tgl Cek DTSEN", "Tanggal Cek DTSEN"),
    "jenis_usaha": ("", "Jenis Usaha", "Bidang Usaha"),
    "lama_usaha_bln": ("", "Lama Usaha (bln)", "Lama Usaha (Bulan)"),
    "laba_baseline": ("Sebelum Bantuan", "Laba", "Laba Sebelum Bantuan"),
    "omzet_baseline": ("Sebelum Bantuan", "Omzet", "Omzet Sebelum Bantuan"),
    "pendapatan_rt_baseline": ("Sebelum Bantuan", "Pendapatan RT", "Pendapatan RT Awal"),
    "tgl_baseline": ("", "Tgl Usulan", "Tanggal Data Awal"),
    "sumber_baseline": ("", "Sumber Data Awal", "Sumber Baseline"),
    **{f"kriteria_fm_{k}": ("Kriteria FM", k, f"Kriteria FM {k}") for k in "abcdefgh"},
    "dok_dtks": ("Dokumen", "DTKS", "Dokumen DTKS"),
    "dok_rek_desa": ("Dokumen", "Rek. Desa", "Dokumen Rek. Desa"),
    "dok_rek_dinsos": ("Dokumen", "Rek. Dinsos", "Dokumen Rek. Dinsos"),
    "dok_surat_usaha": ("Dokumen", "Surat Usaha", "Dokumen Surat Usaha"),
    "dok_rab": ("Dokumen", "RAB", "Dokumen RAB"),
    "dok_ktp": ("Dokumen", "KTP", "Dokumen KTP"),
    "dok_kk": ("Dokumen", "KK", "Dokumen KK"),
    "dok_pakta": ("Dokumen", "Pakta", "Dokumen Pakta"),
    "no_sk": ("", "No. SK", "Nomor SK"),
    "tgl_sk": ("", "Tgl SK", "Tanggal SK"),
    "tahun_anggaran": ("", "TA", "Tahun Anggaran"),
    "tahap": ("", "Murni/Perubahan", "Tahap Anggaran"),
    "nilai_usulan": ("", "Nilai Usulan", "Jumlah Usulan"),
    "nilai_sk": ("", "Nilai SK", "Besaran Bantuan"),
    "nilai_salur": ("", "Nilai Disalurkan", "Jumlah Disalurkan"),
    "bentuk_bantuan": ("", "Bentuk Bantuan", "Uang/Barang"),
    "tgl_salur": ("", "Tgl Penyaluran", "Tanggal Pencairan"),
    "no_bast": ("", "No. BAST", "Nomor BAST"),
    "tgl_bast": ("", "Tgl BAST", "Tanggal BAST"),
    "cara_salur": ("", "Cara Penyaluran", "Cara Salur"),
    "id_pendamping": ("", "Kode Pendamping", "Kode Pendamping"),
    "bansos_lain": ("", "Bantuan Lain", "Bansos Lain yang Diterima"),
    "status_administrasi": ("", "Status Administrasi", "Status Penerima"),
    "tgl_status": ("", "Tgl Status", "Tanggal Status"),
}
_PERSON = ("id_bantuan", "nama", "nik", "no_kk", "jenis_kelamin", "tgl_lahir")
_BLOCKS = {
    "place": ("alamat", "rt_rw", "desa_kel", "kecamatan", "kab_kota", "no_hp"),
    "home": ("disabilitas", "jml_anggota_rt", "status_dtks", "desil_dtsen", "tgl_cek_dtsen"),
    "shop": ("jenis_usaha", "lama_usaha_bln", "laba_baseline", "omzet_baseline", "pendapatan_rt_baseline",
             "tgl_baseline", "sumber_baseline"),
    "need": tuple(f"kriteria_fm_{key}" for key in "abcdefgh"),
    "file": ("dok_dtks", "dok_rek_desa", "dok_rek_dinsos", "dok_surat_usaha", "dok_rab", "dok_ktp", "dok_kk",
             "dok_pakta"),
    "decree": ("no_sk", "tgl_sk", "tahun_anggaran", "tahap", "nilai_usulan", "nilai_sk"),
    "payment": ("bentuk_bantuan", "nilai_salur", "tgl_salur", "no_bast", "tgl_bast", "cara_salur"),
    "close": ("id_pendamping", "bansos_lain", "status_administrasi", "tgl_status"),
}  # fmt: skip


def register(blocks: tuple[str, ...], *, grouped: bool, without: tuple[str, ...] = ()) -> list[Head]:
    """Return the columns of a register: a counter, the person, then the blocks in the given order."""
    names = [*_PERSON, *(name for block in blocks for name in _BLOCKS[block])]
    heads = [Head("", "No")]
    for name in names:
        if name not in without:
            group, text, other = _REGISTER[name]
            heads.append(Head(name, text, group) if grouped else Head(name, other))
    return heads


_VISIT: dict[str, tuple[str, str, str]] = {
    "id_kunjungan": ("", "No Kunjungan", "No Kunjungan"),
    "id_bantuan": ("", "No Register", "Nomor Register"),
    "nama": ("", "Nama Penerima", "Nama Penerima"),
    "kab_kota": ("", "Kab/Kota", "Kabupaten/Kota"),
    "kecamatan": ("", "Kecamatan", "Kecamatan"),
    "tgl_kunjungan": ("", "Tgl Kunjungan", "Tanggal Monev"),
    "petugas": ("", "Nama Petugas", "Nama Petugas"),
    "id_petugas": ("", "Kode Pendamping", "Kode Pendamping"),
    "peran_petugas": ("", "Peran Petugas", "Peran"),
    "cara": ("", "Cara Kunjungan", "Metode Kunjungan"),
    "hasil_kunjungan": ("", "Hasil Kunjungan", "Hasil"),
    "status_usaha": ("", "Keadaan Usaha", "Status Usaha"),
    "tgl_berhenti": ("", "Tgl Berhenti", "Tanggal Berhenti"),
    "omzet_bulan": ("Keuangan Usaha Sebulan", "Omzet", "Omzet Sebulan"),
    "biaya_bulan": ("Keuangan Usaha Sebulan", "Biaya", "Biaya Sebulan"),
    "laba_bulan": ("Keuangan Usaha Sebulan", "Laba", "Laba Bersih"),
    "pendapatan_rt_bulan": ("", "Pendapatan RT", "Pendapatan Rumah Tangga"),
    "jml_anggota_rt": ("", "Jml Anggota RT", "Jumlah Anggota Keluarga"),
    "tabungan_ada": ("", "Ada Tabungan", "Punya Tabungan"),
    "tabungan_rp": ("", "Jumlah Tabungan", "Jumlah Tabungan"),
    "utang_rp": ("", "Jumlah Utang", "Utang"),
    "aset_bantuan_status": ("", "Kondisi Aset Bantuan", "Keadaan Barang Bantuan"),
    "nilai_aset_usaha": ("", "Nilai Aset Usaha", "Nilai Aset"),
    "tenaga_kerja": ("", "Tenaga Kerja", "Jumlah Tenaga Kerja"),
    "pembukuan": ("", "Pembukuan", "Ada Pembukuan"),
    "jumlah_pendampingan_3bln": ("", "Jumlah Pendampingan 3 Bulan", "Pendampingan 3 Bulan"),
    "tgl_pendampingan_terakhir": ("", "Tgl Pendampingan Terakhir", "Pendampingan Terakhir"),
    "penyebab_utama": ("", "Penyebab Utama", "Penyebab Utama"),
    "penyebab_semua": ("", "Semua Penyebab", "Semua Penyebab"),
    "sumber_atribusi": ("", "Menurut Siapa", "Sumber Penyebab"),
    "uraian_kendala": ("", "Uraian Kendala", "Kendala"),
    "kebutuhan": ("", "Kebutuhan", "Kebutuhan"),
    "rekomendasi_petugas": ("", "Rekomendasi Petugas", "Saran Petugas"),
    **{f"kriteria_fm_{k}": ("Kriteria FM", k, f"Kriteria FM {k}") for k in "abcdefgh"},
}


def visit(*, grouped: bool) -> list[Head]:
    """Return the columns of a visit list kept in Excel."""
    heads = [Head("", "No")]
    for name, (group, text, other) in _VISIT.items():
        heads.append(Head(name, text, group) if grouped else Head(name, other))
    return heads


QUESTIONS = {
    "waktu_kirim": "Cap waktu",
    "nama": "Nama lengkap penerima",
    "nik": "NIK sesuai KTP",
    "kab_kota": "Kabupaten/Kota",
    "tgl_kunjungan": "Kapan kunjungan dilakukan?",
    "petugas": "Nama petugas pemantau",
    "peran_petugas": "Peran Anda",
    "cara": "Bagaimana kunjungan dilakukan?",
    "hasil_kunjungan": "Apakah penerima ditemui?",
    "status_usaha": "Bagaimana keadaan usaha saat ini?",
    "tgl_berhenti": "Sejak kapan berhenti?",
    "omzet_bulan": "Berapa omzet sebulan?",
    "biaya_bulan": "Berapa biaya usaha sebulan?",
    "laba_bulan": "Berapa laba bersih sebulan?",
    "pendapatan_rt_bulan": "Berapa pendapatan rumah tangga sebulan?",
    "jml_anggota_rt": "Jumlah anggota rumah tangga",
    "tabungan_ada": "Apakah punya tabungan?",
    "aset_bantuan_status": "Keadaan barang bantuan",
    "tenaga_kerja": "Jumlah tenaga kerja",
    "pembukuan": "Ada pembukuan?",
    "jumlah_pendampingan_3bln": "Berapa kali didampingi 3 bulan terakhir?",
    "penyebab_utama": "Apa penyebab utama?",
    "penyebab_semua": "Apa saja penyebabnya?",
    "sumber_atribusi": "Penyebab menurut siapa?",
    "uraian_kendala": "Ceritakan kendala",
    "kebutuhan": "Kebutuhan penerima",
    "rekomendasi_petugas": "Saran petugas",
}

PROVINCE: dict[str, tuple[Head, ...]] = {
    "anggaran": (
        Head("", "No"),
        Head("tahun_anggaran", "Tahun Anggaran"),
        Head("kode_sub_kegiatan", "Kode Sub Kegiatan"),
        Head("nama_sub_kegiatan", "Nama Sub Kegiatan"),
        Head("kode_rekening", "Kode Rekening"),
        Head("nama_rekening", "Nama Rekening"),
        Head("sumber_dana", "Sumber Dana"),
        Head("pagu_murni", "Pagu APBD Murni"),
        Head("pagu_perubahan", "Pagu APBD Perubahan"),
        Head("target_penerima", "Target Penerima"),
        Head("periode", "Triwulan"),
        Head("realisasi_kumulatif", "Realisasi s.d. Triwulan"),
        Head("no_sp2d", "No. SP2D"),
        Head("tgl_sp2d", "Tgl SP2D"),
        Head("pengembalian", "Setor Kembali"),
        Head("tgl_pengembalian", "Tgl Setor"),
        Head("realisasi_fisik", "Realisasi Fisik"),
    ),
    "dokumen": (
        Head("", "No"),
        Head("id_bantuan", "No Register"),
        Head("jenis_dokumen", "Jenis Dokumen"),
        Head("ada", "Ada/Tidak"),
        Head("tgl", "Tanggal Dokumen"),
        Head("nilai", "Nilai Dokumen"),
        Head("lokasi_berkas", "Lokasi Berkas"),
    ),
    "tlhp": (
        Head("", "No"),
        Head("no_lhp", "Nomor LHP"),
        Head("tgl_lhp", "Tanggal LHP"),
        Head("tgl_terima_lhp", "Tanggal Terima LHP"),
        Head("pemeriksa", "Pemeriksa"),
        Head("no_temuan", "No. Temuan"),
        Head("uraian", "Uraian Temuan"),
        Head("nilai_rp", "Nilai Temuan"),
        Head("rekomendasi", "Rekomendasi"),
        Head("status", "Status Tindak Lanjut"),
        Head("tgl_tindak_lanjut", "Tanggal Tindak Lanjut"),
        Head("bukti", "Bukti"),
        Head("nilai_disetor", "Nilai Disetor"),
    ),
    "rtl": (
        Head("id", "No. RTL"),
        Head("periode", "Periode Laporan"),
        Head("kab_kota", "Kab/Kota"),
        Head("tindakan", "Rencana Tindak Lanjut"),
        Head("penanggung_jawab", "Penanggung Jawab"),
        Head("tenggat", "Batas Waktu"),
        Head("status", "Status"),
        Head("tgl", "Tanggal Status"),
        Head("bukti", "Bukti"),
    ),
    "pendamping": (
        Head("", "No"),
        Head("id_pendamping", "Kode Pendamping"),
        Head("nama", "Nama Pendamping"),
        Head("kab_kota", "Wilayah Tugas"),
        Head("aktif_dari", "Mulai Tugas"),
        Head("aktif_sampai", "Selesai Tugas"),
        Head("laporan_bulanan", "Jumlah Laporan"),
    ),
    "pemadanan": (
        Head("", "No"),
        Head("id_bantuan", "No Register"),
        Head("jenis", "Jenis Pemadanan"),
        Head("hasil", "Hasil Pemadanan"),
        Head("tgl_padan", "Tgl Pemadanan"),
        Head("sumber", "Sumber Data"),
    ),
}
