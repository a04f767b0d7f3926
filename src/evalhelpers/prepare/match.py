"""Whose row is it: grants, persons, and the visits and papers that belong to them.

The order is fixed: the grant number first, then the NIK, then a name that is unique in its district
(with a warning). Rows of a source with ``id: row`` belong together by file and row number.
"""

from __future__ import annotations

import pandas as pd

from evalhelpers.clean.people import normalise_name
from evalhelpers.identity import Vault

NO_GRANT = {"kunjungan": "no_grant_for_visit", "dokumen": "no_grant_for_document"}
HELD_BACK = "grant_held_back"


def grant_key(numbers: pd.Series) -> pd.Series:
    """Return grant numbers for comparing: case and separators do not count, digits do."""
    keys = numbers.str.casefold().str.replace(r"[\W_]+", "-", regex=True).str.strip("-")
    return keys.where(keys != "")


def row_key(rows: pd.DataFrame) -> pd.Series:
    """Return file and row number where the source says that the row is the key, else missing."""
    keyed = rows.loc[rows["_row_id"], ["_file", "_row"]].astype("str")
    return (keyed["_file"] + "\x1f" + keyed["_row"]).reindex(rows.index)


def of_grant(grant: pd.Series, column: pd.Series) -> pd.Series:
    """Return the value of a register column for each linked row; missing where there is no grant."""
    # Not `map`: where every key is missing its answer has the type of the keys.
    values = column.reindex(grant.fillna(-1).astype("int64"))
    return values.set_axis(grant.index)


def identify(grants: pd.DataFrame, vault: Vault) -> pd.DataFrame:
    """Return `id_bantuan` and `id_penerima` of each row of the register, nothing missing.

    A valid NIK decides the person. Without one the grant number does, or else the row itself.
    Where the office gave no grant number, the person and the decree make one.
    """
    site = grants[["_file", "_sheet", "_row"]].astype("str")
    place = row_key(grants).fillna(site["_file"] + "\x1f" + site["_sheet"] + "\x1f" + site["_row"])
    without_nik = grant_key(grants["id_bantuan"]).fillna(place)
    known = zip(grants["nik"], without_nik, strict=True)
    ids = [vault.pseudonym("r", other) if pd.isna(nik) else vault.pseudonym("p", nik) for nik, other in known]
    person = pd.Series(ids, index=grants.index, dtype="str")
    same_decree = grants["nik"].notna() & grants["no_sk"].notna()
    made_of = (grants["nik"] + "\x1f" + grants["no_sk"]).where(same_decree, place)
    made = pd.Series([vault.pseudonym("b", text) for text in made_of], index=grants.index, dtype="str")
    return pd.DataFrame({"id_bantuan": grants["id_bantuan"].fillna(made), "id_penerima": person})


def link(table: str, rows: pd.DataFrame, grants: pd.DataFrame, *, held_back: pd.DataFrame) -> pd.DataFrame:
    """Find the grant of each visit or paper.

    Parameters
    ----------
    table
        `kunjungan` or `dokumen`.
    rows
        Cleaned rows with `_file`, `_row`, `_row_id`.
    grants, held_back
        The rows of the register that are kept and those in quarantine, with `id_bantuan`,
        `id_penerima`, `_name` (normalised) and `tgl_serah`.

    Returns
    -------
    pandas.DataFrame
        Index of `rows`. `grant`: index of the grant in `grants`, missing where there is none;
        `code`: what had to be assumed or is wrong, an issue code or empty; `column`: the column it
        is about; `understood`: what was taken instead.
    """
    found = pd.DataFrame({"grant": _by_number(rows, grants)}, index=rows.index)
    found[["code", "column", "understood"]] = ""
    if table == "kunjungan":
        _link_by_person(found, rows, grants, held_back)
    lost = found["grant"].isna()
    found.loc[lost, ["code", "column"]] = [NO_GRANT[table], "id_bantuan"]
    known = grant_key(rows["id_bantuan"]).isin(grant_key(held_back["id_bantuan"]).dropna())
    if table == "kunjungan":
        known |= rows["nik"].isin(held_back["nik"].dropna())
    found.loc[lost & known, "code"] = HELD_BACK
    return found


