"""The server as a process of its own, controlled over HTTP."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.request import Request, urlopen

import pytest

from samples.server import main
from tests.samples.visit import visit

ROOT = Path(__file__).parents[2]


@pytest.fixture
def served() -> Iterator[dict[str, str]]:
    command = [sys.executable, "-m", "samples.server", "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, encoding="utf-8", cwd=ROOT) as process:
        assert process.stdout is not None
        yield dict(process.stdout.readline().rstrip("\n").split("\t") for _ in range(6))
        process.send_signal(signal.SIGTERM)
        assert process.wait(10) == 0


def tell(control: str, **command: object) -> dict[str, object]:
    request = Request(control, json.dumps(command).encode(), method="POST")
    with urlopen(request) as response:
        value: dict[str, object] = json.load(response)
        return value


def test_sites_are_served_and_take_commands(served: dict[str, str]) -> None:
    control = served.pop("điều khiển")
    assert len(served) == 5
    with urlopen(control) as response:
        known = json.load(response)
    slug, url = next(iter(known["syt-sonla"]["articles"].items()))
    assert visit(url).status == 200
    assert tell(control, site="syt-sonla", verb="withdraw", args={"slug": slug}) == {"result": None}
    assert visit(url).status == 410
    moved = tell(control, site="bao-thainguyen", verb="move", args={
        "slug": next(iter(known["bao-thainguyen"]["articles"])), "new_slug": "cho-khac",
    })  # fmt: skip
    assert visit(str(moved["result"])).status == 200
    with urlopen(control) as response:
        seen = [(r["path"], r["status"]) for r in json.load(response)["syt-sonla"]["requests"]]
    path = url.removeprefix(served["syt-sonla"])
    assert seen == [(path, 200), (path, 410)]


@pytest.mark.parametrize(
    "body", [b"{}", b"x", b'{"site":"syt-sonla","verb":"__init__"}', b'{"site":"x","verb":"hold"}']
)
def test_wrong_commands_are_refused(served: dict[str, str], body: bytes) -> None:
    from urllib.error import HTTPError

    with pytest.raises(HTTPError) as caught:
        urlopen(Request(served["điều khiển"], body, method="POST"))
    with caught.value as error:
        assert error.code == 400
        assert "error" in json.load(error)


def test_a_taken_port_is_one_plain_line(capsys: pytest.CaptureFixture[str]) -> None:
    from samples import SampleSites

    with SampleSites() as sites:
        port = int(sites.site("syt-thainguyen").base_url.rsplit(":", 1)[1])
        assert main(["--port", str(port)]) == 1
    assert "Hãy chọn --port khác" in capsys.readouterr().err
