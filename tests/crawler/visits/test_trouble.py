"""Sites that fail: each address ends in one outcome, with its reason in plain Vietnamese."""

from __future__ import annotations

import pytest

from crawler.run import crawl
from domain.settings import Settings
from store import Store
from store.crawl.frontier import Entry, Outcome
from tests.crawler.conftest import source_of
from tests.support.web import Answer, ScriptedSite, article, listing

PAGE = "/tin/bai-viet-so-1.html"
OTHER = "/tin/bai-viet-so-2.html"
WALL = (
    "<html><head><title>Just a moment...</title></head><body><div id=challenge-form>Checking your browser before "
    "accessing.</div><script>cf_chl_opt={}</script></body></html>"
)
LOGIN = (
    "<html><title>Đăng nhập hệ thống</title><form><input name=u><input type='password' name=p>"
    "<button>Đăng nhập</button></form>"
)


def visit(site: ScriptedSite, store: Store, settings: Settings, **fields: object) -> Entry:
    """Crawl a site of two articles, the first of which is in trouble; what became of it."""
    site.put("/tin/", listing([1, 2]))
    site.put(OTHER, article(2))
    crawl(store, [source_of(site.base_url, **fields)], settings)
    assert store.articles.by_url(site.base_url + OTHER) is not None, "the healthy article beside it is stored"
    entry = store.frontier.get(site.base_url + PAGE)
    assert entry is not None
    return entry


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        pytest.param(Answer(LOGIN), "đăng nhập", id="login form"),
        pytest.param(Answer(status=302, headers={"Location": "/dang-nhap?ve=/tin"}), "đăng nhập", id="login redirect"),
        pytest.param(Answer(status=401), "đăng nhập", id="401"),
        pytest.param(
            Answer(b"%PDF-1.7 " + b"x" * 400, headers={"Content-Type": "application/pdf"}), "PDF", id="pdf for a page"
        ),
        pytest.param(
            Answer(b"\x89PNG\r\n" + b"x" * 400, headers={"Content-Type": "image/png"}), "ảnh", id="image for a page"
        ),
        pytest.param(Answer("{}", headers={"Content-Type": "application/json"}), "Kiểu nội dung", id="json for a page"),
        pytest.param(Answer("x" * 30_000), "lớn quá", id="too large"),
        pytest.param(Answer(status=302, headers={"Location": PAGE}), "vòng tròn", id="loop"),
        pytest.param(
            Answer(status=302, headers={"Location": "http://khac.example/"}), "tên miền khác", id="off the site"
        ),
        pytest.param(
            Answer(status=302, headers={"Location": "javascript:alert(1)"}), "không phải trang web", id="odd scheme"
        ),
        pytest.param(Answer(status=302), "không có địa chỉ đích", id="redirect to nowhere"),
        pytest.param(Answer(status=418), "mã 418", id="418"),
    ],
)
def test_what_no_retry_can_mend_is_quarantined_at_once(
    answer: Answer, words: str, store: Store, settings: Settings
) -> None:
    with ScriptedSite({PAGE: answer}) as site:
        entry = visit(site, store, settings, politeness={"delay": "0s", "max_bytes": 20_000, "timeout": "2s"})
        assert site.counts()[PAGE] == 1
    assert entry.outcome is Outcome.QUARANTINED
    assert words in (entry.reason or "")
    assert [one.url for one in store.frontier.quarantined()] == [entry.url]


@pytest.mark.parametrize(
    ("answer", "words", "tries"),
    [
        pytest.param(Answer(WALL), "tự động", 1, id="bot wall with 200"),
        pytest.param(Answer("<html><title>Tin</title><body></body></html>"), "rỗng|không có chữ", 1, id="empty page"),
        pytest.param(Answer(""), "rỗng", 1, id="no bytes"),
        pytest.param(Answer(article(1), promise=90_000), "cắt giữa chừng", 3, id="broken mid-body"),
        pytest.param(Answer("lỗi", status=500), "mã 500", 3, id="500"),
        pytest.param(Answer("cấm", status=403), "từ chối", 1, id="403"),
        pytest.param(Answer(article(1), delay=1.0), "quá chậm", 3, id="too slow"),
    ],
)
def test_what_may_mend_is_tried_again_later(
    answer: Answer, words: str, tries: int, store: Store, settings: Settings
) -> None:
    with ScriptedSite({PAGE: answer}) as site:
        entry = visit(site, store, settings, politeness={"delay": "0s", "timeout": "0.5s"})
        assert site.counts()[PAGE] == tries
    assert entry.outcome is None
    assert entry.state == "waiting"
    assert entry.next_visit_at is not None
    assert any(word in (entry.reason or "") for word in words.split("|"))


@pytest.mark.parametrize("status", [404, 410])
def test_gone_before_it_was_seen_is_no_failure(status: int, store: Store, settings: Settings) -> None:
    with ScriptedSite({PAGE: Answer("mất rồi", status=status)}) as site:
        entry = visit(site, store, settings)
    assert entry.outcome is Outcome.GONE
    assert entry.next_visit_at is None


