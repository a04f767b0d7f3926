"""`evalhelpers demo`: the sample programme, from messy files to the finished site."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from evalhelpers.cli import options

if TYPE_CHECKING:
    from evalhelpers.cli.workers import Workers


def demo(
    *,
    params: options.Params = None,
    outputs: options.Outputs = None,
    seed: Annotated[int, typer.Option(help="Benih acak; benih yang sama memberi berkas yang sama.")] = 65,
    recipients: Annotated[
        int | None, typer.Option(help="Banyak penerima setahun.", min=1, show_default=False)
    ] = None,
    districts: Annotated[
        int | None,
        typer.Option(
            help="Banyak kabupaten/kota; di atas 5 semuanya rekaan.", min=1, max=514, show_default=False
        ),
    ] = None,
    workers: Annotated[int | None, typer.Option(help="Banyak proses.", min=1, show_default=False)] = None,
    no_pdf: options.NoPdf = False,
) -> None:
    """Tulis berkas contoh ke data/sample, lalu buat semua laporan darinya."""
    from evalhelpers.cli.workers import Workers

    with Workers(workers) as processes:
        raise typer.Exit(_demo(processes, params, outputs, seed, recipients, districts, pdf=not no_pdf))


def _demo(
    processes: Workers,
    params: Path | None,
    outputs: Path | None,
    seed: int,
    recipients: int | None,
    districts: int | None,
    *,
    pdf: bool,
) -> int:
    project = options.place(params, None, outputs, None).project
    from evalhelpers import sample
    from evalhelpers.cli.alone import alone
    from evalhelpers.cli.batch import run_batch
    from evalhelpers.cli.planning import Wanted
    from evalhelpers.cli.summary import console

    data = project.root / "data"
    if districts is not None and districts > len(project.districts):
        params = data / "sample-params"
        shutil.rmtree(params, ignore_errors=True)
        sample.params(project.params_dir, params, districts=districts, reference=project.reference)
    here = options.place(params, data / "sample", outputs, data / "sample-identity")
    out = console()
    summary = sample.write(
        here.raw, reference=project.reference, seed=seed, recipients=recipients, districts=districts
    )
    out.print(f"Berkas contoh: {summary.files} berkas di {here.raw}")
    sheets = options.run_sheets(here.project, None, every=True)
    with alone(here.outputs):
        return run_batch(here, Wanted(sheets, pdf=pdf), processes)
