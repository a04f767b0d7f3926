"""The cleaned tables on disk, and what one report sees of them.

Layout: `<folder>/<table>/district=<slug>/part.parquet`, `<folder>/index.json`, `<folder>/account.json`.
"""

from __future__ import annotations

from evalhelpers.dataset.store import (
    PROVINCE,
    UNKNOWN,
    Partition,
    columns,
    conform,
    content_hash,
    empty,
    partition,
    read_index,
    replace_text,
    write,
)
from evalhelpers.dataset.view import account, cut, load, places, views

__all__ = [
    "PROVINCE",
    "UNKNOWN",
    "Partition",
    "account",
    "columns",
    "conform",
    "content_hash",
    "cut",
    "empty",
    "load",
    "partition",
    "places",
    "read_index",
    "replace_text",
    "views",
    "write",
]
