"""What people decided: kept in one log, found again in other editions, followed everywhere."""
