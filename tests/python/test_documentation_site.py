"""The documentation site builds without a warning, shows what ran, needs nothing from elsewhere and leaves no public name out."""
import os
import re
import subprocess
import sys

import pytest
from conftest import REPOSITORY

pytest.importorskip("sphinx")
pytest.importorskip("furo")
package = pytest.importorskip("wangge", reason="the Python package is not installed: pip install --no-build-isolation --no-deps .")
DOCS = REPOSITORY / "docs"


def build(source, out, program):
    command = [sys.executable, "-m", "sphinx", "-b", "html", "-q", "-W", "--keep-going", "-d", str(out / "doctrees")]
    return subprocess.run(
        [*command, str(source), str(out / "html")],
        env=os.environ | {"WANGGE_BIN": str(program)}, capture_output=True, text=True, encoding="utf-8", timeout=600,
    )  # fmt: skip


@pytest.fixture(scope="module")
def site(program, tmp_path_factory):
    out = tmp_path_factory.mktemp("site")
    done = build(DOCS, out, program)
    assert done.returncode == 0, done.stderr[-4000:]
    return out / "html"


def test_every_page_of_the_folder_is_there(site):
    pages = [p.relative_to(DOCS).with_suffix(".html") for p in DOCS.rglob("*") if p.suffix in (".md", ".ipynb")]
    assert len(pages) > 30
    assert [str(page) for page in pages if not (site / page).is_file()] == []


def test_pages_need_nothing_from_elsewhere(site):
    fetched = re.compile(r'<(?:script|img|iframe)[^>]*\ssrc="(https?:)?//|<link[^>]*rel="(?:stylesheet|preload)"[^>]*href="(https?:)?//')
    assert [page.name for page in site.rglob("*.html") if fetched.search(page.read_text(encoding="utf-8"))] == []


def test_the_tutorial_shows_what_ran(site):
    page = (site / "tutorial.html").read_text(encoding="utf-8")
    assert re.search(r"[\d,]+ of [\d,]+ households within 1000 m", page)
    pictures = re.findall(r'<img alt="([^"]+)"[^>]*src="(_images/[^"]+)"', page)
    assert len(pictures) == 2
    for _, name in pictures:
        assert (site / name).read_bytes().startswith(b"\x89PNG")


def test_no_path_of_the_building_machine_is_shown(site):
    assert [p.name for p in site.rglob("*.html") if str(site.parent) in p.read_text(encoding="utf-8")] == []


def test_every_public_name_has_its_entry(site):
    import wangge.batch

    text = "".join(page.read_text(encoding="utf-8") for page in (site / "api").glob("*.html"))
    public = [f"wangge.{name}" for name in package.__all__ if not name.startswith("__")]
    public += [f"wangge.batch.{name}" for name in wangge.batch.__all__]
    assert [name for name in public if f'id="{name}"' not in text] == []


def test_texts_of_the_root_become_pages_with_working_links(site):
    page = (site / "project" / "readme.html").read_text(encoding="utf-8")
    targets = set(re.findall(r'href="([^"#:]+)', page))
    assert {"../options.html", "../decisions/README.html", "contributing.html", "peers.html", "readme_zh.html"} <= targets
    assert any(target.endswith("/LICENSE") for target in targets)


@pytest.mark.parametrize(
    "page, words",
    [
        ("```{live} python\n1 / 0\n```", "ZeroDivisionError"),
        ("```{command}\nwangge divide nowhere.toml -o plan.gpkg\n```", "status 2"),
        ("```{live} python\nimport matplotlib.pyplot as p\np.plot([1]);\n```", ":alt:"),
        ("[to nowhere](nowhere.md)", "nowhere.md"),
    ],
)
def test_a_page_that_does_not_hold_fails_the_build(page, words, program, tmp_path):
    source = tmp_path / "source"
    source.mkdir()
    (source / "conf.py").write_text(
        f"import sys\nsys.path.insert(0, {str(DOCS / 'site')!r})\n"
        f"extensions = ['myst_parser', 'live']\nlive_program = {str(program)!r}\n",
        encoding="utf-8",
    )
    (source / "index.md").write_text(f"# Page\n\n{page}\n", encoding="utf-8")
    done = build(source, tmp_path, program)
    assert done.returncode != 0
    assert words in done.stderr and "index.md:3" in done.stderr
