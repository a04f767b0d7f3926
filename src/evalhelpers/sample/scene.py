"""The scene of the synthetic programme, from the reference data or made up for benchmarks."""

from __future__ import annotations

from collections.abc import Callable

from evalhelpers.reference import Reference
from evalhelpers.sample.setting import KINDS, PLANS, YEARLY, YEARS, Place, Plan, Scene


def build(reference: Reference, *, recipients: int | None = None, districts: int | None = None) -> Scene:
    """Return the scene: the first districts in official order, or made-up ones if more are wanted."""
    yearly = YEARLY if recipients is None else dict.fromkeys(YEARS, recipients)
    if districts is not None and districts > len(PLANS):
        plans = tuple(_invented(number) for number in range(1, districts + 1))
        return Scene(plans, {plan.slug: _invented_places(plan) for plan in plans}, _one_line, yearly)
    plans = tuple(PLANS.values())[:districts]
    return Scene(plans, {plan.slug: _places(reference, plan) for plan in plans}, _lines(reference), yearly)


def _places(reference: Reference, plan: Plan) -> tuple[Place, ...]:
    mine = reference.kecamatan[reference.kecamatan["kab_kota"] == plan.slug]
    return tuple(
        Place(code, name, plan.centres.get(name, ()))
        for code, name in zip(mine["kode_kemendagri"], mine["kecamatan"], strict=True)
    )


def _lines(reference: Reference) -> Callable[[str, int], int]:
    """Return a lookup of the March line; a year without one borrows from the nearest year."""
    table = reference.poverty
    table = table[(table["bulan"] == 3) & table["rupiah"].notna()].astype({"tahun": int, "rupiah": int})
    known = {
        slug: dict(zip(part["tahun"].tolist(), part["rupiah"].tolist(), strict=True))
        for slug, part in table.groupby("wilayah")
    }

    def line(slug: str, year: int) -> int:
        years = known[slug]
        return years[min(years, key=lambda y: (abs(y - year), y))]

    return line


def _one_line(_slug: str, _year: int) -> int:
    return 600_000


def _invented(number: int) -> Plan:
    slug = f"d-{number:03d}"
    name = f"Daerah {number:03d}"
    code = f"{11 + number // 40}{1 + number % 40:02d}"
    return Plan(slug, name, 1.0, dict.fromkeys(KINDS, 1.0), (code, code), (name,), 0.85)


def _invented_places(plan: Plan) -> tuple[Place, ...]:
    code = f"{plan.nik_codes[0][:2]}.{plan.nik_codes[0][2:]}"
    return tuple(Place(f"{code}.{k:02d}", f"Kecamatan {k}") for k in range(1, 6))
