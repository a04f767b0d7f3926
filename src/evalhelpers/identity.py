"""Who is who: keyed pseudonyms, the way back, and the masking of what identifies a person.

Everything that identifies a person lives in the identity folder and nowhere else. Pseudonyms are
keyed (HMAC-SHA256): the space of NIK is small enough to try them all against a plain hash.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import io
import json
import os
import re
import secrets
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from evalhelpers.dictionary import TABLES, codes
from evalhelpers.dictionary.model import Code
from evalhelpers.errors import ParamError

KEY_NAME = "kunci.bin"
KEY_BYTES = 32
FORBIDDEN_NAME = "forbidden.json"

# 16 digits, grouped or not. A run after a decimal point is a number, not a NIK.
_NIK = re.compile(r"(?<![\d])(?<!\d[.,])\d(?:[ .\-’'\u00a0]?\d){15}(?!\d)")
_PHONE = re.compile(r"(?<![\d.,])(?:\+?62|0)[ \-]?8(?:[ \-]?\d){7,11}(?!\d)")
_WORD = re.compile(r"[^\W\d_]+(?:['’`][^\W\d_]+)*")
_STREET = re.compile(
    r"\b(?P<kind>jl|jln|jalan|gg|gang|lr|lorong)\b\.?\s*(?P<name>[^\W\d_][^\d,;/()]*)", re.IGNORECASE
)
_LONGEST_NAME = 6
_STREET_WORDS = (("jl", "jln", "jalan"), ("gg", "gang"), ("lr", "lorong"))
_STREET_END = re.compile(
    r"\b(?:no|nomor|rt|rw|blok|kel|kelurahan|desa|ds|kec|kecamatan|kab|kota)\b.*", re.IGNORECASE
)


@dataclass(frozen=True)
class Vault:
    """The identity folder, open: its key and the files only it may hold."""

    folder: Path
    key: bytes = field(repr=False)

    def pseudonym(self, prefix: str, *parts: str) -> str:
        """Return `prefix-` and 12 letters or digits; the same parts always give the same."""
        return f"{prefix}-{self._digest(prefix, *parts)[:12]}"

    def fingerprint(self, *parts: str) -> str:
        """Return the short keyed fingerprint that names one raw cell in a correction list."""
        return self._digest("masalah", *parts)[:10]

    def _digest(self, *parts: str) -> str:
        # Lengths are part of the message: ("ab", "c") and ("a", "bc") must differ.
        message = b"".join(f"{len(raw)}:".encode() + raw for raw in (part.encode() for part in parts))
        return base64.b32encode(hmac.new(self.key, message, hashlib.sha256).digest()).decode().lower()

    @property
    def cache(self) -> Path:
        """Return the folder of parsed raw files, which hold persons."""
        return self.folder / "cache"

    def write_table(self, name: str, frame: pd.DataFrame | None) -> None:
        """Write a table of the identity folder as Parquet, readable by its owner alone; None removes it."""
        if frame is None:
            (self.folder / f"{name}.parquet").unlink(missing_ok=True)
            return
        buffer = io.BytesIO()
        frame.to_parquet(buffer, index=False)
        _replace(self.folder / f"{name}.parquet", buffer.getvalue())

    def write_forbidden(self, names: Iterable[str], streets: Iterable[str]) -> None:
        """Write the list of what may stand in no published file."""
        value = {"names": sorted(set(names)), "streets": sorted(set(streets)), "version": 1}
        _replace(
            self.folder / FORBIDDEN_NAME, (json.dumps(value, indent=1, ensure_ascii=False) + "\n").encode()
        )


def unlock(folder: Path) -> Vault:
    """Open the identity folder; make folder and key only when they are absent.

    Raises
    ------
    ParamError
        If the key is there but damaged: a new one would give every person a new pseudonym.
    """
    if not folder.exists():
        folder.mkdir(parents=True)
        folder.chmod(0o700)
    path = folder / KEY_NAME
    if not path.exists():
        try:
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
        except FileExistsError:
            pass  # another run was quicker; its key counts
        else:
            with os.fdopen(handle, "wb") as file:
                file.write(secrets.token_bytes(KEY_BYTES))
    return Vault(folder, read_key(folder))


def read_key(folder: Path) -> bytes:
    """Return the key of an identity folder.

    Raises
    ------
    ParamError
        If the key has the wrong length.
    """
    key = (folder / KEY_NAME).read_bytes()
    if len(key) != KEY_BYTES:
        raise ParamError(
            f"Kunci identitas {KEY_NAME} di {folder} rusak ({len(key)} bita, seharusnya {KEY_BYTES}); "
            "pulihkan dari cadangan, atau pakai folder --identity lain bila nomor samaran boleh berganti"
        )
    return key


def normalise(text: str) -> str:
    """Return the words of a text in lower case, one space apart, digits and marks dropped.

    >>> normalise("  Hj.  SITI  Nur'aini-1 ")
    "hj siti nur'aini"
    """
    return " ".join(_WORD.findall(text.replace("’", "'").replace("`", "'"))).lower()


def streets(address: str) -> tuple[str, ...]:
    """Return the street part of an address, normalised, in each way its first word is written.

    >>> streets("Gang Sei  Kapuas No. 12 RT 05")
    ('gg sei kapuas', 'gang sei kapuas')
    """
    match = _STREET.search(address)
    name = normalise(_STREET_END.sub("", match["name"])) if match else ""
    if match is None or not name:
        return ()
    words = next(words for words in _STREET_WORDS if match["kind"].lower() in words)
    return tuple(f"{word} {name}" for word in words)


def forbidden(
    names: Iterable[str], addresses: Iterable[str], *, allowed: Iterable[str] = ()
) -> tuple[set[str], set[str]]:
    """Return names and streets that identify a person and may stand in no published file.

    Names are whole, of two or more words. A name that is also a place, an official or a word of our
    own dictionary is left out: finding it in a report says nothing about a person.

    Parameters
    ----------
    names
        Names as written or normalised, from every row read.
    addresses
        Addresses as written; from each its street.
    allowed
        Names of places and of officials who sign.
    """
    free = {normalise(text) for text in allowed} | _vocabulary()
    people = {n for n in map(normalise, names) if " " in n and n not in free}
    roads = {s for address in addresses for s in streets(address) if s.partition(" ")[2] not in free}
    return people, roads


def _vocabulary() -> set[str]:
    words = [
        t
        for table in TABLES.values()
        for c in table.columns
        for t in (c.id, c.en, *c.headers, *_labels(c.codes))
    ]
    groups = (value for value in vars(codes).values() if isinstance(value, tuple))
    words += [text for group in groups for text in _labels(group)]
    return {normalise(text) for text in words}


def _labels(group: tuple[Code, ...]) -> list[str]:
    return [text for code in group if isinstance(code, Code) for text in (code.id, code.en, *code.words)]


def mask(text: str) -> str:
    """Replace what looks like a NIK, KK or phone number in a text.

    >>> mask("NIK 6501051203850001, HP 0812-3456-7890")
    'NIK 650105**********, HP *********890'
    """
    return _PHONE.sub(_mask_phone, _NIK.sub(_mask_nik, text))


def _mask_nik(match: re.Match[str]) -> str:
    return "".join(c for c in match[0] if c.isdigit())[:6] + "*" * 10


def _mask_phone(match: re.Match[str]) -> str:
    return "*" * 9 + "".join(c for c in match[0] if c.isdigit())[-3:]


def initials(name: str) -> str:
    """Return a name as first letters and stars.

    >>> initials("Siti Aminah")
    'S*** A***'
    """
    return " ".join(f"{word[0].upper()}***" for word in _WORD.findall(name))


def mask_cell(text: str, *, person: bool, name: bool, known: set[str] | frozenset[str]) -> str:
    """Return what may be shown of a raw cell in issues and correction lists.

    Parameters
    ----------
    text
        The cell.
    person
        Whether its column identifies persons: then only a masked number or initials remain.
    name
        Whether its column holds names.
    known
        Normalised names of the register; a cell that is one of them shows initials in any column.
    """
    if not text:
        return ""
    if name or normalise(text) in known:
        return mask(initials(text))
    text = _mask_names(text, known)
    if person:
        return " ".join(_mask_nik(match) for match in _NIK.finditer(text)) or _mask_digits(text)
    return mask(text)


def _mask_names(text: str, known: set[str] | frozenset[str]) -> str:
    """Return a text with the known names within it as initials."""
    words = list(_WORD.finditer(text))
    spans: list[tuple[int, int]] = []
    for start in range(len(words)):
        for stop in range(min(start + _LONGEST_NAME, len(words)), start + 1, -1):
            whole = text[words[start].start() : words[stop - 1].end()]
            if normalise(whole) in known and not (spans and words[start].start() < spans[-1][1]):
                spans.append((words[start].start(), words[stop - 1].end()))
                break
    for first, last in reversed(spans):
        text = text[:first] + initials(text[first:last]) + text[last:]
    return text


def _mask_digits(text: str) -> str:
    # A damaged number (15 digits, 6,50105E+15) still shows what is wrong with it, not whose it is.
    digits = sum(c.isdigit() for c in text)
    if digits < 6 or any(len(word) > 3 for word in _WORD.findall(text)):
        return ""
    seen = 0
    shown = []
    for c in text:
        seen += c.isdigit()
        shown.append("*" if c.isdigit() and seen > 6 else c)
    return "".join(shown)


def _replace(path: Path, data: bytes) -> None:
    fresh = path.with_name(path.name + ".baru")
    fresh.unlink(missing_ok=True)
    handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(data)
    os.replace(fresh, path)
