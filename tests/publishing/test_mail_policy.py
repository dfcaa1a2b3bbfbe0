"""Headers as programs other than ours read them: by RFC 2047, white space between encoded words is no text."""

from __future__ import annotations

from email import message_from_bytes
from email.header import decode_header, make_header
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from publishing.mail_policy import MAIL_POLICY

WORDS = "Điểm tin cải cách hành chính – Tuần 39/2022 (26/9–02/10/2022) không có mới Sở Y tế CDC khoa , giáo dục".split()
TITLES = st.lists(st.sampled_from(WORDS), min_size=1, max_size=40).map(" ".join)


def read_back(**headers: object) -> dict[str, str]:
    message = EmailMessage(policy=MAIL_POLICY)
    for name, value in headers.items():
        message[name] = value
    made = message.as_bytes()
    assert made.isascii()
    assert max(map(len, made.splitlines())) <= 78
    assert made.count(b"\n") == made.count(b"\r\n")
    heard = message_from_bytes(made)
    return {name: str(make_header(decode_header(heard[name]))) for name in headers}


@given(TITLES)
@example("Sở , Tuần khoa có khỏe Y viện không Y Phòng bệnh Điểm hành viện khỏe bệnh Tuần viện khỏe cách Tuần 39/2022")
def test_a_subject_arrives_with_every_letter_and_space(title: str) -> None:
    assert read_back(Subject=title) == {"Subject": title}


@given(TITLES.filter(lambda name: not name.isascii()))
def test_a_name_arrives_with_every_letter_and_space(name: str) -> None:
    box = Address(name, "x", "example.vn")
    assert read_back(From=box, To=box) == dict.fromkeys(("From", "To"), f"{name} <x@example.vn>")


@pytest.mark.parametrize(
    "title", ["=?utf-8?q?a=0D=0ABcc:_x@example.vn?=", "Điểm =?utf-8?q?a=0D=0ABcc:_x@example.vn?= tin"]
)
def test_a_line_break_hidden_in_an_encoded_word_adds_no_header(title: str) -> None:
    message = EmailMessage(policy=MAIL_POLICY)
    message["Subject"] = title
    message["From"] = Address(title, "x", "example.vn")
    heard = message_from_bytes(message.as_bytes())
    assert heard.keys() == ["Subject", "From"]
    assert "\n" not in str(make_header(decode_header(heard["Subject"])))


def test_plain_names_stay_plain() -> None:
    assert read_back(To="a@example.vn") == {"To": "a@example.vn"}
    message = EmailMessage(policy=MAIL_POLICY)
    message["From"] = Address('Van phong, so "7"', "x", "example.vn")
    (box,) = message["From"].addresses
    again = message_from_bytes(message.as_bytes(), policy=SMTP)["From"].addresses
    assert [(one.display_name, one.addr_spec) for one in again] == [(box.display_name, "x@example.vn")]
