"""Indonesian sentences by verdict; data only.

Sentences are whole. Slots in braces take numbers and names as `narrative` words them. A text never
says that the aid brought a change about: the method does not show that.
"""

from __future__ import annotations

from evalhelpers.findings import (
    AuditVerdict,
    BudgetVerdict,
    CausesVerdict,
    ChainVerdict,
    ChangeVerdict,
    FlagsVerdict,
    FlowsVerdict,
    HeadlineVerdict,
    MixVerdict,
    MoneyVerdict,
    PapersVerdict,
    PlaceVerdict,
    RevisedVerdict,
    ShareVerdict,
    SurvivalVerdict,
    TargetVerdict,
)

AND, LAST, COMMA = " dan ", ", dan ", ", "
SEMICOLON, LAST_SEMICOLON = "; ", "; dan "
NONE = "–"
WHEN = "pada {period}"
WHEN_BASELINE = "sebelum bantuan"
SAME_PERSONS = "{when} (orang yang sama)"

_WITHHELD = "Banyaknya {subject} tidak ditampilkan untuk melindungi penerima yang jumlahnya sedikit."
_NO_ONE = "Belum ada penerima di {place} yang masuk masa evaluasi {when}."
_ACTIONS = "tindakan yang direkomendasikan laporan sebelumnya dan sudah jatuh tempo"
_DONE = "selesai sampai akhir {period}"
_UNCLEAR = "keadaan {unknown} dari {everyone} tindakan belum jelas"
_POOR = "penerima yang sebelum bantuan di bawah garis kemiskinan"
_LEFT = "menunjukkan indikasi keluar dari kategori fakir miskin (proksi)"
_THREE = (
    "memenuhi ketiganya: usaha masih berjalan, laba meningkat, dan pendapatan rumah tangga di atas garis "
    "kemiskinan (proksi)"
)
_ABOVE = "berpendapatan rumah tangga per orang pada atau di atas garis kemiskinan"
_COMMON = {
    ShareVerdict.NO_ONE: _NO_ONE,
    ShareVerdict.WITHHELD: _WITHHELD,
}

