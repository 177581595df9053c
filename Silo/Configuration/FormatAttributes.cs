using System.ComponentModel.DataAnnotations;
using System.Net;
using System.Net.Mail;

namespace LearningActors.Configuration;

/// <summary>A value must have a format. Empty is right: the option is then left out.</summary>
/// <param name="expected">What would be right, as it ends the sentence <c>expected …</c>.</param>
[AttributeUsage(AttributeTargets.Property)]
public abstract class FormatAttribute(string expected) : ValidationAttribute
{
    /// <summary>What would be right, as it ends the sentence <c>expected …</c>.</summary>
    public string Expected { get; } = expected;

    /// <inheritdoc />
    public override bool IsValid(object? value) =>
        value is null or "" || Fits(value is Uri address ? address.OriginalString : value.ToString()!);

    /// <summary>Whether a text that is not empty has the format.</summary>
    protected abstract bool Fits(string text);
}

/// <summary>An address of HTTP.</summary>
public sealed class HttpAddressAttribute() : FormatAttribute("an address such as https://host/path")
{
    /// <inheritdoc />
    protected override bool Fits(string text) => Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https";
}

/// <summary>Where this process listens: without TLS, which a proxy in front brings.</summary>
public sealed class ListeningAddressAttribute() : FormatAttribute("an address such as http://127.0.0.1:8080")
{
    /// <inheritdoc />
    protected override bool Fits(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme == Uri.UriSchemeHttp && url.AbsolutePath == "/";
}

/// <summary>A mail address.</summary>
public sealed class MailboxAttribute() : FormatAttribute("a mail address")
{
    /// <inheritdoc />
    protected override bool Fits(string text) => MailAddress.TryCreate(text, out _);
}

/// <summary>An IP address, not a name.</summary>
public sealed class IpAddressAttribute() : FormatAttribute("an IP address of this machine, such as 10.0.0.5")
{
    /// <inheritdoc />
    protected override bool Fits(string text) => IPAddress.TryParse(text, out _);
}

/// <summary>A key that nobody guesses.</summary>
public sealed class SecretAttribute() : FormatAttribute("at least 8 characters")
{
    /// <inheritdoc />
    protected override bool Fits(string text) => text.Length >= 8;
}

/// <summary>Addresses or networks, with commas between.</summary>
public sealed class NetworksAttribute() : FormatAttribute("IP addresses or networks, such as 10.0.0.5 or 10.0.0.0/24, with commas between")
{
    /// <inheritdoc />
    protected override bool Fits(string text) => Networks.TryRead(text, out _);
}

/// <summary>Origins of web pages, with commas between.</summary>
public sealed class OriginsAttribute() : FormatAttribute("origins such as https://desk.example, with commas between")
{
    /// <inheritdoc />
    protected override bool Fits(string text) =>
        text.Split(',', StringSplitOptions.TrimEntries)
            .All(one => Uri.TryCreate(one, UriKind.Absolute, out var origin) && origin.GetLeftPart(UriPartial.Authority) == one);
}
