package dev.redstart.sample.popularity;

/** A line of the leaderboard. */
record Leader(long id, String name, long views) {}
