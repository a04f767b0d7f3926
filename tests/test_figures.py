"""Figures: one house style, legible on a phone and in grey print, true of the data, silent about what is hidden."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import matplotlib as mpl
import numpy as np
import pandas as pd
import pytest
from public_values import BEFORE, LABELS, NOW, THEME, VOICE, causes, chain, mix, public, row, share
from pydantic import ValidationError

from evalhelpers import dictionary, figures
from evalhelpers.blocks import Chart, Fact
from evalhelpers.catalogue import UNMONITORED
from evalhelpers.dictionary import codes
from evalhelpers.disclosure import Public
from evalhelpers.figures import canvas, typeface
from evalhelpers.figures.canvas import SMALL, WIDTH, Box, Palette, Sheet
from evalhelpers.narrative import Voice, plain
from evalhelpers.params import read_project
from evalhelpers.params.models import District

DISTRICTS = ("bulungan", "malinau", "nunukan", "tana-tidung", "tarakan")
KINDS = ("perdagangan", "kuliner", "perikanan", "peternakan", "pertanian", "jasa_kerajinan")
PAPERS = ("bast", "bukti_transfer", "nota", "foto", "lpj", "pakta_integritas")
PERIODS = [("2023-S2", "S2 2023"), ("2024-S1", "S1 2024"), (BEFORE, "S2 2024"), (NOW, "S1 2025")]
STATUSES = {"berkembang": 10, "tetap": 15, "menurun": 5, "ganti_usaha": 3, "belum_berjalan": 1,
            "berhenti_sementara": 1, "berhenti_permanen": 6, UNMONITORED: 7}  # fmt: skip
SQUARES = {
    slug: figures.Outline(slug, (((x, 0.0), (x + 20, 0.0), (x + 20, 20.0), (x, 20.0)),), (x + 10, 10.0))
    for x, slug in zip(range(0, 100, 20), DISTRICTS, strict=True)
}
FLOWS = {"aktif_lalu": 36, "baru": 9, "pulih": 2, "terlihat_lagi": 1, "berhenti": 6, "tak_terpantau": 4,
         "keluar": 5, "aktif_kini": 33}  # fmt: skip
CHAIN = {
    "pagu": 250e6, "sp2d": 242e6, "sk": 240e6, "disalurkan": 231e6, "bukti": 180e6, "terlihat": 170e6, "aktif": 141e6,
    "sp2d_belum_waktunya": 8e6, "salur_belum_waktunya": 11e6, "sk_belum_waktunya": 9e6, "sk_perlu_penjelasan": 0,
    "bukti_perlu_penjelasan": 51e6, "terlihat_belum_terpantau": 10e6, "aktif_perlu_penjelasan": 29e6,
}  # fmt: skip


def curve(n: int = 60, months: int = 24, group: str = "bulan={}") -> Iterator[dict[str, object]]:
    for month in range(months + 1):
        value = 0.985**month
        around = {"low": max(value - 0.06, 0), "high": min(value + 0.05, 1)} if month else {}
        yield row("B2", "kurva", group.format(month), value=value, denominator=n - 2 * month, **around)


def spread(counts: tuple[int, ...] = (5, 4, 6, 9, 8, 7)) -> Iterator[dict[str, object]]:
    names = ("turun_50", "turun", "tetap", "naik", "naik_50", "naik_100")
    for name, n in zip(names, counts, strict=True):
        numbers = {"value": n / sum(counts), "numerator": n, "denominator": sum(counts), "missing": 9}
        yield row("B5", "sebaran", f"perubahan_laba={name}", **numbers)


def by_kind(kind: str, n: int) -> list[dict[str, object]]:
    counts = {"berkembang": n, "tetap": 3, "berhenti_permanen": n % 4, UNMONITORED: 2}
    return [{**one, "group": f"kelompok_usaha={kind}"} for one in mix(counts)]


def full() -> Public:
    return public(
        share(33, 41, 48, low=0.75, high=0.83), *(share(30 + i, 38 + i, 46, period=p) for i, (p, _) in enumerate(PERIODS[:3])),
        share(33, 41, 48, "B3", "bertahan"), share(19, 39, 48, "B3", "berkembang"), share(4, 37, 48, "B3", "graduasi"),
        *(share(15 + i, 37, 46, "B3", "berkembang", period=p) for i, (p, _) in enumerate(PERIODS[:3])),
        *(share(41 - i, 48, 48, "A4", group=g) for i, g in enumerate(["semua", *(f"kab_kota={s}" for s in DISTRICTS)])),
        *(row("A4", "telepon", g, value=3 / 48, numerator=3, denominator=48, missing=0)
          for g in ["semua", *(f"kab_kota={s}" for s in DISTRICTS)]),
        *(mix(STATUSES, period) for period, _ in PERIODS),
        *(by_kind(kind, n) for n, kind in enumerate(KINDS, 8)),
        causes({"P1": 4, "P2": 6, "P3": 12, "P4": 5, "P9": 5}), causes({"P1": 7, "P2": 9, "P3": 15, "P4": 8}, "berhenti_permanen_semua"),
        share(20, 40, 48, "D1"), share(11, 38, 40, "D1", "awal"),
        chain(CHAIN), curve(), spread(),
        *(row("B10", m, value=n) for m, n in FLOWS.items()),
        *(share(90 - 9 * i, 96, 96, "E2", group=g) for i, g in enumerate(["semua", *(f"dokumen={p}" for p in PAPERS)])),
        *(share(20 + 4 * i, 24 + 5 * i, 30 + 5 * i, group=f"kab_kota={s}", low=0.6, high=0.8) for i, s in enumerate(DISTRICTS)),
    )  # fmt: skip


def charts(values: Public, voice: Voice = VOICE, theme: dict[str, str] = THEME) -> dict[str, Chart | None]:
    """Return every figure by name, all drawn in one way."""
    places = [("semua", voice.place), *((f"kab_kota={s}", voice.label("kab_kota", s)) for s in DISTRICTS)]
    kinds = [(f"kelompok_usaha={k}", voice.label("kelompok_usaha", k)) for k in KINDS]
    papers = [(f"dokumen={p}", voice.label("dokumen", p)) for p in PAPERS]
    given = (values, voice, theme)
    return {
        "coverage": figures.coverage(*given, period=NOW, groups=places),
        "stages": figures.stages(*given, periods=PERIODS),
        "success": figures.success(*given, periods=PERIODS),
        "levels": figures.levels(*given, period=NOW),
        "chain": figures.chain(*given, period=NOW, group="tahun=2025"),
        "causes": figures.causes(*given, period=NOW, measure="berhenti_permanen"),
        "survival": figures.survival(*given, period=NOW),
        "profit": figures.profit(*given, period=NOW),
        "kinds": figures.kinds(*given, period=NOW, groups=kinds),
        "places": figures.places(*given, period=NOW, districts=DISTRICTS),
        "papers": figures.papers(*given, period=NOW, groups=papers),
        "map": figures.area_map(*given, period=NOW, districts=DISTRICTS, shapes=SQUARES),
        "flows": figures.flows(*given, period=NOW),
        "poverty": figures.poverty(*given, period=NOW),
    }


@pytest.fixture(scope="module")
def drawn() -> dict[str, Chart]:
    found = {name: chart for name, chart in charts(full()).items() if chart is not None}
    assert len(found) == 14
    return found


@pytest.fixture
def sheets(monkeypatch: pytest.MonkeyPatch) -> list[Sheet]:
    """Keep every sheet that is finished from here on."""
    kept: list[Sheet] = []
    write = Sheet.svg

    def keep(sheet: Sheet, anchor: str, **more: float) -> str:
        kept.append(sheet)
        return write(sheet, anchor, **more)

    monkeypatch.setattr(Sheet, "svg", keep)
    return kept


# --- as a file ---------------------------------------------------------------------------------------------


def test_the_same_data_give_the_same_bytes(drawn: dict[str, Chart]) -> None:
    typeface.outline.cache_clear()
    typeface.advance.cache_clear()
    with mpl.rc_context({"font.family": "serif", "svg.fonttype": "none", "figure.dpi": 300}):
        assert charts(full()) == drawn


def test_figures_are_small(drawn: dict[str, Chart]) -> None:
    sizes = {name: len(chart.svg.encode()) for name, chart in drawn.items()}
    assert {name: size for name, size in sizes.items() if size > 20_000} == {}
    assert sum(sizes.values()) < 200_000


def test_a_figure_is_whole_and_fills_its_place(drawn: dict[str, Chart]) -> None:
    for chart in drawn.values():
        root = ElementTree.fromstring(chart.svg)  # noqa: S314 - our own
        assert root.tag == "{http://www.w3.org/2000/svg}svg"
        assert "viewBox" in root.attrib
        assert not {"width", "height"} & set(root.attrib)
        # No font, style sheet, script or address: nothing is fetched and nothing reaches the page around it.
        names = {element.tag.rpartition("}")[2] for element in root.iter()}
        assert not names & {"text", "style", "script", "image", "metadata", "foreignObject"}
        assert set(re.findall(r'https?://[^"\s]+', chart.svg)) == {"http://www.w3.org/2000/svg"}
        assert not re.search(r"\bnan\b|\binf\b|None|[{}]", chart.svg)


def test_every_reference_is_inside_the_figure_and_no_two_figures_share_a_name(
    drawn: dict[str, Chart],
) -> None:
    seen: list[str] = []
    for chart in drawn.values():
        ids = re.findall(r'\bid="([^"]+)"', chart.svg)
        used = {*re.findall(r'href="#([^"]+)"', chart.svg), *re.findall(r"url\(#([^)]+)\)", chart.svg)}
        assert used <= set(ids)
        seen += ids
    assert len(seen) == len(set(seen))
    assert len({chart.anchor for chart in drawn.values()}) == len(drawn)


def test_the_shapes_of_letters_are_those_of_the_typeface() -> None:
    from matplotlib.font_manager import FontProperties
    from matplotlib.textpath import TextPath

    font = FontProperties(fname=mpl.get_data_path() + "/fonts/ttf/DejaVuSans.ttf")
    for text in ("Penggunaan bantuan/perilaku", "168 dari 206 (81,6%)", "Tana Tidung"):
        drawn = TextPath((0, 0), text, size=11, prop=font).get_extents()
        assert typeface.width(text, 11) == pytest.approx(drawn.x1, rel=0.02, abs=1)


@pytest.mark.parametrize("room", [20, 60, 150])
def test_a_text_is_broken_without_losing_a_letter(room: float) -> None:
    text = "Kabupaten Kepulauan Siau Tagulandang Biaro-Sitaro/Penggantiketidakberdayaan"
    lines = typeface.wrap(text, room, 11)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert max(typeface.width(line, 11) for line in lines) <= room


# --- legible -----------------------------------------------------------------------------------------------


def test_letters_are_ten_pixels_high_in_a_column_of_a_phone(sheets: list[Sheet]) -> None:
    assert SMALL * 328 / WIDTH >= 10
    for chart in charts(full()).values():
        assert chart is not None
        scales = [float(s) for s in re.findall(r"\)scale\(([.\d]+)\)", chart.svg)]
        assert min(scales) * typeface.EM * 328 / WIDTH >= 9.99


def long_labels() -> Voice:
    """Return the voice with the longest names of the dictionary in place of all, and a district's."""

    def longest(group: tuple[dictionary.Code, ...]) -> str:
        return max((dictionary.code_label(group, code.value, "id") for code in group), key=len)

    name = "Kabupaten Kepulauan Siau Tagulandang Biaro"
    labels = {
        **LABELS,
        "kab_kota": dict.fromkeys(DISTRICTS, name),
        "kelompok_usaha": dict.fromkeys(KINDS, longest(codes.GROUPS)),
        "dokumen": dict.fromkeys(PAPERS, longest(codes.DOCUMENT)),
        "penyebab": {c: longest(codes.CAUSE_GROUPS) for c in ("P1", "P2", "P3", "P4", "P9")},
        "perubahan_laba": dict.fromkeys(
            ("turun_50", "naik_100"), "Turun separuh atau lebih dibandingkan semula"
        ),
    }
    return Voice(name, VOICE.period, VOICE.before, 2025, labels)


