"""Which small cells a publication hides: decided once per period over all its pages, before any notebook."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from evalhelpers import fingerprints
from evalhelpers.cli.data import Views
from evalhelpers.cli.options import Place
from evalhelpers.errors import ReportError

if TYPE_CHECKING:
    from evalhelpers.catalogue import Rules
    from evalhelpers.params import RunSheet
    from evalhelpers.press.pool import Pool
    from evalhelpers.reference import Reference


# What `compute` imports; processes that are started beforehand have it ready.
MODULES = ("evalhelpers.dataset", "evalhelpers.disclosure", "evalhelpers.indicators")


@dataclass(frozen=True)
class Measure:
    """The values of one place that bear on what is hidden: `paths` says where those of each period go.

    A picklable value, so that any process can compute it. Each path names a fingerprint of all that its
    values depend on.
    """

    dataset: Path
    slug: str
    rules: Rules
    reference: Reference
    districts: tuple[str, ...]
    paths: Mapping[str, Path]


def compute(measure: Measure) -> None:
    """Compute the values of a measure and keep them."""
    from evalhelpers import dataset, disclosure, indicators
    from evalhelpers.periods import Period
    from evalhelpers.press.files import write_atomically

    tables = dataset.load(measure.dataset, measure.slug)
    for text, path in measure.paths.items():
        period = Period.parse(text)
        values = indicators.compute(
            dataset.cut(tables, period.end),
            district=measure.slug,
            period=period,
            rules=measure.rules,
            reference=measure.reference,
            districts=measure.districts,
            codes=disclosure.CODES,
        )
        write_atomically(path, values.to_parquet(index=False))


def write_plans(here: Place, sheets: Sequence[RunSheet], views: Views, pool: Callable[[], Pool]) -> None:
    """Write the plan of every run sheet; only what has changed is computed, in the pool.

    A report shows its period, the one it compares with, and for money the same one a year earlier.
    """
    cache = here.outputs / "internal" / "cache"
    for sheet in sheets:
        measures = list(_measures(here, sheet, views, cache))
        _compute(measures, pool)
        try:
            _write_plan(here, sheet, measures, cache)
        except (OSError, ValueError):
            # Values that cannot be read back are computed again.
            for path in (path for m in measures for path in m.paths.values()):
                path.unlink(missing_ok=True)
            _compute(measures, pool)
            _write_plan(here, sheet, measures, cache)


def _compute(measures: Sequence[Measure], pool: Callable[[], Pool]) -> None:
    lacking = [part for measure in measures if (part := _lacking(measure)).paths]
    if not lacking:
        return
    for measure, outcome in pool().map(compute, lacking):
        if outcome is not None:
            raise ReportError(f"Nilai {measure.slug} tidak dapat dihitung: prosesnya berhenti mendadak")


def _lacking(measure: Measure) -> Measure:
    return replace(measure, paths={p: path for p, path in measure.paths.items() if not path.exists()})


def plan_path(outputs: Path, period: str) -> Path:
    """Return where the plan of a period lies, for the notebooks."""
    return outputs / "internal" / "dataset" / "plan" / f"{period}.json"


def _measures(here: Place, sheet: RunSheet, views: Views, cache: Path) -> Iterable[Measure]:
    rules, slugs = here.project.rules(sheet), tuple(d.slug for d in here.project.districts)
    basis: dict[str, Any] = {
        "package": here.basis.package,
        "environment": here.basis.environment,
        "reference": {k: v for k, v in here.basis.params.items() if k.startswith("reference/")},
        "rules": repr(rules),
        "districts": slugs,
    }
    for slug in views.slugs:
        paths = {}
        for period in sheet.shown:
            seen = views.tables(slug, period.end.isoformat())
            name = fingerprints.as_name(fingerprints.of_value([basis, slug, str(period), seen]))
            paths[str(period)] = cache / "values" / sheet.period / f"{slug}.{period}.{name}.parquet"
        yield Measure(views.dataset, slug, rules, here.project.reference, slugs, paths)


def _write_plan(here: Place, sheet: RunSheet, measures: Sequence[Measure], cache: Path) -> None:
    """Write the plan unless it has been made from these very values and is intact."""
    from evalhelpers.press.files import write_atomically

    path, known = plan_path(here.outputs, sheet.period), cache / "plans" / f"{sheet.period}.json"
    made_from = [path.name for m in measures for path in m.paths.values()]
    try:
        stored = json.loads(known.read_text(encoding="utf-8"))
        if stored == {"made_from": made_from, "plan": fingerprints.of_bytes(path.read_bytes())}:
            return
    except (OSError, ValueError):
        pass
    import pandas as pd

    from evalhelpers import disclosure

    plan = disclosure.Plan()
    for period in sheet.shown:
        plan |= disclosure.plan(pd.read_parquet(m.paths[str(period)]) for m in measures)
    plan.write(path)
    stored = {"made_from": made_from, "plan": fingerprints.of_bytes(path.read_bytes())}
    write_atomically(known, (json.dumps(stored, indent=1) + "\n").encode())
    for old in (cache / "values" / sheet.period).glob("*.parquet"):
        if old.name not in made_from:
            old.unlink()
