"""What a plan breaks, whoever drew it."""
from dataclasses import dataclass
from typing import Unpack

import geopandas as gpd
import pandas as pd

from wangge import _drawn, _frames, _native
from wangge._job import job_of
from wangge._options import AnyPlan, CityOptions


@dataclass(frozen=True)
class Check:
    """Broken rules of a plan, and its figures, counted anew from geometry and households.

    Attributes
    ----------
    violations : geopandas.GeoDataFrame
        One row a broken rule: ``code`` (G001 to G015), ``grid_code``, ``community_code``, ``value``, ``limit_value``, ``reason`` in
        words, and a point to look at.
    findings : geopandas.GeoDataFrame
        Imperfect records of the city.
    grids, comprehensive, in_range : int
        Grids but the micro ones; the comprehensive ones among them; those of them within the range.
    households : int
        In the grids.
    inner_boundary : float
        Metres between grids of one community, counted once.
    mean_compactness : float
        4 pi A / P^2 of the comprehensive grids.
    stated_wrong : int
        Grids whose written households differ from the count.
    """

    violations: gpd.GeoDataFrame
    findings: gpd.GeoDataFrame
    grids: int
    comprehensive: int
    in_range: int
    households: int
    inner_boundary: float
    mean_compactness: float
    stated_wrong: int

    @property
    def clean(self) -> bool:
        """No rule is broken."""
        return len(self.violations) == 0

    def counts(self) -> pd.Series:
        """Broken rules by code."""
        return self.violations["code"].value_counts().sort_index().rename("violations")

    def __repr__(self):
        broken = ", ".join(f"{number} {code}" for code, number in self.counts().items()) or "clean"
        return f"<wangge.Check: {self.grids} grids, {self.in_range} of {self.comprehensive} in range; {broken}>"


def check(
    plan: AnyPlan, communities: gpd.GeoDataFrame, buildings: gpd.GeoDataFrame,
    **options: Unpack[CityOptions],
) -> Check:
    """Check any plan against its city: every rule is derived again, nothing that the plan says of itself is believed.

    Parameters
    ----------
    plan : Plan, geopandas.GeoDataFrame or path
        A plan; a layer of grids drawn by hand (``grid_code``, or the national schema's ``WGBM``; buildings then belong to the grid
        that holds their point); or a file of either kind.
    communities, buildings : geopandas.GeoDataFrame
        As for `divide`.
    **options
        Those of `divide` that say what is divided and by which rules: `barriers`, `compounds`, `crossings`, `exclusive`,
        `previous`, `locked`, `max_households`, `limits` ... , the names of columns, `language`.

    Returns
    -------
    Check

    Raises
    ------
    WanggeError
        Code 101 unreadable file, 103 missing column, 104 wrong CRS, 107 no grids, 201 unusable input, 301 contradictory rules.

    See Also
    --------
    repair : the least change that mends a plan.
    City.check : the same by the rules of a project file.

    Examples
    --------
    >>> import geopandas, shapely, wangge
    >>> land = geopandas.GeoDataFrame({"community_id": ["A"]}, geometry=[shapely.box(0, 0, 80, 20)], crs="EPSG:4546")
    >>> houses = geopandas.GeoDataFrame(
    ...     {"building_id": list("pqrs"), "households": [200, 200, 150, 250]},
    ...     geometry=[shapely.box(x + 5, 5, x + 15, 15) for x in (0, 20, 40, 60)], crs="EPSG:4546")
    >>> drawn = geopandas.GeoDataFrame({"grid_code": ["1", "2"]},
    ...     geometry=[shapely.box(0, 0, 60, 20), shapely.box(60, 0, 80, 20)], crs="EPSG:4546")
    >>> report = wangge.check(drawn, land, houses)
    >>> report
    <wangge.Check: 2 grids, 0 of 2 in range; 1 G002, 1 G003>
    >>> report.violations[["code", "grid_code", "value"]].values.tolist()
    [['G002', '2', 250.0], ['G003', '1', 550.0]]
    """
    job = job_of(communities, buildings, **options)
    tables = _native.check(job.city, _drawn.native_plan(plan, communities, job), job.language)
    frames = {name: _frames.frame_of(tables[name], job.crs) for name in ("violations", "findings")}
    return Check(**frames, **tables["figures"])
