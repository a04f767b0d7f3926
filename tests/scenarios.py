"""Small programmes, each named by what is special about it, run through the real path to the whole report."""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import cycle, islice
from pathlib import Path
from typing import Any
from unittest import mock

import builders as b
import yaml

from evalhelpers import dataset, workbook
from evalhelpers.blocks import Block
from evalhelpers.catalogue import COLUMNS
from evalhelpers.params import Project, read_project

PARAMS = Path(__file__).parents[1] / "params"
SECTIONS = (
    "ringkasan", "penyaluran", "perkembangan", "kabkota", "penyebab", "kesejahteraan", "akuntabilitas", "penutup",
    "nota_dinas", "pesan",
)  # fmt: skip
DISTRICTS = ("bulungan", "malinau", "nunukan", "tana-tidung", "tarakan")
# What a household of four lives on: far under every poverty line, and far above.
POOR, ABOVE = 1_600_000, 8_000_000
MONEY_PAPERS = ("bukti_transfer", "nota", "lpj", "foto", "pakta_integritas")
Rows = tuple[b.Row, ...]


@dataclass(frozen=True)
class Person:
    """One recipient: the grant, the visits, and the papers of account."""

    grant: b.Row
    visits: Rows = ()
    papers: Rows = ()


def person(
    name: str,
    now: str | None = "tetap",
    before: str | None = "tetap",
    *,
    handed: str | None = "2024-03-15",
    profits: tuple[int | None, int | None] = (1_000_000, 1_300_000),
    incomes: tuple[int | None, int | None] = (POOR, ABOVE),
    cause: str | None = None,
    mode: str = "tatap_muka",
    papers: Sequence[str] = (),
    asset: str | None = None,
    **grant: Any,
) -> Person:
    """Return a recipient of Tarakan with a grant of 2024, seen in both half-years.

    Parameters
    ----------
    now, before
        Status found in April 2025 and in October 2024; None: not visited then.
    profits, incomes
        Before the aid and now; None: unknown. In October the profit was half way, the income as now.
    cause
        Recorded at the first visit that found the business stopped or declined.
    """
    year = int((handed or "2025")[:4])
    row: b.Row = {
        "id_bantuan": f"b-{name}", "tahun_anggaran": year, "tgl_sk": f"{year}-01-20", "tgl_baseline": f"{year}-01-05",
        "sumber_baseline": "usulan", "laba_baseline": profits[0], "pendapatan_rt_baseline": incomes[0],
        "jml_anggota_rt": 4, "nilai_sk": 5_000_000, "nilai_salur": 5_000_000 if handed else None,
    }  # fmt: skip
    visits, failed = [], ("menurun", "berhenti_sementara", "berhenti_permanen")
    for day, status, profit, income in (
        ("2024-10-15", before, _between(*profits), incomes[1]),
        ("2025-04-15", now, profits[1], incomes[1]),
    ):
        if status is None or handed is None or day <= handed:
            continue
        why = {"penyebab_utama": cause} if cause and status in failed else {}
        if status.startswith(("berhenti", "belum")):
            profit = None
        visits.append(
            b.visit(
                name, day, status, laba_bulan=profit, pendapatan_rt_bulan=income, jml_anggota_rt=4, cara=mode,
                aset_bantuan_status=asset, **why,
            )
        )  # fmt: skip
    on_file = tuple(
        {"id_bantuan": f"b-{name}", "jenis_dokumen": kind, "ada": "ya", "tgl": handed} for kind in papers
    )
    return Person(b.grant(name, handed, **(row | grant)), tuple(visits), on_file)


def _between(first: int | None, last: int | None) -> int | None:
    return None if first is None or last is None else (first + last) // 2


def people(
    size: int, now: str | None = "tetap", before: str | None = "tetap", *, tag: str = "a", **more: Any
) -> list[Person]:
    """Return as many recipients alike."""
    return [person(f"{tag}{at}", now, before, **more) for at in range(size)]


def mixed(size: int, *, tag: str = "m", **more: Any) -> list[Person]:
    """Return recipients as they are found: most active, some stopped, some not seen."""
    cases = cycle(
        (
            ("berkembang", "tetap", {}),
            ("tetap", "tetap", {"profits": (1_000_000, 1_020_000)}),
            ("berhenti_permanen", "tetap", {"cause": "31", "incomes": (POOR, POOR)}),
            ("tetap", "berkembang", {"incomes": (POOR, POOR)}),
            (None, "tetap", {}),
            ("menurun", "tetap", {"cause": "11", "profits": (1_000_000, 700_000), "incomes": (POOR, POOR)}),
            ("tetap", None, {"incomes": (POOR, None)}),
            ("berhenti_permanen", "berhenti_permanen", {"cause": "21", "incomes": (POOR, POOR)}),
        )
    )
    return [
        person(f"{tag}{at}", now, before, **(own | more))
        for at, (now, before, own) in enumerate(islice(cases, size))
    ]


