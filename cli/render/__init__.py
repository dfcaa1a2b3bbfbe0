"""How results look to people: the only home of the wording of the command line's answers."""
