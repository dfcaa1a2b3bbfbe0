"""What a paper says and in which order, written as a template that an office can replace."""
