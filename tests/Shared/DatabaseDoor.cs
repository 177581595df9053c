using Npgsql;

namespace LearningActors.Tests;

/// <summary>The way to a database, which a test can shut and open: what comes through is cut off, what knocks is refused.</summary>
internal sealed class DatabaseDoor : IAsyncDisposable
{
    private readonly NetworkDoor _door;

    private DatabaseDoor(NpgsqlConnectionStringBuilder database)
    {
        _door = NetworkDoor.To(database.Port);
        ConnectionString = new NpgsqlConnectionStringBuilder(database.ConnectionString)
        {
            Host = "127.0.0.1",
            Port = _door.Port,
        }.ConnectionString;
    }

    /// <summary>The database behind the door.</summary>
    internal string ConnectionString { get; }

    /// <summary>An open door to a database.</summary>
    internal static DatabaseDoor To(string connectionString) => new(new NpgsqlConnectionStringBuilder(connectionString));

    internal void Open() => Set(DoorState.Open);

    internal void Shut() => Set(DoorState.Shut);

    internal void Set(DoorState state) => _door.Set(state);

    public ValueTask DisposeAsync() => _door.DisposeAsync();
}
