"""Shared fixtures and the rule that in CI a skipped test is a failure."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from evalhelpers.press.front import Front

ROOT = Path(__file__).parents[1]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]):
    report = yield
    # CI has all that a test can ask for here, so a skip there hides a missing install step.
    if report.skipped and os.environ.get("EVALHELPERS_SKIP_IS_FAILURE") and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"skipped in CI: {report.longrepr}"
    return report


@pytest.fixture(scope="session")
def root() -> Path:
    """Return the project folder."""
    return ROOT


@pytest.fixture
def front() -> Front:
    """Return the front matter of a draft report on sample data."""
    return Front(
        language="id",
        title="Laporan Evaluasi Bantuan Usaha Ekonomi Produktif (UEP) Kategori Individu",
        place="Kota Tarakan",
        period="Semester I Tahun 2025",
        period_code="2025-S1",
        letterhead=("PEMERINTAH PROVINSI KALIMANTAN UTARA", "DINAS SOSIAL"),
        office="Dinas Sosial Provinsi Kalimantan Utara",
        marks=("KONSEP", "DATA CONTOH – bukan data sebenarnya"),
        restricted="TERBATAS – untuk pimpinan, tidak untuk disebarluaskan",
        report_date="2025-07-15",
        report_number="Nomor: belum ditetapkan",
        signature=("Tanjung Selor, 15 Juli 2025", "Kepala Dinas Sosial", "", "", ""),
        accent="#0B5A8A",
    )
