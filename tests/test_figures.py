"""Figures: the same bytes from the same data, small, self-contained, with an alternative text from the data."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree import ElementTree

import matplotlib as mpl
import pandas as pd
import pytest
from public_values import BEFORE, NOW, THEME, VOICE, causes, mix, public, row, share

from evalhelpers import figures
from evalhelpers.blocks import Chart
from evalhelpers.disclosure import Public
from evalhelpers.figures.canvas import Bar, bars


def full() -> Public:
    groups = ("perdagangan", "kuliner", "perikanan", "peternakan", "pertanian", "jasa_kerajinan")
    return public(
        share(33, 41, 48), share(36, 45, 50, period=BEFORE),
        share(33, 41, 48, "B3", "bertahan"), share(19, 39, 48, "B3", "berkembang"), share(4, 37, 48, "B3", "graduasi"),
        share(6, 41, 48, "C1"), share(3, 45, 50, "C1", period=BEFORE),
        share(41, 48, 48, "A4"), share(45, 50, 50, "A4", period=BEFORE),
        mix({"berkembang": 10, "tetap": 17, "menurun": 6, "berhenti_permanen": 8, "belum_terpantau": 7}),
        causes({"P1": 4, "P2": 6, "P3": 12, "P4": 5, "P9": 5}),
        share(20, 40, 48, "D1"), share(11, 38, 40, "D1", "awal"),
        row("B5", "median_rp", value=275_000, denominator=40),
        *(row("B5", "median_rp", f"kelompok_usaha={g}", value=v * 50_000, denominator=12) for v, g in enumerate(groups, -2)),
        row("E1", value=0.968, numerator=242_000_000, denominator=250_000_000, missing=0),
        share(96, 121, 121, "A1"),
        *(share(30 + i, 40 + i, 44 + i, group=f"kab_kota={slug}", low=0.6, high=0.8) for i, slug in enumerate(DISTRICTS)),
    )  # fmt: skip


DISTRICTS = ("bulungan", "malinau", "nunukan", "tana-tidung", "tarakan")
GROUPS = [("semua", "Semua"), *((f"kelompok_usaha={g}", g) for g in ("perdagangan", "kuliner", "perikanan"))]


def charts(values: Public) -> Iterator[Chart | None]:
    yield figures.mix(values, VOICE, THEME, period=NOW)
    yield figures.levels(values, VOICE, THEME, period=NOW)
    yield figures.trend(values, VOICE, THEME, period=NOW, before=BEFORE)
    yield figures.causes(values, VOICE, THEME, period=NOW, measure="berhenti_permanen")
    yield figures.poverty(values, VOICE, THEME, period=NOW)
    yield figures.profit(values, VOICE, THEME, period=NOW, groups=GROUPS)
    yield figures.budget(values, VOICE, THEME, period=NOW)
    yield figures.delivery(values, VOICE, THEME, period=NOW)
    yield figures.places(values, VOICE, THEME, period=NOW, districts=DISTRICTS)


@pytest.fixture(scope="module")
def drawn() -> list[Chart]:
    found = [chart for chart in charts(full()) if chart is not None]
    assert len(found) == 9
    return found


def test_the_same_data_give_the_same_bytes(drawn: list[Chart]) -> None:
    with mpl.rc_context({"font.family": "serif", "svg.fonttype": "none", "figure.dpi": 300}):
        assert [chart for chart in charts(full()) if chart is not None] == drawn


def test_figures_are_small(drawn: list[Chart]) -> None:
    assert {chart.anchor: len(chart.svg) for chart in drawn if len(chart.svg.encode()) > 25_000} == {}


def test_a_figure_is_whole_and_fills_its_place(drawn: list[Chart]) -> None:
    for chart in drawn:
        root = ElementTree.fromstring(chart.svg)  # noqa: S314 - our own
        assert root.tag == "{http://www.w3.org/2000/svg}svg"
        assert "viewBox" in root.attrib
        assert not {"width", "height"} & set(root.attrib)
        # No font, style sheet, script or address: nothing is fetched and nothing reaches the page around it.
        names = {element.tag.rpartition("}")[2] for element in root.iter()}
        assert not names & {"text", "style", "script", "image", "metadata", "foreignObject"}
        assert set(re.findall(r'https?://[^"\s]+', chart.svg)) == {"http://www.w3.org/2000/svg"}


def test_every_reference_is_inside_the_figure(drawn: list[Chart]) -> None:
    for chart in drawn:
        ids = re.findall(r'\bid="([^"]+)"', chart.svg)
        used = {*re.findall(r'href="#([^"]+)"', chart.svg), *re.findall(r"url\(#([^)]+)\)", chart.svg)}
        assert used <= set(ids)
        assert len(ids) == len(set(ids))


def test_no_two_figures_of_a_page_share_a_name(drawn: list[Chart]) -> None:
    ids = [name for chart in drawn for name in re.findall(r'\bid="([^"]+)"', chart.svg)]
    assert len(ids) == len(set(ids))
    assert len({chart.anchor for chart in drawn}) == len(drawn)


def test_the_alternative_text_says_what_is_drawn(drawn: list[Chart]) -> None:
    alts = {chart.anchor: chart.alt for chart in drawn}
    assert alts["gambar-keadaan"] == (
        "Batang keadaan usaha 48 penerima di Kota Tarakan pada akhir Semester I Tahun 2025: berkembang 10 (20,8%); tetap "
        "17 (35,4%); menurun 6 (12,5%); berhenti permanen 8 (16,7%); belum terpantau 7 (14,6%)."
    )
    assert (
        "Masih berjalan: 33 dari 41 (80,5%), batas terendah dan tertinggi yang mungkin 68,8% sampai 83,3%"
        in alts["gambar-tingkat"]
    )
    assert "36 dari 45 (80,0%) pada Semester II Tahun 2024, 33 dari 41 (80,5%)" in alts["gambar-dua-periode"]
    assert "faktor eksternal 12 (37,5%)" in alts["gambar-penyebab-berhenti"]
    assert "pagu Rp250 juta; realisasi Rp242 juta (96,8%)" in alts["gambar-anggaran"]
    assert "sudah disalurkan 96 (79,3%); belum disalurkan 25 (20,7%)" in alts["gambar-penyaluran"]
    assert "perdagangan −Rp100.000 (12 orang)" in alts["gambar-laba"]
    for alt in alts.values():
        assert alt.endswith(".")
        assert not re.search(r"menunjukkan data|\bnan\b|None|[{}]|  ", alt)


def test_without_data_there_is_no_figure() -> None:
    assert [chart for chart in charts(public(share(0, 0, 5))) if chart is not None] == []


def test_a_hidden_count_is_neither_drawn_nor_told() -> None:
    values = public(causes({"P1": 2, "P3": 6}, hidden="P1 P2"))
    chart = figures.causes(values, VOICE, THEME, period=NOW, measure="berhenti_permanen")
    assert chart is not None
    assert "kurang pendampingan: tidak ditampilkan" in chart.alt
    assert not re.search(r"pendampingan \d", chart.alt)
    assert chart.notes == (VOICE.displays.NOTES["few"],)


def test_profit_of_fewer_than_five_is_not_drawn() -> None:
    assert (
        figures.profit(
            public(row("B5", "median_rp", denominator=3, hidden="<5")),
            VOICE,
            THEME,
            period=NOW,
            groups=GROUPS,
        )
        is None
    )


def test_a_percentage_of_fewer_than_ten_is_not_drawn() -> None:
    values = public(share(6, 8, 10, "B3", "bertahan"))
    chart = figures.levels(values, VOICE, THEME, period=NOW)
    assert chart is not None
    assert "%" not in chart.alt


def test_markup_in_a_label_stays_text() -> None:
    drawing = bars([Bar("<script>&", 1, "1 </svg>")], anchor="uji", theme=THEME)
    assert "<script" not in drawing
    ElementTree.fromstring(drawing)  # noqa: S314 - our own


def test_raw_values_are_refused() -> None:
    with pytest.raises(TypeError, match=r"disclosure\.protect"):
        figures.mix(pd.DataFrame(), VOICE, THEME, period=NOW)  # type: ignore[arg-type]
