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
    /// <summary>Its address. Empty: none.</summary>
    [HttpAddress]
    public string Url { get; set; } = "";
}

/// <summary>A mail server.</summary>
public sealed class SmtpOptions : IValidatableObject
{
    /// <summary>Its name. Empty: none.</summary>
    public string Host { get; set; } = "";

    /// <summary>Its port.</summary>
    [Range(1, 65535)]
    public int Port { get; set; } = 587;

    /// <summary>Whether to use STARTTLS.</summary>
    public bool UseTls { get; set; } = true;

    /// <summary>The sender.</summary>
    [Mailbox]
    public string From { get; set; } = "";

    /// <summary>The receivers.</summary>
    [Mailbox]
    public string[] To { get; set; } = [];

    /// <summary>The user; empty to send without one.</summary>
    public string User { get; set; } = "";

    /// <summary>The environment variable that holds the password.</summary>
    public string PasswordVariable { get; set; } = "LEARNING_SMTP_PASSWORD";

    /// <inheritdoc />
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Host.Length > 0 && From.Length == 0)
            yield return new ValidationResult("the sender's mail address, since there is a mail server", [nameof(From)]);
        if (Host.Length > 0 && To.Length == 0)
            yield return new ValidationResult("a mail address, since there is a mail server", [$"{nameof(To)}:0"]);
    }
}
