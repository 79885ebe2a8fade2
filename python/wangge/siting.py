"""Where new service centres should stand."""
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import geopandas as gpd

from wangge import _city, _frames, _native, _walks
from wangge._options import Progress
from wangge._progress import reporter
from wangge._walks import Surroundings
from wangge.errors import INVALID_RULES, WanggeError


@dataclass(frozen=True)
class Sites:
    """A choice of new centres, and what it gains; existing centres are kept.

    Attributes
    ----------
    sites : geopandas.GeoDataFrame
        The chosen places by ``rank``, the one to build first as 1: ``site_id``, ``source``, ``households`` within the radius,
        ``gained`` (households added to existing centres and lower ranks).
    candidates : geopandas.GeoDataFrame
        Every place that was considered; ``rank`` 0: not chosen.
    buildings : geopandas.GeoDataFrame
        One row a building, in the order and with the index of the input: ``walk_before``, ``walk_after`` (metres, missing: no way),
        ``covered_before``, ``covered_after``, ``nearest_site`` where a new centre is nearest.
    findings : geopandas.GeoDataFrame
        Records worth a look.
    metres : float
        The radius.
    households, covered_before, covered_after : int
        All households, and those within the radius of a centre before and after.
    bound : int
        No choice of as many of these candidates covers more households.
    gap : float
        (bound - covered_after) / covered_after.
    proven : bool
        The choice is the best of these candidates.
    reached : bool
        With `reach`: the share can be reached at all.
    fewest_possible : int
        With `reach`: fewer new centres cannot do.
    """

    sites: gpd.GeoDataFrame
    candidates: gpd.GeoDataFrame
    buildings: gpd.GeoDataFrame
    findings: gpd.GeoDataFrame
    metres: float
    households: int
    covered_before: int
    covered_after: int
    bound: int
    gap: float
    proven: bool
    reached: bool
    fewest_possible: int

    def share(self) -> float:
        """Share of the households covered afterwards, in [0, 1]; 0 without households."""
        return self.covered_after / self.households if self.households else 0.0


def _check_wish(add, reach, candidates, most_candidates):
    """The word that says where candidates are chosen; refuses what cannot be asked for."""
    if (add is None) == (reach is None):
        raise WanggeError("ask for one of add=N and reach=share", INVALID_RULES)
    if add is not None and (int(add) != add or add < 1):
        raise WanggeError(f"add is {add}; it must be a whole number of at least 1", INVALID_RULES)
    if reach is not None and not 0 < reach <= 1:
        raise WanggeError(f"reach is {reach}; it must be a share in (0, 1]", INVALID_RULES)
    if most_candidates < 1:
        raise WanggeError(f"most_candidates is {most_candidates}; it must be at least 1", INVALID_RULES)
    source = candidates if isinstance(candidates, str) else ""
    if source not in ("", "network", "buildings"):
        raise WanggeError(f"candidates is {candidates!r}; it must be a frame of points, 'network' or 'buildings'", INVALID_RULES)
    return source


