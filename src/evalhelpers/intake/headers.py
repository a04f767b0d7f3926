"""Which table a sheet is, where its header stands, and which column is which.

Headers are matched by the dictionary's words, then by close spelling. Nothing is guessed silently: a
close match is told, and what could mean two things is refused with the lines to add to `sources.yaml`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache

from rapidfuzz import fuzz, process

from evalhelpers.dictionary import TABLES, Table
from evalhelpers.intake.sheet import Sheet

# Spellings this alike (0 to 100) are taken for the same header; shorter words are never guessed.
CLOSE = 88.0
SHORTEST = 5
SEARCHED_ROWS = 60
MOST_LEVELS = 3
FEWEST_MATCHES = 3
# A visit must say whose it is by one of these.
OWNERS = (("id_bantuan",), ("nik",), ("nama", "kab_kota"))
_GROUP_MARKS = re.compile(r"[/%]|(?<=\w)\.(?=\w)|(?<=\w) ?- ?(?=\w)")
# KoboToolbox and ODK carry several ids; the first of these that is there names the submission.
_SUBMISSION_IDS = ("rootuuid", "uuid", "instanceid", "key", "id")


@dataclass(frozen=True)
class Rule:
    """What sources.yaml states for one table of a file: our columns by header, and what is not asked."""

    columns: Mapping[str, str] = field(default_factory=dict)
    constants: frozenset[str] = frozenset()
    not_collected: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Layout:
    """How a sheet is one table.

    `top` and `bottom` are the first and last header row (positions); `columns` maps ours to sheet
    columns; `choices` maps a column of codes to its 0/1 columns by code; `headers` has the text as
    written; `close` the columns matched by close spelling; `unclear` ours to the headers that could all
    be it; `missing` required columns that are not there.
    """

    table: str
    top: int
    bottom: int
    columns: dict[str, int]
    choices: dict[str, dict[str, int]]
    headers: dict[str, str]
    close: dict[str, str]
    unclear: dict[str, tuple[str, ...]]
    missing: tuple[str, ...]
    texts: tuple[str, ...]


@lru_cache(maxsize=50_000)
def plain(text: str) -> str:
    """Return header text for comparing: lower case, letters and digits, single spaces.

    >>> plain("Tgl.  Kunjungan* ")
    'tgl kunjungan'
    """
    folded = unicodedata.normalize("NFKD", text.casefold())
    return " ".join(
        "".join(ch if ch.isalnum() else " " for ch in folded if not unicodedata.combining(ch)).split()
    )


@cache
def words_of(table: Table) -> dict[str, str]:
    """Return the header words of a table and the column each names."""
    words: dict[str, str] = {}
    for column in table.columns:
        for text in (column.name, column.id, column.en):
            words.setdefault(plain(text), column.name)
    for column in table.columns:
        for text in column.headers:
            words.setdefault(plain(text), column.name)
    return words


def find(sheet: Sheet, rules: Mapping[str, Rule] | None = None) -> list[Layout]:
    """Return how the sheet is a table; several where a rule feeds several tables, none if it is no table.

    Two tables that fit equally well come back both, without a rule: the caller refuses them.
    """
    if rules:
        found = [_best(sheet, TABLES[name], rule) for name, rule in rules.items()]
        return [layout for layout in found if layout is not None]
    layouts = [layout for table in TABLES.values() if (layout := _best(sheet, table, Rule())) is not None]
    if not layouts:
        return []
    strength = max(_strength(layout) for layout in layouts)
    return [layout for layout in layouts if _strength(layout) == strength]


def _strength(layout: Layout) -> tuple[bool, int]:
    return not layout.missing, len(layout.columns) + len(layout.choices)


def _best(sheet: Sheet, table: Table, rule: Rule) -> Layout | None:
    best: Layout | None = None
    grid = _unmerged(sheet)
    for bottom in range(min(SEARCHED_ROWS, len(sheet.rows))):
        if sum(text != "" for text in grid[bottom]) + len(rule.constants) < FEWEST_MATCHES:
            continue
        for levels in range(1, MOST_LEVELS + 1):
            top = bottom - levels + 1
            if top < 0 or (levels > 1 and not _is_level(grid[top])):
                break
            layout = _layout(grid, table, rule, top, bottom, spelling=False)
            if layout and (best is None or _size(layout) > _size(best)):
                best = layout
    # Spelling is compared only where the header stands: it is dear, and elsewhere it would mislead.
    return best and _layout(grid, table, rule, best.top, best.bottom, spelling=True)


def _size(layout: Layout) -> tuple[int, int]:
    return len(layout.columns) + len(layout.choices) + len(layout.unclear), -len(layout.missing)


def _unmerged(sheet: Sheet) -> list[list[str]]:
    """Return the texts of the rows that may be headers, each merged block filled with its text."""
    grid = [[text for text, _ in row] for row in sheet.rows[: SEARCHED_ROWS + MOST_LEVELS]]
    for first, left, last, right in sheet.merges:
        if first >= len(grid) or left >= len(grid[first]):
            continue
        text = grid[first][left]
        for row in range(first, min(last + 1, len(grid))):
            for column in range(left, min(right + 1, len(grid[row]))):
                grid[row][column] = text
    return grid


def _is_level(row: list[str]) -> bool:
    """Say whether a row above is part of the header: it names several things, not one title."""
    return len({text for text in row if text}) >= FEWEST_MATCHES


def _layout(
    grid: list[list[str]], table: Table, rule: Rule, top: int, bottom: int, *, spelling: bool
) -> Layout | None:
    names = [_names([grid[row][c] for row in range(top, bottom + 1)]) for c in range(len(grid[bottom]))]
    words, stated = words_of(table), {plain(header): ours for header, ours in rule.columns.items()}
    there_now = {plain(n[0]) for n in names if n}
    stated = {header: ours for header, ours in stated.items() if header in there_now}
    claims: dict[str, list[int]] = {}
    choices: dict[str, dict[str, int]] = {}
    for at, texts in enumerate(names):
        ours = _match(texts, words, stated)
        if ours is not None:
            claims.setdefault(ours, []).append(at)
        elif (choice := _choice(texts, table, words)) is not None:
            choices.setdefault(choice[0], {})[choice[1]] = at
    columns, unclear = _settle(claims, names, stated)
    close = _close(names, columns, claims, choices, words) if spelling else {}
    columns |= {ours: at for ours, (at, _) in close.items()}
    there = columns.keys() | choices.keys() | rule.constants | unclear.keys()
    if len(columns) + len(choices) + len(unclear) < FEWEST_MATCHES and not stated:
        return None
    missing = tuple(c for c in table.required if c not in there | rule.not_collected)
    if table.name == "kunjungan" and not any(set(owner) <= there for owner in OWNERS) and not rule.columns:
        missing += ("id_bantuan",)
    found = len(table.required) - len(missing)
    if spelling and not stated and 2 * found < len(table.required):
        return None
    return Layout(
        table=table.name,
        top=top,
        bottom=bottom,
        columns=columns,
        choices={
            ours: by_code for ours, by_code in choices.items() if ours not in columns or len(by_code) > 1
        },
        headers={ours: names[at][0] for ours, at in columns.items()},
        close={ours: names[at][0] for ours, (at, _) in close.items()},
        unclear=unclear,
        missing=missing,
        texts=tuple(n[0] for n in names if n),
    )


def _names(levels: Sequence[str]) -> list[str]:
    """Return the readings of a column's header levels, the fullest first.

    >>> _names(["Sebelum Bantuan", "Laba"])
    ['Sebelum Bantuan Laba', 'Laba Sebelum Bantuan', 'Laba']
    """
    texts = list(dict.fromkeys(text for text in levels if text))
    if not texts:
        return []
    if len(texts) == 1:
        return texts
    return [" ".join(texts), f"{texts[-1]} {' '.join(texts[:-1])}", texts[-1]]


def _match(texts: Sequence[str], words: Mapping[str, str], stated: Mapping[str, str]) -> str | None:
    for text in texts:
        if plain(text) in stated:
            return stated[plain(text)]
    for text in texts:
        if plain(text) in words:
            return words[plain(text)]
    # A form's group before the question: "grup_usaha/laba_bulan".
    for text in texts:
        tail = plain(_GROUP_MARKS.split(text)[-1])
        if tail in words and _GROUP_MARKS.search(text):
            return words[tail]
    return None


def _choice(texts: Sequence[str], table: Table, words: Mapping[str, str]) -> tuple[str, str] | None:
    """Read a 0/1 column of a question with several answers: "penyebab_semua/22"."""
    for text in texts:
        parts = _GROUP_MARKS.split(text)
        if len(parts) < 2:
            continue
        ours = words.get(plain(parts[-2]))
        if ours is None or table.column(ours).kind != "codes":
            continue
        for code in table.column(ours).codes:
            if plain(parts[-1]) in (plain(code.value), plain(code.id)):
                return ours, code.value
    return None


def _settle(
    claims: Mapping[str, list[int]], names: Sequence[Sequence[str]], stated: Mapping[str, str]
) -> tuple[dict[str, int], dict[str, tuple[str, ...]]]:
    """Give each of our columns one column of the sheet; those that several fit equally are unclear."""
    columns, unclear = {}, {}
    for ours, places in claims.items():
        ranked = sorted(places, key=lambda at: _rank(ours, names[at], stated))
        best = [
            at for at in ranked if _rank(ours, names[at], stated) == _rank(ours, names[ranked[0]], stated)
        ]
        if len(best) == 1:
            columns[ours] = best[0]
        else:
            unclear[ours] = tuple(names[at][0] for at in best)
    return columns, unclear


def _rank(ours: str, texts: Sequence[str], stated: Mapping[str, str]) -> tuple[int, int]:
    tail = plain(_GROUP_MARKS.split(texts[0])[-1])
    if plain(texts[0]) in stated:
        return (0, 0)
    if ours == "id_kunjungan" and tail in _SUBMISSION_IDS:
        return (1, _SUBMISSION_IDS.index(tail))
    is_system = texts[0].startswith("_")
    return (3 if is_system else 2, 0 if tail == plain(ours) else 1)


def _close(
    names: Sequence[Sequence[str]],
    columns: Mapping[str, int],
    claims: Mapping[str, list[int]],
    choices: Mapping[str, Mapping[str, int]],
    words: Mapping[str, str],
) -> dict[str, tuple[int, float]]:
    """Match what is left by close spelling; the better of two claims wins, none if they tie."""
    taken = {at for places in claims.values() for at in places} | {
        a for c in choices.values() for a in c.values()
    }
    free = [
        w for w, ours in words.items() if ours not in columns and ours not in claims and len(w) >= SHORTEST
    ]
    found: dict[str, list[tuple[float, int]]] = {}
    for at, texts in enumerate(names):
        if at in taken or not texts:
            continue
        key = plain(texts[-1] if len(texts) == 1 else texts[0])
        best = (
            process.extractOne(key, free, scorer=fuzz.ratio, score_cutoff=CLOSE)
            if len(key) >= SHORTEST
            else None
        )
        if best:
            found.setdefault(words[best[0]], []).append((best[1], at))
    result = {}
    for ours, candidates in found.items():
        candidates.sort(reverse=True)
        if len(candidates) == 1 or candidates[0][0] > candidates[1][0]:
            result[ours] = (candidates[0][1], candidates[0][0])
    return result


def suggest(layout: Layout, table: Table) -> dict[str, str]:
    """Return for each missing column the header nearest to it, empty if none is near."""
    free = [t for t in layout.texts if t not in layout.headers.values()]
    nearest = {}
    for name in layout.missing:
        column = table.column(name)
        best = process.extractOne(
            plain(column.id), [plain(t) for t in free], scorer=fuzz.WRatio, score_cutoff=60
        )
        nearest[name] = free[best[2]] if best else ""
    return nearest
