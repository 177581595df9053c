using System.Collections.Immutable;

namespace LearningActors.Operations;

/// <summary>What the grain runtime has stored: states and reminders.</summary>
public interface IGrainStore
{
    /// <summary>For each kind that has any, the grains with a state.</summary>
    Task<ImmutableDictionary<string, long>> CountAsync(IEnumerable<GrainClass> kinds);

    /// <summary>Grains with a state or a reminder, in the order of their keys' code points. They have no activations.</summary>
    Task<ImmutableArray<GrainSummary>> FindAsync(GrainClass kind, GrainQuery query);

    /// <summary>The stored states of a grain, active or not; empty where it has none.</summary>
    Task<ImmutableArray<StoredState>> ReadStatesAsync(GrainClass kind, string key);

    /// <summary>The reminders that wake a grain; empty where it has none.</summary>
    Task<ImmutableArray<ReminderStatus>> ReadRemindersAsync(GrainClass kind, string key);

    /// <summary>A part of the reminders of all grains.</summary>
    Task<ListPart<ReminderStatus>> ListRemindersAsync(string? grainPart, ListRequest<ReminderSort> request);
}
