"""Service circles and the households they reach."""
from collections.abc import Sequence
from dataclasses import dataclass

import geopandas as gpd
import numpy as np

from wangge import _city, _frames, _native
from wangge.errors import INVALID_RULES, WanggeError


@dataclass(frozen=True)
class Coverage:
    """Circles of every centre and how far every building has to walk; metres of the CRS, walks in minutes at the given speed.

    Attributes
    ----------
    circles : geopandas.GeoDataFrame
        One row a centre, mode (``network``, ``straight``) and radius, with the buildings and households inside.
    buildings : geopandas.GeoDataFrame
        One row a building, in the order of the input: ``nearest_centre``, ``walk_metres`` (missing: no way), ``covered`` ...
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


def _run(city, centres, walk_network, crs, minutes, speed, metres, centre_id, from_node, to_node, foot, threads, language, lines):
    if speed <= 0 or any(value <= 0 for value in (*minutes, *metres)) or not (*minutes, *metres):
        raise WanggeError("minutes, metres and speed must be positive, and at least one radius is needed", INVALID_RULES)
    _city.add_centres(city, centres, crs, id_column=centre_id)
    if walk_network is not None:
        _city.add_walk_network(city, walk_network, crs, from_node=from_node, to_node=to_node, foot=foot)
    city.set_circles([float(m) for m in minutes], float(speed), [float(m) for m in metres])
    network = walk_network is not None
    tables = _native.circles(city, _city.language_word(language), _city.thread_count(threads), network, not network, lines)
    return {name: _frames.frame_of(table, crs) for name, table in tables.items()}


def coverage(
    buildings: gpd.GeoDataFrame, centres: gpd.GeoDataFrame, walk_network: gpd.GeoDataFrame | None = None, *,
    minutes: Sequence[float] = (5, 10, 15), speed: float = 1.1, metres: Sequence[float] = (), households: str = "households",
    building_id: str = "building_id", centre_id: str = "id", from_node: str | None = None, to_node: str | None = None,
    foot: str = "foot", threads: int | None = None, language: str = "en",
) -> Coverage:
    """Walking circles around service centres and the walk of every building to its nearest centre.

    Parameters
    ----------
    buildings : geopandas.GeoDataFrame
        Footprints or points with households, in a projected CRS that counts in metres.
    centres : geopandas.GeoDataFrame
        Points in the same CRS.
    walk_network : geopandas.GeoDataFrame, optional
        Lines. They join where `from_node`, `to_node` are equal if these columns are named, else where vertices coincide
        exactly, never where they merely cross. Without a network circles are straight.
    minutes : sequence of float
        Radii as minutes of walking.
    speed : float
        Metres per second.
    metres : sequence of float
        Further radii.
    households, building_id, centre_id, from_node, to_node, foot : str
        Names of columns; lines whose `foot` says no take no part.
    threads : int, optional
        Default: all. Never changes the result.
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
    crs = _frames.require_metres(buildings, "buildings")
    city = _native.City()
    nowhere = np.full(len(buildings), -1, np.int32)
    _city.add_buildings(
        city, buildings, crs, id_column=building_id, households=households, community=nowhere, compound=nowhere, language=language
    )
    frames = _run(city, centres, walk_network, crs, minutes, speed, metres, centre_id, from_node, to_node, foot, threads, language, True)
    return Coverage(
        circles=frames["circles"], buildings=frames["coverage"], gaps=frames["gaps"], service_lines=frames["service_lines"],
        findings=frames["findings"], covered_land=frames["covered_land"], nearest_areas=frames["nearest_areas"],
    )


def isochrones(
    centres: gpd.GeoDataFrame, walk_network: gpd.GeoDataFrame | None = None, *, minutes: Sequence[float] = (5, 10, 15),
    speed: float = 1.1, metres: Sequence[float] = (), centre_id: str = "id", from_node: str | None = None, to_node: str | None = None,
    foot: str = "foot", threads: int | None = None, language: str = "en",
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
    frames = _run(
        _native.City(), centres, walk_network, crs, minutes, speed, metres, centre_id, from_node, to_node, foot, threads, language, False
    )
    return frames["circles"].drop(columns=["buildings", "households"])
