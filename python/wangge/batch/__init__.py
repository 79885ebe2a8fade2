"""Hundreds of cities: one task a city, resumable, on all cores of a machine, on Dask or on Spark.

``python -m wangge.batch cities/*/city.toml -o plans`` is the same from the command line.
"""
from wangge.batch.report import Report
from wangge.batch.runner import run
from wangge.batch.tasks import Options, Task

__all__ = ["Options", "Report", "Task", "run"]
