using Orleans.Concurrency;

namespace LearningActors.Prompts;

/// <summary>
/// Says which prompt a signal uses: its champion, the holdout after a promotion, and the split of the experiment that has the
/// signal. Key: the signal as text, such as <c>BUY</c>.
/// </summary>
/// <remarks>Every command can be repeated: experiments send theirs until they are answered.</remarks>
[Alias("IChampionGrain")]
public interface IChampionGrain : IGrainWithStringKey
{
    /// <summary>How units are assigned now.</summary>
    [Alias("GetRouting"), AlwaysInterleave]
    Task<PromptRouting> GetRouting();

    /// <summary>The champion, how it came to be, and which experiment has the signal.</summary>
    [Alias("Get"), AlwaysInterleave]
    Task<ChampionStatus> Get();

    /// <summary>Gives the signal to a new experiment under the next number, which is never given again. One has it at a time.</summary>
    /// <param name="champion">The champion that the experiment is planned against.</param>
    [Alias("Claim")]
    Task<ClaimAnswer> Claim(string champion);

    /// <summary>Sets how units fall on the arms of the experiment that has the signal. A revision that is not newer does nothing.</summary>
    /// <returns>False where the experiment does not have the signal.</returns>
    [Alias("SetSplit")]
    Task<bool> SetSplit(ExperimentClaim claim);

    /// <summary>
    /// Takes the signal back from an experiment, with what its end means for the champion. An experiment that does not have the signal
    /// gave it back before, and changes nothing.
    /// </summary>
    [Alias("Release")]
    Task Release(ExperimentEnd end);

    /// <summary>Makes the champion before an experiment's promotion the champion again. Once for each experiment.</summary>
    [Alias("Rollback")]
    Task<RollbackAnswer> Rollback(PromotionRollback rollback);

    /// <summary>Ends the holdout after the promotion of an experiment: the promotion stands.</summary>
    [Alias("EndHoldout")]
    Task EndHoldout(string experimentId);
}
