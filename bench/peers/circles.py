"""Circles: which households do the peers place inside a walk of 1,000 m, and which does the walking rule?

Truth is walking.py. false in / false out: households wrongly counted in or left out, summed over all centres, as a share of the
truly reached ones. Times: the work after the data are in memory, by stage.
"""

import json
import shutil
import sys
import time
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
import walking
from common import OUT, case, command, load, measured, save, version, wangge

pandana, networkx, valhalla, osmium = (load(m) for m in ("pandana", "networkx", "valhalla", "osmium"))
RADIUS = 1000.0
SPEED = 1.1  # metres a second


class Clock:
    """CPU seconds by stage."""

    def __init__(self):
        self.stages, self.last = {}, time.process_time()

    def __call__(self, stage):
        now = time.process_time()
        self.stages[stage], self.last = now - self.last, now


def nearest_nodes(walk, points):
    """What node-based tools do: the nearest end of a line, and the leg to it."""
    tree = shapely.STRtree(shapely.points(walk.nodes))
    return tree.query_nearest(points, all_matches=False)[1]


def error(inside, truth, households):
    reached = (truth * households).sum()
    return {
        "false_in": float(((inside & ~truth) * households).sum() / reached),
        "false_out": float(((~inside & truth) * households).sum() / reached),
    }


def scipy_rule(walk):
    clock = Clock()
    homes, centres = walking.snap(walk, walk.homes), walking.snap(walk, walk.centres)
    clock("snap")
    net = walking.graph(walk)
    clock("build")
    walking.dijkstra(net, directed=False, indices=walk.start[centres.line], limit=RADIUS)
    clock("search")
    inside = walking.distances(walk, homes, centres, RADIUS) <= RADIUS
    clock("whole table")
    return inside, clock.stages


def with_pandana(walk):
    clock = Clock()
    net = pandana.Network(
        *map(pd.Series, walk.nodes.T), pd.Series(walk.start), pd.Series(walk.end), pd.DataFrame({"m": walk.length})
    )
    clock("build")
    home = net.get_node_ids(shapely.get_x(walk.homes), shapely.get_y(walk.homes)).values
    centre = net.get_node_ids(shapely.get_x(walk.centres), shapely.get_y(walk.centres)).values
    clock("snap")
    reached = net.nodes_in_range(np.unique(centre), RADIUS)
    clock("search")
    nodes = {c: set(g.values) for c, g in reached.groupby("source")["destination"]}
    return np.array([np.isin(home, list(nodes.get(c, ()))) for c in centre]), clock.stages


def with_networkx(walk):
    clock = Clock()
    net = networkx.Graph()
    order = np.argsort(-walk.length)  # the shortest of parallel edges comes last and stays
    net.add_weighted_edges_from(zip(walk.start[order].tolist(), walk.end[order].tolist(), walk.length[order].tolist()))
    clock("build")
    home, centre = nearest_nodes(walk, walk.homes), nearest_nodes(walk, walk.centres)
    clock("snap")
    reached = [networkx.single_source_dijkstra_path_length(net, int(c), cutoff=RADIUS) for c in centre]
    clock("search")
    return np.array([np.isin(home, list(r)) for r in reached]), clock.stages


def hulls(walk):
    """The usual recipe on top of a node search: the convex hull of the reached nodes."""
    clock = Clock()
    centre = nearest_nodes(walk, walk.centres)
    near = walking.dijkstra(walking.graph(walk), directed=False, indices=centre, limit=RADIUS) <= RADIUS
    shapes = [shapely.convex_hull(shapely.multipoints(walk.nodes[row])) for row in near]
    clock("search")
    return inside_of(shapes, walk.homes), clock.stages


def straight(walk):
    clock = Clock()
    distance = np.hypot(
        shapely.get_x(walk.centres)[:, None] - shapely.get_x(walk.homes),
        shapely.get_y(walk.centres)[:, None] - shapely.get_y(walk.homes),
    )
    clock("search")
    return distance <= RADIUS, clock.stages


def inside_of(shapes, points):
    inside = np.zeros((len(shapes), len(points)), bool)
    shape, point = shapely.STRtree(points).query(shapes, "intersects")
    inside[shape, point] = True
    return inside


def write_osm(walk, path):
    """The same lines as an OSM file, joined where they join: at their ends."""
    lonlat = gpd.GeoSeries(walk.lines, crs=walk.crs).to_crs(4326).values
    path.unlink(missing_ok=True)
    xy, line = shapely.get_coordinates(lonlat, return_index=True)
    first = np.concatenate([[0], np.flatnonzero(line[1:] != line[:-1]) + 1])
    last = np.concatenate([first[1:], [len(xy)]]) - 1
    number = np.arange(len(xy)) + len(walk.nodes) + 1
    number[first], number[last] = walk.start + 1, walk.end + 1
    _, once = np.unique(number, return_index=True)
    with osmium.SimpleWriter(str(path)) as writer:
        for i in once:
            writer.add_node(osmium.osm.mutable.Node(id=int(number[i]), location=tuple(xy[i]), version=1))
        for i, (a, b) in enumerate(zip(first, last)):
            tags = {"highway": "residential", "foot": "yes"}
            writer.add_way(osmium.osm.mutable.Way(id=i + 1, nodes=number[a : b + 1].tolist(), tags=tags, version=1))
    return path


