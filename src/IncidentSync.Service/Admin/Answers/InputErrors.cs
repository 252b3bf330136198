using Microsoft.AspNetCore.Http.HttpResults;

namespace IncidentSync.Service.Admin.Answers;

/// <summary>Everything that is wrong with a request, by parameter.</summary>
internal sealed class InputErrors
{
    private readonly Dictionary<string, string[]> _errors = [];

    /// <summary>400 with every error in words; null when there is none.</summary>
    public ValidationProblem? Problem => _errors.Count == 0 ? null : TypedResults.ValidationProblem(_errors, Words);

    private string Words => string.Join(" ", _errors.Select(error => $"'{error.Key}' {string.Join(" and ", error.Value)}."));

    public void When(bool wrong, string parameter, string what)
    {
        if (wrong)
        {
            _errors[parameter] = [.. _errors.GetValueOrDefault(parameter, []), what];
        }
    }
}
