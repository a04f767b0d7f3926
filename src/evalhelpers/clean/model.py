"""What every parser answers, and how a column costs only its distinct values."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

BLANK_WORDS = frozenset(
    {"", "-", "–", "—", "--", "n/a", "na", "#n/a", "nan", "null", "none", "n.a.", "...", "…"}
)
One = Callable[[str, str], tuple[Any, str]]


@dataclass(frozen=True)
class Parsed:
    """A parsed column on the index of the raw one.

    `value` is missing where nothing could be read; `code` is empty where all is well, else the issue
    code. A code with a value is a warning about how it was read.
    """

    value: pd.Series
    code: pd.Series


def is_blank(text: object) -> bool:
    """Say whether a cell holds nothing: empty, a dash, or a word for "not available"."""
    return not isinstance(text, str) or text.strip().casefold() in BLANK_WORDS


def by_distinct(values: pd.Series, kinds: pd.Series | None, parse_one: One, dtype: str) -> Parsed:
    """Parse each distinct text (and kind) once.

    A blank cell is missing without a code; a cell with a formula error is missing with one.
    """
    text_codes, texts = pd.factorize(values)
    kind_codes, names = pd.factorize(kinds) if kinds is not None else (np.zeros(len(values), int), ["text"])
    # Two small whole numbers make one, so that the pairs are told apart without building them.
    codes, pairs = pd.factorize((text_codes.astype("int64") + 1) * (len(names) + 1) + kind_codes + 1)
    where = [divmod(int(pair), len(names) + 1) for pair in pairs]
    distinct = [(texts[t - 1] if t else "", names[k - 1] if k else "blank") for t, k in where]
    parsed: list[tuple[Any, str]] = []
    for text, kind in distinct:
        if kind == "error":
            parsed.append((None, "formula_error"))
        elif is_blank(text):
            parsed.append((None, ""))
        else:
            parsed.append(parse_one(str(text).replace("\u00a0", " ").strip(), str(kind)))
    found = pd.Series([value for value, _ in parsed], dtype="object")
    reasons = pd.Series([code for _, code in parsed], dtype="str")
    value = found.astype(dtype) if len(found) else pd.Series([], dtype=dtype)
    return Parsed(
        value.take(codes).set_axis(values.index).rename(values.name),
        reasons.take(codes).set_axis(values.index)
        if len(found)
        else pd.Series([], index=values.index, dtype="str"),
    )
