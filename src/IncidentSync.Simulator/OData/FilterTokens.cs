using System.Text;

namespace IncidentSync.Simulator.OData;

/// <summary>A filter cut into words, read from the front.</summary>
internal sealed class FilterTokens(string filter)
{
    private int _position;
    private Token? _peeked;

    public Token Peek() => _peeked ??= Read();

    public Token Next()
    {
        var token = Peek();
        _peeked = null;
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
            throw new FormatException($"Syntax error at position {_position} in '{filter}'.");
        }
    }

    private Token Read()
    {
        while (_position < filter.Length && char.IsWhiteSpace(filter[_position]))
        {
            _position++;
        }

        if (_position == filter.Length)
        {
            return new Token(TokenKind.End, "");
        }

        var first = filter[_position];
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

        _position++;
        return "(),:".Contains(first)
            ? new Token(TokenKind.Punctuation, first.ToString())
            : throw new FormatException($"Syntax error: character '{first}' is not valid at position {_position - 1} in '{filter}'.");
    }

    private Token ReadLiteral()
    {
        var text = ReadWhile(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or ':' or '.' or '+');
        return new Token(text.Contains('T') || text.Count(letter => letter == '-') >= 2 ? TokenKind.Moment : TokenKind.Number, text);
    }

    private string ReadQuoted()
    {
        var text = new StringBuilder();
        for (_position++; _position < filter.Length; _position++)
        {
            if (filter[_position] != '\'')
            {
                text.Append(filter[_position]);
            }
            else if (_position + 1 < filter.Length && filter[_position + 1] == '\'')
            {
                text.Append('\'');
                _position++;
            }
            else
            {
                _position++;
                return text.ToString();
            }
        }

        throw new FormatException($"There is an unterminated string literal in '{filter}'.");
    }

    private string ReadWhile(Func<char, bool> belongs)
    {
        var start = _position;
        while (_position < filter.Length && belongs(filter[_position]))
        {
            _position++;
        }

        return filter[start.._position];
    }
}
