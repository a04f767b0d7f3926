"""Small-number protection: what is hidden, what stays, and that no arithmetic brings a hidden cell back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import FrozenInstanceError
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from builders import grant, tables, values, visit
from hypothesis import given, settings
from hypothesis import strategies as st

from evalhelpers.catalogue import CAUSES, COLUMNS
from evalhelpers.disclosure import FEW, HIDDEN, Plan, Public, plan, protect
from evalhelpers.disclosure.sums import Key, Size, Sum, recoverable, sums
from evalhelpers.errors import DataError

PERIOD = "2025-S1"


def cell(
    code: str, measure: str, group: str, met: float | None, n: int, district: str = "tarakan", value: float | None = None
) -> dict[str, Any]:  # fmt: skip
    row: dict[str, Any] = dict.fromkeys(COLUMNS, None)
    if value is None and met is not None and n:
        value = met / n
    return row | {
        "code": code, "measure": measure, "district": district, "period": PERIOD, "group": group, "unit": "share",
        "numerator": met, "denominator": n, "missing": 0, "value": value,
    }  # fmt: skip


def page(*rows: dict[str, Any] | Iterable[dict[str, Any]]) -> pd.DataFrame:
    flat = [r for item in rows for r in ([item] if isinstance(item, dict) else item)]
    frame = pd.DataFrame(flat, columns=list(COLUMNS))
    numbers = [c for c in COLUMNS if c not in (*Key._fields, "unit")]
    frame[numbers] = frame[numbers].astype("float64")
    return frame


def d1(group: str, met: int, n: int, district: str = "tarakan") -> dict[str, Any]:
    return cell("D1", "utama", group, met, n, district)


def c2(
    counts: Sequence[int], measure: str = "berhenti_permanen", district: str = "tarakan"
) -> list[dict[str, Any]]:
    return [
        cell("C2", measure, f"penyebab={c}", x, sum(counts), district)
        for c, x in zip(CAUSES, counts, strict=True)
    ]


def marks(shown: Public, **wanted: str) -> dict[str, str]:
    frame = shown.frame
    for column, value in wanted.items():
        frame = frame[frame[column] == value]
    return dict(zip(frame["group"], frame["hidden"], strict=True))


# Rule 36


@pytest.mark.parametrize(
    ("met", "n", "mark"),
    [
        (0, 30, ""), (1, 30, FEW), (4, 30, FEW), (5, 30, ""), (25, 30, ""), (26, 30, HIDDEN), (29, 30, HIDDEN),
        (30, 30, ""), (0, 4, FEW), (4, 4, FEW), (0, 5, ""), (5, 5, ""), (3, 5, FEW), (0, 0, ""),
    ],
)  # fmt: skip
def test_rule_36_income_of_a_district_is_hidden_with_1_to_4_persons_or_1_to_4_beside_them_or_fewer_than_5(
    met: int, n: int, mark: str
) -> None:
    assert marks(protect(page(d1("semua", met, n)))) == {"semua": mark}


def test_rule_36_a_hidden_cell_holds_no_number_that_tells_it() -> None:
    row = d1("semua", 3, 30) | dict.fromkeys(("low", "high", "bound_low", "bound_high"), 0.1)
    shown = protect(page(row)).cell("D1", period=PERIOD)
    assert shown is not None
    assert shown.hidden == FEW
    assert {shown.value, shown.numerator, shown.low, shown.high, shown.bound_low, shown.bound_high} == {None}


def test_rule_36_of_fewer_than_five_not_even_their_number_is_told() -> None:
    frame = protect(page(d1("semua", 2, 4), d1("kelompok_usaha=kuliner", 3, 30))).frame
    few, more = frame.iloc[0], frame.iloc[1]
    assert pd.isna(few["denominator"])
    assert pd.isna(few["missing"])
    assert more["denominator"] == 30


def test_rule_36_the_provinces_own_figures_stay() -> None:
    shown = protect(page(d1("semua", 3, 40, "provinsi"), d1("jenis_kelamin=P", 2, 20, "provinsi")))
    assert set(shown.frame["hidden"]) == {""}


def test_rule_36_main_status_counts_stay_in_full_however_small() -> None:
    rows = [
        cell(code, measure, group, 1, 3)
        for code, measure in (
            ("B1", "utama"),
            ("B3", "bertahan"),
            ("B4", "berhenti_permanen"),
            ("C1", "utama"),
        )
        for group in ("semua", "jenis_kelamin=L")
    ]
    assert set(protect(page(rows)).frame["hidden"]) == {""}


def test_rule_36_the_three_levels_of_everyone_stay_but_not_the_third_of_a_small_group() -> None:
    rows = [cell("B3", "graduasi", g, x, n) for g, x, n in (
        ("semua", 4, 41), ("jenis_kelamin=L", 1, 11), ("jenis_kelamin=P", 3, 30), ("tahun=2024", 4, 41),
    )]  # fmt: skip
    assert marks(protect(page(rows))) == {
        "semua": "", "jenis_kelamin=L": FEW, "jenis_kelamin=P": FEW, "tahun=2024": "",
    }  # fmt: skip


def test_rule_36_no_money_of_fewer_than_five_persons_anywhere() -> None:
    rows = [
        cell("B5", measure, group, None, n, district, value=7.0)
        for measure in ("median_persen", "median_rp", "median_laba")
        for district in ("tarakan", "provinsi")
        for group, n in (("semua", 9), ("jenis_kelamin=L", 4), ("jenis_kelamin=P", 5))
    ]
    shown = protect(page(rows))
    assert set(shown.frame.loc[shown.frame["hidden"] == FEW, "group"]) == {"jenis_kelamin=L"}
    assert (shown.frame["hidden"] == FEW).sum() == 6


def test_rule_36_a_mean_of_few_takes_another_with_it_since_total_and_rest_would_give_it_back() -> None:
    rows = [
        cell("B5", "rata_laba", g, None, n, value=v)
        for g, n, v in (("semua", 20, 5.0), ("kelompok_usaha=a", 3, 1.0), ("kelompok_usaha=b", 7, 5.0), ("kelompok_usaha=c", 10, 6.2))
    ]  # fmt: skip
    assert marks(protect(page(rows))) == {
        "semua": "", "kelompok_usaha=a": FEW, "kelompok_usaha=b": HIDDEN, "kelompok_usaha=c": "",
    }  # fmt: skip


def test_rule_36_the_mean_of_a_few_active_is_not_given_back_by_the_mean_of_all() -> None:
    """Whoever stopped counts as nil, so 20 persons' mean times 20 over 3 is the mean of the 3 active."""
    rows = [cell("B5", "rata_laba", g, None, n, value=1.0) for g, n in (("semua", 20), ("keadaan=aktif", 3))]
    assert marks(protect(page(rows))) == {"semua": HIDDEN, "keadaan=aktif": FEW}


