"""The values against a second computation, written from their contract alone in plain loops."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from math import isclose
from pathlib import Path
from types import MappingProxyType
from typing import Any

import oracle
import pandas as pd
import pytest
from builders import DISTRICTS
from hypothesis import given, settings
from hypothesis import strategies as st
from oracle import programmes
from oracle.rows import NUMBERS, Found

from evalhelpers import dataset, indicators, reference
from evalhelpers.catalogue import INDICATORS, LEVELS, Rules
from evalhelpers.dictionary import TABLES
from evalhelpers.periods import Period
from evalhelpers.prepare import derive
from evalhelpers.sample import scene, truth

ROOT = Path(__file__).parents[1]
PERIODS = ("2023-S1", "2023-S2", "2024-S1", "2024-S2", "2025-S1", "2025-S2")
KNOWN = programmes.reference()
REAL = reference.read(ROOT / "params")
SLUGS = ("bulungan", "malinau", "nunukan", "tana-tidung", "tarakan")
FULL = Rules(
    report_date=date(2026, 1, 20),
    poverty_policy="latest",
    minimum_contacts=2,
    decile_limit=4,
    application_papers=("dtks", "rek_desa", "rab", "ktp", "kk"),
    required_papers=MappingProxyType(
        {"uang": ("bukti_transfer", "nota", "lpj", "foto"), "barang": ("bast", "foto", "pakta_integritas")}
    ),
    papers_days=30,
    aid_accounts=MappingProxyType({"uang": ("5.1.06.01.01",), "barang": ("5.1.06.01.02",)}),
    audit_days=MappingProxyType({"BPK": 60, "Inspektorat": 90}),
)


def differences(found: pd.DataFrame, expected: Found) -> list[str]:
    """Return how values and oracle differ: rows of one only, and numbers that are not the same."""
    there = {(row["code"], row["measure"], row["group"]): row for row in found.to_dict("records")}
    assert len(there) == len(found)
    said = [f"{_name(key)}: only in the values" for key in there if key not in expected]
    said += [f"{_name(key)}: only in the oracle: {expected[key]}" for key in expected if key not in there]
    for key in there:
        for column in NUMBERS if key in expected else ():
            one, other = there[key][column], expected[key][column]
            if not _is_same(one, other):
                said.append(f"{_name(key)} {column}: values {one!r}, oracle {other!r}")
    return said


def agree(found: pd.DataFrame, expected: Found) -> None:
    """Check that the values have just the rows of the oracle, and its numbers."""
    said = differences(found, expected)
    assert not said, f"{len(said)} differences:\n" + "\n".join(said[:40])


def _name(key: tuple[str, str, str]) -> str:
    return f"{key[0]}.{key[1]}/{key[2]}"


def _is_same(one: Any, other: Any) -> bool:
    if other is oracle.UNCHECKED:
        return not pd.isna(one)
    if pd.isna(one) or other is None:
        return bool(pd.isna(one)) and other is None
    if isinstance(other, int):
        return one == other
    return isclose(one, other, rel_tol=1e-9, abs_tol=1e-12)


def both(
    tables: dict[str, pd.DataFrame],
    district: str,
    period: str,
    rules: Rules,
    known: Any,
    districts: tuple[str, ...],
) -> tuple[pd.DataFrame, Found]:
    """Return a page's values and what the oracle says."""
    found = indicators.compute(
        tables,
        district=district,
        period=Period.parse(period),
        rules=rules,
        reference=known,
        districts=districts,
    )
    return found, oracle.values(tables, district, Period.parse(period), rules, known, districts)


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 999_999), st.sampled_from(programmes.PERIODS))
def test_the_values_of_any_programme_are_those_of_the_contract(seed: int, period: str) -> None:
    tables, rules = programmes.programme(seed), programmes.rules(seed)
    for district in ("provinsi", DISTRICTS[seed % len(DISTRICTS)]):
        agree(*both(tables, district, period, rules, KNOWN, DISTRICTS))


@pytest.fixture(scope="module")
def clean() -> dict[str, pd.DataFrame]:
    """Return the sample programme as perfect sources would leave it, with what follows from its columns."""
    made = dict(truth.make(scene.build(REAL), 65).tables)
    grants = made["penerima"]
    grants = grants.assign(
        id_penerima=grants["nik"],
        tgl_serah=derive.hand_over(grants),
        kelompok_umur=derive.age_group(grants["tgl_lahir"], grants["tgl_sk"]),
        kelompok_usaha=derive.business_group(grants["jenis_usaha"]),
        kode_desa=None,
    )
    persons = grants.set_index("id_bantuan")["id_penerima"]
    made["penerima"] = grants
    made["kunjungan"] = made["kunjungan"].assign(id_penerima=lambda v: v["bantuan"].map(persons))
    return {
        name: dataset.conform(made[name].assign(urutan=range(len(made[name])), tanda=None), name)
        for name in TABLES
    }


@pytest.mark.parametrize("period", PERIODS)
def test_the_values_of_the_clean_sample_are_those_of_the_contract(
    clean: dict[str, pd.DataFrame], period: str
) -> None:
    level = LEVELS[PERIODS.index(period) % 3]
    limit = None if period.endswith("S1") else 3
    rules = replace(FULL, success_level=level, max_kriteria_fm=limit)
    for district in ("provinsi", *SLUGS):
        agree(*both(clean, district, period, rules, REAL, SLUGS))


def test_the_sample_and_the_programmes_have_a_case_of_every_measure(clean: dict[str, pd.DataFrame]) -> None:
    made = set()
    for place in ("provinsi", "tarakan"):
        for period in PERIODS[3:]:
            made |= set(oracle.values(clean, place, Period.parse(period), FULL, REAL, SLUGS))
    drawn = programmes.programme(1)
    made |= set(oracle.values(drawn, "provinsi", Period.parse("2025-S1"), FULL, KNOWN, DISTRICTS))
    listed = {(code, key) for code, indicator in INDICATORS.items() for key in indicator.units}
    assert {key[:2] for key in made} == listed


@pytest.mark.parametrize("period", PERIODS)
def test_every_rupiah_of_the_clean_sample_is_accounted_for_from_the_budget_to_the_hand_over(
    clean: dict[str, pd.DataFrame], period: str
) -> None:
    """The generator spends what it hands over; once it paid somebody struck off, who gave it back two months later."""
    unexplained = (
        {"tahun=2024": 3_000_000, "tahun_bentuk=2024-uang": 3_000_000} if period == "2024-S1" else {}
    )
    found = indicators.compute(
        clean, district="provinsi", period=Period.parse(period), rules=FULL, reference=REAL, districts=SLUGS,
        codes={"E8"},
    )  # fmt: skip
    years = {
        group: dict(zip(rows["measure"], rows["value"], strict=True))
        for group, rows in found.groupby("group")
    }
    assert len(years) >= 3
    for group, rupiah in years.items():
        assert rupiah["salur_perlu_penjelasan"] == unexplained.get(group, 0), group
        for stages, step in (
            (("pagu", "sp2d"), "sp2d_"),
            (("sp2d", "disalurkan"), "salur_"),
            (("sk", "disalurkan"), "sk_"),
            (("disalurkan", "bukti"), "bukti_"),
            (("bukti", "terlihat"), "terlihat_"),
            (("terlihat", "aktif"), "aktif_"),
        ):
            gap = sum(value for name, value in rupiah.items() if name.startswith(step))
            assert rupiah[stages[0]] - rupiah[stages[1]] == gap, (group, step)
