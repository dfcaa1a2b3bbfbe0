"""Addresses: one spelling for each page, what belongs to a site, and which addresses are traps."""

from __future__ import annotations

import re
from collections.abc import Collection
from ipaddress import ip_address
from urllib.parse import SplitResult, parse_qsl, quote, unquote, urljoin, urlsplit, urlunsplit

__all__ = [
    "DOCUMENT_TYPES",
    "MAX_LENGTH",
    "canonical",
    "file_kind",
    "host_key",
    "is_tracking",
    "is_trap",
    "join",
    "same_site",
    "without_parameters",
]

MAX_LENGTH = 2000
_MAX_SEGMENTS = 24
_MAX_REPEATS = 3

_TRACKING = re.compile(
    r"(?i)^(?:utm_\w+|fbclid|gclid|dclid|gbraid|wbraid|msclkid|yclid|igshid|mc_[ce]id|_ga|_gl|zarsrc|gidzl|zalo_\w+|"
    r"spm|ref_src|phpsessid|jsessionid|aspsessionid\w*|sessionid|__cf_chl_\w+|replytocom|share|amp)$"
)
_TRACKING_WHEN_WEAK = {"share", "amp", "sessionid"}  # kept when they carry a value that may choose the page
_SESSION_IN_PATH = re.compile(r"(?i);(?:jsessionid|phpsessid)=[^/?#]*|/\(S\([a-z0-9]{24}\)\)")
_UNRESERVED = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~"
_PATH_SAFE = "/:@!$&'()*+,;=" + _UNRESERVED
_QUERY_SAFE = "/?:@!$'()*,;" + _UNRESERVED
_DEFAULT_PORT = {"http": 80, "https": 443}
_CONTROL = re.compile(r"[\x00-\x1f\x7f]+")

DOCUMENT_TYPES = {
    "pdf": "application/pdf",
    "doc": "application/msword",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xls": "application/vnd.ms-excel",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ppt": "application/vnd.ms-powerpoint",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "rtf": "application/rtf",
    "zip": "application/zip",
    "rar": "application/vnd.rar",
    "7z": "application/x-7z-compressed",
}
"""Media types of the files that articles announce, by their ending."""

_FILES = {
    **DOCUMENT_TYPES,
    "csv": "text/csv",
    "txt": "text/plain",
    "xml": "application/xml",
    "json": "application/json",
    "js": "text/javascript",
    "css": "text/css",
    "ico": "image/x-icon",
    **{end: f"image/{end}" for end in ("png", "gif", "webp", "svg", "bmp", "tiff", "avif")},
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "jfif": "image/jpeg",
    **{end: f"audio/{end}" for end in ("mp3", "wav", "m4a", "ogg")},
    **{end: f"video/{end}" for end in ("mp4", "avi", "mov", "wmv", "flv", "webm", "mkv")},
    **dict.fromkeys(("exe", "apk", "msi", "dmg", "iso", "swf", "woff", "woff2", "ttf"), "application/octet-stream"),
}


def join(base: str, address: str) -> str | None:
    """The full address of a link as written on the page at ``base``; None when it leads to no web page."""
    address = _CONTROL.sub("", address).strip()
    if not address or address.startswith("#") or len(address) > MAX_LENGTH:
        return None
    try:
        full = urljoin(base, address)
        parts = urlsplit(full)
    except ValueError:
        return None
    return canonical(full) if parts.scheme in _DEFAULT_PORT and parts.hostname else None


def canonical(url: str) -> str | None:
    """One spelling for an address: host in lower case, default port, fragment, tracking and session marks out.

    Order and spelling of the remaining query stay (SharePoint names its pages by ``?ItemID=…&CatID=…``), other
    ports stay. None for what is no http(s) address.
    """
    try:
        parts = urlsplit(_CONTROL.sub("", url).strip())
        port = parts.port
        host = _host(parts)
    except ValueError:
        return None
    if parts.scheme not in _DEFAULT_PORT or not host:
        return None
    netloc = host if port in {None, _DEFAULT_PORT[parts.scheme]} else f"{host}:{port}"
    path = _requote(_SESSION_IN_PATH.sub("", _without_dots(parts.path)), _PATH_SAFE) or "/"
    result = urlunsplit((parts.scheme, netloc, path, _query(parts.query, path), ""))
    return result if len(result) <= MAX_LENGTH else None


