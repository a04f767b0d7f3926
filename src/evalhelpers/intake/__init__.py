"""The only readers of raw files: everything comes in as text, with file, sheet, row and column."""

from __future__ import annotations

from evalhelpers.intake.folder import read_folder
from evalhelpers.intake.model import FileState, Intake, RawTable

__all__ = ["FileState", "Intake", "RawTable", "read_folder"]
