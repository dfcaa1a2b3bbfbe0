"""Which addresses are of the open Internet, and which others may be admitted, by whom and where."""

from __future__ import annotations

import pytest

from crawler.fetch.guard import Admitted, admitted_by, is_public
from crawler.run import crawl
from domain.errors import ConfigError
from domain.settings import Settings, load_settings
from store import Store
from tests.crawler.conftest import source_of
from tests.support.web import ScriptedSite, article, listing

INSIDE = ["10.12.3.4", "127.0.0.1", "::1", "192.168.1.9", "fc00::7", "::ffff:10.0.0.1", "64:ff9b::a00:1"]
ODD = ["::127.0.0.1", "::10.1.2.3", "64:ff9b:1::1", "fec0::10", "169.254.169.254", "fe80::1", "100.64.0.9", "0.0.0.0"]
OPEN = ["8.8.8.8", "2001:4860:4860::8888", "64:ff9b::808:808", "113.160.1.1"]


@pytest.mark.parametrize("address", [*INSIDE, *ODD, "khong-phai-so"])
def test_these_are_not_public(address: str) -> None:
    assert not is_public(address)
    assert not Admitted().allows(address, "")


@pytest.mark.parametrize("address", OPEN)
def test_these_are_public(address: str) -> None:
    assert is_public(address)
    assert Admitted().allows(address, "")


def test_a_network_is_admitted_and_nothing_beside_it() -> None:
    rules = Admitted(networks=("10.12.0.0/16",))
    assert rules.allows("10.12.3.4", "bat-ky")
    assert rules.allows("::ffff:10.12.3.4", "bat-ky")
    assert not any(rules.allows(address, "bat-ky") for address in ("10.13.0.1", "127.0.0.1", "192.168.1.9"))


def test_a_source_admits_its_own_host_alone() -> None:
    rules = Admitted(host="cong.tinh.vn")
    assert rules.allows("10.1.1.1", "cong.tinh.vn")
    assert not rules.allows("10.1.1.1", "khac.tinh.vn")
    assert not rules.allows("169.254.169.254", "cong.tinh.vn"), "no web site has such an address"


def test_the_rule_has_another_name_when_it_changes(settings: Settings) -> None:
    strict = settings.model_copy(update={"allow_private_addresses": False})
    source = source_of("http://cong.tinh.vn")
    rules = {
        admitted_by(strict, source).rule,
        admitted_by(strict, source.model_copy(update={"private": True})).rule,
        admitted_by(strict.model_copy(update={"allowed_networks": ("10.0.0.0/8",)}), source).rule,
        admitted_by(settings, source).rule,
    }
    assert len(rules) == 4


def test_a_private_source_is_visited_and_what_it_links_elsewhere_is_not(store: Store, settings: Settings) -> None:
    strict = settings.model_copy(update={"allow_private_addresses": False})
    with ScriptedSite({"/tin/": listing([1])}) as site, ScriptedSite() as hidden:
        file = f"{hidden.base_url.replace('127.0.0.1', 'localhost')}/bi-mat.pdf"
        site.put("/tin/bai-viet-so-1.html", article(1, extra=f"<p>Xem <a href='{file}'>Kế hoạch.pdf</a> kèm theo.</p>"))
        crawl(store, [source_of(site.base_url, private=True)], strict)
        assert not hidden.requests
    assert store.articles.count() == 1
    assert "mạng nội bộ" in (store.frontier.quarantined("thu")[0].reason or "")


@pytest.mark.parametrize("written", ["10.12.0.0", "khong-phai", "0.0.0.0/0", "10.12.0.1/16", "::/0"])
def test_a_network_that_is_none_or_too_wide_is_an_error(written: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DIEMTIN_ALLOWED_NETWORKS", written)
    if written == "10.12.0.0":
        assert load_settings().allowed_networks == (written,), "one address alone"
        return
    with pytest.raises(ConfigError, match="allowed_networks"):
        load_settings()
