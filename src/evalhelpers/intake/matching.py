"""Which column of a sheet is which of ours: by the dictionary's words, then by close spelling.

Nothing is guessed silently: a close match is told, and what could mean two things is unclear.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache

from rapidfuzz import fuzz, process

from evalhelpers.dictionary import TABLES, Table
from evalhelpers.intake.header_text import MARK, bare, normal, plain

# Spellings this alike (0 to 100) are taken for the same header; shorter words are never guessed.
CLOSE = 88.0
# Two spellings whose likeness differs by less than this are equally near.
TIE = 2.0
SHORTEST = 5
# A suggestion may be this far; it is read by a person.
SUGGESTED = 65.0
# Headers that mean nothing of ours, however near their spelling comes.
_PLAIN_COLUMNS = frozenset(
    {"no", "nomor", "ket", "keterangan", "paraf", "ttd", "tanda tangan", "today", "start", "end"}
)
# KoboToolbox and ODK carry several ids; the first of these that is there names the submission.
_SUBMISSION_IDS = ("rootuuid", "_uuid", "instanceid", "key", "_id", "uuid")
_STATED, _WHOLE, _LOWER, _TAIL = range(4)


@dataclass(frozen=True)
class Unclear:
    """Headers and columns of ours that fit each other equally well: one of either, several of the other."""

    headers: tuple[str, ...]
    columns: tuple[str, ...]
    places: tuple[int, ...] = ()


@dataclass(frozen=True)
class Match:
    """Which columns were found.

    `columns` maps ours to positions; `choices` a column of codes to its 0/1 columns by code (several where
    versions of a form have one each); `close` has those of `columns` that were matched by spelling.
    """

    columns: dict[str, int] = field(default_factory=dict)
    choices: dict[str, dict[str, tuple[int, ...]]] = field(default_factory=dict)
    close: frozenset[str] = frozenset()
    unclear: tuple[Unclear, ...] = ()

    @property
    def used(self) -> frozenset[int]:
        """Return the positions of the columns that are read."""
        chosen = (at for by in self.choices.values() for many in by.values() for at in many)
        return frozenset((*self.columns.values(), *chosen))

    @property
    def there(self) -> frozenset[str]:
        """Return ours that the sheet has, clear or not."""
        doubted = {name for unclear in self.unclear for name in unclear.columns}
        return frozenset({*self.columns, *self.choices, *doubted})


def match(
    names: Sequence[Sequence[str]], table: Table, stated: Mapping[str, str], *, spelling: bool
) -> Match:
    """Match the columns of a sheet with those of a table.

    Parameters
    ----------
    names
        The readings of each column's header; empty for a column without one.
    stated
        Our columns by plain header, as sources.yaml has them.
    spelling
        Whether close spellings count.
    """
    claims: dict[str, list[tuple[tuple[int, ...], int]]] = {}
    choices: dict[str, dict[str, tuple[int, ...]]] = {}
    taken: set[int] = set()
    for at, texts in enumerate(names):
        found = _named(texts, table, stated)
        if found is None:
            continue
        taken.add(at)
        ours, code, rank = found
        if code:
            by_code = choices.setdefault(ours, {})
            by_code[code] = (*by_code.get(code, ()), at)
        else:
            claims.setdefault(ours, []).append((rank, at))
    columns, unclear = {}, []
    for ours, places in claims.items():
        best = [at for rank, at in places if rank == min(places)[0]]
        if len(best) == 1:
            columns[ours] = best[0]
        else:
            unclear.append(Unclear(tuple(names[at][0] for at in best), (ours,), tuple(best)))
    close: dict[str, int] = {}
    if spelling:
        left = {at: texts for at, texts in enumerate(names) if texts and at not in taken}
        close, doubted = _close(left, table, {*claims, *choices})
        unclear += doubted
    choices = {ours: by for ours, by in choices.items() if ours not in columns or len(by) > 1}
    return Match(columns | close, choices, frozenset(close), tuple(unclear))


def may_name(text: str, table: str) -> bool:
    """Say whether a text could be part of a header: quick, and never wrong when it says no."""
    known = _vocabulary(table)
    parts = (plain(part).split() for part in MARK.split(text))
    if any(words and known.issuperset(words) for words in parts):
        return True
    words = normal(text).split()
    return bool(words) and known.issuperset(words)


def column_named(text: str, table: str) -> str | None:
    """Return our column that a header names by the dictionary's words; None if it names none."""
    found = _read(text, table)
    return found[0] if found else None