# How one of one is said, at the beginning of a sentence and within.
ONLY = {"Only": "Satu-satunya", "only": "satu-satunya"}
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
        ShareVerdict.ALL_CENSUS: "Seluruh {known} bantuan dalam SK tahun anggaran {year} sudah disalurkan "
        "sampai akhir {period}.",
        ShareVerdict.CENSUS: "Dari {known} bantuan dalam SK tahun anggaran {year}, {met} ({value}) sudah "
        "disalurkan sampai akhir {period}.",
        ShareVerdict.CENSUS_FEW: "Dari {known} bantuan dalam SK tahun anggaran {year}, {met} sudah "
        "disalurkan sampai akhir {period}.",
        ShareVerdict.PARTIAL: "Dari {known} bantuan yang penyalurannya tercatat, {met} sudah disalurkan "
        "sampai akhir {period} ({value}); penyaluran {unknown} dari {everyone} bantuan dalam SK belum "
        "jelas, sehingga batas terendah dan tertinggi yang mungkin ialah {bound_low} dan {bound_high}.",
        ShareVerdict.PARTIAL_FEW: "Dari {known} bantuan yang penyalurannya tercatat, {met} sudah disalurkan "
        "sampai akhir {period}; penyaluran {unknown} dari {everyone} bantuan dalam SK belum jelas, sehingga "
        "jumlahnya paling banyak {most}.",
        ShareVerdict.ONE: "{Only} bantuan dalam SK tahun anggaran {year} sudah disalurkan sampai "
        "akhir {period}.",
        ShareVerdict.NOT_ONE: "{Only} bantuan dalam SK tahun anggaran {year} belum disalurkan sampai "
        "akhir {period}.",
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
        ShareVerdict.ALL_CENSUS: "Seluruh {known} penerima yang wajib dipantau {when} berhasil dikunjungi "
        "tatap muka.",
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
        ShareVerdict.ONE: "{Only} penerima yang wajib dipantau {when} berhasil dikunjungi tatap muka.",
        ShareVerdict.NOT_ONE: "{Only} penerima yang wajib dipantau {when} belum dikunjungi tatap muka.",
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
        ShareVerdict.ALL_CENSUS: "Seluruh penerima dipantau, dan usaha {known} penerima itu semuanya masih "
        "berjalan.",
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
        ShareVerdict.ONE: "{Only} penerima dipantau, dan usahanya masih berjalan.",
        ShareVerdict.NOT_ONE: "{Only} penerima dipantau, dan usahanya tidak lagi berjalan.",
    },
    "B3.bertahan": {
        **_COMMON,
        ShareVerdict.ZERO_CENSUS: "Tidak ada usaha yang masih berjalan di antara {known} penerima.",
        ShareVerdict.ZERO: "Tidak ada usaha yang masih berjalan di antara {known} penerima yang keadaannya "
        "diketahui; dari {everyone} penerima, jumlahnya paling banyak {most}.",
        ShareVerdict.UNKNOWN: "Keadaan usaha {everyone} penerima belum diketahui.",
        ShareVerdict.ALL_CENSUS: "Usaha seluruh {known} penerima masih berjalan.",
        ShareVerdict.CENSUS: "Usaha {met} dari {known} penerima masih berjalan ({value}).",
        ShareVerdict.CENSUS_FEW: "Usaha {met} dari {known} penerima masih berjalan.",
        ShareVerdict.PARTIAL: "Usaha {met} dari {known} penerima yang keadaannya diketahui masih berjalan "
        "({value}); batas terendah dan tertinggi yang mungkin bagi {everyone} penerima ialah {bound_low} "
        "dan {bound_high}.",
        ShareVerdict.PARTIAL_FEW: "Usaha {met} dari {known} penerima yang keadaannya diketahui masih "
        "berjalan; dari {everyone} penerima, jumlahnya paling banyak {most}.",
        ShareVerdict.ONE: "Usaha {only} penerima masih berjalan.",
        ShareVerdict.NOT_ONE: "Usaha {only} penerima tidak lagi berjalan.",
    },
    "B3.berkembang": {
        **_COMMON,
        ShareVerdict.ZERO_CENSUS: "Tidak ada usaha dengan laba yang meningkat di antara {known} penerima.",
        ShareVerdict.ZERO: "Tidak ada usaha dengan laba yang meningkat di antara {known} penerima yang "
        "datanya lengkap. Data {unknown} dari seluruh {everyone} penerima belum lengkap, sehingga jumlahnya "
        "paling banyak {most}.",
        ShareVerdict.UNKNOWN: "Perubahan laba {everyone} penerima belum diketahui.",
        ShareVerdict.ALL_CENSUS: "Usaha seluruh {known} penerima masih berjalan dengan laba yang meningkat.",
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
        ShareVerdict.ONE: "Usaha {only} penerima masih berjalan dengan laba yang meningkat.",
        ShareVerdict.NOT_ONE: "Usaha {only} penerima belum mencatat laba yang meningkat.",
    },
    "B3.graduasi": {
        **_COMMON,
        ShareVerdict.ZERO_CENSUS: f"Dari {{known}} penerima, belum ada yang {_THREE}.",
        ShareVerdict.ZERO: f"Dari {{known}} penerima yang datanya lengkap, belum ada yang {_THREE}. Data "
        "{unknown} dari seluruh {everyone} penerima belum lengkap, sehingga jumlahnya paling banyak {most}.",
        ShareVerdict.UNKNOWN: "Banyaknya penerima di atas garis kemiskinan (proksi) belum dapat dihitung: "
        "laba atau pendapatan {everyone} penerima belum diketahui.",
        ShareVerdict.ALL_CENSUS: f"Seluruh {{known}} penerima {_THREE}.",
        ShareVerdict.CENSUS: f"Sebanyak {{met}} dari {{known}} penerima ({{value}}) {_THREE}.",
        ShareVerdict.CENSUS_FEW: f"Sebanyak {{met}} dari {{known}} penerima {_THREE}.",
        ShareVerdict.PARTIAL: f"Sebanyak {{met}} dari {{known}} penerima yang datanya lengkap ({{value}}) "
        f"{_THREE}. Data {{unknown}} dari seluruh {{everyone}} penerima belum lengkap: batas terendah dan "
        "tertinggi yang mungkin ialah {bound_low} dan {bound_high}.",
        ShareVerdict.PARTIAL_FEW: f"Sebanyak {{met}} dari {{known}} penerima yang datanya lengkap {_THREE}. "
        "Data {unknown} dari seluruh {everyone} penerima belum lengkap, sehingga jumlahnya paling banyak "
        "{most}.",
        ShareVerdict.ONE: f"{{Only}} penerima {_THREE}.",
        ShareVerdict.NOT_ONE: f"{{Only}} penerima belum {_THREE}.",
    },
    "C1.utama": {
        **_COMMON,
        ShareVerdict.ZERO_CENSUS: "Tidak ada usaha yang berhenti permanen di antara {known} penerima.",
        ShareVerdict.ZERO: "Tidak ada usaha yang tercatat berhenti permanen di antara {known} penerima yang "
        "keadaannya diketahui. Dari seluruh {everyone} penerima, {unknown} belum terpantau, sehingga "
        "jumlahnya paling banyak {most}.",
        ShareVerdict.UNKNOWN: "Jumlah usaha yang berhenti permanen belum diketahui: keadaan usaha "
        "{everyone} penerima belum terpantau.",
        ShareVerdict.ALL_CENSUS: "Usaha seluruh {known} penerima sudah berhenti permanen.",
        ShareVerdict.CENSUS: "Usaha {met} dari {known} penerima sudah berhenti permanen ({value}).",
        ShareVerdict.CENSUS_FEW: "Usaha {met} dari {known} penerima sudah berhenti permanen.",
        ShareVerdict.PARTIAL: "Usaha {met} dari {known} penerima yang keadaannya diketahui sudah berhenti "
        "permanen ({value}). Dari seluruh {everyone} penerima, {unknown} belum terpantau: batas terendah "
        "dan tertinggi yang mungkin ialah {bound_low} dan {bound_high}.",
        ShareVerdict.PARTIAL_FEW: "Usaha {met} dari {known} penerima yang keadaannya diketahui sudah "
        "berhenti permanen. Dari seluruh {everyone} penerima, {unknown} belum terpantau, sehingga jumlahnya "
        "paling banyak {most}.",
        ShareVerdict.ONE: "Usaha {only} penerima sudah berhenti permanen.",
        ShareVerdict.NOT_ONE: "Usaha {only} penerima tidak tercatat berhenti permanen.",
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
        ShareVerdict.ALL_CENSUS: "Pendapatan rumah tangga per orang dari seluruh {known} penerima berada "
        "pada atau di atas garis kemiskinan.",
        ShareVerdict.CENSUS: f"Dari {{known}} penerima, {{met}} ({{value}}) {_ABOVE}.",
        ShareVerdict.CENSUS_FEW: f"Dari {{known}} penerima, {{met}} {_ABOVE}.",
        ShareVerdict.PARTIAL: f"Dari {{known}} penerima yang pendapatannya diketahui, {{met}} ({{value}}) "
        f"{_ABOVE}. Pendapatan {{unknown}} dari seluruh {{everyone}} penerima belum diketahui: batas "
        "terendah dan tertinggi yang mungkin ialah {bound_low} dan {bound_high}.",
        ShareVerdict.PARTIAL_FEW: f"Dari {{known}} penerima yang pendapatannya diketahui, {{met}} {_ABOVE}. "
        "Pendapatan {unknown} dari seluruh {everyone} penerima belum diketahui, sehingga jumlahnya paling "
        "banyak {most}.",
        ShareVerdict.ONE: f"{{Only}} penerima {_ABOVE}.",
        ShareVerdict.NOT_ONE: "Pendapatan rumah tangga per orang dari {only} penerima berada di bawah "
        "garis kemiskinan.",
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
        ShareVerdict.ALL_CENSUS: "Sebelum bantuan, seluruh {known} orang yang sama sudah berada pada atau di "
        "atas garis kemiskinan.",
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
        ShareVerdict.ONE: "Sebelum bantuan, orang yang sama sudah berada pada atau di atas garis kemiskinan.",
        ShareVerdict.NOT_ONE: "Sebelum bantuan, orang yang sama berada di bawah garis kemiskinan.",
    },
    "D2.utama": {
        ShareVerdict.NO_ONE: "Belum ada penerima yang tercatat di bawah garis kemiskinan sebelum bantuan, "
        "sehingga indikasi keluar dari kategori fakir miskin (proksi) belum dapat dihitung.",
        ShareVerdict.WITHHELD: _WITHHELD,
        ShareVerdict.ZERO_CENSUS: f"Dari {{known}} {_POOR}, belum ada yang {_LEFT}.",
        ShareVerdict.ZERO: f"Dari {{known}} {_POOR} dan datanya lengkap, belum ada yang {_LEFT}. Data "
        "{unknown} dari seluruh {everyone} penerima itu belum lengkap, sehingga jumlahnya paling banyak "
        "{most}.",
        ShareVerdict.UNKNOWN: f"Data {{everyone}} {_POOR} belum cukup untuk menilai indikasi keluar dari "
        "kategori fakir miskin (proksi).",
        ShareVerdict.ALL_CENSUS: f"Seluruh {{known}} {_POOR} {_LEFT}.",
        ShareVerdict.CENSUS: f"Dari {{known}} {_POOR}, {{met}} ({{value}}) {_LEFT}.",
        ShareVerdict.CENSUS_FEW: f"Dari {{known}} {_POOR}, {{met}} {_LEFT}.",
        ShareVerdict.PARTIAL: f"Dari {{known}} {_POOR} dan datanya lengkap, {{met}} ({{value}}) {_LEFT}. "
        f"Data "
        "{unknown} dari seluruh {everyone} penerima itu belum lengkap: batas terendah dan tertinggi yang "
        "mungkin ialah {bound_low} dan {bound_high}.",
        ShareVerdict.PARTIAL_FEW: f"Dari {{known}} {_POOR} dan datanya lengkap, {{met}} {_LEFT}. Data "
        "{unknown} dari seluruh {everyone} penerima itu belum lengkap, sehingga jumlahnya paling banyak "
        "{most}.",
        ShareVerdict.ONE: f"{{Only}} {_POOR} {_LEFT}.",
        ShareVerdict.NOT_ONE: f"{{Only}} {_POOR} belum {_LEFT}.",
    },
    "E7.utama": {
        ShareVerdict.NO_ONE: f"Tidak ada {_ACTIONS} pada akhir {{period}}.",
        ShareVerdict.WITHHELD: _WITHHELD,
        ShareVerdict.ZERO_CENSUS: f"Belum satu pun dari {{known}} {_ACTIONS} {_DONE}.",
        ShareVerdict.ZERO: f"Belum satu pun dari {{known}} {_ACTIONS} tercatat {_DONE}; {_UNCLEAR}.",
        ShareVerdict.UNKNOWN: f"Keadaan {{everyone}} {_ACTIONS} belum diketahui.",
        ShareVerdict.ALL_CENSUS: f"Seluruh {{known}} {_ACTIONS} telah {_DONE}.",
        ShareVerdict.CENSUS: f"Dari {{known}} {_ACTIONS}, {{met}} ({{value}}) telah {_DONE}.",
        ShareVerdict.CENSUS_FEW: f"Dari {{known}} {_ACTIONS}, {{met}} telah {_DONE}.",
        ShareVerdict.PARTIAL: f"Dari {{known}} {_ACTIONS} dan keadaannya diketahui, {{met}} ({{value}}) "
        f"telah {_DONE}; {_UNCLEAR}, sehingga batas terendah dan tertinggi yang mungkin ialah {{bound_low}} "
        f"dan "
        "{bound_high}.",
        ShareVerdict.PARTIAL_FEW: f"Dari {{known}} {_ACTIONS} dan keadaannya diketahui, {{met}} telah "
        f"{_DONE}; {_UNCLEAR}, sehingga jumlahnya paling banyak {{most}}.",
        ShareVerdict.ONE: f"{{Only}} {_ACTIONS} telah {_DONE}.",
        ShareVerdict.NOT_ONE: f"{{Only}} {_ACTIONS} belum {_DONE}.",
    },
}

