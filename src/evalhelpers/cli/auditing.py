"""What the commands for auditors share: the page they look into, and the data as prepared last."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from evalhelpers.cli.options import Place
from evalhelpers.cli.planning import PROVINCE
from evalhelpers.errors import ParamError
from evalhelpers.periods import Period

if TYPE_CHECKING:
    import pandas as pd

    from evalhelpers.audit import About
    from evalhelpers.indicators.tracing import Trace
    from evalhelpers.params import Project


@dataclass(frozen=True)
class Look:
    """One page and the data behind it; a picklable value that loads the data when asked for them.

    `sample` says whether the data are made up.
    """

    project: Project
    dataset: Path
    slug: str
    text: str
    sample: bool = False

    @property
    def period(self) -> Period:
        """Return the page's period."""
        return Period.parse(self.text)

    @property
    def districts(self) -> tuple[str, ...]:
        """Return the slugs of the province."""
        return tuple(district.slug for district in self.project.districts)

    @cached_property
    def tables(self) -> dict[str, pd.DataFrame]:
        """Return the rows that the page sees."""
        from evalhelpers import dataset

        return dataset.load(self.dataset, self.slug, self.period.end)

    @cached_property
    def sources(self) -> dict[str, pd.DataFrame]:
        """Return where those rows come from."""
        from evalhelpers import dataset

        return dataset.sources(self.dataset, self.slug, self.period.end)

    @cached_property
    def about(self) -> About:
        """Return the page in words."""
        from evalhelpers.audit import About
        from evalhelpers.workbook.view import voice

        sheet = self.project.runs[self.text]
        last = self.tables["kunjungan"]["tgl_kunjungan"].max()
        return About(
            voice(self.project, self.slug, self.period, Period.parse(sheet.compare_with), sheet.language),
            last.date().isoformat() if last == last else "",
            sample=self.sample,
        )

    def traces(self, codes: Iterable[str]) -> Iterator[tuple[str, Trace]]:
        """Trace some indicators of the page, one after the other."""
        from evalhelpers.indicators.tracing import traces

        project = self.project
        return traces(
            self.tables,
            codes,
            district=self.slug,
            period=self.period,
            rules=project.rules(project.runs[self.text]),
            reference=project.reference,
            districts=self.districts,
        )


def prepared_data(outputs: Path) -> tuple[Path, bool]:
    """Return the folder of the data as prepared last, and whether they are a sample.

    Raises
    ------
    ParamError
        If there are none.
    """
    folder = outputs / "internal" / "dataset"
    if not (folder / "index.json").exists():
        raise ParamError(f"Belum ada data bersih di {outputs}; jalankan `evalhelpers check` lebih dulu")
    try:
        origin = json.loads((outputs / "internal" / "origin.json").read_text(encoding="utf-8"))["origin"]
    except (OSError, ValueError, KeyError):
        return folder, False
    return folder, origin == "sample"


def page_problems(here: Place, slug: str, period: str) -> list[str]:
    """Say what is wrong with the name of a page, each with the nearest valid word."""
    from evalhelpers.params import nearest

    slugs, periods = [PROVINCE, *(d.slug for d in here.project.districts)], list(here.project.runs)
    problems = []
    if slug not in slugs:
        problems.append(f"Kabupaten/kota {slug!r} tidak dikenal; maksud Anda {nearest(slug, slugs)}?")
    if period not in periods:
        meant = f"maksud Anda {nearest(period, periods)}?" if periods else "belum ada satu pun"
        problems.append(f"Periode {period!r} tidak punya lembar kerja; {meant}")
    return problems
