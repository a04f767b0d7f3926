"""The same tasks on a Dask cluster, whose machines share nothing with this one but a place for files.

Inputs go there as one archive, named by its content; what a report consists of comes back from there.
Only pseudonymous data leave this machine: the list of names stays here, and with it the gate.
"""

from __future__ import annotations

import io
import json
import os
import shutil
import tempfile
import threading
import time
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import fsspec

from evalhelpers import fingerprints
from evalhelpers.errors import ParamError, ReportError
from evalhelpers.press import run
from evalhelpers.press.files import write_atomically

if TYPE_CHECKING:
    from distributed import Client

LOCAL = "local"
# Dask counts a kernel that was ended from outside as an error of the task, and tries again at once.
RETRIES = 5
_KEPT_SECONDS = 24 * 3600
_FOLDERS = ("params", "notebooks", "dataset")
_SITES = "asal.parquet"
# papermill changes the folder of the whole process, so a process makes one report at a time.
_alone = threading.Lock()


@dataclass(frozen=True)
class Remote:
    """A task for a machine elsewhere.

    `store` is where files are shared (any fsspec address), `inputs` the archive in it; `code` says which
    package and environment the report is planned with.
    """

    task: run.Task
    store: str
    inputs: str
    code: tuple[str, str]


@contextmanager
def connect(address: str, workers: int) -> Iterator[Client]:
    """Connect to a scheduler, or start a cluster of processes here for ``local``.

    Raises
    ------
    ParamError
        If Dask is not installed or nobody answers.
    """
    try:
        from distributed import Client, LocalCluster
    except ImportError as error:
        raise ParamError('Dask belum terpasang; jalankan: pip install "evalhelpers[dask]"') from error
    if address == LOCAL:
        cluster = LocalCluster(n_workers=workers, threads_per_worker=1, dashboard_address=None)
        with cluster, Client(cluster) as client:
            yield client
        return
    try:
        client = Client(address, timeout=10)
    except (OSError, ValueError) as error:
        raise ParamError(f"Penjadwal Dask {address} tidak menjawab ({error})") from error
    with client:
        yield client


def run_all(
    tasks: Sequence[run.Task], client: Client, store: str, code: tuple[str, str], *, fail_fast: bool = False
) -> Iterator[run.Result]:
    """Run tasks on the cluster, pass what comes back through the gate here, and yield each result."""
    from distributed import as_completed

    ordered = sorted(tasks, key=lambda t: (-t.weight, t.period, t.district))
    inputs = send_inputs(ordered[0], store) if ordered else ""
    futures = {
        client.submit(make_remote, _remote(task, store, inputs, code), pure=False, retries=RETRIES): task
        for task in ordered
    }
    try:
        for future in as_completed(list(futures)):
            task = futures.pop(future)
            result = _collected(task, future, store)
            yield result
            if fail_fast and result.status != "ok":
                break
        for task in futures.values():
            yield run.Result(task.district, task.period, "skipped", 0.0, "laporan lain gagal lebih dahulu")
    finally:
        client.cancel(list(futures))
        _clear(store, inputs)


def _remote(task: run.Task, store: str, inputs: str, code: tuple[str, str]) -> Remote:
    # The key, the names and the folders of this machine are of no use elsewhere.
    return Remote(replace(task, key={}, forbidden=None), store, inputs, code)


def _collected(task: run.Task, future: Any, store: str) -> run.Result:
    if future.status == "error":
        return run.Result(task.district, task.period, "failed", 0.0, run.plain_cause(future.exception()))
    told: run.Result = future.result()
    if told.status != "ok":
        return told

    def work() -> dict[str, int]:
        return run.publish(task, receive(task, store, told.seconds))

    return replace(run.attempt(task, work), seconds=told.seconds, notes=told.notes)


