"""Who is who without a number: name, date of birth and village together, never a name alone."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from test_prepare import chain, grant, nik, raw, visit, write_book

from evalhelpers import dataset, prepare

__all__ = ["chain", "raw"]  # fixtures
HOME = {"desa_kel": "Karang Anyar", "tgl_lahir": "12 Maret 1985"}


@pytest.fixture
def register(raw: Path):  # type: ignore[no-untyped-def]
    def write(*rows: dict[str, object], visits: tuple[dict[str, object], ...] = ()) -> None:
        for path in raw.iterdir():
            path.unlink()
        # Two decrees: nobody is twice in one of them.
        records = [row | {"no_sk": f"188/{at}/2024"} for at, row in enumerate(rows)]
        write_book(raw / "register.xlsx", {"Register": ("penerima", records)})
        write_book(raw / "monev.xlsx", {"Kunjungan": ("kunjungan", list(visits) or [visit(1)])})

    return write


def persons(prepared: prepare.Prepared) -> list[str]:
    grants = dataset.load(prepared.dataset, "tarakan")["penerima"].sort_values("urutan")
    names = {person: f"P{at}" for at, person in enumerate(grants["id_penerima"].unique())}
    return grants["id_penerima"].map(names).tolist()


def codes(prepared: prepare.Prepared) -> list[str]:
    wanted = prepared.issues["code"].isin(["person_matched", "possible_double"])
    return prepared.issues.loc[wanted, "code"].tolist()


def damaged(serial: int, **changes: object) -> dict[str, object]:
    return grant(serial, **(HOME | {"nik": nik(serial)[:-1], "nama": "SITI RAHMAWATI"} | changes))


WHOLE = grant(1, **(HOME | {"nama": "Siti Rahmawati"}))


def test_a_damaged_number_falls_back_on_name_birth_and_village(chain, register) -> None:  # type: ignore[no-untyped-def]
    register(WHOLE, damaged(2, nama="Hj. Siti Rahmawatti"))
    prepared = chain()
    assert persons(prepared) == ["P0", "P0"]
    assert codes(prepared) == ["person_matched"]


@pytest.mark.parametrize("changes", [
    {"desa_kel": "Selumit"}, {"tgl_lahir": "13 Maret 1985"}, {"desa_kel": None}, {"tgl_lahir": None},
    {"nama": "Marlina Pangeran"}, {"kab_kota": "Kab. Bulungan"},
])  # fmt: skip
def test_none_of_the_three_can_be_missing_or_other(chain, register, changes: dict[str, object]) -> None:  # type: ignore[no-untyped-def]
    register(WHOLE, damaged(2, **changes), grant(3, nama="Abdul Gaffar"))
    prepared = chain()
    assert "person_matched" not in codes(prepared)
    grants = dataset.load(prepared.dataset, "provinsi")["penerima"]
    assert grants["id_penerima"].nunique() == 3


def test_two_damaged_rows_of_one_person_are_one_person(chain, register) -> None:  # type: ignore[no-untyped-def]
    register(damaged(1), damaged(2), damaged(3))
    assert persons(chain()) == ["P0", "P0", "P0"]


def test_where_two_persons_fit_neither_is_taken(chain, register) -> None:  # type: ignore[no-untyped-def]
    twin = grant(4, **(HOME | {"nama": "Siti Rahmawati"}))
    register(WHOLE, twin, damaged(2))
    prepared = chain()
    assert persons(prepared) == ["P0", "P1", "P2"]
    assert "possible_double" in codes(prepared)


def test_two_whole_numbers_of_one_birthday_and_name_are_listed_and_not_merged(chain, register) -> None:  # type: ignore[no-untyped-def]
    register(WHOLE, grant(7, **(HOME | {"nama": "Siti Rahmawaty", "desa_kel": "Selumit"})))
    prepared = chain()
    assert persons(prepared) == ["P0", "P1"]
    (found,) = prepared.issues[prepared.issues["code"] == "possible_double"].to_dict("records")
    assert found["understood"] == "register.xlsx Register baris 4"
    assert found["read"] == "UEP-2024-0007"


def test_a_visit_known_by_name_alone_must_be_in_the_same_kecamatan(chain, register) -> None:  # type: ignore[no-untyped-def]
    seen = {"id_bantuan": None, "nama": "Siti Rahmawati", "kecamatan": "Tarakan Barat"}
    for place, kept in (("Tarakan Barat", 1), ("Tarakan Timur", 0), (None, 1)):
        register(WHOLE | {"kecamatan": place}, visits=(visit(1, **seen),))
        assert len(dataset.load(chain().dataset, "tarakan")["kunjungan"]) == kept


def test_names_are_compared_within_a_birthday_only() -> None:
    from evalhelpers.prepare.match import doubles

    frame = pd.DataFrame(
        {
            "tgl_lahir": pd.to_datetime(["1985-03-12", "1985-03-12", "1990-01-01", None]),
            "_name": ["siti aminah", "aminah siti", "siti aminah", "siti aminah"],
            "id_penerima": ["a", "b", "c", "d"],
        }
    )
    assert doubles(frame).tolist() == [pd.NA, 0, pd.NA, pd.NA]
