namespace RightsEngine.Rules.Tests.Differential;

/// <summary>Makes rulebooks with rights of all kinds over the <see cref="DifferentialCatalogue"/>.</summary>
internal sealed class RulesMaker(Random random)
{
    private const int Depth = 3;

    // Most rulebooks are for both lanes: what is wide, and memory, is for the general one.
    private readonly ExprMaker _make = new(random) { IsWide = random.Next(5) == 0 };
    private readonly List<(string Name, string Holder, bool HasAmount)> _earlier = [];

    public GeneratedRules Make(int rights) =>
        new([Able(), Weight()], [.. Enumerable.Range(0, rights).Select(i => Right($"r.a{i}"))]);

    private GeneratedPiece Able() => new(
        "concept: able\ntitle: {en: able}\nof: person\nwith: {least: number}\ntype: boolean\nvalue: '$0$'",
        _make.Make("boolean", ConceptScope("least"), Depth));

    private GeneratedPiece Weight() => new(
        "concept: weight\ntitle: {en: weight}\nof: person\nwith: {m: number, n: number}\ntype: number\nvalue: '$0$'",
        _make.Make("number", ConceptScope("m", "n"), Depth));

    private static ExprScope ConceptScope(params string[] numbers) =>
        new(new Dictionary<string, string[]> { ["person"] = ["person"], ["number"] = numbers });

    private GeneratedRight Right(string name)
    {
        string holder = _make.Pick("person", "person", "person", "raises", "housemates");
        ExprScope scope = Scope(holder);
        var pieces = new List<GeneratedPiece>
        {
            new("period: " + _make.Pick("month", "day", "quarter", "year", "once")),
        };
        if (_make.Chance(0.3)) pieces.Add(new("decide_on: " + _make.Pick("last day", "day before")));
        if (_make.Chance(0.4)) pieces.Add(new("grant: " + _make.Pick("automatic", "inform")));
        if (_make.Chance(0.4)) pieces.Add(new("refuse: automatic"));
        if (_make.Chance(0.4)) pieces.Add(new("candidates: '$0$'", _make.Make("boolean", scope, 2)));
        if (holder == "raises" && _make.Chance(0.5))
        {
            pieces.Add(new("one_per: [" + _make.Pick("child", "parent", "\"child.sheet.n1\"") + "]"));
            if (_make.Chance(0.6)) pieces.Add(new("first_by: '$0$'", _make.Make(_make.Pick("date", "number"), scope, 1)));
        }
        if (holder == "person" && _make.Chance(0.2)) pieces.Add(new("one_per: ['$0$']", _make.Make(_make.Pick("number", "persons"), scope, 1)));
        (GeneratedPiece[] definitions, ExprScope wider) = Definitions(scope);
        int number = 0;
        GeneratedCondition[] conditions = [.. Enumerable.Range(0, 1 + _make.Next(3)).Select(_ => Condition(wider, 2, ref number))];
        GeneratedPiece? amount = _make.Chance(0.75) ? Amount(wider, conditions) : null;
        if (_make.IsWide && _make.Chance(0.4))
        {
            definitions = [.. definitions, new("held_c0: met(c0)")];
            pieces.Add(Award(wider.With("boolean", "held_c0")));
        }
        var right = new GeneratedRight(name, $"holder: {holder}\nin_force: {{from: 2020-01-01}}", [.. pieces], definitions, conditions, amount);
        _earlier.Add((name, holder, amount is not null));
        return right;
    }

    /// <summary>A memory of check dates that are far apart, or of few that are close: each is compiled.</summary>
    private GeneratedPiece Award(ExprScope scope)
    {
        scope = scope.With("date", "granted_on");
        string end = _make.Pick("date(granted_on.year, 12, 31)", "date(granted_on.year + 1, 6, 30)", "add months(granted_on, 14, \"down\")");
        string soon = _make.Pick("last day of month(granted_on)", "add months(granted_on, 2, \"up\")");
        return _make.Next(5) switch
        {
            0 => new("award: {checked: " + _make.Pick("first day of month", "last day of month") + $", runs_until: '{soon}'}}"),
            1 => new("award: {checked: " + _make.Pick("first day of month", "last day of month") + $", runs_until: 'if $0$ then {soon} else granted_on'}}", _make.Make("boolean", scope, 1)),
            2 => new($"award: {{checked: first day of quarter, runs_until: 'if $0$ then {soon} else {end}'}}", _make.Make("boolean", scope, 2)),
            3 => new("award: {checked: " + _make.Pick("first day of quarter", "first day of year") + $", runs_until: '{end}'}}"),
            _ => new("award: {checked: first day of year, runs_until: '$0$'}", _make.Make("date", scope, 2)),
        };
    }

    private ExprScope Scope(string holder)
    {
        var names = new Dictionary<string, string[]>();
        if (holder == "person") names["person"] = ["person"];
        if (holder == "raises") names["person"] = ["child", "parent"];
        if (holder == "housemates") names["persons"] = ["members"];
        if (holder == "raises") (names["number"], names["boolean"]) = (["raises.share"], ["raises.by_court"]);
        var scope = new ExprScope(names) { HasPeriod = true };
        foreach ((string name, string other, bool hasAmount) in _earlier)
        {
            string? asked = (other, holder) switch
            {
                ("person", "person") => "person",
                ("person", "raises") => "child",
                ("raises", "raises") => "raises",
                ("housemates", "housemates") => "members",
                ("housemates", "person") => "housemates(person)",
                _ => null,
            };
            if (asked is null) continue;
            scope = scope.With("boolean", $"granted({name}, {asked})");
            if (hasAmount) scope = scope.With("month", $"amount_of({name}, {asked})");
        }
        return scope;
    }

