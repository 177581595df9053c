using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LearningActors.Dashboard;

/// <summary>The files of the dashboard and of the guide.</summary>
internal static class DashboardEndpoints
{
    internal const string Path = "/dashboard";

    /// <summary>Serves the dashboard from a folder; where it was not built, the page to try the API stands in for it.</summary>
    internal static void UseDashboard(this WebApplication application, string folder, bool isBuilt)
    {
        application.MapGet("/", () => TypedResults.Redirect(isBuilt ? $"{Path}/" : "/docs/")).AllowAnonymous().ExcludeFromDescription();
        if (isBuilt)
            DashboardFiles.In(folder).MapTo(application, Path);
    }

    /// <summary>Serves the guide from a folder, where it was built.</summary>
    internal static void UseGuide(this WebApplication application, string folder, bool isBuilt)
    {
        if (isBuilt)
            GuideFiles.In(folder).MapTo(application);
    }
}
