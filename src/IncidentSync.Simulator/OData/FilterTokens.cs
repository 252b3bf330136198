using System.Text;

namespace IncidentSync.Simulator.OData;

/// <summary>A filter cut into words, read from the front.</summary>
internal sealed class FilterTokens(string filter)
{
    private int position;
    private Token? peeked;

    public Token Peek() => peeked ??= Read();

    public Token Next()
    {
        var token = Peek();
        peeked = null;
        return token;
    }

    public bool Take(string text)
    {
        var matches = Peek() is { Kind: TokenKind.Name or TokenKind.Punctuation } token && token.Text == text;
        if (matches)
        {
            Next();
        }

        return matches;
    }

    /// <exception cref="FormatException">Something else comes next.</exception>
    public void Expect(string text)
    {
        if (!Take(text))
        {
            throw new FormatException($"Syntax error at position {position} in '{filter}'.");
        }
    }

    private Token Read()
    {
        while (position < filter.Length && char.IsWhiteSpace(filter[position]))
        {
            position++;
        }

        if (position == filter.Length)
        {
            return new Token(TokenKind.End, "");
        }

        var first = filter[position];
        if (first == '\'')
        {
            return new Token(TokenKind.Text, ReadQuoted());
        }

        if (char.IsAsciiDigit(first) || first == '-')
        {
            return ReadLiteral();
        }

        if (char.IsAsciiLetter(first) || first == '_')
        {
            return new Token(TokenKind.Name, ReadWhile(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '/' or '.'));
        }

        position++;
        return "(),:".Contains(first)
            ? new Token(TokenKind.Punctuation, first.ToString())
            : throw new FormatException($"Syntax error: character '{first}' is not valid at position {position - 1} in '{filter}'.");
    }

    private Token ReadLiteral()
    {
        var text = ReadWhile(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or ':' or '.' or '+');
        return new Token(text.Contains('T') || text.Count(letter => letter == '-') >= 2 ? TokenKind.Moment : TokenKind.Number, text);
    }

    private string ReadQuoted()
    {
        var text = new StringBuilder();
        for (position++; position < filter.Length; position++)
        {
            if (filter[position] != '\'')
            {
                text.Append(filter[position]);
            }
            else if (position + 1 < filter.Length && filter[position + 1] == '\'')
            {
                text.Append('\'');
                position++;
            }
            else
            {
                position++;
                return text.ToString();
            }
        }

        throw new FormatException($"There is an unterminated string literal in '{filter}'.");
    }

    private string ReadWhile(Func<char, bool> belongs)
    {
        var start = position;
        while (position < filter.Length && belongs(filter[position]))
        {
            position++;
        }

        return filter[start..position];
    }
}
