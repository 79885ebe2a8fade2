"""Walks on a graph whose coordinates were rounded to the centimetre: where they differ, two lines were equally near.

A building enters at the nearest point of the nearest line. Where two lines are as near to within the rounding, either may win, and the way
on from there is another one: differences of a hundred metres are ties, not faults. This is what the test holds the package to.
"""
import geopandas as gpd
import numpy as np
import pytest
import shapely

package = pytest.importorskip("wangge", reason="the Python package is not installed: pip install --no-build-isolation --no-deps .")
if not hasattr(package, "Network"):
    pytest.skip("another or an older thing named wangge was found", allow_module_level=True)
networkx = pytest.importorskip("networkx")

CENTIMETRE = 2  # digits
MOVED = 0.0072  # what rounding to 1 cm moves a vertex at most: half a centimetre in x and y


def rounded(lines, digits):
    return lines.set_geometry(shapely.transform(lines.geometry.values, lambda xy: np.round(xy, digits)))


def as_graph(lines):
    """Every stretch an edge between the places of its ends, as people make graphs of lines."""
    graph = networkx.MultiGraph(crs=lines.crs)
    for line in lines.itertuples():
        xy = [tuple(p) for p in shapely.get_coordinates(line.geometry)]
        for start, end in zip(xy[:-1], xy[1:], strict=True):
            for node in (start, end):
                graph.add_node(node, x=node[0], y=node[1])
            graph.add_edge(start, end, geometry=shapely.LineString([start, end]), foot=line.foot, bridge=line.bridge, tunnel=line.tunnel)
    return graph


def stretches(lines):
    """The stretches that take part, one line each."""
    walked = lines[~lines.foot.astype(str).str.lower().isin(["no", "false", "0"])]
    xy, line = shapely.get_coordinates(walked.geometry.values, return_index=True)
    ends = np.flatnonzero(line[:-1] == line[1:])
    return shapely.linestrings(np.stack([xy[ends], xy[ends + 1]], axis=1))


def feet(lines, points):
    return shapely.line_interpolate_point(lines, shapely.line_locate_point(lines, points))


def equally_near(lines, points, metres):
    """True where a second foot, at least 5 cm from the first, is at most `metres` farther than it."""
    all_lines = stretches(lines)
    tree = shapely.STRtree(all_lines)
    nearest = tree.nearest(points)
    legs = shapely.distance(all_lines[nearest], points)
    point, other = tree.query(points, predicate="dwithin", distance=legs + metres)
    apart = shapely.distance(feet(all_lines[other], points[point]), feet(all_lines[nearest], points)[point]) > 0.05
    twice = np.zeros(len(points), bool)
    twice[point[apart]] = True
    return twice


@pytest.fixture(scope="module")
def layers(sample):
    return {name: gpd.read_file(sample.folder / "city.gpkg", layer=name) for name in ("buildings", "centres", "walk_network")}


def walks(layers, network):
    covered = package.coverage(layers["buildings"], layers["centres"], network)
    return covered.buildings.set_index("building_id")


def test_a_graph_of_the_same_coordinates_gives_the_same_walks(layers):
    lines = layers["walk_network"]
    raw, graph = walks(layers, lines), walks(layers, package.Network.from_graph(as_graph(lines)))
    assert (raw.walk_metres - graph.walk_metres).abs().max() == 0
    assert (raw.nearest_centre == graph.nearest_centre).all()


def test_rounding_moves_no_walk_but_where_two_lines_are_equally_near(layers):
    lines = layers["walk_network"]
    raw = walks(layers, lines)
    graph = walks(layers, package.Network.from_graph(as_graph(rounded(lines, CENTIMETRE))))
    # Legs are those of the rounded lines: none moved by more than its line did.
    assert (raw.access_metres - graph.access_metres).abs().max() <= MOVED
    differ = ((raw.walk_metres - graph.walk_metres).abs() > 0.5).to_numpy()
    assert differ.any(), "the sample city has buildings halfway between two streets"
    assert differ.mean() < 0.05
    ties = equally_near(lines, raw.geometry.values, 2 * MOVED)
    centre_ties = equally_near(lines, layers["centres"].geometry.values, 2 * MOVED)
    assert not centre_ties.any(), "a centre with two feet would move the walks of many"
    unexplained = raw.index[differ & ~ties]
    assert len(unexplained) == 0, list(unexplained)
    # And the graph is not to blame: the rounded lines themselves give the walks of their graph.
    same = walks(layers, rounded(lines, CENTIMETRE))
    assert (same.walk_metres - graph.walk_metres).abs().max() == 0
