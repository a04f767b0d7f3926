"""The list of problems: words for every code, codes for every word, and levels that decide who is counted."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from evalhelpers.errors import DataError
from evalhelpers.issues import ISSUE_COLUMNS, PROBLEMS, AccountLine, Issue, frame, require_balance

SOURCE = Path(__file__).parents[1] / "src" / "evalhelpers"
# Built from a fate: "duplicate" + "_row".
BUILT = {"duplicate_row", "superseded_row"}
# What costs a row its place. A code that enters or leaves this list changes who is counted.
QUARANTINE = {
    "required_blank", "row_shifted", "required_unreadable", "out_of_range", "identity_missing", "N10", "duplicate_grant",
    "no_grant_for_visit", "no_grant_for_document", "no_grant_for_matching", "grant_held_back",
    "identity_conflict",
}  # fmt: skip
OF_FILES = {
    "file_unreadable", "file_encrypted", "file_too_large", "file_empty", "sheet_gone", "no_table", "column_missing",
    "header_ambiguous",
}  # fmt: skip


def written_in_code() -> set[str]:
    texts = set()
    for path in SOURCE.rglob("*.py"):
        if path.name != "problems.py":
            tree = ast.parse(path.read_text(encoding="utf-8"))
            texts |= {
                n.value for n in ast.walk(tree) if isinstance(n, ast.Constant) and isinstance(n.value, str)
            }
    return texts


def test_every_problem_is_found_by_something() -> None:
    assert set(PROBLEMS) - BUILT - written_in_code() == set()


def test_the_levels_are_those_that_were_decided() -> None:
    assert {code for code, problem in PROBLEMS.items() if problem.level == "error"} == QUARANTINE | OF_FILES


def test_a_damaged_nik_never_costs_a_grant_its_place() -> None:
    for code in ("N01", "N02", "N03", "N04", "N09"):
        assert PROBLEMS[code].level == "warning"
        assert "nomor register" in PROBLEMS[code].todo


@pytest.mark.parametrize("code", sorted(PROBLEMS))
def test_a_clerk_reads_what_is_wrong_and_what_to_do_in_whole_sentences(code: str) -> None:
    problem = PROBLEMS[code]
    for sentence in (problem.wrong, problem.todo):
        assert sentence[0].isupper()
        assert sentence.endswith(".")
        assert "  " not in sentence
        assert not {"None", "NaN", "null", "string", "error", "invalid", "parse"} & set(sentence.split())
    assert problem.wrong != problem.todo


def test_a_table_of_issues_has_the_columns_of_an_issue_also_when_empty() -> None:
    assert tuple(frame([]).columns) == ISSUE_COLUMNS
    assert frame([Issue("N01", "a.xlsx", row=3)]).loc[0, ["code", "file", "row", "read"]].tolist() == [
        "N01", "a.xlsx", 3, "",
    ]  # fmt: skip


def test_an_account_that_lost_a_row_or_counted_one_twice_is_refused_by_name() -> None:
    even = AccountLine(
        "a.xlsx", "S", "kunjungan", read=5, kept=2, quarantined=1, duplicate=1, superseded=0, not_data=1
    )
    require_balance([even])
    for read in (4, 6):
        with pytest.raises(DataError, match=r"b\.xlsx"):
            require_balance([even, AccountLine("b.xlsx", "S", "kunjungan", read=read, kept=5)])
