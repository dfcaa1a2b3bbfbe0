"""A week of coverage → an issue that people edit, approve and send."""
