"""A plan: the grids of every community, and what can be made of them."""
import os
from collections.abc import Mapping
from dataclasses import dataclass

import geopandas as gpd
import pandas as pd

from wangge import _drawing, _plan_file, assignments


@dataclass(frozen=True)
class Plan:
    """Grids of every community and what there is to say about them.

    All frames are in the CRS of the input; lengths in metres, areas in square metres, fields as in the plan file of the
    program.

    Attributes
    ----------
    grids : geopandas.GeoDataFrame
        One row a grid: ``grid_code``, ``households``, ``status`` (``ok``, ``too_small``, ``too_large``), ``reason`` ...
    cells : geopandas.GeoDataFrame
        One row a building with its land (``building_id`` missing: land without a building); the cells of a community tile it.
    communities : geopandas.GeoDataFrame
        One row a community, with the index of the input: ``objective``, ``lower_bound``, ``gap``, ``proof`` ...
    findings : geopandas.GeoDataFrame
        Imperfect records, what was done about them, and where.
    violations : geopandas.GeoDataFrame
        Rules that the plan cannot keep (G001 to G015), with the reason in words.
    stopped_early : bool
        The time limit was met, or Ctrl-C came; the plan is valid, better ones may exist.

    branches : geopandas.GeoDataFrame or None
        Party branches, where they were asked for: ``branch_code``, ``grid_codes``, ``party_members``, ``status`` ...
    party_groups : geopandas.GeoDataFrame or None
        Party groups (党小组) of the branches, by yards: ``group_code``, ``branch_code``, ``compound_ids``, ``party_members`` ...
    levels : geopandas.GeoDataFrame or None
        With three levels, the grids of all of them: ``level``, ``kind``, ``code``, ``parent_code`` ...
    layer_crosswalk : pandas.DataFrame or None
        With functional layers: what every old grid and every grid have in common.

    See Also
    --------
    divide : makes plans.
    read_plan : reads those of the program.
    """

    grids: gpd.GeoDataFrame
    cells: gpd.GeoDataFrame
    communities: gpd.GeoDataFrame
    findings: gpd.GeoDataFrame
    violations: gpd.GeoDataFrame
    stopped_early: bool = False
    branches: gpd.GeoDataFrame | None = None
    party_groups: gpd.GeoDataFrame | None = None
    levels: gpd.GeoDataFrame | None = None
    layer_crosswalk: pd.DataFrame | None = None

    def __repr__(self):
        whole = self.whole_grids()
        in_range = int((whole["status"] == "ok").sum())
        return f"<wangge.Plan: {len(self.communities)} communities, {len(whole)} grids, {in_range} in range>"

    def whole_grids(self) -> gpd.GeoDataFrame:
        """The grids without the micro grids that lie inside them.

        Returns
        -------
        geopandas.GeoDataFrame
        """
        return self.grids[self.grids["kind"] != "micro"] if "kind" in self.grids.columns else self.grids

    def plot(self, ax=None, *, labels: bool = True, figsize: tuple[float, float] = (10, 10)):
        """Draw the grids with matplotlib: neighbours differ in colour, grids out of range are hatched.

        Parameters
        ----------
        ax : matplotlib.axes.Axes, optional
            Where to draw; default: a new figure.
        labels : bool
            Write the households of each grid into it.
        figsize : tuple of float
            Inches of a new figure.

        Returns
        -------
        matplotlib.axes.Axes
        """
        return _drawing.plot(self, ax, labels, figsize)

    def explore(self, **options):
        """An interactive web map of the grids; needs ``folium``, ``mapclassify`` and ``matplotlib``.

        Parameters
        ----------
        **options
            Of `geopandas.GeoDataFrame.explore`.

        Returns
        -------
        folium.Map
        """
        return _drawing.explore(self, options)

    def to_file(self, path: str | os.PathLike) -> None:
        """Write the layers of the plan: a GeoPackage holds them all, any other ending one file a layer (``OUT_cells.shp``).

        An interrupted or failed write leaves the file of that name untouched.

        Parameters
        ----------
        path : str or Path
            The ending chooses the format: .gpkg, .geojson, .fgb, .shp, .parquet (GeoParquet, needs ``pyarrow``).

        Raises
        ------
        WanggeError
            Code 501 the file cannot be written, 502 unknown format.
        """
        _plan_file.write(self, path)

    def assignment(self) -> pd.Series:
        """Which grid every building belongs to.

        Returns
        -------
        pandas.Series
            ``grid_code`` by ``building_id``, sorted by it: the table that `from_assignment` and `compare` take.
        """
        return assignments.of_cells(self.cells)

    def to_gerrychain(self, nodes: Mapping | None = None) -> dict:
        """The plan as the dict that ``gerrychain.Partition(graph, assignment=...)`` takes.

        Parameters
        ----------
        nodes : mapping of building_id to node, optional
            How the graph names its nodes; default: by ``building_id``. Other buildings are left out.

        Returns
        -------
        dict of node to grid_code
        """
        return assignments.to_nodes(self.assignment(), nodes)

    @classmethod
    def from_assignment(
        cls, assignment, cells: "gpd.GeoDataFrame | Plan", communities: gpd.GeoDataFrame | None = None, *, min_households: int = 300,
        max_households: int = 500,
    ) -> "Plan":
        """A plan from a table of building -> grid: drawn by hand, made elsewhere, or a GerryChain assignment.

        Parameters
        ----------
        assignment : pandas.Series, pandas.DataFrame, dict or gerrychain.Partition
            Grid code by building id; a frame has the columns ``building_id`` and ``grid_code``.
        cells : geopandas.GeoDataFrame or Plan
            Land of every building (``building_id``, ``households``, ``community_code``), for example `Plan.cells`. Exclusive grids
            of a plan stay exclusive where they keep their cells.
        communities : geopandas.GeoDataFrame, optional
            As in `Plan.communities`; default: the outlines of the cells, without bounds.
        min_households, max_households : int
            What ``status`` is judged by.

        Returns
        -------
        Plan
            Rules other than the range are not judged: run ``wangge check`` for that.

        Raises
        ------
        WanggeError
            Code 103 missing column; 201 a building without grid, or a grid in two communities.

        Examples
        --------
        >>> import geopandas, shapely, wangge
        >>> cells = geopandas.GeoDataFrame({"building_id": list("abc"), "households": [200, 150, 320], "community_code": "A"},
        ...     geometry=[shapely.box(x, 0, x + 10, 10) for x in (0, 10, 20)], crs="EPSG:4546")
        >>> plan = wangge.Plan.from_assignment({"a": "A-001", "b": "A-001", "c": "A-002"}, cells)
        >>> plan.grids[["grid_code", "households", "status"]].values.tolist()
        [['A-001', 350, 'ok'], ['A-002', 320, 'ok']]
        >>> plan.to_gerrychain({"a": 0, "b": 1, "c": 2})
        {0: 'A-001', 1: 'A-001', 2: 'A-002'}
        """
        given = cells.cells if isinstance(cells, Plan) else cells
        known = cells.grids if isinstance(cells, Plan) else None
        outlines = cells.communities if isinstance(cells, Plan) and communities is None else communities
        return cls(**assignments.plan_frames(assignment, given, outlines, min_households, max_households, known))


def read_plan(path: str | os.PathLike) -> Plan:
    """Read a plan file of the program or of `Plan.to_file`.

    Parameters
    ----------
    path : str or Path
        A GeoPackage with the layers ``grids`` and ``cells``.

    Returns
    -------
    Plan

    Raises
    ------
    WanggeError
        Code 101 unreadable file, 102 no such layer.
    """
    return Plan(**_plan_file.read(path))
