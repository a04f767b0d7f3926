"""Indonesian headings, fixed paragraphs and notes of the report; data only."""

from __future__ import annotations

CHAPTER = "Bab {number} {title}"
TITLES = {
    "ringkasan": "Ringkasan Eksekutif",
    "pendahuluan": "Pendahuluan",
    "metodologi": "Metodologi dan Mutu Data",
    "penyaluran": "Realisasi Penyaluran dan Anggaran",
    "perkembangan": "Perkembangan Usaha",
    "penyebab": "Kendala dan Penyebab Kegagalan",
    "kesejahteraan": "Perubahan Kesejahteraan dan Keberlanjutan",
    "akuntabilitas": "Akuntabilitas dan Tindak Lanjut Inspektorat",
    "penutup": "Kesimpulan, Rekomendasi, dan Rencana Tindak Lanjut",
    "lampiran": "Lampiran",
}
SUBTITLES = {
    "angka_kunci": "Keadaan terhadap target",
    "tindakan": "Tindakan yang paling perlu",
    "latar": "Latar belakang dan tujuan",
    "dasar": "Dasar hukum",
    "lingkup": "Ruang lingkup",
    "cakupan": "Cakupan pemantauan",
    "ukuran": "Siapa yang dihitung dan cara menghitung",
    "mutu": "Mutu data",
    "bantuan": "Penyaluran bantuan",
    "anggaran": "Serapan anggaran",
    "pemerataan": "Pemerataan",
    "bukti": "Bukti pertanggungjawaban",
    "klarifikasi": "Hal yang perlu diklarifikasi",
    "rantai": "Rantai rupiah",
    "tahun_bantuan": "Keadaan menurut tahun bantuan",
    "kaitan": "Yang berkaitan dengan usaha berhenti permanen",
    "inspektorat": "Tindak lanjut hasil pemeriksaan",
    "periode_lalu": "Tindak lanjut rekomendasi periode lalu",
    "perubahan": "Perubahan sejak periode lalu",
    "keluar": "Indikasi keluar dari kategori fakir miskin (proksi)",
    "keadaan": "Keadaan usaha",
    "tingkat": "Tiga tingkat keberhasilan",
    "kelompok": "Keadaan menurut kelompok usaha",
    "kabkota": "Perbandingan antarkabupaten/kota",
    "laba": "Perubahan laba",
    "berhenti": "Usaha yang berhenti permanen",
    "sebab_berhenti": "Penyebab usaha berhenti permanen",
    "sebab_menurun": "Penyebab usaha menurun atau berhenti sementara",
    "garis": "Penerima terhadap garis kemiskinan (proksi)",
    "lanjut": "Keberlanjutan",
    "garis_dipakai": "Garis kemiskinan yang dipakai",
    "kesimpulan": "Kesimpulan",
    "rekomendasi": "Rekomendasi dan rencana tindak lanjut",
    "definisi": "Definisi operasional",
    "rinci": "Tabel rinci",
    "masalah": "Masalah data menurut jenis",
    "asal": "Asal data",
}

