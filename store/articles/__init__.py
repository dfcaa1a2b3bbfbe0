"""Articles: identity, versions and their differences, reprints, the files they announce."""
