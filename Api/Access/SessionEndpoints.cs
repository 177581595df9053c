using System.Collections.Immutable;
using LearningActors.Http;
using LearningActors.Operations;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LearningActors.Access;

/// <summary>People sign in, choose passwords and see where they are signed in.</summary>
internal static partial class SessionEndpoints
{
    private const string WrongPassword = "The name or the password is wrong.";
    private static readonly TextField s_name = new("name", "the person", PersonName.Longest) { IsRequired = true };
    private static readonly TextField s_password = new("password", "the password", PasswordRules.Longest) { IsRequired = true };
    private static readonly TextField s_token = new("token", "what stands behind # in the link", 100) { IsRequired = true };
    private static readonly TextField s_chosenName = new("name", "the name that the first admin chooses", PersonName.Longest);
    private static readonly TextField s_current = new("current_password", "the password until now", PasswordRules.Longest)
    {
        IsRequired = true,
    };
    private static readonly TextField s_new = new("new_password", "the password from now on", PasswordRules.Longest) { IsRequired = true };

    internal static void MapSession(this IEndpointRouteBuilder api)
    {
        var session = api.MapGroup("/api/session").WithTags("Session");
        session
            .MapGet("/", (HttpContext context, AntiForgeryTokens tokens) => TypedResults.Ok(SignedIn.Of(context.Caller(), tokens)))
            .RequireScope([.. Scope.All])
            .WithName("getSession")
            .WithSummary("Who the caller is and what they may do; for a person with the token that each change needs.")
            .Produces<SignedIn>();
        session
            .MapPost("/", SignIn)
            .AllowAnonymous()
            .WithName("signIn")
            .WithSummary("Begins a session; the cookie opens it. Attempts are limited for a person and for an address.")
            .Produces<SignedIn>()
            .ProducesProblem(401)
            .ProducesProblem(403)
            .ProducesProblem(429)
            .WithBody(new BodySchema("SignIn", s_name, s_password), """{"name": "ada", "password": "…"}""");
        session.MapDelete("/", SignOut).RequirePerson().WithName("signOut").WithSummary("Ends the session.").Produces(204);
        session
            .MapPost("/link/lookup", FindLink)
            .AllowAnonymous()
            .WithName("findLink")
            .WithSummary("What a link is for, as long as it works.")
            .Produces<LinkAnswer>()
            .ProducesProblem(404)
            .WithBody(new BodySchema("LinkLookup", s_token), """{"token": "…"}""");
        session
            .MapPost("/link", UseLink)
            .AllowAnonymous()
            .WithName("useLink")
            .WithSummary("Uses a link up: gives the person a password, and begins a session.")
            .Produces<SignedIn>()
            .ProducesProblem(403)
            .ProducesProblem(404)
            .ProducesProblem(409)
            .WithBody(new BodySchema("LinkUse", s_token, s_chosenName, s_password), """{"token": "…", "password": "…"}""");
        session
            .MapPut("/password", ChangePassword)
            .RequirePerson()
            .WithName("changePassword")
            .WithSummary("Gives the person another password, and ends their other sessions.")
            .Produces(204)
            .ProducesProblem(409)
            .ProducesProblem(429)
            .WithBody(new BodySchema("PasswordChange", s_current, s_new), """{"current_password": "…", "new_password": "…"}""");
        session
            .MapGet("/sessions", ListOwn)
            .RequirePerson()
            .WithName("listOwnSessions")
            .WithSummary("Where the person is signed in.")
            .Produces<ImmutableArray<SessionItem>>();
        session
            .MapDelete("/sessions/{id}", EndOwn)
            .RequirePerson()
            .WithName("endOwnSession")
            .WithSummary("Ends one of the person's sessions.")
            .Produces(204)
            .ProducesProblem(404);
    }

    private static async Task<IResult> SignIn(
        HttpContext context,
        IGrainFactory grains,
        SignInAttempts attempts,
        Passwords passwords,
        ILogger<SignInAttempts> logger
    )
    {
        if (IsFromElsewhere(context))
            return FromElsewhere();
        var (given, problem) = await JsonBody.ReadObjectAsync(
            context,
            fields => fields.Read(s_name) is { } name && fields.Read(s_password) is { } password ? new Credentials(name, password) : null
        );
        if (given is null)
            return problem!;
        var name = PersonName.Read(given.Name) ?? "?";
        var address = context.Connection.RemoteIpAddress;
        if (await attempts.TakeAsync(name, address) is { } wait)
            return TooOften(context, wait);
        var people = grains.GetGrain<IPeopleGrain>(IPeopleGrain.Key);
        var known = await people.FindPassword(name);
        if (!await passwords.IsRightAsync(known.PasswordHash, given.Password))
        {
            Refused(logger, address);
            return Problems.Of(StatusCodes.Status401Unauthorized, "Not signed in.", WrongPassword);
        }

        await attempts.ReturnAsync(name, address);
        return await BeginAsync(context, grains, name, known.PasswordHash!);
    }

