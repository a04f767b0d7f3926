"""The command line: one small module per command, heavy imports inside the commands."""

from __future__ import annotations

import signal
import sys

import typer
from rich.console import Console

from evalhelpers import __version__
from evalhelpers.cli import check, demo, plan, run, spot, status, trace
from evalhelpers.errors import EvalError

INTERRUPTED = 130

app = typer.Typer(
    name="evalhelpers",
    help="Laporan evaluasi bantuan UEP perorangan: dari berkas mentah ke halaman untuk pimpinan.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.command("demo")(demo.demo)
app.command("check")(check.check)
app.command("plan")(plan.plan)
app.command("run")(run.run)
app.command("status")(status.status)
app.command("trace")(trace.trace)
app.command("spot-check")(spot.spot_check)


@app.callback(invoke_without_command=True)
def _version(
    context: typer.Context,
    version: bool = typer.Option(False, "--version", help="Tampilkan versi lalu selesai."),
) -> None:
    if version:
        typer.echo(f"evalhelpers {__version__}")
        raise typer.Exit
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())


def main() -> None:
    """Run the command line; every error a user can mend ends with its message and exit code."""
    for stream in (sys.stdout, sys.stderr):
        # A Windows console with an old code page must not stop a report over an en dash.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    # Whoever ends the program politely gets the same clean ending as with Ctrl-C.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        app(standalone_mode=True)
    except EvalError as error:
        Console(stderr=True, highlight=False, soft_wrap=True).print(f"Gagal: {error}", markup=False)
        sys.exit(error.exit_code)
    except SystemExit as ended:
        # Typer turns Ctrl-C into this code without a word.
        if ended.code == INTERRUPTED:
            Console(stderr=True).print("Dihentikan. Laporan yang sudah selesai tetap utuh.", markup=False)
        raise
