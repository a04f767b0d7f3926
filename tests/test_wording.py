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
from public_values import (
    BEFORE,
    CAUSAL,
    NOW,
    VOICE,
    causes,
    chain,
    faults,
    levels,
    mix,
    public,
    row,
    share,
    survival,
)

from evalhelpers import findings as f
from evalhelpers import narrative
from evalhelpers.catalogue import GAINS, LOSSES
from evalhelpers.narrative import LANGUAGES, plain
from evalhelpers.narrative.id import actions, audit, chapters, displays, pictures, verdicts
from evalhelpers.workbook.decisions import CASES, CHANGES, SCOPES, SHARES

COUNTS = [
    (x, n, n + u)
    for n in (0, 1, 4, 9, 10, 29, 30, 120)
    for x in sorted({0, 1, n // 2, n})
    if x <= n
    for u in (0, 1, 7)
    if n + u
]


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
        yield plain(narrative.change(found, VOICE, short=True))


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


def mixes() -> Iterator[str]:
    for counts in ({"tetap": 1}, {"tetap": 30, "menurun": 4}, {"belum_terpantau": 7}, {}):
        values = public(mix(counts)) if counts else public()
        yield plain(narrative.mix(f.mix(values, period=NOW), VOICE))


def flows() -> Iterator[str]:
    """Of each move none, one, or several; nobody before and nobody now among them."""
    for gained, lost in product(product((0, 1, 12), repeat=3), product((0, 1, 12), repeat=3)):
        kept = 5 if sum(gained) % 2 else 0
        before, now = kept + sum(lost), kept + sum(gained)
        counts = dict(zip((*GAINS, *LOSSES), (*gained, *lost), strict=True))
        rows = [row("B10", m, numerator=n, denominator=max(before, now, 1)) for m, n in counts.items()]
        rows += [row("B10", "berhenti_permanen", numerator=0, denominator=max(before, 1))]
        rows += [
            row("B10", m, numerator=n, denominator=max(before, now, 1))
            for m, n in (("aktif_lalu", before), ("aktif_kini", now))
        ]
        yield plain(narrative.flows(f.flows(public(rows), period=NOW), VOICE))
    yield plain(narrative.flows(f.flows(public(), period=NOW), VOICE))


def lasting() -> Iterator[str]:
    for months in ((), (6,), (6, 12), (6, 12, 24)):
        rows = [row("B2", f"bulan_{m}", value=0.9, numerator=2, denominator=12, missing=1) for m in months]
        yield plain(narrative.survival(f.survival(public(rows), period=NOW), VOICE))
    yield plain(narrative.survival(f.survival(survival(), period=NOW), VOICE))


def chains() -> Iterator[str]:
    """The chain from every first stage to every last one, with nothing and something to be explained."""
    stages = ("pagu", "sp2d", "sk", "disalurkan", "bukti", "terlihat", "aktif")
    for at, first in enumerate(stages[:4]):
        for last in stages[at + 1 :]:
            for end, gap in product((0.0, 40e6), (0.0, 5e6, -5e6)):
                told = {first: 100e6, last: end, "aktif_perlu_penjelasan": gap}
                yield plain(narrative.chain(f.chain(public(chain(told)), period=NOW), VOICE))
    hidden = row("E8", "aktif_perlu_penjelasan", "tahun=2025", hidden="*")
    for values in (public(), public(chain({"sk": 100e6}), hidden)):
        yield plain(narrative.chain(f.chain(values, period=NOW), VOICE))


def accounts() -> Iterator[str]:
    for x, n, everyone in COUNTS:
        due = [share(x, n, n, "E2")] if n else []  # of a paper it is known whether it is there
        lacking = row("E2", "belum_rp", value=(n - x) * 1e6, numerator=1)
        yield plain(narrative.papers(f.papers(public(due, lacking), period=NOW), VOICE))
        yield plain(narrative.papers(f.papers(public(due), period=NOW), VOICE))
        yield plain(narrative.flags(f.flags(public(share(x, n, everyone, "E3")), period=NOW), VOICE))
        audits = [share(x, n, n, "E5")] if n else []
        late = [share(min(x, n - x), n, n, "E5", "lewat_tenggat")] if n else []
        rupiah = [row("E5", "rp", value=0.5, numerator=n * 5e6, denominator=n * 1e7, missing=0)] if n else []
        gone = [share(2, 2, 2, "E5", "tidak_dapat")]
        for rows in ([], audits, [*audits, *late], [*audits, *late, *rupiah], gone):
            yield plain(narrative.audit(f.audit(public(rows), period=NOW), VOICE))
    for spent, voted in ((0, 100), (97, 100), (100, 100), (0, 0)):
        numbers = {"numerator": spent * 1e6, "denominator": voted * 1e6, "missing": 0}
        if voted:
            numbers["value"] = spent / voted
        for is_province in (True, False):
            found = f.budget(public(row("E1", **numbers)), period=NOW, province=is_province)
            yield plain(narrative.budget(found, VOICE))


def places() -> Iterator[str]:
    for (x, n), (y, m) in product(((0, 0), (3, 8), (30, 40), (59, 60), (5, 60)), repeat=2):
        if not n + m:
            continue
        rows = [share(x + y, n + m, n + m + 4)]
        for slug, met, known in (("malinau", x, n), ("tarakan", y, m)):
            rows += [share(met, known, known, group=f"kab_kota={slug}")] if known else []
        found = f.places(public(rows), "B1", period=NOW, districts=["malinau", "tarakan"])
        yield plain(narrative.compared(found, VOICE))


@pytest.mark.parametrize(
    "sentences",
    [shares, changes, money, recorded_causes, headlines, mixes, flows, lasting, chains, accounts, places],
)
def test_sentences_are_whole_whatever_the_numbers(sentences) -> None:
    seen = 0
    for text in sentences():
        seen += 1
        # A change of profit may be less than nothing; its sign is no broken zero.
        assert faults(text) == [], text
    assert seen > 3


def test_districts_are_compared_by_counts_and_never_named_under_thirty() -> None:
    seen = list(places())
    assert all("persen" not in text for text in seen)
    assert all("dari 8" not in text for text in seen)
    assert any("Kabupaten Malinau" in text for text in seen)


def test_no_ranking_words_under_thirty() -> None:
    for x, n, everyone in COUNTS:
        if n >= 30:
            continue
        values = public(share(x, n, everyone), causes({"P1": x, "P3": n - x} if n else {"P1": 1}))
        for text in (
            plain(narrative.share(f.share(values, "B1", period=NOW), VOICE)),
            plain(narrative.causes(f.causes(values, "berhenti_permanen", period=NOW), VOICE)),
        ):
            assert faults(text, has_few=True) == [], text


def test_a_key_figure_is_counts_first_under_thirty_and_says_how_sure_it_is() -> None:
    for name, (x, n, everyone) in product(("B1.utama", "B3.berkembang", "C1.utama"), COUNTS):
        code, measure = name.split(".")
        found = f.share(public(share(x, n, everyone, code, measure)), code, measure, period=NOW)
        before = f.share(public(), code, measure, period=BEFORE)
        number, detail = narrative.key_figure(found, before, f.TargetVerdict.NOT_SET, None, VOICE)
        shown, line = plain((number,)), plain(detail)
        assert ("%" in shown) == (n >= 30 and x > 0), (shown, line)
        assert "%" not in line or n >= 10
        assert ("semua diketahui" in line) == (n == everyone)
        assert not re.search(r"  | ,|\(\)|[{}]|None|nan", f"{shown} {line}")


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
        (f.PlaceVerdict, verdicts.PLACE_SHORT),
        (f.TargetVerdict, verdicts.TARGET),
        (f.FlowsVerdict, verdicts.FLOWS),
        (f.SurvivalVerdict, verdicts.SURVIVAL),
        (f.ChainVerdict, verdicts.CHAIN),
        (f.PapersVerdict, verdicts.PAPERS),
        (f.FlagsVerdict, verdicts.FLAGS),
        (f.AuditVerdict, verdicts.AUDIT),
        (f.ChangeVerdict, verdicts.CHANGE_SHORT),
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


@pytest.mark.parametrize("module", [actions, audit, chapters, displays, pictures, verdicts])
def test_all_words_are_free_of_causal_claims_and_double_spaces(module: ModuleType) -> None:
    allowed = chapters.CAVEAT  # says in the method's own words that nothing of the kind is shown
    for text in texts(module):
        assert text == allowed or not CAUSAL.search(text), text
        assert "  " not in text


@pytest.mark.parametrize("module", [actions, audit, chapters, displays, pictures, verdicts])
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
            for m in ("actions", "audit", "chapters", "displays", "pictures", "quality", "verdicts")
            for n in vars(getattr(words, m))
            if n.isupper()
        }
        for language, words in LANGUAGES.items()
    }
    assert all(found == names["id"] for found in names.values())
