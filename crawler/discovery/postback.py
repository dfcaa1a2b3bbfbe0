"""Lists whose pages are turned by a button that posts a form (ASP.NET's ``__doPostBack``), and how it is pressed.

Every page of such a list has one address. The following page is known by that address and, behind ``#``, the button
and the number of the page, so that each page of the list is an address of its own in the frontier, the same at every
visit. To ask for it the form of the page before is filled in again from the archive: nothing is held in memory.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode

from form2request import form2request
from lxml.html import FormElement, HtmlElement

from crawler.discovery.dom import MAX_CHARS, base_of, parse, text_of
from crawler.urls import canonical, join
from domain.text import fold

__all__ = ["Form", "fill_in", "is_postback", "page_address", "press_next"]

_MARK = "#bam-trang="
_CALL = re.compile(
    r"(?:__doPostBack|WebForm_PostBackOptions)\(\s*\\?[\"']([^\"'\\]{1,300})\\?[\"']\s*,\s*\\?[\"']([^\"'\\]{0,300})"
)
_RELOAD = re.compile(r"(?i)(?:RefreshPageTo|location\.href|window\.location)\W+(?:event\W+)?[\"']([^\"']{1,1500})[\"']")
_BUTTONS = {"submit", "image", "button"}
_NUMBER = re.compile(r"^(?:trang |page )?0*(\d{1,4})$")
_NEXT = re.compile(
    r"^(?:trang |page )?(?:sau|tiep|ke tiep|tiep theo|next|xem them|cu hon|older)(?: trang| page)?$|^xem trang tiep$"
)
_DAY = re.compile(r"^V?\d{4,}$")
"""What a calendar's days post: days since 2000. "2" among them is no second page."""
_STEP = re.compile(r"(?i)^(?:page\$)?(\d{1,4}|next)$")
_MAX_FIELD = 3_000_000


@dataclass(frozen=True, slots=True)
class Form:
    """What pressing a button sends: the address, the content type and the bytes."""

    url: str
    content_type: str
    body: bytes


def is_postback(url: str) -> bool:
    """Whether an address names a page of a list that a form turns."""
    return _MARK in url


def page_address(url: str) -> str:
    """The address that the server knows: without the mark of the button."""
    return url.partition("#")[0]


def press_next(tree: HtmlElement, url: str, number: int, links: list[HtmlElement] | None = None) -> str | None:
    """The address of page ``number + 1`` where only a button leads there; None where there is none. ``links``: what
    the source's selector names; otherwise a button counts by its number, or by words such as "Trang sau".

    SharePoint's lists keep a plain address in the script of their button; then it is that address.
    """
    wanted = number + 1
    following: str | None = None
    posts = any((form.get("method") or "").lower() == "post" for form in tree.iter("form"))
    for element in links if links is not None else _clickable(tree):
        label = fold(_label(element)).strip("[]()<>«»‹›.… ")
        raw = _label(element)
        numbered = _NUMBER.match(label)
        said = links is not None or _NEXT.match(label) is not None or re.fullmatch(r"[>›»]", raw.strip()) is not None
        if numbered and int(numbered[1]) != wanted:
            continue
        script = " ".join(element.get(name) or "" for name in ("href", "onclick"))
        reload = _RELOAD.search(script)
        if reload and (said or numbered):
            address = join(url, re.sub(r"\\u0026|&amp;", "&", reload[1]).replace("\\", ""))
            if address and address != canonical(url):
                return address
            continue
        button = _button(element, script) if posts else None
        if button is None or _DAY.match(button[1]):
            continue
        step = _STEP.match(button[1])
        block = raw.strip() in {"...", "…"} and step is not None and step[1] == str(wanted)
        if numbered or block:
            return _address(url, wanted, *button)
        if said and following is None and not (step and step[1].isdigit() and int(step[1]) < number):
            following = _address(url, wanted, *button)
    return following


def _clickable(tree: HtmlElement) -> Iterator[HtmlElement]:
    for element in tree.iter("a", "input", "button"):
        if element.tag == "a" or (element.get("type") or "submit").lower() in _BUTTONS:
            yield element


def _label(element: HtmlElement) -> str:
    shown = element.get("value") if element.tag == "input" else text_of(element, 60)
    return (shown or element.get("title") or element.get("alt") or element.get("aria-label") or "")[:60]


def _button(element: HtmlElement, script: str) -> tuple[str, str, str] | None:
    """Target, argument and own value of what is pressed; a plain submit button has its name for a target."""
    call = _CALL.search(script)
    if call:
        return call[1], call[2], ""
    name = element.get("name")
    if element.tag in {"input", "button"} and name and _form_of(element) is not None:
        return name, "", element.get("value") or "."
    return None


def _form_of(element: HtmlElement) -> FormElement | None:
    for parent in element.iterancestors("form"):
        if isinstance(parent, FormElement) and (parent.get("method") or "").lower() == "post":
            return parent
    return None


def _address(url: str, page: int, target: str, argument: str, value: str) -> str:
    rest = urlencode({"nut": target, "y": argument, "gia-tri": value})
    return f"{page_address(url)}{_MARK}{page}&{rest}"


def fill_in(address: str, before: bytes, url: str, content_type: str | None = None) -> Form | None:
    """The form of the page ``before`` (fetched from ``url``) filled in as if the button that ``address`` names were
    pressed, with all its hidden fields. None where that page has no such form.
    """
    tree = parse(before[: 4 * MAX_CHARS], content_type)
    if tree is None:
        return None
    said = dict(parse_qsl(address.partition(_MARK)[2].partition("&")[2], keep_blank_values=True))
    target, argument, value = said.get("nut", ""), said.get("y", ""), said.get("gia-tri", "")
    forms = [
        form
        for form in tree.iter("form")
        if isinstance(form, FormElement) and (form.get("method") or "").lower() == "post"
    ]
    named = [form for form in forms if "__VIEWSTATE" in form.fields or "__EVENTTARGET" in form.fields]
    chosen = next(iter([*named, *forms]), None)
    if chosen is None or not target:
        return None
    own = page_address(url)
    tree.getroottree().docinfo.URL = own
    chosen.set("action", join(base_of(tree, own), chosen.get("action") or own) or own)
    data = {target: value} if value else {"__EVENTTARGET": target, "__EVENTARGUMENT": argument}
    try:
        sent = form2request(chosen, data, click=False)
    except (ValueError, NotImplementedError):
        return None
    if sent.method != "POST" or len(sent.body) > _MAX_FIELD:
        return None
    return Form(sent.url, dict(sent.headers).get("Content-Type", "application/x-www-form-urlencoded"), sent.body)
