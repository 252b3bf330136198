using IncidentSync.Service.Admin.Answers;

namespace IncidentSync.Service.Admin.Access;

/// <summary>Why an operator wants something. Every operate call needs it; whoever may read the audit reads it.</summary>
internal static class OperateReason
{
    private const int Longest = 500;

    /// <summary>The reason as it is kept; what is wrong with it is in <paramref name="errors"/>.</summary>
    public static string Read(string? reason, InputErrors errors)
    {
        var text = (reason ?? "").Trim();
        errors.When(
            text.Length is 0 or > Longest || text.Any(char.IsControl),
            "reason",
            $"must be 1 to {Longest} characters on one line: it is shown and kept");
        return text;
    }
}
