"""wangge.Network: graphs of networkx and osmnx, frames of lines, and the walks on them."""
import doctest
import importlib
import subprocess
import sys

import geopandas as gpd
import pytest
import shapely
from conftest import CRS, write_city
from osm_files import write_xml
from test_osm import town

package = pytest.importorskip("wangge", reason="the Python package is not installed: pip install --no-build-isolation --no-deps .")
if not hasattr(package, "Network"):
    pytest.skip("another or an older thing named wangge was found", allow_module_level=True)
networkx = pytest.importorskip("networkx")

EAST, NORTH = 500_000.0, 4_500_000.0
WIDE = {"metres": [3000], "minutes": []}


def graph_like_osmnx(kind=networkx.MultiDiGraph, crs=CRS):
    """A street in a bow from 1 to 2, its way back, a straight one to 3, and a footbridge over it from 4 to 5 that joins nothing."""
    graph = kind(crs=crs)
    for node, (x, y) in {1: (0, 0), 2: (1000, 0), 3: (1000, 800), 4: (500, -900), 5: (500, 900)}.items():
        graph.add_node(node, x=EAST + x, y=NORTH + y)
    bow = shapely.LineString([(EAST, NORTH), (EAST + 500, NORTH + 500), (EAST + 1000, NORTH)])
    graph.add_edge(1, 2, geometry=bow, osmid=[7, 8], name=["A", "B"], highway="footway", length=1.0)
    graph.add_edge(2, 1, geometry=bow.reverse(), osmid=7, name=["A", "B"], highway="footway", length=1.0)
    graph.add_edge(2, 3, osmid=9)
    graph.add_edge(4, 5, osmid=10, bridge="yes")
    return graph


@pytest.fixture
def centres():
    return gpd.GeoDataFrame({"id": ["c"]}, geometry=[shapely.Point(EAST, NORTH)], crs=CRS)


@pytest.fixture
def homes():
    places = [(0, 0), (1000, 0), (1000, 800), (500, 900)]
    return gpd.GeoDataFrame(
        {"building_id": list("abcd"), "households": [10] * 4},
        geometry=[shapely.Point(EAST + x, NORTH + y) for x, y in places],
        crs=CRS,
    )


@pytest.mark.parametrize("kind", [networkx.Graph, networkx.DiGraph, networkx.MultiGraph, networkx.MultiDiGraph])
def test_every_kind_of_graph_gives_the_same_network(kind):
    network = package.Network.from_graph(graph_like_osmnx(kind))
    assert len(network.lines) == 3 and network.crs == CRS
    assert sorted(map(sorted, zip(network.lines["from_node"], network.lines["to_node"], strict=True))) == [["1", "2"], ["2", "3"], ["4", "5"]]
    assert network.lines["bridge"].fillna("").tolist() == ["", "", "yes"]


def test_undirected_graphs_may_name_the_ends_in_either_order(homes, centres):
    """Every edge turned round, its geometry as it was: to_undirected of osmnx and subgraphs give such."""
    turned = networkx.MultiGraph(crs=CRS)
    graph = graph_like_osmnx()
    turned.add_nodes_from(graph.nodes(data=True))
    turned.add_edges_from((end, start, data) for start, end, data in graph.edges(data=True))
    network = package.Network.from_graph(turned)
    for line, start in zip(network.lines.geometry, network.lines["from_node"], strict=True):
        node = graph.nodes[int(start)]
        assert line.coords[0] == (node["x"], node["y"])
    walks = [package.coverage(homes, centres, given, **WIDE).buildings["walk_metres"].tolist()[:3] for given in (graph, turned)]
    assert walks[0] == walks[1]


def test_two_streets_between_the_same_nodes_stay_two():
    graph = graph_like_osmnx()
    graph.add_edge(1, 2)
    assert len(package.Network.from_graph(graph).lines) == 4


def test_walks_on_a_graph_follow_its_geometry_and_join_at_nodes_alone(homes, centres):
    told = package.coverage(homes, centres, graph_like_osmnx(), **WIDE).buildings
    bow = 2 * 500 * 2**0.5
    assert told["walk_metres"].iloc[:3].tolist() == pytest.approx([0, bow, bow + 800])
    assert told["walk_metres"].isna().iloc[3] or told["walk_metres"].iloc[3] > 3000  # lines cross in the bow and do not join


def test_graph_network_and_lines_are_one(homes, centres):
    graph = graph_like_osmnx()
    network = package.Network.from_graph(graph)
    again = package.Network.from_graph(network.to_networkx())
    walks = [
        package.coverage(homes, centres, given, **WIDE, **more).buildings["walk_metres"].tolist()
        for given, more in [(graph, {}), (network, {}), (again, {}), (network.lines, {"from_node": "from_node", "to_node": "to_node"})]
    ]
    assert all(walk[:3] == walks[0][:3] for walk in walks)
    rings = [package.isochrones(centres, given, metres=[900], minutes=[]).geometry.iloc[0] for given in (graph, network, again)]
    assert rings[0].equals(rings[1]) and rings[0].symmetric_difference(rings[2]).area < 1e-6


