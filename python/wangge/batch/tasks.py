"""What a task is, and what makes it another one than the one already done."""
import hashlib
import inspect
import json
import pickle
import re
import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from wangge import _plan_file
from wangge._native import version
from wangge.batch.memory import Kept, kept
from wangge.errors import INVALID_INPUT, WanggeError

UNSAFE = re.compile(r'[\x00-\x1f/\\:*?"<>|]|^\.|^$')


@dataclass(frozen=True)
class Options:
    """How every task of a run is done. Those that can change a result are part of the fingerprint, threads are not."""

    jobs: tuple[str, ...] = ("divide",)  # of "divide", "circles"
    prove: bool = False
    time_limit: float | None = None  # seconds of search, a valid plan after it
    timeout: float | None = None  # seconds after which a task is ended and has failed
    seed: int = 1
    threads: int = 1
    overrides: tuple[str, ...] = ()  # "rules.max_households=450", for the program only
    program: str | None = None  # path of the program; None: the package does the work
    formats: tuple[str, ...] = ("gpkg",)  # endings of the files

    def __post_init__(self):
        odd = set(self.jobs) - {"divide", "circles"}
        if odd or not self.jobs:
            raise WanggeError(f"jobs are {self.jobs!r}; they must be 'divide', 'circles' or both", INVALID_INPUT)
        known = [ending[1:] for ending in _plan_file.DRIVERS]
        unknown = [one for one in self.formats if one not in known]
        if unknown or not self.formats:
            raise WanggeError(f"formats are {self.formats!r}; they must be some of {', '.join(known)}", INVALID_INPUT)
        if self.overrides and self.program is None:
            raise WanggeError("overrides need the program, which was not found", INVALID_INPUT)


@dataclass(frozen=True)
class Task:
    """One city.

    Attributes
    ----------
    name : str
        Name of its folder in the output.
    source : str, Path, City or callable
        A project file; a `wangge.City` in memory; or a function without arguments that returns a `wangge.City` or a `wangge.Plan`: it
        must be one that other processes can import (no lambda).
    version : str
        Changes when what a function returns changes; files are watched by themselves.
    """

    name: str
    source: Any
    version: str = field(default="")

    def __post_init__(self):
        if UNSAFE.search(self.name):
            raise WanggeError(f"task {self.name!r}: its name cannot be that of a folder", INVALID_INPUT)

    def fingerprint(self, options):
        """Hash of everything that the result depends on: inputs, options, version of the engine."""
        digest = hashlib.sha256()
        kept = {key: value for key, value in asdict(options).items() if key not in ("threads", "timeout", "program")}
        kept.update(engine=version, by="program" if options.program else "package", version=self.version)
        digest.update(json.dumps(kept, sort_keys=True).encode())
        if isinstance(self.source, Kept):
            digest.update(self.source.digest.encode())
        elif callable(self.source):
            digest.update(_of_function(self.source))
        else:
            for file in input_files(Path(self.source)):
                digest.update(f"{file.name}:{hash_file(file)}".encode())
        return digest.hexdigest()


def _of_function(function):
    inner = getattr(function, "func", function)  # functools.partial
    try:
        source = inspect.getsource(inner).encode()
    except (OSError, TypeError):
        source = b""
    try:
        return source + pickle.dumps(function, protocol=4)
    except Exception as problem:  # whatever an argument raises
        raise WanggeError(f"{function!r} cannot be sent to another process: {problem}", INVALID_INPUT) from problem


def hash_file(path):
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def input_files(project):
    """The project file and every file that it names, with the sidecars of shapefiles; a missing one is a failure later."""
    files = {project}
    try:
        content = tomllib.loads(project.read_bytes().decode("utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError):
        return [project] if project.is_file() else []
    waiting = [content]
    while waiting:
        node = waiting.pop()
        for key, value in node.items():
            if isinstance(value, dict):
                waiting.append(value)
            elif isinstance(value, list):
                waiting.extend(one for one in value if isinstance(one, dict))
            elif key == "path" and isinstance(value, str):
                file = project.parent / value
                files.add(file)
                if file.suffix.lower() == ".shp":
                    files.update(file.with_suffix(ending) for ending in (".dbf", ".shx", ".prj", ".cpg"))
    return sorted(file for file in files if file.is_file())


def as_tasks(given):
    """Tasks of whatever names them; two of one name are refused."""
    from wangge.city import City

    if isinstance(given, (str, Path, Task, City)) or callable(given):
        given = [given]
    if isinstance(given, Mapping):
        tasks = [Task(str(name), source) for name, source in given.items()]
    else:
        tasks = [one if isinstance(one, Task) else Task(_name_of(one), one) for one in given]
    tasks = [kept(task) for task in tasks]
    seen = set()
    for task in tasks:
        if task.name.casefold() in seen:  # some file systems know no case
            raise WanggeError(f"two tasks are named {task.name!r}: give a dict of name -> project", INVALID_INPUT)
        seen.add(task.name.casefold())
    if not tasks:
        raise WanggeError("no tasks", INVALID_INPUT)
    return tasks


def _name_of(source):
    if hasattr(source, "communities"):
        return source.name
    if callable(source):
        return getattr(source, "__name__", type(source).__name__)
    path = Path(source).absolute()
    return path.parent.name if path.stem == "city" else path.stem
