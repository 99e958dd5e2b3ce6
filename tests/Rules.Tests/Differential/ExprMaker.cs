namespace RightsEngine.Rules.Tests.Differential;

/// <summary>The names that an expression may use, by type.</summary>
internal sealed record ExprScope(IReadOnlyDictionary<string, string[]> Names)
{
    /// <summary>Whether <c>item</c> is taken: a filter in a filter would hide it.</summary>
    public bool InFilter { get; init; }

    /// <summary>Whether there is a period: in rights, not in concepts.</summary>
    public bool HasPeriod { get; init; }

    public string[] Of(string kind) => Names.GetValueOrDefault(kind) ?? [];

    public ExprScope With(string kind, params string[] names)
    {
        var more = new Dictionary<string, string[]>(Names) { [kind] = [.. Of(kind), .. names] };
        return this with { Names = more };
    }
}

/// <summary>Makes well-typed expressions of all kinds over the <see cref="DifferentialCatalogue"/>.</summary>
internal sealed class ExprMaker(Random random)
{
    private int _variables;

    /// <summary>Whether there is also what the lean lane has no code for: days, ranges and years of the case, lists that repeat.</summary>
    public bool IsWide { get; init; }

    public Expr Make(string kind, ExprScope scope, int depth) => scope.Of("person").Length == 0 ? OfMembers(kind, scope, depth) : kind switch
    {
        "boolean" => Boolean(scope, depth),
        "number" => Number(scope, depth),
        "year" => PerYear(scope, depth),
        "month" => PerMonth(scope, depth),
        "date" => Date(scope, depth),
        "person" => Person(scope, depth),
        "persons" => Persons(scope, depth),
        "links" => Links(scope, depth),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    public T Pick<T>(params T[] choices) => choices[random.Next(choices.Length)];

    public bool Chance(double part) => random.NextDouble() < part;

    public int Next(int most) => random.Next(most);

    /// <summary>Where there is no person to ask, as in a right of a household: each of the list there is.</summary>
    private Expr OfMembers(string kind, ExprScope scope, int depth)
    {
        if (Named(kind, scope) is { } name) return name;
        Expr list = new("persons", scope.Of("persons")[0]);
        string variable = Variable(out _);
        ExprScope inner = scope.With("person", variable);
        return kind switch
        {
            "boolean" => Is($"({Pick("some", "every")} {variable} in $0 satisfies $1)", list, Make(kind, inner, depth - 1)),
            "persons" => new Expr(kind, "$0[$1]", list, Make("boolean", scope.With("person", "item") with { InFilter = true }, depth - 1)),
            "date" => Day(Pick("reference_date", "period.end", "@\"2022-03-31\"")),
            _ => new Expr(kind, $"sum(for {variable} in $0 return $1)", list, Make(kind, inner, depth - 1)),
        };
    }

    private Expr? Named(string kind, ExprScope scope) =>
        scope.Of(kind) is { Length: > 0 } names && Chance(0.3) ? new Expr(kind, Pick(names)) : null;

    private Expr Boolean(ExprScope scope, int depth)
    {
        if (Named("boolean", scope) is { } name) return name;
        Expr B() => Boolean(scope, depth - 1);
        Expr P() => Person(scope, depth - 1);
        if (depth <= 0)
        {
            return Next(12) switch
            {
                0 => Is(Pick("true", "false")),
                1 => Is("$0.sheet.doubt", P()),
                2 => Is("$0.support", P()),
                3 => Is("$0.care", P()),
                4 => Is("$0.any_help", P()),
                5 => Is("is present($0.home)", P()),
                6 => Is("is present($0.sheet.opt)", P()),
                7 => Is("$0.home.region = \"north\"", P()),
                8 => Is("$0.home.region in (\"north\", \"east\")", P()),
                9 => Is("$0.adult", P()),
                10 => Is("$0.bill(2022).own", P()),
                _ => Is("$0.sheet.flag", P()),
            };
        }
        switch (Next(IsWide ? 37 : 30))
        {
            case 36: return Is($"({Pick("some", "every")} {Variable(out string start)} in months([$0..$1]) satisfies on({start}, $2))", Day("add months(reference_date, -5, \"down\")"), Date(scope, 0), Boolean(scope, 0));
            case 30: return Is("on($0, $1)", Date(scope, depth - 1), B());
            case 31: return Is("($0 in [$1..$2])", Date(scope, depth - 1), Date(scope, 0), Date(scope, depth - 1));
            case 32: return Is($"held {Pick("in", "throughout")}($0.{Status()}, [$1..$2])", P(), Date(scope, 0), Date(scope, depth - 1));
            case 33: return Is($"({Pick("some", "every")} {Variable(out string month)} in append(months([@\"2023-11-15\"..@\"2024-02-01\"]), @\"2024-02-29\") satisfies on({month}, $0))", B());
            case 34: return Is("(default(on(@\"2024-04-10\", $0.home), $0.home).region = \"north\")", P());
            case 35 when !scope.InFilter: return Is("(is present($0.job[item.full][1]) and $0.job[item.full][1].pay > $1)", P(), PerMonth(scope, 0));
            case 0 or 1: return Is("($0 and $1)", B(), B());
            case 2 or 3: return Is("($0 or $1)", B(), B());
            case 4: return Is("($0 and $1 and $2)", B(), B(), B());
            case 5: return Is("not($0)", B());
            case 6: return Is("(if $0 then $1 else $2)", B(), B(), B());
            case 7 or 8: return Is($"($0 {Operator()} $1)", Number(scope, depth - 1), Number(scope, depth - 1));
            case 9 or 10: return Is($"($0 {Operator()} $1)", PerYear(scope, depth - 1), PerYear(scope, depth - 1));
            case 11: return Is($"($0 {Operator()} $1)", PerMonth(scope, depth - 1), PerMonth(scope, depth - 1));
            case 12: return Is($"($0 {Operator()} $1)", Date(scope, depth - 1), Date(scope, depth - 1));
            case 13: return Is("($0 between $1 and $2)", Number(scope, depth - 1), Number(scope, depth - 1), Number(scope, depth - 1));
            case 14: return Is(Pick("($0 in [$1..$2))", "($0 in ($1..$2])"), Number(scope, depth - 1), Number(scope, 0), Number(scope, depth - 1));
            case 15: return Is("($0 in ($1, $2, 3))", Number(scope, depth - 1), Number(scope, 0), Number(scope, 0));
            case 16 or 17: return Over(Pick("some", "every"), "persons", scope, depth);
            case 18: return Over(Pick("some", "every"), "links", scope, depth);
            case 19: return Is("($0 in $1)", P(), Persons(scope, depth - 1));
            case 20: return Is("($0.home.address = $1.home.address)", P(), P());
            case 21: return Is($"held {Pick("in", "throughout")}($0.{Status()}, {(scope.HasPeriod ? "period" : "[@\"2023-01-01\"..@\"2023-03-31\"]")})", P());
            case 22: return Is($"held on($0.{Status()}, $1)", P(), Date(scope, depth - 1));
            case 23: return Is($"on(@\"{Pick("2021-05-01", "2023-12-31")}\", $0)", B());
            case 24: return Is("(is present($0.guardian) and $0.guardian = $1)", P(), P());
            case 25: return Is("(is present($0.wages(2022)) and $0.wages(2022).gross > $1)", P(), PerYear(scope, 0));
            case 26 when scope.HasPeriod: return Is("$0.able($1)", P(), Number(scope, depth - 1));
            case 27: return Is($"{Pick("all", "any")}(for {Variable(out string v)} in $0 return $1)", Persons(scope, depth - 1), Boolean(scope.With("person", v), depth - 1));
            case 28: return Is("($0 = $1)", Persons(scope, depth - 1), Persons(scope, depth - 1));
            default: return Is("is present($0.birth.death_date)", P());
        }
    }

