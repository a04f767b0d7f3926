"""Closed lists of coded values, with the words the field writes for them.

Words are compared after lower-casing and dropping punctuation, so one form of each is enough.
"""

from __future__ import annotations

from evalhelpers.dictionary.model import Code

YES_NO = (
    Code(
        "ya",
        "Ya",
        "Yes",
        ("ya", "y", "iya", "ada", "sudah", "v", "√", "✓", "1", "true", "benar", "yes", "lengkap"),
    ),
    Code(
        "tidak",
        "Tidak",
        "No",
        ("tidak", "tdk", "t", "tidak ada", "tdk ada", "belum", "blm", "belum ada", "0", "false", "no", "n"),
    ),
)
YES_NO_UNKNOWN = (
    *YES_NO,
    Code("tidak_ada_data", "Tidak ada data", "No data", ("tidak ada data", "tidak diketahui")),
)

SEX = (
    Code("L", "Laki-laki", "Male", ("l", "lk", "laki", "laki laki", "pria", "male", "m")),
    Code("P", "Perempuan", "Female", ("p", "pr", "perempuan", "wanita", "female", "f")),
)

DTKS = (
    Code("terdaftar", "Terdaftar", "Registered", ("terdaftar", "ya", "ada", "terdata", "masuk dtks")),
    Code(
        "tidak", "Tidak terdaftar", "Not registered", ("tidak", "tdk", "tidak terdaftar", "belum terdaftar")
    ),
    Code("tidak_dicek", "Tidak dicek", "Not checked", ("tidak dicek", "belum dicek", "blm dicek")),
)

