// Each test has a cluster of its own, whose silos are timed and take connections of one PostgreSQL.
[assembly: Xunit.CollectionBehavior(DisableTestParallelization = true)]
