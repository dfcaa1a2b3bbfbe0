"""Mails on their way, saved searches and what they told of, when each article became known."""
