"""What a preparation leaves behind, and how a later one takes it up."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from evalhelpers import dictionary, identity
from evalhelpers.intake.model import FileState
from evalhelpers.issues import AccountLine
from evalhelpers.prepare.guard import Origin

# What became of the answers of correction lists, masked.
AMENDMENTS = "amendments.csv"


@dataclass(frozen=True)
class Prepared:
    """What a preparation left behind.

    Attributes
    ----------
    dataset
        The folder with the cleaned tables.
    origin
        Whether they come from the sample programme or from the office.
    account
        Rows and their fates per file, sheet and table; it balances.
    issues
        The masked log, one row per issue, with `id_masalah`.
    files
        State of every raw file.
    unreadable
        Those of them that could not be read or lack a required sheet or column.
    is_recalled
        Whether all of it is the outcome of an earlier preparation from the same inputs.
    failed_districts
        Why a district could not be prepared, by slug; its older partitions and pages stay.
    gone
        Files of the last run that are no longer there.
    answers
        What became of the answers of correction lists: how many, by state.
    """

    dataset: Path
    origin: Origin
    account: tuple[AccountLine, ...]
    issues: pd.DataFrame
    files: tuple[FileState, ...]
    unreadable: tuple[FileState, ...]
    failed_districts: dict[str, str]
    gone: tuple[str, ...]
    answers: dict[str, int] = field(default_factory=dict)
    is_recalled: bool = False

    @property
    def is_steady(self) -> bool:
        """Say whether preparing the same files again would give the same, and nothing is left to tell."""
        unread = any(state.status == "unreadable" for state in self.files)
        return not (unread or self.unreadable or self.failed_districts or self.gone)

    @property
    def rows(self) -> dict[str, int]:
        """Return the rows kept, by table."""
        kept = dict.fromkeys(dictionary.TABLES, 0)
        for line in self.account:
            if line.table:
                kept[line.table] += line.kept
        return kept


def recalled(internal: Path, origin: Origin) -> Prepared:
    """Return what the last preparation left; it had neither unreadable files nor failed districts."""
    stored = json.loads((internal / "account.json").read_text(encoding="utf-8"))
    states = (state | {"sha256": state["sha256"].replace(":", "")} for state in stored["files"])
    return Prepared(
        dataset=internal / "dataset",
        origin=origin,
        account=tuple(AccountLine(**line) for line in stored["lines"]),
        issues=pd.read_parquet(internal / "issues.parquet"),
        files=tuple(FileState(**state) for state in states),
        unreadable=(),
        failed_districts={},
        gone=(),
        answers=stored["answers"],
        is_recalled=True,
    )


def made(internal: Path, identity_folder: Path) -> dict[str, Path]:
    """Return the files that a preparation leaves behind, by a name that does not depend on the place."""
    plans = internal / "dataset" / "plan"
    folders = (internal / "dataset", internal / "corrections", internal / "quarantine")
    found = {
        f"internal/{path.relative_to(internal).as_posix()}": path
        for folder in folders
        for path in folder.rglob("*")
        if path.is_file() and not path.is_relative_to(plans)
    }
    for name in ("account.json", "files.json", "issues.parquet", "origin.json", AMENDMENTS):
        if (internal / name).exists() or name != AMENDMENTS:
            found[f"internal/{name}"] = internal / name
    for path in identity_folder.iterdir():
        if path.is_file() and path.name != identity.KEY_NAME:
            found[f"identity/{path.name}"] = path
    return found
