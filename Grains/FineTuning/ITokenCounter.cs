namespace LearningActors.FineTuning;

/// <summary>Counts the tokens of a text.</summary>
public interface ITokenCounter
{
    /// <summary>Tokens of the text, by OpenAI's vocabulary <c>cl100k_base</c>; other models have some more.</summary>
    int Count(string text);
}