def test_rule_36_a_few_cases_of_misuse_are_hidden_together_with_the_smallest_other_cause() -> None:
    shown = protect(page(c2((6, 2, 0, 3, 9))))
    assert marks(shown) == {
        "penyebab=P1": "", "penyebab=P2": HIDDEN, "penyebab=P3": "", "penyebab=P4": FEW, "penyebab=P9": "",
    }  # fmt: skip


def test_rule_36_causes_that_are_not_sensitive_stay_however_few() -> None:
    assert set(marks(protect(page(c2((1, 2, 3, 0, 4))))).values()) == {""}


def test_rule_36_new_cases_that_are_all_the_cases_hide_the_same_cells() -> None:
    shown = protect(page(c2((6, 2, 0, 3, 9)), c2((6, 2, 0, 3, 9), "berhenti_permanen_baru")))
    for cause in CAUSES:
        both = shown.frame.loc[shown.frame["group"] == f"penyebab={cause}", "hidden"]
        assert len(set(both)) == 1


def test_rule_36_a_hidden_district_takes_another_with_it_on_both_its_pages_and_the_provinces() -> None:
    counts = {"bulungan": (12, 30), "malinau": (2, 20), "tarakan": (9, 30)}
    province = page(
        d1("semua", 23, 80, "provinsi"),
        [d1(f"kab_kota={d}", x, n, "provinsi") for d, (x, n) in counts.items()],
    )
    districts = {d: page(d1("semua", x, n, d)) for d, (x, n) in counts.items()}
    made = plan([province, *districts.values()])
    assert marks(protect(province, made)) == {
        "semua": "", "kab_kota=bulungan": "", "kab_kota=malinau": FEW, "kab_kota=tarakan": HIDDEN,
    }  # fmt: skip
    on_own_page = {d: marks(protect(frame, made))["semua"] for d, frame in districts.items()}
    assert on_own_page == {"bulungan": "", "malinau": FEW, "tarakan": HIDDEN}


