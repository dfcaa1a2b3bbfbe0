"""Make the model of names from the training sentences: ``python -m nlp.training.train``.

The same sentences and the same version of underthesea_core give the same file, byte for byte.
"""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from underthesea_core import CRFTrainer

from nlp.entities.features import token_features
from nlp.entities.model import MODEL_FILE
from nlp.entities.rules import rule_tags
from nlp.entities.tokens import Tokens
from nlp.training.marked import Marked
from nlp.training.modelfile import in_one_order
from nlp.training.sentences import training_sentences

__all__ = ["main", "train"]

_L1, _L2, _ROUNDS = 0.05, 0.02, 120


def _example(sentence: Marked) -> tuple[list[list[str]], list[str]]:
    tokens = Tokens(sentence.text)
    tags = ["O"] * len(tokens)
    for start, end, label in sentence.names:
        first, last = tokens.index_at(start), tokens.index_at(end)
        tags[first:last] = [f"B-{label}"] + [f"I-{label}"] * (last - first - 1)
    return token_features(tokens, 0, len(tokens), rule_tags(tokens)), tags


def train(target: Path) -> tuple[int, str]:
    """Train on all sentences, write the model to ``target``; their number and the file's SHA-256."""
    examples = [_example(sentence) for sentence in training_sentences()]
    trainer = CRFTrainer()
    trainer.set_l1_penalty(_L1)
    trainer.set_l2_penalty(_L2)
    trainer.set_max_iterations(_ROUNDS)
    with _silent():
        model = trainer.train([features for features, _ in examples], [tags for _, tags in examples])
        model.save(str(target))
    data = in_one_order(target.read_bytes())
    target.write_bytes(data)
    return len(examples), hashlib.sha256(data).hexdigest()


@contextmanager
def _silent() -> Iterator[None]:
    """Keep the trainer's thousand lines of progress, written by native code, off the terminal."""
    held = [os.dup(1), os.dup(2)]
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, 1)
        os.dup2(nowhere, 2)
        yield
    finally:
        for number, copy in zip((1, 2), held, strict=True):
            os.dup2(copy, number)
            os.close(copy)
        os.close(nowhere)


def main() -> int:
    """Train into the package's data folder and say what was made."""
    count, digest = train(MODEL_FILE)
    sys.stderr.write(f"Đã huấn luyện trên {count} câu → {MODEL_FILE.name} (SHA-256 {digest[:16]}…)\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
