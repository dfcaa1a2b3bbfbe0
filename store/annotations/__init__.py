"""What the annotator read, and what people say is right instead."""
