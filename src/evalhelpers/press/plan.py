"""What has to be made, and why: each report's key, held against the record of the published one.

A key is a fingerprint of every ingredient that can change the report, by name. A report is left as it
is only if all of them are the same and its files are still the ones that were published. A wrong hit
would put old numbers before the leadership, so whatever is in doubt is made again.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from evalhelpers.fingerprints import of_bytes

VERSION = 1
NEVER, FORCED, SPOILT = "belum pernah dibuat", "--force", "berkas terbitan hilang atau diubah"
NAMES = "daftar nama berubah, dan halaman memuat salah satunya atau tidak dapat diperiksa"
_WORDS = {"notebook": "notebook", "kode": "kode evalhelpers", "lingkungan": "lingkungan Python"}


@dataclass(frozen=True)
class Record:
    """What a published report was made from and what it consists of.

    `key` has a fingerprint by ingredient, `files` size and fingerprint by path, `data_to` the day of the
    last visit (ISO), `names` the fingerprint of the list of names its words were last held against, and
    `words` that of the words, which lie beside the record. `tiles` are its key figures, for the index.
    """

    key: dict[str, str]
    files: dict[str, dict[str, Any]]
    data_to: str
    names: str
    words: str
    seconds: float = 0.0
    tiles: list[dict[str, Any]] = field(default_factory=list)
    version: int = field(default=VERSION)


@dataclass(frozen=True)
class Decision:
    """Whether a report is made, and why: nothing to say means that it is up to date."""

    period: str
    district: str
    reasons: tuple[str, ...]

    @property
    def is_due(self) -> bool:
        """Say whether the report is to be made."""
        return bool(self.reasons)

    def __str__(self) -> str:
        return f"{self.district} {self.period}: {', '.join(self.reasons) or 'tidak berubah'}"


def record_path(outputs: Path, period: str, district: str) -> Path:
    """Return where the record of a report lies."""
    return outputs / "internal" / "cache" / "reports" / period / f"{district}.json"


def text_path(outputs: Path, period: str, district: str) -> Path:
    """Return where the words of a published report lie, for holding them against a longer list of names."""
    return record_path(outputs, period, district).with_suffix(".txt")


def read_record(outputs: Path, period: str, district: str) -> Record | None:
    """Read a record; None where there is none that this version understands."""
    try:
        value = json.loads(record_path(outputs, period, district).read_text(encoding="utf-8"))
        record = Record(**value)
    except (OSError, ValueError, TypeError):
        return None
    return record if record.version == VERSION else None


def to_json(record: Record) -> bytes:
    """Return the bytes of a record."""
    return (json.dumps(asdict(record), indent=1, sort_keys=True) + "\n").encode()


def decide(
    period: str, district: str, key: Mapping[str, str], record: Record | None, published: Path, *, force: bool
) -> Decision:
    """Say whether a report has to be made.

    Parameters
    ----------
    key
        Its ingredients now.
    record
        What is known of the published one.
    published
        The folder it should be in.
    """
    return Decision(period, district, tuple(_reasons(key, record, published, force=force)))


def _reasons(key: Mapping[str, str], record: Record | None, published: Path, *, force: bool) -> list[str]:
    if force:
        return [FORCED]
    if record is None or not published.is_dir():
        return [NEVER]
    names = sorted(key.keys() | record.key.keys())
    changed = [name for name in names if key.get(name) != record.key.get(name)]
    if changed:
        return [f"{word(name)} berubah" for name in changed]
    return [] if is_intact(record, published) else [SPOILT]


def word(ingredient: str) -> str:
    """Return what an ingredient is called.

    >>> word("data: kunjungan")
    'kunjungan'
    """
    return _WORDS.get(ingredient, ingredient.removeprefix("data: "))


def paths_in(folder: Path) -> list[str]:
    """Return the path of every file below a folder, relative to it and with slashes, sorted."""
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if not path.is_dir())


def is_intact(record: Record, published: Path) -> bool:
    """Say whether a folder holds exactly the files of the record, byte for byte."""
    try:
        if set(paths_in(published)) != record.files.keys():
            return False
        return all(
            of_bytes((published / name).read_bytes()) == entry["sha256"]
            for name, entry in record.files.items()
        )
    except OSError:
        return False
