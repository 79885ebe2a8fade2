"""What is wrong with the data, before anything is divided."""
import geopandas as gpd
import numpy as np

from wangge import _city, _frames, _native, _walks


def doctor(
    communities: gpd.GeoDataFrame, buildings: gpd.GeoDataFrame, *, compounds: gpd.GeoDataFrame | None = None,
    barriers: gpd.GeoDataFrame | None = None, centres: gpd.GeoDataFrame | None = None,
    walk_network: gpd.GeoDataFrame | None = None, households: str = "households", community_id: str = "community_id",
    building_id: str = "building_id", compound_id: str = "compound_id", barrier_class: str = "class", centre_id: str = "id",
    language: str = "en",
) -> gpd.GeoDataFrame:
    """Findings on the data: overlaps, repeats, gaps between communities, odd household counts, ends of streets that do not meet ...

    What a file alone can have (encodings, wrong systems, broken records) is found by `read_city` and the program.

    Parameters
    ----------
    communities, buildings, compounds, barriers : geopandas.GeoDataFrame
        As for `divide`.
    centres, walk_network : geopandas.GeoDataFrame, optional
        As for `coverage`.
    households, community_id, building_id, compound_id, barrier_class, centre_id : str
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
    crs = _frames.require_metres(communities, "communities")
    city = _native.City()
    ids, _ = _city.add_communities(city, communities, crs, id_column=community_id, count="target")
    _, compound = _city.add_compounds(city, compounds, buildings, crs, id_column=compound_id)
    community = (
        _frames.rows_of(buildings[community_id], ids) if community_id in buildings.columns else np.full(len(buildings), -1, np.int32)
    )
    _city.add_buildings(
        city, buildings, crs, id_column=building_id, households=households, community=community, compound=compound, language=language
    )
    if barriers is not None:
        _city.add_barriers(city, barriers, crs, class_column=barrier_class)
    if centres is not None:
        _city.add_centres(city, centres, crs, id_column=centre_id)
    if walk_network is not None:
        _walks.add_network(city, walk_network, crs, from_node=None, to_node=None, foot="foot")
    return _frames.frame_of(_native.doctor(city, _city.language_word(language)), crs)
