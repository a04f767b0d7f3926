"""The only readers of raw files: everything comes in as text, with file, sheet, row and column."""

from __future__ import annotations

from evalhelpers.intake.answers import Answer
from evalhelpers.intake.folder import look, raw_files, read_one, rule_for, together, unreadable
from evalhelpers.intake.model import ANSWERS, FileState, Intake, RawTable

__all__ = [
    "ANSWERS",
    "Answer",
    "FileState",
    "Intake",
    "RawTable",
    "look",
    "raw_files",
    "read_one",
    "rule_for",
    "together",
    "unreadable",
]