    private Expr Number(ExprScope scope, int depth)
    {
        if (Named("number", scope) is { } name) return name;
        Expr N() => Number(scope, depth - 1);
        Expr P() => Person(scope, depth - 1);
        if (depth <= 0)
        {
            return Next(9) switch
            {
                0 or 1 => Num(Pick("0", "1", "2", "3", "18", "0.25", "1.5", "100", "-2")),
                2 => Num("$0.sheet.n1", P()),
                3 => Num("$0.sheet.n2", P()),
                4 => Num("default($0.sheet.opt, 7)", P()),
                5 => Num("age on($0, reference_date)", P()),
                6 => Num("count($0.raised_children)", P()),
                7 => Num("reference_date.month"),
                _ => Num("$0.years", P()),
            };
        }
        switch (Next(IsWide ? 36 : 28))
        {
            case 34: return Num("count(months([$0..$1]))", Date(scope, 0), Date(scope, depth - 1));
            case 35: return Num("($0 / 3 * ($1 / 4))", N(), Number(scope, 0));
            case 28: return Num("on($0, gap)", Date(scope, depth - 1));
            case 29: return Num("on($0, $1)", Date(scope, depth - 1), Number(scope, 0));
            case 30 when !scope.InFilter: return Num("count((for $1 in @\"2024-03-18\"..@\"2024-03-22\" return $1)[on(item, $0)])".Replace("$1", Variable(out string _), StringComparison.Ordinal), Boolean(scope with { InFilter = true }, depth - 1));
            case 31: return Num("count(concatenate($0, $1))", Persons(scope, depth - 1), Persons(scope, depth - 1));
            case 32 when !scope.InFilter: return Num("count(concatenate($0, $1)[$2])", Persons(scope, depth - 1), Persons(scope, 0), Boolean(scope.With("person", "item") with { InFilter = true }, depth - 1));
            case 33: return Num($"count(distinct values(flatten(for {Variable(out string of)} in $0 return $1)))", Persons(scope, depth - 1), Persons(scope.With("person", of), 0));
            case 0 or 1: return Num("($0 + $1)", N(), N());
            case 2: return Num("($0 - $1)", N(), N());
            case 3: return Num("($0 * $1)", N(), N());
            case 4: return Num("($0 / $1)", N(), N());
            case 5: return Num("($0 * $1 / 3)", N(), N());
            case 6: return Num("(if $0 then $1 else $2)", Boolean(scope, depth - 1), N(), N());
            case 7 or 8: return Num("count($0)", Persons(scope, depth - 1));
            case 9: return Num("count($0)", Links(scope, depth - 1));
            case 10 or 11: return Fold("sum", "number", "persons", scope, depth);
            case 12: return Num("default($0, $1)", Fold(Pick("min", "max"), "number", "persons", scope, depth), N());
            case 13: return Num($"sum(for {Variable(out string link)} in $0 return {link}.share)", new Expr("links", "$0.care_of", P()));
            case 14: return Num(Pick("min", "max") + "($0, $1)", N(), N());
            case 15: return Num(Pick("abs", "floor", "ceiling") + "($0)", N());
            case 16: return Num($"round {Pick("half up", "half down", "half even", "up", "down")}($0, {Next(3)})", N());
            case 17: return Num("modulo($0, 5)", N());
            case 18: return Num("$0." + Pick("year", "month", "day"), Date(scope, depth - 1));
            case 19: return Num("age on($0, $1)", P(), Date(scope, depth - 1));
            case 20 when Chance(0.3): return Num("rates(count($0), north).extra", Persons(scope, depth - 1));
            case 20: return Num("rates($0 + count($1.wards), north).extra", N(), P());
            case 21: return Num("gap");
            case 22: return Num("($0 / $1)", PerYear(scope, depth - 1), PerYear(scope, 0));
            case 23: return Num("default($0.quarter_pay(2023, 2).hours, $1)", P(), N());
            case 24: return Num("count($0.job)", P());
            case 25: return Num($"on(@\"{Pick("2021-05-01", "2023-12-31")}\", $0)", N());
            case 26: return Num("months held in a row($0.support, reference_date)", P());
            case 27 when scope.HasPeriod: return Num("$0.weight($1, $2)", P(), N(), Number(scope, 0));
            default: return Number(scope, 0);
        }
    }

