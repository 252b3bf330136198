using System.Globalization;

namespace IncidentSync.Simulator.OData;

/// <summary>Turns a <c>$filter</c> into a predicate: and, or, not, parentheses, eq ne gt ge lt le, contains, startswith, endswith, toLower,
/// any; and in, where the portal has it.</summary>
internal sealed class FilterParser<T>(FilterTokens tokens, Func<string, ODataProperty<T>?> find, bool hasIn)
{
    private int _terms;

    /// <summary>True when a part of the filter matches; the error is null then.</summary>
    public static (Func<T, bool>? Matches, ODataError? Error) Parse(
        string? filter, Func<string, ODataProperty<T>?> find, bool hasIn = false)
    {
        if (string.IsNullOrWhiteSpace(filter))
        {
            return (static _ => true, null);
        }

        try
        {
            var tokens = new FilterTokens(filter);
            var predicate = new FilterParser<T>(tokens, find, hasIn).Or();
            return tokens.Peek().Kind == TokenKind.End ? (predicate, null) : (null, new ODataError($"Syntax error in '{filter}'."));
        }
        catch (FormatException exception)
        {
            return (null, new ODataError(exception.Message));
        }
    }

    private Func<T, bool> Or()
    {
        var left = And();
        while (tokens.Take("or"))
        {
            left = Either(left, And());
        }

        return left;
    }

    private Func<T, bool> And()
    {
        var left = Term();
        while (tokens.Take("and"))
        {
            left = Both(left, Term());
        }

        return left;
    }

    private Func<T, bool> Term()
    {
        if (tokens.Take("not"))
        {
            var negated = Term();
            return item => !negated(item);
        }

        if (tokens.Take("("))
        {
            var inner = Or();
            tokens.Expect(")");
            return inner;
        }

        _terms++;
        if (tokens.Peek() is { Kind: TokenKind.Name } name)
        {
            if (name.Text is "contains" or "startswith" or "endswith")
            {
                return TextMatch();
            }

            if (name.Text.EndsWith("/any", StringComparison.Ordinal) || name.Text.EndsWith("/all", StringComparison.Ordinal))
            {
                return Any();
            }
        }

        var left = Value();
        if (hasIn && tokens.Take("in"))
        {
            return In(left);
        }

        var comparison = tokens.Next().Text;
        return Comparison.Between(left, comparison, Value());
    }

    // Equal to one of a list that is not empty.
    private Func<T, bool> In(Operand<T> left)
    {
        tokens.Expect("(");
        var found = Comparison.Between(left, "eq", Value());
        while (tokens.Take(","))
        {
            found = Either(found, Comparison.Between(left, "eq", Value()));
        }

        tokens.Expect(")");
        return found;
    }

    private Func<T, bool> TextMatch()
    {
        var function = tokens.Next().Text;
        tokens.Expect("(");
        var text = Value();
        tokens.Expect(",");
        var part = Value();
        tokens.Expect(")");
        Func<string, string, bool> matches = function switch
        {
            "startswith" => (value, sought) => value.StartsWith(sought, StringComparison.Ordinal),
            "endswith" => (value, sought) => value.EndsWith(sought, StringComparison.Ordinal),
            _ => (value, sought) => value.Contains(sought, StringComparison.Ordinal),
        };
        return item => text.Value(item) is string value && part.Value(item) is string sought && matches(value, sought);
    }

    // ARM takes any() only as the first term, once, and no all(): Azure/azure-rest-api-specs#26569.
    private Func<T, bool> Any()
    {
        var path = tokens.Next().Text;
        if (find(path[..^"/any".Length])?.Elements is not { } elements || path.EndsWith("/all", StringComparison.Ordinal) || _terms > 1)
        {
            throw new FormatException("OData query syntax error");
        }

        tokens.Expect("(");
        var variable = tokens.Next().Text;
        tokens.Expect(":");
        var element = new ODataProperty<string>(value => value, ODataType.Text);
        var inner = new FilterParser<string>(tokens, name => name == $"{variable}/{elements.Name}" ? element : null, hasIn).Or();
        tokens.Expect(")");
        return item => elements.Values(item).Any(inner);
    }

    private Operand<T> Value()
    {
        var token = tokens.Next();
        switch (token.Kind)
        {
            case TokenKind.Text:
                return Literal(token.Text, ODataType.Text);
            case TokenKind.Number when decimal.TryParse(token.Text, NumberStyles.Number, CultureInfo.InvariantCulture, out var number):
                return Literal(number, ODataType.Number);
            case TokenKind.Moment when DateTimeOffset.TryParse(token.Text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal,
                out var moment):
                return Literal(moment, ODataType.Moment);
            case TokenKind.Name when token.Text is "null":
                return new Operand<T>(static _ => null, null);
            case TokenKind.Name when token.Text is "true" or "false":
                return Literal(token.Text == "true", ODataType.Flag);
            case TokenKind.Name when token.Text is "toLower" or "tolower":
                return Lowered();
            case TokenKind.Name:
                var property = find(token.Text) ?? throw new FormatException($"Could not find a property named '{token.Text}'");
                return new Operand<T>(property.Value, property.Type) { Members = property.Members };
            default:
                throw new FormatException($"Syntax error at '{token.Text}'.");
        }
    }

    private Operand<T> Lowered()
    {
        tokens.Expect("(");
        var inner = Value();
        tokens.Expect(")");
        return new Operand<T>(item => (inner.Value(item) as string)?.ToLowerInvariant(), ODataType.Text);
    }

    private static Operand<T> Literal(object constant, ODataType type) => new(_ => constant, type) { Constant = constant };

    private static Func<T, bool> Either(Func<T, bool> left, Func<T, bool> right) => item => left(item) || right(item);

    private static Func<T, bool> Both(Func<T, bool> left, Func<T, bool> right) => item => left(item) && right(item);
}
