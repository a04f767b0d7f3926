"""`evalhelpers run`: prepare, run the notebooks, press and publish."""

from __future__ import annotations

from typing import Annotated

import typer

from evalhelpers.cli import options


def run(
    periods: options.Periods = None,
    *,
    district: options.Only = None,
    every: options.Every = False,
    workers: Annotated[int | None, typer.Option(help="Banyak proses.", min=1, show_default=False)] = None,
    fail_fast: Annotated[
        bool, typer.Option("--fail-fast", help="Berhenti setelah laporan pertama gagal.")
    ] = False,
    dask: Annotated[
        str | None,
        typer.Option(
            help="Buat laporan di klaster Dask: alamat penjadwal, atau `local`.", show_default=False
        ),
    ] = None,
    store: Annotated[
        str | None,
        typer.Option(
            help="Tempat berbagi berkas dengan klaster, alamat fsspec [bawaan: di folder hasil].",
            show_default=False,
        ),
    ] = None,
    force: options.Force = False,
    no_pdf: options.NoPdf = False,
    params: options.Params = None,
    raw: options.Raw = None,
    outputs: options.Outputs = None,
    identity: options.Identity = None,
) -> None:
    """Buat dan terbitkan laporan per kabupaten/kota dan rekap provinsi."""
    from evalhelpers.cli.workers import Workers

    with Workers(workers) as processes:
        here = options.place(params, raw, outputs, identity)
        from evalhelpers.cli.batch import Cluster, Wanted, run_batch

        sheets = options.run_sheets(here.project, periods, every=every)
        wanted = Wanted(sheets, district or (), pdf=not no_pdf, force=force)
        shared = store or (here.outputs / "internal" / "store").as_uri()
        cluster = Cluster(dask, shared) if dask else None
        code = run_batch(here, wanted, processes, fail_fast=fail_fast, cluster=cluster)
    raise typer.Exit(code)
