using LearningActors.Hosting;

namespace LearningActors.Retention;

/// <summary>Where archives are.</summary>
internal static class ArchiveDirectory
{
    /// <summary>As the options say; by default within the home.</summary>
    internal static string DirectoryOf(this RetentionOptions options, ServiceSettings settings) =>
        options.Directory.Length > 0 ? options.Directory : Path.Combine(settings.Home, "archives");
}