# long: nine tenths are the signature and its reference
def site(
    buildings: gpd.GeoDataFrame, centres: gpd.GeoDataFrame, walk_network: Any, *, add: int | None = None,
    reach: float | None = None, candidates: gpd.GeoDataFrame | str | None = None, gates: gpd.GeoDataFrame | None = None,
    entrances: gpd.GeoDataFrame | None = None, compounds: gpd.GeoDataFrame | None = None, barriers: gpd.GeoDataFrame | None = None,
    crossings: gpd.GeoDataFrame | None = None, minutes: Sequence[float] = (15,), speed: float = 1.1, metres: Sequence[float] = (),
    households: str = "households", building_id: str = "building_id", centre_id: str = "id", candidate_id: str = "id",
    compound_id: str = "compound_id", barrier_class: str = "class", barrier_rules: Mapping[str, str] | None = None,
    infer_gates: bool = True, barriers_close_lines: bool = False, from_node: str | None = None, to_node: str | None = None,
    foot: str = "foot", most_candidates: int = 10_000, threads: int | None = None,
    progress: Progress = None, language: str = "en",
) -> Sites:
    """Places for new centres, on the walks of `coverage`, with a bound on what any other choice could do.

    Parameters
    ----------
    buildings, centres, walk_network
        As for `coverage`; a `Network` or a graph will do. Existing centres are kept; the frame may be empty.
    add : int, optional
        So many new centres.
    reach : float, optional
        Instead: the fewest new centres that bring this share of the households, in (0, 1], within the radius.
    candidates : geopandas.GeoDataFrame or {"network", "buildings"}, optional
        Points where a centre could stand, or where to choose them: along the network (default) or at buildings.
    gates, entrances, compounds, barriers, crossings, barrier_rules, infer_gates, barriers_close_lines
        As for `coverage`.
    minutes, speed, metres
        The largest of these radii counts; minutes of walking, metres per second, metres.
    households, building_id, centre_id, candidate_id, compound_id, barrier_class, from_node, to_node, foot : str
        Names of columns.
    most_candidates : int
        At most so many places are chosen along the network or at buildings.
    threads : int, optional
        Default: all. Never changes the result.
    progress : bool or callable, optional
        As for `divide`.
    language : {"en", "zh"}
        Of the findings.

    Returns
    -------
    Sites

    Raises
    ------
    WanggeError
        Code 103 missing column, 104 wrong CRS, 201 unusable input, 301 nothing or too much asked for. It is a ``ValueError``.

    See Also
    --------
    coverage : how far everybody walks to the centres there are.

    Examples
    --------
    >>> import geopandas, shapely, wangge
    >>> crs = "EPSG:4546"
    >>> homes = geopandas.GeoDataFrame({"building_id": ["p", "q"], "households": [30, 10]},
    ...     geometry=[shapely.Point(0, 10), shapely.Point(4000, 10)], crs=crs)
    >>> centres = geopandas.GeoDataFrame({"id": ["c"]}, geometry=[shapely.Point(4000, 0)], crs=crs)
    >>> street = geopandas.GeoDataFrame(geometry=[shapely.LineString([(0, 0), (4000, 0)])], crs=crs)
    >>> plan = wangge.site(homes, centres, street, add=1)
    >>> plan.covered_before, plan.covered_after, plan.proven
    (10, 40, True)
    """
    source = _check_wish(add, reach, candidates, most_candidates)
    language = _city.language_word(language)
    crs = _frames.require_metres(buildings, "buildings")
    around = Surroundings(
        gates, entrances, compounds, barriers, crossings, compound_id, barrier_class, barrier_rules, infer_gates, barriers_close_lines
    )
    city = _native.City()
    _walks.set_circles(city, minutes, speed, metres, 0.0, around)
    ids, compound_ids = _walks.add_buildings(
        city, buildings, crs, around, building_id=building_id, households=households, language=language
    )
    centre_ids = _city.add_centres(city, centres, crs, id_column=centre_id) if len(centres) else []
    _walks.add_obstacles(
        city, crs, around, building_ids=ids, building_id=building_id, compound_ids=compound_ids, centre_ids=centre_ids
    )
    _walks.add_network(city, walk_network, crs, from_node=from_node, to_node=to_node, foot=foot)
    if isinstance(candidates, gpd.GeoDataFrame):
        _city.add_candidates(city, candidates, crs, id_column=candidate_id)
    with reporter(progress) as report:
        tables = _native.site(
            city, language, _city.thread_count(threads), int(add or 0), float(reach or 0), source, int(most_candidates), report
        )
    figures = tables.pop("figures")
    frames = {name: _frames.frame_of(table, crs) for name, table in tables.items()}
    frames["buildings"].index = buildings.index
    chosen = frames["candidates"][frames["candidates"]["rank"] > 0].sort_values("rank", kind="stable").reset_index(drop=True)
    return Sites(
        sites=chosen, candidates=frames["candidates"], buildings=frames["buildings"], findings=frames["findings"], **figures
    )
