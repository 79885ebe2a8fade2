"""Cells: momepy's enclosed tessellation, alone and repaired by mapshaper, beside the cells of `wangge divide`.

Both get the same lines: community borders, compound walls and barrier lines; momepy as enclosures made of them. Judged by
shapely. Ours has two rows: the stage of the cells alone, as `wangge_bench` times it, which is what momepy does; and the whole
command, from files to a plan.
"""

import json
import os
import sys
import tomllib
import warnings
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from common import HOME, OUT, PROGRAM, case, command, load, measured, sample_city, save, version, wangge
from cut_city import cut_city

momepy = load("momepy")


def layer(base, section):
    return gpd.read_file((base / section["path"]).resolve(), **({"layer": section["layer"]} if "layer" in section else {}))


def read(city):
    """(communities, footprints with their id, enclosures), in the working system."""
    base, project = city.parent, tomllib.loads(city.read_text(encoding="utf-8"))
    buildings = layer(base, project["buildings"]).to_crs(project["crs"])
    buildings = gpd.GeoDataFrame({"building_id": buildings[project["buildings"]["id"]].astype(str)}, geometry=buildings.geometry)
    communities = layer(base, project["communities"]).to_crs(project["crs"])
    lines = [shapely.boundary(communities.geometry.values)]
    for section in ("compounds", "barriers", "exclusive"):
        if section in project:
            shapes = layer(base, project[section]).to_crs(project["crs"]).geometry.values
            lines.append(np.where(shapely.get_dimensions(shapes) == 2, shapely.boundary(shapes), shapes))
    land = shapely.union_all(communities.geometry.values)
    noded = shapely.unary_union(shapely.intersection(np.concatenate(lines), land))
    faces = np.array(shapely.polygonize([noded]).geoms)
    faces = faces[shapely.within(shapely.point_on_surface(faces), land)]
    return communities, buildings, gpd.GeoDataFrame({"face": range(len(faces))}, geometry=faces, crs=communities.crs)


def quality(cells, buildings, communities):
    """Figures of a tiling; `cells` has building_id (empty for land without a building)."""
    shapes = cells.geometry.values
    bad = shapely.coverage_invalid_edges(shapes)
    named = cells[cells.building_id.fillna("") != ""]
    own = named.set_geometry(shapely.make_valid(named.geometry.values)).dissolve("building_id").geometry
    mine = own.reindex(buildings.building_id)
    there = ~shapely.is_missing(mine.values)
    outside = np.zeros(len(buildings))
    foot = shapely.make_valid(buildings.geometry.values)
    # of a building across a community border only the part on the side of its cell can be inside it
    home = communities.sindex.nearest(shapely.point_on_surface(mine.values[there]), return_all=False)[1]
    foot[there] = shapely.intersection(foot[there], shapely.make_valid(communities.geometry.values[home]))
    outside[there] = shapely.area(shapely.difference(foot[there], shapely.make_valid(mine.values[there])))
    return {
        "cells": len(cells),
        "valid_coverage": bool(shapely.coverage_is_valid(shapes)),
        "cells_with_bad_edges": int((~shapely.is_empty(bad)).sum()),
        "invalid": int((~shapely.is_valid(shapes)).sum()),
        "buildings_without_cell": int((~there).sum()),
        "area_difference_m2": float(
            abs(shapely.area(shapes).sum() - shapely.area(shapely.union_all(communities.geometry.values)))
        ),
        "footprint_outside_own_cell": float(outside.sum() / shapely.area(foot).sum()),
        "slivers": int((shapely.area(shapes) < 0.01).sum()),
    }


def tessellate(buildings, enclosures):
    cells = momepy.enclosed_tessellation(buildings.geometry, enclosures.geometry, n_jobs=1)
    return pd.DataFrame({"building": cells.index.values, "wkb": shapely.to_wkb(cells.geometry.values)})


