"""What a report notebook opens: one district (or the province) and one period."""

from __future__ import annotations

from evalhelpers.workbook.report import Report, open_report
from evalhelpers.workbook.section import Section

__all__ = ["Report", "Section", "open_report"]
