"""Senders killed with SIGKILL at each step of a mail, five times each, against a real server: none is lost, at most one
is doubled, and that one is marked.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.sending import Step, send_waiting
from pipeline.sending.compose import MARK
from store import open_store
from store.mails.mail_record import MailState
from tests.pipeline.sending.making import enqueue, mail_settings
from tests.support.mail import MailServer, mail_server, wait_for

ROOT = Path(__file__).parents[3]
RECIPIENTS = tuple(f"nguoi{number}@example.vn" for number in range(4))
NEVER, BY_THE_SERVER = "never", "server"


def begin(folder: Path, port: int, step: str, after: int) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "tests.pipeline.sending.test_kill", str(folder), str(port), step, str(after)]
    return subprocess.Popen(command, cwd=ROOT)


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
def test_killed_at_a_step(tmp_path: Path, step: Step, after: int, doubled: int, marked: int) -> None:
    with open_store(tmp_path) as store:
        enqueue(store, *RECIPIENTS)
    with mail_server() as server:
        killed = begin(tmp_path, server.port, step, min(after, len(RECIPIENTS) - 1))
        assert killed.wait(60) == -signal.SIGKILL
        assert begin(tmp_path, server.port, NEVER, 0).wait(60) == 0
        assert begin(tmp_path, server.port, NEVER, 0).wait(60) == 0, "a restart sends nothing more"
    check(server, tmp_path, doubled)
    assert sum(one.message["Subject"].startswith(MARK) for one in server.received) == marked


@pytest.mark.parametrize("number", range(5))
def test_killed_after_the_text_before_the_answer_is_heard(tmp_path: Path, number: int) -> None:
    with open_store(tmp_path) as store:
        enqueue(store, *RECIPIENTS)
    with mail_server(slow=0.5) as server:
        sender = begin(tmp_path, server.port, NEVER, 0)
        wait_for(server)
        sender.kill()
        assert sender.wait(60) == -signal.SIGKILL
        server.slow = 0
        assert begin(tmp_path, server.port, NEVER, 0).wait(60) == 0
    check(server, tmp_path, 1)
    assert sum(one.message["Subject"].startswith(MARK) for one in server.received) == 1


def test_one_mail_whose_sender_is_killed_five_times_after_the_yes_is_doubled_once(tmp_path: Path) -> None:
    with open_store(tmp_path) as store:
        enqueue(store)
    with mail_server() as server:
        codes = [begin(tmp_path, server.port, Step.ANSWERED, 0).wait(60) for _ in range(5)]
    assert codes == [-signal.SIGKILL, -signal.SIGKILL, 0, 0, 0]
    assert [one.message["Subject"].startswith(MARK) for one in server.received] == [False, True]
    with open_store(tmp_path) as store:
        assert [mail.state for mail in store.mails.troubled()] == [MailState.DOUBTFUL]


if __name__ == "__main__":
    child(Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3], int(sys.argv[4]))
