using System.Text;

namespace RightsEngine.Source.Tests;

public sealed class RendererTests
{
    private static readonly SourceFile Rules = new("rules/x y.right.yaml", "id: w\n  income: incom <= limit\nwhen: |\n  a\n  b\n");

    private static readonly Diagnostic[] Samples =
    [
        new("RE3002", Severity.Error, "unknown name `incom`", In(Rules, "incom <", 5), "did you mean `income`?"),
        new("RE4001", Severity.Warning, "two \"rules\" overlap", In(Rules, "|\n  a\n  b", 9)) { Labels = [new Label(In(Rules, "w\n", 1), "first rule")] },
        new("RE1001", Severity.Information, "no file at hand", null, "pass a folder"),
    ];

    [Fact]
    public void People_see_the_line_the_spot_and_what_to_do() => Assert.Equal("""
        rules/x y.right.yaml:2:11: error RE3002: unknown name `incom`
            2 |   income: incom <= limit
              |           ^^^^^
              = help: did you mean `income`?
        rules/x y.right.yaml:3:7: warning RE4001: two "rules" overlap
            3 | when: |
              |       ^
              ::: rules/x y.right.yaml:1:5: first rule
            1 | id: w
              |     -
        information RE1001: no file at hand
              = help: pass a folder

        """, Human(Samples));

    [Fact]
    public void Only_so_many_findings_are_shown() =>
        Assert.Equal("information RE1001: no file at hand\n      = help: pass a folder\n… and 2 more\n", Human([Samples[2], Samples[0], Samples[1]], limit: 1));

    [Fact]
    public void Colours_tell_severities_apart()
    {
        string shown = Human(Samples, colour: true);
        Assert.Contains("\u001b[31merror RE3002\u001b[0m: unknown", shown);
        Assert.Contains("      |           \u001b[31m^^^^^\u001b[0m\n", shown);
        Assert.Contains("\u001b[33mwarning RE4001\u001b[0m", shown);
        Assert.Contains("\u001b[36minformation RE1001\u001b[0m", shown);
        Assert.Contains("= \u001b[36mhelp\u001b[0m: pass", shown);
    }

    [Fact]
    public void Tabs_stay_aligned() =>
        Assert.Equal("f:1:4: error X: m\n    1 | \ta\tbad\n      | \t \t^^^\n", Human([At("\ta\tbad", "bad")]));

    [Fact]
    public void Control_characters_never_reach_the_terminal()
    {
        string shown = Human([At("a\u001b[31mbad", "bad") with { Message = "m\u001b[2J\nx" }]);
        Assert.Equal("f:1:7: error X: m [2J x\n    1 | a [31mbad\n      |       ^^^\n", shown);
    }

    [Fact]
    public void Long_lines_are_cut_around_the_spot()
    {
        string shown = Human([At(new string('a', 300) + "bad" + new string('c', 300), "bad")]);
        Assert.Equal($"f:1:301: error X: m\n    1 | …{new string('a', 80)}bad{new string('c', 117)}…\n      |  {new string(' ', 80)}^^^\n", shown);
        Assert.Equal($"f:1:1: error X: m\n    1 | bad{new string('c', 197)}…\n      | ^^^\n", Human([At("bad" + new string('c', 300), "bad")]));
        Assert.Equal($"f:1:301: error X: m\n    1 | …{new string('a', 197)}bad\n      |  {new string(' ', 197)}^^^\n", Human([At(new string('a', 300) + "bad", "bad")]));
    }

    [Fact]
    public void A_spot_at_the_end_of_a_line_or_file_is_still_marked()
    {
        var file = new SourceFile("f", "ab\n");
        Assert.Equal("f:1:3: error X: m\n    1 | ab\n      |   ^\n", Human([new Diagnostic("X", Severity.Error, "m", new Location(file, new TextSpan(2, 1)))]));
        Assert.Equal("f:2:1: error X: m\n    2 | \n      | ^\n", Human([new Diagnostic("X", Severity.Error, "m", new Location(file, new TextSpan(3, 0)))]));
    }

