"""The words a document needs besides its blocks, per language."""

from __future__ import annotations

WORDS: dict[str, dict[str, str]] = {
    "id": {
        "table": "Tabel",
        "figure": "Gambar",
        "method": "Metode",
        "warning": "Perhatian",
        "reading": "Cara membaca",
        "limits": "Batasan",
        "in_print": "ada pada versi cetak (PDF)",
    },
}
