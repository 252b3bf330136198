namespace IncidentSync.Demo.Runs;

/// <summary>Rows of cells, the first column to the left, the others to the right.</summary>
internal sealed class TextTable
{
    private const int Gap = 3;
    private readonly List<string[]> _rows = [];

    public void Row(params string[] cells) => _rows.Add(cells);

    public void Row(string name, IEnumerable<string> cells) => _rows.Add([name, .. cells]);

    public string Print()
    {
        var widths = Enumerable.Range(0, _rows.Max(row => row.Length))
            .Select(column => _rows.Max(row => column < row.Length ? row[column].Length : 0)).ToList();
        return string.Join('\n', _rows.Select(row => string.Concat(row.Select(Padded)).TrimEnd()));

        string Padded(string cell, int column) => column == 0 ? cell.PadRight(widths[0]) : cell.PadLeft(widths[column] + Gap);
    }
}
