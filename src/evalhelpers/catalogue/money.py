"""B5 to B8: profit, the aid's assets, savings."""

from __future__ import annotations

from evalhelpers.catalogue.model import Indicator, Measure

INDICATORS = (
    Indicator(
        "B5",
        (
            Measure(
                "median_persen",
                "share",
                "Median perubahan laba (persen)",
                "Median change of profit (per cent)",
            ),
            Measure("median_rp", "rp", "Median perubahan laba (Rp)", "Median change of profit (Rp)"),
            Measure("median_laba", "rp", "Median laba sebulan", "Median monthly profit"),
            Measure("rata_laba", "rp", "Rata-rata laba sebulan", "Mean monthly profit"),
            Measure(
                "dihitung",
                "persons",
                "Laba dihitung dari omzet dikurangi biaya",
                "Profit computed from revenue less cost",
            ),
            Measure(
                "nominal",
                "persons",
                "Perubahan laba yang belum memperhitungkan kenaikan harga",
                "Change of profit not corrected for prices",
            ),
            Measure(
                "pergeseran_rp", "rp", "Pergeseran laba (Hodges-Lehmann)", "Shift of profit (Hodges-Lehmann)"
            ),
            Measure("sebaran", "share", "Sebaran perubahan laba", "Distribution of the change of profit"),
        ),
        {"id": "Perubahan laba bersih", "en": "Change in net profit"},
        {
            "id": "Median perubahan laba bersih sebulan (persen dan rupiah) terhadap laba sebelum bantuan setelah memperhitungkan kenaikan harga, serta median dan rata-rata laba; usaha yang berhenti dihitung berlaba nol. Pergeseran laba adalah taksiran Hodges-Lehmann dari perubahan rupiah orang yang sama. Sebaran: penerima menurut kelas perubahan itu, dari turun 50 persen atau lebih sampai naik 100 persen atau lebih; kelas naik mulai pada ambang kenaikan laba.",
            "en": "Median change of monthly net profit on baseline in real terms, median and mean profit; stopped counts as nil; persons by class of the change.",
        },
        {"id": "–", "en": "–"},
        {
            "id": "penerima yang laba awal dan laba akhirnya diketahui (untuk tingkat laba: laba akhirnya)",
            "en": "persons with the figure",
        },
        rules=(17, 18),
        good="up",
        material=0.10,
    ),
    Indicator(
        "B6",
        (
            Measure(
                "utama", "share", "Laba naik sekurang-kurangnya sebesar ambang", "Profit up by the threshold"
            ),
            Measure("naik_0", "share", "Laba tidak turun", "Profit not down"),
            Measure("naik_25", "share", "Laba naik sekurang-kurangnya 25 persen", "Profit up by 25 per cent"),
        ),
        {"id": "Penerima dengan kenaikan laba", "en": "Share with profit gain"},
        {
            "id": "Penerima yang labanya setelah memperhitungkan kenaikan harga naik sekurang-kurangnya sebesar ambang (juga 0 dan 25 persen) dibagi penerima yang labanya sebelum dan sesudah bantuan diketahui.",
            "en": "Persons with a real gain of at least the threshold (also 0 and 25 per cent) over persons with both profits.",
        },
        {"id": "penerima dengan kenaikan laba itu", "en": "persons with that gain"},
        {"id": "penerima yang kedua labanya diketahui", "en": "persons with both profits"},
        rules=(10, 11, 17, 18),
        good="up",
    ),
    Indicator(
        "B7",
        (
            Measure("utama", "share", "Aset bantuan lengkap dan dipakai", "Assets complete and in use"),
            Measure("sebagian", "share", "Aset bantuan tinggal sebagian", "Assets in part"),
            Measure("rusak", "share", "Aset bantuan rusak", "Assets broken"),
            Measure("tidak_ada", "share", "Aset bantuan tidak ada lagi", "Assets gone"),
        ),
        {"id": "Aset bantuan masih dimiliki dan dipakai", "en": "Asset retention and use"},
        {
            "id": "Nilai bantuan (Rp) milik penerima yang asetnya terlihat lengkap dan dipakai, dibagi nilai bantuan milik penerima yang asetnya dilihat; keadaan lainnya dalam baris tersendiri; yang hilang, dijual, atau dipindahtangankan dihitung bersama.",
            "en": "Rupiah of aid whose assets were seen complete and in use over rupiah of aid whose assets were seen.",
        },
        {"id": "nilai bantuan dengan keadaan aset itu (Rp)", "en": "aid with that state of the assets (Rp)"},
        {"id": "nilai bantuan yang asetnya dilihat (Rp)", "en": "aid whose assets were seen (Rp)"},
        rules=(30,),
        good="up",
        counts="money",
    ),
    Indicator(
        "B8",
        (Measure("utama", "share", "Menabung", "Saves"),),
        {"id": "Penerima yang menabung", "en": "Savers"},
        {
            "id": "Penerima yang menyatakan mempunyai tabungan dibagi penerima yang menjawab pertanyaan itu.",
            "en": "Persons who say they have savings over persons who answered.",
        },
        {"id": "penerima yang mempunyai tabungan", "en": "persons with savings"},
        {"id": "penerima yang menjawab", "en": "persons who answered"},
        rules=(10, 11, 30),
        good="up",
    ),
)
