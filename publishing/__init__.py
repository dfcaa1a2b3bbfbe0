"""What digest and plan share to make office files and mails."""