def meet(one: Box, other: Box) -> bool:
    across = min(one.right, other.right) - max(one.left, other.left)
    down = min(one.bottom, other.bottom) - max(one.top, other.top)
    return across > 0.1 and down > 0.1


@pytest.mark.parametrize("voice", [VOICE, long_labels()], ids=["usual", "longest"])
@pytest.mark.parametrize("times", [1, 400], ids=["few", "many"])
def test_no_text_leaves_the_drawing_or_meets_another(sheets: list[Sheet], voice: Voice, times: int) -> None:
    frame = full().frame.copy()
    for column in ("numerator", "denominator", "missing"):
        frame[column] *= times
    persons = frame["unit"] == "persons"
    frame.loc[persons, "value"] *= times
    charts(Public(frame), voice)
    assert len(sheets) == 14
    for sheet in sheets:
        for index, box in enumerate(sheet.boxes):
            assert -0.1 <= box.left, box
            assert box.right <= WIDTH + 0.1, box
            assert box.top >= -0.1, box
            assert box.bottom <= sheet.y + 3, box
            assert [o.text for o in sheet.boxes[:index] if meet(box, o)] == [], box


def test_the_names_of_the_shipped_districts_stand_on_the_map_without_meeting(
    sheets: list[Sheet], root
) -> None:
    shapes = {
        d.slug: figures.Outline(d.short, d.shape, d.label or (0.0, 0.0)) for d in read_project(root).districts
    }
    for known in (12, 412):
        values = public(*(share(known - 2, known, known + 9, group=f"kab_kota={s}") for s in DISTRICTS))
        chart = figures.area_map(values, VOICE, THEME, period=NOW, districts=DISTRICTS, shapes=shapes)
        assert chart is not None
        assert "skematis" in chart.caption
        boxes = sheets[-1].boxes
        assert {"Bulungan", "Malinau", "Nunukan", "Tana Tidung", "Tarakan"} <= {box.text for box in boxes}
        assert [(a.text, b.text) for i, a in enumerate(boxes) for b in boxes[:i] if meet(a, b)] == []


