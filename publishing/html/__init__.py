"""HTML pages and mails that fetch nothing from outside."""