PHONED = "Sebanyak {phoned} penerima lainnya dipantau melalui telepon."
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
    "D2.utama": "penerima dengan indikasi keluar dari kategori fakir miskin (proksi)",
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
    ChangeVerdict.UNCLEAR: "Banyaknya {subject}: {before_met} dari {before_known} {before_when}, {now_met} "
    "dari {now_known} {when}; selisihnya belum cukup kuat untuk disebut perubahan.",
    ChangeVerdict.NO_BASELINE: "Banyaknya {subject} belum dapat dibandingkan dengan keadaan {before_when}: "
    "datanya belum cukup.",
    ChangeVerdict.WITHHELD: "Banyaknya {subject} tidak dibandingkan dengan keadaan {before_when} untuk "
    "melindungi penerima yang jumlahnya sedikit.",
}
# Both ends alike: there is no difference to judge.
CHANGE_SAME = "Banyaknya {subject} sama dengan keadaan {before_when}: {now_met} dari {now_known}."
CHANGE_SAME_SHORT = "Jumlahnya sama dengan keadaan {before_when}."
# The same after a sentence that has said the numbers of now.
CHANGE_SHORT = {
    ChangeVerdict.ROSE: "Dibandingkan dengan keadaan {before_when} ({before_met} dari {before_known}), "
    "bagiannya naik {gap}.",
    ChangeVerdict.FELL: "Dibandingkan dengan keadaan {before_when} ({before_met} dari {before_known}), "
    "bagiannya turun {gap}.",
    ChangeVerdict.STEADY: "Dibandingkan dengan keadaan {before_when} ({before_met} dari {before_known}), "
    "bagiannya relatif tetap.",
    ChangeVerdict.UNCLEAR: "Keadaan {before_when}: {before_met} dari {before_known}; selisihnya belum cukup "
    "kuat untuk disebut perubahan.",
    ChangeVerdict.NO_BASELINE: "Keadaan {before_when} belum dapat dibandingkan: datanya belum cukup.",
    ChangeVerdict.WITHHELD: "Keadaan {before_when} tidak dibandingkan untuk melindungi penerima yang "
    "jumlahnya sedikit.",
}

