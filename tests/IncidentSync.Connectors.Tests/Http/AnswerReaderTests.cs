using System.IO.Compression;
using System.Text;
using IncidentSync.Connectors.Http;
using IncidentSync.Core.Links;

namespace IncidentSync.Connectors.Tests.Http;

/// <summary>AnswerReader's table, row by row.</summary>
public class AnswerReaderTests
{
    private const string Error = """{"error":{"code":"SomeCode","message":"Some words."}}""";

    [Theory]
    [InlineData(200, "{}", "Ok", "Ok")]
    [InlineData(201, "[]", "Ok", "Ok")]
    [InlineData(200, "<html>", "RetryLater", "Unknown")]
    [InlineData(204, "", "RetryLater", "Unknown")]
    [InlineData(301, "", "RetryLater", "RetryLater")]
    [InlineData(302, Error, "RetryLater", "RetryLater")]
    [InlineData(308, "", "RetryLater", "RetryLater")]
    [InlineData(401, "", "Denied", "Denied")]
    [InlineData(403, Error, "Denied", "Denied")]
    [InlineData(404, Error, "NotFound", "NotFound")]
    [InlineData(404, "{}", "RetryLater", "RetryLater")]
    [InlineData(404, "[]", "RetryLater", "RetryLater")]
    [InlineData(404, """{"error":"no object"}""", "RetryLater", "RetryLater")]
    [InlineData(404, "<html>", "RetryLater", "RetryLater")]
    [InlineData(409, Error, "Conflict", "Conflict")]
    [InlineData(412, "", "Conflict", "Conflict")]
    [InlineData(429, Error, "RetryLater", "RetryLater")]
    [InlineData(503, "<html>", "RetryLater", "RetryLater")]
    [InlineData(408, "", "RetryLater", "Unknown")]
    [InlineData(500, Error, "RetryLater", "Unknown")]
    [InlineData(502, "<html>", "RetryLater", "Unknown")]
    [InlineData(504, "", "RetryLater", "Unknown")]
    [InlineData(400, Error, "Refused", "Refused")]
    [InlineData(405, "", "Refused", "Refused")]
    [InlineData(422, "<html>", "Refused", "Refused")]
    public async Task A_status_and_a_body_have_one_meaning(int status, string body, string ofRead, string ofWrite)
    {
        var type = body.StartsWith('<') ? "text/html" : "application/json";
        NameOf(await ReadAsync(status, body, CallKind.Read, type)).ShouldBe(ofRead);
        NameOf(await ReadAsync(status, body, CallKind.Write, type)).ShouldBe(ofWrite);
    }

    [Fact]
    public async Task A_refusal_keeps_the_portals_code_and_words()
    {
        var answer = (await ReadAsync(400, Error, CallKind.Write)).ShouldBeOfType<Answer.Failed>();
        answer.Failure.ShouldBe(new Failure.Refused("HTTP 400 SomeCode", "SomeCode", "Some words."));
    }

    [Theory]
    [InlineData(409, "Conflict", true)]
    [InlineData(409, "conflict", true)]
    [InlineData(409, "ScopeLocked", false)]
    [InlineData(409, "ReadOnlyDisabledSubscription", false)]
    [InlineData(409, "", false)]
    [InlineData(412, "ScopeLocked", true)]
    public async Task A_409_keeps_the_portals_code_and_words_and_only_some_codes_say_that_another_change_came_first(
        int status, string code, bool isConflict)
    {
        var body = $$$"""{"error":{"code":"{{{code}}}","message":"The scope\r\n'contoso-soc' is \u202Elocked."}}""";
        var conflict = (await ReadAsync(status, body, CallKind.Write)).ShouldBeOfType<Answer.Conflict>();
        conflict.Refusal.ShouldBe(HttpFailure.Denied(status, code, "The scope 'contoso-soc' is locked."));
        conflict.IsSaid.ShouldBe(isConflict);
    }

    [Fact]
    public async Task A_409_without_the_APIs_error_is_called_by_its_status_and_has_no_words() =>
        (await ReadAsync(409, "<html>", CallKind.Write, "text/html")).ShouldBeOfType<Answer.Conflict>().Refusal
            .ShouldBe(new Failure.Denied("HTTP 409", "HTTP 409", ""));

