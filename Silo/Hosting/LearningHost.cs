using System.Net.Sockets;
using LearningActors.Configuration;
using NodaTime;

namespace LearningActors.Hosting;

/// <summary>The service, or the part of it that this process is: the API, the grains, or both.</summary>
public sealed class LearningHost : IAsyncDisposable
{
    private readonly IGrainHosting _grains;
    private bool _disposed;

    private LearningHost(WebApplication application, IGrainHosting grains) => (Application, _grains) = (application, grains);

    /// <summary>The web application, built and not started.</summary>
    public WebApplication Application { get; }

    /// <summary>The keys that this host begins with; null for a front end, whose keys are those of the silos.</summary>
    public ServiceKeys? Keys => _grains.Keys;

    /// <summary>Opens the page on which the first admin chooses a name and a password; null where there is an admin.</summary>
    public string? FirstAdminToken => _grains.FirstAdminToken;

    /// <summary>No other host was left on the database when this one was disposed.</summary>
    public bool WasLast => _grains.WasLast;

    /// <summary>Checks the configuration, opens the database as the role wants it, and builds the application.</summary>
    /// <param name="settings">Where, on what and as what.</param>
    /// <param name="connectionString">The database.</param>
    /// <param name="environment">Keys and the variables of models and telemetry.</param>
    /// <param name="configure">Replaces services, in tests and measurements.</param>
    /// <exception cref="OperatorException">Something that the operator can mend.</exception>
    public static async Task<LearningHost> BuildAsync(
        ServiceSettings settings,
        string connectionString,
        Func<string, string?> environment,
        Action<WebApplicationBuilder>? configure = null
    )
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        IGrainHosting grains =
            settings.Role == HostRole.Api
                ? new RemoteGrains(settings, connectionString)
                : new OwnGrains(settings, connectionString, environment);
        try
        {
            var telemetry = Variables.Read(new TelemetryVariables(), environment);
            builder.Services.AddSingleton(TimeProvider.System);
            builder.Services.AddSingleton<IClock>(SystemClock.Instance);
            grains.AddTo(builder, telemetry);
            builder.WebHost.UseUrls(settings.Url.ToString());
            builder.WebHost.ConfigureKestrel(LearningApi.ConfigureKestrel);
            // Certificates and further addresses come from the section Kestrel, as in any host of ASP.NET Core.
            builder.WebHost.UseKestrelHttpsConfiguration();
            configure?.Invoke(builder);
            var options = ServiceOptions.Read(builder.Configuration, environment);
            Telemetry.AddTo(builder, telemetry);
            var sessionKey = await grains.OpenAsync(builder, options);
            var application = settings.Role == HostRole.Silo ? BuildHealth(builder) : BuildApi(builder, sessionKey, options, settings);
            grains.Built(application);
            return new LearningHost(application, grains);
        }
        catch
        {
            await grains.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts, and returns when the service takes requests: for a front end, when a silo has answered.</summary>
    /// <returns>False when it was asked to stop before.</returns>
    /// <exception cref="OperatorException">It can't listen where it is told to.</exception>
    internal async Task<bool> TryStartAsync()
    {
        var stopping = Application.Lifetime.ApplicationStopping;
        try
        {
            await Application.StartAsync(stopping);
            return true;
        }
        catch (Exception) when (stopping.IsCancellationRequested)
        {
            return false;
        }
        catch (Exception exception) when (SocketErrorOf(exception) is { } socket)
        {
            throw new OperatorException(
                $"An address or port was taken while this process started: {socket.Message}. Start it again, or see LEARNING_URL.",
                exception
            );
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (_disposed)
            return;
        _disposed = true;
        await Application.DisposeAsync();
        await _grains.DisposeAsync();
    }

    private static SocketException? SocketErrorOf(Exception? exception)
    {
        for (var cause = exception; cause is not null; cause = cause.InnerException)
        {
            if (
                cause is SocketException socket
                && socket.SocketErrorCode is SocketError.AddressAlreadyInUse or SocketError.AddressNotAvailable or SocketError.AccessDenied
            )
                return socket;
        }

        return null;
    }

    private static WebApplication BuildApi(
        WebApplicationBuilder builder,
        byte[] sessionKey,
        ServiceOptions options,
        ServiceSettings settings
    )
    {
        var api = options.Api;
        builder.Services.AddLearningApi(
            new LearningApiOptions
            {
                SessionKey = sessionKey,
                RequestsPerMinute = api.RequestsPerMinute,
                MaxImportBytes = api.MaxImportBytes,
                // What is archived takes no more.
                MaxBackfillDays = Math.Min(api.MaxBackfillDays, options.Retention.FactsDays ?? int.MaxValue),
                TrustedProxies = Networks.Read(settings.TrustedProxy),
                ProxyUserHeader = settings.ProxyUserHeader,
                PageOrigins = [.. api.PageOrigins.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)],
            }
        );
        var application = builder.Build();
        application.UseLearningApi();
        return application;
    }

    private static WebApplication BuildHealth(WebApplicationBuilder builder)
    {
        builder.Services.AddLearningHealth();
        var application = builder.Build();
        application.UseLearningHealth();
        return application;
    }
}
