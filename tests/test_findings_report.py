"""Findings of what changed, how long businesses last, where the rupiah are and what became of matters found."""

from __future__ import annotations

from typing import Any

import pytest
from public_values import BEFORE, NOW, chain, public, row, share

from evalhelpers import findings as f
from evalhelpers.catalogue import GAINS, LOSSES
from evalhelpers.disclosure import Public

FLOWS = {
    "aktif_lalu": (46, 59), "baru": (18, 47), "pulih": (2, 47), "terlihat_lagi": (1, 47), "berhenti": (6, 46),
    "berhenti_permanen": (4, 46), "tak_terpantau": (3, 46), "keluar": (11, 46), "aktif_kini": (47, 62),
}  # fmt: skip


def flows(**changed: tuple[int, int]) -> Public:
    numbers = FLOWS | changed
    return public(
        row("B10", m, value=x, numerator=x, denominator=n, missing=0) for m, (x, n) in numbers.items()
    )


def test_what_changed_adds_up_and_is_named_measure_by_measure() -> None:
    found = f.flows(flows(), period=NOW)
    counts = {measure: n.value for measure, n in found.counts.items()}
    assert found.verdict is f.FlowsVerdict.SHOWN
    assert counts["aktif_kini"] == counts["aktif_lalu"] + sum(counts[m] for m in GAINS) - sum(
        counts[m] for m in LOSSES
    )
    assert found.counts["baru"].id == f"B10.baru/semua/{NOW}/numerator"
    assert (found.evaluated_before, found.evaluated_now) == (
        f.Named(f"B10.aktif_lalu/semua/{NOW}/denominator", 59.0),
        f.Named(f"B10.aktif_kini/semua/{NOW}/denominator", 62.0),
    )


def test_who_was_active_at_both_ends_is_derived() -> None:
    found = f.flows(flows(), period=NOW)
    assert f.derived([found]) == {f"B10.aktif_lalu/semua/{NOW}/kept": 46 - 6 - 3 - 11}


def test_nobody_evaluated_before_is_no_baseline_and_nobody_active_before_is_one() -> None:
    assert f.flows(public(share(1, 2, 3)), period=NOW).verdict is f.FlowsVerdict.NO_BASELINE
    nobody = {m: (0, 0) for m in ("berhenti", "berhenti_permanen", "tak_terpantau", "keluar")}
    found = f.flows(flows(aktif_lalu=(0, 5), baru=(44, 47), **nobody), period=NOW)
    assert (found.verdict, found.kept and found.kept.value) == (f.FlowsVerdict.SHOWN, 0)


def month(at: int, value: float | None, at_risk: int) -> dict[str, Any]:
    numbers: dict[str, Any] = {"numerator": 3, "denominator": at_risk, "missing": 2}
    if value is not None:
        numbers |= {"value": value, "low": value - 0.1, "high": value + 0.05}
    in_catalogue = at in (6, 12, 24)
    return row(
        "B2",
        f"bulan_{at}" if in_catalogue else "kurva",
        "semua" if in_catalogue else f"bulan={at}",
        **numbers,
    )


def test_a_curve_is_told_only_where_ten_are_at_risk() -> None:
    found = f.survival(public(month(6, 0.94, 70), month(12, 0.85, 51), month(24, None, 9)), period=NOW)
    assert found.verdict is f.SurvivalVerdict.SHOWN
    assert [(p.month, p.value.value, p.at_risk.value) for p in found.points] == [
        (6, 0.94, 70),
        (12, 0.85, 51),
    ]
    assert found.points[0].value.id == f"B2.bulan_6/semua/{NOW}/value"
    assert found.unseen is not None
    assert found.unseen.value == 2


def test_other_months_come_from_the_curve() -> None:
    found = f.survival(public(month(3, 0.97, 79)), period=NOW, months=(3,))
    assert [p.value.id for p in found.points] == [f"B2.kurva/bulan=3/{NOW}/value"]


def test_a_curve_at_which_nobody_stopped_has_no_interval() -> None:
    flat = row("B2", "bulan_6", value=1, numerator=0, denominator=12, missing=0)
    (point,) = f.survival(public(flat), period=NOW, months=(6,)).points
    assert (point.value.value, point.stopped.value, point.low, point.high) == (1, 0, None, None)


def test_without_enough_persons_there_is_no_curve() -> None:
    assert f.survival(public(month(6, None, 9)), period=NOW).verdict is f.SurvivalVerdict.NO_CURVE
    assert f.survival(public(), period=NOW).verdict is f.SurvivalVerdict.NO_CURVE


WHOLE = {
    "pagu": 100.0,
    "sp2d": 90.0,
    "sk": 92.0,
    "disalurkan": 88.0,
    "bukti": 70.0,
    "terlihat": 60.0,
    "aktif": 40.0,
}
GAPS = ("salur_perlu_penjelasan", "sk_perlu_penjelasan", "sk_melebihi_perlu_penjelasan", "bukti_perlu_penjelasan",
        "terlihat_perlu_penjelasan", "aktif_perlu_penjelasan")  # fmt: skip
