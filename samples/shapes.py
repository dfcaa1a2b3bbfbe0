"""The shapes of the replica sites: who they are, how they build addresses, what their lists are called."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from samples.content import File, SampleArticle

__all__ = ["EXTRA", "SHAPES", "Section", "Shape", "shape_of"]


@dataclass(frozen=True)
class Section:
    """A list of the site: ``key`` as articles name it, ``path`` of its first page, ``page`` builds the others."""

    key: Literal["cchc", "tin"]
    name: str
    path: str
    page: Callable[[int], str]


@dataclass(frozen=True)
class Shape:
    """One kind of site. ``article`` builds an article's address from the article and its slug (moves change it).
    ``answers_also``: pattern and replacement that make of another address for a page the one it is kept under.
    """

    id: str
    name: str
    unit: str
    province: str
    dress: str
    sections: tuple[Section, ...]
    article: Callable[[SampleArticle, str], str]
    file: Callable[[SampleArticle, File], str]
    picture: str
    per_page: int = 10
    robots: str = "User-agent: *\nDisallow:\n"
    gzip: bool = True
    answers_also: tuple[str, str] | None = None

    def section(self, key: str) -> Section:
        """The section of that key."""
        return next(s for s in self.sections if s.key == key)


def _wordpress(category: str) -> Callable[[int], str]:
    return lambda n: f"/category/{category}/" if n == 1 else f"/category/{category}/page/{n}/"


def _portal(path: str) -> Callable[[int], str]:
    return lambda n: path if n == 1 else f"{path}?trang={n}"


def _newspaper(section: str) -> Callable[[int], str]:
    return lambda n: f"/{section}/" if n == 1 else f"/{section}/trang-{n}/"


def _sharepoint(category: int) -> Callable[[int], str]:
    base = f"/Pages/tintuc.aspx?CatID={category}"
    return lambda n: base if n == 1 else f"{base}&Page={n}"


def _medinet(name: str, category: int) -> Callable[[int], str]:
    return lambda n: f"/{name}-c{category}.aspx" if n == 1 else f"/{name}-c{category}-p{n}.aspx"


def _section(key: Literal["cchc", "tin"], name: str, page: Callable[[int], str]) -> Section:
    return Section(key, name, page(1), page)


_PORTAL_CHANNEL = {"cchc": 31022, "tin": 31019}
_NEWS_SECTION = {"cchc": "cai-cach-hanh-chinh", "tin": "y-te"}
_SHAREPOINT_CATEGORY = {"cchc": 12, "tin": 15}
_MEDINET_CATEGORY = {"cchc": ("cai-cach-hanh-chinh", 4714), "tin": ("tin-hoat-dong", 4720)}


def _medinet_article(article: SampleArticle, slug: str) -> str:
    name, category = _MEDINET_CATEGORY[article.section]
    return f"/{name}/{slug}-c{category}-{article.number}.aspx"


def _news_article(article: SampleArticle, slug: str) -> str:
    mark = f"{zlib.crc32(slug.encode()):08x}"[:7]
    return f"/{_NEWS_SECTION[article.section]}/{article.published:%Y%m}/{slug}-{mark}/"


SHAPES: tuple[Shape, ...] = (
    Shape(
        id="syt-thainguyen",
        name="Sở Y tế Thái Nguyên",
        unit="Sở Y tế tỉnh Thái Nguyên",
        province="Thái Nguyên",
        dress="wordpress",
        sections=(
            _section("cchc", "Cải cách hành chính", _wordpress("cai-cach-hanh-chinh")),
            _section("tin", "Tin tức - Sự kiện", _wordpress("tin-tuc-su-kien")),
        ),
        article=lambda _, slug: f"/{slug}/",
        file=lambda article, file: f"/wp-content/uploads/{article.published:%Y/%m}/{file.file}",
        picture="/wp-content/uploads/",
        robots="User-agent: *\nDisallow: /wp-admin/\nAllow: /wp-admin/admin-ajax.php\n",
    ),
    Shape(
        id="syt-sonla",
        name="Trang thông tin điện tử Sở Y tế Sơn La",
        unit="Sở Y tế tỉnh Sơn La",
        province="Sơn La",
        dress="portal",
        sections=(
            _section("cchc", "Cải cách hành chính", _portal("/1293/31022/cai-cach-hanh-chinh")),
            _section("tin", "Tin tức - Sự kiện", _portal("/1293/31019/tin-tuc-su-kien")),
        ),
        article=lambda article, slug: f"/1293/{_PORTAL_CHANNEL[article.section]}/{article.number}/{slug}",
        file=lambda article, file: f"/uploads/vanban/{article.number}/{file.file}",
        picture="/uploads/anh/",
        per_page=8,
        robots="User-agent: *\nCrawl-delay: {crawl_delay:g}\nDisallow: /quantri/\n",
    ),
    Shape(
        id="bao-thainguyen",
        name="Báo Thái Nguyên điện tử",
        unit="Báo Thái Nguyên",
        province="Thái Nguyên",
        dress="newspaper",
        sections=(
            _section("cchc", "Cải cách hành chính", _newspaper("cai-cach-hanh-chinh")),
            _section("tin", "Y tế", _newspaper("y-te")),
        ),
        article=_news_article,
        file=lambda article, file: f"/file/{article.published:%Y%m}/{file.file}",
        picture="/file/images/",
        robots="User-agent: *\nDisallow: /noi-bo/\nDisallow: /tim-kiem\n\nSitemap: {base_url}/sitemap.xml\n",
    ),
    Shape(
        id="syt-kontum",
        name="Sở Y tế tỉnh Kon Tum",
        unit="Sở Y tế tỉnh Kon Tum",
        province="Kon Tum",
        dress="sharepoint",
        sections=(
            _section("cchc", "Cải cách hành chính", _sharepoint(12)),
            _section("tin", "Tin hoạt động", _sharepoint(15)),
        ),
        article=lambda article, slug: (
            f"/Pages/detail.aspx?ItemID={_item(article, slug)}&CatID={_SHAREPOINT_CATEGORY[article.section]}"
        ),
        file=lambda article, file: f"/Lists/VanBan/Attachments/{article.number}/{file.file}",
        picture="/PublishingImages/",
        per_page=8,
        robots="User-agent: *\nDisallow: /_layouts/\n",
        gzip=False,
    ),
    Shape(
        id="ttyt-tanbinh",
        name="Trung tâm Y tế quận Tân Bình",
        unit="Trung tâm Y tế quận Tân Bình",
        province="Hồ Chí Minh",
        dress="medinet",
        sections=(
            _section("cchc", "Cải cách hành chính", _medinet("cai-cach-hanh-chinh", 4714)),
            _section("tin", "Tin hoạt động", _medinet("tin-hoat-dong", 4720)),
        ),
        article=_medinet_article,
        file=lambda _, file: f"/Upload/FileVanBan/{file.file}",
        picture="/Upload/Images/",
        per_page=8,
    ),
)


def _item(article: SampleArticle, slug: str) -> int:
    """SharePoint knows no slugs: a moved item has another number."""
    return article.number if slug == article.slug else 100_000 + zlib.crc32(slug.encode()) % 90_000


EXTRA = Shape(
    id="trang-dong",
    name="Cổng thông tin y tế dự phòng",
    unit="Trung tâm Kiểm soát bệnh tật tỉnh Lai Châu",
    province="Lai Châu",
    dress="script",
    sections=(_section("cchc", "Tin cải cách hành chính", lambda n: "/" if n == 1 else f"/?p={n}"),),
    article=lambda article, _: f"/tin/{article.number}",
    file=lambda _, file: f"/tep/{file.file}",
    picture="/anh/",
)


def shape_of(site: str) -> Shape:
    """The shape of a site; KeyError for one that is not there."""
    for shape in (*SHAPES, EXTRA):
        if shape.id == site:
            return shape
    raise KeyError(site)
