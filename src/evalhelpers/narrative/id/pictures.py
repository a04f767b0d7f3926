"""Indonesian words of the figures: titles, captions, labels, how to read, alternative texts; data only.

A title says what the figure shows to be so. Its slots take numbers of one cell each.
"""

from __future__ import annotations

SHARE = "{met} dari {known}{whom} ({value})"
SHARE_FEW = "{met} dari {known}{whom}"
KNOWN = " penerima yang keadaannya diketahui"
NOTES = {
    "short": "Batang yang tidak sampai ke tepi kanan berisi kurang dari sepuluh.",
}
PEOPLE = "{n} penerima"
GRANTS = "{rupiah} ({n} bantuan)"
FEW = "tidak cukup data untuk perbandingan"

TITLES = {
    "coverage": "Dari {known} penerima yang wajib dipantau, {met} dikunjungi tatap muka ({value}).",
    "coverage_few": "Dari {known} penerima yang wajib dipantau, {met} dikunjungi tatap muka.",
    "coverage_none": "Belum satu pun dari {known} penerima yang wajib dipantau dikunjungi tatap muka.",
    "coverage_all": "Seluruh {known} penerima yang wajib dipantau dikunjungi tatap muka.",
    "papers": "Dari {known} bantuan yang buktinya sudah harus ada, {met} memiliki seluruh bukti yang "
    "diwajibkan ({value}).",
    "papers_few": "Dari {known} bantuan yang buktinya sudah harus ada, {met} memiliki seluruh bukti yang "
    "diwajibkan.",
    "papers_none": "Belum satu pun dari {known} bantuan yang buktinya sudah harus ada memiliki seluruh bukti "
    "yang diwajibkan.",
    "papers_all": "Seluruh {known} bantuan yang buktinya sudah harus ada memiliki bukti lengkap.",
    "stages": "Dari {everyone} penerima, {parts}.",
    "stages_unseen": "Keadaan usaha {everyone} penerima belum terpantau.",
    "success": "Usaha {share} masih berjalan pada akhir {period}.",
    "success_before": "Usaha {share} masih berjalan pada akhir {period}; pada akhir {before}, {other}.",
    "levels": "Dari {everyone} penerima, {parts}.",
    "chain": "Dari {first} {from_stage}, {last} {to_stage}; {explain}.",
    "causes": "Penyebab utama pada {cases} kasus: {parts}.",
    "causes_some": "Penyebab utama pada {cases} kasus, sejauh dapat ditampilkan: {parts}.",
    "causes_lead": "{lead} ialah penyebab utama pada {met} dari {cases} kasus ({value}), lebih banyak "
    "daripada setiap penyebab lainnya.",
    "survival": "Peluang usaha belum berhenti permanen {months} bulan setelah bantuan pertama diperkirakan "
    "{value}; {risk} penerima masih diamati saat itu.",
    "profit": "Dari {known} penerima yang perubahan labanya diketahui, {parts}.",
    "kinds": "Yang berhenti permanen menurut kelompok usaha: {parts}.",
    "kinds_none": "Tidak ada usaha yang berhenti permanen pada kelompok mana pun.",
    "places": "Di seluruh wilayah usaha {share} masih berjalan.",
    "places_few": "Di seluruh wilayah usaha {share} masih berjalan; untuk {few}, tidak cukup data untuk "
    "perbandingan.",
    "map": "Usaha yang masih berjalan: {parts}.",
    "flows_more": "Penerima yang usahanya masih berjalan bertambah dari {before} menjadi {now} orang{more}.",
    "flows_less": "Penerima yang usahanya masih berjalan berkurang dari {before} menjadi {now} orang{more}.",
    "flows_same": "Penerima yang usahanya masih berjalan tetap {now} orang{more}.",
    "flows_ended": "Tidak ada lagi usaha yang berjalan; pada periode lalu {before}.",
    "flows_begun": "Usaha {now} penerima berjalan; pada periode lalu belum ada yang tercatat berjalan.",
    "flows_none": "Pada kedua periode tidak tercatat usaha yang berjalan.",
    "poverty": "Penerima pada atau di atas garis kemiskinan (proksi): sekarang {now}; sebelum bantuan, di "
    "antara mereka, {before}.",
}
# What the titles list: the count, and how it is said where nobody is.
STAGE_PARTS = {
    "active": ("{n} usahanya masih berjalan", "tidak ada yang usahanya masih berjalan"),
    "stopped": ("{n} usahanya berhenti permanen", "tidak ada yang usahanya berhenti permanen"),
    "unseen": ("{n} belum terpantau", "tidak ada yang belum terpantau"),
}
LEVEL_PARTS = {
    "bertahan": ("{n} diketahui usahanya masih berjalan", "tidak ada yang diketahui usahanya masih berjalan"),
    "berkembang": ("{n} labanya meningkat", "belum ada yang diketahui labanya meningkat"),
    "graduasi": (
        "{n} juga berada di atas garis kemiskinan (proksi)",
        "belum ada yang diketahui juga berada di atas garis kemiskinan (proksi)",
    ),
}
PROFIT_PARTS = {
    "turun_50": (
        "laba {n} orang turun separuh atau lebih (termasuk yang usahanya berhenti)",
        "tidak ada yang labanya turun separuh atau lebih",
    ),
    "naik_100": (
        "laba {n} orang menjadi dua kali lipat atau lebih",
        "tidak ada yang labanya menjadi dua kali lipat atau lebih",
    ),
}
PART_OF = "{label} {n}"
PART_FROM = "{label} {met} dari {known}"
STOPPED_SINCE = "; {n} di antara yang semula berjalan kini tidak berjalan lagi"
CHAIN_FROM = {"disalurkan": "yang disalurkan", "sk": "nilai SK"}
CHAIN_TO = {
    "aktif": "ada pada usaha yang aktif",
    "bukti": "buktinya lengkap",
    "disalurkan": "sudah disalurkan",
}
CHAIN_GAP = "{n} ({step})"
CHAIN_EXPLAIN = {
    "none": "tidak ada selisih yang perlu penjelasan",
    "some": "yang perlu penjelasan {parts}",
    "some_hidden": "sebagian selisih tidak ditampilkan",
}

