namespace IncidentSync.Service.Admin.Access;

/// <summary>
/// The connections a caller may see and touch. Every statement of this API has it as a predicate: a row outside is as good as absent.
/// </summary>
/// <param name="Names">Those that may be seen, as the database has them.</param>
/// <param name="Operable">Those of them that may be operated.</param>
internal sealed record ConnectionScope(string[] Names, string[] Operable)
{
    /// <summary>The part of it that a filter names; null when there is no such connection in it.</summary>
    public ConnectionScope? Only(string? name)
    {
        if (name is null)
        {
            return this;
        }

        var found = Names.FirstOrDefault(known => known.Equals(name, StringComparison.OrdinalIgnoreCase));
        return found is null ? null : new ConnectionScope([found], Operates(found) ? [found] : []);
    }

    /// <summary>A connection that may be seen may be operated, too.</summary>
    public bool Operates(string name) => Operable.Contains(name, StringComparer.OrdinalIgnoreCase);
}
