"""The processes of a run."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING

from evalhelpers.press.pool import Pool, memory_per_worker, start_template

if TYPE_CHECKING:
    from evalhelpers.cli.options import Place


class Workers:
    """The processes of a run: begun when there is something to do, ended with it.

    What the kernels are forked from imports from the first moment on, beside this process: it is what
    a run with something to do would wait for. On one core that would only be in the way.
    """

    def __init__(self, workers: int | None) -> None:
        cores = os.cpu_count() or 1
        self.count = workers or cores
        self._template = start_template() if cores > 1 else None
        self._pool: Pool | None = None

    def __enter__(self) -> Workers:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def stop(self) -> None:
        """End the processes, in the middle of what they do."""
        pool, self._pool = self._pool, None
        if pool is not None:
            pool.close()
        template, self._template = self._template, None
        if template is not None:
            template.stop()

    def pool(self, here: Place, modules: Sequence[str] = ()) -> Pool:
        """Return the processes; they import while the caller goes on, `modules` among the rest."""
        if self._pool is None:
            log = here.outputs / "internal" / "runs" / "kernel.log"
            self._template = self._template or start_template()
            memory = memory_per_worker(self.count)
            self._pool = Pool(self.count, log, memory=memory, template=self._template, modules=modules)
            self._pool.warm()
        return self._pool
