"""Districts and sub-districts: the office's spellings into slugs and codes."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Protocol

import pandas as pd
from rapidfuzz import fuzz, process

from evalhelpers.clean.choices import plain
from evalhelpers.clean.model import Parsed, by_distinct

# A spelling this close to one known place, and to no other, is taken for it with a warning.
CLOSE = 85.0
_KIND = re.compile(r"^(kabupaten|kab|kota|kodya|kotamadya|kecamatan|kec|provinsi|prov)\s+")
_KINDS = ((r"^(kabupaten|kab)\s+", "kabupaten "), (r"^(kota|kodya|kotamadya)\s+", "kota "))
_SHORT = (
    (r"\btg\b|\btj\b|\btgn\b", "tanjung"),
    (r"\bsei\b|\bsungei\b", "sungai"),
)


class District(Protocol):
    """What is needed to know a district by: slug, names and official code."""

    slug: str
    name: str
    short: str
    variants: tuple[str, ...]
    kode_kemendagri: str


def _key(text: str) -> str:
    return _KIND.sub("", _full_key(text)).strip()


def _full_key(text: str) -> str:
    key = plain(text)
    for pattern, word in (*_SHORT, *_KINDS):
        key = re.sub(pattern, word, key)
    return key


class Districts:
    """Knows the districts by name, spelling and dotted Kemendagri code; never by a bare number."""

    def __init__(self, districts: Iterable[District], not_names: Iterable[str] = ()) -> None:
        owners: dict[str, set[str]] = {}
        self.codes: dict[str, str] = {}
        for d in districts:
            for word in (d.slug, d.name, d.short, *d.variants):
                for key in (_full_key(word), _key(word)):
                    owners.setdefault(key, set()).add(d.slug)
            if d.kode_kemendagri:
                self.codes[d.kode_kemendagri] = d.slug
        # Where a kabupaten and a kota share a name, the name alone says neither.
        self.known = {key: min(slugs) for key, slugs in owners.items() if len(slugs) == 1}
        self.refused = {plain(name) for name in not_names}
        self.dtype = pd.CategoricalDtype(sorted({slug for slugs in owners.values() for slug in slugs}))

    def parse(self, values: pd.Series, kinds: pd.Series | None = None) -> Parsed:
        """Parse a column of districts into slugs.

        Codes: ``place_unknown`` (missing), ``place_close`` (a close spelling was taken).
        """
        return by_distinct(values, kinds, self._one, self.dtype)

    def _one(self, text: str, _: str) -> tuple[str | None, str]:
        if text in self.codes:
            return self.codes[text], ""
        if plain(text) not in self.refused and not plain(text).replace(" ", "").isdigit():
            for key in (_full_key(text), _key(text)):
                if key in self.known:
                    return self.known[key], ""
            return _close(_key(text), self.known)
        return None, "place_unknown"


class SubDistricts:
    """Knows the kecamatan of each district; a name counts only inside its district."""

    def __init__(self, table: pd.DataFrame) -> None:
        self.known: dict[str, dict[str, str]] = {}
        for code, name, slug in table[["kode_kemendagri", "kecamatan", "kab_kota"]].itertuples(
            index=False, name=None
        ):
            self.known.setdefault(slug, {})[_key(name)] = code
        self.dtype = pd.CategoricalDtype(sorted({c for names in self.known.values() for c in names.values()}))

    def parse(self, values: pd.Series, districts: pd.Series) -> Parsed:
        """Parse a column of kecamatan into Kemendagri codes, each within the row's district.

        Codes: ``kecamatan_unknown`` (missing), ``place_close``. Without a district there is no code.
        """
        known = values.notna() & districts.notna()
        joined = (districts.astype("str").fillna("") + "\n" + values.astype("str")).where(known)
        return by_distinct(joined, None, self._one, self.dtype)

    def _one(self, text: str, _: str) -> tuple[str | None, str]:
        slug, _, name = text.partition("\n")
        known = self.known.get(slug, {})
        key = _key(name)
        if not known or not key or key in known:
            return known.get(key), ""
        found, code = _close(key, known)
        return found, "kecamatan_unknown" if code == "place_unknown" else code


def _close(key: str, known: dict[str, str]) -> tuple[str | None, str]:
    if len(key) >= 5:
        best = process.extract(
            key, [w for w in known if len(w) >= 4], scorer=fuzz.ratio, limit=2, score_cutoff=CLOSE
        )
        if best and (
            len(best) == 1 or known[best[0][0]] == known[best[1][0]] or best[0][1] - best[1][1] >= 5
        ):
            return known[best[0][0]], "place_close"
    return None, "place_unknown"
