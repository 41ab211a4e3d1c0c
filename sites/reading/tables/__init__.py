"""A Sheet → Rows and Problems: what each column holds (`columns`), then each line (`table`)."""
