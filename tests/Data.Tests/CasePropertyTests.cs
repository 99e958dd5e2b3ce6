using System.Text;
using CsCheck;
using RightsEngine.Data.Cases;

namespace RightsEngine.Data.Tests;

public sealed class CasePropertyTests
{
    private static readonly string[] Ids = ["anna", "ben", "cato", "dirk", "é", "a.b"];

    [Fact]
    public void The_order_in_a_file_never_matters() =>
        Gen.Int.Sample(seed =>
        {
            var random = new Random(seed);
            CaseNode node = RandomCase(random);
            var reader = new CaseTreeReader(Village.Catalogue);
            CaseResult one = reader.Read(node, "f", 1), other = reader.Read(Shuffled(node, random), "f", 1);
            if (one.Case is null || other.Case is null)
                throw new InvalidOperationException(string.Join('\n', one.Problems.Concat(other.Problems)));
            return CaseDump.Of(one.Case) == CaseDump.Of(other.Case);
        }, iter: 2000);

    [Fact]
    public void Every_line_is_accepted_or_rejected() =>
        Gen.Int.Sample(seed =>
        {
            var random = new Random(seed);
            int lines = random.Next(1, 8);
            var text = new StringBuilder(Village.Line("first") + "\n");
            for (int i = 0; i < lines; i++) text.Append(Damaged(Village.Line($"c{random.Next(6)}"), random)).Append('\n');
            List<CaseResult> results = Reading.Input(text.ToString());
            return results.Count == lines + 1
                && results.All(r => r.Case is null == r.Problems.Count > 0)
                && results.Select(r => r.Row).SequenceEqual(Enumerable.Range(1, lines + 1).Select(i => (int?)i));
        }, iter: 500);

    [Fact]
    public void A_line_cut_at_any_length_is_rejected_and_the_next_is_read()
    {
        using var folder = new TemporaryFolder();
        byte[] line = Encoding.UTF8.GetBytes(Village.Line("cut")), next = Encoding.UTF8.GetBytes(Village.Line("next"));
        for (int length = 1; length < line.Length; length++)
        {
            List<CaseResult> results = Reading.File(folder.Write("cases.ndjson", [.. line.AsSpan(0, length), (byte)'\n', .. next]));
            Assert.Equal(2, results.Count);
            Assert.Null(results[0].Case);
            Assert.Contains(Assert.Single(results[0].Problems).Code, new[] { "RE5001", "RE5002" });
            Assert.NotNull(results[1].Case);
        }
    }

    [Fact]
    public void A_document_cut_at_any_length_is_rejected()
    {
        for (int length = 1; length < Village.GoodCase.Length; length++)
            Assert.All(Reading.Input(Village.GoodCase[..length]), r => Assert.Null(r.Case));
    }

    private static string Damaged(string line, Random random)
    {
        if (random.Next(3) == 0) return line;
        int at = random.Next(line.Length);
        return string.Concat(line.AsSpan(0, at), random.Next(2) == 0 ? "" : "{},[]:\"x1é".AsSpan(random.Next(10), 1), line.AsSpan(at + 1));
    }

    private static CaseNode RandomCase(Random random)
    {
        string[] ids = [.. Ids.Where(_ => random.Next(4) > 0).DefaultIfEmpty("anna")];
        List<CaseMember> persons = [.. ids.Select(id => new CaseMember(id, RandomPerson(id, ids, random)))];
        return Map(("case", Text("c")), ("persons", new CaseMap(persons)));
    }

    private static CaseMap RandomPerson(string id, string[] ids, Random random)
    {
        List<CaseMember> members = [];
        void Sometimes(string name, Func<CaseNode> value)
        {
            if (random.Next(3) > 0) members.Add(new CaseMember(name, random.Next(8) == 0 ? Text("unknown") : value()));
        }
        Sometimes("birth", () => Map(("birth_date", Day(random)), ("gender", Text("fmx"[random.Next(3)].ToString()))));
        Sometimes("payslip", () => new CaseMap([.. Enumerable.Range(2020, random.Next(4)).Select(y => new CaseMember($"{y}", random.Next(5) == 0 ? Text("unknown") : Map(("wages", Number(random)), ("hours", Number(random)))))]));
        Sometimes("benefit", () => Map(("2023-05", new CaseList([.. Enumerable.Range(0, random.Next(4)).Select(_ => Map(("amount", Number(random))))]))));
        Sometimes("home", () => new CaseList([.. Enumerable.Range(0, random.Next(4)).Select(i => Map(("address", Text($"a{random.Next(3)}")), ("from", Text($"20{i}0-01-01")), ("to", Text($"20{i}9-12-31"))))]));
        Sometimes("status_register", () => new CaseList([.. Enumerable.Range(0, random.Next(5)).Select(i => i == 3
            ? Map(("code", Text("LIVING")), ("held", new CaseScalar("false", ScalarKind.Boolean)), ("on", Text("1950-01-01")))
            : Map(("code", Text(random.Next(2) == 0 ? "LIVING" : "DISABLED")), ("from", Day(random)), ("to", random.Next(2) == 0 ? Text("unknown") : new CaseScalar("null", ScalarKind.Null))))]));
        // A link between two persons depends on the pair, so that both sides tell the same.
        Sometimes("raised_children", () => new CaseList([.. ids.Where(o => string.CompareOrdinal(id, o) < 0 && random.Next(2) == 0).Select(o => Child(id, o))]));
        Sometimes("raisers", () => new CaseList([.. ids.Where(o => string.CompareOrdinal(o, id) < 0 && random.Next(2) == 0).Select(o => Child(o, id, o))]));
        int place = Array.IndexOf(ids, id) ^ 1;
        if (place < ids.Length) Sometimes("partners", () => new CaseList([Map(("person", Text(ids[place])), ("kind", Text("married")), ("from", Text("2001-01-01")))]));
        return new CaseMap(members);
    }

    private static CaseMap Child(string parent, string child, string? other = null) =>
        Map(("person", Text(other ?? child)), ("share", (parent.Length + child.Length) % 3 == 0 ? Text("unknown") : new CaseScalar($"0.{parent.Length}", ScalarKind.Number)));

    private static CaseNode Shuffled(CaseNode node, Random random)
    {
        switch (node)
        {
            case CaseMap map:
                CaseMember[] members = [.. map.Members.Select(m => new CaseMember(m.Name, Shuffled(m.Value, random)))];
                random.Shuffle(members);
                return new CaseMap(members);
            case CaseList list:
                CaseNode[] items = [.. list.Items.Select(i => Shuffled(i, random))];
                random.Shuffle(items);
                return new CaseList(items);
            default:
                return node;
        }
    }

    private static CaseMap Map(params (string Name, CaseNode Value)[] members) => new([.. members.Select(m => new CaseMember(m.Name, m.Value))]);

    private static CaseScalar Text(string text) => new(text, ScalarKind.Text);

    private static CaseScalar Number(Random random) => new($"{random.Next(3)}.{random.Next(3)}", ScalarKind.Number);

    private static CaseScalar Day(Random random) => Text(new DateOnly(1990, 1, 1).AddDays(random.Next(5)).ToString("yyyy-MM-dd"));
}