def send_inputs(task: run.Task, store: str) -> str:
    """Put parameters, notebooks and dataset into the store as one archive; return its name."""
    root = {
        "params": Path(task.parameters["params"]),
        "notebooks": task.notebook.parent,
        "dataset": Path(task.parameters["dataset"]),
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for folder in _FOLDERS:
            for path in sorted(p for p in root[folder].rglob("*") if p.is_file()):
                if path.name == _SITES:
                    continue  # names of raw files may be those of persons, and no report needs them
                # A fixed time: the archive is named by its content.
                entry = zipfile.ZipInfo(f"{folder}/{path.relative_to(root[folder]).as_posix()}")
                archive.writestr(entry, path.read_bytes(), zipfile.ZIP_DEFLATED)
    name = f"inputs-{fingerprints.as_name(fingerprints.of_bytes(buffer.getvalue()))}.zip"
    fs, place = fsspec.core.url_to_fs(store)
    fs.makedirs(place, exist_ok=True)
    if not fs.exists(f"{place}/{name}"):
        fs.pipe_file(f"{place}/{name}", buffer.getvalue())
    return name


def _clear(store: str, inputs: str) -> None:
    """Take away the inputs; what reports have left there has been taken one by one."""
    fs, place = fsspec.core.url_to_fs(store)
    with suppress(OSError):
        fs.rm_file(f"{place}/{inputs}")


def make_remote(remote: Remote) -> run.Result:
    """Make a report on a machine of the cluster and leave its files in the store."""
    from evalhelpers.press import kernels

    if remote.code != (fingerprints.of_package(), fingerprints.of_environment()):
        raise ReportError("evalhelpers atau pustaka di mesin Dask ini berbeda dari mesin yang memerintah")
    with _alone, tempfile.TemporaryDirectory(prefix="uep-") as scratch:
        task = _localised(remote, _unpacked(remote), Path(scratch))
        result = run.attempt(task, lambda: _send(task, run.make(task), remote.store))
    return replace(result, notes=tuple(sorted(kernels.said())))


def _localised(remote: Remote, inputs: Path, scratch: Path) -> run.Task:
    task = remote.task
    own = {"params": str(inputs / "params"), "dataset": str(inputs / "dataset")}
    return replace(
        task,
        notebook=inputs / "notebooks" / task.notebook.name,
        parameters={**task.parameters, **own},
        outputs=scratch,
    )


def _unpacked(remote: Remote) -> Path:
    """Return the folder with the inputs, unpacked once for all tasks of this machine."""
    home = Path(tempfile.gettempdir()) / f"uep-{os.getuid() if hasattr(os, 'getuid') else 0}"
    folder = home / remote.inputs.removesuffix(".zip")
    if folder.exists():
        return folder
    home.mkdir(mode=0o700, exist_ok=True)
    for old in home.iterdir():
        if time.time() - old.stat().st_mtime > _KEPT_SECONDS:
            shutil.rmtree(old, ignore_errors=True)
    fs, place = fsspec.core.url_to_fs(remote.store)
    part = Path(tempfile.mkdtemp(dir=home))
    with zipfile.ZipFile(io.BytesIO(fs.cat_file(f"{place}/{remote.inputs}"))) as archive:
        archive.extractall(part)
    try:
        os.replace(part, folder)
    except OSError:
        # Another process of this machine was quicker.
        shutil.rmtree(part, ignore_errors=True)
    return folder


def _send(task: run.Task, made: run.Made, store: str) -> dict[str, int]:
    fs, place = fsspec.core.url_to_fs(store)
    folder = f"{place}/{task.name}"
    fs.makedirs(folder, exist_ok=True)
    files = {name: data for name, data in made.rendered.files.items() if data is not None}
    notebook = (task.outputs / "internal" / "notebooks" / task.period / f"{task.district}.ipynb").read_bytes()
    for name, data in {**files, "notebook.ipynb": notebook}.items():
        fs.makedirs(f"{folder}/{name}".rpartition("/")[0], exist_ok=True)
        fs.pipe_file(f"{folder}/{name}", data)
    fs.pipe_file(f"{folder}/files.json", json.dumps(sorted(files)).encode())
    return {name: len(data) for name, data in files.items()}


def receive(task: run.Task, store: str, seconds: float) -> run.Made:
    """Take a report out of the store."""
    import nbformat

    from evalhelpers.press.document import findings_json, read
    from evalhelpers.press.gate import Rendered

    fs, place = fsspec.core.url_to_fs(store)
    folder = f"{place}/{task.name}"
    files: dict[str, bytes | None] = {
        name: fs.cat_file(f"{folder}/{name}") for name in json.loads(fs.cat_file(f"{folder}/files.json"))
    }
    notebook = fs.cat_file(f"{folder}/notebook.ipynb")
    kept = task.outputs / "internal" / "notebooks" / task.period / f"{task.district}.ipynb"
    write_atomically(kept, notebook)
    fs.rm(folder, recursive=True)
    document = read(nbformat.reads(notebook.decode("utf-8"), as_version=4))
    return run.Made(Rendered(files, findings_json(document), document), seconds)