def test_site_takes_a_graph(homes, centres):
    away = centres.set_geometry(centres.translate(0, 0)).iloc[:0]
    answer = package.site(homes.iloc[:3], away, graph_like_osmnx(), add=1, metres=[1500], minutes=[])
    assert len(answer.sites) == 1 and answer.covered_after == 30 and answer.proven


def test_lines_that_say_no_take_no_part(homes, centres):
    graph = graph_like_osmnx()
    graph.edges[2, 3, 0]["foot"] = "no"
    walks = package.coverage(homes, centres, graph, **WIDE).buildings["walk_metres"]
    assert walks.isna().tolist() == [False, False, True, True]  # what is nearest to the third home is the bridge, on no way to here


@pytest.mark.filterwarnings("default")
@pytest.mark.parametrize("simplify", [True, False])
def test_graphs_that_osmnx_makes_walk_as_the_program_walks(simplify, wangge, tmp_path):
    """The town of test_osm.py through osmnx, offline: projected, simplified or not, as a graph and as frames of its edges."""
    osmnx = pytest.importorskip("osmnx", reason="osmnx is optional: pip install osmnx")
    nodes, ways = town()
    del ways[16]  # the motorway: who asks osmnx for a walking network gets none
    centres = '[centres]\npath = "city.gpkg"\nlayer = "centres"\nid = "id"\n'
    project = write_city(tmp_path / "town", [20] * 16, lines=[centres + '[walk_network]\npath = "town.osm"'])
    gpd.GeoDataFrame({"id": ["c"]}, geometry=[shapely.Point(EAST + 1490, NORTH)], crs=CRS).to_file(
        project.parent / "city.gpkg", layer="centres", driver="GPKG"
    )
    write_xml(project.parent / "town.osm", nodes, ways)
    wangge("circles", project, "-o", tmp_path / "circles.gpkg", "--mode", "network")
    told = gpd.read_file(tmp_path / "circles.gpkg", layer="coverage").set_index("building_id")["walk_metres"]
    graph = osmnx.graph_from_xml(project.parent / "town.osm", simplify=simplify, retain_all=True)
    graph = osmnx.project_graph(graph, to_crs=CRS)
    edges = osmnx.graph_to_gdfs(graph, nodes=False)
    project.write_text(project.read_text(encoding="utf-8").split("[walk_network]")[0], encoding="utf-8")
    city = package.read_city(project)
    assert len(package.Network.from_graph(graph).lines) == (6 if simplify else 10)
    for network in (graph, package.Network.from_lines(edges, from_node="u", to_node="v"), package.Network.from_graph(graph).to_networkx()):
        mine = package.coverage(city.buildings, city.centres, network).buildings.set_index("building_id")["walk_metres"]
        assert (mine - told.reindex(mine.index)).abs().max() < 1e-3 and told.min() > 1300


def test_a_file_of_openstreetmap_is_read_as_the_program_reads_it(wangge, tmp_path):
    """The motorway is no way, the footbridge joins nothing that it crosses."""
    lines = ['[centres]\npath = "city.gpkg"\nlayer = "centres"\nid = "id"\n[walk_network]\npath = "town.osm"']
    project = write_city(tmp_path / "town", [20] * 16, lines=lines)
    gpd.GeoDataFrame({"id": ["c"]}, geometry=[shapely.Point(EAST + 1490, NORTH)], crs=CRS).to_file(
        project.parent / "city.gpkg", layer="centres", driver="GPKG"
    )
    write_xml(project.parent / "town.osm", *town())
    wangge("circles", project, "-o", tmp_path / "circles.gpkg", "--mode", "network")
    told = gpd.read_file(tmp_path / "circles.gpkg", layer="coverage").set_index("building_id")["walk_metres"]
    city = package.read_city(project)
    mine = city.coverage().buildings.set_index("building_id")["walk_metres"]
    assert (mine - told.reindex(mine.index)).abs().max() < 1e-3 and told.min() > 1300
    assert city.walk_network["foot"].tolist().count("no") == 1 and city.walk_network["bridge"].tolist().count("yes") == 1


def test_networks_from_frames_of_osmnx():
    """graph_to_gdfs has the nodes in the index: u, v, key."""
    network = package.Network.from_graph(graph_like_osmnx())
    edges = network.lines.rename(columns={"from_node": "u", "to_node": "v"}).assign(key=0).set_index(["u", "v", "key"])
    same = package.Network.from_lines(edges, from_node="u", to_node="v")
    assert same.lines[["from_node", "to_node"]].equals(network.lines[["from_node", "to_node"]])
    by_place = package.Network.from_lines(network.lines)
    assert by_place.lines["from_node"].nunique() + by_place.lines["to_node"].nunique() == 6
    with pytest.raises(package.WanggeError, match="go together"):
        package.Network.from_lines(edges, from_node="u")


