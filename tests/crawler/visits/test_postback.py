"""Lists that only a posted form turns, on a server that keeps ASP.NET's rules."""

from __future__ import annotations

from urllib.parse import parse_qs

import pytest

from crawler.discovery.listings import read_listing
from crawler.run import crawl
from domain.settings import Settings
from domain.source import Listing
from store import Store
from store.crawl.frontier import Kind
from tests.crawler.conftest import source_of
from tests.support.web import Answer, ScriptedSite, Seen, article, listing

PER_PAGE, PAGES = 3, 4
STUCK = "vẫn trả lại trang trước"


def numbered(page: int) -> str:
    """GridView's pager: every page but the one shown is a link; a block of three, then an ellipsis."""
    shown = [n for n in range(1, PAGES + 1) if (n - 1) // 3 == (page - 1) // 3]
    cells = [f"<span>{n}</span>" if n == page else call(f"Page${n}", str(n)) for n in shown]
    return " ".join([*cells, *([call(f"Page${shown[-1] + 1}", "...")] if shown[-1] < PAGES else [])])


def worded(page: int) -> str:
    """One button for every step: the server knows the page from the hidden field alone."""
    days = "".join(call(str(8300 + n), str(n), "ctl00$Lich") for n in range(1, 29))
    return days + (call("", "Trang sau »", "ctl00$Sau") if page < PAGES else "")


def submitted(page: int) -> str:
    return '<input type="submit" name="ctl00$Trang$Sau" value="Tiếp theo" />' if page < PAGES else ""


def call(argument: str, label: str, target: str = "ctl00$Noidung$Tin") -> str:
    return f"<a href=\"javascript:__doPostBack('{target}','{argument}')\">{label}</a>"


class WebForms:
    """A list whose page is told by the hidden field; what was not on the form before is refused as ASP.NET does."""

    def __init__(self, pager: object, turns: bool = True) -> None:
        self.pager = pager
        self.turns = turns
        self.posts: list[dict[str, list[str]]] = []

    def page(self, number: int) -> Answer:
        first = (number - 1) * PER_PAGE
        inner = listing(list(range(first + 1, first + PER_PAGE + 1))).replace("</body>", "").replace("</html>", "")
        form = (
            "<form method='post' action='./Default.aspx?muc=7' id='aspnetForm'>"
            "<input type='hidden' name='__EVENTTARGET' value=''><input type='hidden' name='__EVENTARGUMENT' value=''>"
            f"<input type='hidden' name='__VIEWSTATE' value='trang-{number}=='>"
            f"<input type='hidden' name='__EVENTVALIDATION' value='ok/{number}+'>"
        )
        head, _, rest = inner.partition("<body>")
        return Answer(f"{head}<body>{form}{rest}{self.pager(number)}</form></body></html>", etag=False)  # type: ignore[operator]

    def __call__(self, seen: Seen, _: int) -> Answer:
        if seen.method == "GET":
            return self.page(1)
        fields = parse_qs(seen.body.decode(), keep_blank_values=True)
        self.posts.append(fields)
        state = fields.get("__VIEWSTATE", [""])[0]
        if not state.startswith("trang-") or fields.get("__EVENTVALIDATION") != [f"ok/{state[6:-2]}+"]:
            return Answer("<title>Runtime Error</title>Validation of viewstate MAC failed", status=500)
        now = int(state[6:-2])
        argument = fields["__EVENTARGUMENT"][0]
        pressed = "ctl00$Trang$Sau" in fields or fields["__EVENTTARGET"] == ["ctl00$Sau"]
        wanted = now + 1 if pressed else int(argument.removeprefix("Page$"))
        return self.page(wanted if self.turns else 1)


def site_of(forms: WebForms) -> ScriptedSite:
    site = ScriptedSite()
    site.put("/Default.aspx?muc=7", forms)
    for number in range(1, PER_PAGE * PAGES + 1):
        site.put(f"/tin/bai-viet-so-{number}.html", article(number))
    return site


@pytest.mark.parametrize("pager", [numbered, worded, submitted])
def test_every_page_of_a_list_turned_by_a_form_is_read(pager: object, store: Store, settings: Settings) -> None:
    forms = WebForms(pager)
    with site_of(forms) as site:
        source = source_of(site.base_url, listings=[{"url": "/Default.aspx?muc=7"}])
        report = crawl(store, [source], settings)
        assert report.total("new") == PER_PAGE * PAGES
        assert len(forms.posts) == PAGES - 1
        crawl(store, [source], settings)
        assert len(forms.posts) == PAGES - 1, "nothing is new: no page is turned"
        forms_pages = [page for page in store.pages.iterate(kinds=("listing",)) if "#" in page.url]
        assert len({page.url for page in forms_pages}) == PAGES - 1
        assert all(b"trang-" in store.archive.read(page.ref).body for page in forms_pages)


def test_the_depth_of_the_list_holds_for_buttons_too(store: Store, settings: Settings) -> None:
    forms = WebForms(numbered)
    with site_of(forms) as site:
        source = source_of(site.base_url, listings=[{"url": "/Default.aspx?muc=7", "depth": 2}])
        assert crawl(store, [source], settings).total("new") == PER_PAGE * 2
        assert len(forms.posts) == 1


def test_a_visit_that_was_broken_off_goes_on_from_the_archive(store: Store, settings: Settings) -> None:
    forms = WebForms(worded)
    with site_of(forms) as site:
        source = source_of(site.base_url, listings=[{"url": "/Default.aspx?muc=7"}])
        crawl(store, [source], settings, limit=0)
        crawl(store, [source], settings, limit=2)
        report = crawl(store, [source], settings)
        assert sum(1 for _ in store.articles.iterate()) == PER_PAGE * PAGES
        assert report.total("failed") == 0


def test_a_button_that_does_not_turn_is_said(store: Store, settings: Settings) -> None:
    forms = WebForms(numbered, turns=False)
    with site_of(forms) as site:
        source = source_of(site.base_url, listings=[{"url": "/Default.aspx?muc=7"}])
        report = crawl(store, [source], settings)
        assert report.total("new") == PER_PAGE
        assert len(forms.posts) == 1
        (entry,) = store.frontier.quarantined("thu")
        assert entry.kind is Kind.LISTING
        assert STUCK in (entry.reason or "")


def test_a_calendar_a_vote_and_a_link_turn_no_page() -> None:
    source = source_of("http://a.vn")
    rows = listing([1, 2]).replace("</body></html>", "")
    calendar = "".join(call(str(9000 + n), str(n), "Lich") for n in range(1, 20))
    for extra in (calendar, call("", "Bình chọn", "VoteCtl"), "<input type=submit name=q value='Tiếp theo'>"):
        page = read_listing(
            f"{rows}<form method=post>{extra}</form>" if "input" not in extra else rows + extra,
            "http://a.vn/ds.aspx",
            Listing(url="/ds.aspx"),
            source,
        )
        assert page.next is None
    linked = f'{rows}<a href="/ds.aspx?page=2">2</a><form method=post>{call("Page$2", "2")}</form>'
    assert (
        read_listing(linked, "http://a.vn/ds.aspx", Listing(url="/ds.aspx"), source).next
        == "http://a.vn/ds.aspx?page=2"
    )


def test_sharepoints_script_holds_a_plain_address() -> None:
    rows = listing([1, 2]).replace("</body></html>", "")
    turn = '<a href="javascript:" onclick=\'javascript:RefreshPageTo(event, "/Lists/Tin/AllPosts.aspx?Paged=TRUE\\u0026p_ID=30");javascript:return false;\'><img alt="Next"></a>'
    page = read_listing(
        rows + turn.replace('<img alt="Next">', "Tiếp theo"),
        "http://a.vn/Lists/Tin/AllPosts.aspx",
        Listing(url="/x"),
        source_of("http://a.vn"),
    )
    assert page.next == "http://a.vn/Lists/Tin/AllPosts.aspx?Paged=TRUE&p_ID=30"
