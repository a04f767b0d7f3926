"""What a header says, without the marks, numbers, hints and shortenings of people and forms."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

# What stands between a form's group, its question and the answer: "grup_usaha/laba_bulan".
MARK = re.compile(r"[/%]|(?<=\w)\.(?=\w)|(?<=\w) ?- ?(?=\w)")
_QUESTION = re.compile(r"^\s*(?:[A-Za-z]?\d{1,3}[a-z]?|[A-Za-z])[.)]\s+")
_HINT = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|\*+$")
_SHORT = {
    "bln": "bulan", "sebulan": "bulan", "per": "", "omset": "omzet", "jml": "jumlah", "tgl": "tanggal",
    "no": "nomor", "kec": "kecamatan", "thn": "tahun",
}  # fmt: skip


@lru_cache(maxsize=50_000)
def plain(text: str) -> str:
    """Return header text for comparing: lower case, letters and digits, single spaces.

    >>> plain("Tgl.  Kunjungan* ")
    'tgl kunjungan'
    """
    folded = unicodedata.normalize("NFKD", text.casefold())
    return " ".join(
        "".join(ch if ch.isalnum() else " " for ch in folded if not unicodedata.combining(ch)).split()
    )


def readings(levels: Sequence[str]) -> list[str]:
    """Return what a column's header levels can be read as, the fullest first and the lowest alone last.

    >>> readings(["Sebelum Bantuan", "Laba"])
    ['Sebelum Bantuan Laba', 'Laba Sebelum Bantuan', 'Laba']
    """
    texts = list(dict.fromkeys(text for text in levels if text))
    if len(texts) < 2:
        return texts
    turned = f"{texts[-1]} {' '.join(texts[:-1])}"
    return [" ".join(texts), turned, *(" ".join(texts[start:]) for start in range(1, len(texts)))]


@lru_cache(maxsize=50_000)
def normal(text: str) -> str:
    """Return a header with its shortenings written out.

    >>> normal("N.I.K."), normal("Jml. Omset per Bln (Rp)"), normal("Laba bersih sebulan")
    ('nik', 'jumlah omzet bulan', 'laba bersih bulan')
    """
    words = [_SHORT.get(word, word) for word in plain(bare(text)).split()]
    if len(words) > 1 and all(len(word) == 1 for word in words):
        return "".join(words)
    return " ".join(word for word in words if word)


def bare(text: str) -> str:
    """Return a question without what forms put around it: its number, a hint in brackets, its language.

    >>> bare("A1. Apa saja penyebabnya? (boleh lebih dari satu)::Bahasa Indonesia (id)")
    'Apa saja penyebabnya?'
    """
    return _HINT.sub(" ", _QUESTION.sub("", text.partition("::")[0])).strip()
