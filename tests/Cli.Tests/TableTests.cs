using System.IO.Compression;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.RegularExpressions;
using RightsEngine.Data.Cases;
using RightsEngine.Data.Magda;
using RightsEngine.Data.Mapping;
using RightsEngine.Rules.Model;
using RightsEngine.Rules.Reading;
using RightsEngine.Source;

namespace RightsEngine.Cli.Tests;

/// <summary>Cases in tables, through the command line.</summary>
public sealed class TableTests : IDisposable
{
    private static readonly string Root = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Here())!, "..", ".."));
    private static readonly string Rules = Path.Combine(Root, "rules");

    private readonly string _folder = Directory.CreateTempSubdirectory("tables").FullName;

    /// <summary>Every sample family, in three forms.</summary>
    [Fact]
    public void A_family_gets_the_same_decisions_in_JSON_in_lines_and_in_tables()
    {
        string[] json = Sorted(SampleFamilies.On("2024-10-01").Output);
        Assert.True(json.Length > 50);
        string[] compact = Compact();
        string lines = Path.Combine(_folder, "families.ndjson");
        File.WriteAllLines(lines, compact);
        Assert.Equal(json, Decisions(lines, out _));
        Assert.Equal(json, Decisions(Tables(compact.OrderBy(Id, StringComparer.Ordinal)), out string error));
        Assert.DoesNotContain("RE5072", error, StringComparison.Ordinal);
        Assert.Matches(@"(\d+) rows read: \1 used, 0 rejected", error);
    }

    /// <summary>Rows in no order are sorted first; what is read of them is the same, which rights of some domains show as well as all.</summary>
    [Fact]
    public void A_family_gets_the_same_decisions_when_tables_are_in_no_order()
    {
        string[] json = [.. Sorted(SampleFamilies.On("2024-10-01").Output).Where(d => Regex.IsMatch(d, "\"right\":\"(growth_package|water|health)\\."))];
        Assert.True(json.Length > 50);
        Assert.Equal(json, Decisions(Tables(Compact().Reverse()), out string error, "2024-10-01", "--rights", "growth_package.*,water.*,health.*"));
        Assert.Contains("RE5072", error, StringComparison.Ordinal);
        Assert.Matches(@"(\d+) rows read: \1 used, 0 rejected", error);
    }

    /// <summary>A couple as the registers tell of it: on one address, married, with an assessment and a disability allowance; the rest was not asked.</summary>
    [Theory]
    [InlineData("2023-12-01", "\"status\":\"true\"", "undetermined")]
    [InlineData("2024-02-01", "\"status\":\"unknown\"", "undetermined")]
    public void A_family_gets_the_same_decisions_in_four_forms(string heldSince, string condition, string outcome)
    {
        const string anna = "85610100147", ben = "84620200103";
        string messages = Path.Combine(_folder, "messages");
        static string Home(string since) => $"""<Adressen><Hoofdverblijfplaats DatumBegin="{since}"><Straatnaam><String>Kerkstraat</String></Straatnaam><Huisnummer>7</Huisnummer><NISCodeGemeente>44021</NISCodeGemeente></Hoofdverblijfplaats></Adressen>""";
        static string Married(string other) => $"""<BurgerlijkeStaten><BurgerlijkeStaat DatumBegin="2012-05-12"><Code>20</Code><Partner><INSZ>{other}</INSZ></Partner></BurgerlijkeStaat></BurgerlijkeStaten>""";
        Message(messages, "GeefPersoon/02.02.0000", anna, $"<Persoon><INSZ>{anna}</INSZ><Geboorte><Datum>1985-01-01</Datum></Geboorte>{Home("2015-06-01")}{Married(ben)}<Gezinsleden><Gezinslid><INSZ>{ben}</INSZ><Positie><Code>21</Code></Positie></Gezinslid></Gezinsleden></Persoon>");
        Message(messages, "GeefPersoon/02.02.0000", ben, $"<Persoon><INSZ>{ben}</INSZ><Geboorte><Datum>1984-02-02</Datum></Geboorte>{Home("2012-05-12")}{Married(anna)}<Referentiepersoon><INSZ>{anna}</INSZ></Referentiepersoon></Persoon>");
        Message(messages, "GeefDossierHandicap/03.00.0000", anna, $"<ConsultFilesByDateResponse><ssin>{anna}</ssin><status><value>DATA_FOUND</value></status><results><dgphResult><status><value>DATA_FOUND</value></status><file><rights><decisionStatus>POSITIVE</decisionStatus><period><beginDate>{heldSince}</beginDate></period><categoryIVT>A</categoryIVT></rights></file></dgphResult></results></ConsultFilesByDateResponse>");
        Message(messages, "GeefAanslagbiljetPersonenbelasting/02.00.0000", anna, "<AanslagbiljetPersonenbelasting><Inkomensjaar>2022</Inkomensjaar><Items><Item><Code>A7270</Code><Waarde>1</Waarde></Item><Item><Code>A7555</Code><Waarde>3758645</Waarde></Item></Items></AanslagbiljetPersonenbelasting>");

        Rulebook rulebook = RulebookLoader.Load(Rules).Rulebook!;
        var diagnostics = new DiagnosticBag();
        CaseResult read = Assert.Single(CaseReader.Read(messages, null, rulebook.Catalogue, null, MagdaCaseReader.ReadMapping(MappingFile.In(Rules), rulebook.Catalogue, diagnostics)));
        string json = Path.Combine(_folder, "couple.json"), lines = Path.Combine(_folder, "couple.ndjson"), tables = Path.Combine(_folder, "couple");
        string text = CaseAsJson.Of(read.Case!, rulebook.Catalogue);
        File.WriteAllText(json, text.Replace(",", ",\n"));
        File.WriteAllText(lines, text);
        new CsvFolder(rulebook.Catalogue).Write([text], tables);

        string[] decisions = Decisions(messages, out _, "2024-01-01");
        Assert.Contains(decisions, d => d.Contains(condition, StringComparison.Ordinal) && d.Contains(outcome, StringComparison.Ordinal));
        foreach (string form in (string[])[json, lines, tables]) Assert.Equal(decisions, Decisions(form, out _, "2024-01-01"));
    }

    [Fact]
    public void A_row_of_no_case_fails_the_run_and_goes_to_the_rejects()
    {
        Rulebook rulebook = RulebookLoader.Load(Rules).Rulebook!;
        string tables = Path.Combine(_folder, "tables"), rejects = Path.Combine(_folder, "rejects.ndjson");
        new CsvFolder(rulebook.Catalogue).Write(["{\"case\": \"c\", \"persons\": {\"anna\": {}}}"], tables);
        File.AppendAllText(Path.Combine(tables, "birth.csv"), ",bert,2000-01-01,\n");
        Workspace.Result result = Workspace.Run("evaluate", tables, "--on", "2024-10-01", "--rules", Rules, "--rejects", rejects);
        Assert.Equal(2, result.Code);
        Assert.Contains("1 case read: 1 accepted, 0 rejected", result.Error, StringComparison.Ordinal);
        Assert.Contains("3 rows read: 2 used, 1 rejected, of which 1 of no case", result.Error, StringComparison.Ordinal);
        using JsonDocument problem = JsonDocument.Parse(Assert.Single(File.ReadAllLines(rejects)));
        Assert.Equal(("", 2, "RE5067"), (problem.RootElement.GetProperty("case").GetString(), problem.RootElement.GetProperty("row").GetInt32(), problem.RootElement.GetProperty("code").GetString()));
        // A program that uses the library gets it as a rejected case.
        Assert.Equal([("c", true), ("", false)], CaseFile.Read(tables, rulebook).Select(r => (r.CaseId, r.Case is not null)));
    }

    [Fact]
    public void A_case_in_tables_is_explained_and_what_was_not_delivered_is_told()
    {
        string tables = Path.Combine(_folder, "tables");
        new CsvFolder(RulebookLoader.Load(Rules).Rulebook!.Catalogue).Write([File.ReadAllText(Path.Combine(Root, "samples", "families", "06-transitional-children.json"))], tables);
        File.Delete(Path.Combine(tables, "cadastral_income.csv"));
        Workspace.Result result = Workspace.Run("explain", tables, "--case", "fam06", "--holder", "Hanne", "--on", "2024-10-01", "--rules", Rules);
        Assert.Equal(0, result.Code);
        Assert.Contains("Hanne", result.Output, StringComparison.Ordinal);
        Assert.Contains("there is no table `cadastral_income.csv`", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void The_columns_of_all_tables_are_listed()
    {
        string[] lines = Workspace.Run("export", "schema", "--format", "tables", "--rules", Rules).Output.Split('\n');
        Assert.Equal("table,column,type,required,title", lines[0]);
        Assert.Contains("birth.csv,birth_date,date,field,date of birth", lines);
        Assert.Contains("unknown.csv,key,text,no,\"2023, 2023-Q2 or 2023-05; empty for the whole record\"", lines);
        Assert.Contains("partner.csv,to,date,yes,the last day; empty when open", lines);
    }

    [Theory]
    [InlineData("check")]
    [InlineData("evaluate")]
    public void A_mapping_with_a_mistake_is_told_once(string command)
    {
        using var space = new Workspace();
        space.Write("rules/register.mapping.yaml", "mapping: tables\ntables:\n  - {file: a.csv, case: c, person: p, record: brith, fields: {}}\n");
        Workspace.Result result = command == "check" ? Workspace.Run("check", space.Rules) : Workspace.Run("evaluate", space.Cases, "--on", "2024-05-01", "--rules", space.Rules);
        Assert.Equal(3, result.Code);
        Assert.Single(Regex.Matches(result.Output + result.Error, "brith`"));
        Assert.Contains("did you mean `birth`?", result.Output + result.Error, StringComparison.Ordinal);
    }

    private static void Message(string folder, string service, string number, string content)
    {
        string name = service.Split('/')[0];
        Directory.CreateDirectory(Path.Combine(folder, service));
        File.WriteAllText(Path.Combine(folder, service, $"{number}.xml"), $"""
            <r:{name}Response xmlns:r="urn:test"><Repliek><Context><Naam>{name}</Naam><Bericht><Tijdstip><Datum>2024-01-01</Datum></Tijdstip></Bericht></Context>
            <Antwoorden><Antwoord><Inhoud>{content}</Inhoud></Antwoord></Antwoorden></Repliek></r:{name}Response>
            """);
    }

    /// <summary>The tables and the mapping in docs/data.md decide as the JSON beside them.</summary>
    [Fact]
    public void The_tables_of_the_manual_are_the_family_of_the_manual()
    {
        string manual = File.ReadAllText(Path.Combine(Root, "docs", "data.md"));
        string json = Regex.Match(manual, "```json\n(.*?)```", RegexOptions.Singleline).Groups[1].Value;
        string family = Path.Combine(_folder, "family.json"), tables = Path.Combine(_folder, "tables"), mapping = Path.Combine(_folder, "tax.mapping.yaml");
        File.WriteAllText(family, json);
        new CsvFolder(RulebookLoader.Load(Rules).Rulebook!.Catalogue).Write([json], tables);
        MatchCollection blocks = Regex.Matches(manual, "`([A-Za-z0-9_]+\\.csv)`\n\n```csv\n(.*?)```", RegexOptions.Singleline);
        Assert.Equal(["birth.csv", "raises.csv", "social_status.csv", "unknown.csv", "AANSLAG_2022.csv"], blocks.Select(b => b.Groups[1].Value));
        foreach (Match block in blocks) File.WriteAllText(Path.Combine(tables, block.Groups[1].Value), block.Groups[2].Value);
        File.Delete(Path.Combine(tables, "tax_assessment.csv"));
        File.WriteAllText(mapping, Regex.Match(manual, "```yaml\n(mapping: tables\n.*?)```", RegexOptions.Singleline).Groups[1].Value);

        // Other rights read fields of an assessment that the extract of the manual does not have: not known there.
        string[] decisions = OfSupplement(Decisions(family, out _));
        Assert.Contains(decisions, d => d.Contains("\"child\":\"cleo\"", StringComparison.Ordinal) && d.Contains("undetermined", StringComparison.Ordinal));
        Assert.Equal(decisions, OfSupplement(Decisions(tables, out string error, "2024-10-01", "--mapping", mapping)));
        Assert.DoesNotContain("warning", error, StringComparison.Ordinal);
    }

    private static string[] OfSupplement(string[] decisions) => [.. decisions.Where(d => d.Contains("\"right\":\"growth_package.social_supplement\"", StringComparison.Ordinal))];

    private static string[] Decisions(string input, out string error, string on = "2024-10-01", params string[] options)
    {
        Workspace.Result result = Workspace.Run(["evaluate", input, "--on", on, "--rules", Rules, "--format", "ndjson", .. options]);
        Assert.True(result.Code == 0, result.Error);
        error = result.Error;
        return Sorted(result.Output);
    }

    private static string[] Sorted(string output) => [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal)];

    /// <summary>The sample families, each on a line.</summary>
    private static string[] Compact() => [.. Directory.GetFiles(SampleFamilies.Folder, "*.json").Order(StringComparer.Ordinal).Select(File.ReadAllText).SelectMany(Cases)];

    /// <summary>A folder of tables with cases, two tables of it packed.</summary>
    private string Tables(IEnumerable<string> cases)
    {
        string tables = Path.Combine(_folder, "tables");
        new CsvFolder(RulebookLoader.Load(Rules).Rulebook!.Catalogue).Write(cases, tables);
        foreach (string table in (string[])["birth", "residence"]) Pack(Path.Combine(tables, $"{table}.csv"));
        return tables;
    }

    private static IEnumerable<string> Cases(string text)
    {
        using JsonDocument document = JsonDocument.Parse(text);
        JsonElement root = document.RootElement;
        return [.. (root.ValueKind == JsonValueKind.Array ? root.EnumerateArray().ToArray() : [root]).Select(c => JsonSerializer.Serialize(c))];
    }

    private static string Id(string text)
    {
        using JsonDocument document = JsonDocument.Parse(text);
        return document.RootElement.GetProperty("case").GetString()!;
    }

    private static void Pack(string file)
    {
        using (FileStream packed = File.Create(file + ".gz"))
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest)) gzip.Write(File.ReadAllBytes(file));
        File.Delete(file);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static string Here([CallerFilePath] string here = "") => here;
}
