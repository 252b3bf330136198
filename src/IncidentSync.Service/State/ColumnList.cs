using Npgsql;

namespace IncidentSync.Service.State;

/// <summary>
/// The columns of a statement with the value of each. Names, parameters and values come from this one list, so none of them can be missing
/// or move without the others. Readers use the column's name.
/// </summary>
internal sealed class ColumnList<T>(params (string Name, Func<T, object> Value)[] columns)
{
    /// <summary>The columns, as a statement lists them.</summary>
    public string Names => string.Join(", ", columns.Select(column => column.Name));

    /// <summary>Their parameters, in the same order.</summary>
    public string Parameters => string.Join(", ", columns.Select((_, index) => $"${index + 1}"));

    /// <summary>The parameter of a column.</summary>
    public string this[string name] => Array.FindIndex(columns, column => column.Name == name) is >= 0 and var index
        ? $"${index + 1}"
        : throw new ArgumentException($"There is no column {name}.", nameof(name));

    /// <summary>The assignments of the inserted values to all columns but the key's.</summary>
    public string Excluded(params string[] key) => string.Join(
        ", ", columns.Where(column => !key.Contains(column.Name)).Select(column => $"{column.Name} = excluded.{column.Name}"));

    /// <summary>The values of one row, then those of further parameters.</summary>
    public NpgsqlParameter[] ParametersOf(T row, params ReadOnlySpan<object> others) =>
        Sql.Parameters([.. columns.Select(column => column.Value(row)), .. others]);

    /// <summary>The statement for one row; parameters that are not columns follow.</summary>
    public NpgsqlBatchCommand Command(string sql, T row, params ReadOnlySpan<object> others)
    {
        var command = new NpgsqlBatchCommand(sql);
        command.Parameters.AddRange(ParametersOf(row, others));
        return command;
    }

    /// <summary>The parameter at this place after the columns, from 1.</summary>
    public string After(int place) => $"${columns.Length + place}";
}
