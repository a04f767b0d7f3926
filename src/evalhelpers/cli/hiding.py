"""Which small cells a publication hides: decided once per period over all its pages, before any notebook."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from evalhelpers import fingerprints
from evalhelpers.cli.data import Views
from evalhelpers.cli.options import Place

if TYPE_CHECKING:
    from evalhelpers.catalogue import Rules
    from evalhelpers.params import RunSheet
    from evalhelpers.press.pool import Pool
    from evalhelpers.reference import Reference


@dataclass(frozen=True)
class Measure:
    """The values of one place and period that bear on what is hidden; `path` is where they are kept.

    A picklable value, so that any process can compute it. The path names a fingerprint of all that the
    values depend on.
    """

    dataset: Path
    slug: str
    period: str
    rules: Rules
    reference: Reference
    districts: tuple[str, ...]
    path: Path


def compute(measure: Measure) -> None:
    """Compute the values of a measure and keep them."""
    from evalhelpers import dataset, disclosure, indicators
    from evalhelpers.periods import Period
    from evalhelpers.press.run import write_atomically

    period = Period.parse(measure.period)
    values = indicators.compute(
        dataset.load(measure.dataset, measure.slug, period.end),
        district=measure.slug,
        period=period,
        rules=measure.rules,
        reference=measure.reference,
        districts=measure.districts,
        codes=disclosure.CODES,
    )
    write_atomically(measure.path, values.to_parquet(index=False))


def write_plans(here: Place, sheets: Sequence[RunSheet], views: Views, pool: Callable[[], Pool]) -> None:
    """Write the plan of every run sheet; only what has changed is computed, in the pool.

    A report shows its period, the one it compares with, and for money the same one a year earlier.
    """
    cache = here.outputs / "internal" / "cache"
    measures = {sheet.period: list(_measures(here, sheet, views, cache)) for sheet in sheets}
    lacking = [m for wanted in measures.values() for m in wanted if not m.path.exists()]
    if lacking:
        for measure, outcome in pool().map(compute, lacking):
            if outcome is not None:
                raise RuntimeError(f"Nilai {measure.slug} {measure.period} tidak dapat dihitung")
    for sheet in sheets:
        _write_plan(here, sheet, measures[sheet.period], cache)


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
        for period in sheet.shown:
            seen = views.tables(slug, period.end.isoformat())
            name = fingerprints.of_value([basis, slug, str(period), seen]).replace(":", "")[:32]
            path = cache / "values" / sheet.period / f"{slug}.{period}.{name}.parquet"
            yield Measure(views.dataset, slug, str(period), rules, here.project.reference, slugs, path)


def _write_plan(here: Place, sheet: RunSheet, measures: Sequence[Measure], cache: Path) -> None:
    """Write the plan unless it has been made from these very values and is intact."""
    import json

    from evalhelpers.press.run import write_atomically

    path, known = plan_path(here.outputs, sheet.period), cache / "plans" / f"{sheet.period}.json"
    made_from = [m.path.name for m in measures]
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
        plan |= disclosure.plan(pd.read_parquet(m.path) for m in measures if m.period == str(period))
    plan.write(path)
    stored = {"made_from": made_from, "plan": fingerprints.of_bytes(path.read_bytes())}
    write_atomically(known, (json.dumps(stored, indent=1) + "\n").encode())
    for old in (cache / "values" / sheet.period).glob("*.parquet"):
        if old.name not in made_from:
            old.unlink()
