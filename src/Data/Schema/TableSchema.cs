using System.Text;
using RightsEngine.Concepts.Catalogue;
using RightsEngine.Data.Cases;
using RightsEngine.Data.Tables;

namespace RightsEngine.Data.Schema;

/// <summary>The tables of cases with their columns, as CSV, for those who deliver them.</summary>
internal static class TableSchema
{
    /// <summary>One row per column; the same catalogue gives the same text.</summary>
    public static string ForTables(ConceptCatalogue catalogue)
    {
        var csv = new StringBuilder("table,column,type,required,title\n");
        foreach (TableLayout table in TableLayout.Of(new CaseVocabulary(catalogue)))
            foreach (TableColumn column in table.Columns)
                csv.Append(table.Name).Append(".csv,").Append(column.Name).Append(',').Append(column.Type).Append(',')
                    .Append(column.IsRequired ? "yes" : column.IsField ? "field" : "no").Append(',').Append(Quoted(column.Title)).Append('\n');
        return csv.ToString();
    }

    private static string Quoted(string text) => text.AsSpan().IndexOfAny(",\"\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"")}\"";
}
