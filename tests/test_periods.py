"""The period grammar: what it reads, what it refuses, and how periods follow each other."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evalhelpers.errors import ParamError
from evalhelpers.periods import Period, shift_months

periods = st.builds(
    lambda year, suffix: Period.parse(f"{year}{suffix}"),
    st.integers(2001, 2098),
    st.sampled_from(
        ("", "-S1", "-S2", *(f"-TW{q}" for q in range(1, 5)), *(f"-{m:02d}" for m in range(1, 13)))
    ),
)
days = st.dates(date(2001, 1, 1), date(2098, 12, 31))


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2024", date(2024, 1, 1), date(2024, 12, 31)),
        ("2025-S2", date(2025, 7, 1), date(2025, 12, 31)),
        ("2025-TW1", date(2025, 1, 1), date(2025, 3, 31)),
        ("2025-TW4", date(2025, 10, 1), date(2025, 12, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
    ],
)
def test_a_period_has_a_first_and_a_last_day(text: str, start: date, end: date) -> None:
    period = Period.parse(text)
    assert (period.start, period.end, period.year) == (start, end, start.year)


@pytest.mark.parametrize(
    "text",
    [
        "", "25", "1999", "2100", "2025-S3", "2025-TW0", "2025-TW5", "2025-13", "2025-00", "2025-1", "2025-s1",
        " 2025", "2025\n", "2025-S1-TW1", "2025/06", "20٢٥", 2025, None,
    ],
)  # fmt: skip
def test_what_is_no_period_is_refused_with_an_example(text: object) -> None:
    with pytest.raises(ParamError, match="bukan periode; tulis misalnya"):
        Period.parse(text)  # type: ignore[arg-type]


@given(periods)
def test_the_text_of_a_period_reads_back(period: Period) -> None:
    assert Period.parse(str(period)) == period


@given(st.text())
def test_any_text_is_a_period_of_that_very_spelling_or_refused(text: str) -> None:
    try:
        assert str(Period.parse(text)) == text
    except ParamError:
        pass


@given(periods)
def test_periods_of_a_kind_follow_each_other_without_gap_or_overlap(period: Period) -> None:
    before = period.previous()
    assert before.kind == period.kind
    assert before.end + timedelta(days=1) == period.start


@given(periods)
def test_a_year_earlier_is_the_same_part_of_the_year_before(period: Period) -> None:
    earlier = period.year_earlier()
    assert (earlier.kind, earlier.index, earlier.year) == (period.kind, period.index, period.year - 1)


@given(periods, days)
def test_both_ends_belong_to_the_period(period: Period, day: date) -> None:
    assert period.contains(period.start)
    assert period.contains(period.end)
    assert period.contains(day) is (period.start <= day <= period.end)


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("2025-S1", date(2025, 1, 1)),
        ("2025-TW2", date(2025, 1, 1)),
        ("2025", date(2025, 7, 1)),
        ("2024-02", date(2023, 9, 1)),
    ],
)
def test_the_window_is_six_whole_months_ending_with_the_period(text: str, first: date) -> None:
    assert Period.parse(text).window_start(6) == first


@given(days, st.integers(-300, 300))
def test_months_move_whole_and_a_day_the_month_lacks_is_its_last(day: date, months: int) -> None:
    moved = shift_months(day, months)
    assert (moved.year * 12 + moved.month) - (day.year * 12 + day.month) == months
    assert moved.day == day.day or (moved.day < day.day and (moved + timedelta(days=1)).day == 1)
