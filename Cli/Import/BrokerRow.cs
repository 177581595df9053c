using System.Text.Json.Nodes;

namespace LearningActors.Cli.Import;

/// <summary>A row of a broker's file: an execution as the API takes it, a movement of cash, or the reason why it is neither.</summary>
/// <param name="Line">Its line in the file, from 2 on.</param>
/// <param name="Execution">The execution.</param>
/// <param name="Cash">What moved cash, in words.</param>
/// <param name="Unusable">Why it can't be used.</param>
public sealed record BrokerRow(int Line, JsonObject? Execution, string? Cash, string? Unusable);
