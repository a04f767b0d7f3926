"""Whose row is it: grants, persons, and the visits and papers that belong to them.

The order is fixed: the grant number first, then the NIK, then a name that is unique in its district
(with a warning). Rows of a source with ``id: row`` belong together by file and row number.
"""

from __future__ import annotations

import pandas as pd
from rapidfuzz import fuzz

from evalhelpers.clean.choices import plain
from evalhelpers.clean.people import normalise_name
from evalhelpers.identity import Vault

NO_GRANT = {
    "kunjungan": "no_grant_for_visit",
    "dokumen": "no_grant_for_document",
    "pemadanan": "no_grant_for_matching",
}
HELD_BACK = "grant_held_back"
# Names this alike (0 to 100, order of words aside) are as good as the same.
ALIKE = 90.0


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

    A valid NIK decides the person. Without one it is the person of the same date of birth and village whose
    name is as good as the same, if there is exactly one (never the name alone); `same_as` is the index of
    that person's row, else missing. Without that either, the grant number decides, or else the row itself.
    Where the office gave no grant number, the person and the decree make one.
    """
    site = grants[["_file", "_sheet", "_row"]].astype("str")
    place = row_key(grants).fillna(site["_file"] + "\x1f" + site["_sheet"] + "\x1f" + site["_row"])
    without_nik = grant_key(grants["id_bantuan"]).fillna(place)
    same_as = _same_person(grants)
    known = grants["nik"].fillna(grants["nik"].reindex(same_as.fillna(-1)).set_axis(grants.index))
    other = without_nik.reindex(same_as.fillna(-1)).set_axis(grants.index).fillna(without_nik)
    ids = [
        vault.pseudonym("r", text) if pd.isna(nik) else vault.pseudonym("p", nik)
        for nik, text in zip(known, other, strict=True)
    ]
    same_decree = grants["nik"].notna() & grants["no_sk"].notna()
    made_of = (grants["nik"] + "\x1f" + grants["no_sk"]).where(same_decree, place)
    made = pd.Series([vault.pseudonym("b", text) for text in made_of], index=grants.index, dtype="str")
    return pd.DataFrame(
        {
            "id_bantuan": grants["id_bantuan"].fillna(made),
            "id_penerima": pd.Series(ids, index=grants.index, dtype="str"),
            "same_as": same_as,
        }
    )


def _same_person(grants: pd.DataFrame) -> pd.Series:
    """Return for each grant without a NIK the row of the one other person it can only be, else missing."""
    found = pd.Series(pd.NA, index=grants.index, dtype="Int64")
    lost = grants["nik"].isna() & grants["tgl_lahir"].notna()
    if not lost.any():
        return found
    village = grants["desa_kel"].map(plain, na_action="ignore").astype("str")
    keys = pd.DataFrame({"born": grants["tgl_lahir"], "village": village, "district": grants["kab_kota"]})
    keys = keys.assign(name=grants["_name"], nik=grants["nik"]).dropna(subset=["born", "village", "name"])
    groups = keys.groupby(["born", "village", "district"], observed=True, dropna=False)
    owner = {at: str(at) if pd.isna(nik) else nik for at, nik in grants["nik"].items()}
    for _, alike in groups:
        for at in alike.index[alike["nik"].isna()]:
            name = alike.at[at, "name"]
            near = [
                other
                for other, known, nik in zip(alike.index, alike["name"], alike["nik"], strict=True)
                if (other < at or not pd.isna(nik)) and fuzz.token_sort_ratio(name, known) >= ALIKE
            ]
            if len({owner[other] for other in near}) == 1:
                found[at] = near[0] if pd.isna(found[near[0]]) else found[near[0]]
                owner[at] = owner[near[0]]
    return found


def doubles(grants: pd.DataFrame) -> pd.Series:
    """Return for each grant the row of another person who may be the same, else missing; nobody is merged.

    The same date of birth and names as good as the same, under different numbers. The later row is told.
    """
    found = pd.Series(pd.NA, index=grants.index, dtype="Int64")
    known = grants.dropna(subset=["tgl_lahir", "_name"])
    known = known[known.duplicated("tgl_lahir", keep=False)].drop_duplicates("id_penerima")
    for _, alike in known.groupby("tgl_lahir"):
        names = alike["_name"].tolist()
        for later in range(1, len(names)):
            for earlier in range(later):
                if fuzz.token_sort_ratio(names[earlier], names[later]) >= ALIKE:
                    found[alike.index[later]] = alike.index[earlier]
                    break
    return found


def link(table: str, rows: pd.DataFrame, grants: pd.DataFrame, *, held_back: pd.DataFrame) -> pd.DataFrame:
    """Find the grant of each visit, paper or result of matching.

    Parameters
    ----------
    table
        One of `NO_GRANT`.
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
    """Return the person of each row whose name belongs to exactly one person of its district.

    Where both sides name a sub-district, it must be the same.
    """
    columns = ["_name", "kab_kota", "id_penerima", "kode_kecamatan"]
    known = grants[columns].astype("str").dropna(subset=["_name", "kab_kota"])
    persons = known.groupby(["_name", "kab_kota"]).agg(
        person=("id_penerima", "first"), many=("id_penerima", "nunique"), place=("kode_kecamatan", "first")
    )
    unique = persons.loc[persons["many"] == 1, ["person", "place"]]
    keys = pd.MultiIndex.from_arrays([normalise_name(rows["nama"]), rows["kab_kota"].astype("str")])
    found = unique.reindex(keys).set_axis(rows.index)
    own = rows["kode_kecamatan"].astype("str")
    elsewhere = own.notna() & found["place"].notna() & (own != found["place"])
    return found["person"].mask(elsewhere).astype("str")


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
