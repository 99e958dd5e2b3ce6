using System.Text;
using RightsEngine.Cli;

var utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
Console.OutputEncoding = utf8;
// Large results go through a buffer; a person sees each line as it comes.
using TextWriter output = Console.IsOutputRedirected ? new StreamWriter(Console.OpenStandardOutput(), utf8, 1 << 16) : Console.Out;
using var input = new StreamReader(Console.OpenStandardInput(), utf8);
// Bars of progress hide the cursor; whoever ends the command with Ctrl-C wants it back.
if (!Console.IsErrorRedirected) Console.CancelKeyPress += (_, _) => Console.Error.Write("\u001B[?25h");
var terminal = new Terminal(input, output, Console.Error, !Console.IsOutputRedirected, !Console.IsErrorRedirected)
{
    ReadKey = Console.IsInputRedirected ? null : () => Console.ReadKey(intercept: true).KeyChar,
};
return RightsCommand.Run(args, terminal);
