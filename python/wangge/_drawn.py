"""A plan of any origin, from frames or a file to the engine: drawn by hand (grids alone) or with cells."""
import os
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd

from wangge import _frames as frames
from wangge import _native, _plan_file, _sections
from wangge.errors import EMPTY_LAYER, INVALID_INPUT, WanggeError
from wangge.plan import Plan


def native_plan(plan, communities, job):
    """`communities` are those of the job: grids that name none lie where their inside lies."""
    grids, cells = _layers(plan, job.crs)
    frames.require_same(grids, job.crs, "plan")
    frames.require_types(grids, frames.POLYGONS, "plan")
    if len(grids) == 0:
        raise WanggeError("the plan holds no grid", EMPTY_LAYER)
    code = _sections.code_column(grids, "plan")
    engine = _native.Plan()
    engine.set_grids(
        frames.texts(grids[code]), _words(grids, "grid_name"), _words(grids, "kind"), _words(grids, "exclusive_id"),
        _communities(grids, communities, job), _counts(grids, "households"), frames.area_arrays(grids),
    )  # fmt: skip
    if cells is not None and len(cells):
        frames.require_same(cells, job.crs, "cells of the plan")
        engine.set_cells(
            _words(cells, "grid_code"), _words(cells, "micro_code"), _rows(cells, "building_id", job.buildings),
            _rows(cells, "community_code", job.communities), _rows(cells, "compound_id", job.compounds), _counts(cells, "households"),
            frames.area_arrays(cells),
        )  # fmt: skip
    return engine


def _layers(plan, crs):
    if isinstance(plan, Plan):
        return plan.grids, plan.cells
    if isinstance(plan, gpd.GeoDataFrame):
        return plan, None
    if isinstance(plan, (str, os.PathLike)):
        grids, cells = _plan_file.read_grids(Path(plan))
        # A file in another system is brought here, as the program does; frames in memory are the caller's to place.
        return tuple(one if one is None or one.crs is None else one.to_crs(crs) for one in (grids, cells))
    raise WanggeError(f"plan is a {type(plan).__name__}; it must be a Plan, a GeoDataFrame of grids or a path", INVALID_INPUT)


def _words(frame, name):
    return frames.texts(frame[name]) if name in frame.columns else [""] * len(frame)


def _counts(frame, name):
    if name not in frame.columns:
        return np.zeros(len(frame), np.int32)
    counts = pd.to_numeric(frame[name], errors="coerce").to_numpy(dtype=float, na_value=0.0)
    return np.clip(np.nan_to_num(counts), -2e9, 2e9).astype(np.int32)


def _rows(frame, name, ids):
    return frames.rows_of(frame[name], ids) if name in frame.columns else np.full(len(frame), -1, np.int32)


def _communities(grids, communities, job):
    rows = _rows(grids, "community_code", job.communities)
    lost = np.flatnonzero((rows < 0) & grids.geometry.notna().to_numpy() & ~grids.geometry.is_empty.to_numpy())
    if len(lost):
        inside = gpd.GeoDataFrame(geometry=grids.geometry.iloc[lost].representative_point().to_numpy(), crs=job.crs)
        land = gpd.GeoDataFrame({"row": np.arange(len(communities))}, geometry=communities.geometry.to_numpy(), crs=job.crs)
        found = gpd.sjoin(inside, land, predicate="within")
        found = found[~found.index.duplicated()]
        rows[lost[found.index.to_numpy()]] = found["row"].to_numpy()
    return rows
