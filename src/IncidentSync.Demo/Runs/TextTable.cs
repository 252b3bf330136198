namespace IncidentSync.Demo.Runs;

/// <summary>Rows of cells, the first column to the left, the others to the right.</summary>
internal sealed class TextTable
{
    private const int Gap = 3;
    private readonly List<string[]> rows = [];

    public void Row(params string[] cells) => rows.Add(cells);

    public void Row(string name, IEnumerable<string> cells) => rows.Add([name, .. cells]);

    public string Print()
    {
        var widths = Enumerable.Range(0, rows.Max(row => row.Length))
            .Select(column => rows.Max(row => column < row.Length ? row[column].Length : 0)).ToList();
        return string.Join('\n', rows.Select(row => string.Concat(row.Select(Padded)).TrimEnd()));

        string Padded(string cell, int column) => column == 0 ? cell.PadRight(widths[0]) : cell.PadLeft(widths[column] + Gap);
    }
}
