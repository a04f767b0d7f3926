"""What holds for every Indonesian word of the report, whatever the data."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from enum import Enum
from itertools import product
from pathlib import Path
from types import ModuleType

import pytest
from public_values import BEFORE, NOW, VOICE, causes, levels, public, row, share

from evalhelpers import findings as f
from evalhelpers import narrative
from evalhelpers.narrative import LANGUAGES, plain
from evalhelpers.narrative.id import audit, chapters, displays, verdicts
from evalhelpers.workbook.decisions import CASES, CHANGES, SCOPES, SHARES

COUNTS = [
    (x, n, n + u)
    for n in (0, 1, 4, 9, 10, 29, 30, 120)
    for x in sorted({0, 1, n // 2, n})
    if x <= n
    for u in (0, 1, 7)
    if n + u
]
# Saying that one thing brought another about is what the method cannot show.
CAUSAL = re.compile(r"\b(karena|akibat|dampak|berkat|menyebabkan|efektif)\b", re.IGNORECASE)
RANKING = re.compile(
    r"\b(ter(tinggi|rendah|baik|buruk)|paling (baik|buruk|sering)|peringkat|juara)\b", re.IGNORECASE
)


def shares() -> Iterator[str]:
    for name, (x, n, everyone) in product(SHARES, COUNTS):
        code, measure = name.split(".")
        yield plain(
            narrative.share(
                f.share(public(share(x, n, everyone, code, measure)), code, measure, period=NOW), VOICE
            )
        )
        yield plain(narrative.share(f.share(public(), code, measure, period=NOW), VOICE))
    for name in SHARES:
        code, measure = name.split(".")
        hidden = public(row(code, measure, denominator=3, missing=0, hidden="<5"))
        yield plain(narrative.share(f.share(hidden, code, measure, period=NOW), VOICE))


def changes() -> Iterator[str]:
    for name, (x, n, a), (y, m, b) in product((*CHANGES, "D1.utama"), COUNTS[::3], COUNTS[1::4]):
        code, measure = name.split(".")
        values = public(share(x, n, a, code, measure), share(y, m, b, code, measure, period=BEFORE))
        found = f.change(values, code, measure, period=NOW, before=BEFORE)
        yield plain(narrative.change(found, VOICE))
        yield plain(narrative.change(found, VOICE, baseline=True))


def money() -> Iterator[str]:
    for group, value, n in product(SCOPES, (-0.4, -0.0004, 0.0, 0.2), (5, 10, 30)):
        for interval in (
            {},
            {"low": value - 0.01, "high": value + 0.01},
            {"low": value - 1, "high": value + 1},
        ):
            numbers = {"value": value, "denominator": n, **interval}
            values = public(
                row("B5", "median_persen", group, **numbers), row("B5", "median_rp", group, value=value * 1e6)
            )
            yield plain(narrative.money(f.money(values, period=NOW, group=group), VOICE))
        yield plain(narrative.money(f.money(public(), period=NOW, group=group), VOICE))


def recorded_causes() -> Iterator[str]:
    for measure in CASES:
        yield plain(narrative.causes(f.causes(public(), measure, period=NOW), VOICE))
        for counts, hidden in (
            ({"P1": 1}, ""),
            ({"P1": 20, "P3": 15}, ""),
            ({"P1": 15, "P3": 15}, ""),
            ({"P1": 2, "P3": 5}, "P1 P2"),
            ({"P4": 2}, "P1 P2 P3 P4 P9"),
        ):
            yield plain(
                narrative.causes(
                    f.causes(public(causes(counts, measure, hidden)), measure, period=NOW), VOICE
                )
            )


def headlines() -> Iterator[str]:
    for known, unseen in product(product((0, 41), repeat=3), (0, 7)):
        yield plain(narrative.headline(f.headline(levels(known, unseen), period=NOW), VOICE))
    yield plain(narrative.headline(f.headline(public(), period=NOW), VOICE))


@pytest.mark.parametrize("sentences", [shares, changes, money, recorded_causes, headlines])
def test_sentences_are_whole_whatever_the_numbers(sentences) -> None:
    seen = 0
    for text in sentences():
        seen += 1
        assert re.fullmatch(r"[A-Z–].*[^.\s]\.", text), text
        assert not re.search(r"  | ,| \.|\.\.|\(\)|[{}]|\bnan\b|\bNone\b|[-−]0(?![,\d])|[-−]0,0\b", text), (
            text
        )
        assert not CAUSAL.search(text), text
        assert text.count("(") == text.count(")"), text
    assert seen > 10


def test_no_ranking_words_under_thirty() -> None:
    for x, n, everyone in COUNTS:
        if n >= 30:
            continue
        values = public(share(x, n, everyone), causes({"P1": x, "P3": n - x} if n else {"P1": 1}))
        for text in (
            plain(narrative.share(f.share(values, "B1", period=NOW), VOICE)),
            plain(narrative.causes(f.causes(values, "berhenti_permanen", period=NOW), VOICE)),
        ):
            assert not RANKING.search(text.replace("batas terendah dan tertinggi", "")), text


@pytest.mark.parametrize(
    ("members", "table"),
    [
        *[(f.ShareVerdict, verdicts.SHARE[name]) for name in SHARES],
        (f.ChangeVerdict, verdicts.CHANGE),
        (f.HeadlineVerdict, verdicts.HEADLINE),
        (f.MixVerdict, verdicts.MIX),
        (f.CausesVerdict, verdicts.CAUSES),
        (f.MoneyVerdict, verdicts.MONEY),
        (f.BudgetVerdict, verdicts.BUDGET),
        (f.PlaceVerdict, verdicts.PLACE),
        (f.PlaceVerdict, verdicts.PLACE_SHORT),
        (f.TargetVerdict, verdicts.TARGET),
    ],
    ids=lambda value: value.__name__ if isinstance(value, type) else None,
)
def test_every_verdict_has_its_words(members: type[Enum], table: dict[Enum, str]) -> None:
    assert set(table) == set(members)


def test_every_share_and_change_has_a_subject() -> None:
    assert set(SHARES) <= set(verdicts.SUBJECT)
    assert {*CHANGES, "D1.utama"} <= set(verdicts.SUBJECT)
    assert set(CASES) == set(verdicts.CASES)
    assert set(SCOPES) == set(verdicts.MONEY_SCOPE) == set(displays.SCOPES)


def texts(module: ModuleType) -> Iterator[str]:
    def within(value: object) -> Iterator[str]:
        if isinstance(value, str):
            yield value
        elif isinstance(value, dict):
            for item in value.values():
                yield from within(item)

    for name, value in vars(module).items():
        if name.isupper():
            yield from within(value)


@pytest.mark.parametrize("module", [audit, chapters, displays, verdicts])
def test_all_words_are_free_of_causal_claims_and_double_spaces(module: ModuleType) -> None:
    allowed = chapters.CAVEAT  # says in the method's own words that nothing of the kind is shown
    for text in texts(module):
        assert text == allowed or not CAUSAL.search(text), text
        assert "  " not in text


@pytest.mark.parametrize("module", [audit, chapters, displays, verdicts])
def test_no_words_are_written_twice_under_one_name(module: ModuleType) -> None:
    tree = ast.parse(Path(str(module.__file__)).read_text(encoding="utf-8"))
    names = [
        t.id for n in tree.body if isinstance(n, ast.Assign) for t in n.targets if isinstance(t, ast.Name)
    ]
    assert len(names) == len(set(names))


def test_the_fixed_sentences_of_the_method_are_there_word_for_word() -> None:
    assert chapters.SELF_REPORT == (
        "Laba awal berasal dari pengakuan pemohon saat mengusulkan bantuan dan dapat lebih rendah daripada keadaan "
        "sebenarnya."
    )
    assert chapters.PROXY == (
        "Angka ini proksi dari pendapatan menurut pengakuan; bukan angka kemiskinan BPS dan bukan penetapan keluar dari "
        "kategori fakir miskin, yang ditentukan melalui pemutakhiran DTSEN."
    )
    assert chapters.CAVEAT == (
        "Angka ini menggambarkan keadaan setelah menerima bantuan dan tidak membuktikan bahwa perubahan disebabkan oleh "
        "bantuan."
    )
    assert chapters.CLOSING == (
        "Demikian laporan ini disampaikan sebagai bahan evaluasi dan pengambilan kebijakan lebih lanjut."
    )
    assert chapters.INDICATION == "Indikasi, belum merupakan hasil pemeriksaan."
    assert chapters.TITLES["kesejahteraan"] == "Perubahan Kesejahteraan dan Keberlanjutan"


def test_every_language_has_the_same_words() -> None:
    names = {
        language: {
            (m, n)
            for m in ("audit", "chapters", "displays", "verdicts")
            for n in vars(getattr(words, m))
            if n.isupper()
        }
        for language, words in LANGUAGES.items()
    }
    assert all(found == names["id"] for found in names.values())
