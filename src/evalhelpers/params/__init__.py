"""Typed parameters: programme, districts, sources and run sheets, all checked before anything runs."""

from __future__ import annotations

from evalhelpers.params.models import (
    Agency,
    District,
    Format,
    Programme,
    RunSheet,
    Signatory,
    SourceRule,
    Sources,
    TableRule,
    Theme,
)
from evalhelpers.params.project import Project, find_project, nearest, read_project

__all__ = [
    "Agency",
    "District",
    "Format",
    "Programme",
    "Project",
    "RunSheet",
    "Signatory",
    "SourceRule",
    "Sources",
    "TableRule",
    "Theme",
    "find_project",
    "nearest",
    "read_project",
]
