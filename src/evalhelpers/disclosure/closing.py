"""Enough other cells with those the rule hides that none of them can be recomputed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from evalhelpers.disclosure.families import Key, Size, family, is_open, is_small
from evalhelpers.disclosure.sums import Sum, pinned, recoverable, sums, ties
from evalhelpers.errors import DataError


def close(cells: Mapping[Key, Size], hidden: set[Key]) -> set[Key]:
    """Hide further cells until no hidden one can be recomputed; the smallest go first, totals last."""
    found = set(hidden)
    for web in _webs(cells):
        found = (found - web.keys) | web.closed(found & web.keys)
    return found


def _webs(cells: Mapping[Key, Size]) -> Iterator[_Web]:
    """Yield the figures in webs: sums and ties join those of one, and none of two."""
    relations, tied = sums(cells), ties(cells)
    head: dict[Key, Key] = {}

    def find(key: Key) -> Key:
        while (above := head.setdefault(key, key)) != key:
            head[key] = head[above]
            key = above
        return key

    for first, *others in (*(one.members for one in relations), *((key, *tied[key]) for key in tied)):
        for other in others:
            head[find(other)] = find(first)
    keys, own = defaultdict(set), defaultdict(list)
    for key in head:
        keys[find(key)].add(key)
    for one in relations:
        own[find(one.members[0])].append(one)
    for at in keys:
        yield _Web(cells, frozenset(keys[at] & cells.keys()), own[at], tied)


@dataclass(frozen=True)
class _Web:
    """Figures that can give one another away, but none outside: each web is closed alone.

    `keys` are its cells; the sums also have rests, which no cell shows.
    """

    cells: Mapping[Key, Size]
    keys: frozenset[Key]
    relations: Sequence[Sum]
    tied: Mapping[Key, Sequence[Key]]

    def closed(self, hidden: set[Key]) -> set[Key]:
        """Return the hidden figures of this web and those that are hidden with them."""
        kept = {key for key, size in self.rests.items() if is_small(key, size)}
        if not hidden and not kept:
            return hidden
        free = {key for key in self.keys if not is_open(key)}
        told: set[Key] = set()
        evident: set[Key] = set()
        if free != self.keys:
            # What follows from the figures that are printed in full anyway is no secret.
            told = recoverable(self.relations, free | self.rests.keys())
            evident = self._guessed((free | self.rests.keys()) - told)
        free, kept, hidden = free - told, kept - told, self._with_ties(hidden - told)
        while True:
            unknown = hidden | (self.rests.keys() - told)
            exposed = self._exposed(hidden | kept, unknown, evident)
            if not exposed:
                return hidden
            choices = (self._choose(key, unknown, free - unknown) for key in sorted(exposed))
            choice = next((key for key in choices if key), None)
            if choice is None:
                raise DataError(f"Sel {min(exposed)} tidak dapat dilindungi dari penjumlahan")
            hidden = self._with_ties(hidden | {choice})

    @cached_property
    def rests(self) -> dict[Key, Size]:
        """Return the persons of totals in none of the parts."""
        return {key: size for one in self.relations for key, size in one.rests}

    @cached_property
    def sizes(self) -> Mapping[Key, Size]:
        """Return the size of each figure, also of those that no cell shows."""
        return {key: self.cells[key] for key in self.keys} | self.rests

    @cached_property
    def sums_of(self) -> dict[Key, list[Sum]]:
        """Return the sums of each figure."""
        found: dict[Key, list[Sum]] = defaultdict(list)
        for one in self.relations:
            for key in one.members:
                found[key].append(one)
        return found

    def _exposed(self, secret: set[Key], unknown: set[Key], evident: set[Key]) -> set[Key]:
        """Return the secret figures that a reader can recompute, found by the cheapest way that finds any."""
        alone = {u[0] for one in self.relations if len(u := [k for k in one.members if k in unknown]) == 1}
        if found := secret & alone or secret & recoverable(self.relations, unknown):
            return found
        guessed = (secret & self._guessed(unknown)) - evident
        return {k for k in guessed if is_small(k, self.sizes[k]) and not self._is_evident(k, unknown)}

    def _is_evident(self, key: Key, unknown: set[Key]) -> bool:
        """Say whether none of a few are meant, or all of them as of everyone in a total that is printed."""
        met, n, _ = self.sizes[key]
        totals = {one.total for one in self.sums_of[key] if one.total and one.total not in unknown}
        return not met or (met == n and any(self.sizes[k].met == self.sizes[k].n for k in totals))

    def _guessed(self, unknown: set[Key]) -> set[Key]:
        """Return what follows if it is also used that no count is less than nil or more than all."""
        counts = {key for key in unknown if self.sizes[key].met == self.sizes[key].met}
        fixed = pinned(self.relations, counts, self.sizes)
        return fixed | recoverable(self.relations, unknown - fixed) if fixed else fixed

    def _with_ties(self, hidden: set[Key]) -> set[Key]:
        found, new = set(hidden), list(hidden)
        while new:
            tied = [k for k in self.tied.get(new.pop(), ()) if k not in found]
            found.update(tied)
            new += tied
        return found

    def _choose(self, key: Key, unknown: set[Key], free: set[Key]) -> Key | None:
        """Return what to hide next for `key`: in a sum that gives it away alone, else in the nearest sum."""
        if first := {key._replace(measure=m) for m in family(key).before_others} & free:
            return min(first, key=self._size)
        near = [s for s in self.sums_of[key] if not any(k in unknown and k != key for k in s.members)]
        near, seen = near or list(self.sums_of[key]), 0
        while len(near) > seen:
            if choice := self._next(near, free):
                return choice
            seen, linked = len(near), dict.fromkeys(k for one in near for k in one.members)
            near = list(dict.fromkeys(one for k in linked for one in self.sums_of[k]))
        return None

    def _next(self, relations: Iterable[Sum], free: set[Key]) -> Key | None:
        """Return the next cell to hide: the smallest part that counts somebody, else a total."""
        parts = {k for one in relations for k in one.parts if k in free}
        totals = {one.total for one in relations if one.total in free}
        return min(parts or totals, key=self._size, default=None)

    def _size(self, key: Key) -> tuple[bool, float, Key]:
        """Return what the smallest that counts somebody is found by."""
        met, n, _ = self.cells[key]
        return met == 0, n if met != met else met, key
