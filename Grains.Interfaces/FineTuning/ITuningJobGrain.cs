using Orleans.Concurrency;

namespace LearningActors.FineTuning;

/// <summary>One job, from the files to the model. Key: its id, such as <c>job-4fa2c1d0-1</c>.</summary>
/// <remarks>A reminder drives it each minute; what a crash interrupts goes on from what was written.</remarks>
[Alias("ITuningJobGrain")]
public interface ITuningJobGrain : IGrainWithStringKey
{
    /// <summary>Begins; only for <see cref="IFineTuningGrain"/>. Beginning again changes nothing.</summary>
    [Alias("Begin"), ResponseTimeout("00:02:00")]
    Task<TuningJob> Begin(TuningPlan plan);

    /// <summary>Where it stands; null where there never was a job of this id.</summary>
    [Alias("Get"), AlwaysInterleave]
    Task<TuningJob?> Get();

    /// <summary>Asks for its cancellation: the provider is told so with the next step.</summary>
    [Alias("Cancel"), ResponseTimeout("00:02:00")]
    Task<TuningRefusal?> Cancel(string by, string reason);

    /// <summary>Goes on with what can be done now; answers when that is done. Its reminder does so each minute.</summary>
    [Alias("Advance"), AlwaysInterleave, ResponseTimeout("00:10:00")]
    Task<TuningJob?> Advance();
}
