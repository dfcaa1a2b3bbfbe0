"""Which addresses mails may go to."""

from __future__ import annotations

from email.headerregistry import Address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import UsageError
from domain.mail_addresses import Mailbox, mail_address, mail_addresses, mailbox, read_addresses


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("vanphong@example.vn", "vanphong@example.vn"),
        (" Van.Phong+cchc@Example.VN ", "Van.Phong+cchc@example.vn"),
        ("a@bücher.example", "a@xn--bcher-kva.example"),
        ("root@localhost", "root@localhost"),
    ],
)
def test_an_address_is_read(typed: str, address: str) -> None:
    assert mail_address(typed) == address


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "vanphong",
        "@example.vn",
        "a@",
        "a@-x.vn",
        "a@x..vn",
        "a b@example.vn",
        "a@example.vn\r\nBcc: b@example.vn",
        "a@example.vn, b@example.vn",
        "<a@example.vn>",
        "a@example.vn>\r\nRCPT TO:<b@example.vn",
        "văn@example.vn",
        "a" * 65 + "@example.vn",
        "a@" + "b" * 260 + ".vn",
        ".a@example.vn",
        "a\0@example.vn",
    ],
)
def test_what_is_no_address_is_refused_in_one_line(typed: str) -> None:
    with pytest.raises(UsageError, match="không phải địa chỉ thư") as refused:
        mail_address(typed)
    assert "\n" not in str(refused.value)


@given(st.text(max_size=80))
def test_whatever_is_typed_becomes_one_harmless_address_or_none(typed: str) -> None:
    try:
        address = mail_address(typed)
    except UsageError:
        return
    assert address.isascii()
    assert not set(address) & set(' \t\r\n<>,;:"()\\\0')
    local, _, domain = address.rpartition("@")
    assert Address(username=local, domain=domain).addr_spec == address


def test_several_are_read_each_once() -> None:
    assert read_addresses("a@x.vn; b@x.vn,\n a@x.vn") == ("a@x.vn", "b@x.vn")
    assert mail_addresses([]) == ()


def test_a_mailbox_has_a_name() -> None:
    assert mailbox("Điểm Tin <diemtin@example.vn>") == Mailbox("Điểm Tin", "diemtin@example.vn")
    assert mailbox("diemtin@example.vn") == Mailbox("", "diemtin@example.vn")
    with pytest.raises(UsageError):
        mailbox("Điểm Tin\r\nBcc: x@y.vn <diemtin@example.vn>")
