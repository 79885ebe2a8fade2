"""The summary of a run: one row a task."""
import os
from dataclasses import dataclass
from pathlib import Path

import geopandas as gpd
import pandas as pd

from wangge import _plan_file

COLUMNS = [
    "name", "state", "communities", "households", "grids", "in_range", "optimal", "infeasible", "bound", "violations", "findings", "left_out", "covered",
    "stopped_early", "seconds", "cpu_seconds", "peak_mb", "engine", "warning", "error",
]  # fmt: skip
COUNTS = [
    "communities", "households", "grids", "in_range", "optimal", "infeasible", "bound", "violations", "findings", "left_out",
]  # fmt: skip


@dataclass(frozen=True)
class Report:
    """What became of the tasks.

    Attributes
    ----------
    table : pandas.DataFrame
        One row a task, in the order given: ``state`` (``done`` now, ``kept`` from an earlier run, ``failed``), ``households``,
        ``grids``, ``in_range``, communities by proof (``optimal``, ``infeasible``, ``bound``), ``violations``, ``findings``,
        ``left_out`` (records that are in no grid), ``seconds``, ``cpu_seconds``, ``peak_mb``, ``error`` ... The same is in
        ``summary.csv``.
    out : Path
        Folder with one folder a task.
    """

    table: pd.DataFrame
    out: Path

    @property
    def failures(self):
        """Rows of the tasks that failed, with the reason in ``error``."""
        return self.table[self.table["state"] == "failed"]

    def totals(self):
        """Sums over the tasks that are done; peak memory is the greatest."""
        good = self.table[self.table["state"] != "failed"]
        sums = good[[*COUNTS, "seconds", "cpu_seconds"]].sum()
        return pd.concat([sums, pd.Series({"peak_mb": good["peak_mb"].max() if len(good) else 0})])

    def layer(self, name: str = "grids") -> gpd.GeoDataFrame:
        """One layer of the plans of all tasks that are done, with the column ``task``.

        Parameters
        ----------
        name : {"grids", "cells", "communities", "findings", "violations"}

        Returns
        -------
        geopandas.GeoDataFrame

        Raises
        ------
        WanggeError
            Code 101: a task has no plan in a format that is read here (GeoPackage, GeoParquet, GeoJSON, FlatGeobuf, Shapefile).
        """
        good = self.table.loc[self.table["state"] != "failed", "name"]
        frames = [_plan_file.read_layer(self.out / task, name).assign(task=task) for task in good]
        systems = {frame.crs for frame in frames if len(frame)}
        if len(systems) > 1:  # cities of several zones: degrees are common to all
            frames = [frame.to_crs("EPSG:4490") for frame in frames]
        filled = [frame for frame in frames if len(frame)] or frames[:1]
        return pd.concat(filled, ignore_index=True) if filled else gpd.GeoDataFrame({"task": []}, geometry=[])

    def __repr__(self):
        states = self.table["state"].value_counts()
        words = ", ".join(f"{states[word]} {word}" for word in ("done", "kept", "failed") if word in states)
        return f"<wangge.batch.Report: {words} in {self.out}>"


def summary(tasks, rows, out):
    """Writes summary.csv beside and renames it; utf-8-sig, so that a spreadsheet shows Chinese names."""
    table = pd.DataFrame([rows[task.name] for task in tasks if task.name in rows]).reindex(columns=COLUMNS)
    table[COUNTS] = table[COUNTS].astype("Int64")
    for name in ("warning", "error"):
        table[name] = ["" if pd.isna(text) else str(text) for text in table[name]]
    beside = out / ".summary.csv"
    table.to_csv(beside, index=False, encoding="utf-8-sig", lineterminator="\n")
    os.replace(beside, out / "summary.csv")
    return Report(table, out)
