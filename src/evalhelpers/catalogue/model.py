"""The shape of an indicator, and the frozen numbers of the method."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

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
# B10: what adds to the active of the previous period's end, and what takes from them.
GAINS = ("baru", "pulih", "terlihat_lagi")
LOSSES = ("berhenti", "tak_terpantau", "keluar")

COLUMNS = (
    "code", "measure", "district", "period", "group", "value", "numerator", "denominator",
    "missing", "low", "high", "bound_low", "bound_high", "unit",
)  # fmt: skip
KEY = COLUMNS[:5]


@dataclass(frozen=True)
class Measure:
    """One figure of an indicator: its unit, and its name per language.

    `unit` is one of ``share``, ``rp``, ``persons``, ``probability``, ``criteria``, ``contacts``, ``days``.
    """

    key: str
    unit: str
    id: str
    en: str


@dataclass(frozen=True)
class Indicator:
    """One indicator.

    Attributes
    ----------
    code
        Code of the catalogue, such as ``B1``.
    measures
        The closed list of its measures, in printing order.
    name, definition, numerator, denominator
        Name, operational definition and what is counted, per language.
    rules
        The rules of the evaluation method it follows.
    tables
        The tables of the data dictionary it is read from.
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
    measures: tuple[Measure, ...]
    name: dict[str, str]
    definition: dict[str, str]
    numerator: dict[str, str]
    denominator: dict[str, str]
    rules: tuple[int, ...]
    tables: tuple[str, ...] = ("penerima", "kunjungan")
    good: str = "none"
    material: float = 0.05
    counts: str = "persons"
    sensitive: bool = False

    @property
    def units(self) -> dict[str, str]:
        """Return the unit per measure, in printing order."""
        return {measure.key: measure.unit for measure in self.measures}

    def measure(self, key: str) -> Measure:
        """Return one measure; `KeyError` if there is none."""
        return {measure.key: measure for measure in self.measures}[key]


@dataclass(frozen=True)
class Rules:
    """The numbers of the method that a report uses, frozen; `params` builds it.

    Days are calendar days, months calendar months, `profit_gain` a relative change. What only the
    office can settle and has not is None or empty: the figures that need it are not made.

    Attributes
    ----------
    report_date
        Bounds what had been published.
    poverty_policy
        ``fail`` or ``latest``: what to do when the year's poverty line is missing.
    application_papers
        Papers an application needs, each a column ``dok_<paper>`` of the register.
    required_papers
        Papers of account by form of aid.
    papers_days
        Days after the hand-over by which they are due.
    aid_accounts
        Budget accounts (or beginnings of their codes) that pay the aid, by form of aid.
    audit_days
        Days for the follow-up of an audit report, by auditor.
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
    max_kriteria_fm: int | None = None
    minimum_contacts: int | None = None
    mentor_load: int = 10
    decile_limit: int | None = None
    application_papers: tuple[str, ...] = ()
    required_papers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    papers_days: int | None = None
    aid_accounts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    audit_days: Mapping[str, int | None] = field(default_factory=dict)

    @property
    def active(self) -> frozenset[str]:
        """Return the statuses that count as an active business."""
        base = {"berkembang", "tetap", "menurun"}
        return frozenset(base | {"ganti_usaha"} if self.ganti_usaha_aktif else base)
