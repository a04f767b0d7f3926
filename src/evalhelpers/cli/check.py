"""`evalhelpers check`: prepare the data and show what came in, without making reports."""

from __future__ import annotations

import typer

from evalhelpers.cli import options


def check(
    periods: options.Periods = None,
    *,
    params: options.Params = None,
    raw: options.Raw = None,
    outputs: options.Outputs = None,
    identity: options.Identity = None,
) -> None:
    """Periksa berkas mentah: neraca baris, masalah data, dan daftar perbaikan untuk kabupaten/kota."""
    from evalhelpers.cli.alone import alone
    from evalhelpers.cli.data import prepare_data
    from evalhelpers.cli.summary import console, show_account, show_issues

    here = options.place(params, raw, outputs, identity)
    wanted = {sheet.period for sheet in options.run_sheets(here.project, periods, every=not periods)}
    out = console()
    with alone(here.outputs):
        prepared = prepare_data(here, out)
    show_account(out, prepared.account)
    issues = prepared.issues
    show_issues(out, issues[issues["period"].isin({*wanted, ""})] if periods else issues)
    folder = here.outputs / "internal" / "corrections"
    lists = sorted(p for p in folder.glob("*/*.xlsx") if not periods or p.parent.name in wanted)
    out.print(f"Daftar perbaikan: {len(lists)} berkas di {folder}")
    for path in lists:
        out.print(f"  {path.relative_to(folder).as_posix()}")
    raise typer.Exit(1 if prepared.unreadable else 0)
