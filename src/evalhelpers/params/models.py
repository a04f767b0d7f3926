"""What a parameter file may say: one frozen model per file, unknown keys refused."""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import date
from typing import Annotated, Any, Literal, TypeVar
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from evalhelpers import dictionary
from evalhelpers.errors import ParamError
from evalhelpers.params.source import Unquoted
from evalhelpers.periods import Period

_T = TypeVar("_T")
_EMPTY: tuple[object, ...] = ("", (), {})
_YEAR = r"^20[0-9]{2}$"
_SLUG = r"^[a-z0-9]+(-[a-z0-9]+)*$"
_COLOUR = r"^#[0-9A-Fa-f]{6}$"
_NIP = r"^([0-9]{18})?$"
_ACCOUNT = r"^[0-9]+(\.[0-9]+)*$"
SHAPES = {
    _YEAR: 'harus tahun, misalnya "2025"',
    _SLUG: "hanya boleh huruf kecil, angka, dan tanda hubung",
    _COLOUR: 'harus warna "#RRGGBB"',
    _NIP: "harus 18 angka",
    _ACCOUNT: 'harus kode rekening atau awalnya, misalnya "5.1.06.01.01.0001"',
}


class Model(BaseModel):
    """Root of all parameter models; a key without a value is one that is not there, where it may be blank."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    @model_validator(mode="before")
    @classmethod
    def _blanks(cls, value: Any) -> Any:
        if value is None:
            return {}
        if not isinstance(value, dict):
            return value
        may_be_blank = {f.alias or name for name, f in cls.model_fields.items() if f.default in _EMPTY}
        return {k: v for k, v in value.items() if v is not None or k not in may_be_blank}


def _period(value: object) -> object:
    if isinstance(value, str):
        try:
            Period.parse(value)
        except ParamError as error:
            raise ValueError(str(error)) from None
    return value


def _date(value: object) -> object:
    if isinstance(value, Unquoted):
        raise ValueError(f'tanggal {value.text} harus dalam tanda kutip: "{value.text}"')
    if isinstance(value, str):
        try:
            return date.fromisoformat(value if re.fullmatch(r"\d{4}-\d{2}-\d{2}", value) else "")
        except ValueError:
            raise ValueError(f'{value!r} bukan tanggal; tulis "TTTT-BB-HH", misalnya "2025-07-15"') from None
    return value


def _legible(colour: str) -> str:
    """Refuse a colour in which text on white cannot be read well (WCAG contrast below 4.5)."""
    shares = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in shares)
    contrast = 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)
    if contrast < 4.5:
        raise ValueError(f"{colour!r} terlalu pucat untuk tulisan di atas putih; pilih yang lebih gelap")
    return colour


def _with_area(ring: tuple[tuple[float, float], ...]) -> tuple[tuple[float, float], ...]:
    """Refuse corners that lie on one line: nothing could be seen of them."""
    pairs = zip(ring, (*ring[1:], ring[0]), strict=True)
    if not sum(ax * by - bx * ay for (ax, ay), (bx, by) in pairs):
        raise ValueError("titik-titiknya segaris; garis luar harus melingkupi suatu luas")
    return ring


def _zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (OSError, ValueError, KeyError):  # no such zone, no zone's name, a folder of zones
        raise ValueError(f'{name!r} bukan zona waktu; tulis misalnya "Asia/Makassar" atau "UTC"') from None
    return name


def _encoding(name: str) -> str:
    try:
        "a".encode(name)
    except (LookupError, ValueError):
        raise ValueError(f'{name!r} bukan nama sandi aksara; tulis misalnya "utf-8" atau "cp1252"') from None
    return name


def _or_none(value: Any) -> Any:
    """Take a key with nothing below it for an empty list: there lines are to be added."""
    return () if value is None else value


Many = Annotated[tuple[_T, ...], Field(strict=False)]
Text = Annotated[str, Field(min_length=1)]
PeriodText = Annotated[str, BeforeValidator(_period)]
Day = Annotated[date, BeforeValidator(_date)]
Year = Annotated[str, Field(pattern=_YEAR)]
Slug = Annotated[str, Field(pattern=_SLUG, max_length=60)]
Colour = Annotated[str, Field(pattern=_COLOUR), AfterValidator(_legible)]
Account = Annotated[str, Field(pattern=_ACCOUNT)]
Place = Annotated[float, Field(ge=-1000, le=1000, allow_inf_nan=False)]
Point = Annotated[tuple[Place, Place], Field(strict=False)]
Ring = Annotated[Many[Point], Field(min_length=3), AfterValidator(_with_area)]


class RunSheet(Model):
    """One period's report run; `districts` is resolved to slugs in official order."""

    period: PeriodText
    districts: Many[str]
    report_date: Day
    data_cutoff: Day | None = None
    status: Literal["draft", "final"] = "draft"
    report_number: str | None = None
    letter_number: str | None = None
    compare_with: PeriodText
    edition: Literal["leadership"] = "leadership"
    language: Literal["id"] = "id"

    @property
    def shown(self) -> tuple[Period, ...]:
        """Return the periods whose figures a report shows: its own, the compared, and a year earlier."""
        now, before = Period.parse(self.period), Period.parse(self.compare_with)
        return tuple(dict.fromkeys((now, before, now.year_earlier())))

    @property
    def until(self) -> date:
        """Return the last day whose rows a report may see."""
        return max(period.end for period in self.shown)


