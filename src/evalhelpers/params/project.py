"""Reading a project's parameters: every problem of every file at once, with file and line."""

from __future__ import annotations

import difflib
import json
import types
import typing
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from evalhelpers import dictionary
from evalhelpers.catalogue import Rules
from evalhelpers.errors import ParamError
from evalhelpers.params.models import District, Districts, Programme, RunSheet, Sources
from evalhelpers.params.source import Located, read
from evalhelpers.periods import Period
from evalhelpers.reference import Reference
from evalhelpers.reference import read as read_reference

PROVINCE = "provinsi"
_FIXED = ("programme", "districts", "sources")
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
    for folder in (start, *start.parents):
        if (folder / "params").is_dir() and (folder / "notebooks").is_dir():
            return folder
    raise ParamError(f"Tidak ada folder proyek (berisi params/ dan notebooks/) di {start} atau di atasnya")


def nearest(word: str, valid: Iterable[str]) -> str:
    """Return the closest valid word in quotes, or the list of them if none is close."""
    words = [str(v) for v in valid]
    close = difflib.get_close_matches(word, words, n=1, cutoff=0.55)
    return f"'{close[0]}'" if close else "salah satu dari " + ", ".join(words)


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
    programme = _load(folder / "programme.yaml", Programme, root, problems)
    districts = _load(folder / "districts.yaml", Districts, root, problems)
    sources = _load(folder / "sources.yaml", Sources, root, problems, default={})
    runs: dict[str, RunSheet] = {}
    for path in sorted(folder.glob("*.y*ml")):
        if path.stem in _FIXED or path.stem == "recommendations":
            continue
        sheet = _run_sheet(path, districts, root, problems)
        if sheet is not None:
            runs[sheet.period] = sheet
    if districts is not None and sources is not None:
        problems += _district_values(folder / "sources.yaml", sources, districts, root)
    try:
        reference = read_reference(folder)
    except ParamError as error:
        problems += error.problems
        raise ParamError(*problems) from None
    if problems or programme is None or districts is None or sources is None:
        raise ParamError(*problems)
    return Project(
        root, folder, programme, districts.districts, districts.not_names, sources, runs, reference
    )


def _run_sheet(path: Path, districts: Districts | None, root: Path, problems: list[str]) -> RunSheet | None:
    where = _shown(path, root)
    try:
        Period.parse(path.stem)
    except ParamError as error:
        problems.append(f"{where}:1: nama berkas {error}")
        return None
    found = read(path)
    value = found.value if isinstance(found.value, dict) else {}
    slugs = [d.slug for d in districts.districts] if districts else []
    before = len(problems)
    if value.get("period") not in (None, path.stem):
        problems.append(
            f"{where}:{found.line(('period',))}: periode {value['period']!r} "
            f"tidak sama dengan nama berkas {path.stem!r}"
        )
    if value.get("edition") == "public":
        problems.append(
            f"{where}:{found.line(('edition',))}: edisi 'public' belum tersedia; pakai 'leadership'"
        )
        value["edition"] = "leadership"
    if value.get("language") == "en":
        problems.append(f"{where}:{found.line(('language',))}: bahasa 'en' belum tersedia; pakai 'id'")
        value["language"] = "id"
    asked = value.get("districts", "all")
    if asked == "all":
        value["districts"] = slugs
    elif isinstance(asked, list):
        for index, slug in enumerate(asked):
            if districts and slug not in slugs:
                line = found.line(("districts", index))
                problems.append(
                    f"{where}:{line}: kabupaten/kota {slug!r} tidak dikenal; "
                    f"maksud Anda {nearest(str(slug), slugs)}?"
                )
        value["districts"] = [s for s in slugs if s in asked]
    value.setdefault("compare_with", str(Period.parse(path.stem).previous()))
    if value["compare_with"] is None:
        value["compare_with"] = str(Period.parse(path.stem).previous())
    found.value = value
    sheet = _check(found, RunSheet, root, problems)
    return sheet if len(problems) == before else None


