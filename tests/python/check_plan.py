"""What a plan must satisfy, derived again from the project file and the written layers; no code of the engine is used.

    check_plan.py CITY.toml PLAN.gpkg

`faults(city, plan)` returns one sentence per broken promise, an empty list for a sound plan. Lengths in metres, areas in square metres.
"""
import sys
import tomllib
from pathlib import Path

import geopandas as gpd
import numpy as np
import pyogrio
import shapely

ROUNDING = 0.01  # metres; a strip narrower than this is rounding of coordinates


def layer(base, section):
    return gpd.read_file((base / section["path"]).resolve(), **({"layer": section["layer"]} if "layer" in section else {}))


def wide(shape):
    """Whether a shape holds anything wider than rounding."""
    return shapely.area(shape) > 0 and not shapely.is_empty(shapely.buffer(shape, -ROUNDING / 2, join_style="mitre"))


class Material:
    """Project and plan, read once, in the system of the plan."""

    def __init__(self, city, plan):
        base = Path(city).resolve().parent
        self.project = tomllib.loads(Path(city).read_text(encoding="utf-8"))
        layers = {str(name) for name in pyogrio.list_layers(plan)[:, 0]}
        self.layers = {name: gpd.read_file(plan, layer=name) for name in layers}
        self.grids, self.cells = self.layers["grids"], self.layers["cells"]
        self.grids = self.grids[self.grids.kind != "micro"].reset_index(drop=True)
        crs, communities, buildings = self.grids.crs, self.project["communities"], self.project["buildings"]
        areas = layer(base, communities).to_crs(crs)
        areas["code"] = areas[communities["id"]].astype(str)
        self.community = areas.dissolve("code").geometry.make_valid()
        self.buildings = layer(base, buildings).to_crs(crs)
        self.buildings["code"] = self.buildings[buildings["id"]].astype(str)
        column = buildings.get("households")
        self.weights = self.buildings.groupby("code")[column].sum() if column in self.buildings else None
        rules = self.project.get("rules", {})
        self.low, self.high = rules.get("min_households", 300), rules.get("max_households", 500)
        self.target = rules.get("target_households", (self.low + self.high) / 2)


def of_layers(m):
    for name in ("grids", "cells", "findings", "violations", "communities", "plan_info"):
        if name not in m.layers:
            yield f"layer {name} is missing"
    if not m.grids.crs.is_projected:
        yield "the plan is not in a metric system"
    codes = m.grids.grid_code
    if codes.isna().any() or (codes.astype(str).str.strip() == "").any() or codes.duplicated().any():
        yield "grid codes are not one distinct text a grid"
    if not all(isinstance(code, str) for code in codes):
        yield "grid codes are not text"
    for name, frame in (("grids", m.grids), ("cells", m.cells)):
        if frame.geometry.is_empty.any() or not frame.geometry.is_valid.all():
            yield f"{name}: geometry that is empty or invalid"


def of_buildings(m):
    named = m.cells[m.cells.building_id.fillna("") != ""]
    grids_of = named.groupby("building_id").grid_code.nunique()
    if (grids_of != 1).any():
        yield f"buildings in several grids or none: {list(grids_of.index[grids_of != 1][:5])}"
    aside = set()
    if "findings" in m.layers:
        found = m.layers["findings"]
        aside = set(found.object_id[found.excluded.fillna(0).astype(bool)].astype(str)) - set(grids_of.index)
    known = set(m.buildings.code)
    inside = m.buildings[m.buildings.code.isin(aside)]
    if m.weights is not None and len(inside):
        inside = inside[inside.code.map(m.weights).fillna(0) > 0]
        places = shapely.point_on_surface(inside.geometry.values)
        if len(shapely.STRtree(m.community.values).query(places, predicate="within")[0]):
            yield "buildings with households inside a community are set aside"
    if lost := known - set(grids_of.index) - aside:
        yield f"{len(lost)} buildings in no grid and in no finding: {sorted(lost)[:5]}"
    if extra := set(grids_of.index) - known:
        yield f"buildings the input does not know: {sorted(extra)[:5]}"
    if m.weights is not None:
        given = m.weights.drop(list(aside & set(m.weights.index))).fillna(0)
        written = named.groupby("building_id").households.sum().reindex(given.index).fillna(0)
        if ((given - written).abs() >= 1).any():
            yield f"{int(((given - written).abs() >= 1).sum())} buildings whose households changed"
    home = named.drop_duplicates("building_id").set_index("building_id").grid_code.reindex(m.buildings.code)
    shape = m.grids.drop_duplicates("grid_code").set_index("grid_code").geometry.reindex(home.values).values
    there = ~shapely.is_missing(shape)
    off = shapely.distance(shapely.point_on_surface(m.buildings.geometry.values[there]), shape[there]) > ROUNDING
    if m.project["buildings"].get("geometry") == "cells" and off.any():
        yield f"{int(off.sum())} buildings outside their grid"
    elif (shapely.distance(m.buildings.geometry.values[there], shape[there]) > ROUNDING).any():
        yield "buildings that do not touch their grid"