    private (GeneratedPiece[], ExprScope) Definitions(ExprScope scope)
    {
        var all = new List<GeneratedPiece>();
        int count = _make.Next(4);
        for (int i = 0; i < count; i++)
        {
            string name = $"d{i}", kind = _make.Pick("boolean", "number", "year", "month", "persons", "date");
            switch (_make.Next(6))
            {
                case 0:
                    kind = _make.Pick("number", "boolean");
                    all.Add(new($"{name}: {{with: {{arg{i}: number}}, type: {kind}, value: '$0$'}}", _make.Make(kind, scope.With("number", $"arg{i}"), Depth - 1)));
                    scope = scope.With(kind, $"{name}({_make.Pick("1", "2.5")})", $"{name}({_make.Make("number", scope, 1).Text})");
                    break;
                case 1 or 2:
                    kind = _make.Pick("number", "month");
                    all.Add(Table($"{name}:\n    type: {(kind == "month" ? "money per month" : kind)}\n    table:\n", "    ", kind, scope, mayRefuse: false));
                    scope = scope.With(kind, name);
                    break;
                default:
                    all.Add(new($"{name}: '$0$'", _make.Make(kind, scope, Depth)));
                    scope = scope.With(kind, name);
                    break;
            }
        }
        return ([.. all], scope);
    }

    /// <summary>A table on a number and perhaps a boolean, of any hit policy.</summary>
    private GeneratedPiece Table(string head, string indent, string kind, ExprScope scope, bool mayRefuse)
    {
        string hit = _make.Pick("unique", "unique", "first", "sum");
        bool two = _make.Chance(0.4);
        var parts = new List<Expr> { _make.Make("number", scope, 2) };
        if (two) parts.Add(_make.Make("boolean", scope, 2));
        var rows = new List<string>();
        int low = _make.Next(3), high = low + 1 + _make.Next(4);
        bool complete = _make.Chance(0.6);
        string[] cells = hit == "unique" ? [$"< {low}", $"[{low}..{high})", $">= {high}"] : [$"<= {high}", $"> {low}", "-"];
        if (!complete) cells = cells[..^1];
        foreach (string cell in cells)
        {
            foreach (string second in two && hit == "unique" ? ["true", "false"] : new[] { two ? _make.Pick("true", "false", "-") : "" })
            {
                parts.Add(_make.Make(kind, scope, 1));
                string keys = two ? $"\"{cell}\", \"{second}\"" : $"\"{cell}\"";
                rows.Add(hit == "first" && _make.Chance(0.15)
                    ? $"- {{when: [{keys}], then: '${parts.Count - 1}$', in_force: {{from: {_make.Pick("2022-01-01", "2024-03-01")}}}}}"
                    : $"- [{keys}, '${parts.Count - 1}$']");
            }
        }
        string otherwise = "";
        // `unique` over all values needs none; what is left out does.
        if (hit == "first" || (hit == "unique" && !complete))
        {
            if (mayRefuse && _make.Chance(0.4)) otherwise = $"{indent}  otherwise: refused\n";
            else
            {
                parts.Add(_make.Make(kind, scope, 1));
                otherwise = $"{indent}  otherwise: '${parts.Count - 1}$'\n";
            }
        }
        return new GeneratedPiece($"{head}{indent}  hit: {hit}\n{indent}  inputs: ['$0$'{(two ? ", '$1$'" : "")}]\n{indent}  rows:\n"
            + string.Concat(rows.Select(r => $"{indent}    {r}\n")) + otherwise.TrimEnd('\n'), [.. parts]);
    }

    private GeneratedCondition Condition(ExprScope scope, int depth, ref int number)
    {
        string id = $"c{number++}", keys = "";
        if (_make.Chance(0.1)) keys += ", in_force: {" + _make.Pick("from: 2023-06-01", "to: 2023-06-01") + "}";
        if (_make.Chance(0.15)) keys += ", grant: " + _make.Pick("automatic", "inform");
        if (depth == 0 || _make.Chance(0.6)) return new GeneratedCondition(id, "require", _make.Make("boolean", scope, Depth), keys);
        var children = new List<GeneratedCondition>();
        for (int i = 0, count = 1 + _make.Next(3); i < count; i++) children.Add(Condition(scope, depth - 1, ref number));
        return new GeneratedCondition(id, _make.Pick("any", "all", "none"), null, keys, [.. children]);
    }

    private GeneratedPiece Amount(ExprScope scope, GeneratedCondition[] conditions)
    {
        scope = scope.With("boolean", [.. conditions.Select(c => $"met({c.Id})")]);
        string keys = "  type: money per month";
        if (_make.Chance(0.5)) keys += $"\n  round: {_make.Pick("half up", "half even", "half down", "up", "down")} to {_make.Pick("0.01", "1", "0.1")}";
        if (_make.Chance(0.25)) keys += "\n  zero: granted";
        if (_make.Chance(0.25)) keys += "\n  not_due_below: \"" + _make.Pick("25.00", "5") + "\"";
        if (_make.Chance(0.5)) return new GeneratedPiece($"amount:\n{keys}\n  value: '$0$'", _make.Make("month", scope, Depth));
        return Table($"amount:\n{keys}\n  table:\n", "  ", "month", scope, mayRefuse: true);
    }
}
