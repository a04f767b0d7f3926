"""Each raw file read and cleaned on its own: what is kept, what is done again, and files that break a child."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from intake_files import BUDI, SITI, VISIT, workbook

from evalhelpers import identity
from evalhelpers.clean.tables import CleanContext
from evalhelpers.params import SourceRule, Sources, read_project
from evalhelpers.prepare import children, files, settle
from evalhelpers.prepare.files import Done, Files
from evalhelpers.prepare.reading import Read, read

PROJECT = read_project(Path(__file__).parents[1])
CONTEXT = CleanContext(PROJECT.districts, PROJECT.reference, PROJECT.not_names)


class Kept:
    """A raw folder, and what is kept of it; counts the files that a child was asked to read."""

    def __init__(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.raw = tmp_path / "raw"
        self.raw.mkdir()
        self.vault = identity.unlock(tmp_path / "identity")
        self.asked: list[str] = []
        # In this process: starting another for each test would be most of its time.
        monkeypatch.setattr(children.Children, "_in_child", self._here)

    def _here(self, task: children.Task) -> None:
        self.asked.append(task.given.state.path)
        files._started[:] = [CONTEXT, self.vault]
        task.work(task.given)

    def read(self, sources: Sources | None = None, basis: str = "") -> Read:
        kept = Files(self.vault.cache, CONTEXT, self.vault, basis, 1)
        found = read(self.raw, sources or Sources(), kept, lambda *_: None)
        kept.prune()
        return found


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Kept:
    return Kept(tmp_path, monkeypatch)


def csv_file(path: Path, *rows: list[str]) -> Path:
    path.write_text("\n".join(",".join(row) for row in rows), encoding="utf-8")
    return path


def rows_of(found: Read) -> pd.DataFrame:
    return settle.gather(found.parts, CONTEXT).frames["kunjungan"]


def same(one: Read, other: Read) -> bool:
    first, second = (settle.gather(found.parts, CONTEXT) for found in (one, other))
    return (
        one.intake == other.intake
        and all(first.frames[name].equals(second.frames[name]) for name in first.frames)
        and first.issues.equals(second.issues)
    )


@pytest.mark.parametrize("change", [Path.exists, os.utime], ids=["untouched", "touched"])
def test_an_unchanged_file_is_not_read_again(kept: Kept, change: Callable[[Path], object]) -> None:
    sheets = {"Petunjuk": [["x"]], "S": [["KOP"], VISIT, SITI, BUDI]}
    path = workbook(kept.raw / "a.xlsx", sheets, merges=["A1:B1"], hidden_rows=[1])
    first = kept.read()
    change(path)
    again = kept.read()
    assert kept.asked == ["a.xlsx"]
    assert same(first, again)
    shutil.rmtree(kept.vault.cache)
    assert same(first, kept.read())


def test_only_what_changed_is_read_again(kept: Kept) -> None:
    csv_file(kept.raw / "a.csv", VISIT, SITI)
    csv_file(kept.raw / "b.csv", VISIT, BUDI)
    kept.read()
    csv_file(kept.raw / "b.csv", VISIT, [*BUDI[:6], "menolak"])
    found = kept.read()
    assert kept.asked == ["a.csv", "b.csv", "b.csv"]
    assert rows_of(found)["hasil_kunjungan"].tolist() == ["bertemu", "menolak"]


def test_another_rule_or_another_program_reads_again(kept: Kept) -> None:
    csv_file(kept.raw / "a.csv", VISIT, SITI)
    kept.read()
    rule = SourceRule.model_validate_json('{"files": ["*"], "format": {"delimiter": ","}}')
    kept.read(Sources(sources=(rule,)))
    kept.read(basis="lain")
    assert kept.asked == ["a.csv"] * 3


def test_nothing_is_kept_of_files_that_are_gone(kept: Kept) -> None:
    csv_file(kept.raw / "a.csv", VISIT, SITI)
    gone = csv_file(kept.raw / "b.csv", VISIT, BUDI)
    kept.read()
    (kept.vault.cache / "lain.txt").write_text("bukan milik kita", encoding="utf-8")
    gone.unlink()
    kept.read()
    assert len([path for path in kept.vault.cache.iterdir() if path.is_dir()]) == 1
    assert (kept.vault.cache / "lain.txt").exists()


@pytest.mark.parametrize("spoil", ["isi.json", "0.feather", "0-asal.feather"])
def test_what_is_kept_and_spoilt_is_read_again(kept: Kept, spoil: str) -> None:
    csv_file(kept.raw / "a.csv", VISIT, SITI)
    first = kept.read()
    (path,) = kept.vault.cache.glob(f"*/{spoil}")
    path.write_bytes(path.read_bytes()[:-9])
    assert same(first, kept.read())
    assert kept.asked == ["a.csv"] * 2


def test_a_renamed_file_bears_its_new_name(kept: Kept) -> None:
    path = csv_file(kept.raw / "a.csv", VISIT, SITI)
    kept.read()
    path.rename(kept.raw / "z.csv")
    assert rows_of(kept.read())["_file"].tolist() == ["z.csv"]


def test_the_raw_texts_of_some_rows_can_be_had_again(kept: Kept) -> None:
    csv_file(kept.raw / "a.csv", VISIT, SITI, BUDI)
    csv_file(kept.raw / "b.csv", VISIT[1:], BUDI[1:])
    rows = settle.gather(kept.read().parts, CONTEXT)
    wanted = pd.Series([False, True, True])
    cells = rows.raw("kunjungan", wanted, ["nik", "nama"])
    assert cells.index.tolist() == [1, 2]
    assert cells["nama"].tolist() == ["Budi Lawai", "Budi Lawai"]
    assert cells["nik"].fillna("").tolist() == [BUDI[0], ""]


def _hang(job: files.Job) -> None:
    if job.state.path == "a.csv":
        import time

        time.sleep(60)
    files.process(job)


def _die(job: files.Job) -> None:
    if job.state.path == "a.csv":
        os._exit(9)
    files.process(job)


def _fail(job: files.Job) -> None:
    if job.state.path == "a.csv":
        raise RuntimeError("aneh")
    files.process(job)


@pytest.mark.parametrize(("work", "message"), [
    (_hang, "melewati 10 detik"), (_die, "menghentikan proses pembaca"), (_fail, "(RuntimeError)"),
])  # fmt: skip
def test_a_file_that_breaks_its_process_costs_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, work: Callable[[files.Job], None], message: str
) -> None:
    raw = tmp_path / "raw"
    raw.mkdir()
    for name in ("a.csv", "b.csv", "c.csv"):
        csv_file(raw / name, VISIT, SITI)
    vault = identity.unlock(tmp_path / "identity")
    monkeypatch.setattr(files, "SECONDS", 10.0)
    monkeypatch.setattr(files, "process", work)
    children = Files(vault.cache, CONTEXT, vault, "", 1)
    first, *others = read(raw, Sources(), children, lambda *_: None).intake.files
    assert first.status == "unreadable"
    assert message in first.message
    assert [(state.path, state.status) for state in others] == [("b.csv", "read"), ("c.csv", "read")]


def test_what_a_run_left_half_done_is_no_result(kept: Kept, monkeypatch: pytest.MonkeyPatch) -> None:
    csv_file(kept.raw / "a.csv", VISIT, SITI)
    write = files._write

    def stopped(*args: object) -> None:
        write(*args)  # type: ignore[arg-type]
        raise KeyboardInterrupt

    monkeypatch.setattr(files, "_write", stopped)
    with pytest.raises(KeyboardInterrupt):
        kept.read()
    assert list(kept.vault.cache.iterdir()) == []
    monkeypatch.setattr(files, "_write", write)
    assert isinstance(kept.read().parts[0], files.Part)
    assert json.loads(next(kept.vault.cache.glob("*/isi.json")).read_text(encoding="utf-8"))["parts"]
    assert Done(kept.read().intake).parts == ()
