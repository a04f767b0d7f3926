"""Indonesian sentences by verdict; data only.

Sentences are whole. Slots in braces take numbers and names as `narrative` words them. A text never
says that the aid brought a change about: the method does not show that.
"""

from __future__ import annotations

from evalhelpers.findings import (
    BudgetVerdict,
    CausesVerdict,
    ChangeVerdict,
    HeadlineVerdict,
    MixVerdict,
    MoneyVerdict,
    PlaceVerdict,
    ShareVerdict,
    TargetVerdict,
)

AND, LAST, COMMA = " dan ", ", dan ", ", "
NONE = "–"
WHEN = "pada {period}"
WHEN_BASELINE = "sebelum bantuan"

_WITHHELD = "Banyaknya {subject} tidak ditampilkan untuk melindungi penerima yang jumlahnya sedikit."
_NO_ONE = "Belum ada penerima di {place} yang masuk masa evaluasi {when}."
_ACTIONS = "tindakan dari laporan sebelumnya yang tenggatnya sudah tiba"
_DONE = "selesai sampai akhir {period}"
_UNCLEAR = "keadaan {unknown} dari {everyone} tindakan belum jelas"
_COMMON = {
    ShareVerdict.NO_ONE: _NO_ONE,
    ShareVerdict.WITHHELD: _WITHHELD,
}