UNCHANGED = "Belum cukup kuat untuk disebut berubah sejak {before}: {parts}."
INCOMPARABLE = "Belum dapat dibandingkan dengan keadaan pada {before}, datanya belum cukup: {parts}."
UNCHANGED_PART = "{subject} ({before_met} dari {before_known} menjadi {now_met} dari {now_known})"

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
HEADLINE_NONE = {
    "bertahan": "tidak ada yang",
    "berkembang": "tidak ada yang",
    "graduasi": "belum ada yang",
}
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
    "berhenti_permanen_baru": "usaha yang baru berhenti permanen",
    "menurun_atau_sementara": "usaha yang menurun atau berhenti sementara",
    "menurun_atau_sementara_baru": "usaha yang baru menurun atau berhenti sementara",
}
CAUSES = {
    CausesVerdict.NO_CASES: "Sampai akhir {period} tidak tercatat {cases_name}.",
    CausesVerdict.WITHHELD: "Penyebab utama pada {cases_name} tidak dirinci untuk melindungi penerima yang "
    "jumlahnya sedikit.",
    CausesVerdict.PARTLY: "Penyebab utama pada {cases} {cases_name} dirinci sebagian saja untuk melindungi "
    "penerima yang jumlahnya sedikit: {parts}.",
    CausesVerdict.LISTED: "Penyebab utama yang dicatat pada {cases} {cases_name} ialah {parts}.",
    CausesVerdict.LEADING: "Penyebab utama yang paling sering dicatat pada {cases} {cases_name} ialah "
    "{lead}, {lead_count} dari {cases} ({lead_share}); selebihnya {rest}.",
    CausesVerdict.TIED: "Penyebab utama yang dicatat pada {cases} {cases_name} ialah {parts}; tidak ada satu "
    "yang paling sering.",
}
# One cause on record for every case.
CAUSES_ONE = "Pada seluruh {cases} {cases_name} dicatat satu penyebab utama: {lead}."
CAUSES_NONE_KNOWN = "Penyebab utama pada seluruh {cases} {cases_name} belum diketahui."
CAUSE_PART = "{label} ({count})"

