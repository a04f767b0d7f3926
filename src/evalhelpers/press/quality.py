"""Data-quality pages: made as reports are, kept below `internal`, and never published."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

from evalhelpers.blocks import Values
from evalhelpers.errors import GateError
from evalhelpers.press.document import Document, shown
from evalhelpers.press.files import write_atomically
from evalhelpers.press.run import Result, Task, attempt, execute

MARK = ".mutu"


def page_path(task: Task) -> Path:
    """Return where the page of a task is kept."""
    return task.outputs / "internal" / "quality" / task.period / f"{task.district}.html"


def produce(task: Task) -> Result:
    """Make one page; never raises for a bad one."""
    from evalhelpers.press import kernels

    result = attempt(task, lambda: _make(task))
    return replace(result, notes=tuple(sorted(kernels.said())))


def _make(task: Task) -> dict[str, int]:
    # Imported here: who only plans and waits needs no template.
    from evalhelpers.press import gate
    from evalhelpers.press.html import page

    shutil.rmtree(task.staging, ignore_errors=True)
    task.staging.mkdir(parents=True)
    document = Document(shown(execute(task)), Values((), ()))
    data = page(document, task.front, links=False, has_pdf=False).encode("utf-8")
    # Nobody is named even here: a page is easily sent on.
    breaches = gate.check_page(page_path(task).name, data, gate.read_forbidden(task.forbidden))
    if breaches:
        raise GateError(f"Halaman mutu {task.name} tidak dibuat:\n" + "\n".join(f"  {b}" for b in breaches))
    write_atomically(page_path(task), data)
    return {page_path(task).name: len(data)}
