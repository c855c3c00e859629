"""
The arrest episodes of the histories, where a dataset has them.
"""

EPISODE = "episode_first"
"""Column of arrests that the histories add: 1 where a row stands for its episode."""

NO_EPISODES = "Arrests are counted by rows: this dataset has no arrest episodes."
