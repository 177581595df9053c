// Clusters of processes, which are timed and take connections of one PostgreSQL.
[assembly: Xunit.CollectionBehavior(DisableTestParallelization = true)]
