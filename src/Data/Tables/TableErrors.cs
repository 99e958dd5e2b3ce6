using RightsEngine.Data.Cases;
using RightsEngine.Source;

namespace RightsEngine.Data.Tables;

/// <summary>Findings in tables (RE506x and RE507x). None of them shows more of a person than the cell that is wrong.</summary>
internal static class TableErrors
{
    public static readonly DiagnosticDescriptor MissingColumnDescriptor = new("RE5060", "table without a column that it needs");
    public static readonly DiagnosticDescriptor UnknownColumnDescriptor = new("RE5061", "column that is not read", Severity.Warning);
    public static readonly DiagnosticDescriptor DuplicateColumnDescriptor = new("RE5062", "column given twice");
    public static readonly DiagnosticDescriptor CellCountDescriptor = new("RE5063", "row with too many or too few cells");
    public static readonly DiagnosticDescriptor QuoteDescriptor = new("RE5064", "quote that does not fit");
    public static readonly DiagnosticDescriptor RowTooLongDescriptor = new("RE5065", "row too long");
    public static readonly DiagnosticDescriptor EncodingDescriptor = new("RE5066", "row in another encoding");
    public static readonly DiagnosticDescriptor NoCaseDescriptor = new("RE5067", "row of no case");
    public static readonly DiagnosticDescriptor DuplicateCaseRowDescriptor = new("RE5068", "case described twice");
    public static readonly DiagnosticDescriptor MissingTableDescriptor = new("RE5069", "table that is not delivered", Severity.Warning);
    public static readonly DiagnosticDescriptor UnknownTableDescriptor = new("RE5070", "table that is not read", Severity.Warning);
    public static readonly DiagnosticDescriptor MissingFieldDescriptor = new("RE5071", "field without a column", Severity.Warning);
    public static readonly DiagnosticDescriptor UnorderedDescriptor = new("RE5072", "table not in the order of cases", Severity.Warning);
    public static readonly DiagnosticDescriptor NoHeaderDescriptor = new("RE5073", "table without names of columns");
    public static readonly DiagnosticDescriptor DuplicateTableDescriptor = new("RE5074", "table given twice");
    public static readonly DiagnosticDescriptor FloatingColumnDescriptor = new("RE5075", "column in floating point");
    public static readonly DiagnosticDescriptor ColumnTypeDescriptor = new("RE5076", "column of a type that does not fit");

    public static CaseProblem FloatingColumn(CasePlace at, string column, string stored) =>
        Problem(FloatingColumnDescriptor, at, column, $"column `{Shown.Short(column)}` is {stored}, which holds no exact decimals: write it as DECIMAL, or say `round:` in a mapping");

    public static CaseProblem ColumnType(CasePlace at, string column, string stored, string expected) =>
        Problem(ColumnTypeDescriptor, at, column, $"column `{Shown.Short(column)}` is {stored}: expected {expected}");

    public static CaseProblem MissingColumn(CasePlace at, string column, IEnumerable<string> columns, char separator, char? otherSeparator)
    {
        string[] found = [.. columns];
        string help = otherSeparator is { } other
            ? $"the cells seem to be separated by {Named(other)} instead of {Named(separator)}: say `separator` in a mapping"
            : Suggestions.DidYouMean(column, found) ?? $"the columns are {Listed(found)}";
        return Problem(MissingColumnDescriptor, at, column, $"there is no column `{column}`: {help}");
    }

    public static CaseProblem UnknownColumn(CasePlace at, string column, IEnumerable<string> known) =>
        Problem(UnknownColumnDescriptor, at, column, $"column `{Shown.Short(column)}` is not read: {Near(column, known) ?? "no field has this name"}");

    public static CaseProblem DuplicateColumn(CasePlace at, string column) =>
        Problem(DuplicateColumnDescriptor, at, column, $"column `{Shown.Short(column)}` is there twice");

    public static CaseProblem CellCount(CasePlace at, int cells, int columns) =>
        Problem(CellCountDescriptor, at, null, $"the row has {cells} {(cells == 1 ? "cell" : "cells")} where there are {columns} columns: quote a cell that holds the separator");

