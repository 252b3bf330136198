namespace IncidentSync.Service.Admin.Access;

/// <summary>
/// The connections a caller may see and touch. Every statement of this API has it as a predicate: a row outside is as good as absent.
/// </summary>
/// <param name="Names">As the database has them.</param>
internal sealed record ConnectionScope(string[] Names)
{
    /// <summary>The part of it that a filter names; null when there is no such connection in it.</summary>
    public ConnectionScope? Only(string? name)
    {
        if (name is null)
        {
            return this;
        }

        var found = Names.FirstOrDefault(known => known.Equals(name, StringComparison.OrdinalIgnoreCase));
        return found is null ? null : new ConnectionScope([found]);
    }
}
