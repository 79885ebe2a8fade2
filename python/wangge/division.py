"""Dividing communities into service grids."""
import warnings
from collections.abc import Mapping, Sequence
from typing import Any

import geopandas as gpd
import pandas as pd

from wangge import _city, _frames, _native
from wangge._job import job_of
from wangge._options import Progress
from wangge._progress import reporter
from wangge.errors import InterruptedWarning
from wangge.plan import Plan


# long: nine tenths are the signature and its reference
def divide(
    communities: gpd.GeoDataFrame, buildings: gpd.GeoDataFrame, *, barriers: gpd.GeoDataFrame | None = None,
    compounds: gpd.GeoDataFrame | None = None, crossings: gpd.GeoDataFrame | None = None, exclusive: gpd.GeoDataFrame | None = None,
    walk_network: Any = None, previous: Any = None, locked: Sequence[str] = (), geometry: str = "footprints", households: str = "households",
    building_id: str = "building_id", community_id: str = "community_id", compound_id: str = "compound_id", exclusive_id: str = "id",
    barrier_class: str = "class", min_households: int = 300, max_households: int = 500, target_households: int = 400,
    count: str = "target", compounds_rule: str = "keep", barrier_rules: Mapping[str, str] | None = None,
    limits: Mapping[str, float] | None = None, micro: Mapping[str, int] | bool | None = None,
    levels: int = 2, branches: Mapping[str, int] | bool | None = None, functional_grids: Mapping[str, Any] | None = None,
    functional_weights: Mapping[str, float] | None = None,
    codes: Mapping[str, Any] | None = None, change_budget: float = 1.0, boundary_weight: float = 0.05, along_barrier: float = 0.3,
    across_soft_barrier: float = 0.1, threads: int | None = None, seed: int = 1, time_limit: float | None = None,
    prove: bool = False, progress: Progress = None, language: str = "en",
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
    crossings : geopandas.GeoDataFrame, optional
        Bridges, underpasses, footbridges that make a barrier passable: points, lines or polygons.
    exclusive : geopandas.GeoDataFrame, optional
        Polygons (parks, office towers, campuses) that are grids of their own, with a column `exclusive_id`.
    walk_network : geopandas.GeoDataFrame, Network or networkx graph, optional
        Lines whose column ``name`` names streets: sides of grids that run along one are called after it in the four boundaries.
    previous : Plan, geopandas.GeoDataFrame, pandas.Series, pandas.DataFrame or dict, optional
        The plan in force: a plan, polygons with ``grid_code``, or any table of building -> grid that `Plan.from_assignment`
        takes. Default: the column ``previous_grid`` of `buildings`, if there is one. Grids keep the codes of their ancestors.
    locked : sequence of str
        Codes of the plan in force whose grids may not change.
    geometry : {"footprints", "points", "cells"}
        What the geometries of `buildings` are; ``"cells"``: polygons that already tile the land.
    households, building_id, community_id, compound_id, exclusive_id, barrier_class : str
        Names of columns. `community_id` is needed in `communities` and used in `buildings` if it is there; a building lies
        where its point lies, whatever its column says. These columns of `buildings` are used where they are there: ``name``,
        ``use``, ``floors``, ``units``, ``population``, ``party_members``, ``workload``, ``must_link`` (buildings of a community
        with equal words share a grid), ``cannot_link`` (they lie in different ones), ``part_of`` (the building that a stairwell
        unit belongs to).
    min_households, max_households, target_households : int
        Households a grid, ``min <= target <= max``.
    count : str
        ``"target"`` (closest to the target), ``"fewest"``, ``"most"``, or the column of `communities` that holds the number.
    compounds_rule : {"keep", "prefer", "ignore"}
        Whether compounds that fit under the maximum stay whole.
    barrier_rules : dict of str to {"hard", "soft", "none"}, optional
        By class of barrier.
    limits : dict of {"population", "party_members", "workload"} to float, optional
        Most that a grid may hold beside its households, by the columns of `buildings`.
    micro : True or dict of {"min_households", "max_households"} to int, optional
        Micro grids inside the grids; True: 50 to 80 households.
    levels : {2, 3}
        3: communities, grids and micro grids as three levels of one tree (三级网格): see `Plan.levels`.
    branches : True or dict of {"min_members", "max_members", "target_members", "grids", "group_members"} to int, optional
        Party branches of one or several neighbouring grids by the ``party_members`` of `buildings`: see `Plan.branches`.
    functional_grids : dict of str to geopandas.GeoDataFrame, pandas.Series, pandas.DataFrame or dict, optional
        Old functional layers (多网合一) by title: polygons with ``grid_code``, or tables of building -> grid. Merged into one
        starting plan, which is the plan in force where `previous` gives none: see `Plan.layer_crosswalk`.
    functional_weights : dict of str to float, optional
        How much the word of a layer counts where they disagree; default: 1.
    codes : dict, optional
        ``grid``: template of the grid codes, such as ``"{community_id}{number:03}"``; ``exclusive_from``: first number of
        exclusive grids.
    change_budget : float
        Share of the households, in [0, 1], that may change grid against the plan in force.
    boundary_weight : float
        Score a metre of boundary between grids.
    along_barrier : float
        Share of a metre that counts where the boundary runs along a barrier.
    across_soft_barrier : float
        Score a metre of soft barrier inside a grid.
    threads : int, optional
        Default: all. Never changes the result.
    seed : int
        The only source of chance.
    time_limit : float, optional
        Seconds. A run that meets it returns a valid plan that may differ from run to run.
    prove : bool
        Spend more time (2 seconds a community) on proofs of optimality.
    progress : bool or callable, optional
        True: a bar of ``tqdm`` in terminal or notebook. A function gets (stage, done, total), at most some twenty times a second.
    language : {"en", "zh"}
        Of names, reasons and findings.

    Returns
    -------
    Plan

    Raises
    ------
    WanggeError
        Code 103 missing column, 104 wrong CRS, 201 unusable input, 301 contradictory rules. It is a ``ValueError``.

    Warns
    -----
    InterruptedWarning
        Ctrl-C: the plan is the best so far, valid, and its ``stopped_early`` is true. A second Ctrl-C raises.

    See Also
    --------
    check, repair : what an existing plan breaks, and the least change that mends it.
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
    job = job_of(
        communities, buildings, barriers=barriers, compounds=compounds, crossings=crossings, exclusive=exclusive,
        walk_network=walk_network, previous=previous, locked=locked, geometry=geometry, households=households,
        building_id=building_id, community_id=community_id, compound_id=compound_id, exclusive_id=exclusive_id,
        barrier_class=barrier_class, min_households=min_households, max_households=max_households,
        target_households=target_households, count=count, compounds_rule=compounds_rule, barrier_rules=barrier_rules,
        limits=limits, micro=micro, levels=levels, branches=branches, functional_grids=functional_grids,
        functional_weights=functional_weights, codes=codes, change_budget=change_budget, boundary_weight=boundary_weight,
        along_barrier=along_barrier, across_soft_barrier=across_soft_barrier, language=language,
    )  # fmt: skip
    with reporter(progress) as report:
        tables = _native.divide(
            job.city, job.language, _city.thread_count(threads), seed, float(time_limit or 0), bool(prove), report
        )
    if tables["interrupted"]:
        tables["stopped_early"] = True
        warnings.warn("divide was interrupted; the plan is the best so far", InterruptedWarning, stacklevel=2)
    return plan_of(tables, job.crs, communities.index)


def plan_of(tables: dict[str, Any], crs: Any, index: pd.Index) -> Plan:
    """The plan that the engine's tables hold; `index` is that of the communities given."""
    layers = ("grids", "cells", "communities", "findings", "violations")
    requested = [name for name in ("branches", "party_groups", "levels") if name in tables]
    frames = {name: _frames.frame_of(tables[name], crs) for name in (*layers, *requested)}
    frames["communities"].index = index
    if "layer_crosswalk" in tables:
        frames["layer_crosswalk"] = pd.DataFrame(tables["layer_crosswalk"])
    return Plan(**frames, stopped_early=tables["stopped_early"])
