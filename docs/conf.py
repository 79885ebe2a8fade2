"""The documentation site: `./run docs` builds it, offline, from the pages of this folder and the docstrings of the package.

docs/site/ holds what Sphinx does not bring: code and commands that run while the site is built, the notebooks as pages, pages
made of the texts at the root of the repository.
"""
import os
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE / "site"))

import wangge  # noqa: E402

project = "wangge"
author = "the wangge project"
release = version = wangge.__version__
extensions = ["myst_parser", "sphinx.ext.autodoc", "numpydoc", "live", "notebook_pages", "repository_texts"]
exclude_patterns = ["site"]

myst_heading_anchors = 3
myst_enable_extensions = ["colon_fence"]

autodoc_member_order = "bysource"
autodoc_typehints = "none"  # the docstrings say what a parameter is, and in which unit
numpydoc_show_class_members = False

html_theme = "furo"
html_title = f"wangge {release}"
html_static_path = ["site/static"]
html_css_files = ["wangge.css"]
html_show_copyright = False
html_copy_source = False
html_last_updated_fmt = None  # equal sources give equal pages

live_program = os.environ.get("WANGGE_BIN", str(HERE.parent / "build" / "release" / "bin" / "wangge"))
