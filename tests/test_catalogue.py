"""The catalogue: whole in every language, without double names, and the same as its page of the documentation."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from evalhelpers.catalogue import INDICATORS, UNIT_NAMES, Indicator, indicator, page, units
from evalhelpers.errors import DataError

PAGE = Path(__file__).parents[1] / "docs" / "indikator.md"
REWRITE = "python -m evalhelpers.catalogue docs/indikator.md"


def test_the_page_of_the_documentation_is_current() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(INDICATORS.values()), f"run: {REWRITE}"


def test_the_command_of_the_page_writes_it(tmp_path: Path) -> None:
    assert f"`{REWRITE}`" in page(INDICATORS.values())
    command = [sys.executable, "-m", "evalhelpers.catalogue"]
    subprocess.run([*command, str(tmp_path / "x.md")], check=True)
    printed = subprocess.run(command, check=True, capture_output=True).stdout
    assert (tmp_path / "x.md").read_bytes() == printed == page(INDICATORS.values()).encode("utf-8")


@pytest.mark.parametrize("one", INDICATORS.values(), ids=INDICATORS)
def test_every_indicator_is_whole_in_both_languages(one: Indicator) -> None:
    for texts in (one.name, one.definition, one.numerator, one.denominator):
        assert set(texts) == {"id", "en"}
        assert all(text.strip() == text and text for text in texts.values())
    assert one.definition["id"].endswith(".")
    # What is counted stands in a sentence of ours, which brings the full stop.
    assert not one.numerator["id"].endswith(".")
    assert one.rules == tuple(sorted(one.rules))
    assert set(one.units.values()) <= set(UNIT_NAMES)


def test_no_two_measures_of_an_indicator_share_a_key_or_a_name() -> None:
    for one in INDICATORS.values():
        for names in (
            [m.key for m in one.measures],
            [m.id for m in one.measures],
            [m.en for m in one.measures],
        ):
            assert len(names) == len(set(names)), one.code
        assert all(m.id[0].isupper() for m in one.measures)


def test_codes_run_through_without_gaps() -> None:
    numbers: dict[str, list[int]] = {}
    for code in INDICATORS:
        numbers.setdefault(code[0], []).append(int(code[1:]))
    assert {family: len(found) for family, found in numbers.items()} == {
        "A": 8,
        "B": 10,
        "C": 3,
        "D": 3,
        "E": 8,
    }
    assert all(found == list(range(1, len(found) + 1)) for found in numbers.values())


def test_every_measure_stands_on_the_page_with_name_and_unit() -> None:
    text = page(INDICATORS.values())
    for one in INDICATORS.values():
        part = text.partition(f"### {one.code} ")[2].partition("### ")[0]
        assert re.findall(r"^\| `([a-z0-9_]+)` \|", part, flags=re.MULTILINE) == [m.key for m in one.measures]
    assert not re.search(r"\bNone\b|[{}]", text)


def test_units_are_named_once() -> None:
    assert units(indicator("B5")) == "persen, rupiah, orang"
    assert units(indicator("A4"), "en") == "per cent, times, persons"


def test_an_unknown_code_names_those_there_are() -> None:
    with pytest.raises(DataError, match=r"'Z9'.*A1, A2"):
        indicator("Z9")
