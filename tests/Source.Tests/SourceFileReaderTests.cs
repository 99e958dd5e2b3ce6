namespace RightsEngine.Source.Tests;

public sealed class SourceFileReaderTests
{
    [Fact]
    public void Utf8_with_a_byte_order_mark_is_read_without_it() =>
        Assert.Equal("é: 1", Read([0xEF, 0xBB, 0xBF, 0xC3, 0xA9, .. ": 1"u8]).File!.Text);

    [Theory]
    [InlineData(new byte[] { 0x61, 0x0A, 0xE9, 0x62 }, 2)]
    [InlineData(new byte[] { 0xEF, 0xBB, 0xBF, 0x61, 0xC3 }, 4)]
    [InlineData(new byte[] { 0xFF, 0xFE, 0x61, 0x00 }, 0)]
    [InlineData(new byte[] { 0x61, 0xED, 0xA0, 0x80 }, 1)]
    public void Other_bytes_are_reported_with_their_offset(byte[] bytes, int offset)
    {
        var (file, shown) = Read(bytes);
        Assert.Null(file);
        Assert.Equal($"t.yaml:1:1: error RE1001: the file cannot be read: not valid UTF-8 at byte offset {offset}\n      = help: save the file as UTF-8\n", shown);
    }

    [Fact]
    public void A_file_that_is_not_there_is_reported()
    {
        var bag = new DiagnosticBag();
        Assert.Null(SourceFileReader.Read(Path.Combine(Path.GetTempPath(), "no-such-folder", "x.yaml"), "x.yaml", bag));
        Assert.Null(SourceFileReader.Read(Path.GetTempPath(), "folder", bag));
        Assert.Equal("folder:1:1: error RE1001: the file cannot be read: it is a directory\n      = help: is the path right, and may you read it?\n"
            + "x.yaml:1:1: error RE1001: the file cannot be read: there is no such file\n      = help: is the path right, and may you read it?\n", Yaml.Shown(bag.Sorted));
    }

    [Fact]
    public void Random_bytes_are_a_finding()
    {
        var random = new Random(7);
        for (int i = 0; i < 20; i++)
        {
            byte[] bytes = new byte[50_000];
            random.NextBytes(bytes);
            Assert.Contains("RE1001", Read(bytes).Shown);
            // The same bytes as characters pass the reader of files and must stop at the reader of YAML.
            Assert.Contains("RE1002", Yaml.Findings(string.Concat(bytes.Select(b => (char)b))));
            Assert.Contains("RE10", Yaml.Findings(string.Concat(bytes.Where(b => b is >= 32 and < 127 or 10).Select(b => (char)b))));
        }
    }

    private static (SourceFile? File, string Shown) Read(byte[] bytes)
    {
        string path = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(path, bytes);
            var bag = new DiagnosticBag();
            SourceFile? file = SourceFileReader.Read(path, "t.yaml", bag);
            return (file, Yaml.Shown(bag.Sorted));
        }
        finally
        {
            File.Delete(path);
        }
    }
}
