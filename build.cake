// Run by build.sh: ./build.sh [--target Test|Build|Publish] [--configuration Release] [--filter EXPRESSION] [--published true]
using System.Xml.Linq;

var target = Argument("target", "Test");
var configuration = Argument("configuration", "Release");
var filter = Argument("filter", "");
var published = Argument("published", false);
var results = MakeAbsolute(Directory("artifacts/test-results"));
var program = MakeAbsolute(File("artifacts/linux-x64/Canton.Ha.Actors"));
var isX64 = System.Runtime.InteropServices.RuntimeInformation.OSArchitecture == System.Runtime.InteropServices.Architecture.X64;
// What a substitute does beyond its package cannot be tested with the package.
var selection = !published ? filter : filter == "" ? "BeyondPackage!=true" : $"({filter})&BeyondPackage!=true";
var passed = 0;
var failed = 0;
var failures = new List<string>();

/// Debian package and the file that shows that it, or something as good, is there already.
var prerequisites = new (string Package, string[] AnyOf)[]
{
    ("postgresql", new[] { "/usr/lib/postgresql/*/bin/postgres", "/usr/bin/postgres", "/usr/local/bin/postgres" }),
    ("pgbouncer", new[] { "/usr/sbin/pgbouncer", "/usr/bin/pgbouncer" }),
    ("haproxy", new[] { "/usr/sbin/haproxy", "/usr/local/sbin/haproxy" }),
    ("iptables", new[] { "/usr/sbin/iptables", "/sbin/iptables" }),
    ("iproute2", new[] { "/usr/sbin/ip", "/sbin/ip", "/usr/bin/ip" }),
    ("python3-grpcio", new[] { "/usr/lib/python3/dist-packages/grpc/__init__.py" }),
    ("nodejs", new[] { "/usr/bin/node", "/usr/local/bin/node" }),
    ("chromium", new[] { "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome" }),
    ("fonts-dejavu-core", new[] { "/usr/share/fonts/truetype/*/*.ttf" }),
    ("npm", new[] { "/usr/bin/npm", "/usr/local/bin/npm" }),
    ("curl", new[] { "/usr/bin/curl", "/usr/local/bin/curl" }),
    ("docker-compose", new[] { "/usr/bin/docker-compose", "/usr/local/bin/docker-compose" }),
    ("python3-yaml", new[] { "/usr/lib/python3/dist-packages/yaml/__init__.py" }),
    ("systemd", new[] { "/usr/bin/systemd-analyze" }),
};

Task("Prerequisites").Does(() =>
{
    var missing = prerequisites.Where(p => !p.AnyOf.Any(pattern => GetFiles(pattern).Any())).Select(p => p.Package).ToList();
    if (missing.Count == 0)
        return;

    Information("Installing what the tests need: {0}", string.Join(", ", missing));
    var environment = new Dictionary<string, string> { ["DEBIAN_FRONTEND"] = "noninteractive" };
    Apt(new ProcessArgumentBuilder().Append("update").Append("-qq"), environment);
    // The distribution starts a cluster of its own on installation; the tests start their own servers and need none.
    var policy = "/usr/sbin/policy-rc.d";
    var isOurs = !FileExists(policy);
    if (isOurs)
    {
        System.IO.File.WriteAllText(policy, "#!/bin/sh\nexit 101\n");
        StartProcess("chmod", $"+x {policy}");
    }

    try
    {
        var install = new ProcessArgumentBuilder().Append("install").Append("-y").Append("-qq").Append("--no-install-recommends");
        missing.ForEach(package => install.Append(package));
        Apt(install, environment);
    }
    finally
    {
        if (isOurs)
            DeleteFile(policy);
    }
});

void Apt(ProcessArgumentBuilder arguments, Dictionary<string, string> environment)
{
    var exit = StartProcess("apt-get", new ProcessSettings { Arguments = arguments, EnvironmentVariables = environment, RedirectStandardOutput = true });
    if (exit != 0)
        throw new CakeException($"apt-get {arguments.Render()} ended with {exit}. The tests need PostgreSQL 14+, PgBouncer, HAProxy, iptables, iproute2, Debian's Python with grpcio, Node.js, npm, Chromium, a font, curl, docker-compose, python3-yaml and systemd: install them and run ./build.sh again.");
}

Task("Build").Does(() =>
    DotNetBuild("Canton.Ha.Actors.slnx", new DotNetBuildSettings
    {
        Configuration = configuration,
        MSBuildSettings = Properties(),
        NoLogo = true,
        Verbosity = DotNetVerbosity.Minimal,
    })).Finally(EndCompiler);

