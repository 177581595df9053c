using System.Collections.Immutable;
using System.Net;

namespace LearningActors.Configuration;

/// <summary>Reads addresses and networks.</summary>
internal static class Networks
{
    /// <summary>The networks of a text that was checked; none where there is no text.</summary>
    internal static ImmutableArray<IPNetwork> Read(string? text) => text is not null && TryRead(text, out var networks) ? networks : [];

    /// <summary>Reads addresses, each a network of one, and networks, with commas between.</summary>
    internal static bool TryRead(string text, out ImmutableArray<IPNetwork> networks)
    {
        var read = ImmutableArray.CreateBuilder<IPNetwork>();
        foreach (var one in text.Split(',', StringSplitOptions.TrimEntries))
        {
            if (IPAddress.TryParse(one, out var address))
                read.Add(new IPNetwork(address, address.GetAddressBytes().Length * 8));
            else if (IPNetwork.TryParse(one, out var network))
                read.Add(network);
            else
            {
                networks = [];
                return false;
            }
        }

        networks = read.ToImmutable();
        return true;
    }
}
