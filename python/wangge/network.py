"""Walking networks: lines that know where they join, from graphs of osmnx and networkx or from frames."""
from dataclasses import dataclass
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from wangge import _frames as frames
from wangge.errors import INVALID_INPUT, UNKNOWN_CRS, WanggeError

# Columns of the lines beside the geometry; what a graph does not say is missing.
ATTRIBUTES = ("name", "foot", "bridge", "tunnel")


def is_graph(thing: Any) -> bool:
    """A graph of networkx, told by what it can do: networkx itself need not be there."""
    return not isinstance(thing, (gpd.GeoDataFrame, Network)) and all(hasattr(thing, name) for name in ("nodes", "edges", "is_multigraph"))


@dataclass(frozen=True)
class Network:
    """A walking network, as `coverage`, `isochrones` and `site` take it.

    Lines join at nodes of equal name and nowhere else: a footbridge over a road is no junction.

    Attributes
    ----------
    lines : geopandas.GeoDataFrame
        One row a line: ``from_node``, ``to_node`` (text), ``name``, ``foot`` (lines that say no take no part), ``bridge``,
        ``tunnel``.

    See Also
    --------
    coverage, isochrones, site : take a network, a graph or a frame of lines.

    Examples
    --------
    >>> import geopandas, shapely, wangge
    >>> lines = geopandas.GeoDataFrame({"u": [1, 2], "v": [2, 3]}, crs="EPSG:4546",
    ...     geometry=[shapely.LineString([(0, 0), (700, 0)]), shapely.LineString([(700, 0), (700, 500)])])
    >>> network = wangge.Network.from_lines(lines, from_node="u", to_node="v")
    >>> network
    <wangge.Network: 3 nodes, 2 lines, 1.2 km, EPSG:4546>
    """

    lines: gpd.GeoDataFrame

    def __repr__(self):
        metric = self.lines.crs is not None and self.lines.crs.is_projected
        length = f"{self.lines.length.sum() / 1000:.1f} km, " if metric else ""
        nodes = len(pd.unique(self.lines[["from_node", "to_node"]].to_numpy().ravel())) if len(self.lines) else 0
        crs = self.lines.crs.to_string() if self.lines.crs else "no CRS"
        return f"<wangge.Network: {nodes} nodes, {len(self.lines)} lines, {length}{crs}>"

    @property
    def crs(self):
        """CRS of the lines."""
        return self.lines.crs

    def to_crs(self, crs) -> "Network":
        """The network in another CRS; osmnx downloads in degrees, walks are counted in metres.

        Parameters
        ----------
        crs : pyproj.CRS or whatever it is made of

        Returns
        -------
        Network
        """
        return Network(self.lines.to_crs(crs))

    @classmethod
    def from_graph(cls, graph: Any, *, crs: Any = None, x: str = "x", y: str = "y", geometry: str = "geometry") -> "Network":
        """A network from a graph of osmnx or networkx, directed or not, multiple or not.

        Parameters
        ----------
        graph : networkx graph
            Nodes have coordinates; edges may have a geometry (else they are straight) and ``name``, ``foot``, ``bridge``,
            ``tunnel``. Two directions of one street become one line: walkers know no one-way streets.
        crs : optional
            Of the coordinates; default: what the graph says (``graph.graph["crs"]``, as osmnx writes it).
        x, y, geometry : str
            Names of attributes.

        Returns
        -------
        Network

        Raises
        ------
        WanggeError
            Code 104 no CRS, 201 a node without coordinates.

        Examples
        --------
        >>> import networkx, geopandas, shapely, wangge
        >>> graph = networkx.MultiDiGraph(crs="EPSG:4546")
        >>> graph.add_node(1, x=0.0, y=0.0); graph.add_node(2, x=1500.0, y=0.0)
        >>> _ = graph.add_edge(1, 2), graph.add_edge(2, 1)
        >>> wangge.Network.from_graph(graph)
        <wangge.Network: 2 nodes, 1 lines, 1.5 km, EPSG:4546>
        >>> centres = geopandas.GeoDataFrame({"id": ["c"]}, geometry=[shapely.Point(0, 0)], crs="EPSG:4546")
        >>> wangge.isochrones(centres, graph, metres=[1000], minutes=[])["metres"].tolist()
        [1000.0]
        """
        crs = graph.graph.get("crs") if crs is None else crs
        if crs is None:
            raise WanggeError("the graph has no CRS: give crs=, or set graph.graph['crs'] as osmnx does", UNKNOWN_CRS)
        places = _places(graph, x, y)
        rows: dict[tuple[Any, ...], dict[str, Any]] = {}
        for start, end, data in graph.edges(data=True):
            line = data.get(geometry)
            if line is None:
                line = shapely.LineString([places[start], places[end]])
            elif _runs_back(line, places[start], places[end]):
                start, end = end, start
            ends = tuple(sorted((str(start), str(end))))
            row = {name: _word(data.get(name)) for name in ATTRIBUTES}
            # osmnx has one edge a direction; of equal ones the first stands.
            key = (*ends, shapely.normalize(shapely.force_2d(line)).wkb, *(row[name] for name in ATTRIBUTES[1:]))
            rows.setdefault(key, {"from_node": str(start), "to_node": str(end), **row, "geometry": line})
        columns = ["from_node", "to_node", *ATTRIBUTES, "geometry"]
        return cls(gpd.GeoDataFrame(pd.DataFrame(list(rows.values()), columns=columns), geometry="geometry", crs=crs))

    @classmethod
    def from_lines(
        cls, lines: gpd.GeoDataFrame, *, from_node: str | None = None, to_node: str | None = None, foot: str = "foot"
    ) -> "Network":
        """A network from a frame of lines, for example the edges of ``osmnx.graph_to_gdfs``.

        Parameters
        ----------
        lines : geopandas.GeoDataFrame
            Lines, in any CRS.
        from_node, to_node : str, optional
            Columns, or levels of the index (``"u"``, ``"v"`` of osmnx), that name the nodes. Default: lines join where
            vertices coincide exactly, and are cut there; never where they merely cross.
        foot : str
            Name of a column; lines that say no take no part.

        Returns
        -------
        Network
        """
        table = lines.reset_index()
        frames.require_types(table, frames.LINES, "lines")
        table = table[table.geometry.notna() & ~table.geometry.is_empty].explode(ignore_index=True)
        if (from_node is None) != (to_node is None):
            raise WanggeError("from_node and to_node go together", INVALID_INPUT)
        if from_node is None:
            table, nodes = _cut_at_joints(table)
        else:
            given = {"from_node": from_node, "to_node": to_node}
            nodes = {role: frames.texts(frames.column(table, column, "lines")) for role, column in given.items()}
        sources = {"foot": foot, **{name: name for name in ATTRIBUTES if name != "foot"}}
        columns = {name: [_word(v) for v in table[source]] if source in table else None for name, source in sources.items()}
        return cls(gpd.GeoDataFrame({**nodes, **{name: columns[name] for name in ATTRIBUTES}}, geometry=table.geometry.values, crs=lines.crs))

    def to_networkx(self):
        """The network as a ``networkx.MultiGraph`` that osmnx understands: nodes with ``x``, ``y``, edges with ``length``.

        Returns
        -------
        networkx.MultiGraph
        """
        import networkx

        graph = networkx.MultiGraph(crs=self.crs)
        first, last = (shapely.get_point(self.lines.geometry.values, place) for place in (0, -1))
        for row, start, end in zip(self.lines.to_dict("records"), first, last, strict=True):
            graph.add_node(row["from_node"], x=start.x, y=start.y)
            graph.add_node(row["to_node"], x=end.x, y=end.y)
            said = {name: row[name] for name in ATTRIBUTES if not pd.isna(row[name])}
            graph.add_edge(row["from_node"], row["to_node"], geometry=row["geometry"], length=row["geometry"].length, **said)
        return graph