@dataclass(frozen=True)
class Scenario:
    """A programme and the one report of it that is read.

    Attributes
    ----------
    others
        Rows of the tables besides those of recipients and visits.
    programme
        What stands otherwise in `programme.yaml`.
    published
        Numbers of the previous period's final report: code, value, numerator, denominator.
    failed
        Districts that could not be read.
    """

    recipients: Sequence[Person] = ()
    place: str = "tarakan"
    period: str = "2025-S1"
    others: Mapping[str, Sequence[b.Row]] = field(default_factory=dict)
    programme: Mapping[str, Any] = field(default_factory=dict)
    published: Sequence[tuple[str, float, int, int]] = ()
    failed: Sequence[str] = ()


def budget(spent: int, voted: int = 100_000_000) -> Rows:
    """Return the account that pays the aid in money, as at the middle of 2025."""
    account = {"kode_rekening": "5.1.06.01.01.0001", "pagu_murni": voted, "realisasi_kumulatif": spent}
    return (b.account("2025-TW2", **account),)


def actions(*states: str, place: str = "tarakan") -> Rows:
    """Return actions of the earlier report, all due in May 2025."""
    return tuple(
        {"id": str(at), "kab_kota": place, "tenggat": "2025-05-01", "status": state,
         "tgl": "2025-04-20" if state == "selesai" else None}
        for at, state in enumerate(states)
    )  # fmt: skip


def audited(*states: str, received: str = "2025-01-15") -> Rows:
    """Return recommendations of one audit report of BPK, each of Rp10 million; status 1 is settled."""
    return tuple(
        {"no_lhp": "LHP-1", "no_temuan": str(at), "tgl_lhp": "2025-01-10", "tgl_terima_lhp": received,
         "pemeriksa": "BPK", "status": state, "tgl_tindak_lanjut": "2025-03-01", "nilai_rp": 10_000_000,
         "nilai_disetor": 10_000_000 if state == "1" else None}
        for at, state in enumerate(states)
    )  # fmt: skip


def matched(found: Sequence[Person], flagged: int) -> Rows:
    """Return the result of looking for the recipients in the civil register, the first ones marked."""
    return tuple(
        {"id_bantuan": one.grant["id_bantuan"], "jenis": "dukcapil", "tgl_padan": "2025-06-01",
         "hasil": "ditandai" if at < flagged else "bersih"}
        for at, one in enumerate(found)
    )  # fmt: skip


def this_year(size: int, now: str | None = "tetap", *, tag: str = "t", **more: Any) -> list[Person]:
    """Return recipients whose grant is of 2025, handed over in February."""
    return people(size, now, None, tag=tag, **({"handed": "2025-02-10", "asset": "lengkap_dipakai"} | more))


def spread(size: Mapping[str, int], active: Mapping[str, int]) -> list[Person]:
    """Return recipients of several districts, so many active in each and the others stopped."""
    return [
        person(
            f"{slug}{at}", "tetap" if at < active[slug] else "berhenti_permanen", kab_kota=slug, cause="31"
        )
        for slug, n in size.items()
        for at in range(n)
    ]


CAUSES = {"cause": "11"}, {"cause": "21"}, {"cause": "31"}
STOPPED = ("berhenti_permanen", "tetap")
COMPLETE = this_year(12, papers=MONEY_PAPERS)
INCOMPLETE = [
    *this_year(8, papers=MONEY_PAPERS),
    *this_year(6, "berhenti_permanen", tag="s", papers=MONEY_PAPERS, cause="31"),
    *this_year(6, tag="u", papers=("nota",)),
]
HALVES = {slug: 40 for slug in DISTRICTS}