def valhalla_tiles(walk):
    """(configuration, CPU seconds) of a graph built from the same lines."""
    folder = OUT / "valhalla"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    osm = write_osm(walk, folder / "walk.osm.pbf")
    scripts = Path(sys.executable).parent
    config = folder / "valhalla.json"
    made = command([scripts / "valhalla_build_config", "--mjolnir-tile-dir", folder / "tiles", "--mjolnir-concurrency", "1"], 60)
    settings = json.loads(made["out"])
    settings["service_limits"]["isochrone"] |= {"max_distance_contour": 200, "max_time_contour": 120}
    config.write_text(json.dumps(settings))
    built = command([Path(valhalla.__file__).parent / "bin" / "valhalla_build_tiles", "-c", config, osm], 300)
    if built["state"] != "done":
        raise RuntimeError("tiles were not built: " + built["err"][-200:])
    return config, built["cpu"]


def with_valhalla(walk):
    config, built = valhalla_tiles(walk)
    actor = valhalla.Actor(str(config))
    places = gpd.GeoSeries(walk.centres, crs=walk.crs).to_crs(4326)
    home = gpd.GeoSeries(walk.homes, crs=walk.crs).to_crs(4326).values
    clock = Clock()
    shapes = []
    for place in places:
        query = {
            "locations": [{"lon": place.x, "lat": place.y}],
            "costing": "pedestrian",
            "polygons": True,
            "generalize": 0,
            "denoise": 0,
            "contours": [{"distance": RADIUS / 1000}],
        }
        answer = json.loads(actor.isochrone(json.dumps(query)))
        shapes.append(
            shapely.make_valid(shapely.union_all([shapely.from_geojson(json.dumps(f["geometry"])) for f in answer["features"]]))
        )
    clock("search and polygons")
    return inside_of(np.array(shapes), home), {"build": built} | clock.stages


def with_wangge(walk, city, truth):
    made = OUT / "circles.gpkg"
    run = wangge("circles", city, "-o", made, "--json")
    row = {
        "tool": "wangge",
        "state": run["state"],
        "cpu": run["cpu"],
        "note": "whole command: files read, network and straight circles at 4 radii "
        "with polygons, lines, gaps and coverage, file written",
    }
    if run["state"] != "done":
        return [row | {"note": run["err"][-300:]}]
    told = json.loads(run["out"])
    if "seconds" in told or "stages" in told:
        row["stages"] = told.get("stages", told.get("seconds"))
    circles = gpd.read_file(made, layer="circles")
    mine = circles[(circles["mode"] == "network") & (circles.metres == RADIUS)].set_index("centre_id")
    order = gpd.read_file(Path(city).parent / "porto_alegre.gpkg", layer="centres").id.astype(str)
    inside = inside_of(mine.geometry.reindex(order).values, walk.homes)
    homes = gpd.read_file(Path(city).parent / "porto_alegre.gpkg", layer="households")
    stated = mine.households.reindex(order).values
    counted = (inside_of(mine.geometry.reindex(order).values, homes.geometry.values) * homes.households.values).sum(1)
    bare = wangge(
        "circles", city, "-o", made, "--mode", "network", "--set", "circles.minutes=[]", "--set", "circles.metres=[1000]"
    )
    row |= error(inside, truth, walk.households) | {"list_differs_from_polygon": int((stated != counted).sum())}
    return [
        row,
        {
            "tool": "wangge, network circles of 1,000 m only",
            "state": bare["state"],
            "cpu": bare["cpu"],
            "note": "whole command again",
        },
    ]


def snapping(walk):
    clock = Clock()
    shapely.STRtree(walk.lines).query_nearest(walk.homes, all_matches=False)
    clock("snap")
    return None, clock.stages


def main(quick):
    city = case("porto_alegre")
    if city is None:
        save("circles", [{"tool": "all", "state": "the case porto_alegre is not on this machine"}])
        return
    walk = walking.read(city)
    if quick:
        walk.centres = walk.centres[:20]
    homes, centres = walking.snap(walk, walk.homes), walking.snap(walk, walk.centres)
    barred = walking.barred(walk, walk.homes, homes)
    walk.homes, walk.households = walk.homes[~barred], walk.households[~barred]  # no tool is judged on these
    homes = walking.snap(walk, walk.homes)
    truth = walking.distances(walk, homes, centres, RADIUS) <= RADIUS
    peers = [
        ("scipy Dijkstra, the rule itself", walking, scipy_rule),
        ("shapely nearest line, 20,000 points", shapely, snapping),
        ("pandana, nearest node", pandana, with_pandana),
        ("networkx, nearest node", networkx, with_networkx),
        ("scipy, convex hull of reached nodes", walking, hulls),
        ("straight circle", shapely, straight),
        ("Valhalla isochrone polygon", valhalla and osmium, with_valhalla),
    ]
    rows = [] if quick else with_wangge(walk, city, truth)
    for name, module, work in peers:
        print(f"circles: {name}", file=sys.stderr)
        if not module:
            rows.append({"tool": name, "state": "not installed"})
            continue
        run = measured(work, walk, limit=400)
        row = {"tool": name, "state": run["state"]}
        if run["state"] == "done":
            inside, stages = run["value"]
            row |= {"cpu": sum(stages.values()), "stages": stages} | (
                {} if inside is None else error(inside, truth, walk.households)
            )
        else:
            row["note"] = str(run["value"])
        rows.append(row)
    packages = ("pandana", "networkx", "scipy", "shapely", "pyvalhalla", "osmium")
    save(
        "circles",
        rows,
        reached=int((truth * walk.households).sum()),
        centres=len(walk.centres),
        homes=len(walk.homes),
        barred=int(barred.sum()),
        versions={p: version(p) for p in packages},
    )


if __name__ == "__main__":
    OUT.mkdir(exist_ok=True)
    main("--quick" in sys.argv)
