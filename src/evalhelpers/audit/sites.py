"""Where the rows of the cleaned tables come from, by their numbers: whose they are, file, sheet and row."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

import numpy as np
import pandas as pd

from evalhelpers.dictionary import TABLES
from evalhelpers.excel import clean

SITE = ("berkas", "lembar", "baris")
OWNER = ("id_penerima", "id_bantuan", "key")
VISIT = ("visit_day", *(f"visit_{name}" for name in SITE))


class Sites:
    """Whose the rows of some tables are and where they lie in the raw files, as cells of a sheet.

    Parameters
    ----------
    tables, sources
        What `dataset.load` and `dataset.sources` give for the same place and day.
    """

    def __init__(self, tables: Mapping[str, pd.DataFrame], sources: Mapping[str, pd.DataFrame]) -> None:
        self.tables, self.sources = tables, sources
        self._owners: dict[str, dict[str, np.ndarray]] = {}

    def owners(self, table: str, rows: np.ndarray) -> dict[str, np.ndarray]:
        """Return the person and grant of each row, or the key of a row that has neither, and its place."""
        if table not in self._owners:
            self._owners[table] = self._of(table)
        return {name: column[rows] for name, column in self._owners[table].items()}

    def visits(self, rows: np.ndarray) -> dict[str, np.ndarray]:
        """Return day and place of visits; empty where the number is -1."""
        return {name: column[rows] for name, column in self._visits.items()}

    @cached_property
    def _visits(self) -> dict[str, np.ndarray]:
        # A last entry that is empty stands for no visit: it is what -1 picks.
        cells = {"visit_day": _cells(self.tables["kunjungan"]["tgl_kunjungan"].dt.strftime("%Y-%m-%d"))}
        cells |= {f"visit_{name}": _cells(self.sources["kunjungan"][name]) for name in SITE}
        nothing = np.full(1, None, dtype=object)
        return {name: np.concatenate([column, nothing]) for name, column in cells.items()}

    def _of(self, table: str) -> dict[str, np.ndarray]:
        rows = self.tables[table]
        found = {name: _cells(rows[name]) if name in rows else _none(rows) for name in OWNER[:2]}
        named = any(name in rows for name in OWNER[:2])
        found["key"] = _none(rows) if named else _key(rows, TABLES[table].key)
        return found | {name: _cells(self.sources[table][name]) for name in SITE}


def _none(rows: pd.DataFrame) -> np.ndarray:
    return np.full(len(rows), None, dtype=object)


def _cells(column: pd.Series) -> np.ndarray:
    """Return clean texts and numbers, None where missing."""
    if pd.api.types.is_numeric_dtype(column):
        return column.astype("object").where(column.notna(), None).to_numpy(dtype=object)
    words = {text: clean(str(text)) for text in column.dropna().unique()}
    return np.array([words.get(text) for text in column], dtype=object)


def _key(rows: pd.DataFrame, names: tuple[str, ...]) -> np.ndarray:
    parts = [
        rows[name].dt.strftime("%Y-%m-%d") if pd.api.types.is_datetime64_any_dtype(rows[name]) else rows[name]
        for name in names
    ]
    texts = pd.concat([part.astype("object").map(str, na_action="ignore") for part in parts], axis=1)
    return np.array(
        [clean(" / ".join(text for text in row if isinstance(text, str))) for row in texts.to_numpy()],
        dtype=object,
    )
