namespace IncidentSync.Service.Configuration;

/// <summary>Whom a grant is for.</summary>
internal enum GranteeKind
{
    /// <summary>Whoever has that object id (<c>oid</c>).</summary>
    User,

    /// <summary>Whoever is in that group (<c>groups</c>).</summary>
    Group,

    /// <summary>That application by itself (<c>azp</c>), and no person who signs in through it.</summary>
    App,

    /// <summary>Everybody of the tenant.</summary>
    Tenant,
}
