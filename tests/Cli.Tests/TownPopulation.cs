using System.Globalization;
using System.Text;

namespace RightsEngine.Cli.Tests;

/// <summary>Tables of sixty families of the invented town in <c>tests/corpus/town</c>, and a reform for them.</summary>
internal static class TownPopulation
{
    /// <summary>A reform by which some gain, and some lose.</summary>
    public const string Wider = """
        reform: wider
        title: {en: wider}
        from: 2024-01-01
        changes:
          - change: right town.child_allowance
            set_parameters: {limit: 36000}
          - change: right town.rent_help
            set_parameters: {limit: 16000}
            set_amount: if income <= 6000 then 70 else 50
        """;

    private const int Families = 60;

    /// <summary>Writes the tables. Incomes come twice and more, so that tenths have ties; weights go from 1 to 4.</summary>
    public static void Write(string folder)
    {
        var birth = new StringBuilder("case_id,person_id,birth_date\n");
        var home = new StringBuilder("case_id,person_id,address\n");
        var wages = new StringBuilder("case_id,person_id,year,wages\n");
        var survey = new StringBuilder("case_id,person_id,weight\n");
        var raises = new StringBuilder("case_id,from_person,to_person\n");
        for (int i = 0; i < Families; i++)
        {
            string id = $"f{i:00}";
            birth.Append(CultureInfo.InvariantCulture, $"{id},a,1980-01-01\n");
            home.Append(CultureInfo.InvariantCulture, $"{id},a,x\n");
            wages.Append(CultureInfo.InvariantCulture, $"{id},a,2022,{i * 37 % 23 * 2000}\n");
            survey.Append(CultureInfo.InvariantCulture, $"{id},a,{1 + (i % 4)}\n");
            for (int c = 0; c < i % 4; c++)
            {
                birth.Append(CultureInfo.InvariantCulture, $"{id},c{c},2012-01-01\n");
                home.Append(CultureInfo.InvariantCulture, $"{id},c{c},x\n");
                raises.Append(CultureInfo.InvariantCulture, $"{id},a,c{c}\n");
            }
        }
        Directory.CreateDirectory(folder);
        foreach ((string name, StringBuilder text) in new[] { ("birth", birth), ("home", home), ("wage_sheet", wages), ("survey", survey), ("raises", raises) })
            File.WriteAllText(Path.Combine(folder, $"{name}.csv"), text.ToString());
    }
}
