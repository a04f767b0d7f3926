"""Pseudonyms, the identity folder and masking."""

from __future__ import annotations

import json
import os
import re
import stat
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evalhelpers import identity
from evalhelpers.errors import ParamError

NIK = "6501051203850001"
posix = pytest.mark.skipif(os.name == "nt", reason="Windows has no file modes")


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_the_key_is_made_once_and_a_person_keeps_the_pseudonym(tmp_path: Path) -> None:
    folder = tmp_path / "identity"
    first = identity.unlock(folder)
    second = identity.unlock(folder)
    assert first.key == second.key
    assert len(first.key) == 32
    assert first.pseudonym("p", NIK) == second.pseudonym("p", NIK)


def test_another_key_gives_other_pseudonyms(tmp_path: Path) -> None:
    one, other = identity.unlock(tmp_path / "a"), identity.unlock(tmp_path / "b")
    assert one.pseudonym("p", NIK) != other.pseudonym("p", NIK)


@posix
def test_nobody_else_can_read_the_identity_folder(tmp_path: Path) -> None:
    folder = tmp_path / "identity"
    vault = identity.unlock(folder)
    vault.write_forbidden(["siti aminah"], [])
    vault.write_table("people", pd.DataFrame({"nik": [NIK]}))
    assert mode(folder) == 0o700
    assert {p.name: oct(mode(p)) for p in folder.iterdir()} == dict.fromkeys(
        ("kunci.bin", "forbidden.json", "people.parquet"), "0o600"
    )


def test_a_damaged_key_is_refused_and_not_replaced(tmp_path: Path) -> None:
    identity.unlock(tmp_path)
    (tmp_path / identity.KEY_NAME).write_bytes(b"short")
    with pytest.raises(ParamError, match="rusak"):
        identity.unlock(tmp_path)
    assert (tmp_path / identity.KEY_NAME).read_bytes() == b"short"


def test_the_key_does_not_show_in_a_representation(tmp_path: Path) -> None:
    vault = identity.unlock(tmp_path)
    assert repr(vault.key)[2:-1] not in repr(vault)


@given(st.text(max_size=30), st.text(max_size=30))
def test_a_pseudonym_never_looks_like_a_nik_and_parts_do_not_run_together(one: str, two: str) -> None:
    vault = identity.Vault(Path(), b"k" * 32)
    token = vault.pseudonym("p", one, two)
    assert re.fullmatch("p-[a-z2-7]{12}", token)
    assert (token == vault.pseudonym("p", one + two)) is False
    assert token != vault.pseudonym("r", one, two)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (NIK, "650105**********"),
        ("6501 0512 0385 0001", "650105**********"),
        ("65.01.05.120385.0001", "650105**********"),
        ("'6501051203850001", "'650105**********"),
        (
            "NIK:6501051203850001, a.n. istri 6501055203850002",
            "NIK:650105**********, a.n. istri 650105**********",
        ),
        ("0812-3456-7890", "*********890"),
        ("+6281234567890", "*********890"),
        ("0.1234567890123456", "0.1234567890123456"),
        ("Rp 1.500.000", "Rp 1.500.000"),
        ("12 Maret 2025", "12 Maret 2025"),
        ("", ""),
    ],
)
def test_numbers_of_persons_are_masked_and_other_numbers_stay(text: str, shown: str) -> None:
    assert identity.mask(text) == shown


@given(
    st.text(alphabet=" .-/ab", max_size=4),
    st.integers(10**15, 10**16 - 1),
    st.sampled_from(["", " ", ".", "-"]),
)
def test_no_nik_survives_masking_however_it_is_grouped(before: str, number: int, between: str) -> None:
    digits = str(number)
    grouped = between.join(digits[at : at + 4] for at in range(0, 16, 4))
    shown = identity.mask(f"{before}{grouped}{before}")
    assert digits not in re.sub(r"\D", "", shown)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("6,50105E+15", "6,50105E+**"),
        ("650105120385000", "650105*********"),
        ("Jl. Mulawarman No. 12", ""),
        ("usaha istri saya maju", ""),
    ],
)
def test_a_damaged_number_shows_its_damage_and_free_text_shows_nothing(text: str, shown: str) -> None:
    assert identity.mask_cell(text, person=True, name=False, known=set()) == shown


def test_names_become_initials_also_in_a_column_they_slipped_into() -> None:
    assert identity.mask_cell("Siti Aminah", person=True, name=True, known=set()) == "S*** A***"
    assert identity.mask_cell("SITI  AMINAH", person=False, name=False, known={"siti aminah"}) == "S*** A***"
    assert identity.mask_cell("tutup sejak lebaran", person=False, name=False, known={"siti aminah"}) == (
        "tutup sejak lebaran"
    )


def test_the_gate_is_given_whole_names_and_streets_but_no_places_and_no_words_of_reports(
    tmp_path: Path,
) -> None:
    names, streets = identity.forbidden(
        [
            "Siti  AMINAH",
            "Sulaiman",
            "Tanjung Selor",
            "Nama Penerima",
            "Drs. Budi Santoso",
            "Berhenti permanen",
        ],
        ["Jl. Sei Kapuas No. 4 RT 02", "Gg Mawar, Kel. Selumit", "Desa Sesua", "Jalan Tanjung Selor"],
        allowed=["Tanjung Selor", "Drs. Budi Santoso"],
    )
    assert names == {"siti aminah"}
    assert streets == {"jl sei kapuas", "jln sei kapuas", "jalan sei kapuas", "gg mawar", "gang mawar"}
    identity.unlock(tmp_path).write_forbidden(names, streets)
    stored = json.loads((tmp_path / "forbidden.json").read_text(encoding="utf-8"))
    assert stored == {"names": ["siti aminah"], "streets": sorted(streets), "version": 1}
