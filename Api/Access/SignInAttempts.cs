using System.Net;
using System.Net.Sockets;

namespace LearningActors.Access;

/// <summary>
/// How often somebody may try a password over the whole cluster: for a person from an address, for a person from anywhere, and from an
/// address for anybody. A name that nobody has is limited like any other.
/// </summary>
internal sealed class SignInAttempts(IGrainFactory grains)
{
    private static readonly TimeSpan s_fillsIn = TimeSpan.FromMinutes(15);
    private static readonly BudgetRate s_ofPersonAtAddress = new(10, s_fillsIn);
    private static readonly BudgetRate s_ofPerson = new(50, s_fillsIn);
    private static readonly BudgetRate s_ofAddress = new(30, s_fillsIn);
    private static readonly BudgetRate s_ofLinks = new(100, s_fillsIn);

    /// <summary>Takes an attempt.</summary>
    /// <returns>How long to wait; null where the attempt may be made.</returns>
    internal async Task<TimeSpan?> TakeAsync(string name, IPAddress? address)
    {
        foreach (var (key, rate) in Budgets(name, address))
        {
            var grant = await grains.GetGrain<IBudgetGrain>(key).Take(rate, 1);
            if (grant.Tokens == 0)
                return grant.Wait;
        }

        return null;
    }

    /// <summary>Takes one of the attempts that an address has with links.</summary>
    /// <returns>How long to wait; null where the attempt may be made.</returns>
    internal async Task<TimeSpan?> TakeAsync(IPAddress? address)
    {
        var grant = await grains.GetGrain<IBudgetGrain>($"sign-in/link/{NetworkOf(address)}").Take(s_ofLinks, 1);
        return grant.Tokens == 0 ? grant.Wait : null;
    }

    /// <summary>The attempt was right: it does not count.</summary>
    internal Task ReturnAsync(string name, IPAddress? address) =>
        Task.WhenAll(Budgets(name, address).Select(one => grains.GetGrain<IBudgetGrain>(one.Key).Return(1)));

    private static IEnumerable<(string Key, BudgetRate Rate)> Budgets(string name, IPAddress? address)
    {
        var network = NetworkOf(address);
        yield return ($"sign-in/address/{network}", s_ofAddress);
        yield return ($"sign-in/person/{name}/{network}", s_ofPersonAtAddress);
        yield return ($"sign-in/person/{name}", s_ofPerson);
    }

    /// <summary>Of IPv6 the first 64 bits: whoever has one address has all of those.</summary>
    private static string NetworkOf(IPAddress? address) =>
        address switch
        {
            null => "unknown",
            { IsIPv4MappedToIPv6: true } => address.MapToIPv4().ToString(),
            { AddressFamily: AddressFamily.InterNetworkV6 } => Convert.ToHexStringLower(address.GetAddressBytes().AsSpan(0, 8)),
            _ => address.ToString(),
        };
}