BACKGROUND = (
    "{programme} diberikan kepada warga yang sangat miskin untuk menguatkan usaha yang sudah mereka "
    "jalankan. Petugas dan pendamping mengunjungi penerima secara berkala dan mencatat keadaan usahanya. "
    "Laporan ini merangkum catatan tersebut untuk {place}, {period}."
)
PURPOSE = (
    "Laporan menjawab lima pertanyaan: berapa usaha yang masih berjalan dan berkembang; apa kendala usaha "
    "yang menurun atau berhenti; sejauh mana bantuan tersalurkan dan setiap rupiahnya dapat "
    "dipertanggungjawabkan; bagaimana pendapatan rumah tangga penerima dibandingkan dengan garis "
    "kemiskinan; dan apa yang perlu dilakukan. Yang belum diketahui disebut dengan terang."
)
LEGAL = "Laporan ini disusun berdasarkan:"
LEGAL_BLANK = "Dasar hukum: belum ditetapkan."
SCOPE = (
    "Yang dievaluasi ialah {everyone} penerima di {place}, yaitu mereka yang bantuannya diserahkan lebih "
    "dari {due} hari dan paling lama {months} bulan sebelum {end}. Penerima dengan lebih dari satu bantuan "
    "dihitung satu kali."
)
REPEATED = "Di antara mereka, {repeated} orang pernah menerima dua bantuan atau lebih."
REPEATED_NONE = "Di antara mereka tidak ada yang pernah menerima dua bantuan atau lebih."
SCOPE_EMPTY = (
    "Belum ada penerima di {place} yang bantuannya diserahkan lebih dari {due} hari dan paling lama {months} "
    "bulan sebelum {end}."
)
WHO = (
    "Bantuan yang dibatalkan dan penerima yang meninggal sebelum penyerahan tidak dihitung. Penerima yang "
    "kemudian meninggal, pindah keluar provinsi, atau mengundurkan diri tetap dihitung sebagai keluar dari "
    "pemantauan. Kabupaten/kota ialah yang tertulis dalam SK."
)
WINDOW = (
    "Keadaan usaha diambil dari kunjungan sah terakhir antara {window_start} dan {end}. Kunjungan sah ialah "
    "kunjungan ({modes}) yang bertemu penerima setelah bantuan diserahkan, mencatat keadaan usaha, dan tidak "
    "ditolak saat validasi. Penerima tanpa kunjungan sah dalam jangka itu disebut belum terpantau (status "
    "belum diketahui)."
)
CARRIED = (
    "Usaha yang pernah tercatat berhenti permanen tetap dihitung berhenti sampai ada kunjungan yang "
    "menemukannya berjalan kembali."
)
ACTIVE = {
    True: "Usaha dihitung masih berjalan bila berkembang, tetap, menurun, atau berganti jenis usaha. Usaha "
    "yang belum berjalan atau berhenti sementara tidak dihitung berjalan dan tidak pula dihitung gagal.",
    False: "Usaha dihitung masih berjalan bila berkembang, tetap, atau menurun. Usaha yang berganti jenis, "
    "belum berjalan, atau berhenti sementara tidak dihitung berjalan dan tidak pula dihitung gagal.",
}
BOUNDS = (
    "Persentase utama dihitung dari penerima yang jawabannya diketahui. Di sampingnya selalu disebut batas "
    "terendah dan tertinggi yang mungkin bagi seluruh penerima: terendah bila semua yang belum diketahui "
    "tidak memenuhi, tertinggi bila semuanya memenuhi. Selang kepercayaan 95% menganggap penerima yang belum "
    "terpantau serupa dengan yang terpantau; anggapan itu belum tentu benar."
)
NOT_COMPARED = "Kabupaten/kota dan kelompok dengan kurang dari tiga puluh orang tidak dibandingkan."
SMALL = (
    "Persentase tidak ditulis bila orang yang dihitung kurang dari sepuluh, dan ditulis tanpa desimal bila "
    "kurang dari tiga puluh. Tanda – dalam tabel berarti tidak ada angka, atau persentase yang tidak "
    "ditulis. "
) + NOT_COMPARED
LEVELS = {
    "bertahan": "Masih berjalan: usaha penerima masih aktif.",
    "berkembang": "Laba meningkat: masih berjalan dan laba setelah memperhitungkan kenaikan harga "
    "sekurang-kurangnya {gain} di atas laba sebelum bantuan.",
    "graduasi": "Di atas garis kemiskinan (proksi): memenuhi keduanya dan pendapatan rumah tangga per orang "
    "berada pada atau di atas garis kemiskinan.",
}
SUCCESS = "Tingkat keberhasilan yang dipakai: {level}. Ketiga tingkat selalu ditampilkan."
LEVEL_NAMES = {
    "bertahan": "masih berjalan",
    "berkembang": "laba meningkat",
    "graduasi": "di atas garis kemiskinan (proksi)",
}

