"""The locator of China's free blood-collection sites: from a published list to a phone call.

Read in this order: `records` (the nouns), then the stories `transcribing` (pictures become rows),
`loading` (a file becomes a release) and `finding` (a question becomes an answer). They call;
everything they call lies in a lower level. docs/architecture.md is the plan.
"""
