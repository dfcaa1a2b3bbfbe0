"""One way onto the wire: each host's throttle, robots.txt, the guard of private addresses, what an answer means."""
