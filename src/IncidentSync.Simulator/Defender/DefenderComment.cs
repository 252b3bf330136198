namespace IncidentSync.Simulator.Defender;

/// <summary>A comment has no id and cannot be edited or deleted.</summary>
internal sealed record DefenderComment(string Text, string CreatedByDisplayName, DateTimeOffset CreatedDateTime)
{
    /// <summary>One that an edit brings along: the portal signs and stamps it.</summary>
    public static DefenderComment Unsigned(string text) => new(text, "", default);

    public DefenderComment SignedBy(string author, DateTimeOffset at) =>
        CreatedByDisplayName.Length > 0 ? this : this with { CreatedByDisplayName = author, CreatedDateTime = at };
}
