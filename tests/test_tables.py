"""Tables: counts beside percentages, marks explained, nothing hidden shown."""

from __future__ import annotations

import pandas as pd
import pytest
from public_values import BEFORE, NOW, VOICE, causes, example, public, row, share

from evalhelpers import tables
from evalhelpers.blocks import Fact, Span, Table
from evalhelpers.narrative.id import displays


def text(span: Span) -> str:
    return span if isinstance(span, str) else span.text


def cells(table: Table) -> list[list[str]]:
    return [[text(span) for span in line] for line in table.rows]


def shares(values, **more) -> Table:
    return tables.shares(
        values, VOICE, period=NOW, code="B1", caption="groups", **{"groups": [("semua", "Semua")], **more}
    )


def test_a_share_stands_beside_its_counts_and_bounds() -> None:
    assert cells(shares(example())) == [["Semua", "33 dari 41", "80,5%", "68,8%–83,3%", "7"]]


def test_where_everyone_is_known_there_are_no_bounds_to_read() -> None:
    table = shares(public(share(40, 60, 60)))
    assert [c.text for c in table.columns] == ["Kelompok", "Jumlah", "Persen"]
    assert cells(table) == [["Semua", "40 dari 60", "66,7%"]]


def test_under_ten_no_percentage_is_written_and_the_dash_is_explained() -> None:
    table = shares(public(share(6, 8, 12)))
    assert cells(table) == [["Semua", "6 dari 8", "–", "–", "4"]]
    assert displays.NOTES["none"] in table.notes


def test_numbers_keep_their_fact_ids() -> None:
    value = shares(example()).rows[0][2]
    assert value == Fact("B1.utama/semua/2025-S1/value", "0.8048780488", "80,5%")


def test_numbers_are_aligned_right_and_the_first_column_is_text() -> None:
    assert [c.numeric for c in shares(example()).columns] == [False, True, True, True, True]


def test_every_table_is_as_wide_as_its_head() -> None:
    targets = dict.fromkeys(tables.KEY_SHARES, "target belum ditetapkan")
    for table in (
        shares(example()),
        tables.key(example(), VOICE, period=NOW, before=BEFORE, targets=targets, no_budget="–"),
        tables.mix(example(), VOICE, period=NOW, before=BEFORE),
        tables.levels(example(), VOICE, period=NOW),
        tables.profit(
            example(), VOICE, period=NOW, year_before="2024-S1", year_before_name="Semester I Tahun 2024"
        ),
        tables.causes(public(causes({"P1": 40})), VOICE, period=NOW, measure="berhenti_permanen"),
        tables.detail(example(), VOICE, period=NOW),
        tables.definitions(VOICE),
        tables.places(
            example(), VOICE, period=NOW, rows=[("tarakan", "tidak cukup data untuk perbandingan")]
        ),
    ):
        assert table.rows
        assert {len(line) for line in table.rows} == {len(table.columns)}
        assert table.caption
        assert "{" not in table.caption


def test_the_sensitivity_table_is_over_all_persons_and_never_rises() -> None:
    table = tables.levels(example(), VOICE, period=NOW)
    assert [line[1:3] for line in cells(table)] == [
        ["33 dari 48", "68,8%"],
        ["19 dari 48", "39,6%"],
        ["4 dari 48", "8,3%"],
    ]


def test_the_mix_ends_with_its_total() -> None:
    table = tables.mix(example(), VOICE, period=NOW, before=BEFORE)
    assert cells(table)[-1] == ["Jumlah", "48", "–", "–"]
    assert table.total == (len(table.rows) - 1,)
    assert sum(int(line[1]) for line in cells(table)[:-1]) == 48


def test_hidden_cells_show_their_mark_and_its_meaning() -> None:
    table = tables.causes(
        public(causes({"P1": 2, "P3": 6}, hidden="P1 P2")), VOICE, period=NOW, measure="berhenti_permanen"
    )
    assert [line[2] for line in cells(table)] == ["<5", "<5", "6", "0", "0"]
    assert displays.NOTES["few"] in table.notes
    assert displays.NOTES["other"] not in table.notes


def test_money_is_written_in_full() -> None:
    values = public(row("E1", value=0.968, numerator=242_000_000, denominator=250_000_000, missing=0))
    table = tables.budget(values, VOICE, period=NOW, groups=[("semua", "Pagu yang berlaku")])
    assert cells(table) == [["Pagu yang berlaku", "Rp250.000.000", "Rp242.000.000", "96,8%"]]


def test_raw_values_are_refused() -> None:
    with pytest.raises(TypeError, match=r"disclosure\.protect"):
        tables.mix(pd.DataFrame(), VOICE, period=NOW, before=BEFORE)  # type: ignore[arg-type]
