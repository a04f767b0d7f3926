"""Numbers as text: rounding, thresholds of small numbers, money, words and what a machine reads back."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evalhelpers import formats
from evalhelpers.errors import DataError
from evalhelpers.formats import MISSING

WHOLE = st.integers(-(10**14), 10**14)


@pytest.mark.parametrize("missing", [None, float("nan"), Decimal("NaN")])
def test_missing_is_a_dash_for_readers_and_nothing_for_machines(missing: float | Decimal | None) -> None:
    readers = [formats.number(missing), formats.share(missing, 50), formats.gap(missing, 50)]
    readers += [formats.rupiah(missing), formats.rupiah_short(missing), formats.count(missing)]
    assert set(readers) == {MISSING}
    assert formats.machine(missing) == ""


@pytest.mark.parametrize(
    ("value", "digits", "text"),
    [(0.5, 0, "1"), (2.5, 0, "3"), (-2.5, 0, "−3"), (1.005, 2, "1,01"), (0.045, 2, "0,05"), (-0.4, 0, "0"), (1e6, 1, "1.000.000,0")],
)  # fmt: skip
def test_halves_are_rounded_away_from_zero_as_they_are_written(value: float, digits: int, text: str) -> None:
    assert formats.number(value, digits) == text


@given(st.decimals(-(10**9), 10**9, places=4), st.integers(0, 3))
def test_rounding_moves_by_at_most_half_a_unit_and_is_the_same_on_both_sides_of_zero(
    value: Decimal, digits: int
) -> None:
    rounded = formats.rounded(value, digits)
    assert abs(rounded - value) <= Decimal(5).scaleb(-digits - 1)
    assert formats.rounded(-value, digits) == -rounded
    assert not (rounded == 0 and rounded.is_signed())


@pytest.mark.parametrize(
    ("value", "n", "text"),
    [
        (0.5, 9, MISSING), (0.5, 10, "50%"), (22 / 29, 29, "76%"), (23 / 30, 30, "76,7%"), (33 / 41, 41, "80,5%"),
        (0.6875, 48, "68,8%"), (0.0, 30, "0,0%"), (1.0, 10, "100%"),
    ],
)  # fmt: skip
def test_rule_26_under_10_counts_only_under_30_no_decimals_then_one(value: float, n: int, text: str) -> None:
    assert formats.share(value, n) == text


def test_rule_26_a_difference_comes_from_the_unrounded_difference() -> None:
    # 68.75 and 70.14 print as 68.8 and 70.1, yet lie 1.39 apart.
    assert (formats.share(0.6875, 48), formats.share(0.7014, 48)) == ("68,8%", "70,1%")
    assert formats.gap(0.7014 - 0.6875, 48) == "1,4 persen poin"
    assert formats.gap(0.7014 - 0.6875, 29) == "1 persen poin"
    assert formats.gap(0.1, 9) == MISSING


@given(st.integers(30, 3000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_a_printed_share_is_within_a_twentieth_of_a_percent(case: tuple[int, int]) -> None:
    x, n = case
    printed = Decimal(formats.share(x / n, n).rstrip("%").replace(",", "."))
    assert abs(printed - Decimal(100 * x) / n) <= Decimal("0.05") + Decimal("1e-12")


@given(st.floats(allow_nan=False, allow_infinity=False, min_value=-1e15, max_value=1e15))
def test_a_machine_reads_back_ten_digits(value: float) -> None:
    text = formats.machine(value)
    assert float(text) == pytest.approx(value, rel=1e-9, abs=0)
    assert len(text.lstrip("-0.").replace(".", "").rstrip("0")) <= 10
    assert formats.machine(float(text)) == text
    assert "e" not in text.lower()
    assert text != "-0"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "Rp0"), (-2500, "−Rp2.500"), (999_999, "Rp999.999"), (995_000, "Rp995.000"), (1_000_000, "Rp1 juta"),
        (1_255_000, "Rp1,26 juta"), (996_000_000, "Rp996 juta"), (999_994_999, "Rp999,99 juta"),
        (999_995_000, "Rp1 miliar"), (1_250_000_000, "Rp1,25 miliar"), (-100_000_000, "−Rp100 juta"),
        (2_000_000_000_000, "Rp2 triliun"),
    ],
)  # fmt: skip
def test_money_for_reading_keeps_its_scale_until_rounding_reaches_the_next(value: int, text: str) -> None:
    assert formats.rupiah_short(value) == text


@given(WHOLE)
def test_money_for_reading_is_off_by_half_a_hundredth_of_its_word_at_most(value: int) -> None:
    scales = {"juta": 10**6, "miliar": 10**9, "triliun": 10**12}
    digits, _, word = formats.rupiah_short(value).removeprefix("−").removeprefix("Rp").partition(" ")
    amount = Decimal(digits.replace(".", "").replace(",", "."))
    scale = scales.get(word, 1)
    assert abs(amount * scale - abs(value)) <= (scale // 200 if word else 0)
    assert amount < 1000 or word in ("", "triliun")


@given(WHOLE)
def test_money_in_full_loses_nothing(value: int) -> None:
    text = formats.rupiah(value)
    assert int(text.replace("−", "-").replace("Rp", "").replace(".", "")) == value


def test_english_has_its_own_marks() -> None:
    assert formats.number(1234.5, 1, language="en") == "1,234.5"
    assert formats.share(0.5, 40, language="en", place="prose") == "50.0 per cent"
    assert formats.rupiah_short(1_250_000_000, language="en") == "Rp1.25 billion"
    assert formats.date(date(2025, 3, 12), language="en") == "12 March 2025"
    assert formats.period("2025-S1", language="en") == "half-year 1 of 2025"


@pytest.mark.parametrize(
    ("text", "printed"),
    [("2025", "Tahun 2025"), ("2025-S2", "Semester II Tahun 2025"), ("2025-TW4", "Triwulan IV Tahun 2025"), ("2025-08", "Agustus 2025")],
)  # fmt: skip
def test_periods_are_written_in_full(text: str, printed: str) -> None:
    assert formats.period(text) == printed


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (11, "sebelas"), (15, "lima belas"), (20, "dua puluh"), (100, "seratus"), (111, "seratus sebelas"),
        (1_000, "seribu"), (1_001, "seribu satu"), (2_000, "dua ribu"), (11_000, "sebelas ribu"),
        (101_000, "seratus satu ribu"), (1_000_000, "satu juta"), (1_001_000, "satu juta seribu"),
        (1_000_000_000, "satu miliar"), (-5, "minus lima"),
    ],
)  # fmt: skip
def test_amounts_in_words(value: int, words: str) -> None:
    assert formats.terbilang(value) == f"{words} rupiah"


def in_figures(words: str) -> int:
    """Read an amount in words, by the rules of the language alone."""
    units = ["nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan"]
    total = group = unit = 0
    for word in re.sub(r"\bse(?=belas|puluh|ratus|ribu)", "satu ", words).split():
        if word in units:
            unit = units.index(word)
        elif word in ("belas", "puluh", "ratus"):
            group += {"belas": 10 + unit, "puluh": 10 * unit, "ratus": 100 * unit}[word]
            unit = 0
        else:
            total += (group + unit) * {"ribu": 10**3, "juta": 10**6, "miliar": 10**9, "triliun": 10**12}[word]
            group = unit = 0
    return total + group + unit


@given(st.integers(0, 10**15 - 1))
def test_words_read_back_as_the_amount(value: int) -> None:
    assert in_figures(formats.terbilang(value, currency="")) == value


def test_a_thousand_trillion_is_too_much_for_words() -> None:
    assert formats.terbilang(10**15 - 1).startswith("sembilan ratus sembilan puluh sembilan triliun")
    with pytest.raises(DataError, match="terlalu besar"):
        formats.terbilang(-(10**15))


@pytest.mark.parametrize(
    ("value", "unit", "n", "text"),
    [
        (0.8424, "probability", 41, "84,2%"), (0.8424, "share", 29, "84%"), (0.8424, "probability", 9, MISSING),
        (45, "days", 3, "45 hari"), (45.5, "days", 40, "45,5 hari"), (2, "contacts", 40, "2 kali"),
        (0, "contacts", 0, "0 kali"), (2.5, "contacts", 40, "2,5 kali"), (1460, "persons", 0, "1.460"),
        (11.714, "persons", 35, "11,7"), (11.96, "persons", 35, "12"), (3.455, "criteria", 30, "3,46"),
        (3.455, "criteria", 29, "3,5"), (3.455, "criteria", 9, MISSING), (4_303_704.3, "rp", 1, "Rp4.303.704"),
        (None, "days", 40, MISSING), (float("nan"), "rp", 40, MISSING),
    ],
)  # fmt: skip
def test_every_unit_of_the_catalogue_has_its_form(value: float | None, unit: str, n: int, text: str) -> None:
    assert formats.figure(value, unit, n) == text


@pytest.mark.parametrize(
    ("value", "n", "text"),
    [(0.25, 30, "+0,25"), (-0.25, 30, "−0,25"), (0.004, 30, "0,00"), (0.04, 10, "0,0")],
)
def test_a_change_of_criteria_carries_its_sign_unless_it_is_none(value: float, n: int, text: str) -> None:
    assert formats.figure(value, "criteria", n, is_change=True) == text
