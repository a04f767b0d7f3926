"""What is sent on by chat: the report under a name that tells what it is, and a message to go with it.

The page stands alone, without links to files that were not sent; the PDF is the published one.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from evalhelpers.blocks import Fact, Span
from evalhelpers.blocks.html import clean
from evalhelpers.press.document import Document
from evalhelpers.press.front import PROVINCE, Front
from evalhelpers.press.html import page

FOLDER, MESSAGE_NAME = "bagikan", "pesan.txt"
WORDS: dict[str, dict[str, Any]] = {
    "id": {
        "name": "Laporan-UEP",
        "draft": "KONSEP",
        # What kind of place it is need not be said in a file's name.
        "kinds": ("Provinsi", "Kabupaten", "Kota"),
    },
}
# Today's editors and chat programs take UTF-8 for granted: a byte order mark would be copied along into
# the chat. Older Windows editors show only these line ends as such; phones show them like any other.
LINE_END = "\r\n"
_LONGEST = 60
_SAFE = re.compile(r"[A-Za-z0-9]+")


def files(document: Document, front: Front, printed: bytes | None) -> dict[str, bytes | None]:
    """Return the files to be sent by their path in the report's folder (None: not made).

    `printed` is the report's PDF. Without a message in the document there is no file for it.
    """
    name = file_name(front)
    text = message(document, front)
    return {
        f"{FOLDER}/{name}.html": page(document, front, links=False, has_pdf=printed is not None).encode(
            "utf-8"
        ),
        f"{FOLDER}/{name}.pdf": printed,
        f"{FOLDER}/{MESSAGE_NAME}": text.encode("utf-8") if text else None,
    }


def file_name(front: Front) -> str:
    """Return the name of the report's files without their ending, in letters that any system can write.

    A draft says so in its name, because nothing else is seen of a file in a list of chats.
    """
    words = WORDS[front.language]
    parts = [words["name"], _place(front), _safe(front.period_code)]
    parts += [words["draft"]] if front.status == "draft" else []
    return "_".join(part for part in parts if part)


def _place(front: Front) -> str:
    if front.slug and front.slug != PROVINCE:
        return _safe(front.slug).title()
    kind, _, rest = front.place.partition(" ")
    return _safe(rest if kind in WORDS[front.language]["kinds"] else front.place)


def _safe(text: str) -> str:
    """Return the words of a text in plain letters and digits, joined by hyphens.

    >>> _safe("Tana Tidung / Kál…"), _safe("../2025-S1")
    ('Tana-Tidung-Kal', '2025-S1')
    """
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii")
    return "-".join(_SAFE.findall(plain))[:_LONGEST].rstrip("-")


def message(document: Document, front: Front) -> str:
    """Return the text of the message; empty if the document has none.

    Its lines stand between what the report is, with its marks, and who it is for.
    """
    lines = message_lines(document)
    if not lines:
        return ""
    marks = "".join(f"[{mark}] " for mark in front.marks)
    head = f"{marks}{front.title} – {front.place}, {front.period}"
    return "".join(f"{line}{LINE_END}" for line in (head, *lines, front.restricted))


def message_lines(document: Document) -> list[str]:
    """Return what the lines of the document's message say; a line is one line whatever it is made of."""
    told = ["".join(_text(span) for span in line) for line in document.message.lines]
    return [line for text in told if (line := " ".join(clean(text).split()))]


def _text(span: Span) -> str:
    return span.text if isinstance(span, Fact) else span
