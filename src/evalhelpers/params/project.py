"""Reading a project's parameters: every problem of every file at once, with file and line."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from operator import itemgetter
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from evalhelpers.catalogue import Rules
from evalhelpers.errors import ParamError
from evalhelpers.params import checks, recommendations
from evalhelpers.params.checks import PROVINCE
from evalhelpers.params.models import District, Districts, Programme, RunSheet, Sources
from evalhelpers.params.published import read_published
from evalhelpers.params.recommendations import Recommendations, Rule
from evalhelpers.params.source import Located, Where, read
from evalhelpers.params.wording import sentence, unknown
from evalhelpers.periods import Period
from evalhelpers.reference import Reference
from evalhelpers.reference import read as read_reference

LOGO_KINDS = {".png": "png", ".svg": "svg+xml"}
_LOGO_BYTES = 100_000
_FIXED = ("programme", "districts", "sources", "recommendations")
_M = TypeVar("_M", bound=BaseModel)
_V = TypeVar("_V")


@dataclass(frozen=True, eq=False)
class Frozen(Mapping[str, _V]):
    """A mapping that never changes and, unlike a mapping proxy, can be sent to another process.

    >>> dict(Frozen((("BPK", 60),)))
    {'BPK': 60}
    """

    pairs: tuple[tuple[str, _V], ...]

    def __getitem__(self, key: str) -> _V:
        return dict(self.pairs)[key]

    def __iter__(self) -> Iterator[str]:
        return iter(dict(self.pairs))

    def __len__(self) -> int:
        return len(self.pairs)

    def __hash__(self) -> int:
        return hash(self.pairs)


@dataclass(frozen=True)
class Project:
    """A project folder with its checked parameters; `runs` is by period."""

    root: Path
    params_dir: Path
    programme: Programme
    districts: tuple[District, ...]
    not_names: tuple[str, ...]
    sources: Sources
    runs: dict[str, RunSheet]
    reference: Reference
    recommendations: tuple[Rule, ...] = ()

    def district(self, slug: str) -> District:
        """Return a district by slug; `KeyError` if there is none."""
        return next(d for d in self.districts if d.slug == slug)

    def published(self, period: str, slug: str) -> dict[str, float] | None:
        """Return the numbers of a published final report by fact id; None where none is kept."""
        return read_published(self.params_dir, period, slug)

    def rules(self, run: RunSheet) -> Rules:
        """Return the frozen numbers of the method for one run."""
        p = self.programme
        return Rules(
            report_date=run.report_date,
            success_level=p.success_level,
            profit_gain=p.profit_gain,
            due_after_days=p.due_after_days,
            lookback_months=p.lookback_months,
            monitor_months=p.monitor_months,
            valid_modes=p.valid_modes,
            ganti_usaha_aktif=p.ganti_usaha_aktif,
            poverty_policy=p.poverty_line.policy,
            max_kriteria_fm=p.max_kriteria_fm,
            minimum_contacts=p.minimum_contacts,
            mentor_load=p.mentor_load,
            decile_limit=p.desil_maks,
            application_papers=p.syarat_usulan,
            required_papers=Frozen(tuple(p.dokumen_wajib)),
            papers_days=p.batas_lpj,
            aid_accounts=Frozen(tuple(p.rekening_bantuan)),
            audit_days=Frozen(tuple(p.tenggat_tlhp.items())),
        )


def find_project(start: Path) -> Path:
    """Return the nearest folder upwards that holds `params/` and `notebooks/`.

    Raises
    ------
    ParamError
        If there is none.
    """
    for folder in (here := start.resolve(), *here.parents):
        if (folder / "params").is_dir() and (folder / "notebooks").is_dir():
            return folder
    raise ParamError(f"Tidak ada folder proyek (berisi params/ dan notebooks/) di {start} atau di atasnya")


def read_project(root: Path, params_dir: Path | None = None) -> Project:
    """Read and check all parameter files.

    Raises
    ------
    ParamError
        With every problem of every file: file, line, and the nearest valid word.
    """
    folder = params_dir or root / "params"
    if not folder.is_dir():
        raise ParamError(f"Folder parameter {folder} tidak ada")
    return _Reader(root, folder).project()


class _Reader:
    """Reads one parameter folder and gathers what is wrong in it."""

    def __init__(self, root: Path, folder: Path) -> None:
        self.root, self.folder = root, folder
        self.problems: list[str] = []
        self.slugs: list[str] = []  # none while districts.yaml is wrong: nothing is held against it then

    def project(self) -> Project:
        districts = self.file("districts", Districts, checks.districts)
        self.slugs = [d.slug for d in districts.districts] if districts else []
        programme = self.file("programme", Programme, checks.programme)
        sources = self.file("sources", Sources, lambda found: checks.sources(found, self.slugs))
        advice = self.file("recommendations", Recommendations, recommendations.check)
        runs = self.runs()
        if programme is not None and programme.agency.logo:
            self.logo(programme.agency.logo)
        reference = self.reference()
        if self.problems or not (programme and districts and sources and advice and reference):
            raise ParamError(*self.problems)
        return Project(
            self.root,
            self.folder,
            programme,
            districts.districts,
            districts.not_names,
            sources,
            runs,
            reference,
            advice.rules,
        )

    def file(self, name: str, model: type[_M], check: Callable[[Located], checks.Found]) -> _M | None:
        path = self.folder / f"{name}.yaml"
        if path.exists():
            found = read(path)
            return self.checked(found, model, check(found))
        if any(field.is_required() for field in model.model_fields.values()):
            self.problems.append(f"{self.shown(path)}: berkas tidak ada")
            return None
        return model()

    def runs(self) -> dict[str, RunSheet]:
        runs: dict[str, RunSheet] = {}
        for path in sorted(self.folder.iterdir()):
            if path.suffix.lower() not in (".yaml", ".yml") or path.name.startswith((".", "~")):
                continue
            if path.stem in _FIXED:
                if path.suffix != ".yaml":
                    self.problems.append(f"{self.shown(path)}: ganti namanya menjadi {path.stem}.yaml")
            elif path.stem in runs:
                self.problems.append(f"{self.shown(path)}: periode {path.stem!r} sudah ada di berkas lain")
            elif sheet := self.run_sheet(path):
                runs[path.stem] = sheet
        return runs

    def run_sheet(self, path: Path) -> RunSheet | None:
        try:
            period = Period.parse(path.stem)
        except ParamError as error:
            self.problems.append(f"{self.shown(path)}:1: nama berkas {error}")
            return None
        found = read(path)
        said = list(checks.run_sheet(found, self.slugs))
        if isinstance(found.value, dict):
            value = found.value
            asked = value.setdefault("districts", "all")
            if asked == "all" or isinstance(asked, list):
                value["districts"] = [slug for slug in self.slugs if asked == "all" or slug in asked]
            if value.get("compare_with") is None:
                value["compare_with"] = str(period.previous())
            for where, _ in said:
                # What is not built yet is said better there than by the type, which would refuse it too.
                if where in (("edition",), ("language",)):
                    del value[where[0]]
        return self.checked(found, RunSheet, said)

    def checked(self, found: Located, model: type[_M], said: Iterable[tuple[Where, str]]) -> _M | None:
        """Return a file's model; without one if anything is wrong, and that joins the problems by line."""
        wrong = list(found.problems)
        checked = None
        if found.value is not None:
            wrong += [(found.line(where), text) for where, text in said]
            try:
                checked = model.model_validate(found.value)
            except ValidationError as error:
                errors = error.errors()
                # A list is not also too short because an item of it is wrong.
                outer = {e["loc"][:depth] for e in errors for depth in range(len(e["loc"]))}
                wrong += [
                    (found.line(e["loc"]), sentence(e, found, model)) for e in errors if e["loc"] not in outer
                ]
        name = self.shown(found.path)
        self.problems += [f"{name}:{line}: {text}" for line, text in sorted(wrong, key=itemgetter(0))]
        return None if wrong else checked

    def reference(self) -> Reference | None:
        """Return the reference tables; each area in them must be a district of the programme."""
        try:
            reference = read_reference(self.folder)
        except ParamError as error:
            shown = self.shown(self.folder)
            self.problems += [problem.replace(str(self.folder), shown, 1) for problem in error.problems]
            return None
        for name, areas in (
            ("kecamatan", reference.kecamatan["kab_kota"]),
            ("kode_lama", reference.old_codes["kab_kota"]),
            ("garis_kemiskinan", reference.poverty["wilayah"]),
            ("penduduk_miskin", reference.poor["wilayah"]),
            ("upah_minimum", reference.wages["wilayah"]),
            ("kejadian", reference.events["kab_kota"]),
        ):
            path = self.folder / "reference" / f"{name}.csv"
            for area in sorted(set(areas) - {*self.slugs, PROVINCE}) if self.slugs else []:
                lines = path.read_text(encoding="utf-8-sig").splitlines()
                line = next((at for at, text in enumerate(lines, 1) if area in text.split(",")), 1)
                meant = unknown("kabupaten/kota", area, self.slugs)
                self.problems.append(f"{self.shown(path)}:{line}: {meant}")
        return reference

    def logo(self, logo: str) -> None:
        """Check the emblem, which every page and PDF carries in itself."""
        path, picture = self.folder / "programme.yaml", self.folder / logo
        where = f"{self.shown(path)}:{read(path).line(('agency', 'logo'))}: logo {logo!r}"
        if picture.suffix.lower() not in LOGO_KINDS:
            self.problems.append(f"{where} harus berkas {' atau '.join(LOGO_KINDS)}")
        elif not picture.is_file():
            self.problems.append(f"{where} tidak ada di folder parameter")
        elif picture.stat().st_size > _LOGO_BYTES:
            self.problems.append(f"{where} terlalu besar; paling besar {_LOGO_BYTES // 1000} kB")

    def shown(self, path: Path) -> str:
        """Return a path as seen from the project, whole where it lies outside."""
        path, root = path.resolve(), self.root.resolve()
        return path.relative_to(root).as_posix() if path.is_relative_to(root) else str(path)
