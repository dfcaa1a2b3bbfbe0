"""The account of a plan in a period: one content, as JSON, Word and Excel; frozen when the period is closed."""

from plan.report.closing import close_period, report_file
from plan.report.content import PlanReport, make_report
from plan.report.later import later_changes

__all__ = ["PlanReport", "close_period", "later_changes", "make_report", "report_file"]
