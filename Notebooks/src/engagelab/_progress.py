"""How progress is shown while the engine works."""

from __future__ import annotations

import sys
import time
import warnings
from typing import Any, Callable, Optional, Union

#: What is told to a callable: how much is done, of how much (0: not known), and what is counted.
ProgressCallback = Callable[[int, int, str], object]

#: None shows a bar where somebody looks, True always, False never; a callable is told instead.
ProgressOption = Union[None, bool, ProgressCallback]

#: Work that is over sooner shows no bar.
_PATIENCE = 0.5


def check_progress(progress: ProgressOption) -> None:
    """Refuse what is no way to show progress."""
    if progress is not None and not isinstance(progress, bool) and not callable(progress):
        raise TypeError(
            "progress must be None, True, False or a callable (done, total, unit), "
            f"not {type(progress).__name__}"
        )


class Watcher:
    """Shows the progress of one job, or tells it to a callable."""

    def __init__(self, progress: ProgressOption, label: str) -> None:
        check_progress(progress)
        self._callback = progress if callable(progress) else None
        self._shows = progress is True or (progress is None and _somebody_looks())
        self._label = label
        self._begin = time.monotonic()
        self._bar: Optional[Any] = None
        self._last: Optional[tuple[int, int]] = None

    def update(self, done: int, total: int, unit: str) -> None:
        """Show how far the work is."""
        if self._callback is not None:
            if self._last != (done, total):
                self._last = (done, total)
                self._callback(done, total, unit)
            return
        if not self._shows or time.monotonic() - self._begin < _PATIENCE:
            return
        if self._bar is None:
            self._bar = self._make_bar(total, unit)
            if self._bar is None:
                self._shows = False
                return
        self._bar.total = total or None
        self._bar.update(done - self._bar.n)

    def _make_bar(self, total: int, unit: str) -> Optional[Any]:
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                from tqdm.auto import tqdm
        except ImportError:
            return None
        return tqdm(
            total=total or None,
            desc=self._label,
            unit=f" {unit}",
            unit_scale=True,
            leave=False,
            dynamic_ncols=True,
            file=sys.stderr,
        )

    def close(self) -> None:
        """Take the bar away."""
        if self._bar is not None:
            self._bar.close()
            self._bar = None


def _somebody_looks() -> bool:
    shell = getattr(sys.modules.get("IPython"), "get_ipython", lambda: None)()
    if getattr(shell, "kernel", None) is not None:
        return True
    stderr = sys.stderr
    return stderr is not None and stderr.isatty()
