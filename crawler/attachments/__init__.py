"""The text of attachments: PDF, DOCX, XLSX, legacy DOC and XLS's elder kin as far as kept libraries go."""

from crawler.attachments.reading import AttachmentText, read_attachment

__all__ = ["AttachmentText", "read_attachment"]
