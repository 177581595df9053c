using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;

namespace LearningActors.Retention;

/// <summary>An archive of a day that is being written: lines of JSON, gzip. The database says whether it counts.</summary>
internal sealed class ArchiveFile : IAsyncDisposable
{
    private readonly FileStream _file;
    private readonly GZipStream _gzip;
    private readonly StreamWriter _lines;
    private bool _isComplete;

    /// <summary>Begins, in place of what an attempt that died may have left there.</summary>
    internal ArchiveFile(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        _file = new FileStream(path, FileMode.Create, FileAccess.ReadWrite);
        _gzip = new GZipStream(_file, CompressionLevel.Optimal, leaveOpen: true);
        _lines = new StreamWriter(_gzip, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), bufferSize: 64 * 1024);
    }

    internal Task WriteLineAsync(string json) => _lines.WriteLineAsync(json);

    /// <summary>
    /// Brings it to the disk. It never had another name: a sync of a new file keeps its name, too, and one of a renamed file does not.
    /// </summary>
    internal async Task<(long Bytes, byte[] Sha256)> CompleteAsync()
    {
        await _lines.DisposeAsync();
        _file.Flush(flushToDisk: true);
        _file.Position = 0;
        var (bytes, hash) = (_file.Length, await SHA256.HashDataAsync(_file));
        _isComplete = true;
        return (bytes, hash);
    }

    /// <summary>Leaves nothing where it was not completed.</summary>
    public async ValueTask DisposeAsync()
    {
        await _file.DisposeAsync();
        if (!_isComplete)
            File.Delete(_file.Name);
    }
}
