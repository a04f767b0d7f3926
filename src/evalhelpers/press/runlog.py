"""The log of each run: one line per report, for `status` and for whoever asks why a report was made."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from evalhelpers.press.run import Result


def append(path: Path, result: Result, reasons: Sequence[str] = ()) -> None:
    """Add one line for one report to the run log, with the reasons why it was made."""
    path.parent.mkdir(parents=True, exist_ok=True)
    line = {
        "period": result.period,
        "district": result.district,
        "status": result.status,
        "seconds": round(result.seconds, 2),
        "cause": result.cause,
        "reasons": list(reasons),
        "sizes": result.sizes,
    }
    with path.open("a", encoding="utf-8", newline="\n") as log:
        log.write(json.dumps(line, ensure_ascii=False) + "\n")


def last_causes(folder: Path) -> dict[tuple[str, str], str]:
    """Return from the run logs why the latest attempt at each report failed, by period and district."""
    causes: dict[tuple[str, str], str] = {}
    for path in sorted(folder.glob("*.jsonl")):
        for text in path.read_text(encoding="utf-8").splitlines():
            try:
                line = json.loads(text)
            except ValueError:
                continue  # the last line of a run that was cut off
            causes[line["period"], line["district"]] = line["cause"]
    return causes
