"""`evalhelpers plan`: which reports would be made, and why."""

from __future__ import annotations

import typer

from evalhelpers.cli import options


def plan(
    periods: options.Periods = None,
    *,
    district: options.Only = None,
    every: options.Every = False,
    force: options.Force = False,
    no_pdf: options.NoPdf = False,
    params: options.Params = None,
    raw: options.Raw = None,
    outputs: options.Outputs = None,
    identity: options.Identity = None,
) -> None:
    """Tampilkan laporan mana yang akan dibuat ulang dan sebabnya, tanpa membuatnya."""
    from evalhelpers.cli.alone import alone
    from evalhelpers.cli.workers import Workers

    with Workers(None) as processes:
        here = options.place(params, raw, outputs, identity)
        from evalhelpers.cli.planning import Wanted, make_plan
        from evalhelpers.cli.summary import console

        sheets = options.run_sheets(here.project, periods, every=every)
        out = console()
        wanted = Wanted(sheets, district or (), pdf=not no_pdf, force=force)
        with alone(here.outputs):
            planned = make_plan(here, wanted, processes, out)
    for decision in planned.decisions:
        out.print(f"{decision}{' → dibuat' if decision.is_due else ''}")
    for result in planned.held:
        out.print(f"{result.district} {result.period}: tidak dapat dibuat. {result.cause}")
    out.print(f"{len(planned.due)} dari {len(planned.tasks) + len(planned.held)} laporan akan dibuat.")
    raise typer.Exit(1 if planned.prepared.unreadable else 0)
