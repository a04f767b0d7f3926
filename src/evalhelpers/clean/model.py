"""What every parser answers, and how a column costs only its distinct values."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

BLANK_WORDS = frozenset(
    {"", "-", "–", "—", "--", "n/a", "na", "#n/a", "nan", "null", "none", "n.a.", "...", "…"}
)
One = Callable[[str, str], tuple[Any, str]]
# Marks that show nothing: soft hyphen, joiners, directions of writing, byte order.
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_SPACES = re.compile("[\u00a0\u2007\u202f]")


@dataclass(frozen=True)
class Parsed:
    """A parsed column on the index of the raw one.

    `value` is missing where nothing could be read; `code` is empty where all is well, else the issue
    code. A code with a value is a warning about how it was read.
    """

    value: pd.Series
    code: pd.Series


@dataclass(frozen=True)
class Easy:
    """A form so common that all cells written in it are read at once.

    `pattern` is the form (of the whole cell), `kinds` those of the cells it counts for. `read` takes the
    distinct texts of that form and answers
    their values; what it leaves missing is read one by one like everything else.
    """

    pattern: str
    read: Callable[[pd.Series], pd.Series]
    kinds: tuple[str, ...] = ("text", "date")


def tidy(text: str) -> str:
    r"""Return a cell's text without surrounding space and without marks that show nothing.

    >>> tidy(" 6501\u200b0512\u00a0")
    '65010512'
    """
    return text.strip() if text.isascii() else _UNSEEN.sub("", _SPACES.sub(" ", text)).strip()


def is_blank(text: object) -> bool:
    """Say whether a cell holds nothing: empty, a dash, or a word for "not available"."""
    return not isinstance(text, str) or tidy(text).casefold() in BLANK_WORDS


def by_distinct(
    values: pd.Series,
    kinds: pd.Series | None,
    parse_one: One,
    dtype: str | pd.CategoricalDtype,
    easy: Easy | None = None,
) -> Parsed:
    """Parse each distinct text (and kind) once.

    A blank cell is missing without a code; a cell with a formula error is missing with one. `easy`
    only makes it faster: its answers are those of `parse_one`.
    """
    codes, texts, names = _distinct(values, kinds)
    value = pd.Series(index=texts.index, dtype=dtype)
    code = pd.Series("", index=texts.index, dtype="str")
    hard = np.ones(len(texts), dtype=bool)
    if easy is not None:
        fits = texts.str.fullmatch(easy.pattern).to_numpy(bool) & np.isin(names, easy.kinds)
        value[fits] = easy.read(texts[fits])
        hard = ~fits | value.isna().to_numpy()
    found = [
        _one(text, kind, parse_one) for text, kind in zip(texts[hard].tolist(), names[hard], strict=True)
    ]
    value[hard] = pd.Series([answer for answer, _ in found], dtype="object").astype(value.dtype).array
    code[hard] = np.array([reason for _, reason in found], dtype="object")
    answers = Parsed(value.take(codes).set_axis(values.index), code.take(codes).set_axis(values.index))
    answers.value.name = values.name
    return answers


def _distinct(values: pd.Series, kinds: pd.Series | None) -> tuple[np.ndarray, pd.Series, np.ndarray]:
    """Return the number of each cell's pair of text and kind, and the distinct pairs."""
    text_codes, texts = _factorized(values)
    kind_codes, names = (
        (np.zeros(len(values), dtype=np.int64), pd.Index(["text"])) if kinds is None else _factorized(kinds)
    )
    # Two small whole numbers make one, so that the pairs are told apart without building them.
    width = len(names) + 1
    codes, pairs = pd.factorize((text_codes.astype("int64") + 1) * width + kind_codes + 1)
    text_of, kind_of = np.divmod(pairs, width)
    blank = pd.Series([""], dtype="str")
    known = pd.concat([blank, pd.Series(texts, dtype="str")], ignore_index=True)
    return (
        codes,
        known.take(text_of).reset_index(drop=True),
        np.array(["blank", *names], dtype="object")[kind_of],
    )


def _factorized(values: pd.Series) -> tuple[np.ndarray, pd.Index]:
    """Return the number of each value among the distinct ones (-1: missing), and these."""
    if isinstance(values.dtype, pd.CategoricalDtype):
        return values.cat.codes.to_numpy(), values.cat.categories
    numbers, distinct = pd.factorize(values.astype("str"))
    return numbers, pd.Index(distinct)


def _one(raw: str, kind: str, parse_one: One) -> tuple[Any, str]:
    text = tidy(raw)
    if kind == "error":
        return None, "formula_error"
    return (None, "") if text.casefold() in BLANK_WORDS else parse_one(text, kind)
