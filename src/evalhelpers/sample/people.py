"""The truth about people and grants: the table `penerima`."""

from __future__ import annotations

import numpy as np
import pandas as pd

from evalhelpers.sample import names
from evalhelpers.sample.setting import (
    AMOUNT_WEIGHTS,
    AMOUNTS,
    DECREES,
    KINDS,
    Plan,
    Random,
    Scene,
    stream,
)

CRITERIA = "abcdefgh"
PAPERS = ("dtks", "rek_desa", "rek_dinsos", "surat_usaha", "rab", "ktp", "kk", "pakta")
_CRITERIA_CHANCE = dict(zip(CRITERIA, (0.22, 0.38, 0.70, 0.30, 0.35, 0.55, 0.33, 0.62), strict=True))
_PAPER_CHANCE = (0.99, 0.98, 0.97, 0.95, 0.93, 0.995, 0.99, 0.96)
DAY = np.timedelta64(1, "D")


def grants(scene: Scene, seed: int) -> pd.DataFrame:
    """Return one row per grant, in register order, with dictionary columns and `kode_kecamatan`.

    Persons with two grants appear in two rows with the same `nik`. Amounts are rupiah, dates
    datetime64; missing means the register has no value. `true_profit` and `true_income` are the
    baselines that later visits grow from, also where the register lacks them.
    """
    frame = _allot(scene, stream(seed, "allot"))
    taken: set[str] = set()
    parts = [
        _people(scene, plan, part.reset_index(drop=True), stream(seed, f"people {plan.slug}"), taken)
        for plan in scene.plans
        if len(part := frame[frame["kab_kota"] == plan.slug])
    ]
    frame = pd.concat(parts, ignore_index=True)
    frame = _amounts(frame, stream(seed, "amounts"))
    frame = _administration(frame, stream(seed, "administration"))
    frame = frame.sort_values(["tgl_sk", "kab_kota", "nik"], kind="stable", ignore_index=True)
    order = frame.groupby("tahun_anggaran").cumcount() + 1
    frame.insert(
        0, "id_bantuan", [f"UEP-{y}-{n:04d}" for y, n in zip(frame["tahun_anggaran"], order, strict=True)]
    )
    return _second_grants(frame, stream(seed, "second grants"))


def _allot(scene: Scene, rng: Random) -> pd.DataFrame:
    """Share out the grants of each decree over the districts (largest remainder)."""
    shares = np.array([plan.share for plan in scene.plans])
    rows = []
    for decree in DECREES:
        total = scene.yearly[decree.year]
        stage = round(total * 0.62)
        count = stage if decree.stage == "murni" else total - stage
        exact = shares / shares.sum() * count
        seats = np.floor(exact).astype(int)
        seats[np.argsort(seats - exact, kind="stable")[: count - seats.sum()]] += 1
        for plan, number in zip(scene.plans, seats, strict=True):
            rows.append(
                {
                    "kab_kota": plan.slug,
                    "no_sk": decree.number,
                    "tgl_sk": decree.day,
                    "tahun_anggaran": decree.year,
                    "tahap": decree.stage,
                    "pay_from": decree.pay_from,
                    "batch": int(rng.integers(0, 21)),
                    "number": int(number),
                }
            )
    frame = pd.DataFrame(rows)
    frame = frame.loc[frame.index.repeat(frame.pop("number"))].reset_index(drop=True)
    return frame.astype({"tgl_sk": "datetime64[s]", "pay_from": "datetime64[s]"})


