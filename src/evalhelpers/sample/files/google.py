"""The Google Forms CSV: question texts as headers, local time, answers typed or chosen by label."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

import pandas as pd

from evalhelpers.sample.files.headings import QUESTIONS
from evalhelpers.sample.files.texts import Hand, Writer
from evalhelpers.sample.ledger import Cell, Ledger, RawRow

HAND = Hand({"dots": 4, "number": 4, "rp": 2, "jt": 1, "rb": 1}, {"slash_full": 1}, words=0.0)


def cells(truth: dict[str, object], writer: Writer) -> dict[str, Cell]:
    """Return one answer sheet."""
    result = writer.row(truth)
    result["waktu_kirim"] = pd.Timestamp(truth["waktu_kirim"]).strftime("%d/%m/%Y %H:%M:%S")
    return result


def write(dest: Path, rows: Sequence[RawRow], ledger: Ledger) -> None:
    """Write the answers in the order they came in."""
    path = dest / "google" / "Pemantauan UEP Tarakan (Responses) - Form Responses 1.csv"
    file = path.relative_to(dest).as_posix()
    buffer = io.StringIO()
    # Google ends lines with CR LF; every answer stays on one line, so rows are lines.
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(QUESTIONS.values())
    ordered = sorted(rows, key=lambda raw: str(raw.truth["waktu_kirim"]))
    for number, raw in enumerate(ordered, start=2):
        writer.writerow([_text(raw.cells.get(column)) for column in QUESTIONS])
        ledger.note(raw, file, "", number)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(buffer.getvalue().encode())
    ledger.files.append(file)


def _text(value: Cell) -> str:
    if isinstance(value, datetime | date):
        return value.strftime("%d/%m/%Y")
    return "" if value is None else str(value)
