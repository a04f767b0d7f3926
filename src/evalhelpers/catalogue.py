"""What each indicator is, and the frozen rules that decide its numbers.

The definitions are those of the evaluation method; nothing is computed here.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from evalhelpers.errors import DataError

STATUSES = (
    "berkembang",
    "tetap",
    "menurun",
    "ganti_usaha",
    "belum_berjalan",
    "berhenti_sementara",
    "berhenti_permanen",
)
UNMONITORED = "belum_terpantau"
CAUSES = ("P1", "P2", "P3", "P4", "P9")
LEVELS = ("bertahan", "berkembang", "graduasi")

COLUMNS = (
    "code", "measure", "district", "period", "group", "value", "numerator", "denominator",
    "missing", "low", "high", "bound_low", "bound_high", "unit",
)  # fmt: skip
KEY = COLUMNS[:5]


@dataclass(frozen=True)
class Indicator:
    """One indicator.

    Attributes
    ----------
    code
        Code of the catalogue, such as ``B1``.
    units
        Unit per measure: ``share``, ``rp``, ``persons``, ``probability``, ``criteria``,
        ``contacts``. The keys are the closed list of measures, in printing order.
    name, definition
        Name and operational definition per language.
    good
        ``up``, ``down`` or ``none``: the direction that is good.
    material
        Smallest difference worth a word: a share for ``share``, a relative change for ``rp``.
    counts
        ``grants``, ``persons``, ``money`` or ``cases``: what the denominator counts.
    sensitive
        Whether small cells by district or smaller are hidden in every edition.
    """

    code: str
    units: dict[str, str]
    name: dict[str, str]
    definition: dict[str, str]
    good: str = "none"
    material: float = 0.05
    counts: str = "persons"
    sensitive: bool = False


_SHARE = {"utama": "share"}

INDICATORS: dict[str, Indicator] = {
    item.code: item
    for item in (
        Indicator(
            "A1",
            _SHARE,
            {"id": "Tingkat penyaluran bantuan", "en": "Delivery rate"},
            {
                "id": "Bantuan yang sudah disalurkan sampai akhir periode dibagi seluruh bantuan dalam SK tahun "
                "anggaran yang sama yang terbit sampai akhir periode (kumulatif sejak 1 Januari).",
                "en": "Grants handed over by the period's end over all grants in an SK of the same fiscal year.",
            },
            good="up",
            counts="grants",
        ),
        Indicator(
            "A4",
            _SHARE,
            {"id": "Cakupan pemantauan", "en": "Monitoring coverage"},
            {
                "id": "Penerima yang dikunjungi tatap muka secara sah pada periode ini dibagi penerima yang wajib "
                "dipantau pada periode ini.",
                "en": "Persons validly visited face to face in the period over persons due for a visit.",
            },
            good="up",
        ),
        Indicator(
            "B1",
            _SHARE,
            {"id": "Tingkat keberlangsungan usaha", "en": "Business activity rate"},
            {
                "id": "Penerima yang usahanya masih berjalan pada akhir periode dibagi penerima yang keadaan "
                "usahanya diketahui. Batas terendah dan tertinggi menghitung seluruh penerima.",
                "en": "Persons whose business is active at the period's end over persons whose status is known.",
            },
            good="up",
        ),
        Indicator(
            "B3",
            {"bertahan": "share", "berkembang": "share", "graduasi": "share"},
            {"id": "Tingkat keberhasilan", "en": "Success rate"},
            {
                "id": "Bertahan: usaha masih berjalan. Berkembang: masih berjalan dan laba riil naik sekurangnya "
                "sebesar ambang dibanding sebelum bantuan. Graduasi: itu dan pendapatan rumah tangga per orang "
                "di atas garis kemiskinan (proksi).",
                "en": "Persons who reach the level over persons for whom it is known.",
            },
            good="up",
        ),
        Indicator(
            "B4",
            {**dict.fromkeys(STATUSES, "share"), UNMONITORED: "share"},
            {"id": "Komposisi perkembangan usaha", "en": "Development mix"},
            {
                "id": "Penerima menurut keadaan usaha pada akhir periode, ditambah yang belum terpantau, dibagi "
                "seluruh penerima yang dievaluasi; jumlahnya 100 persen.",
                "en": "Persons by status at the period's end plus not monitored, over all persons evaluated.",
            },
        ),
        Indicator(
            "B5",
            {"median_persen": "share", "median_rp": "rp", "median_laba": "rp", "rata_laba": "rp"},
            {"id": "Perubahan laba bersih", "en": "Change in net profit"},
            {
                "id": "Median perubahan laba bersih sebulan (persen dan rupiah) terhadap laba sebelum bantuan, serta "
                "median dan rata-rata laba; usaha yang berhenti dihitung berlaba nol.",
                "en": "Median change of monthly net profit on baseline, median and mean profit; stopped counts as nil.",
            },
            good="up",
            material=0.10,
        ),
        Indicator(
            "C1",
            _SHARE,
            {"id": "Tingkat kegagalan usaha", "en": "Failure rate"},
            {
                "id": "Penerima yang usahanya berhenti permanen pada akhir periode dibagi penerima yang keadaan "
                "usahanya diketahui.",
                "en": "Persons whose business has stopped for good over persons whose status is known.",
            },
            good="down",
        ),
        Indicator(
            "C2",
            dict.fromkeys(
                (
                    "berhenti_permanen",
                    "berhenti_permanen_baru",
                    "menurun_atau_sementara",
                    "menurun_atau_sementara_baru",
                ),
                "share",
            ),
            {"id": "Komposisi penyebab", "en": "Causes"},
            {
                "id": "Penyebab utama yang dicatat pada kunjungan yang pertama kali menemukan keadaan itu, dibagi "
                "seluruh kasus; penyebab yang tidak diketahui tetap dihitung.",
                "en": "Primary cause at the visit that first recorded the status, over all cases.",
            },
            counts="cases",
            sensitive=True,
        ),
        Indicator(
            "D1",
            {"utama": "share", "awal": "share"},
            {"id": "Penerima di atas garis kemiskinan (proksi)", "en": "Above the poverty line (proxy)"},
            {
                "id": "Penerima dengan pendapatan rumah tangga per orang sebulan sama dengan atau di atas garis "
                "kemiskinan kabupaten/kota dibagi penerima yang pendapatannya diketahui; awal: orang yang sama "
                "sebelum bantuan.",
                "en": "Persons with household income per head at or above the district line; awal: same at baseline.",
            },
            good="up",
            sensitive=True,
        ),
        Indicator(
            "E1",
            _SHARE,
            {"id": "Serapan anggaran", "en": "Budget absorption"},
            {
                "id": "Realisasi SP2D dari 1 Januari sampai akhir periode, dikurangi pengembalian, dibagi pagu yang "
                "berlaku; pagu APBD murni dan APBD Perubahan ditampilkan.",
                "en": "Realised spending net of returns over the budget in force.",
            },
            good="up",
            counts="money",
        ),
    )
}


def indicator(code: str) -> Indicator:
    """Return one indicator.

    Raises
    ------
    DataError
        If there is none of that code.
    """
    try:
        return INDICATORS[code]
    except KeyError:
        raise DataError(f"Indikator {code!r} tidak ada; yang ada: {', '.join(INDICATORS)}") from None


@dataclass(frozen=True)
class Rules:
    """The numbers of the method that a report uses, frozen; `params` builds it.

    Days are calendar days, months calendar months, `profit_gain` a relative change. `poverty_policy`
    is ``fail`` or ``latest``: what to do when the year's line is missing. `report_date` bounds what
    had been published.
    """

    report_date: date
    success_level: str = "bertahan"
    profit_gain: float = 0.10
    due_after_days: int = 30
    lookback_months: int = 6
    monitor_months: int = 24
    stopped_twice_days: int = 90
    valid_modes: tuple[str, ...] = ("tatap_muka", "telepon")
    ganti_usaha_aktif: bool = True
    poverty_policy: str = "fail"
    minimum_cell: int = 5
    max_kriteria_fm: int | None = None

    @property
    def active(self) -> frozenset[str]:
        """Return the statuses that count as an active business."""
        base = {"berkembang", "tetap", "menurun"}
        return frozenset(base | {"ganti_usaha"} if self.ganti_usaha_aktif else base)
