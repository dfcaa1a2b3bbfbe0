"""The page over a store of sample articles: for quick requests (``client``, ``own_client``) and in a real browser
(``site``, ``own_site``). What begins with ``own_`` has a store of the test's own, to write into.
"""

from __future__ import annotations

import hashlib
import shutil
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
import uvicorn
from axe_playwright_python.sync_playwright import Axe
from fastapi import FastAPI
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, sync_playwright
from starlette.testclient import TestClient

from crawler.fetch.browser import find_chromium
from domain.article import Article, Attachment, DateOrigin
from domain.roles import Role
from domain.settings import load_settings
from pipeline.context import Context
from pipeline.process import process_all
from samples import SampleSites
from samples.sources import write_sources
from samples.truth import truth
from store import Store
from store.people.users import Account
from tests.conftest import lacking
from web.app import create_app
from web.identity import SESSION_COOKIE

WIDTHS = (1280, 360)
LOCAL = "http://127.0.0.1"
PASSWORD = "mat khau thu nghiem"


def context_of(folder: Path) -> Context:
    """The context of a data folder that ``fill`` made."""
    return Context(load_settings(data_dir=folder / "data", sources_dir=folder / "sources", annotate_workers=1))


def add_people(store: Store) -> None:
    """One person of each role, who signs in with the name of the role."""
    for role in Role:
        store.users.create(role.value, f"Người {role.label}", role, PASSWORD)


def fill(folder: Path) -> None:
    """Every article of the five sample sites, as a crawl would have saved it, annotated and indexed. No page is in the
    archive.
    """
    context = context_of(folder)
    with SampleSites(crawl_delay=0) as sites, context.store() as store:
        add_people(store)
        write_sources(sites, folder / "sources", delay="0s")
        for source in context.all_sources():
            store.sources.remember(source)
        for one in sorted(truth(sites).articles.values(), key=lambda article: (article.appeared, article.url)):
            store.articles.save(
                Article(
                    url=one.url,
                    canonical_url=one.canonical_url,
                    source=one.site,
                    title=one.title,
                    lead=one.lead,
                    body=one.body,
                    author=one.author,
                    published_at=one.published_at,
                    updated_at=one.updated_at,
                    date_origin=DateOrigin(min(one.date_origins)) if one.published_at else None,
                    attachments=tuple(
                        Attachment(url=file.url, name=file.name, media_type=file.media_type) for file in one.attachments
                    ),
                    language="vi",
                    fetched_at=one.appeared,
                    content_hash=hashlib.sha256(one.url.encode()).hexdigest(),
                )
            )
    counts = process_all(context)
    assert not counts["failed"]
    assert counts["problem"] is None


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with ``data`` and ``sources``, filled once; tests must not change it."""
    folder = tmp_path_factory.mktemp("filled")
    fill(folder)
    return folder


@pytest.fixture
def own_folder(filled: Path, tmp_path: Path) -> Path:
    """A copy of the filled folder, to write into."""
    return shutil.copytree(filled, tmp_path / "own")


@contextmanager
def serving(folder: Path, **how: bool) -> Iterator[TestClient]:
    """A client whose writes come from our own pages, as a browser's do. ``how``: what ``create_app`` takes."""
    app = create_app(context_of(folder), **how)
    with TestClient(app, LOCAL, follow_redirects=False, headers={"origin": LOCAL}) as client:
        yield client


def store_of(client: TestClient) -> Store:
    """The store behind a client."""
    app = client.app
    assert isinstance(app, FastAPI)
    opened = app.state.services.store
    assert isinstance(opened, Store)
    return opened


@pytest.fixture(scope="session")
def client(filled: Path) -> Iterator[TestClient]:
    """Requests to the page over the samples; for reading."""
    with serving(filled) as opened:
        yield opened


@pytest.fixture
def own_client(own_folder: Path) -> Iterator[TestClient]:
    """Requests to a page over a store of the test's own."""
    with serving(own_folder) as opened:
        yield opened


@pytest.fixture
def empty_client(staffed: Path, tmp_path: Path) -> Iterator[TestClient]:
    """Requests to a page over a store in which nothing is but accounts."""
    with serving(shutil.copytree(staffed, tmp_path / "empty")) as opened:
        yield opened


