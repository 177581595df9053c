namespace LearningActors.Client;

/// <summary>The addresses of the service, and the one that is asked first.</summary>
internal sealed class SiloAddresses(LearningActorsOptions options)
{
    private readonly Uri[] _all = [.. options.Addresses];
    private int _current;

    internal int Count => _all.Length;

    internal TimeSpan RequestTimeout { get; } = options.RequestTimeout;

    internal Uri First => _all[0];

    /// <summary>The address that answered last, and its place.</summary>
    internal (Uri Address, int Place) Current
    {
        get
        {
            var place = Volatile.Read(ref _current);
            return (_all[place], place);
        }
    }

    /// <summary>The address at a place does not answer: from now on the next one is asked, unless somebody else found that out.</summary>
    /// <returns>Whether it was this call that moved on.</returns>
    internal bool MoveOn(int from) => Interlocked.CompareExchange(ref _current, (from + 1) % _all.Length, from) == from;
}