_AMONG = " pada {persons} {scope}."
_MEDIAN = "Nilai tengah (median) perubahan laba bersih sebulan: "
_CHANGED = ": nilai tengah (median) perubahannya {relative} ({rupiah})" + _AMONG
MONEY = {
    MoneyVerdict.WITHHELD: "Perubahan laba tidak ditampilkan: {scope} kurang dari lima orang.",
    MoneyVerdict.RUPIAH_ONLY: _MEDIAN + "{rupiah}" + _AMONG,
    MoneyVerdict.DESCRIBED: _MEDIAN + "{relative} ({rupiah})" + _AMONG,
    MoneyVerdict.GREW: "Laba bersih sebulan lebih tinggi daripada sebelum bantuan" + _CHANGED,
    MoneyVerdict.SHRANK: "Laba bersih sebulan lebih rendah daripada sebelum bantuan" + _CHANGED,
    MoneyVerdict.STEADY: "Laba bersih sebulan relatif tetap dibandingkan dengan sebelum bantuan" + _CHANGED,
    MoneyVerdict.UNCLEAR: "Arah perubahan laba bersih sebulan belum dapat dipastikan" + _CHANGED,
}
# A change in words: no sign stands in prose.
MONEY_ROSE, MONEY_FELL = "naik {size}", "turun {size}"
MONEY_SCOPE = {
    "semua": "penerima yang labanya sebelum dan sesudah bantuan diketahui (termasuk yang usahanya berhenti)",
    "keadaan=aktif": "penerima yang usahanya masih berjalan dan labanya sebelum dan sesudah bantuan "
    "diketahui",
}

