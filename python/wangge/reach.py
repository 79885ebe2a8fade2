"""Service circles and the households they reach."""
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import geopandas as gpd

from wangge import _city, _frames, _native, _walks
from wangge._options import Progress
from wangge._progress import reporter
from wangge._walks import Surroundings


@dataclass(frozen=True)
class Coverage:
    """Circles of every centre and how far every building has to walk; metres of the CRS, walks in minutes at the given speed.

    Attributes
    ----------
    circles : geopandas.GeoDataFrame
        One row a centre, mode (``network``, ``straight``) and radius, with the buildings and households inside.
    buildings : geopandas.GeoDataFrame
        One row a building, in the order and with the index of the input: ``nearest_centre``, ``walk_metres`` (missing: no way), ``covered`` ...
    gaps : geopandas.GeoDataFrame
        Areas around the buildings beyond the largest radius.
    service_lines : geopandas.GeoDataFrame
        The network within each radius.
    findings : geopandas.GeoDataFrame
        Records worth a look.
    covered_land : geopandas.GeoDataFrame
        The land of all centres together, one row a mode and radius.
    nearest_areas : geopandas.GeoDataFrame
        Where each centre is the nearest on foot, within the largest radius; no two overlap. Empty without a network.
    """

    circles: gpd.GeoDataFrame
    buildings: gpd.GeoDataFrame
    gaps: gpd.GeoDataFrame
    service_lines: gpd.GeoDataFrame
    findings: gpd.GeoDataFrame
    covered_land: gpd.GeoDataFrame
    nearest_areas: gpd.GeoDataFrame

    def share(self) -> float:
        """Share of the households within the largest radius, in [0, 1]; 0 without households."""
        households = self.buildings["households"]
        total = int(households.sum())
        return float(households[self.buildings["covered"]].sum() / total) if total else 0.0


def _tables(city, crs, threads, language, network, lines, progress):
    with reporter(progress) as report:
        tables = _native.circles(city, language, _city.thread_count(threads), network, not network, lines, report)
    return {name: _frames.frame_of(table, crs) for name, table in tables.items()}


# long: nine tenths are the signature and its reference
def coverage(
    buildings: gpd.GeoDataFrame, centres: gpd.GeoDataFrame, walk_network: Any = None, *, gates: gpd.GeoDataFrame | None = None,
    entrances: gpd.GeoDataFrame | None = None, compounds: gpd.GeoDataFrame | None = None, barriers: gpd.GeoDataFrame | None = None,
    crossings: gpd.GeoDataFrame | None = None, minutes: Sequence[float] = (5, 10, 15), speed: float = 1.1,
    metres: Sequence[float] = (), elderly_speed: float = 0.0, households: str = "households", building_id: str = "building_id",
    centre_id: str = "id", compound_id: str = "compound_id", barrier_class: str = "class",
    barrier_rules: Mapping[str, str] | None = None, infer_gates: bool = True, barriers_close_lines: bool = False,
    from_node: str | None = None, to_node: str | None = None, foot: str = "foot", threads: int | None = None,
    progress: Progress = None, language: str = "en",
) -> Coverage:
    """Walking circles around service centres and the walk of every building to its nearest centre.

    Parameters
    ----------
    buildings : geopandas.GeoDataFrame
        Footprints or points with households, in a projected CRS that counts in metres.
    centres : geopandas.GeoDataFrame
        Points in the same CRS.
    walk_network : Network, networkx or osmnx graph, or geopandas.GeoDataFrame, optional
        A `Network`, or what `Network.from_graph` takes, or lines. Lines join where `from_node`, `to_node` are equal if these columns are named, else where vertices coincide
        exactly, never where they merely cross. Without a network circles are straight.
    gates : geopandas.GeoDataFrame, optional
        Points where a compound is entered, with the column `compound_id`: its buildings are reached through them.
    entrances : geopandas.GeoDataFrame, optional
        Doors: points with the column `building_id`, or ``centre_id``.
    compounds : geopandas.GeoDataFrame, optional
        As for `divide`. Those without gates are no walls, but see `infer_gates`.
    barriers, crossings : geopandas.GeoDataFrame, optional
        As for `divide`. No way from a door to the network leads over a hard barrier; crossings open those that close lines.
    minutes : sequence of float
        Radii as minutes of walking.
    speed : float
        Metres per second.
    metres : sequence of float
        Further radii.
    elderly_speed : float
        A second speed; its radii are added to `Coverage.covered_land`. 0: none.
    barrier_rules : dict of str to {"hard", "soft", "none"}, optional
        By class of barrier.
    infer_gates : bool
        Compounds without gates get them where streets cross their edge.
    barriers_close_lines : bool
        Stretches of the network over a hard barrier are closed, but at crossings and where the columns ``bridge``, ``tunnel``
        say yes.
    households, building_id, centre_id, compound_id, barrier_class, from_node, to_node, foot : str
        Names of columns; lines whose `foot` says no take no part.
    threads : int, optional
        Default: all. Never changes the result.
    progress : bool or callable, optional
        As for `divide`.
    language : {"en", "zh"}
        Of the findings.

    Returns
    -------
    Coverage

    Raises
    ------
    WanggeError
        Code 103 missing column, 104 wrong CRS, 201 unusable input, 301 no radius, 402 no centres. It is a ``ValueError``.

    See Also
    --------
    isochrones : the circles alone.

    Examples
    --------
    >>> import geopandas, shapely, wangge
    >>> homes = geopandas.GeoDataFrame({"building_id": ["p", "q"], "households": [30, 10]},
    ...     geometry=[shapely.Point(300, 0), shapely.Point(2000, 0)], crs="EPSG:4546")
    >>> centres = geopandas.GeoDataFrame({"id": ["c"]}, geometry=[shapely.Point(0, 0)], crs="EPSG:4546")
    >>> wangge.coverage(homes, centres, minutes=[15]).share()
    0.75
    """
    language = _city.language_word(language)
    crs = _frames.require_metres(buildings, "buildings")
    around = Surroundings(
        gates, entrances, compounds, barriers, crossings, compound_id, barrier_class, barrier_rules, infer_gates, barriers_close_lines
    )
    city = _native.City()
    _walks.set_circles(city, minutes, speed, metres, elderly_speed, around)
    ids, compound_ids = _walks.add_buildings(
        city, buildings, crs, around, building_id=building_id, households=households, language=language
    )
    centre_ids = _city.add_centres(city, centres, crs, id_column=centre_id)
    _walks.add_obstacles(
        city, crs, around, building_ids=ids, building_id=building_id, compound_ids=compound_ids, centre_ids=centre_ids
    )
    if walk_network is not None:
        _walks.add_network(city, walk_network, crs, from_node=from_node, to_node=to_node, foot=foot)
    frames = _tables(city, crs, threads, language, walk_network is not None, True, progress)
    frames["coverage"].index = buildings.index
    return Coverage(
        circles=frames["circles"], buildings=frames["coverage"], gaps=frames["gaps"], service_lines=frames["service_lines"],
        findings=frames["findings"], covered_land=frames["covered_land"], nearest_areas=frames["nearest_areas"],
    )


