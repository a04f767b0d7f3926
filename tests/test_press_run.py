"""The batch: what a failing, dying or refused report does to itself and to the others."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import nbformat
import pytest

from evalhelpers.press import run
from evalhelpers.press.files import replace_folder
from evalhelpers.press.front import Front
from evalhelpers.press.pool import Pool, start_template

pytestmark = pytest.mark.slow


def notebook(path: Path, *sources: str) -> Path:
    cells = [nbformat.v4.new_code_cell('district: str = "x"', metadata={"tags": ["parameters"]})]
    cells += [nbformat.v4.new_code_cell(source) for source in sources]
    nb = nbformat.v4.new_notebook(
        cells=cells,
        metadata={"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}},
    )
    nbformat.write(nb, path)
    return path


def task(tmp_path: Path, source: Path, district: str, front: Front) -> run.Task:
    return run.Task(
        district=district,
        period="2025-S1",
        notebook=source,
        parameters={"district": district},
        front=front,
        outputs=tmp_path / "outputs",
        forbidden=None,
    )


def run_all(
    tasks: list[run.Task], *, workers: int, memory: int | None = None, **more: object
) -> list[run.Result]:
    template = start_template()
    log = tasks[0].outputs / "internal/runs/kernel.log"
    try:
        with Pool(workers, log, memory=memory, template=template) as pool:
            return list(run.run_all(tasks, pool, **more))
    finally:
        if template:
            template.stop()


GOOD = """
from evalhelpers.blocks import MIME, Heading, Prose, Values, to_json
class Shown:
    def _repr_mimebundle_(self, **_):
        blocks = (Heading("Ringkasan", 1, "ringkasan"), Prose((("Tidak ada data.",),)), Values(("code", "measure", "district", "period", "group", "value", "numerator", "denominator", "missing", "low", "high", "bound_low", "bound_high", "unit"), ()))
        return {MIME: to_json(blocks), "text/html": "<p>Tidak ada data.</p>"}