SHARE: dict[str, dict[ShareVerdict, str]] = {
    "A1.utama": {
        **_COMMON,
        ShareVerdict.ZERO_CENSUS: "Belum satu pun dari {known} bantuan dalam SK tahun anggaran {year} "
        "disalurkan sampai akhir {period}.",
        ShareVerdict.ZERO: "Belum satu pun dari {known} bantuan yang penyalurannya tercatat disalurkan "
        "sampai akhir {period}; penyaluran {unknown} dari {everyone} bantuan dalam SK belum jelas.",
        ShareVerdict.NO_ONE: "Belum ada bantuan tahun anggaran {year} yang ditetapkan dengan SK sampai "
        "akhir {period}.",
        ShareVerdict.UNKNOWN: "Penyaluran {everyone} bantuan dalam SK tahun anggaran {year} belum tercatat.",
        ShareVerdict.CENSUS: "Dari {known} bantuan dalam SK tahun anggaran {year}, {met} sudah disalurkan "
        "sampai akhir {period} ({value}).",
        ShareVerdict.CENSUS_FEW: "Dari {known} bantuan dalam SK tahun anggaran {year}, {met} sudah "
        "disalurkan sampai akhir {period}.",
        ShareVerdict.PARTIAL: "Dari {known} bantuan yang penyalurannya tercatat, {met} sudah disalurkan "
        "sampai akhir {period} ({value}); penyaluran {unknown} dari {everyone} bantuan dalam SK belum "
        "jelas, sehingga batas terendah dan tertinggi yang mungkin ialah {bound_low} dan {bound_high}.",
        ShareVerdict.PARTIAL_FEW: "Dari {known} bantuan yang penyalurannya tercatat, {met} sudah disalurkan "
        "sampai akhir {period}; penyaluran {unknown} dari {everyone} bantuan dalam SK belum jelas, sehingga "
        "jumlahnya paling banyak {most}.",
    },
    "A4.utama": {
        **_COMMON,
        ShareVerdict.ZERO_CENSUS: "Belum satu pun dari {known} penerima yang wajib dipantau {when} "
        "dikunjungi tatap muka.",
        ShareVerdict.ZERO: "Belum satu pun dari {known} penerima yang catatan kunjungannya lengkap {when} "
        "dikunjungi tatap muka; dari seluruh {everyone} penerima, {unknown} belum jelas.",
        ShareVerdict.NO_ONE: "Tidak ada penerima di {place} yang wajib dipantau {when}.",
        ShareVerdict.UNKNOWN: "Kunjungan kepada {everyone} penerima yang wajib dipantau {when} belum "
        "tercatat.",
        ShareVerdict.CENSUS: "Dari {known} penerima yang wajib dipantau {when}, {met} orang ({value}) "
        "berhasil dikunjungi tatap muka; {unmet} orang belum dikunjungi.",
        ShareVerdict.CENSUS_FEW: "Dari {known} penerima yang wajib dipantau {when}, {met} orang berhasil "
        "dikunjungi tatap muka; {unmet} orang belum dikunjungi.",
        ShareVerdict.PARTIAL: "Dari {known} penerima yang catatan kunjungannya lengkap {when}, {met} orang "
        "({value}) berhasil dikunjungi tatap muka; dari seluruh {everyone} penerima, {unknown} belum jelas, "
        "sehingga batas terendah dan tertinggi yang mungkin ialah {bound_low} dan {bound_high}.",
        ShareVerdict.PARTIAL_FEW: "Dari {known} penerima yang catatan kunjungannya lengkap {when}, {met} "
        "orang berhasil dikunjungi tatap muka; dari seluruh {everyone} penerima, {unknown} belum jelas, "
        "sehingga jumlahnya paling banyak {most}.",
    },
    "B1.utama": {
        **_COMMON,
        ShareVerdict.ZERO_CENSUS: "Seluruh penerima dipantau: tidak ada usaha yang masih berjalan di antara "
        "{known} penerima.",
        ShareVerdict.ZERO: "Tidak ada usaha yang masih berjalan di antara {known} penerima yang keadaannya "
        "diketahui. Dari seluruh {everyone} penerima, {unknown} belum terpantau, sehingga yang masih "
        "berjalan paling banyak {most}.",
        ShareVerdict.UNKNOWN: "Keadaan usaha {everyone} penerima belum diketahui: belum ada kunjungan yang "
        "sah dalam enam bulan terakhir.",
        ShareVerdict.CENSUS: "Seluruh penerima dipantau: usaha {met} dari {known} penerima masih berjalan "
        "({value}).",
        ShareVerdict.CENSUS_FEW: "Seluruh penerima dipantau: usaha {met} dari {known} penerima masih "
        "berjalan.",
        ShareVerdict.PARTIAL: "Usaha {met} dari {known} penerima yang keadaannya diketahui masih berjalan "
        "({value}). Dari seluruh {everyone} penerima, {unknown} belum terpantau: bila usaha mereka semuanya "
        "berhenti, angkanya {bound_low}; bila semuanya berjalan, {bound_high}.",
        ShareVerdict.PARTIAL_FEW: "Usaha {met} dari {known} penerima yang keadaannya diketahui masih "
        "berjalan. Dari seluruh {everyone} penerima, {unknown} belum terpantau, sehingga usaha yang masih "
        "berjalan paling banyak {most}.",
    },
    "B3.bertahan": {
        **_COMMON,
        ShareVerdict.ZERO_CENSUS: "Tidak ada usaha yang masih berjalan di antara {known} penerima.",
        ShareVerdict.ZERO: "Tidak ada usaha yang masih berjalan di antara {known} penerima yang keadaannya "
        "diketahui; dari {everyone} penerima, jumlahnya paling banyak {most}.",
        ShareVerdict.UNKNOWN: "Keadaan usaha {everyone} penerima belum diketahui.",
        ShareVerdict.CENSUS: "Usaha {met} dari {known} penerima masih berjalan ({value}).",
        ShareVerdict.CENSUS_FEW: "Usaha {met} dari {known} penerima masih berjalan.",
        ShareVerdict.PARTIAL: "Usaha {met} dari {known} penerima yang keadaannya diketahui masih berjalan "
        "({value}); batas terendah dan tertinggi yang mungkin bagi {everyone} penerima ialah {bound_low} "
        "dan {bound_high}.",
        ShareVerdict.PARTIAL_FEW: "Usaha {met} dari {known} penerima yang keadaannya diketahui masih "
        "berjalan; dari {everyone} penerima, jumlahnya paling banyak {most}.",
    },
    "B3.berkembang": {
        **_COMMON,
        ShareVerdict.ZERO_CENSUS: "Tidak ada usaha dengan laba yang meningkat di antara {known} penerima.",
        ShareVerdict.ZERO: "Tidak ada usaha dengan laba yang meningkat di antara {known} penerima yang "
        "datanya lengkap. Data {unknown} dari seluruh {everyone} penerima belum lengkap, sehingga jumlahnya "
        "paling banyak {most}.",
        ShareVerdict.UNKNOWN: "Perubahan laba {everyone} penerima belum diketahui.",
        ShareVerdict.CENSUS: "Usaha {met} dari {known} penerima masih berjalan dengan laba yang meningkat "
        "({value}).",
        ShareVerdict.CENSUS_FEW: "Usaha {met} dari {known} penerima masih berjalan dengan laba yang "
        "meningkat.",
        ShareVerdict.PARTIAL: "Usaha {met} dari {known} penerima yang datanya lengkap masih berjalan dengan "
        "laba yang meningkat ({value}). Data {unknown} dari seluruh {everyone} penerima belum lengkap: "
        "batas terendah dan tertinggi yang mungkin ialah {bound_low} dan {bound_high}.",
        ShareVerdict.PARTIAL_FEW: "Usaha {met} dari {known} penerima yang datanya lengkap masih berjalan "
        "dengan laba yang meningkat. Data {unknown} dari seluruh {everyone} penerima belum lengkap, "
        "sehingga jumlahnya paling banyak {most}.",
    },
    "B3.graduasi": {
        **_COMMON,
        ShareVerdict.ZERO_CENSUS: "Belum ada di antara {known} penerima yang memenuhi ketiganya: usaha "
        "berjalan, laba meningkat, dan berada di atas garis kemiskinan (proksi).",
        ShareVerdict.ZERO: "Belum ada di antara {known} penerima yang datanya lengkap yang memenuhi "
        "ketiganya: usaha berjalan, laba meningkat, dan berada di atas garis kemiskinan (proksi). Data "
        "{unknown} dari seluruh {everyone} penerima belum lengkap, sehingga jumlahnya paling banyak {most}.",
        ShareVerdict.UNKNOWN: "Tingkat ini belum dapat dihitung: laba atau pendapatan {everyone} penerima "
        "belum diketahui.",
        ShareVerdict.CENSUS: "Sebanyak {met} dari {known} penerima memenuhi ketiganya: usaha berjalan, laba "
        "meningkat, dan berada di atas garis kemiskinan (proksi) ({value}).",
        ShareVerdict.CENSUS_FEW: "Sebanyak {met} dari {known} penerima memenuhi ketiganya: usaha berjalan, "
        "laba meningkat, dan berada di atas garis kemiskinan (proksi).",
        ShareVerdict.PARTIAL: "Sebanyak {met} dari {known} penerima yang datanya lengkap memenuhi "
        "ketiganya: usaha berjalan, laba meningkat, dan berada di atas garis kemiskinan (proksi) ({value}). "
        "Data {unknown} dari seluruh {everyone} penerima belum lengkap: batas terendah dan tertinggi yang "
        "mungkin ialah {bound_low} dan {bound_high}.",
        ShareVerdict.PARTIAL_FEW: "Sebanyak {met} dari {known} penerima yang datanya lengkap memenuhi "
        "ketiganya: usaha berjalan, laba meningkat, dan berada di atas garis kemiskinan (proksi). Data "
        "{unknown} dari seluruh {everyone} penerima belum lengkap, sehingga jumlahnya paling banyak {most}.",
    },
    "C1.utama": {
        **_COMMON,
        ShareVerdict.ZERO_CENSUS: "Tidak ada usaha yang berhenti permanen di antara {known} penerima.",
        ShareVerdict.ZERO: "Tidak ada usaha yang tercatat berhenti permanen di antara {known} penerima yang "
        "keadaannya diketahui. Dari seluruh {everyone} penerima, {unknown} belum terpantau, sehingga "
        "jumlahnya paling banyak {most}.",
        ShareVerdict.UNKNOWN: "Jumlah usaha yang berhenti permanen belum diketahui: keadaan usaha "
        "{everyone} penerima belum terpantau.",
        ShareVerdict.CENSUS: "Usaha {met} dari {known} penerima sudah berhenti permanen ({value}).",
        ShareVerdict.CENSUS_FEW: "Usaha {met} dari {known} penerima sudah berhenti permanen.",
        ShareVerdict.PARTIAL: "Usaha {met} dari {known} penerima yang keadaannya diketahui sudah berhenti "
        "permanen ({value}). Dari seluruh {everyone} penerima, {unknown} belum terpantau: batas terendah "
        "dan tertinggi yang mungkin ialah {bound_low} dan {bound_high}.",
        ShareVerdict.PARTIAL_FEW: "Usaha {met} dari {known} penerima yang keadaannya diketahui sudah "
        "berhenti permanen. Dari seluruh {everyone} penerima, {unknown} belum terpantau, sehingga jumlahnya "
        "paling banyak {most}.",
    },
    "D1.utama": {
        **_COMMON,
        ShareVerdict.ZERO_CENSUS: "Belum ada di antara {known} penerima yang pendapatan rumah tangga per "
        "orangnya berada pada atau di atas garis kemiskinan.",
        ShareVerdict.ZERO: "Belum ada di antara {known} penerima yang pendapatannya diketahui yang berada "
        "pada atau di atas garis kemiskinan. Pendapatan {unknown} dari seluruh {everyone} penerima belum "
        "diketahui, sehingga jumlahnya paling banyak {most}.",
        ShareVerdict.UNKNOWN: "Pendapatan rumah tangga {everyone} penerima belum diketahui, sehingga belum "
        "dapat dibandingkan dengan garis kemiskinan.",
        ShareVerdict.CENSUS: "Pendapatan rumah tangga per orang {met} dari {known} penerima berada pada "
        "atau di atas garis kemiskinan ({value}).",
        ShareVerdict.CENSUS_FEW: "Pendapatan rumah tangga per orang {met} dari {known} penerima berada pada "
        "atau di atas garis kemiskinan.",
        ShareVerdict.PARTIAL: "Pendapatan rumah tangga per orang {met} dari {known} penerima yang "
        "pendapatannya diketahui berada pada atau di atas garis kemiskinan ({value}). Pendapatan {unknown} "
        "dari seluruh {everyone} penerima belum diketahui: batas terendah dan tertinggi yang mungkin ialah "
        "{bound_low} dan {bound_high}.",
        ShareVerdict.PARTIAL_FEW: "Pendapatan rumah tangga per orang {met} dari {known} penerima yang "
        "pendapatannya diketahui berada pada atau di atas garis kemiskinan. Pendapatan {unknown} dari "
        "seluruh {everyone} penerima belum diketahui, sehingga jumlahnya paling banyak {most}.",
    },
    "D1.awal": {
        **_COMMON,
        ShareVerdict.ZERO_CENSUS: "Sebelum bantuan, tidak ada di antara {known} orang yang sama yang berada "
        "pada atau di atas garis kemiskinan.",
        ShareVerdict.ZERO: "Sebelum bantuan, tidak ada di antara {known} orang yang sama yang berada pada "
        "atau di atas garis kemiskinan; pendapatan awal {unknown} dari {everyone} penerima belum diketahui, "
        "sehingga jumlahnya paling banyak {most}.",
        ShareVerdict.NO_ONE: "Keadaan sebelum bantuan belum dapat dibandingkan: pendapatan sekarang belum "
        "diketahui.",
        ShareVerdict.UNKNOWN: "Pendapatan sebelum bantuan dari {everyone} penerima itu belum diketahui.",
        ShareVerdict.CENSUS: "Sebelum bantuan, {met} dari {known} orang yang sama berada pada atau di atas "
        "garis kemiskinan ({value}).",
        ShareVerdict.CENSUS_FEW: "Sebelum bantuan, {met} dari {known} orang yang sama berada pada atau di "
        "atas garis kemiskinan.",
        ShareVerdict.PARTIAL: "Sebelum bantuan, {met} dari {known} orang yang sama berada pada atau di atas "
        "garis kemiskinan ({value}); pendapatan awal {unknown} dari {everyone} penerima belum diketahui, "
        "dengan batas terendah dan tertinggi yang mungkin {bound_low} dan {bound_high}.",
        ShareVerdict.PARTIAL_FEW: "Sebelum bantuan, {met} dari {known} orang yang sama berada pada atau di "
        "atas garis kemiskinan; pendapatan awal {unknown} dari {everyone} penerima belum diketahui, "
        "sehingga jumlahnya paling banyak {most}.",
    },
    "E7.utama": {
        ShareVerdict.NO_ONE: f"Tidak ada {_ACTIONS} pada akhir {{period}}.",
        ShareVerdict.WITHHELD: _WITHHELD,
        ShareVerdict.ZERO_CENSUS: f"Belum satu pun dari {{known}} {_ACTIONS} {_DONE}.",
        ShareVerdict.ZERO: f"Belum satu pun dari {{known}} {_ACTIONS} tercatat {_DONE}; {_UNCLEAR}.",
        ShareVerdict.UNKNOWN: f"Keadaan {{everyone}} {_ACTIONS} belum diketahui.",
        ShareVerdict.CENSUS: f"Sebanyak {{met}} dari {{known}} {_ACTIONS} {_DONE} ({{value}}).",
        ShareVerdict.CENSUS_FEW: f"Sebanyak {{met}} dari {{known}} {_ACTIONS} {_DONE}.",
        ShareVerdict.PARTIAL: f"Sebanyak {{met}} dari {{known}} {_ACTIONS} dan keadaannya diketahui {_DONE} "
        f"({{value}}); {_UNCLEAR}, sehingga batas terendah dan tertinggi yang mungkin ialah {{bound_low}} "
        "dan {bound_high}.",
        ShareVerdict.PARTIAL_FEW: f"Sebanyak {{met}} dari {{known}} {_ACTIONS} dan keadaannya diketahui "
        f"{_DONE}; {_UNCLEAR}, sehingga jumlahnya paling banyak {{most}}.",
    },
}

