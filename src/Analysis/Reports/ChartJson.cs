using System.Text;
using System.Text.Json;
using RightsEngine.Concepts.Catalogue;

namespace RightsEngine.Analysis.Reports;

/// <summary>Writes charts for the script of the page. What may end a script in HTML is escaped.</summary>
internal static class ChartJson
{
    public static string Of(Chart chart, string currency)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteString("kind", chart is RowChart ? "rows" : "curves");
            json.WriteString("currency", currency);
            Write(json, "axis", chart.Axis);
            json.WriteString("unit", Word(chart.Unit));
            json.WriteStartArray("series");
            foreach (ChartSeries series in chart.Series)
            {
                json.WriteStartObject();
                json.WriteString("colour", series.Colour);
                Write(json, "title", series.Title);
                json.WriteEndObject();
            }
            json.WriteEndArray();
            if (chart is RowChart rows) Write(json, rows);
            if (chart is CurveChart curves) Write(json, curves);
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static void Write(Utf8JsonWriter json, RowChart chart)
    {
        Write(json, chart.Domain);
        json.WriteBoolean("twoSided", chart.IsTwoSided);
        json.WriteStartArray("rows");
        foreach (ChartRow row in chart.Rows)
        {
            json.WriteStartObject();
            Write(json, "title", row.Title);
            if (row.Label is { } label) Write(json, "label", label);
            json.WriteStartArray("bars");
            foreach (ChartBar bar in row.Bars)
            {
                json.WriteStartObject();
                json.WriteNumber("series", bar.Series);
                json.WriteNumber("from", bar.From);
                json.WriteNumber("to", bar.To);
                json.WriteNumber("lane", bar.Lane);
                Write(json, "text", bar.Text);
                if (bar.Inside is { } inside) Write(json, "inside", inside);
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, CurveChart chart)
    {
        Write(json, chart.Domain);
        Write(json, "across", chart.Across);
        json.WriteString("acrossUnit", Word(chart.AcrossUnit));
        json.WriteBoolean("stacked", chart.IsStacked);
        json.WriteBoolean("stepped", chart.IsStepped);
        json.WriteStartArray("points");
        foreach ((decimal at, decimal?[] values) in chart.Points)
        {
            json.WriteStartArray();
            json.WriteNumberValue(at);
            foreach (decimal? value in values)
            {
                if (value is { } number) json.WriteNumberValue(number);
                else json.WriteNullValue();
            }
            json.WriteEndArray();
        }
        json.WriteEndArray();
        json.WriteStartArray("marks");
        foreach ((decimal at, LocalizedText text) in chart.Marks)
        {
            json.WriteStartObject();
            json.WriteNumber("at", at);
            Write(json, "text", text);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, (decimal From, decimal To)? domain)
    {
        if (domain is not { } ends) return;
        json.WriteStartArray("domain");
        json.WriteNumberValue(ends.From);
        json.WriteNumberValue(ends.To);
        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, string name, LocalizedText text)
    {
        json.WriteStartObject(name);
        foreach (string language in ReportWords.Languages) json.WriteString(language, text.In(language));
        json.WriteEndObject();
    }

    private static string Word(ChartUnit unit) => unit.ToString().ToLowerInvariant();
}
