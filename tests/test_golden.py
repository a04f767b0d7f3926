"""What the reports of small programmes say, word for word; and what holds for every sentence of them.

After a change of words or of the programmes, ``python tests/test_golden.py`` writes the texts anew; what
changed is then read in the difference.
"""

from __future__ import annotations

import multiprocessing
import os
import re
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pytest
import scenarios
from public_values import faults
from scenarios import SCENARIOS

from evalhelpers import blocks
from evalhelpers.blocks import Block, Fact, Span
from evalhelpers.narrative import plain
from evalhelpers.narrative.id import chapters

GOLDEN = Path(__file__).parent / "golden"
# The texts hold prose; of the tables only those that a leader reads first.
TABLES = ("tabel-kunci", "tabel-tindakan")
REWRITE = "Kata-kata berubah. Baca bedanya; bila memang dimaksud: python tests/test_golden.py"
Words = tuple[Span, ...]


@dataclass(frozen=True)
class Told:
    """One report: the blocks of its sections, and every machine-readable value by fact id."""

    sections: dict[str, tuple[Block, ...]]
    values: dict[str, str]


def tell(name: str) -> Told:
    """Run one scenario."""
    with tempfile.TemporaryDirectory() as folder:
        report, sections = scenarios.read(name, Path(folder))
    [found] = report.values().blocks
    assert isinstance(found, blocks.Values)
    at = {column: i for i, column in enumerate(found.columns)}
    values = dict(found.facts)
    for row in found.rows:
        start = f"{row[at['code']]}.{row[at['measure']]}/{row[at['group']]}/{row[at['period']]}"
        values |= {f"{start}/{column}": row[i] for column, i in at.items()}
    return Told(sections, values)


def tell_all() -> dict[str, Told]:
    """Run every scenario, several at a time."""
    few = min(4, os.cpu_count() or 1)
    with ProcessPoolExecutor(few, mp_context=multiprocessing.get_context("spawn")) as pool:
        return dict(zip(SCENARIOS, pool.map(tell, SCENARIOS, chunksize=4), strict=True))


@pytest.fixture(scope="module")
def told() -> dict[str, Told]:
    return tell_all()


def written(report: Told) -> str:
    """Return a report as text: one line a paragraph, each note only where it stands first."""
    lines: list[str] = []
    noted: set[str] = set()
    for section, found in report.sections.items():
        lines += ["", f"=== {section}"]
        for block in found:
            lines += _lines(block, noted)
    return "\n".join(lines).strip() + "\n"


def _lines(block: Block, noted: set[str]) -> list[str]:
    match block:
        case blocks.Heading():
            return ["", f"{'#' * block.level} {block.text}"]
        case blocks.Prose():
            marks = {"lead": "> ", "list": "- ", "text": ""}
            return [
                marks.get(block.form, f"{at}. ") + plain(words)
                for at, words in enumerate(block.paragraphs, 1)
            ]
        case blocks.Tiles():
            return [
                f"[{t.label}] {plain((t.number,))} | {plain(t.detail)}" + (f" | {t.state}" if t.state else "")
                for t in block.tiles
            ]
        case blocks.Note():
            new = [words for p in block.paragraphs if (words := plain(p)) not in noted]
            noted.update(new)
            return [f"({block.kind}) {words}" for words in new]
        case blocks.Chart():
            return [f"Gambar: {plain(block.title)}"] if block.title else []
        case blocks.Table() if block.anchor in TABLES:
            heads = [column.text for column in block.columns]
            rows = [[plain((cell,)) for cell in row] for row in block.rows]
            return [block.caption, *(f"  {' | '.join(row)}" for row in (heads, *rows)), *block.notes]
        case blocks.Letter():
            head = [f"{name}: {value}" for name, value in block.head]
            return ["", block.title, *head, *(plain(p) for p in block.paragraphs)]
        case blocks.Message():
            return [plain(line) for line in block.lines]
    return []


def paragraphs(report: Told) -> Iterator[Words]:
    """Yield what is read as sentences: prose, remarks, the letter and the chat message."""
    for found in report.sections.values():
        for block in found:
            match block:
                case blocks.Prose() | blocks.Note() | blocks.Letter():
                    yield from block.paragraphs
                case blocks.Message():
                    yield from block.lines


def titles(report: Told) -> Iterator[Words]:
    """Yield what figures say in their titles."""
    for found in report.sections.values():
        yield from (block.title for block in found if isinstance(block, blocks.Chart) and block.title)


def every_fact(report: Told) -> Iterator[Fact]:
    for found in report.sections.values():
        yield from blocks.facts(found)


@pytest.mark.parametrize("name", SCENARIOS)
def test_a_report_says_word_for_word_what_was_read_and_found_good(name: str, told: dict[str, Told]) -> None:
    path = GOLDEN / f"{name}.txt"
    expected = path.read_text(encoding="utf-8") if path.exists() else ""
    assert written(told[name]) == expected, REWRITE


def test_there_is_no_text_of_a_programme_that_is_gone() -> None:
    assert {path.stem for path in GOLDEN.glob("*.txt")} == set(SCENARIOS), REWRITE
    assert len(SCENARIOS) >= 32


@pytest.mark.parametrize("name", SCENARIOS)
def test_every_paragraph_is_whole(name: str, told: dict[str, Told]) -> None:
    has_few = len(SCENARIOS[name].recipients) < 30
    every = (*paragraphs(told[name]), *titles(told[name]))
    found = {plain(p): faults(plain(p), has_few=has_few) for p in every}
    assert {t: f for t, f in found.items() if f} == {}


