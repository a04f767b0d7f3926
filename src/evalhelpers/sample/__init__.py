"""The synthetic programme: a truth, and the messy raw files that would report it.

Nobody in it exists. The same seed gives the same bytes.
"""

from __future__ import annotations

from evalhelpers.sample.benchmark import params
from evalhelpers.sample.write import MARKER, SEED, SampleSummary, write

__all__ = ["MARKER", "SEED", "SampleSummary", "params", "write"]