SUBJECT = {
    "A1.utama": "bantuan yang sudah disalurkan",
    "A4.utama": "penerima yang dikunjungi tatap muka",
    "B1.utama": "penerima yang usahanya masih berjalan",
    "B3.bertahan": "penerima yang usahanya masih berjalan",
    "B3.berkembang": "penerima yang labanya meningkat",
    "B3.graduasi": "penerima yang memenuhi ketiga tingkat",
    "C1.utama": "penerima yang usahanya berhenti permanen",
    "D1.utama": "penerima pada atau di atas garis kemiskinan (proksi)",
    "D1.awal": "penerima pada atau di atas garis kemiskinan (proksi) sebelum bantuan",
    "E7.utama": "tindakan dari laporan sebelumnya yang selesai",
}
_BOTH = (
    "{before_met} dari {before_known} ({before_value}) {before_when}, {now_met} dari {now_known} "
    "({now_value}) {when}."
)
CHANGE = {
    ChangeVerdict.ROSE: "Bagian {subject} naik {gap}: " + _BOTH,
    ChangeVerdict.FELL: "Bagian {subject} turun {gap}: " + _BOTH,
    ChangeVerdict.STEADY: "Bagian {subject} relatif tetap: " + _BOTH,
    ChangeVerdict.UNCLEAR: "Banyaknya {subject} tercatat {before_met} dari {before_known} {before_when} dan "
    "{now_met} dari {now_known} {when}; selisihnya belum cukup kuat untuk disebut perubahan.",
    ChangeVerdict.NO_BASELINE: "Banyaknya {subject} belum dapat dibandingkan dengan keadaan {before_when}: "
    "datanya belum cukup.",
    ChangeVerdict.WITHHELD: "Perbandingan dengan keadaan {before_when} tidak ditampilkan untuk melindungi "
    "penerima yang jumlahnya sedikit.",
}

