"""Who uses the page: accounts, what each may do, what each has seen."""
