"""Sites over https, with certificates that are right and wrong."""

from __future__ import annotations

import ssl
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest

from samples import SampleSites
from samples.certificates import ChainKind, make_chain


def test_a_whole_chain_is_trusted(tmp_path: Path) -> None:
    chain = make_chain(tmp_path)
    trusting = ssl.create_default_context(cafile=str(chain.root))
    with SampleSites(tls=chain) as sites:
        url = sites.site("syt-sonla").base_url
        assert url.startswith("https://")
        with urlopen(url + "/robots.txt", context=trusting) as answer:
            assert b"Crawl-delay" in answer.read()
        with pytest.raises(URLError, match="CERTIFICATE_VERIFY_FAILED"):
            urlopen(url)


@pytest.mark.parametrize(
    ("kind", "words"),
    [("incomplete", "local issuer"), ("expired", "expired"), ("other_host", "IP address mismatch")],
)
def test_each_fault_is_what_it_says_and_unverified_visits_succeed(kind: ChainKind, words: str, tmp_path: Path) -> None:
    chain = make_chain(tmp_path, kind)
    trusting = ssl.create_default_context(cafile=str(chain.root))
    careless = ssl.create_default_context()
    careless.check_hostname, careless.verify_mode = False, ssl.CERT_NONE
    with SampleSites(tls=chain) as sites:
        url = sites.site("syt-kontum").base_url + "/"
        with pytest.raises(URLError, match=words):
            urlopen(url, context=trusting)
        with urlopen(url, context=careless) as answer:
            assert answer.status == 200
