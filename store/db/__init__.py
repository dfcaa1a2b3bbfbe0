"""The database: opening it, its tables and their migrations, times and rows."""
