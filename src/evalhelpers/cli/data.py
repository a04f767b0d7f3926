"""The data of a run: prepared, or taken up as the last run left them."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from evalhelpers.cli.options import Place

if TYPE_CHECKING:
    from evalhelpers.params import RunSheet
    from evalhelpers.prepare import Prepared


def prepare_data(
    here: Place, out: Console, *, workers: int, on_work: Callable[[], object] | None = None
) -> Prepared:
    """Run `prepare` and print what could not be read; `on_work` is called once there is work to do."""
    from evalhelpers import prepare

    out.print(f"Membaca {here.raw}")
    with progress_bar(out) as progress:
        bar = progress.add_task("Data", total=None)

        def tell(step: str, done: int, total: int) -> None:
            progress.update(bar, description=f"Data: {step}", completed=done, total=total)
            if on_work and not done:
                on_work()

        prepared = prepare.run(
            here.project, here.raw, here.outputs, here.identity,
            basis=here.basis.of_preparation, workers=workers, progress=tell,
        )  # fmt: skip
    if prepared.is_recalled:
        out.print("Berkas, parameter, dan kode tidak berubah: data bersih yang lalu dipakai.")
    for state in prepared.unreadable:
        out.print(f"  TIDAK TERBACA {state.path}: {state.message}")
    return prepared


def progress_bar(out: Console, *more: Any) -> Progress:
    """Return a progress bar that is silent where there is no terminal."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    return Progress(*columns, *more, console=out, disable=not out.is_terminal)


class Views:
    """What each page would see of the dataset, as `prepare` noted it: fingerprints and days, no rows."""

    def __init__(self, dataset: Path) -> None:
        self.dataset = dataset

    @cached_property
    def _stored(self) -> dict[str, dict[str, Any]]:
        stored: dict[str, dict[str, Any]] = json.loads(
            (self.dataset / "views.json").read_text(encoding="utf-8")
        )
        return stored

    @property
    def slugs(self) -> list[str]:
        """Return the places that can be seen: the province, and the districts not held back."""
        return list(self._stored)

    def tables(self, slug: str, day: str) -> dict[str, str]:
        """Return the fingerprint of each table of a place up to a day (ISO)."""
        found: dict[str, str] = self._stored[slug][day]["tables"]
        return found

    def last_visit(self, slug: str, sheet: RunSheet) -> str:
        """Return the day of the last visit up to the period's end, ISO or empty."""
        day = sheet.shown[0].end.isoformat()
        return str(self._stored[slug][day]["last_visit"]) if slug in self._stored else ""
