"""Selectors of sources: plain ones, those that only BeautifulSoup reads, and wrong ones."""

import pytest
from lxml import html

from crawler.extraction.selectors import select, select_first
from domain.errors import SourceError

PAGE = html.fromstring(
    """<html><body><!-- chú thích --><table><tr><td>Ngày đăng</td><td>05/10/2022</td></tr>
    <tr><td>Tác giả</td><td>Thu Hà</td></tr></table><div class="a"><p></p></div><div class="a"><p>Nội dung</p></div>
    </body></html>"""
)


@pytest.mark.parametrize(
    ("selector", "texts"),
    [
        ("td", ["Ngày đăng", "05/10/2022", "Tác giả", "Thu Hà"]),
        ('td:-soup-contains("Ngày đăng") + td', ["05/10/2022"]),
        ('tr:has(> td:-soup-contains("Tác giả")) td:last-child', ["Thu Hà"]),
        ("div.a:nth-child(3 of div)", []),
        (".khong-co", []),
    ],
)
def test_elements_come_in_the_order_of_the_page(selector: str, texts: list[str]) -> None:
    before = html.tostring(PAGE)
    found = select(PAGE, selector)
    assert [element.text_content() for element in found] == texts
    assert all(element.getroottree().getroot() is PAGE.getroottree().getroot() for element in found)
    assert html.tostring(PAGE) == before


def test_the_first_that_says_something_wins() -> None:
    assert [one.text_content() for one in select_first(PAGE, [".khong-co", ".a", "td"])] == ["Nội dung"]


@pytest.mark.parametrize("selector", ["td[", ">>>", ":khong-biet(1)"])
def test_a_wrong_selector_is_named(selector: str) -> None:
    with pytest.raises(SourceError, match="không hợp lệ") as caught:
        select(PAGE, selector)
    assert selector in str(caught.value)
