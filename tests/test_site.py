"""The front pages: what they say of every report, where they lead, and whose numbers they show."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import site_sample
from document_sample import DOCUMENT
from site_sample import NEW, OLD

from evalhelpers.cli.planning import neighbours
from evalhelpers.errors import GateError
from evalhelpers.press import finished, manifest, plan, run, shelf
from evalhelpers.press.document import indicator_csv
from evalhelpers.press.front import Front
from evalhelpers.press.gate import Rendered
from evalhelpers.press.html import page
from evalhelpers.press.site import write_index

COUNTED = (("numerator", "31"), ("denominator", "40"))


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return site_sample.make(tmp_path_factory.mktemp("situs"))


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """Write a site that a test may change."""
    return site_sample.make(tmp_path)


def text(path: Path) -> str:
    """Return what a page says, without its style."""
    body = re.sub(r"<style>.*?</style>", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", body).split())


def change(site: Path, code: str, slug: str, **fields: Any) -> None:
    value = json.loads((site / code / manifest.NAME).read_text(encoding="utf-8"))
    value["reports"][slug].update(fields)
    del value["version"]
    manifest.write(site / code, value)


def cell(site: Path, area: str, period: str) -> str:
    """Return what the index says of an area in a period."""
    rows = re.findall(r"<tr>.*?</tr>", (site / "index.html").read_text(encoding="utf-8"), re.DOTALL)
    [row] = [row for row in rows if f'<th scope="row"><a href="{period}/index.html">' in row]
    [found] = [part for part in re.findall(r"<td>.*?</td>", row, re.DOTALL) if area in part]
    return " ".join(re.sub(r"<[^>]+>", " ", found).split())


def test_the_index_says_of_every_report_what_it_is(site: Path) -> None:
    assert cell(site, "Kota Tarakan", NEW).endswith(": 33 dari 41 konsep")
    assert cell(site, "Kota Tarakan", OLD).endswith(": 30 dari 41 final")
    assert cell(site, "Tana Tidung", NEW).endswith("Baca lama: laporan baru belum dapat dibuat")
    assert cell(site, "Nunukan", NEW).endswith("belum dapat dibuat")
    assert cell(site, "Nunukan", OLD).endswith(": –")
    assert "Angka dalam tabel: Usaha masih berjalan" in text(site / "index.html")


def test_what_changed_is_told_as_counts_of_two_reports(site: Path) -> None:
    said = "33 dari 41 , sebelumnya 30 dari 41 (Semester II Tahun 2024)"
    assert f"Usaha masih berjalan, Provinsi Kalimantan Utara: {said}" in text(site / "index.html")
    assert text(site / NEW / "index.html").count(said) == 2
    assert "sebelumnya" not in text(site / OLD / "index.html")


def test_the_count_before_is_the_one_that_the_report_itself_states(own: Path) -> None:
    value = json.loads((own / NEW / manifest.NAME).read_text(encoding="utf-8"))
    tiles = value["reports"]["tarakan"]["tiles"]
    again = [{"id": f"B1.utama/semua/{OLD}/{name}", "value": n, "text": n} for name, n in COUNTED]
    tiles[0]["detail"] += ["; sebelumnya ", again[0], " dari ", again[1]]
    change(own, NEW, "tarakan", tiles=tiles)
    change(own, NEW, "provinsi", tiles=tiles)
    write_index(own, site_sample.project())
    assert "33 dari 41 , sebelumnya 31 dari 40 (Semester II Tahun 2024)" in text(own / "index.html")
    # Beside the key figure that says it nothing says it again.
    assert text(own / NEW / "index.html").count("sebelumnya") == 2


@pytest.mark.parametrize("other", [{"of": "B3.bertahan"}, {"tiles": []}])
def test_counts_of_different_things_are_not_compared(own: Path, other: dict[str, Any]) -> None:
    value = json.loads((own / OLD / manifest.NAME).read_text(encoding="utf-8"))
    tiles = json.loads(
        json.dumps(value["reports"]["tarakan"]["tiles"]).replace("B1.utama", other.get("of", ""))
    )
    change(own, OLD, "tarakan", tiles=other.get("tiles", tiles))
    write_index(own, site_sample.project())
    assert text(own / NEW / "index.html").count("sebelumnya") == 1
    assert cell(own, "Kota Tarakan", OLD).endswith(": Baca final")


def test_every_link_leads_to_a_file_or_a_place_of_the_site(site: Path) -> None:
    pages = sorted(site.rglob("index.html"))
    assert len(pages) == 9
    for path in pages:
        html = path.read_text(encoding="utf-8")
        addresses = re.findall(r'href="([^"]+)"', html)
        assert len(addresses) > 3
        for address in addresses:
            name, _, place = address.partition("#")
            target = path.parent / name if name else path
            assert target.is_file(), (path, address)
            assert site.resolve() in target.resolve().parents
            if place:
                assert f' id="{place}"' in target.read_text(encoding="utf-8"), (path, address)


def test_the_key_figures_of_a_report_stand_on_its_periods_page(site: Path) -> None:
    shown = finished.page((site / NEW / "index.html").read_bytes())
    assert [fact[2] for fact in shown.facts[:3]] == ["80,5 persen", "33", "41"]
    assert 'class="tiles"' in (site / NEW / "index.html").read_text(encoding="utf-8")


def test_a_number_that_is_not_that_of_its_report_stops_the_page(
    own: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    honest = shelf.headline

    def changed(tiles: Any, period: str) -> Any:
        found = honest(tiles, period)
        return found and replace(found, known=replace(found.known, text="42"))

    monkeypatch.setattr(shelf, "headline", changed)
    with pytest.raises(GateError, match="bukan angka laporannya"):
        write_index(own, site_sample.project())


def test_a_name_in_a_key_figure_stops_the_page(own: Path, tmp_path: Path) -> None:
    names = tmp_path / "forbidden.json"
    names.write_text(json.dumps({"version": 1, "names": ["Siti Aminah"], "streets": []}), encoding="utf-8")
    change(own, NEW, "tarakan", tiles=[site_sample.tile(label="Siti Aminah", number="1")])
    with pytest.raises(GateError, match="register"):
        write_index(own, site_sample.project(), names)


def test_text_of_a_key_figure_is_only_text(own: Path) -> None:
    change(own, NEW, "tarakan", tiles=[site_sample.tile(label="<script>1</script>", number="{{ 7*7 }}")])
    write_index(own, site_sample.project())
    html = (own / NEW / "index.html").read_text(encoding="utf-8")
    assert "<script" not in html
    assert "{{ 7*7 }}" in html


def test_manifests_without_key_figures_and_of_former_districts_have_their_place(own: Path) -> None:
    value = json.loads((own / NEW / manifest.NAME).read_text(encoding="utf-8"))
    former = {**value["reports"]["tarakan"], "files": {}}
    del former["tiles"], value["version"]
    value["reports"]["kota-lama"] = former
    manifest.write(own / NEW, value)
    write_index(own, site_sample.project())
    heads = re.findall(r'<th scope="col">([^<]+)</th>', (own / "index.html").read_text(encoding="utf-8"))
    assert heads[1] == "Provinsi Kalimantan Utara"
    assert heads[-1] == "kota-lama"


def test_the_front_pages_are_the_same_bytes_again(own: Path) -> None:
    before = {path: path.read_bytes() for path in own.rglob("index.html")}
    write_index(own, site_sample.project())
    assert {path: path.read_bytes() for path in own.rglob("index.html")} == before


def test_the_key_figures_of_a_published_report_are_kept_for_the_index(tmp_path: Path, front: Front) -> None:
    task = run.Task("tarakan", NEW, tmp_path / "x.ipynb", {}, front, tmp_path, None)
    files: dict[str, bytes | None] = {
        "index.html": page(DOCUMENT, front, has_pdf=False).encode(),
        "indikator.csv": indicator_csv(DOCUMENT.values),
    }
    run.publish(task, run.Made(Rendered(files, b"", DOCUMENT), 1.0))
    record = plan.read_record(tmp_path, NEW, "tarakan")
    assert record is not None
    made = manifest.entries(
        None, [run.Result("tarakan", NEW, "ok")], tmp_path / "site" / NEW, {}, {"tarakan": record.tiles}
    )
    assert made["tarakan"]["tiles"][0]["label"] == "Usaha masih berjalan"
    failed = manifest.entries(
        {"reports": made}, [run.Result("tarakan", NEW, "failed")], tmp_path / "site" / NEW, {}, {}
    )
    assert failed["tarakan"] == {**made["tarakan"], "status": "old"}


def test_a_site_without_reports_says_so(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    assert "Belum ada laporan." in text(write_index(tmp_path / "site", site_sample.project()))


def test_a_draft_is_one_in_title_and_metadata_and_a_final_is_not(site: Path) -> None:
    for name, state in ((NEW, "konsep"), (OLD, "final")):
        for path in (site / name / "index.html", site / name / "tarakan" / "index.html"):
            html = path.read_text(encoding="utf-8")
            assert f'<meta name="status" content="{state}">' in html
            assert ("<title>[KONSEP] " in html) == (state == "konsep")
            assert ('<body class="draft">' in html) == (state == "konsep")


class TestNeighbours:
    sheets = site_sample.project().runs

    def of(self, code: str, slug: str = "tarakan", there: tuple[str, ...] = tuple(sheets)) -> tuple[str, str]:
        return neighbours(self.sheets.values(), self.sheets[code], slug, there.__contains__)

    def test_they_are_the_nearest_before_and_after(self) -> None:
        assert self.of("2024-S2") == ("2024-S1", "2025-S1")
        assert self.of("2023-S1") == ("", "2023-S2")

    def test_a_report_that_is_not_there_is_passed_over(self) -> None:
        assert self.of("2024-S2", there=("2023-S1", "2025-S2")) == ("2023-S1", "2025-S2")
        assert self.of("2024-S2", there=()) == ("", "")

    def test_periods_of_another_length_or_without_the_place_are_no_neighbours(self) -> None:
        quarter = self.sheets["2024-S1"].model_copy(update={"period": "2024-TW3"})
        without = self.sheets["2024-S1"].model_copy(update={"districts": ("malinau",)})
        for other in (quarter, without):
            sheets = [other, self.sheets["2024-S2"]]
            assert neighbours(sheets, self.sheets["2024-S2"], "tarakan", lambda _: True) == ("", "")
        assert neighbours([without], self.sheets["2024-S2"], "provinsi", lambda _: True) == ("2024-S1", "")
