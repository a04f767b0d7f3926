"""`evalhelpers run`: prepare, run the notebooks, press and publish."""

from __future__ import annotations

from contextlib import ExitStack
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
    from evalhelpers.cli.alone import alone
    from evalhelpers.cli.workers import Workers

    with ExitStack() as stack:
        processes = stack.enter_context(Workers(workers))
        here = options.place(params, raw, outputs, identity)
        stack.enter_context(alone(here.outputs))
        from evalhelpers.cli.batch import Cluster, run_batch
        from evalhelpers.cli.planning import Wanted

        sheets = options.run_sheets(here.project, periods, every=every)
        wanted = Wanted(sheets, district or (), pdf=not no_pdf, force=force)
        cluster = None
        if dask:
            from evalhelpers.press.cluster import connect

            shared = store or (here.outputs / "internal" / "store").as_uri()
            cluster = Cluster(stack.enter_context(connect(dask, processes.count)), shared)
        code = run_batch(here, wanted, processes, fail_fast=fail_fast, cluster=cluster)
    raise typer.Exit(code)
