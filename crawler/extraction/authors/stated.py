"""The author whom a page states for programs, and what is no author there: accounts, addresses, the site itself."""

from __future__ import annotations

import re
from collections.abc import Iterator

from crawler.extraction.authors.bylines import strip_role
from crawler.extraction.authors.names import PLACEHOLDERS, is_person, people
from crawler.extraction.authors.organisations import is_organisation
from crawler.extraction.page import Page
from domain.text import fold, has_accents

__all__ = ["foreign_name", "is_site", "stated_author"]

_FOREIGN_BY = re.compile(r"^(?:by|von|par|por|di|av|af|door|text|words by|written by|story by)[\s:]+", re.I)


def foreign_name(text: str) -> str | None:
    """A name of another language, lightly cleaned: two to five words, capitals, no sentence."""
    text = _FOREIGN_BY.sub("", " ".join(text.split())).strip(" ,;|-–")
    words = text.split()
    if not 2 <= len(words) <= 5 or len(text) > 60 or is_organisation(text) or text.lower() in PLACEHOLDERS:
        return None
    fit = all(re.match(r"[^\W\d_][^\W\d_.'’\-]*\.?", word) for word in words)
    return text if fit and words[0][0].isupper() and words[-1][0].isupper() else None


def stated_author(page: Page) -> str | None:
    """The person in JSON-LD or ``<meta>``; accounts, addresses, units and the site itself are none."""
    vietnamese = has_accents(page.title)
    for value in _stated_values(page):
        text = " ".join(value.split())
        if not text or "@" in text or "//" in text or len(text) > 160 or is_site(page, text):
            continue
        if name := people(strip_role(text)):
            return name
        if not vietnamese and (name := foreign_name(text)):
            return name
    return None


_META_NAMES = ("article:author", "author", "dc.creator", "dcterms.creator", "sailthru.author", "parsely-author", "byl")


def _stated_values(page: Page) -> Iterator[str]:
    for item in page.jsonld:
        if item.get("headline") or "Article" in str(item.get("@type")):
            names = [name for name in _names_in(item.get("author")) if name]
            if names:
                yield ", ".join(names)
    for key in _META_NAMES:
        if value := page.meta.get(key):
            yield value


def _names_in(author: object) -> Iterator[str]:
    for entry in author if isinstance(author, list) else [author]:
        if isinstance(entry, str):
            yield entry
        elif isinstance(entry, dict) and "Organization" not in str(entry.get("@type")):
            name = entry.get("name")
            yield from (n for n in (name if isinstance(name, list) else [name]) if isinstance(n, str))


def is_site(page: Page, name: str) -> bool:
    """Whether a "name" is the site's own: its title, its publisher, its host name."""
    key = fold(name).replace(" ", "")
    host = page.url.split("//")[-1].split("/")[0].lower().removeprefix("www.")
    known = [page.meta.get("og:site_name", ""), page.meta.get("application-name", "")]
    known += [page.source.name, page.source.unit] if page.source else []
    for item in page.jsonld:
        publisher = item.get("publisher")
        if isinstance(publisher, dict) and isinstance(publisher.get("name"), str):
            known.append(str(publisher["name"]))
    if any(key == fold(site).replace(" ", "") for site in known if site):
        return True
    labels = {label.replace("-", "") for label in host.split(":")[0].split(".")}
    if any(key.removesuffix(end) in labels for end in ("", "online", "news", "vn") if len(key) > len(end) + 3):
        return True
    return len(key) > 5 and (key in host.replace(".", "").replace("-", "") or key in host) and not is_person(name)
