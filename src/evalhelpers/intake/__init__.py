"""The only readers of raw files: everything comes in as text, with file, sheet, row and column."""

from __future__ import annotations

from evalhelpers.intake.answers import Answer
from evalhelpers.intake.folder import look, raw_files, read_one, rule_for, together, unreadable
from evalhelpers.intake.model import ANSWERS, FileState, Intake, RawTable
from evalhelpers.intake.repeats import parent_file

__all__ = [
    "ANSWERS",
    "Answer",
    "FileState",
    "Intake",
    "RawTable",
    "look",
    "parent_file",
    "raw_files",
    "read_one",
    "rule_for",
    "together",
    "unreadable",
]
