"""Site to page to article: discovery, politeness, spiders, extraction, attachments."""
