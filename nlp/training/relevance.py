"""Make the model of relevance: ``python -m nlp.training.relevance``.

It learns from the labelled articles of the dev split and from ``read.jsonl``: texts of the press that are not ours to
keep, of which only the cues found in them and the label stand there. Logistic regression with a small penalty, solved
by Newton's method in plain Python: the same rows give the same file, byte for byte.
"""

from __future__ import annotations

import json
import math
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from importlib.resources import files
from pathlib import Path

from nlp.cues import Reading, SentenceCues, hits_of, reading_of
from nlp.gold.articles import gold_articles
from nlp.gold.press import press_articles
from nlp.references import find_documents
from nlp.relevance import MODEL_FILE, features
from nlp.text import Layer, layer_of

__all__ = ["examples", "fit", "main", "masked_layer", "reading_from", "row_of", "train"]

_PENALTY = 0.3
_ROUNDS = 30
_DIGITS = 3

Row = dict[str, float]


def masked_layer(text: str, title: str) -> Layer:
    """The layer of a text with its references masked, as ``nlp.annotate`` has it when areas are read."""
    layer = layer_of(text, title=title)
    layer.mask("document", ((document.start, document.end) for document in find_documents(layer)))
    return layer


def row_of(reading: Reading) -> dict[str, object]:
    """The cues of a text as they are kept in ``read.jsonl``: no word of the text but the phrases of our own data."""
    title = reading.title
    return {
        "title": [title.words, _phrases(title)] if title else None,
        "sentences": [[s.words, int(s.aside), _phrases(s)] for s in reading.sentences],
        "words": reading.words,
    }


def _phrases(cues: SentenceCues) -> list[object]:
    """Each phrase as often as it was found, with the share of its weight where it counts less than in full."""
    found: list[object] = []
    seen: Counter[tuple[str, float]] = Counter()
    for area, phrase, weight in cues.hits:
        whole = next(w for a, _, w in hits_of(phrase) if a == area)
        seen[f"{area}\n{phrase}", round(weight / whole, 2)] += 1
    for (key, share), count in seen.items():
        area, phrase = key.split("\n")
        if hits_of(phrase)[0][0] == area:  # a phrase of two areas is kept once
            found.extend([phrase if share == 1 else [phrase, share]] * count)
    return found


def reading_from(row: Mapping[str, object]) -> Reading:
    """The reading that ``row_of`` made a row of, with today's weights."""

    def cues(words: int, aside: bool, phrases: Sequence[object]) -> SentenceCues:
        hits: list[tuple[str, str, float]] = []
        for phrase in phrases:
            name, share = (phrase, 1.0) if isinstance(phrase, str) else (phrase[0], phrase[1])  # type: ignore[index]
            hits.extend((area, text, weight * share) for area, text, weight in hits_of(name))
        return SentenceCues(0, 0, words, aside, hits)

    title, sentences = row["title"], row["sentences"]
    assert isinstance(sentences, list)
    return Reading(
        cues(title[0], False, title[1]) if isinstance(title, list) else None,
        [cues(words, bool(aside), phrases) for words, aside, phrases in sentences],
        int(str(row["words"])),
    )


def examples() -> Iterator[tuple[Row, bool]]:
    """What is weighed and whether it is news of reform, of every text to learn from."""
    for gold in gold_articles():
        if gold.split == "dev":
            yield features(reading_of(masked_layer(gold.text, gold.title))), gold.relevant
    for article in press_articles():
        if article.split == "dev":
            yield features(reading_of(masked_layer(article.text, article.title))), article.relevant
    for line in files("nlp.training").joinpath("read.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        yield features(reading_from(row)), bool(row["relevant"])


def fit(rows: Sequence[tuple[Row, bool]]) -> dict[str, float]:
    """The weights of a logistic regression; rows without features are left out, the bias bears no penalty."""
    told = [(row, label) for row, label in rows if row]
    names = list(told[0][0])
    weights = [0.0] * len(names)
    penalties = [0.0 if name == "bias" else _PENALTY for name in names]
    matrix = [[row[name] for name in names] for row, _ in told]
    labels = [float(label) for _, label in told]
    for _ in range(_ROUNDS):
        gradient = [-penalty * weight for penalty, weight in zip(penalties, weights, strict=True)]
        hessian = [[0.0] * len(names) for _ in names]
        for at, penalty in enumerate(penalties):
            hessian[at][at] = penalty + 1e-9
        for values, label in zip(matrix, labels, strict=True):
            z = sum(weight * value for weight, value in zip(weights, values, strict=True))
            p = 1 / (1 + math.exp(-max(-30.0, min(z, 30.0))))
            for i, value in enumerate(values):
                gradient[i] += (label - p) * value
                scaled = p * (1 - p) * value
                for j, other in enumerate(values):
                    hessian[i][j] += scaled * other
        step = _solved(hessian, gradient)
        weights = [weight + change for weight, change in zip(weights, step, strict=True)]
    return {name: round(weight, _DIGITS) for name, weight in zip(names, weights, strict=True)}


def _solved(matrix: list[list[float]], right: list[float]) -> list[float]:
    """The solution of a system of linear equations, by elimination."""
    size = len(right)
    rows = [[*row, value] for row, value in zip(matrix, right, strict=True)]
    for column in range(size):
        pivot = max(range(column, size), key=lambda k: abs(rows[k][column]))
        rows[column], rows[pivot] = rows[pivot], rows[column]
        for k in range(column + 1, size):
            factor = rows[k][column] / rows[column][column]
            for j in range(column, size + 1):
                rows[k][j] -= factor * rows[column][j]
    solution = [0.0] * size
    for k in reversed(range(size)):
        known = sum(rows[k][j] * solution[j] for j in range(k + 1, size))
        solution[k] = (rows[k][size] - known) / rows[k][k]
    return solution


def train(target: Path) -> int:
    """Learn from all examples and write the weights to ``target``; how many there were."""
    rows = list(examples())
    text = json.dumps({"_note": "Made by nlp.training.relevance.", "weights": fit(rows)}, ensure_ascii=False, indent=1)
    target.write_text(text + "\n", encoding="utf-8")
    return len(rows)


def main() -> int:
    """Train into the package's data folder and say what was made."""
    target = Path(str(MODEL_FILE))
    sys.stderr.write(f"Đã huấn luyện trên {train(target)} bài → {target.name}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
