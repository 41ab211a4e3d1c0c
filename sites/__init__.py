"""The locator of China's free blood-collection sites: from a published list to a phone call.

Read in this order: `records` (the nouns), `loading` (story 1: a file becomes a release),
`finding` (story 2: a question becomes an answer). Those two call; everything they call lies in
a lower level: `reading`, `areas`, `phones`, `geocoding`, `store`, `search`, `nearest`.
`tests/test_architecture.py` holds the levels and the home of each outside package.
"""