_ACTIVE = "Dari {everyone} penerima: {bertahan} usahanya masih berjalan"
_LEVELS = _ACTIVE + ", {berkembang} labanya meningkat"
_THIRD = ", {graduasi} juga berada di atas garis kemiskinan (proksi)"
_ALL_THREE = ", {graduasi} memenuhi ketiganya sampai berada di atas garis kemiskinan (proksi)"
_SOME = "; {unmonitored} belum terpantau."
_EVERYONE = "; seluruh penerima dipantau."
_NO_THIRD = " Yang juga berada di atas garis kemiskinan (proksi) belum diketahui."
_THIRD_WITHHELD = " Jumlah yang juga berada di atas garis kemiskinan (proksi) belum dapat ditampilkan."
_NO_SECOND = " Yang labanya meningkat belum diketahui."
_FIRST_ONLY = (
    " Yang labanya meningkat dan yang juga berada di atas garis kemiskinan (proksi) belum diketahui."
)
HEADLINE = {
    HeadlineVerdict.NO_ONE: "Belum ada penerima di {place} yang keadaan usahanya dapat dievaluasi {when}.",
    HeadlineVerdict.UNMONITORED: "Dari {everyone} penerima belum satu pun terpantau: yang usahanya masih "
    "berjalan, yang labanya meningkat, dan yang juga berada di atas garis kemiskinan (proksi) belum "
    "diketahui.",
    HeadlineVerdict.THREE: _LEVELS + _THIRD + _SOME,
    HeadlineVerdict.THREE_CENSUS: _LEVELS + _THIRD + _EVERYONE,
    HeadlineVerdict.NO_THIRD: _LEVELS + _SOME + _NO_THIRD,
    HeadlineVerdict.NO_THIRD_CENSUS: _LEVELS + _EVERYONE + _NO_THIRD,
    HeadlineVerdict.THIRD_WITHHELD: _LEVELS + _SOME + _THIRD_WITHHELD,
    HeadlineVerdict.THIRD_WITHHELD_CENSUS: _LEVELS + _EVERYONE + _THIRD_WITHHELD,
    HeadlineVerdict.NO_SECOND: _ACTIVE + _ALL_THREE + _SOME + _NO_SECOND,
    HeadlineVerdict.NO_SECOND_CENSUS: _ACTIVE + _ALL_THREE + _EVERYONE + _NO_SECOND,
    HeadlineVerdict.FIRST_ONLY: _ACTIVE + _SOME + _FIRST_ONLY,
    HeadlineVerdict.FIRST_ONLY_CENSUS: _ACTIVE + _EVERYONE + _FIRST_ONLY,
}