BUSINESS = (
    Code(
        "kios_sembako",
        "Kios sembako",
        "Grocery kiosk",
        ("kios", "sembako", "warung sembako", "toko kelontong", "kelontong", "warung"),
    ),
    Code(
        "kuliner",
        "Kuliner",
        "Food and drink",
        (
            "kuliner",
            "bakso",
            "makanan",
            "makanan minuman",
            "gorengan",
            "kue",
            "warung makan",
            "jual kue",
            "jualan makanan",
            "nasi kuning",
            "es dan minuman",
        ),
    ),
    Code(
        "sayur_keliling",
        "Sayur keliling",
        "Vegetable cart",
        ("sayur", "sayur keliling", "jual sayur", "pedagang sayur", "sayuran keliling"),
    ),
    Code(
        "perikanan_tangkap",
        "Perikanan tangkap",
        "Fishing",
        ("nelayan", "perikanan tangkap", "tangkap ikan", "melaut"),
    ),
    Code(
        "budidaya_ikan_tambak",
        "Budidaya ikan/tambak",
        "Fish farming",
        (
            "tambak",
            "budidaya ikan",
            "kolam ikan",
            "ternak ikan",
            "budidaya ikan tambak",
            "tambak bandeng",
            "tambak udang",
        ),
    ),
    Code("rumput_laut", "Rumput laut", "Seaweed", ("rumput laut", "budidaya rumput laut", "rmpt laut")),
    Code(
        "olahan_ikan",
        "Olahan ikan",
        "Fish processing",
        ("olahan ikan", "ikan asin", "abon ikan", "kerupuk ikan"),
    ),
    Code(
        "ternak_unggas",
        "Ternak unggas",
        "Poultry",
        (
            "ternak ayam",
            "ayam",
            "itik",
            "ternak unggas",
            "unggas",
            "ternak itik",
            "ayam potong",
            "ayam petelur",
        ),
    ),
    Code("ternak_babi", "Ternak babi", "Pigs", ("ternak babi", "babi", "peternakan babi")),
    Code(
        "ternak_kambing_sapi",
        "Ternak kambing/sapi",
        "Goats and cattle",
        ("kambing", "sapi", "ternak kambing", "ternak sapi", "ternak kambing sapi"),
    ),
    Code(
        "pertanian_hortikultura",
        "Pertanian/hortikultura",
        "Farming",
        ("tani", "pertanian", "kebun", "hortikultura", "kebun sayur", "berkebun", "petani"),
    ),
    Code(
        "kerajinan_anyaman_batik",
        "Kerajinan/anyaman/batik",
        "Crafts",
        ("kerajinan", "anyaman", "batik", "manik manik", "rotan"),
    ),
    Code("menjahit", "Menjahit", "Tailoring", ("jahit", "menjahit", "penjahit", "jahitan")),
    Code(
        "bengkel_tambal_ban",
        "Bengkel/tambal ban",
        "Repair workshop",
        ("bengkel", "tambal ban", "bengkel motor"),
    ),
    Code(
        "jasa_lain",
        "Jasa lain",
        "Other services",
        ("jasa", "laundry", "cukur", "pangkas rambut", "pulsa", "ojek", "ojek online", "jasa lain", "salon"),
    ),
    Code(
        "perdagangan_lain",
        "Perdagangan lain",
        "Other trade",
        ("dagang", "jualan", "jual pakaian", "pakaian", "perdagangan lain", "jual bensin", "dagang online"),
    ),
    Code("lainnya", "Lainnya", "Other", ("lainnya", "lain lain", "lain")),
)
BUSINESS_GROUP = {
    "kios_sembako": "perdagangan", "sayur_keliling": "perdagangan", "perdagangan_lain": "perdagangan",
    "kuliner": "kuliner", "olahan_ikan": "kuliner",
    "perikanan_tangkap": "perikanan", "budidaya_ikan_tambak": "perikanan", "rumput_laut": "perikanan",
    "ternak_unggas": "peternakan", "ternak_babi": "peternakan", "ternak_kambing_sapi": "peternakan",
    "pertanian_hortikultura": "pertanian",
    "kerajinan_anyaman_batik": "jasa_kerajinan", "menjahit": "jasa_kerajinan",
    "bengkel_tambal_ban": "jasa_kerajinan", "jasa_lain": "jasa_kerajinan", "lainnya": "jasa_kerajinan",
}  # fmt: skip
GROUPS = (
    Code("perdagangan", "Perdagangan", "Trade"),
    Code("kuliner", "Kuliner", "Food and drink"),
    Code("perikanan", "Perikanan", "Fisheries"),
    Code("peternakan", "Peternakan", "Livestock"),
    Code("pertanian", "Pertanian", "Farming"),
    Code("jasa_kerajinan", "Jasa, kerajinan, dan lainnya", "Services, crafts and other"),
)
AGE_GROUPS = (
    Code("17-29", "17–29 tahun", "17–29 years"),
    Code("30-44", "30–44 tahun", "30–44 years"),
    Code("45-59", "45–59 tahun", "45–59 years"),
    Code("60+", "60 tahun ke atas", "60 years and over"),
)

BUDGET_STAGE = (
    Code("murni", "APBD murni", "Original budget", ("murni", "apbd murni", "induk")),
    Code(
        "perubahan",
        "APBD Perubahan",
        "Amended budget",
        ("perubahan", "apbd perubahan", "apbd p", "apbdp", "p"),
    ),
)
AID_FORM = (
    Code("uang", "Uang", "Cash", ("uang", "tunai", "dana", "cash", "uang tunai")),
    Code("barang", "Barang", "Goods", ("barang", "peralatan", "alat", "barang modal")),
)
PAYMENT = (
    Code("transfer", "Transfer", "Transfer", ("transfer", "tf", "rekening", "nontunai", "non tunai", "trf")),
    Code("tunai", "Tunai", "Cash in hand", ("tunai", "cash", "kontan")),
    Code("barang", "Barang", "Goods", ("barang", "serah terima barang")),
)
OTHER_AID = (
    Code("PKH", "PKH", "PKH", ("pkh",)),
    Code("BPNT", "BPNT/Sembako", "BPNT", ("bpnt", "sembako", "bpnt sembako")),
    Code("PENA", "PENA", "PENA", ("pena",)),
    Code("KUBE", "KUBE", "KUBE", ("kube",)),
    Code("BPUM", "BPUM", "BPUM", ("bpum", "banpres")),
    Code("lain", "Lainnya", "Other", ("lain", "lainnya", "blt", "blt desa")),
)
ADMIN_STATUS = (
    Code("aktif", "Aktif", "Active", ("aktif",)),
    Code("batal", "Batal", "Cancelled", ("batal", "dibatalkan", "gugur")),
    Code(
        "meninggal",
        "Meninggal",
        "Dead",
        ("meninggal", "meninggal dunia", "alm", "almarhum", "almarhumah", "wafat"),
    ),
    Code(
        "pindah",
        "Pindah keluar provinsi",
        "Moved out of the province",
        ("pindah", "pindah domisili", "pindah keluar provinsi"),
    ),
    Code("mengundurkan_diri", "Mengundurkan diri", "Withdrew", ("mengundurkan diri", "mundur", "undur diri")),
)
BASELINE_SOURCE = (
    Code("usulan", "Usulan", "Application", ("usulan", "proposal")),
    Code("asesmen", "Asesmen", "Assessment", ("asesmen", "assessment", "verifikasi")),
    Code("ingatan", "Ingatan", "Recall", ("ingatan", "recall")),
)