def test_rule_36_a_small_group_of_a_district_is_not_given_back_by_the_same_group_elsewhere() -> None:
    """The province prints its women, every other district its own: the difference is the hidden cell."""
    people = {"bulungan": ((9, 20), (8, 20)), "malinau": ((2, 20), (8, 20)), "tarakan": ((7, 20), (9, 20))}
    pages = [
        page(d1("semua", p[0] + q[0], 40, d), d1("jenis_kelamin=P", *p, d), d1("jenis_kelamin=L", *q, d))
        for d, (p, q) in people.items()
    ]
    women, men = (sum(v[at][0] for v in people.values()) for at in (0, 1))
    province = page(
        d1("semua", women + men, 120, "provinsi"),
        d1("jenis_kelamin=P", women, 60, "provinsi"),
        d1("jenis_kelamin=L", men, 60, "provinsi"),
    )
    hidden = {(k.district, k.group) for k in plan([province, *pages]).hidden}
    assert ("malinau", "jenis_kelamin=P") in hidden
    assert len({d for d, g in hidden if g == "jenis_kelamin=P"}) >= 2
    assert len({g for d, g in hidden if d == "malinau"}) >= 2


def test_rule_36_persons_without_a_group_are_protected_though_no_cell_shows_them() -> None:
    """18 of 20 have a kind of business: total less groups is the income of the other 2."""
    rows = [d1("semua", 8, 20), d1("kelompok_usaha=a", 7, 18)]
    assert marks(protect(page(rows)))["kelompok_usaha=a"] == HIDDEN


# The gate


def test_only_protect_makes_public_values() -> None:
    raw = page(d1("semua", 3, 30))
    with pytest.raises(DataError, match="protect"):
        Public(raw)
    with pytest.raises(DataError, match="masih memuat angka"):
        Public(raw.assign(hidden=FEW))
    shown = protect(raw)
    with pytest.raises(FrozenInstanceError):
        shown.frame = raw  # type: ignore[misc]


def test_a_plan_survives_the_disk_and_plans_can_be_joined(tmp_path: Path) -> None:
    first, second = plan([page(d1("semua", 3, 30))]), plan([page(c2((6, 2, 0, 3, 9)))])
    both = first | second
    both.write(tmp_path / "plan.json")
    assert Plan.read(tmp_path / "plan.json") == both
    assert Plan.read(tmp_path / "none.json") == Plan()
    assert both.hidden == first.hidden | second.hidden


def test_a_plan_does_not_depend_on_the_order_of_pages_or_rows() -> None:
    pages = [
        page(c2((6, 2, 2, 3, 9), district=d), d1("semua", 3, 30, d))
        for d in ("bulungan", "malinau", "tarakan")
    ]
    backwards = [p.iloc[::-1].reset_index(drop=True) for p in reversed(pages)]
    assert plan(pages) == plan(backwards)


def test_nothing_to_hide_is_an_ordinary_case() -> None:
    assert plan([page()]) == Plan()
    assert protect(page()).frame.empty
    assert protect(page()).cell("B1", period=PERIOD) is None


def test_the_cells_of_a_page_are_found_by_their_key() -> None:
    shown = protect(page(d1("semua", 12, 30), d1("jenis_kelamin=P", 6, 15), d1("jenis_kelamin=L", 6, 15)))
    found = shown.cell("D1", period=PERIOD)
    assert found is not None
    assert (found.numerator, found.low, found.fact_id("value")) == (
        12,
        None,
        f"D1.utama/semua/{PERIOD}/value",
    )
    assert shown.groups("jenis_kelamin", PERIOD) == ("L", "P")


def test_real_indicators_pass_the_gate() -> None:
    grants = [grant(f"p{i}", jenis_kelamin="LP"[i % 2], jml_anggota_rt=4) for i in range(12)]
    visits = [visit(f"p{i}", pendapatan_rt_bulan=2_500_000 if i < 2 else 1, laba_bulan=i) for i in range(12)]
    shown = protect(values(tables(grants, visits)))
    cell_of_income, activity = shown.cell("D1", period=PERIOD), shown.cell("B1", period=PERIOD)
    assert cell_of_income is not None
    assert cell_of_income.hidden == FEW
    assert activity is not None
    assert activity.numerator == 12


# The audit


def key(name: str) -> Key:
    return Key("D1", "utama", name, PERIOD, "semua")


def test_the_audit_finds_what_no_single_sum_gives_away() -> None:
    """Of a + b, b + c and a + c each leaves two unknown; together they give all three."""
    a, b, c = (key(n) for n in "abc")
    triangle = [Sum(None, pair) for pair in ((a, b), (b, c), (a, c))]
    assert recoverable(triangle, {a, b, c}) == {a, b, c}
    assert recoverable(triangle[:2], {a, b, c}) == set()
    assert recoverable(triangle[:1], {a}) == {a}
    assert recoverable([Sum(a, (b, c))], {a}) == {a}
    assert recoverable([Sum(a, (b, c))], set()) == set()