def meaningful(texts: Iterable[str]) -> list[str]:
    """Return the headers that may mean a column of ours: not blank, and no "No" or "Keterangan"."""
    return [text for text in texts if text and plain(text) not in _PLAIN_COLUMNS]


def speaks_of(texts: Sequence[str], wanted: Sequence[str], table: Table) -> dict[str, str]:
    """Return for each wanted column the first header that holds all words of one of its own headers."""
    found: dict[str, str] = {}
    for word, ours in _words(table.name)[0].items():
        words = set(normal(word).split())
        if ours in wanted and words:
            for text in texts:
                if words <= set(normal(text).split()):
                    found.setdefault(ours, text)
    return found


def suggest(texts: Sequence[str], missing: Sequence[str], table: Table) -> dict[str, str]:
    """Return for each missing column the header nearest to it, each header once; empty if none is near."""
    words = [(word, ours) for word, ours in _words(table.name)[0].items() if ours in missing]
    near = sorted(
        (
            (score, ours, text)
            for text in texts
            for word, ours in words
            if (score := fuzz.WRatio(normal(text), word)) >= SUGGESTED
        ),
        key=lambda one: -one[0],
    )
    nearest: dict[str, str] = {}
    for _, ours, text in near:
        if ours not in nearest and text not in nearest.values():
            nearest[ours] = text
    return {ours: nearest.get(ours, "") for ours in missing}


@cache
def _words(table: str) -> tuple[dict[str, str], dict[str, str]]:
    """Return the header words of a table with the column each names, and a form's own system columns."""
    words: dict[str, str] = {}
    system: dict[str, str] = {}
    columns = TABLES[table].columns
    for column in columns:
        for text in (column.name, column.id, column.en):
            words.setdefault(plain(text), column.name)
    for column in columns:
        for text in column.headers:
            if text.startswith("_"):
                system.setdefault(text.casefold(), column.name)
            else:
                words.setdefault(plain(text), column.name)
    return words, system


@cache
def _vocabulary(table: str) -> frozenset[str]:
    words, system = _words(table)
    headers = (*words, *map(plain, system), *map(normal, words))
    return frozenset(word for header in headers for word in header.split())


def _named(
    texts: Sequence[str], table: Table, stated: Mapping[str, str]
) -> tuple[str, str, tuple[int, ...]] | None:
    """Return our column, the code for a 0/1 column of it, and how well it is named (less is better)."""
    if stated:
        for text in texts:
            if plain(text) in stated:
                return stated[plain(text)], "", (_STATED,)
    if len(texts) == 1:
        return _read(texts[0], table.name)
    # A form's group and question stand in one cell, so of several levels only whole words count.
    words, _ = _words(table.name)
    for text in texts:
        ours = words.get(plain(text)) or _alike(table.name).get(normal(bare(text)))
        if ours:
            # The lowest level alone says less: "Nama" may stand below "Pendamping".
            quality = _LOWER if text == texts[-1] else _WHOLE
            return ours, "", (_WHOLE, 0, len(_SUBMISSION_IDS), quality)
    return None