class District(Model):
    """One kabupaten/kota with both code systems (they differ), in official order.

    Attributes
    ----------
    shape
        Rings of corners [x, y], y downwards, for the schematic map; empty: not drawn.
    label
        Where its name stands on the map; None only without a shape.
    """

    slug: Slug
    name: Text
    short: Text
    kind: Literal["kabupaten", "kota", "lain"] = "kabupaten"
    kode_kemendagri: str = ""
    kode_bps: str = ""
    capital: str = ""
    variants: Many[Text] = ()
    shape: Many[Ring] = ()
    label: Point | None = None

    @model_validator(mode="after")
    def _named_where_drawn(self) -> District:
        if bool(self.shape) != (self.label is not None):
            raise ValueError("shape dan label harus diisi bersama-sama atau dikosongkan bersama-sama")
        return self


class Districts(Model):
    """The districts of the programme; `not_names` are names in public lists that mean no district."""

    districts: Annotated[Many[District], Field(min_length=1)]
    not_names: Many[Text] = ()


class Agency(Model):
    """The letterhead; what the office has not given stays blank."""

    government: Text
    office: Text
    address: str = ""
    contact: str = ""
    city: Text
    logo: str = ""


class Signatory(Model):
    """Who signs; blank until the office fills it."""

    title: str = ""
    name: str = ""
    rank: str = ""
    nip: str = Field(default="", pattern=_NIP)


class PovertyLine(Model):
    """Which poverty line is used and what to do when the year's is missing."""

    source: Literal["kabupaten"] = "kabupaten"
    policy: Literal["fail", "latest"] = "fail"


class Disclosure(Model):
    """Small-number protection."""

    minimum_cell: int = Field(default=5, ge=3)
    editions: Many[Literal["leadership", "public"]] = ("leadership",)


class RequiredPapers(Model):
    """Papers of account (codes of `jenis_dokumen`) that a grant of each form must have."""

    uang: Annotated[Many[Text], Field(min_length=1)]
    barang: Annotated[Many[Text], Field(min_length=1)]


class AidAccounts(Model):
    """Budget accounts, or beginnings of their codes, that pay grants of each form."""

    uang: Many[Account]
    barang: Many[Account]


class Theme(Model):
    """Colours of pages and figures; text colours have a contrast of 4.5 or more on white."""

    accent: Colour = "#0B5A8A"
    good: Colour = "#1B7A43"
    middle: Colour = "#8A6100"
    bad: Colour = "#A5341C"
    unknown: Colour = "#6B7480"


