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
# What people put before the answer itself.
_OPENING = frozenset({"usaha", "jual", "jualan", "dagang", "berdagang", "penjual", "pedagang"})
_BETWEEN = re.compile(r"[,;\n|]+")
_MARKS = re.compile("[^0-9a-z]+")
_WEAK = (re.compile(r"\s+dan\s+|[&+]", re.IGNORECASE), re.compile(r"/"), re.compile(r"\s+"))


def plain(text: str) -> str:
    """Return text for comparing: lower case, no punctuation or accents, single spaces.

    >>> plain(" Tidak  ada. ")
    'tidak ada'
    """
    folded = text.casefold()
    if folded.isascii():
        return _MARKS.sub(" ", folded).strip()
    folded = unicodedata.normalize("NFKD", folded)
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
    return by_distinct(values, kinds, lambda text, _: _one(text, codes), dtype_of(codes))


def dtype_of(codes: tuple[Code, ...]) -> pd.CategoricalDtype:
    """Return the type of a column of such answers: the codes' values, in dictionary order."""
    return pd.CategoricalDtype([code.value for code in codes])


def parse_many(values: pd.Series, codes: tuple[Code, ...], kinds: pd.Series | None = None) -> Parsed:
    """Parse a column of several answers: apart by commas, semicolons, lines, "dan", or known ones by spaces.

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
    first, _, rest = word.partition(" ")
    if first in _OPENING and rest in known:
        return known[rest], ""  # "jualan gorengan", "usaha berkembang"
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
    pieces = [piece for part in _BETWEEN.split(text) if plain(part) for piece in _pieces(part, codes)]
    found = [_one(piece, codes) for piece in pieces]
    chosen = {value for value, _ in found if value is not None}
    reasons = {reason for _, reason in found} - {""}
    joined = " ".join(code.value for code in codes if code.value in chosen)
    return joined or None, max(reasons, default="")  # an unknown answer is worse than a close one


def _pieces(text: str, codes: tuple[Code, ...]) -> list[str]:
    """Split at weaker marks only where that leaves nothing but known answers; labels hold such marks too."""
    if _one(text, codes)[1] != "":
        for mark in _WEAK:
            pieces = [piece for piece in mark.split(text) if plain(piece)]
            if all(_one(piece, codes)[1] == "" for piece in pieces):
                return pieces
        return _tiled(plain(text).split(), _words(codes)) or [text]
    return [text]


def _tiled(words: list[str], known: dict[str, str]) -> list[str]:
    """Return the codes whose labels, one after the other, make up these words; empty if none or several do.

    So a form's export with labels writes several answers into one cell.
    """
    # For each number of leading words, the codes that may make them up; two readings are as good as many.
    ways: list[set[frozenset[str]]] = [{frozenset()}]
    for end in range(1, len(words) + 1):
        found = {
            way | {known[label]}
            for start in range(end)
            if (label := " ".join(words[start:end])) in known
            for way in ways[start]
        }
        ways.append(set(sorted(found, key=sorted)[:3]))
    return sorted(next(iter(ways[-1]))) if len(ways[-1]) == 1 else []
