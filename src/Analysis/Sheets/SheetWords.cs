using System.Globalization;

namespace RightsEngine.Analysis.Sheets;

/// <summary>
/// What stands around the cells of sheets, in the language of who reads them. CSV and JSON keep the English words: they are names
/// that programs know.
/// </summary>
internal static class SheetWords
{
    /// <summary>Columns whose cells are words of ours and not names or numbers.</summary>
    private static readonly HashSet<string> OfWords = ["rules", "outcome", "how", "difference", "count", "share of them"];

    private static readonly Dictionary<string, string> Dutch = new(StringComparer.Ordinal)
    {
        // pages
        ["Rulebook {0} {1}, as of {2:yyyy-MM-dd}."] = "Regelboek {0} {1}, zoals op {2:yyyy-MM-dd}.",
        ["Rulebook {0} {1}, the latest version of each concept."] = "Regelboek {0} {1}, de jongste versie van elk begrip.",
        ["Which facts the rights need"] = "Welke gegevens de rechten nodig hebben",
        ["Whatever could be read in some case is named."] = "Alles wat in een dossier gelezen kan worden, staat erin.",
        ["{0} cases were decided."] = "{0} dossiers zijn beslist.",
        ["{0} cases were looked at."] = "{0} dossiers zijn bekeken.",
        ["{0} and {1}"] = "{0} en {1}",
        ["Which right counts what, and of whom"] = "Welk recht wat telt, en van wie",
        ["Made from the rules by `rights concepts matrix`."] = "Uit de regels gemaakt door `rights concepts matrix`.",
        ["Who stands near a cliff"] = "Wie bij een klif staat",
        ["Rulebook {0} {1}. A figure computed from a synthetic population is an example, not an estimate."] = "Regelboek {0} {1}. Een cijfer uit een synthetische bevolking is een voorbeeld, geen raming.",
        // profile
        ["Cliffs: from this income on, less is given than a cent below ({0} per year)"] = "Kliffen: vanaf dit inkomen is er minder dan een cent lager ({0} per jaar)",
        ["All rights together at an income ({0}; {1} per year)"] = "Alle rechten samen bij een inkomen ({0}; {1} per jaar)",
        ["+? : rights come on top of which is not known what they give"] = "+? : daarbovenop komen rechten waarvan niet bekend is wat ze geven",
        ["What of each further {0} is lost in rights, step by step; empty where it is not known"] = "Wat van elke {0} extra aan rechten verloren gaat, stap voor stap; leeg waar het niet bekend is",
        ["A rate above 1 takes more than was earned. Taxes and contributions are not in it."] = "Een druk boven 1 neemt meer weg dan verdiend is. Belastingen en bijdragen zitten er niet in.",
        ["Rights of which is not known what they give, and what would tell"] = "Rechten waarvan niet bekend is wat ze geven, en wat het zou zeggen",
        ["What the profile does not say about a family is not known. It is not counted as 0."] = "Wat het profiel niet over een gezin zegt, is niet bekend. Het telt niet als 0.",
        ["What each right gives at each step, and on both edges of each jump ({0} per year)"] = "Wat elk recht geeft bij elke stap, en aan beide kanten van elke sprong ({0} per jaar)",
        ["Who loses by earning {0} {1} more in a year: by right and reason"] = "Wie verliest door {0} {1} per jaar meer te verdienen: per recht en reden",
        ["{0} cases, of which {1} with {2} earners; {3} earners ({4} %) would lose."] = "{0} dossiers, waarvan {1} met {2} verdieners; {3} verdieners ({4} %) zouden verliezen.",
        ["For {0} earners some right is undetermined or has an unknown amount: a cliff of it is not seen."] = "Voor {0} verdieners is een recht niet te bepalen of het bedrag niet bekend: een klif ervan is niet te zien.",
        ["The first {0} of {1} earners who would lose"] = "De eerste {0} van {1} verdieners die zouden verliezen",
        ["rules"] = "regels",
        ["family"] = "gezin",
        ["right"] = "recht",
        ["rights"] = "rechten",
        ["loss per year"] = "verlies per jaar",
        ["holders who lose it"] = "houders die het verliezen",
        ["all rights"] = "alle rechten",
        ["condition"] = "voorwaarde",
        ["condition text"] = "tekst van de voorwaarde",
        ["article"] = "artikel",
        ["figures"] = "cijfers",
        ["from"] = "van",
        ["to"] = "tot",
        ["fall of all rights"] = "daling van alle rechten",
        ["marginal rate"] = "marginale druk",
        ["from income"] = "vanaf inkomen",
        ["to income"] = "tot inkomen",
        ["missing facts"] = "ontbrekende gegevens",
        ["income"] = "inkomen",
        ["outcome"] = "uitkomst",
        ["holders"] = "houders",
        ["amount per year"] = "bedrag per jaar",
        ["case"] = "dossier",
        ["cases"] = "dossiers",
        ["person"] = "persoon",
        ["persons"] = "personen",
        ["earners"] = "verdieners",
        ["after"] = "na",
        ["mean loss per year"] = "gemiddeld verlies per jaar",
        ["mean way to it"] = "gemiddelde afstand ertoe",
        ["today"] = "vandaag",
        ["reform"] = "hervorming",
        ["granted"] = "toegekend",
        ["refused"] = "geweigerd",
        ["undetermined"] = "niet te bepalen",
        ["error"] = "fout",
        ["no decision"] = "geen beslissing",
        // needs
        ["What {0} rights ask of each source"] = "Wat {0} rechten van elke bron vragen",
        ["A field that several rights ask is fetched once for all of them. Whether a record is there counts as asked of the record, not as a field."] = "Een veld dat verschillende rechten vragen, wordt één keer opgehaald voor alle. Of er een gegeven is, telt als gevraagd van het gegeven, niet als veld.",
        ["Each field once, with the rights that ask for it"] = "Elk veld één keer, met de rechten die het vragen",
        ["A row without a field: whether there is a record, or who is linked."] = "Een rij zonder veld: of er een gegeven is, of wie verbonden is.",
        ["What each right asks"] = "Wat elk recht vraagt",
        ["What each right asks, field by field"] = "Wat elk recht vraagt, veld per veld",
        ["Facts for want of which decisions are undetermined"] = "Gegevens die ontbreken, waardoor beslissingen niet te bepalen zijn",
        ["A decision that waits for several facts counts with each. Keys such as years are left out."] = "Een beslissing die op verschillende gegevens wacht, telt bij elk. Sleutels zoals jaren zijn weggelaten.",
        ["The same, right by right"] = "Hetzelfde, recht per recht",
        ["authority"] = "instantie",
        ["service"] = "dienst",
        ["how"] = "hoe",
        ["records"] = "gegevens",
        ["record"] = "gegeven",
        ["fields"] = "velden",
        ["field"] = "veld",
        ["asked by one right"] = "door één recht gevraagd",
        ["by several"] = "door meer",
        ["title"] = "titel",
        ["sensitivity"] = "gevoeligheid",
        ["asked by"] = "gevraagd door",
        ["asked by others too"] = "ook door andere gevraagd",
        ["judged by a person"] = "door een mens te beoordelen",
        ["sources"] = "bronnen",
        ["source"] = "bron",
        ["fact"] = "gegeven",
        ["decisions"] = "beslissingen",
        ["all decisions"] = "alle beslissingen",
        ["waiting for nothing else"] = "wacht op niets anders",
        ["fetched"] = "op te vragen",
        // concepts
        ["Parts of incomes by right: the weight with which each counts"] = "Delen van inkomens per recht: het gewicht waarmee elk telt",
        ["An empty cell does not count. * counts only where a condition in the income holds. A name is a figure or a value of the rules."] = "Een lege cel telt niet. * telt alleen waar een voorwaarde in het inkomen geldt. Een naam is een cijfer of een waarde uit de regels.",
        ["A field is one of a record of the year of the income, unless a year stands behind it."] = "Een veld is er een van een gegeven van het inkomstenjaar, tenzij er een jaar achter staat.",
        ["formula: how {0} counts is written in income {1}."] = "formula: hoe {0} telt, staat in inkomen {1}.",
        ["Households by right"] = "Huishoudens per recht",
        ["{0}: the household holds the right. {1}: the right asks who belongs to it. A name is the concept through which it does."] = "{0}: het huishouden heeft het recht. {1}: het recht vraagt wie erbij hoort. Een naam is het begrip waarlangs dat gaat.",
        ["Who is a member, by right: the households whose rule has it"] = "Wie lid is, per recht: de huishoudens waarvan de regel het zegt",
        ["household"] = "huishouden",
        ["member m of person"] = "lid m van person",
        ["{0} and {1}, field by field"] = "{0} en {1}, veld per veld",
        ["* counts only where a condition in the income holds. A name is a figure or a value of the rules."] = "* telt alleen waar een voorwaarde in het inkomen geldt. Een naam is een cijfer of een waarde uit de regels.",
        ["{0} and {1}, member by member"] = "{0} en {1}, lid per lid",
        ["Rules are compared as they are written: two that say the same in other words stand as two."] = "Regels zijn vergeleken zoals ze geschreven zijn: twee die hetzelfde in andere woorden zeggen, staan er als twee.",
        ["Whose income differs: {0} against {1}"] = "Wiens inkomen verschilt: {0} tegenover {1}",
        ["Whose household differs: {0} against {1}"] = "Wiens huishouden verschilt: {0} tegenover {1}",
        ["A case counts as a whole: its incomes or sizes are added up, and it is not known when one of them is not."] = "Een dossier telt als geheel: de inkomens of groottes ervan zijn opgeteld, en het is niet bekend als een ervan dat niet is.",
        ["By how much: {0} less {1}, of those that differ"] = "Hoeveel: {0} min {1}, van wie verschilt",
        ["difference"] = "verschil",
        ["count"] = "telling",
        ["share of them"] = "deel ervan",
        ["persons, at most"] = "personen, hoogstens",
        ["cases, at most"] = "dossiers, hoogstens",
        ["all"] = "alle",
        ["same"] = "hetzelfde",
        ["not known"] = "niet bekend",
        ["differ"] = "verschillen",
        ["as many, but others"] = "even veel, maar andere",
        ["least"] = "minst",
        ["half"] = "helft",
        ["mean"] = "gemiddeld",
        ["other weight"] = "ander gewicht",
        ["other year"] = "ander jaar",
    };

