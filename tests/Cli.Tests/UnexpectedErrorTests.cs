namespace RightsEngine.Cli.Tests;

/// <summary>What nobody foresaw ends in a sentence with a code, and never in a stack trace.</summary>
public sealed class UnexpectedErrorTests
{
    [Fact]
    public void An_unexpected_exception_is_an_internal_error_to_report()
    {
        (int code, string error) = Run(new InvalidOperationException("a bug"));
        Assert.Equal(1, code);
        Assert.StartsWith("error RE9001: internal error: a bug\n", error, StringComparison.Ordinal);
        Assert.Contains("report", error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Details_are_shown_when_asked_for() => Assert.Contains("   at ", Run(new InvalidOperationException("a bug"), "--debug").Error, StringComparison.Ordinal);

    [Fact]
    public void A_lack_of_memory_is_no_bug()
    {
        (int code, string error) = Run(new InsufficientMemoryException());
        Assert.Equal(1, code);
        Assert.StartsWith("rights: there is not enough memory", error, StringComparison.Ordinal);
        Assert.DoesNotContain("RE9001", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Output_that_cannot_be_written_is_no_bug()
    {
        using var space = new Workspace();
        using var error = new StringWriter();
        // Not disposed of: that would write once more.
        var full = new StreamWriter(new FullDisk(), bufferSize: 16);
        int code = RightsCommand.Run(["evaluate", space.Cases, "--rules", space.Rules, "--on", "2024-05-01"], TextReader.Null, full, error);
        Assert.Equal((1, "rights: the system reports an error: the disk is full\n"), (code, error.ToString()));
    }

    private static (int Code, string Error) Run(Exception problem, params string[] options)
    {
        using var space = new Workspace();
        using var output = new StringWriter();
        using var error = new StringWriter();
        int code = RightsCommand.Run(["evaluate", "-", "--rules", space.Rules, "--on", "2024-05-01", .. options], new FailingReader(problem), output, error);
        return (code, error.ToString());
    }

    private sealed class FailingReader(Exception problem) : TextReader
    {
        public override int Read(char[] buffer, int index, int count) => throw problem;

        public override int Read(Span<char> buffer) => throw problem;

        public override int Read() => throw problem;
    }

    private sealed class FullDisk : MemoryStream
    {
        public override void Write(byte[] buffer, int offset, int count) => throw new IOException("the disk is full");

        public override void Write(ReadOnlySpan<byte> buffer) => throw new IOException("the disk is full");
    }
}
