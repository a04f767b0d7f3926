"""What all estimates share: the level of confidence, and numbers that must be known."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

# Outside a 95% interval, on each side.
TAIL = 0.025


def known(values: ArrayLike, what: str) -> np.ndarray:
    """Return the values as one row of numbers.

    Raises
    ------
    ValueError
        If one is missing or infinite: who is left out is for the caller to decide and to count.

    >>> known([3, 4.5], "profit")
    array([3. , 4.5])
    """
    row = np.asarray(values, dtype=float)
    if row.ndim != 1:
        raise ValueError(f"{what}: one row of numbers, not {row.ndim} dimensions")
    if not np.isfinite(row).all():
        raise ValueError(f"{what}: {np.count_nonzero(~np.isfinite(row))} of {len(row)} are not numbers")
    return row + 0.0  # no -0.0