SCENARIOS: dict[str, Scenario] = {
    "large_ordinary": Scenario(
        [*mixed(96), *this_year(14, papers=MONEY_PAPERS)],
        others={"anggaran": budget(70_000_000), "rtl": actions("selesai", "proses", "selesai")},
    ),
    "nobody": Scenario(place="malinau"),
    "one_active": Scenario(people(1)),
    "one_stopped": Scenario(people(1, *STOPPED, cause="31")),
    "one_unseen": Scenario(people(1, None)),
    "four": Scenario(mixed(4)),
    "seven": Scenario(mixed(7)),
    "nine": Scenario(mixed(9)),
    "ten": Scenario(mixed(10)),
    "eleven": Scenario(mixed(11, kab_kota="malinau"), place="malinau"),
    "twenty_nine": Scenario(mixed(29)),
    "thirty": Scenario(mixed(30)),
    "thirty_one": Scenario(mixed(31)),
    "everybody_visited": Scenario([*people(28), *people(7, *STOPPED, tag="s", cause="21")]),
    "nobody_visited": Scenario(people(14, None, None)),
    "all_active_and_steady": Scenario(people(130)),
    "all_stopped": Scenario(people(12, *STOPPED, cause="36")),
    "nobody_stopped": Scenario([*people(20), *people(8, "berhenti_sementara", tag="h", cause="33"), *people(4, None, tag="u")]),
    "one_of_many_stopped": Scenario([*people(39), *people(1, *STOPPED, tag="s", cause="31"), *people(5, None, tag="u")]),
    "rise": Scenario([*people(25), *people(25, "tetap", "berhenti_sementara", tag="r"), *people(10, None, tag="u")]),
    "fall": Scenario([*people(30), *people(24, *STOPPED, tag="s", cause="32"), *people(6, None, tag="u")]),
    "unclear": Scenario([*people(30), *people(4, *STOPPED, tag="s", cause="32"), *people(3, "tetap", "berhenti_sementara", tag="r")]),
    "no_earlier_period": Scenario([
        Person(b.grant(f"p{at}", "2022-11-10", tahun_anggaran=2022, tgl_sk="2022-10-01"),
               (b.visit(f"p{at}", "2023-03-10", "tetap" if at % 4 else "belum_berjalan"),))
        for at in range(16)
    ], period="2023-S1"),
    "earlier_period_without_visits": Scenario([*people(20, before=None), *people(4, "berhenti_permanen", None, tag="s", cause="22")]),
    "new_grants_only": Scenario(this_year(11), others={"anggaran": budget(60_000_000)}),
    "recovered": Scenario([*people(12), *people(6, "tetap", "berhenti_sementara", tag="r")]),
    "newly_stopped": Scenario([*people(12), *people(6, *STOPPED, tag="s", cause="37")]),
    "only_carried_stops": Scenario(people(8, None, "berhenti_permanen", cause="31")),
    "telephone_only": Scenario(people(13, mode="telepon")),
    "profits_unknown": Scenario(people(15, profits=(None, None))),
    "profits_fell": Scenario(people(32, "menurun", profits=(1_000_000, 600_000), cause="32")),
    "profits_unchanged": Scenario(people(40, profits=(1_000_000, 1_010_000))),
    "profits_of_seven": Scenario(people(7)),
    "incomes_unknown": Scenario(people(18, incomes=(None, None))),
    "all_above_the_line": Scenario(people(21)),
    "all_below_the_line": Scenario(people(34, incomes=(POOR, POOR))),
    "incomes_hidden": Scenario([*people(10, incomes=(POOR, POOR)), *people(2, tag="h")]),
    "causes_of_three_kinds": Scenario([
        *people(20), *(one for at, more in enumerate(CAUSES) for one in people(5, *STOPPED, tag=f"s{at}", **more)),
    ]),
    "causes_tied": Scenario([
        *people(10), *people(16, *STOPPED, tag="s", cause="11"), *people(16, *STOPPED, tag="h", cause="31"),
    ]),
    "causes_leading": Scenario([
        *people(10), *people(24, *STOPPED, tag="s", cause="31"), *people(6, *STOPPED, tag="h", cause="11"),
        *people(6, *STOPPED, tag="k", cause="99"),
    ]),
    "causes_unknown": Scenario([*people(12), *people(6, *STOPPED, tag="s", cause="99")]),
    "targets_reached_and_actions_done": Scenario(
        people(60), others={"rtl": actions("selesai", "selesai", "selesai")},
        programme={"targets": {"B1": {"2025": 0.75}, "B3.berkembang": {"2025": 0.5}, "C1": {"2025": 0.1}}},
    ),
    "targets_missed_and_no_action_done": Scenario(
        mixed(48), others={"rtl": actions("belum", "proses")},
        programme={"targets": {"B1": {"2025": 0.95}, "B3.berkembang": {"2025": 0.9}, "C1": {"2025": 0.05}}},
    ),
    "targets_open_and_one_action_done": Scenario(
        mixed(40), others={"rtl": actions("selesai")},
        programme={"targets": {"B1": {"2025": 0.66}, "C1": {"2025": 0.25}, "A4": {"2025": 0.8}}},
    ),
    "success_is_profit": Scenario(mixed(33), programme={"success_level": "berkembang"}),
    "success_is_all_three": Scenario(mixed(12), programme={"success_level": "graduasi"}),
    "chain_clear_papers_complete_nothing_flagged": Scenario(
        COMPLETE, others={"pemadanan": matched(COMPLETE, 0)}
    ),
    "chain_open_papers_incomplete_some_flagged": Scenario(
        INCOMPLETE, others={"pemadanan": matched(INCOMPLETE, 6)}
    ),
    "province_two_assets_sold": Scenario([
        *this_year(10, papers=MONEY_PAPERS), *this_year(2, tag="s", papers=MONEY_PAPERS, asset="dijual"),
    ], place="provinsi"),
    "waiting_for_the_hand_over": Scenario([*mixed(12), *people(5, None, None, tag="w", handed=None)]),
    "papers_none_due": Scenario(
        [*this_year(6, None, handed="2025-06-20", papers=("nota",))], programme={"batas_lpj": 90}
    ),
    "province_whole_audits_open": Scenario(
        [
            *(one for slug in DISTRICTS for one in mixed(16, tag=slug, kab_kota=slug)),
            *this_year(15, papers=MONEY_PAPERS),
            *this_year(6, "berhenti_permanen", tag="s", papers=MONEY_PAPERS, cause="31"),
        ],
        place="provinsi",
        others={"anggaran": budget(112_000_000, 120_000_000), "tlhp": audited("1", "1", "2", "3"),
                "rtl": actions("selesai", "belum")},
    ),
    "province_one_unreadable_audits_done": Scenario(
        [*mixed(24), *mixed(24, tag="k", kab_kota="bulungan")], place="provinsi", failed=["nunukan"],
        others={"tlhp": audited("1")},
    ),
    "province_too_few_to_compare": Scenario(
        [*mixed(12), *mixed(14, tag="k", kab_kota="malinau")], place="provinsi",
    ),
    "province_alike": Scenario(spread(HALVES, dict.fromkeys(DISTRICTS, 30)), place="provinsi"),
    "province_differing": Scenario(
        spread(HALVES, {**dict.fromkeys(DISTRICTS, 26), "malinau": 39, "nunukan": 12}), place="provinsi",
    ),
    "province_with_unknown_district": Scenario(
        [*mixed(32), *people(3, tag="x", kab_kota=None)], place="provinsi"
    ),
    "province_without_anybody": Scenario(place="provinsi"),
    "revised": Scenario(
        mixed(40), published=[("B1", 0.688, 22, 32), ("C1", 0.25, 8, 32)]
    ),
}  # fmt: skip


