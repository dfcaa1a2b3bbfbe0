"""``python -m benchmarks.mentions``: how long figures, documents and bodies take to be asked in a large store.

Rows are written by SQL, lifelike in what matters: few units and words are in most sentences and many in few, most
articles are of the last years, some reprint others. Each question is asked several times; the middle time is printed.
"""

from __future__ import annotations

import argparse
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from itertools import accumulate
from pathlib import Path
from typing import Any

from sqlalchemy import insert, text

from domain.areas import reform_areas
from domain.mention_keys import document_key, slug, words_of
from store import Store, open_store
from store.annotations.mentions import tags
from store.annotations.mentions.documents import ListOrder
from store.annotations.mentions.figures import FigureFilter, FigureOrder, FigureState
from store.annotations.mentions.reading import area_bits, unit_key
from store.db import mention_tables as tables
from store.db.schema import articles
from store.db.times import now

_UNITS = "hồ sơ|%|TTHC|người|đơn vị|lượt|ngày|cơ sở|phiếu|văn bản|cán bộ|giờ|ca|xã|giường bệnh|tỷ đồng|triệu đồng"
UNITS = [*_UNITS.split("|"), *(f"loại {number}" for number in range(400))]
_WORDS = (
    "sở y tế bệnh viện trung tâm thủ tục hành chính hồ sơ trực tuyến người dân cán bộ kế hoạch cải cách một cửa "
    "giải quyết đúng hạn kiểm tra tuyên truyền dịch vụ công bảo hiểm khám chữa trạm xã phường hội nghị "
    "triển khai tiếp nhận đạt tỷ lệ"
).split()
WORDS = [*_WORDS, *(f"t{number:x}" for number in range(6_000))]
WORD_WEIGHTS = [*accumulate(1 / (rank + 2) for rank in range(len(WORDS)))]
UNIT_WEIGHTS = [*accumulate(1 / (rank + 1) for rank in range(len(UNITS)))]
PROVINCES = [f"Tỉnh {number}" for number in range(34)]
BODIES = [f"Sở Y tế tỉnh {number}" for number in range(34)] + [f"Trung tâm Y tế huyện {n}" for n in range(3_000)]
LAST = date(2026, 11, 1)
_SOURCES = 120
_PER_BATCH = 500


