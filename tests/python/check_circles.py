"""What service circles must satisfy, derived again from the project file and the written layers; no code of the engine is used.

    check_circles.py CITY.toml CIRCLES.gpkg

`faults(city, circles)` returns one sentence per broken promise. Own model of walking: every line is cut at the feet of buildings and
centres, lines join only where node columns or vertices are equal, one search from all centres at once. Lengths in metres.
"""
import sys
import tomllib
from pathlib import Path

import geopandas as gpd
import numpy as np
import pyogrio
import shapely
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components, dijkstra

from check_plan import layer

TIE, NEAR, SHORTEST_PIECE = 0.05, 1.0, 1000.0
CLOSED = {"no", "false", "0", "private", "f"}


class Material:
    def __init__(self, city, circles):
        self.base = Path(city).resolve().parent
        self.project = tomllib.loads(Path(city).read_text(encoding="utf-8"))
        names = {str(name) for name in pyogrio.list_layers(circles)[:, 0]}
        self.layers = {name: gpd.read_file(circles, layer=name) for name in names}
        self.circles = self.layers["circles"].astype({"centre_id": str})
        crs = self.circles.crs
        centres = layer(self.base, self.project["centres"]).to_crs(crs)
        self.centre_id = centres[self.project["centres"]["id"]].astype(str).values
        self.centre = shapely.get_coordinates(centres.geometry.centroid.values)
        buildings = layer(self.base, self.project["buildings"]).to_crs(crs)
        self.building_id = buildings[self.project["buildings"]["id"]].astype(str)
        self.coverage = self.layers["coverage"].astype({"building_id": str})
        self.xy = shapely.get_coordinates(self.coverage.geometry.values)
        self.walk = self.coverage.walk_metres.astype(float).fillna(np.inf).values
        self.straight = np.min([np.hypot(*(self.xy - place).T) for place in self.centre], axis=0)
        section = self.project.get("circles", {})
        by_time = [minutes * 60 * section.get("speed", 1.1) for minutes in section.get("minutes", [5, 10, 15])]
        self.radii = sorted({round(r, 3) for r in by_time + list(map(float, section.get("metres", [])))})
        self.modes = set(self.circles["mode"])


def behind_hard_barrier(m, points, feet):
    """Which straight legs from point to foot cross a barrier that the rules call hard."""
    rule = m.project.get("rules", {}).get("barriers", {})
    if "barriers" not in m.project or "hard" not in rule.values():
        return np.zeros(len(points), bool)
    barriers = layer(m.base, m.project["barriers"]).to_crs(m.circles.crs)
    hard = barriers[barriers[m.project["barriers"]["class"]].map(rule).eq("hard")].geometry.values
    crossed = np.zeros(len(points), bool)
    legs = shapely.shortest_line(points, feet)
    crossed[shapely.STRtree(hard).query(legs, predicate="intersects")[0]] = True
    return crossed


