"""What a process that makes reports imports; imported once, where processes can be forked from one."""

from __future__ import annotations

import papermill  # noqa: F401

from evalhelpers.press import engine, gate, kernels, render, run  # noqa: F401