CAPTIONS = {
    "coverage": "Penerima yang wajib dipantau menurut cara dikunjungi, {place}, {period} (orang).",
    "stages": "Penerima menurut keadaan usaha pada akhir periode, {place}, sampai {period} (orang).",
    "success": "Usaha yang masih berjalan dan laba yang meningkat pada akhir periode, {place}, sampai "
    "{period} (persen dari penerima yang diketahui).",
    "success_active": "Usaha yang masih berjalan pada akhir periode, {place}, sampai {period} (persen dari "
    "penerima yang diketahui).",
    "levels": "Tiga tingkat keberhasilan, {place}, akhir {period} (persen dari penerima yang diketahui).",
    "chain": "Rantai rupiah {group}, {place}, keadaan akhir {period}.",
    "causes_berhenti_permanen": "Penyebab usaha berhenti permanen, {place}, akhir {period} (kasus).",
    "causes_menurun_atau_sementara": "Penyebab usaha menurun atau berhenti sementara, {place}, akhir "
    "{period} (kasus).",
    "survival": "Peluang usaha belum berhenti permanen menurut bulan sejak bantuan pertama, {place}, sampai "
    "akhir {period} (persen).",
    "profit": "Penerima menurut perubahan laba bersih sebulan dibandingkan dengan sebelum bantuan, {place}, "
    "akhir {period} (orang).",
    "kinds": "Penerima menurut kelompok usaha dan keadaan usaha, {place}, akhir {period} (orang).",
    "places": "Usaha yang masih berjalan menurut kabupaten/kota, akhir {period} (persen dari penerima yang "
    "diketahui).",
    "papers": "Bantuan menurut bukti pertanggungjawaban, {place}, akhir {period} (bantuan).",
    "map": "Usaha yang masih berjalan menurut kabupaten/kota, akhir {period}; skematis, bukan peta batas "
    "wilayah.",
    "flows": "Usaha yang masih berjalan pada akhir {before} dan akhir {period}, dan selisih di antaranya, "
    "{place} (orang).",
    "poverty": "Penerima pada atau di atas garis kemiskinan (proksi) sebelum bantuan dan sekarang, {place}, "
    "akhir {period} (persen dari penerima yang diketahui).",
}
COVERAGE_PARTS = {
    "face": "tatap muka",
    "phone": "hanya lewat telepon",
    "other": "belum dikunjungi",
    "not_face": "belum dikunjungi tatap muka",
}
# Statuses that one piece of a stack stands for, in the order of the stack.
STAGE_CLASSES = {
    "berkembang": ("berkembang",),
    "tetap": ("tetap",),
    "menurun atau ganti usaha": ("menurun", "ganti_usaha"),
    "belum berjalan atau berhenti sementara": ("belum_berjalan", "berhenti_sementara"),
    "berhenti permanen": ("berhenti_permanen",),
    "belum terpantau": ("belum_terpantau",),
}
KIND_CLASSES = {
    "masih berjalan": ("berkembang", "tetap", "menurun", "ganti_usaha"),
    "belum berjalan atau berhenti sementara": ("belum_berjalan", "berhenti_sementara"),
    "berhenti permanen": ("berhenti_permanen",),
    "belum terpantau": ("belum_terpantau",),
}
# The same where a business of another kind does not count as running.
KIND_CLASSES_STRICT = {
    "masih berjalan": ("berkembang", "tetap", "menurun"),
    "belum berjalan, ganti usaha, atau berhenti sementara": (
        "belum_berjalan",
        "ganti_usaha",
        "berhenti_sementara",
    ),
    "berhenti permanen": ("berhenti_permanen",),
    "belum terpantau": ("belum_terpantau",),
}
PAPER_PARTS = {"there": "ada", "missing": "belum ada"}
CAUSE_KINDS = {"primary": "utama", "named": "disebut"}
SERIES = {"active": "Usaha masih berjalan", "profit": "Laba meningkat"}
POVERTY_LABELS = {"before": "Sebelum bantuan", "now": "Sekarang"}
SURVIVAL_LINES = {"months": "bulan sejak bantuan pertama", "risk": "banyaknya yang masih diamati"}
PROFIT_CLASSES = {
    "turun_50": "Turun 50% atau lebih (termasuk usaha yang berhenti)",
    "turun": "Turun 10% sampai kurang dari 50%",
    "tetap": "Turun kurang dari 10% sampai naik di bawah ambang",
    "naik": "Naik sampai kurang dari 50%",
    "naik_50": "Naik 50% sampai kurang dari 100%",
    "naik_100": "Naik 100% atau lebih",
}
# The ends of the bridge; what lies between has the names of the catalogue.
FLOWS = {
    "aktif_lalu": "Masih berjalan pada akhir {before}",
    "aktif_kini": "Masih berjalan pada akhir {period}",
}
MAP_PART = "{label} {share}"
MAP_CLASSES = {
    "low": "di bawah {to}",
    "between": "{since} sampai di bawah {to}",
    "high": "{since} atau lebih",
    "few": "kurang dari {n} yang diketahui: hanya jumlah",
}

