"""Names and telephone numbers of grid staff: in internal editions, marked on every sheet and page, and nowhere else."""
import csv
import json
import zipfile

import geopandas as gpd
import openpyxl
import pypdf
import pytest
from handover_files import ledger_rows, pages_of

MARK = "内部资料含个人信息不得公开"


def squeezed(text):
    return "".join(text.split())


class Staffed:
    """The sample city with a staff list: a head, a worker and, in some grids, an officer; one person in a grid that is not there."""

    def __init__(self, sample, folder):
        self.folder, self.plan = folder, sample.plan
        self.grids = gpd.read_file(sample.plan, layer="grids").sort_values("grid_code")
        self.persons = []
        for n, code in enumerate(self.grids.grid_code):
            self.persons.append((f"甲{n:03d}欣", code, "网格长", f"139{n:08d}"))
            self.persons.append((f"乙{n:03d}然", code, "专职网格员", f"138{n:08d}"))
            if n % 10 == 0:
                self.persons.append((f"丙{n:03d}安", code, "民警", f"137{n:08d}"))
        self.persons.append(("戊督导", self.grids.grid_code.iloc[0], "督导员", "13500000000"))
        self.persons.append(("己警官", self.grids.community_code.iloc[0], "民警", "13400000000"))  # of the community, not of a grid
        self.persons.append(("丁离网", "150000000000000", "网格长", "13600000000"))
        with (folder / "staff.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([("name", "grid_code", "role", "phone"), *self.persons])
        text = sample.city.read_text(encoding="utf-8").replace('path = "', f'path = "{sample.folder.as_posix()}/')
        self.city = folder / "city.toml"
        self.city.write_text(text + '\n[staff]\nlist = "staff.csv"\n', encoding="utf-8")

    def secrets(self):
        return {word for person in self.persons for word in (person[0], person[3])}


@pytest.fixture(scope="module")
def staffed(sample, tmp_path_factory):
    return Staffed(sample, tmp_path_factory.mktemp("staffed"))


@pytest.fixture(scope="module")
def folders(staffed, wangge):
    for name, flags in (("public", []), ("internal", ["--internal"])):
        wangge("handover", staffed.city, staffed.plan, "-o", staffed.folder / name, "--lang", "zh", *flags)
    return staffed.folder / "public", staffed.folder / "internal"


def words_of(path):
    """All text of a file: what a reader sees, and the bytes themselves, unpacked, in both encodings of Chinese."""
    raw = [path.read_bytes()]
    text = ""
    if path.suffix == ".xlsx":
        with zipfile.ZipFile(path) as archive:
            raw = [archive.read(name) for name in archive.namelist()]
    if path.suffix == ".pdf":
        text = "".join(pages_of(path))
    return text + "".join(one.decode("utf-8", "ignore") + one.decode("gb18030", "ignore") for one in raw)


def test_the_public_edition_holds_no_name_and_no_number(staffed, folders):
    public, _ = folders
    files = [path for path in public.rglob("*") if path.is_file()]
    assert len(files) > 60
    for path in files:
        words = words_of(path)
        found = [secret for secret in staffed.secrets() if secret in words]
        assert not found, (path, found[:3])
        assert MARK not in squeezed(words) and "internal" not in path.name, path


def test_the_public_ledger_says_who_counts_nowhere(folders):
    public, _ = folders
    sheet = openpyxl.load_workbook(public / "ledgers" / "ledger.xlsx")["人员配备"]
    notes = " ".join(str(row[0]) for row in sheet.iter_rows(max_row=6, max_col=1, values_only=True))
    assert "1 人所填网格编码不在本方案中" in notes and "150000000000000" in notes
    assert "岗位不在配备公式内" in notes and "督导员" in notes and "民警" not in notes


def test_communities_say_whom_they_lack(staffed, folders):
    """Officers named by grid or by community; posts that the list never names are not called lacking."""
    public, _ = folders
    rows = ledger_rows(public / "ledgers" / "ledger.json")["staff_communities"]
    community = dict(zip(staffed.grids.grid_code, staffed.grids.community_code))
    for row in rows:
        officers = sum(post == "民警" and community.get(code, code) == row["community_code"] for _, code, post, _ in staffed.persons)
        assert row["post_officer_present"] == officers
        assert ("民警缺1" in (row["posts_lacking"] or "")) == (officers == 0)
        assert "辅警" not in (row["posts_lacking"] or "") and row["post_auxiliary_present"] is None
    assert any(row["posts_lacking"] for row in rows)


def test_the_internal_register_names_who_works_in_each_grid(staffed, folders):
    _, internal = folders
    document = json.loads((internal / "ledgers" / "ledger_internal.json").read_text(encoding="utf-8"))
    assert squeezed(document["edition"]) == MARK
    sheets = ledger_rows(internal / "ledgers" / "ledger_internal.json")
    register = {row["grid_code"]: row for row in sheets["grids"]}
    for name, code, post, phone in staffed.persons[:-2]:
        row = register[code]
        if post in ("民警", "督导员"):
            assert name in row["other_staff"] and phone in row["other_staff"]
        else:
            key = "post_head" if post == "网格长" else "post_full_time"
            assert (row[key + "_names"], row[key + "_phones"]) == (name, phone)
    roster = [(r["person_name"], r["grid_code"], r["post"], r["phone"]) for r in sheets["staff_roster"]]
    assert sorted(roster) == sorted(staffed.persons)
    remarks = {r["person_name"]: r["remark"] for r in sheets["staff_roster"] if r["remark"]}
    assert set(remarks) == {"丁离网"}, "who is of a community is not astray"


def test_every_sheet_and_page_of_an_internal_edition_says_so(staffed, folders):
    _, internal = folders
    for book in internal.rglob("*.xlsx"):
        for sheet in openpyxl.load_workbook(book).worksheets:
            assert squeezed(str(sheet["A2"].value)) == MARK, (book, sheet.title)
            assert squeezed(sheet.oddHeader.center.text) == MARK, (book, sheet.title)
    for path in internal.rglob("*.csv"):
        if path.name.startswith("ledger_"):
            with path.open(encoding="utf-8-sig", newline="") as file:
                assert all(squeezed(row[-1]) in (MARK, "密级") for row in csv.reader(file)), path
    pages = 0
    for path in internal.rglob("*.pdf"):
        for page in pypdf.PdfReader(path).pages:
            assert MARK in squeezed(page.extract_text()), path
            pages += 1
    assert pages > 30
    for path in internal.rglob("*.html"):
        assert MARK in squeezed(path.read_text(encoding="utf-8")), path
    assert "不得公开" in (internal / "README.txt").read_text(encoding="utf-8")
    sheet = "".join(squeezed(page.extract_text()) for page in pypdf.PdfReader(next(internal.glob("atlas/159901001001*.pdf"))).pages)
    heads = {code: name + phone for name, code, post, phone in staffed.persons if post == "网格长"}
    assert all(heads[code] in sheet for code in staffed.grids.grid_code if code.startswith("159901001001"))


def test_an_internal_report_needs_a_list_with_names(staffed, sample, wangge, tmp_path):
    done = wangge("report", sample.city, sample.plan, "-o", tmp_path / "x.xlsx", "--internal", expect=2)
    assert "[staff]" in done.stderr and not (tmp_path / "x.xlsx").exists()
    done = wangge(
        "report", staffed.city, staffed.plan, "-o", tmp_path / "x.xlsx", "--internal", "--set", "staff.list_name=surname", expect=2
    )
    assert "surname" in done.stderr
    # telephone numbers are welcome, not needed
    wangge("report", staffed.city, staffed.plan, "-o", tmp_path / "x.csv", "--internal", "--set", "staff.list_phone=mobile", "--lang", "en")
    text = (tmp_path / "x_staff_roster.csv").read_text(encoding="utf-8-sig")
    assert "甲000欣" in text and "13900000000" not in text and "INTERNAL" in text


def test_notices_are_public_and_leave_names_free(staffed, folders):
    public, internal = folders
    assert not (internal / "notices").exists()
    pages = [words for path in (public / "notices").iterdir() for words in pages_of(path)]
    assert len(pages) == len(staffed.grids)
    for words in pages:
        assert "网格长" in words and not any(secret in words for secret in staffed.secrets())