    public static CaseProblem UnclosedQuote(CasePlace at, int column, bool lineBreaks) =>
        Problem(QuoteDescriptor, at, null, $"the quote at column {column} is not closed{(lineBreaks ? "" : " on its line: close it, or say `line_breaks: true` in a mapping when cells hold line breaks")}");

    public static CaseProblem MisplacedQuote(CasePlace at, int column) =>
        Problem(QuoteDescriptor, at, null, $"the quote at column {column} does not fit: put the whole cell in quotes, and write two for one inside it");

    public static CaseProblem RowTooLong(CasePlace at, int limit) =>
        Problem(RowTooLongDescriptor, at, null, $"the row is longer than {limit} bytes");

    public static CaseProblem Encoding(CasePlace at, int column, bool isWindows1252) =>
        Problem(EncodingDescriptor, at, null, isWindows1252
            ? $"at column {column} the bytes are not Windows-1252"
            : $"at column {column} the bytes are not UTF-8, probably Windows-1252: convert the file, or say `encoding: windows-1252` in a mapping");

    public static CaseProblem NoCase(CasePlace at, string column) =>
        Problem(NoCaseDescriptor, at, column, $"the row has no `{column}`, so it belongs to no case");

    public static CaseProblem DuplicateCaseRow(CasePlace at, string table) =>
        Problem(DuplicateCaseRowDescriptor, at, null, $"`{table}` has a second row about the case");

    /// <summary>Whether a problem is that nobody asked for a record.</summary>
    public static bool IsMissingTable(CaseProblem problem) => problem.Code == MissingTableDescriptor.Code;

    public static CaseProblem MissingTable(CasePlace at, string table, bool isRelation) =>
        Problem(MissingTableDescriptor, at, null, $"there is no table `{table}`, so {(isRelation ? "these links are" : "this record is")} not known for anybody: a table with only its names of columns says that the source has nothing");

    public static CaseProblem UnknownTable(CasePlace at, string table, IEnumerable<string> known) =>
        Problem(UnknownTableDescriptor, at, null, $"the file is not read: no record or relation is called `{Shown.Short(table)}`, and no mapping names it{(Near(table, known) is { } near ? $"; {near}" : "")}");

    public static CaseProblem MissingField(CasePlace at, string field) =>
        Problem(MissingFieldDescriptor, at, field, $"there is no column for the field `{field}`, so it is not known: an empty column says that the source has nothing");

    public static CaseProblem Unordered(CasePlace at) =>
        Problem(UnorderedDescriptor, at, null, "the rows are not in the order of their cases, so all tables are held in memory: sort large tables by case, in the order of characters");

    public static CaseProblem Sorting(CasePlace at) =>
        Problem(UnorderedDescriptor, at, null, "the rows are not in the order of their cases, so a copy is sorted first: sort large tables by case, in the order of characters");

    public static CaseProblem NoHeader(CasePlace at) =>
        Problem(NoHeaderDescriptor, at, null, "the file is empty: a table starts with the names of its columns");

    public static CaseProblem DuplicateTable(CasePlace at, string table, string first) =>
        Problem(DuplicateTableDescriptor, at, null, $"the table `{table}` is given twice: also by `{Shown.Short(first)}`");

    private static CaseProblem Problem(DiagnosticDescriptor descriptor, CasePlace at, string? field, string message) =>
        new(descriptor.Code, "", at.File, at.Row, at.Path.ToString(), field, null, message) { Severity = descriptor.DefaultSeverity };

    private static string? Near(string written, IEnumerable<string> names) => written.Length > 200 ? null : Suggestions.DidYouMean(written, names);

    private static string Named(char separator) => separator == '\t' ? "a tab" : $"`{separator}`";

    private static string Listed(string[] names) =>
        string.Join(", ", names.Take(12).Select(n => $"`{Shown.Short(n)}`")) + (names.Length > 12 ? $" and {names.Length - 12} more" : "");
}
