"""How much of a published list is read rightly, by kind of picture and document.

    python -m benchmarks.pictures [--kinds merged,wrapped] [--rows 150] [--write]

`tools.published_lists` prints lists whose truth is known, `reading` reads them as
`flask sites read` does, in a process of its own, and `judging` holds the rows against the truth.
docs/pictures-accuracy.md has the table and says what is counted how.
"""
