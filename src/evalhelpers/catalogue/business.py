"""B: whether businesses run, survive and succeed."""

from __future__ import annotations

from evalhelpers.catalogue.model import STATUSES, UNMONITORED, Indicator, Measure

_STATUS_NAMES = {
    "berkembang": ("Berkembang", "Growing"),
    "tetap": ("Tetap", "Steady"),
    "menurun": ("Menurun", "Declining"),
    "ganti_usaha": ("Ganti usaha", "Changed business"),
    "belum_berjalan": ("Belum berjalan", "Not yet running"),
    "berhenti_sementara": ("Berhenti sementara", "Stopped for now"),
    "berhenti_permanen": ("Berhenti permanen", "Stopped for good"),
    UNMONITORED: ("Belum terpantau", "Not monitored"),
}


def _at(months: int) -> tuple[Measure, ...]:
    """Return the measures of the state so many months after the aid."""
    key, when, then = f"bulan_{months}", f"{months} bulan setelah bantuan", f"{months} months after the aid"
    return (
        Measure(key, "share", f"Masih berjalan {when}", f"Active {then}"),
        Measure(f"{key}_laba_naik", "share", f"Laba meningkat {when}", f"Profit up {then}"),
        Measure(
            f"{key}_graduasi",
            "share",
            f"Di atas garis kemiskinan (proksi) {when}",
            f"Above the poverty line (proxy) {then}",
        ),
        *(
            Measure(
                f"{key}_{status}",
                "share",
                f"{_STATUS_NAMES[status][0]}, {when}",
                f"{_STATUS_NAMES[status][1]}, {then}",
            )
            for status in (*STATUSES, UNMONITORED)
        ),
    )