MIX = {
    MixVerdict.NO_ONE: "Belum ada penerima di {place} yang masuk masa evaluasi {when}.",
    MixVerdict.SHOWN: "Keadaan usaha {everyone} penerima pada akhir {period}: {parts}.",
}
MIX_PART = "{count} {label}"

CASES = {
    "berhenti_permanen": "usaha yang berhenti permanen",
    "berhenti_permanen_baru": "usaha yang baru berhenti permanen pada periode ini",
    "menurun_atau_sementara": "usaha yang menurun atau berhenti sementara",
    "menurun_atau_sementara_baru": "usaha yang baru menurun atau berhenti sementara pada periode ini",
}
CAUSES = {
    CausesVerdict.NO_CASES: "Sampai akhir {period} tidak tercatat {cases_name}.",
    CausesVerdict.WITHHELD: "Penyebab utama pada {cases_name} tidak dirinci untuk melindungi penerima yang "
    "jumlahnya sedikit.",
    CausesVerdict.PARTLY: "Penyebab utama pada {cases} {cases_name} dirinci sebagian saja untuk melindungi "
    "penerima yang jumlahnya sedikit: {parts}.",
    CausesVerdict.LISTED: "Penyebab utama yang dicatat pada {cases} {cases_name}: {parts}.",
    CausesVerdict.LEADING: "Penyebab utama yang paling sering dicatat pada {cases} {cases_name} ialah {lead} "
    "({lead_share}); rinciannya {parts}.",
    CausesVerdict.TIED: "Penyebab utama yang dicatat pada {cases} {cases_name} terbagi tanpa satu yang "
    "menonjol: {parts}.",
}
CAUSE_PART = "{label} {count}"

