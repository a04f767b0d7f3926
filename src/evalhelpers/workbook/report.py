"""The pipeline of a report, step by step as a notebook shows it: load, compute, protect, decide, show."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd

from evalhelpers import blocks, dataset, disclosure, formats, indicators, recommend
from evalhelpers.catalogue import COLUMNS, INDICATORS, UNIT_NAMES
from evalhelpers.errors import DataError, ParamError, ReportError
from evalhelpers.narrative import LANGUAGES
from evalhelpers.params import Project, RunSheet, nearest, read_project
from evalhelpers.periods import Period
from evalhelpers.workbook import (
    accountability,
    closing,
    delivery,
    development,
    failure,
    opening,
    summary,
    welfare,
)
from evalhelpers.workbook.decisions import Decisions, decide
from evalhelpers.workbook.section import Section
from evalhelpers.workbook.view import View, prose, voice

SECTIONS: dict[str, Callable[[View], tuple[blocks.Block, ...]]] = {
    "ringkasan": summary.summary,
    "pendahuluan": opening.introduction,
    "metodologi": opening.methods,
    "penyaluran": delivery.delivery,
    "perkembangan": development.development,
    "kabkota": development.districts,
    "penyebab": failure.causes,
    "kesejahteraan": welfare.welfare,
    "akuntabilitas": accountability.accountability,
    "penutup": closing.conclusions,
    "lampiran": closing.appendix,
    "nota_dinas": summary.letter,
    "pesan": summary.message,
}
# Figures over time look back three years of half-years, or as many periods of another kind.
TIMELINE = 6
EVERYONE = "semua"
# What is held against the same period a year earlier.
_SEASONAL = ("A1", "B5", "E1")
_OVER_TIME = ("B1", "B4")


def open_report(
    district: str, period: str, *, params: str, dataset: str, compare_with: str = "", language: str = "id"
) -> Report:
    """Open one report: its parameters, its slice of the data, its language.

    Parameters
    ----------
    district
        Slug, or ``provinsi``.
    period, compare_with
        Periods; without `compare_with` the run sheet's, else the previous period of the same kind.
    params, dataset
        Folders, as seen from where the notebook runs.

    Raises
    ------
    ParamError
        If a parameter is wrong; with the nearest valid word.
    DataError
        If there is no dataset yet; says which command makes it.
    """
    folder = Path(params)
    project = read_project(folder.resolve().parent, folder)
    known = [d.slug for d in project.districts] + ["provinsi"]
    if district not in known:
        raise ParamError(
            f"Kabupaten/kota {district!r} tidak dikenal; maksud Anda {nearest(district, known)}?"
        )
    if language not in LANGUAGES:
        raise ParamError(f"Bahasa {language!r} belum tersedia; yang ada: {', '.join(LANGUAGES)}")
    run = project.runs.get(str(Period.parse(period)))
    if run is None:
        raise ParamError(
            f"Periode {period!r} belum punya berkas parameter; maksud Anda {nearest(period, project.runs)}?"
        )
    data = Path(dataset)
    if not (data / "index.json").exists():
        raise DataError(LANGUAGES[language].displays.MISSING_DATASET.format(folder=dataset))
    before = Period.parse(compare_with or run.compare_with or str(Period.parse(period).previous()))
    return Report(project, run, district, Period.parse(period), before, data, language)


class Report:
    """One district (or the province) and period; its steps are called in order, each seen in the notebook."""

    def __init__(
        self,
        project: Project,
        run: RunSheet,
        district: str,
        period: Period,
        before: Period,
        data: Path,
        language: str,
    ) -> None:
        self.project, self.run, self.rules = project, run, project.rules(run)
        self.district, self.period, self.before = district, period, before
        self.data, self.language = data, language
        self.words = LANGUAGES[language].displays
        self._view: View | None = None
        self._sources: dict[str, int] = {}
        self._rows: dict[str, int] = {}
        self._baseline_years: dict[str, tuple[int, ...]] = {}
        self._repeated = 0

    @property
    def until(self) -> date:
        """Return the last day whose rows this report may see."""
        return max(self.period.end, self.before.end)

    def load(self) -> dict[str, pd.DataFrame]:
        """Return the cleaned, pseudonymous tables this report may see."""
        tables = dataset.load(self.data, self.district, self.until)
        self._rows = {name: len(frame) for name, frame in tables.items()}
        grants = tables["penerima"]
        own = grants if self.district == dataset.PROVINCE else grants[grants["kab_kota"] == self.district]
        counts = own["sumber_baseline"].value_counts().sort_index()
        self._sources = {str(source): int(n) for source, n in counts.items() if source}
        return tables

    def compute(self, tables: dict[str, pd.DataFrame]) -> pd.DataFrame:
        """Return the values of this period and of the compared one, by today's definitions and data.

        Profit is also computed for the same period a year earlier, since it follows the season, and so is
        what runs from 1 January: deliveries and spending. Of the periods before those only what the
        figures over time show.
        """
        grants = tables["penerima"]
        whole = dict.fromkeys((self.period, self.before))
        found = [self._values(tables, period) for period in whole]
        if (earlier := self.period.year_earlier()) not in whole:
            found.append(self._values(tables, earlier, _SEASONAL))
        found += [self._over_time(tables, period) for period in self.timeline if period not in whole]
        people = indicators.evaluated(grants, district=self.district, period=self.period, rules=self.rules)
        self._baseline_years = _baseline_years(people)
        self._repeated = _repeated(people, grants, self.period)
        return pd.concat(found, ignore_index=True)

    @property
    def timeline(self) -> tuple[Period, ...]:
        """Return the periods of the figures that run over time, oldest first."""
        periods = [self.period]
        while len(periods) < TIMELINE:
            periods.insert(0, periods[0].previous())
        return tuple(periods)

    def _values(
        self, tables: dict[str, pd.DataFrame], period: Period, codes: Collection[str] | None = None
    ) -> pd.DataFrame:
        return indicators.compute(
            tables,
            district=self.district,
            period=period,
            rules=self.rules,
            reference=self.project.reference,
            districts=[d.slug for d in self.project.districts],
            codes=codes,
        )

    def _over_time(self, tables: dict[str, pd.DataFrame], period: Period) -> pd.DataFrame:
        """Return what the figures over time show of an earlier period: nothing of small or private groups."""
        values = self._values(tables, period, _OVER_TIME)
        return values[values["group"] == EVERYONE]

    def protect(self, values: pd.DataFrame) -> disclosure.Public:
        """Return what may be shown: small cells hidden by the plan made for the whole publication."""
        path = self.data / "plan" / f"{self.period}.json"
        if path.exists():
            return disclosure.protect(values, disclosure.Plan.read(path))
        # Opened before any batch: the plan for this report alone is the best there is.
        return disclosure.protect(values, disclosure.plan([values]))

    def decide(self, public: disclosure.Public) -> Decisions:
        """Make the findings; from here on sections can be shown."""
        present = [d.slug for d in self.project.districts]
        province = self.district == dataset.PROVINCE
        period, before = str(self.period), str(self.before)
        found = decide(
            public, period=period, before=before, province=province, districts=present,
            published=self.project.published(before, self.district),
        )  # fmt: skip
        spoken = voice(self.project, self.district, self.period, self.before, self.language)
        actions = recommend.recommend(
            public, self.project.recommendations, spoken, period=period, report_date=self.run.report_date
        )
        self._view = View(
            project=self.project,
            run=self.run,
            rules=self.rules,
            district=self.district,
            period=self.period,
            before=self.before,
            public=public,
            decisions=found,
            voice=spoken,
            account=dataset.account(self.data, self.district, self.until),
            sources=self._sources,
            baseline_years=self._baseline_years,
            repeated=self._repeated,
            rows=self._rows,
            timeline=tuple((str(p), formats.period_short(p, language=self.language)) for p in self.timeline),
            actions=actions,
        )
        return found

    def account(self) -> Section:
        """Show what became of the rows read, and how many values and findings came of them."""
        view = self._ready()
        hidden = int((view.public.frame["hidden"] != "").sum())
        counts = {"values": len(view.public.frame), "hidden": hidden, "findings": view.decisions.count}
        line = self.words.PIPELINE.format(
            **{k: formats.count(n, language=self.language) for k, n in counts.items()}
        )
        return Section("baris", (*opening.quality(view), prose(line)), self.language, draft=True)

    def section(self, name: str) -> Section:
        """Show one section of the report.

        Raises
        ------
        ParamError
            If there is no such section.
        ReportError
            If the steps before it have not run.
        """
        if name not in SECTIONS:
            raise ParamError(f"Bagian {name!r} tidak ada; maksud Anda {nearest(name, SECTIONS)}?")
        return Section(name, SECTIONS[name](self._ready()), self.language)

    def values(self) -> Section:
        """Show the machine-readable result: every public value, and the numbers derived from them."""
        view = self._ready()
        rows = view.public.frame[list(COLUMNS)].to_dict("records")
        texts = tuple(tuple(_text(row[column]) for column in COLUMNS) for row in rows)
        derived = {**view.decisions.derived, **recommend.derived(view.actions), **view.facts}
        facts = {
            n: formats.machine(x) for n, x in sorted(derived.items()) if n.rsplit("/", 1)[1] not in COLUMNS
        }
        shown = blocks.Values(COLUMNS, texts, facts, *_printed(view, rows))
        return Section("nilai", (shown,), self.language)

    def _ready(self) -> View:
        if self._view is None:
            raise ReportError(self.words.NOT_DECIDED)
        return self._view


def _baseline_years(people: pd.DataFrame) -> dict[str, tuple[int, ...]]:
    """Return the years of the incomes before the aid by district; one asked after the hand-over is none."""
    asked = people["pendapatan_rt_baseline"].notna() & (people["jml_anggota_rt"] > 0)
    asked &= people["tgl_baseline"] <= people["tgl_serah"]
    found = people[asked.fillna(False).astype(bool)]
    years = found["tgl_baseline"].dt.year.groupby(found["kab_kota"]).unique()
    return {str(slug): tuple(sorted(int(year) for year in own)) for slug, own in years.items()}


def _repeated(people: pd.DataFrame, grants: pd.DataFrame, period: Period) -> int:
    """Count the persons who have been handed two grants or more by the period's end."""
    handed = (grants["status_administrasi"] != "batal") & (grants["tgl_serah"] <= pd.Timestamp(period.end))
    counts = grants.loc[handed, "id_penerima"].value_counts()
    return int((counts.reindex(people.index, fill_value=0) > 1).sum())


def _text(value: Any) -> str:
    return value if isinstance(value, str) else formats.machine(value)


def _printed(view: View, rows: list[dict[str, Any]]) -> tuple[dict[str, str], tuple[tuple[str, str], ...]]:
    """Return the printed names of all that occurs in the values, and the definition of each indicator."""
    voice, names = view.voice, {}
    for row in rows:
        code, measure = row["code"], row["measure"]
        names[code] = INDICATORS[code].name[voice.language]
        names[f"{code}.{measure}"] = voice.name(code, measure)
        names[row["group"]] = voice.group(row["group"])
        names[row["unit"]] = UNIT_NAMES[row["unit"]][voice.language]
    definitions = tuple((code, item.definition[voice.language]) for code, item in INDICATORS.items())
    return dict(sorted(names.items())), definitions
