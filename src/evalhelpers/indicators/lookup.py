"""A reference figure per row, asked for once per distinct pair of values."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd


def per_pair(pairs: pd.DataFrame, figure: Callable[[Any, Any], float | None]) -> pd.Series:
    """Return `figure` of the two columns for every row, missing where it is None.

    Distinct pairs are asked for in the order of the rows, so that the first one that must not be
    missing is the one complained of.
    """
    first, second = (pd.factorize(pairs[column], use_na_sentinel=False)[0] for column in pairs)
    code, _ = pd.factorize(first * (len(pairs) + 1) + second)
    distinct = pairs[~pd.Series(code).duplicated().to_numpy()]
    figures = [figure(*pair) for pair in distinct.itertuples(index=False, name=None)]
    return pd.Series(pd.array(figures, dtype="Float64").take(code), index=pairs.index)
