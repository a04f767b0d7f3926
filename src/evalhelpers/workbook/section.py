"""What a notebook cell shows: blocks for the press, and a preview of them for the person in Jupyter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from evalhelpers import blocks as document
from evalhelpers.blocks.html import fragment


@dataclass(frozen=True)
class Section:
    """Blocks of a section; a `draft` is only looked at in the notebook and never reaches the page."""

    name: str
    blocks: tuple[document.Block, ...]
    language: str = "id"
    draft: bool = False

    def _repr_mimebundle_(self, include: Sequence[str] = (), exclude: Sequence[str] = ()) -> dict[str, Any]:  # noqa: ARG002
        bundle: dict[str, Any] = {
            "text/plain": f"<{self.name}: {len(self.blocks)} blok>",
            "text/html": fragment([_seen(block) for block in self.blocks], self.language),
        }
        if not self.draft:
            bundle[document.MIME] = document.to_json(self.blocks)
        return bundle


def _seen(block: document.Block) -> document.Block:
    """Return what the person in Jupyter sees of a block: also the message, which the page does not show."""
    return document.Prose(block.lines) if isinstance(block, document.Message) else block
