"""Pages made of the texts at the root of the repository, and links that lead out of docs/.

A page whose text is one `{include}` of a file outside docs/ becomes that file, so no text exists twice; its links are those of the file
and are turned to where the site has them: another page, or a file to download. Links in all other pages are turned likewise.
"""
import re
from pathlib import Path

INCLUDE = re.compile(r"\A```\{include\} (\S+)\n```\s*\Z")
# code is left alone: fenced blocks and spans come first, links after them
LINK = re.compile(r"(?P<code>^(?P<fence>`{3,}).*?^(?P=fence)`*$|`[^`\n]+`)|(?P<mark>!?)\[(?P<words>[^\]]*)\]\((?P<target>[^)\s]+)\)", re.M | re.S)


def included(srcdir):
    """{file outside docs/: docname of the page that is made of it}."""
    found = {}
    for page in sorted(srcdir.rglob("*.md")):
        if match := INCLUDE.match(page.read_text(encoding="utf-8")):
            found[(page.parent / match[1]).resolve()] = page.relative_to(srcdir).as_posix()
    return found


def turned(text, file, srcdir, pages):
    """The text with its relative links as Sphinx finds them from anywhere."""

    def turn(match):
        target, _, anchor = (match["target"] or "").partition("#")
        if match["code"] or not target or re.match(r"[a-z]+:", target):
            return match[0]
        path = (file.parent / target).resolve()
        if path.is_dir() and (path / "README.md").is_file():
            path /= "README.md"
        if path in pages or path.is_relative_to(srcdir):
            page = pages.get(path) or path.relative_to(srcdir).as_posix()
            return f"{match['mark']}[{match['words']}](/{page}{'#' + anchor if anchor else ''})"
        if path.is_file():
            return f"{{download}}`{match['words']} </../{path.relative_to(srcdir.parent).as_posix()}>`"
        return match["words"] if path.is_dir() else match[0]  # what does not exist stays, so that Sphinx complains

    return LINK.sub(turn, text)


def read(app, docname, source):
    page = Path(app.env.doc2path(docname))
    if page.suffix != ".md":
        return
    srcdir, text = Path(app.srcdir).resolve(), source[0]
    if match := INCLUDE.match(text):
        page = (page.parent / match[1]).resolve()
        app.env.note_dependency(str(page))
        text = page.read_text(encoding="utf-8")
    source[0] = turned(text, page.resolve(), srcdir, included(srcdir))


def setup(app):
    app.connect("source-read", read)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
