"""Dividing communities into service grids."""
from collections.abc import Mapping

import geopandas as gpd
import numpy as np

from wangge import _city, _frames, _native
from wangge.errors import INVALID_RULES, WanggeError
from wangge.plan import Plan


def _check_rules(low, high, target, compounds_rule, barrier_rules):
    if not 0 <= low <= target <= high or high < 1:
        raise WanggeError(
            f"min_households {low}, target_households {target}, max_households {high}: they must not be negative and must be in this order",
            INVALID_RULES,
        )
    if compounds_rule not in ("keep", "prefer", "ignore"):
        raise WanggeError(f"compounds_rule is {compounds_rule!r}; it must be 'keep', 'prefer' or 'ignore'", INVALID_RULES)
    for name, rule in barrier_rules.items():
        if rule not in ("hard", "soft", "none"):
            raise WanggeError(f"barrier_rules[{name!r}] is {rule!r}; it must be 'hard', 'soft' or 'none'", INVALID_RULES)


# long: nine tenths are the signature and its reference
def divide(
    communities: gpd.GeoDataFrame, buildings: gpd.GeoDataFrame, *, barriers: gpd.GeoDataFrame | None = None,
    compounds: gpd.GeoDataFrame | None = None, households: str = "households", building_id: str = "building_id",
    community_id: str = "community_id", compound_id: str = "compound_id", barrier_class: str = "class", min_households: int = 300,
    max_households: int = 500, target_households: int = 400, count: str = "target", compounds_rule: str = "keep",
    barrier_rules: Mapping[str, str] | None = None, threads: int | None = None, seed: int = 1, time_limit: float | None = None,
    prove: bool = False, language: str = "en",
) -> Plan:
    """Divide communities into connected grids of a given number of households.

    Parameters
    ----------
    communities : geopandas.GeoDataFrame
        Polygons that no grid may leave, in a projected CRS that counts in metres.
    buildings : geopandas.GeoDataFrame
        Footprints or points, in the same CRS.
    barriers : geopandas.GeoDataFrame, optional
        Lines or polygons with a column `barrier_class`: ``river``, ``railway``, ``expressway`` (hard), ``main_road`` (soft).
    compounds : geopandas.GeoDataFrame, optional
        Polygons of walled compounds with a column `compound_id`. Otherwise the compounds that the column of that name in
        `buildings` tells, if there is one.
    households, building_id, community_id, compound_id, barrier_class : str
        Names of columns. `community_id` is needed in `communities` and used in `buildings` if it is there; a building lies
        where its point lies, whatever its column says.
    min_households, max_households, target_households : int
        Households a grid, ``min <= target <= max``.
    count : str
        ``"target"`` (closest to the target), ``"fewest"``, ``"most"``, or the column of `communities` that holds the number.
    compounds_rule : {"keep", "prefer", "ignore"}
        Whether compounds that fit under the maximum stay whole.
    barrier_rules : dict of str to {"hard", "soft", "none"}, optional
        By class of barrier.
    threads : int, optional
        Default: all. Never changes the result.
    seed : int
        The only source of chance.
    time_limit : float, optional
        Seconds. A run that meets it returns a valid plan that may differ from run to run.
    prove : bool
        Spend more time (2 seconds a community) on proofs of optimality.
    language : {"en", "zh"}
        Of names, reasons and findings.

    Returns
    -------
    Plan

    Raises
    ------
    WanggeError
        Code 103 missing column, 104 wrong CRS, 201 unusable input, 301 contradictory rules. It is a ``ValueError``.

    See Also
    --------
    coverage : walking distances and circles around service centres.

    Notes
    -----
    Level by level: fewest households out of range; fewest households in split compounds; the least sum over grids of
    (households - target)^2 / target + 0.05 a metre of boundary between grids.

    Examples
    --------
    >>> import geopandas, shapely, wangge
    >>> land = geopandas.GeoDataFrame({"community_id": ["A"]}, geometry=[shapely.box(0, 0, 80, 20)], crs="EPSG:4546")
    >>> houses = geopandas.GeoDataFrame(
    ...     {"building_id": list("pqrs"), "households": [200, 200, 150, 250]},
    ...     geometry=[shapely.box(x + 5, 5, x + 15, 15) for x in (0, 20, 40, 60)], crs="EPSG:4546")
    >>> plan = wangge.divide(land, houses)
    >>> plan.grids["households"].tolist()
    [400, 400]
    """
    barrier_rules = dict(barrier_rules or {})
    _check_rules(min_households, max_households, target_households, compounds_rule, barrier_rules)
    language = _city.language_word(language)
    crs = _frames.require_metres(communities, "communities")
    city = _native.City()
    ids, count = _city.add_communities(city, communities, crs, id_column=community_id, count=count)
    if barriers is not None:
        _city.add_barriers(city, barriers, crs, class_column=barrier_class)
    community = np.full(len(buildings), -1, np.int32)
    if community_id in buildings.columns:
        community = _frames.rows_of(buildings[community_id], ids)
    compound = _city.add_compounds(city, compounds, buildings, crs, id_column=compound_id)
    _city.add_buildings(
        city, buildings, crs, id_column=building_id, households=households, community=community, compound=compound,
        language=language,
    )
    city.set_rules(min_households, max_households, target_households, count, compounds_rule, barrier_rules)
    tables = _native.divide(city, language, _city.thread_count(threads), seed, float(time_limit or 0), bool(prove))
    frames = {name: _frames.frame_of(tables[name], crs) for name in ("grids", "cells", "communities", "findings", "violations")}
    return Plan(**frames, stopped_early=tables["stopped_early"])
