"""The printed report: Typst compiled in process, archival (PDF/A-3a) and accessible (PDF/UA-1) at once."""

from __future__ import annotations

import json
import re
from base64 import b64decode
from datetime import UTC, date, datetime
from functools import cache
from typing import Any, Literal

import typst

from evalhelpers.blocks import to_json
from evalhelpers.blocks.html import clean
from evalhelpers.blocks.words import WORDS as BLOCK_WORDS
from evalhelpers.errors import ReportError
from evalhelpers.press.document import Document, indicator_csv
from evalhelpers.press.front import Front
from evalhelpers.press.html import APPENDIX, TEMPLATES
from evalhelpers.press.html import WORDS as PAGE_WORDS

# The anchor of the section that is printed on one page.
SUMMARY = "ringkasan"
STANDARDS: tuple[Literal["a-3a", "ua-1"], ...] = ("a-3a", "ua-1")
_WORDS = {
    "id": {
        "short": "Evaluasi UEP",
        "draft": "KONSEP",
        "final": "Final",
        "approval": "Lembar Pengesahan",
        "preface": "Kata Pengantar",
        "contents": "Daftar Isi",
        "tables": "Daftar Tabel",
        "figures": "Daftar Gambar",
        "attachment": "Nilai seluruh indikator dalam laporan ini",
    },
}


# What the fonts that come with Typst can set in every weight; PDF/A refuses a page with any other
# character. Such a character is printed as a replacement mark: the report is worth more than it.
_UNSET = re.compile(
    "[^\n\t\r -~\u00a0-\u0377\u0391-\u03a1\u03a3-\u03c9\u0400-\u04ff\u1e00-\u1eff\u2010-\u2027\u2030-\u2040"
    "\u2070\u2074-\u208e\u20a0-\u20bf\u2190-\u22ff\u2500-\u25ff\ufffd]"
)
# A word longer than a line may be broken anywhere.
_LONG = re.compile(r"\S{40}(?=\S)")
# A number stays with its unit or month, and a half-year with its number, wherever they come from.
_BOUND = {
    "id": re.compile(
        r"(?<=\d) (?=(?:persen|ribu|juta|miliar|triliun|Januari|Februari|Maret|April|Mei|Juni|Juli|Agustus"
        r"|September|Oktober|November|Desember)\b)|(?<=Semester|Triwulan) (?=[IV]+\b)"
    ),
}


@cache
def _compiler() -> typst.Compiler:
    # System fonts are ignored, so that every machine sets the same pages.
    return typst.Compiler(ignore_system_fonts=True)


@cache
def _template() -> bytes:
    return (TEMPLATES / "report.typ").read_bytes()


def pdf(document: Document, front: Front) -> bytes:
    """Return the PDF of a document, with its own `indikator.csv` attached.

    The same document and front matter give the same bytes.

    Raises
    ------
    ReportError
        If Typst refuses it, for instance a figure without alternative text.
    """
    day = date.fromisoformat(front.report_date)
    words = BLOCK_WORDS[front.language] | PAGE_WORDS[front.language] | _WORDS[front.language]
    draft = words["draft"] if front.status == "draft" else ""
    title = _joined(" – ", front.title, _joined(", ", front.place, front.period))
    value = {
        "front": {**front.as_json(), "logo": _logo(front.logo)},
        "title": f"[{draft}] {title}" if draft else title,
        "short": _joined(" · ", words["short"], front.place, front.period),
        "keywords": [word for word in (draft or words["final"], front.period, front.place) if word],
        "draft": draft,
        "summary": SUMMARY,
        "appendix": APPENDIX,
        "colours": {"good": front.good, "middle": front.middle, "bad": front.bad},
        "date": [day.year, day.month, day.day],
        "words": words,
        "blocks": _bound(to_json(document.printed)["blocks"], _BOUND[front.language]),
    }
    inputs = {
        "document": json.dumps(_printable(value), ensure_ascii=False),
        "csv": indicator_csv(document.values).decode("utf-8"),
    }
    try:
        result = _compiler().compile(
            input=_template(),
            format="pdf",
            sys_inputs=inputs,
            pdf_standards=[*STANDARDS],
            timestamp=datetime(day.year, day.month, day.day, tzinfo=UTC),
        )
    except typst.TypstError as error:
        raise ReportError(
            f"PDF {front.place} {front.period_code} tidak dapat dibuat: {error.message}"
        ) from error
    if not isinstance(result, bytes):
        raise ReportError(f"PDF {front.place} {front.period_code} tidak dapat dibuat")
    return result


def _joined(between: str, *texts: str) -> str:
    return between.join(text for text in texts if text)


def _logo(address: str) -> dict[str, Any] | None:
    if not address:
        return None
    kind, data = address.removeprefix("data:image/").split(";base64,")
    return {"format": kind.removesuffix("+xml"), "data": list(b64decode(data))}


def _printable(value: Any) -> Any:
    """Return a JSON value whose texts can be set; drawings are left as they are."""
    if isinstance(value, str):
        return _LONG.sub("\\g<0>\u200b", _UNSET.sub("\ufffd", clean(value)))
    if isinstance(value, dict):
        return {key: part if key == "svg" else _printable(part) for key, part in value.items()}
    return [_printable(part) for part in value] if isinstance(value, list | tuple) else value


def _bound(value: Any, spaces: re.Pattern[str]) -> Any:
    """Return a JSON value whose texts are not broken at some spaces; what is not set is left as it is."""
    if isinstance(value, str):
        return spaces.sub("\u00a0", value)
    if isinstance(value, dict):
        return {key: part if key in ("svg", "alt") else _bound(part, spaces) for key, part in value.items()}
    return [_bound(part, spaces) for part in value] if isinstance(value, list | tuple) else value