ROLE = (
    Code("pendamping", "Pendamping", "Mentor", ("pendamping", "pendamping sosial", "tksk", "psm")),
    Code(
        "dinsos_prov",
        "Dinas Sosial provinsi",
        "Provincial office",
        ("dinsos prov", "dinsos provinsi", "petugas provinsi", "dinas sosial provinsi"),
    ),
    Code(
        "dinsos_kab",
        "Dinas Sosial kabupaten/kota",
        "District office",
        ("dinsos kab", "dinsos kabupaten", "dinsos kota", "petugas kabupaten", "dinas sosial kabupaten kota"),
    ),
    Code("inspektorat", "Inspektorat", "Inspectorate", ("inspektorat", "apip")),
)
MODE = (
    Code(
        "tatap_muka",
        "Tatap muka",
        "Face to face",
        ("tatap muka", "kunjungan", "langsung", "kunjungan langsung", "datang"),
    ),
    Code(
        "telepon",
        "Telepon",
        "Telephone",
        ("telepon", "telp", "hp", "wa", "whatsapp", "telpon", "via telepon"),
    ),
    Code(
        "pihak_ketiga",
        "Pihak ketiga",
        "Third party",
        ("pihak ketiga", "tetangga", "keluarga", "melalui tetangga"),
    ),
)
RESULT = (
    Code("bertemu", "Bertemu", "Met", ("bertemu", "ketemu", "ada di tempat", "ditemui", "bertemu penerima")),
    Code(
        "tidak_di_tempat",
        "Tidak di tempat",
        "Not at home",
        (
            "tidak di tempat",
            "tdk di tempat",
            "tidak ada di tempat",
            "tidak di rumah",
            "keluar",
            "tidak ketemu",
            "tidak bertemu",
        ),
    ),
    Code("pindah", "Pindah", "Moved", ("pindah", "pindah domisili", "pindah alamat", "sudah pindah")),
    Code("meninggal", "Meninggal", "Dead", ("meninggal", "meninggal dunia", "wafat")),
    Code("menolak", "Menolak", "Refused", ("menolak", "tidak bersedia")),
    Code(
        "tidak_ditemukan",
        "Tidak ditemukan",
        "Not found",
        ("tidak ditemukan", "tdk ditemukan", "alamat tidak ditemukan"),
    ),
)
STATUS = (
    Code(
        "berkembang",
        "Berkembang",
        "Growing",
        ("berkembang", "maju", "meningkat", "lancar maju", "makin maju"),
    ),
    Code(
        "tetap",
        "Tetap",
        "Steady",
        (
            "tetap",
            "stabil",
            "jalan",
            "berjalan",
            "aktif",
            "lancar",
            "masih jalan",
            "masih berjalan",
            "jalan terus",
        ),
    ),
    Code("menurun", "Menurun", "Declining", ("menurun", "turun", "sepi", "macet", "mandek", "kurang lancar")),
    Code(
        "ganti_usaha",
        "Ganti usaha",
        "Changed business",
        ("ganti usaha", "ganti", "beralih usaha", "usaha lain"),
    ),
    Code(
        "belum_berjalan",
        "Belum berjalan",
        "Not yet running",
        ("belum berjalan", "blm jalan", "belum jalan", "belum mulai", "blm berjalan"),
    ),
    Code(
        "berhenti_sementara",
        "Berhenti sementara",
        "Stopped for now",
        ("berhenti sementara", "vakum", "libur", "tutup sementara", "istirahat"),
    ),
    Code(
        "berhenti_permanen",
        "Berhenti permanen",
        "Stopped for good",
        (
            "berhenti permanen",
            "tutup",
            "bangkrut",
            "gulung tikar",
            "berhenti",
            "tutup permanen",
            "sudah tutup",
        ),
    ),
)
ASSET = (
    Code(
        "lengkap_dipakai",
        "Lengkap dan dipakai",
        "Complete and in use",
        ("lengkap dipakai", "lengkap", "lengkap dan dipakai", "masih ada", "dipakai"),
    ),
    Code("sebagian", "Sebagian", "In part", ("sebagian", "sebagian dipakai", "tinggal sebagian")),
    Code("rusak", "Rusak", "Broken", ("rusak", "rusak berat")),
    Code("hilang", "Hilang", "Lost", ("hilang", "dicuri")),
    Code("dijual", "Dijual", "Sold", ("dijual", "terjual")),
    Code(
        "dipindahtangankan",
        "Dipindahtangankan",
        "Given away",
        ("dipindahtangankan", "dipinjamkan", "diberikan orang lain"),
    ),
    Code("tidak_dilihat", "Tidak dilihat", "Not seen", ("tidak dilihat", "tdk dilihat", "belum dilihat")),
)
CAUSE = (
    Code(
        "11",
        "Jarang/tidak dikunjungi pendamping",
        "Rarely visited",
        ("jarang dikunjungi", "tidak dikunjungi", "pendamping jarang datang"),
    ),
    Code("12", "Tidak ada pelatihan", "No training", ("tidak ada pelatihan", "kurang pelatihan")),
    Code(
        "13",
        "Pendamping kosong/berganti",
        "Mentor absent or changed",
        ("pendamping kosong", "pendamping berganti", "pendamping ganti"),
    ),
    Code(
        "14",
        "Tidak dibantu pemasaran/pembukuan",
        "No help with marketing or books",
        ("tidak dibantu pemasaran", "pemasaran", "pembukuan"),
    ),
    Code(
        "21",
        "Tidak sesuai keterampilan",
        "Skill mismatch",
        ("tidak sesuai keterampilan", "kurang keterampilan"),
    ),
    Code(
        "22",
        "Pasar jenuh/sepi pembeli",
        "Saturated market",
        ("pasar jenuh", "sepi pembeli", "pembeli sepi", "tidak laku"),
    ),
    Code(
        "23",
        "Lokasi tidak cocok",
        "Poor location",
        ("lokasi tidak cocok", "lokasi", "lokasi kurang strategis"),
    ),
    Code(
        "24",
        "Barang tidak sesuai kebutuhan/RAB",
        "Goods not as needed",
        ("barang tidak sesuai", "barang tidak sesuai kebutuhan", "tidak sesuai rab"),
    ),
    Code(
        "25",
        "Skala/modal terlalu kecil",
        "Too little capital",
        ("modal kecil", "modal kurang", "kurang modal", "modal habis", "modal terlalu kecil"),
    ),
    Code(
        "31", "Bencana/cuaca", "Disaster or weather", ("banjir", "kebakaran", "cuaca", "gelombang", "bencana")
    ),
    Code(
        "32",
        "Harga bahan/jual",
        "Prices",
        ("harga naik", "harga turun", "harga bahan naik", "harga jual turun"),
    ),
    Code(
        "33",
        "Sakit/meninggal/mengurus keluarga",
        "Illness, death or care",
        ("sakit", "mengurus keluarga", "keluarga sakit"),
    ),
    Code(
        "34",
        "Hama/penyakit ternak-tanaman",
        "Pests and diseases",
        ("hama", "penyakit ternak", "ternak mati", "ayam mati"),
    ),
    Code("35", "Pindah domisili", "Moved", ("pindah", "pindah domisili")),
    Code("36", "Persaingan", "Competition", ("persaingan", "banyak saingan", "saingan", "barang malaysia")),
    Code("37", "Transportasi/akses", "Transport or access", ("transportasi", "akses", "ongkos mahal")),
    Code(
        "41",
        "Modal terpakai konsumsi",
        "Capital consumed",
        ("modal terpakai", "konsumsi", "dipakai kebutuhan"),
    ),
    Code(
        "42",
        "Alat dijual/dipindahtangankan",
        "Tools sold or given away",
        ("alat dijual", "dijual", "dipindahtangankan"),
    ),
    Code("43", "Utang", "Debt", ("utang", "hutang", "terlilit utang")),
    Code(
        "44",
        "Berhenti karena bekerja/beralih nafkah",
        "Took other work",
        ("bekerja", "kerja di tempat lain", "beralih nafkah", "kerja perusahaan"),
    ),
    Code("99", "Tidak diketahui", "Unknown", ("tidak diketahui", "tidak tahu", "lainnya", "p9")),
    # For forms that ask only for the group.
    Code(
        "10",
        "Kurang pendampingan, tanpa rincian",
        "Too little mentoring, not specified",
        ("p1", "kurang pendampingan", "kurangnya pendampingan"),
    ),
    Code(
        "20",
        "Jenis usaha kurang tepat, tanpa rincian",
        "Unsuitable business, not specified",
        ("p2", "jenis usaha kurang tepat", "jenis usaha tidak tepat"),
    ),
    Code(
        "30",
        "Faktor eksternal, tanpa rincian",
        "Outside causes, not specified",
        ("p3", "faktor eksternal", "faktor luar", "eksternal"),
    ),
    Code(
        "40",
        "Penggunaan bantuan/perilaku, tanpa rincian",
        "Use of the aid, not specified",
        ("p4", "penggunaan bantuan", "penggunaan bantuan perilaku"),
    ),
)
CAUSE_GROUPS = (
    Code("P1", "Kurang pendampingan", "Too little mentoring"),
    Code("P2", "Jenis usaha kurang tepat", "Unsuitable business"),
    Code("P3", "Faktor eksternal", "Outside causes"),
    Code("P4", "Penggunaan bantuan/perilaku", "Use of the aid"),
    Code("P9", "Tidak diketahui", "Unknown"),
)
ATTRIBUTION = (
    Code("penerima", "Penerima", "Recipient", ("penerima", "penerima bantuan", "kpm")),
    Code("pendamping", "Pendamping", "Mentor", ("pendamping",)),
    Code("petugas", "Petugas", "Officer", ("petugas", "dinsos")),
)
VALIDATION = (
    Code(
        "disetujui",
        "Disetujui",
        "Approved",
        ("disetujui", "approved", "validation status approved", "setuju"),
    ),
    Code(
        "ditolak",
        "Ditolak",
        "Not approved",
        ("ditolak", "not approved", "validation status not approved", "tolak", "rejected"),
    ),
    Code(
        "ditunda",
        "Ditunda",
        "On hold",
        ("ditunda", "on hold", "validation status on hold", "tunda", "hasissues", "has issues"),
    ),
)

