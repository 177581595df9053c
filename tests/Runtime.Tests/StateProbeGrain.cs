using LearningActors.Hosting;

namespace LearningActors.Tests;

[Alias("Tests.IStateGrain")]
public interface IStateGrain : IGrainWithStringKey
{
    [Alias("Get")]
    Task<Noted> Get();

    [Alias("Set")]
    Task Set(string text);

    [Alias("Leave")]
    Task Leave();

    [Alias("Clear")]
    Task Clear();
}

[GenerateSerializer, Alias("Tests.Noted"), Immutable]
public sealed record Noted(string Text, bool Exists, string? Etag);

public sealed class Note
{
    public string Text { get; set; } = "";
}

public sealed class StateGrain([PersistentState("probe-note", GrainRuntime.StorageName)] IPersistentState<Note> note) : Grain, IStateGrain
{
    public Task<Noted> Get() => Task.FromResult(new Noted(note.State.Text, note.RecordExists, note.Etag));

    public Task Set(string text)
    {
        note.State.Text = text;
        return note.WriteStateAsync();
    }

    public Task Leave()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    public Task Clear() => note.ClearStateAsync();
}