def _people(scene: Scene, plan: Plan, frame: pd.DataFrame, rng: Random, taken: set[str]) -> pd.DataFrame:
    size = len(frame)
    women = rng.random(size) < 0.58
    age = np.clip(rng.normal(41, 10.5, size), 19, 68)
    born = (frame["tgl_sk"] - pd.to_timedelta((age * 365.25).astype(int), unit="D")).astype("datetime64[s]")
    niks = names.identity_numbers(rng, plan, women, born, taken)
    street, rt_rw = names.addresses(rng, size)
    places = scene.places[plan.slug]
    weight = np.array([8.0 if p.name in plan.centres else 1.0 for p in places])
    where = rng.choice(len(places), size, p=weight / weight.sum())
    village = [
        places[i].villages[int(u * len(places[i].villages))] if places[i].villages else None
        for i, u in zip(where, rng.random(size), strict=True)
    ]
    kinds = np.array(list(plan.kinds), dtype=object)
    odds = np.array(list(plan.kinds.values()), dtype=float)
    kind = kinds[rng.choice(len(kinds), size, p=odds / odds.sum())]
    members = np.clip(rng.poisson(3.2, size) + 1, 1, 10)
    line = frame["tahun_anggaran"].map(lambda year: scene.line(plan.slug, year)).to_numpy()
    profit_factor = np.array([KINDS[k].profit for k in kind])
    per_head = line * np.exp(rng.normal(-0.39, 0.42, size))
    share = rng.beta(6, 4, size)
    profit = _round(per_head * members * share * profit_factor, 50_000)
    income = np.maximum(_round(per_head * members * (1 - share + share * profit_factor), 50_000), profit)
    margin = np.array([KINDS[k].margin for k in kind]) * rng.uniform(0.85, 1.15, size)
    asked = frame["tgl_sk"] - pd.to_timedelta(rng.integers(35, 110, size), unit="D")
    checked = frame["tahun_anggaran"].to_numpy() >= 2025
    frame = frame.assign(
        nik=niks,
        no_kk=names.family_cards(rng, niks),
        nama=names.full_names(rng, women),
        jenis_kelamin=np.where(women, "P", "L"),
        tgl_lahir=born,
        alamat=street,
        rt_rw=rt_rw,
        desa_kel=np.array(village, dtype=object),
        kecamatan=[places[i].name for i in where],
        kode_kecamatan=[places[i].code for i in where],
        no_hp=names.phones(rng, size),
        disabilitas=rng.choice(["ya", "tidak", "tidak_ada_data"], size, p=[0.05, 0.90, 0.05]),
        jml_anggota_rt=members,
        status_dtks=rng.choice(["terdaftar", "tidak", "tidak_dicek"], size, p=[0.93, 0.04, 0.03]),
        desil_dtsen=pd.array(np.where(checked, np.minimum(rng.poisson(1.1, size) + 1, 8), -1), dtype="Int64"),
        tgl_cek_dtsen=(frame["tgl_sk"] - pd.to_timedelta(rng.integers(10, 34, size), unit="D")).where(
            checked
        ),
        jenis_usaha=kind,
        lama_usaha_bln=6 + np.minimum(rng.geometric(1 / 30, size), 200),
        laba_baseline=profit,
        omzet_baseline=_round(profit / margin, 50_000),
        tgl_baseline=asked,
        sumber_baseline=rng.choice(["usulan", "asesmen", "ingatan"], size, p=[0.72, 0.24, 0.04]),
        pendapatan_rt_baseline=income,
        true_profit=profit,
        true_income=income,
    )
    frame["desil_dtsen"] = frame["desil_dtsen"].where(checked)
    for key, chance in _CRITERIA_CHANCE.items():
        frame[f"kriteria_fm_{key}"] = np.where(rng.random(size) < chance, "ya", "tidak")
    for key, chance in zip(PAPERS, _PAPER_CHANCE, strict=True):
        frame[f"dok_{key}"] = np.where(rng.random(size) < chance, "ya", "tidak")
    frame["bansos_lain"] = _other_aid(rng, size)
    # The baseline is not always recorded; nothing is ever put in its place.
    unknown = rng.random(size) < 0.04
    for column in (
        "laba_baseline",
        "omzet_baseline",
        "pendapatan_rt_baseline",
        "sumber_baseline",
        "tgl_baseline",
    ):
        frame[column] = frame[column].mask(unknown)
    return frame


def _other_aid(rng: Random, size: int) -> np.ndarray:
    kinds = ("PKH", "BPNT", "BPUM")
    has = rng.random((size, 3)) < (0.18, 0.30, 0.05)
    return np.array(
        [" ".join(k for k, yes in zip(kinds, row, strict=True) if yes) or None for row in has], dtype=object
    )


def _round(values: np.ndarray, step: int) -> np.ndarray:
    return (np.maximum(np.rint(values / step), 1) * step).astype("int64")


