using System.Net;
using System.Net.Mail;

namespace LearningActors.Alerts;

/// <summary>Sends alerts as mail. The Message-ID follows from the alert's id, so that a second copy is seen as one.</summary>
internal sealed class SmtpNotifier(SmtpOptions options, string? password) : INotifier
{
    public string Name => "smtp";

    public async Task SendAsync(Alert alert, DateTimeOffset raisedAt, CancellationToken cancellationToken)
    {
        using var client = new SmtpClient(options.Host, options.Port) { EnableSsl = options.UseTls };
        if (options.User.Length > 0)
            client.Credentials = new NetworkCredential(options.User, password);
        using var message = new MailMessage { From = new MailAddress(options.From), Subject = $"[LearningActors] {alert.Subject}" };
        foreach (var to in options.To)
            message.To.Add(to);
        message.Headers.Add("Message-ID", $"<{Convert.ToHexStringLower(System.Text.Encoding.UTF8.GetBytes(alert.Id))}@learningactors>");
        message.Body =
            $"{alert.Message}\n\nRaised at {raisedAt.UtcDateTime:yyyy-MM-dd HH:mm} UTC. Acknowledge it: POST "
            + $"/api/admin/alerts/acknowledge with the id {alert.Id}\n";
        await client.SendMailAsync(message, cancellationToken);
    }
}
