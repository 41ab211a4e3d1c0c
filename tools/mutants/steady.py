"""A plugin for pytest: property tests draw the same cases in each run, and a busy machine fails
none of them. Otherwise a fault would count as noticed because the machine was slow."""

from hypothesis import HealthCheck, settings

settings.register_profile(
    "mutants",
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
)
settings.load_profile("mutants")
