namespace IncidentSync.Core.Fields;

/// <summary>Every synced field, in the order it is decided: the verdict depends on the decision of the status.</summary>
public static class AllFields
{
    /// <inheritdoc cref="StatusField"/>
    public static readonly StatusField Status = new();

    /// <inheritdoc cref="VerdictField"/>
    public static readonly VerdictField Verdict = new();

    /// <inheritdoc cref="OwnerField"/>
    public static readonly OwnerField Owner = new();

    /// <inheritdoc cref="SeverityField"/>
    public static readonly SeverityField Severity = new();

    /// <inheritdoc cref="TitleField"/>
    public static readonly TitleField Title = new();

    /// <inheritdoc cref="DescriptionField"/>
    public static readonly DescriptionField Description = new();

    /// <inheritdoc cref="TagsField"/>
    public static readonly TagsField Tags = new();

    /// <inheritdoc cref="PriorityField"/>
    public static readonly PriorityField Priority = new();

    /// <summary>All of them, in order.</summary>
    public static readonly IReadOnlyList<Field> All = [Status, Verdict, Owner, Severity, Title, Description, Tags, Priority];

    /// <summary>The field of that name, or null.</summary>
    /// <param name="name">A name as people write it in configuration and queries; compared ignoring case.</param>
    /// <returns>The field; null when there is none of that name, which <c>comments</c> is not either.</returns>
    public static Field? Named(string name) =>
        All.FirstOrDefault(field => string.Equals(field.Name, name, StringComparison.OrdinalIgnoreCase));
}
