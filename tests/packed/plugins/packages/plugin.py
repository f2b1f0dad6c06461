# SPDX-License-Identifier: Apache-2.0
# tests/packed/plugins/packages/plugin.py: what packages from PyPI make of a text
import datetime
import importlib.metadata
import json
from pathlib import Path

import jinja2
import markdown
import markupsafe
import pygments
import pytz
import yaml
from pygments.formatters import get_formatter_by_name
from pygments.lexers import get_all_lexers, get_lexer_by_name, guess_lexer_for_filename
from pygments.styles import get_all_styles

FOLDER = Path(__file__).parent

CODE = {
    "c++": "template <class T> auto f(T&& x) -> int { return 0x1F'FF; } // {}\n",
    "python": "async def f(x: int = 3) -> str:\n    return f'{x!r:>4}' @ 1_000j\n",
    "html+jinja": "<p {% if a %}class='{{ b|e }}'{% endif %}>&amp;</p>",
    "yaml": "a: &x [1, 'two']\nb: *x # three\n",
}

ARTICLE = """Title: one

[TOC]

# HEADING

A [link][1], a [[Wiki Link]] and a note[^1], *HTML*.

[1]: /a "t"
[^1]: The note.
*[HTML]: Hypertext

## Table {#t .c}

a | b
--|:-:
`1` | **2**

```python hl_lines="1"
print('x')
```

term
:   meaning

!!! note "Take"
    care

- "quoted" -- dashes...
"""

DOCUMENT = """
!!set {a, b}
---
base: &base {size: 1, list: [1, 2.5, .inf, null, yes, 0x1f, 2024-02-29, 2024-02-29T01:02:03Z]}
more:
  <<: *base
  size: 2
  text: |
    kept
      lines
  folded: >-
    one
    line
  binary: !!binary aGVsbG8=
"""


def use_jinja2(text):
    loader = jinja2.FileSystemLoader(FOLDER / "templates")
    extensions = ["jinja2.ext.do", "jinja2.ext.loopcontrols"]
    environment = jinja2.Environment(
        loader=loader, autoescape=True, trim_blocks=True, extensions=extensions
    )  # fmt: skip
    words = [{"text": word, "size": len(word)} for word in text.split()]
    content = markupsafe.Markup("<p>{}</p>").format(text)
    page = environment.get_template("page.html").render(title=text, content=content, words=words)
    environment.undefined = jinja2.StrictUndefined
    try:
        environment.from_string("{{ a }}\n{{ b.c }}").render(a=1)
    except jinja2.UndefinedError as error:
        undefined = str(error)
    try:
        environment.from_string("\n{% if %}")
    except jinja2.TemplateSyntaxError as error:
        syntax = [error.lineno, error.message]
    return [page, environment.list_templates(), undefined, syntax]


def use_markdown(text):
    names = "extra toc codehilite admonition smarty sane_lists wikilinks meta".split()
    page = markdown.Markdown(extensions=names, extension_configs={"codehilite": {"linenums": True}})
    return [page.convert(ARTICLE.replace("HEADING", text)), page.toc_tokens, page.Meta]


def use_pygments(text):
    html = get_formatter_by_name("html", full=True, style="monokai")
    terminal = get_formatter_by_name("terminal256")
    lexers = {name: get_lexer_by_name(name) for name in CODE}
    shown = [
        pygments.highlight(code, lexers[name], formatter)
        for name, code in CODE.items()
        for formatter in (html, terminal)
    ]
    guessed = guess_lexer_for_filename("x.rs", "fn main() {}").name
    return [shown, guessed, len(list(get_all_lexers())), sorted(get_all_styles())]


def use_yaml(text):
    first, second = yaml.safe_load_all(DOCUMENT)
    dumped = yaml.safe_dump({"text": text, **second}, sort_keys=False, allow_unicode=True, width=60)
    try:
        yaml.safe_load("a: [1, 2\nb: }")
    except yaml.YAMLError as error:
        wrong = str(error)
    events = [type(event).__name__ for event in yaml.parse("a: [*b, !t c]")]
    is_same = yaml.safe_load(dumped) == {"text": text, **second}
    return [sorted(first), repr(second), dumped, is_same, wrong, events]


def use_pytz(text):
    zone = pytz.timezone("America/St_Johns")
    moment = datetime.datetime(2024, 11, 3, 1, 30)
    both = [zone.localize(moment, is_dst=is_dst).isoformat() for is_dst in (True, False)]
    try:
        zone.localize(datetime.datetime(2024, 3, 10, 2, 30), is_dst=None)
    except pytz.NonExistentTimeError as error:
        both.append(str(error))
    utc = pytz.utc.localize(moment).astimezone(pytz.timezone("Asia/Kathmandu"))
    places = [pytz.country_timezones("nz"), pytz.country_names["is"], len(pytz.all_timezones)]
    return [both, str(utc), places]


def use_metadata(text):
    names = ("jinja2", "markdown", "markupsafe", "pygments", "pytz", "pyyaml")
    points = importlib.metadata.entry_points(group="markdown.extensions")
    versions = {name: importlib.metadata.version(name) for name in names}
    return [versions, sorted(point.name for point in points)]


uses = {name[4:]: use for name, use in list(globals().items()) if name.startswith("use_")}


def run_e(payload, ident):
    if not payload:
        return "{}"  # shows what an instance costs before it does any of this
    return json.dumps({name: use(payload) for name, use in uses.items()})
