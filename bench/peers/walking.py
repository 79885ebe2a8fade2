"""The walking rule of docs/formats.md, computed again: every household and its distance to every centre that is near enough.

walk = straight leg to the nearest point of the nearest line + the shortest way along the lines + the centre's own leg; a line is
entered anywhere, lines join at equal node ids, lines that forbid walking and connected pieces under 1,000 m take no part. Shapely
and scipy only.
"""

import tomllib
from dataclasses import dataclass
from pathlib import Path

import geopandas as gpd
import numpy as np
import plan_score
import shapely
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components, dijkstra

SHORTEST_PIECE = 1000.0  # metres


@dataclass
class Walk:
    lines: np.ndarray
    start: np.ndarray  # node of each line's first and last vertex
    end: np.ndarray
    length: np.ndarray
    nodes: np.ndarray  # coordinates
    homes: np.ndarray
    households: np.ndarray
    centres: np.ndarray
    barriers: np.ndarray  # hard ones
    crs: object


@dataclass
class Foot:
    """Where points enter the network: line, metres from its start, length of the straight leg."""

    line: np.ndarray
    offset: np.ndarray
    leg: np.ndarray


def layer(base, section, crs):
    return gpd.read_file(
        (base / section["path"]).resolve(), **({"layer": section["layer"]} if "layer" in section else {})
    ).to_crs(crs)


def read(city):
    project, base = tomllib.loads(Path(city).read_text(encoding="utf-8")), Path(city).resolve().parent
    crs, walk = project["crs"], project["walk_network"]
    network = layer(base, walk, crs)
    network = network[~network[walk["foot"]].astype(str).str.lower().isin(["no", "false", "0"])].reset_index(drop=True)
    ends = np.concatenate([network[walk["from_node"]].astype(str).values, network[walk["to_node"]].astype(str).values])
    _, first, node = np.unique(ends, return_index=True, return_inverse=True)
    n, count = len(network), len(first)
    length = shapely.length(network.geometry.values)
    piece = connected_components(coo_matrix((np.ones(n), (node[:n], node[n:])), shape=(count, count)), directed=False)[1]
    keep = np.bincount(piece[node[:n]], length)[piece[node[:n]]] >= SHORTEST_PIECE
    used, renumbered = np.unique(np.concatenate([node[:n][keep], node[n:][keep]]), return_inverse=True)
    lines = network.geometry.values[keep]
    start, end = renumbered[: len(lines)], renumbered[len(lines) :]
    nodes = np.zeros((len(used), 2))
    nodes[start] = shapely.get_coordinates(shapely.get_point(lines, 0))
    nodes[end] = shapely.get_coordinates(shapely.get_point(lines, -1))
    buildings, centres = layer(base, project["buildings"], crs), layer(base, project["centres"], crs)
    barriers = np.array([], dtype=object)
    if "barriers" in project:
        frame, rules = layer(base, project["barriers"], crs), plan_score.RULES | project.get("rules", {}).get("barriers", {})
        barriers = frame.geometry.values[[rules.get(c) == "hard" for c in frame[project["barriers"]["class"]]]]
    return Walk(
        lines,
        start,
        end,
        length[keep],
        nodes,
        buildings.geometry.values,
        buildings[project["buildings"]["households"]].values,
        centres.geometry.values,
        barriers,
        crs,
    )


def snap(walk, points):
    tree = shapely.STRtree(walk.lines)
    point, line = tree.query_nearest(points, all_matches=False)
    assert len(point) == len(points)
    offset = shapely.line_locate_point(walk.lines[line], points)
    return Foot(line, offset, shapely.distance(points, walk.lines[line]))


def barred(walk, points, foot):
    """Points whose straight leg would cross a hard barrier: the rule gives them another way, which is not computed here."""
    there = shapely.line_interpolate_point(walk.lines[foot.line], foot.offset)
    legs = shapely.linestrings(np.stack([shapely.get_coordinates(points), shapely.get_coordinates(there)], 1))
    crossed = np.zeros(len(points), bool)
    crossed[shapely.STRtree(legs).query(walk.barriers, "intersects")[1]] = True
    return crossed


def graph(walk, centres=None):
    """Symmetric matrix of the shortest parallel edge; centres, if given, are further nodes tied to the ends of their line."""
    n = len(walk.nodes)
    a, b, metres = walk.start, walk.end, walk.length
    if centres is not None:
        own = n + np.arange(len(centres.line))
        a = np.concatenate([a, own, own])
        b = np.concatenate([b, walk.start[centres.line], walk.end[centres.line]])
        metres = np.concatenate([metres, centres.offset, walk.length[centres.line] - centres.offset])
        n += len(own)
    keep = a != b
    low, high, metres = np.minimum(a, b)[keep], np.maximum(a, b)[keep], np.maximum(metres[keep], 1e-9)  # zero would mean no edge
    order = np.lexsort((metres, high, low))
    low, high, metres = low[order], high[order], metres[order]
    first = np.concatenate([[True], (low[1:] != low[:-1]) | (high[1:] != high[:-1])])
    return coo_matrix((metres[first], (low[first], high[first])), shape=(n, n)).tocsr()


def distances(walk, homes, centres, limit):
    """Matrix centre x household of walking metres; infinite beyond the limit (measured along the lines)."""
    net = graph(walk, centres)
    along = dijkstra(net, directed=False, indices=len(walk.nodes) + np.arange(len(centres.line)), limit=limit)
    out = np.minimum(
        along[:, walk.start[homes.line]] + homes.offset, along[:, walk.end[homes.line]] + walk.length[homes.line] - homes.offset
    )
    for c, (line, offset) in enumerate(zip(centres.line, centres.offset)):  # on the same line: along it
        same = homes.line == line
        out[c, same] = np.minimum(out[c, same], np.abs(homes.offset[same] - offset))
    return out + homes.leg + centres.leg[:, None]
