using BenchmarkDotNet.Running;
using RightsEngine.Micro;

BenchmarkSwitcher.FromAssembly(typeof(Repository).Assembly).Run(args);
