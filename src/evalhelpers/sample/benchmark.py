"""Parameters for the made-up districts, so that a benchmark can run on them."""

from __future__ import annotations

import shutil
from pathlib import Path

import pandas as pd

from evalhelpers.reference import Reference
from evalhelpers.sample.scene import build
from evalhelpers.sample.setting import PLANS, YEARS


def params(source: Path, dest: Path, *, districts: int, reference: Reference) -> None:
    """Copy a parameter folder, with the made-up districts in place of the real ones.

    Parameters
    ----------
    source
        Parameter folder whose programme, run sheets and price index are kept.
    dest
        Folder to make; must not exist.
    districts
        As for `write`; more than five.

    Raises
    ------
    ValueError
        If so few districts are wanted that the real ones serve.
    """
    if districts <= len(PLANS):
        raise ValueError(f"districts must exceed {len(PLANS)}; up to that number the real districts are used")
    scene = build(reference, districts=districts)
    shutil.copytree(source, dest)
    lines = ["districts:"]
    for plan in scene.plans:
        code = scene.places[plan.slug][0].code[:5]
        lines += [f"  - slug: {plan.slug}", f'    name: "{plan.name}"', f'    short: "{plan.name}"']
        lines += ["    kind: lain", f'    kode_kemendagri: "{code}"']
    (dest / "districts.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
    places = [
        {"kode_kemendagri": place.code, "kecamatan": place.name, "kab_kota": plan.slug, "kode_bps": ""}
        for plan in scene.plans
        for place in scene.places[plan.slug]
    ]
    poverty = [
        {
            "wilayah": plan.slug,
            "tahun": year,
            "bulan": 3,
            "rupiah": scene.line(plan.slug, year),
            "status": "resmi",
            "sumber": "rekaan",
            "tanggal_terbit": f"{year}-06-30",
            "catatan": "angka rekaan",
        }
        for plan in scene.plans
        for year in YEARS
    ]
    for name in ("penduduk_miskin", "upah_minimum", "kejadian"):
        (dest / "reference" / f"{name}.csv").unlink(missing_ok=True)
    for name, rows in (("kecamatan", places), ("garis_kemiskinan", poverty)):
        table = dest / "reference" / f"{name}.csv"
        pd.DataFrame(rows).to_csv(table, index=False, lineterminator="\n")
    pd.DataFrame(columns=["kode_kemendagri", "kab_kota"]).to_csv(
        dest / "reference" / "kode_lama.csv", index=False, lineterminator="\n"
    )
