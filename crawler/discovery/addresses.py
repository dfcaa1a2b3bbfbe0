"""Which address of a page counts, where a site is known by several hosts or gives one page several addresses."""

from __future__ import annotations

from urllib.parse import urlsplit, urlunsplit

from crawler.families import one_address
from crawler.urls import canonical, same_site
from domain.source import Source

__all__ = ["former_addresses", "hosts_of", "own_address"]


def hosts_of(source: Source) -> tuple[str, ...]:
    """The former addresses of a site as ``scheme://host``, both schemes of each."""
    hosts = [urlsplit(one).netloc.lower() for one in source.predecessors]
    return tuple(f"{scheme}://{host}" for host in hosts for scheme in ("https", "http"))


def own_address(url: str, source: Source) -> str:
    """The address under which a source knows a page: on its own host where an alias was linked, in the form that its
    make of site counts.
    """
    for alias in source.aliases:
        if same_site(url, alias) and not same_site(url, source.base_url):
            base, parts = urlsplit(source.base_url), urlsplit(url)
            url = canonical(urlunsplit((base.scheme, base.netloc, parts.path, parts.query, ""))) or url
            break
    return one_address(source.family, url)


def former_addresses(url: str, source: Source) -> list[str]:
    """Where a page of the source may have been known before: the same path on its former hosts."""
    parts = urlsplit(url)
    tail = urlunsplit(("", "", parts.path, parts.query, ""))
    return [f"{host}{tail}" for host in hosts_of(source)]