    [Theory]
    [InlineData("application/json;odata.metadata=minimal;charset=utf-8", "Ok")]
    [InlineData("APPLICATION/JSON", "Ok")]
    [InlineData("application/problem+json", "Ok")]
    [InlineData("text/html", "RetryLater")]
    [InlineData("text/plain", "RetryLater")]
    [InlineData("", "RetryLater")]
    public async Task A_body_is_read_only_when_it_says_it_is_json(string contentType, string outcome) =>
        NameOf(await ReadAsync(200, "{}", CallKind.Read, contentType)).ShouldBe(outcome);

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("""{"a":1} and more""")]
    [InlineData("""{"a":1,"a":2}""")]
    [InlineData("""{"a":tru""")]
    public async Task A_body_that_is_no_whole_json_is_no_answer(string body) =>
        NameOf(await ReadAsync(200, body, CallKind.Read)).ShouldBe("RetryLater");

    [Theory]
    [InlineData(32, true)]
    [InlineData(33, false)]
    [InlineData(100_000, false)]
    public async Task A_body_of_any_depth_is_read_and_what_is_deeper_than_32_in_it_is_not(int depth, bool isSound)
    {
        var body = $"[{new string('[', depth)}{new string(']', depth)},{{}}]";
        var rows = (await ReadAsync(200, body, CallKind.Read)).ShouldBeOfType<Answer.Ok>().Body.Items().ToList();
        rows.Select(row => row.IsSound()).ShouldBe([isSound, true]);
    }

    [Theory]
    [InlineData("""{"a":1,"A":1,"b":{"a":1}}""", true)]
    [InlineData("""{"a":[{"b":1},{"b":1,"b":1}]}""", false)]
    [InlineData("""{"a":{"b":{"c":1,"c":1}}}""", false)]
    [InlineData("""{"a":{"a":1,"\u0061":1}}""", false)]
    public async Task What_names_a_member_twice_is_not_sound(string row, bool isSound) =>
        (await ReadAsync(200, row, CallKind.Read)).ShouldBeOfType<Answer.Ok>().Body.IsSound().ShouldBe(isSound);

    [Fact]
    public async Task A_body_over_the_size_limit_is_no_answer_also_when_it_was_compressed()
    {
        using var packed = new MemoryStream();
        using (var zip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            zip.Write(Encoding.ASCII.GetBytes($"\"{new string('x', JsonBody.MaxBytes)}\""));
        }

        packed.Position = 0;
        await using var body = new GZipStream(packed, CompressionMode.Decompress);
        NameOf(await ReadAsync(200, body, CallKind.Read)).ShouldBe("RetryLater");
    }

    [Fact]
    public async Task A_body_of_200_MB_is_not_read_to_its_end()
    {
        await using var body = new LongBody(200 * 1024 * 1024);
        NameOf(await ReadAsync(200, body, CallKind.Read)).ShouldBe("RetryLater");
        body.BytesRead.ShouldBeLessThan(JsonBody.MaxBytes + (1024 * 1024));
    }

    [Theory, InlineData("gzip"), InlineData("deflate"), InlineData("br")]
    public async Task A_body_whose_compression_is_damaged_is_no_answer(string encoding)
    {
        var junk = new MemoryStream([0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF]);
        await using Stream body = encoding switch
        {
            "gzip" => new GZipStream(junk, CompressionMode.Decompress),
            "deflate" => new ZLibStream(junk, CompressionMode.Decompress),
            _ => new BrotliStream(junk, CompressionMode.Decompress),
        };
        NameOf(await ReadAsync(200, body, CallKind.Write)).ShouldBe("Unknown");
    }

    [Fact]
    public async Task A_byte_that_is_no_text_spoils_one_character_and_nothing_else()
    {
        var ok = await ReadAsync(200, new MemoryStream([.. "{\"a\":\"x"u8, 0xFF, .. "y\",\"b\":1}"u8]), CallKind.Read);
        ok.ShouldBeOfType<Answer.Ok>().Body.GetRawText().ShouldBe("""{"a":"x�y","b":1}""");
    }

    [Theory]
    [InlineData("""{"a":"x\ud83dy"}""", "x\uFFFDy")]
    [InlineData("""{"a":"x\uDE31y"}""", "x\uFFFDy")]
    [InlineData("""{"a":"\ud83d\ud83d\ude31"}""", "\uFFFD\uD83D\uDE31")]
    [InlineData("""{"a":"\ude31\ud83d"}""", "\uFFFD\uFFFD")]
    [InlineData("""{"a":"x\u0000y"}""", "x\uFFFDy")]
    [InlineData("""{"a":"\ud83d\u0000"}""", "\uFFFD\uFFFD")]
    [InlineData("""{"a":"C:\\ud83d \\u0000"}""", @"C:\ud83d \u0000")]
    [InlineData("""{"a":"\\\u0000"}""", "\\\uFFFD")]
    [InlineData("""{"a":"\ud83d\ude31 \u0041"}""", "\uD83D\uDE31 A")]
    public async Task Text_that_no_database_stores_becomes_the_replacement_character(string body, string text)
    {
        var json = (await ReadAsync(200, body, CallKind.Read)).ShouldBeOfType<Answer.Ok>().Body;
        json.Text("a").ShouldBe(text);
        System.Text.Json.Nodes.JsonNode.Parse(json.GetRawText())!["a"]!.GetValue<string>().ShouldBe(text);
    }

    [Fact]
    public async Task A_member_with_half_a_character_in_its_name_hides_no_other()
    {
        var json = (await ReadAsync(200, """{"a":1,"\ud83d":2}""", CallKind.Read)).ShouldBeOfType<Answer.Ok>().Body;
        json.Text("a").ShouldBe("1");
    }

    [Fact]
    public async Task A_byte_order_mark_is_passed_over() =>
        NameOf(await ReadAsync(200, new MemoryStream([0xEF, 0xBB, 0xBF, .. "{}"u8]), CallKind.Read)).ShouldBe("Ok");

    private static Task<Answer> ReadAsync(int status, string body, CallKind kind, string contentType = "application/json") =>
        ReadAsync(status, new MemoryStream(Encoding.UTF8.GetBytes(body)), kind, contentType);

    private static Task<Answer> ReadAsync(int status, Stream body, CallKind kind, string contentType = "application/json") =>
        AnswerReader.ReadAsync(new RawAnswer(status, contentType, null, null, body), kind, TestContext.Current.CancellationToken);

    private static string NameOf(Answer answer) => answer is Answer.Failed failed ? failed.Failure.GetType().Name : answer.GetType().Name;
}
