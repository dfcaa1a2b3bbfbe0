"""Senders killed with SIGKILL at each step of a mail, five times each, against a real server: none is lost, at most one
is doubled, and that one is marked.
"""

from __future__ import annotations

import multiprocessing
import os
import shutil
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.process import BaseProcess
from pathlib import Path

import pytest

from pipeline.sending import Step, send_waiting
from pipeline.sending.compose import MARK
from store import open_store
from store.mails.mail_record import MailState
from tests.pipeline.sending.making import enqueue, mail_settings
from tests.support.mail import MailServer, mail_server, wait_for

RECIPIENTS = tuple(f"nguoi{number}@example.vn" for number in range(4))
NEVER = "never"


_forks = multiprocessing.get_context("forkserver")
_forks.set_forkserver_preload(["tests.pipeline.sending.test_kill"])


@contextmanager
def begun(folder: Path, port: int, step: str, after: int) -> Iterator[BaseProcess]:
    process = _forks.Process(target=child, args=(folder, port, step, after))
    process.start()
    try:
        yield process
    finally:
        process.join(60)


def run(folder: Path, port: int, step: str = NEVER, after: int = 0) -> int | None:
    """How a sender ended: 0, or the signal that killed it."""
    with begun(folder, port, step, after) as process:
        pass
    return process.exitcode


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("empty") / "data"
    open_store(folder).close()
    return folder


@pytest.fixture
def folder(empty: Path, tmp_path: Path) -> Path:
    shutil.copytree(empty, tmp_path / "data")
    return tmp_path / "data"


def child(folder: Path, port: int, step: str, after: int) -> None:
    """Send; die when ``step`` is reached once more than ``after`` times."""
    seen = 0

    def watch(reached: Step) -> None:
        nonlocal seen
        seen += reached == step
        if seen > after:
            os.kill(os.getpid(), signal.SIGKILL)

    with open_store(folder) as store:
        send_waiting(store, mail_settings(port), watch=watch)


def check(server: MailServer, folder: Path, doubled: int) -> None:
    by_recipient = {name: [one for one in server.received if one.recipient == name] for name in RECIPIENTS}
    assert all(by_recipient.values()), "a mail is lost"
    twice = [got for got in by_recipient.values() if len(got) > 1]
    assert len(twice) <= doubled
    for got in twice:
        assert len(got) == 2
        assert got[1].message["Subject"].startswith(MARK)
        assert got[0].message["Message-ID"] == got[1].message["Message-ID"]
    with open_store(folder) as store:
        assert store.mails.counts() == {MailState.SENT: len(RECIPIENTS)}


@pytest.mark.parametrize("after", range(5))
@pytest.mark.parametrize(
    ("step", "doubled", "marked"),
    [
        (Step.DUE, 0, 0),  # before the Message-ID is written
        (Step.CLAIMED, 0, 0),  # between that and the server
        (Step.BEGUN, 0, 1),  # the text is about to go out
        (Step.ANSWERED, 1, 1),  # after the 250, before it is written down
    ],
)
def test_killed_at_a_step(folder: Path, step: Step, after: int, doubled: int, marked: int) -> None:
    with open_store(folder) as store:
        enqueue(store, *RECIPIENTS)
    with mail_server() as server:
        assert run(folder, server.port, step, min(after, len(RECIPIENTS) - 1)) == -signal.SIGKILL
        assert run(folder, server.port) == 0
        assert run(folder, server.port) == 0, "a restart sends nothing more"
    check(server, folder, doubled)
    assert sum(one.message["Subject"].startswith(MARK) for one in server.received) == marked


@pytest.mark.parametrize("number", range(5))
def test_killed_after_the_text_before_the_answer_is_heard(folder: Path, number: int) -> None:
    with open_store(folder) as store:
        enqueue(store, *RECIPIENTS)
    with mail_server(slow=0.5) as server:
        with begun(folder, server.port, NEVER, 0) as sender:
            wait_for(server)
            sender.kill()
        assert sender.exitcode == -signal.SIGKILL
        server.slow = 0
        assert run(folder, server.port) == 0
    check(server, folder, 1)
    assert sum(one.message["Subject"].startswith(MARK) for one in server.received) == 1


def test_one_mail_whose_sender_is_killed_five_times_after_the_yes_is_doubled_once(folder: Path) -> None:
    with open_store(folder) as store:
        enqueue(store)
    with mail_server() as server:
        codes = [run(folder, server.port, Step.ANSWERED) for _ in range(5)]
    assert codes == [-signal.SIGKILL, -signal.SIGKILL, 0, 0, 0]
    assert [one.message["Subject"].startswith(MARK) for one in server.received] == [False, True]
    with open_store(folder) as store:
        assert [mail.state for mail in store.mails.troubled()] == [MailState.DOUBTFUL]
