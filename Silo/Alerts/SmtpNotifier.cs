using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace LearningActors.Alerts;

/// <summary>Sends alerts as mail. The Message-ID follows from the alert's id, so that a second copy is seen as one.</summary>
internal sealed class SmtpNotifier(SmtpOptions options, string? password) : INotifier
{
    private const int TlsFromTheStart = 465;

    public string Name => "smtp";

    public async Task SendAsync(Alert alert, DateTimeOffset raisedAt, CancellationToken cancellationToken)
    {
        using var message = Write(alert, raisedAt);
        using var client = new SmtpClient();
        await client.ConnectAsync(options.Host, options.Port, Security, cancellationToken);
        if (options.User.Length > 0)
            await client.AuthenticateAsync(options.User, password ?? "", cancellationToken);
        await client.SendAsync(message, cancellationToken);
        await client.DisconnectAsync(quit: true, cancellationToken);
    }

    /// <summary>With TLS never without it: a server that does not offer it gets nothing.</summary>
    private SecureSocketOptions Security =>
        !options.UseTls ? SecureSocketOptions.None
        : options.Port == TlsFromTheStart ? SecureSocketOptions.SslOnConnect
        : SecureSocketOptions.StartTls;

    private MimeMessage Write(Alert alert, DateTimeOffset raisedAt)
    {
        var message = new MimeMessage
        {
            Subject = $"[LearningActors] {alert.Subject}",
            MessageId = $"{Convert.ToHexStringLower(System.Text.Encoding.UTF8.GetBytes(alert.Id))}@learningactors",
            Body = new TextPart("plain")
            {
                Text =
                    $"{alert.Message}\n\nRaised at {raisedAt.UtcDateTime:yyyy-MM-dd HH:mm} UTC. Acknowledge it on the page Alerts, or: "
                    + "POST "
                    + $"/api/admin/alerts/acknowledge with the id {alert.Id}\n",
            },
        };
        message.From.Add(MailboxAddress.Parse(options.From));
        message.To.AddRange(options.To.Select(MailboxAddress.Parse));
        return message;
    }
}