READING: dict[str, tuple[str, ...]] = {
    "coverage": (
        "Cara membaca: setiap batang ialah seluruh penerima yang wajib dipantau pada kelompok itu.",
    ),
    "stages": (
        "Cara membaca: setiap batang ialah seluruh penerima pada akhir satu periode; arsir menandai yang "
        "belum terpantau. Penerima yang dihitung berganti antarperiode.",
    ),
    "success": (
        "Cara membaca: titik ialah persentase dari yang diketahui, bidang tebal selang kepercayaan 95%, "
        "garis tipis batas terendah dan tertinggi yang mungkin; 33/41 berarti 33 dari 41 yang diketahui. "
        "Penerima yang dihitung berganti antarperiode.",
    ),
    "levels": (
        "Cara membaca: titik ialah persentase dari penerima yang diketahui; garis menunjukkan batas terendah "
        "sampai tertinggi yang mungkin bagi seluruh penerima.",
    ),
    "chain": (
        "Cara membaca: bagian kiri setiap batang sampai ke tahap berikutnya; bagian di ujungnya ialah "
        "selisih menurut alasannya. Hanya yang perlu penjelasan harus dijawab.",
    ),
    "causes": (
        "Cara membaca: batang atas ialah penyebab utama, batang bawah seluruh penyebab yang disebut; satu "
        "kasus dapat menyebut beberapa penyebab.",
    ),
    "survival": (
        "Cara membaca: garis turun setiap kali ada usaha yang berhenti permanen; bidang di sekitarnya selang "
        "kepercayaan 95%. Kurva berhenti bila kurang dari sepuluh yang masih diamati, dan tidak memuat "
        "penerima yang belum pernah dikunjungi.",
    ),
    "profit": (
        "Cara membaca: panjang batang ialah banyaknya penerima; laba usaha yang berhenti dihitung nol. Laba "
        "menurut pengakuan penerima.",
    ),
    "kinds": (
        "Cara membaca: setiap batang ialah seluruh penerima kelompok itu; arsir menandai yang belum "
        "terpantau. Urutan kelompok tetap dan tidak menyatakan peringkat.",
    ),
    "places": (
        "Cara membaca: titik ialah persentase dari penerima yang diketahui, bidang tebal selang kepercayaan "
        "95%, garis tipis batas terendah sampai tertinggi yang mungkin. Titik berongga: kurang dari 30 yang "
        "diketahui. Urutan mengikuti kode wilayah dan tidak menyatakan peringkat.",
    ),
    "papers": (
        "Cara membaca: setiap batang ialah seluruh bantuan yang wajib memiliki bukti itu; bagian "
        "berarsir belum ada.",
    ),
    "map": (
        "Cara membaca: makin gelap, makin besar bagian yang masih berjalan; arsir menandai kabupaten/kota "
        "dengan kurang dari 30 penerima yang diketahui keadaannya. Letak dan ukuran tidak menurut skala.",
    ),
    "flows": (
        "Cara membaca: setiap batang dimulai di ujung batang sebelumnya; tanda + menambah dan − mengurangi "
        "banyaknya usaha yang masih berjalan.",
    ),
    "poverty": (
        "Cara membaca: titik berongga ialah keadaan sebelum bantuan, titik penuh keadaan sekarang, pada "
        "orang yang sama; garis menunjukkan batas yang mungkin.",
    ),
}

