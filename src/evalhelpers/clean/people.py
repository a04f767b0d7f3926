"""Names of people, for comparing; and what a name says besides."""

from __future__ import annotations

import re
import unicodedata

import pandas as pd

from evalhelpers.clean.model import tidy

_TITLES = re.compile(
    r"^(?:(?:bpk|bapak|ibu|sdr|sdri|saudara|saudari|tn|ny|nn|h|hj|haji|hajjah|ust|ustadz|drs|dra|dr|ir|alm|almh|almarhum|almarhumah)"
    r"\.?(?:\s+|(?<=\.)))+"
)
_LATE = re.compile(r"\b(?:alm|almh|almarhum|almarhumah)\b\.?", re.IGNORECASE)
_DEGREES = re.compile(r",?\s*\b(s\.?pd|s\.?sos|s\.?e|s\.?h|s\.?ag|s\.?kom|a\.?md|m\.?si)\b\.?", re.IGNORECASE)


def normalise_name(names: pd.Series) -> pd.Series:
    """Return names for comparing: lower case, no titles, degrees or punctuation, single spaces.

    Missing stays missing.

    >>> normalise_name(pd.Series(["Hj. SITI  Aminah", "Alm. Budi Santoso"])).tolist()
    ['siti aminah', 'budi santoso']
    """
    known = {name: _plain(name) for name in names.dropna().unique()}
    return names.map(known, na_action="ignore").astype("str")


def is_late(names: pd.Series) -> pd.Series:
    """Say whether a name says that the person has died (Alm., Almh.)."""
    return names.str.contains(_LATE).fillna(False).astype(bool)


def _plain(name: str) -> str:
    folded = unicodedata.normalize("NFKD", tidy(name).casefold())
    folded = "".join(ch for ch in folded if not unicodedata.combining(ch))
    folded = _LATE.sub("", _DEGREES.sub("", _TITLES.sub("", folded)))
    words = "".join(ch if ch.isalnum() else " " if ch not in "'’`" else "" for ch in folded).split()
    return " ".join(words)
