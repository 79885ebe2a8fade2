"""The graph of a community, measured on drawn polygons: which cells share a border, how long it is, what runs along it.

Computed with shapely from the polygons and the barrier layer alone, so that peers, `wangge` and the judge are measured alike.
"""

import tomllib
from dataclasses import dataclass, field
from pathlib import Path

import geopandas as gpd
import numpy as np
import plan_score
import shapely
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components


@dataclass
class Graph:
    """Edges are stored once, a < b; metres by what runs along them."""

    code: str
    ids: np.ndarray
    households: np.ndarray
    compound: np.ndarray  # -1 = none
    centroid: np.ndarray
    a: np.ndarray
    b: np.ndarray
    open: np.ndarray
    along: np.ndarray  # any barrier, hard ones included
    soft: np.ndarray
    hard: np.ndarray
    connects: np.ndarray
    rules: dict = field(default_factory=dict)
    told: np.ndarray | None = None  # the plan's own grids

    def __len__(self):
        return len(self.households)

    @property
    def apart(self):
        return self.rules["boundary_weight"] * (self.open + self.rules["along_barrier"] * self.along)

    @property
    def together(self):
        return self.rules["across_soft_barrier"] * self.soft

    def pieces(self, mask=None):
        """Connected pieces over edges that connect; `mask` picks edges."""
        use = self.connects if mask is None else mask
        n = len(self)
        return connected_components(coo_matrix((np.ones(use.sum()), (self.a[use], self.b[use])), shape=(n, n)), directed=False)


def layer(base, section):
    return gpd.read_file((base / section["path"]).resolve(), **({"layer": section["layer"]} if "layer" in section else {}))


def rules_of(project):
    given = project.get("rules", {})
    low, high = given.get("min_households", 300), given.get("max_households", 500)
    return {
        "low": low,
        "high": high,
        "target": given.get("target_households", (low + high) / 2),
        "boundary_weight": given.get("boundary_weight", 0.05),
        "along_barrier": given.get("along_barrier", 0.3),
        "across_soft_barrier": given.get("across_soft_barrier", 0.1),
    }


def opened(project, base, crs, segments):
    """Which segments a crossing leads over: those it meets, else the nearest one within 60 m."""
    hit = np.zeros(len(segments), bool)
    if "crossings" not in project or not len(segments):
        return hit
    tree = shapely.STRtree(segments)
    for shape in shapely.get_parts(layer(base, project["crossings"]).to_crs(crs).geometry.values):
        near = tree.query(shape, "dwithin", 0.5)
        if not len(near):
            near = tree.query_nearest(shape, max_distance=60)[:1]
        hit[near] = True
    return hit


def graphs_of_plan(city, plan):
    """One graph per community from the plan's cells; cells of exclusive grids take no part."""
    project, base = tomllib.loads(Path(city).read_text(encoding="utf-8")), Path(city).resolve().parent
    cells, grids = gpd.read_file(plan, layer="cells"), gpd.read_file(plan, layer="grids")
    if project["buildings"].get("geometry") == "cells":  # the units themselves, not what the program made of them
        units = layer(base, project["buildings"]).to_crs(cells.crs)
        shapes = dict(zip(units[project["buildings"]["id"]].astype(str), units.geometry))
        cells["geometry"] = [shapes.get(i, g) for i, g in zip(cells.building_id, cells.geometry)]
    exclusive = set(grids.grid_code[grids.kind == "exclusive"])
    barriers, rules = plan_score.Barriers(city, cells.crs), rules_of(project)
    return {
        code: graph_of_cells(code, mine.reset_index(drop=True), barriers, rules, (project, base, cells.crs))
        for code, mine in cells[~cells.grid_code.isin(exclusive)].groupby("community_code")
    }


def graph_of_cells(code, cells, barriers, rules, source):
    shapes = cells.geometry.values
    a, b, segments = plan_score.shared_borders(shapes, barriers.step)
    word, metres = barriers.split(segments), shapely.length(segments)
    pair, where = np.unique(np.stack([a, b], 1), axis=0, return_inverse=True) if len(a) else (np.zeros((0, 2), int), a)
    where = where.reshape(-1)

    def total(mask):
        return np.bincount(where[mask], metres[mask], len(pair)) if len(pair) else np.zeros(0)

    hard = word == "hard"
    crossed = np.zeros(len(pair), bool)
    if hard.any():
        over = np.flatnonzero(hard)[opened(*source, segments[hard])]
        crossed[where[over]] = True
    plain, soft, barred, other = total(word == ""), total(word == "soft"), total(hard), total(word == "none")
    names = cells.compound_id.fillna("") if "compound_id" in cells else np.array([""] * len(cells))
    _, compound = np.unique(names, return_inverse=True)
    compound = np.where(np.asarray(names) == "", -1, compound)
    centroid = shapely.get_coordinates(shapely.centroid(shapes))
    return Graph(
        code,
        cells.building_id.fillna("").values,
        cells.households.fillna(0).astype(int).values,
        compound,
        centroid,
        pair[:, 0],
        pair[:, 1],
        plain,
        soft + barred + other,
        soft,
        barred,
        (plain + soft + other >= 0.01) | crossed,
        rules,
        cells.grid_code.values,
    )
