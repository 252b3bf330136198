using Npgsql;

namespace IncidentSync.Service.State;

/// <summary>Many rows in one statement: a parameter a column, each an array with the value of every row.</summary>
internal sealed class ArrayColumns(params (string Name, Array Values)[] columns)
{
    /// <summary>The columns, as a statement lists them.</summary>
    public string Names => string.Join(", ", columns.Select(column => column.Name));

    /// <summary>The rows, as a statement selects from them.</summary>
    public string Unnest =>
        $"unnest({string.Join(", ", columns.Select((_, index) => $"${index + 1}"))}) as r ({Names})";

    /// <summary>The parameter at this place after the columns, from 1.</summary>
    public string Next(int place) => $"${columns.Length + place}";

    /// <summary>The statement; parameters that are not columns follow.</summary>
    public NpgsqlBatchCommand Command(string sql, params ReadOnlySpan<object> others) =>
        Sql.Command(sql, [.. columns.Select(column => Sql.Storable(column.Values)), .. others]);
}
