"""`evalhelpers spot-check`: a random list of persons for an examiner to visit."""

from __future__ import annotations

from itertools import count
from pathlib import Path
from typing import Annotated

import typer

from evalhelpers.cli import options

NAME = "uji-petik"


def spot_check(
    period: Annotated[str, typer.Argument(metavar="PERIODE", help="Misalnya 2025-S1.", show_default=False)],
    *,
    size: Annotated[int, typer.Option("--n", help="Banyaknya orang.", min=1)] = 20,
    seed: Annotated[
        int,
        typer.Option(
            help="Benih acak, sebaiknya dari pemeriksa; benih yang sama memberi daftar yang sama.",
            show_default=False,
        ),
    ],
    params: options.Params = None,
    outputs: options.Outputs = None,
) -> None:
    """Ambil daftar acak berstrata dari penerima yang dievaluasi, untuk dikunjungi pemeriksa."""
    from evalhelpers.cli.alone import alone
    from evalhelpers.cli.auditing import Look, page_problems, prepared_data
    from evalhelpers.cli.planning import PROVINCE
    from evalhelpers.cli.summary import console
    from evalhelpers.errors import ParamError

    here = options.place(params, None, outputs, None)
    if problems := page_problems(here, PROVINCE, period):
        raise ParamError(*problems)
    with alone(here.outputs):
        folder, sample = prepared_data(here.outputs)
        look = Look(here.project, folder, PROVINCE, period, sample)
        from evalhelpers import audit

        drawn = audit.draw(
            look.tables,
            period=look.period,
            rules=here.project.rules(here.project.runs[period]),
            reference=here.project.reference,
            districts=look.districts,
            size=size,
            seed=seed,
        )
        out = console()
        for line in audit.summary(drawn, look.about):
            out.print(line)
        path = here.outputs / "internal" / "audit" / period / f"{NAME}.xlsx"
        words = look.about.voice.audit
        if kept := _put(path, audit.spot_book(drawn, look.tables, look.sources, look.about)):
            out.print(words.SPOT_KEPT.format(path=kept))
        out.print(words.BOOK.format(path=path))


def _put(path: Path, data: bytes) -> Path | None:
    """Write a list; one that is there and differs, perhaps filled in, is kept under the name returned."""
    from evalhelpers.press.files import write_atomically

    kept = None
    if path.exists() and path.read_bytes() != data:
        numbered = (path.with_name(f"{NAME}-lama-{number}.xlsx") for number in count(1))
        kept = next(place for place in numbered if not place.exists())
        path.rename(kept)
    write_atomically(path, data)
    return kept
