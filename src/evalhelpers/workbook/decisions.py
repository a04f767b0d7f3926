"""All findings of one report, made once from the public values, before any word is chosen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from evalhelpers import findings as f
from evalhelpers.disclosure import Public
from evalhelpers.periods import Period

SHARES = (
    "A1.utama",
    "A4.utama",
    "B1.utama",
    "B3.bertahan",
    "B3.berkembang",
    "B3.graduasi",
    "C1.utama",
    "D1.utama",
    "D1.awal",
    "D2.utama",
    "E7.utama",
)
CHANGES = ("A4.utama", "B1.utama", "B3.berkembang", "C1.utama")
CASES = (
    "berhenti_permanen",
    "berhenti_permanen_baru",
    "menurun_atau_sementara",
    "menurun_atau_sementara_baru",
)
SCOPES = ("semua", "keadaan=aktif")
# Whose earlier values are held against those of a published final report.
REVISED = ("B1.utama", "C1.utama")


@dataclass(frozen=True)
class Decisions:
    """Findings by indicator and measure; `places` is empty in a district report."""

    headline: f.Headline
    shares: dict[str, f.Share]
    changes: dict[str, f.Change]
    since_baseline: f.Change
    mix: f.Mix
    causes: dict[str, f.Causes]
    money: dict[str, f.Money]
    budget: f.Budget
    places: tuple[f.Place, ...]
    flows: f.Flows
    survival: f.Survival
    chain: f.Chain
    papers: f.Papers
    flags: f.Flags
    audit: f.Audit
    revised: tuple[f.Revised, ...]

    @property
    def count(self) -> int:
        """Return how many findings there are."""
        parts = (self.shares, self.changes, self.causes, self.money, self.places)
        return 10 + len(self.revised) + sum(len(part) for part in parts)

    @property
    def derived(self) -> dict[str, float]:
        """Return the numbers that are not in the table of values, by fact id."""
        found: list[f.Finding] = [
            *self.shares.values(), *(p.share for p in self.places), *self.changes.values(), *self.revised,
            self.since_baseline, self.flows, self.chain, self.papers, self.audit,
        ]  # fmt: skip
        return f.derived(found)


def decide(
    public: Public,
    *,
    period: str,
    before: str,
    province: bool,
    districts: Sequence[str],
    published: Mapping[str, float] | None = None,
) -> Decisions:
    """Make every finding of a report.

    Parameters
    ----------
    public
        Values of `period` and `before` for one place.
    districts
        Slugs to compare, in official order; only for the province.
    published
        Numbers of `before` by fact id as a published final report had them; None where there is none.
    """
    year = f"tahun={period[:4]}"
    names = {name: tuple(name.split(".")) for name in SHARES}
    # B10 counts from the previous period's end; against another one it would say the wrong thing.
    is_previous = before == str(Period.parse(period).previous())
    return Decisions(
        headline=f.headline(public, period=period),
        shares={
            name: f.share(public, code, measure, period=period) for name, (code, measure) in names.items()
        },
        changes={n: f.change(public, *names[n], period=period, before=before) for n in CHANGES},
        since_baseline=f.change(public, "D1", period=period, before=period, from_measure="awal"),
        mix=f.mix(public, period=period),
        causes={measure: f.causes(public, measure, period=period) for measure in CASES},
        money={group: f.money(public, period=period, group=group) for group in SCOPES},
        budget=f.budget(public, period=period, province=province),
        places=f.places(public, "B1", period=period, districts=districts) if province else (),
        flows=f.flows(public, period=period) if is_previous else f.Flows(f.FlowsVerdict.NO_BASELINE),
        survival=f.survival(public, period=period),
        chain=f.chain(public, period=period, group=year),
        papers=f.papers(public, period=period),
        flags=f.flags(public, period=period),
        audit=f.audit(public, period=period),
        revised=tuple(f.revised(public, published, *names[n], period=before) for n in REVISED),
    )