_AMONG = "Dari {persons} {scope}, "
_MEDIAN = "nilai tengah (median) perubahan laba bersih sebulan ialah "
_CHANGED = "nilai tengah (median) perubahannya {relative} ({rupiah})."
MONEY = {
    MoneyVerdict.WITHHELD: "Perubahan laba tidak ditampilkan: {scope} kurang dari lima orang.",
    MoneyVerdict.RUPIAH_ONLY: _AMONG + _MEDIAN + "{rupiah}.",
    MoneyVerdict.DESCRIBED: _AMONG + _MEDIAN + "{relative} ({rupiah}).",
    MoneyVerdict.GREW: _AMONG + "laba bersih sebulan lebih tinggi daripada sebelum bantuan; " + _CHANGED,
    MoneyVerdict.SHRANK: _AMONG + "laba bersih sebulan lebih rendah daripada sebelum bantuan; " + _CHANGED,
    MoneyVerdict.STEADY: _AMONG + "laba bersih sebulan relatif tetap dibanding sebelum bantuan; " + _CHANGED,
    MoneyVerdict.UNCLEAR: _AMONG + "arah perubahan laba bersih sebulan belum dapat dipastikan; " + _CHANGED,
}
MONEY_SCOPE = {
    "semua": "penerima (termasuk yang usahanya berhenti) yang labanya sebelum dan sesudah bantuan diketahui",
    "keadaan=aktif": "penerima yang usahanya masih berjalan dan labanya sebelum dan sesudah bantuan "
    "diketahui",
}