    private Expr PerYear(ExprScope scope, int depth)
    {
        if (Named("year", scope) is { } name) return name;
        Expr Y() => PerYear(scope, depth - 1);
        Expr P() => Person(scope, depth - 1);
        if (depth <= 0)
        {
            return Next(7) switch
            {
                0 => Year(Pick("y_none", "y_some", "y_most")),
                1 => Year("default($0.wages(2022).gross, 0)", P()),
                2 => Year("$0.bill(2022).total", P()),
                3 => Year("yearly_income($0, 2022)", P()),
                4 => Year("default($0.wages(reference_date.year - 1).net, 5)", P()),
                5 => Year("yearly_income($0, reference_date.year - 2)" + Pick("", ".gross", ".low"), P()),
                _ => Year("base"),
            };
        }
        return Next(IsWide ? 13 : 11) switch
        {
            11 => Year("on($0, base)", Date(scope, depth - 1)),
            12 => Year("yearly_income($0, if $1 then 2022 else reference_date.year - 3)" + Pick("", ".gross", ".low"), P(), Boolean(scope, depth - 1)),
            0 or 1 => Year("($0 + $1)", Y(), Y()),
            2 => Year("($0 - $1)", Y(), Y()),
            3 => Year("($0 * $1)", Y(), Number(scope, depth - 1)),
            4 => Year("($0 / $1)", Y(), Number(scope, depth - 1)),
            5 => Year("(if $0 then $1 else $2)", Boolean(scope, depth - 1), Y(), Y()),
            6 or 7 => Fold("sum", "year", "persons", scope, depth),
            8 => Year("per year($0)", PerMonth(scope, depth - 1)),
            9 => Year("means($0, $1, 2022)", P(), Persons(scope, depth - 1)),
            _ => Year(Pick("max", "min") + "($0, $1)", Y(), Y()),
        };
    }