# Numbers that are no findings: days, years, periods of time, thresholds, the numbering of actions.
MONTHS = "Januari|Februari|Maret|April|Mei|Juni|Juli|Agustus|September|Oktober|November|Desember"
PLAIN_NUMBERS = re.compile(
    rf"\b\d{{1,2}} ({MONTHS})\b|\b20\d\d\b|\b\d+ (bulan|hari)\b|\(\d\) |sekurang-kurangnya \d+ persen|\bSP2D\b"
)


@pytest.mark.parametrize("name", SCENARIOS)
def test_every_number_in_prose_is_a_fact(name: str, told: dict[str, Told]) -> None:
    bare = {
        plain(p): left
        for p in (*paragraphs(told[name]), *titles(told[name]))
        if (left := re.findall(r"\S*\d\S*", PLAIN_NUMBERS.sub("", _unfilled(p))))
    }
    assert bare == {}


def _unfilled(words: Words) -> str:
    """Return a paragraph with its facts left out."""
    return "".join(span if isinstance(span, str) else "·" for span in words)


@pytest.mark.parametrize("name", SCENARIOS)
def test_every_fact_is_a_machine_readable_value(name: str, told: dict[str, Told]) -> None:
    known = told[name].values
    assert [fact for fact in every_fact(told[name]) if known.get(fact.id) != fact.value] == []


# Of how many a curve and a median are made is one count; spending stands beside its budget in rupiah.
ONE_COUNT, RUPIAH = ("B2.", "B5."), "E1."


@pytest.mark.parametrize("name", SCENARIOS)
def test_every_percentage_stands_with_its_counts(name: str, told: dict[str, Told]) -> None:
    for words in (*paragraphs(told[name]), *titles(told[name])):
        facts = [span for span in words if isinstance(span, Fact)]
        counts = sum(bool(re.fullmatch(r"[\d.]+", fact.text)) for fact in facts)
        money = sum("Rp" in fact.text for fact in facts)
        for fact in facts:
            if not fact.text.endswith(" persen"):
                continue
            if fact.id.startswith(RUPIAH):
                assert money >= 2, plain(words)
            else:
                assert counts >= (1 if fact.id.startswith(ONE_COUNT) else 2), plain(words)


@pytest.mark.parametrize("name", SCENARIOS)
def test_a_difference_of_shares_is_told_in_points_and_nothing_else_is(
    name: str, told: dict[str, Told]
) -> None:
    for fact in every_fact(told[name]):
        assert fact.text.endswith("persen poin") == fact.id.endswith("/gap"), fact


@pytest.mark.parametrize("name", SCENARIOS)
def test_under_ten_there_is_no_percentage(name: str, told: dict[str, Told]) -> None:
    known = told[name].values
    for fact in every_fact(told[name]):
        if "persen" not in fact.text and "%" not in fact.text:
            continue
        base, _, column = fact.id.rpartition("/")
        of = float(known.get(f"{base}/denominator") or 0)
        if column.startswith("bound"):
            of += float(known.get(f"{base}/missing") or 0)
        if column == "published":
            of = float(known.get(f"{base}/published_denominator") or of)
        assert of >= 10, fact


def test_of_fewer_than_ten_recipients_nothing_is_a_percentage(told: dict[str, Told]) -> None:
    few = [name for name, one in SCENARIOS.items() if 0 < len(one.recipients) < 10]
    assert len(few) >= 6
    for name in few:
        shown = [f for f in every_fact(told[name]) if re.search("persen|%", f.text)]
        assert shown == [], name


def test_amounts_in_words_stand_only_below_the_total_of_chapter_three(told: dict[str, Told]) -> None:
    seen = 0
    for name, report in told.items():
        for section, found in report.sections.items():
            words = written(Told({section: found}, {})).count("Terbilang:")
            assert words <= (section == "penyaluran"), name
            seen += words
    assert seen


def test_the_fixed_sentences_stand_where_their_numbers_are(told: dict[str, Told]) -> None:
    for name, report in told.items():
        said = {section: written(Told({section: found}, {})) for section, found in report.sections.items()}
        assert chapters.CAVEAT in said["ringkasan"], name
        assert chapters.PROXY in said["ringkasan"], name
        assert chapters.PROXY in said["kesejahteraan"], name
        assert chapters.SELF_REPORT in said["perkembangan"], name
        assert said["penutup"].rstrip().endswith(chapters.CLOSING), name


def test_only_the_province_writes_to_the_governor(told: dict[str, Told]) -> None:
    for name, report in told.items():
        assert bool(report.sections["nota_dinas"]) == (SCENARIOS[name].place == "provinsi"), name


def test_a_chat_message_is_short(told: dict[str, Told]) -> None:
    for name, report in told.items():
        [message] = report.sections["pesan"]
        assert isinstance(message, blocks.Message)
        assert len(message.lines) == 3
        assert sum(len(plain(line)) for line in message.lines) < 900, name


def test_nobody_is_told_of_a_place_without_recipients(told: dict[str, Told]) -> None:
    for name in ("nobody", "province_without_anybody"):
        facts = [f for f in every_fact(told[name]) if f.value not in ("", "0")]
        assert facts == []


if __name__ == "__main__":
    GOLDEN.mkdir(exist_ok=True)
    for old in GOLDEN.glob("*.txt"):
        if old.stem not in SCENARIOS:
            old.unlink()
    for title, one in tell_all().items():
        (GOLDEN / f"{title}.txt").write_text(written(one), encoding="utf-8")
    sys.stdout.write(f"{len(SCENARIOS)} teks ditulis ke {GOLDEN}\n")
