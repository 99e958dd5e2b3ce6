using RightsEngine.Language.Core;
using RightsEngine.Language.Types;

namespace RightsEngine.Language.Tests.Checking;

/// <summary>A small catalogue to check expressions against.</summary>
internal sealed class FakeScope : IScope
{
    public static readonly MoneyType PerYear = new(MoneyPeriod.Year);
    public static readonly MoneyType PerMonth = new(MoneyPeriod.Month);
    public static readonly CodeType Region = new("region");

    private static readonly StructType Birth = new(StructKind.Record, "birth");
    private static readonly StructType Residence = new(StructKind.Record, "residence");
    private static readonly StructType Tax = new(StructKind.Record, "tax_assessment");
    private static readonly StructType Care = new(StructKind.Link, "raises");
    private static readonly StructType Amount = new(StructKind.Row, "amounts");
    private static readonly StructType Income = new(StructKind.Income, "family_income");
    private static readonly RightsType Persons = new ListType(RightsType.Person);

    private static readonly Dictionary<string, string[]> Codes = new()
    {
        ["region"] = ["flanders", "brussels", "wallonia"],
        ["category"] = ["small", "large"],
    };

    private static readonly Dictionary<string, MemberSymbol[]> Members = new()
    {
        ["birth"] = [new("birth_date", RightsType.Date), new("death_date", RightsType.Date.Optional())],
        ["residence"] = [new("region", Region), new("address", RightsType.Identifier), new("note", RightsType.Text), new("since", RightsType.Date)],
        ["tax_assessment"] = [new("wages", PerYear)],
        ["raises"] = [new("child", RightsType.Person), new("share", RightsType.Number)],
        ["amounts"] = [new("amount", PerMonth)],
        ["family_income"] = [new("", PerYear), new("wages", PerYear)],
    };

    private static readonly FakeSymbol[] OnPerson =
    [
        new("birth", Birth, Needs.PersonalData, Person("person")),
        new("residence", Residence.Optional(), Needs.PersonalData, Person("person")),
        new("payee", RightsType.Person.Optional(), Needs.PersonalData, Person("person")),
        new("raised_children", Persons, Needs.PersonalData, Person("person")),
        new("care_of", new ListType(Care), Needs.PersonalData, Person("person")),
        new("tax_assessment", Tax.Optional(), Needs.PersonalData, Person("person"), new("year", RightsType.Number)),
        new("living_wage", RightsType.Boolean, Needs.PersonalData, Person("person")),
        new("family", Persons, Needs.PersonalData | Needs.Household, Person("person")),
        new("income", Income, Needs.PersonalData, Person("person"), new("year", RightsType.Number)),
        new("best", RightsType.Number, Needs.Nothing, Person("person"), new("day", RightsType.Date)) { Optional = 1 },
    ];

    private static readonly Symbol[] Global =
    [
        new LocalSymbol("person", RightsType.Person),
        new LocalSymbol("reference_date", RightsType.Date),
        new LocalSymbol("period", new RangeType(RightsType.Date)),
        new LocalSymbol("maybe", RightsType.Number.Optional()),
        new LocalSymbol("n", RightsType.Number),
        new LocalSymbol("word", RightsType.Text),
        new LocalSymbol("ids", new ListType(RightsType.Identifier)),
        new FakeSymbol("limit", PerYear, Needs.Nothing),
        new FakeSymbol("monthly", PerMonth, Needs.Nothing),
        new FakeSymbol("later", PerYear.Optional(), Needs.Nothing),
        new FakeSymbol("home", Region, Needs.PersonalData),
        new FakeSymbol("flag", RightsType.Boolean, Needs.Nothing),
        new FakeSymbol("amounts", Amount, Needs.Nothing, new LocalSymbol("category", new CodeType("category"))),
    ];

    public Symbol? Find(string name) => Global.FirstOrDefault(s => s.Name == name);

    public MemberSymbol? FindMember(StructType type, string name) => Members[type.Name].FirstOrDefault(m => m.Name == name);

    public IEnumerable<string> MemberNames(StructType type) => Members[type.Name].Select(m => m.Name);

    public CallableSymbol? FindOnPerson(string name) => OnPerson.FirstOrDefault(s => s.Name == name);

    public IEnumerable<string> PersonMemberNames => OnPerson.Select(s => s.Name);

    public IEnumerable<string> Names => Global.Select(s => s.Name);

    public IReadOnlyList<string>? CodesOf(string listName) => Codes.GetValueOrDefault(listName);

    public RightsType? FindType(string name) =>
        Codes.ContainsKey(name) ? new CodeType(name) : name == "tax_assessment" ? Tax : null;

    public IEnumerable<string> TypeNames => ["region", "category", "tax_assessment"];

    public CallableSymbol? FindCondition(string id) =>
        id == "income_test" ? new FakeSymbol("income_test", RightsType.Boolean, Needs.Nothing) : null;

    public IEnumerable<string> ConditionIds => ["income_test"];

    public CallableSymbol? FindRight(string name, bool amount) => name != "growth.basic" ? null
        : new FakeSymbol(name, amount ? PerMonth : RightsType.Boolean, Needs.PersonalData | Needs.OtherRight, new LocalSymbol("holder", RightsType.Person));

    public IEnumerable<string> RightNames => ["growth.basic"];

    public CallableSymbol? FindStatusForm(string form, string status) => status != "living_wage" ? null
        : new FakeSymbol(form, form == "months held in a row" ? RightsType.Number : RightsType.Boolean, Needs.PersonalData, Person("person"),
            new LocalSymbol("when", form is "held on" or "months held in a row" ? RightsType.Date : new RangeType(RightsType.Date)));

    public CallableSymbol? AgeOn { get; } =
        new FakeSymbol("age on", RightsType.Number, Needs.PersonalData, Person("person"), new LocalSymbol("day", RightsType.Date));

    private static LocalSymbol Person(string name) => new(name, RightsType.Person);

    private sealed class FakeSymbol(string name, RightsType result, Needs needs, params LocalSymbol[] parameters) : CallableSymbol(name, null)
    {
        public int Optional { get; init; }

        public override IReadOnlyList<LocalSymbol> Parameters => parameters;

        public override RightsType ResultType => result;

        public override Needs Needs => needs;

        public override int OptionalCount => Optional;

        public override string Description => $"`{Name}`";
    }
}
