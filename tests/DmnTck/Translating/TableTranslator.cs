using System.Xml.Linq;
using RightsEngine.DmnTck.Reading;
using RightsEngine.Language.Builtins;
using RightsEngine.Language.Checking;
using RightsEngine.Language.Core;
using RightsEngine.Language.Syntax;
using RightsEngine.Language.Types;
using RightsEngine.Language.Values;
using RightsEngine.Source;

namespace RightsEngine.DmnTck.Translating;

/// <summary>Turns decision tables into <see cref="Select"/>s, which is what tables of the language are too.</summary>
internal sealed class TableTranslator(BoxTranslator boxes, ModelTypes types)
{
    private sealed record Row(CoreExpression When, CoreExpression Then, int[] Priority, Location At);

    public CoreExpression Translate(XElement table, Names outer, RightsType? expected)
    {
        var scope = new Names(outer);
        var lets = new List<(LocalSymbol Symbol, CoreExpression Value)>();
        CoreExpression[] inputs = [.. table.All("input").Select(i => Input(i, scope, lets))];
        XElement[] outputs = [.. table.All("output")];
        string hit = (table.Attr("hitPolicy") ?? "UNIQUE").ToUpperInvariant();
        RightsType? rowType = hit is "COLLECT" or "RULE ORDER" or "OUTPUT ORDER"
            ? table.Attr("aggregation") is null or "" ? (expected as ListType)?.Item : null : expected;
        Row[] rows = [.. table.All("rule").Select((r, i) => ReadRow(r, i, inputs, outputs, scope, rowType))];
        RightsType type = Joined(rows.Select(r => r.Then.Type)) ?? throw new OutsideException(Outside.DynamicTyping, "a table with outputs of mixed types");
        Location at = MappedText.Alone("decision table").Whole;
        CoreExpression? otherwise = outputs.All(o => o.One("defaultOutputEntry") is not null)
            ? Output(outputs, o => o.One("defaultOutputEntry")!, scope, rowType, at) : null;
        CoreExpression result = Combine(hit, table.Attr("aggregation"), rows, otherwise, type, at);
        return Enumerable.Reverse(lets).Aggregate(result, (rest, let) => BoxTranslator.Let(let.Symbol, let.Value, rest));
    }

    private CoreExpression Input(XElement input, Names scope, List<(LocalSymbol, CoreExpression)> lets)
    {
        string text = input.One("inputExpression")?.Text() ?? throw new OutsideException(Outside.NoLogic, "an input of a table");
        CoreExpression value = boxes.Check(text, scope, types.Of(input.One("inputExpression")!.Attr("typeRef")));
        if (value is Local) return value;
        LocalSymbol symbol = boxes.Part(value.Type);
        lets.Add((symbol, value));
        return new Local(symbol, value.Origin);
    }

    private Row ReadRow(XElement rule, int index, CoreExpression[] inputs, XElement[] outputs, Names scope, RightsType? expected)
    {
        Location at = MappedText.Alone($"rule {index + 1}").Whole;
        var checker = new Checker(scope, boxes.Findings);
        var conditions = new List<CoreExpression>();
        foreach ((XElement entry, CoreExpression input) in rule.All("inputEntry").Zip(inputs))
        {
            string cell = entry.Text() is { } t && !string.IsNullOrWhiteSpace(t) ? t : "-";
            boxes.Note(cell);
            var tests = checker.CheckCell(Parser.ParseUnaryTests(MappedText.Alone(boxes.Rewritten(cell, scope)), boxes.Findings), input);
            conditions.Add(CellTest.AnyOf(tests, input, at));
        }
        XElement[] entries = [.. rule.All("outputEntry")];
        int[] priority = [.. entries.Zip(outputs).Select(p => Priority(p.First.Text() ?? "", p.Second.One("outputValues")?.Text()))];
        CoreExpression when = conditions.Count == 0 ? Literal(BooleanValue.True, RightsType.Boolean, at) : new And(conditions, at);
        return new Row(when, Output(outputs, o => entries[Array.IndexOf(outputs, o)], scope, expected, at), priority, at);
    }

    private CoreExpression Output(XElement[] outputs, Func<XElement, XElement> entryOf, Names scope, RightsType? expected, Location at)
    {
        CoreExpression Single(XElement output, RightsType? type) =>
            boxes.Check(entryOf(output).Text() is { } t && !string.IsNullOrWhiteSpace(t) ? t : "null", scope, types.Of(output.Attr("typeRef")) ?? type);
        return outputs.Length == 1 ? Single(outputs[0], expected)
            : Records.Make(outputs.Select(o => (o.Attr("name") ?? "", Single(o, Records.MemberType(expected, o.Attr("name") ?? "")))), at);
    }

