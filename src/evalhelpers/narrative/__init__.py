"""Word: one whole sentence per verdict and language; no arithmetic.

Numbers come from `findings` with their fact ids and become text in `formats`; every word comes from
the language's folder. A sentence is a tuple of spans, ready for a block.
"""

from __future__ import annotations

from evalhelpers.narrative.account import audit, budget, chain, flags, in_words, money, papers
from evalhelpers.narrative.page_one import key_figure, money_figure, target, target_state
from evalhelpers.narrative.people import (
    causes,
    change,
    compared,
    flows,
    headline,
    incomparable,
    mix,
    phoned,
    revised,
    share,
    survival,
    unchanged,
)
from evalhelpers.narrative.voice import LANGUAGES, Voice, Words, fill, listed, lower_first, plain, within

__all__ = [
    "LANGUAGES",
    "Voice",
    "Words",
    "audit",
    "budget",
    "causes",
    "chain",
    "change",
    "compared",
    "fill",
    "flags",
    "flows",
    "headline",
    "in_words",
    "incomparable",
    "key_figure",
    "listed",
    "lower_first",
    "mix",
    "money",
    "money_figure",
    "papers",
    "phoned",
    "plain",
    "revised",
    "share",
    "survival",
    "target",
    "target_state",
    "unchanged",
    "within",
]
