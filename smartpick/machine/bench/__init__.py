"""Speed as ratios within one run and cost as exact counts; never a bare millisecond."""