def _article(number: int, chance: random.Random) -> dict[str, list[dict[str, Any]]]:
    id_ = f"a{number:012x}"
    day = (LAST - timedelta(days=int(abs(chance.gauss(0, 900))))).isoformat() if chance.random() > 0.03 else ""
    province, source = chance.choice(PROVINCES), f"nguon-{number % _SOURCES}"
    codes = [area.code for area in chance.sample(reform_areas(), k=2)]
    shown = chance.random() > 0.15
    common = [tags.tag(tags.TOPIC, code) for code in codes] + tags.day_tags(day)
    common += [tags.tag(tags.PROVINCE, province), tags.tag(tags.SOURCE, source)]
    shared = {"article_id": id_, "day": day, "shown": shown, "copies": 1}
    rows: dict[str, list[dict[str, Any]]] = {
        "articles": [_bare(id_, source, day)],
        "mentioning_articles": [
            {
                "article_id": id_,
                "title": f"Bài số {number} về cải cách hành chính",
                "url": f"https://{source}.example.gov.vn/{number}",
                "source": source,
                "day": day,
                "province": province,
                "topics": area_bits(codes),
            }
        ],
        "figure_sentences": [],
        "figures": [],
    }
    body = chance.choice(BODIES)
    position = 0
    for at in range(6):
        words = chance.choices(WORDS, cum_weights=WORD_WEIGHTS, k=28)
        sentence_id = number * 6 + at + 1
        marks = set(common)
        for _ in range((2, 3, 2, 3, 2, 3)[at]):
            unit = chance.choices(UNITS, cum_weights=UNIT_WEIGHTS)[0]
            named = body if chance.random() < 0.35 else ""
            state = chance.choices(("unchecked", "doubtful", "fixed"), (95, 4, 1))[0]
            amount = float(round(chance.lognormvariate(4, 2), 1))
            marks |= {tags.tag(tags.UNIT, unit_key(unit)), tags.tag(tags.STATE, state)}
            marks |= {tags.tag(tags.ORGANISATION, slug(named))} if named else set()
            rows["figures"].append(
                {
                    **shared,
                    "id": number * 15 + 15 - position,
                    "position": position,
                    "sentence_id": sentence_id,
                    "value": amount,
                    "amount": amount,
                    "unit": unit,
                    "unit_key": unit_key(unit),
                    "bound": "exact",
                    "text": f"{amount} {unit}",
                    "start": position * 40,
                    "end": position * 40 + 10,
                    "state": state,
                    "organisation": named or None,
                    "organisation_key": slug(named) if named else "",
                    "province": province,
                    "source": source,
                    "topics": area_bits(codes),
                }
            )
            position += 1
        sentence = " ".join(words)
        rows["figure_sentences"].append(
            {
                "id": sentence_id,
                "article_id": id_,
                "sentence": sentence,
                "words": tags.joined(words_of(sentence), marks),
            }
        )
    numbers = {int(chance.paretovariate(0.6)) % 40_000 for _ in range(3)}
    keys = [document_key(f"{one}/KH-UBND", "Kế hoạch", date(2022, 1, 1), province).key for one in numbers]
    rows["document_mentions"] = [
        {**shared, "key": key, "position": 0, "times": 1, "text": key, "quote": "Thực hiện kế hoạch."} for key in keys
    ]
    named_bodies = {slug(one) for one in (body, *chance.choices(BODIES, k=6))}
    rows["organisation_mentions"] = [{**shared, "key": key, "position": 0, "times": 1} for key in named_bodies]
    return rows


def _bare(id_: str, source: str, day: str) -> dict[str, Any]:
    moment = now()
    return {
        "id": id_,
        "source": source,
        "canonical_url": id_,
        "version": 1,
        "content_hash": id_,
        "title_key": id_,
        "published_day": day or None,
        **dict.fromkeys(("first_seen_at", "last_seen_at", "last_changed_at"), moment),
        "revision": 1,
        "annotated_revision": 1,
        "document_version": 1,
        "kept": True,
    }


_LISTS = (
    "INSERT INTO figure_units (key, unit, count) SELECT unit_key, max(unit), count(*) FROM figures WHERE shown"
    " GROUP BY unit_key",
    "INSERT INTO cited_documents (key, number_key, number, words, count, first_day, last_day)"
    " SELECT key, key, key, replace(key, '-', ' '), count(*), min(day), max(day) FROM document_mentions WHERE shown"
    " GROUP BY key",
    "INSERT INTO organisations (key, name, words, count, first_day, last_day)"
    " SELECT key, key, replace(key, '-', ' '), count(*), min(day), max(day) FROM organisation_mentions WHERE shown"
    " GROUP BY key",
)


def fill(store: Store, count: int) -> None:
    """Write ``count`` articles with fifteen figures each."""
    chance = random.Random(7)
    kinds = {"articles": articles, **{name: getattr(tables, name) for name in tables.__all__ if name != "DERIVED"}}
    for start in range(0, count, _PER_BATCH):
        made = [_article(number, chance) for number in range(start, min(count, start + _PER_BATCH))]
        with store.database.write() as connection:
            for name in made[0]:
                connection.execute(insert(kinds[name]), [row for one in made for row in one[name]])
    with store.database.write() as connection:
        for statement in _LISTS:
            connection.execute(text(statement))
    if not store.database.is_sqlite:
        with store.database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("VACUUM ANALYZE"))


