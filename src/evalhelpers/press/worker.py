"""What a process that makes reports imports; imported once, where processes can be forked from one."""

from __future__ import annotations

import sys

# Of the checks that jsonschema offers, this one compiles grammars for a second as it is imported. No
# notebook needs it; it counts as not installed in the processes that make reports.
sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]

import papermill  # noqa: E402, F401

from evalhelpers.press import engine, gate, kernels, render, run  # noqa: E402, F401
