"""C: failure, its causes, recovery."""

from __future__ import annotations

from evalhelpers.catalogue.model import Indicator, Measure

_TABLES = {
    "berhenti_permanen": ("Berhenti permanen", "Stopped for good"),
    "menurun_atau_sementara": ("Menurun atau berhenti sementara", "Declining or stopped for now"),
}
_KINDS = {
    "": ("", ""),
    "_baru": (", baru", ", new"),
    "_semua": (", seluruh penyebab yang disebut", ", all causes named"),
    "_terbukti": (", didukung bukti lain", ", supported by other evidence"),
    "_menurut_penerima": (", menurut penerima", ", according to the recipient"),
    "_menurut_pendamping": (", menurut pendamping", ", according to the mentor"),
    "_menurut_petugas": (", menurut petugas", ", according to the officer"),
}

INDICATORS = (
    Indicator(
        "C1",
        (Measure("utama", "share", "Usaha berhenti permanen", "Business stopped for good"),),
        {"id": "Tingkat kegagalan usaha", "en": "Failure rate"},
        {
            "id": "Penerima yang usahanya berhenti permanen pada akhir periode dibagi penerima yang keadaan usahanya diketahui; juga menurut banyaknya kunjungan pendamping dalam 183 hari sebelum usaha terakhir kali aktif (yang masih berjalan: sebelum akhir periode).",
            "en": "Persons whose business has stopped for good over persons whose status is known; also by mentor contacts.",
        },
        {"id": "penerima yang usahanya berhenti permanen", "en": "persons whose business stopped for good"},
        {"id": "penerima yang keadaan usahanya diketahui", "en": "persons whose status is known"},
        rules=(3, 7, 8, 9, 10, 11),
        good="down",
    ),
    Indicator(
        "C2",
        tuple(
            Measure(table + kind, "share", names[0] + more[0], names[1] + more[1])
            for kind, more in _KINDS.items()
            for table, names in _TABLES.items()
        ),
        {"id": "Komposisi penyebab", "en": "Causes"},
        {
            "id": "Penyebab utama yang dicatat pada kunjungan yang pertama kali menemukan keadaan itu, dibagi seluruh kasus; penyebab yang tidak diketahui tetap dihitung. Juga seluruh penyebab yang disebut, penyebab yang didukung bukti lain, dan penyebab menurut siapa yang menyatakannya. Kaitan, bukan bukti sebab-akibat.",
            "en": "Primary cause at the visit that first recorded the status, over all cases; all causes named; causes supported by other evidence; by who stated them.",
        },
        {"id": "kasus dengan penyebab itu", "en": "cases with the cause"},
        {"id": "seluruh kasus", "en": "all cases"},
        rules=(27, 28),
        tables=("penerima", "kunjungan"),
        counts="cases",
        sensitive=True,
    ),
    Indicator(
        "C3",
        (Measure("utama", "share", "Usaha pulih", "Business recovered"),),
        {"id": "Pemulihan usaha", "en": "Recovery rate"},
        {
            "id": "Penerima yang usahanya berhenti (permanen atau sementara) pada akhir periode sebelumnya dan masih berjalan pada akhir periode ini, dibagi yang berhenti saat itu dan dikunjungi secara sah pada periode ini.",
            "en": "Of those stopped at the previous period's end and validly visited in this one, persons now active.",
        },
        {"id": "penerima yang usahanya berjalan kembali", "en": "persons active again"},
        {
            "id": "penerima yang berhenti saat itu dan dikunjungi",
            "en": "persons stopped then and visited now",
        },
        rules=(8, 15),
        good="up",
    ),
)
