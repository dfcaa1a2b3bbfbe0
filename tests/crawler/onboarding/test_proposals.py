"""What adding a site proposes: patterns that hold next year, lists that are lists, feeds by what they are about."""

from __future__ import annotations

import re

import pytest

from crawler.onboarding import look_at
from crawler.onboarding.url_patterns import pattern_of
from crawler.run import crawl
from crawler.source_files import parse_source
from domain.settings import Settings
from store import Store
from tests.crawler.conftest import source_of
from tests.support.web import Answer, ScriptedSite, article, listing

WORDS = ("mo-quay-tiep-don", "kham-suc-khoe-dau-nam", "tap-huan-mot-cua", "khai-truong-khu-a", "trao-tang-thiet-bi")


@pytest.mark.parametrize(
    ("address", "other"),
    [
        ("/2026/11/{d:02}/{w}/", "/2027/01/05/bai-cua-nam-sau/"),
        ("/2026/11/{w}.html", "/2025/12/bai-thang-chap.html"),
        ("/tin/202611/{w}-{n}.html", "/tin/202701/bai-nam-sau-88.html"),
        ("/tin-2026/{w}-{n}.htm", "/tin-2027/bai-nam-sau-88.htm"),
        ("/nam/2026/thang-11/{w}.html", "/nam/2027/thang-2/bai-nam-sau.html"),
        ("/xem?nam=2026&id={n}", "/xem?nam=2027&id=88"),
        ("/tin/11-2026/{w}-{n}", "/tin/02-2027/bai-nam-sau-88"),
        ("/y-te/{w}-{h}/", "/y-te/mot-bai-nao-do-00ab12f/"),
    ],
)
def test_what_samples_share_of_a_calendar_is_not_frozen(address: str, other: str) -> None:
    urls = [
        f"https://a.vn{address.format(d=n + 3, w=w, n=100 + n, h=f'{0x1A2B3C4 + 9999 * n:07x}')}"
        for n, w in enumerate(WORDS)
    ]
    pattern = pattern_of(urls)
    assert pattern is not None
    assert all(re.search(pattern, url) for url in [*urls, f"https://a.vn{other}"]), pattern
    assert not re.search(pattern, "https://a.vn/gioi-thieu/co-cau/to-chuc")


def front(*links: str, title: str = "Sở Y tế tỉnh Cao Bằng") -> str:
    rows = "".join(
        f"<p><a href='/tin/bai-viet-so-{n}.html'>Tin chung của ngành y tế tỉnh, số {n}</a></p>" for n in range(1, 7)
    )
    return f"<html><head><title>{title}</title></head><body><div class=menu>{''.join(links)}</div>{rows}</body></html>"


def link(path: str, text: str) -> str:
    return f"<a href='{path}'>{text}</a>"


def with_articles(site: ScriptedSite, numbers: range = range(1, 40)) -> ScriptedSite:
    for number in numbers:
        site.put(f"/tin/bai-viet-so-{number}.html", article(number))
    return site


RELATED = "".join(
    f"<div class=khac><a href='/tin/bai-viet-so-{n}.html'>Ngành y tế đẩy mạnh cải cách hành chính, đợt {n}</a></div>"
    for n in range(20, 32)
)


def test_an_article_with_related_links_is_no_list(settings: Settings) -> None:
    with with_articles(ScriptedSite()) as site:
        newest = "/tin/cai-cach-hanh-chinh-dot-kiem-tra-cuoi-nam-901.html"
        site.put("/", front(link("/muc/7", "Cải cách hành chính"), link(newest, "Cải cách hành chính năm nay")))
        site.put(newest, article(901, extra=f"<div class='tin-lien-quan'>{RELATED}</div>"))
        site.put("/muc/7", listing([8, 9, 10]))
        source = look_at(site.base_url, settings).source
    assert newest not in [one.url for one in source.listings]
    assert source.listings[0].url == "/muc/7"


def test_an_entry_point_that_proves_to_be_an_article_becomes_one(store: Store, settings: Settings) -> None:
    path = "/tin/cai-cach-hanh-chinh-dot-kiem-tra-cuoi-nam-901.html"
    with with_articles(ScriptedSite()) as site:
        site.put(path, article(901, extra=f"<div class='tin-lien-quan'>{RELATED}</div>"))
        site.put("/tin-tuc", listing([1, 2, 3]))
        report = crawl(store, [source_of(site.base_url, listings=[{"url": path}, {"url": "/tin-tuc"}])], settings)
        assert store.articles.by_url(site.base_url + path) is not None
        assert store.articles.by_url(site.base_url + "/tin-tuc") is None
    assert any("không phải danh sách" in line and path in line for line in report.sources["thu"].warnings)


def test_guesses_that_show_the_front_page_and_later_pages_are_no_sections(settings: Settings) -> None:
    with with_articles(ScriptedSite()) as site:
        home = front(link("/tin-tuc", "Tin tức"))
        site.put("/", home)
        for guess in ("/cai-cach-hanh-chinh", "/cchc"):
            site.put(guess, home.replace("<body>", "<body><!-- bộ đệm -->"))
        site.put("/tin-tuc", listing([8, 9, 10], "/tin-tuc?paged=2"))
        site.put(
            "/tin-tuc?paged=2", listing([11, 12], "/tin-tuc?paged=3") + link("/tin-tuc?paged=4", "Cải cách hành chính")
        )
        site.put("/tin-tuc?paged=4", listing([13, 14, 15]))
        proposal = look_at(site.base_url, settings)
    assert {one.url for one in proposal.source.listings} <= {"/tin-tuc", "/"}
    assert any("Chưa thấy chuyên mục CCHC" in note for note in proposal.notes)


