"""`./portal bench`: speed as ratios measured in one run, never as absolute times."""
