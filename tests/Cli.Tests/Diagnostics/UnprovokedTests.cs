using RightsEngine.Rules.Reading;
using RightsEngine.Source;
using RightsEngine.TestKit;

namespace RightsEngine.Cli.Tests.Diagnostics;

/// <summary>Findings that no small file can provoke through the command line.</summary>
public sealed class UnprovokedTests
{
    [Fact]
    public void A_host_program_that_loads_a_folder_without_rulebook_is_told_so()
    {
        string folder = RepositoryFiles.PathOf("docs");
        Diagnostic found = Assert.Single(RulebookLoader.Load(folder).Diagnostics);
        Assert.Equal(("RE4101", $"no `rulebook.yaml` in `{folder}`", "name the folder that holds rulebook.yaml"), (found.Code, found.Message, found.Help));
    }

    [Fact]
    public void An_expression_that_would_fill_the_stack_is_a_finding_and_not_a_crash()
    {
        // Each step is nested less than an expression may be, and the chain is shorter than it may be; together they fill a small stack.
        string brackets = new('(', 60), closing = new(')', 60);
        using var workspace = new Workspace();
        workspace.Write("rules/steps.concepts.yaml", $$"""
            concept: steps
            title: {nl: stappen, en: steps}
            of: person
            type: number
            definitions:
            {{string.Concat(Enumerable.Range(0, 150).Select(i => $"  step_{i}: {brackets}step_{i + 1} + 1{closing}\n"))}}  step_150: 1
            value: step_0
            """);
        RulebookResult? result = null;
        var thread = new Thread(() => result = RulebookLoader.Load(workspace.Rules), maxStackSize: 512 * 1024);
        thread.Start();
        thread.Join();
        var bag = new DiagnosticBag();
        foreach (Diagnostic found in result!.Diagnostics) bag.Add(found);
        Assert.Contains("RE3022", DiagnosticAssert.Codes(bag));
    }

    [Fact]
    public void A_mistake_in_the_engine_is_one_sentence_and_with_debug_a_stack_trace()
    {
        using var workspace = new Workspace();
        string[] command = ["evaluate", "-", "--rules", workspace.Rules, "--on", "2024-06-01"];
        Workspace.Result result = Workspace.RunWith(new BrokenReader(), command);
        Assert.Equal((1, "error RE9001: internal error: the reader is broken\n      = help: run again with --debug for the details, and report them\n"), (result.Code, result.Error));
        result = Workspace.RunWith(new BrokenReader(), [.. command, "--debug"]);
        Assert.StartsWith("error RE9001: internal error: the reader is broken\nSystem.InvalidOperationException: the reader is broken\n   at ", result.Error, StringComparison.Ordinal);
    }

    private sealed class BrokenReader : TextReader
    {
        public override int Read(char[] buffer, int index, int count) => throw new InvalidOperationException("the reader is broken");

        public override int Read(Span<char> buffer) => throw new InvalidOperationException("the reader is broken");
    }
}
