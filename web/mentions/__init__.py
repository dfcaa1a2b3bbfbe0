"""What the screens, the files and the API of figures, documents and bodies share."""