def _load(path: Path, model: type[_M], root: Path, problems: list[str], default: Any = None) -> _M | None:
    if not path.exists():
        if default is None:
            problems.append(f"{_shown(path, root)}: berkas tidak ada")
            return None
        return model.model_validate(default)
    return _check(read(path), model, root, problems)


def _check(found: Located, model: type[_M], root: Path, problems: list[str]) -> _M | None:
    where = _shown(found.path, root)
    problems += [f"{where}:{line}: {text}" for line, text in found.problems]
    if found.problems and not found.value:
        return None
    try:
        # Strict validation of JSON: a list is a tuple, but a number is never a text.
        checked = model.model_validate_json(json.dumps(found.value or {}))
        return None if found.problems else checked
    except ValidationError as error:
        for item in error.errors():
            line = found.line(tuple(item["loc"]))
            problems.append(f"{where}:{line}: {_words(dict(item), model)}")
        return None


def _words(item: dict[str, Any], model: type[BaseModel]) -> str:
    kind, loc = item["type"], item["loc"]
    key = ".".join(str(part) for part in loc)
    context = item.get("ctx", {})
    if kind == "extra_forbidden":
        return (
            f"kunci {loc[-1]!r} tidak dikenal; maksud Anda {nearest(str(loc[-1]), _keys(model, loc[:-1]))}?"
        )
    if kind == "missing":
        return f"kunci {key!r} harus ada"
    if kind == "literal_error":
        valid = [word.strip(" '") for word in context["expected"].replace(" or ", ", ").split(",")]
        return f"{key}: {item['input']!r} tidak dikenal; maksud Anda {nearest(str(item['input']), valid)}?"
    if kind == "value_error":
        return f"{key + ': ' if key else ''}{context['error']}"
    expected = {
        "string_type": 'harus teks; beri tanda kutip ("…")',
        "int_type": "harus bilangan bulat",
        "float_type": "harus bilangan",
        "bool_type": "harus true atau false",
        "tuple_type": "harus daftar",
        "dict_type": "harus berisi kunci dan nilai",
        "model_type": "harus berisi kunci dan nilai",
        "date_type": 'harus tanggal dalam tanda kutip, misalnya "2025-07-15"',
        "string_pattern_mismatch": f"bentuknya harus {context.get('pattern', '')}",
        "greater_than_equal": f"sekurang-kurangnya {context.get('ge')}",
        "less_than_equal": f"paling banyak {context.get('le')}",
        "too_short": "tidak boleh kosong",
    }
    return f"{key}: {item['input']!r} {expected.get(kind, item['msg'])}"


def _keys(model: Any, loc: tuple[Any, ...]) -> list[str]:
    """Return the keys valid at a place of a model."""
    for part in loc:
        if isinstance(model, type) and issubclass(model, BaseModel):
            model = model.model_fields[part].annotation
        else:
            model = typing.get_args(model)[-1 if isinstance(part, str) else 0]
        if isinstance(model, types.UnionType):
            model = typing.get_args(model)[0]
    return list(model.model_fields) if isinstance(model, type) and issubclass(model, BaseModel) else []


def _district_values(path: Path, sources: Sources, districts: Districts, root: Path) -> list[str]:
    """Check coded values and district slugs that sources.yaml states."""
    slugs = {d.slug for d in districts.districts}
    found = read(path) if path.exists() else None
    problems = []
    for index, source in enumerate(sources.sources):
        for name, rule in source.tables.items():
            table = dictionary.table(name)
            stated: list[tuple[tuple[str, ...], str, str]] = [
                (("values", c, raw), c, v) for c, pairs in rule.values.items() for raw, v in pairs.items()
            ]
            stated += [(("constants", c), c, v) for c, v in rule.constants.items()]
            for tail, column, value in stated:
                known = slugs if column == "kab_kota" else {code.value for code in table.column(column).codes}
                if known and value and value not in known:
                    line = found.line(("sources", index, "tables", name, *tail)) if found else 1
                    problems.append(
                        f"{_shown(path, root)}:{line}: {value!r} bukan nilai {name}.{column}; "
                        f"maksud Anda {nearest(value, sorted(known))}?"
                    )
    return problems


def _shown(path: Path, root: Path) -> str:
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else str(path)
