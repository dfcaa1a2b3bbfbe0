"""What a crawl leaves: the frontier, pages and their archive, hosts, how each source stands and how well it is."""