    /// <summary>The place of an output among the values it may have: the first has priority.</summary>
    private static int Priority(string entry, string? values)
    {
        int place = values is null ? -1 : Array.FindIndex(values.Split(','), v => v.Trim() == entry.Trim());
        return place < 0 ? int.MaxValue : place;
    }

    private static CoreExpression Combine(string hit, string? aggregation, Row[] rows, CoreExpression? otherwise, RightsType type, Location at)
    {
        if (hit is "PRIORITY" or "OUTPUT ORDER") rows = [.. rows.OrderBy(r => r.Priority, Comparer<int[]>.Create(Lexicographic))];
        SelectRow[] select = [.. rows.Select(r => new SelectRow(r.When, r.Then, DateSpan.Always, r.At))];
        if (otherwise is not null) type = RightsType.Join(type, otherwise.Type) ?? type;
        switch (hit)
        {
            case "UNIQUE":
                return new Select(HitPolicy.Unique, select, otherwise, type, at);
            case "FIRST" or "PRIORITY":
                return new Select(HitPolicy.First, select, otherwise, type, at);
            case "ANY":
                return Any(rows, new Select(HitPolicy.First, select, otherwise, type, at), at);
            case "COLLECT" or "RULE ORDER" or "OUTPUT ORDER":
                return aggregation?.ToUpperInvariant() switch
                {
                    null or "" => Collected(rows, list => list, otherwise is null ? null : new ListOf([otherwise], new ListType(type), at), type, at),
                    // A sum over no row at all is null in DMN, so a table of the language says so too.
                    "SUM" => new Select(HitPolicy.Sum, select, otherwise ?? Literal(AbsentValue.Instance, type.Optional(), at), type, at),
                    "COUNT" => Collected(rows, Aggregate("count", RightsType.Number, at), otherwise, type, at),
                    "MIN" => Collected(rows, Aggregate("min", type, at), otherwise, type, at),
                    "MAX" => Collected(rows, Aggregate("max", type, at), otherwise, type, at),
                    { } other => throw new OutsideException(Outside.NotTranslated, $"aggregation {other}"),
                };
            default:
                throw new OutsideException(Outside.NotTranslated, $"hit policy {hit}");
        }
    }

    /// <summary>The first row that holds, or a fault when another that holds says something else.</summary>
    private static CoreExpression Any(Row[] rows, Select first, Location at)
    {
        var symbol = new LocalSymbol("first_of_any", first.Type);
        var value = new Local(symbol, at);
        var fault = Literal(new FaultValue("rows of the table that hold do not agree", at), first.Type, at);
        var disagree = rows.Select(r => new SelectRow(new And([r.When, new Comparison(ComparisonOperator.NotEqual, r.Then, value, at)], at), fault, DateSpan.Always, r.At));
        return BoxTranslator.Let(symbol, first, new Select(HitPolicy.First, [.. disagree], value, first.Type, at));
    }

    /// <summary>What is made of the list of the results of all rows that hold; something else when none does.</summary>
    private static CoreExpression Collected(Row[] rows, Func<CoreExpression, CoreExpression> make, CoreExpression? otherwise, RightsType type, Location at)
    {
        var list = new ListType(type);
        var empty = Literal(ListValue.Empty, list, at);
        var parts = rows.Select(r => new Select(HitPolicy.First, [new SelectRow(r.When, new ListOf([r.Then], list, at), DateSpan.Always, at)], empty, list, at));
        var collected = new BuiltinCall(BuiltinTable.All["concatenate"], [.. parts], list, at);
        if (otherwise is null) return make(collected);
        var symbol = new LocalSymbol("collected", list);
        var some = new Comparison(ComparisonOperator.NotEqual, new Local(symbol, at), empty, at);
        CoreExpression made = make(new Local(symbol, at));
        return BoxTranslator.Let(symbol, collected, new Select(HitPolicy.First, [new SelectRow(some, made, DateSpan.Always, at)], otherwise, made.Type, at));
    }

    private static Func<CoreExpression, CoreExpression> Aggregate(string builtin, RightsType type, Location at) =>
        list => new BuiltinCall(BuiltinTable.All[builtin], [list], type, at);

    private static int Lexicographic(int[]? a, int[]? b) => a!.Zip(b!).Select(p => p.First.CompareTo(p.Second)).FirstOrDefault(c => c != 0);

    private static RightsType? Joined(IEnumerable<RightsType> all) =>
        all.Aggregate((RightsType?)RightsType.Nothing, (joined, t) => joined is null ? null : RightsType.Join(joined, t));

    private static Literal Literal(Value value, RightsType type, Location at) => new(value, type, at);
}
