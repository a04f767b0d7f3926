"""Districts, sub-districts and villages: the office's spellings and codes, each within its parent."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Protocol

import pandas as pd
from rapidfuzz import fuzz, process

from evalhelpers.clean.choices import plain
from evalhelpers.clean.model import Parsed, by_distinct

# A spelling this close to one known place, and to no other, is taken for it with a warning.
CLOSE = 85.0
_KIND = re.compile(
    r"^(kabupaten|kab|kota|kodya|kotamadya|kecamatan|kec|desa|ds|kelurahan|kel|provinsi|prov)\s+"
)
_KINDS = ((r"^(kabupaten|kab)\s+", "kabupaten "), (r"^(kota|kodya|kotamadya)\s+", "kota "))
_SHORT = (
    (r"\btg\b|\btj\b|\btgn\b", "tanjung"),
    (r"\bsei\b|\bsungei\b", "sungai"),
    # Offices number their villages in either way.
    *(
        (rf"(?<=\w )\b{roman}\b", digit)
        for roman, digit in (("i", "1"), ("ii", "2"), ("iii", "3"), ("iv", "4"))
    ),
)
_APOSTROPHES = re.compile("['’‘`´]")
# "6571 - Kota Tarakan", "[65.71] Kota Tarakan", "Kota Tarakan (6571)".
_CODED = re.compile(
    r"[\[(]?(?P<before>\d[\d.]+)[\])]?[\s:.-]+(?P<name>\D.*)|(?P<first>\D.*?)[\s:-]*[\[(](?P<after>\d[\d.]+)[\])]"
)
_BPS = re.compile(r"(kode\s+)?bps\W*(\d+)", re.IGNORECASE)


class District(Protocol):
    """What is needed to know a district by: slug, names and official codes."""

    slug: str
    name: str
    short: str
    variants: tuple[str, ...]
    kode_kemendagri: str
    kode_bps: str


def _key(text: str) -> str:
    return _KIND.sub("", _full_key(text)).strip()


def _full_key(text: str) -> str:
    key = plain(_APOSTROPHES.sub("", text))
    for pattern, word in (*_SHORT, *_KINDS):
        key = re.sub(pattern, word, key)
    return key


class Districts:
    """Knows the districts by name, spelling and official code.

    The two code systems give the same four digits to different districts; a bare number that means two
    of them is ambiguous. With its dot it is Kemendagri's, also that of before the province existed.
    """

    def __init__(
        self,
        districts: Iterable[District],
        not_names: Iterable[str] = (),
        old_codes: Mapping[str, str] | None = None,
    ) -> None:
        owners: dict[str, set[str]] = {}
        self.codes: dict[str, str] = dict(old_codes or {})
        self._bps: dict[str, str] = {}
        self._bare: dict[str, set[str]] = {}
        for d in districts:
            for word in (d.slug, d.name, d.short, *d.variants):
                for key in (_full_key(word), _key(word)):
                    owners.setdefault(key, set()).add(d.slug)
            if d.kode_kemendagri:
                self.codes[d.kode_kemendagri] = d.slug
                self._bare.setdefault(d.kode_kemendagri.replace(".", ""), set()).add(d.slug)
            if d.kode_bps:
                self._bps[d.kode_bps] = d.slug
                self._bare.setdefault(d.kode_bps, set()).add(d.slug)
        # Where a kabupaten and a kota share a name, the name alone says neither.
        self.known = {key: min(slugs) for key, slugs in owners.items() if len(slugs) == 1}
        self.refused = {plain(name) for name in not_names}
        self.dtype = pd.CategoricalDtype(sorted({slug for slugs in owners.values() for slug in slugs}))

    def parse(self, values: pd.Series, kinds: pd.Series | None = None) -> Parsed:
        """Parse a column of districts into slugs.

        Codes: ``place_unknown`` (missing), ``place_ambiguous`` (a number that means two districts),
        ``place_close`` (a close spelling was taken).
        """
        return by_distinct(values, kinds, self._one, self.dtype)

    def either(self, text: str) -> str:
        """Return in words which districts a number may mean."""
        numbers = re.findall(r"\d+", text)
        return " atau ".join(sorted({slug for number in numbers for slug in self._bare.get(number, ())}))

    def _one(self, text: str, _: str) -> tuple[str | None, str]:
        if found := self._by_code(text):
            return found
        coded = _CODED.fullmatch(text)
        name = text if coded is None else coded["name"] or coded["first"]
        if plain(name) in self.refused or plain(name).replace(" ", "").isdigit():
            return None, "place_unknown"
        slug, code = self._by_name(name)
        if coded is not None and slug is not None:
            number = coded["before"] or coded["after"]
            meant = {self.codes.get(number), *self._bare.get(number, ())} - {None}
            if meant and slug not in meant:
                return None, "place_ambiguous"
        return slug, code

    def _by_code(self, text: str) -> tuple[str | None, str] | None:
        if text in self.codes:
            return self.codes[text], ""
        if (bps := _BPS.fullmatch(text)) and bps[2] in self._bps:
            return self._bps[bps[2]], ""
        if text in self._bare:
            slugs = self._bare[text]
            return (min(slugs), "") if len(slugs) == 1 else (None, "place_ambiguous")
        return None

    def _by_name(self, name: str) -> tuple[str | None, str]:
        for key in (_full_key(name), _key(name)):
            if key in self.known:
                return self.known[key], ""
        return _close(_key(name), self.known)


class Within:
    """Knows the places of each parent by name and code; a name counts only inside its parent.

    Parameters
    ----------
    table
        One row per place: its Kemendagri code, name, parent, and BPS code (may be empty), in this order.
    unknown
        The issue code of a place its parent does not have.
    """

    def __init__(self, table: pd.DataFrame, unknown: str) -> None:
        self.known: dict[str, dict[str, str]] = {}
        self._unknown = unknown
        self._codes: dict[str, dict[str, str]] = {}
        codes = []
        for code, name, parent, bps in table.itertuples(index=False, name=None):
            self.known.setdefault(parent, {})[_key(name)] = code
            self._codes.setdefault(parent, {}).update({code: code, code.replace(".", ""): code})
            if isinstance(bps, str) and bps:
                self._codes[parent][bps] = code
            codes.append(code)
        self.dtype = pd.CategoricalDtype(sorted(set(codes)))

    def parse(self, values: pd.Series, parents: pd.Series) -> Parsed:
        """Parse a column of places into Kemendagri codes, each within the row's parent.

        Codes: ``kecamatan_unknown`` or ``desa_unknown`` (missing), ``place_close``. Without a parent, or
        where nothing is known of it, there is no code.
        """
        known = values.notna() & parents.notna()
        joined = (parents.astype("str").fillna("") + "\n" + values.astype("str")).where(known)
        return by_distinct(joined, None, self._one, self.dtype)

    def _one(self, text: str, _: str) -> tuple[str | None, str]:
        parent, _, name = text.partition("\n")
        known = self.known.get(parent, {})
        if not known:
            return None, ""
        if name in self._codes[parent]:
            return self._codes[parent][name], ""
        coded = _CODED.fullmatch(name)
        key = _key(name if coded is None else coded["name"] or coded["first"])
        if not key or key in known:
            return known.get(key), ""
        found, code = _close(key, known)
        return found, self._unknown if code == "place_unknown" else code


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
