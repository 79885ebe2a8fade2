"""The notebooks and the examples of docs/python.md run on the sample city, cell by cell."""
import ast
import json
import re
import warnings

import pytest
from conftest import REPOSITORY

package = pytest.importorskip("wangge", reason="the Python package is not installed: pip install --no-build-isolation --no-deps .")
pytest.importorskip("wangge.batch")
matplotlib = pytest.importorskip("matplotlib")
matplotlib.use("agg")
NOTEBOOKS = sorted((REPOSITORY / "docs" / "notebooks").glob("*.ipynb"))


@pytest.fixture
def desk(sample, tmp_path, monkeypatch):
    """A folder with the sample city under demo/, as the texts say."""
    (tmp_path / "demo").symlink_to(sample.folder, target_is_directory=True)
    monkeypatch.chdir(tmp_path)
    yield tmp_path
    matplotlib.pyplot.close("all")


def execute(sources):
    """Runs pieces of code one after another in one namespace, and shows what their last lines give, as a notebook does."""
    space = {"__name__": "__main__"}
    for number, source in enumerate(sources):
        tree = ast.parse(source)
        last = ast.Expression(tree.body.pop().value) if tree.body and isinstance(tree.body[-1], ast.Expr) else None
        exec(compile(tree, f"<piece {number}>", "exec"), space)
        if last is not None:
            repr(eval(compile(last, f"<piece {number}>", "eval"), space))
    return space


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_notebooks_run(path, desk):
    book = json.loads(path.read_text(encoding="utf-8"))
    code = [cell for cell in book["cells"] if cell["cell_type"] == "code"]
    assert book["nbformat"] == 4 and len(code) >= 5
    assert all(cell["outputs"] == [] and cell["execution_count"] is None for cell in code), "clear the outputs"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", package.LeftOutWarning)
        execute("".join(cell["source"]) for cell in code)


def test_there_is_a_notebook_for_each_user():
    assert [path.stem for path in NOTEBOOKS] == ["analyst", "engineer", "planner"]


def test_the_examples_of_the_page_run(desk):
    text = (REPOSITORY / "docs" / "python.md").read_text(encoding="utf-8")
    blocks = re.findall(r"^```python\n(.*?)^```", text, flags=re.M | re.S)
    assert len(blocks) >= 4
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", package.LeftOutWarning)
        space = execute(blocks)
    assert (desk / "plan.gpkg").is_file() and space["same"].assignment().equals(space["table"])


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md"])
def test_the_python_of_the_readmes_runs(name, sample, tmp_path, monkeypatch):
    pytest.importorskip("pyarrow")
    for file in sample.folder.iterdir():
        (tmp_path / file.name).symlink_to(file)
    monkeypatch.chdir(tmp_path)
    blocks = re.findall(r"^```python\n(.*?)^```", (REPOSITORY / name).read_text(encoding="utf-8"), flags=re.M | re.S)
    space = execute(blocks)
    assert len(blocks) == 1 and (tmp_path / "plan.parquet").is_file() and len(space["plan"].grids) > 100


def test_what_is_public_is_typed_and_described():
    import inspect

    for call in (package.divide, package.coverage, package.isochrones, package.read_city, package.read_plan, package.compare, package.check,
                 package.repair, package.site, package.doctor):
        signature = inspect.signature(call)
        assert signature.return_annotation is not inspect.Signature.empty, call
        told = inspect.getdoc(call)
        assert "Returns\n-------" in told
        unsaid = [name for name in signature.parameters if name not in told]
        assert not unsaid or "parameters as for" in told, (call, unsaid)


def test_the_page_names_everything_public():
    text = (REPOSITORY / "docs" / "python.md").read_text(encoding="utf-8")
    missing = [name for name in package.__all__ if name not in text and not name.startswith("__")]
    assert not missing, missing
