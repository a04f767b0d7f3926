"""Reading a project's parameters: every problem of every file at once, with file and line."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from operator import itemgetter
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from evalhelpers.catalogue import Rules
from evalhelpers.errors import ParamError
from evalhelpers.params import checks
from evalhelpers.params.checks import PROVINCE
from evalhelpers.params.models import District, Districts, Programme, RunSheet, Sources
from evalhelpers.params.source import Located, Where, read
from evalhelpers.params.wording import sentence, unknown
from evalhelpers.periods import Period
from evalhelpers.reference import Reference
from evalhelpers.reference import read as read_reference

LOGO_KINDS = {".png": "png", ".svg": "svg+xml"}
_LOGO_BYTES = 100_000
_FIXED = ("programme", "districts", "sources", "recommendations")
_M = TypeVar("_M", bound=BaseModel)


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

    def district(self, slug: str) -> District:
        """Return a district by slug; `KeyError` if there is none."""
        return next(d for d in self.districts if d.slug == slug)

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
            minimum_cell=p.disclosure.minimum_cell,
            max_kriteria_fm=p.max_kriteria_fm,
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
    problems: list[str] = []
    districts = _load(folder, "districts", Districts, root, problems, checks.districts)
    slugs = [d.slug for d in districts.districts] if districts else []
    programme = _load(folder, "programme", Programme, root, problems, checks.programme)
    sources = _load(
        folder, "sources", Sources, root, problems, lambda found: checks.sources(found, slugs), needed=False
    )
    runs: dict[str, RunSheet] = {}
    for path in sorted(folder.iterdir()):
        if path.suffix.lower() not in (".yaml", ".yml") or path.name.startswith((".", "~")):
            continue
        if path.stem in _FIXED:
            if path.name != f"{path.stem}.yaml":
                problems.append(f"{_shown(path, root)}: ganti namanya menjadi {path.stem}.yaml")
        elif path.stem in runs:
            problems.append(f"{_shown(path, root)}: periode {path.stem!r} sudah ada di {path.stem}.yaml")
        elif sheet := _run_sheet(path, slugs, root, problems):
            runs[sheet.period] = sheet
    if programme is not None and programme.agency.logo:
        problems += _logo(folder / "programme.yaml", programme.agency.logo, root)
    reference = _reference(folder, slugs, root, problems)
    if problems or not (programme and districts and sources and reference):
        raise ParamError(*problems)
    return Project(
        root, folder, programme, districts.districts, districts.not_names, sources, runs, reference
    )


def _load(
    folder: Path,
    name: str,
    model: type[_M],
    root: Path,
    problems: list[str],
    check: Callable[[Located], checks.Found],
    *,
    needed: bool = True,
) -> _M | None:
    path = folder / f"{name}.yaml"
    if path.exists():
        found = read(path)
        return _checked(found, model, root, problems, check(found))
    if needed:
        problems.append(f"{_shown(path, root)}: berkas tidak ada")
        return None
    return model()


def _run_sheet(path: Path, slugs: list[str], root: Path, problems: list[str]) -> RunSheet | None:
    try:
        period = Period.parse(path.stem)
    except ParamError as error:
        problems.append(f"{_shown(path, root)}:1: nama berkas {error}")
        return None
    found = read(path)
    said = list(checks.run_sheet(found, slugs))
    if isinstance(found.value, dict):
        value = found.value = dict(found.value)
        asked = value.get("districts", "all")
        if asked == "all":
            value["districts"] = slugs
        elif isinstance(asked, list):
            value["districts"] = [slug for slug in slugs if slug in asked]
        if value.get("compare_with") is None:
            value["compare_with"] = str(period.previous())
        for where, _ in said:
            # Said already, with what is not built yet: the type must not refuse it again.
            if where in (("edition",), ("language",)):
                del value[where[0]]
    return _checked(found, RunSheet, root, problems, said)


def _checked(
    found: Located, model: type[_M], root: Path, problems: list[str], said: Iterable[tuple[Where, str]]
) -> _M | None:
    """Return a file's model; without one if anything is wrong, and that joins the problems by line."""
    at = list(found.problems)
    checked = None
    if found.value is not None:
        at += [(found.line(where), text) for where, text in said]
        try:
            checked = model.model_validate(found.value)
        except ValidationError as error:
            at += [(found.line(e["loc"]), sentence(e, found, model)) for e in error.errors()]
    problems += [f"{_shown(found.path, root)}:{line}: {text}" for line, text in sorted(at, key=itemgetter(0))]
    return None if at else checked


def _reference(folder: Path, slugs: list[str], root: Path, problems: list[str]) -> Reference | None:
    """Return the reference tables, each area in them a district of the programme."""
    try:
        reference = read_reference(folder)
    except ParamError as error:
        shown = _shown(folder, root)
        problems += [p.replace(str(folder), shown, 1) for p in error.problems]
        return None
    for name, areas in (
        ("kecamatan", reference.kecamatan["kab_kota"]),
        ("kode_lama", reference.old_codes["kab_kota"]),
        ("garis_kemiskinan", reference.poverty["wilayah"]),
    ):
        path = folder / "reference" / f"{name}.csv"
        for area in sorted(set(areas) - {*slugs, PROVINCE}) if slugs else []:
            lines = path.read_text(encoding="utf-8-sig").splitlines()
            line = next((at for at, text in enumerate(lines, 1) if area in text.split(",")), 1)
            problems.append(f"{_shown(path, root)}:{line}: {unknown('kabupaten/kota', area, slugs)}")
    return reference


def _logo(path: Path, logo: str, root: Path) -> list[str]:
    """Check the emblem, which every page and PDF carries in itself."""
    picture = path.parent / logo
    where = f"{_shown(path, root)}:{read(path).line(('agency', 'logo'))}: logo {logo!r}"
    if picture.suffix.lower() not in LOGO_KINDS:
        return [f"{where} harus berkas {' atau '.join(LOGO_KINDS)}"]
    if not picture.is_file():
        return [f"{where} tidak ada di folder parameter"]
    if picture.stat().st_size > _LOGO_BYTES:
        return [f"{where} terlalu besar; paling besar {_LOGO_BYTES // 1000} kB"]
    return []


def _shown(path: Path, root: Path) -> str:
    """Return a path as seen from the project, whole where it lies outside."""
    path, root = path.resolve(), root.resolve()
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else str(path)
