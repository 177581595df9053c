using System.ComponentModel.DataAnnotations;
using LearningActors.Configuration;

namespace LearningActors.Alerts;

/// <summary>Where alerts go: section <c>Notifiers</c> of the configuration. The log always gets them.</summary>
public sealed class NotifierOptions
{
    /// <summary>An HTTP endpoint that takes alerts as JSON.</summary>
    public WebhookOptions Webhook { get; } = new();

    /// <summary>A mail server.</summary>
    public SmtpOptions Smtp { get; } = new();
}

/// <summary>An HTTP endpoint that takes alerts as JSON.</summary>
public sealed class WebhookOptions
{
    /// <summary>Gets alerts as JSON; the header <c>Idempotency-Key</c> tells a second copy.</summary>
    [HttpAddress]
    public string Url { get; set; } = "";
}

/// <summary>A mail server.</summary>
public sealed class SmtpOptions : IValidatableObject
{
    /// <summary>A mail server; empty: no mail is sent.</summary>
    public string Host { get; set; } = "";

    /// <summary>Its port.</summary>
    [Range(1, 65535)]
    public int Port { get; set; } = 587;

    /// <summary>Whether to use TLS: from the start on port 465, STARTTLS on others; a server that offers none gets nothing.</summary>
    public bool UseTls { get; set; } = true;

    /// <summary>The sender.</summary>
    [Mailbox]
    public string From { get; set; } = "";

    /// <summary>The first receiver; further ones are <c>__1</c>, <c>__2</c> …</summary>
    [Mailbox]
    public string[] To { get; set; } = [];

    /// <summary>The user; empty to send without one.</summary>
    public string User { get; set; } = "";

    /// <summary>The variable that holds the password.</summary>
    public string PasswordVariable { get; set; } = MailVariables.PasswordName;

    /// <inheritdoc />
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Host.Length > 0 && From.Length == 0)
            yield return new ValidationResult("the sender's mail address, since there is a mail server", [nameof(From)]);
        if (Host.Length > 0 && To.Length == 0)
            yield return new ValidationResult("a mail address, since there is a mail server", [$"{nameof(To)}:0"]);
    }
}

/// <summary>The variable that is read where the configuration names no other.</summary>
internal sealed record MailVariables
{
    internal const string PasswordName = "LEARNING_SMTP_PASSWORD";

    /// <summary>The password of the mail server, unless <c>Notifiers__Smtp__PasswordVariable</c> names another variable.</summary>
    [Variable(PasswordName)]
    public string? Password { get; init; }
}
