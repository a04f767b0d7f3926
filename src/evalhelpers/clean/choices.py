"""Coded answers: the words the field writes for them, into the code."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

import pandas as pd
from rapidfuzz import fuzz, process

from evalhelpers.clean.model import Parsed, by_distinct
from evalhelpers.dictionary import Code

# A spelling this close to a known word is taken for it, with a warning. Short words are never guessed.
CLOSE = 88.0
SHORTEST = 5
_AMBIGUOUS = frozenset({"x"})


def plain(text: str) -> str:
    """Return text for comparing: lower case, no punctuation or accents, single spaces.

    >>> plain(" Tidak  ada. ")
    'tidak ada'
    """
    folded = unicodedata.normalize("NFKD", text.casefold())
    kept = "".join(
        ch if ch.isalnum() or ch in "√✓" else " " for ch in folded if not unicodedata.combining(ch)
    )
    return " ".join(kept.split())


@cache
def _words(codes: tuple[Code, ...]) -> dict[str, str]:
    known: dict[str, str] = {}
    # The value and labels win over words, and earlier codes over later ones.
    for code in codes:
        for word in (code.value, code.id, code.en):
            known.setdefault(plain(word), code.value)
    for code in codes:
        for word in code.words:
            known.setdefault(plain(word), code.value)
    return known


def parse(values: pd.Series, codes: tuple[Code, ...], kinds: pd.Series | None = None) -> Parsed:
    """Parse a column of single answers.

    Returns
    -------
    Parsed
        Code values. Codes: ``choice_unknown`` (missing), ``choice_close`` (a close spelling was taken).
    """
    return by_distinct(values, kinds, lambda text, _: _one(text, codes), "str")


def parse_many(values: pd.Series, codes: tuple[Code, ...], kinds: pd.Series | None = None) -> Parsed:
    """Parse a column of several answers: separated by commas, semicolons, lines, or codes by spaces.

    Returns
    -------
    Parsed
        Code values joined by spaces, in dictionary order. If one answer is unknown it is left out and
        the code is ``choice_unknown``.
    """
    return by_distinct(values, kinds, lambda text, _: _many(text, codes), "str")


def nearest(text: str, codes: tuple[Code, ...], *, limit: int = 3) -> str:
    """Return the labels of the nearest codes, to be suggested to a person."""
    found = process.extract(
        plain(text), list(_words(codes)), scorer=fuzz.WRatio, limit=limit * 3, score_cutoff=50
    )
    labels = {code.value: code.id for code in codes}
    return ", ".join(list(dict.fromkeys(labels[_words(codes)[word]] for word, _, _ in found))[:limit])


def _one(text: str, codes: tuple[Code, ...]) -> tuple[str | None, str]:
    known = _words(codes)
    word = plain(text)
    if word in _AMBIGUOUS:
        return None, "choice_unknown"
    if word in known:
        return known[word], ""
    number, _, label = word.partition(" ")
    if number in known and known.get(label) == known[number]:
        return known[number], ""  # "22 - pasar jenuh"
    if word.endswith(" 0") and word[:-2] in known:
        return known[word[:-2]], ""  # a code read from a number cell as "2.0"
    if len(word) >= SHORTEST:
        best = process.extract(
            word, [w for w in known if len(w) >= SHORTEST], scorer=fuzz.ratio, limit=2, score_cutoff=CLOSE
        )
        if best and len({known[w] for w, score, _ in best if best[0][1] - score < 3}) == 1:
            return known[best[0][0]], "choice_close"
    return None, "choice_unknown"


def _many(text: str, codes: tuple[Code, ...]) -> tuple[str | None, str]:
    whole, code = _one(text, codes)
    if whole is not None and code == "":
        return whole, ""
    pieces = [p for p in re.split(r"[,;\n|]+", text) if plain(p)]
    if len(pieces) == 1:
        tokens = text.split()
        pieces = tokens if all(_one(t, codes)[1] == "" for t in tokens) else pieces
    found = [_one(piece, codes) for piece in pieces]
    values = {value for value, _ in found if value is not None}
    codes_found = {reason for _, reason in found} - {""}
    joined = " ".join(c.value for c in codes if c.value in values)
    return joined or None, "choice_unknown" if "choice_unknown" in codes_found else next(
        iter(codes_found), ""
    )
