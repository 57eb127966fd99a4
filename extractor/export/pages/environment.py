"""The templates of pages: everything is escaped, an unknown name is an error of ours."""

from collections.abc import Callable, Mapping
from functools import cache
from importlib.resources import files

from jinja2 import DictLoader, Environment, StrictUndefined

from extractor.export.pages.drawn_cells import drawn_cells
from extractor.places import printed_section
from extractor.words import words
from extractor.words.phrase import filled

PACKAGE = "extractor.export.pages"
ASSETS = {"desk.css": "text/css", "desk.js": "text/javascript", "tables.js": "text/javascript"}


@cache
def environment(lang: str) -> Environment:
    """The environment of all templates in one language; ``say`` gives a phrase of ``desk.yaml``."""
    folder = files(PACKAGE)
    sources = {
        entry.name: entry.read_text(encoding="utf-8")
        for entry in folder.iterdir()
        if entry.name.endswith(".html")
    }
    made = Environment(
        loader=DictLoader(sources),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals.update(say=phrases(lang), lang=lang, drawn_cells=drawn_cells)
    made.filters["printed"] = printed_section
    return made


def phrases(lang: str) -> Callable[..., str]:
    """What gives a phrase by its key, its parts filled in."""
    known = words("desk")

    def say(key: str, **parts: object) -> str:
        return filled(known[key][lang], parts)

    return say


def rendered(name: str, lang: str, context: Mapping[str, object]) -> str:
    """A page of a template."""
    return environment(lang).get_template(name).render(context)


def asset(name: str) -> str:
    """A stylesheet or a script of the pages."""
    return files(PACKAGE).joinpath(name).read_text(encoding="utf-8")
