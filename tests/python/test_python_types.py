"""The types of the package hold, say what they should, and fit the native module."""
import ast
import inspect
import re
import typing
from pathlib import Path

import pytest
from conftest import REPOSITORY

package = pytest.importorskip("wangge", reason="the Python package is not installed: pip install --no-build-isolation --no-deps .")
native = pytest.importorskip("wangge._native")
SOURCES = REPOSITORY / "python" / "wangge"


def mypy(*arguments):
    api = pytest.importorskip("mypy.api")
    told, trouble, status = api.run(["--config-file", str(REPOSITORY / "pyproject.toml"), "--no-incremental", *map(str, arguments)])
    assert not trouble, trouble
    return told, status


def test_mypy_finds_nothing_in_the_package(monkeypatch):
    monkeypatch.chdir(REPOSITORY)
    told, status = mypy()
    assert status == 0, told


def test_users_are_told_what_is_wrong(monkeypatch, tmp_path):
    monkeypatch.chdir(REPOSITORY)
    user = tmp_path / "user.py"
    user.write_text(
        """import wangge
city = wangge.read_city("city.toml")
plan = city.divide(max_households=450, progress=lambda stage, done, total: None)
reveal_type(plan)
reveal_type(city.check(plan).clean)
reveal_type(city.repair("plan.gpkg", max_change=3).households_moved)
reveal_type(wangge.Network.from_graph(3))
city.divide(max_housholds=450)
city.divide(max_households="450")
wangge.check(plan, city.communities, city.buildings, micro=3.5)
city.coverage(minutes=5)
"""
    )
    told, _ = mypy(user)
    said = [line.split(":", 3)[1:] for line in told.splitlines() if line.startswith(str(user))]
    shown = {int(line): text for line, kind, text in said if "Revealed" in text}
    assert "wangge.plan.Plan" in shown[4] and "bool" in shown[5] and '"int"' in shown[6] and "wangge.network.Network" in shown[7], told
    assert [int(line) for line, kind, _ in said if kind.strip() == "error"] == [8, 9, 10, 11], told


def test_the_package_says_that_it_is_typed():
    installed = Path(package.__file__).parent
    assert (installed / "py.typed").is_file() and (installed / "_native.pyi").is_file()


def members(body):
    """Names of a stub, its classes' methods as Class.method."""
    for node in body:
        if isinstance(node, ast.FunctionDef):
            yield node.name
        elif isinstance(node, ast.AnnAssign) and not node.target.id.startswith("_"):
            yield node.target.id
        elif isinstance(node, ast.ClassDef):
            yield node.name
            yield from (f"{node.name}.{name}" for name in members(node.body) if name != "__init__")


def test_the_stub_names_what_the_native_module_has():
    stub = set(members(ast.parse((SOURCES / "_native.pyi").read_text(encoding="utf-8")).body))
    there = {name for name in dir(native) if not name.startswith("_")}
    for name in list(there):
        if inspect.isclass(getattr(native, name)):
            there |= {f"{name}.{method}" for method in dir(getattr(native, name)) if not method.startswith("_")}
    assert stub == there


def arguments_of_stub():
    for node in ast.walk(ast.parse((SOURCES / "_native.pyi").read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef):
            yield node.name, len(node.args.posonlyargs)


def test_the_stub_has_as_many_arguments_as_the_native_module():
    """nanobind tells the signatures it takes."""
    owners = [native, native.City, native.Plan, native.Names]
    for name, count in arguments_of_stub():
        if name == "__init__":
            continue
        call = next(getattr(owner, name) for owner in owners if hasattr(owner, name))
        signature = call.__doc__.splitlines()[0]
        taken = len(re.findall(r"\barg\d*: ", signature)) + ("(self" in signature)
        assert taken == count, (name, signature)


def keywords(call):
    return {name: one for name, one in inspect.signature(call).parameters.items() if one.kind is one.KEYWORD_ONLY}


def test_options_that_are_handed_on_have_the_names_of_the_calls():
    from wangge import _job, _options

    job = set(keywords(_job.job_of))
    assert set(typing.get_type_hints(_options.CityOptions)) == job
    assert set(typing.get_type_hints(_options.DivideOptions)) == set(keywords(package.divide)) >= job
    assert set(typing.get_type_hints(_options.RepairOptions)) == set(keywords(package.repair)) | job
    assert set(typing.get_type_hints(_options.CoverageOptions)) == set(keywords(package.coverage))
    assert set(typing.get_type_hints(_options.SiteOptions)) == set(keywords(package.site))
    assert set(typing.get_type_hints(_options.DoctorOptions)) == set(keywords(package.doctor))
    for name, one in keywords(_job.job_of).items():
        other = keywords(package.divide)[name]
        assert (one.default, one.annotation) == (other.default, other.annotation), name
    calls = {"CityOptions": _job.job_of, "DivideOptions": package.divide, "CoverageOptions": package.coverage, "SiteOptions": package.site,
             "DoctorOptions": package.doctor}
    for options, call in calls.items():
        told = typing.get_type_hints(getattr(_options, options))
        assert told == {name: one for name, one in typing.get_type_hints(call).items() if name in told}, options