CAVEAT = (
    "Angka ini menggambarkan keadaan setelah menerima bantuan dan tidak membuktikan bahwa perubahan "
    "disebabkan oleh bantuan."
)
SELF_REPORT = (
    "Laba awal berasal dari pengakuan pemohon saat mengusulkan bantuan dan dapat lebih rendah daripada "
    "keadaan sebenarnya."
)
PROXY = (
    "Angka ini proksi dari pendapatan menurut pengakuan; bukan angka kemiskinan BPS dan bukan penetapan "
    "keluar dari kategori fakir miskin, yang ditentukan melalui pemutakhiran DTSEN."
)
PRICES_NOMINAL = "Perbandingan laba belum memperhitungkan kenaikan harga."
PRICES = (
    "Laba dibandingkan setelah memperhitungkan kenaikan harga; untuk bulan yang perubahan indeks harganya "
    "belum tersedia, perbandingan belum memperhitungkan kenaikan harga."
)
STATED = (
    "Penyebab ditulis menurut pernyataan penerima atau petugas pada kunjungan yang pertama kali menemukan "
    "keadaan itu; laporan ini belum memeriksanya dengan bukti lain. Yang tidak diketahui tetap dihitung."
)
SUPPORTED = (
    "Penyebab ditulis menurut pernyataan penerima atau petugas pada kunjungan yang pertama kali menemukan "
    "keadaan itu. Didukung bukti lain berarti sejalan dengan catatan lain: kunjungan pendamping, asesmen "
    "petugas, usaha sejenis, atau kejadian di wilayah itu; selebihnya tetap menurut pernyataan. Yang tidak "
    "diketahui tetap dihitung."
)
INDICATION = "Indikasi, belum merupakan hasil pemeriksaan."
OTHER_WORK = (
    "Kelompok penggunaan bantuan/perilaku memuat pula usaha yang ditutup saat penerima memperoleh "
    "pekerjaan lain."
)
LINES = (
    "Garis kemiskinan yang dipakai ialah garis resmi kabupaten/kota menurut SK penerima, bukan garis "
    "provinsi, per orang per bulan; tahun dan sumbernya ada pada Lampiran."
)
ASSOCIATION = (
    "Tabel berikut menunjukkan apa yang berkaitan dengan usaha yang berhenti permanen, bukan mana yang "
    "mendahului; kelompoknya dapat berbeda pula dalam hal lain."
)
CUMULATIVE = "Penyaluran dihitung kumulatif sejak 1 Januari."
BUDGET_NOTE = "Realisasi ialah SP2D dikurangi pengembalian yang tercatat sampai tanggal yang sama."
QUALITY = (
    "Dari {read} baris data {place} yang dibaca, {kept} dipakai, {quarantined} dikarantina sampai "
    "diperbaiki, {duplicate} rangkap persis, dan {superseded} digantikan kiriman yang lebih baru. Judul, "
    "baris jumlah, dan tanda tangan tidak dihitung sebagai data."
)
QUALITY_NONE = "Neraca baris data belum tersedia."
ISSUES_NONE = "Tidak ada masalah data yang tercatat untuk wilayah ini."
FAILED = (
    "Data {places} tidak dapat dibaca kali ini, sehingga angka provinsi tidak memuatnya. Angka provinsi "
    "dimutakhirkan setelah berkasnya diperbaiki."
)
UNKNOWN_PLACE = "Penerima yang kabupaten/kotanya tidak diketahui hanya masuk dalam angka provinsi."
NO_COMPARISON = "Tidak cukup data untuk perbandingan: {places}."
ACTION = "{text} ({owner}, paling lambat {deadline})."
ACTION_ROW = "{number}. {text}"
ACTION_WHO = "{owner}, paling lambat {deadline}"
ACTIONS_NONE = "Tidak ada tindakan yang disarankan: tidak satu pun temuan periode ini memenuhi syaratnya."
ACTIONS = (
    "Tindakan di bawah ini diurutkan menurut banyaknya penerima atau bantuan yang terkait; setiap tindakan "
    "bertumpu pada temuan yang disebut di sampingnya dan ditetapkan oleh Kepala Dinas Sosial."
)
CONCLUSIONS_NONE = "Belum ada yang dapat disimpulkan: belum ada penerima yang masuk masa evaluasi."
LIMITS = {
    "cakupan": "Penerima yang belum dikunjungi belum tentu usahanya berhenti; keadaannya tidak diketahui.",
    "bantuan": "Penyaluran menunjukkan bantuan sudah diserahkan, bukan bahwa bantuan dipakai sesuai "
    "peruntukan; hal itu ada pada Bab VII.",
    "pemerataan": "Bagian penduduk miskin bukan bagian yang seharusnya: syarat penerima bantuan ini lebih "
    "sempit.",
    "keadaan": "Keadaan usaha ialah keadaan pada kunjungan terakhir dan dapat berubah sesudahnya.",
    "perubahan": "Penerima yang masuk atau keluar dari masa evaluasi mengubah angka tanpa ada usaha yang "
    "berubah, sehingga disebut terpisah.",
    "kelompok": "Kelompok usaha dapat berbeda pula dalam hal lain, misalnya wilayah dan tahun bantuannya.",
    "lanjut": "Taksiran ini menganggap usaha yang belum lama diamati akan serupa dengan yang sudah lama "
    "diamati.",
    "rantai": "Perlu penjelasan berarti catatan atau buktinya belum ada dalam data, bukan bahwa dana "
    "disalahgunakan.",
    "bukti": "Dokumen yang belum tercatat belum tentu tidak ada.",
    "inspektorat": "Penilaian atas tindak lanjut ada pada pemeriksa; laporan ini hanya merangkum catatannya.",
}
ACCOUNT_NONE = "Belum ada bantuan, dokumen, atau catatan pemeriksaan yang dapat dirangkum pada periode ini."
EQUITY = (
    "Pembagian bantuan tahun ini menurut kabupaten/kota disandingkan dengan pembagian penduduk miskin di "
    "provinsi; keduanya tidak harus sama."
)
DURATION = "Nilai tengah (median) jarak waktu dari tanggal SK sampai bantuan diserahkan ialah {days}."
CLOSING = "Demikian laporan ini disampaikan sebagai bahan evaluasi dan pengambilan kebijakan lebih lanjut."
NOT_SET = "belum ditetapkan"
LETTER_TITLE = "Nota Dinas"
LETTER_HEAD = {
    "to": "Yth.",
    "via": "Melalui",
    "from": "Dari",
    "copy": "Tembusan",
    "number": "Nomor",
    "date": "Tanggal",
    "nature": "Sifat",
    "enclosed": "Lampiran",
    "subject": "Hal",
}
LETTER = {
    "to": "Gubernur {place}",
    "via": "Sekretaris Daerah",
    "from": "Kepala Dinas Sosial",
    "copy": "Inspektur",
    "nature": "Terbatas",
    "enclosed": "Satu laporan",
    "subject": "Laporan Evaluasi Bantuan Usaha Ekonomi Produktif (UEP) Kategori Individu, {period}",
}
LETTER_OPENING = (
    "Bersama ini disampaikan dengan hormat laporan evaluasi bantuan Usaha Ekonomi Produktif (UEP) kategori "
    "individu di {place} untuk {period}. Pokok-pokoknya sebagai berikut."
)
LETTER_ACTIONS = "Tindakan yang disarankan: {actions}."
LETTER_ACTION = "Tindakan yang disarankan ialah {action}."
BY_YEAR = (
    "Keadaan setahun dan dua tahun setelah bantuan dihitung hanya bagi tahun bantuan yang sudah cukup lama; "
    "inilah satu-satunya angka yang dibandingkan antartahun bantuan."
)
LETTER_CLOSING = "Demikian disampaikan untuk menjadi periksa dan mohon arahan lebih lanjut."
MESSAGE = {
    "actions": "Tindakan yang paling perlu: {action}",
    "no_actions": "Tidak ada tindakan yang disarankan.",
}
PROVENANCE = "Setiap angka dalam laporan ini dapat dihitung ulang dari data dan parameter berikut."
SOURCE = "Sumber: pemantauan Dinas Sosial, diolah."
SOURCE_ACCOUNT = "Sumber: catatan anggaran dan pemantauan Dinas Sosial, diolah."
SOURCE_EQUITY = "Sumber: register penerima Dinas Sosial dan penduduk miskin BPS, diolah."
SOURCE_FOLLOW_UP = "Sumber: catatan tindak lanjut Dinas Sosial, diolah."
SOURCE_BUDGET = "Sumber: catatan anggaran dan realisasi Dinas Sosial, diolah."
SOURCE_POVERTY = "Sumber: catatan pemantauan Dinas Sosial dan garis kemiskinan BPS, diolah."
