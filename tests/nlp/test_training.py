"""The model of names: its sentences, its making, what it adds to the rules."""

from __future__ import annotations

from pathlib import Path

import pytest

from nlp import annotate
from nlp.entities.model import MODEL_FILE
from nlp.entities.tokens import Tokens
from nlp.training.marked import read_marked
from nlp.training.modelfile import in_one_order
from nlp.training.sentences import filled_sentences, training_sentences, written_sentences
from nlp.training.train import train


def test_marks_become_spans() -> None:
    marked = read_marked("[P Lò Văn Pâng] ở [L Mường Lò].")
    assert marked.text == "Lò Văn Pâng ở Mường Lò."
    assert marked.names == ((0, 11, "PER"), (14, 22, "LOC"))


def test_there_are_enough_sentences_and_no_two_written_alike() -> None:
    written = written_sentences()
    assert len({sentence.text for sentence in written}) == len(written) >= 400
    assert len(list(training_sentences())) >= 800
    assert filled_sentences() == filled_sentences()


def test_labels_begin_and_end_with_tokens() -> None:
    for sentence in training_sentences():
        tokens = Tokens(sentence.text)
        for start, end, _ in sentence.names:
            assert start in tokens.starts, sentence.text
            assert end in tokens.ends, sentence.text
        assert "<" not in sentence.text
        assert "[" not in sentence.text


def test_training_reproduces_the_model(tmp_path: Path) -> None:
    made = tmp_path / "names.crf"
    count, _ = train(made)
    assert count == len(list(training_sentences()))
    assert made.read_bytes() == MODEL_FILE.read_bytes()


def test_another_format_is_refused() -> None:
    with pytest.raises(ValueError, match="CRFsuite"):
        in_one_order(b"\x00" * 64)


def test_the_model_reads_what_no_rule_explains() -> None:
    found = {entity.text: entity for entity in annotate("Bài và ảnh: Kim Oanh").entities}
    assert found["Kim Oanh"].type == "PER"
    assert found["Kim Oanh"].method == "crf"
    assert 0.5 < found["Kim Oanh"].confidence <= 1