ALT = {
    "coverage": "Batang bertumpuk penerima yang wajib dipantau di {place}, {period}: {parts}.",
    "stages": "Batang bertumpuk keadaan usaha penerima di {place} pada akhir setiap periode: {parts}.",
    "success": "Titik dengan selang dan batas menurut periode di {place}: {parts}.",
    "levels": "Titik dan garis batas untuk tiga tingkat keberhasilan di {place} pada akhir {period}: "
    "{parts}.",
    "chain": "Batang rantai rupiah {group} di {place} pada akhir {period}: {parts}.",
    "causes": "Batang penyebab {cases_name} di {place} pada akhir {period}, {n} kasus: {parts}.",
    "survival": "Kurva bertangga peluang usaha belum berhenti permanen di {place} sampai akhir {period}: "
    "{parts}.",
    "profit": "Batang {n} penerima di {place} menurut perubahan laba pada akhir {period}: {parts}.",
    "kinds": "Batang bertumpuk keadaan usaha menurut kelompok usaha di {place} pada akhir {period}: {parts}.",
    "places": "Titik, selang, dan batas usaha yang masih berjalan menurut kabupaten/kota, urut kode wilayah, "
    "pada akhir {period}: {parts}.",
    "papers": "Batang bantuan menurut bukti pertanggungjawaban di {place} pada akhir {period}: {parts}.",
    "map": "Peta skematis kabupaten/kota, bukan peta batas wilayah, usaha yang masih berjalan pada akhir "
    "{period}: {parts}.",
    "flows": "Batang selisih usaha yang masih berjalan antara akhir {before} dan akhir {period} di {place}: "
    "{parts}.",
    "poverty": "Titik penerima pada atau di atas garis kemiskinan (proksi) di {place} pada akhir {period}, "
    "orang yang sama: {parts}.",
}
ALT_PARTS = {
    "plain": "{label} {text}",
    "share": "{label} {text}{bounds}",
    "bounds": ", batas terendah dan tertinggi yang mungkin {low} sampai {high}",
    "stack": "{label}, {whole}: {parts}",
    "hidden": "{label} tidak ditampilkan",
    "nothing": "{label} belum ada angka",
    "series": "{label}: {parts}",
    "moment": "{name} {text}",
    "cause_primary": "{text} sebagai penyebab utama",
    "cause_named": "{text} disebut",
    "step": "{months} bulan {value} ({risk} masih diamati)",
    "gap": "{stage} {text}",
    "gaps": "{stage} {text}, di antaranya {gaps}",
    "few": "{told}, tidak cukup data untuk perbandingan",
}
CASES = {
    "berhenti_permanen": "usaha berhenti permanen",
    "menurun_atau_sementara": "usaha menurun atau berhenti sementara",
}