    /// <summary>A sentence in a language; in English where there is none.</summary>
    public static string In(string? language, FormattableString sentence) =>
        language == "nl" && Dutch.TryGetValue(sentence.Format, out string? dutch) ? string.Format(CultureInfo.InvariantCulture, dutch, sentence.GetArguments()) : FormattableString.Invariant(sentence);

    /// <summary>By which rules tables were made.</summary>
    /// <param name="language">The language.</param>
    /// <param name="name">The rulebook.</param>
    /// <param name="version">Its version.</param>
    /// <param name="date">The day whose versions were looked at; null for the latest.</param>
    public static string About(string language, string name, string version, DateOnly? date) =>
        date is { } day ? In(language, $"Rulebook {name} {version}, as of {day:yyyy-MM-dd}.") : In(language, $"Rulebook {name} {version}, the latest version of each concept.");

    /// <summary>What stands above a column.</summary>
    public static string Heading(string? language, SheetColumn column) => Word(language, column.Name);

    /// <summary>What stands in a cell of a column.</summary>
    public static string Cell(string? language, SheetColumn column, string cell) => OfWords.Contains(column.Name) ? Word(language, cell) : cell;

    private static string Word(string? language, string word) => language == "nl" && Dutch.TryGetValue(word, out string? dutch) ? dutch : word;
}
