"""Which articles may prove which tasks: weighed by rules and by what people decided, decided by people alone."""

from plan.evidence.decide import confirm_articles, reject_articles
from plan.evidence.stage import suggestions_of, weigh_plan

__all__ = ["confirm_articles", "reject_articles", "suggestions_of", "weigh_plan"]
