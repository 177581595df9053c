using System.Collections.Immutable;

namespace LearningActors.Models;

/// <summary>Joins what models are with what they did. Without effects.</summary>
internal static class ModelReporting
{
    /// <summary>Every model that is known or was used, by name.</summary>
    internal static ImmutableArray<KnownModel> Make(IReadOnlyCollection<ListedModel> listed, IReadOnlyCollection<ModelUse> uses)
    {
        var used = uses.ToLookup(use => use.Model, StringComparer.Ordinal);
        var former = used.Select(group => group.Key).Except(listed.Select(model => model.Name), StringComparer.Ordinal);
        return
        [
            .. listed
                .Select(model => new KnownModel(
                    model.Name,
                    model.ProviderModel,
                    model.ServedLike is null ? ModelOrigin.Configured : ModelOrigin.Registered,
                    model.Status,
                    model.IsPreferred,
                    model.ServedLike,
                    model.Prices,
                    Total(used[model.Name]),
                    ByPurpose(used[model.Name])
                ))
                .Concat(
                    former.Select(name => new KnownModel(
                        name,
                        null,
                        ModelOrigin.Former,
                        ModelStatus.Unknown,
                        false,
                        null,
                        null,
                        Total(used[name]),
                        ByPurpose(used[name])
                    ))
                )
                .OrderBy(model => model.Name, StringComparer.Ordinal),
        ];
    }

    private static ModelUsage Total(IEnumerable<ModelUse> uses) => uses.Aggregate(ModelUsage.None, (sum, use) => sum + use.Usage);

    private static ImmutableArray<PurposeUsage> ByPurpose(IEnumerable<ModelUse> uses) =>
        [.. uses.GroupBy(use => use.Purpose).OrderBy(group => group.Key).Select(group => new PurposeUsage(group.Key, Total(group)))];
}
