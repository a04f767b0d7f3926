"""What is protected and how: one line for each kind of figure (method, rule 36).

A district's misuse stands alone only in C2's P4 and in E4, which are here. B7 counts what was sold or
given away together with what was lost, on every page; E8 with stopped businesses besides, and C2's tables
of all causes named leave it out; E2 is about papers.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple

from evalhelpers.disclosure.public import ALL, FEW, HIDDEN

PROVINCE = "provinsi"
SMALL = 5


class Key(NamedTuple):
    """A figure, whichever page it stands on: a district's line in the province is the district's own."""

    code: str
    measure: str
    district: str
    period: str
    group: str

    @property
    def dimension(self) -> str:
        """Return what the group divides by; `semua` for everyone."""
        return self.group.partition("=")[0]


class Size(NamedTuple):
    """How many meet a condition (NaN for what is no count), of how many, and how many the row is about.

    `whole` is more than `n` where those not known are told of too (`Family.is_whole_telling`).
    """

    met: float
    n: float
    whole: float


class Kind(Enum):
    """What a figure is, and with it whom it could give away."""

    COUNT = "few who meet a condition, few who do not, or few in all, by district or smaller"
    MEAN = "few in all, anywhere; times their number, or as it is, it adds up as counts do"
    MEDIAN = "few in all, anywhere"
    OTHER = "nobody, but hidden where a hidden figure would follow from it"


@dataclass(frozen=True)
class Family:
    """How the figures of a measure are protected.

    Attributes
    ----------
    only
        The one group that is sensitive; empty for all.
    is_open
        Whether everyone's figure is always printed (rule 12).
    is_whole_telling
        Whether to be counted at all, met or not, is as sensitive as to be met.
    divides
        Whether its groups are all the parts of a number that is printed.
    part_of, division
        The measure that counts these and others, and what the others are called. No name: there are none, but
        the same grant may be in several parts.
    before_others
        Measures of the same page that are hidden first, where one more must be hidden for this one's sake.
    is_rest_told
        Whether persons without a district, whom no page shows, go unprotected.
    ties
        Figures that repeat this one or bound it closely: hidden wherever it is.
    """

    kind: Kind = Kind.COUNT
    only: str = ""
    is_open: bool = False
    is_whole_telling: bool = False
    divides: bool = False
    part_of: str = ""
    division: str = ""
    before_others: tuple[str, ...] = ()
    is_rest_told: bool = False
    ties: tuple[tuple[str, str], ...] = ()


FLAGS = (
    "nik_ganda", "kk_ganda", "dukcapil", "aparatur", "bansos_serupa", "meninggal_sebelum_serah",
    "bantuan_ganda", "tanpa_sk", "nilai_beda",
)  # fmt: skip
_TABLES = ("berhenti_permanen", "menurun_atau_sementara")
_MISUSE = "penyebab=P4"


def _of_causes(table: str) -> dict[tuple[str, str], Family]:
    """Return C2's measures of one table; cases not new have no row, but all less the new ones gives them."""
    return {
        ("C2", table): Family(
            only=_MISUSE, divides=True, ties=(("C2", f"{table}_semua"), ("C2", f"{table}_terbukti"))
        ),
        ("C2", f"{table}_baru"): Family(only=_MISUSE, divides=True, part_of=table, division=f"{table}_lama"),
        ("C2", f"{table}_lama"): Family(only=_MISUSE),
        ("C2", f"{table}_semua"): Family(Kind.OTHER),
        ("C2", f"{table}_terbukti"): Family(Kind.OTHER, is_whole_telling=True),
        **{
            ("C2", f"{table}_menurut_{source}"): Family(
                Kind.OTHER, divides=True, part_of=table, division=f"{table}_menurut"
            )
            for source in ("penerima", "pendamping", "petugas")
        },
    }


FAMILIES: dict[tuple[str, str], Family] = {
    # Household income.
    ("B3", "graduasi"): Family(is_open=True),
    ("B9", "bulan_12_graduasi"): Family(),
    ("B9", "bulan_24_graduasi"): Family(),
    ("D1", "utama"): Family(),
    ("D1", "awal"): Family(ties=(("D2", "utama"),)),
    # Who crossed the line; those who stayed on one side and those whose income before is not known have
    # no row, but follow from the others.
    **{
        ("D1", m): Family(before_others=("naik", "turun"))
        for m in ("naik", "turun", "tetap_atas", "tetap_bawah", "tanpa_awal")
    },
    ("D2", "utama"): Family(is_whole_telling=True),
    ("D2", "kambuh"): Family(is_whole_telling=True),
    # Illness and death.
    ("A4", "keluar"): Family(),
    ("B2", "keluar"): Family(),
    # Misuse.
    **_of_causes(_TABLES[0]),
    **_of_causes(_TABLES[1]),
    ("E4", "utama"): Family(ties=(("E4", "rp"),)),
    ("E4", "rp"): Family(Kind.OTHER),
    # Integrity flags. Flags that fall on different grants, as they mostly do, add up to one flag or more.
    ("E3", "utama"): Family(ties=(("E3", "rp"),)),
    ("E3", "rp"): Family(Kind.OTHER),
    **{("E3", flag): Family(part_of="utama", ties=(("E3", "utama"),)) for flag in FLAGS},
    # Means and medians.
    ("B5", "rata_laba"): Family(Kind.MEAN),
    # Which class a profit is in, of few, is a range of money; B6 tells in full who gained.
    ("B5", "sebaran"): Family(Kind.MEAN, divides=True, is_rest_told=True),
    **{
        ("B5", m): Family(Kind.MEDIAN) for m in ("median_persen", "median_rp", "median_laba", "pergeseran_rp")
    },
    # Now is then plus change: of the same persons, so all three are hidden in the same rows.
    **{("D3", m): Family(Kind.MEAN) for m in ("utama", "awal", "kini")},
}
# The indicators that bear on what is hidden; a plan over them alone is the plan over all.
CODES = frozenset(code for code, _ in FAMILIES)
_NONE = Family(Kind.OTHER)


def family(key: Key) -> Family:
    """Return how a figure is protected."""
    return FAMILIES.get(key[:2], _NONE)


def is_open(key: Key) -> bool:
    """Say whether a figure is always printed: the three levels of everyone on a page (rule 12)."""
    return family(key).is_open and key.group == ALL


def is_small(key: Key, size: Size) -> bool:
    """Say whether the rule hides a figure: 1 to 4, 1 to 4 beside them, or fewer than five in all."""
    own = family(key)
    if own.is_rest_told and not key.district:
        return False
    if own.kind in (Kind.MEAN, Kind.MEDIAN):
        return 0 < size.n < SMALL
    if own.kind is Kind.OTHER or key.district == PROVINCE or is_open(key):
        return False
    if own.only not in ("", key.group) or not size.whole:
        return False
    is_few = 0 < size.n < SMALL or size.whole < SMALL
    return is_few or 0 < size.met < SMALL or 0 < size.n - size.met < SMALL


def mark(size: Size) -> str:
    """Return what stands for a hidden number.

    What the rule hides and what is hidden for its sake look alike: where a province has one case, the mark
    would tell whose it is.
    """
    return FEW if size.n < SMALL else HIDDEN
