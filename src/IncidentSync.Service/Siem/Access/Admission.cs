using IncidentSync.Service.Siem.Clients;

namespace IncidentSync.Service.Siem.Access;

/// <summary>Whose call it is, as its bearer token says.</summary>
internal abstract record Admission
{
    private Admission()
    {
    }

    /// <summary>A client's.</summary>
    public sealed record Granted(SiemClient Client) : Admission;

    /// <summary>Nobody's who is believed.</summary>
    public sealed record Unknown : Admission;

    /// <summary>Somebody's who is believed, and may not.</summary>
    public sealed record Forbidden(string Why) : Admission;
}
