using Microsoft.AspNetCore.Http;

namespace LearningActors.Http;

/// <summary>Tells of a request that goes on for long whether its caller may still send it.</summary>
internal interface IStandingCallers
{
    /// <summary>The key or session holds, and has a scope that the endpoint asks for; known within five seconds on every host.</summary>
    /// <exception cref="Ledger.LedgerUnavailableException">The database is away: it is not known.</exception>
    ValueTask<bool> MayStillAsync(HttpContext context);
}