    private Expr PerMonth(ExprScope scope, int depth)
    {
        if (Named("month", scope) is { } name) return name;
        Expr M() => PerMonth(scope, depth - 1);
        Expr P() => Person(scope, depth - 1);
        if (depth <= 0)
        {
            return Next(4) switch
            {
                0 or 1 => Month(Pick("m_none", "m_some")),
                2 => Month("default($0.sheet.fine, 3)", P()),
                _ => Month("$0.month_pay(2023, 5).pay", P()),
            };
        }
        return Next(8) switch
        {
            0 => Month("($0 + $1)", M(), M()),
            1 => Month("($0 * $1)", M(), Number(scope, depth - 1)),
            2 => Month("per month($0)", PerYear(scope, depth - 1)),
            3 => Month($"rates($0 + count($1.wards), {Pick("north", "south")}).rate", Number(scope, depth - 1), P()),
            4 => Month("(if $0 then $1 else $2)", Boolean(scope, depth - 1), M(), M()),
            5 => Month($"sum(for {Variable(out string job)} in $0.job return {job}.pay)", P()),
            6 when !scope.InFilter => Month("sum($0.job[item.full].pay)", P()),
            _ => Month("round half up($0, 2)", M()),
        };
    }

    private Expr Date(ExprScope scope, int depth)
    {
        if (Named("date", scope) is { } name) return name;
        Expr D() => Date(scope, depth - 1);
        Expr P() => Person(scope, depth - 1);
        if (depth <= 0)
        {
            return Next(6) switch
            {
                0 => Day("@\"2020-02-29\""),
                1 => Day("$0.birth.birth_date", P()),
                2 => Day("$0.sheet.day", P()),
                3 => Day("default($0.home.from, @\"2010-01-01\")", P()),
                4 => Day(scope.HasPeriod ? Pick("period.start", "period.end", "requested_on") : "reference_date"),
                _ => Day("reference_date"),
            };
        }
        return Next(5) switch
        {
            0 => Day("first day of month($0)", D()),
            1 => Day("last day of month($0)", D()),
            2 => Day($"add months($0, $1, \"{Pick("up", "down")}\")", D(), Chance(0.6) ? Num(Pick("6", "-18", "216")) : Number(scope, depth - 1)),
            3 => Day("(if $0 then $1 else $2)", Boolean(scope, depth - 1), D(), D()),
            _ => Day("default($0.birth.death_date, $1)", P(), D()),
        };
    }

