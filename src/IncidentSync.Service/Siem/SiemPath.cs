namespace IncidentSync.Service.Siem;

/// <summary>What of the SIEM's API a path names.</summary>
internal enum SiemPlace
{
    Detections,
    Events,
    Token,
    SignIn,
}

/// <summary>A path as clients write it: in any case, with slashes doubled or at its end.</summary>
/// <param name="Place">What it names.</param>
/// <param name="Tenant">The tenant before it; empty where there is none.</param>
internal sealed record SiemPath(SiemPlace Place, string Tenant = "")
{
    /// <returns>Null when the path is another's.</returns>
    public static SiemPath? Of(PathString path)
    {
        var segments = (path.Value ?? "").Split('/', StringSplitOptions.RemoveEmptyEntries);
        return Array.ConvertAll(segments, segment => segment.ToLowerInvariant()) switch
        {
            ["api", "alerts" or "alert"] => new SiemPath(SiemPlace.Detections),
            ["api", "v1", "siem", "alerts"] => new SiemPath(SiemPlace.Events),
            [var tenant, "oauth2", "token"] => new SiemPath(SiemPlace.Token, tenant),
            [var tenant, "oauth2", "v2.0", "token"] => new SiemPath(SiemPlace.Token, tenant),
            [_, "oauth2", "authorize"] or [_, "oauth2", "v2.0", "authorize"] => new SiemPath(SiemPlace.SignIn),
            _ => null,
        };
    }
}