@pytest.mark.parametrize("status", [429, 503])
def test_retry_after_is_waited_for(status: int, store: Store, settings: Settings) -> None:
    busy = Answer("bận", status=status, headers={"Retry-After": "1"})
    with ScriptedSite({PAGE: lambda _seen, before: Answer(article(1)) if before else busy}) as site:
        entry = visit(site, store, settings)
        times = [seen.at for seen in site.requests if seen.path == PAGE]
        following = [seen.at for seen in site.requests if seen.path == OTHER]
    assert entry.outcome is Outcome.OK
    assert times[1] - times[0] >= 1.0
    assert all(at < times[0] or at - times[0] >= 1.0 for at in following), "the whole site is left in peace"


def test_a_site_that_asks_for_a_long_rest_is_left(store: Store, settings: Settings) -> None:
    with ScriptedSite({PAGE: Answer("bận", status=429, headers={"Retry-After": "7200"})}) as site:
        site.put("/tin/", listing([1, 2]))
        report = crawl(store, [source_of(site.base_url)], settings)
        assert site.counts()[OTHER] == 0
    trouble = report.sources["thu"].trouble or ""
    assert "429" in trouble
    assert "7200" in trouble
    state = store.sources.get("thu")
    assert state is not None
    assert state.last_error == trouble


def test_a_chain_of_redirects_is_followed_to_its_end(store: Store, settings: Settings) -> None:
    with ScriptedSite(
        {PAGE: Answer(status=302, headers={"Location": "/a"}), "/a": Answer(status=301, headers={"Location": "/b"})}
    ) as site:
        site.put("/b", article(1))
        assert visit(site, store, settings).outcome is Outcome.MOVED
        assert store.articles.by_url(f"{site.base_url}/b") is not None


def test_redirects_without_end_are_given_up(store: Store, settings: Settings) -> None:
    with ScriptedSite({PAGE: Answer(status=302, headers={"Location": "/r/0"})}) as site:
        for step in range(40):
            site.put(f"/r/{step}", Answer(status=302, headers={"Location": f"/r/{step + 1}"}))
        visit(site, store, settings)
        assert sum(path.startswith("/r/") for path in site.counts()) <= 10
    assert "quá nhiều lần" in (store.frontier.quarantined()[0].reason or "")


def test_a_cookie_and_a_redirect_to_itself_opens_the_page(store: Store, settings: Settings) -> None:
    def gate(seen: object, _before: int) -> Answer:
        if "phien=1" in getattr(seen, "headers", {}).get("cookie", ""):
            return Answer(article(1))
        return Answer(status=302, headers={"Location": PAGE, "Set-Cookie": "phien=1; Path=/"})

    with ScriptedSite({PAGE: gate}) as site:
        assert visit(site, store, settings).outcome is Outcome.OK


def test_what_is_quarantined_can_be_tried_again(store: Store, settings: Settings) -> None:
    with ScriptedSite({PAGE: Answer(LOGIN)}) as site:
        visit(site, store, settings)
        site.put(PAGE, article(1))
        assert store.frontier.retry_quarantined("thu") == 1
        assert visit(site, store, settings).outcome is Outcome.OK
        assert store.articles.by_url(site.base_url + PAGE) is not None


@pytest.mark.parametrize(
    ("base_url", "words"),
    [
        pytest.param("http://khong-co-ten-mien.invalid", "tên miền", id="dns"),
        pytest.param("http://127.0.0.1:1", "Không kết nối được", id="refused"),
    ],
)
def test_a_site_that_is_not_there_fails_as_a_whole(base_url: str, words: str, store: Store, settings: Settings) -> None:
    report = crawl(store, [source_of(base_url)], settings)
    assert words in (report.sources["thu"].trouble or "")
    assert not store.frontier.quarantined()


def test_robots_txt_that_fails_forbids_all_for_now(store: Store, settings: Settings) -> None:
    with ScriptedSite({"/robots.txt": Answer("lỗi", status=500), "/tin/": listing([1])}) as site:
        report = crawl(store, [source_of(site.base_url)], settings)
        assert set(site.counts()) == {"/robots.txt"}
    assert "robots.txt" in (report.sources["thu"].trouble or "")


def test_private_addresses_are_refused_also_behind_a_redirect(store: Store, settings: Settings) -> None:
    strict = settings.model_copy(update={"allow_private_addresses": False})
    with ScriptedSite({"/tin/": listing([1])}) as site:
        report = crawl(store, [source_of(site.base_url)], strict)
        assert not site.requests
        local = source_of(site.base_url.replace("127.0.0.1", "localhost"), id="ten")
        named = crawl(store, [local], strict)
        assert not site.requests
    assert "nội bộ" in (report.sources["thu"].trouble or "")
    assert "nội bộ" in (named.sources["ten"].trouble or "")
