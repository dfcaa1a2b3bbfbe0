"""Articles for the benchmark: many, lifelike, always the same.

``articles(n)`` yields the same ``n`` documents on every machine; the first ``m`` of ``articles(n)`` are
``articles(m)``. About 260 words each, eight areas, 63 provinces, some 250 sources, ten years, one in twenty undated,
numbers of documents from a long tail, names of places and people made of syllables, so that the vocabulary grows
with the number of articles.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta, timezone
from hashlib import blake2b
from random import Random

from benchmarks.search.phrases import GENERAL, HEALTH, LEADS, SENTENCES, TITLES
from domain.annotation import Annotation, DocumentReference, TopicScore
from domain.article import Article, DateOrigin
from domain.provinces import former_provinces
from domain.search import IndexDocument
from domain.text import fold

__all__ = ["articles"]

_ZONE = timezone(timedelta(hours=7))
_FIRST = date(2016, 1, 4)
_DAYS = 3_650
_AREAS = tuple(SENTENCES)
_AREA_WEIGHTS = (6, 24, 8, 14, 10, 20, 14, 12)
_PROVINCES = tuple(province.name for province in former_provinces())
_PROVINCE_WEIGHTS = tuple(1.0 / (1 + at) ** 0.6 for at in range(len(_PROVINCES)))
_UNITS = ("Sở Y tế tỉnh {}", "Báo {}", "Trung tâm Kiểm soát bệnh tật tỉnh {}", "Bệnh viện đa khoa tỉnh {}")
_UNIT_WEIGHTS = (5, 3, 1, 1)
_SUBJECTS = (
    "chứng chỉ hành nghề khám bệnh, chữa bệnh",
    "an toàn thực phẩm",
    "bảo hiểm y tế",
    "dược và mỹ phẩm",
    "y tế dự phòng",
    "giám định y khoa",
    "cải cách hành chính",
    "khám sức khỏe lái xe",
    "dân số và phát triển",
    "trang thiết bị y tế",
)
_ONSETS = "b c ch d đ g gi h k kh l m n ng nh ph qu s t th tr v x".split()
_RHYMES = "a ai an ang anh ao âm ân âu ăn ăng e em ên ếch i inh iên iêm o oan ôi ông ơn u ung uyên ương ưu ý".split()
_FAMILY = "Nguyễn Trần Lê Phạm Hoàng Huỳnh Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý A Y Đinh Rơ".split()
_KINDS = ("KH", "QĐ", "BC", "CV", "TB", "NQ", "CT")
_ISSUERS = ("UBND", "SYT", "BYT", "CP", "HĐND")


def _syllable(random: Random) -> str:
    return (random.choice(_ONSETS) + random.choice(_RHYMES)).capitalize()


def _document(random: Random, year: int) -> str:
    # A long tail: few documents are cited by many articles, most by one.
    number = min(9_999, int(random.paretovariate(0.6)))
    return f"{number}/{random.choice(_KINDS)}-{random.choice(_ISSUERS)}" if year else ""


class _Writer:
    """Fills the gaps of one article's sentences."""

    def __init__(self, random: Random, day: date, province: str, unit: str, area: str) -> None:
        self.random, self.day, self.province, self.unit, self.area = random, day, province, unit, area
        self.numbers: list[str] = []
        places = ("huyện", "thị xã", "xã", "phường")
        self.places = [f"{random.choice(places)} {_syllable(random)} {_syllable(random)}" for _ in range(3)]

    def fill(self, template: str) -> str:
        random = self.random
        total = random.randrange(100, 20_000)
        number = _document(random, self.day.year)
        if "{document}" in template:
            self.numbers.append(number)
        return template.format(
            unit=self.unit,
            province=self.province,
            place=random.choice(self.places),
            person=f"{random.choice(_FAMILY)} {_syllable(random)} {_syllable(random)}",
            subject=random.choice(_SUBJECTS),
            document=number,
            year=self.day.year,
            month=random.randrange(1, 13),
            day=random.randrange(1, 29),
            quarter=random.randrange(1, 5),
            tiny=random.randrange(2, 10),
            small=random.randrange(10, 100),
            count=f"{total:,}".replace(",", "."),
            done=f"{int(total * random.uniform(0.8, 1)):,}".replace(",", "."),
            ratio=f"{random.uniform(60, 100):.2f}".replace(".", ","),
            money=f"{random.randrange(1_000, 90_000):,}".replace(",", "."),
        )

    def body(self, lead: str) -> str:
        random = self.random
        other = random.choice(_AREAS)
        pool = [*SENTENCES[self.area], *SENTENCES[other], *random.sample(GENERAL, 6), *random.sample(HEALTH, 2)]
        chosen = [self.fill(sentence) for sentence in random.sample(pool, k=min(len(pool), random.randrange(9, 17)))]
        cut = random.randrange(2, 5)
        groups = [chosen[at : at + cut] for at in range(0, len(chosen), cut)]
        return "\n\n".join([lead, *(" ".join(group) for group in groups)])


def _one(at: int) -> IndexDocument:
    random = Random(f"diemtin-{at}")
    province = random.choices(_PROVINCES, _PROVINCE_WEIGHTS)[0]
    unit = random.choices(_UNITS, _UNIT_WEIGHTS)[0].format(province)
    area = random.choices(_AREAS, _AREA_WEIGHTS)[0]
    day = _FIRST + timedelta(days=int(_DAYS * random.random() ** 0.7))
    moment = datetime(day.year, day.month, day.day, random.randrange(6, 22), random.randrange(60), tzinfo=_ZONE)
    writer = _Writer(random, day, province, unit, area)
    title, lead = writer.fill(random.choice(TITLES[area])), writer.fill(random.choice(LEADS))
    body = writer.body(lead)
    source = fold(unit).replace(" ", "-")
    url = f"https://{source}.example/{day:%Y/%m}/{at}"
    dated = random.random() >= 0.05
    others = random.sample(_AREAS, k=random.randrange(0, 3))
    topics = dict.fromkeys([area, *others])
    return IndexDocument(
        id=f"a{at:07}",
        version=1,
        article=Article(
            url=url,
            canonical_url=url,
            source=source,
            title=title,
            lead=lead,
            body=body,
            published_at=moment if dated else None,
            date_origin=DateOrigin.META if dated else None,
            language="vi",
            content_hash=blake2b(body.encode(), digest_size=16).hexdigest(),
        ),
        annotation=Annotation(
            documents=tuple(
                DocumentReference(text=n, start=0, end=len(n), number=n) for n in dict.fromkeys(writer.numbers)
            ),
            province=province,
            topics=tuple(TopicScore(topic=topic, score=0.5) for topic in topics),
            relevance=0.8,
        ),
        source_name=unit,
        unit=unit,
        province=province,
    )


def articles(count: int) -> Iterator[IndexDocument]:
    """The first ``count`` articles."""
    return map(_one, range(count))
