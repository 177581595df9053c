using System.Collections.Immutable;
using Orleans.CodeGeneration;
using Orleans.Concurrency;

namespace LearningActors.Prompts;

/// <summary>Every prompt version there ever was, and the only one who adds to them. Key: <c>catalog</c>.</summary>
[Alias("IPromptCatalogGrain"), Version(1)]
public interface IPromptCatalogGrain : IGrainWithStringKey
{
    /// <summary>The only key.</summary>
    const string Key = "catalog";

    /// <summary>The versions, oldest first.</summary>
    [Alias("List"), AlwaysInterleave]
    Task<ImmutableArray<PromptRecord>> List();

    /// <summary>A part of the versions.</summary>
    [Alias("ListPart"), AlwaysInterleave]
    Task<ListPart<PromptRecord>> List(PromptFilter filter, ListRequest<PromptSort> request);

    /// <summary>A part of the generations.</summary>
    /// <param name="signal">Of this signal; null for all.</param>
    /// <param name="request">Which part.</param>
    [Alias("ListGenerations"), AlwaysInterleave]
    Task<ListPart<PromptGeneration>> ListGenerations(SignalType? signal, ListRequest<GenerationSort> request);

    /// <summary>Calls to the model whose answer has not come, oldest first.</summary>
    [Alias("GetUnansweredCalls"), AlwaysInterleave]
    Task<ImmutableArray<PromptCall>> GetUnansweredCalls();

    /// <summary>What this UTC month's generations may cost, and did.</summary>
    [Alias("GetBudget"), AlwaysInterleave]
    Task<GenerationBudget> GetBudget();

    /// <summary>Adds a prompt that a person wrote.</summary>
    [Alias("Add")]
    Task<AddedPrompt> Add(PromptDraft draft);

    /// <summary>The words of a version for another model: a version of its own, the same one each time.</summary>
    /// <param name="signal">The signal that it is for.</param>
    /// <param name="parent">The version whose words it has.</param>
    /// <param name="model">The model's name.</param>
    /// <param name="by">Who wants it.</param>
    [Alias("AddForModel")]
    Task<PromptRecord> AddForModel(SignalType signal, string parent, string model, string by);

    /// <summary>
    /// Lets the model write variants of a champion. The same generation id generates once. It goes on when its caller has gone:
    /// the model charges for what it was asked, and who asks with the same id again gets the variants.
    /// </summary>
    [Alias("Generate"), ResponseTimeout("00:05:00")]
    Task<GenerationOutcome> Generate(GenerationRequest request);
}

/// <summary>Which versions are listed; what is null does not matter.</summary>
/// <param name="Signal">The signal that they can explain: those for all signals, too.</param>
/// <param name="Origin">Where they came from.</param>
[GenerateSerializer, Immutable, Alias("PromptFilter")]
public sealed record PromptFilter(SignalType? Signal, PromptOrigin? Origin);

/// <summary>What versions are sorted by.</summary>
[GenerateSerializer, Alias("PromptSort")]
public enum PromptSort
{
    /// <summary>The number behind <c>v1.</c></summary>
    Version,
    CreatedAt,
}

/// <summary>What generations are sorted by.</summary>
[GenerateSerializer, Alias("GenerationSort")]
public enum GenerationSort
{
    At,
}

/// <summary>Where a prompt came from.</summary>
[GenerateSerializer, Alias("PromptOrigin")]
public enum PromptOrigin
{
    /// <summary>It was there from the beginning.</summary>
    Baseline,

    /// <summary>A model wrote it.</summary>
    Generated,

    /// <summary>A person wrote it.</summary>
    Manual,

    /// <summary>The words of another version, put to a tuned model.</summary>
    Tuned,
}

/// <summary>A prompt version and its origin.</summary>
/// <param name="Prompt">The version.</param>
/// <param name="Signal">The signal that it was written for; null for all.</param>
/// <param name="Origin">Where it came from.</param>
/// <param name="Parent">The version that it was made from.</param>
/// <param name="CreatedAt">UTC.</param>
/// <param name="CreatedBy">The name of the key, or the model.</param>
/// <param name="GenerationId">The generation that made it.</param>
[GenerateSerializer, Immutable, Alias("PromptRecord")]
public sealed record PromptRecord(
    PromptVersion Prompt,
    SignalType? Signal,
    PromptOrigin Origin,
    string? Parent,
    DateTimeOffset CreatedAt,
    string CreatedBy,
    string? GenerationId
);

/// <summary>A prompt that somebody wrote.</summary>
[GenerateSerializer, Immutable, Alias("PromptDraft")]
public sealed record PromptDraft(SignalType Signal, string Text, string? Model, string CreatedBy);

/// <summary>A prompt that was added, or why not.</summary>
[GenerateSerializer, Immutable, Alias("AddedPrompt")]
public sealed record AddedPrompt(PromptRecord? Prompt, PromptRefusal? Refusal);

/// <summary>Asks for variants.</summary>
/// <param name="Id">Names the generation.</param>
/// <param name="Signal">The signal that they are for.</param>
/// <param name="Champion">The version to improve.</param>
[GenerateSerializer, Immutable, Alias("GenerationRequest")]
public sealed record GenerationRequest(string Id, SignalType Signal, string Champion);

/// <summary>What a generation brought.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Signal">The signal.</param>
/// <param name="Parent">The champion that it started from.</param>
/// <param name="At">When, UTC.</param>
/// <param name="Model">Who wrote.</param>
/// <param name="Versions">The variants that were taken.</param>
/// <param name="Refusals">Why others were not; or why there was no answer.</param>
/// <param name="CostUsd">What the model charged, USD.</param>
[GenerateSerializer, Immutable, Alias("PromptGeneration")]
public sealed record PromptGeneration(
    string Id,
    SignalType Signal,
    string Parent,
    DateTimeOffset At,
    string Model,
    ImmutableArray<string> Versions,
    ImmutableArray<string> Refusals,
    decimal CostUsd
);

/// <summary>
/// A call to the model whose answer has not come: it is under way, the model did not say whether it charges, or the process died.
/// </summary>
/// <param name="Id">A new one for each call; the budget counts it once.</param>
/// <param name="GenerationId">The generation that it was made for.</param>
/// <param name="Signal">The signal.</param>
/// <param name="At">When the model was asked, UTC.</param>
/// <param name="Model">Who was asked.</param>
/// <param name="MaxCostUsd">The most that the model can charge, USD: it counts against the month's budget.</param>
[GenerateSerializer, Immutable, Alias("PromptCall")]
public sealed record PromptCall(Guid Id, string GenerationId, SignalType Signal, DateTimeOffset At, string Model, decimal MaxCostUsd);

/// <summary>What the generations of a UTC month may cost, and did.</summary>
/// <param name="BudgetUsd">What they may cost, USD.</param>
/// <param name="SpentUsd">What they cost, USD; with what calls without an answer can cost at most.</param>
/// <param name="UnansweredUsd">The part of it that is for calls without an answer, USD.</param>
[GenerateSerializer, Immutable, Alias("GenerationBudget")]
public sealed record GenerationBudget(decimal BudgetUsd, decimal SpentUsd, decimal UnansweredUsd);

/// <summary>A generation, or why none was begun.</summary>
[GenerateSerializer, Immutable, Alias("GenerationOutcome")]
public sealed record GenerationOutcome(PromptGeneration? Generation, PromptRefusal? Refusal);