def shortest_walks(m):
    """Metres from every building of `coverage` to its nearest centre, inf where none can be reached; and which of them hold whatever
    detour the engine takes for a centre whose own leg crosses a hard barrier."""
    section = m.project["walk_network"]
    lines = layer(m.base, section).to_crs(m.circles.crs)
    if section.get("foot") in lines:
        lines = lines[~lines[section["foot"]].astype(str).str.lower().isin(CLOSED)]
    lines = lines[lines.geometry.notna() & ~lines.geometry.is_empty].explode(index_parts=False).reset_index(drop=True)
    xy, of_line = shapely.get_coordinates(lines.geometry.values, return_index=True)
    names = list(map(tuple, xy))
    if section.get("from_node"):
        starts, ends = np.flatnonzero(np.diff(of_line, prepend=-1)), np.flatnonzero(np.diff(of_line, append=-1))
        names = [("inner", i) for i in range(len(xy))]
        for line, (start, end) in enumerate(zip(starts, ends)):
            names[start], names[end] = ("node", str(lines[section["from_node"]][line])), ("node", str(lines[section["to_node"]][line]))
    number = {}
    node = np.array([number.setdefault(name, len(number)) for name in names])
    tail = np.flatnonzero(of_line[1:] == of_line[:-1])
    a, b = node[tail], node[tail + 1]
    length = np.hypot(*(xy[tail] - xy[tail + 1]).T)
    piece = connected_components(coo_matrix((np.ones(len(a)), (a, b)), (len(number),) * 2), directed=False)[1]
    keep = np.bincount(piece[a], length, minlength=len(number))[piece[a]] >= SHORTEST_PIECE
    tail, a, b, length = tail[keep], a[keep], b[keep], length[keep]
    segments = shapely.linestrings(np.stack([xy[tail], xy[tail + 1]], 1))
    points = shapely.points(np.vstack([m.xy, m.centre]))
    on = shapely.STRtree(segments).query_nearest(points, all_matches=False)[1]
    along = shapely.line_locate_point(segments[on], points)
    leg = shapely.distance(points, segments[on])
    # every segment becomes a chain: its start, the feet on it in order, its end
    foot = len(number) + np.arange(len(points))
    source = len(number) + len(points)
    order = np.lexsort((along, on))
    u, v, w = [], [], []
    busy = set(on.tolist())
    plain = np.array([i not in busy for i in range(len(tail))])
    last = {}
    for i in order:
        start, at = last.get(on[i], (a[on[i]], 0.0))
        u.append(start), v.append(foot[i]), w.append(along[i] - at)
        last[on[i]] = (foot[i], along[i])
    for segment, (start, at) in last.items():
        u.append(start), v.append(b[segment]), w.append(length[segment] - at)
    ways = [np.r_[np.asarray(x, float), y[plain]] for x, y in ((u, a), (v, b), (w, length))]
    blocked = behind_hard_barrier(m, points, segments[on])[len(m.xy) :]

    def from_centres(which):
        """One search from a source joined to the feet of some centres."""
        centre = len(m.xy) + np.flatnonzero(which)
        u, v, w = (np.r_[x, y] for x, y in zip(ways, (np.full(len(centre), source), foot[centre], leg[centre])))
        u, v = np.minimum(u, v).astype(int), np.maximum(u, v).astype(int)
        order = np.lexsort((w, v, u))  # of parallel ways the shortest; coo_matrix would add them up
        u, v, w = u[order], v[order], np.maximum(w[order], 1e-9)
        first = np.r_[True, (u[1:] != u[:-1]) | (v[1:] != v[:-1])]
        graph = coo_matrix((w[first], (u[first], v[first])), (source + 1,) * 2).tocsr()
        return dijkstra(graph, directed=False, indices=source)[foot[: len(m.xy)]] + leg[: len(m.xy)]

    walk = from_centres(np.ones(len(m.centre), bool))
    certain = np.ones(len(walk), bool)
    if blocked.any():
        other = from_centres(~blocked)
        certain = np.isclose(walk, other) | (np.isinf(walk) & np.isinf(other))
    return walk, certain


def of_rows(m):
    if sorted(m.coverage.building_id) != sorted(set(m.building_id)):
        yield "coverage has not exactly one row a building"
    largest = max(m.radii)
    basis = m.walk if "network" in m.modes else m.straight
    covered = m.coverage.covered.astype(bool).values
    if (((basis <= largest) != covered) & (np.abs(basis - largest) > TIE)).any():
        yield "`covered` contradicts the distance"
    if (np.abs(m.coverage.straight_metres.astype(float).values - m.straight) > 0.1).any():
        yield "straight_metres is not the straight line to the nearest centre"
    if (m.walk < m.straight - TIE).any():
        yield "a walk shorter than the straight line"


def of_walks(m):
    if "network" not in m.modes:
        return
    truth, certain = shortest_walks(m)
    plain = (m.coverage.access_kind == "edge").values & certain
    with np.errstate(invalid="ignore"):
        error = np.where(np.isinf(truth) & np.isinf(m.walk), 0, np.abs(truth - m.walk))[plain]
    wrong = ~(error <= NEAR)
    # two lines equally near may be entered either way, hence the half per cent
    if wrong.sum() > 0.005 * max(plain.sum(), 1):
        yield f"{int(wrong.sum())} of {int(plain.sum())} walks are not the shortest"


