using System.ClientModel;
using System.ClientModel.Primitives;
using System.Text;
using OpenAI;
using OpenAI.Chat;
using Polly;
using Polly.CircuitBreaker;

namespace LearningActors.Models;

/// <summary>
/// A model behind an OpenAI-compatible API. After repeated failures it is left alone for a while, so that callers do not wait
/// for it.
/// </summary>
internal sealed class OpenAiModel : ILanguageModel
{
    private readonly ModelOptions _options;
    private readonly ChatClient _client;
    private readonly ChatClient _patientClient;
    private readonly ResiliencePipeline _breaker;
    private readonly TimeProvider _time;
    private volatile bool _refusesSchemas;

    internal OpenAiModel(string name, string key, ModelOptions options, TimeProvider time)
    {
        _time = time;
        (Name, _options) = (name, options);
        _client = Client(key, options.Timeout);
        _patientClient = Client(key, options.PatientTimeout);
        _breaker = new ResiliencePipelineBuilder()
            .AddCircuitBreaker(
                new CircuitBreakerStrategyOptions
                {
                    FailureRatio = 0.9,
                    MinimumThroughput = 5,
                    SamplingDuration = TimeSpan.FromSeconds(30),
                    BreakDuration = TimeSpan.FromSeconds(15),
                    ShouldHandle = new PredicateBuilder().Handle<ModelFailedException>(failed =>
                        !failed.IsOfHaste && failed.Reason is ModelFailedException.Timeout or "unavailable"
                    ),
                }
            )
            .Build();
    }

    public string Name { get; }

    public decimal MaxCostUsd(ModelCall call) =>
        _options.CostUsd(
            Encoding.UTF8.GetByteCount(call.Instructions)
                + Encoding.UTF8.GetByteCount(call.Input)
                + Encoding.UTF8.GetByteCount(call.Schema?.Json ?? ""),
            call.MaxTokens
        );

    public async Task<Completion> CompleteAsync(ModelCall call, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        if (call.TimeLimit is { } timeLimit)
            limit.CancelAfter(timeLimit);
        var began = _time.GetTimestamp();
        try
        {
            var completion = await _breaker.ExecuteAsync(async token => await AskAsync(call, limit.Token, token), cancellationToken);
            LearningMeter.ModelAnswered(
                Name,
                _options.Model,
                _time.GetElapsedTime(began),
                completion.PromptTokens,
                completion.CompletionTokens,
                completion.CostUsd
            );
            return completion;
        }
        catch (ModelFailedException failed)
        {
            LearningMeter.ModelFailed(Name, _options.Model, _time.GetElapsedTime(began), failed.Reason);
            throw;
        }
        catch (BrokenCircuitException exception)
        {
            LearningMeter.ModelFailed(Name, _options.Model, _time.GetElapsedTime(began), "circuit_open");
            throw new ModelFailedException("unavailable:circuit_open", exception) { IsFree = true };
        }
    }

    private ChatClient Client(string key, TimeSpan timeout) =>
        new(
            _options.Model,
            new ApiKeyCredential(key),
            new OpenAIClientOptions
            {
                Endpoint = new Uri(_options.BaseAddress),
                NetworkTimeout = timeout,
                RetryPolicy = new ClientRetryPolicy(_options.Retries),
            }
        );

    /// <param name="call">What to ask.</param>
    /// <param name="withinLimit">Ends the attempts when the caller has cancelled, or the call's time limit is reached.</param>
    /// <param name="cancellationToken">The caller's.</param>
    private async Task<Completion> AskAsync(ModelCall call, CancellationToken withinLimit, CancellationToken cancellationToken)
    {
        try
        {
            var result = await AskInFormatAsync(call, withinLimit);
            var completion = result.Value;
            // Servers that are compatible have said -1 for what they do not know.
            var (sent, written) = (
                Math.Max(0, completion.Usage?.InputTokenCount ?? 0),
                Math.Max(0, completion.Usage?.OutputTokenCount ?? 0)
            );
            var text = string.Concat(completion.Content.Select(part => part.Text));
            return new Completion(text, sent, written, _options.CostUsd(sent, written));
        }
        catch (Exception exception) when (cancellationToken.IsCancellationRequested)
        {
            // However the client wraps it: that a caller has gone says nothing of the model.
            throw new OperationCanceledException("The caller has cancelled.", exception, cancellationToken);
        }
        catch (ClientResultException exception) when (exception.Status is >= 400 and < 500 and not 408 and not 429)
        {
            throw new ModelFailedException($"refused:{exception.Status}", exception) { IsFree = true };
        }
        catch (Exception exception) when (IsTimeout(exception) || withinLimit.IsCancellationRequested)
        {
            throw new ModelFailedException(ModelFailedException.Timeout, exception) { IsOfHaste = call.TimeLimit < _options.Timeout / 4 };
        }
        catch (Exception exception) when (exception is ClientResultException or HttpRequestException or AggregateException or IOException)
        {
            throw new ModelFailedException("unavailable", exception) { IsFree = WasNotServed(exception) };
        }
        catch (Exception exception)
            when (exception
                    is System.Text.Json.JsonException
                        or InvalidOperationException
                        or FormatException
                        or ArgumentException
                        or KeyNotFoundException
            )
        {
            throw new ModelFailedException("invalid_response", exception);
        }
    }

    /// <summary>
    /// Asks for an answer that keeps to the schema. Servers of this API that know no schemas refuse the request: those are asked
    /// for any JSON object, from then on at once.
    /// </summary>
    private async Task<ClientResult<ChatCompletion>> AskInFormatAsync(ModelCall call, CancellationToken cancellationToken)
    {
        if (call.Schema is not { } schema || _refusesSchemas)
            return await SendAsync(call, ChatResponseFormat.CreateJsonObjectFormat(), cancellationToken);
        try
        {
            var format = ChatResponseFormat.CreateJsonSchemaFormat(
                schema.Name,
                BinaryData.FromString(schema.Json),
                jsonSchemaIsStrict: true
            );
            return await SendAsync(call, format, cancellationToken);
        }
        catch (ClientResultException exception) when (exception.Status is 400 or 422 or 501)
        {
            var answer = await SendAsync(call, ChatResponseFormat.CreateJsonObjectFormat(), cancellationToken);
            _refusesSchemas = true;
            return answer;
        }
    }

    private Task<ClientResult<ChatCompletion>> SendAsync(ModelCall call, ChatResponseFormat format, CancellationToken cancellationToken) =>
        (call.IsPatient ? _patientClient : _client).CompleteChatAsync(
            [new SystemChatMessage(call.Instructions), new UserChatMessage(call.Input)],
            new ChatCompletionOptions { ResponseFormat = format, MaxOutputTokenCount = call.MaxTokens },
            cancellationToken
        );

    /// <summary>No attempt was answered with anything but an error of HTTP, or reached the server at all.</summary>
    private static bool WasNotServed(Exception exception) =>
        exception switch
        {
            ClientResultException { Status: >= 400 } => true,
            HttpRequestException
            {
                HttpRequestError: HttpRequestError.ConnectionError
                    or HttpRequestError.NameResolutionError
                    or HttpRequestError.SecureConnectionError,
            } => true,
            AggregateException all => all.InnerExceptions.All(WasNotServed),
            { InnerException: { } inner } => WasNotServed(inner),
            _ => false,
        };

    /// <summary>The client wraps what each attempt met into one exception.</summary>
    private static bool IsTimeout(Exception exception) =>
        exception switch
        {
            OperationCanceledException or TimeoutException => true,
            AggregateException all => all.InnerExceptions.All(IsTimeout),
            _ => false,
        };
}
