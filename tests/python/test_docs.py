"""The documents agree with the source and with each other. Needs no built program."""
import re

import pytest
from conftest import REPOSITORY

TWINS = ("README.md", "README.zh-CN.md")


def text(name):
    return (REPOSITORY / name).read_text(encoding="utf-8")


def test_every_key_of_the_project_file_is_documented():
    source = REPOSITORY / "io" / "project_keys.cpp"
    keys = set(re.findall(r'"([a-z_]+)"', source.read_text(encoding="utf-8")))
    missing = sorted(key for key in keys if not re.search(rf"`\[?{key}\]?[`\"= ]", text("docs/options.md")))
    assert keys and not missing


def test_every_stage_stands_in_the_architecture():
    page = text("docs/architecture.md")
    stages = [p.name for p in (REPOSITORY / "algorithms").iterdir() if p.is_dir() and any(p.glob("*.cpp"))]
    assert [stage for stage in stages if f"algorithms/{stage}" not in page] == []


def test_every_exit_status_stands_in_both_readmes():
    for name in TWINS:
        assert all(re.search(rf"[：:·]\s*{status} ", text(name)) for status in range(7)), name


def test_the_readmes_hold_the_same_figures_and_commands():
    english, chinese = (re.findall(r"^\|(?!-)[^\n]*\|$", text(name), re.M) for name in TWINS)
    assert len(english) == len(chinese)

    def numbers(rows):
        return [sorted(re.findall(r"\d[\d,.]*", row)) for row in rows]

    assert numbers(english) == numbers(chinese)
    commands = [re.findall(r"^(?:wangge [a-z]+(?= +\S+\.\w)|\./run [a-z]+)", text(name), re.M) for name in TWINS]
    assert commands[0] == commands[1]


def test_the_planners_guides_run_the_same_commands():
    found = [re.findall(r"^wangge [^\n]*(?= --lang)", text(f"docs/guides/{name}.md"), re.M) for name in ("planner", "planner_zh")]
    assert len(found[0]) >= 9 and found[0] == found[1]


@pytest.mark.parametrize("name", TWINS)
def test_readme_is_at_most_200_lines(name):
    assert len(text(name).splitlines()) <= 200


def test_links_between_documents_lead_somewhere():
    pages = [REPOSITORY / name for name in (*TWINS, "CONTRIBUTING.md", "CHANGELOG.md")] + sorted((REPOSITORY / "docs").rglob("*.md"))
    broken = []
    for page in pages:
        for target in re.findall(r"\]\((?!https?:)([^)#\s]+)", page.read_text(encoding="utf-8")):
            # the picture is drawn by the program and may not be there before the first build
            if not (page.parent / target).exists() and not target.endswith(".png"):
                broken.append(f"{page.relative_to(REPOSITORY)}: {target}")
    assert broken == []
