"""What is wrong with the data, before anything is divided."""
from collections.abc import Mapping
from typing import Any

import geopandas as gpd

from wangge import _city, _frames, _layers, _native, _sections, _walks
from wangge._job import job_of


# long: nine tenths are the signature and its reference
def doctor(
    communities: gpd.GeoDataFrame, buildings: gpd.GeoDataFrame, *, compounds: gpd.GeoDataFrame | None = None,
    barriers: gpd.GeoDataFrame | None = None, crossings: gpd.GeoDataFrame | None = None, exclusive: gpd.GeoDataFrame | None = None,
    centres: gpd.GeoDataFrame | None = None, walk_network: Any = None, gates: gpd.GeoDataFrame | None = None,
    entrances: gpd.GeoDataFrame | None = None, previous: Any = None, functional_grids: Mapping[str, Any] | None = None,
    geometry: str = "footprints", households: str = "households", community_id: str = "community_id", building_id: str = "building_id",
    compound_id: str = "compound_id", exclusive_id: str = "id", barrier_class: str = "class", centre_id: str = "id",
    from_node: str | None = None, to_node: str | None = None, foot: str = "foot", language: str = "en",
) -> gpd.GeoDataFrame:
    """Findings on the data: overlaps, repeats, gaps between communities, odd household counts, ends of streets that do not meet ...

    What a file alone can have (encodings, wrong systems, broken records) is found by `read_city` and the program; `City.doctor`
    tells both.

    Parameters
    ----------
    communities, buildings, compounds, barriers, crossings, exclusive, previous, functional_grids, geometry
        As for `divide`. The column ``dwellings`` of `buildings` is compared with the households, the columns ``name`` and
        ``level`` (1 city ... 4 community, 5 station) of `centres` with the place.
    centres, walk_network, gates, entrances, from_node, to_node, foot
        As for `coverage`.
    households, community_id, building_id, compound_id, exclusive_id, barrier_class, centre_id : str
        Names of columns.
    language : {"en", "zh"}
        Of the findings.

    Returns
    -------
    geopandas.GeoDataFrame
        ``code``, ``severity``, ``layer``, ``object_id``, ``excluded`` (a plan would leave the record out), ``text``, ``repair``, and a
        point to look at. Empty: nothing was found.

    Raises
    ------
    WanggeError
        Code 103 missing column, 104 wrong CRS, 201 unusable input. It is a ``ValueError``.

    See Also
    --------
    City.doctor : the same for a project file, with what its reader found.

    Examples
    --------
    >>> import geopandas, shapely, wangge
    >>> crs = "EPSG:4546"
    >>> land = geopandas.GeoDataFrame({"community_id": ["a"]}, geometry=[shapely.box(0, 0, 100, 100)], crs=crs)
    >>> homes = geopandas.GeoDataFrame({"building_id": ["p", "q"], "households": [30, 10]},
    ...     geometry=[shapely.box(10, 10, 40, 40), shapely.box(20, 10, 40, 40)], crs=crs)
    >>> wangge.doctor(land, homes)["code"].tolist()
    ['footprint_inside']
    """
    job = job_of(
        communities, buildings, barriers=barriers, compounds=compounds, crossings=crossings, exclusive=exclusive, previous=previous,
        functional_grids=functional_grids, geometry=geometry, households=households, building_id=building_id, community_id=community_id,
        compound_id=compound_id, exclusive_id=exclusive_id, barrier_class=barrier_class, language=language,
    )  # fmt: skip
    centre_ids = _city.add_centres(job.city, centres, job.crs, id_column=centre_id) if centres is not None else []
    if gates is not None:
        _sections.add_gates(job.city, gates, job.crs, compound_column=compound_id, compound_ids=job.compounds)
    if entrances is not None:
        _sections.add_entrances(
            job.city, entrances, job.crs, building_column=building_id, building_ids=job.buildings, centre_ids=centre_ids
        )
    if walk_network is not None:
        _walks.add_network(job.city, walk_network, job.crs, from_node=from_node, to_node=to_node, foot=foot)
    for datum, east, north in _layers.datum_shifts(communities):
        job.city.add_datum_shift(datum, east, north)
    return _frames.frame_of(_native.doctor(job.city, job.language), job.crs)