    [Fact]
    public void Programs_get_json() => Assert.Equal("""
        [
          {
            "code": "RE3002",
            "severity": "error",
            "message": "unknown name `incom`",
            "file": "rules/x y.right.yaml",
            "line": 2,
            "column": 11,
            "endLine": 2,
            "endColumn": 16,
            "help": "did you mean `income`?",
            "labels": []
          },
          {
            "code": "RE4001",
            "severity": "warning",
            "message": "two \"rules\" overlap",
            "file": "rules/x y.right.yaml",
            "line": 3,
            "column": 7,
            "endLine": 5,
            "endColumn": 4,
            "help": null,
            "labels": [
              {
                "text": "first rule",
                "file": "rules/x y.right.yaml",
                "line": 1,
                "column": 5,
                "endLine": 1,
                "endColumn": 6
              }
            ]
          },
          {
            "code": "RE1001",
            "severity": "information",
            "message": "no file at hand",
            "file": null,
            "line": null,
            "column": null,
            "endLine": null,
            "endColumn": null,
            "help": "pass a folder",
            "labels": []
          }
        ]

        """, Written(JsonRenderer.Write, Samples));

    [Fact]
    public void Code_hosts_get_sarif() => Assert.Equal("""
        {
          "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
          "version": "2.1.0",
          "runs": [
            {
              "tool": {
                "driver": {
                  "name": "rights",
                  "rules": [
                    {
                      "id": "RE1001",
                      "defaultConfiguration": {
                        "level": "note"
                      }
                    },
                    {
                      "id": "RE4001",
                      "defaultConfiguration": {
                        "level": "warning"
                      }
                    }
                  ]
                }
              },
              "columnKind": "utf16CodeUnits",
              "results": [
                {
                  "ruleId": "RE4001",
                  "ruleIndex": 1,
                  "level": "warning",
                  "message": {
                    "text": "two \"rules\" overlap"
                  },
                  "locations": [
                    {
                      "physicalLocation": {
                        "artifactLocation": {
                          "uri": "rules/x%20y.right.yaml"
                        },
                        "region": {
                          "startLine": 3,
                          "startColumn": 7,
                          "endLine": 5,
                          "endColumn": 4
                        }
                      }
                    }
                  ],
                  "relatedLocations": [
                    {
                      "physicalLocation": {
                        "artifactLocation": {
                          "uri": "rules/x%20y.right.yaml"
                        },
                        "region": {
                          "startLine": 1,
                          "startColumn": 5,
                          "endLine": 1,
                          "endColumn": 6
                        }
                      },
                      "message": {
                        "text": "first rule"
                      }
                    }
                  ]
                },
                {
                  "ruleId": "RE1001",
                  "ruleIndex": 0,
                  "level": "note",
                  "message": {
                    "text": "no file at hand\nhelp: pass a folder"
                  }
                }
              ]
            }
          ]
        }

        """, Written((stream, findings) => SarifRenderer.Write(stream, findings), Samples[1..]));

    [Fact]
    public void Half_characters_do_not_break_json()
    {
        Diagnostic[] half = [new("X", Severity.Error, "a\ud83d", null)];
        Assert.Contains("\"message\": \"a\uFFFD\"", Written(JsonRenderer.Write, half));
        Assert.Contains("\"text\": \"a\uFFFD\"", Written((stream, findings) => SarifRenderer.Write(stream, findings), half));
    }

    private static Location In(SourceFile file, string text, int length) =>
        new(file, new TextSpan(file.Text.IndexOf(text, StringComparison.Ordinal), length));

    private static Diagnostic At(string line, string spot)
    {
        var file = new SourceFile("f", line);
        return new Diagnostic("X", Severity.Error, "m", In(file, spot, spot.Length));
    }

    private static string Human(IEnumerable<Diagnostic> findings, bool colour = false, int limit = 100)
    {
        var writer = new StringWriter();
        HumanRenderer.Write(writer, findings, colour, limit);
        return writer.ToString();
    }

    private static string Written(Action<Stream, IEnumerable<Diagnostic>> write, IEnumerable<Diagnostic> findings)
    {
        var stream = new MemoryStream();
        write(stream, findings);
        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
