using Canton.Ha.Actors.Node;

return await CommandLine.RunAsync(args, stages: []);
