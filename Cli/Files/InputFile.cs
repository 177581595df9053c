namespace LearningActors.Cli.Files;

/// <summary>A file that a command can read.</summary>
/// <param name="Path">Where it is.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Text">Its content.</param>
public sealed record InputFile(string Path, FileKind Kind, string Text)
{
    /// <summary>Reads a file for a command.</summary>
    /// <param name="path">Where it is.</param>
    /// <param name="command">The command.</param>
    /// <param name="anyText">The user says how to read it, so that any text will do.</param>
    /// <exception cref="CommandException">
    /// There is none, it is empty, or another kind than the command takes; the message says what it looks like and what takes it.
    /// </exception>
    public static InputFile Open(string path, FileCommand command, bool anyText = false)
    {
        ArgumentNullException.ThrowIfNull(command);
        if (Directory.Exists(path))
            throw new CommandException($"{path} is a folder. ./run {command.Name} takes one file: {command.Takes}.");
        if (!File.Exists(path))
            throw new CommandException($"There is no file {path}.");
        var content = Read(path);
        if (content.Length == 0)
            throw new CommandException($"{path} is empty. Nothing was sent.");
        var (kind, text) = FileRecognition.Recognise(content);
        if (kind.TakenBy == command || (anyText && text.Length > 0))
            return new InputFile(path, kind, text);
        throw new CommandException(
            kind.TakenBy is { } other
                ? $"{path} looks like {kind.LooksLike}. Nothing was sent. Send it with: ./run {other.Name} {path}"
                : $"{path} looks like {kind.LooksLike}, which no command takes. Nothing was sent. "
                    + $"./run {command.Name} takes {command.Takes}."
        );
    }

    /// <summary>Reads a mapping for <c>import broker</c>.</summary>
    /// <exception cref="CommandException">There is none, or it is no text.</exception>
    public static string OpenMapping(string path)
    {
        if (!File.Exists(path))
            throw new CommandException($"--mapping: there is no file {path}.");
        return FileRecognition.Recognise(Read(path)) is (_, { Length: > 0 } text)
            ? text
            : throw new CommandException($"--mapping: {path} is empty or not text; expected JSON, see docs/importing.md.");
    }

    private static byte[] Read(string path)
    {
        try
        {
            var content = File.ReadAllBytes(path);
            return content.All(one => one is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n') ? [] : content;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CommandException($"{path} can't be read: {exception.Message}");
        }
    }
}
