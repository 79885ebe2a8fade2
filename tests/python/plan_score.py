"""The score of a plan, computed again from the drawn grids and the input files; no code of the engine is used.

    plan_score.py CITY.toml PLAN.gpkg [--json]

Score of a community:
    sum over comprehensive grids of (households - target)^2 / target
    + boundary_weight * (open metres + along_barrier * metres along a barrier) of border between two grids, counted once
    + across_soft_barrier * metres of soft barrier inside a grid.
`scores(city, plan)` returns one row per community: its parts, their sum `again`, and `objective` as the plan states it. What
exclusive grids add to them is given apart as well: no choice of comprehensive grids changes it.
Lengths in metres. Cost: about a second per thousand grids.
"""

import json
import sys
import tomllib
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pyogrio
import shapely

NEAR = 0.02  # metres: a border nearer to a barrier than this runs along it (coordinates are whole millimetres)
STEP = 0.5  # metres: a barrier that ends beside a long border counts to within this
RULES = {"river": "hard", "railway": "hard", "expressway": "hard", "main_road": "soft"}  # classes a project does not list


class Barriers:
    """Barriers of a project by rule, each with an index to ask which segments run along them."""

    def __init__(self, city, crs):
        project = tomllib.loads(Path(city).read_text(encoding="utf-8"))
        self.trees, self.lines, self.step = {}, {}, None
        section = project.get("barriers")
        if section is None:
            return
        where = (Path(city).resolve().parent / section["path"]).resolve()
        frame = gpd.read_file(where, **({"layer": section["layer"]} if "layer" in section else {})).to_crs(crs)
        rules = RULES | project.get("rules", {}).get("barriers", {})
        column = section.get("class")
        classes = frame[column] if column in frame else pd.Series("", index=frame.index)
        frame["rule"] = [rules.get(c, "none") for c in classes]
        self.step = STEP
        for rule, mine in frame[frame.geometry.notna()].groupby("rule"):
            parts = shapely.get_parts(mine.geometry.values)
            self.trees[rule] = shapely.STRtree(parts)
            self.lines[rule] = parts

    def along(self, segments, rule):
        """Which of the two-point lines lie within NEAR of one barrier of this rule from end to end."""
        hit = np.zeros(len(segments), bool)
        if rule not in self.trees or not len(segments):
            return hit
        i, j = self.trees[rule].query(shapely.line_interpolate_point(segments, 0.5, normalized=True), "dwithin", NEAR)
        shapes = self.trees[rule].geometries[j]
        for share in (0.02, 0.98):
            near = shapely.distance(shapely.line_interpolate_point(segments[i], share, normalized=True), shapes) <= NEAR
            i, shapes = i[near], shapes[near]
        hit[i] = True
        return hit

    def split(self, segments):
        """Of each segment the strictest rule that runs along it: "hard", "soft", "none" (a barrier without a rule) or ""."""
        word = np.full(len(segments), "", dtype=object)
        for rule in ("none", "soft", "hard"):
            word[self.along(segments, rule)] = rule
        return word


def two_point_lines(shapes):
    """Every straight piece of some lines, and the index of the line it comes from; whatever is not a line is dropped."""
    parts, home = shapely.get_parts(shapes, return_index=True)
    inner, again = shapely.get_parts(parts, return_index=True)  # collections hold lines beside points
    keep = shapely.get_type_id(inner) == 1
    inner, home = inner[keep], home[again][keep]
    xy, line = shapely.get_coordinates(inner, return_index=True)
    same = line[1:] == line[:-1]
    pairs = np.stack([xy[:-1][same], xy[1:][same]], axis=1)
    return shapely.linestrings(pairs) if len(pairs) else np.array([], dtype=object), home[line[:-1][same]]


def shared_borders(shapes, step=None):
    """(a, b, segment) of every straight piece of border that two of the polygons have in common, a < b, cut at `step`."""
    tree = shapely.STRtree(shapes)
    a, b = tree.query(shapes, "intersects")
    a, b = a[a < b], b[a < b]
    edge = shapely.boundary(shapes)
    common = shapely.intersection(edge[a], edge[b])
    segments, pair = two_point_lines(common if step is None else shapely.segmentize(common, step))
    return a[pair], b[pair], segments


def soft_inside(barriers, shapes):
    """Metres of soft barrier strictly inside each polygon: lines where they lie, an area barrier by its outline."""
    metres = np.zeros(len(shapes))
    if "soft" not in barriers.lines:
        return metres
    lines = barriers.lines["soft"]
    lines = np.where(shapely.get_dimensions(lines) == 2, shapely.boundary(lines), lines)
    land = shapely.union_all(shapes)
    # a road drawn twice counts once
    lines = shapely.unary_union(shapely.intersection(lines[shapely.intersects(lines, land)], land))
    segments, _ = two_point_lines(np.array([lines]))
    hard = barriers.along(segments, "hard")
    segments = segments[~hard]
    if not len(segments):
        return metres
    inside = shapely.STRtree(segments)
    grid, piece = inside.query(shapes, "intersects")
    inner = shapely.buffer(shapes, -NEAR, join_style="mitre")
    np.add.at(metres, grid, shapely.length(shapely.intersection(segments[piece], inner[grid])))
    return metres


def community_score(grids, barriers, rules):
    """One community's parts of the score, from its grids of kinds comprehensive and exclusive."""
    target = rules.get("target_households", (rules.get("min_households", 300) + rules.get("max_households", 500)) / 2)
    plain = (grids.kind != "exclusive").values
    households = grids.households.values[plain].astype(float)
    shapes = grids.geometry.values
    a, b, segments = shared_borders(shapes, barriers.step)
    word = barriers.split(segments)
    metres = shapely.length(segments)
    both = plain[a] & plain[b]
    soft = soft_inside(barriers, shapes)
    row = {
        "deviation": float(((households - target) ** 2 / target).sum()),
        "open_m": float(metres[word == ""].sum()),
        "along_m": float(metres[word != ""].sum()),
        "soft_inside_m": float(soft.sum()),
        "exclusive_border_m": float(metres[~both].sum()),
        "exclusive_soft_m": float(soft[~plain].sum()),
    }
    weight = rules.get("boundary_weight", 0.05)
    row["again"] = row["deviation"] + weight * (row["open_m"] + rules.get("along_barrier", 0.3) * row["along_m"])
    row["again"] += rules.get("across_soft_barrier", 0.1) * row["soft_inside_m"]
    return row


def scores(city, plan):
    rules = tomllib.loads(Path(city).read_text(encoding="utf-8")).get("rules", {})
    grids = pyogrio.read_dataframe(plan, layer="grids")
    grids = grids[grids.kind != "micro"]
    stated = pyogrio.read_dataframe(plan, layer="communities", read_geometry=False).set_index("community_code")
    barriers = Barriers(city, grids.crs)
    rows = {code: community_score(mine, barriers, rules) for code, mine in grids.groupby("community_code")}
    table = pd.DataFrame.from_dict(rows, orient="index")
    table.insert(0, "objective", stated.objective.reindex(table.index))
    table["difference"] = table.again - table.objective
    return table


def main(arguments):
    table = scores(*arguments[:2])
    if "--json" in arguments:
        print(json.dumps(table.reset_index(names="community_code").to_dict("records"), indent=1))
        return 0
    share = table.difference.abs() / table.objective.clip(lower=1)
    print(table.assign(share=share).round(4).sort_values("share").to_string())
    print(f"sum of objectives {table.objective.sum():.3f}, again {table.again.sum():.3f}; largest difference {share.max():.4%}")
    return 1 if (share > 0.001).any() else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
