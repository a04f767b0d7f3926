"""The cleaned tables on disk, and what one report sees of them.

Layout: `<folder>/<table>/district=<slug>/part.parquet`, `asal.parquet` beside it (where its rows come from),
`<folder>/index.json`, `<folder>/account.json`.
"""

from __future__ import annotations

from evalhelpers.dataset.store import (
    PROVINCE,
    SOURCE,
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
from evalhelpers.dataset.view import account, cut, load, places, sources, views

__all__ = [
    "PROVINCE",
    "SOURCE",
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
    "sources",
    "views",
    "write",
]
