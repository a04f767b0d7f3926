"""`evalhelpers trace`: where a number comes from."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from evalhelpers.cli import options

if TYPE_CHECKING:
    import pandas as pd

    from evalhelpers.cli.auditing import Look


def trace(
    district: Annotated[
        str, typer.Argument(metavar="WILAYAH", help="Kabupaten/kota, atau `provinsi`.", show_default=False)
    ],
    period: Annotated[str, typer.Argument(metavar="PERIODE", help="Misalnya 2025-S1.", show_default=False)],
    code: Annotated[
        str,
        typer.Argument(
            metavar="KODE",
            help="B3, B3.berkembang, B3.berkembang/tahun=2024, atau kode angka dari halaman.",
            show_default=False,
        ),
    ],
    *,
    params: options.Params = None,
    outputs: options.Outputs = None,
) -> None:
    """Tunjukkan asal satu angka: pembilang, penyebut, yang belum diketahui, dan barisnya di berkas mentah."""
    from evalhelpers.cli.alone import alone
    from evalhelpers.cli.auditing import Look, page_problems, prepared_data
    from evalhelpers.cli.summary import console
    from evalhelpers.errors import ParamError

    here = options.place(params, None, outputs, None)
    from evalhelpers import audit

    problems = page_problems(here, district, period)
    try:
        choice = audit.read(code, period)
    except ParamError as error:
        problems += error.problems
    if problems:
        raise ParamError(*problems)
    with alone(here.outputs):
        folder, sample = prepared_data(here.outputs)
        look = Look(here.project, folder, district, period, sample)
        out = console()
        [(_, found)] = look.traces([choice.code])
        asked = choice.of(found.values)
        for line in audit.lines(found, asked, look.about):
            out.print(line)
        out.print()
        if len(asked):
            for line in _beside_the_page(look, asked, here.outputs):
                out.print(line)
        from evalhelpers.press.files import write_atomically

        name = re.sub(r"[^A-Za-z0-9._-]+", "-", choice.name)
        path = here.outputs / "internal" / "trace" / period / f"{district}-{name}.xlsx"
        made = audit.book(
            [(choice.code, found)], look.tables, look.sources, look.about,
            choice=choice if choice.measure else None,
        )  # fmt: skip
        write_atomically(path, made)
        out.print(look.about.voice.audit.BOOK.format(path=path))


def _beside_the_page(look: Look, asked: pd.DataFrame, outputs: Path) -> list[str]:
    """Say whether the values are those of the published page."""
    from evalhelpers import audit

    words = look.about.voice.audit
    path = outputs / "site" / look.text / look.slug / "indikator.csv"
    try:
        published = path.read_text(encoding="utf-8")
    except OSError:
        return [words.NOT_PUBLISHED]
    found = audit.compare(asked, published)
    told = []
    if found.different:
        ids = ", ".join(found.different[:5]) + (", …" if len(found.different) > 5 else "")
        told.append(words.DIFFERENT.format(path=path, ids=ids, period=look.text))
    elif found.hidden < len(asked):
        told.append(words.SAME.format(path=path))
    if found.hidden:
        told.append(words.HIDDEN.format(count=found.hidden))
    return told
