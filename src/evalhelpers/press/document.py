"""An executed notebook as a document: its blocks in order, and the values behind them."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from evalhelpers.blocks import MIME, Block, Letter, Message, Tiles, Values, facts, from_json, is_print_only
from evalhelpers.errors import ReportError

if TYPE_CHECKING:
    import nbformat


@dataclass(frozen=True)
class Document:
    """What a notebook showed: `blocks` for the reader, `values` for the machine, `message` for the chat."""

    blocks: tuple[Block, ...]
    values: Values
    message: Message = field(default_factory=lambda: Message(()))

    def on_page(self, *, has_pdf: bool) -> tuple[Block, ...]:
        """Return the blocks of the page; what the PDF beside it has is left to it."""
        return tuple(block for block in self.blocks if not (has_pdf and is_print_only(block)))

    @property
    def printed(self) -> tuple[Block, ...]:
        """Return the blocks in the order of the PDF: the covering letter comes first."""
        return tuple(sorted(self.blocks, key=lambda block: not isinstance(block, Letter)))

    @property
    def tiles(self) -> list[dict[str, Any]]:
        """Return the key figures as JSON values, for the front pages of the site."""
        return [asdict(tile) for block in self.blocks if isinstance(block, Tiles) for tile in block.tiles]

    @cached_property
    def numbers(self) -> dict[str, str]:
        """Return the machine value of every fact id: all cells of the values, and derived numbers."""
        at = {name: place for place, name in enumerate(self.values.columns)}
        found = {}
        for row in self.values.rows:
            start = f"{row[at['code']]}.{row[at['measure']]}/{row[at['group']]}/{row[at['period']]}"
            found.update({f"{start}/{name}": row[place] for name, place in at.items()})
        return {**found, **self.values.facts}

    def fault(self, fact: str, value: str) -> tuple[str, str] | None:
        """Return what is wrong with a number that is shown as a finding, and where; None if nothing is."""
        known = self.numbers.get(fact)
        if known is None:
            return "angka tanpa temuan", fact
        if known == "":
            return "angka yang seharusnya disamarkan", fact
        if known != value:
            return "angka berbeda dengan temuannya", f"{fact}: {value}, seharusnya {known}"
        return None


def read(notebook: nbformat.NotebookNode | Path) -> Document:
    """Read the blocks that an executed notebook carries.

    Raises
    ------
    ReportError
        If a cell failed, or the notebook has not shown its values.
    """
    blocks = shown(notebook)
    values = [block for block in blocks if isinstance(block, Values)]
    if len(values) != 1:
        raise ReportError(
            f"Notebook harus menampilkan tepat satu tabel nilai; ada {len(values)}. Jalankan seluruh selnya"
        )
    messages = [block for block in blocks if isinstance(block, Message)]
    return Document(
        tuple(block for block in blocks if not isinstance(block, Values | Message)),
        values[0],
        Message(tuple(line for message in messages for line in message.lines)),
    )


def shown(notebook: nbformat.NotebookNode | Path) -> tuple[Block, ...]:
    """Return every block that an executed notebook carries, in order; `ReportError` if a cell failed."""
    # Imported here: whoever only needs the names in this module need not wait for it.
    import nbformat

    nb = nbformat.read(notebook, as_version=4) if isinstance(notebook, Path) else notebook
    blocks: list[Block] = []
    for number, cell in enumerate(nb.cells, start=1):
        for output in cell.get("outputs", ()):
            if output.output_type == "error":
                raise ReportError(f"Sel {number} notebook gagal: {output.ename}: {output.evalue}")
            blocks += from_json(output.get("data", {})[MIME]) if MIME in output.get("data", {}) else ()
    return tuple(blocks)


def indicator_csv(values: Values) -> bytes:
    """Return the machine-readable result: UTF-8, commas, decimal point, one row per value."""
    return values.as_csv().encode("utf-8")


def findings_json(document: Document) -> bytes:
    """Return what the document states: every fact in reading order with its text, and derived numbers."""
    value: dict[str, Any] = {
        "version": 1,
        "facts": [{"id": fact.id, "value": fact.value, "text": fact.text} for fact in facts(document.blocks)],
        "derived": dict(sorted(document.values.facts.items())),
    }
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode("utf-8")
