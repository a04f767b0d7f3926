"""The document model shared by the two halves: blocks, and their HTML."""

from __future__ import annotations

from evalhelpers.blocks.model import (
    MIME,
    VERSION,
    Block,
    Chart,
    Column,
    Fact,
    Heading,
    Note,
    Prose,
    Span,
    Table,
    Values,
    facts,
    from_json,
    to_json,
)

__all__ = [
    "MIME",
    "VERSION",
    "Block",
    "Chart",
    "Column",
    "Fact",
    "Heading",
    "Note",
    "Prose",
    "Span",
    "Table",
    "Values",
    "facts",
    "from_json",
    "to_json",
]