def _host(parts: SplitResult) -> str:
    name = (parts.hostname or "").rstrip(".")
    if ":" in name:
        return f"[{ip_address(name.partition('%')[0]).compressed}]"
    if not name.isascii():
        name = name.encode("idna").decode("ascii")
    if not re.fullmatch(r"[a-z0-9_](?:[a-z0-9_.-]{0,252})", name):
        raise ValueError(name)
    return name


def _without_dots(path: str) -> str:
    if "/." not in path and "//" not in path:
        return path
    kept: list[str] = []
    for segment in path.split("/"):
        if segment == "..":
            if len(kept) > 1:
                kept.pop()
        elif segment != "." and (segment or not kept or kept[-1] != ""):
            kept.append(segment)
    tail = "/" if path.endswith(("/", "/.", "/..")) and kept and kept[-1] != "" else ""
    return "/".join(kept) + tail


def _requote(text: str, safe: str) -> str:
    """Percent signs of one kind: what needs none has none, what needs one has it in capitals."""
    pieces = re.split(r"(%[0-9A-Fa-f]{2})", text)
    for at, piece in enumerate(pieces):
        if at % 2:
            plain = unquote(piece, encoding="latin-1")
            pieces[at] = plain if plain in _UNRESERVED else piece.upper()
        else:
            pieces[at] = quote(piece, safe=safe)
    return "".join(pieces)


def _query(query: str, path: str) -> str:
    if not query:
        return ""
    kept = []
    for pair in query.split("&"):
        key, has_value, value = pair.partition("=")
        name = unquote(key).lower()
        if not pair or is_tracking(name, value):
            continue
        if name == "source" and path.lower().endswith(".aspx") and unquote(value).startswith(("http", "/")):
            continue  # SharePoint: only where "back" leads
        quoted = _requote(key, _QUERY_SAFE)
        kept.append(f"{quoted}={_requote(value, _QUERY_SAFE + '=')}" if has_value else quoted)
    return "&".join(kept)


def without_parameters(url: str, names: Collection[str]) -> str:
    """An address without the parameters of these names; the rest of its query as it was."""
    if not names or "?" not in url:
        return url
    stem, _, query = url.partition("?")
    kept = [pair for pair in query.split("&") if pair.partition("=")[0] not in names]
    return f"{stem}?{'&'.join(kept)}" if kept else stem


def is_tracking(name: str, value: str = "") -> bool:
    """Whether a parameter of a query says where a visitor came from or who he is, not which page he wants."""
    return _TRACKING.match(name) is not None and not (name.lower() in _TRACKING_WHEN_WEAK and len(value) > 40)


def host_key(url: str) -> str:
    """Host with port: the unit of politeness and of robots.txt."""
    parts = urlsplit(url)
    port = parts.port or _DEFAULT_PORT.get(parts.scheme, 0)
    return f"{(parts.hostname or '').lower()}:{port}"


def same_site(url: str, base_url: str) -> bool:
    """Whether an address is of the site: the same host (with or without www) and port; http or https."""
    one, other = urlsplit(url), urlsplit(base_url)
    bare = [(parts.hostname or "").lower().removeprefix("www.") for parts in (one, other)]
    ports = [None if parts.port in {80, 443} else parts.port for parts in (one, other)]
    return bare[0] == bare[1] and ports[0] == ports[1]


def is_trap(url: str) -> bool:
    """Addresses that sites make without end: the same segment again and again, very deep paths, huge queries."""
    parts = urlsplit(url)
    segments = [segment for segment in parts.path.split("/") if segment]
    if len(segments) > _MAX_SEGMENTS or len(url) > MAX_LENGTH:
        return True
    if any(segments.count(segment) > _MAX_REPEATS for segment in set(segments)):
        return True
    return len(parse_qsl(parts.query, keep_blank_values=True, max_num_fields=500)) > 20 if parts.query else False


def file_kind(url: str) -> str | None:
    """The media type that the ending of an address promises; None for pages and unknown endings."""
    name = urlsplit(url).path.rpartition("/")[2]
    return _FILES.get(name.rpartition(".")[2].lower()) if "." in name else None
