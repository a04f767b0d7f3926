"""A real data set goes the whole way by parameter files alone, and its figures come out."""

from __future__ import annotations

import csv
import shutil
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

pytestmark = pytest.mark.slow
ROOT = Path(__file__).parents[1]
SOURCE = ROOT.parent / "shared" / "data" / "egypt_grants" / "cleaned_data.csv"
ARMS = {0: "kontrol", 1: "kredit-mikro", 2: "hibah-barang", 3: "hibah-uang"}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if not SOURCE.exists():
        pytest.skip("shared/data is not here")
    base = tmp_path_factory.mktemp("egypt")
    (base / "raw").mkdir()
    shutil.copy(SOURCE, base / "raw")
    command = [
        sys.executable, "-c", "from evalhelpers.cli import main; main()", "run", "--params", "tests/egypt/params",
        "--raw", str(base / "raw"), "--outputs", str(base / "outputs"), "--identity", str(base / "identity"),
    ]  # fmt: skip
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", timeout=600)
    assert done.returncode == 0, done.stdout + done.stderr
    return base / "outputs" / "site" / "2016-S1"


def figures(path: Path) -> dict[tuple[str, str, str], dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        rows = [row for row in csv.DictReader(lines) if row["period"] == "2016-S1"]
    return {(row["code"], row["measure"], row["group"]): row for row in rows}


@pytest.mark.parametrize("arm", ARMS)
def test_each_arm_meets_the_figures_computed_directly_from_the_file(site: Path, arm: int) -> None:
    people = pd.read_csv(SOURCE).query("treatment_status == @arm")
    found = figures(site / ARMS[arm] / "indikator.csv")
    share = found["B1", "utama", "semua"]
    assert int(share["denominator"]) == len(people)
    assert int(share["numerator"]) == people["hasbiz"].sum()
    assert float(share["value"]) == pytest.approx(people["hasbiz"].mean(), rel=1e-9)
    assert share["missing"] == "0"
    # Money is kept in whole units: a mean moves by less than half a unit, a median by no more.
    mean, median = found["B5", "rata_laba", "semua"], found["B5", "median_laba", "semua"]
    assert float(mean["value"]) == pytest.approx(people["monthly_profits"].mean(), abs=0.5)
    assert float(median["value"]) == pytest.approx(people["monthly_profits"].median(), abs=0.5)
    whole = people["monthly_profits"].map(lambda x: int(abs(x) + 0.5) * (1 if x >= 0 else -1))
    assert float(mean["value"]) == pytest.approx(whole.mean(), rel=1e-9)
    assert float(median["value"]) == whole.median()
    owners = found["B5", "rata_laba", "keadaan=aktif"]
    assert int(owners["denominator"]) == people["hasbiz"].sum()


def test_the_published_table_is_met(site: Path) -> None:
    printed = {
        "kontrol": (926, 297, 0.320734, 498.861747, 472.744064),
        "kredit-mikro": (952, 308, 0.323529, 485.752885, 449.051744),
        "hibah-barang": (594, 194, 0.326599, 454.823265, 416.769186),
        "hibah-uang": (603, 174, 0.288557, 467.156000, 450.718616),
    }
    for arm, (n, business, share, mean, median) in printed.items():
        found = figures(site / arm / "indikator.csv")
        row = found["B1", "utama", "semua"]
        assert (int(row["denominator"]), int(row["numerator"])) == (n, business)
        assert float(row["value"]) == pytest.approx(share, abs=5e-7)
        assert float(found["B5", "rata_laba", "semua"]["value"]) == pytest.approx(mean, abs=0.5)
        assert float(found["B5", "median_laba", "semua"]["value"]) == pytest.approx(median, abs=0.5)


def test_the_roll_up_pools_all_persons(site: Path) -> None:
    people = pd.read_csv(SOURCE)
    found = figures(site / "provinsi" / "indikator.csv")
    assert int(found["B1", "utama", "semua"]["denominator"]) == 3075
    assert float(found["B1", "utama", "semua"]["value"]) == pytest.approx(people["hasbiz"].mean(), rel=1e-9)
    for arm, slug in ARMS.items():
        part = people[people["treatment_status"] == arm]
        assert int(found["B1", "utama", f"kab_kota={slug}"]["numerator"]) == part["hasbiz"].sum()


def test_no_code_knows_the_data_set_by_name() -> None:
    words = ("egypt", "hasbiz", "treatment_status", "monthly_profits", "kredit-mikro")
    for path in (ROOT / "src").rglob("*.py"):
        text = path.read_text(encoding="utf-8").casefold()
        assert not [word for word in words if word in text], path
