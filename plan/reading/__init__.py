"""Files of a plan → neutral blocks → a proposal of tasks, with every quote's place."""