def of_circles(m):
    """Polygon and list agree; circles of one centre and mode are nested; straight circles are round."""
    seen = m.circles.groupby(["centre_id", "mode"]).metres.apply(lambda r: sorted(round(float(x), 3) for x in r))
    for mode in m.modes:
        for centre in m.centre_id:
            if list(seen.get((centre, mode), [])) != m.radii:
                yield f"centre {centre}, {mode}: radii {list(seen.get((centre, mode), []))}, asked for {m.radii}"
    households = m.coverage.households.astype(int).values
    nearest = m.coverage.nearest_centre.astype(str).values
    place = dict(zip(m.centre_id, m.centre))
    points = shapely.points(m.xy)
    tree = shapely.STRtree(points)
    inner = {}
    for row in m.circles.sort_values("metres").itertuples():
        name = f"circle {row.centre_id}/{row.mode}/{row.metres:g}"
        if not shapely.is_valid(row.geometry):
            yield f"{name} is invalid"
            continue
        air = np.hypot(*(m.xy - place[row.centre_id]).T)
        inside, tie = np.zeros(len(points), bool), np.zeros(len(points), bool)
        inside[tree.query(row.geometry, predicate="intersects")] = True
        tie[tree.query(shapely.boundary(row.geometry), predicate="dwithin", distance=TIE)] = True
        few, many = inside & ~tie, inside | tie
        if not (few.sum() <= row.buildings <= many.sum() and households[few].sum() <= row.households <= households[many].sum()):
            yield f"{name} counts {row.buildings} buildings, {row.households} households; it holds {int(inside.sum())}, {int(households[inside].sum())}"
        if (inside & (air > row.metres + TIE)).any():
            yield f"{name} holds buildings farther than its radius"
        distance = m.walk if row.mode == "network" else air
        mine = (nearest == row.centre_id) if row.mode == "network" else np.ones(len(points), bool)
        if (mine & (inside != (distance <= row.metres)) & (np.abs(distance - row.metres) > TIE)).any():
            yield f"{name} and the distances of its buildings disagree"
        if row.mode == "straight" and abs(row.geometry.area / (np.pi * row.metres**2) - 1) > 0.01:
            yield f"{name} is not a circle of its radius"
        smaller = inner.get((row.centre_id, row.mode))
        if smaller is not None and shapely.area(shapely.difference(smaller, row.geometry)) > 1:
            yield f"{name} does not hold the smaller one"
        inner[row.centre_id, row.mode] = row.geometry


def of_gaps(m):
    """Every uncovered building in exactly one gap, and the gaps count them."""
    open_ = m.coverage[~m.coverage.covered.astype(bool)]
    gaps = m.layers.get("gaps")
    if gaps is None:
        if len(open_):
            yield "buildings are uncovered, yet there is no layer gaps"
        return
    point, gap = shapely.STRtree(gaps.geometry.values).query(open_.geometry.values, predicate="intersects")
    if (np.bincount(point, minlength=len(open_)) != 1).any():
        yield "uncovered buildings in no gap or in several"
        return
    count = np.bincount(gap, minlength=len(gaps))
    total = np.bincount(gap, open_.households.astype(float).values[point], minlength=len(gaps))
    if (gaps.buildings.values != count).any() or (gaps.households.values != total).any():
        yield "gaps that do not count their buildings"


def of_communities(m):
    """Households within a radius add up over the communities."""
    table = m.layers.get("coverage_by_community")
    if table is None:
        yield "no layer coverage_by_community"
        return
    households = m.coverage.households.astype(int).values
    for (mode, metres), part in table.groupby(["mode", "metres"]):
        distance = m.walk if mode == "network" else m.straight
        low, high = households[distance <= metres - TIE].sum(), households[distance <= metres + TIE].sum()
        if part.community_code.duplicated().any():
            yield f"{mode}, {metres:g} m: a community twice"
        elif not low <= part.covered.sum() <= high:
            yield f"{mode}, {metres:g} m: {part.covered.sum()} households over the communities, {low} within the radius"
        share = part.covered / part.households.where(part.households > 0)
        if ((part.share - share.fillna(0)).abs() > 1e-6).any():
            yield f"{mode}, {metres:g} m: a share that is not covered / households"


def faults(city, circles):
    material = Material(city, circles)
    return [fault for part in (of_rows, of_walks, of_circles, of_gaps, of_communities) for fault in part(material)]


if __name__ == "__main__":
    broken = faults(*sys.argv[1:3])
    print("\n".join(broken) or "the circles are sound")
    sys.exit(bool(broken))
