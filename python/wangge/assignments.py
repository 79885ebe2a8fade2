"""Tables of building -> grid, to and from plans and GerryChain."""
import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from wangge import _frames as frames
from wangge.errors import INVALID_INPUT, WanggeError


def as_series(assignment):
    """Any kind of assignment as grid code by building id, both text."""
    if hasattr(assignment, "cells"):  # a plan
        return of_cells(assignment.cells)
    if hasattr(assignment, "assignment"):  # gerrychain.Partition
        assignment = assignment.assignment
    if hasattr(assignment, "to_series"):  # gerrychain.Assignment
        assignment = assignment.to_series()
    if isinstance(assignment, pd.DataFrame):
        ids = frames.column(assignment, "building_id", "assignment")
        assignment = pd.Series(frames.column(assignment, "grid_code", "assignment").to_numpy(), index=ids)
    elif not isinstance(assignment, pd.Series):
        assignment = pd.Series(dict(assignment), dtype=object)
    index = pd.Index(frames.texts(assignment.index), dtype=object, name="building_id")
    if index.has_duplicates:
        raise WanggeError(f"assignment: building {index[index.duplicated()][0]!r} is named twice", INVALID_INPUT)
    return pd.Series(frames.texts(assignment), index=index, name="grid_code", dtype=object)


def of_cells(cells):
    named = cells[["building_id", "grid_code"]].dropna()
    named = named[named["building_id"].astype(str) != ""]
    codes = pd.Series(frames.texts(named["grid_code"]), index=pd.Index(frames.texts(named["building_id"]), dtype=object))
    return codes.rename_axis("building_id").rename("grid_code").sort_index()


def to_nodes(assignment, nodes):
    if nodes is None:
        return dict(assignment)
    return {node: assignment[str(building)] for building, node in dict(nodes).items() if str(building) in assignment.index}


def plan_frames(assignment, cells, communities, low, high, known=None):
    """The frames of a plan whose cells belong to the grids that the assignment says.

    `known`: grids of the plan that the cells come from; those of exclusive units stay so where they keep their buildings."""
    for name in ("building_id", "households", "community_code"):
        frames.column(cells, name, "cells")
    codes = as_series(assignment)
    ids = pd.Series(frames.texts(cells["building_id"]), index=cells.index)
    code = codes.reindex(ids).to_numpy(dtype=object)
    bare = (ids == "").to_numpy()  # land without a building stays with the grid that it had
    if bare.any() and "grid_code" in cells.columns:
        kept = cells["grid_code"].to_numpy(dtype=object)
        code[bare] = np.where(np.isin(kept[bare].astype(str), codes.unique().astype(str)), kept[bare], "")
    lost = ids[pd.isna(code) | (code == "")]
    if len(lost):
        raise WanggeError(f"assignment: no grid for building {lost.iloc[0]!r} and {len(lost) - 1} others", INVALID_INPUT)
    before = cells["grid_code"].reset_index(drop=True) if "grid_code" in cells.columns else None
    cells = cells.assign(grid_code=pd.array(code, dtype=object)).reset_index(drop=True)
    grids = _grids(cells, low, high)
    if known is not None and before is not None:
        _keep_exclusive(grids, cells["grid_code"], before, known)
    if communities is None:
        tally = cells.dissolve("community_code", aggfunc={"households": "sum"}).reset_index()
        communities = tally.merge(grids.groupby("community_code").size().rename("grids").reset_index())
        communities = communities.assign(proof="none")
    nothing = gpd.GeoDataFrame({"code": pd.array([], dtype=object)}, geometry=[], crs=cells.crs)
    return {"grids": grids, "cells": cells, "communities": communities, "findings": nothing, "violations": nothing}


def _keep_exclusive(grids, codes, before, known):
    """Marks grids that hold the cells of an exclusive grid of `known`, all of them and no other."""
    if "kind" not in known.columns:
        return
    grids["kind"], grids["exclusive_id"] = "comprehensive", None
    exclusive = known[known["kind"] == "exclusive"].set_index("grid_code")
    for code in exclusive.index:
        mine = before == code
        now = codes[mine]
        if len(now) and now.nunique() == 1 and (codes == now.iloc[0]).sum() == mine.sum():
            row = grids["grid_code"] == now.iloc[0]
            grids.loc[row, "kind"] = "exclusive"
            grids.loc[row, "status"] = "ok"
            if "exclusive_id" in exclusive.columns:
                grids.loc[row, "exclusive_id"] = exclusive.loc[code, "exclusive_id"]


def _grids(cells, low, high):
    by_grid = cells.groupby("grid_code", sort=True)
    homes = by_grid["community_code"].nunique()
    if (homes > 1).any():
        raise WanggeError(f"assignment: grid {homes.index[homes > 1][0]!r} lies in two communities", INVALID_INPUT)
    households = by_grid["households"].sum()
    shapes = [shapely.union_all(group.geometry.values) for _, group in by_grid]
    status = np.select([households < low, households > high], ["too_small", "too_large"], "ok")
    return gpd.GeoDataFrame(
        {
            "grid_code": households.index.to_numpy(dtype=object),
            "community_code": by_grid["community_code"].first().to_numpy(dtype=object),
            "households": households.to_numpy(),
            "buildings": by_grid["building_id"].count().to_numpy(),
            "area_m2": shapely.area(shapes),
            "perimeter_m": shapely.length(shapes),
            "status": status,
        },
        geometry=shapes,
        crs=cells.crs,
    )
