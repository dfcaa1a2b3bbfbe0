"""Who works on what: leases, the run log, the queue that feeds the indexes."""
