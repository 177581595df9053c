using System.Net.Mail;
using LearningActors.Hosting;

namespace LearningActors.Alerts;

/// <summary>Where alerts go: section <c>Notifiers</c> of the configuration. The log always gets them.</summary>
public sealed class NotifierOptions
{
    /// <summary>An HTTP endpoint that takes alerts as JSON.</summary>
    public WebhookOptions Webhook { get; set; } = new();

    /// <summary>A mail server.</summary>
    public SmtpOptions Smtp { get; set; } = new();

    /// <summary>Checks what is given.</summary>
    /// <exception cref="OperatorException">Something can't be used.</exception>
    internal void Validate()
    {
        if (Webhook.Url.Length > 0 && !(Uri.TryCreate(Webhook.Url, UriKind.Absolute, out var url) && url.Scheme is "http" or "https"))
            throw new OperatorException($"Notifiers:Webhook:Url is '{Webhook.Url}'; expected an address such as https://host/alerts.");
        if (Smtp.Host.Length == 0)
            return;
        if (Smtp.Port is < 1 or > 65535)
            throw new OperatorException($"Notifiers:Smtp:Port is {Smtp.Port}; expected a port from 1 to 65535.");
        if (!MailAddress.TryCreate(Smtp.From, out _))
            throw new OperatorException($"Notifiers:Smtp:From is '{Smtp.From}'; expected a mail address.");
        if (Smtp.To.Length == 0 || Smtp.To.Any(to => !MailAddress.TryCreate(to, out _)))
            throw new OperatorException($"Notifiers:Smtp:To is '{string.Join(", ", Smtp.To)}'; expected one mail address or more.");
    }
}

/// <summary>An HTTP endpoint that takes alerts as JSON.</summary>
public sealed class WebhookOptions
{
    /// <summary>Its address. Empty: none.</summary>
    public string Url { get; set; } = "";
}

/// <summary>A mail server.</summary>
public sealed class SmtpOptions
{
    /// <summary>Its name. Empty: none.</summary>
    public string Host { get; set; } = "";

    /// <summary>Its port.</summary>
    public int Port { get; set; } = 587;

    /// <summary>Whether to use STARTTLS.</summary>
    public bool UseTls { get; set; } = true;

    /// <summary>The sender.</summary>
    public string From { get; set; } = "";

    /// <summary>The receivers.</summary>
    public string[] To { get; set; } = [];

    /// <summary>The user; empty to send without one.</summary>
    public string User { get; set; } = "";

    /// <summary>The environment variable that holds the password.</summary>
    public string PasswordVariable { get; set; } = "LEARNING_SMTP_PASSWORD";
}
