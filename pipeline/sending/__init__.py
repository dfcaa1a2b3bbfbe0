"""Mails that wait are sent: composed for their recipient, over one connection, each once."""

from pipeline.sending.send import SendReport, Step, send_waiting

__all__ = ["SendReport", "Step", "send_waiting"]
