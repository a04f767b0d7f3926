"""Shared fixtures and the rule that in CI a skipped test is a failure."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from document_sample import FRONT

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
    return FRONT