INDICATORS = (
    Indicator(
        "B1",
        (Measure("utama", "share", "Usaha masih berjalan", "Business active"),),
        {"id": "Tingkat keberlangsungan usaha", "en": "Business activity rate"},
        {
            "id": "Penerima yang usahanya masih berjalan pada akhir periode dibagi penerima yang keadaan usahanya diketahui. Batas terendah dan tertinggi menghitung seluruh penerima.",
            "en": "Persons whose business is active at the period's end over persons whose status is known.",
        },
        {"id": "penerima yang usahanya masih berjalan", "en": "persons whose business is active"},
        {"id": "penerima yang keadaan usahanya diketahui", "en": "persons whose status is known"},
        rules=(3, 7, 8, 9, 10, 11),
        good="up",
    ),
    Indicator(
        "B2",
        (
            *(
                Measure(f"bulan_{m}", "probability", f"Peluang bertahan {m} bulan", f"Survival at {m} months")
                for m in (6, 12, 24)
            ),
            Measure(
                "keluar",
                "persons",
                "Meninggal atau pindah tanpa menutup usaha",
                "Died or moved without closing",
            ),
            Measure("kurva", "probability", "Peluang bertahan bulan demi bulan", "Survival month by month"),
        ),
        {
            "id": "Peluang bertahan usaha 6, 12, dan 24 bulan",
            "en": "Business survival at 6, 12 and 24 months",
        },
        {
            "id": "Taksiran Kaplan-Meier peluang usaha belum berhenti permanen, dihitung dari serah terima bantuan pertama. Saat berhenti adalah tanggal yang dicatat bila terletak di antara kunjungan terakhir yang menemukan usaha aktif dan kunjungan yang menemukannya berhenti, selain itu titik tengahnya. Hanya ditampilkan bila 10 orang atau lebih masih diamati; penerima yang belum pernah dikunjungi tidak masuk kurva dan dihitung dalam batas yang mungkin. Kurva: taksiran yang sama setiap bulan dari 0 sampai 24.",
            "en": "Kaplan-Meier estimate of not having stopped for good, from the first hand-over; closures between visits at the stated day or the midpoint; shown where 10 or more are at risk; kurva: the same each month from 0 to 24.",
        },
        {"id": "usaha yang berhenti permanen sampai bulan itu", "en": "closures up to the month"},
        {"id": "penerima yang masih diamati pada bulan itu", "en": "persons at risk at the month"},
        rules=(1, 9, 16),
        good="up",
    ),
    Indicator(
        "B3",
        (
            Measure("bertahan", "share", "Masih berjalan", "Still active"),
            Measure("berkembang", "share", "Laba meningkat", "Profit up"),
            Measure(
                "graduasi", "share", "Di atas garis kemiskinan (proksi)", "Above the poverty line (proxy)"
            ),
        ),
        {"id": "Tingkat keberhasilan", "en": "Success rate"},
        {
            "id": "Bertahan: usaha masih berjalan. Berkembang: masih berjalan dan laba setelah memperhitungkan kenaikan harga naik sekurang-kurangnya sebesar ambang dibanding sebelum bantuan. Graduasi: itu dan pendapatan rumah tangga per orang di atas garis kemiskinan (proksi).",
            "en": "Persons who reach the level over persons for whom it is known.",
        },
        {"id": "penerima yang mencapai tingkat itu", "en": "persons who reach the level"},
        {"id": "penerima yang diketahui mencapai atau tidak", "en": "persons for whom it is known"},
        rules=(3, 7, 9, 10, 11, 12, 17, 18),
        good="up",
    ),
    Indicator(
        "B4",
        tuple(Measure(status, "share", *_STATUS_NAMES[status]) for status in (*STATUSES, UNMONITORED)),
        {"id": "Komposisi perkembangan usaha", "en": "Development mix"},
        {
            "id": "Penerima menurut keadaan usaha pada akhir periode, ditambah yang belum terpantau, dibagi seluruh penerima yang dievaluasi; jumlahnya 100 persen.",
            "en": "Persons by status at the period's end plus not monitored, over all persons evaluated.",
        },
        {"id": "penerima dengan keadaan itu", "en": "persons of the status"},
        {"id": "seluruh penerima yang dievaluasi", "en": "all persons evaluated"},
        rules=(3, 7, 8, 13),
    ),
    Indicator(
        "B9",
        (*_at(12), *_at(24)),
        {"id": "Keadaan pada 12 (24) bulan setelah bantuan", "en": "State 12 (24) months after the aid"},
        {
            "id": "Keadaan dan tingkat keberhasilan pada kunjungan sah yang terdekat dengan 12 (24) bulan setelah serah terima, paling jauh 90 hari darinya, menurut tahun bantuan. Hanya penerima yang bantuannya diserahkan sekurang-kurangnya 15 (27) bulan sebelum akhir periode; satu-satunya angka yang dibandingkan antartahun bantuan.",
            "en": "State and levels at the valid visit nearest 12 (24) months after the hand-over, within 90 days of it, by grant year.",
        },
        {"id": "penerima dengan keadaan itu", "en": "persons of the state"},
        {
            "id": "penerima yang keadaannya pada saat itu diketahui (menurut keadaan: seluruhnya)",
            "en": "persons whose state at that time is known",
        },
        rules=(8, 9, 12, 14),
        good="up",
    ),
    Indicator(
        "B10",
        (
            Measure(
                "aktif_lalu", "persons", "Berjalan pada akhir periode lalu", "Active at the previous end"
            ),
            Measure("baru", "persons", "Baru dievaluasi dan berjalan", "Newly evaluated and active"),
            Measure(
                "pulih", "persons", "Semula tidak berjalan, kini berjalan", "Not active before, active now"
            ),
            Measure(
                "terlihat_lagi",
                "persons",
                "Semula belum terpantau, kini berjalan",
                "Not monitored before, active now",
            ),
            Measure(
                "berhenti", "persons", "Semula berjalan, kini tidak berjalan", "Active before, not active now"
            ),
            Measure(
                "berhenti_permanen",
                "persons",
                "Semula berjalan, kini berhenti permanen",
                "Active before, stopped for good now",
            ),
            Measure(
                "tak_terpantau",
                "persons",
                "Semula berjalan, kini belum terpantau",
                "Active before, not monitored now",
            ),
            Measure(
                "keluar",
                "persons",
                "Semula berjalan, tidak dievaluasi lagi",
                "Active before, no longer evaluated",
            ),
            Measure("aktif_kini", "persons", "Berjalan pada akhir periode ini", "Active at this end"),
        ),
        {"id": "Perpindahan keadaan", "en": "Flows between states"},
        {
            "id": "Perubahan banyaknya penerima yang usahanya berjalan dari akhir periode sebelumnya sampai akhir periode ini. Yang menambah: baru dievaluasi, semula tidak berjalan, atau semula belum terpantau. Yang mengurangi: kini tidak berjalan (di antaranya berhenti permanen), kini belum terpantau, atau tidak dievaluasi lagi. Kedua keadaan dihitung menurut pengertian dan data sekarang. Penerima yang bantuan penentunya berpindah kabupaten/kota tidak dievaluasi lagi di tempat lama dan baru dievaluasi di tempat yang baru; di provinsi ia tetap orang yang sama.",
            "en": "How the number of persons with an active business changed from the previous period's end to this one; both by today's definitions and data.",
        },
        {"id": "penerima dengan perpindahan itu", "en": "persons with that change"},
        {
            "id": "yang menambah: penerima yang kini berjalan; yang mengurangi: penerima yang semula berjalan; kedua jumlahnya: penerima yang dievaluasi saat itu",
            "en": "gains: persons active now; losses: persons active before; both totals: persons evaluated at that end",
        },
        rules=(3, 7, 8, 9, 24),
    ),
)