NOTHING = dict.fromkeys(GAPS, 0.0)


def test_a_chain_names_its_ends_and_what_has_to_be_explained() -> None:
    gaps = NOTHING | {"bukti_perlu_penjelasan": 12.0, "aktif_perlu_penjelasan": 5.0}
    found = f.chain(public(chain(WHOLE | gaps | {"aktif_belum_terpantau": 7.0})), period=NOW)
    assert (found.verdict, found.group) == (f.ChainVerdict.OPEN, "tahun=2025")
    assert [name for name, _ in (found.first or (), found.last or ())] == ["pagu", "aktif"]
    assert {name: n.value for name, n in found.stages} == {
        "bukti_perlu_penjelasan": 12,
        "aktif_perlu_penjelasan": 5,
    }
    assert f.derived([found]) == {f"E8.perlu_penjelasan/tahun=2025/{NOW}/total": 17.0}


def test_a_chain_without_unexplained_rupiah_is_clear() -> None:
    found = f.chain(public(chain(WHOLE | NOTHING)), period=NOW)
    assert (found.verdict, found.stages) == (f.ChainVerdict.CLEAR, ())
    assert found.open is not None
    assert found.open.value == 0


def test_rupiah_that_did_not_reach_anybody_count_once() -> None:
    """What was paid out and not handed over is told from the treasury's side and from the decree's."""
    gaps = NOTHING | {"salur_perlu_penjelasan": 2.0, "sk_perlu_penjelasan": 4.0}
    found = f.chain(public(chain(WHOLE | gaps)), period=NOW)
    assert dict(found.stages).keys() == {"salur_perlu_penjelasan"}
    unpaid = f.chain(public(chain(WHOLE | NOTHING | {"sk_perlu_penjelasan": 4.0})), period=NOW)
    assert dict(unpaid.stages).keys() == {"sk_perlu_penjelasan"}


def test_too_much_and_too_little_do_not_make_up_for_one_another() -> None:
    gaps = NOTHING | {"sk_perlu_penjelasan": 3.0, "sk_melebihi_perlu_penjelasan": -3.0}
    found = f.chain(public(chain({"sk": 92.0, "disalurkan": 88.0} | gaps)), period=NOW)
    assert (found.verdict, found.open and found.open.value) == (f.ChainVerdict.OPEN, 6)
    assert found.first is not None
    assert found.first[0] == "sk"


def test_a_year_without_grants_has_no_chain_and_hidden_gaps_are_withheld() -> None:
    assert f.chain(public(chain(WHOLE, "tahun=2024")), period=NOW).verdict is f.ChainVerdict.NO_CHAIN
    hidden = [row("E8", "aktif_perlu_penjelasan", "tahun=2025", denominator=3, hidden="<5")]
    found = f.chain(public(chain(WHOLE), hidden), period=NOW)
    assert (found.verdict, found.open) == (f.ChainVerdict.WITHHELD, None)


def part(code: str, x: float, n: float, measure: str = "utama", **more: Any) -> dict[str, Any]:
    return row(code, measure, **{"value": x / n, "numerator": x, "denominator": n, "missing": 0} | more)


def test_papers_that_lack_are_counted_in_grants_and_rupiah() -> None:
    rupiah = row("E2", "belum_rp", value=6e6, numerator=6e6, denominator=120e6, missing=0)
    found = f.papers(public(part("E2", 38, 40), rupiah), period=NOW)
    assert found.verdict is f.PapersVerdict.INCOMPLETE
    assert [n and n.value for n in (found.due, found.complete, found.lacking, found.lacking_rupiah)] == [
        40,
        38,
        2,
        6e6,
    ]
    assert f.derived([found]) == {f"E2.utama/semua/{NOW}/remainder": 2.0}


def test_papers_that_are_all_there_or_that_nobody_asked_for_or_that_are_hidden() -> None:
    assert f.papers(public(part("E2", 40, 40)), period=NOW).verdict is f.PapersVerdict.COMPLETE
    assert f.papers(public(), period=NOW).verdict is f.PapersVerdict.NONE
    hidden = row("E2", denominator=3, hidden="<5")
    assert f.papers(public(hidden), period=NOW).verdict is f.PapersVerdict.WITHHELD


def test_open_recommendations_of_an_audit_are_counted() -> None:
    rows = (
        part("E5", 6, 9),
        part("E5", 2, 8, "lewat_tenggat"),
        part("E5", 1, 10, "tidak_dapat"),
        part("E5", 20e6, 23e6, "rp"),
    )
    found = f.audit(public(rows), period=NOW)
    assert found.verdict is f.AuditVerdict.OPEN
    numbers = (found.everything, found.done, found.open, found.overdue, found.dated, found.impossible)
    assert [n and n.value for n in numbers] == [9, 6, 3, 2, 8, 1]
    assert [n and n.value for n in (found.rupiah_settled, found.rupiah)] == [20e6, 23e6]
    assert f.derived([found]) == {f"E5.utama/semua/{NOW}/remainder": 3.0}


