from __future__ import annotations

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from domain.source import Source
from store import Store
from store.crawl.health import State
from store.crawl.source_states import adapted_interval
from tests.store.making import NOW, SITE, add_page, later, make_article

SIX_HOURS = timedelta(hours=6)


def source(name: str = "Sở Y tế Mẫu") -> Source:
    return Source(id="syt-mau", name=name, unit="Sở Y tế", province="Kon Tum", base_url=SITE)


def test_who_a_source_is_follows_its_file(store: Store) -> None:
    store.sources.remember(source())
    store.sources.visited("syt-mau", new=0, configured=SIX_HOURS, at=NOW)
    store.sources.remember(source("Tên mới"))
    state = store.sources.get("syt-mau")
    assert state is not None
    assert (state.name, state.last_visit_at, state.interval) == ("Tên mới", NOW, SIX_HOURS)
    assert [one.id for one in store.sources.all()] == ["syt-mau"]


def test_a_source_is_due_at_first_and_then_by_its_interval(store: Store) -> None:
    store.sources.remember(source())
    assert store.sources.due() == ["syt-mau"]
    assert store.sources.visited("syt-mau", new=3, configured=SIX_HOURS, at=NOW) == later(hours=6)
    assert store.sources.due(later(hours=5)) == []
    assert store.sources.due(later(hours=6)) == ["syt-mau"]
    store.sources.pause("syt-mau")
    assert store.sources.due(later(hours=6)) == []


def test_a_pause_ends_by_itself_on_its_day_or_by_a_persons_word(store: Store) -> None:
    store.sources.remember(source())
    store.sources.pause("syt-mau", until=later(days=3))
    assert (store.sources.due(later(days=2)), store.sources.resting(later(days=2))) == ([], {"syt-mau"})
    assert store.health.report("syt-mau", later(days=2)).state is State.PAUSED
    assert (store.sources.due(later(days=3)), store.sources.resting(later(days=3))) == (["syt-mau"], set())
    assert store.health.report("syt-mau", later(days=3)).state is State.NEVER
    store.sources.pause("syt-mau")
    assert store.sources.due(later(days=400)) == []
    store.sources.pause("syt-mau", paused=False)
    assert store.sources.due(NOW) == ["syt-mau"]


def test_failures_wait_longer_each_time_and_success_forgets_them(store: Store) -> None:
    store.sources.remember(source())
    waits = [store.sources.failed("syt-mau", "không kết nối được", at=NOW) - NOW for _ in range(12)]
    assert waits[:3] == [timedelta(minutes=10), timedelta(minutes=20), timedelta(minutes=40)]
    assert waits[-1] == timedelta(days=2)
    assert store.sources.failed("syt-mau", "503", at=NOW, retry_at=later(days=5)) == later(days=5)
    state = store.sources.get("syt-mau")
    assert state is not None
    assert (state.failures, state.last_error, state.last_ok_at) == (13, "503", None)
    store.sources.visited("syt-mau", new=0, configured=SIX_HOURS, at=NOW)
    state = store.sources.get("syt-mau")
    assert state is not None
    assert (state.failures, state.last_error) == (0, None)


def test_the_interval_adapts_to_the_habit(store: Store) -> None:
    store.sources.remember(source())
    with store.transaction():
        for n in range(40):
            page = add_page(store, f"{SITE}/{n}", at=later(days=-40, hours=n * 24))
            store.articles.save(make_article(f"/{n}", title=f"Tin {n}", body=f"Bài {n}."), page)
    store.sources.visited("syt-mau", new=1, configured=timedelta(hours=12), at=NOW)
    state = store.sources.get("syt-mau")
    assert state is not None
    assert state.interval is not None
    assert timedelta(hours=5.5) < state.interval < timedelta(hours=6.5)


def test_the_backlog_of_the_first_visit_tells_nothing_of_the_habit(store: Store) -> None:
    store.sources.remember(source())
    with store.transaction():
        for n in range(40):
            store.articles.save(
                make_article(f"/{n}", title=f"Tin {n}", body=f"Bài {n}."),
                add_page(store, f"{SITE}/{n}", at=later(minutes=n)),
            )
    assert store.sources.visited("syt-mau", new=40, configured=SIX_HOURS, at=later(hours=1)) == later(hours=7)


@given(
    st.integers(60, 10 * 86_400).map(lambda s: timedelta(seconds=s)),
    st.integers(0, 10_000),
    st.integers(1, 60).map(lambda d: timedelta(days=d)),
)
def test_an_interval_stays_within_reason(configured: timedelta, published: int, over: timedelta) -> None:
    interval = adapted_interval(configured, published, over)
    assert min(configured, timedelta(minutes=15)) <= interval <= max(configured, timedelta(days=2))
    assert configured / 4 <= interval <= max(configured * 8, configured)
    assert adapted_interval(configured, published + 50, over) <= interval or published < 2