def of_totals(m):
    total = m.cells.groupby("grid_code").households.sum().reindex(m.grids.grid_code).fillna(0).values
    if (m.grids.households.values != total).any():
        yield "grids whose households are not the sum of their cells"
    named = m.cells[m.cells.building_id.fillna("") != ""]
    count = named.groupby("grid_code").building_id.nunique().reindex(m.grids.grid_code).fillna(0).values
    if "buildings" in m.grids and (m.grids.buildings.values != count).any():
        yield "grids whose number of buildings is not that of their cells"
    if not set(m.cells.grid_code) <= set(m.grids.grid_code):
        yield "cells that name no grid"


def of_ranges(m):
    ordinary = m.grids[m.grids.kind != "exclusive"]
    truth = np.select([ordinary.households < m.low, ordinary.households > m.high], ["too_small", "too_large"], "ok")
    if (ordinary.status.values != truth).any():
        yield f"status contradicts the households: {list(ordinary.grid_code[ordinary.status.values != truth][:5])}"
    out = ordinary[truth != "ok"]
    if (out.reason.fillna("").str.strip() == "").any():
        yield "grids out of range without a reason"
    if not {"barriers", "locked", "previous"} & set(m.project):  # which may forbid it
        for small in ordinary[ordinary.households < m.low].itertuples():
            near = ordinary.iloc[ordinary.sindex.query(small.geometry, predicate="intersects")]
            near = near[(near.community_code == small.community_code) & (near.grid_code != small.grid_code)]
            near = near[(near.households + small.households).between(m.low, m.high)]
            if (shapely.length(shapely.intersection(near.boundary.values, small.geometry.boundary)) > 1).any():
                yield f"grid {small.grid_code} is too small although a neighbour could take it in"
    told = set(m.layers["violations"].grid_code) if "violations" in m.layers else set()
    if not set(out.grid_code) <= told:
        yield "grids out of range without a row in violations"


def of_tiling(m):
    """No gap, no overlap, shared vertices; a grid is the union of its cells."""
    for code, area in m.community.items():
        for name, frame in (("grids", m.grids), ("cells", m.cells)):
            mine = frame.geometry.values[(frame.community_code == code).values]
            if not len(mine):
                yield f"community {code} has no {name}"
            elif not shapely.coverage_is_valid(mine):
                yield f"{name} of community {code} overlap or do not share their vertices"
        near = m.grids.geometry.values[m.grids.sindex.query(area, predicate="intersects")]
        if wide(shapely.difference(area, shapely.union_all(near))):
            yield f"community {code} has land in no grid"
    whole = m.cells.groupby("grid_code").geometry.agg(lambda parts: shapely.union_all(parts.values)).reindex(m.grids.grid_code)
    for code, shape, union in zip(m.grids.grid_code, m.grids.geometry, whole):
        if union is None or wide(shapely.symmetric_difference(shape, union)):
            yield f"grid {code} is not the union of its cells"


def of_places(m):
    """A grid lies in one community and is in one piece, or in one for each piece of the community."""
    for code, home, shape in zip(m.grids.grid_code, m.grids.community_code, m.grids.geometry):
        if home not in m.community.index:
            yield f"grid {code} names an unknown community"
            continue
        if wide(shapely.difference(shape, m.community[home])):
            yield f"grid {code} reaches outside its community"
        pieces, land = shapely.get_parts(shape), shapely.get_parts(m.community[home])
        if len(pieces) > 1:
            on = [int(np.argmin(shapely.distance(land, shapely.point_on_surface(piece)))) for piece in pieces]
            if len(set(on)) < len(on):
                yield f"grid {code} is in several pieces"
    of_grid = dict(zip(m.grids.grid_code, m.grids.community_code))
    if any(of_grid.get(code, home) != home for code, home in zip(m.cells.grid_code, m.cells.community_code)):
        yield "cells in a grid of another community"


def of_objective(m):
    """The bound never exceeds the score; where nothing but households and borders counts, the score is computed again."""
    rows = m.layers.get("communities")
    if rows is None:
        return
    if (rows.lower_bound > rows.objective + 1e-6).any():
        yield "a lower bound above the score itself"
    if ((rows.proof == "optimal") & (rows.objective - rows.lower_bound > 1e-3)).any():
        yield "a plan called optimal whose bound is below its score"
    rules = m.project.get("rules", {})
    if rules.get("count", "target") != "target" or {"barriers", "walk_network", "exclusive", "previous"} & set(m.project):
        return
    weight = rules.get("boundary_weight", 0.05)
    for code, score in zip(rows.community_code.astype(str), rows.objective):
        mine = m.grids[m.grids.community_code == code]
        if not len(mine):
            continue
        inner = (mine.length.sum() - shapely.union_all(mine.geometry.values).length) / 2
        again = ((mine.households - m.target) ** 2 / m.target).sum() + weight * inner
        # borders are counted before or after they are drawn on the millimetre grid
        if abs(again - score) > 0.01 + 0.002 * abs(again):
            yield f"community {code}: score {score:.3f}, computed again {again:.3f}"


def faults(city, plan):
    material = Material(city, plan)
    parts = (of_layers, of_buildings, of_totals, of_ranges, of_tiling, of_places, of_objective)
    return [fault for part in parts for fault in part(material)]


if __name__ == "__main__":
    broken = faults(*sys.argv[1:3])
    print("\n".join(broken) or "the plan is sound")
    sys.exit(bool(broken))