@cache
def _project(root: Path, params: Path) -> Project:
    return read_project(root, params)


def params_of(scenario: Scenario, folder: Path) -> Path:
    """Return the parameters of a scenario: the project's own, or a copy with what is otherwise."""
    if not scenario.programme and not scenario.published:
        return PARAMS
    place = folder / "params"
    shutil.copytree(PARAMS, place)
    sheet = place / "programme.yaml"
    stated = yaml.safe_load(sheet.read_text(encoding="utf-8"))
    sheet.write_text(yaml.safe_dump({**stated, **scenario.programme}, allow_unicode=True), encoding="utf-8")
    if scenario.published:
        before = "2024-S2"
        kept = place / "published" / before / f"{scenario.place}.csv"
        kept.parent.mkdir(parents=True)
        with kept.open("w", encoding="utf-8", newline="") as out:
            writer = csv.DictWriter(out, COLUMNS)
            writer.writeheader()
            for code, value, met, known in scenario.published:
                row = {"code": code, "measure": "utama", "district": scenario.place, "period": before}
                numbers = {"value": value, "numerator": met, "denominator": known, "unit": "share"}
                writer.writerow({**row, "group": "semua", **numbers})
    return place


def opened(name: str, folder: Path) -> workbook.Report:
    """Write the dataset of a scenario to an empty folder, and run its report up to the findings."""
    scenario = SCENARIOS[name]
    grants = [one.grant for one in scenario.recipients]
    visits = [row for one in scenario.recipients for row in one.visits]
    others = dict(scenario.others)
    budget = others.pop("anggaran", ())
    others["dokumen"] = [row for one in scenario.recipients for row in one.papers]
    data = folder / "dataset"
    dataset.write(data, b.tables(grants, visits, budget, **others))
    account = {"tables": {}, "districts": {}, "failed": dict.fromkeys(scenario.failed, "rusak")}
    (data / "account.json").write_text(json.dumps(account), encoding="utf-8")
    params = params_of(scenario, folder)
    # The project's parameters are the same for most: read once.
    with mock.patch("evalhelpers.workbook.report.read_project", _project):
        report = workbook.open_report(scenario.place, scenario.period, params=str(params), dataset=str(data))
    report.decide(report.protect(report.compute(report.load())))
    return report


def read(name: str, folder: Path) -> tuple[workbook.Report, dict[str, tuple[Block, ...]]]:
    """Return the report of a scenario, and its blocks by section; districts only of the province."""
    report = opened(name, folder)
    wanted = [s for s in SECTIONS if s != "kabkota" or report.district == dataset.PROVINCE]
    return report, {section: report.section(section).blocks for section in wanted}