@dataclass(frozen=True)
class Office:
    """A page that asks for sign-in, with one person of each role (``xem``, ``bien_tap``, ``quan_tri``)."""

    client: TestClient
    people: dict[Role, Account]

    def sign_in(self, role: Role | str | None) -> TestClient:
        """A browser of its own in which the person of this role has signed in; null: in which nobody has."""
        browser = TestClient(self.client.app, LOCAL, follow_redirects=False, headers={"origin": LOCAL})
        if role is not None:
            person = self.people[Role(role)]
            secret = store_of(self.client).sessions.begin(person.id, address="127.0.0.1", browser="Chrome")
            browser.cookies.set(SESSION_COOKIE, secret, domain="127.0.0.1")
        return browser


@contextmanager
def office_in(folder: Path) -> Iterator[Office]:
    """An office over the data of a folder that has its people."""
    with serving(folder, local=False) as client:
        yield Office(client, {account.role: account for account in store_of(client).users.all()})


@pytest.fixture
def office(own_folder: Path) -> Iterator[Office]:
    """An office over the samples, to write into."""
    with office_in(own_folder) as opened:
        yield opened


@pytest.fixture(scope="session")
def staffed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a store in which there are only the people of an office; tests must not change it."""
    folder = tmp_path_factory.mktemp("staffed")
    with context_of(folder).store() as store:
        add_people(store)
    return folder


@pytest.fixture
def empty_office(staffed: Path, tmp_path: Path) -> Iterator[Office]:
    """An office over a store in which there are only its people."""
    with office_in(shutil.copytree(staffed, tmp_path / "office")) as opened:
        yield opened


@dataclass(frozen=True)
class Site:
    """The page on a real port, and the browser to look at it."""

    base_url: str
    browser: Browser

    @contextmanager
    def page(
        self, path: str = "/", *, width: int = 1280, height: int = 800, dark: bool = False, scripts: bool = True
    ) -> Iterator[Page]:
        """A new browser window at ``path``. At its end: nothing was asked of another host, nothing broke the CSP, no
        script failed.
        """
        context = self.browser.new_context(
            base_url=self.base_url,
            viewport={"width": width, "height": height},
            color_scheme="dark" if dark else "light",
            java_script_enabled=scripts,
            locale="vi-VN",
        )
        strangers: list[str] = []
        faults: list[str] = []

        def asked(request: Request) -> None:
            if not request.url.startswith((f"{self.base_url}/", "data:", "blob:")):
                strangers.append(request.url)

        def said(message: ConsoleMessage) -> None:
            if message.type == "error" and "Failed to load resource" not in message.text:
                faults.append(message.text)

        context.on("request", asked)
        page = context.new_page()
        page.on("console", said)
        page.on("pageerror", lambda error: faults.append(str(error)))
        try:
            page.goto(path)
            yield page
        finally:
            context.close()
        assert strangers == []
        assert faults == []


def axe(page: Page) -> list[str]:
    """What axe finds against WCAG 2.1 A and AA and its good practices; one line a fault and place."""
    found = Axe().run(page).response["violations"]
    return [f"{one['id']}: {node['html'][:160]}" for one in found for node in one["nodes"]]


def too_wide(page: Page) -> int:
    """By how many pixels the page is wider than its window."""
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))


@contextmanager
def listening(app: FastAPI, port: int = 0) -> Iterator[str]:
    """The app on this port or a free one, in a thread; its address."""
    bound = socket.socket()
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    bound.bind(("127.0.0.1", port))
    server = uvicorn.Server(uvicorn.Config(app, log_config=None, access_log=False, timeout_graceful_shutdown=2))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [bound]}, daemon=True)
    thread.start()
    end = time.monotonic() + 60
    while not server.started:
        assert thread.is_alive(), "the server did not start"
        assert time.monotonic() < end, "the server did not start in time"
        time.sleep(0.02)
    try:
        yield f"{LOCAL}:{bound.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(20)
        bound.close()


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """The machine's Chromium, once a file: while it runs, this thread has an event loop, and no other may be run."""
    path = find_chromium()
    if path is None:
        lacking("Chromium is not installed (Debian: apt-get install chromium)")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-dev-shm-usage"])
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def address(filled: Path) -> Iterator[str]:
    """Where the page over the samples is served; for reading."""
    with listening(create_app(context_of(filled))) as served:
        yield served


@pytest.fixture
def site(address: str, chromium: Browser) -> Site:
    """The page over the samples, in a browser; for reading."""
    return Site(address, chromium)


@pytest.fixture
def own_site(own_folder: Path, chromium: Browser) -> Iterator[Site]:
    """The page over a store of the test's own, in a browser."""
    with listening(create_app(context_of(own_folder))) as address:
        yield Site(address, chromium)
