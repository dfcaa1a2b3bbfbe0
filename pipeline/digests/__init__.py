"""Issues of the digest on their way out: which are due, and their mails written down."""