def _by_number(rows: pd.DataFrame, grants: pd.DataFrame) -> pd.Series:
    by_number = grant_key(rows["id_bantuan"]).map(_first(grant_key(grants["id_bantuan"])))
    return by_number.fillna(row_key(rows).map(_first(row_key(grants)))).astype("Int64")


def _link_by_person(
    found: pd.DataFrame, rows: pd.DataFrame, grants: pd.DataFrame, held_back: pd.DataFrame
) -> None:
    """Check the grant number against the NIK, and fill in what only NIK or name can tell."""
    everyone = pd.concat([grants, held_back])
    of_number = of_grant(found["grant"], grants["id_penerima"])
    of_nik = rows["nik"].map(_person_of_nik(everyone))
    numbered = of_number.notna() & rows["nik"].notna()
    conflict = numbered & of_nik.notna() & (of_number != of_nik)
    found.loc[conflict, ["code", "column"]] = ["identity_conflict", "nik"]
    stranger = numbered & of_nik.isna() & of_grant(found["grant"], grants["nik"]).notna()
    found.loc[stranger, ["code", "column"]] = ["nik_not_in_register", "nik"]

    of_nik = rows["nik"].map(_person_of_nik(grants)).where(of_number.isna())
    alone = of_number.isna() & of_nik.isna()
    of_name = _unique_name(rows[alone], grants).reindex(rows.index)
    taken = _grant_of_person(rows, of_nik.astype("str").fillna(of_name), grants)
    found["grant"] = found["grant"].fillna(taken)
    found.loc[of_nik.notna() & rows["id_bantuan"].notna(), ["code", "column"]] = [
        "grant_number_unknown",
        "id_bantuan",
    ]
    found.loc[of_name.notna(), ["code", "column"]] = ["matched_by_name", "id_bantuan"]
    told = taken.notna() & (found["code"] != "")
    found.loc[told, "understood"] = of_grant(taken[told], grants["id_bantuan"])


def _person_of_nik(grants: pd.DataFrame) -> pd.Series:
    return grants.dropna(subset="nik").drop_duplicates("nik").set_index("nik")["id_penerima"]


def _first(keys: pd.Series) -> pd.Series:
    """Return the index of the first row of each key."""
    keys = keys.dropna().drop_duplicates()
    return pd.Series(keys.index, index=keys.to_numpy())


def _unique_name(rows: pd.DataFrame, grants: pd.DataFrame) -> pd.Series:
    """Return the person of each row whose name belongs to exactly one person of its district."""
    known = grants[["_name", "kab_kota", "id_penerima"]].astype("str").dropna(subset=["_name", "kab_kota"])
    persons = known.groupby(["_name", "kab_kota"])["id_penerima"].agg(["first", "nunique"])
    unique = persons.loc[persons["nunique"] == 1, "first"]
    keys = pd.MultiIndex.from_arrays([normalise_name(rows["nama"]), rows["kab_kota"].astype("str")])
    return pd.Series(unique.reindex(keys).to_numpy(), index=rows.index, dtype="str")


def _grant_of_person(rows: pd.DataFrame, person: pd.Series, grants: pd.DataFrame) -> pd.Series:
    """Return each row's latest grant handed over by the day of the visit, else the next one after it."""
    wanted = pd.DataFrame({"row": rows.index, "id_penerima": person.to_numpy(), "day": rows["tgl_kunjungan"]})
    owned = pd.DataFrame(
        {"grant": grants.index, "id_penerima": grants["id_penerima"], "given": grants["tgl_serah"]}
    )
    pairs = wanted.dropna(subset="id_penerima").merge(owned, on="id_penerima")
    since = (pairs["day"] - pairs["given"]).dt.days
    pairs["later"], pairs["away"] = ~(since >= 0), since.abs()
    best = pairs.sort_values(["row", "later", "away", "grant"], kind="stable").drop_duplicates("row")
    return best.set_index("row")["grant"].reindex(rows.index).astype("Int64")
