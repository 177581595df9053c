using System.ComponentModel.DataAnnotations;

namespace LearningActors.FineTuning;

/// <summary>When models are tuned, on what, and what that may cost: section <c>FineTuning</c> of the configuration.</summary>
public sealed class FineTuningOptions
{
    /// <summary>The name of <c>Models</c> whose API takes files and jobs.</summary>
    public string Endpoint { get; set; } = "fine-tuned";

    /// <summary>The name of <c>Models</c> whose API, time-outs and prices serve tuned models; empty: the same.</summary>
    public string Serving { get; set; } = "";

    /// <summary>The model that is trained further.</summary>
    public string BaseModel { get; set; } = "llama-2-7b-chat";

    /// <summary>Stands in the names of models at the provider: 1 to 20 small letters, digits or hyphens.</summary>
    [RegularExpression("[a-z0-9-]{1,20}", ErrorMessage = "1 to 20 small letters, digits or hyphens")]
    public string Suffix { get; set; } = "desk";

    /// <summary>Examples that a job needs.</summary>
    [Range(10, 1_000_000)]
    public int Threshold { get; set; } = 500;

    /// <summary>Examples to train on that the dataset before did not have, before the cycle starts another job.</summary>
    [Range(1, 1_000_000)]
    public int MinNewExamples { get; set; } = 100;

    /// <summary>Examples of a dataset at most; the newest are taken.</summary>
    [Range(20, 100_000)]
    public int MaxExamples { get; set; } = 20_000;

    /// <summary>Tokens of an example at most: the length that the base model reads.</summary>
    [Range(100, 1_000_000)]
    public int MaxExampleTokens { get; set; } = 4096;

    /// <summary>Bytes of a file at most, as the provider takes it.</summary>
    [Range(1_000, 2_000_000_000)]
    public int MaxFileBytes { get; set; } = 512 * 1024 * 1024;

    /// <summary>The largest part of the examples that one ticker gives; more where there are few tickers.</summary>
    [Range(0.01, 1.0)]
    public double MaxTickerShare { get; set; } = 0.2;

    /// <summary>The largest part of the examples that one signal gives.</summary>
    [Range(0.34, 1.0)]
    public double MaxSignalShare { get; set; } = 0.5;

    /// <summary>Days after an explanation until its votes count as settled.</summary>
    [Range(0, 90)]
    public int SettleDays { get; set; } = 5;

    /// <summary>How often each example is trained on.</summary>
    [Range(1, 50)]
    public int Epochs { get; set; } = 3;

    /// <summary>What all jobs of a UTC month may cost, USD; one that runs counts with the most that it may cost.</summary>
    [Range(0.0, 1_000_000.0)]
    public decimal MonthlyBudgetUsd { get; set; } = 25m;

    /// <summary>USD for a million tokens that are trained on.</summary>
    [Range(0.0, 10_000.0)]
    public decimal TrainingUsdPerMillionTokens { get; set; } = 0.50m;

    /// <summary>Held-out examples that a model is asked for before it gets traffic.</summary>
    [Range(1, 1000)]
    public int SmokeExamples { get; set; } = 20;

    /// <summary>The part of the answers that has to be sound.</summary>
    [Range(0.0, 1.0)]
    public double SmokeMinSound { get; set; } = 0.9;

    /// <summary>How long 95 % of the answers may take.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:10:00")]
    public TimeSpan SmokeMaxLatency { get; set; } = TimeSpan.FromSeconds(8);

    /// <summary>The relative improvement of the positive share that a switch needs, a fraction.</summary>
    [Range(0.0, 10.0)]
    public double RequiredLift { get; set; } = 0.10;
}