class Programme(Model):
    """The programme: who reports, by which rules, against which targets."""

    province: Text
    name: Text
    agency: Agency
    signatory: Signatory = Signatory()
    legal_basis: Many[Text] = ()
    success_level: Literal["bertahan", "berkembang", "graduasi"] = "bertahan"
    profit_gain: float = Field(default=0.10, ge=0, le=5)
    due_after_days: int = Field(default=30, ge=0, le=365)
    lookback_months: int = Field(default=6, ge=1, le=24)
    monitor_months: int = Field(default=24, ge=1, le=120)
    minimum_contacts: int | None = Field(default=None, ge=1)
    mentor_load: int = Field(default=10, ge=1)
    valid_modes: Annotated[Many[Literal["tatap_muka", "telepon", "pihak_ketiga"]], Field(min_length=1)] = (
        "tatap_muka",
        "telepon",
    )
    ganti_usaha_aktif: bool = True
    poverty_line: PovertyLine = PovertyLine()
    disclosure: Disclosure = Disclosure()
    working_days_per_month: int | None = Field(default=None, ge=1, le=31)
    desil_maks: int | None = Field(default=None, ge=1, le=10)
    max_kriteria_fm: int | None = Field(default=None, ge=0, le=8)
    batas_lpj: int | None = Field(default=None, ge=1)
    tenggat_tlhp: dict[Literal["BPK", "BPKP", "Inspektorat"], int | None] = {}
    syarat_usulan: Many[Text] = ("dtks", "rek_desa", "rek_dinsos", "surat_usaha", "rab", "ktp", "kk")
    dokumen_wajib: RequiredPapers = RequiredPapers(
        uang=("bukti_transfer", "nota", "lpj", "foto", "pakta_integritas"),
        barang=("bast", "foto", "pakta_integritas"),
    )
    rekening_bantuan: AidAccounts = AidAccounts(uang=("5.1.06.01.01.0001",), barang=("5.1.06.01.02.0001",))
    targets: dict[str, dict[Year, float]] = {}
    theme: Theme = Theme()


class TableRule(Model):
    """How one table is read from a file that does not use the office's headers."""

    columns: dict[str, str] = {}
    values: dict[str, dict[str, str]] = {}
    constants: dict[str, str] = {}
    id: Literal["row"] | None = None
    not_collected: Many[str] = ()

    @property
    def named(self) -> frozenset[str]:
        """Return our columns that the rule names."""
        return frozenset((*self.columns.values(), *self.values, *self.constants, *self.not_collected))


class Format(Model):
    """How a delimited file is written, where it cannot be told from the file."""

    encoding: Annotated[str, AfterValidator(_encoding)] | None = None
    delimiter: Literal[",", ";", "\t", "|"] | None = None
    decimal: Literal[".", ","] | None = None


def tables_with(columns: Collection[str]) -> list[str]:
    """Return the tables that have all of some columns; none where no column is named."""
    return [name for name, table in dictionary.TABLES.items() if columns and all(map(table.has, columns))]


def _listed(value: object) -> object:
    """Take a bare list of tables as tables without rules of their own."""
    if isinstance(value, list | tuple) and all(isinstance(name, str) for name in value):
        return {name: {} for name in value}
    return value


class SourceRule(TableRule):
    """Rules for the files that match one of the patterns, relative to the raw folder.

    What it states beside `tables` holds for each of its tables that has the column; a table's own
    rule comes first. Without `tables` it holds for the one table that has all the columns it names.
    """

    files: Annotated[Many[Text], Field(min_length=1)]
    stated: Annotated[dict[str, TableRule], BeforeValidator(_listed)] = Field(default={}, alias="tables")
    format: Format = Format()
    timezone: Annotated[str, AfterValidator(_zone)] | None = None

    @property
    def tables(self) -> dict[str, TableRule]:
        """Return the whole rule of each table; empty where tables are told by their headers."""
        stated = self.stated or dict.fromkeys(tables_with(self.named), TableRule())
        return {name: self._whole(name, rule) for name, rule in stated.items()}

    def _whole(self, name: str, rule: TableRule) -> TableRule:
        table = dictionary.table(name)
        return TableRule(
            columns={raw: c for raw, c in self.columns.items() if table.has(c)} | rule.columns,
            values={c: pairs for c, pairs in self.values.items() if table.has(c)} | rule.values,
            constants={c: v for c, v in self.constants.items() if table.has(c)} | rule.constants,
            id=rule.id or self.id,
            not_collected=tuple(
                dict.fromkeys((*rule.not_collected, *(c for c in self.not_collected if table.has(c))))
            ),
        )


class Sources(Model):
    """Where raw files are and how unusual ones are read; by default no line per file is needed."""

    raw: Text = "data/raw"
    sources: Annotated[Many[SourceRule], BeforeValidator(_or_none)] = ()
