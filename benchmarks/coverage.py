"""Whether intervals and bounds hold their promise when visits fail at random.

    python benchmarks/coverage.py --project DIR [--runs 200] [--unvisited 0.1 0.3 0.5] [--period 2025-S1]

Of a project's dataset those persons are kept whose answer is known, so that the true share is known too. Then
a random part of those due for a visit is not visited in the window, and the page is computed again: how often
does the 95% interval hold the true share, and the bounds? Pages are the districts, the province and all their
groups, so that 4 persons are tried as well as 200. `--project` must have been run (`evalhelpers demo`).
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from pathlib import Path

import numpy as np
import pandas as pd

from evalhelpers import dataset, indicators
from evalhelpers.params import Project, read_project
from evalhelpers.periods import Period

# What is asked of each person, and the column that says whether the answer is known.
QUESTIONS = {"B1": "active", "C1": "active", "B6": "gain"}
SIZES = (10, 30, 100, 1_000_000)
SLACK = 1e-9


class Page:
    """One place and period of a project, computed from changing visits."""

    def __init__(self, project: Project, slug: str, period: str) -> None:
        self.slug, self.period = slug, Period.parse(period)
        self.tables = dataset.load(project.root / "outputs" / "internal" / "dataset", slug, self.period.end)
        self.rules = project.rules(project.runs[period])
        self.reference, self.districts = project.reference, [d.slug for d in project.districts]

    def known(self, column: str) -> tuple[pd.Index, pd.Index]:
        """Return the persons whose answer is known, and those of them who are due for a visit."""
        people = indicators.persons(
            self.tables, district=self.slug, period=self.period, rules=self.rules, reference=self.reference
        )
        known = people[people[column].notna()]
        return known.index, known.index[known["due"]]

    def rows(self, code: str, tables: dict[str, pd.DataFrame]) -> pd.DataFrame:
        """Return the shares of an indicator by measure and group."""
        values = indicators.compute(
            tables, district=self.slug, period=self.period, rules=self.rules, reference=self.reference,
            districts=self.districts, codes={code},
        )  # fmt: skip
        return values.set_index(["measure", "group"])

    def of(self, people: pd.Index) -> dict[str, pd.DataFrame]:
        """Return the tables without the grants of other persons."""
        grants = self.tables["penerima"]
        return {**self.tables, "penerima": grants[grants["id_penerima"].isin(people)]}

    def without(self, tables: dict[str, pd.DataFrame], people: pd.Index) -> dict[str, pd.DataFrame]:
        """Return the tables without the visits of some persons in the window."""
        visits = tables["kunjungan"]
        recent = visits["tgl_kunjungan"] >= pd.Timestamp(self.period.window_start(self.rules.lookback_months))
        return {**tables, "kunjungan": visits[~(recent & visits["id_penerima"].isin(people))]}


def main() -> None:
    """Draw, compute and count."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--project", type=Path, required=True)
    parser.add_argument("--runs", type=int, default=200)
    parser.add_argument("--unvisited", type=float, nargs="*", default=[0.1, 0.3, 0.5])
    parser.add_argument("--period", default="2025-S1")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    project = read_project(given.project.resolve())
    rng = np.random.default_rng(given.seed)
    held: dict[tuple[str, float, int], list[bool]] = defaultdict(list)
    outside = bounded = 0
    for slug in ("provinsi", *(d.slug for d in project.districts)):
        page = Page(project, slug, given.period)
        for code, column in QUESTIONS.items():
            people, due = page.known(column)
            whole = page.of(people)
            truth = page.rows(code, whole)["value"]
            for share in given.unvisited:
                for _ in range(given.runs):
                    lost = due[rng.random(len(due)) < share]
                    seen = page.rows(code, page.without(whole, lost)).join(truth.rename("truth"))
                    # Who is in the groups by mentor visits depends on the visits themselves.
                    fixed = ~seen.index.get_level_values("group").str.startswith("kontak=")
                    seen = seen[fixed & seen["truth"].notna() & seen["bound_low"].notna()]
                    inside = seen["truth"].between(seen["bound_low"] - SLACK, seen["bound_high"] + SLACK)
                    bounded, outside = bounded + len(seen), outside + int((~inside).sum())
                    drawn = seen[seen["low"].notna()]
                    covered = drawn["truth"].between(drawn["low"] - SLACK, drawn["high"] + SLACK)
                    sizes = drawn["denominator"] + drawn["missing"]
                    for size, good in zip(sizes, covered, strict=True):
                        held[code, share, next(s for s in SIZES if size < s)].append(bool(good))
    print("indikator  tidak dikunjungi  N kurang dari  selang  memuat nilai sebenarnya")
    for (code, share, size), good in sorted(held.items()):
        print(f"{code:9}  {share:16.0%}  {size:13}  {len(good):6}  {np.mean(good):.4f}")
    print(f"batas: {bounded} diperiksa, {outside} tidak memuat nilai sebenarnya")


if __name__ == "__main__":
    main()
