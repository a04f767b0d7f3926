"""Numbers of final reports as they were published, so that a later revision of the data is told (rule 24).

When a final period is published, the `indikator.csv` of each report is kept as
``params/published/<period>/<district>.csv``.
"""

from __future__ import annotations

import csv
from pathlib import Path

from evalhelpers.errors import ParamError

FOLDER = "published"
_KEY = ("code", "measure", "group", "period")
_NUMBERS = ("value", "numerator", "denominator")


def read_published(params: Path, period: str, slug: str) -> dict[str, float] | None:
    """Return the published numbers of a period by fact id; None where nothing is kept of it.

    Only rows of that period count: a report also holds the numbers of periods it compares with.

    Raises
    ------
    ParamError
        If the file is no `indikator.csv`.
    """
    path = params / FOLDER / period / f"{slug}.csv"
    if not path.exists():
        return None
    with path.open(encoding="utf-8-sig", newline="") as lines:
        reader = csv.DictReader(lines)
        lacking = [name for name in (*_KEY, *_NUMBERS) if name not in (reader.fieldnames or ())]
        if lacking:
            raise ParamError(f"{path}:1: bukan indikator.csv; tidak ada kolom {', '.join(lacking)}")
        found: dict[str, float] = {}
        for row in reader:
            if row["period"] != period:
                continue
            start = f"{row['code']}.{row['measure']}/{row['group']}/{row['period']}"
            for name in _NUMBERS:
                if not row[name]:
                    continue
                try:
                    found[f"{start}/{name}"] = float(row[name])
                except ValueError:
                    raise ParamError(
                        f"{path}:{reader.line_num}: {name} {row[name]!r} bukan angka; salin lagi "
                        "indikator.csv dari laporan yang diterbitkan"
                    ) from None
    return found
