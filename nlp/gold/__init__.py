"""Articles of the project's own, labelled whole, and the floors under the quality measured on them."""

from nlp.gold.articles import GoldArticle, corpus_hash, gold_articles

__all__ = ["GoldArticle", "corpus_hash", "gold_articles"]