    private static async Task<IResult> SignOut(HttpContext context, IGrainFactory grains, SignedInPeople signedIn)
    {
        if (context.Caller() is PersonIdentity { Session: { } session })
        {
            await context.BeginAuditAsync(grains, "session.end", session.Person);
            await grains.GetGrain<IPeopleGrain>(IPeopleGrain.Key).EndSessions(session.Person, session.Id);
            await context.AuditAsync(new { session = session.Id });
        }

        signedIn.Forget();
        SessionCookie.Take(context);
        return TypedResults.NoContent();
    }

    private static async Task<IResult> FindLink(HttpContext context, IGrainFactory grains, SignInAttempts attempts)
    {
        var (token, problem) = await JsonBody.ReadObjectAsync(context, fields => fields.Read(s_token));
        if (token is null)
            return problem!;
        if (await attempts.TakeAsync(context.Connection.RemoteIpAddress) is { } wait)
            return TooOften(context, wait);
        return await grains.GetGrain<IPeopleGrain>(IPeopleGrain.Key).FindLink(AccessToken.Hash(token)) is { } link
            ? TypedResults.Ok(new LinkAnswer(link.Purpose, link.Person, link.Role, link.ExpiresAt))
            : NoLink();
    }

    private static async Task<IResult> UseLink(HttpContext context, IGrainFactory grains, SignInAttempts attempts, Passwords passwords)
    {
        if (IsFromElsewhere(context))
            return FromElsewhere();
        var (given, problem) = await JsonBody.ReadObjectAsync(
            context,
            fields =>
            {
                var (token, chosen, password) = (fields.Read(s_token), fields.Read(s_chosenName), fields.Read(s_password));
                return token is null || password is null ? null : new GivenLink(token, chosen, password);
            }
        );
        if (given is null)
            return problem!;
        if (await attempts.TakeAsync(context.Connection.RemoteIpAddress) is { } wait)
            return TooOften(context, wait);
        var people = grains.GetGrain<IPeopleGrain>(IPeopleGrain.Key);
        var hash = AccessToken.Hash(given.Token);
        if (await people.FindLink(hash) is not { } link)
            return NoLink();
        if (link.Person is not null && given.Name is not null && PersonName.Read(given.Name) != link.Person)
            return Problems.BadField("name", "The link is for somebody who has a name; leave it out.");
        var name = link.Person ?? PersonName.Read(given.Name ?? "");
        if (name is null)
            return Problems.BadField("name", $"Expected {PersonName.Expected}.");
        if (PasswordRules.Fault(given.Password, name) is { } fault)
            return Problems.BadField("password", fault);
        var action = link.Purpose == LinkPurpose.Reset ? "person.reset-password" : "person.accept";
        await context.BeginAuditAsync(grains, action, name, new Actor(name, ActorKind.Person));
        var passwordHash = await passwords.HashAsync(given.Password);
        switch (await people.UseLink(new LinkUse(hash, name, passwordHash)))
        {
            case LinkOutcome.NameTaken:
                return Problems.Conflict("name", $"'{name}' is taken.");
            case LinkOutcome.Invalid:
                return NoLink();
        }

        await context.AuditAsync(new { link.Purpose, link.Role });
        return await BeginAsync(context, grains, name, passwordHash);
    }

    private static async Task<IResult> ChangePassword(
        HttpContext context,
        IGrainFactory grains,
        SignInAttempts attempts,
        Passwords passwords
    )
    {
        var (given, problem) = await JsonBody.ReadObjectAsync(
            context,
            fields => fields.Read(s_current) is { } current && fields.Read(s_new) is { } next ? new Change(current, next) : null
        );
        if (given is null)
            return problem!;
        if (context.Caller() is not PersonIdentity { Session: { } session })
            return Problems.Conflict("current_password", "The proxy that signs people in has the passwords.");
        if (PasswordRules.Fault(given.New, session.Person) is { } fault)
            return Problems.BadField("new_password", fault);
        var address = context.Connection.RemoteIpAddress;
        if (await attempts.TakeAsync(session.Person, address) is { } wait)
            return TooOften(context, wait);
        var people = grains.GetGrain<IPeopleGrain>(IPeopleGrain.Key);
        if (!await passwords.IsRightAsync((await people.FindPassword(session.Person)).PasswordHash, given.Current))
            return Problems.BadField("current_password", "It is wrong.");
        await attempts.ReturnAsync(session.Person, address);
        await context.BeginAuditAsync(grains, "person.change-password", session.Person);
        await people.SetPassword(session.Person, await passwords.HashAsync(given.New), session.Id);
        await context.AuditAsync();
        return TypedResults.NoContent();
    }