def isochrones(
    centres: gpd.GeoDataFrame, walk_network: Any = None, *, minutes: Sequence[float] = (5, 10, 15), speed: float = 1.1,
    metres: Sequence[float] = (), entrances: gpd.GeoDataFrame | None = None, barriers: gpd.GeoDataFrame | None = None,
    crossings: gpd.GeoDataFrame | None = None, centre_id: str = "id", barrier_class: str = "class",
    barrier_rules: Mapping[str, str] | None = None, barriers_close_lines: bool = False, from_node: str | None = None,
    to_node: str | None = None, foot: str = "foot", threads: int | None = None, progress: Progress = None, language: str = "en",
) -> gpd.GeoDataFrame:
    """Areas within a walk of each centre, without buildings; parameters as for `coverage`.

    Returns
    -------
    geopandas.GeoDataFrame
        One row a centre and radius (``metres``, ``minutes``), nested; ``buildings`` and ``households`` are left out.

    See Also
    --------
    coverage : the same with the households inside.

    Examples
    --------
    >>> import geopandas, shapely, wangge
    >>> centres = geopandas.GeoDataFrame({"id": ["c"]}, geometry=[shapely.Point(0, 0)], crs="EPSG:4546")
    >>> wangge.isochrones(centres, metres=[1000], minutes=[])["metres"].tolist()
    [1000.0]
    """
    crs = _frames.require_metres(centres, "centres")
    city = _native.City()
    around = Surroundings(
        entrances=entrances, barriers=barriers, crossings=crossings, barrier_class=barrier_class, barrier_rules=barrier_rules,
        barriers_close_lines=barriers_close_lines,
    )  # fmt: skip
    _walks.set_circles(city, minutes, speed, metres, 0.0, around)
    centre_ids = _city.add_centres(city, centres, crs, id_column=centre_id)
    _walks.add_obstacles(city, crs, around, building_ids=[], building_id="building_id", compound_ids=[], centre_ids=centre_ids)
    if walk_network is not None:
        _walks.add_network(city, walk_network, crs, from_node=from_node, to_node=to_node, foot=foot)
    frames = _tables(city, crs, threads, _city.language_word(language), walk_network is not None, False, progress)
    return frames["circles"].drop(columns=["buildings", "households"])
