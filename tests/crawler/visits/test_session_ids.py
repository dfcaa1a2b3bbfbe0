"""A parameter that is another one at every look, while the page stays, is no part of an address."""

from __future__ import annotations

from hashlib import md5

from crawler.run import crawl
from domain.settings import Settings
from store import Store
from tests.crawler.conftest import source_of
from tests.support.web import Answer, ScriptedSite, article, listing

COUNT = 6


def site_of(parameter: str, value: str | None) -> ScriptedSite:
    """Each look at the list gives its links the parameter: always the same value, or (None) a new one."""

    def rows(_seen: object, before: int) -> Answer:
        mark = value or md5(str(before).encode(), usedforsecurity=False).hexdigest()
        page = listing(list(range(1, COUNT + 1)))
        return Answer(page.replace(".html", f".html?{parameter}={mark}"), etag=False)

    site = ScriptedSite({"/tin/": rows})
    for n in range(1, COUNT + 1):
        site.put(f"/tin/bai-viet-so-{n}.html", article(n))
    return site


def asked_in(site: ScriptedSite, store: Store, settings: Settings) -> list[str]:
    before = len(site.requests)
    crawl(store, [source_of(site.base_url)], settings, recheck=False)
    return [seen.path for seen in site.requests[before:] if "so-" in seen.path]


def answer_all(site: ScriptedSite) -> None:
    plain = dict(site.pages)

    class Pages(dict):  # type: ignore[type-arg]
        def get(self, path: str, default: object = None) -> object:
            return plain.get(path) or plain.get(path.partition("?")[0]) or default

    site.pages = Pages(plain)


def test_a_value_that_changes_at_every_look_is_learnt_and_dropped(store: Store, settings: Settings) -> None:
    with site_of("phien", None) as site:
        answer_all(site)
        counts = [len(asked_in(site, store, settings)) for _ in range(4)]
    assert counts[0] == COUNT
    assert counts[1] <= COUNT, "learnt at the second look"
    assert counts[2:] == [0, 0]
    assert store.articles.count() == COUNT
    assert store.sources.session_parameters("thu") == ("phien",)


def test_a_value_that_stays_is_part_of_the_address(store: Store, settings: Settings) -> None:
    with site_of("chuyenmuc", "2f7c9a1b44") as site:
        answer_all(site)
        counts = [len(asked_in(site, store, settings)) for _ in range(3)]
    assert counts == [COUNT, 0, 0]
    assert store.sources.session_parameters("thu") == ()
