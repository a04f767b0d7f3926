"""Fingerprints of code, environment and parameters, taken before any of them is used.

What changes afterwards has another fingerprint at the next run and is noticed then; taken later, a
change in between would go unnoticed for ever.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evalhelpers import fingerprints

# Not an ingredient of a report: it says how raw files are read, and what was read is one.
_READING = "sources.yaml"


@dataclass(frozen=True)
class Code:
    """What calculates: this package, and the environment it runs in."""

    package: str
    environment: str

    @classmethod
    def now(cls) -> Code:
        """Take the fingerprints; to be done before the package is imported any further."""
        return cls(fingerprints.of_package(), fingerprints.of_environment())


@dataclass(frozen=True)
class Basis:
    """What every result is made from besides data; `params` and `notebooks` are by file name."""

    package: str
    environment: str
    params: Mapping[str, str]
    notebooks: Mapping[str, str]

    @classmethod
    def of(cls, code: Code, root: Path, params: Path) -> Basis:
        """Take the fingerprints of a project as it is now."""
        return cls(
            code.package,
            code.environment,
            fingerprints.of_files((p for p in params.rglob("*") if p.is_file()), params),
            fingerprints.of_files((root / "notebooks").glob("*_report.ipynb"), root / "notebooks"),
        )

    @property
    def of_preparation(self) -> dict[str, Any]:
        """Return what a preparation depends on."""
        return {"package": self.package, "environment": self.environment, "params": dict(self.params)}

    def of_figures(self, period: str, periods: Iterable[str]) -> dict[str, str]:
        """Return what the figures of a period are made with: all parameters but other periods' run sheets."""
        others = {f"{other}.yaml" for other in periods if other != period} | {_READING}
        params = {f"params/{name}": digest for name, digest in self.params.items() if name not in others}
        return {"kode": self.package, "lingkungan": self.environment, **params}

    def of_report(self, notebook: str, period: str, periods: Iterable[str]) -> dict[str, str]:
        """Return the ingredients of a report by name: those of its figures, and its notebook."""
        return {**self.of_figures(period, periods), "notebook": self.notebooks[notebook]}
