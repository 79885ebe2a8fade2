"""Plans that break rules, mended with the least change."""
import warnings
from dataclasses import dataclass
from typing import Unpack

import geopandas as gpd

from wangge import _city, _drawn, _frames, _native
from wangge._job import job_of
from wangge._options import AnyPlan, CityOptions, Progress
from wangge._progress import reporter
from wangge.division import plan_of
from wangge.errors import INVALID_RULES, InterruptedWarning, WanggeError
from wangge.plan import Plan


@dataclass(frozen=True)
class Repair:
    """A mended plan and what it took.

    Attributes
    ----------
    plan : Plan
        Its ``violations`` are what is still broken.
    before : geopandas.GeoDataFrame
        What the old plan broke, as in `Check.violations`.
    households_moved : int
        Households that change grid.
    communities_mended : int
        Communities that were divided anew; all others keep every building in its grid.
    communities_left : int
        Broken ones that `max_change` did not reach.
    """

    plan: Plan
    before: gpd.GeoDataFrame
    households_moved: int
    communities_mended: int
    communities_left: int

    def __repr__(self):
        rules = f"{len(self.before)} broken rules before, {len(self.plan.violations)} after"
        return f"<wangge.Repair: {rules}; {self.households_moved} households move>"


def repair(
    plan: AnyPlan, communities: gpd.GeoDataFrame, buildings: gpd.GeoDataFrame, *,
    max_change: int | None = None, threads: int | None = None, seed: int = 1, time_limit: float | None = None,
    progress: Progress = None, **options: Unpack[CityOptions],
) -> Repair:
    """Mend a plan with the least change: communities that break a rule are divided anew, so that few households change grid.

    Parameters
    ----------
    plan : Plan, geopandas.GeoDataFrame or path
        As for `check`. It is taken as the plan in force, whatever `previous` says.
    communities, buildings : geopandas.GeoDataFrame
        As for `divide`.
    max_change : int, optional
        Households of the whole city that may change grid; the cheapest communities are mended first. Default: as many as it takes.
    threads, seed, time_limit, progress
        As for `divide`.
    **options
        As for `check`.

    Returns
    -------
    Repair

    Raises
    ------
    WanggeError
        As `check` does.

    Warns
    -----
    InterruptedWarning
        Ctrl-C: what could be mended until then is.

    See Also
    --------
    check : what is broken.
    compare : who moves.

    Examples
    --------
    >>> import geopandas, shapely, wangge
    >>> land = geopandas.GeoDataFrame({"community_id": ["A"]}, geometry=[shapely.box(0, 0, 80, 20)], crs="EPSG:4546")
    >>> houses = geopandas.GeoDataFrame(
    ...     {"building_id": list("pqrs"), "households": [200, 200, 150, 250]},
    ...     geometry=[shapely.box(x + 5, 5, x + 15, 15) for x in (0, 20, 40, 60)], crs="EPSG:4546")
    >>> drawn = geopandas.GeoDataFrame({"grid_code": ["1", "2"]},
    ...     geometry=[shapely.box(0, 0, 60, 20), shapely.box(60, 0, 80, 20)], crs="EPSG:4546")
    >>> mended = wangge.repair(drawn, land, houses)
    >>> mended
    <wangge.Repair: 2 broken rules before, 0 after; 150 households move>
    >>> mended.plan.grids[["grid_code", "households"]].values.tolist()
    [['1', 400], ['2', 400]]
    """
    if max_change is not None and max_change < 0:
        raise WanggeError(f"max_change is {max_change}; it must not be negative", INVALID_RULES)
    job = job_of(communities, buildings, **options)
    drawn = _drawn.native_plan(plan, communities, job)
    limit = -1 if max_change is None else int(max_change)
    with reporter(progress) as report:
        tables = _native.repair(
            job.city, drawn, job.language, _city.thread_count(threads), seed, float(time_limit or 0), limit, report
        )
    if tables["interrupted"]:
        tables["plan"]["stopped_early"] = True
        warnings.warn("repair was interrupted; some communities are as they were", InterruptedWarning, stacklevel=2)
    return Repair(
        plan=plan_of(tables["plan"], job.crs, communities.index), before=_frames.frame_of(tables["before"], job.crs),
        households_moved=tables["households_moved"], communities_mended=tables["communities_mended"],
        communities_left=tables["communities_left"],
    )  # fmt: skip