def run_momepy(name, buildings, enclosures, communities, limit):
    if momepy is None:
        return [{"city": name, "tool": "momepy", "state": "not installed"}]
    run = measured(tessellate, buildings, enclosures, limit=limit)
    row = {"city": name, "tool": "momepy", "state": run["state"], "cpu": run["cpu"], "buildings": len(buildings)}
    if run["state"] != "done":
        return [row | {"note": run["value"]}]
    table = run["value"]
    named = table.building.isin(buildings.index)  # momepy numbers enclosures without a building from -1 downwards
    ids = buildings.building_id.reindex(table.building).where(named.values, "").values
    cells = gpd.GeoDataFrame({"building_id": ids}, geometry=shapely.from_wkb(table.wkb.values), crs=buildings.crs)
    rows = [row | quality(cells, buildings, communities)]
    mapshaper = HOME / "node_modules" / ".bin" / "mapshaper"
    if not mapshaper.exists():
        return rows + [{"city": name, "tool": "momepy + mapshaper -clean", "state": "not installed"}]
    before, after = OUT / f"momepy_{name}.geojson", OUT / f"momepy_{name}_clean.geojson"
    flat = cells.set_crs(None, allow_override=True)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # mapshaper takes the coordinates as they are
        flat.to_file(before, driver="GeoJSON", COORDINATE_PRECISION=12)
    run = command([mapshaper, before, "-clean", "-o", after], limit)
    row = {
        "city": name,
        "tool": "momepy + mapshaper -clean",
        "state": run["state"],
        "cpu": row["cpu"] + run["cpu"],
        "buildings": len(buildings),
    }
    if run["state"] != "done":
        return rows + [row | {"note": run["err"][-200:]}]
    cleaned = gpd.read_file(after).set_crs(buildings.crs, allow_override=True)
    return rows + [row | quality(cleaned[~cleaned.geometry.isna()].reset_index(drop=True), buildings, communities)]


def stage_seconds(city):
    """CPU seconds of making the cells alone: cut, common vertices, borders thinned. None where the benchmarks are not built."""
    program = Path(os.environ.get("WANGGE_BENCH", PROGRAM.with_name("wangge_bench")))
    if not program.is_file():
        return None
    rows = ("tile_communities", "stitch_communities", "simplify_borders")
    run = command(
        [program, f"--benchmark_filter=^cells/({'|'.join(rows)})$", "--benchmark_format=json"],
        600,
        env=os.environ | {"WANGGE_BENCH_CITY": str(city)},
    )
    if run["state"] != "done":
        return None
    found = {row["name"]: row for row in json.loads(run["out"])["benchmarks"]}
    if not all(f"cells/{row}" in found and found[f"cells/{row}"]["time_unit"] == "ms" for row in rows):
        return None
    return sum(found[f"cells/{row}"]["cpu_time"] for row in rows) / 1000


def run_wangge(name, city, buildings, communities):
    plan = OUT / f"cells_{name}.gpkg"
    run = wangge("divide", city, "-o", plan, "--time", "0.001", allowed=(0, 3, 4))
    row = {"city": name, "tool": "wangge, whole command", "state": run["state"], "buildings": len(buildings), "cpu": run["cpu"]}
    if run["state"] != "done":
        return [row | {"note": run["err"][-200:]}]
    figures = quality(gpd.read_file(plan, layer="cells"), buildings, communities)
    stage = {"city": name, "tool": "wangge, cells alone", "state": "done", "buildings": len(buildings), "cpu": stage_seconds(city)}
    if stage["cpu"] is None:
        stage |= {"state": "not measured", "note": "wangge_bench is not built"}
        return [stage, row | figures]
    return [stage | figures, row | figures]  # the same cells


def main(quick):
    rows = []
    cities = {
        "sample": sample_city("cells_sample"),
        "beijing_chaoyang": case("beijing_chaoyang"),
        "generated_10000": None if quick else cut_city(10_000, "cells_generated"),
    }
    for name, city in cities.items():
        if city is None or (quick and name != "sample"):
            rows.append({"city": name, "tool": "all", "state": "skipped" if quick else "case not on this machine"})
            continue
        communities, buildings, enclosures = read(Path(city))
        print(f"cells: {name}, {len(buildings)} buildings, {len(enclosures)} enclosures", file=sys.stderr)
        rows += run_momepy(name, buildings, enclosures, communities, 600)
        rows += run_wangge(name, Path(city), buildings, communities)
    save("cells", rows, versions={p: version(p) for p in ("momepy", "shapely", "libpysal")} | {"mapshaper": "0.7.70"})


if __name__ == "__main__":
    main("--quick" in sys.argv)
