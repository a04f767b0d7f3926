"""Options every command shares, and the folders they stand for."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from evalhelpers.cli.basis import Basis
    from evalhelpers.params import Project, RunSheet

Params = Annotated[
    Path | None, typer.Option("--params", help="Folder parameter [bawaan: params].", show_default=False)
]
Raw = Annotated[
    Path | None, typer.Option("--raw", help="Folder berkas mentah [bawaan: data/raw].", show_default=False)
]
Outputs = Annotated[
    Path | None, typer.Option("--outputs", help="Folder hasil [bawaan: outputs].", show_default=False)
]
Identity = Annotated[
    Path | None,
    typer.Option("--identity", help="Folder rahasia identitas [bawaan: data/identity].", show_default=False),
]
Periods = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[PERIODE]...", help="Misalnya 2025-S1; tanpa ini lembar kerja terbaru.", show_default=False
    ),
]


Only = Annotated[
    list[str] | None,
    typer.Option(
        "--district",
        help="Hanya kabupaten/kota ini (boleh diulang); `provinsi` untuk rekap.",
        show_default=False,
    ),
]
Every = Annotated[bool, typer.Option("--all", help="Semua periode yang punya lembar kerja.")]
Force = Annotated[bool, typer.Option("--force", help="Buat ulang semuanya, juga yang tidak berubah.")]
NoPdf = Annotated[bool, typer.Option("--no-pdf", help="Tanpa PDF.")]


@dataclass(frozen=True)
class Place:
    """The project and the folders a command works with, and the fingerprints it begins with."""

    basis: Basis
    project: Project
    raw: Path
    outputs: Path
    identity: Path


def place(params: Path | None, raw: Path | None, outputs: Path | None, identity: Path | None) -> Place:
    """Find the project upwards from here and settle its folders.

    Raises
    ------
    ParamError
        If there is no project, or its parameters are wrong.
    """
    from evalhelpers.cli.basis import Basis, Code

    code = Code.now()
    from evalhelpers.params import find_project, read_project

    root = find_project(Path.cwd())
    folder = params.resolve() if params else root / "params"
    basis = Basis.of(code, root, folder)
    project = read_project(root, folder)
    return Place(
        basis,
        project,
        raw.resolve() if raw else root / project.sources.raw,
        outputs.resolve() if outputs else root / "outputs",
        identity.resolve() if identity else root / "data" / "identity",
    )


def run_sheets(project: Project, periods: list[str] | None, *, every: bool = False) -> list[RunSheet]:
    """Return the run sheets asked for: those named, all, or the newest.

    Raises
    ------
    ParamError
        If a period has no run sheet, or none exists.
    """
    from evalhelpers.errors import ParamError
    from evalhelpers.periods import Period

    known = sorted(project.runs, key=lambda text: (Period.parse(text).end, Period.parse(text).months))
    if not known:
        raise ParamError(
            f"Belum ada lembar kerja periode di {project.params_dir}; buat misalnya 2025-S1.yaml"
        )
    if periods and every:
        raise ParamError("Tulis periode atau --all, jangan keduanya")
    if periods:
        unknown = [p for p in periods if p not in project.runs]
        if unknown:
            raise ParamError(
                *(f"Periode {p!r} tidak punya lembar kerja; yang ada: {', '.join(known)}" for p in unknown)
            )
        return [project.runs[p] for p in dict.fromkeys(periods)]
    return [project.runs[p] for p in (known if every else known[-1:])]
