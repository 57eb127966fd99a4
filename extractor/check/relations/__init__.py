"""Discover which sums, averages, quotients and changes hold in a table, without labels or codes."""
