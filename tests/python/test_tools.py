"""The checks of the source: each sees what it is there for, and lets sound code pass. Needs no built program."""
import subprocess
import sys

import pytest
from conftest import REPOSITORY


def run(tool, root):
    done = subprocess.run([sys.executable, REPOSITORY / "tools" / tool, root], capture_output=True, text=True, encoding="utf-8", check=False)
    return done.returncode, done.stdout + done.stderr


def write(root, files):
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


@pytest.mark.parametrize(
    ("file", "include"),
    [
        ("core/a.cpp", '"io/b.hpp"'), ("io/a.cpp", '"algorithms/cells/b.hpp"'), ("algorithms/cells/a.cpp", '"io/b.hpp"'),
        ("algorithms/cells/a.cpp", '"algorithms/graph/b.hpp"'), ("algorithms/audit/a.cpp", '"algorithms/cells/b.hpp"'),
        ("algorithms/reach/a.cpp", '"algorithms/cells/b.hpp"'), ("algorithms/other/a.cpp", '"core/b.hpp"'), ("render/a.cpp", '"io/b.hpp"'),
        ("example/a.cpp", '"algorithms/cells/b.hpp"'), ("cli/a.cpp", "<gdal_priv.h>"), ("algorithms/cells/a.cpp", "<ogrsf_frmts.h>"),
        ("io/a.cpp", "<geos_c.h>"), ("core/a.hpp", "<boost/geometry.hpp>"), ("cli/a.cpp", "<cairo/cairo.h>"), ("io/a.cpp", "<librsvg/rsvg.h>"),
        ("core/a.cpp", '"b.hpp"'), ("cli/a.cpp", '"tests/b.hpp"'), ("python/a.cpp", '"io/b.hpp"'),
    ],
)
def test_layers_sees_an_include_against_the_order(tmp_path, file, include):
    write(tmp_path, {file: f"#include {include}\n"})
    status, text = run("check_layers.py", tmp_path)
    assert status == 1 and f"{file}:1:" in text


@pytest.mark.parametrize(
    ("file", "include"),
    [
        ("io/a.cpp", "<gdal_priv.h>"), ("io/a.cpp", "<proj.h>"), ("algorithms/cells/a.cpp", "<geos_c.h>"), ("render/a.cpp", "<librsvg/rsvg.h>"),
        ("algorithms/plan/a.cpp", '"algorithms/validate/b.hpp"'), ("algorithms/siting/a.cpp", '"algorithms/reach/b.hpp"'),
        ("cli/a.cpp", '"render/b.hpp"'), ("tests/io/a.cpp", "<ogrsf_frmts.h>"), ("tests/core/a.cpp", '"core/b.hpp"'), ("core/a.cpp", "<vector>"),
    ],
)
def test_layers_lets_the_order_pass(tmp_path, file, include):
    write(tmp_path, {file: f"#include {include}\n"})
    assert run("check_layers.py", tmp_path)[0] == 0


def body(lines):
    return "  call();\n" * (lines - 2)


def test_sizes_counts_files_and_functions(tmp_path):
    write(tmp_path, {
        "core/long_file.cpp": "int x;\n" * 701,
        "core/long_function.cpp": f'namespace a {{\nclass B {{\n  int f(int x) {{\n{body(81)}  }}\n}};\n}}\n',
        "core/short_function.cpp": f'namespace {{\nint f() {{\n{body(80)}}}\n// "{{" and \'{{\' count for nothing\nconst char* t = "{{((";\nint g() {{ return 1; }}\n}}\n',
        "core/excused.cpp": f"// long: one table\nint f() {{\n{body(100)}}}\n",
        "tools/long.py": "def f():\n" + "    pass\n" * 80,
    })
    status, text = run("check_sizes.py", tmp_path)
    assert status == 1
    assert [line.split(":")[0] for line in text.splitlines()] == ["core/long_file.cpp", "core/long_function.cpp", "tools/long.py"]


ROWS = {
    "twice": '{"a", "one", "一"},\n{"a", "two", "二"},',
    "places": '{"a", "one {0}", "一"},',
    "empty": '{"a", "one", ""},',
    "Chinese in English": '{"a", "一", "一"},',
    "not a row": '{"a", "one"},',
}


@pytest.mark.parametrize("kind", ROWS)
def test_catalogue_sees_a_bad_row(tmp_path, kind):
    write(tmp_path, {"core/catalogue/x.inc": ROWS[kind]})
    assert run("check_catalogue.py", tmp_path)[0] == 1


def test_catalogue_lets_a_composed_id_and_shared_values_pass(tmp_path):
    rows = '{"a", "one {0}", "一 {0}"},\n{"a_repair", "two {1}", "二 {1}"},\n'
    write(tmp_path, {"core/catalogue/x.inc": rows, "io/a.cpp": 'std::string code = "a";\nauto t = say(language, code + "_repair", {u, v});\n'})
    assert run("check_catalogue.py", tmp_path) == (0, "catalogue: 2 rows, every id used exists in both languages\n")


def test_catalogue_sees_an_unknown_id_and_reads_split_literals(tmp_path):
    rows = '// comment {"x", "y"}\n{"a", "one {0} "\n "and {1}", "{1} 和 {0}"},\n'
    write(tmp_path, {"core/catalogue/x.inc": rows, "io/a.cpp": 'auto t = say(language, "a", {u, v});\n'})
    assert run("check_catalogue.py", tmp_path)[0] == 0
    write(tmp_path, {"io/b.cpp": 'auto t = say(project.language,\n  "missing");\n'})
    status, text = run("check_catalogue.py", tmp_path)
    assert status == 1 and '"missing"' in text
