"""Kế hoạch: the plans' matrix, evidence, deadlines, reports and import."""