BUDGET = {
    BudgetVerdict.SHOWN: "Realisasi SP2D neto sampai akhir {period} ialah {spent} dari pagu {budget} "
    "({value}).",
    BudgetVerdict.NO_BUDGET: "Data anggaran tahun {year} belum tersedia.",
    BudgetVerdict.PROVINCE_ONLY: "Anggaran dan realisasinya tercatat di tingkat provinsi, tidak dirinci "
    "menurut kabupaten/kota.",
}
IN_WORDS = "Terbilang: {words}."

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
TARGET_AT_MOST = "paling tinggi {target}"


# What changed since the previous period: only what occurs is named.
FLOWS = {
    FlowsVerdict.NO_BASELINE: "Belum ada penerima yang dievaluasi pada periode sebelumnya, sehingga asal "
    "perubahan belum dapat dirinci.",
    FlowsVerdict.SHOWN: "Usaha yang masih berjalan berubah dari {aktif_lalu} menjadi {aktif_kini}: {moves}.",
}
FLOWS_SAME = "Usaha yang masih berjalan tetap {aktif_kini}, pada penerima yang sama."
FLOWS_NONE = "tidak ada"
FLOWS_GAINED, FLOWS_LOST = "bertambah {parts}", "berkurang {parts}"
FLOW_PARTS = {
    "baru": "{n} usaha yang bantuannya baru masuk masa evaluasi",
    "pulih": "{n} usaha yang berjalan kembali",
    "terlihat_lagi": "{n} usaha yang kembali terpantau",
    "berhenti": "{n} usaha yang tidak lagi berjalan",
    "tak_terpantau": "{n} usaha yang kali ini tidak terpantau",
    "keluar": "{n} usaha yang masa evaluasinya berakhir",
}

