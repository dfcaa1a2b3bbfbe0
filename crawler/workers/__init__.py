"""The processes that extract what waits: the guarded pool, the jobs it is given, the stage that feeds it."""
