"""What the tests of ledgers, reports, atlas and folder read in their files."""
import hashlib
import html.parser
import json
import re
import shutil
import subprocess

import geopandas as gpd
from conftest import missing


def cells_of(plan):
    return gpd.read_file(plan, layer="cells").dropna(subset=["building_id"]).set_index("building_id")


def fingerprints(folder):
    return {p.relative_to(folder).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest() for p in folder.rglob("*") if p.is_file()}


def table(sheet):
    """Rows of a sheet as dictionaries: the head is the row above the frozen line."""
    head = int(re.search(r"\d+", sheet.freeze_panes).group()) - 1
    names = [cell.value for cell in sheet[head]]
    rows = [dict(zip(names, row)) for row in sheet.iter_rows(min_row=head + 1, values_only=True)]
    return [r for r in rows if "合计" not in list(r.values())[:2]]


def ledger_rows(path):
    """Sheets of a ledger in JSON by their keys, rows as dictionaries."""
    sheets = json.loads(path.read_text(encoding="utf-8"))["sheets"]
    return {key: [dict(zip(sheet["columns"], row, strict=True)) for row in sheet["rows"]] for key, sheet in sheets.items()}


def poppler(tool, *arguments):
    """What a program of poppler says; it must have nothing to complain about."""
    if shutil.which(tool) is None:
        missing("no poppler here")
    done = subprocess.run([tool, *map(str, arguments)], capture_output=True, check=True, timeout=300)
    assert done.stderr == b"", done.stderr.decode()
    return done.stdout


def pages_of(path):
    """The words of every page of a PDF in the order they were written, without white space."""
    return ["".join(page.split()) for page in poppler("pdftotext", "-raw", path, "-").decode().split("\f")[:-1]]


class Page(html.parser.HTMLParser):
    def __init__(self):
        super().__init__()
        self.tags, self.words, self.outside = [], [], []

    def handle_starttag(self, tag, attributes):
        self.tags.append(tag)
        self.outside += [v for k, v in attributes if k in ("src", "href") and v and not v.startswith(("#", "data:"))]

    def handle_data(self, data):
        self.words.append(data)
