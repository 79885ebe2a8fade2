"""Cities in memory as tasks: known by what they hold, and written down once, so that any process can take them up."""
import hashlib
import pickle
import shutil
from dataclasses import fields, is_dataclass, replace

import numpy as np
import pandas as pd
import shapely

INPUTS = ".inputs"


class Kept:
    """A function without arguments that gives a city of the caller's memory; only its file travels to other processes."""

    def __init__(self, city):
        self.digest = digest_of(city)
        self._city = city
        self._file = ""

    def __getstate__(self):
        return {"digest": self.digest, "_city": None, "_file": self._file}

    def put(self, file):
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(pickle.dumps(self._city, protocol=5))
        self._file = str(file)

    def __call__(self):
        if self._city is not None:
            return self._city
        with open(self._file, "rb") as file:  # written by `put` of this run
            return pickle.load(file)


def put_all(tasks, out):
    """Writes down the cities of these tasks. `drop_all` takes the files away."""
    for task in tasks:
        if isinstance(task.source, Kept):
            task.source.put(out / INPUTS / f"{task.name}.pickle")


def drop_all(out):
    shutil.rmtree(out / INPUTS, ignore_errors=True)


def kept(task):
    """The task, with a city of its own as a `Kept`."""
    from wangge.city import City

    return replace(task, source=Kept(task.source)) if isinstance(task.source, City) else task


def digest_of(city):
    """The same for equal frames, rules and names, in every process."""
    digest = hashlib.sha256()
    _add(city, digest.update)
    return digest.hexdigest()


def _add(thing, update):
    update(type(thing).__name__.encode())
    if is_dataclass(thing):
        for one in fields(thing):
            _add((one.name, getattr(thing, one.name)), update)
    elif isinstance(thing, pd.DataFrame):
        update(repr(list(thing.columns)).encode())
        _add(getattr(thing, "crs", None), update)
        for name in thing.columns:
            _add(thing[name], update)
    elif isinstance(thing, pd.Series):
        _add(list(map(str, thing.index)) if not isinstance(thing.index, pd.RangeIndex) else len(thing), update)
        update(_bytes_of(thing))
    elif isinstance(thing, dict):
        for key, value in thing.items():
            _add((str(key), value), update)
    elif isinstance(thing, (list, tuple)):
        for value in thing:
            _add(value, update)
    elif hasattr(thing, "to_wkt"):
        update(thing.to_wkt().encode())
    else:
        update(repr(thing).encode())


def _bytes_of(column):
    if hasattr(column, "geom_type"):
        shapes = shapely.to_wkb(np.asarray(column.values, dtype=object))
        return b"".join(b"-" if one is None else len(one).to_bytes(8, "little") + one for one in shapes)
    if column.dtype.kind in "biufM":
        return column.to_numpy().tobytes()
    return "\x1f".join("\x1e" if missing else str(value) for value, missing in zip(column, column.isna(), strict=True)).encode()
