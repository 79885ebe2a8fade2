"""wangge divides communities (社区) into service grids (网格) and computes walking circles around their service centres.

GeoDataFrames in a projected CRS go in, GeoDataFrames in the same CRS come out; only readers and writers touch a disk.
`wangge.batch` runs hundreds of cities.
"""
from wangge._native import version as __version__
from wangge.city import City
from wangge.comparison import Comparison, compare
from wangge.data_check import doctor
from wangge.division import divide
from wangge.errors import InterruptedWarning, LeftOutWarning, WanggeError
from wangge.mending import Repair, repair
from wangge.network import Network
from wangge.plan import Plan, read_plan
from wangge.plan_check import Check, check
from wangge.reach import Coverage, coverage, isochrones
from wangge.reading import read_city
from wangge.siting import Sites, site

__all__ = [
    "Check", "City", "Comparison", "Coverage", "InterruptedWarning", "LeftOutWarning", "Network", "Plan", "Repair", "Sites",
    "WanggeError", "__version__", "check", "compare", "coverage", "divide", "doctor", "isochrones", "read_city", "read_plan", "repair", "site",
]  # fmt: skip