# --- colours -----------------------------------------------------------------------------------------------

# Machado, Oliveira and Fernandes (2009), severity 1, on linear RGB.
BLIND = {
    "usual": np.eye(3),
    "protanopia": np.array([[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]),
    "deuteranopia": np.array([[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]),
}  # fmt: skip


def seen(colour: str, how: str) -> float:
    """Return the lightness (CIE L*) of a colour as seen with a kind of colour blindness."""
    parts = np.array([int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)])
    linear = np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)
    light = float(np.clip(BLIND[how] @ linear, 0, 1) @ [0.2126, 0.7152, 0.0722])
    return 116 * light ** (1 / 3) - 16 if light > 0.008856 else 903.3 * light


@pytest.mark.parametrize("how", BLIND)
@pytest.mark.parametrize(
    "theme", [THEME, {"accent": "#1B7A43", "middle": "#8A6100", "bad": "#9B1C1C"}, {"accent": "#4B2E83", "middle": "#7A5C00", "bad": "#A5341C"}]
)  # fmt: skip
def test_neighbours_in_a_bar_differ_in_lightness(
    drawn: dict[str, Chart], how: str, theme: dict[str, str]
) -> None:
    found = charts(full(), theme={**THEME, **theme})
    pairs = 0
    for name in ("coverage", "stages", "kinds", "papers", "chain"):
        chart = found[name]
        assert chart is not None
        bars = re.findall(
            r'<rect x="([\d.]+)" y="([\d.]+)" width="([\d.]+)" height="1[34](?:\.\d)?" fill="(#\w+)"',
            chart.svg,
        )
        for (_, top, _, fill), (_, then, _, other) in pairwise(bars):
            if top == then and "#ffffff" not in (fill, other):
                pairs += 1
                assert abs(seen(fill, how) - seen(other, how)) >= 10, (name, fill, other)
                assert abs(canvas.lightness(fill) - canvas.lightness(other)) >= 12, (name, fill, other)
    assert pairs > 20


