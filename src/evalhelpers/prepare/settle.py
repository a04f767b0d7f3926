"""Settle every row: who it belongs to, what became of it and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from evalhelpers import issues as problems
from evalhelpers import validate
from evalhelpers.clean import nik, people
from evalhelpers.clean import tables as cleaning
from evalhelpers.dictionary import TABLES
from evalhelpers.errors import DataError
from evalhelpers.identity import Vault
from evalhelpers.intake.model import RawTable
from evalhelpers.issues import PROBLEMS, Issue
from evalhelpers.prepare import derive, fates, match
from evalhelpers.prepare.log import half_year

PROVENANCE = ("_file", "_sheet", "_row", "_order")


@dataclass
class Rows:
    """All data rows, by table.

    `frames` holds them typed, with where they come from (`_file`, `_sheet`, `_row`), `fate`,
    `district` (slug of the grant's, or empty) and `period` (half-year, or empty); `cells` the raw texts
    on the same index; `issues` one row per issue, not masked.
    """

    frames: dict[str, pd.DataFrame]
    cells: dict[str, pd.DataFrame]
    issues: pd.DataFrame


def gather(raw: tuple[RawTable, ...], context: cleaning.CleanContext) -> Rows:
    """Clean every table of every file and join them in natural order of the source rows."""
    frames: dict[str, pd.DataFrame] = {}
    cells: dict[str, pd.DataFrame] = {}
    found: list[Issue] = []
    for table in TABLES:
        parts = sorted((t for t in raw if t.table == table), key=lambda t: t.order)
        cleaned = [cleaning.clean(part, context) for part in parts]
        for part, done in zip(parts, cleaned, strict=True):
            if list(done.frame["_row"]) != list(part.cells.index):
                raise DataError(f"Baris {part.file} {part.sheet} berubah saat dibersihkan")
            found.extend(done.issues)
        typed = [done.frame.assign(_row_id=part.row_id) for part, done in zip(parts, cleaned, strict=True)]
        frames[table] = pd.concat(typed, ignore_index=True) if typed else _no_rows(table)
        cells[table] = pd.concat([p.cells for p in parts], ignore_index=True) if parts else pd.DataFrame()
        frames[table] = frames[table].assign(urutan=range(len(frames[table])), fate="kept")
    return Rows(frames, cells, problems.frame(found))


def settle(rows: Rows, vault: Vault) -> None:
    """Give every row its owner, fate, district, period and marks, in place."""
    frames = rows.frames
    found: list[Issue] = []
    for table, frame in frames.items():
        _end(frame, fates.exact_duplicates(rows.cells[table], frame), "duplicate", table, found)
    visits = frames["kunjungan"]
    later = fates.superseded(_kept(visits)).reindex(visits.index)
    _end(visits, later, "superseded", "kunjungan", found)
    _describe(frames, vault)
    _quarantine(frames, rows.issues)
    links = _link(frames)
    found += validate.check({table: _kept(frame) for table, frame in frames.items()})
    rows.issues = pd.concat([rows.issues, problems.frame(found)], ignore_index=True)
    _quarantine(frames, rows.issues)
    # Again: what validation refused in the register owns no visit and no paper any more.
    links = _link(frames)
    told = [_link_issues(frames[table], link, table) for table, link in links.items()]
    rows.issues = pd.concat([rows.issues, *told], ignore_index=True)
    _quarantine(frames, rows.issues)
    _place(frames, links)
    for table, frame in frames.items():
        frame["tanda"] = _marks(frame, rows.issues, table)


def _describe(frames: dict[str, pd.DataFrame], vault: Vault) -> None:
    """Add who each grant belongs to and what follows from its columns, in place."""
    derive.staff_ids(frames, vault)
    derive.hide_numbers(frames, vault)
    grants = frames["penerima"]
    grants[["id_bantuan", "id_penerima"]] = match.identify(grants, vault)
    grants["tgl_serah"] = derive.hand_over(grants)
    born = grants["tgl_lahir"].fillna(nik.birthday(grants["nik"], grants["tgl_sk"]))
    grants["kelompok_umur"] = derive.age_group(born, grants["tgl_sk"])
    grants["kelompok_usaha"] = derive.business_group(grants["jenis_usaha"])
    for table in ("penerima", "kunjungan"):
        frames[table]["_name"] = people.normalise_name(frames[table]["nama"])


def _kept(frame: pd.DataFrame) -> pd.DataFrame:
    return frame[frame["fate"] == "kept"]


def _end(frame: pd.DataFrame, other: pd.Series, fate: str, table: str, found: list[Issue]) -> None:
    """Note that another row stands for each row that `other` names."""
    for at, stands in other.dropna().items():
        row, kept = frame.loc[at], frame.loc[stands]
        where = " ".join(f"{kept['_file']} {kept['_sheet']} baris {kept['_row']}".split())
        place = (row["_file"], row["_sheet"], int(row["_row"]), table)
        found.append(Issue(f"{fate}_row", *place, understood=where))
    frame.loc[other.notna(), "fate"] = fate


def _quarantine(frames: Mapping[str, pd.DataFrame], issues: pd.DataFrame) -> None:
    for table, frame in frames.items():
        refused = fates.quarantine(frame, issues, table)
        frame.loc[refused & (frame["fate"] == "kept"), "fate"] = "quarantined"


def _link(frames: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """Link visits and papers to the grants that are kept, and write the grant's ids into them."""
    grants = frames["penerima"]
    kept, held_back = _kept(grants), grants[grants["fate"] == "quarantined"]
    links = {}
    for table in ("kunjungan", "dokumen"):
        frame = frames[table]
        if "_given" not in frame:
            frame["_given"] = frame["id_bantuan"]
        link = match.link(table, frame.assign(id_bantuan=frame["_given"]), kept, held_back=held_back)
        frame["id_bantuan"] = (
            match.of_grant(link["grant"], grants["id_bantuan"]).fillna(frame["_given"]).astype("str")
        )
        frame["id_penerima"] = match.of_grant(link["grant"], grants["id_penerima"]).astype("str")
        links[table] = link
    return links


def _link_issues(frame: pd.DataFrame, link: pd.DataFrame, table: str) -> pd.DataFrame:
    told = link[(link["code"] != "") & (frame["fate"] == "kept")]
    rows = frame.loc[told.index]
    number = rows["_given"].fillna("")
    return pd.DataFrame(
        {
            "code": told["code"],
            "file": rows["_file"],
            "sheet": rows["_sheet"],
            "row": rows["_row"],
            "table": table,
            "column": told["column"],
            "read": number.where(told["column"] == "id_bantuan", ""),
            "understood": told["understood"],
        }
    ).reindex(columns=list(problems.ISSUE_COLUMNS), fill_value="")


def _place(frames: Mapping[str, pd.DataFrame], links: Mapping[str, pd.DataFrame]) -> None:
    """Set district and half-year of every row; those of a visit or paper are its grant's district."""
    grants = frames["penerima"]
    for table, frame in frames.items():
        own = frame["kab_kota"].fillna("") if "kab_kota" in frame else pd.Series("", index=frame.index)
        if table in links:
            of_grant = match.of_grant(links[table]["grant"], grants["kab_kota"])
            own = of_grant.fillna(own)
        frame["district"] = own.astype("str")
        frame["period"] = half_year(frame, table)


def _marks(frame: pd.DataFrame, issues: pd.DataFrame, table: str) -> pd.Series:
    """Return the space-joined codes of the warnings of each row; empty where there is none."""
    level = issues["code"].map({code: problem.level for code, problem in PROBLEMS.items()})
    mine = issues[(issues["table"] == table) & (level == "warning") & (issues["row"] > 0)]
    codes = mine.groupby(["file", "sheet", "row"])["code"].agg(lambda texts: " ".join(sorted(set(texts))))
    places = pd.MultiIndex.from_frame(frame[fates.SITE])
    return pd.Series(codes.reindex(places).fillna("").to_numpy(), index=frame.index, dtype="str")


def _no_rows(table: str) -> pd.DataFrame:
    kinds = {"count": "Int64", "rupiah": "Int64", "number": "Float64"}
    dates = dict.fromkeys(("date", "timestamp"), "datetime64[s]")
    dtypes = {c.name: {**kinds, **dates}.get(c.kind, "str") for c in TABLES[table].columns}
    dtypes |= {"_file": "str", "_sheet": "str", "_row": "int64", "_order": "int64", "_row_id": "bool"}
    dtypes |= {"kode_kecamatan": "str", "kode_desa": "str"}
    return pd.DataFrame({name: pd.Series([], dtype=dtype) for name, dtype in dtypes.items()})
