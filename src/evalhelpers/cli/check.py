"""`evalhelpers check`: prepare the data and show what came in, without making reports."""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

from evalhelpers.cli import options

if TYPE_CHECKING:
    from evalhelpers.prepare import Prepared


def check(
    periods: options.Periods = None,
    *,
    workers: Annotated[int | None, typer.Option(help="Banyak proses.", min=1, show_default=False)] = None,
    params: options.Params = None,
    raw: options.Raw = None,
    outputs: options.Outputs = None,
    identity: options.Identity = None,
) -> None:
    """Periksa berkas mentah: neraca baris, masalah, daftar perbaikan, dan halaman mutu data."""
    from evalhelpers.cli.alone import alone
    from evalhelpers.cli.data import prepare_data
    from evalhelpers.cli.quality import make_pages
    from evalhelpers.cli.summary import console, show_account, show_issues
    from evalhelpers.cli.workers import Workers

    with ExitStack() as stack:
        processes = stack.enter_context(Workers(workers))
        here = options.place(params, raw, outputs, identity)
        sheets = options.run_sheets(here.project, periods)
        wanted = {sheet.period for sheet in sheets} if periods else None
        out = console()
        stack.enter_context(alone(here.outputs))
        prepared = prepare_data(here, out, workers=processes.count)
        show_account(out, prepared.account)
        issues = prepared.issues
        show_issues(out, issues[issues["period"].isin({*wanted, ""})] if wanted else issues)
        folder = here.outputs / "internal" / "corrections"
        lists = sorted(p for p in folder.glob("*/*.xlsx") if not wanted or p.parent.name in wanted)
        out.print(f"Daftar perbaikan: {len(lists)} berkas di {folder}")
        for path in lists:
            out.print(f"  {path.relative_to(folder).as_posix()}")
        _show_answers(out, prepared)
        pages = make_pages(here, sheets, prepared, processes, out)
    bad = prepared.unreadable or any(page.status != "ok" for page in pages)
    raise typer.Exit(1 if bad else 0)


def _show_answers(out: Console, prepared: Prepared) -> None:
    """Say what became of the answers of correction lists among the raw files."""
    counts = prepared.answers
    if counts:
        said = ", ".join(f"{count} {state}" for state, count in sorted(counts.items()))
        out.print(f"Jawaban daftar perbaikan: {said}.")
