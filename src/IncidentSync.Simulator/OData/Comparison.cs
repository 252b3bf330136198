namespace IncidentSync.Simulator.OData;

/// <summary>The six comparisons, checked for types when the filter is read.</summary>
internal static class Comparison
{
    /// <exception cref="FormatException">The two sides cannot be compared.</exception>
    public static Func<T, bool> Between<T>(Operand<T> left, string comparison, Operand<T> right)
    {
        if (left.Type is { } type && right.Type is { } other && type != other)
        {
            throw new FormatException("A binary operator with incompatible types was detected. "
                + $"Found operand types '{type}' and '{other}' for operator kind '{comparison}'.");
        }

        CheckMember(left, right);
        CheckMember(right, left);
        var ignoresCase = !left.Members.IsDefault || !right.Members.IsDefault;
        Func<int?, bool> holds = comparison switch
        {
            "eq" => order => order == 0,
            "ne" => order => order != 0,
            "gt" => order => order > 0,
            "ge" => order => order >= 0,
            "lt" => order => order < 0,
            "le" => order => order <= 0,
            _ => throw new FormatException($"Syntax error at '{comparison}'."),
        };
        return item => holds(Order(left.Value(item), right.Value(item), ignoresCase));
    }

    private static void CheckMember<T>(Operand<T> property, Operand<T> literal)
    {
        if (!property.Members.IsDefault && literal.Constant is string value
            && !property.Members.Contains(value, StringComparer.OrdinalIgnoreCase))
        {
            throw new FormatException($"The string '{value}' is not a valid enumeration type constant.");
        }
    }

    // Null equals null and stands in no order to anything else.
    private static int? Order(object? left, object? right, bool ignoresCase) => (left, right) switch
    {
        (null, null) => 0,
        (string text, string other) => ignoresCase
            ? string.Compare(text, other, StringComparison.OrdinalIgnoreCase)
            : string.CompareOrdinal(text, other),
        (DateTimeOffset moment, DateTimeOffset other) => moment.CompareTo(other),
        (decimal number, decimal other) => number.CompareTo(other),
        (bool flag, bool other) => flag.CompareTo(other),
        _ => null,
    };
}
