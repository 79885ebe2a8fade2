"""wangge divides communities (社区) into service grids (网格) and computes walking circles around their service centres.

GeoDataFrames in a projected CRS go in, GeoDataFrames in the same CRS come out; nothing is read or written on disk.
"""
from wangge._native import version as __version__
from wangge.division import Plan, divide
from wangge.errors import WanggeError
from wangge.reach import Coverage, coverage, isochrones

__all__ = ["Coverage", "Plan", "WanggeError", "__version__", "coverage", "divide", "isochrones"]
