"""Pieces → tree. OR binds its two neighbours, where words side by side are one neighbour: "cải cách OR chuyển đổi
số" asks
for articles on either. Everything else is required together. Parentheses group; what does not pair up is left out.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from index.analysis import analyse
from index.query.lexer import Mark, Note, Piece, Plain, clean, pieces
from index.query.tree import Every, Exclude, Node, Number, OneOf, ParsedQuery, Phrase, Run, Word

__all__ = ["MOST_WORDS", "parse"]

MOST_WORDS = 200
"""Words of a query that are searched by; the rest is left out and said so."""
_DEEPEST = 20


@dataclass(slots=True)
class _Frame:
    """A parenthesis being read."""

    items: list[Node] = field(default_factory=list)
    words: list[Plain] = field(default_factory=list)
    negative: bool = False
    either: bool = False

    def close_run(self) -> None:
        if self.words:
            words, self.words = self.words, []
            run = Run(tuple(plain.word for plain in words), " ".join(plain.shown for plain in words))
            self._put(run)

    def add(self, node: Node) -> None:
        self.close_run()
        self._put(node)

    def add_word(self, plain: Plain) -> None:
        if self.negative:  # -x excludes this one word
            self.add(Run((plain.word,), plain.shown))
        else:
            self.words.append(plain)

    def _put(self, node: Node) -> None:
        if self.negative:
            node, self.negative = Exclude(node), False
        if self.either and self.items:
            last = self.items.pop()
            earlier = last.children if isinstance(last, OneOf) else (last,)
            node = OneOf((*earlier, node))
        self.either = False
        self.items.append(node)

    def result(self) -> Node | None:
        self.close_run()
        if not self.items:
            return None
        return self.items[0] if len(self.items) == 1 else Every(tuple(self.items))


def _build(read: list[Piece]) -> Node | None:
    stack = [_Frame()]
    ignored = 0
    for piece in read:
        top = stack[-1]
        if piece is Mark.OPEN:
            if len(stack) > _DEEPEST:
                ignored += 1
                continue
            top.close_run()
            stack.append(_Frame())
        elif piece is Mark.CLOSE:
            if ignored:
                ignored -= 1
            elif len(stack) > 1:
                _leave(stack)
        elif piece is Mark.OR:
            top.close_run()
            top.either, top.negative = bool(top.items), False
        elif piece is Mark.NOT:
            top.close_run()
            top.negative = True
        elif isinstance(piece, Plain):
            top.add_word(piece)
        elif not isinstance(piece, Note):
            top.add(piece)
    while len(stack) > 1:
        _leave(stack)
    return stack[0].result()


def _leave(stack: list[_Frame]) -> None:
    node = stack.pop().result()
    if node is not None:
        stack[-1].add(node)
    else:
        stack[-1].negative = False


def _limit(read: list[Piece]) -> tuple[list[Piece], bool]:
    """At most MOST_WORDS words, each run's repeated words once."""
    kept: list[Piece] = []
    count = 0
    for piece in read:
        if isinstance(piece, Mark | Note):
            kept.append(piece)
            continue
        size = len(piece.words) if isinstance(piece, Phrase | Number) else 1
        if count + size > MOST_WORDS:
            if isinstance(piece, Phrase) and count < MOST_WORDS:
                kept.append(Phrase(piece.words[: MOST_WORDS - count], piece.shown, piece.exact_only, piece.accented))
            return kept, True
        count += size
        kept.append(piece)
    return kept, False


def _accented(read: list[Piece]) -> bool:
    words: list[Word] = []
    for piece in read:
        if isinstance(piece, Plain):
            words.append(piece.word)
        elif isinstance(piece, Phrase):
            words.extend(piece.words)
    return any(word.accented for word in words)


def parse(text: str) -> ParsedQuery:
    """Read a query. Never raises; takes time linear in the length that is read."""
    cleaned, cut = clean(text)
    read, shortened = _limit(pieces(cleaned))
    root = _build(read)
    if root is None:
        analysed = analyse(cleaned)
        words = tuple(map(Word, analysed.exact, analysed.folded))[:MOST_WORDS]
        root = Run(words, cleaned) if words else None
    notes = tuple(dict.fromkeys(piece.text for piece in read if isinstance(piece, Note)))
    return ParsedQuery(cleaned, root, not cleaned, _accented(read), cut or shortened, notes)
