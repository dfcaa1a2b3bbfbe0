"""A propaganda plan → tasks → evidence → progress → report."""
