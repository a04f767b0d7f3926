"""Settle every row: who it belongs to, what became of it and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
import pandas as pd
from pandas.api.types import union_categoricals

from evalhelpers import dataset, validate
from evalhelpers import issues as problems
from evalhelpers.clean import nik, people
from evalhelpers.clean.tables import CleanContext, dtype_of
from evalhelpers.dictionary import TABLES
from evalhelpers.identity import Vault
from evalhelpers.issues import PROBLEMS
from evalhelpers.prepare import amend, derive, fates, match
from evalhelpers.prepare.files import Part, done_with
from evalhelpers.prepare.log import half_year

Answered = Mapping[tuple[str, str, int, str], tuple[int, str]]
_FATES = pd.CategoricalDtype([*problems.FATES])


class Rows:
    """All data rows, by table.

    Attributes
    ----------
    frames
        Typed rows, with where they come from (`_file`, `_sheet`, `_row`, `_part`), `fate`, `district` (slug
        of the grant's, or empty) and `period` (half-year, or empty).
    parts
        What `_part` counts, by table.
    """

    def __init__(
        self, frames: dict[str, pd.DataFrame], parts: dict[str, list[Part]], issues: Iterable[pd.DataFrame]
    ) -> None:
        self.frames, self.parts = frames, parts
        self._noted: list[pd.DataFrame] = []
        for found in issues:
            self.note(found)

    @property
    def issues(self) -> pd.DataFrame:
        """Return one row per issue, not masked, with the `position` of its row in the frame of its table."""
        if len(self._noted) != 1:
            empty = problems.frame(()).assign(position=pd.Series(dtype="Int64"))
            self._noted = [pd.concat(self._noted or [empty], ignore_index=True)]
        return self._noted[0]

    @issues.setter
    def issues(self, issues: pd.DataFrame) -> None:
        self._noted = [issues]

    def note(self, issues: pd.DataFrame) -> None:
        """Add issues."""
        if len(issues):
            self._noted.append(issues.assign(position=fates.locate(issues, self.frames)))

    def take(self, table: str) -> pd.DataFrame:
        """Return the kept rows of a table with the columns of the dataset, and let go of the rest.

        They also say which raw row each comes from.
        """
        frame = self.frames.pop(table)
        kept = frame.loc[frame["fate"] == "kept", [*dataset.columns(table), *fates.SITE]]
        return kept.rename(columns=dict(zip(fates.SITE, dataset.SOURCE, strict=True)))

    def raw(self, table: str, where: pd.Series, columns: Sequence[str] | None = None) -> pd.DataFrame:
        """Return the raw texts of some rows of a table, on their index."""
        frame = self.frames[table]
        found = []
        for number in frame.loc[where, "_part"].unique():
            mine = frame["_part"] == number
            cells = self.parts[table][number].cells(columns).set_axis(frame.index[mine])
            found.append(cells[where[mine].to_numpy()].astype("str"))
        return pd.concat(found) if found else pd.DataFrame(index=frame.index[:0])


def gather(parts: Iterable[Part], context: CleanContext) -> Rows:
    """Join the cleaned tables of every file in natural order of the source rows."""
    by_table: dict[str, list[Part]] = {table: [] for table in TABLES}
    for part in parts:
        by_table[part.table].append(part)
    frames = {
        table: _joined([part.frame() for part in mine], table, context) for table, mine in by_table.items()
    }
    return Rows(frames, by_table, (part.issues() for mine in by_table.values() for part in mine))


def _joined(frames: list[pd.DataFrame], table: str, context: CleanContext) -> pd.DataFrame:
    if not frames:
        frames = [_no_rows(table, context)]
    sizes = [len(frame) for frame in frames]
    names = {
        column: union_categoricals([frame.pop(column) for frame in frames]) for column in ("_file", "_sheet")
    }
    whole = pd.concat(frames, ignore_index=True) if len(frames) > 1 else frames[0]
    return whole.assign(
        **names,
        _part=np.repeat(np.arange(len(frames), dtype=np.int32), sizes),
        urutan=np.arange(len(whole)),
        fate=pd.Categorical.from_codes(np.zeros(len(whole), dtype=np.int8), dtype=_FATES),
    )


def settle(rows: Rows, vault: Vault, answered: Answered | None = None) -> None:
    """Give every row its owner, fate, district, period and marks, in place.

    `answered` are the round and text of the answer to each cell by file, sheet, row and column. A doubt
    about a cell whose answer says that it is right is dropped, where there is a value to be right.
    """
    answered = answered or {}
    frames = rows.frames
    for table, frame in frames.items():
        rows.note(_end(frame, fates.exact_duplicates(frame), "duplicate", table))
    visits = frames["kunjungan"]
    later = fates.superseded(_kept(visits)).reindex(visits.index)
    rows.note(_end(visits, later, "superseded", "kunjungan"))
    _describe(rows, vault)
    _quarantine(rows)
    links = _link(frames)
    rows.note(validate.check({table: _kept(frame) for table, frame in frames.items()}))
    _quarantine(rows)
    # Again: what validation refused in the register owns no row of another table any more.
    links = _link(frames)
    for table, link in links.items():
        rows.note(_link_issues(frames[table], link, table))
    rows.issues["id_masalah"] = _names(rows, vault, answered)
    rows.issues = rows.issues[~_is_confirmed(rows.issues, answered)]
    _quarantine(rows)
    _place(frames, links)
    for table, frame in frames.items():
        frame["tanda"] = _marks(frame, rows.issues, table)


def _is_doubt(issues: pd.DataFrame) -> pd.Series:
    levels = issues["code"].map({code: problem.level for code, problem in PROBLEMS.items()})
    return (levels == "warning") & (issues["row"] > 0)


def _is_confirmed(issues: pd.DataFrame, answered: Answered) -> pd.Series:
    found = pd.Series(False, index=issues.index)
    right = {place for place, (_, text) in answered.items() if amend.is_confirmation(text)}
    if right:
        places = pd.MultiIndex.from_frame(issues[["file", "sheet", "row", "column"]])
        found = pd.Series(places.isin(list(right)), index=issues.index)
    return found & issues["code"].isin(problems.CONFIRMABLE)


def _names(rows: Rows, vault: Vault, answered: Answered) -> list[str]:
    """Return the name under which a correction list has each issue."""
    issues = rows.issues
    keys = issues[["file", "sheet", "table", "column", "code", "row"]].itertuples(index=False, name=None)
    hashes = {
        table: dict(
            zip(at := mine.dropna().unique(), frame.loc[at, ["_hash", "_hash2"]].to_numpy(), strict=True)
        )
        for table, mine in issues.groupby("table")["position"]
        if (frame := rows.frames.get(table)) is not None
    }
    return [
        vault.fingerprint(file, sheet, table, column, code)
        if pd.isna(at)
        else amend.problem_id(
            vault,
            file,
            sheet,
            table,
            column,
            hashes[table][at].tolist(),
            answered.get((file, sheet, row, column), (0, ""))[0],
        )
        for (file, sheet, table, column, code, row), at in zip(keys, issues["position"], strict=True)
    ]


def _describe(rows: Rows, vault: Vault) -> None:
    """Add who each grant belongs to and what follows from its columns, in place."""
    frames = rows.frames
    derive.staff_ids(frames, vault)
    derive.hide_numbers(frames, vault)
    grants = frames["penerima"]
    grants["_name"] = people.normalise_name(grants["nama"])
    who = match.identify(grants, vault)
    grants[["id_bantuan", "id_penerima"]] = who[["id_bantuan", "id_penerima"]]
    single = grants[grants["fate"] == "kept"]
    for code, same in (("person_matched", who["same_as"]), ("possible_double", match.doubles(single))):
        other = same.reindex(single.index).dropna().astype("int64")
        told = single.loc[other.index]
        where = _site(grants.loc[other.to_numpy()]).set_axis(other.index)
        about = {"column": "id_bantuan", "read": told["id_bantuan"], "understood": where}
        rows.note(problems.at_rows(told, "penerima", code, **about))
    grants["tgl_serah"] = derive.hand_over(grants)
    born = grants["tgl_lahir"].fillna(nik.birthday(grants["nik"], grants["tgl_sk"]))
    grants["kelompok_umur"] = derive.age_group(born, grants["tgl_sk"])
    grants["kelompok_usaha"] = derive.business_group(grants["jenis_usaha"].astype("str"))


def _site(rows: pd.DataFrame) -> pd.Series:
    """Return in words where rows stand."""
    places = rows[fates.SITE].astype("str")
    where = places["_file"] + " " + places["_sheet"] + " baris " + places["_row"]
    return where.str.replace("  ", " ")


def _kept(frame: pd.DataFrame) -> pd.DataFrame:
    kept = frame["fate"] == "kept"
    return frame if kept.all() else frame[kept]


def _end(frame: pd.DataFrame, other: pd.Series, fate: str, table: str) -> pd.DataFrame:
    """End the rows for which another stands, which `other` names; return what is to be told of them."""
    other = other.dropna().astype("int64")
    frame.loc[other.index, "fate"] = fate
    where = _site(frame.loc[other.to_numpy()]).set_axis(other.index)
    return problems.at_rows(frame.loc[other.index], table, f"{fate}_row", understood=where)


def _quarantine(rows: Rows) -> None:
    wrong = fates.errors(rows.issues)
    for table, frame in rows.frames.items():
        at = wrong.loc[wrong["table"] == table, "position"].dropna().unique()
        refused = pd.Series(False, index=frame.index)
        refused[at] = True
        frame.loc[refused & (frame["fate"] == "kept"), "fate"] = "quarantined"


def _link(frames: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """Link rows of other tables to the grants that are kept, and write the grant's ids into them."""
    grants = frames["penerima"]
    kept, held_back = _kept(grants), grants[grants["fate"] == "quarantined"]
    links = {}
    for table in match.NO_GRANT:
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
    number = rows["_given"].fillna("").where(told["column"] == "id_bantuan", "")
    return problems.at_rows(
        rows, table, told["code"], column=told["column"], read=number, understood=told["understood"]
    )


def _place(frames: Mapping[str, pd.DataFrame], links: Mapping[str, pd.DataFrame]) -> None:
    """Set district and half-year of every row; of a row with a grant it is the grant's district."""
    grants = frames["penerima"]
    for table, frame in frames.items():
        own = pd.Series("", index=frame.index, dtype="str")
        if "kab_kota" in frame:
            own = frame["kab_kota"].astype("str").fillna("")
        if table in links:
            of_grant = match.of_grant(links[table]["grant"], grants["kab_kota"])
            own = of_grant.astype("str").fillna(own)
        frame["district"] = own.astype("category")
        frame["period"] = half_year(frame, table).astype("category")


def _marks(frame: pd.DataFrame, issues: pd.DataFrame, table: str) -> pd.Series:
    """Return the space-joined codes of the warnings of each row; empty where there is none."""
    mine = issues[(issues["table"] == table) & _is_doubt(issues)]
    codes = mine.groupby("position")["code"].agg(lambda texts: " ".join(sorted(set(texts))))
    return codes.reindex(frame.index).fillna("").astype("str")


def _no_rows(table: str, context: CleanContext) -> pd.DataFrame:
    dtypes = {c.name: dtype_of(c, context) for c in TABLES[table].columns if c.name not in done_with(table)}
    dtypes |= {"_file": "category", "_sheet": "category", "_row": "int64", "_row_id": "bool"}
    dtypes |= {"_hash": "uint64", "_hash2": "uint64"}
    dtypes |= {"kode_kecamatan": context.kecamatan.dtype, "kode_desa": context.villages.dtype}
    return pd.DataFrame({name: pd.Series([], dtype=dtype) for name, dtype in dtypes.items()})
