using Npgsql;

namespace LearningActors.Access;

/// <summary>How the first person gets in: by a link that the host prints when it starts, as long as nobody is admin.</summary>
internal static class FirstAdmin
{
    private static readonly TimeSpan s_lasts = TimeSpan.FromDays(1);

    /// <summary>The token of a new link; null where there is an admin.</summary>
    internal static async Task<string?> InviteAsync(NpgsqlDataSource database, AccessOptions options)
    {
        var token = AccessToken.New();
        var link = new SignInLink(AccessToken.Hash(token), LinkPurpose.FirstAdmin, null, s_lasts);
        return await new PostgresPeople(database, options).AddLinkAsync(link) ? token : null;
    }
}