SURVIVAL = {
    SurvivalVerdict.NO_CURVE: "Peluang usaha bertahan belum dapat diperkirakan: usaha yang diamati cukup "
    "lama sejak bantuan diserahkan belum mencapai sepuluh.",
    SurvivalVerdict.SHOWN: "Peluang usaha belum berhenti permanen sejak bantuan pertama diperkirakan "
    "{parts}.",
}
SURVIVAL_FIRST = "{value} setelah {month} bulan ({at_risk} usaha masih diamati)"
SURVIVAL_NEXT = "{value} setelah {month} bulan ({at_risk} usaha)"

CHAIN = {
    ChainVerdict.NO_CHAIN: "Belum ada bantuan tahun {year} yang rupiahnya dapat ditelusuri.",
    ChainVerdict.CLEAR: "Dari {first_stage} tahun {year} sebesar {first}, {last} {last_stage}; tidak ada "
    "yang perlu penjelasan.",
    ChainVerdict.OPEN: "Dari {first_stage} tahun {year} sebesar {first}, {last} {last_stage} dan {open} "
    "perlu penjelasan.",
    ChainVerdict.WITHHELD: "Rupiah yang perlu penjelasan pada bantuan tahun {year} tidak ditampilkan untuk "
    "melindungi penerima yang jumlahnya sedikit.",
}
# A stage as the chain begins with it, and as it ends with it.
STAGE_FIRST = {"pagu": "pagu", "sp2d": "SP2D neto", "sk": "nilai SK", "disalurkan": "bantuan"}
CHAIN_WHOLE = "Seluruh {first_stage} tahun {year} ({first}) {last_stage}; tidak ada yang perlu penjelasan."
CHAIN_NONE, STAGE_DONE = "belum ada yang", "sudah "
STAGE_LAST = {
    "pagu": "tersedia sebagai pagu",
    "sp2d": "sudah dicairkan",
    "sk": "sudah ditetapkan dengan SK",
    "disalurkan": "sudah disalurkan",
    "bukti": "buktinya lengkap",
    "terlihat": "asetnya terlihat",
    "aktif": "terlihat pada usaha yang masih berjalan",
}

PAPERS = {
    PapersVerdict.NONE: "Belum ada bukti pertanggungjawaban yang jatuh waktu.",
    PapersVerdict.COMPLETE: "Bukti pertanggungjawaban seluruh {due} bantuan sudah lengkap.",
    PapersVerdict.INCOMPLETE: "Bukti pertanggungjawaban lengkap pada {complete} dari {due} bantuan; yang "
    "belum lengkap {lacking} bantuan senilai {lacking_rupiah}.",
    PapersVerdict.WITHHELD: "Kelengkapan bukti pertanggungjawaban tidak ditampilkan untuk melindungi "
    "penerima yang jumlahnya sedikit.",
}
PAPERS_NO_RUPIAH = (
    "Bukti pertanggungjawaban lengkap pada {complete} dari {due} bantuan; yang belum lengkap {lacking} "
    "bantuan."
)

