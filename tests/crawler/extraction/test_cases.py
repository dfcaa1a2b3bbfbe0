"""One directory a case: ``page.html`` as a site might serve it, ``expected.json`` what is right about it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from crawler.extraction import extract_page
from domain.article import Article
from domain.errors import NotAnArticle

CASES = Path(__file__).parent / "cases"
NAMES = sorted(path.name for path in CASES.iterdir())


def expected(name: str) -> dict[str, Any]:
    return dict(json.loads((CASES / name / "expected.json").read_text(encoding="utf-8")))


def read(name: str) -> Article:
    return extract_page((CASES / name / "page.html").read_bytes(), expected(name)["url"])


ARTICLES = [name for name in NAMES if not expected(name).get("refused")]
REFUSED = [name for name in NAMES if expected(name).get("refused")]


def test_every_case_is_whole() -> None:
    assert all((CASES / name / "page.html").is_file() for name in NAMES)
    assert len(ARTICLES) >= 12
    assert len(REFUSED) >= 10


@pytest.mark.parametrize("name", ARTICLES)
def test_text(name: str) -> None:
    right, article = expected(name), read(name)
    assert article.title == right["title"]
    assert article.lead == right["lead"]
    assert article.body == right["body"]
    assert article.language == "vi"


@pytest.mark.parametrize("name", ARTICLES)
def test_author_and_dates(name: str) -> None:
    right, article = expected(name), json.loads(read(name).model_dump_json())
    assert article["author"] == right["author"]
    assert article["published_at"] == right["published_at"]
    assert article["updated_at"] == right["updated_at"]
    assert (article["date_origin"] is None) == (right["published_at"] is None)


@pytest.mark.parametrize("name", ARTICLES)
def test_pictures_and_files(name: str) -> None:
    right, article = expected(name), read(name)
    assert [image.url for image in article.images] == right["images"]
    assert [image.caption for image in article.images] == right["captions"]
    assert [[file.url, file.name] for file in article.attachments] == right["attachments"]
    assert all(file.media_type for file in article.attachments)


@pytest.mark.parametrize("name", REFUSED)
def test_lists_walls_and_errors_are_refused(name: str) -> None:
    with pytest.raises(NotAnArticle):
        read(name)
