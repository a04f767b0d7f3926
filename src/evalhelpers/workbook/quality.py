"""The data-quality page of a district (or the province) and period: for the office, never published."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd

from evalhelpers import corrections, dataset, formats, quality
from evalhelpers.blocks import Block, Column, Heading, Table
from evalhelpers.dictionary import TABLES
from evalhelpers.errors import DataError, ParamError
from evalhelpers.issues import FATES, PROBLEMS
from evalhelpers.narrative import LANGUAGES
from evalhelpers.params import Project, nearest
from evalhelpers.periods import Period
from evalhelpers.workbook.report import open_report
from evalhelpers.workbook.section import Section
from evalhelpers.workbook.view import items, prose, voice

_COUNTS = ("read", *(fate for fate in FATES if fate != "not_data"))


def open_quality(
    district: str, period: str, *, params: str, dataset: str, compare_with: str = "", language: str = "id"
) -> Quality:
    """Open the page of one district and period; parameters and errors are those of `open_report`."""
    report = open_report(
        district, period, params=params, dataset=dataset, compare_with=compare_with, language=language
    )
    return Quality(report.project, district, report.period, report.before, Path(dataset), language)


class Quality:
    """One page; its sections are shown one after the other in the notebook."""

    def __init__(
        self, project: Project, district: str, period: Period, before: Period, data: Path, language: str
    ) -> None:
        self.project, self.district, self.period, self.before = project, district, period, before
        self.data, self.language = data, language
        self.voice = voice(project, district, period, before, language)
        self.words = LANGUAGES[language].quality
        self._names = {"place": self.voice.place, "period": self.voice.period, "before": self.voice.before}

    @cached_property
    def tables(self) -> dict[str, pd.DataFrame]:
        """Return the cleaned, pseudonymous tables of the place, up to the period's end."""
        return dataset.load(self.data, self.district, max(self.period.end, self.before.end))

    @cached_property
    def issues(self) -> pd.DataFrame:
        """Return the masked issues of the place, one row each.

        Raises
        ------
        DataError
            If `prepare` has not left its log.
        """
        path = self.data.parent / "issues.parquet"
        if not path.exists():
            raise DataError(
                f"Catatan masalah {path.name} belum ada; jalankan `evalhelpers check` lebih dahulu"
            )
        found = pd.read_parquet(path)
        return found if self.district == dataset.PROVINCE else found[found["district"] == self.district]

    def section(self, name: str) -> Section:
        """Show one section of the page; `ParamError` if there is none of this name."""
        sections: dict[str, Callable[[], Iterable[Block]]] = {
            "neraca": self._account,
            "tindakan": self._todo,
            "masalah": self._kinds,
            "berkas": self._files,
            "kelengkapan": self._completeness,
            "petugas": self._visitors,
        }
        if name not in sections:
            raise ParamError(f"Bagian {name!r} tidak ada; maksud Anda {nearest(name, sections)}?")
        intro = self.words.INTRO.get(name)
        opening: tuple[Block, ...] = (Heading(self.words.TITLES[name], 1, name),)
        if intro:
            opening += (prose(intro.format(**self._names)),)
        return Section(name, (*opening, *sections[name]()), self.language)

    def _account(self) -> Iterable[Block]:
        now, before = self._fates(self.period, undated=True), self._fates(self.before, undated=False)
        if not now:
            yield prose(self.words.ACCOUNT_NONE.format(**self._names))
            return
        totals = {n: self._number(sum(fates[n] for fates in now.values())) for n in _COUNTS}
        yield prose(self.words.ACCOUNT.format(**self._names, **totals))
        if before:
            then = {f"{n}_before": self._number(sum(fates[n] for fates in before.values())) for n in _COUNTS}
            yield prose(self.words.CHANGE.format(**self._names, **then))
        rows = [
            (self.voice.label("tabel", table), *(self._number(fates[n]) for n in _COUNTS))
            for table, fates in now.items()
        ]
        yield self._table("neraca", ("table", *_COUNTS), rows)

    def _fates(self, period: Period, *, undated: bool) -> dict[str, dict[str, int]]:
        """Return rows read and their fates by table, of the half-years that a period touches."""
        places: Mapping[str, Any] = dataset.places(self.data)
        mine = places.values() if self.district == dataset.PROVINCE else [places.get(self.district, {})]
        found: dict[str, dict[str, int]] = {}
        for by_table in mine:
            for table, by_half in by_table.items():
                for half, counts in by_half.items():
                    if not (_touches(Period.parse(half), period) if half else undated):
                        continue
                    total = found.setdefault(table, dict.fromkeys(_COUNTS, 0))
                    for name in _COUNTS:
                        total[name] += counts[name]
        return {table: found[table] for table in TABLES if found.get(table, {}).get("read")}

    def _todo(self) -> Iterable[Block]:
        """Say how many lines the correction lists of the place have, one list for each half-year."""
        todo = corrections.listed(quality.within(self.issues, self.period, undated=False))
        slugs = [d.slug for d in self.project.districts]
        place = todo["district"].where(todo["district"].isin(slugs), corrections.PROVINCE)
        levels = todo["code"].map({code: problem.level for code, problem in PROBLEMS.items()})
        lines = todo.assign(place=place, error=levels == "error").groupby(
            ["period", "place", "id_masalah", "row"]
        )
        counts = lines["error"].any().groupby(["period", "place"]).agg(["size", "sum"])
        if counts.empty:
            yield prose(self.words.TODO_NONE)
            return
        names = {d.slug: d.name for d in self.project.districts}
        yield items(
            [
                self.words.TODO.format(
                    file=f"internal/corrections/{half}/{slug}.xlsx",
                    place=names.get(slug, self.words.OFFICE),
                    errors=self._number(int(errors)),
                    warnings=self._number(int(size - errors)),
                )
                for (half, slug), size, errors in counts.itertuples(name=None)
            ]
        )
        yield prose(self.words.ANSWERS)

    def _kinds(self) -> Iterable[Block]:
        counts = quality.by_kind(
            *(quality.within(self.issues, period) for period in (self.period, self.before))
        )
        if counts.empty:
            yield prose(self.words.NO_ISSUES.format(**self._names))
            return
        treatment = self.voice.displays.TREATMENT
        rows = [
            (PROBLEMS[code].wrong, treatment[level], self._number(now), self._number(before))
            for code, level, now, before in counts.itertuples(index=False, name=None)
        ]
        yield self._table("masalah", ("problem", "treatment", "now", "before"), rows, text=(0, 1))

    def _files(self) -> Iterable[Block]:
        counts = quality.by_file(quality.within(self.issues, self.period))
        if counts.empty:
            yield prose(self.words.NO_ISSUES.format(**self._names))
            return
        rows = [
            (file, self._number(errors), self._number(warnings))
            for file, errors, warnings in counts.itertuples(index=False, name=None)
        ]
        yield self._table("berkas", ("file", "error", "warning"), rows)

    def _completeness(self) -> Iterable[Block]:
        counts = quality.completeness(self.tables, self.period, self.before)
        is_full = counts["filled"] == counts["rows"]
        yield prose(self.words.FULL.format(count=self._number(int(is_full.sum()))))
        counts = counts[~is_full]
        rows = [
            (
                TABLES[table].column(column).id,
                self.voice.label("tabel", table),
                self._share(filled, size),
                self._share(filled_before, size_before),
            )
            for table, column, size, filled, size_before, filled_before in counts.itertuples(
                index=False, name=None
            )
        ]
        yield self._table("kelengkapan", ("column", "table", "filled", "filled_before"), rows, text=(0, 1))

    def _visitors(self) -> Iterable[Block]:
        found = quality.visitors(self.tables["kunjungan"], self.period)
        if found.empty:
            yield prose(self.words.NO_VISITS.format(**self._names))
            return
        flags = [*self.words.FLAGS]
        unusual = int(found[flags].any(axis=1).sum())
        said = self.words.PATTERNS if unusual else self.words.NO_PATTERN
        known = int((found["visitor"] != "").sum())
        yield prose(said.format(count=self._number(unusual), visitors=self._number(known)))
        yield items([text.format(**self._limits()) for text in self.words.LIMITS])
        rows = [self._visitor(row, flags) for row in found.to_dict("records")]
        head = ("visitor", "visits", "days", "most", "alike", "round", "look")
        yield self._table("petugas", head, rows, text=(0, 6))

    def _visitor(self, row: Mapping[Any, Any], flags: Sequence[str]) -> tuple[str, ...]:
        look = ", ".join(self.words.FLAGS[flag] for flag in flags if row[flag])
        numbers = (self._number(row[name]) for name in ("visits", "days", "most", "alike"))
        return (
            row["visitor"] or self.words.NOBODY,
            *numbers,
            self._share(row["round"], row["stated"]),
            look or self.words.NONE,
        )

    def _limits(self) -> dict[str, str]:
        share = {"share": quality.SHARE_ALIKE, "rounded": quality.SHARE_ROUND}
        count = {"many": quality.MANY_A_DAY, "least": quality.LEAST_ALIKE, "least_round": quality.LEAST_ROUND}
        return {
            **{n: f"{x:.0%}".replace("%", " persen") for n, x in share.items()},
            **{n: self._number(x) for n, x in count.items()},
            "round_to": formats.rupiah(quality.ROUND_TO, language=self.language),
        }

    def _number(self, n: int) -> str:
        return formats.count(n, language=self.language)

    def _share(self, part: int, whole: int) -> str:
        if not whole:
            return str(self.words.NONE)
        return f"{part / whole:.0%} ({self._number(part)} dari {self._number(whole)})"

    def _table(
        self, name: str, head: Sequence[str], rows: Sequence[tuple[str, ...]], text: Sequence[int] = (0,)
    ) -> Table:
        columns = tuple(Column(self.words.COLUMNS[key], at not in text) for at, key in enumerate(head))
        caption = self.words.CAPTIONS[name].format(**self._names)
        return Table(f"tabel-{name}", caption, columns, tuple(rows))


def _touches(one: Period, other: Period) -> bool:
    return one.start <= other.end and one.end >= other.start