FLAGS = {
    FlagsVerdict.NONE: "Belum ada bantuan dalam SK tahun {year} yang dapat diperiksa.",
    FlagsVerdict.NOT_CHECKED: "Bantuan dalam SK tahun {year} belum diperiksa: hasil pemadanannya belum "
    "tersedia. Hal itu tidak berarti bersih.",
    FlagsVerdict.WITHHELD: "Banyaknya bantuan yang perlu diklarifikasi tidak ditampilkan untuk melindungi "
    "penerima yang jumlahnya sedikit.",
    FlagsVerdict.ZERO: "Dari {checked} bantuan dalam SK tahun {year} yang diperiksa seluruhnya, tidak ada "
    "yang perlu diklarifikasi.",
    FlagsVerdict.SOME: "Dari {checked} bantuan dalam SK tahun {year} yang diperiksa, {flagged} ditandai "
    "dengan satu hal atau lebih yang perlu diklarifikasi.",
}
FLAGS_UNCHECKED = "Sebagian hal belum diperiksa: hasil pemadanannya belum tersedia."

AUDIT = {
    AuditVerdict.NONE: "Tidak ada rekomendasi pemeriksaan yang tercatat.",
    AuditVerdict.NONE_POSSIBLE: "Tidak satu pun rekomendasi pemeriksaan dapat ditindaklanjuti dengan alasan "
    "yang sah.",
    AuditVerdict.ALL_DONE: "Seluruh {everything} rekomendasi pemeriksaan telah selesai ditindaklanjuti.",
    AuditVerdict.OPEN: "Dari {everything} rekomendasi pemeriksaan, {done} telah selesai ditindaklanjuti dan "
    "{open} masih terbuka.",
}
AUDIT_ONE_DONE = "Satu-satunya rekomendasi pemeriksaan telah selesai ditindaklanjuti."
AUDIT_OVERDUE = "Yang sudah lewat tenggat: {overdue} dari {dated} yang tenggatnya diketahui."
AUDIT_RUPIAH = "Nilai temuan yang diselesaikan {rupiah_settled} dari {rupiah}."

REVISED = {
    RevisedVerdict.CHANGED: "Bagian {subject} {before_when}: semula {published} dari {published_n} yang "
    "diketahui, setelah pemutakhiran data {now} dari {n}.",
}

PLACES_NONE = "Belum ada kabupaten/kota yang datanya cukup untuk dibandingkan."
PLACES_ALIKE = (
    "Tidak satu pun kabupaten/kota yang datanya cukup terbukti berbeda dari gabungan kabupaten/kota lainnya "
    "dalam bagian usaha yang masih berjalan."
)
PLACES_DIFFER = "Bagian usaha yang masih berjalan {differences}."
PLACES_ABOVE = "di {places} lebih tinggi daripada gabungan kabupaten/kota lainnya"
PLACES_BELOW = "di {places} lebih rendah daripada gabungan kabupaten/kota lainnya"
PLACES_BOTH = "{above}, sedangkan {below}"
PLACE_COUNTED = "{place} ({met} dari {known})"

TILE = {
    "percent": "{met} dari {known} yang diketahui; batas yang mungkin {low}–{high}",
    "percent_census": "{met} dari {known}; semua diketahui",
    "count": "dari {known} yang diketahui ({value}); {unknown} belum diketahui",
    "count_census": "dari {known} ({value}); semua diketahui",
    "few": "dari {known} yang diketahui; {unknown} belum diketahui",
    "few_census": "dari {known}; semua diketahui",
    "unknown": "{everyone} penerima belum diketahui",
    "withheld": "tidak ditampilkan: jumlahnya sedikit",
    "nobody": "belum ada penerima yang dievaluasi",
    "before": "sebelumnya {met} dari {known}",
    "money": "dari {first_stage} tahun {year} sebesar {first}",
    "target": "target {target}",
    "no_money": "belum ada bantuan tahun {year}",
}
