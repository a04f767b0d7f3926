"""What the synthetic programme assumes about districts, businesses and the calendar.

Shares and hazards are invented so that the reports look like those of a real small programme; only
the places are real.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

import numpy as np

FIRST_MONTH = np.datetime64("2022-01", "M")
MONTHS = 48
YEARS = (2022, 2023, 2024, 2025)
YEARLY = {2022: 92, 2023: 104, 2024: 121, 2025: 128}
SEMESTERS = tuple((year, half) for year in (2023, 2024, 2025) for half in (1, 2))
MONITOR_MONTHS = 27

AMOUNTS = (800_000, 1_000_000, 1_500_000, 2_000_000, 2_500_000, 3_000_000, 3_500_000, 4_000_000, 5_000_000)
AMOUNT_WEIGHTS = (0.04, 0.07, 0.12, 0.18, 0.12, 0.25, 0.06, 0.06, 0.10)

Random = np.random.Generator


def stream(seed: int, purpose: str) -> Random:
    """Return a generator for one purpose, so that a change in one part leaves the others as they were."""
    return np.random.default_rng([seed, *purpose.encode()])


@dataclass(frozen=True)
class Kind:
    """A kind of business: relative profit, margin, failure factor, and the causes that fit it."""

    profit: float
    margin: float
    hazard: float
    causes: dict[str, float]


KINDS = {
    "kios_sembako": Kind(1.00, 0.18, 0.8, {"36": 4, "25": 3, "43": 2, "22": 2}),
    "kuliner": Kind(1.05, 0.35, 1.0, {"22": 4, "32": 3, "33": 2, "25": 2}),
    "sayur_keliling": Kind(0.85, 0.25, 1.0, {"37": 2, "32": 2, "33": 2, "22": 2}),
    "perikanan_tangkap": Kind(1.10, 0.40, 0.9, {"31": 4, "37": 2, "32": 2}),
    "budidaya_ikan_tambak": Kind(1.10, 0.40, 1.1, {"34": 3, "31": 3, "25": 2}),
    "rumput_laut": Kind(1.15, 0.45, 1.1, {"32": 6, "31": 2, "34": 1}),
    "olahan_ikan": Kind(1.00, 0.35, 0.9, {"32": 3, "14": 2, "22": 2}),
    "ternak_unggas": Kind(0.90, 0.30, 1.4, {"34": 6, "32": 3, "21": 2}),
    "ternak_babi": Kind(1.15, 0.40, 0.9, {"34": 6, "32": 1}),
    "ternak_kambing_sapi": Kind(0.90, 0.45, 0.8, {"34": 4, "25": 2}),
    "pertanian_hortikultura": Kind(0.85, 0.45, 1.0, {"34": 3, "31": 3, "37": 2}),
    "kerajinan_anyaman_batik": Kind(0.75, 0.50, 1.1, {"14": 4, "22": 3, "37": 1}),
    "menjahit": Kind(0.80, 0.55, 0.8, {"22": 3, "24": 2, "33": 2}),
    "bengkel_tambal_ban": Kind(1.00, 0.50, 0.8, {"23": 3, "24": 2, "25": 2}),
    "jasa_lain": Kind(0.90, 0.50, 0.9, {"22": 2, "24": 2, "36": 2}),
    "perdagangan_lain": Kind(0.95, 0.22, 1.1, {"36": 3, "22": 3, "43": 1}),
    "lainnya": Kind(0.85, 0.35, 1.1, {"22": 1, "21": 1}),
}
COMMON_CAUSES = {
    "33": 1.2,
    "35": 0.3,
    "41": 1.2,
    "42": 0.6,
    "43": 0.5,
    "44": 1.5,
    "99": 1.2,
    "21": 0.8,
    "25": 0.8,
}
NO_MENTOR_CAUSES = {"11": 6.0, "12": 2.0, "13": 4.0, "14": 2.5}


@dataclass(frozen=True)
class Episode:
    """A bad spell: a kind of business (empty: all) in a district (empty: all) between two months."""

    kind: str
    district: str
    first: str
    last: str
    cause: str
    hazard: float
    profit: float


EPISODES = (
    Episode("rumput_laut", "nunukan", "2023-09", "2024-08", "32", 3.0, 0.80),
    Episode("ternak_babi", "malinau", "2024-01", "2024-07", "34", 4.0, 0.85),
    Episode("ternak_unggas", "", "2024-10", "2025-02", "34", 2.5, 0.90),
    Episode("", "malinau", "2025-01", "2025-02", "31", 2.5, 0.90),
)


@dataclass(frozen=True)
class Place:
    """A kecamatan with its Kemendagri code and the villages used here (may be none)."""

    code: str
    name: str
    villages: tuple[str, ...] = ()


@dataclass(frozen=True)
class Plan:
    """One district of the synthetic programme.

    `nik_codes` are the four-digit codes of local identity numbers, `spellings` the ways its clerks
    write the district, `coverage` the usual share of people met in a half-year, `centres` the busy
    kecamatan with some of their villages, `instrument` what records its visits.
    """

    slug: str
    name: str
    share: float
    kinds: dict[str, float]
    nik_codes: tuple[str, ...]
    spellings: tuple[str, ...]
    coverage: float
    centres: dict[str, tuple[str, ...]] = field(default_factory=dict)
    instrument: str = "excel"


PLANS = {
    "bulungan": Plan(
        "bulungan", "Bulungan", 0.27,
        {"kios_sembako": 5, "kuliner": 6, "sayur_keliling": 2, "pertanian_hortikultura": 4,
         "ternak_unggas": 3, "perikanan_tangkap": 2, "jasa_lain": 2, "menjahit": 1,
         "bengkel_tambal_ban": 1, "perdagangan_lain": 2},
        ("6404", "6501"), ("Bulungan", "Kab. Bulungan", "BULUNGAN", "Kab Bulungan"), 0.88,
        {"Tanjung Selor": ("Tanjung Selor Hilir", "Tanjung Selor Hulu", "Jelarai Selor", "Gunung Seriang",
                           "Bumi Rahayu"),
         "Tanjung Palas": ("Tanjung Palas Hilir", "Tanjung Palas Tengah", "Karang Anyar", "Gunung Putih"),
         "Bunyu": ("Bunyu Barat", "Bunyu Timur", "Bunyu Selatan")},
    ),
    "malinau": Plan(
        "malinau", "Malinau", 0.15,
        {"ternak_babi": 6, "kios_sembako": 3, "kuliner": 3, "pertanian_hortikultura": 4,
         "kerajinan_anyaman_batik": 2, "ternak_unggas": 2, "jasa_lain": 1, "sayur_keliling": 1},
        ("6406", "6502"), ("Malinau", "Kab. Malinau", "MALINAU"), 0.82,
        {"Malinau Kota": ("Malinau Hulu", "Malinau Hilir", "Batu Lidung", "Pelita Kanaan"),
         "Malinau Utara": (), "Malinau Barat": ()},
        "kobo",
    ),
    "nunukan": Plan(
        "nunukan", "Nunukan", 0.27,
        {"rumput_laut": 8, "kios_sembako": 4, "kuliner": 5, "perikanan_tangkap": 3, "olahan_ikan": 2,
         "sayur_keliling": 2, "perdagangan_lain": 2, "ternak_unggas": 2, "menjahit": 1, "jasa_lain": 1},
        ("6405", "6503"), ("Nunukan", "Kab. Nunukan", "NUNUKAN", "Kab Nunukan"), 0.85,
        {"Nunukan": ("Nunukan Barat", "Nunukan Tengah", "Nunukan Timur", "Nunukan Utara", "Binusan"),
         "Nunukan Selatan": ("Selisun", "Mansapa", "Tanjung Harapan"),
         "Sebatik Timur": ("Sungai Nyamuk", "Tanjung Aru", "Tanjung Harapan"),
         "Sebatik Utara": ("Sungai Pancang", "Seberang")},
        "kobo",
    ),
    "tana-tidung": Plan(
        "tana-tidung", "Tana Tidung", 0.05,
        {"kios_sembako": 3, "kuliner": 3, "budidaya_ikan_tambak": 3, "perikanan_tangkap": 2,
         "ternak_unggas": 1, "pertanian_hortikultura": 2},
        ("6410", "6504"), ("KTT", "Tanah Tidung", "Tana Tidung", "Kab. T. Tidung"), 0.80,
        {"Sesayap": ("Tideng Pale", "Tideng Pale Timur", "Sebawang"),
         "Tana Lia": ("Tanah Merah", "Sambungan")},
    ),
    "tarakan": Plan(
        "tarakan", "Kota Tarakan", 0.26,
        {"kuliner": 8, "olahan_ikan": 4, "kios_sembako": 4, "perdagangan_lain": 3, "perikanan_tangkap": 3,
         "jasa_lain": 2, "menjahit": 2, "rumput_laut": 2, "sayur_keliling": 1, "bengkel_tambal_ban": 1},
        ("6473", "6571"), ("TARAKAN", "Kota Tarakan", "Tarakan", "Kodya Tarakan"), 0.91,
        {"Tarakan Barat": ("Karang Anyar", "Karang Balik", "Karang Harapan", "Karang Rejo"),
         "Tarakan Tengah": ("Pamusian", "Sebengkok", "Selumit", "Selumit Pantai"),
         "Tarakan Timur": ("Gunung Lingkas", "Lingkas Ujung", "Mamburungan", "Pantai Amal"),
         "Tarakan Utara": ("Juata Laut", "Juata Permai", "Juata Kerikil")},
        "google",
    ),
}  # fmt: skip

OTHER_NIK_CODES = ("7371", "7308", "3509", "3578", "6472", "6402", "5307", "1271")

COVERAGE_GAP = {
    ("malinau", 2023, 1): -0.10,
    ("malinau", 2024, 2): -0.08,
    ("nunukan", 2024, 1): -0.08,
    ("tana-tidung", 2023, 2): -0.12,
    ("tana-tidung", 2025, 1): 0.15,
    ("bulungan", 2025, 1): -0.05,
}


@dataclass(frozen=True)
class Decree:
    """One SK of a fiscal year: its number, date, stage and the days payments start."""

    number: str
    day: date
    year: int
    stage: str
    pay_from: date


DECREES = (
    Decree("188.44/K.231/2022", date(2022, 5, 19), 2022, "murni", date(2022, 6, 20)),
    Decree("188.44/K.512/2022", date(2022, 10, 12), 2022, "perubahan", date(2022, 11, 7)),
    Decree("188.44/K.198/2023", date(2023, 4, 11), 2023, "murni", date(2023, 5, 15)),
    Decree("188.44/K.547/2023", date(2023, 10, 9), 2023, "perubahan", date(2023, 11, 6)),
    Decree("188.44/K.176/2024", date(2024, 4, 2), 2024, "murni", date(2024, 5, 6)),
    Decree("188.44/K.523/2024", date(2024, 10, 7), 2024, "perubahan", date(2024, 10, 28)),
    Decree("188.44/K.164/2025", date(2025, 3, 18), 2025, "murni", date(2025, 4, 21)),
    Decree("188.44/K.498/2025", date(2025, 9, 29), 2025, "perubahan", date(2025, 10, 20)),
)


@dataclass(frozen=True)
class Scene:
    """Where the programme takes place: districts in official order, their kecamatan and poverty lines.

    `line(slug, year)` is rupiah per head per month.
    """

    plans: tuple[Plan, ...]
    places: dict[str, tuple[Place, ...]]
    line: Callable[[str, int], int]
    yearly: dict[int, int]