def rss(numbers: list[int], base: str) -> Answer:
    items = "".join(
        f"<item><title>Bài số {n} của ngành y tế tỉnh</title><link>{base}/tin/bai-viet-so-{n}.html</link></item>"
        for n in numbers
    )
    return Answer(
        f"<rss version='2.0'><channel>{items}</channel></rss>", headers={"Content-Type": "application/rss+xml"}
    )


def test_feeds_one_format_a_section_reform_first_the_rest_as_comments(settings: Settings) -> None:
    sections = ("san-pham", "tuyen-dung", "van-ban", "thu-vien", "lich", "hoi-dap", "tin-tuc", "cai-cach-hanh-chinh")
    with with_articles(ScriptedSite()) as site:
        heads = "".join(
            f"<link rel=alternate type='application/{kind}+xml' href='/{kind}/{name}/'>"
            for name in sections
            for kind in ("rss", "atom")
        )
        site.put("/", front(link("/tin-tuc", "Tin tức")).replace("</head>", f"{heads}</head>"))
        site.put("/tin-tuc", listing([8, 9, 10]))
        for at, name in enumerate(sections):
            for kind in ("rss", "atom"):
                site.put(f"/{kind}/{name}/", rss([at * 2 + 1, at * 2 + 2], site.base_url))
        proposal = look_at(site.base_url, settings)
    assert proposal.source.feeds[0].endswith("/cai-cach-hanh-chinh/")
    assert proposal.source.feeds[1].endswith("/tin-tuc/")
    names = [feed.split("/")[2] for feed in proposal.source.feeds]
    assert len(names) == len(set(names)) == 6
    assert "#   - " in proposal.yaml
    assert parse_source(proposal.yaml, "x.yaml") == proposal.source
    assert all(name in proposal.yaml for name in sections)


def test_a_front_page_that_only_sends_on_is_followed_once(settings: Settings, store: Store) -> None:
    with with_articles(ScriptedSite()) as site:
        site.put(
            "/",
            "<html><head><meta http-equiv='refresh' content='0; url=/cong/trang-chu.html'></head><body>Đang chuyển</body></html>",
        )
        site.put("/cong/trang-chu.html", front(link("/tin-tuc", "Tin tức")))
        site.put("/tin-tuc", listing([8, 9, 10]))
        source = look_at(site.base_url, settings).source
        assert "/tin-tuc" in [one.url for one in source.listings]
        assert source.name == "Sở Y tế tỉnh Cao Bằng"
        report = crawl(store, [source_of(site.base_url, listings=[{"url": "/"}])], settings)
        assert report.total("new") >= 6
    with ScriptedSite({"/": "<meta http-equiv=refresh content='0;url=https://khac.example/'>Đang chuyển"}) as away:
        report = crawl(store, [source_of(away.base_url, id="xa", listings=[{"url": "/"}])], settings)
        assert len(away.requests) == 2, "robots.txt and the page: nothing elsewhere"


def test_a_page_that_reloads_itself_is_a_page(settings: Settings, store: Store) -> None:
    with with_articles(ScriptedSite()) as site:
        rows = listing([1, 2, 3]).replace("<head>", "<head><meta http-equiv='refresh' content='300'>")
        site.put("/tin/", rows)
        assert crawl(store, [source_of(site.base_url)], settings).total("new") == 3


def test_a_sections_address_adds_that_section_under_the_sites_name(settings: Settings) -> None:
    with with_articles(ScriptedSite()) as site:
        site.put("/", front(link("/muc/suc-khoe", "Sức khỏe"), link("/muc/tin", "Tin tức")))
        site.put("/muc/suc-khoe", listing([8, 9, 10]).replace("<title>Tin tức", "<title>Sức khỏe"))
        site.put("/muc/tin", listing([1, 2, 3, 4]))
        proposal = look_at(f"{site.base_url}/muc/suc-khoe", settings)
    assert [one.url for one in proposal.source.listings] == ["/muc/suc-khoe"]
    assert proposal.source.name == "Sở Y tế tỉnh Cao Bằng"
    assert any("Chỉ lấy chuyên mục đã cho" in note for note in proposal.notes)


def test_a_site_called_home_has_its_name_from_its_heading(settings: Settings) -> None:
    with with_articles(ScriptedSite()) as site:
        site.put("/", front(title="Home").replace("<body>", "<body><h1>Trung tâm Y tế huyện Hòa An</h1>"))
        assert look_at(site.base_url, settings).source.name == "Trung tâm Y tế huyện Hòa An"


def test_pages_that_count_from_zero_are_proposed_as_they_are(settings: Settings, store: Store) -> None:
    with with_articles(ScriptedSite()) as site:
        site.put("/", front(link("/muc/cchc", "Cải cách hành chính")))
        for page, address in enumerate(["/muc/cchc", "/muc/cchc?page=1", "/muc/cchc?page=2"]):
            pager = "".join(link(f"/muc/cchc?page={n}", str(n + 1)) for n in range(3))
            site.put(
                address, listing([7 + 3 * page + n for n in range(3)]).replace("</body>", f"<div>{pager}</div></body>")
            )
        source = look_at(site.base_url, settings).source
        assert (source.listings[0].pages, source.listings[0].first_page) == ("/muc/cchc?page={page}", 0)
        listed = source_of(site.base_url, listings=[{"url": "/muc/cchc", "pages": "/muc/cchc?page={page}"}])
        report = crawl(store, [listed], settings)
        assert report.total("new") == 9
    assert any("first_page: 0" in line for line in report.sources["thu"].warnings)
