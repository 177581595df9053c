using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.HttpOverrides;

namespace LearningActors.Access;

/// <summary>
/// The reverse proxy whose word counts: the address and scheme that a request came with, and who has signed in there. From anybody else
/// these headers are not read.
/// </summary>
internal sealed class TrustedProxy(LearningApiOptions options)
{
    private readonly System.Net.IPNetwork[] _networks = [.. options.TrustedProxies];

    /// <summary>Reads who sent a request before anything else does.</summary>
    internal void UseIn(IApplicationBuilder application)
    {
        if (_networks.Length == 0)
            return;
        if (options.ProxyUserHeader is { } header)
            application.Use(
                (context, next) =>
                {
                    if (IsProxy(context.Connection.RemoteIpAddress))
                        context.Features.Set(new Word(context.Request.Headers[header].ToString()));
                    return next(context);
                }
            );
        var forwarded = new ForwardedHeadersOptions
        {
            ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto,
        };
        forwarded.KnownProxies.Clear();
        forwarded.KnownIPNetworks.Clear();
        foreach (var network in _networks)
            forwarded.KnownIPNetworks.Add(network);
        application.UseForwardedHeaders(forwarded);
    }

    /// <summary>Whom the proxy has signed in; null where the request came another way, or it names nobody.</summary>
    internal string? NamedPerson(HttpContext context) =>
        options.ProxyUserHeader is not null && context.Features.Get<Word>() is { Name: { Length: > 0 and <= PersonName.Longest } name }
            ? name.ToLowerInvariant()
            : null;

    private bool IsProxy(IPAddress? address) =>
        address is not null && _networks.Any(network => network.Contains(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address));

    private sealed record Word(string Name);
}