def test_a_bridge_between_two_loops_is_found() -> None:
    """Rows and columns with two hidden cells each, yet one cell is determined."""
    names = ("11", "12", "21", "22", "23", "33", "34", "43", "44")
    cells = {name: key(name) for name in names}
    rows = [Sum(None, tuple(cells[n] for n in names if n[0] == r)) for r in "1234"]
    columns = [Sum(None, tuple(cells[n] for n in names if n[1] == c)) for c in "1234"]
    assert recoverable([*rows, *columns], set(cells.values())) == {cells["23"]}


DISTRICTS, SEXES, KINDS = ("a", "b", "c"), ("L", "P", None), ("x", "y", "z", None)
Person = tuple[str | None, str | None, str | None, bool]
persons_strategy = st.lists(
    st.tuples(
        st.sampled_from((*DISTRICTS, None)), st.sampled_from(SEXES), st.sampled_from(KINDS), st.booleans()
    ),
    min_size=1, max_size=80,
)  # fmt: skip


def pages_of(people: Sequence[Person], code: str = "D1", measure: str = "utama") -> list[pd.DataFrame]:
    """Return the pages of a province and its districts: income by sex and by kind of business."""
    found = []
    for place in ("provinsi", *DISTRICTS):
        here = [p for p in people if place in ("provinsi", p[0])]
        groups: dict[str, list[Person]] = {"semua": here}
        groups |= {f"jenis_kelamin={s}": [p for p in here if p[1] == s] for s in SEXES if s}
        groups |= {f"kelompok_usaha={k}": [p for p in here if p[2] == k] for k in KINDS if k}
        if place == "provinsi":
            groups |= {
                f"kab_kota={d or 'tidak-diketahui'}": [p for p in here if p[0] == d]
                for d in (*DISTRICTS, None)
            }
        rows = [(g, sum(p[3] for p in ps), len(ps)) for g, ps in groups.items() if ps]
        found.append(page([cell(code, measure, g, met, n, place) for g, met, n in rows]))
    return found


def atoms_of(name: Key) -> frozenset[tuple[str | None, ...]]:
    """Return which combinations of district, sex and kind a figure counts."""
    dimension, _, value = name.group.partition("=")
    place = {"tidak-diketahui": None}.get(name.district, name.district)
    return frozenset(
        atom
        for atom in product((*DISTRICTS, None), SEXES, KINDS)
        if (name.district == "provinsi" or atom[0] == place)
        and (dimension != "jenis_kelamin" or atom[1] == value)
        and (dimension != "kelompok_usaha" or atom[2] == value)
    )


def attack(numbers: Mapping[Key, Size], hidden: frozenset[Key]) -> set[Key]:
    """Return hidden figures in the span of all published ones: the reader's whole linear knowledge.

    Independent of the sums the package knows. How many persons stand behind a figure is published, so
    that a reader also knows which combinations hold nobody.
    """
    code, measure = next(iter(numbers))[:2]
    size = {k: numbers.get(k, Size(0, 0)).n for k in everything(code, measure)}
    empty = set().union(*(atoms_of(k) for k, n in size.items() if not n))
    for whole in size:
        for parts in partitions(whole, list(size)):
            if size[whole] == sum(size[k] for k in parts):
                empty |= atoms_of(whole).difference(*(atoms_of(k) for k in parts))
    atoms = [a for a in product((*DISTRICTS, None), SEXES, KINDS) if a not in empty]

    def vector(name: Key) -> list[int]:
        counted = atoms_of(name)
        return [int(a in counted) for a in atoms]

    known = np.array([vector(k) for k in numbers if k not in hidden] or [[0] * len(atoms)])
    rank = np.linalg.matrix_rank(known)
    return {
        k for k in hidden if np.linalg.matrix_rank(np.vstack([known, vector(k)])) == rank
    }  # fmt: skip


def partitions(whole: Key, keys: Sequence[Key]) -> list[list[Key]]:
    """Return the divisions of a figure whose parts do not overlap: by sex, by kind, by district."""
    found = []
    if whole.group == "semua":
        for dimension in ("jenis_kelamin", "kelompok_usaha"):
            found.append([k for k in keys if k.district == whole.district and k.dimension == dimension])
    if whole.district == "provinsi":
        found.append([k for k in keys if k.district != "provinsi" and k.group == whole.group])
    return [parts for parts in found if parts]