def _amounts(frame: pd.DataFrame, rng: Random) -> pd.DataFrame:
    size = len(frame)
    amount = rng.choice(AMOUNTS, size, p=np.array(AMOUNT_WEIGHTS) / sum(AMOUNT_WEIGHTS))
    goods = rng.random(size) < 0.3
    asked = amount + rng.choice([0, 0, 0, 250_000, 500_000, 1_000_000], size)
    less = (rng.random(size) < 0.02) & (amount >= 1_500_000)
    paid = frame["pay_from"] + pd.to_timedelta(frame["batch"] + rng.integers(0, 4, size), unit="D")
    record = paid + pd.to_timedelta(rng.integers(0, 12, size), unit="D")
    number = [f"400.9/{n:04d}/BAST/{day.year}" for n, day in zip(np.arange(size) + 1, record, strict=True)]
    return frame.drop(columns=["pay_from", "batch"]).assign(
        nilai_usulan=np.minimum(asked, 6_000_000),
        nilai_sk=amount,
        nilai_salur=np.where(less, amount - 100_000, amount),
        bentuk_bantuan=np.where(goods, "barang", "uang"),
        tgl_salur=paid.astype("datetime64[s]"),
        no_bast=pd.Series(number, dtype="str").where(goods),
        tgl_bast=record.astype("datetime64[s]").where(goods),
        cara_salur=np.where(goods, "barang", "transfer"),
    )


def _administration(frame: pd.DataFrame, rng: Random) -> pd.DataFrame:
    """Decide who died, moved, withdrew or was struck off, and when."""
    size = len(frame)
    handed = frame[["tgl_salur", "tgl_bast"]].max(axis=1)
    yearly = {"meninggal": 0.008, "pindah": 0.012, "mengundurkan_diri": 0.006}
    days = np.column_stack([rng.exponential(365 / rate, size) for rate in yearly.values()])
    first = days.argmin(axis=1)
    when = (handed + pd.to_timedelta(np.ceil(days.min(axis=1)) + 20, unit="D")).astype("datetime64[s]")
    gone = when <= np.datetime64("2025-12-15")
    status = np.where(gone, np.array(list(yearly), dtype=object)[first], "aktif")
    early = rng.random(size)
    struck = early < 0.012
    # One payment of 2024 came back: its recipient had been struck off (see the budget and the audit).
    back = (
        (frame["tahun_anggaran"] == 2024) & (frame["tahap"] == "murni") & (frame["bentuk_bantuan"] == "uang")
    )
    struck = np.where(
        np.arange(size) == (back & (frame["nilai_sk"] == 3_000_000)).to_numpy().argmax(), True, struck
    )
    died = (early >= 0.012) & (early < 0.018)
    before = (frame["tgl_sk"] + pd.to_timedelta(rng.integers(3, 18, size), unit="D")).astype("datetime64[s]")
    status = np.where(struck, "batal", np.where(died, "meninggal", status))
    when = when.where(gone).mask(struck | died, before)
    unpaid = struck | died
    frame = frame.assign(status_administrasi=status, tgl_status=when)
    frame["nilai_salur"] = frame["nilai_salur"].astype("Int64").mask(unpaid)
    for column in ("tgl_salur", "no_bast", "tgl_bast", "cara_salur"):
        frame[column] = frame[column].mask(unpaid)
    return frame


def _second_grants(frame: pd.DataFrame, rng: Random) -> pd.DataFrame:
    """Give a handful of people of the first years another grant two years later."""
    same = ["nik", "no_kk", "nama", "jenis_kelamin", "tgl_lahir", "alamat", "rt_rw", "desa_kel", "kecamatan",
            "kode_kecamatan", "no_hp", "disabilitas", "jenis_usaha"]  # fmt: skip
    active = frame[frame["status_administrasi"] == "aktif"]
    later = {key: part.index.tolist() for key, part in active.groupby(["kab_kota", "tahun_anggaran"])}
    sources: list[int] = []
    targets: list[int] = []
    wanted = max(4, round(len(frame) * 0.012))
    for source in rng.permutation(active.index[active["tahun_anggaran"] <= 2023].to_numpy()):
        place = (frame.loc[source, "kab_kota"], frame.loc[source, "tahun_anggaran"] + 2)
        if later.get(place) and len(sources) < wanted:
            sources.append(int(source))
            targets.append(later[place].pop(int(rng.integers(len(later[place])))))
    frame.loc[targets, same] = frame.loc[sources, same].to_numpy()
    return frame
