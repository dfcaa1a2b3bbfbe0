"""Plans → tantivy queries."""

from __future__ import annotations

import tantivy

from index import clauses as plan
from index.index_fields import Field, FieldKind, IndexField

__all__ = ["Compiler"]

_INDEX_OPTION = {
    FieldKind.PHRASES: "position",
    FieldKind.TOKENS: "freq",
    FieldKind.KEYS: "basic",
    FieldKind.FACET: "basic",
    FieldKind.NUMBER: "basic",
}


class Compiler:
    """Translates clauses for one schema."""

    def __init__(self, schema: tantivy.Schema) -> None:
        self._schema = schema

    def matching(self, asked: plan.Plan) -> tantivy.Query:
        """What the plan finds, without what only lifts hits: for counts, facets and order by date."""
        return self.clause(plan.all_of([asked.match, *asked.narrow]))

    def ranked(self, asked: plan.Plan) -> tantivy.Query:
        """What the plan finds, scored."""
        required = [(tantivy.Occur.Must, self.clause(asked.match))]
        for clause in asked.narrow:
            if isinstance(clause, plan.Except):
                required.append((tantivy.Occur.MustNot, self.clause(clause.clause)))
            else:
                required.append((tantivy.Occur.Must, tantivy.Query.const_score_query(self.clause(clause), 0.0)))
        lifting = [(tantivy.Occur.Should, self.clause(clause)) for clause in asked.ranking]
        if not lifting and len(required) == 1:
            return required[0][1]
        return tantivy.Query.boolean_query([*required, *lifting])

    def id_query(self, document_id: str) -> tantivy.Query:
        """The document with this id."""
        return self._term(Field.ID, document_id)

    def clause(self, clause: plan.Clause) -> tantivy.Query:
        """One clause."""
        query = tantivy.Query
        match clause:
            case plan.Term(field, value):
                return self._term(field, value)
            case plan.Among(field, values):
                return query.const_score_query(query.term_set_query(self._schema, field.name, list(values)), 0.0)
            case plan.Phrase(field, values):
                return query.phrase_query(self._schema, field.name, list(values))
            case plan.Range(field, low, high):
                return query.range_query(self._schema, field.name, tantivy.FieldType.Integer, low, high)
            case plan.All(clauses):
                return self._all(clauses)
            case plan.Either(clauses):
                return query.boolean_query([(tantivy.Occur.Should, self.clause(one)) for one in clauses])
            case plan.Except(inner):
                return query.boolean_query(
                    [
                        (tantivy.Occur.Must, query.const_score_query(query.all_query(), 0.0)),
                        (tantivy.Occur.MustNot, self.clause(inner)),
                    ]
                )
            case plan.Everything():
                return query.const_score_query(query.all_query(), 0.0)
            case plan.Nothing():
                return query.empty_query()
            case plan.Boost(inner, factor):
                return query.boost_query(self.clause(inner), factor)
            case plan.Constant(inner, score):
                return query.const_score_query(self.clause(inner), score)

    def _all(self, clauses: tuple[plan.Clause, ...]) -> tantivy.Query:
        """Exclusions as such: tantivy need not walk all documents for them."""
        parts = [
            (tantivy.Occur.MustNot, self.clause(one.clause))
            if isinstance(one, plan.Except)
            else (tantivy.Occur.Must, self.clause(one))
            for one in clauses
        ]
        if all(isinstance(one, plan.Except) for one in clauses):
            parts.append((tantivy.Occur.Must, self.clause(plan.Everything())))
        return tantivy.Query.boolean_query(parts)

    def _term(self, field: IndexField, value: str) -> tantivy.Query:
        return tantivy.Query.term_query(self._schema, field.name, value, _INDEX_OPTION[field.kind])
