"""Who crossed the poverty line, and who gained how much: no arithmetic brings a small number back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import product
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from evalhelpers.catalogue import COLUMNS, INDICATORS
from evalhelpers.disclosure import plan, protect
from evalhelpers.disclosure.families import Key

PERIOD = "2025-S1"
PLACES, NOWHERE = ("bulungan", "malinau", "tarakan"), "tidak-diketahui"
# District, above the line before (None: not known), above it now; of nobody else is the income now known.
Person = tuple[str | None, bool | None, bool]
MEASURES: dict[str, tuple[tuple[bool | None, ...], tuple[bool, ...]]] = {
    "utama": ((True, False, None), (True,)),
    "awal": ((True,), (True, False)),
    "naik": ((False,), (True,)),
    "turun": ((True,), (False,)),
    # What no cell shows.
    "tetap_atas": ((True,), (True,)),
    "tetap_bawah": ((False,), (False,)),
    "tanpa_awal": ((None,), (True,)),
}
SHOWN = ("utama", "awal", "naik", "turun")
ATOMS = tuple(product((*PLACES, None), (True, False, None), (True, False)))


@st.composite
def persons(draw: st.DrawFn) -> list[Person]:
    """Draw how many there are of each combination: none, few, enough; often the income before is known of all."""
    is_known, few = draw(st.booleans()), st.sampled_from((0, 0, 1, 2, 4, 7, 9, 14))
    return [
        atom
        for atom in ATOMS
        if not (is_known and atom[1] is None)
        for _ in range(draw(few if atom[0] else st.sampled_from((0, 0, 0, 1, 6))))
    ]


def atoms_of(name: Key) -> list[int]:
    """Return which combinations a figure counts."""
    before, now = MEASURES[name.measure]
    return [
        int(b in before and n in now and name.district in ("provinsi", place or NOWHERE)) for place, b, n in ATOMS
    ]  # fmt: skip


def among(name: Key) -> list[int]:
    """Return of which combinations: everyone known now; for the others than `utama` those known before too."""
    known = (None,) if name.measure == "tanpa_awal" else (True, False)
    known = (True, False, None) if name.measure == "utama" else known
    return [int(b in known and name.district in ("provinsi", place or NOWHERE)) for place, b, _ in ATOMS]


def numbers_of(people: Sequence[Person]) -> dict[Key, tuple[int, int]]:
    """Return x and n of every figure of persons, shown or not.

    Persons of no known district have a line in the province, but none of who crossed.
    """
    counts = np.array([sum(p == atom for p in people) for atom in ATOMS])
    names = [Key("D1", m, place, PERIOD, "semua") for m in MEASURES for place in ("provinsi", *PLACES)]
    names += [Key("D1", m, NOWHERE, PERIOD, "semua") for m in ("utama", "awal")]
    found = {name: (int(counts @ atoms_of(name)), int(counts @ among(name))) for name in names}
    return {name: (x, n) for name, (x, n) in found.items() if n}


def pages_of(numbers: Mapping[Key, tuple[int, int]]) -> list[pd.DataFrame]:
    """Return the pages of the province and its districts."""
    rows: dict[str, list[dict[str, Any]]] = {}
    for name, (x, n) in numbers.items():
        if name.measure in SHOWN:
            row = dict.fromkeys(COLUMNS) | name._asdict() | {"unit": "share"}
            row |= {"numerator": x, "denominator": n, "missing": 0, "value": x / n}
            if name.district == NOWHERE:
                row |= {"district": "provinsi", "group": f"kab_kota={NOWHERE}"}
            rows.setdefault(row["district"], []).append(row)
    return [frame(some) for some in rows.values()]


def frame(rows: Sequence[dict[str, Any]]) -> pd.DataFrame:
    made = pd.DataFrame(rows, columns=list(COLUMNS))
    figures = [c for c in COLUMNS if c not in (*Key._fields, "unit")]
    return made.astype(dict.fromkeys(figures, "float64"))


def is_small(x: int, n: int) -> bool:
    return n < 5 or 0 < x < 5 or 0 < n - x < 5


def secrets_of(numbers: Mapping[Key, tuple[int, int]]) -> list[Key]:
    """Return what must not be told: small numbers of a district, shown by a cell or following from some."""
    return [name for name, size in numbers.items() if name.district != "provinsi" and is_small(*size)]


def known_of(numbers: Mapping[Key, tuple[int, int]], hidden: frozenset[Key]) -> tuple[np.ndarray, np.ndarray]:
    """Return what a reader of all pages has: the counts that are shown, and of how many each is."""
    shown = [k for k in numbers if k.measure in SHOWN and k not in hidden]
    told = [(atoms_of(k), numbers[k][0]) for k in shown]
    told += [(among(k), numbers[k][1]) for k in numbers if k.measure in SHOWN]
    return np.array([row for row, _ in told]), np.array([x for _, x in told])


@settings(max_examples=150, deadline=None)
@given(persons().filter(bool))
def test_no_arithmetic_over_all_pages_gives_back_who_crossed(people: list[Person]) -> None:
    numbers = numbers_of(people)
    hidden = plan(pages_of(numbers)).hidden
    rows, told = known_of(numbers, hidden)
    empty = np.zeros(len(ATOMS), dtype=bool)
    for place in ("provinsi", *PLACES, NOWHERE):
        compared, everyone = (
            numbers.get(Key("D1", m, place, PERIOD, "semua"), (0, 0)) for m in ("awal", "utama")
        )
        if compared[1] == everyone[1]:
            empty |= np.array(among(Key("D1", "tanpa_awal", place, PERIOD, "semua")), dtype=bool)
    secrets = secrets_of(numbers)
    assert {k for k in secrets if k.measure in SHOWN} <= hidden
    assert not told_by(rows, empty, hidden)
    # None is less than nil: where nobody is counted, nobody is in any of the combinations.
    empty |= rows[told == 0].any(axis=0)
    assert not told_by(rows, empty, [k for k in secrets if numbers[k][0] not in (0, numbers[k][1])])


def told_by(rows: np.ndarray, empty: np.ndarray, names: Iterable[Key]) -> set[Key]:
    """Return the figures in the span of those that are known, where some combinations hold nobody."""
    known = rows[:, ~empty]
    rank = np.linalg.matrix_rank(known)
    wanted = {name: np.array(atoms_of(name))[~empty] for name in names}
    return {
        name
        for name, row in wanted.items()
        if row.any() and np.linalg.matrix_rank(np.vstack([known, row])) == rank
    }


@settings(max_examples=80, deadline=None, derandomize=True)
@given(persons().filter(bool))
def test_a_hidden_crossing_can_be_more_than_one_number(people: list[Person]) -> None:
    """Counts are whole and none is less than nil; the reader solves for the least and the most.

    In tables of a handful of persons a linear programme finds more than is looked for.
    """
    numbers = numbers_of(people)
    hidden = plan(pages_of(numbers)).hidden
    rows, told = known_of(numbers, hidden)
    for name in secrets_of(numbers):
        x, n = numbers[name]
        if n < 10 or x in (0, n) or name.measure not in ("naik", "turun"):
            continue
        wanted = np.array(atoms_of(name), dtype=float)
        ends = [
            linprog(sign * wanted, A_eq=rows, b_eq=told, bounds=[(0, None)] * len(ATOMS)).fun
            for sign in (1, -1)
        ]
        assert np.ceil(ends[0] - 1e-6) < np.floor(1e-6 - ends[1]), name


def page(place: str, **sizes: tuple[int, int]) -> pd.DataFrame:
    return pages_of({Key("D1", m, place, PERIOD, "semua"): size for m, size in sizes.items()})[0]


def hidden_in(**sizes: tuple[int, int]) -> set[str]:
    shown = protect(page("tarakan", **sizes)).frame
    return set(shown.loc[shown["hidden"] != "", "measure"])


def test_a_few_who_fell_below_are_hidden_with_those_who_rose_where_the_rest_would_tell_them() -> None:
    """12 + 10 - turun = 21: without the number of those who rose, one cannot be told from the other."""
    assert hidden_in(utama=(21, 56), awal=(12, 56), naik=(10, 56), turun=(1, 56)) == {"naik", "turun"}


def test_shares_before_and_now_are_the_last_to_be_hidden() -> None:
    few = hidden_in(utama=(14, 46), awal=(10, 43), naik=(4, 43), turun=(1, 43))
    assert few == {"naik", "turun"}


def test_large_numbers_of_a_district_stay_and_so_do_those_of_the_province() -> None:
    assert hidden_in(utama=(30, 60), awal=(20, 60), naik=(16, 60), turun=(6, 60)) == set()
    shown = protect(page("provinsi", utama=(65, 193), awal=(35, 193), naik=(32, 193), turun=(2, 193)))
    assert (shown.frame["hidden"] == "").all()


def test_persons_whose_income_before_is_not_known_are_not_told_by_the_others() -> None:
    """Of 5 such persons 2 are above the line now, which the four numbers together would tell."""
    assert hidden_in(utama=(21, 54), awal=(9, 49), naik=(10, 49), turun=(0, 49)) == {"naik"}


def test_those_who_stayed_above_are_not_told_by_those_who_fell() -> None:
    assert hidden_in(utama=(14, 60), awal=(10, 60), naik=(11, 60), turun=(7, 60)) & {"turun", "awal"}


def spread(place: str, *classes: int) -> pd.DataFrame:
    names = ("turun_50", "turun", "tetap", "naik", "naik_50", "naik_100")
    rows = []
    for name, x in zip(names, classes, strict=True):
        key = Key("B5", "sebaran", place, PERIOD, f"perubahan_laba={name}")
        row = dict.fromkeys(COLUMNS) | key._asdict() | {"unit": INDICATORS["B5"].units["sebaran"]}
        rows.append(
            row | {"numerator": x, "denominator": sum(classes), "missing": 2, "value": x / sum(classes)}
        )
    return frame(rows)


@pytest.mark.parametrize(("n", "hidden"), [(4, True), (5, False)])
def test_how_the_profits_of_fewer_than_five_changed_is_hidden_on_every_page(n: int, hidden: bool) -> None:
    for place in ("provinsi", "tarakan"):
        shown = protect(spread(place, 0, 0, 1, n - 1, 0, 0)).frame
        assert ((shown["hidden"] != "") == hidden).all()


def test_the_other_districts_do_not_tell_how_the_profits_of_a_few_changed() -> None:
    pages = [
        spread("provinsi", 12, 3, 8, 30, 6, 5), spread("tarakan", 6, 2, 4, 15, 3, 2),
        spread("bulungan", 6, 1, 3, 13, 3, 3), spread("malinau", 0, 0, 1, 2, 0, 0),
    ]  # fmt: skip
    made = plan(pages)
    for name in ("tetap", "naik"):
        told = {k.district for k in made.hidden if k.group == f"perubahan_laba={name}"}
        assert "malinau" in told
        assert len(told) == 2


def test_persons_without_a_district_hide_nobody_elses_classes() -> None:
    pages = [spread("provinsi", 6, 2, 5, 17, 3, 2), spread("tarakan", 6, 2, 4, 15, 3, 2)]
    assert plan(pages).hidden == frozenset()
