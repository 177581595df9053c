using System.Collections.Immutable;

namespace LearningActors.FineTuning;

/// <summary>Which part of a dataset an example belongs to.</summary>
[GenerateSerializer, Alias("DatasetSplit")]
public enum DatasetSplit
{
    /// <summary>A model is trained on it.</summary>
    Train,

    /// <summary>Held out, in every version: no model ever sees it in training.</summary>
    Test,
}

/// <summary>Why an explanation with five stars is not in the dataset. Each is refused for the first of these that holds.</summary>
[GenerateSerializer, Alias("RowRefusal")]
public enum RowRefusal
{
    /// <summary>The words are a fallback: not of the prompt and model that they count for.</summary>
    Fallback,

    /// <summary>Only votes without a session gave it five stars; they can't be told apart.</summary>
    Anonymous,

    /// <summary>Who gave five stars found it not helpful.</summary>
    NotHelpful,

    /// <summary>Another session gave three stars or fewer, or found it not helpful.</summary>
    Disputed,

    /// <summary>Votes may still come that dispute it.</summary>
    TooYoung,

    /// <summary>Its prompt version is not in the catalog, so that nobody knows what the model was told.</summary>
    UnknownPrompt,

    /// <summary>It breaks a guardrail of today.</summary>
    Guardrails,

    /// <summary>It has more tokens than an example may have.</summary>
    TooLong,

    /// <summary>An earlier explanation has nearly the same inputs.</summary>
    DuplicateInput,

    /// <summary>An earlier explanation says nearly the same.</summary>
    DuplicateText,

    /// <summary>Its ticker or its signal has its share of examples.</summary>
    Balance,

    /// <summary>The dataset is full; newer ones are preferred.</summary>
    Surplus,
}

/// <summary>An example of a dataset.</summary>
/// <param name="Split">Train or test.</param>
/// <param name="Ordinal">Its line in the file of the split, from 0.</param>
/// <param name="ExplanationId">The explanation that it was made of.</param>
/// <param name="Ticker">The symbol.</param>
/// <param name="Signal">The signal.</param>
/// <param name="PromptVersion">The prompt that led to it.</param>
/// <param name="Tokens">Tokens, as counted here.</param>
/// <param name="Line">The line of the file: a JSON object with <c>messages</c>.</param>
[GenerateSerializer, Immutable, Alias("TuningExample")]
public sealed record TuningExample(
    DatasetSplit Split,
    int Ordinal,
    Guid ExplanationId,
    string Ticker,
    SignalType Signal,
    string PromptVersion,
    int Tokens,
    string Line
);

/// <summary>What a split is made of.</summary>
/// <param name="Split">Train or test.</param>
/// <param name="Examples">Lines.</param>
/// <param name="Tokens">Tokens of all lines.</param>
/// <param name="Bytes">Length of the file.</param>
/// <param name="Sha256">Hash of the file, in hexadecimal digits.</param>
[GenerateSerializer, Immutable, Alias("SplitFigures")]
public sealed record SplitFigures(DatasetSplit Split, int Examples, long Tokens, long Bytes, string Sha256);

/// <summary>Answers of a signal or ticker.</summary>
/// <param name="Name">The signal, or the ticker.</param>
/// <param name="Examples">Examples in both splits, or answers that were refused.</param>
[GenerateSerializer, Immutable, Alias("GroupCount")]
public sealed record GroupCount(string Name, int Examples);

/// <summary>What a dataset is made of.</summary>
/// <param name="Hash">Follows from the lines of both splits: equal facts have equal hashes. Hexadecimal digits.</param>
/// <param name="Splits">Train, then test.</param>
/// <param name="Signals">Examples by signal.</param>
/// <param name="Tickers">Examples by ticker: the twenty most frequent.</param>
[GenerateSerializer, Immutable, Alias("DatasetFigures")]
public sealed record DatasetFigures(
    string Hash,
    ImmutableArray<SplitFigures> Splits,
    ImmutableArray<GroupCount> Signals,
    ImmutableArray<GroupCount> Tickers
)
{
    /// <summary>Examples in both splits.</summary>
    public int Examples => Splits.Sum(split => split.Examples);

    /// <summary>The figures of a split.</summary>
    public SplitFigures Of(DatasetSplit split) => Splits.Single(one => one.Split == split);
}

/// <summary>A dataset that was stored to train on. It never changes.</summary>
/// <param name="Figures">What it is made of.</param>
/// <param name="Number">Counts the datasets, from 1.</param>
/// <param name="CreatedAt">UTC.</param>
/// <param name="CreatedBy">Who started the job, or the cycle.</param>
/// <param name="NewExamples">Examples to train on that the dataset before did not have.</param>
[GenerateSerializer, Immutable, Alias("TuningDataset")]
public sealed record TuningDataset(DatasetFigures Figures, int Number, DateTimeOffset CreatedAt, string CreatedBy, int NewExamples);