def _places(graph, x, y):
    places = {}
    for node, data in graph.nodes(data=True):
        if data.get(x) is None or data.get(y) is None:
            raise WanggeError(f"node {node!r} has no {x!r} or {y!r}; the graph's nodes need coordinates", INVALID_INPUT)
        places[node] = (float(data[x]), float(data[y]))
    return places


def _runs_back(line, start, end):
    """The line begins at the edge's end: undirected graphs name their ends in either order."""
    x, y = line.coords[0][:2]
    return (x - start[0]) ** 2 + (y - start[1]) ** 2 > (x - end[0]) ** 2 + (y - end[1]) ** 2


def _word(value):
    """One word an attribute; edges that osmnx has joined have a list, of which any that is not `no` counts."""
    if isinstance(value, (list, tuple, set)):
        return ";".join(str(one) for one in value) or None
    return None if value is None or value is pd.NA or value != value else str(value)


def _cut_at_joints(table):
    """The lines in pieces from joint to joint, and the nodes at their ends by number. Joints: ends, and vertices of two lines."""
    coordinates, line = shapely.get_coordinates(table.geometry.values, return_index=True)
    _, place, times = np.unique(coordinates, axis=0, return_inverse=True, return_counts=True)
    place = place.ravel()
    border = np.flatnonzero(np.diff(line)) + 1  # first vertices of the lines but the first line
    first, last = np.concatenate([[0], border]), np.concatenate([border, [len(line)]]) - 1
    joint = times[place] > 1
    joint[first] = joint[last] = True
    at = np.flatnonzero(joint)
    same_line = line[at[:-1]] == line[at[1:]]
    starts, ends = at[:-1][same_line], at[1:][same_line]
    vertices = [np.arange(start, end + 1) for start, end in zip(starts, ends, strict=True)]
    pieces = shapely.linestrings(
        coordinates[np.concatenate(vertices)] if vertices else np.empty((0, 2)),
        indices=np.repeat(np.arange(len(vertices)), [len(one) for one in vertices]),
    )
    cut = table.iloc[line[starts]].reset_index(drop=True).set_geometry(pieces, crs=table.crs)
    return cut, {"from_node": place[starts].astype(str), "to_node": place[ends].astype(str)}