    private static async Task<IResult> ListOwn(HttpContext context, IGrainFactory grains)
    {
        var own = context.Caller() is PersonIdentity { Session.Id: var id } ? id : (Guid?)null;
        var sessions = await grains.GetGrain<IPeopleGrain>(IPeopleGrain.Key).ListSessions(context.Caller().Name);
        return TypedResults.Ok(sessions.Select(session => SessionItem.Of(session, own)).ToImmutableArray());
    }

    private static async Task<IResult> EndOwn(HttpContext context, string id, IGrainFactory grains, SignedInPeople signedIn)
    {
        var person = context.Caller().Name;
        if (!Guid.TryParse(id, out var session))
            return Problems.NotFound("id", id);
        await context.BeginAuditAsync(grains, "session.end", person);
        if (await grains.GetGrain<IPeopleGrain>(IPeopleGrain.Key).EndSessions(person, session) == 0)
            return Problems.NotFound("id", id);
        signedIn.Forget();
        await context.AuditAsync(new { session });
        return TypedResults.NoContent();
    }

    /// <summary>A session of its own for each sign-in: one that somebody brings along is ended, and never taken over.</summary>
    private static async Task<IResult> BeginAsync(HttpContext context, IGrainFactory grains, string name, string passwordHash)
    {
        var (tokens, secrets) = (
            context.RequestServices.GetRequiredService<AntiForgeryTokens>(),
            context.RequestServices.GetRequiredService<SessionSecrets>()
        );
        var people = grains.GetGrain<IPeopleGrain>(IPeopleGrain.Key);
        if (SessionCookie.Read(context) is { } former && await people.FindSession(AccessToken.Hash(former)) is { } open)
            await people.EndSessions(open.Person, open.Id);
        await context.BeginAuditAsync(grains, "session.begin", name, new Actor(name, ActorKind.Person));
        var secret = secrets.New();
        var agent = context.Request.Headers.UserAgent.ToString();
        agent = agent[..Math.Min(agent.Length, 300)];
        var begun = await people.Begin(
            new NewSession(
                AccessToken.Hash(secret),
                name,
                context.Connection.RemoteIpAddress?.ToString() ?? "",
                JsonText.IsStorable(agent, out _) ? agent : "",
                passwordHash
            )
        );
        if (begun is null)
            return Problems.Of(StatusCodes.Status401Unauthorized, "Not signed in.", WrongPassword);
        await context.AuditAsync(new { session = begun.Id });
        SessionCookie.Give(context, secret, begun.ExpiresAt);
        return TypedResults.Ok(SignedIn.Of(new PersonIdentity(begun.Person, begun.Role, begun), tokens));
    }

    /// <summary>A form on another site would sign its reader in as somebody else.</summary>
    private static bool IsFromElsewhere(HttpContext context) =>
        context.Request.Headers.Origin is [{ Length: > 0 } origin]
        && !(Uri.TryCreate(origin, UriKind.Absolute, out var from) && from.Authority == context.Request.Host.Value);

    private static IResult FromElsewhere() =>
        Problems.Of(StatusCodes.Status403Forbidden, "That is not allowed.", "People sign in on the pages of this service alone.");

    private static IResult NoLink() =>
        Problems.Of(
            StatusCodes.Status404NotFound,
            "Not found.",
            "The link is unknown, was used, or has expired. Whoever sent it can make another.",
            new Dictionary<string, string[]> { ["token"] = ["It opens nothing."] }
        );

    private static IResult TooOften(HttpContext context, TimeSpan wait) =>
        Problems.TooManyRequests(context, wait, "Too many passwords were tried for this name or from this address.", "Too many attempts.");

    [LoggerMessage(LogLevel.Warning, "A sign-in from {Address} was refused")]
    private static partial void Refused(ILogger logger, System.Net.IPAddress? address);

    private sealed record Credentials(string Name, string Password);

    private sealed record GivenLink(string Token, string? Name, string Password);

    private sealed record Change(string Current, string New);
}
