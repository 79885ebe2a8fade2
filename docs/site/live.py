"""Code and commands that run while the site is built, so that no page shows what the program does not do.

    ```{live} python              ```{command}
    :alt: the grids               :allowed: 0 3
    plan.plot()                   :picture: plan.png
    ```                           :alt: the grids
                                  wangge map plan.gpkg -o plan.png
                                  ```

The pieces of a page share one desk (desk.py). A table stands as a table, a figure as a picture with its `alt`, everything else as text. A
piece that fails, or a command whose status is not allowed, is a warning of Sphinx with file and line, which fails the build.
"""
import hashlib
import os
import shutil
import tempfile
from pathlib import Path

import pandas as pd
from desk import Desk, make_sample
from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.util.docutils import SphinxDirective

ROWS = 12  # of a table


class Live(SphinxDirective):
    """The part that both kinds share: the code, what came of it, or what went wrong."""

    has_content = True
    optional_arguments = 1
    option_spec = {"alt": directives.unchanged, "hide-code": directives.flag}
    lexer = "python"

    def run(self):
        code = nodes.literal_block("\n".join(self.content), "\n".join(self.content), language=self.lexer)
        self.set_source_info(code)
        try:
            came = self.came_of(desk_of(self.env))
        except Exception as problem:
            return [code, self.state.document.reporter.warning(f"{type(problem).__name__}: {problem}", line=self.lineno)]
        shown = [] if "hide-code" in self.options else [code]
        return shown + ([nodes.container("", *came, classes=["live-output"])] if came else [])

    def came_of(self, desk):
        printed, value, figures = desk.run_python("\n".join(self.content))
        came = [text(desk.told(printed))] if printed else []
        if isinstance(value, pd.Series):
            value = value.to_frame(value.name or "")
        if isinstance(value, pd.DataFrame):
            came += table(value, desk)
        elif value is not None and not figures:
            came.append(text(desk.told(repr(value))))
        for figure in figures:
            path = self.picture_path("\n".join(self.content), len(came))
            figure.savefig(path, dpi=110, bbox_inches="tight", metadata={"Software": None})
            came.append(self.picture(path))
        return came

    def picture_path(self, *what):
        name = hashlib.sha256(repr((self.env.docname, *what)).encode()).hexdigest()[:16]
        return Path(self.env.live_folder) / "pictures" / f"{name}.png"

    def picture(self, path):
        if not self.options.get("alt"):
            raise ValueError("a picture needs :alt:, for those who cannot see it")
        return nodes.image(uri="/" + os.path.relpath(path, self.env.srcdir), alt=self.options["alt"])


class Command(Live):
    option_spec = Live.option_spec | {
        "allowed": directives.unchanged,  # exit statuses; default: 0
        "picture": directives.unchanged,  # a file the command writes
        "lines": directives.positive_int,  # as many as are shown of what it says
    }
    lexer = "console"

    def came_of(self, desk):
        allowed = {int(status) for status in self.options.get("allowed", "0").split()}
        said = "".join(desk.run_command(line, allowed) for line in self.content if line.strip())
        lines = said.splitlines()
        if len(lines) > (most := self.options.get("lines", len(lines))):
            said = "\n".join([*lines[:most], f"... {len(lines) - most} more lines"])
        came = [text(said)] if said.strip() else []
        if name := self.options.get("picture"):
            path = self.picture_path(name)
            shutil.copyfile(desk.folder / name, path)
            came.append(self.picture(path))
        return came


def text(words):
    return nodes.literal_block(words.rstrip("\n"), words.rstrip("\n"), language="none")


def number(value):
    return f"{value:,.3f}".rstrip("0").rstrip(".")


def table(frame, desk):
    plain = pd.DataFrame(frame).drop(columns=["geometry"], errors="ignore")
    html = plain.head(ROWS).to_html(border=0, classes="docutils", float_format=number, na_rep="")
    came = [nodes.raw("", f'<div class="table-wrapper">{desk.told(html)}</div>', format="html")]
    if len(plain) > ROWS:
        came.append(nodes.paragraph("", f"The first {ROWS} of {len(plain):,} rows."))
    return came


def desk_of(env):
    if env.docname not in env.live_desks:
        folder = Path(env.live_folder)
        env.live_desks[env.docname] = Desk(tempfile.mkdtemp(dir=folder) + "/desk", folder / "demo", env.config.live_program)
    return env.live_desks[env.docname]


def begin(app, env, docnames):
    """A folder of this build alone, beside the pages that Sphinx keeps; the sample city only when some page is read. Pages find the
    program as their readers do, on the PATH."""
    folder = Path(app.doctreedir).resolve() / "live"
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "pictures").mkdir(parents=True)
    env.live_folder, env.live_desks = str(folder), {}
    os.environ["PATH"] = os.pathsep.join([os.path.dirname(app.config.live_program), os.environ.get("PATH", "")])
    if docnames:
        make_sample(app.config.live_program, folder / "demo")


def end(app, env):
    del env.live_desks  # holds whatever the pages made: not to be kept with the environment


def setup(app):
    app.add_config_value("live_program", "wangge", "env")
    app.add_directive("live", Live)
    app.add_directive("command", Command)
    app.connect("env-before-read-docs", begin)
    app.connect("env-updated", end)
    return {"version": "1", "parallel_read_safe": False, "parallel_write_safe": True}
