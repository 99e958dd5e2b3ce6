using System.Globalization;
using System.Text;
using System.Xml;
using RightsEngine.Rules.Reading;

namespace RightsEngine.Analysis.RuleTests;

/// <summary>Writes results as JUnit XML, which build servers show.</summary>
internal static class JunitWriter
{
    public static void Write(Stream stream, IReadOnlyList<RuleTestResult> results)
    {
        using var xml = XmlWriter.Create(stream, new XmlWriterSettings { Indent = true, NewLineChars = "\n", Encoding = new UTF8Encoding(false), CheckCharacters = false });
        xml.WriteStartElement("testsuites");
        WriteCounts(xml, results);
        foreach (IGrouping<string, RuleTestResult> file in results.GroupBy(r => r.Location.File.Path))
        {
            xml.WriteStartElement("testsuite");
            xml.WriteAttributeString("name", file.Key);
            WriteCounts(xml, [.. file]);
            foreach (RuleTestResult result in file) WriteOne(xml, result);
            xml.WriteEndElement();
        }
        xml.WriteEndElement();
    }

    private static void WriteCounts(XmlWriter xml, IReadOnlyList<RuleTestResult> results)
    {
        xml.WriteAttributeString("tests", results.Count.ToString());
        xml.WriteAttributeString("failures", results.Count(r => !r.Passed && r.IsConfirmed).ToString());
        xml.WriteAttributeString("errors", "0");
        xml.WriteAttributeString("skipped", results.Count(r => !r.IsConfirmed).ToString());
        xml.WriteAttributeString("time", Seconds(TimeSpan.FromTicks(results.Sum(r => r.Duration.Ticks))));
    }

    private static void WriteOne(XmlWriter xml, RuleTestResult result)
    {
        xml.WriteStartElement("testcase");
        xml.WriteAttributeString("name", result.Name);
        xml.WriteAttributeString("classname", Path.GetFileName(result.Location.File.Path).Replace(RuleFiles.Tests, "", StringComparison.Ordinal));
        xml.WriteAttributeString("file", result.Location.File.Path);
        xml.WriteAttributeString("line", result.Location.Position.Line.ToString());
        xml.WriteAttributeString("time", Seconds(result.Duration));
        if (!result.IsConfirmed)
        {
            xml.WriteStartElement("skipped");
            xml.WriteAttributeString("message", result.Passed ? "not confirmed" : $"not confirmed, and {result.Differences[0].Text}");
            xml.WriteEndElement();
        }
        else if (!result.Passed)
        {
            xml.WriteStartElement("failure");
            xml.WriteAttributeString("message", result.Differences[0].Text);
            xml.WriteString(string.Join('\n', result.Differences.SelectMany(d => d.Because.Select(b => $"  {b}").Prepend($"{d.Location}: {d.Text}"))));
            xml.WriteEndElement();
        }
        xml.WriteEndElement();
    }

    private static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0.000", CultureInfo.InvariantCulture);
}
