from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import pytest

from digest.grouping import Groups, PairDecision, group
from digest.same_text import Text
from domain.annotation import Annotation
from domain.article import Article
from domain.search import IndexDocument
from samples.reprints import Printed, cases, originals


def document(printed: Printed, day: date = date(2022, 9, 28), group_id: str | None = None) -> IndexDocument:
    url = f"https://{printed.name.lower()}.example.vn/bai"
    article = Article(
        url=url,
        canonical_url=url,
        source=printed.name.lower(),
        title=printed.title,
        body=printed.body,
        published_at=day,
        content_hash=printed.name,
    )
    return IndexDocument(id=printed.name, version=1, article=article, annotation=Annotation(), group=group_id)


def together(groups: Groups) -> set[frozenset[str]]:
    return {frozenset(one.id for one in made.members) for made in groups}


def grouped(printed: Iterable[Printed], decisions: Iterable[PairDecision] = ()) -> Groups:
    first = [document(one, date(2022, 9, 26)) for one in originals().values()]
    return group([*first, *(document(one) for one in printed)], decisions)


@pytest.mark.parametrize("case", [one for one in cases() if one.reprint], ids=lambda one: one.name)
def test_each_kind_of_reprint_is_grouped(case: Printed) -> None:
    groups = grouped([case])
    assert {made.lead.id for made in groups if case.name in {one.id for one in made.others}} == set(case.of)
    assert groups.copies == 1


@pytest.mark.parametrize("case", [one for one in cases() if not one.reprint], ids=lambda one: one.name)
def test_no_look_alike_is_grouped(case: Printed) -> None:
    assert frozenset({case.name}) in together(grouped([case]))
    # Nor where the store, which compares whole sketches, took a template for a reprint.
    stored = group([document(originals()[case.of[0]], date(2022, 9, 26), "g"), document(case, group_id="g")])
    if case.name in {"nam-sau", "so-lieu-khac", "thong-bao-thang-10", "thong-bao-noi-khac", "don-vi-khac"}:
        assert len(stored) == 2


def test_all_twenty_at_once_make_the_groups_of_the_four_texts() -> None:
    groups = grouped(cases())
    found = {made.lead.id: {one.id for one in made.others} for made in groups}
    for letter in originals():
        assert found[letter] == {case.name for case in cases() if case.reprint and letter in case.of}
    assert all(found[case.name] == set() for case in cases() if not case.reprint)


def test_reach_counts_sites_and_a_merged_release_counts_for_both_of_its_texts() -> None:
    merged = next(case for case in cases() if case.name == "gop-hai-tin")
    reach = {made.lead.id: made.reach for made in grouped([merged])}
    assert reach == {"A": 2, "B": 2, "C": 1, "D": 1}


def test_halves_of_one_text_that_came_first_are_one_group() -> None:
    a = originals()["A"]
    parts = a.body.split("\n\n")
    halves = [Printed("nua-dau", "x", "\n\n".join(parts[:2])), Printed("nua-sau", "y", "\n\n".join(parts[2:]))]
    assert together(grouped(halves)) >= {frozenset({"A", "nua-dau", "nua-sau"})}


def test_a_persons_word_wins_over_both() -> None:
    copy = next(case for case in cases() if case.name == "nguyen-van")
    parted = grouped([copy], [PairDecision("A", copy.name, together=False)])
    assert frozenset({"A"}) in together(parted)
    joined = grouped([copy], [PairDecision("A", copy.name, together=True), PairDecision("D", "A", together=True)])
    assert frozenset({"A", copy.name, "D"}) in together(joined)


def test_short_notices_and_empty_bodies_are_never_taken_for_reprints() -> None:
    notices = [Printed(name, "Thông báo", "Xem tệp đính kèm.") for name in "mno"]
    assert len(group([document(one) for one in [*notices, Printed("p", "t", "")]])) == 4


def test_numbers_count_however_they_are_written() -> None:
    text = Text("Trung tâm tiếp nhận 1.284 lượt vào lúc 16h ngày 05-9-2022 và trả kết quả.")
    other = Text("Trung tâm tiếp nhận 1284 lượt vào lúc 16 giờ ngày 5/9/2022 và trả kết quả.")
    assert text.numbers == other.numbers
