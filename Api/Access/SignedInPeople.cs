using System.Collections.Concurrent;

namespace LearningActors.Access;

/// <summary>Whose requests come with which session, remembered for a few seconds.</summary>
/// <remarks>What was ended, or a role that was changed, is known on every host after <see cref="s_holds"/> at the latest.</remarks>
internal sealed class SignedInPeople(IGrainFactory grains, TimeProvider time)
{
    private const int MaxRemembered = 10_000;
    private static readonly TimeSpan s_holds = TimeSpan.FromSeconds(3);
    private readonly ConcurrentDictionary<string, Remembered> _people = new(StringComparer.Ordinal);

    private IPeopleGrain People => grains.GetGrain<IPeopleGrain>(IPeopleGrain.Key);

    /// <summary>Whose session a cookie opens; null where it has ended.</summary>
    /// <exception cref="Ledger.LedgerUnavailableException">The database is away.</exception>
    internal ValueTask<PersonIdentity?> FindAsync(string secret)
    {
        var hash = AccessToken.Hash(secret);
        return FindAsync(
            Convert.ToHexString(hash.AsSpan()),
            async () => await People.FindSession(hash) is { } session ? new PersonIdentity(session.Person, session.Role, session) : null
        );
    }

    /// <summary>The person of a name, as a trusted proxy gives it; null where nobody has it.</summary>
    /// <exception cref="Ledger.LedgerUnavailableException">The database is away.</exception>
    internal ValueTask<PersonIdentity?> FindByNameAsync(string name) =>
        FindAsync(
            $"name/{name}",
            async () => await People.FindSignedIn(name) is { } person ? new PersonIdentity(person.Name, person.Role, null) : null
        );

    /// <summary>Forgets all that is remembered: whoever changed something sees it on this host at once.</summary>
    internal void Forget() => _people.Clear();

    private async ValueTask<PersonIdentity?> FindAsync(string key, Func<Task<PersonIdentity?>> ask)
    {
        var now = time.GetTimestamp();
        if (_people.TryGetValue(key, out var known) && time.GetElapsedTime(known.At, now) < s_holds)
            return known.Person;
        var person = await ask();
        if (_people.Count >= MaxRemembered)
            _people.Clear();
        _people[key] = new Remembered(person, now);
        return person;
    }

    private readonly record struct Remembered(PersonIdentity? Person, long At);
}
