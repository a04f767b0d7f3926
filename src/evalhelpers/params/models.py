"""What a parameter file may say: one frozen model per file, unknown keys refused."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from evalhelpers import dictionary
from evalhelpers.catalogue import INDICATORS
from evalhelpers.errors import ParamError
from evalhelpers.periods import Period


class Model(BaseModel):
    """Root of all parameter models."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


def _period(value: object) -> object:
    if isinstance(value, str):
        try:
            Period.parse(value)
        except ParamError as error:
            raise ValueError(str(error)) from None
    return value


def _date(value: object) -> object:
    if isinstance(value, str):
        try:
            return date.fromisoformat(value)
        except ValueError:
            raise ValueError(f'{value!r} bukan tanggal; tulis "TTTT-BB-HH", misalnya "2025-07-15"') from None
    return value


PeriodText = Annotated[str, BeforeValidator(_period)]
Day = Annotated[date, BeforeValidator(_date)]
Slug = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
Colour = Annotated[str, Field(pattern=r"^#[0-9A-Fa-f]{6}$")]


class RunSheet(Model):
    """One period's report run; `districts` is resolved to slugs in official order."""

    period: PeriodText
    districts: tuple[str, ...]
    report_date: Day
    data_cutoff: Day | None = None
    status: Literal["draft", "final"] = "draft"
    report_number: str | None = None
    compare_with: PeriodText
    edition: Literal["leadership"] = "leadership"
    language: Literal["id"] = "id"


class District(Model):
    """One kabupaten/kota with both code systems (they differ), in official order."""

    slug: Slug
    name: str
    short: str
    kind: Literal["kabupaten", "kota", "lain"] = "kabupaten"
    kode_kemendagri: str = ""
    kode_bps: str = ""
    capital: str = ""
    variants: tuple[str, ...] = ()


class Districts(Model):
    """The districts of the programme; `not_names` are names in public lists that mean no district."""

    districts: tuple[District, ...] = Field(min_length=1)
    not_names: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _unique(self) -> Districts:
        slugs = [d.slug for d in self.districts]
        for slug in slugs:
            if slugs.count(slug) > 1 or slug in ("provinsi", "tidak-diketahui"):
                raise ValueError(f"slug {slug!r} dipakai dua kali atau sudah berarti lain")
        return self


class Agency(Model):
    """The letterhead; what the office has not given stays blank."""

    government: str
    office: str
    address: str = ""
    contact: str = ""
    city: str
    logo: str = ""


class Signatory(Model):
    """Who signs; blank until the office fills it."""

    title: str = ""
    name: str = ""
    rank: str = ""
    nip: str = Field(default="", pattern=r"^(\d{18})?$")


class PovertyLine(Model):
    """Which poverty line is used and what to do when the year's is missing."""

    source: Literal["kabupaten"] = "kabupaten"
    policy: Literal["fail", "latest"] = "fail"


class Disclosure(Model):
    """Small-number protection."""

    minimum_cell: int = Field(default=5, ge=3)
    editions: tuple[Literal["leadership", "public"], ...] = ("leadership",)


class Theme(Model):
    """Colours of pages and figures; text colours have a contrast of 4.5 or more on white."""

    accent: Colour = "#0B5A8A"
    good: Colour = "#1B7A43"
    middle: Colour = "#8A6100"
    bad: Colour = "#A5341C"
    unknown: Colour = "#6B7480"


class Programme(Model):
    """The programme: who reports, by which rules, against which targets."""

    province: str
    name: str
    agency: Agency
    signatory: Signatory = Signatory()
    legal_basis: tuple[str, ...] = ()
    success_level: Literal["bertahan", "berkembang", "graduasi"] = "bertahan"
    profit_gain: float = Field(default=0.10, ge=0, le=5)
    due_after_days: int = Field(default=30, ge=0, le=365)
    lookback_months: int = Field(default=6, ge=1, le=24)
    monitor_months: int = Field(default=24, ge=1, le=120)
    minimum_contacts: int | None = Field(default=None, ge=1)
    mentor_load: int = Field(default=10, ge=1)
    valid_modes: tuple[Literal["tatap_muka", "telepon", "pihak_ketiga"], ...] = ("tatap_muka", "telepon")
    ganti_usaha_aktif: bool = True
    poverty_line: PovertyLine = PovertyLine()
    disclosure: Disclosure = Disclosure()
    working_days_per_month: int | None = Field(default=None, ge=1, le=31)
    desil_maks: int | None = Field(default=None, ge=1, le=10)
    max_kriteria_fm: int | None = Field(default=None, ge=0, le=8)
    batas_lpj_hari: int | None = Field(default=None, ge=1)
    tenggat_tlhp_hari: dict[Literal["BPK", "BPKP", "Inspektorat"], int | None] = {}
    targets: dict[str, dict[str, float]] = {}
    theme: Theme = Theme()

    @model_validator(mode="after")
    def _targets(self) -> Programme:
        for key in self.targets:
            code, _, measure = key.partition(".")
            if (
                code not in INDICATORS
                or (measure or next(iter(INDICATORS[code].units))) not in INDICATORS[code].units
            ):
                raise ValueError(f"sasaran {key!r} bukan indikator; yang ada: {', '.join(INDICATORS)}")
        return self


class TableRule(Model):
    """How one table is read from a file that does not use the office's headers."""

    columns: dict[str, str] = {}
    values: dict[str, dict[str, str]] = {}
    constants: dict[str, str] = {}
    id: Literal["row"] | None = None
    not_collected: tuple[str, ...] = ()


class Format(Model):
    """How a delimited file is written, where it cannot be told from the file."""

    encoding: str | None = None
    delimiter: Literal[",", ";", "\t", "|"] | None = None
    decimal: Literal[".", ","] | None = None


class SourceRule(Model):
    """Rules for the files that match one of the patterns, relative to the raw folder."""

    files: tuple[str, ...] = Field(min_length=1)
    tables: dict[str, TableRule] = {}
    format: Format = Format()
    timezone: str | None = None

    @model_validator(mode="after")
    def _known(self) -> SourceRule:
        problems = []
        for name, rule in self.tables.items():
            if name not in dictionary.TABLES:
                problems.append(f"tabel {name!r} tidak ada; yang ada: {', '.join(dictionary.TABLES)}")
                continue
            table = dictionary.table(name)
            used = {*rule.columns.values(), *rule.values, *rule.constants, *rule.not_collected}
            problems += [
                f"kolom {column!r} tidak ada di tabel {name}"
                for column in sorted(used)
                if not table.has(column)
            ]
        if problems:
            raise ValueError("; ".join(problems))
        return self


class Sources(Model):
    """Where raw files are and how unusual ones are read; by default no line per file is needed."""

    raw: str = "data/raw"
    sources: tuple[SourceRule, ...] = ()
