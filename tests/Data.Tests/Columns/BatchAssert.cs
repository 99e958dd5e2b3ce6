using RightsEngine.Concepts.Batches;
using RightsEngine.Concepts.Catalogue;
using RightsEngine.Language.Types;

namespace RightsEngine.Data.Tests.Columns;

/// <summary>Two batches hold the same, whatever the numbers of their texts.</summary>
internal static class BatchAssert
{
    public static void Same(CaseBatch expected, CaseBatch actual)
    {
        Assert.Equal(expected.Count, actual.Count);
        Assert.Equal(expected.Persons, actual.Persons);
        var texts = new Texts();
        for (int i = 0; i < expected.Count; i++)
        {
            Assert.Equal(expected.CaseIds.Text(i), actual.CaseIds.Text(i));
            Assert.Equal((expected.RequestedOn(i), expected.FirstPerson(i), expected.IsExotic(i)), (actual.RequestedOn(i), actual.FirstPerson(i), actual.IsExotic(i)));
        }
        for (int i = 0; i < expected.Persons; i++) Assert.Equal(expected.PersonIds.Text(i), actual.PersonIds.Text(i));
        foreach (RecordColumns record in expected.Records.Values) Same(record, actual.Records[record.Record.Name], texts);
        foreach (RelationColumns relation in expected.Relations.Values) Same(relation, actual.Relations[relation.Relation.Name], texts);
    }

    private static void Same(RecordColumns expected, RecordColumns actual, Texts texts)
    {
        Assert.Equal((expected.Persons, expected.Rows), (actual.Persons, actual.Rows));
        Assert.Equal(expected.RowStart[..(expected.Persons + 1)], actual.RowStart[..(expected.Persons + 1)]);
        Assert.Equal(expected.WhollyUnknown[..expected.Persons], actual.WhollyUnknown[..expected.Persons]);
        Assert.Equal(expected.Keys[..expected.Rows], actual.Keys[..expected.Rows]);
        Assert.Equal(expected.From[..expected.Rows], actual.From[..expected.Rows]);
        Assert.Equal(expected.To[..expected.Rows], actual.To[..expected.Rows]);
        Assert.Equal(expected.Kinds[..expected.Rows], actual.Kinds[..expected.Rows]);
        Same(expected.Fields, actual.Fields, expected.Record.Fields, expected.Rows, texts);
    }

    private static void Same(RelationColumns expected, RelationColumns actual, Texts texts)
    {
        Assert.Equal((expected.Cases, expected.Links, expected.Most), (actual.Cases, actual.Links, actual.Most));
        Assert.Equal(expected.LinkStart[..(expected.Cases + 1)], actual.LinkStart[..(expected.Cases + 1)]);
        Assert.Equal(expected.FromPerson[..expected.Links], actual.FromPerson[..expected.Links]);
        Assert.Equal(expected.ToPerson[..expected.Links], actual.ToPerson[..expected.Links]);
        Assert.Equal(expected.From[..expected.Links], actual.From[..expected.Links]);
        Assert.Equal(expected.To[..expected.Links], actual.To[..expected.Links]);
        for (int i = 0; i < expected.Links; i++) texts.Same(expected.Kinds[i], actual.Kinds[i]);
        Same(expected.Fields, actual.Fields, expected.Relation.Fields, expected.Links, texts);
    }

    private static void Same(Dictionary<string, FieldColumn> expected, Dictionary<string, FieldColumn> actual, IReadOnlyDictionary<string, FieldDefinition> fields, int rows, Texts texts)
    {
        foreach ((string name, FieldColumn column) in expected)
        {
            Assert.Equal(column.States[..rows], actual[name].States[..rows]);
            RightsType type = fields[name].Type.Required();
            bool isText = type is CodeType || type.Equals(RightsType.Text) || type.Equals(RightsType.Identifier);
            for (int i = 0; i < rows; i++)
            {
                if (column.States[i] != CellState.Known) continue;
                if (isText) texts.Same(column.Values[i], actual[name].Values[i]);
                else Assert.Equal(column.Values[i], actual[name].Values[i]);
            }
        }
    }

    /// <summary>Numbers that mean the same text: those of the layout (above 0) are the same, those of a batch one to one.</summary>
    private sealed class Texts
    {
        private readonly Dictionary<long, long> _to = [], _back = [];

        public void Same(long expected, long actual)
        {
            if (expected >= 0 || actual >= 0) Assert.Equal(expected, actual);
            Assert.Equal(actual, _to.TryAdd(expected, actual) ? actual : _to[expected]);
            Assert.Equal(expected, _back.TryAdd(actual, expected) ? expected : _back[actual]);
        }
    }
}