@lru_cache(maxsize=50_000)
def _read(text: str, table: str) -> tuple[str, str, tuple[int, ...]] | None:
    words, system = _words(table)
    parts = MARK.split(text)
    tail = parts[-1].strip().casefold()
    if tail in system:
        order = _SUBMISSION_IDS.index(tail) if tail in _SUBMISSION_IDS else 0
        return system[tail], "", (_WHOLE, int(tail not in _SUBMISSION_IDS), order, _WHOLE)
    whole = plain(text)
    ours = words.get(whole) or _alike(table).get(normal(text))
    if ours is None:
        choice = _choice(text, TABLES[table], words)
        if choice is not None:
            return *choice, ()
        ours = next((words[key] for key in (plain(tail), plain(bare(tail))) if key in words), None)
        ours = ours or _alike(table).get(normal(bare(tail)))
    if ours is None:
        return None
    is_submission = ours == "id_kunjungan" and tail in _SUBMISSION_IDS
    order = _SUBMISSION_IDS.index(tail) if is_submission else len(_SUBMISSION_IDS)
    quality = _WHOLE if whole in words else _TAIL
    return ours, "", (_WHOLE, 0, order, quality)


@cache
def _alike(table: str) -> dict[str, str]:
    """Return the header words of a table with the shortenings of offices written out."""
    found: dict[str, str] = {}
    for word, ours in _words(table)[0].items():
        found.setdefault(normal(word), ours)
    return found


def _choice(text: str, table: Table, words: Mapping[str, str]) -> tuple[str, str] | None:
    """Read a 0/1 column of a question with several answers: "grup/penyebab_semua/22".

    The answer's own label may hold the mark too: "Penyebab/Pasar jenuh/sepi pembeli".
    """
    for mark in MARK.finditer(text):
        ours = words.get(plain(MARK.split(text[: mark.start()])[-1]))
        if ours is None or table.column(ours).kind != "codes":
            continue
        answer = plain(text[mark.end() :])
        for code in table.column(ours).codes:
            if answer in (plain(code.value), plain(code.id)):
                return ours, code.value
    # Some tools join question and answer like the words of a name: "penyebab_semua_22".
    question, _, answer = text.rpartition("_")
    ours = words.get(plain(MARK.split(question)[-1])) if question else None
    if ours is not None and table.column(ours).kind == "codes":
        return next(((ours, code.value) for code in table.column(ours).codes if code.value == answer), None)
    return None


def _close(
    left: Mapping[int, Sequence[str]], table: Table, named: set[str]
) -> tuple[dict[str, int], list[Unclear]]:
    """Match what is left by close spelling; two that are equally near are unclear.

    A free text that never leaves `prepare` is not worth refusing a sheet for: it stays unmatched.
    """
    words = {w: ours for w, ours in _words(table.name)[0].items() if ours not in named and len(w) >= SHORTEST}
    near: dict[str, dict[int, float]] = {}
    unclear: list[Unclear] = []
    for at, texts in left.items():
        scores = _likeness(texts, words)
        top = max(scores.values(), default=0.0)
        fields = sorted(ours for ours, score in scores.items() if score > top - TIE)
        if len(fields) == 1:
            near.setdefault(fields[0], {})[at] = top
        elif any(_matters(table, ours) for ours in fields):
            unclear.append(Unclear((texts[0],), tuple(fields)))
    found: dict[str, int] = {}
    for ours, by_place in near.items():
        places = [at for at, score in by_place.items() if score > max(by_place.values()) - TIE]
        if len(places) == 1:
            found[ours] = places[0]
        elif _matters(table, ours):
            unclear.append(Unclear(tuple(left[at][0] for at in places), (ours,)))
    doubted = {ours for one in unclear for ours in one.columns}
    return {ours: at for ours, at in found.items() if ours not in doubted}, unclear


def _likeness(texts: Sequence[str], words: Mapping[str, str]) -> dict[str, float]:
    """Return how near a header is to each of our columns, where it is near at all."""
    scores: dict[str, float] = {}
    for key in {plain(part) for text in texts for part in (text, MARK.split(text)[-1])}:
        if len(key) >= SHORTEST:
            for word, score, _ in process.extract(
                key, list(words), scorer=fuzz.ratio, score_cutoff=CLOSE, limit=None
            ):
                scores[words[word]] = max(score, scores.get(words[word], 0.0))
    return scores


def _matters(table: Table, ours: str) -> bool:
    column = table.column(ours)
    return column.kept or column.required