def test_letters_on_a_fill_are_legible() -> None:
    palette = Palette.of(THEME)
    for fill in (
        palette.strong,
        palette.medium,
        palette.pale,
        palette.waiting,
        palette.stopped,
        palette.finding,
    ):
        dark, light = sorted((canvas.lightness(fill), canvas.lightness(canvas.on(fill))))

        def luminance(value: float) -> float:
            return ((value + 16) / 116) ** 3 if value > 8 else value / 903.3

        assert (luminance(light) + 0.05) / (luminance(dark) + 0.05) >= 4.5, fill


# --- words -------------------------------------------------------------------------------------------------

CAUSAL = re.compile(r"\b(karena|akibat|dampak|berdampak|berkat|menyebabkan|efektif)\b", re.IGNORECASE)
RANKING = re.compile(r"\b(ter(baik|buruk)|paling (baik|buruk|sering|banyak|sedikit)|juara)\b", re.IGNORECASE)


def test_titles_say_the_finding(drawn: dict[str, Chart]) -> None:
    titles = {name: plain(chart.title) for name, chart in drawn.items()}
    assert titles == {
        "coverage": "Dari 48 penerima yang wajib dipantau, 41 dikunjungi tatap muka (85,4 persen).",
        "stages": "Dari 48 penerima, 33 usahanya masih berjalan, 6 usahanya berhenti permanen, dan 7 belum terpantau.",
        "success": "Usaha 33 dari 41 penerima yang keadaannya diketahui (80,5 persen) masih berjalan pada akhir Semester I "
        "Tahun 2025; pada akhir Semester II Tahun 2024, 32 dari 40 (80,0 persen).",
        "levels": "Dari 48 penerima, 33 diketahui usahanya masih berjalan, 19 labanya meningkat, dan 4 juga berada di atas "
        "garis kemiskinan (proksi).",
        "chain": "Dari Rp231 juta yang disalurkan, Rp141 juta ada pada usaha yang aktif; yang perlu penjelasan Rp51 juta "
        "(penyaluran ke bukti) dan Rp29 juta (ke usaha aktif).",
        "causes": "Faktor eksternal ialah penyebab utama pada 12 dari 32 kasus (37,5 persen), lebih banyak daripada setiap "
        "penyebab lainnya.",
        "survival": "Peluang usaha belum berhenti permanen 12 bulan setelah bantuan pertama diperkirakan 83,4 persen; 36 "
        "penerima masih diamati saat itu.",
        "profit": "Dari 39 penerima yang perubahan labanya diketahui, laba 5 orang turun separuh atau lebih (termasuk yang "
        "usahanya berhenti) dan laba 7 orang menjadi dua kali lipat atau lebih.",
        "kinds": "Yang berhenti permanen menurut kelompok usaha: perdagangan 0 dari 13, kuliner 1 dari 15, perikanan 2 dari "
        "17, peternakan 3 dari 19, pertanian 0 dari 17, dan jasa_kerajinan 1 dari 19.",
        "places": "Di seluruh wilayah usaha 33 dari 41 penerima yang keadaannya diketahui (80,5 persen) masih berjalan; untuk "
        "bulungan dan Kabupaten Malinau, tidak cukup data untuk perbandingan.",
        "papers": "Dari 96 bantuan yang buktinya sudah harus ada, 90 memiliki seluruh bukti yang diwajibkan (93,8 persen).",
        "map": "Usaha yang masih berjalan: nunukan 28 dari 34 (82,4 persen), tana-tidung 32 dari 39 (82,1 persen), dan tarakan "
        "36 dari 44 (81,8 persen).",
        "flows": "Penerima yang usahanya masih berjalan berkurang dari 36 menjadi 33 orang; 6 di antara yang semula berjalan "
        "kini tidak berjalan lagi.",
        "poverty": "Penerima pada atau di atas garis kemiskinan (proksi): sekarang 20 dari 40 (50,0 persen); sebelum bantuan, "
        "di antara mereka, 11 dari 38 (28,9 persen).",
    }  # fmt: skip