BUDGET = {
    BudgetVerdict.SHOWN: "Realisasi SP2D neto sampai akhir {period} sebesar {spent} dari pagu {budget} "
    "({value}).",
    BudgetVerdict.NO_BUDGET: "Data anggaran tahun {year} belum tersedia.",
    BudgetVerdict.PROVINCE_ONLY: "Serapan anggaran: – (tercatat di tingkat provinsi).",
}
IN_WORDS = "Terbilang: {words}."

PLACE = {
    PlaceVerdict.ABOVE: "{place}: {met} dari {known} ({value}), lebih tinggi daripada gabungan "
    "kabupaten/kota lainnya.",
    PlaceVerdict.BELOW: "{place}: {met} dari {known} ({value}), lebih rendah daripada gabungan "
    "kabupaten/kota lainnya.",
    PlaceVerdict.ALIKE: "{place}: {met} dari {known} ({value}), belum terbukti berbeda dari gabungan "
    "kabupaten/kota lainnya.",
    PlaceVerdict.TOO_FEW: "{place}: {met} dari {known}; tidak cukup data untuk perbandingan.",
}
PLACE_EMPTY = "{place}: tidak cukup data untuk perbandingan."
PLACE_SHORT = {
    PlaceVerdict.ABOVE: "lebih tinggi",
    PlaceVerdict.BELOW: "lebih rendah",
    PlaceVerdict.ALIKE: "belum terbukti berbeda",
    PlaceVerdict.TOO_FEW: "tidak cukup data untuk perbandingan",
}

TARGET = {
    TargetVerdict.REACHED: "tercapai",
    TargetVerdict.MISSED: "belum tercapai",
    TargetVerdict.OPEN: "belum dapat dipastikan",
    TargetVerdict.NOT_SET: "target belum ditetapkan",
    TargetVerdict.NO_VALUE: "tidak ada angka",
}
TARGET_WITH_VALUE = "{target}: {verdict}"