def _questions(store: Store) -> Iterator[tuple[str, Callable[[], object]]]:
    figures = store.figures
    year = FigureFilter(first=date(2025, 1, 1), last=date(2025, 12, 31))
    third = FigureFilter(first=date(2025, 7, 1), last=date(2025, 9, 30))
    area = reform_areas()[1].code
    body = slug(BODIES[3])
    asked = {
        "no filter": FigureFilter(),
        "unit (most frequent)": FigureFilter(unit="ho so"),
        "unit (rare)": FigureFilter(unit="loai 300"),
        "province": FigureFilter(province=PROVINCES[5]),
        "source": FigureFilter(source="nguon-3"),
        "area": FigureFilter(topic=area),
        "body (a service)": FigureFilter(organisation=body),
        "a year": year,
        "a year, area, unit": replace(year, topic=area, unit="%"),
        "a quarter, province": replace(third, province=PROVINCES[5]),
        "unsure": FigureFilter(state=FigureState.DOUBTFUL),
        "corrected": FigureFilter(state=FigureState.FIXED),
        "words (in most)": FigureFilter(words="so y te"),
        "words (some)": FigureFilter(words="ho so truc tuyen"),
        "words (rare)": FigureFilter(words="t1200"),
        "words, unit": FigureFilter(words="hồ sơ", unit="%"),
        "words, unit (rare)": FigureFilter(words="ho so", unit="loai 300"),
        "words, a year, province": replace(year, words="y te", province=PROVINCES[5]),
        "words, a quarter": replace(third, words="y te"),
        "words, unsure": FigureFilter(words="ho so", state=FigureState.DOUBTFUL),
    }
    for name, filter_ in asked.items():
        yield f"figures: {name}", partial(figures.page, filter_)
    for name in ("unit (most frequent)", "a year, area, unit", "words, unit"):
        yield f"figures by value: {name}", partial(figures.page, asked[name], FigureOrder.LARGEST)
    yield "figures: no filter, page 20,000", lambda: figures.page(FigureFilter(), number=20_000)
    yield "figures: units", lambda: figures.units()
    documents, organisations = store.cited_documents, store.organisations
    key = documents.page(order=ListOrder.MOST, size=1).rows[0].key
    yield "documents: newest", lambda: documents.page()
    yield "documents: words", lambda: documents.page("160 ubnd tinh 5")
    yield "documents: most cited, page 100", lambda: documents.page(order=ListOrder.MOST, number=100)
    yield "document: who cites the most cited", lambda: documents.citing(key)
    yield "bodies: most named", lambda: organisations.page()
    yield "bodies: words", lambda: organisations.page("trung tam 12")
    yield "body: its news", lambda: organisations.naming(body)
    yield "body: by month", lambda: organisations.months(body)


def measure(store: Store, times: int = 5) -> None:
    """Print each question with its middle times: by the clock, and of the processor (another job may share it)."""
    for name, ask in _questions(store):
        taken, worked = [], []
        for _ in range(times):
            begun, work = time.perf_counter(), time.process_time()
            answer = ask()
            taken.append((time.perf_counter() - begun) * 1000)
            worked.append((time.process_time() - work) * 1000)
        total = getattr(getattr(answer, "total", None), "value", "")
        print(f"| {name} | {total} | {statistics.median(taken):.0f} | {statistics.median(worked):.0f} |", flush=True)


def main() -> None:
    """Read the arguments and run."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.mentions", description=__doc__)
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--store", type=Path, help="a folder to keep the store in, or one filled before")
    parser.add_argument("--url", help="a PostgreSQL database instead of SQLite")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, open_store(chosen.store or Path(folder), chosen.url) as store:
        if not store.articles.count():
            begun = time.perf_counter()
            fill(store, chosen.articles)
            print(f"filled in {time.perf_counter() - begun:.0f} s", file=sys.stderr, flush=True)
        print("| question | rows in all | ms by the clock | ms of processor |\n| --- | ---: | ---: | ---: |")
        measure(store)


if __name__ == "__main__":
    main()
