"""The store as one thing: the database, the archive, and the parts that read and write them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType

from sqlalchemy import Connection

from domain.errors import DiskFull, StoreError
from domain.reasons import os_reason
from store.annotations.corrections import Corrections
from store.annotations.mentions.documents import CitedDocuments
from store.annotations.mentions.figures import Figures
from store.annotations.mentions.organisations import Organisations
from store.annotations.mentions.refill import MENTIONS_SINCE, fill_all
from store.annotations.mentions.trends import Trends
from store.annotations.repository import Annotations
from store.articles.attachments import Attachments
from store.articles.repository import Articles
from store.articles.reprints import Reprints
from store.crawl.archive import Archive
from store.crawl.entry_points import EntryPoints
from store.crawl.frontier import Frontier
from store.crawl.health import Health
from store.crawl.hosts import Hosts
from store.crawl.pages import Pages
from store.crawl.source_states import Sources
from store.db.database import FULL_HINT, Database, database_url
from store.db.migrate import migrate
from store.digests.coverage import Coverage
from store.digests.repository import Digests
from store.mails.alerts import Alerts
from store.mails.mails import Mails
from store.mails.saved_searches import SavedSearches
from store.mails.source_notices import SourceNotices
from store.people.audit import Audit
from store.people.invitations import Invitations
from store.people.looks import Looks
from store.people.sessions import Sessions
from store.people.tokens import Tokens
from store.people.users import Users
from store.plans.plan_store import PlanStore
from store.search_documents import Documents
from store.work.arrivals import Arrivals
from store.work.claims import Claims
from store.work.jobs import Jobs
from store.work.leases import Leases
from store.work.outbox import Outbox
from store.work.runs import Runs

__all__ = ["Store", "open_store"]


class Store:
    """Durable truth. Use as a context manager, or call ``close``."""

    def __init__(self, data_dir: Path, database: Database) -> None:
        self.data_dir = data_dir
        self.database = database
        self.pages = Pages(database)
        self.archive = Archive(data_dir / "archive", self.pages.end_in_archive, lambda: database.in_transaction)
        database.before_commit = self.archive.sync
        self.frontier = Frontier(database)
        self.entry_points = EntryPoints(database)
        self.articles = Articles(database)
        self.reprints = Reprints(database)
        self.annotations = Annotations(database)
        self.corrections = Corrections(database)
        self.figures = Figures(database)
        self.cited_documents = CitedDocuments(database)
        self.organisations = Organisations(database)
        self.attachments = Attachments(database)
        self.documents = Documents(database)
        self.outbox = Outbox(database)
        self.leases = Leases(database)
        self.claims = Claims(database)
        self.sources = Sources(database)
        self.hosts = Hosts(database)
        self.jobs = Jobs(database)
        self.runs = Runs(database, self.leases)
        self.health = Health(database)
        self.plans = PlanStore(database)
        self.coverage = Coverage(database)
        self.digests = Digests(database)
        self.users = Users(database)
        self.sessions = Sessions(database)
        self.tokens = Tokens(database)
        self.invitations = Invitations(database, self.users)
        self.audit = Audit(database)
        self.looks = Looks(database)
        self.trends = Trends(database)
        self.arrivals = Arrivals(database)
        self.mails = Mails(database)
        self.saved_searches = SavedSearches(database)
        self.alerts = Alerts(database)
        self.source_notices = SourceNotices(database)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Everything written inside is acknowledged together at the end, or not at all. Never wait for anything
        inside.
        """
        with self.database.write():
            yield

    def close(self) -> None:
        """Sync the archive and let go of every file and connection."""
        try:
            self.archive.close()
        finally:
            self.database.close()

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _fill(database: Database, connection: Connection, present: str) -> None:
    """Mentions follow from annotations, which older stores have and their tables not."""
    if present < MENTIONS_SINCE:
        fill_all(database, connection)


def open_store(data_dir: Path, url: str | None = None) -> Store:
    """Open the store of a data folder, made and migrated where needed. ``url`` names a PostgreSQL database to use
    instead of the SQLite file; the archive stays in the folder. Raises StoreError (DiskFull where that is the cause).
    """
    try:
        data_dir.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        if error.errno == 28:
            raise DiskFull(f"Đĩa đã đầy, không tạo được {data_dir}.", FULL_HINT) from error
        raise StoreError(f"Không tạo được thư mục {data_dir}: {os_reason(error)}.", "Hãy xem lại --data.") from error
    database = Database(database_url(data_dir, url))
    try:
        migrate(database, lambda connection, present: _fill(database, connection, present))
    except BaseException:
        database.close()
        raise
    return Store(data_dir, database)