DOCUMENT = (
    Code(
        "bast",
        "Berita acara serah terima",
        "Hand-over record",
        ("bast", "berita acara", "berita acara serah terima"),
    ),
    Code(
        "bukti_transfer",
        "Bukti transfer",
        "Proof of transfer",
        ("bukti transfer", "transfer", "slip transfer"),
    ),
    Code("nota", "Nota", "Receipts", ("nota", "kuitansi", "kwitansi", "nota belanja")),
    Code("foto", "Foto", "Photographs", ("foto", "dokumentasi", "foto usaha")),
    Code("lpj", "Laporan pertanggungjawaban", "Use report", ("lpj", "laporan pertanggungjawaban")),
    Code("pakta_integritas", "Pakta integritas", "Integrity pledge", ("pakta", "pakta integritas")),
)
FUND = (
    Code("PAD", "PAD", "PAD", ("pad",)),
    Code("DAU", "DAU", "DAU", ("dau",)),
    Code("DBH", "DBH", "DBH", ("dbh",)),
    Code("lain", "Lainnya", "Other", ("lain", "lainnya")),
)
AUDITOR = (
    Code("Inspektorat", "Inspektorat", "Inspectorate", ("inspektorat", "apip", "itprov")),
    Code("BPK", "BPK", "BPK", ("bpk", "bpk ri")),
    Code("BPKP", "BPKP", "BPKP", ("bpkp",)),
)
FOLLOW_UP = (
    Code(
        "1",
        "Sesuai dengan rekomendasi",
        "As recommended",
        ("sesuai", "selesai", "sesuai dengan rekomendasi", "tuntas", "s", "sesuai rekomendasi"),
    ),
    Code(
        "2",
        "Belum sesuai dengan rekomendasi",
        "Not yet as recommended",
        (
            "belum sesuai",
            "dalam proses",
            "proses",
            "belum sesuai dengan rekomendasi",
            "bs",
            "belum sesuai rekomendasi",
        ),
    ),
    Code(
        "3",
        "Belum ditindaklanjuti",
        "Not followed up",
        ("belum ditindaklanjuti", "belum", "bd", "belum tl", "belum ditindak lanjuti"),
    ),
    Code(
        "4",
        "Tidak dapat ditindaklanjuti",
        "Cannot be followed up",
        ("tidak dapat ditindaklanjuti", "tdk dapat ditindaklanjuti", "tdd", "tidak dapat ditindak lanjuti"),
    ),
)
ACTION = (
    Code("belum", "Belum", "Not started", ("belum",)),
    Code("proses", "Proses", "Under way", ("proses", "dalam proses")),
    Code("selesai", "Selesai", "Done", ("selesai", "tuntas")),
    Code("tidak_dilanjutkan", "Tidak dilanjutkan", "Dropped", ("tidak dilanjutkan", "batal")),
)
MATCHING = (
    Code("nik_ganda", "NIK ganda", "Same NIK twice", ("nik ganda", "nik dobel", "nik duplikat")),
    Code("kk_ganda", "KK ganda", "Same family card twice", ("kk ganda", "kk dobel", "satu kk")),
    Code(
        "dukcapil",
        "Bermasalah di Dukcapil",
        "Unknown or dead in the civil register",
        ("dukcapil", "siak", "adminduk", "data kependudukan"),
    ),
    Code(
        "aparatur",
        "Aparatur (ASN, TNI, Polri, perangkat desa)",
        "Public servant",
        ("aparatur", "asn", "pns", "asn tni polri", "tni polri", "perangkat desa"),
    ),
    Code(
        "bansos_serupa",
        "Bantuan serupa",
        "Similar aid elsewhere",
        ("bansos serupa", "bantuan serupa", "bansos sejenis", "bantuan sejenis", "siks ng"),
    ),
)
# "Cocok" is no word for either: in the register of public servants a match is the fault, in Dukcapil it is none.
MATCHED = (
    Code("bersih", "Bersih", "Nothing found", ("bersih", "nihil", "tidak ada masalah", "aman")),
    Code(
        "ditandai",
        "Ditandai (perlu diklarifikasi)",
        "Flagged (to be clarified)",
        ("ditandai", "perlu klarifikasi", "perlu diklarifikasi", "terindikasi", "bermasalah", "ganda"),
    ),
    Code(
        "tidak_diperiksa",
        "Tidak diperiksa",
        "Not checked",
        (
            "tidak diperiksa",
            "belum diperiksa",
            "tidak dicek",
            "belum dicek",
            "tidak dipadankan",
            "belum dipadankan",
        ),
    ),
)