def test_lines_join_at_vertices_inside_them_as_they_do_without_a_network(homes, centres):
    """A long street with a vertex where a side street begins, and a bridge over both that has a vertex nowhere near."""
    lines = gpd.GeoDataFrame(
        {"name": ["long", "side", "bridge"]},
        geometry=[
            shapely.LineString([(EAST, NORTH), (EAST + 500, NORTH), (EAST + 1000, NORTH), (EAST + 1500, NORTH)]),
            shapely.LineString([(EAST + 1000, NORTH), (EAST + 1000, NORTH + 800)]),
            shapely.LineString([(EAST + 700, NORTH - 900), (EAST + 700, NORTH + 900)]),
        ],
        crs=CRS,
    )
    network = package.Network.from_lines(lines)
    assert sorted(network.lines.length.round().tolist()) == [500, 800, 1000, 1800]
    assert network.lines["name"].tolist() == ["long", "long", "side", "bridge"]
    assert network.lines.union_all().equals(lines.union_all())
    walks = [package.coverage(homes, centres, given, **WIDE).buildings["walk_metres"].tolist() for given in (lines, network)]
    assert walks[0][:3] == walks[1][:3] == [0, 1000, 1800]


def test_the_network_of_the_sample_city_walks_as_its_lines(sample):
    city = package.read_city(sample.city)
    network = package.Network.from_lines(city.walk_network)
    built = city.centres.iloc[:5]
    lines, nodes, graph = (
        package.coverage(city.buildings, built, given).buildings["walk_metres"].fillna(-1)
        for given in (city.walk_network, network, network.to_networkx())
    )
    assert (lines - nodes).abs().max() < 1e-6 and (lines - graph).abs().max() < 1e-6


def test_distances_are_those_of_networkx(sample):
    """From one node to every other, by Dijkstra of networkx on the same lengths."""
    network = package.Network.from_lines(package.read_city(sample.city).walk_network)
    network = package.Network(network.lines.assign(foot=None))
    graph = network.to_networkx()
    graph = graph.subgraph(max(networkx.connected_components(graph), key=len))
    start, *_ = graph
    told = networkx.single_source_dijkstra_path_length(graph, start, weight="length")
    places = gpd.GeoDataFrame(
        {"building_id": list(graph), "households": 1},
        geometry=[shapely.Point(data["x"], data["y"]) for _, data in graph.nodes(data=True)],
        crs=network.crs,
    )
    centre = places.iloc[[0]].rename(columns={"building_id": "id"})
    walks = package.coverage(places, centre, graph, metres=[100_000], minutes=[]).buildings.set_index("building_id")["walk_metres"]
    assert len(walks) > 1000 and max(abs(walks[node] - metres) for node, metres in told.items()) < 1e-6


def test_degrees_are_refused_and_brought_into_metres(homes, centres):
    network = package.Network.from_graph(graph_like_osmnx())
    degrees = network.to_crs("EPSG:4326")
    with pytest.raises(package.WanggeError, match="metres") as failure:
        package.coverage(homes, centres, degrees, **WIDE)
    assert failure.value.code == 104
    walks = package.coverage(homes, centres, degrees.to_crs(CRS), **WIDE).buildings["walk_metres"].iloc[:3]
    assert walks.tolist() == pytest.approx(package.coverage(homes, centres, network, **WIDE).buildings["walk_metres"].iloc[:3].tolist(), abs=1e-3)


def test_graphs_without_places_are_refused():
    with pytest.raises(package.WanggeError, match="CRS") as failure:
        package.Network.from_graph(networkx.path_graph(3))
    assert failure.value.code == 104
    with pytest.raises(package.WanggeError, match="node 0") as failure:
        package.Network.from_graph(networkx.path_graph(3), crs=CRS)
    assert failure.value.code == 201


def test_networkx_is_no_condition():
    """The package is imported, and walks on frames are counted, where networkx cannot be."""
    script = """
import sys
sys.modules["networkx"] = None
import geopandas, shapely, wangge
lines = geopandas.GeoDataFrame(geometry=[shapely.LineString([(0, 0), (2000, 0)])], crs="EPSG:4546")
centres = geopandas.GeoDataFrame({"id": ["c"]}, geometry=[shapely.Point(0, 0)], crs="EPSG:4546")
print(len(wangge.isochrones(centres, wangge.Network.from_lines(lines), metres=[500], minutes=[])))
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert done.stdout.strip() == "1", done.stderr


def test_the_examples_of_the_docstrings_run():
    result = doctest.testmod(importlib.import_module("wangge.network"))
    assert result.attempted > 0 and result.failed == 0
