namespace IncidentSync.Service.Admin.Answers;

/// <summary>Where the admin API stands.</summary>
internal static class ApiRoute
{
    public const string Root = "/api/v1";
}
