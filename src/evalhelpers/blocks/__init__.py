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
    Letter,
    Message,
    Note,
    Prose,
    Span,
    Table,
    Tile,
    Tiles,
    Values,
    facts,
    from_json,
    is_print_only,
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
    "Letter",
    "Message",
    "Note",
    "Prose",
    "Span",
    "Table",
    "Tile",
    "Tiles",
    "Values",
    "facts",
    "from_json",
    "is_print_only",
    "to_json",
]
