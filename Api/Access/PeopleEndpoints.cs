using System.Collections.Immutable;
using LearningActors.Http;
using LearningActors.Operations;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LearningActors.Access;

/// <summary>Admins invite people, change what they are, and end their sessions.</summary>
internal static class PeopleEndpoints
{
    /// <summary>Where the pages take a link; what stands behind # is sent to no server and gets into no log.</summary>
    internal const string LinkPath = "/dashboard/link#";

    private static readonly TimeSpan s_linkLasts = TimeSpan.FromDays(3);
    private static readonly TextField s_name = new("name", $"who: {PersonName.Expected}", PersonName.Longest) { IsRequired = true };
    private static readonly ChoiceField<Role> s_role = new("role", "what they are") { IsRequired = true };
    private static readonly ChoiceField<Role> s_newRole = new("role", "what they are from now on");
    private static readonly BoolField s_active = new("is_active", "whether they may sign in from now on");

    internal static void MapPeople(this IEndpointRouteBuilder api)
    {
        var people = api.MapGroup("/api/people").WithTags("People");
        people
            .MapGet("/", async (IGrainFactory grains) => TypedResults.Ok(await Grain(grains).List()))
            .RequireScope(Scope.Admin)
            .WithName("listPeople")
            .WithSummary("Everybody who may sign in, or could.")
            .Produces<ImmutableArray<Person>>();
        people
            .MapPost("/", Invite)
            .RequireScope(Scope.Admin)
            .WithName("invitePerson")
            .WithSummary("Adds somebody, with a link by which they choose a password. The link is shown once and works for three days.")
            .Produces<LinkFor>()
            .ProducesProblem(409)
            .WithBody(new BodySchema("Invitation", s_name, s_role), """{"name": "ada", "role": "analyst"}""");
        people
            .MapPatch("/{name}", Change)
            .RequireScope(Scope.Admin)
            .WithName("changePerson")
            .WithSummary("Changes the role of somebody, or whether they may sign in; their sessions end.")
            .Produces<Person>()
            .ProducesProblem(404)
            .ProducesProblem(409)
            .WithBody(new BodySchema("PersonChange", s_newRole, s_active), """{"role": "trader"}""");
        people
            .MapPost("/{name}/link", Reset)
            .RequireScope(Scope.Admin)
            .WithName("resetPassword")
            .WithSummary("Makes a link by which somebody chooses another password; links from before stop working.")
            .Produces<LinkFor>()
            .ProducesProblem(404);
        people
            .MapGet("/{name}/sessions", ListSessions)
            .RequireScope(Scope.Admin)
            .WithName("listSessions")
            .WithSummary("Where somebody is signed in.")
            .Produces<ImmutableArray<SessionItem>>();
        people
            .MapDelete("/{name}/sessions", EndSessions)
            .RequireScope(Scope.Admin)
            .WithName("endSessions")
            .WithSummary("Ends all sessions of somebody.")
            .Produces(204)
            .ProducesProblem(404);
    }

    private static async Task<IResult> Invite(HttpContext context, IGrainFactory grains, KeyRing ring)
    {
        var (invited, problem) = await JsonBody.ReadObjectAsync(
            context,
            fields =>
            {
                var (name, role) = (fields.Read(s_name), fields.Read(s_role));
                if (name is not null && PersonName.Read(name) is null)
                    fields.Fault("name", $"Expected {PersonName.Expected}.");
                return name is not null && PersonName.Read(name) is { } read && role is { } given ? new Invited(read, given) : null;
            }
        );
        if (invited is null)
            return problem!;
        if (ring.Has(invited.Name))
            return Problems.Conflict("name", $"'{invited.Name}' is a key; decisions name who took them.");
        await context.BeginAuditAsync(grains, "person.invite", invited.Name);
        var token = AccessToken.New();
        if (!await Grain(grains).Invite(invited.Name, invited.Role, LinkOf(token, LinkPurpose.Invitation, invited.Name)))
            return Problems.Conflict("name", $"'{invited.Name}' is taken.");
        await context.AuditAsync(after: new { invited.Role });
        return await LinkAsync(context, grains, token);
    }

    private static async Task<IResult> Change(HttpContext context, string name, IGrainFactory grains, SignedInPeople signedIn)
    {
        var (change, problem) = await JsonBody.ReadObjectAsync(
            context,
            fields =>
            {
                var read = new Changed(fields.Read(s_newRole), fields.Read(s_active));
                if (!fields.Has("role") && !fields.Has("is_active"))
                    fields.Fault("role", "At least one of role and is_active is needed.");
                return read;
            }
        );
        if (change is null)
            return problem!;
        await context.BeginAuditAsync(grains, "person.change", name);
        var result = await Grain(grains).Change(name, change.Role, change.IsActive);
        if (result.Before is not { } before)
            return Problems.NotFound("name", name);
        if (result.IsRefused)
            return Problems.Conflict("name", "Nobody else may do everything; make another person admin first.");
        signedIn.Forget();
        var after = before with { Role = change.Role ?? before.Role, IsActive = change.IsActive ?? before.IsActive };
        await context.AuditAsync(before: new { before.Role, before.IsActive }, after: new { after.Role, after.IsActive });
        return TypedResults.Ok(after);
    }

    private static async Task<IResult> Reset(HttpContext context, string name, IGrainFactory grains)
    {
        await context.BeginAuditAsync(grains, "person.link", name);
        var token = AccessToken.New();
        if (
            await Grain(grains).Find(name) is not { } person
            || !await Grain(grains).AddLink(LinkOf(token, person.HasPassword ? LinkPurpose.Reset : LinkPurpose.Invitation, name))
        )
            return Problems.NotFound("name", name);
        await context.AuditAsync();
        return await LinkAsync(context, grains, token);
    }

    private static async Task<IResult> ListSessions(string name, IGrainFactory grains)
    {
        var sessions = await Grain(grains).ListSessions(name);
        return TypedResults.Ok(sessions.Select(session => SessionItem.Of(session, null)).ToImmutableArray());
    }

    private static async Task<IResult> EndSessions(HttpContext context, string name, IGrainFactory grains, SignedInPeople signedIn)
    {
        if (await Grain(grains).Find(name) is null)
            return Problems.NotFound("name", name);
        await context.BeginAuditAsync(grains, "session.end", name);
        var ended = await Grain(grains).EndSessions(name, null);
        signedIn.Forget();
        await context.AuditAsync(new { ended });
        return TypedResults.NoContent();
    }

    private static SignInLink LinkOf(string token, LinkPurpose purpose, string name) =>
        new(AccessToken.Hash(token), purpose, name, s_linkLasts);

    private static async Task<IResult> LinkAsync(HttpContext context, IGrainFactory grains, string token) =>
        await Grain(grains).FindLink(AccessToken.Hash(token)) is { Person: { } name } link
            ? TypedResults.Ok(
                new LinkFor(name, link.Role, $"{context.Request.Scheme}://{context.Request.Host}{LinkPath}{token}", link.ExpiresAt)
            )
            : Problems.Conflict("name", "Somebody made another link at the same moment.");

    private static IPeopleGrain Grain(IGrainFactory grains) => grains.GetGrain<IPeopleGrain>(IPeopleGrain.Key);

    private sealed record Invited(string Name, Role Role);

    private sealed record Changed(Role? Role, bool? IsActive);
}
