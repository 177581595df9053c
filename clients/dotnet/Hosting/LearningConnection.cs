using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace LearningActors.Client;

/// <summary>All parts of the client, for programs without a service collection.</summary>
public sealed class LearningConnection : IAsyncDisposable
{
    private readonly HttpClient _http;

    private LearningConnection(HttpClient http, LearningActorsOptions options, TimeProvider time, ILoggerFactory loggers)
    {
        _http = http;
        var caller = new ServiceCaller(http, options, time);
        Client = new LearningClient(http, options.Key, options.ReadKey ?? options.Key);
        Batcher = new LearningBatcher(caller);
        Prompts = new PromptAssigner(caller, loggers.CreateLogger<PromptAssigner>());
        Insights = new InsightAdvisor(caller, loggers.CreateLogger<InsightAdvisor>());
    }

    /// <summary>Typed requests.</summary>
    public LearningClient Client { get; }

    /// <summary>Single items, which are gathered.</summary>
    public LearningBatcher Batcher { get; }

    /// <summary>Assigns prompts; wait for its <see cref="PromptAssigner.ReadyAsync"/> first.</summary>
    public PromptAssigner Prompts { get; }

    /// <summary>Tells insights; wait for its <see cref="InsightAdvisor.ReadyAsync"/> first.</summary>
    public InsightAdvisor Insights { get; }

    /// <summary>Makes the parts; nothing is sent yet.</summary>
    /// <param name="options">Where the service is.</param>
    /// <param name="time">The clock by which ages and ends of holdouts are told; the system's where it is not given.</param>
    /// <param name="loggers">For what goes wrong in the background.</param>
    /// <exception cref="Microsoft.Extensions.Options.OptionsValidationException">An option can't be used; it is named.</exception>
    public static LearningConnection Open(LearningActorsOptions options, TimeProvider? time = null, ILoggerFactory? loggers = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        OptionsCheck.Demand(options);
        var logging = loggers ?? NullLoggerFactory.Instance;
        var addresses = new SiloAddresses(options);
        var handler = new FailoverHandler(addresses, logging.CreateLogger<FailoverHandler>())
        {
            InnerHandler = LearningActorsServices.Sockets(),
        };
        var http = new HttpClient(handler) { BaseAddress = addresses.First, Timeout = LearningActorsServices.LongestRequest };
        return new LearningConnection(http, options, time ?? TimeProvider.System, logging);
    }

    /// <summary>Drains the batcher and ends the reading.</summary>
    public async ValueTask DisposeAsync()
    {
        await Batcher.DisposeAsync().ConfigureAwait(false);
        await Prompts.DisposeAsync().ConfigureAwait(false);
        await Insights.DisposeAsync().ConfigureAwait(false);
        _http.Dispose();
    }
}
