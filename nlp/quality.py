"""Measure the annotation against the labelled articles and keep it from falling: ``python -m nlp.quality``.

Floors live in ``gold/floors.json`` and ``gold/press_floors.json`` with the hash of the corpus they were measured on. A
figure under its floor, more false alarms than allowed, or a corpus that changed without new floors, ends with exit
code 1. Floors are raised, never lowered.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from importlib.resources import files

from domain.annotation import Annotation
from nlp.annotator import annotate
from nlp.gold.articles import GoldArticle, corpus_hash, gold_articles
from nlp.gold.press import PressArticle, PressScores, measure_press, press_articles, press_failures
from nlp.gold.scoring import Score, errors, measure, topics_macro

__all__ = ["annotated", "annotated_press", "check_floors", "main", "read_floors"]

MACRO = "topics macro"
_SLACK = 0.0005  # floors are written with three digits


def annotated(split: str | None = None) -> list[tuple[GoldArticle, Annotation]]:
    """The labelled articles of a split (all when null), each with the annotation made now."""
    return [
        (
            gold,
            annotate(gold.text, date=gold.date, title=gold.title, source_province=gold.source_province, unit=gold.unit),
        )
        for gold in gold_articles()
        if split is None or gold.split == split
    ]


def annotated_press(split: str | None = None) -> list[tuple[PressArticle, Annotation]]:
    """The press articles of a split (all when null), each with the annotation made now."""
    return [
        (article, annotate(article.text, title=article.title))
        for article in press_articles()
        if split is None or article.split == split
    ]


def read_floors() -> tuple[str, dict[str, dict[str, float]]]:
    """The hash of the corpus the floors belong to, and kind → {"precision", "recall", "f1"} on the test articles."""
    data = json.loads(files("nlp.gold").joinpath("floors.json").read_text(encoding="utf-8"))
    return data["corpus"], data["floors"]


def check_floors(scores: dict[str, Score], macro: float) -> list[str]:
    """One line for every figure under its floor, and one when the corpus is another."""
    corpus, floors = read_floors()
    lines = []
    if corpus != corpus_hash():
        lines.append("Bài nhãn đã đổi: đo lại rồi ghi mức sàn và mã băm mới vào nlp/gold/floors.json.")
    for kind, floor in floors.items():
        for name, least in floor.items():
            now = macro if kind == MACRO else getattr(scores[kind], name)
            if now < least - _SLACK:
                lines.append(f"{kind} {name}: {now:.3f} thấp hơn mức sàn {least:.3f}.")
    return lines


def _table(title: str, scores: dict[str, Score], macro: float) -> str:
    rows = [title, f"{'loại':<14}{'P':>8}{'R':>8}{'F1':>8}{'đúng/thấy/nhãn':>18}"]
    for kind, score in scores.items():
        counts = f"{score.right}/{score.found}/{score.labelled}"
        rows.append(f"{kind:<14}{score.precision:>8.3f}{score.recall:>8.3f}{score.f1:>8.3f}{counts:>18}")
    rows.append(f"{MACRO:<14}{'':>16}{macro:>8.3f}")
    return "\n".join(rows) + "\n"


def _press_table(title: str, scores: PressScores) -> str:
    rows = [title, *(f"{name:<20}{value:>8.3f}" for name, value in scores.figures().items())]
    rows.append(f"{'false alarms':<20}{scores.false_alarms:>8}")
    return "\n".join(rows) + "\n"


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the figures of both splits; 1 when one is under its floor."""
    parser = argparse.ArgumentParser(prog="python -m nlp.quality", description="Đo chất lượng chú giải trên bài nhãn.")
    parser.add_argument("--errors", action="store_true", help="in từng chỗ sai của các bài dev")
    options = parser.parse_args(arguments)
    failures: list[str] = []
    for split in ("dev", "test"):
        press = annotated_press(split)
        press_scores = measure_press(press)
        sys.stdout.write(_press_table(f"press {split}: {len(press)} bài", press_scores) + "\n")
        if split == "test":
            failures += press_failures(press_scores)
        pairs = annotated(split)
        scores, macro = measure(pairs), topics_macro(pairs)
        sys.stdout.write(_table(f"{split}: {len(pairs)} bài", scores, macro) + "\n")
        if split == "test":
            failures += check_floors(scores, macro)
        elif options.errors:
            for gold, annotation in pairs:
                sys.stdout.writelines(f"{gold.id}  {line}\n" for line in errors(gold, annotation))
    sys.stderr.writelines(f"{line}\n" for line in failures)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
