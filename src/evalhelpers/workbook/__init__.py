"""What a report notebook opens: one district (or the province) and one period."""

from __future__ import annotations

from evalhelpers.workbook.quality import Quality, open_quality
from evalhelpers.workbook.report import Report, open_report
from evalhelpers.workbook.section import Section

__all__ = ["Quality", "Report", "Section", "open_quality", "open_report"]