// One compiler process for all projects: started once, ended with the task.
DotNetMSBuildSettings Properties() => new DotNetMSBuildSettings()
    .WithProperty("PublishedPackages", published ? "true" : "false")
    .WithProperty("UseSharedCompilation", "true");

void EndCompiler() => StartProcess("dotnet", "build-server shutdown --vbcscompiler");

// One file for linux-x64 that needs no .NET on the machine.
Task("Publish").IsDependentOn("Build").WithCriteria(isX64, "the file is for x64").Does(() =>
{
    // What was compiled beforehand is kept by its date alone, and packages are older than substitutes.
    CleanDirectory("Canton.Ha.Actors/obj/Release/net10.0/linux-x64/R2R");
    DotNetPublish("Canton.Ha.Actors", new DotNetPublishSettings
    {
        MSBuildSettings = Properties().WithProperty("PublishProfile", "linux-x64").WithProperty("RunAnalyzers", "false"),
        NoLogo = true,
        Verbosity = DotNetVerbosity.Minimal,
    });
    Information("Published {0}.", program);
}).Finally(EndCompiler);

Task("Test").IsDependentOn("Prerequisites").IsDependentOn("Build").IsDependentOn("Publish").Does(() =>
{
    CleanDirectory(results);
    // The node's stories wait more than they work: meanwhile the substitutes are tested, one after the other, each shown when it has ended.
    var substitutes = System.Threading.Tasks.Task.Run(() => GetFiles("substitutes/*.Tests/*.csproj").Select(project => TestProject(project, isShownAtOnce: false)).ToList());
    var node = TestProject("Canton.Ha.Actors.Tests/Canton.Ha.Actors.Tests.csproj", isShownAtOnce: true);
    foreach (var counted in substitutes.Result.Append(node))
    {
        passed += counted.Passed;
        failed += counted.Failed;
        failures.AddRange(counted.Failures);
    }
});

(int Passed, int Failed, List<string> Failures) TestProject(FilePath project, bool isShownAtOnce)
{
    var name = project.GetFilenameWithoutExtension();
    var trx = results.CombineWithFilePath($"{name}.trx");
    var exit = StartProcess("dotnet", new ProcessSettings
    {
        // What operators run is what is tested: stories of processes start the published file where they need no stage of their own.
        EnvironmentVariables = new Dictionary<string, string?> { ["CANTON_HA_PROGRAM"] = isX64 ? program.FullPath : "" },
        Arguments = new ProcessArgumentBuilder()
            .Append("test").AppendQuoted(project.GetDirectory().CombineWithFilePath($"bin/{configuration}/net10.0/{name}.dll").FullPath).Append("--nologo")
            .Append("--logger").AppendQuoted($"trx;LogFileName={trx.FullPath}")
            .Append("--logger").AppendQuoted("console;verbosity=minimal")
            .Append(selection == "" ? "" : $"--filter \"{selection}\""),
        RedirectStandardOutput = !isShownAtOnce,
    }, out var output);
    if (!isShownAtOnce)
        Console.WriteLine(string.Join(Environment.NewLine, output));

    var report = FileExists(trx) ? XDocument.Load(trx.FullPath) : null;
    var counters = report is null ? null : Named(report, "Counters").FirstOrDefault();
    var (total, succeeded) = ((int?)counters?.Attribute("total") ?? 0, (int?)counters?.Attribute("passed") ?? 0);
    var isBroken = (counters is null && filter == "") || (exit != 0 && (int?)counters?.Attribute("failed") == 0);
    var told = report is null ? new List<string>() : Named(report, "UnitTestResult").Where(result => (string?)result.Attribute("outcome") != "Passed").Select(Told).ToList();
    if (isBroken)
        told.Add($"Failed: {name}\n  dotnet test ended with {exit}.");
    return (succeeded, total - succeeded + (isBroken ? 1 : 0), told); // A run that broke must not look like success.
}

IEnumerable<XElement> Named(XContainer among, string name) => among.Descendants().Where(element => element.Name.LocalName == name);

// What failed and why, in a few lines: the whole story stands far above, between those of other tests.
string Told(XElement result)
{
    var message = Named(result, "Message").FirstOrDefault()?.Value ?? "";
    return $"{(string?)result.Attribute("outcome")}: {(string?)result.Attribute("testName")}\n  {(message.Length > 600 ? message[..600] + "…" : message).Replace("\n", "\n  ")}";
}

RunTarget(target);
if (target == "Test")
{
    failures.ForEach(Console.WriteLine);
    Console.WriteLine($"{passed} passed, {failed} failed");
    if (passed == 0 || failed > 0)
        Environment.Exit(1);
}
