using System.Text;
using Npgsql;

namespace IncidentSync.Service.State;

/// <summary>Statements with their values. A text is made storable on its way.</summary>
internal static class Sql
{
    public static NpgsqlBatchCommand Command(string sql, params ReadOnlySpan<object> values)
    {
        var command = new NpgsqlBatchCommand(sql);
        command.Parameters.AddRange(Parameters(values));
        return command;
    }

    public static NpgsqlParameter[] Parameters(params ReadOnlySpan<object> values)
    {
        var parameters = new NpgsqlParameter[values.Length];
        for (var index = 0; index < values.Length; index++)
        {
            parameters[index] = new() { Value = values[index] is string text ? Storable(text) : values[index] };
        }

        return parameters;
    }

    /// <summary>The values of an array parameter, made storable.</summary>
    public static Array Storable(Array values) => values is string[] texts ? Array.ConvertAll(texts, Storable) : values;

    // A text column holds neither U+0000 nor half a surrogate pair, and a portal's text may have either. JSON escapes both.
    private static string Storable(string text)
    {
        var ended = text.Replace("\0", "", StringComparison.Ordinal);
        return Ascii.IsValid(ended) ? ended : Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(ended));
    }
}
