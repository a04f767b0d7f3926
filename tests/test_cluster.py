"""The same reports on a Dask cluster: a real scheduler, and two workers in folders of their own."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import small_project as small

pytest.importorskip("distributed", reason="the extra `dask` is not installed")
pytestmark = pytest.mark.slow


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = small.make(tmp_path_factory.mktemp("klaster"))
    code, said = small.run(place)
    assert code == 0, said
    return place


@pytest.fixture(scope="module")
def scheduler(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Start a scheduler and two workers; each has its own home, folder for temporary files, and working folder."""
    place = tmp_path_factory.mktemp("mesin")
    address = f"tcp://127.0.0.1:{free_port()}"
    processes = []

    def start(name: str, module: str, *more: str) -> None:
        home = place / name
        home.mkdir()
        env = {**os.environ, "TMPDIR": str(home), "HOME": str(home)}
        log = (home / "log").open("wb")
        processes.append(
            subprocess.Popen([sys.executable, "-m", module, *more], cwd=home, env=env, stdout=log, stderr=log)
        )
        log.close()

    port = address.rpartition(":")[2]
    start(
        "penjadwal", "distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", port, "--no-dashboard"
    )
    for name in ("satu", "dua"):
        start(
            name, "distributed.cli.dask_worker", address, "--nthreads", "1", "--no-dashboard", "--name", name
        )
    time.sleep(1)
    yield address
    for process in processes:
        process.terminate()
    for process in processes:
        process.wait(30)


def test_a_cluster_that_shares_only_a_store_makes_the_same_bytes(
    made: Path, scheduler: str, tmp_path: Path
) -> None:
    wanted = small.tree(made / "outputs/site")
    shutil.copytree(made, tmp_path / "proyek")
    place = tmp_path / "proyek"
    shutil.rmtree(place / "outputs/site")
    store = tmp_path / "bersama"
    code, said = small.run(place, "--dask", scheduler, "--store", store.as_uri())
    assert code == 0, said
    assert "Laporan: 4 terbit." in said
    assert small.tree(place / "outputs/site") == wanted
    assert not list(store.rglob("*.*")), "the store is left as it was"
    assert "Laporan: 4 tidak berubah." in small.run(place)[1]


def test_a_failed_report_on_a_cluster_is_told_as_anywhere(made: Path, scheduler: str, tmp_path: Path) -> None:
    shutil.copytree(made, tmp_path / "proyek")
    place = tmp_path / "proyek"
    path = place / "notebooks/district_report.ipynb"
    path.write_text(
        path.read_text(encoding="utf-8").replace('report.section(\\"penyebab\\")', "1 / 0"), encoding="utf-8"
    )
    code, said = small.run(place, "--dask", scheduler)
    assert code == 1, said
    assert "Laporan: 2 tidak berubah, 2 gagal." in said
    assert "ZeroDivisionError" in said


def test_a_report_whose_kernel_is_killed_on_a_cluster_is_tried_again(
    made: Path, scheduler: str, tmp_path: Path
) -> None:
    shutil.copytree(made, tmp_path / "proyek")
    place, mark = tmp_path / "proyek", tmp_path / "mati"
    path = place / "notebooks/district_report.ipynb"
    kill = f"__import__('os').path.exists('{mark}') or (open('{mark}', 'w').close(), __import__('os').kill(__import__('os').getpid(), 9))"
    section = 'report.section(\\"penyebab\\")'
    changed = path.read_text(encoding="utf-8").replace(section, f"({kill}) and {section}")
    path.write_text(changed, encoding="utf-8")
    code, said = small.run(place, "--dask", scheduler)
    assert code == 0, said
    assert mark.exists()
    assert "Laporan: 2 terbit, 2 tidak berubah." in said


def test_a_cluster_with_other_code_is_refused(made: Path, scheduler: str, tmp_path: Path) -> None:
    shutil.copytree(made, tmp_path / "proyek")
    place = tmp_path / "proyek"
    other = tmp_path / "lain/coba-1.dist-info"
    other.mkdir(parents=True)
    env = {"PYTHONPATH": str(tmp_path / "lain")}
    code, said = small.run(place, "--dask", scheduler, env=env)
    assert code == 1, said
    assert "di mesin Dask ini berbeda" in said


def test_nobody_at_the_address_is_said_plainly_and_changes_nothing(made: Path) -> None:
    before = small.tree(made / "outputs/site")
    code, said = small.run(made, "--force", "--dask", f"tcp://127.0.0.1:{free_port()}")
    assert code == 2, said
    assert "tidak menjawab" in said
    assert small.tree(made / "outputs/site") == before
