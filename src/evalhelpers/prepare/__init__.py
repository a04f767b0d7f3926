"""From raw files to the dataset: intake, clean, validate, identity, fates, and the lists to correct.

Everything is decided before anything is written to `outputs`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from evalhelpers import identity
from evalhelpers.fingerprints import of_package
from evalhelpers.params import Project
from evalhelpers.prepare import recall
from evalhelpers.prepare.guard import check_folders
from evalhelpers.prepare.outcome import Prepared, made, recalled

__all__ = ["Prepared", "run"]


def run(
    project: Project,
    raw: Path,
    outputs: Path,
    identity_folder: Path,
    *,
    basis: Mapping[str, Any] | None = None,
    workers: int = 2,
    progress: Callable[[str, int, int], None] | None = None,
) -> Prepared:
    """Prepare the data of a raw folder: read, clean, check, give pseudonyms, write.

    Parameters
    ----------
    project
        Parameters, already checked.
    raw, outputs, identity_folder
        Where the files are, where results go, and where what identifies persons is kept.
    basis
        Fingerprints of code, environment and parameters, taken before any of them was read. With them,
        nothing is done again that was done before from the same inputs.
    workers
        How many files are read at once.
    progress
        Called with a word for the step, steps done and steps in all.

    Raises
    ------
    ParamError
        If the folders are wrong or hold data of another origin; nothing has been written then.
    DataError
        If the account does not balance; `outputs` is as before.
    """
    origin = check_folders(raw, outputs, identity_folder)
    vault = identity.unlock(identity_folder)
    internal = outputs / "internal"
    known = internal / "cache" / "prepare.json"
    made_from = None if basis is None else recall.inputs(basis, raw, vault)
    if recall.is_known(known, made_from, made(internal, identity_folder)):
        return recalled(internal, origin)
    # Imported here: a run with nothing to prepare need not wait for it.
    from evalhelpers.prepare.work import prepare

    prepared = prepare(
        project, raw, outputs, vault, origin, basis or {"package": of_package()}, workers, progress or _silent
    )
    recall.remember(known, made_from if prepared.is_steady else None, made(internal, identity_folder))
    return prepared


def _silent(step: str, done: int, total: int) -> None:
    """Report no progress."""