Shown()
"""


def test_a_failing_notebook_is_kept_with_a_plain_cause_and_the_others_are_published(
    tmp_path: Path, front: Front
) -> None:
    good = notebook(tmp_path / "good.ipynb", GOOD)
    bad = notebook(tmp_path / "bad.ipynb", "raise ValueError('kolom hilang')")
    tasks = [task(tmp_path, bad, "malinau", front), task(tmp_path, good, "tarakan", front)]
    results = {r.district: r for r in run_all(tasks, workers=2)}
    assert results["tarakan"].status == "ok"
    assert (tmp_path / "outputs/site/2025-S1/tarakan/index.html").exists()
    assert results["malinau"].status == "failed"
    assert "ValueError: kolom hilang" in results["malinau"].cause
    kept = tmp_path / "outputs/internal/notebooks/2025-S1/malinau.gagal.ipynb"
    assert "kolom hilang" in kept.read_text(encoding="utf-8")
    assert not (tmp_path / "outputs/site/2025-S1/malinau").exists()
    assert not list((tmp_path / "outputs/internal/staging").rglob("*.*"))


def test_a_worker_that_dies_takes_only_its_own_report_with_it(tmp_path: Path, front: Front) -> None:
    # The folder of a worker's kernels is named by its number; killing it is what the system does when
    # memory runs out.
    deadly = notebook(
        tmp_path / "deadly.ipynb",
        "import os, pathlib, signal\n"
        "os.kill(int(pathlib.Path(os.environ['JUPYTER_RUNTIME_DIR']).parent.name), signal.SIGKILL)",
    )
    good = notebook(tmp_path / "good.ipynb", GOOD)
    tasks = [task(tmp_path, deadly, "malinau", front), task(tmp_path, good, "tarakan", front)]
    results = {r.district: r for r in run_all(tasks, workers=2, attempts=3)}
    assert {slug: r.status for slug, r in results.items()} == {"malinau": "failed", "tarakan": "ok"}
    assert results["malinau"].cause == "proses pembuat laporan berhenti mendadak, 3 kali dicoba"


def test_a_dead_kernel_is_said_to_be_one(tmp_path: Path, front: Front) -> None:
    dead = notebook(tmp_path / "dead.ipynb", "import os; os._exit(9)")
    [result] = run_all([task(tmp_path, dead, "malinau", front)], workers=1)
    assert result.status == "failed"
    assert result.cause == "kernel berhenti sendiri dengan kode 9"


def test_an_old_page_stays_when_its_new_run_fails(tmp_path: Path, front: Front) -> None:
    page = tmp_path / "outputs/site/2025-S1/tarakan/index.html"
    page.parent.mkdir(parents=True)
    page.write_text("lama", encoding="utf-8")
    bad = notebook(tmp_path / "bad.ipynb", "1 / 0")
    [result] = run_all([task(tmp_path, bad, "tarakan", front)], workers=1)
    assert result.status == "failed"
    assert page.read_text(encoding="utf-8") == "lama"


def test_a_page_with_a_name_from_the_register_is_refused(tmp_path: Path, front: Front) -> None:
    forbidden = tmp_path / "forbidden.json"
    forbidden.write_text(json.dumps({"version": 1, "names": ["tidak ada"], "streets": []}), encoding="utf-8")
    good = notebook(tmp_path / "good.ipynb", GOOD)
    named = run.Task(**{**vars(task(tmp_path, good, "tarakan", front)), "forbidden": forbidden})
    [result] = run_all([named], workers=1)
    assert result.status == "refused"
    assert "index.html" in result.cause
    assert not (tmp_path / "outputs/site/2025-S1/tarakan").exists()


def test_fail_fast_gives_back_what_was_not_started(tmp_path: Path, front: Front) -> None:
    bad = notebook(tmp_path / "bad.ipynb", "1 / 0")
    tasks = [task(tmp_path, bad, slug, front) for slug in ("a", "b", "c")]
    results = [r.status for r in run_all(tasks, workers=1, fail_fast=True)]
    assert results == ["failed", "skipped", "skipped"]


def test_replacing_a_folder_leaves_no_trace_of_the_old_one(tmp_path: Path) -> None:
    old, new = tmp_path / "site", tmp_path / "new"
    old.mkdir()
    (old / "a").write_text("lama")
    new.mkdir()
    (new / "b").write_text("baru")
    replace_folder(new, old)
    assert sorted(p.name for p in tmp_path.rglob("*")) == ["b", "site"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such bound")
def test_a_report_that_wants_too_much_memory_fails_alone_and_says_so(tmp_path: Path, front: Front) -> None:
    greedy = notebook(tmp_path / "greedy.ipynb", "import numpy\nx = numpy.ones(500_000_000)")
    good = notebook(tmp_path / "good.ipynb", GOOD)
    tasks = [task(tmp_path, greedy, "malinau", front), task(tmp_path, good, "tarakan", front)]
    results = {r.district: r for r in run_all(tasks, workers=1, memory=2 << 30)}
    assert results["tarakan"].status == "ok"
    assert "memori habis" in results["malinau"].cause


def killed(path: Path, times: int) -> Path:
    """Write a notebook whose kernel is killed from outside some times before it runs through."""
    return notebook(
        path,
        f"import os, pathlib, signal\nfound = pathlib.Path({str(path.with_suffix('.txt'))!r})\n"
        "tries = int(found.read_text()) + 1 if found.exists() else 1\nfound.write_text(str(tries))\n"
        f"if tries <= {times}:\n    os.kill(os.getpid(), signal.SIGKILL)",
        GOOD,
    )


def test_a_report_whose_kernel_is_killed_is_tried_again_behind_the_others(
    tmp_path: Path, front: Front
) -> None:
    unlucky = killed(tmp_path / "unlucky.ipynb", 4)
    good = notebook(tmp_path / "good.ipynb", GOOD)
    tasks = [task(tmp_path, unlucky, "bulungan", front), task(tmp_path, good, "tarakan", front)]
    told: list[str] = []
    assert [(r.district, r.status) for r in run_all(tasks, workers=1, tell=told.append)] == [
        ("tarakan", "ok"),
        ("bulungan", "ok"),
    ]
    killed_again = "2025-S1 bulungan: kernel dihentikan dari luar (sinyal SIGKILL); dicoba lagi dalam"
    assert told == [f"{killed_again} {seconds} detik" for seconds in ("0", "0.5", "1", "2")]
    assert not list((tmp_path / "outputs/internal").rglob("*.gagal.ipynb"))


def test_a_report_that_is_killed_whenever_it_is_tried_is_given_up(tmp_path: Path, front: Front) -> None:
    [result] = run_all(
        [task(tmp_path, killed(tmp_path / "n.ipynb", 99), "tarakan", front)], workers=1, attempts=3
    )
    assert result.status == "failed"
    assert result.cause == "kernel dihentikan dari luar (sinyal SIGKILL), 3 kali dicoba"
    assert (tmp_path / "n.txt").read_text() == "3"