    private Expr Person(ExprScope scope, int depth)
    {
        var plain = new Expr("person", Pick(scope.Of("person")));
        if (depth <= 0 || Chance(0.8)) return plain;
        return Next(3) switch
        {
            0 => new Expr("person", "default($0[1], $1)", Persons(scope, depth - 1), plain),
            1 => new Expr("person", "default($0.guardian, $1)", plain, plain),
            _ when scope.InFilter => plain,
            _ => new Expr("person", "default(sort by($0, $1)[" + Pick("1", "-1") + "], $2)", Persons(scope, depth - 1), Chance(0.5) ? Day("item.birth.birth_date") : Num("item.sheet.n2"), plain),
        };
    }

    private Expr Persons(ExprScope scope, int depth)
    {
        if (Named("persons", scope) is { } name) return name;
        Expr P() => Person(scope, depth - 1);
        Expr L() => Persons(scope, depth - 1);
        if (depth <= 0) return new Expr("persons", "$0." + Pick("raised_children", "raisers", "partners", "wards", "keepers", "keeping"), P());
        return Next(11) switch
        {
            0 or 1 => new Expr("persons", "housemates($0)", P()),
            2 => new Expr("persons", "family($0)", P()),
            3 or 4 when !scope.InFilter => new Expr("persons", "$0[$1]", L(), Boolean(scope.With("person", "item") with { InFilter = true }, depth - 1)),
            5 => new Expr("persons", "union($0, $1)", L(), L()),
            6 => new Expr("persons", "[$0, $1]", P(), P()),
            7 => new Expr("persons", "$0." + Pick("raised_children", "partners", "raisers"), L()),
            8 => new Expr("persons", "$0." + Pick("child", "parent"), new Expr("links", "$0.care_of", P())),
            _ => Persons(scope, 0),
        };
    }

    private Expr Links(ExprScope scope, int depth)
    {
        var plain = new Expr("links", "$0.care_of", Person(scope, depth - 1));
        if (depth <= 0 || scope.InFilter || Chance(0.5)) return plain;
        return new Expr("links", "$0[$1]", plain, Chance(0.5) ? Is("item.share < 1") : Is("item.child = $0", Person(scope, 0)));
    }

    /// <summary><c>some</c> or <c>every</c> over persons or links.</summary>
    private Expr Over(string quantifier, string domain, ExprScope scope, int depth)
    {
        string format = $"({quantifier} {Variable(out string name)} in $0 satisfies $1)";
        if (domain == "persons") return Is(format, Persons(scope, depth - 1), Boolean(scope.With("person", name), depth - 1));
        ExprScope inner = scope.With("person", name + ".child", name + ".parent").With("number", name + ".share").With("boolean", name + ".by_court");
        return Is(format, Links(scope, depth - 1), Boolean(inner, depth - 1));
    }

    private Expr Fold(string name, string kind, string domain, ExprScope scope, int depth) =>
        new(kind, $"{name}(for {Variable(out string variable)} in $0 return $1)", Make(domain, scope, depth - 1), Make(kind, scope.With("person", variable), depth - 1));

    private string Variable(out string name) => name = $"x{++_variables}";

    private string Operator() => Pick("<", "<=", ">", ">=", "=", "!=");

    private string Status() => Pick("support", "care", "any_help");

    private static Expr Is(string format, params Expr[] parts) => new("boolean", format, parts);

    private static Expr Num(string format, params Expr[] parts) => new("number", format, parts);

    private static Expr Year(string format, params Expr[] parts) => new("year", format, parts);

    private static Expr Month(string format, params Expr[] parts) => new("month", format, parts);

    private static Expr Day(string format, params Expr[] parts) => new("date", format, parts);
}
