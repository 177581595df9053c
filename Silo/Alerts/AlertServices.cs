namespace LearningActors.Alerts;

/// <summary>What the grains of alerts need.</summary>
internal static class AlertServices
{
    internal static IServiceCollection AddAlerts(this IServiceCollection services) =>
        services.AddSingleton<IAlertLedger, PostgresAlertLedger>().AddSingleton<INotifier, LogNotifier>();

    /// <summary>Adds the notifiers that are configured.</summary>
    /// <param name="services">The services.</param>
    /// <param name="options">Where alerts go.</param>
    /// <param name="environment">Holds the password of the mail server.</param>
    internal static IServiceCollection AddNotifiers(
        this IServiceCollection services,
        NotifierOptions options,
        Func<string, string?> environment
    )
    {
        if (options.Webhook.Url.Length > 0)
            services.AddSingleton<INotifier>(_ => new WebhookNotifier(options.Webhook));
        if (options.Smtp.Host.Length > 0)
            services.AddSingleton<INotifier>(_ => new SmtpNotifier(options.Smtp, environment(options.Smtp.PasswordVariable)));
        return services;
    }
}
