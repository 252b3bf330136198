namespace IncidentSync.Service.Admin.Conflicts;

/// <summary>What became of an operator's decision.</summary>
internal abstract record Decision
{
    private Decision()
    {
    }

    /// <summary>It is stored; the link is planned again at once.</summary>
    public sealed record Made(HeldField Held) : Decision;

    /// <summary>It cannot be carried out.</summary>
    public sealed record Refused(string Why) : Decision;

    /// <summary>There is no such link in the scope, or the field is not held.</summary>
    public sealed record NotFound : Decision;

    /// <summary>The caller may see the link's connection and not operate it.</summary>
    public sealed record Forbidden(string Connection) : Decision;
}
