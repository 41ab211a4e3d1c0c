"""The working folder of a reading: its files, its pages read so far, the rows of its tables."""
