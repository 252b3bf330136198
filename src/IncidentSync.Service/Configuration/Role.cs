namespace IncidentSync.Service.Configuration;

/// <summary>What an app role of a token, or a grant of the configuration, lets somebody do.</summary>
internal enum Role
{
    /// <summary>See.</summary>
    Read,

    /// <summary>See and act.</summary>
    Operate,

    /// <summary>See, and let an act of another happen.</summary>
    Approve,

    /// <summary>Wake the readers, and see nothing.</summary>
    Hint,
}

/// <summary>Which role is good for which.</summary>
/// <remarks>
/// <code>
/// | held    | Read | Operate | Approve | Hint |
/// |---------|------|---------|---------|------|
/// | Read    | yes  |         |         |      |
/// | Operate | yes  | yes     |         |      |
/// | Approve | yes  |         | yes     |      |
/// | Hint    |      |         |         | yes  |
/// </code>
/// </remarks>
internal static class Roles
{
    public static bool Includes(this Role held, Role needed) =>
        held == needed || (needed == Role.Read && held is Role.Operate or Role.Approve);
}
