"""Who works on what: leases, the run log, the log of the data folder, the queue that feeds the indexes."""
