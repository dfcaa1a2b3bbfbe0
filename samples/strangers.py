"""Five more sites, of other systems, that no source file describes: for adding a site and for reading unknown pages.

Their articles are written ones of the five known sites under new addresses.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from samples.content import SampleArticle, load_articles
from samples.shapes import SHAPES, Section, Shape

__all__ = ["STRANGERS", "stranger_articles"]


def _section(key: Literal["cchc", "tin"], name: str, first: str, later: str) -> Section:
    def page(number: int) -> str:
        return first if number == 1 else later.format(first=first, n=number)

    return Section(key, name, first, page)


def _shape(
    dress: str,
    name: str,
    province: str,
    sections: tuple[Section, ...],
    article: Callable[[SampleArticle, str], str],
    robots: str = "User-agent: *\nDisallow: /quan-tri/\n",
) -> Shape:
    return Shape(
        id=f"la-{dress}",
        name=name,
        unit=name,
        province=province,
        dress=dress,
        sections=sections,
        article=article,
        file=lambda article, file: f"/uploads/{article.number}/{file.file}",
        picture="/uploads/anh/",
        per_page=5,
        robots=robots,
    )


_SECTION = {"cchc": "cai-cach-hanh-chinh", "tin": "tin-y-te"}

STRANGERS: tuple[Shape, ...] = (
    _shape(
        "nukeviet",
        "Sở Y tế tỉnh Lạng Sơn",
        "Lạng Sơn",
        (
            _section("cchc", "Cải cách hành chính", "/vi/news/cai-cach-hanh-chinh/", "{first}page-{n}/"),
            _section("tin", "Tin y tế", "/vi/news/tin-y-te/", "{first}page-{n}/"),
        ),
        lambda article, slug: f"/vi/news/{_SECTION[article.section]}/{slug}-{article.number}.html",
    ),
    _shape(
        "aspportal",
        "Sở Y tế tỉnh Hòa Bình",
        "Hòa Bình",
        (
            _section("cchc", "CCHC", "/tin-bai?chuyenmuc=31", "{first}&trang={n}"),
            _section("tin", "Hoạt động ngành", "/tin-bai?chuyenmuc=8", "{first}&trang={n}"),
        ),
        lambda article, _: f"/xem-tin?id={article.number}",
    ),
    _shape(
        "drupal",
        "Bệnh viện Đa khoa tỉnh Quảng Nam",
        "Quảng Nam",
        (
            _section("cchc", "Cải cách hành chính", "/taxonomy/term/7", "{first}?page={n}"),
            _section("tin", "Tin bệnh viện", "/taxonomy/term/2", "{first}?page={n}"),
        ),
        lambda article, _: f"/node/{article.number}",
    ),
    _shape(
        "oldtable",
        "Trung tâm Y tế dự phòng tỉnh Tiền Giang",
        "Tiền Giang",
        (
            _section("cchc", "Cải cách hành chính", "/index.asp?menu=cchc", "{first}&p={n}"),
            _section("tin", "Tin tức", "/index.asp?menu=tin", "{first}&p={n}"),
        ),
        lambda article, _: f"/index.asp?menu=chitiet&id={article.number}",
    ),
    _shape(
        "modern",
        "Cổng thông tin Sở Y tế tỉnh Bình Dương",
        "Bình Dương",
        (
            _section("cchc", "Cải cách hành chính", "/chuyen-muc/cai-cach-hanh-chinh", "{first}?page={n}"),
            _section("tin", "Sức khỏe", "/chuyen-muc/suc-khoe", "{first}?page={n}"),
        ),
        lambda _, slug: f"/bai-viet/{slug}",
        "User-agent: *\nAllow: /\nSitemap: {base_url}/sitemap.xml\n",
    ),
)

_SHOWN: dict[str, Literal["page", "feed", "listing", "none"]] = {"oldtable": "none"}


def stranger_articles(shape: Shape) -> tuple[SampleArticle, ...]:
    """The articles that one of these sites shows: about a fifth of the written ones, newest first."""
    known = {known.id for known in SHAPES}
    written = [a for a in load_articles() if a.site in known and not a.copy_of and a.encoding == "utf-8"]
    share = STRANGERS.index(shape)
    mine = [
        article.model_copy(
            update={
                "site": shape.id,
                "shown": _SHOWN.get(shape.dress, "page"),
                "encoding": "vni" if shape.dress == "oldtable" else "utf-8",
                "markup": "jsonld" if shape.dress == "modern" else "plain",
                "updated": None,
                "reprint": None,
                "sign": (article.author,) if article.author else (),
                "province": article.province or next(s.province for s in SHAPES if s.id == article.site),
            }
        )
        for article in written
        if article.number % len(STRANGERS) == share
    ]
    return tuple(sorted(mine, key=lambda a: a.published, reverse=True))
