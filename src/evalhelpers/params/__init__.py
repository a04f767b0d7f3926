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
from evalhelpers.params.project import LOGO_KINDS, Project, find_project, read_project
from evalhelpers.params.recommendations import Condition, Deed, Recommendations, Rule
from evalhelpers.params.wording import nearest

__all__ = [
    "LOGO_KINDS",
    "Agency",
    "Condition",
    "Deed",
    "District",
    "Format",
    "Programme",
    "Project",
    "Recommendations",
    "Rule",
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