def everything(code: str, measure: str) -> list[Key]:
    groups = [
        "semua",
        *(f"jenis_kelamin={s}" for s in SEXES if s),
        *(f"kelompok_usaha={k}" for k in KINDS if k),
    ]
    places = [(d, g) for d in ("provinsi", *DISTRICTS) for g in groups] + [("tidak-diketahui", "semua")]
    return [Key(code, measure, d, PERIOD, g) for d, g in places]


def numbers_of(pages: Sequence[pd.DataFrame]) -> dict[Key, Size]:
    found = {}
    for row in pd.concat(pages).itertuples():
        place, group = row.district, row.group
        if group.startswith("kab_kota="):
            place, group = group.partition("=")[2], "semua"
        found[Key(row.code, row.measure, place, row.period, group)] = Size(row.numerator, row.denominator)
    return found


@settings(max_examples=150, deadline=None)
@given(persons_strategy)
def test_no_arithmetic_over_all_pages_gives_back_a_hidden_cell(people: list[Person]) -> None:
    pages = pages_of(people)
    numbers, hidden = numbers_of(pages), plan(pages).hidden
    assert attack(numbers, hidden) == set()
    for name, size in numbers.items():
        sensitive = name.district != "provinsi" and (
            size.n < 5 or 0 < size.met < 5 or 0 < size.n - size.met < 5
        )
        assert not sensitive or name in hidden


@settings(max_examples=100, deadline=None)
@given(persons_strategy)
def test_groups_of_the_third_level_do_not_come_back_though_its_totals_stand_in_full(
    people: list[Person],
) -> None:
    pages = pages_of(people, "B3", "graduasi")
    numbers, hidden = numbers_of(pages), plan(pages).hidden
    assert not {k for k in hidden if k.group == "semua"}
    assert attack(numbers, hidden) == set()
    for name, size in numbers.items():
        small = size.n < 5 or 0 < size.met < 5 or 0 < size.n - size.met < 5
        if name.district != "provinsi" and name.group != "semua" and small and name not in hidden:
            # Shown only where it follows from the totals that stand in full.
            assert name in attack(numbers, frozenset(k for k in numbers if k.group != "semua"))


@settings(max_examples=50, deadline=None)
@given(persons_strategy)
def test_after_the_plan_every_page_hides_exactly_what_the_plan_names(people: list[Person]) -> None:
    pages = pages_of(people)
    made = plan(pages)
    for frame in pages:
        shown = protect(frame, made).frame
        keys = list(numbers_of([frame]))
        assert [k in made.hidden for k in keys] == (shown["hidden"] != "").tolist()
        visible = shown["hidden"] == ""
        pd.testing.assert_frame_equal(
            shown.loc[visible, list(COLUMNS)], frame.loc[visible.to_numpy()], check_dtype=False
        )


@settings(max_examples=80, deadline=None)
@given(st.lists(st.lists(st.integers(0, 9), min_size=5, max_size=5), min_size=1, max_size=5))
def test_no_cause_of_misuse_comes_back_from_tables_or_from_the_province(counts: list[list[int]]) -> None:
    names = [f"d{at}" for at in range(len(counts))]
    pages = [page(c2(row, district=d)) for d, row in zip(names, counts, strict=True) if sum(row)]
    pages.append(page(c2([sum(column) for column in zip(*counts, strict=True)], district="provinsi")))
    numbers, hidden = numbers_of(pages), plan(pages).hidden
    # One atom per district and cause; a reader also knows how many cases each district has.
    atoms = [(d, c) for d, row in zip(names, counts, strict=True) if sum(row) for c in CAUSES]

    def vector(place: str, cause: str) -> list[int]:
        return [int(place in ("provinsi", d) and cause in ("", c)) for d, c in atoms]

    known = [vector(k.district, k.group.partition("=")[2]) for k in numbers if k not in hidden]
    known += [vector(d, "") for d in names]
    rank = np.linalg.matrix_rank(np.array(known)) if atoms else 0
    for k in hidden:
        row = vector(k.district, k.group.partition("=")[2])
        assert np.linalg.matrix_rank(np.array([*known, row])) > rank, k
    for k, size in numbers.items():
        if k.group == "penyebab=P4" and k.district != "provinsi" and 0 < size.met < 5:
            assert k in hidden


def test_every_figure_that_is_protected_stands_in_a_sum_with_its_total() -> None:
    people = [("a", "L", "x", True)] * 9 + [("a", "P", "y", False)] * 9 + [("b", "L", "x", True)] * 9
    numbers = numbers_of(pages_of(people))
    members = {k for one in sums(numbers) for k in one.members}
    assert numbers.keys() <= members