def test_every_number_of_a_title_is_a_fact_of_the_values(drawn: dict[str, Chart]) -> None:
    values = full()
    for name, chart in drawn.items():
        for span in chart.title:
            if isinstance(span, str):
                # Names of periods and the months of the curve are no findings.
                rest = re.sub(r"Tahun 20\d\d|\d+ bulan", "", span)
                assert not re.search(r"\d", rest), (name, span)
                continue
            code, group, period, column = span.id.split("/")
            cell = values.cell(*code.split("."), group, period)
            assert cell is not None
            assert float(span.value) == pytest.approx(getattr(cell, column)), span


COUNTS = [(x, n, n + u) for n in (1, 2, 9, 10, 29, 400) for x in {0, n // 2, n} for u in (0, 5)]


def test_words_hold_whatever_the_numbers() -> None:
    for x, n, everyone in COUNTS:
        values = public(
            share(x, n, everyone), share(x, n, everyone, period=BEFORE), share(x, n, n, "A4"), share(x, n, n, "E2"),
            share(x, n, everyone, "B3", "bertahan"), share(x, n, everyone, "B3", "berkembang"),
            mix({"tetap": x, "berhenti_permanen": n - x, UNMONITORED: everyone - n}),
            causes({"P2": x, "P3": n - x} if n else {}), share(x, n, everyone, "D1"), share(x, n, n, "D1", "awal"),
            *(share(x, n, everyone, group=f"kab_kota={s}") for s in DISTRICTS), spread((x, 0, n, 0, 0, n - x)),
            chain({"sk": 1e6 * n, "disalurkan": 1e6 * x, "sk_perlu_penjelasan": 1e6 * (n - x)}),
            *(row("B10", m, value=v) for m, v in {**dict.fromkeys(FLOWS, 0), "aktif_lalu": x, "aktif_kini": n}.items()),
        )  # fmt: skip
        for name, chart in charts(values).items():
            if chart is None:
                continue
            for text in (plain(chart.title), chart.caption, chart.alt, *chart.notes):
                if not text:
                    continue
                assert re.fullmatch(r"[A-Z*<].*[^.\s]\.", text), (name, text)
                assert not re.search(r"  | ,| \.|\.\.|\(\)|[{}]|\bnan\b|\bNone\b|[-−]0(?![,\d])", text), (
                    name,
                    text,
                )
                assert not CAUSAL.search(text), (name, text)
                assert not RANKING.search(text), (name, text)
                assert text.count("(") == text.count(")"), (name, text)
            # Of fewer than ten only counts are told, in words as in the drawing.
            if n < 10 and name in (
                "coverage",
                "success",
                "levels",
                "causes",
                "papers",
                "places",
                "poverty",
                "map",
            ):
                assert not re.search(r"\d( persen|%)", plain(chart.title) + chart.alt), (name, chart.alt)
            # No comparison of causes under thirty cases.
            if n < 30 and name == "causes":
                assert "lebih banyak" not in plain(chart.title)


def test_the_alternative_text_says_what_is_drawn(drawn: dict[str, Chart]) -> None:
    alts = {name: chart.alt for name, chart in drawn.items()}
    assert "S1 2025, 48 penerima: berkembang 10, tetap 15, menurun atau ganti usaha 8" in alts["stages"]
    assert (
        "Masih berjalan 33 dari 41 (80,5%), batas terendah dan tertinggi yang mungkin 68,8% sampai 83,3%"
        in alts["levels"]
    )
    assert "S2 2024 32 dari 40 (80,0%), S1 2025 33 dari 41 (80,5%)" in alts["success"]
    assert "faktor eksternal 12 (37,5%) sebagai penyebab utama, 15 (38,5%) disebut" in alts["causes"]
    assert (
        "disalurkan Rp231 juta (10 bantuan), di antaranya perlu penjelasan Rp51 juta (10 bantuan)"
        in alts["chain"]
    )
    assert "24 bulan 69,6% (12 masih diamati)" not in alts["survival"]  # under thirty without decimals
    assert "24 bulan 70% (12 masih diamati)" in alts["survival"]
    assert (
        "bulungan 20 dari 24 (83%), batas terendah dan tertinggi yang mungkin 66,7% sampai 86,7%, tidak cukup data untuk perbandingan"
        in alts["places"]
    )
    assert "bulungan 20 dari 24;" in alts["map"]  # hatched: counts only
    assert "semula belum terpantau, kini berjalan +1" in alts["flows"]


# --- what is drawn -----------------------------------------------------------------------------------------


def test_without_data_there_is_no_figure() -> None:
    assert {name for name, chart in charts(public(share(0, 0, 5))).items() if chart} == set()


def test_periods_without_anyone_have_no_bar() -> None:
    found = figures.stages(public(mix(STATUSES)), VOICE, THEME, periods=PERIODS)
    assert found is not None
    assert "S1 2025" in found.alt
    assert "2024" not in found.alt.replace("Semester II Tahun 2024", "")


def test_a_curve_ends_where_fewer_than_ten_are_observed_and_is_absent_without_its_beginning() -> None:
    found = figures.survival(public(curve(months=14)), VOICE, THEME, period=NOW)
    assert found is not None
    assert "24 bulan" not in found.alt
    assert figures.survival(public(list(curve())[3:]), VOICE, THEME, period=NOW) is None
    assert figures.survival(public(), VOICE, THEME, period=NOW) is None


def test_a_map_needs_the_shape_of_every_district() -> None:
    some = {slug: SQUARES[slug] for slug in DISTRICTS[:4]}
    assert figures.area_map(full(), VOICE, THEME, period=NOW, districts=DISTRICTS, shapes=some) is None
    assert figures.area_map(full(), VOICE, THEME, period=NOW, districts=(), shapes={}) is None


def test_the_oldest_periods_give_way_where_not_all_fit() -> None:
    names = [(f"20{year}-S1", f"S1 20{year}") for year in range(10, 26)]
    values = public(*(share(33, 41, 48, period=code) for code, _ in names))
    found = figures.success(values, VOICE, THEME, periods=names)
    assert found is not None
    assert "S1 2025" in found.alt
    assert "S1 2010" not in found.alt


def test_a_short_bar_is_explained() -> None:
    for n, told in ((7, True), (12, False)):
        found = figures.coverage(
            public(share(5, n, n, "A4")), VOICE, THEME, period=NOW, groups=[("semua", "Kota Tarakan")]
        )
        assert found is not None
        assert (VOICE.pictures.NOTES["short"] in found.notes) is told
        assert (sum(widths(found)) < WIDTH * 0.75) is told


def widths(chart: Chart | None) -> list[float]:
    assert chart is not None
    return [
        float(w)
        for w in re.findall(r'<rect x="[\d.]+" y="[\d.]+" width="([\d.]+)" height="1[2-4]', chart.svg)
    ]


def test_a_bar_with_a_hidden_part_is_not_drawn_at_all() -> None:
    rows = [{**one, "group": "kelompok_usaha=kuliner"} for one in mix(STATUSES)]
    for one in rows[3:5]:
        one.update(hidden="*", value=None, numerator=None)
    groups = [("kelompok_usaha=kuliner", "Kuliner"), ("kelompok_usaha=perikanan", "Perikanan")]
    found = figures.kinds(public(rows, by_kind("perikanan", 9)), VOICE, THEME, period=NOW, groups=groups)
    alone = figures.kinds(public(by_kind("perikanan", 9)), VOICE, THEME, period=NOW, groups=groups)
    assert found is not None
    assert "Kuliner tidak ditampilkan" in found.alt
    assert widths(found) == widths(alone)
    assert found.title == ()
    assert VOICE.displays.NOTES["other"] in found.notes


def test_hidden_causes_are_named_and_change_no_length() -> None:
    counts = {"P1": 2, "P2": 3, "P3": 6}
    found = figures.causes(
        public(causes(counts, hidden="P1 P2")), VOICE, THEME, period=NOW, measure="berhenti_permanen"
    )
    other = figures.causes(
        public(causes({"P1": 4, "P2": 1, "P3": 6}, hidden="P1 P2")), VOICE, THEME, period=NOW, measure="berhenti_permanen"
    )  # fmt: skip
    assert found is not None
    assert "kurang pendampingan tidak ditampilkan" in found.alt
    assert not re.search(r"pendampingan \d", found.alt)
    assert VOICE.displays.NOTES["few"] in found.notes
    assert found == other


def test_a_hidden_gap_leaves_its_stage_in_one_piece() -> None:
    def hidden(first: float, second: float) -> Chart | None:
        rows = chain({"disalurkan": 100e6, "bukti": 100e6 - first - second})
        rows += [
            row("E8", "bukti_belum_waktunya", "tahun=2025", hidden="*"),
            row("E8", "bukti_perlu_penjelasan", "tahun=2025", hidden="*"),
        ]
        return figures.chain(public(rows), VOICE, THEME, period=NOW, group="tahun=2025")

    assert hidden(10e6, 5e6) == hidden(5e6, 10e6)
    assert widths(hidden(10e6, 5e6))[0] == WIDTH


def test_a_bridge_with_a_hidden_part_shows_only_its_ends() -> None:
    rows = [row("B10", m, value=n) for m, n in FLOWS.items()]
    for one in rows[2:4]:
        one.update(hidden="*", value=None)
    found = figures.flows(public(rows), VOICE, THEME, period=NOW)
    assert len(widths(found)) == 2


def test_the_bridge_ends_where_the_numbers_say() -> None:
    found = figures.flows(full(), VOICE, THEME, period=NOW)
    assert found is not None
    bars = [
        (float(x), float(w))
        for x, w in re.findall(r'<rect x="([\d.]+)" y="[\d.]+" width="([\d.]+)"', found.svg)
    ]
    # The last loss begins where the bar of those active now ends, but for the width of an outline.
    assert bars[-2][0] == pytest.approx(bars[-1][1], abs=0.6)


def test_lengths_are_in_proportion() -> None:
    found = figures.profit(public(spread((5, 10, 20, 0, 40, 10))), VOICE, THEME, period=NOW)
    sizes = widths(found)
    assert [round(size / WIDTH * 40) for size in sizes] == [5, 10, 20, 40, 10]


def test_a_percentage_of_fewer_than_ten_is_not_drawn() -> None:
    found = figures.levels(public(share(6, 8, 10, "B3", "bertahan")), VOICE, THEME, period=NOW)
    assert found is not None
    assert "<circle" not in found.svg
    few = figures.success(public(share(6, 8, 10)), VOICE, THEME, periods=PERIODS)
    assert few is None


def test_a_changed_business_is_running_only_where_the_rules_say_so() -> None:
    rows = [{**one, "group": "kelompok_usaha=kuliner"} for one in mix(STATUSES)]
    groups = [("kelompok_usaha=kuliner", "Kuliner")]
    for active, told in ((33, "masih berjalan 33"), (30, "masih berjalan 30, belum berjalan, ganti usaha")):
        values = public(rows, mix(STATUSES), share(active, 41, 48))
        found = figures.kinds(values, VOICE, THEME, period=NOW, groups=groups)
        assert found is not None
        assert told in found.alt


def test_a_district_with_few_is_marked_and_hatched() -> None:
    found = charts(full())
    assert found["map"] is not None
    assert found["places"] is not None
    assert found["map"].svg.count("url(#") == 3  # two districts and the key
    hollow = re.findall(r'<circle [^>]*fill="#ffffff"', found["places"].svg)
    assert len(hollow) == 2


def test_markup_in_a_name_stays_out_of_the_drawing() -> None:
    groups = [("semua", '<script>&"{0:1}</svg>')]
    chart = figures.coverage(public(share(3, 12, 12, "A4")), VOICE, THEME, period=NOW, groups=groups)
    assert chart is not None
    assert "script" not in chart.svg
    ElementTree.fromstring(chart.svg)  # noqa: S314 - our own


def test_raw_values_are_refused() -> None:
    for draw in (
        lambda raw: figures.levels(raw, VOICE, THEME, period=NOW),
        lambda raw: figures.stages(raw, VOICE, THEME, periods=PERIODS),
        lambda raw: figures.area_map(raw, VOICE, THEME, period=NOW, districts=DISTRICTS, shapes=SQUARES),
    ):
        with pytest.raises(TypeError, match=r"disclosure\.protect"):
            draw(pd.DataFrame())


# --- shapes of the map -------------------------------------------------------------------------------------

PLACE = {"slug": "a", "name": "A", "short": "A"}


@pytest.mark.parametrize(
    "shape",
    [
        {"shape": [[[0, 0], [1, 0]]], "label": [0, 0]},  # no area
        {"shape": [[[0, 0], [1, 1], [2, 2]]], "label": [0, 0]},  # on one line
        {"shape": [[[0, 0], [1, 0], [0, math.inf]]], "label": [0, 0]},
        {"shape": [[[0, 0], [1, 0], [0]]], "label": [0, 0]},
        {"shape": [[[0, 0], [1, 0], [0, 1]]]},  # nowhere to write the name
        {"label": [0, 0]},
    ],
)
def test_a_shape_that_cannot_be_drawn_is_refused(shape: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        District.model_validate({**PLACE, **shape})


def test_shipped_neighbours_share_corners(root: Path) -> None:
    corners = {d.slug: {p for ring in d.shape for p in ring} for d in read_project(root).districts}
    for one, other in (("malinau", "nunukan"), ("malinau", "bulungan"), ("malinau", "tana-tidung"),
                       ("nunukan", "tana-tidung"), ("bulungan", "tana-tidung")):  # fmt: skip
        assert len(corners[one] & corners[other]) >= 3
    assert not corners["tarakan"] & corners["bulungan"]  # an island


def test_facts_of_titles_are_read_back(drawn: dict[str, Chart]) -> None:
    assert all(any(isinstance(span, Fact) for span in chart.title) for chart in drawn.values())