def test_an_audit_is_done_or_cannot_be_or_there_is_none() -> None:
    assert f.audit(public(part("E5", 9, 9)), period=NOW).verdict is f.AuditVerdict.ALL_DONE
    only = f.audit(public(part("E5", 2, 2, "tidak_dapat")), period=NOW)
    assert only.verdict is f.AuditVerdict.NONE_POSSIBLE
    assert f.audit(public(), period=NOW).verdict is f.AuditVerdict.NONE


def test_matters_to_be_clarified_are_told_with_what_was_not_checked() -> None:
    rows = (
        share(3, 40, 48, "E3"), share(2, 40, 48, "E3", "nilai_beda"), share(0, 48, 48, "E3", "tanpa_sk"),
        row("E3", "nik_ganda", denominator=30, hidden="*"), row("E3", "rp", value=9e6, numerator=9e6, denominator=120e6),
    )  # fmt: skip
    found = f.flags(public(rows), period=NOW)
    assert found.verdict is f.FlagsVerdict.SOME
    assert [n and n.value for n in (found.flagged, found.checked, found.not_checked, found.rupiah)] == [
        3,
        40,
        8,
        9e6,
    ]
    assert [(name, n.value) for name, n in found.kinds] == [("nilai_beda", 2)]
    assert "dukcapil" in found.unchecked
    assert not {"nilai_beda", "tanpa_sk", "nik_ganda"} & set(found.unchecked)


def test_nothing_found_is_nil_only_where_something_was_checked() -> None:
    assert f.flags(public(share(0, 40, 48, "E3")), period=NOW).verdict is f.FlagsVerdict.ZERO
    unchecked = f.flags(public(share(0, 0, 48, "E3")), period=NOW)
    assert (unchecked.verdict, unchecked.flagged) == (f.FlagsVerdict.NOT_CHECKED, None)
    assert (
        f.flags(public(row("E3", denominator=30, hidden="*")), period=NOW).verdict is f.FlagsVerdict.WITHHELD
    )
    assert f.flags(public(), period=NOW).verdict is f.FlagsVerdict.NONE


def revised(old: dict[str, float] | None, x: int = 33, n: int = 48) -> f.Revised:
    published = None if old is None else {f"B1.utama/semua/{BEFORE}/{column}": v for column, v in old.items()}
    return f.revised(public(share(x, n, n, period=BEFORE)), published, "B1", period=BEFORE)


def test_a_published_number_that_changed_is_told_beside_the_new_one() -> None:
    found = revised({"value": 33 / 48, "numerator": 33, "denominator": 48}, 34, 49)
    assert found.verdict is f.RevisedVerdict.CHANGED
    assert (found.published, found.published_n) == (
        f.Named(f"B1.utama/semua/{BEFORE}/published", 33 / 48),
        f.Named(f"B1.utama/semua/{BEFORE}/published_denominator", 48.0),
    )
    assert (found.now and found.now.value, found.n and found.n.value) == (34 / 49, 49)
    assert set(f.derived([found])) == {n.id for n in (found.published, found.published_n) if n}


@pytest.mark.parametrize(
    ("old", "verdict"),
    [
        (None, f.RevisedVerdict.NOT_PUBLISHED),
        ({"numerator": 33}, f.RevisedVerdict.NOT_PUBLISHED),
        ({"value": 0.6875, "numerator": 33, "denominator": 48}, f.RevisedVerdict.SAME),
        ({"value": 0.6879}, f.RevisedVerdict.SAME),  # printed alike
        ({"value": 0.6881}, f.RevisedVerdict.CHANGED),
        # The same share of other persons is another number: the count is printed beside it.
        ({"value": 0.6875, "numerator": 22, "denominator": 32}, f.RevisedVerdict.CHANGED),
    ],
)
def test_a_published_number_stands_where_it_would_be_printed_the_same(
    old: dict[str, float] | None, verdict: f.RevisedVerdict
) -> None:
    assert revised(old).verdict is verdict


def test_a_published_number_that_is_hidden_now_is_withheld() -> None:
    values = public(row("D1", period=BEFORE, denominator=4, hidden="<5"))
    found = f.revised(values, {f"D1.utama/semua/{BEFORE}/value": 0.5}, "D1", period=BEFORE)
    assert (found.verdict, found.now) == (f.RevisedVerdict.WITHHELD, None)


@pytest.mark.parametrize(
    "made",
    [f.flows, f.survival, f.chain, f.papers, f.audit, f.flags],
    ids=lambda made: made.__name__,
)
def test_raw_values_are_refused(made: Any) -> None:
    with pytest.raises(TypeError, match=r"disclosure\.protect"):
        made(flows().frame, period=NOW)
