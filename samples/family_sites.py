"""One site a family: a template in ``templates/families/``, whose first comment says in YAML what the site is.

Their articles are written ones of the five known sites under new addresses. A new family needs no line here.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml

from samples.content import File, SampleArticle, load_articles
from samples.shapes import SHAPES, Section, Shape

__all__ = ["FAMILY_SITES", "family_articles", "family_of"]

_FOLDER = Path(__file__).parent / "templates" / "families"


@cache
def _said(dress: str) -> dict[str, Any]:
    """The YAML of a template's first comment: ``name``, ``province``, ``family``, ``shown``, ``sections`` (``key``,
    ``name``, ``id``, ``first``, ``later`` with ``{n}``), ``article`` and ``file`` (addresses with ``{slug}``,
    ``{number}``, ``{section}``, ``{day}``) and ``answers_also`` (pattern and replacement).
    """
    head = (_FOLDER / f"{dress.rpartition('/')[2]}.html").read_text(encoding="utf-8")
    return dict(yaml.safe_load(head.removeprefix("{#").partition("#}")[0]))


def _section(said: dict[str, Any]) -> Section:
    first, later = str(said["first"]), str(said["later"])
    return Section(said["key"], said["name"], first, lambda n: first if n == 1 else later.format(first=first, n=n))


def _shape(path: Path) -> Shape:
    dress = f"families/{path.stem}"
    said = _said(dress)
    ids = {section["key"]: section["id"] for section in said["sections"]}

    def article(one: SampleArticle, slug: str) -> str:
        day = f"{one.published:%Y%m%d}"
        return str(said["article"]).format(slug=slug, number=one.number, section=ids[one.section], day=day)

    def file(one: SampleArticle, file: File) -> str:
        return str(said["file"]).format(file=file.file, number=one.number, day=f"{one.published:%Y%m%d}")

    also = said.get("answers_also")
    return Shape(
        id=f"ho-{path.stem}",
        name=said["name"],
        unit=said["name"],
        province=said["province"],
        dress=dress,
        sections=tuple(_section(section) for section in said["sections"]),
        article=article,
        file=file,
        picture="/anh/",
        per_page=4,
        answers_also=(also[0], also[1]) if also else None,
    )


FAMILY_SITES: tuple[Shape, ...] = tuple(_shape(path) for path in sorted(_FOLDER.glob("*.html")))


def family_of(shape: Shape) -> str:
    """The name of the family that a site's dress belongs to."""
    return str(_said(shape.dress)["family"])


def family_articles(shape: Shape) -> tuple[SampleArticle, ...]:
    """The articles that one of these sites shows: twelve of the written ones, newest first."""
    known = {known.id for known in SHAPES}
    written = [a for a in load_articles() if a.site in known and not a.copy_of and a.encoding == "utf-8"]
    share = [one.id for one in FAMILY_SITES].index(shape.id)
    ordered = sorted(written, key=lambda a: (not a.reform, a.number))
    reform = [a for a in ordered if a.reform]
    chosen = [(reform * 2)[(share * 5 + n) % len(reform)] for n in range(8)]
    chosen += [[a for a in ordered if not a.reform][(share * 3 + n) % (len(ordered) - len(reform))] for n in range(4)]
    mine = [
        article.model_copy(
            update={
                "site": shape.id,
                "section": "cchc" if article.reform else "tin",
                "shown": _said(shape.dress)["shown"],
                "markup": "plain",
                "updated": None,
                "reprint": None,
                "sign": (article.author,) if article.author else (),
                "province": article.province or next(s.province for s in SHAPES if s.id == article.site),
            }
        )
        for article in chosen
    ]
    return tuple(sorted(mine, key=lambda a: a.published, reverse=True))
