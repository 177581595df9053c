using Microsoft.ML.Tokenizers;

namespace LearningActors.FineTuning;

/// <inheritdoc cref="ITokenCounter" />
internal sealed class TiktokenCounter : ITokenCounter
{
    private readonly Lazy<Tokenizer> _tokenizer = new(() => TiktokenTokenizer.CreateForEncoding("cl100k_base"));

    public int Count(string text) => _tokenizer.Value.CountTokens(text);
}
